//! What changes a plan after it was added: settling, prepaying, refunds, debits; and taking an action back.

use fenqi_app::contract::{ActivityView, PlanId};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde_json::json;

use crate::arguments::{DebitCommand, Paid, PrepayArguments, QuoteCommand, RefundArguments};
use crate::print;
use crate::run::Said;

pub(crate) fn quote(app: &App, command: &QuoteCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        QuoteCommand::Settle { plan, on } => {
            let quote = app.quote_settle(&PlanId(plan.clone()), on.as_deref())?;
            said.say(json!(quote), &|| print::quote(&quote, words))
        }
        QuoteCommand::Prepay(prepay) => {
            let PrepayArguments { plan, amount, keep, paid } = prepay;
            let quote = app.quote_prepay(&PlanId(plan.clone()), amount, paid.on.as_deref(), keep)?;
            said.say(json!(quote), &|| print::prepayment(&quote, words))
        }
        QuoteCommand::Refund(refund) => {
            let RefundArguments { plan, amount, taken, on } = refund;
            let quote = app.quote_refund(&PlanId(plan.clone()), amount, on.as_deref(), taken)?;
            said.say(json!(quote), &|| print::refund(&quote, words))
        }
    }
}

pub(crate) fn settle(app: &App, plan: &str, paid: &Paid, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let id = app.settle_plan(&PlanId(plan.to_owned()), paid.on.as_deref(), paid.source.as_deref())?;
    said.say(json!({ "id": id }), &|| words.say("cli-paid", &[]))
}

pub(crate) fn prepay(app: &App, prepay: &PrepayArguments, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let PrepayArguments { plan, amount, keep, paid } = prepay;
    let plan = PlanId(plan.clone());
    let id = app.prepay(&plan, amount, paid.on.as_deref(), keep, paid.source.as_deref())?;
    said.say(json!({ "id": id }), &|| words.say("cli-paid", &[]))
}

pub(crate) fn refund(app: &App, refund: &RefundArguments, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let RefundArguments { plan, amount, taken, on } = refund;
    app.refund(&PlanId(plan.clone()), amount, on.as_deref(), taken)?;
    said.done(words)
}

pub(crate) fn debit(app: &App, command: &DebitCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        DebitCommand::Confirm { plan, seq, on } => {
            let id = app.debit_confirm(&PlanId(plan.clone()), *seq, on.as_deref())?;
            said.say(json!({ "id": id }), &|| words.say("cli-paid", &[]))
        }
        DebitCommand::List { days } => {
            let funding = app.funding(Some(*days))?;
            said.say(json!({ "funding": funding }), &|| print::funding(&funding, words))
        }
        DebitCommand::Fail { plan, seq } => {
            app.debit_fail(&PlanId(plan.clone()), *seq)?;
            said.done(words)
        }
    }
}

pub(crate) fn turned(action: &ActivityView, id: &str, words: &Words, said: &mut Said<'_>) -> Result<()> {
    said.say(json!(action), &|| words.say(id, &[("what", &action.words)]))
}
