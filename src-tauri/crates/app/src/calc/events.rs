//! What happens to a plan: `late_fee`, `settlement`, `prepayment`, `refund`, `allocate`.

use fenqi_domain::prepayment::{PrepaymentError, PrepaymentPolicy, prepay};
use fenqi_domain::refund::{RefundError, RefundOrder};
use fenqi_domain::repayment::{self, Component, Components, Overpayment, USUAL_ORDER};
use fenqi_domain::schedule::schedule;
use fenqi_domain::settlement::{RunningPeriod, quote};
use fenqi_domain::{Money, Row, Terms, late_fee as late, refund as refunds};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{CURRENCY, amount, date, dates, named, parse, schedules, strings};
use crate::Result;
use crate::contract::{
    AppError, ErrorCode, LateFeeInput, RateInput, RoundingInput, SettlementInput, TermsInput,
};
use crate::{amounts, policies, terms};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LateFeeQuestion {
    overdue_amount: String,
    due_date: String,
    pay_date: String,
    daily_rate: Option<RateInput>,
    fixed_fee: Option<String>,
    minimum_fee: Option<String>,
    cap: Option<String>,
    grace_days: Option<String>,
    grace_mode: Option<String>,
}

pub(super) fn late_fee(input: Value) -> Result<Value> {
    let input: LateFeeQuestion = parse(input)?;
    let grace_days = amounts::count("grace_days", input.grace_days.as_deref().unwrap_or("0"), 0, 366)?;
    let policy = LateFeeInput {
        daily_rate: input.daily_rate,
        fixed_fee: input.fixed_fee,
        minimum_fee: input.minimum_fee,
        cap: input.cap,
        grace_mode: input.grace_mode,
    };
    let policy = policies::late_fee(&policy, u16::try_from(grace_days).unwrap_or(u16::MAX), CURRENCY)?;
    let overdue = amount("overdue_amount", &input.overdue_amount)?;
    let (due, paid) = (date("due_date", &input.due_date)?, date("pay_date", &input.pay_date)?);
    let found =
        late::late_fee(overdue, due, paid, &policy).ok_or_else(|| amounts::figure_too_large("daily_rate"))?;
    Ok(Value::Object(strings([("days", found.days.to_string()), ("fee", found.fee.to_string())])))
}

/// A plan of which some rows are paid.
struct Underway {
    terms: Terms,
    paid_periods: u16,
    unpaid: Vec<Row>,
}

fn underway(plan: &TermsInput, paid_periods: &str) -> Result<Underway> {
    let terms = terms::read(plan, CURRENCY).map_err(|mut error| {
        if let Some(field) = error.params.get_mut("field") {
            field.insert_str(0, "plan.");
        }
        error
    })?;
    let most = u32::from(terms.periods());
    let paid = amounts::count("paid_periods", paid_periods, 0, most)?;
    let paid_periods = u16::try_from(paid).unwrap_or(u16::MAX);
    let rows = schedule(&terms).map_err(|error| terms::refused(error, terms.start(), CURRENCY))?.rows;
    let unpaid = rows.into_iter().filter(|row| row.n > paid_periods).collect();
    Ok(Underway { terms, paid_periods, unpaid })
}

fn nothing_left() -> AppError {
    AppError::new(ErrorCode::NothingLeft).with("field", "paid_periods")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettlementQuestion {
    plan: TermsInput,
    paid_periods: String,
    settle_date: String,
    policy: String,
    daily_rate: Option<RateInput>,
    penalty_rate: Option<RateInput>,
    penalty_minimum: Option<String>,
    penalty_cap: Option<String>,
    rounding: Option<RoundingInput>,
}

pub(super) fn settlement(input: Value) -> Result<Value> {
    let input: SettlementQuestion = parse(input)?;
    let Underway { terms, paid_periods, unpaid } = underway(&input.plan, &input.paid_periods)?;
    let on = date("settle_date", &input.settle_date)?;
    if on < terms.start() {
        return Err(dates::too_early("settle_date", terms.start()));
    }
    if unpaid.is_empty() {
        return Err(nothing_left());
    }
    let policy = SettlementInput {
        policy: input.policy,
        daily_rate: input.daily_rate,
        penalty_rate: input.penalty_rate,
        penalty_minimum: input.penalty_minimum,
        penalty_cap: input.penalty_cap,
    };
    let policy = policies::settlement(&policy, CURRENCY)?;
    let mode = schedules::interest_mode(input.rounding.as_ref(), terms.rounding().interest)?;
    let refused = |error| terms::refused(error, terms.start(), CURRENCY);
    let running = RunningPeriod::of(&terms, paid_periods).map_err(refused)?;
    let quote = quote(&unpaid, running, on, policy, mode).map_err(refused)?;
    Ok(Value::Object(strings([
        ("principal", quote.principal.to_string()),
        ("interest", quote.interest.to_string()),
        ("fee", quote.fee.to_string()),
        ("penalty", quote.penalty.to_string()),
        ("payoff", quote.payoff.to_string()),
        ("saved", quote.saved.to_string()),
    ])))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrepaymentQuestion {
    plan: TermsInput,
    paid_periods: String,
    extra_principal: String,
    policy: String,
}

pub(super) fn prepayment(input: Value) -> Result<Value> {
    let input: PrepaymentQuestion = parse(input)?;
    let Underway { terms, paid_periods, .. } = underway(&input.plan, &input.paid_periods)?;
    let extra = named("extra_principal", amounts::positive(&input.extra_principal, CURRENCY))?;
    let policy = match input.policy.as_str() {
        "lower_instalment" => PrepaymentPolicy::LowerInstalment,
        "shorten_term" => PrepaymentPolicy::ShortenTerm,
        other => return Err(amounts::unknown_choice("policy", other, "lower_instalment, shorten_term")),
    };
    let found = prepay(&terms, paid_periods, extra, policy).map_err(|error| match error {
        PrepaymentError::NothingLeft => nothing_left(),
        PrepaymentError::Amount(most) | PrepaymentError::Range { below: most, .. } => {
            AppError::new(ErrorCode::PrepaymentTooLarge).with("field", "extra_principal").with("max", most)
        }
        PrepaymentError::SavesNothing => {
            AppError::new(ErrorCode::PrepaymentUseless).with("field", "plan.method")
        }
        PrepaymentError::Terms(error) => terms::refused(error, terms.start(), CURRENCY),
    })?;
    let mut result = json!({
        "rows": schedules::rows(&found.rows, CURRENCY)?,
        "interest_saved": found.interest_saved.to_string(),
    });
    if let Some(instalment) = found.instalment {
        result["instalment"] = json!(instalment.to_string());
    }
    Ok(result)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefundQuestion {
    plan: TermsInput,
    paid_periods: String,
    refund_amount: String,
    order: String,
}

pub(super) fn refund(input: Value) -> Result<Value> {
    let input: RefundQuestion = parse(input)?;
    let Underway { terms, paid_periods, .. } = underway(&input.plan, &input.paid_periods)?;
    let asked = named("refund_amount", amounts::positive(&input.refund_amount, CURRENCY))?;
    let order = match input.order.as_str() {
        "last_first" => RefundOrder::LastFirst,
        "next_first" => RefundOrder::NextFirst,
        "pro_rata" => RefundOrder::ProRata,
        other => return Err(amounts::unknown_choice("order", other, "last_first, next_first, pro_rata")),
    };
    let found = refunds::refund(&terms, paid_periods, asked, order).map_err(|error| match error {
        RefundError::Periods => nothing_left(),
        RefundError::Amount(most) => {
            AppError::new(ErrorCode::RefundTooLarge).with("field", "refund_amount").with("max", most)
        }
        RefundError::Terms(error) => terms::refused(error, terms.start(), CURRENCY),
    })?;
    Ok(json!({
        "rows": schedules::rows(&found.rows, CURRENCY)?,
        "refund_to_payer": found.to_payer.to_string(),
        "fee_reduction": found.fee_reduction.to_string(),
        "interest_reduction": found.interest_reduction.to_string(),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AllocationQuestion {
    amount: String,
    /// The day of the payment.
    on: String,
    rows: Vec<OwedRow>,
    order: Option<Vec<String>>,
    overpayment: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwedRow {
    due_date: String,
    late_fee: Option<String>,
    fee: Option<String>,
    interest: Option<String>,
    principal: Option<String>,
}

pub(super) fn allocate(input: Value) -> Result<Value> {
    let input: AllocationQuestion = parse(input)?;
    let paid = amount("amount", &input.amount)?;
    let on = date("on", &input.on)?;
    let order = component_order(input.order.as_deref())?;
    let overpayment = match input.overpayment.as_deref() {
        None | Some("credit") => Overpayment::Credit,
        Some("next_rows") => Overpayment::NextRows,
        Some("last_rows") => Overpayment::LastRows,
        Some(other) => {
            return Err(amounts::unknown_choice("overpayment", other, "credit, next_rows, last_rows"));
        }
    };
    let (mut due_dates, mut owed) = (Vec::new(), Vec::new());
    for row in &input.rows {
        let part = |name: &str, text: &Option<String>| amount(name, text.as_deref().unwrap_or("0"));
        due_dates.push(date("due_date", &row.due_date)?);
        owed.push(Components {
            late_fee: part("late_fee", &row.late_fee)?,
            fee: part("fee", &row.fee)?,
            interest: part("interest", &row.interest)?,
            principal: part("principal", &row.principal)?,
        });
    }
    let too_large = |_| amounts::too_large(CURRENCY);
    let places = repayment::row_order(&due_dates, on, overpayment);
    let totals: std::result::Result<Vec<Money>, _> =
        places.iter().map(|place| owed[*place].total()).collect();
    let given = repayment::allocate(paid, &totals.map_err(too_large)?).map_err(too_large)?;
    let mut rows = Vec::new();
    for (at, part) in given.parts {
        let row = places[at];
        let got = repayment::split(part, owed[row], &order).map_err(too_large)?;
        rows.push(json!({
            "row": row.to_string(), "late_fee": got.late_fee.to_string(), "fee": got.fee.to_string(),
            "interest": got.interest.to_string(), "principal": got.principal.to_string(),
            "total": part.to_string(),
        }));
    }
    Ok(json!({ "rows": rows, "credit": given.excess.to_string() }))
}

fn component_order(names: Option<&[String]>) -> Result<[Component; 4]> {
    let Some(names) = names else { return Ok(USUAL_ORDER) };
    let component = |name: &String| match name.as_str() {
        "late_fee" => Ok(Component::LateFee),
        "fee" => Ok(Component::Fee),
        "interest" => Ok(Component::Interest),
        "principal" => Ok(Component::Principal),
        other => Err(amounts::unknown_choice("order", other, "late_fee, fee, interest, principal")),
    };
    let order: Vec<Component> = names.iter().map(component).collect::<Result<_>>()?;
    let each_once = USUAL_ORDER.iter().all(|wanted| order.contains(wanted));
    let order = <[Component; 4]>::try_from(order).ok().filter(|_| each_once);
    order.ok_or_else(|| terms::invalid("order names each of late_fee, fee, interest, principal once"))
}
