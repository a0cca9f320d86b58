//! What is to come, what it costs and what was spent.

use fenqi_app::contract::{CostsView, DebtCurve, ForecastByAccount, LimitView, SpendingView, YearCosts};
use tauri::State;

use super::Answer;
use crate::desk::Desk;

/// What is left to pay by month, and by account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forecast(desk: State<'_, Desk>, months: u32) -> Answer<ForecastByAccount> {
    desk.run(move |app| app.forecast_by_account(months)).await
}

/// What is free on each account, now and as repayments free it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn limits(desk: State<'_, Desk>) -> Answer<Vec<LimitView>> {
    desk.run(|app| app.limits()).await
}

/// How the debt of each currency becomes less.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debts(desk: State<'_, Desk>) -> Answer<Vec<DebtCurve>> {
    desk.run(|app| app.debt_curves()).await
}

/// What all plans cost, and the costliest of each currency.
#[tauri::command]
#[specta::specta]
pub(crate) async fn costs(desk: State<'_, Desk>, limit: u32) -> Answer<CostsView> {
    desk.run(move |app| app.costs(limit)).await
}

/// What was paid in a year besides principal.
#[tauri::command]
#[specta::specta]
pub(crate) async fn costs_of_year(desk: State<'_, Desk>, year: i32) -> Answer<YearCosts> {
    desk.run(move |app| app.costs_of_year(year)).await
}

/// What was spent in a year, by month.
#[tauri::command]
#[specta::specta]
pub(crate) async fn spending(desk: State<'_, Desk>, year: i32) -> Answer<SpendingView> {
    desk.run(move |app| app.spending(year)).await
}
