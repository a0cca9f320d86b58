//! Ways out of debt, and what is planned of them.

use clap::{Args, Subcommand, ValueEnum};
use fenqi_app::contract::{
    Alone, PayoffChoice, PayoffOutcome, PayoffQuery, PayoffView, PlanId, PlannedAct, PlannedView, Strategy,
};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde_json::json;

use crate::print;
use crate::run::Said;

/// In which order plans are paid off.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Order {
    /// The smallest balance first
    Snowball,
    /// What saves most for its money first
    Avalanche,
}

impl From<Order> for Strategy {
    fn from(order: Order) -> Self {
        match order {
            Order::Snowball => Self::Snowball,
            Order::Avalanche => Self::Avalanche,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct PayoffArguments {
    /// How much more each month, from next month on; as it was adopted last, if absent
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub(crate) extra: Option<String>,
    /// Plans in this currency; that of most instalments, if absent
    #[arg(long, value_name = "CODE")]
    pub(crate) currency: Option<String>,
    /// Do not put in what finished plans no longer ask for
    #[arg(long)]
    pub(crate) no_roll_over: bool,
    /// List the steps of this way
    #[arg(long, value_name = "WAY")]
    pub(crate) strategy: Option<Order>,
    /// Plan its steps, in the place of all that was planned in the currency
    #[arg(long, requires = "strategy")]
    pub(crate) adopt: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlannedCommand {
    /// List what is planned, by day
    List,
    /// Drop what is planned of a plan on a day
    Drop {
        /// The plan's id
        plan: String,
        /// Which day
        #[arg(long, value_name = "DATE")]
        on: String,
    },
}

pub(crate) fn payoff(app: &App, asked: &PayoffArguments, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let query = PayoffQuery {
        currency: asked.currency.clone(),
        extra: asked.extra.clone(),
        roll_over: asked.no_roll_over.then_some(false),
    };
    match asked.strategy {
        Some(order) if asked.adopt => {
            let planned = app.payoff_adopt(&PayoffChoice { query, strategy: order.into() })?;
            let count = planned.to_string();
            said.say(json!({ "planned": planned }), &|| words.say("cli-planned", &[("count", &count)]))
        }
        order => {
            let found = app.payoff(&query)?;
            said.say(json!(found), &|| comparison(&found, order, words))
        }
    }
}

pub(crate) fn planned(app: &App, command: &PlannedCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        PlannedCommand::List => {
            let planned = app.planned()?;
            said.say(json!({ "planned": planned }), &|| listed(&planned, words))
        }
        PlannedCommand::Drop { plan, on } => {
            app.planned_drop(&PlanId(plan.clone()), on)?;
            said.done(words)
        }
    }
}

fn comparison(found: &PayoffView, order: Option<Order>, words: &Words) -> String {
    if found.plans.is_empty() {
        return words.say("cli-nothing-due", &[]);
    }
    let way = |id: &str, outcome: &PayoffOutcome| {
        vec![
            words.say(id, &[]),
            outcome.free_on.clone().unwrap_or_default(),
            format!("{} {}", found.currency, outcome.cost),
            format!("{} {}", found.currency, outcome.saved),
        ]
    };
    let rows = [
        way("payoff-contract", &found.contract),
        way("payoff-snowball", &found.snowball),
        way("payoff-avalanche", &found.avalanche),
    ];
    let columns = [
        ("cli-column-way", false),
        ("cli-column-free", false),
        ("cli-column-cost", true),
        ("cli-column-saved", true),
    ];
    let mut text = print::table(&columns, &rows, words);
    let Some(order) = order else { return text };
    let outcome = match order {
        Order::Snowball => &found.snowball,
        Order::Avalanche => &found.avalanche,
    };
    for more in [steps(found, outcome, words), left_alone(found, outcome, words)] {
        if !more.is_empty() {
            text.push_str("\n\n");
            text.push_str(&more);
        }
    }
    text
}

fn steps(found: &PayoffView, outcome: &PayoffOutcome, words: &Words) -> String {
    if outcome.steps.is_empty() {
        return words.say("payoff-no-steps", &[]);
    }
    let step = |step: &fenqi_app::contract::PayoffStep| {
        vec![
            step.on.clone(),
            act(step.act, words),
            title(found, step.at),
            format!("{} {}", found.currency, step.amount),
            format!("{} {}", found.currency, step.saved),
        ]
    };
    let columns = [
        ("cli-column-day", false),
        ("cli-column-act", false),
        ("cli-column-plan", false),
        ("cli-column-amount", true),
        ("cli-column-saved", true),
    ];
    print::table(&columns, &outcome.steps.iter().map(step).collect::<Vec<_>>(), words)
}

fn left_alone(found: &PayoffView, outcome: &PayoffOutcome, words: &Words) -> String {
    let line = |end: &fenqi_app::contract::PayoffEnd| {
        let id = match end.alone? {
            Alone::Free => "payoff-alone-free",
            Alone::Unforgiven => "payoff-alone-unforgiven",
            Alone::CostsMore => "payoff-alone-costs-more",
            Alone::OutOfReach => "payoff-alone-out-of-reach",
            Alone::EndsFirst => "payoff-alone-ends-first",
        };
        Some(vec![title(found, end.at), end.on.clone(), words.say(id, &[])])
    };
    let lines: Vec<_> = outcome.plans.iter().filter_map(line).collect();
    let columns =
        [("cli-column-left-alone", false), ("cli-column-ends", false), ("cli-column-reason", false)];
    if lines.is_empty() { String::new() } else { print::table(&columns, &lines, words) }
}

fn title(found: &PayoffView, at: u32) -> String {
    found.plans.get(at as usize).map(|plan| plan.title.clone()).unwrap_or_default()
}

fn act(act: PlannedAct, words: &Words) -> String {
    let id = match act {
        PlannedAct::Prepay => "payoff-act-prepay",
        PlannedAct::Settle => "payoff-act-settle",
    };
    words.say(id, &[])
}

fn listed(planned: &[PlannedView], words: &Words) -> String {
    if planned.is_empty() {
        return words.say("cli-nothing-planned", &[]);
    }
    let row = |planned: &PlannedView| {
        vec![
            planned.on.clone(),
            act(planned.act, words),
            planned.title.clone(),
            format!("{} {}", planned.currency, planned.amount),
            planned.plan.0.clone(),
        ]
    };
    let columns = [
        ("cli-column-day", false),
        ("cli-column-act", false),
        ("cli-column-plan", false),
        ("cli-column-amount", true),
        ("cli-column-id", false),
    ];
    print::table(&columns, &planned.iter().map(row).collect::<Vec<_>>(), words)
}
