//! Records as files: once, or kept up to date.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use fenqi_app::contract::{AppError, ErrorCode, ExportForm, ExportFormat, ExportTable, TextEncoding};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use fenqi_store::{calendar_file, keep_calendar, rewrite_calendar};
use serde_json::json;

use crate::arguments::{ENCODINGS, ExportCommand, IcsArguments, TABLES, Target};
use crate::print;
use crate::run::{Said, named};

pub(crate) fn export(app: &App, command: &ExportCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let form = |format| ExportForm {
        format,
        table: ExportTable::Rows,
        encoding: TextEncoding::Utf8,
        hide_amounts: false,
    };
    let (form, target) = match command {
        ExportCommand::Csv { table, encoding, target } => {
            let table = named(&TABLES, table).unwrap_or(ExportTable::Rows);
            let encoding = named(&ENCODINGS, encoding).unwrap_or(TextEncoding::Utf8);
            (ExportForm { table, encoding, ..form(ExportFormat::Csv) }, target)
        }
        ExportCommand::Xlsx(target) => (form(ExportFormat::Xlsx), target),
        ExportCommand::Ledger(target) => (form(ExportFormat::Ledger), target),
        ExportCommand::Hledger(target) => (form(ExportFormat::Hledger), target),
        ExportCommand::Beancount(target) => (form(ExportFormat::Beancount), target),
        ExportCommand::Ics(asked) => return ics(app, asked, words, said),
    };
    put(app, &form, target, words, said)
}

fn put(
    app: &App,
    form: &ExportForm,
    Target { to, force }: &Target,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    if to == Path::new("-") {
        let mut out = io::stdout();
        if form.format == ExportFormat::Xlsx && out.is_terminal() {
            return Err(AppError::new(ErrorCode::TerminalUnfit));
        }
        let written = fenqi_store::export_to(app, form, &mut out);
        return written.map(drop).map_err(|error| error.with("path", "stdout"));
    }
    let export = if *force { fenqi_store::export } else { fenqi_store::export_new };
    let done = export(app, form, to)?;
    said.say(json!(done), &|| print::exported(&done, words))
}

fn ics(app: &App, asked: &IcsArguments, words: &Words, said: &mut Said<'_>) -> Result<()> {
    if let Some(path) = &asked.keep {
        let path = std::path::absolute(path)
            .map_err(|error| AppError::writing(&error).with("path", path.display()))?;
        keep_calendar(app, &path)?;
        let path = path.display().to_string();
        return said.say(json!(calendar_file(app)?), &|| words.say("cli-calendar-kept", &[("path", &path)]));
    }
    let Some(to) = &asked.to else {
        app.keep_calendar(None)?;
        return said.done(words);
    };
    let form = ExportForm {
        format: ExportFormat::Ics,
        table: ExportTable::Rows,
        encoding: TextEncoding::Utf8,
        hide_amounts: asked.hide_amounts,
    };
    put(app, &form, &Target { to: to.clone(), force: asked.force }, words, said)
}

/// Brings the calendar file up to date after a write. The record is safe: where the file cannot follow, that is said
/// beside the answer and refuses nothing.
pub(crate) fn catch_up(app: &App) {
    if let Err(error) = rewrite_calendar(app) {
        let words = app.words();
        let told = words.say("cli-calendar-behind", &[("reason", &words.error(&error))]);
        // Without a terminal, the app's settings still say it.
        let _ = writeln!(io::stderr(), "fenqi-cli: {told}");
    }
}
