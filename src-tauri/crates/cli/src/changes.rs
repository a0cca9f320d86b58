//! What changes a plan after it was added: settling, prepaying, refunds, debits; and taking an action back.

use clap::{Args, Subcommand};
use fenqi_app::closing::{KEEPS, ORDERS};
use fenqi_app::contract::{ActivityView, PlanId};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde_json::json;

use crate::arguments::names;
use crate::print;
use crate::run::Said;

#[derive(Debug, Args)]
pub(crate) struct Paid {
    /// When; today, if absent
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
    /// From where it was paid
    #[arg(long)]
    pub(crate) source: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PrepayArguments {
    /// The plan's id
    pub(crate) plan: String,
    /// How much; interest until then is taken out of it first
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) amount: String,
    /// What stays: the term (lower instalments) or the instalment (a shorter term)
    #[arg(long, value_name = "WHAT", value_parser = names(&KEEPS), default_value = "term")]
    pub(crate) keep: String,
    #[command(flatten)]
    pub(crate) paid: Paid,
}

#[derive(Debug, Args)]
pub(crate) struct RefundArguments {
    /// The plan's id
    pub(crate) plan: String,
    /// How much
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) amount: String,
    /// Which unpaid principal becomes less first
    #[arg(long, value_name = "ORDER", value_parser = names(&ORDERS), default_value = "last_first")]
    pub(crate) taken: String,
    /// When; today, if absent
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DebitCommand {
    /// It went through: records the repayment
    Confirm {
        /// The plan's id
        plan: String,
        /// Which row
        #[arg(long, value_name = "N")]
        seq: u32,
        /// When; the due day, if absent
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    /// List what automatic debits will take, by day and source
    List {
        /// Within so many days
        #[arg(long, value_name = "N", default_value_t = 31)]
        days: u32,
    },
    /// It failed: the row has to be paid by hand
    Fail {
        /// The plan's id
        plan: String,
        /// Which row
        #[arg(long, value_name = "N")]
        seq: u32,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum QuoteCommand {
    /// What it costs to settle a plan on a day
    Settle {
        /// The plan's id
        plan: String,
        /// The day; today, if absent
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    /// What paying a part early would make of a plan
    Prepay(PrepayArguments),
    /// What a refund would make of a plan
    Refund(RefundArguments),
}

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
