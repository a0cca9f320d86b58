//! The new-plan form: from what was typed to a draft, with every error beside its field.

use chrono::{Datelike, NaiveDate};
use fenqi_domain::date::{Frequency, is_month_end, months_later};
use fenqi_domain::schedule::{self, Schedule};
use fenqi_domain::terms::MAX_RATE_DECIMALS;
use fenqi_domain::{Currency, Money, Terms};
use rust_decimal::Decimal;

use crate::app::{App, required};
use crate::contract::{
    AccountId, AppError, DownPaymentInput, DueRule, ErrorCode, Field, FormFrequency, FormMethod,
    FrequencyInput, Origin, PlanDraft, PlanForm, PlanId, RateUnit, RoundingInput, SolvedField, TermsInput,
};
use crate::ports::Account;
use crate::preview::{PaidRows, paid_rows};
use crate::solve::{self, Unknown};
use crate::{Result, accounts, amounts, due_rule, terms};

/// A form as it was read: a draft and its schedule, as far as nothing is wrong.
pub(crate) struct Reading {
    pub(crate) account: Option<Account>,
    pub(crate) errors: Vec<AppError>,
    pub(crate) terms: Option<TermsInput>,
    pub(crate) made: Option<(Terms, Schedule)>,
    pub(crate) solved: Option<SolvedField>,
    pub(crate) paid_rows: PaidRows,
}

impl App {
    /// An empty form: today, monthly, and the first due date that the account's rule asks for.
    ///
    /// # Errors
    /// `account_unknown` or `storage_failed`.
    pub fn plan_form(&self, account: Option<&AccountId>) -> Result<PlanForm> {
        let account =
            account.map(|id| accounts::find(self.store.begin_read()?.as_ref(), &id.0)).transpose()?;
        let today = self.today();
        let first = account.as_ref().map_or(months_later(today, 1), |account| first_due(account, today));
        Ok(PlanForm {
            origin: Origin::Purchase,
            title: String::new(),
            auto_debit: account.as_ref().is_some_and(|account| account.auto_debit),
            account: account.map(|account| account.id),
            merchant: String::new(),
            order_no: String::new(),
            purchased_on: today.to_string(),
            price: String::new(),
            down_payment: String::new(),
            method: FormMethod::InterestFree,
            periods: "12".to_owned(),
            frequency: FormFrequency::Monthly,
            rate_percent: String::new(),
            rate_unit: RateUnit::Period,
            payment: String::new(),
            first_due_date: first.unwrap_or(today).to_string(),
            notes: String::new(),
            past_rows_paid: false,
            paid_rows: String::new(),
        })
    }

    /// Saves the form as a plan.
    ///
    /// # Errors
    /// The first of what [`App::plan_preview`] lists, or `storage_…`.
    pub fn plan_add_form(&self, form: &PlanForm) -> Result<PlanId> {
        let reading = self.read_plan_form(form)?;
        if let Some(error) = reading.errors.into_iter().next() {
            return Err(error);
        }
        let terms = reading.terms.ok_or_else(|| AppError::new(ErrorCode::InputInvalid))?;
        let text = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        let draft = PlanDraft {
            account: reading.account.map(|account| account.id.0).unwrap_or_default(),
            origin: form.origin,
            title: form.title.clone(),
            merchant: text(&form.merchant),
            order_no: text(&form.order_no),
            purchased_on: terms.start_date.clone(),
            price: Some(terms.principal.clone()),
            auto_debit: Some(form.auto_debit),
            notes: text(&form.notes),
            terms,
            rows: None,
            paid_before: (reading.paid_rows == PaidRows::Past).then(|| self.today().to_string()),
            paid_rows: match reading.paid_rows {
                PaidRows::First(n) => Some(u32::from(n)),
                PaidRows::None | PaidRows::Past => None,
            },
        };
        let mut ids = self.plans_add(std::slice::from_ref(&draft), false)?;
        ids.pop().ok_or_else(|| AppError::new(ErrorCode::StorageFailed).with("reason", "no id"))
    }

    pub(crate) fn read_plan_form(&self, form: &PlanForm) -> Result<Reading> {
        let account = self.form_account(form)?;
        let mut errors = Vec::new();
        if account.is_none() {
            errors.push(AppError::new(ErrorCode::AccountRequired).at(Field::Account));
        }
        errors.extend(required(&form.title, 120).err().map(|error| error.at(Field::Title)));
        let currency = account.as_ref().map_or(accounts::USUAL_CURRENCY, |account| account.currency);
        let mut reading =
            Reading { account, errors, terms: None, made: None, solved: None, paid_rows: PaidRows::None };
        let found = read_terms(form, reading.account.as_ref(), currency);
        match found.and_then(|(input, solved)| {
            let made =
                make(form, &input, solved.is_some(), currency).map_err(|error| vec![in_percent(error)])?;
            Ok((input, solved, made))
        }) {
            Ok((input, solved, made)) => {
                (reading.terms, reading.solved, reading.made) = (Some(input), solved, Some(made));
            }
            Err(more) => reading.errors.extend(more),
        }
        match paid_rows(form, reading.made.as_ref().map(|(terms, _)| terms)) {
            Ok(paid) => reading.paid_rows = paid,
            Err(error) => reading.errors.push(error.at(Field::PaidRows)),
        }
        Ok(reading)
    }

    fn form_account(&self, form: &PlanForm) -> Result<Option<Account>> {
        let Some(id) = &form.account else { return Ok(None) };
        match accounts::find(self.store.begin_read()?.as_ref(), &id.0) {
            Err(error) if error.code == ErrorCode::AccountUnknown => Ok(None),
            found => found.map(Some),
        }
    }
}

/// The first due date of a purchase today: by the account's rule, else in a month.
fn first_due(account: &Account, today: NaiveDate) -> Option<NaiveDate> {
    if account.due.is_none() {
        return months_later(today, 1);
    }
    due_rule::falls(account, today).map(|falls| falls.due)
}

/// The schedule of complete terms. A payment that was typed beside all of them must be the one that they make.
pub(crate) fn make(
    form: &PlanForm,
    input: &TermsInput,
    solved: bool,
    currency: Currency,
) -> Result<(Terms, Schedule)> {
    let terms = terms::read(input, currency)?;
    let refused = |error| terms::refused(error, terms.start(), currency);
    let made = schedule::schedule(&terms).map_err(refused)?;
    let is_checked = !solved && !form.payment.trim().is_empty();
    if is_checked && form.method != FormMethod::EqualInstalment {
        let typed = amounts::positive(&amounts::typed_number(&form.payment), currency);
        let makes = made.regular_payment(&terms).map_err(refused)?;
        if typed.map_err(|error| error.at(Field::Amount))?.minor() != makes.minor() {
            let error = AppError::new(ErrorCode::PaymentImpossible).with("nearest", makes);
            return Err(error.at(Field::Amount));
        }
    }
    Ok((terms, made))
}

pub(crate) type Errors = Vec<AppError>;

/// The terms that the form means, with what was solved for; or everything that is wrong with it.
pub(crate) fn read_terms(
    form: &PlanForm,
    account: Option<&Account>,
    currency: Currency,
) -> std::result::Result<(TermsInput, Option<SolvedField>), Errors> {
    let unknown = unknown(form);
    let mut errors = Vec::new();
    let mut keep = |result: Result<String>, field| match result {
        Ok(text) => text,
        Err(error) => {
            errors.push(error.at(field));
            String::new()
        }
    };
    let is_asked = |what| unknown == Some(what);
    let price = if is_asked(Unknown::Principal) {
        String::new()
    } else {
        keep(typed_amount(&form.price, currency, amounts::positive), Field::Price)
    };
    let periods = match form.method {
        FormMethod::Bullet => "1".to_owned(),
        _ if is_asked(Unknown::Periods) => String::new(),
        _ => {
            let typed = amounts::periods(&amounts::typed_number(&form.periods));
            keep(typed.map(|periods| periods.to_string()), Field::Periods)
        }
    };
    let rate = if form.method == FormMethod::InterestFree || is_asked(Unknown::Rate) {
        String::new()
    } else {
        let typed = check_unit(form.method, form.rate_unit).and_then(|()| typed_rate(&form.rate_percent));
        keep(typed, Field::Rate)
    };
    let has_down = form.origin == Origin::Purchase && !form.down_payment.trim().is_empty();
    let down = if has_down {
        keep(typed_amount(&form.down_payment, currency, amounts::amount), Field::DownPayment)
    } else {
        String::new()
    };
    let start =
        keep(amounts::date(form.purchased_on.trim()).map(|date| date.to_string()), Field::PurchasedOn);
    let due =
        keep(amounts::date(form.first_due_date.trim()).map(|date| date.to_string()), Field::FirstDueDate);
    let payment = if form.payment.trim().is_empty() {
        String::new()
    } else {
        keep(typed_amount(&form.payment, currency, amounts::positive), Field::Amount)
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    let down_payment = DownPaymentInput { amount: Some(down), share: None, rounding: None, unit: None };
    let terms = TermsInput {
        anchor_day: anchor_day(&due, &start, account),
        principal: price,
        periods,
        start_date: start,
        first_due_date: due,
        frequency: Some(frequency(form.frequency)),
        down_payment: has_down.then_some(down_payment),
        ..with_rate(form.method, form.rate_unit, (!rate.is_empty()).then_some(rate))
    };
    let Some(unknown) = unknown else {
        let level = (form.method == FormMethod::EqualInstalment && !payment.is_empty()).then_some(payment);
        return Ok((TermsInput { instalment: level, ..terms }, None));
    };
    let solved = solve::complete(&terms, unknown, Some(&payment), currency)
        .map_err(|error| vec![in_percent(error)])?;
    let (field, value) = match unknown {
        Unknown::Principal => (Field::Price, solved.found),
        Unknown::Periods => (Field::Periods, solved.found),
        Unknown::Rate => (Field::Rate, percent(&solved.found)),
        Unknown::Payment => (Field::Amount, solved.found),
    };
    Ok((solved.terms, Some(SolvedField { field, value })))
}

/// What is to be found: the one field that was left empty beside a payment.
fn unknown(form: &PlanForm) -> Option<Unknown> {
    let is_empty = |text: &String| text.trim().is_empty();
    if is_empty(&form.payment) {
        return None;
    }
    let has_rate = form.method != FormMethod::InterestFree;
    let has_periods = form.method != FormMethod::Bullet;
    let empty = [
        (Unknown::Principal, is_empty(&form.price)),
        (Unknown::Rate, has_rate && is_empty(&form.rate_percent)),
        (Unknown::Periods, has_periods && is_empty(&form.periods)),
    ];
    let mut empty = empty.iter().filter(|(_, empty)| *empty);
    match (empty.next(), empty.next()) {
        (Some((unknown, _)), None) => Some(*unknown),
        _ => None,
    }
}

pub(crate) fn percent(rate: &str) -> String {
    let rate: Decimal = rate.parse().unwrap_or_default();
    (rate * Decimal::ONE_HUNDRED).normalize().to_string()
}

/// A rate must be counted in a unit that its method knows.
fn check_unit(method: FormMethod, unit: RateUnit) -> Result<()> {
    use RateUnit::{Day, Period, Total, Year};
    let known: &[RateUnit] = match method {
        FormMethod::InterestFree => return Ok(()),
        FormMethod::FlatPerPeriod => &[Period],
        FormMethod::FeeSpread | FormMethod::FeeUpfront => &[Total],
        FormMethod::EqualInstalment
        | FormMethod::EqualPrincipal
        | FormMethod::FlatInterest
        | FormMethod::InterestOnly
        | FormMethod::Bullet => &[Day, Period, Year],
    };
    if known.contains(&unit) {
        return Ok(());
    }
    let name = |unit: &RateUnit| format!("{unit:?}").to_lowercase();
    let known = known.iter().map(name).collect::<Vec<_>>().join(", ");
    Err(amounts::unknown_choice("rate_unit", &name(&unit), &known).at(Field::Rate))
}

/// The part of terms that an offer states: method, rate, frequency. The rate is in percent, as typed.
pub(crate) fn terms_of(
    method: FormMethod,
    unit: RateUnit,
    every: FormFrequency,
    rate_percent: &str,
) -> Result<TermsInput> {
    check_unit(method, unit)?;
    let rate = if method == FormMethod::InterestFree { None } else { Some(typed_rate(rate_percent)?) };
    Ok(TermsInput { frequency: Some(frequency(every)), ..with_rate(method, unit, rate) })
}

fn typed_amount(text: &str, currency: Currency, read: fn(&str, Currency) -> Result<Money>) -> Result<String> {
    let text = amounts::typed_number(text);
    if text.is_empty() {
        return Err(AppError::new(ErrorCode::TextRequired));
    }
    read(&text, currency).map(|money| money.to_string())
}

/// Percent as typed, into a fraction.
pub(crate) fn typed_rate(text: &str) -> Result<String> {
    let text = amounts::typed_number(text);
    let text = text.trim_end_matches(['%', '％']);
    if text.is_empty() {
        return Err(AppError::new(ErrorCode::RateRequired));
    }
    let percent = amounts::plain_decimal(text).filter(|rate| (Decimal::ZERO..=MAX_PERCENT).contains(rate));
    let percent = percent.ok_or_else(percent_range)?;
    Ok((percent / Decimal::ONE_HUNDRED).normalize().to_string())
}

const MAX_PERCENT: Decimal = Decimal::ONE_THOUSAND;

fn percent_range() -> AppError {
    AppError::new(ErrorCode::RateRange).with("min", 0).with("max", MAX_PERCENT)
}

/// The form speaks in percent: so do its errors.
pub(crate) fn in_percent(error: AppError) -> AppError {
    match error.code {
        ErrorCode::RateRange => percent_range().at(Field::Rate),
        // Two decimals of a fraction are none of a percentage.
        ErrorCode::RatePrecision => error.with("max", MAX_RATE_DECIMALS - 2),
        _ => error,
    }
}

/// How far apart due dates are then.
pub(crate) fn distance(frequency: FormFrequency) -> Frequency {
    match frequency {
        FormFrequency::Monthly => Frequency::MONTHLY,
        FormFrequency::Fortnightly => Frequency::Weeks(2),
        FormFrequency::Weekly => Frequency::Weeks(1),
        FormFrequency::ThirtyDays => Frequency::Days(30),
    }
}

fn frequency(frequency: FormFrequency) -> FrequencyInput {
    let (unit, multiple) = match distance(frequency) {
        Frequency::Days(every) => ("day", every),
        Frequency::Weeks(every) => ("week", every),
        Frequency::Months(every) => ("month", every),
    };
    FrequencyInput { unit: unit.to_owned(), multiple: Some(multiple.to_string()) }
}

/// A first due date at a month's end may stand for a later day that its month lacks: the account's due day, or
/// the day of purchase (domain.md §4).
fn anchor_day(due: &str, start: &str, account: Option<&Account>) -> Option<String> {
    let (due, start): (NaiveDate, NaiveDate) = (due.parse().ok()?, start.parse().ok()?);
    if !is_month_end(due) {
        return None;
    }
    let account_day = match account.and_then(|account| account.due) {
        Some(DueRule::Day(day)) => Some(u32::from(day)),
        _ => None,
    };
    let wanted = account_day.unwrap_or(start.day());
    (wanted > due.day()).then(|| wanted.to_string())
}

fn bare_terms(method: FormMethod) -> TermsInput {
    let name = match method {
        FormMethod::InterestFree => "interest_free",
        FormMethod::FlatPerPeriod => "flat_per_period",
        FormMethod::EqualInstalment => "equal_instalment",
        FormMethod::EqualPrincipal => "equal_principal",
        FormMethod::FeeSpread => "fee_spread",
        FormMethod::FeeUpfront => "fee_upfront",
        FormMethod::FlatInterest => "flat_interest",
        FormMethod::InterestOnly => "interest_only",
        FormMethod::Bullet => "bullet",
    };
    TermsInput { method: name.to_owned(), ..TermsInput::default() }
}

/// A method with its rate, where that is known already.
fn with_rate(method: FormMethod, unit: RateUnit, rate: Option<String>) -> TermsInput {
    let day_count = |name: &str| Some(name.to_owned());
    let terms = bare_terms(method);
    match (method, unit) {
        (FormMethod::InterestFree, _) => terms,
        (FormMethod::FlatPerPeriod, _) => TermsInput { fee_rate_per_period: rate, ..terms },
        (FormMethod::FeeUpfront, _) => TermsInput { fee_rate_total: rate, ..terms },
        (FormMethod::FeeSpread, _) => TermsInput { fee_rate_total: rate, rounding: Some(alipay()), ..terms },
        (FormMethod::Bullet, RateUnit::Year) => {
            TermsInput { annual_rate: rate, day_count: day_count("act/365"), ..terms }
        }
        (_, RateUnit::Day) => TermsInput { daily_rate: rate, day_count: day_count("daily"), ..terms },
        (_, RateUnit::Year) => {
            // An annual rate that is to be found is told from a periodic one by standing there.
            let rate = rate.or(Some("0".to_owned()));
            TermsInput { annual_rate: rate, day_count: day_count("periodic"), ..terms }
        }
        (_, RateUnit::Period | RateUnit::Total) => {
            TermsInput { periodic_rate: rate, day_count: day_count("periodic"), ..terms }
        }
    }
}

/// 花呗's rule (domain.md §2): total fee half even, parts truncated, differences to the first row.
pub(crate) fn alipay() -> RoundingInput {
    let text = |text: &str| Some(text.to_owned());
    RoundingInput {
        fee_total: text("half_even"),
        fee: text("down"),
        principal: text("down"),
        residual: text("first"),
        ..RoundingInput::default()
    }
}
