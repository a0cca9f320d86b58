//! Faults to stand in the place of commands.

use fenqi_app::contract::{AppError, ErrorCode, Income};
use fenqi_app::{App, Result};
use tauri::Manager;
use tauri::ipc::{Invoke, InvokeError};

use crate::Desktop;
use crate::desk::Desk;

/// Panics in its use case, where it is caught.
pub(super) fn panics_within(invoke: Invoke<Desktop>) -> bool {
    answers(invoke, |_| panic!("planted"))
}

/// Panics before there is a use case.
pub(super) fn panics(invoke: Invoke<Desktop>) -> bool {
    async fn never() -> std::result::Result<(), InvokeError> {
        panic!("planted")
    }
    invoke.resolver.respond_async(never());
    true
}

/// Writes before it refuses.
pub(super) fn writes_and_refuses(invoke: Invoke<Desktop>) -> bool {
    answers(invoke, |app| {
        app.income_set(&Income { amount: "1000".to_owned(), currency: "CNY".to_owned() })?;
        Err(AppError::new(ErrorCode::InputInvalid).with("reason", "planted"))
    })
}

/// Refuses in words of its own.
pub(super) fn speaks_freely(invoke: Invoke<Desktop>) -> bool {
    invoke.resolver.reject("what is this?");
    true
}

/// Answers whatever it is asked.
pub(super) fn agrees(invoke: Invoke<Desktop>) -> bool {
    invoke.resolver.resolve(());
    true
}

fn answers(invoke: Invoke<Desktop>, use_case: fn(&App) -> Result<()>) -> bool {
    let handle = invoke.message.webview_ref().app_handle().clone();
    let run = async move { handle.state::<Desk>().run(use_case).await.map_err(InvokeError::from) };
    invoke.resolver.respond_async(run);
    true
}
