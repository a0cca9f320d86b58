//! What is to come, what it costs and what was spent.

use chrono::Datelike;
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde_json::json;

use crate::print;
use crate::run::Said;

pub(crate) fn forecast(
    app: &App,
    months: u32,
    by_account: bool,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    if by_account {
        let found = app.forecast_by_account(months)?;
        return said.say(json!(found), &|| print::forecast_by_account(&found, words));
    }
    let forecast = app.forecast(months)?;
    said.say(json!(forecast), &|| print::forecast(&forecast, words))
}

pub(crate) fn debts(app: &App, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let debts = app.debt_curves()?;
    said.say(json!({ "debts": debts }), &|| print::debts(&debts, words))
}

pub(crate) fn costs(
    app: &App,
    year: Option<i32>,
    plans: u32,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    if let Some(year) = year {
        let costs = app.costs_of_year(year)?;
        return said.say(json!(costs), &|| print::costs_of_year(&costs, words));
    }
    let costs = app.costs(plans)?;
    said.say(json!(costs), &|| print::costs(&costs, words))
}

pub(crate) fn spending(
    app: &App,
    by: &str,
    year: Option<i32>,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    let spending = app.spending(year.unwrap_or_else(|| app.today().year()))?;
    said.say(json!(spending), &|| print::spending(&spending, by == "purchase", words))
}
