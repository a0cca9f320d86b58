//! The tray icon: what is due next, whether something is overdue, and the way back to the window.

use fenqi_app::contract::{ErrorCode, Pause, PlanId};
use fenqi_app::ports::UnpaidRow;
use fenqi_app::words::Words;
use fenqi_app::{App, Pay, TraySummary};
use tauri::image::Image;
use tauri::menu::{IsMenuItem, Menu, MenuBuilder, MenuItem, MenuItemBuilder, Submenu, SubmenuBuilder};
use tauri::tray::{MouseButton, TrayIconBuilder, TrayIconEvent};
use tauri::{Manager, Result};

use crate::desk::Desk;
use crate::{AppHandle, Desktop, window};

const TRAY: &str = "fenqi";
const CALM: Image<'_> = tauri::include_image!("../icons/generated/tray.png");
const OVERDUE: Image<'_> = tauri::include_image!("../icons/generated/tray-overdue.png");

const OPEN: &str = "open";
const INBOX: &str = "inbox";
const LOCK: &str = "lock";
const QUIT: &str = "quit";
/// An item of a plan is this and its id.
const PLAN: &str = "plan:";
/// An item that marks a row as paid is this, its number and its plan's id.
const PAID: &str = "paid:";
/// An item that holds reminders back is this and for how long.
const PAUSE: &str = "pause:";
const PAUSES: [(&str, Pause); 4] =
    [("hour", Pause::Hour), ("tomorrow", Pause::Tomorrow), ("open", Pause::Open), ("end", Pause::End)];

/// Puts the icon into the tray. To be called once a host is there, on the main thread.
pub(crate) fn create(handle: &AppHandle) -> Result<()> {
    TrayIconBuilder::with_id(TRAY)
        .icon(CALM)
        .title("Fenqi")
        .on_tray_icon_event(|tray, event| {
            if matches!(event, TrayIconEvent::Click { button: MouseButton::Left, .. }) {
                window::open(tray.app_handle());
            }
        })
        .on_menu_event(|handle, event| choose(handle, event.id().as_ref()))
        .build(handle)?;
    let refreshing = handle.clone();
    tauri::async_runtime::spawn(async move { refresh(&refreshing).await });
    Ok(())
}

fn choose(handle: &AppHandle, item: &str) {
    if let Some(plan) = item.strip_prefix(PLAN) {
        window::open_plan(handle, PlanId(plan.to_owned()));
    } else if let Some((n, plan)) = item.strip_prefix(PAID).and_then(|row| row.split_once(':')) {
        let pay =
            n.parse().map(|n| Pay { plan: PlanId(plan.to_owned()), n, amount: None, on: None, source: None });
        // Chosen twice, it is paid already: nothing to be told.
        act(handle, move |app| pay.map_or(Ok(()), |pay| app.pay(&pay).map(drop)));
    } else if let Some(asked) = item.strip_prefix(PAUSE) {
        if let Some((_, pause)) = PAUSES.into_iter().find(|(name, _)| *name == asked) {
            act(handle, move |app| app.reminders_pause(pause));
        }
    } else {
        match item {
            OPEN => window::open(handle),
            INBOX => window::open_inbox(handle),
            LOCK => act(handle, |app| app.lock_now()),
            QUIT => handle.exit(0),
            _ => {}
        }
    }
}

/// Does something off the main thread. The menu is drawn anew by the news of it.
fn act(handle: &AppHandle, use_case: impl FnOnce(&App) -> fenqi_app::Result<()> + Send + 'static) {
    let handle = handle.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = handle.state::<Desk>().run(use_case).await {
            if error.code == ErrorCode::Locked {
                // The menu was drawn before it was locked.
                window::open(&handle);
            }
            tracing::warn!(code = ?error.code, "a choice in the tray was refused");
        }
    });
}

/// Says anew what is due. Does nothing while there is no icon.
pub(crate) async fn refresh(handle: &AppHandle) {
    if !exists(handle) {
        return;
    }
    // Of what is locked, the summary names nothing.
    let found = handle.state::<Desk>().run_locked(|app| Ok((app.tray_summary()?, app.words()))).await;
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
    // What is said comes first: an icon that cannot be written must not leave the words of before.
    let menu = tray.set_menu(Some(menu(handle, words, summary)?));
    let tooltip = tray.set_tooltip(Some(&tooltip(words, summary)));
    let icon = tray.set_icon(Some(if summary.overdue_rows > 0 { OVERDUE } else { CALM }));
    menu.and(tooltip).and(icon)
}

/// What is overdue, and what comes next; without amounts where they are hidden.
fn tooltip(words: &Words, summary: &TraySummary) -> String {
    let next = match summary.next.first() {
        _ if summary.locked == Some(true) => words.say("tray-locked", &[]),
        None => words.say("tray-nothing", &[]),
        Some(row) => words.say("tray-next", &[("row", &row_line(row, words, summary.hide_amounts))]),
    };
    match summary.overdue_rows {
        0 => next,
        rows => format!("{}\n{next}", words.say("tray-overdue-rows", &[("count", &rows.to_string())])),
    }
}

fn row_line(row: &UnpaidRow, words: &Words, hide_amounts: bool) -> String {
    let (amount, date) = (words.amount(row.remaining), words.day(row.due_date));
    let values = [("title", row.title.as_str()), ("amount", &amount), ("date", &date)];
    words.say(if hide_amounts { "tray-row-hidden" } else { "tray-row" }, &values)
}

fn menu(handle: &AppHandle, words: &Words, summary: &TraySummary) -> Result<Menu<Desktop>> {
    let mut menu = MenuBuilder::new(handle);
    if summary.locked == Some(true) {
        return menu
            .item(&item(handle, "locked", &words.say("tray-locked", &[]), false)?)
            .separator()
            .item(&item(handle, OPEN, &words.say("tray-open", &[]), true)?)
            .item(&item(handle, QUIT, &words.say("tray-quit", &[]), true)?)
            .build();
    }
    if summary.next.is_empty() {
        menu = menu.item(&item(handle, "nothing", &words.say("tray-nothing", &[]), false)?);
    }
    for row in &summary.next {
        menu = menu.item(&row_menu(handle, words, row, summary.hide_amounts)?);
    }
    menu = menu.separator();
    let sums =
        [("overdue", "tray-overdue", &summary.overdue), ("month", "tray-month-left", &summary.month_left)];
    for (id, message, amounts) in sums {
        if !amounts.is_empty() && !summary.hide_amounts {
            let line = words.say(message, &[("amounts", &words.amounts(amounts))]);
            menu = menu.item(&item(handle, id, &line, false)?);
        }
    }
    menu = menu
        .item(&item(handle, INBOX, &words.say("tray-inbox", &[]), true)?)
        .item(pause_menu(handle, words, summary.paused)?.as_ref())
        .separator();
    if summary.locked.is_some() {
        menu = menu.item(&item(handle, LOCK, &words.say("tray-lock", &[]), true)?);
    }
    menu.item(&item(handle, OPEN, &words.say("tray-open", &[]), true)?)
        .item(&item(handle, QUIT, &words.say("tray-quit", &[]), true)?)
        .build()
}

/// A row, with what can be done with it.
fn row_menu(
    handle: &AppHandle,
    words: &Words,
    row: &UnpaidRow,
    hide_amounts: bool,
) -> Result<Submenu<Desktop>> {
    let paid = format!("{PAID}{}:{}", row.n, row.plan.0);
    SubmenuBuilder::new(handle, label(&row_line(row, words, hide_amounts)))
        .item(&item(handle, &paid, &words.say("notice-action-paid", &[]), true)?)
        .item(&item(handle, &format!("{PLAN}{}", row.plan.0), &words.say("notice-action-open", &[]), true)?)
        .build()
}

fn pause_menu(handle: &AppHandle, words: &Words, paused: bool) -> Result<Box<dyn IsMenuItem<Desktop>>> {
    let choice = |name: &str| {
        item(handle, &format!("{PAUSE}{name}"), &words.say(&format!("tray-pause-{name}"), &[]), true)
    };
    if paused {
        return Ok(Box::new(choice("end")?));
    }
    let menu = SubmenuBuilder::new(handle, label(&words.say("tray-pause", &[])))
        .item(&choice("hour")?)
        .item(&choice("tomorrow")?)
        .item(&choice("open")?)
        .build()?;
    Ok(Box::new(menu))
}

fn item(handle: &AppHandle, id: &str, text: &str, enabled: bool) -> Result<MenuItem<Desktop>> {
    MenuItemBuilder::with_id(id, label(text)).enabled(enabled).build(handle)
}

/// An ampersand marks a key in menus, unless it is doubled.
fn label(text: &str) -> String {
    text.replace('&', "&&")
}
