//! What is to come, what it costs and what was spent, as text.

use std::collections::BTreeMap;

use fenqi_app::contract::{
    CostParts, CostTotals, CostsView, DebtCurve, ForecastByAccount, ForecastView, PlanCostView, SpendingView,
    YearCosts,
};
use fenqi_app::words::Words;

use super::{Column, short_percent, table};

/// Amounts of several currencies, side by side.
fn side_by_side(amounts: &BTreeMap<String, String>) -> String {
    let amounts: Vec<_> = amounts.iter().map(|(currency, amount)| format!("{currency} {amount}")).collect();
    if amounts.is_empty() { "0".to_owned() } else { amounts.join(" + ") }
}

pub(crate) fn forecast(forecast: &ForecastView, words: &Words) -> String {
    let mut rows = Vec::new();
    if !forecast.earlier.is_empty() {
        rows.push(vec![words.say("cli-forecast-earlier", &[]), side_by_side(&forecast.earlier)]);
    }
    rows.extend(forecast.months.iter().map(|month| vec![month.month.clone(), side_by_side(&month.due)]));
    table(&[("cli-column-month", false), ("cli-column-left", true)], &rows, words)
}

pub(crate) fn forecast_by_account(found: &ForecastByAccount, words: &Words) -> String {
    if found.accounts.is_empty() {
        return words.say("cli-nothing-due", &[]);
    }
    let mut rows = Vec::new();
    for account in &found.accounts {
        let earlier = (words.say("cli-forecast-earlier", &[]), &account.earlier);
        let months = found.forecast.months.iter().map(|month| month.month.clone()).zip(&account.months);
        let due = [earlier].into_iter().chain(months).filter(|(_, amount)| is_something(amount));
        rows.extend(due.map(|(month, amount)| {
            vec![account.account.name.clone(), month, format!("{} {amount}", account.currency)]
        }));
    }
    let columns = [("cli-column-account", false), ("cli-column-month", false), ("cli-column-left", true)];
    table(&columns, &rows, words)
}

fn is_something(amount: &str) -> bool {
    amount.contains(|digit: char| ('1'..='9').contains(&digit))
}

pub(crate) fn debts(debts: &[DebtCurve], words: &Words) -> String {
    if debts.is_empty() {
        return words.say("cli-nothing-due", &[]);
    }
    let columns =
        [("cli-column-month-end", false), ("cli-column-left", true), ("cli-column-principal", true)];
    let curve = |debt: &DebtCurve| {
        let amount = |amount: &String| format!("{} {amount}", debt.currency);
        let mut rows =
            vec![vec![words.say("cli-limit-now", &[]), amount(&debt.left), amount(&debt.principal)]];
        rows.extend(
            debt.months
                .iter()
                .map(|month| vec![month.month.clone(), amount(&month.left), amount(&month.principal)]),
        );
        let free = words.say("cli-debt-free", &[("currency", &debt.currency), ("date", &debt.free_on)]);
        format!("{free}\n{}", table(&columns, &rows, words))
    };
    debts.iter().map(curve).collect::<Vec<_>>().join("\n\n")
}

const PARTS: [Column; 5] = [
    ("cli-column-interest", true),
    ("cli-column-fee", true),
    ("cli-quote-penalty", true),
    ("cli-quote-late-fee", true),
    ("cli-column-cost", true),
];

fn parts(parts: &CostParts) -> [String; 5] {
    [&parts.interest, &parts.fee, &parts.penalty, &parts.late_fee, &parts.cost].map(Clone::clone)
}

pub(crate) fn costs(costs: &CostsView, words: &Words) -> String {
    if costs.totals.is_empty() {
        return words.say("cli-no-plans", &[]);
    }
    let total = |total: &CostTotals| {
        let mut cells = vec![total.currency.clone(), total.plans.to_string(), total.principal.clone()];
        cells.extend(parts(&total.parts));
        cells.extend([total.to_come.clone(), total.saved.clone(), total.back.clone(), total.total.clone()]);
        cells
    };
    let mut columns: Vec<Column> =
        vec![("cli-column-currency", false), ("cli-column-plans", true), ("cli-column-principal", true)];
    columns.extend(PARTS);
    columns.extend([
        ("cli-column-to-come", true),
        ("cli-quote-saved", true),
        ("cli-refund-to-payer", true),
        ("cli-column-in-all", true),
    ]);
    let totals = table(&columns, &costs.totals.iter().map(total).collect::<Vec<_>>(), words);
    if costs.plans.is_empty() {
        return totals;
    }
    let plan = |plan: &PlanCostView| {
        let mut cells = vec![plan.title.clone(), plan.account.name.clone(), plan.currency.clone()];
        cells.extend(parts(&plan.parts));
        let rate = plan.rates.nominal_annual_percent.as_deref();
        cells.push(rate.map_or_else(|| "–".to_owned(), short_percent));
        cells
    };
    let mut columns: Vec<Column> =
        vec![("cli-column-plan", false), ("cli-column-account", false), ("cli-column-currency", false)];
    columns.extend(PARTS);
    columns.push(("cli-column-nominal", true));
    let plans = table(&columns, &costs.plans.iter().map(plan).collect::<Vec<_>>(), words);
    format!("{totals}\n\n{plans}")
}

pub(crate) fn costs_of_year(costs: &YearCosts, words: &Words) -> String {
    if costs.parts.is_empty() {
        return words.say("cli-no-costs", &[("year", &costs.year.to_string())]);
    }
    let row = |(currency, each): (&String, &CostParts)| {
        let mut cells = vec![currency.clone()];
        cells.extend(parts(each));
        cells
    };
    let mut columns: Vec<Column> = vec![("cli-column-currency", false)];
    columns.extend(PARTS);
    table(&columns, &costs.parts.iter().map(row).collect::<Vec<_>>(), words)
}

pub(crate) fn spending(spending: &SpendingView, by_purchase: bool, words: &Words) -> String {
    let (said, column) = if by_purchase {
        ("analysis-spending-purchase-note", "analysis-spending-purchase")
    } else {
        ("analysis-spending-due-note", "analysis-spending-due")
    };
    let amounts = |spent: &fenqi_app::contract::Spent| {
        side_by_side(if by_purchase { &spent.by_purchase } else { &spent.by_due })
    };
    let mut rows: Vec<_> =
        spending.months.iter().map(|month| vec![month.month.clone(), amounts(&month.spent)]).collect();
    rows.push(vec![spending.year.to_string(), amounts(&spending.total)]);
    format!(
        "{}\n\n{}",
        words.say(said, &[]),
        table(&[("cli-column-month", false), (column, true)], &rows, words)
    )
}
