//! What an account's rules come to in an example: a purchase of today, an amount that is late, a plan that is settled
//! early. The figures are the domain's own.

use chrono::{Days, NaiveDate};
use fenqi_domain::date::months_later;
use fenqi_domain::late_fee::late_fee;
use fenqi_domain::settlement::{self, RunningPeriod};
use fenqi_domain::terms::TermsError;
use fenqi_domain::{Money, schedule};

use crate::contract::{
    LateFeeAfter, LateFeeExample, LateFeeInput, PolicyExamples, SettlementExample, SettlementInput,
    TermsInput,
};
use crate::due_rule::purchase_today;
use crate::ports::Account;
use crate::quotes::usual_settlement;
use crate::{Result, amounts, policies, terms};

/// In whole units of any currency.
const LATE_AMOUNT: &str = "1000";
const LATE_DAYS: [u32; 3] = [1, 10, 30];

const PRICE: &str = "12000";
const PERIODS: u16 = 12;
const ANNUAL_PERCENT: &str = "12";
const ANNUAL_RATE: &str = "0.12";
/// How many periods are paid, and how many days of the next one have passed, when it is settled.
const PAID: u16 = 4;
const DAYS: u32 = 10;

/// What the rules of an account come to. A rule that cannot be read has no example.
pub(crate) fn examples(account: &Account, today: NaiveDate) -> PolicyExamples {
    PolicyExamples {
        purchase: purchase_today(account, today),
        late_fee: account.late_fee.as_ref().and_then(|policy| late_fees(account, policy, today).ok()),
        settlement: settle(account, today).ok(),
    }
}

fn late_fees(account: &Account, policy: &LateFeeInput, today: NaiveDate) -> Result<LateFeeExample> {
    let currency = account.currency;
    let policy = policies::late_fee(policy, account.grace_days.into(), currency)?;
    let amount = amounts::positive(LATE_AMOUNT, currency)?;
    let too_large = || amounts::too_large(currency);
    let after = |days: u32| {
        let paid = today.checked_add_days(Days::new(days.into())).ok_or_else(too_large)?;
        let fee = late_fee(amount, today, paid, &policy).ok_or_else(too_large)?;
        Ok(LateFeeAfter { days, fee: fee.fee.to_string() })
    };
    let fees: Result<Vec<LateFeeAfter>> = LATE_DAYS.into_iter().map(after).collect();
    Ok(LateFeeExample { amount: amount.to_string(), fees: fees? })
}

fn settle(account: &Account, today: NaiveDate) -> Result<SettlementExample> {
    let currency = account.currency;
    let plan = terms::read(&annuity(today), currency)?;
    let refused = |error| terms::refused(error, plan.start(), currency);
    let made = schedule::schedule(&plan).map_err(refused)?;
    let (paid, unpaid) = made.rows.split_at(usize::from(PAID));
    let since = paid.last().map_or(today, |row| row.due_date);
    let on = since.checked_add_days(Days::new(DAYS.into())).unwrap_or(since);
    let usual = SettlementInput { policy: usual_settlement(&plan).to_owned(), ..SettlementInput::default() };
    let policy = policies::settlement(account.settlement.as_ref().unwrap_or(&usual), currency)?;
    let running = RunningPeriod::of(&plan, PAID).map_err(refused)?;
    let quote = settlement::quote(unpaid, running, on, policy, plan.rounding().interest).map_err(refused)?;
    let interest = quote.interest.checked_add(quote.fee).map_err(|_| refused(TermsError::Overflow))?;
    let text = |money: Money| money.to_string();
    Ok(SettlementExample {
        price: text(amounts::positive(PRICE, currency)?),
        periods: PERIODS.into(),
        annual_percent: ANNUAL_PERCENT.to_owned(),
        paid: PAID.into(),
        days: DAYS,
        principal: text(quote.principal),
        interest: text(interest),
        penalty: text(quote.penalty),
        payoff: text(quote.payoff),
        saved: text(quote.saved),
        assumed: account.settlement.is_none(),
    })
}

fn annuity(today: NaiveDate) -> TermsInput {
    TermsInput {
        method: "equal_instalment".to_owned(),
        principal: PRICE.to_owned(),
        periods: PERIODS.to_string(),
        start_date: today.to_string(),
        first_due_date: months_later(today, 1).unwrap_or(today).to_string(),
        annual_rate: Some(ANNUAL_RATE.to_owned()),
        day_count: Some("periodic".to_owned()),
        ..TermsInput::default()
    }
}
