//! What is to come, what it costs and what was spent.

use chrono::Datelike;
use clap::Args;
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde_json::json;

use crate::print;
use crate::run::Said;

#[derive(Debug, Args)]
pub(crate) struct ForecastArguments {
    /// How many months, this one counted
    #[arg(long, value_name = "N", default_value_t = 12)]
    months: u32,
    /// Each account by itself
    #[arg(long)]
    by_account: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CostsArguments {
    /// Only what was paid in this year
    #[arg(long, value_name = "YEAR", conflicts_with = "plans")]
    year: Option<i32>,
    /// How many plans of each currency, the costliest first; at most 200
    #[arg(long, value_name = "N", default_value_t = 20)]
    plans: u32,
}

#[derive(Debug, Args)]
pub(crate) struct SpendingArguments {
    /// When a plan counts: whole on the day of purchase, or row by row on its due days
    #[arg(long, value_name = "DAY", value_parser = ["purchase", "due"], default_value = "due")]
    by: String,
    /// The year; this one, if absent
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
}

pub(crate) fn forecast(
    app: &App,
    asked: &ForecastArguments,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    if asked.by_account {
        let found = app.forecast_by_account(asked.months)?;
        return said.say(json!(found), &|| print::forecast_by_account(&found, words));
    }
    let forecast = app.forecast(asked.months)?;
    said.say(json!(forecast), &|| print::forecast(&forecast, words))
}

pub(crate) fn debts(app: &App, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let debts = app.debt_curves()?;
    said.say(json!({ "debts": debts }), &|| print::debts(&debts, words))
}

pub(crate) fn costs(app: &App, asked: &CostsArguments, words: &Words, said: &mut Said<'_>) -> Result<()> {
    if let Some(year) = asked.year {
        let costs = app.costs_of_year(year)?;
        return said.say(json!(costs), &|| print::costs_of_year(&costs, words));
    }
    let costs = app.costs(asked.plans)?;
    said.say(json!(costs), &|| print::costs(&costs, words))
}

pub(crate) fn spending(
    app: &App,
    asked: &SpendingArguments,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    let spending = app.spending(asked.year.unwrap_or_else(|| app.today().year()))?;
    said.say(json!(spending), &|| print::spending(&spending, asked.by == "purchase", words))
}
