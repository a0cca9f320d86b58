//! The tray icon: what is due next, and the way back to the window.

use fenqi_app::TraySummary;
use fenqi_app::contract::PlanId;
use fenqi_app::ports::UnpaidRow;
use fenqi_app::words::Words;
use tauri::menu::{Menu, MenuBuilder, MenuItemBuilder};
use tauri::tray::{MouseButton, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Result, Wry};

use crate::desk::Desk;
use crate::window;

const TRAY: &str = "fenqi";
const OPEN: &str = "open";
const QUIT: &str = "quit";
/// A plan's item is this and its id.
const PLAN: &str = "plan:";

/// Puts the icon into the tray. To be called once a host is there, on the main thread.
pub(crate) fn create(handle: &AppHandle) -> Result<()> {
    TrayIconBuilder::with_id(TRAY)
        .icon(tauri::include_image!("../icons/generated/tray.png"))
        .title("Fenqi")
        .on_tray_icon_event(|tray, event| {
            if matches!(event, TrayIconEvent::Click { button: MouseButton::Left, .. }) {
                window::open(tray.app_handle());
            }
        })
        .on_menu_event(|handle, event| match event.id().as_ref() {
            OPEN => window::open(handle),
            QUIT => handle.exit(0),
            item => {
                if let Some(plan) = item.strip_prefix(PLAN) {
                    window::open_plan(handle, PlanId(plan.to_owned()));
                }
            }
        })
        .build(handle)?;
    let refreshing = handle.clone();
    tauri::async_runtime::spawn(async move { refresh(&refreshing).await });
    Ok(())
}

/// Says anew what is due. Does nothing while there is no icon.
pub(crate) async fn refresh(handle: &AppHandle) {
    let found = handle.state::<Desk>().run(|app| Ok((app.tray_summary()?, app.words()))).await;
    let Ok((summary, words)) = found else { return };
    let showing = handle.clone();
    // An event loop that has ended has no tray either.
    let _ = handle.run_on_main_thread(move || {
        if let Err(error) = show(&showing, &words, &summary) {
            tracing::warn!(%error, "the tray could not be updated");
        }
    });
}

/// Whether there is an icon.
pub(crate) fn exists(handle: &AppHandle) -> bool {
    handle.tray_by_id(TRAY).is_some()
}

fn show(handle: &AppHandle, words: &Words, summary: &TraySummary) -> Result<()> {
    let Some(tray) = handle.tray_by_id(TRAY) else { return Ok(()) };
    let next = summary.next.as_ref();
    let line = next.map_or_else(|| words.say("tray-nothing", &[]), |row| next_line(row, words));
    tray.set_tooltip(Some(&line))?;
    tray.set_menu(Some(menu(handle, words, summary, &line)?))
}

fn next_line(row: &UnpaidRow, words: &Words) -> String {
    let (amount, date) = (words.amount(row.remaining), words.day(row.due_date));
    words.say("tray-next", &[("title", &row.title), ("amount", &amount), ("date", &date)])
}

fn menu(handle: &AppHandle, words: &Words, summary: &TraySummary, line: &str) -> Result<Menu<Wry>> {
    let item = |id: &str, text: String, enabled| {
        MenuItemBuilder::with_id(id, text.replace('&', "&&")).enabled(enabled).build(handle)
    };
    let next = match &summary.next {
        Some(row) => item(&format!("{PLAN}{}", row.plan.0), line.to_owned(), true)?,
        None => item("nothing", line.to_owned(), false)?,
    };
    let mut menu = MenuBuilder::new(handle).item(&next);
    for (id, message, amounts) in
        [("overdue", "tray-overdue", &summary.overdue), ("month", "tray-month-left", &summary.month_left)]
    {
        if !amounts.is_empty() {
            menu = menu.item(&item(id, words.say(message, &[("amounts", &words.amounts(amounts))]), false)?);
        }
    }
    menu.separator()
        .item(&item(OPEN, words.say("tray-open", &[]), true)?)
        .item(&item(QUIT, words.say("tray-quit", &[]), true)?)
        .build()
}
