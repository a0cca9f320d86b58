//! A line that is a plan: what it leaves open is solved or computed as the form does it.

use chrono::NaiveDate;
use fenqi_domain::date::DueDates;
use fenqi_domain::schedule::{self, Schedule};
use fenqi_domain::{Currency, Money};
use rust_decimal::Decimal;
use serde::Serialize;

use super::cells::{Cells, Problems};
use super::columns;
use super::figures;
use super::found::{Accounts, Found, Outcome, PaidRow, Texts, not_taken, tell};
use super::layout::Layout;
use super::lines::Line;
use super::{agreement, rates};
use crate::app::App;
use crate::contract::{
    AppError, ErrorCode, Field, FormFrequency, FormMethod, ImportColumn, Origin, PlanForm, RateUnit,
    RoundingInput, TermsInput,
};
use crate::exchange::tables::wire_name;
use crate::ports::Account;
use crate::{Result, amounts, form, plans, terms};

/// What a line says of the plan's cost and days.
struct Said {
    form: PlanForm,
    /// Whether the line names the method.
    is_method_given: bool,
    purchased_on: NaiveDate,
    fee: Option<Money>,
    paid_rows: u32,
    source: Option<String>,
}

pub(super) fn read(
    app: &App,
    line: &Line<'_>,
    layout: &Layout,
    accounts: &mut Accounts,
    problems: &mut Problems,
) -> Outcome {
    let mut cells = Cells::new(line, layout, problems);
    let Some(account) = account(app, &mut cells, accounts) else { return Outcome::Refused };
    let currency = account.currency;
    let texts = Texts::read(&mut cells, currency);
    let said = texts.as_ref().and_then(|texts| said(&mut cells, texts, currency));
    if cells.is_sound {
        cells.assert_single(currency);
    }
    let is_sound = cells.is_sound;
    let (Some(texts), Some(said), true) = (texts, said, is_sound) else { return Outcome::Refused };
    if cells.is_void() {
        return not_taken(line.number, &texts.title);
    }
    match planned(app, &account, &texts, said) {
        Ok(found) => {
            agreement::assert_agrees(&mut cells, &found);
            if cells.is_sound { Outcome::Plan(Box::new(found)) } else { Outcome::Refused }
        }
        Err(errors) => {
            errors.into_iter().for_each(|error| tell(problems, layout, line.number, error));
            Outcome::Refused
        }
    }
}

/// The account that a line names, in the currency that it names.
pub(super) fn account(app: &App, cells: &mut Cells<'_>, accounts: &mut Accounts) -> Option<Account> {
    let name = cells.text(ImportColumn::Account);
    let currency =
        match cells.raw(ImportColumn::Currency).map(|cell| currency(cell, accounts, name.as_deref())) {
            None => None,
            Some(Ok(currency)) => Some(currency),
            Some(Err(error)) => {
                cells.refuse(ImportColumn::Currency, error);
                return None;
            }
        };
    match accounts.of(app, name.as_deref(), currency) {
        Ok(account) => {
            cells.assert_units(&account);
            Some(account)
        }
        Err(error) => {
            let at_currency = error.code == ErrorCode::CurrencyDiffers;
            cells.refuse(if at_currency { ImportColumn::Currency } else { ImportColumn::Account }, error);
            None
        }
    }
}

/// A currency by its code or its sign. A sign of several means the account's own, if that is one of them.
fn currency(cell: &str, accounts: &Accounts, account: Option<&str>) -> Result<Currency> {
    match figures::currencies(cell) {
        [] => amounts::currency(&cell.to_uppercase()),
        [only] => amounts::currency(only),
        several => {
            let own = accounts.currency(account).filter(|own| several.contains(&own.code()));
            // 元 is what most people write for renminbi.
            let usual = Some(Currency::CNY).filter(|_| matches!(cell, "元" | "圆"));
            own.or(usual).map_or_else(|| amounts::currency(cell), Ok)
        }
    }
}

fn said(cells: &mut Cells<'_>, texts: &Texts, currency: Currency) -> Option<Said> {
    let purchased_on = cells.date(ImportColumn::PurchasedOn);
    if cells.raw(ImportColumn::PurchasedOn).is_none() {
        cells.refuse(ImportColumn::PurchasedOn, AppError::new(ErrorCode::TextRequired));
    }
    let first_due = cells.date(ImportColumn::FirstDueDate);
    let due = if first_due.is_none() { cells.date(ImportColumn::DueDate) } else { None };
    let periods = cells.count(ImportColumn::Periods, 1, u32::from(fenqi_domain::terms::MAX_PERIODS));
    let most = periods.unwrap_or(u32::from(fenqi_domain::terms::MAX_PERIODS));
    let paid_rows = cells.count(ImportColumn::PaidRows, 0, most).unwrap_or(0);
    let principal = cells.amount(ImportColumn::Principal, currency);
    let instalment = cells.amount(ImportColumn::Instalment, currency);
    let fee = cells.amount(ImportColumn::Fee, currency).filter(|fee| !fee.is_zero());
    let method = method(cells);
    let frequency = frequency(cells);
    let rate = rates::of_period(cells, method);
    // What an instalment or a fee says is the contract's own figure; a yearly rate beside it is for information.
    let is_costed = rate.is_some() || fee.is_some() || instalment.is_some_and(|amount| !amount.is_zero());
    let annual = if is_costed { None } else { rates::of_year(cells) };
    if !is_costed && annual.is_none() {
        rates::assert_clear(cells);
    }
    let rate_unit = if annual.is_some() { RateUnit::Year } else { RateUnit::Period };
    let source = cells.source();
    let purchased_on = purchased_on?;
    // Of a price and an amount that is financed, the difference was paid at once.
    let (price, down) = match (texts.price.filter(|price| !price.is_zero()), principal) {
        (Some(price), Some(principal)) => {
            let down = price.checked_sub(principal).ok().filter(|down| down.minor() >= 0);
            if down.is_none() {
                cells.refuse(ImportColumn::Principal, AppError::new(ErrorCode::DownPaymentTooLarge));
            }
            (Some(price), down.filter(|down| !down.is_zero()))
        }
        (price, principal) => (price.or(principal), None),
    };
    let text = |amount: Option<Money>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    if due
        .zip(later(purchased_on, frequency, 2))
        .is_some_and(|(due, second)| due > second && periods != Some(1))
    {
        cells.refuse(ImportColumn::DueDate, AppError::new(ErrorCode::FirstDueUnclear));
    }
    let first_due = first_due.or(due).or_else(|| later(purchased_on, frequency, 1)).unwrap_or(purchased_on);
    let form = PlanForm {
        origin: texts.origin,
        title: texts.title.clone(),
        account: None,
        merchant: String::new(),
        order_no: String::new(),
        purchased_on: purchased_on.to_string(),
        price: text(price),
        down_payment: text(down),
        method: method.unwrap_or(FormMethod::InterestFree),
        periods: periods.map(|periods| periods.to_string()).unwrap_or_default(),
        frequency,
        rate_percent: rate.or(annual).unwrap_or_default(),
        rate_unit,
        payment: text(instalment.filter(|instalment| !instalment.is_zero())),
        first_due_date: first_due.to_string(),
        auto_debit: false,
        notes: String::new(),
        past_rows_paid: false,
        paid_rows: String::new(),
    };
    Some(Said { form, is_method_given: method.is_some(), purchased_on, fee, paid_rows, source })
}

const METHODS: [(FormMethod, &[&str]); 9] = [
    (FormMethod::InterestFree, &["interest_free", "免息", "免息分期", "interest free"]),
    (FormMethod::FlatPerPeriod, &["flat_per_period", "等本等息", "每期手续费", "分期手续费", "flat"]),
    (FormMethod::EqualInstalment, &["equal_instalment", "等额本息", "annuity", "equal instalments"]),
    (FormMethod::EqualPrincipal, &["equal_principal", "等额本金"]),
    (FormMethod::FeeSpread, &["fee_spread", "手续费分摊", "总手续费分摊", "手续费总额分摊"]),
    (FormMethod::FeeUpfront, &["fee_upfront", "首期收手续费", "手续费一次性收取", "一次性手续费"]),
    (FormMethod::FlatInterest, &["flat_interest", "固定利息"]),
    (FormMethod::InterestOnly, &["interest_only", "先息后本"]),
    (FormMethod::Bullet, &["bullet", "一次性还本付息", "到期还本付息", "到期一次还本付息"]),
];

fn method(cells: &mut Cells<'_>) -> Option<FormMethod> {
    choice(cells, ImportColumn::Method, &METHODS, str::to_lowercase)
}

const FREQUENCIES: [(FormFrequency, &[&str]); 4] = [
    (FormFrequency::Monthly, &["monthly", "month", "everymonth", "1month", "每月", "每个月", "按月", "月"]),
    (
        FormFrequency::Fortnightly,
        &[
            "fortnightly",
            "biweekly",
            "everytwoweeks",
            "every2weeks",
            "2weeks",
            "每两周",
            "每2周",
            "两周",
            "双周",
            "2周",
        ],
    ),
    (FormFrequency::Weekly, &["weekly", "week", "everyweek", "1week", "每周", "按周", "周"]),
    (FormFrequency::ThirtyDays, &["thirtydays", "every30days", "30days", "每30天", "30天"]),
];

/// What a line without a word on it means is a month.
fn frequency(cells: &mut Cells<'_>) -> FormFrequency {
    choice(cells, ImportColumn::Frequency, &FREQUENCIES, columns::plain).unwrap_or(FormFrequency::Monthly)
}

/// One of several by its names, which stand there as `bare` leaves what a cell says.
fn choice<T: Copy + Serialize>(
    cells: &mut Cells<'_>,
    column: ImportColumn,
    choices: &[(T, &[&str])],
    bare: fn(&str) -> String,
) -> Option<T> {
    let cell = cells.raw(column)?;
    let wanted = bare(cell);
    let found = choices.iter().find(|(_, names)| names.contains(&wanted.as_str()));
    if found.is_none() {
        let known: Vec<String> = choices.iter().map(|(choice, _)| wire_name(choice)).collect();
        cells.refuse(column, amounts::unknown_choice(&columns::english(column), cell, &known.join(", ")));
    }
    found.map(|(choice, _)| *choice)
}

/// So many periods after a day.
fn later(day: NaiveDate, frequency: FormFrequency, periods: u16) -> Option<NaiveDate> {
    DueDates::new(day, form::distance(frequency), None).ok()?.nth(periods)
}

fn planned(
    app: &App,
    account: &Account,
    texts: &Texts,
    said: Said,
) -> std::result::Result<Found, Vec<AppError>> {
    let needed =
        |errors: Vec<AppError>| errors.into_iter().map(|error| needs_periods(error, &said.form)).collect();
    let (terms, made) = made(&said, account).map_err(|errors| -> Vec<AppError> { needed(errors) })?;
    let one = |error| vec![error];
    if let Some(fee) = said.fee {
        assert_fee(&made, fee).map_err(one)?;
    }
    let rows = made.rows.clone();
    let principal = plans::expected_principal(&made, &rows).map_err(one)?;
    let draft = texts.draft(said.purchased_on, terms);
    let plan = app.read_plan(&draft, account).map_err(one)?;
    let today = app.today();
    let mut paid = Vec::new();
    for row in rows.iter().filter(|row| row.n == 0 || u32::from(row.n) <= said.paid_rows) {
        let amount = row.total().map_err(|_| vec![amounts::too_large(account.currency)])?;
        if amount.is_positive() {
            paid.push(PaidRow { n: row.n, amount, on: row.due_date.min(today), source: said.source.clone() });
        }
    }
    let last = rows.last().map_or(0, |row| u32::from(row.n));
    if said.paid_rows > last {
        let error = AppError::new(ErrorCode::NumberRange).with("field", "paid_rows");
        return Err(vec![error.with("min", 0).with("max", last).at(Field::PaidRows)]);
    }
    Ok(Found { account: account.clone(), plan, is_named: false, rows, principal, paid })
}

type Made = (TermsInput, Schedule);

/// The terms that the line means. Where it names no method: a fee in all is spread; a rate or a payment that is more
/// than the price split evenly is a fee a period, or for money lent the interest of equal instalments.
fn made(said: &Said, account: &Account) -> std::result::Result<Made, Vec<AppError>> {
    let form = &said.form;
    // A fee beside a rate is what the rate has to come to.
    if let Some(fee) = said.fee.filter(|_| form.rate_percent.is_empty()) {
        let spread = if said.is_method_given { form.method } else { FormMethod::FeeSpread };
        let rate_percent = fee_percent(fee, form, account.currency).map_err(|error| vec![error])?;
        let form = PlanForm { method: spread, rate_unit: RateUnit::Total, rate_percent, ..form.clone() };
        return make(&form, account);
    }
    let total = matches!(form.method, FormMethod::FeeSpread | FormMethod::FeeUpfront);
    let is_annual = form.rate_unit == RateUnit::Year;
    let unit = if total && !is_annual { RateUnit::Total } else { form.rate_unit };
    let usual = match form.origin {
        Origin::Purchase if !is_annual => FormMethod::FlatPerPeriod,
        _ => FormMethod::EqualInstalment,
    };
    let with = |method| make(&PlanForm { method, rate_unit: unit, ..form.clone() }, account);
    if said.is_method_given && form.method != FormMethod::InterestFree {
        return with(form.method);
    }
    match (form.rate_percent.is_empty(), said.is_method_given) {
        (true, _) => {}
        (false, true) => return Err(vec![terms::rate_unused("rate_percent").at(Field::Rate)]),
        (false, false) => return with(usual),
    }
    let free = split_evenly(&evenly_priced(form, account.currency), account);
    match &free {
        Err(errors)
            if !said.is_method_given
                && errors.iter().all(|error| error.code == ErrorCode::PaymentImpossible) =>
        {
            // What the price split evenly comes to is the better hint.
            with(usual).or(free)
        }
        _ => free,
    }
}

/// Free of interest, instalments of so much are a price; to search for one would find the largest that rounds to them.
fn evenly_priced(form: &PlanForm, currency: Currency) -> PlanForm {
    let payment = Money::parse(&form.payment, currency).ok();
    let price = payment.zip(form.periods.parse::<i64>().ok()).and_then(|(payment, periods)| {
        Some(Money::from_minor(payment.minor().checked_mul(periods)?, currency).to_string())
    });
    match price {
        Some(price) if form.price.is_empty() => PlanForm { price, ..form.clone() },
        _ => form.clone(),
    }
}

/// Free of interest, with an instalment that is the price split evenly and rounded as the seller rounds it; the last
/// row takes the rest.
fn split_evenly(form: &PlanForm, account: &Account) -> std::result::Result<Made, Vec<AppError>> {
    let usual = make(form, account);
    let is_other = |error: &AppError| error.code == ErrorCode::PaymentImpossible;
    if !usual.as_ref().is_err_and(|errors| errors.iter().all(is_other)) {
        return usual;
    }
    let rounded = |mode: &str| {
        let rounding = RoundingInput { principal: Some(mode.to_owned()), ..RoundingInput::default() };
        make_rounded(form, account, Some(rounding))
    };
    rounded("half_up").or_else(|_| rounded("up")).or(usual)
}

fn make(form: &PlanForm, account: &Account) -> std::result::Result<Made, Vec<AppError>> {
    make_rounded(form, account, None)
}

/// What the line asks for. A number of periods that is found must make just the instalment that is named.
fn make_rounded(
    form: &PlanForm,
    account: &Account,
    rounding: Option<RoundingInput>,
) -> std::result::Result<Made, Vec<AppError>> {
    let (input, solved) = form::read_terms(form, Some(account), account.currency)?;
    let input = if rounding.is_some() { TermsInput { rounding, ..input } } else { input };
    let made = form::make(form, &input, solved.is_some(), account.currency);
    let (_, schedule) = made.map_err(|error| vec![form::in_percent(error)])?;
    let is_level = form.method == FormMethod::EqualInstalment && !form.payment.is_empty();
    if is_level || solved.is_some_and(|solved| solved.field == Field::Periods) {
        assert_payment(form, &input, account.currency).map_err(|error| vec![error])?;
    }
    Ok((input, schedule))
}

/// The terms must come to the instalment that is named, but for what banks round: by a minor unit, or to a tenth or the
/// whole of a unit. The last row would take any difference.
fn assert_payment(form: &PlanForm, input: &TermsInput, currency: Currency) -> Result<()> {
    let terms = terms::read(&TermsInput { instalment: None, ..input.clone() }, currency)?;
    let refused = |error| terms::refused(error, terms.start(), currency);
    let makes = schedule::schedule(&terms).and_then(|made| made.regular_payment(&terms)).map_err(refused)?;
    let named = amounts::positive(&form.payment, currency)?.minor();
    let apart = named.abs_diff(makes.minor());
    let is_rounded = input.instalment.is_some()
        && (apart <= 1 || [10, 100].iter().any(|unit| named % unit == 0 && apart < unit.unsigned_abs()));
    if apart == 0 || is_rounded {
        return Ok(());
    }
    Err(AppError::new(ErrorCode::PaymentImpossible).with("nearest", makes).at(Field::Amount))
}

/// A number of periods that no instalment tells has to be named.
fn needs_periods(error: AppError, form: &PlanForm) -> AppError {
    match error.code {
        ErrorCode::PaymentImpossible if form.periods.is_empty() => {
            AppError::new(ErrorCode::TextRequired).at(Field::Periods)
        }
        _ => error,
    }
}

/// A fee in all as percent of what is financed, to the most decimals that a rate may have.
fn fee_percent(fee: Money, form: &PlanForm, currency: Currency) -> Result<String> {
    let amount = |text: &str| match text {
        "" => Ok(Money::zero(currency)),
        text => amounts::amount(text, currency),
    };
    let financed = amount(&form.price)?.checked_sub(amount(&form.down_payment)?);
    let financed = financed.map_err(|_| amounts::too_large(currency))?;
    if !financed.is_positive() {
        return Err(AppError::new(ErrorCode::TextRequired).at(Field::Price));
    }
    let rate = fee.minor_decimal().checked_div(financed.minor_decimal());
    let percent =
        rate.map(|rate| rate.round_dp(fenqi_domain::terms::MAX_RATE_DECIMALS) * Decimal::ONE_HUNDRED);
    percent
        .map(|percent| percent.normalize().to_string())
        .ok_or_else(|| amounts::too_large(currency).at(Field::Price))
}

/// The rows must ask for the fee that the line names, to the last minor unit.
fn assert_fee(made: &Schedule, fee: Money) -> Result<()> {
    let currency = fee.currency();
    let expected = schedule::totals(&made.rows, currency).map_err(|_| amounts::too_large(currency))?.fee;
    if fee == expected {
        return Ok(());
    }
    Err(AppError::new(ErrorCode::FiguresDiffer).with("found", fee).with("expected", expected))
}
