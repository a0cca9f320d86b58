//! The commands of the window. Each decodes, calls one use case off the main thread, and encodes.

pub(crate) mod accounts;
pub(crate) mod analysis;
pub(crate) mod copies;
pub(crate) mod exchange;
pub(crate) mod lock;
pub(crate) mod payoff;
pub(crate) mod records;

use fenqi_app::contract::{
    AccountId, AgendaView, AppError, AppState, CalendarFile, ComingReminder, DayView, InboxView, Income,
    MonthView, NoticeAnswer, OverviewView, Pause, PayForm, PayPreview, PlanEditForm, PlanForm, PlanId,
    PlanPage, PlanQuery, PlanView, PrepayChoices, PrepayForm, Preset, Preview, QuoteView, RefundForm,
    RefundView, ReminderRules, RowsCheck, RowsForm, RuleSubject, RuleView, Settings, SettleForm,
    StatementPayForm, YearView,
};
use tauri::State;

use crate::desk::Desk;
use crate::{AppHandle, WebviewWindow};

type Answer<T> = Result<T, AppError>;

/// What the frame of the window needs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn app_state(desk: State<'_, Desk>) -> Answer<AppState> {
    desk.run(|app| app.state()).await
}

/// Shows the window, once its first data are painted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn window_ready(window: WebviewWindow, desk: State<'_, Desk>) -> Answer<()> {
    crate::window::reveal(&window);
    desk.shown.notify_one();
    Ok(())
}

/// One plan, whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan(desk: State<'_, Desk>, id: PlanId) -> Answer<PlanView> {
    desk.run(move |app| app.plan(&id)).await
}

/// An empty form: today, the usual method, and the first due date that the account's rule asks for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_form(desk: State<'_, Desk>, account: Option<AccountId>) -> Answer<PlanForm> {
    desk.run(move |app| app.plan_form(account.as_ref())).await
}

/// The schedule that the form would make, and what would stop a save.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_preview(desk: State<'_, Desk>, form: PlanForm) -> Answer<Preview> {
    desk.run(move |app| app.plan_preview(&form)).await
}

/// What lenders usually offer: examples with their sources.
#[tauri::command]
#[specta::specta]
pub(crate) async fn presets(desk: State<'_, Desk>) -> Answer<Vec<Preset>> {
    desk.run(|app| app.presets()).await
}

/// The form with an offer (counted from 0) of a preset.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preset_apply(
    desk: State<'_, Desk>,
    form: PlanForm,
    preset: String,
    offer: u32,
) -> Answer<PlanForm> {
    desk.run(move |app| app.preset_apply(form, &preset, offer)).await
}

/// Saves the form as a plan.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_add(desk: State<'_, Desk>, form: PlanForm) -> Answer<PlanId> {
    desk.run(move |app| app.plan_add_form(&form)).await
}

/// A month of the calendar, `YYYY-MM`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn month(desk: State<'_, Desk>, month: String) -> Answer<MonthView> {
    desk.run(move |app| app.month(&month)).await
}

/// A day of the calendar, `YYYY-MM-DD`: every statement with its rows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn day(desk: State<'_, Desk>, date: String) -> Answer<DayView> {
    desk.run(move |app| app.day(&date)).await
}

/// A year of the calendar, `YYYY`: what is due by day and month.
#[tauri::command]
#[specta::specta]
pub(crate) async fn year(desk: State<'_, Desk>, year: String) -> Answer<YearView> {
    desk.run(move |app| app.year(&year)).await
}

/// Where everything stands today.
#[tauri::command]
#[specta::specta]
pub(crate) async fn overview(desk: State<'_, Desk>) -> Answer<OverviewView> {
    desk.run(|app| app.overview()).await
}

/// What is left to pay, from a day on or from the oldest.
#[tauri::command]
#[specta::specta]
pub(crate) async fn agenda(desk: State<'_, Desk>, from: Option<String>, limit: u32) -> Answer<AgendaView> {
    desk.run(move |app| app.agenda(from.as_deref(), limit)).await
}

/// A page of the list of plans.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plans_page(desk: State<'_, Desk>, query: PlanQuery) -> Answer<PlanPage> {
    desk.run(move |app| app.plans_page(&query)).await
}

/// Records a repayment of one row.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pay(desk: State<'_, Desk>, form: PayForm) -> Answer<()> {
    desk.run(move |app| app.pay_form(form)).await
}

/// Records a repayment of all that one account asks for on one day.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pay_statement(desk: State<'_, Desk>, form: StatementPayForm) -> Answer<()> {
    desk.run(move |app| app.pay_statement_form(form)).await
}

/// Where a repayment of one row would go, before it is recorded.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pay_preview(desk: State<'_, Desk>, form: PayForm) -> Answer<PayPreview> {
    desk.run(move |app| app.pay_preview(form)).await
}

/// The automatic repayment went through.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debit_confirm(desk: State<'_, Desk>, plan: PlanId, n: u32) -> Answer<()> {
    desk.run(move |app| app.debit_confirm(&plan, n, None).map(drop)).await
}

/// The automatic repayment failed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debit_fail(desk: State<'_, Desk>, plan: PlanId, n: u32) -> Answer<()> {
    desk.run(move |app| app.debit_fail(&plan, n)).await
}

/// What it costs to settle a plan on a day.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quote_settle(desk: State<'_, Desk>, form: SettleForm) -> Answer<QuoteView> {
    desk.run(move |app| app.quote_settle_form(&form)).await
}

/// Pays a plan off for what its quote says.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settle(desk: State<'_, Desk>, form: SettleForm) -> Answer<()> {
    desk.run(move |app| app.settle_form(&form)).await
}

/// Both things that paying a part early can make of a plan.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quote_prepay(desk: State<'_, Desk>, form: PrepayForm) -> Answer<PrepayChoices> {
    desk.run(move |app| app.prepay_choices(&form)).await
}

/// Records a prepayment.
#[tauri::command]
#[specta::specta]
pub(crate) async fn prepay(desk: State<'_, Desk>, form: PrepayForm) -> Answer<()> {
    desk.run(move |app| app.prepay_form(&form)).await
}

/// What a refund would make of a plan.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quote_refund(desk: State<'_, Desk>, form: RefundForm) -> Answer<RefundView> {
    desk.run(move |app| app.quote_refund_form(&form)).await
}

/// Records a refund.
#[tauri::command]
#[specta::specta]
pub(crate) async fn refund(desk: State<'_, Desk>, form: RefundForm) -> Answer<()> {
    desk.run(move |app| app.refund_form(&form)).await
}

/// Changes what a plan is called and what belongs to it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_edit(desk: State<'_, Desk>, form: PlanEditForm) -> Answer<()> {
    desk.run(move |app| app.plan_edit_form(form)).await
}

/// What rows would come to with the contract's own figures.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rows_check(desk: State<'_, Desk>, form: RowsForm) -> Answer<RowsCheck> {
    desk.run(move |app| app.rows_check(&form)).await
}

/// Puts the contract's own figures in the place of some rows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rows_correct(desk: State<'_, Desk>, form: RowsForm) -> Answer<()> {
    desk.run(move |app| app.rows_correct(&form)).await
}

/// Removes a plan with all that belongs to it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_remove(desk: State<'_, Desk>, id: PlanId) -> Answer<()> {
    desk.run(move |app| app.plan_remove(&id)).await
}

/// The monthly income, where the user told it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn income(desk: State<'_, Desk>) -> Answer<Option<Income>> {
    desk.run(|app| app.income()).await
}

/// Keeps the monthly income as it was typed. An empty amount forgets it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn income_set(desk: State<'_, Desk>, income: Income) -> Answer<()> {
    desk.run(move |app| app.income_set(&income)).await
}

/// The calendar file that is kept up to date, and how that went. Null when there is none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn calendar_file(desk: State<'_, Desk>) -> Answer<Option<CalendarFile>> {
    desk.run(fenqi_store::calendar_file).await
}

/// Asks for a folder, and keeps a calendar file there from now on. Null when the user cancelled.
#[tauri::command]
#[specta::specta]
pub(crate) async fn calendar_file_choose(
    handle: AppHandle,
    desk: State<'_, Desk>,
) -> Answer<Option<CalendarFile>> {
    let Some(folder) = crate::dialogs::calendar_folder(&handle, &desk).await else { return Ok(None) };
    desk.run(move |app| {
        fenqi_store::keep_calendar(app, &folder.join("fenqi.ics"))?;
        fenqi_store::calendar_file(app)
    })
    .await
}

/// Keeps no calendar file any more. The one that is there stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn calendar_file_stop(desk: State<'_, Desk>) -> Answer<()> {
    desk.run(|app| app.keep_calendar(None)).await
}

/// Stores the settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settings_set(desk: State<'_, Desk>, settings: Settings) -> Answer<()> {
    desk.run(move |app| app.settings_set(settings)).await
}

/// What waits for the user, and the latest reminders before one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn inbox(desk: State<'_, Desk>, before: Option<String>, limit: u32) -> Answer<InboxView> {
    desk.run(move |app| app.inbox(before.as_deref(), limit)).await
}

/// Answers reminders of one statement.
#[tauri::command]
#[specta::specta]
pub(crate) async fn notice_answer(
    desk: State<'_, Desk>,
    keys: Vec<String>,
    answer: NoticeAnswer,
) -> Answer<()> {
    desk.run(move |app| app.notice_answer(&keys, &answer)).await
}

/// Holds reminders back, or lets them go on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reminders_pause(desk: State<'_, Desk>, pause: Pause) -> Answer<()> {
    desk.run(move |app| app.reminders_pause(pause)).await
}

/// The rules of everything, and those of accounts and plans that have their own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reminder_rules(desk: State<'_, Desk>) -> Answer<Vec<RuleView>> {
    desk.run(|app| app.reminder_rules()).await
}

/// The rules in force for a subject.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reminder_rules_of(desk: State<'_, Desk>, subject: RuleSubject) -> Answer<RuleView> {
    desk.run(move |app| app.reminder_rules_of(&subject)).await
}

/// Gives a subject rules of its own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reminder_rules_set(
    desk: State<'_, Desk>,
    subject: RuleSubject,
    rules: ReminderRules,
) -> Answer<()> {
    desk.run(move |app| app.reminder_rules_set(&subject, &rules)).await
}

/// Takes a subject's own rules away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reminder_rules_reset(desk: State<'_, Desk>, subject: RuleSubject) -> Answer<()> {
    desk.run(move |app| app.reminder_rules_reset(&subject)).await
}

/// The next reminders.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reminders_coming(desk: State<'_, Desk>, limit: u32) -> Answer<Vec<ComingReminder>> {
    desk.run(move |app| app.reminders_coming(limit)).await
}

/// The user says that the clock is right.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clock_confirm(desk: State<'_, Desk>) -> Answer<()> {
    desk.run(|app| app.clock_confirm()).await
}

/// Whether Fenqi starts, in the tray, when the user logs in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn autostart(handle: AppHandle) -> Answer<bool> {
    crate::autostart::is_on(&handle)
}

/// Lets Fenqi start when the user logs in, or not.
#[tauri::command]
#[specta::specta]
pub(crate) async fn autostart_set(handle: AppHandle, on: bool) -> Answer<()> {
    crate::autostart::set(&handle, on)
}

/// Whether this desktop shows a tray, in which Fenqi can stay when its window is closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tray_is_there(handle: AppHandle) -> Answer<bool> {
    Ok(crate::tray_host::is_there(&handle))
}

/// Shows the data folder in the desktop's file manager.
#[tauri::command]
#[specta::specta]
pub(crate) async fn data_folder_show(desk: State<'_, Desk>) -> Answer<()> {
    crate::show_folder::show(&desk.run(|app| Ok(app.folder())).await?).await
}

/// Fills an empty file with sample data.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sample_add(desk: State<'_, Desk>) -> Answer<()> {
    desk.run(|app| app.sample_add()).await
}
