//! Ways out of debt, and what is planned of them.

use fenqi_app::contract::{PayoffChoice, PayoffQuery, PayoffView, PlanId};
use tauri::State;

use super::Answer;
use crate::desk::Desk;

/// Ways of paying what is owed, side by side.
#[tauri::command]
#[specta::specta]
pub(crate) async fn payoff(desk: State<'_, Desk>, query: PayoffQuery) -> Answer<PayoffView> {
    desk.run(move |app| app.payoff(&query)).await
}

/// Plans the steps of one of them. Answers how many.
#[tauri::command]
#[specta::specta]
pub(crate) async fn payoff_adopt(desk: State<'_, Desk>, choice: PayoffChoice) -> Answer<u32> {
    desk.run(move |app| app.payoff_adopt(&choice)).await
}

/// Drops what is planned of a plan on a day.
#[tauri::command]
#[specta::specta]
pub(crate) async fn planned_drop(desk: State<'_, Desk>, plan: PlanId, on: String) -> Answer<()> {
    desk.run(move |app| app.planned_drop(&plan, &on)).await
}
