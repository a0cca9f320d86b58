//! A page without a window: its calls take the way of the real one, from the text that it sends through Tauri's list of
//! what is allowed and the real handler to the text that it gets.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use clap::Parser;
use fenqi_app::contract::{ExportForm, ExportFormat, ExportTable, TextEncoding};
use fenqi_store::{FILE_NAME, export};
use rusqlite::Connection;
use serde_json::Value;
use tauri::ipc::{CallbackFn, Invoke, InvokeBody, InvokeResponse};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewUrl, WebviewWindowBuilder};
use tempfile::TempDir;

use crate::arguments::Arguments;
use crate::desk::Desk;
use crate::dialogs::Answers;
use crate::{Desktop, WebviewWindow, tray_host};

/// The instant at which all takes place.
const NOW: &str = "2026-11-22T10:00:00+08:00";

/// A call that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a page sends: the text of its arguments, or bytes.
pub(super) enum Sent {
    Text(Vec<u8>),
    Bytes(Vec<u8>),
}

impl Sent {
    pub(super) fn text(arguments: &Value) -> Self {
        Self::Text(arguments.to_string().into_bytes())
    }
}

/// What came of a call.
pub(super) enum Outcome {
    Answered(Value),
    /// By Fenqi, or by Tauri, which could not make the command's arguments of what was sent.
    Refused(Value),
    /// The text that was sent is no JSON: Tauri asks no command.
    Unreadable,
    Silent(&'static str),
}

pub(super) struct Page {
    window: WebviewWindow,
    /// Looks at the file beside the app.
    beside: Connection,
    _app: App<Desktop>,
    _data: TempDir,
    _files: TempDir,
}

impl Page {
    /// A page over a file in which something was done already.
    pub(super) fn open(seed: u64, handler: impl Fn(Invoke<Desktop>) -> bool + Send + Sync + 'static) -> Self {
        let folder = || TempDir::new().expect("a temporary folder");
        let (data, files) = (folder(), folder());
        let folder = data.path().display().to_string();
        let arguments = Arguments::parse_from(["fenqi", "--data-dir", &folder, "--now", NOW]);
        let desk = Desk::open(&arguments).expect("the file opens");
        fill(&desk, files.path());
        let app = tauri::test::mock_builder()
            .invoke_handler(handler)
            .manage(desk)
            .manage(tray_host::Presence::default())
            .manage(Answers::new(seed, files.path().to_owned()))
            .build(crate::context())
            .expect("an app without a window");
        let window = WebviewWindowBuilder::new(&app, "main", WebviewUrl::default()).build();
        let beside = Connection::open(data.path().join(FILE_NAME)).expect("the file opens again");
        Self { window: window.expect("a page"), beside, _app: app, _data: data, _files: files }
    }

    /// Calls a command with arguments.
    pub(super) fn send(&self, command: &str, sent: &Sent) -> Outcome {
        self.send_from(ADDRESS, command, sent)
    }

    /// The same as a page of an address would.
    pub(super) fn send_from(&self, address: &str, command: &str, sent: &Sent) -> Outcome {
        // As Tauri does with what comes from a page.
        let body = match sent {
            Sent::Text(text) => serde_json::from_slice(text).map(InvokeBody::Json),
            Sent::Bytes(bytes) => Ok(InvokeBody::Raw(bytes.clone())),
        };
        let Ok(body) = body else { return Outcome::Unreadable };
        let (answer, answers) = mpsc::sync_channel(1);
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: tauri::Url::parse(address).expect("BUG: an address"),
            body,
            headers: tauri::http::HeaderMap::default(),
            invoke_key: tauri::test::INVOKE_KEY.to_owned(),
        };
        let page = self.window.as_ref().clone();
        // Nobody waits any more for an answer that came too late.
        page.on_message(request, Box::new(move |_, _, response, _, _| drop(answer.send(response))));
        match answers.recv_timeout(PATIENCE) {
            Ok(InvokeResponse::Ok(body)) => match body.deserialize() {
                Ok(value) => Outcome::Answered(value),
                Err(_) => Outcome::Silent("its answer is no JSON"),
            },
            Ok(InvokeResponse::Err(error)) => Outcome::Refused(error.0),
            Err(RecvTimeoutError::Timeout) => Outcome::Silent("it hangs"),
            Err(RecvTimeoutError::Disconnected) => Outcome::Silent("it panicked"),
        }
    }

    /// The answer of a command that takes what it is sent.
    pub(super) fn ask(&self, command: &str, arguments: &Value) -> Option<Value> {
        match self.send(command, &Sent::text(arguments)) {
            Outcome::Answered(value) => Some(value),
            _ => None,
        }
    }

    /// Is another one after any transaction that was committed to the file.
    pub(super) fn version(&self) -> i64 {
        let version = self.beside.pragma_query_value(None, "data_version", |row| row.get(0));
        version.expect("the file can be read")
    }
}

#[cfg(windows)]
const ADDRESS: &str = "http://tauri.localhost";
#[cfg(not(windows))]
const ADDRESS: &str = "tauri://localhost";

/// Plans with what was paid of them, and files to import.
fn fill(desk: &Desk, files: &Path) {
    desk.app.sample_add().expect("the file is empty");
    for (format, name) in [(ExportFormat::Csv, "sound.csv"), (ExportFormat::Json, "sound.json")] {
        let form = ExportForm {
            format,
            table: ExportTable::Rows,
            encoding: TextEncoding::Utf8,
            hide_amounts: false,
        };
        export(&desk.app, &form, &files.join(name)).expect("exported");
    }
    fs::write(files.join("made"), "of another program").expect("a writable folder");
}
