//! Accounts, and the funding sources that repay them.

use fenqi_app::contract::{
    AccountForm, AccountId, AccountLine, AccountPage, AccountPreview, AccountView, SourceView,
};
use tauri::State;

use super::Answer;
use crate::desk::Desk;

/// All accounts, by name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn accounts(desk: State<'_, Desk>) -> Answer<Vec<AccountView>> {
    desk.run(|app| app.accounts()).await
}

/// All accounts with where they stand: those in use by name, then those that are put away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_lines(desk: State<'_, Desk>) -> Answer<Vec<AccountLine>> {
    desk.run(|app| app.account_lines()).await
}

/// One account, whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account(desk: State<'_, Desk>, id: AccountId) -> Answer<AccountPage> {
    desk.run(move |app| app.account_page(&id.0)).await
}

/// The form of an account as it is stored, or an empty one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_form(desk: State<'_, Desk>, id: Option<AccountId>) -> Answer<AccountForm> {
    desk.run(move |app| app.account_form(id.as_ref())).await
}

/// What the form makes: everything that would stop a save, and what its rules come to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_preview(
    desk: State<'_, Desk>,
    id: Option<AccountId>,
    form: AccountForm,
) -> Answer<AccountPreview> {
    desk.run(move |app| app.account_preview(id.as_ref(), &form)).await
}

/// Creates an account from its form.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_add(desk: State<'_, Desk>, form: AccountForm) -> Answer<AccountId> {
    desk.run(move |app| app.account_add_form(&form)).await
}

/// Gives an account what its form says.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_edit(desk: State<'_, Desk>, id: AccountId, form: AccountForm) -> Answer<()> {
    desk.run(move |app| app.account_edit_form(&id, &form)).await
}

/// Puts an account away, or takes it out again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_archive(desk: State<'_, Desk>, id: AccountId, archived: bool) -> Answer<()> {
    desk.run(move |app| app.account_archive(&id.0, archived)).await
}

/// Opens the web address in an account's contact in the system's browser. The page never names an address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_link_open(desk: State<'_, Desk>, id: AccountId) -> Answer<()> {
    desk.run(move |app| crate::browser::open(&app.account_link(&id)?)).await
}

/// All funding sources, by name, with what they repay and have to hold.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sources(desk: State<'_, Desk>) -> Answer<Vec<SourceView>> {
    desk.run(|app| app.sources()).await
}

/// Gives a funding source another name, for all accounts that it repays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn source_rename(desk: State<'_, Desk>, id: String, name: String) -> Answer<()> {
    desk.run(move |app| app.source_rename(&id, &name)).await
}

/// Lets another funding source repay what one did, and removes that one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn source_merge(desk: State<'_, Desk>, id: String, into: String) -> Answer<()> {
    desk.run(move |app| app.source_merge(&id, &into)).await
}

/// Removes a funding source that repays no account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn source_remove(desk: State<'_, Desk>, id: String) -> Answer<()> {
    desk.run(move |app| app.source_remove(&id)).await
}
