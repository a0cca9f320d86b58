//! What was paid and what was done: lists, corrections, and the way back.

use fenqi_app::contract::{ActivityView, RecordPage, RecordQuery, RepaymentForm};
use tauri::State;

use super::Answer;
use crate::desk::Desk;

/// The most actions of one answer.
const ACTIONS: u32 = 200;

/// A page of the repayments of all plans.
#[tauri::command]
#[specta::specta]
pub(crate) async fn records(desk: State<'_, Desk>, query: RecordQuery) -> Answer<RecordPage> {
    desk.run(move |app| app.records(&query)).await
}

/// What was done, newest first: a page of actions, before the number of one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn activity(
    desk: State<'_, Desk>,
    before: Option<String>,
    limit: u32,
) -> Answer<Vec<ActivityView>> {
    let before = before.and_then(|number| number.parse().ok());
    desk.run(move |app| app.activity(before, limit.min(ACTIONS))).await
}

/// Records a repayment anew, as it should have been.
#[tauri::command]
#[specta::specta]
pub(crate) async fn repayment_correct(desk: State<'_, Desk>, form: RepaymentForm) -> Answer<()> {
    desk.run(move |app| app.repayment_correct(&form)).await
}

/// Takes a repayment back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn repayment_remove(desk: State<'_, Desk>, id: String) -> Answer<()> {
    desk.run(move |app| app.repayment_remove(&id)).await
}

/// Takes the latest action back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(desk: State<'_, Desk>) -> Answer<ActivityView> {
    desk.run(|app| app.undo()).await
}

/// Does again what was undone last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn redo(desk: State<'_, Desk>) -> Answer<ActivityView> {
    desk.run(|app| app.redo()).await
}
