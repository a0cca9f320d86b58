//! Records as files: once, or kept up to date.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use fenqi_app::contract::{AppError, ErrorCode, ExportForm, ExportFormat, ExportTable, TextEncoding};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use fenqi_store::{calendar_file, keep_calendar, rewrite_calendar};
use serde_json::json;

use crate::arguments::names;
use crate::print;
use crate::run::{Said, named};

#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    /// A table as CSV, for spreadsheets; docs/tables.md describes the columns
    Csv {
        /// Which table
        #[arg(long, value_name = "TABLE", value_parser = names(&TABLES), default_value = "rows")]
        table: String,
        /// utf8, with a byte order mark, or gb18030
        #[arg(long, value_name = "ENCODING", value_parser = names(&ENCODINGS), default_value = "utf8")]
        encoding: String,
        #[command(flatten)]
        target: Target,
    },
    /// All tables as an Excel workbook, a sheet each
    Xlsx(Target),
    /// Everything as one JSON document: what `import json` reads; docs/export.schema.json describes it
    Json(Target),
    /// A journal for ledger: what was paid, and what is still to be paid as pending
    Ledger(Target),
    /// A journal for hledger
    Hledger(Target),
    /// A journal for beancount
    Beancount(Target),
    /// What is left to pay as a calendar with alarms, for a phone
    Ics(IcsArguments),
}

/// The tables by their names.
const TABLES: [(&str, ExportTable); 5] = [
    ("plans", ExportTable::Plans),
    ("rows", ExportTable::Rows),
    ("repayments", ExportTable::Repayments),
    ("accounts", ExportTable::Accounts),
    ("months", ExportTable::Months),
];

/// The encodings that a CSV file is written in.
const ENCODINGS: [(&str, TextEncoding); 2] =
    [("utf8", TextEncoding::Utf8), ("gb18030", TextEncoding::Gb18030)];

/// Where an export goes.
#[derive(Debug, Args)]
pub(crate) struct Target {
    /// The file to write; standard output if it is -
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("where").required(true).args(["to", "keep", "stop_keeping"]))]
pub(crate) struct IcsArguments {
    /// The file to write, once; standard output if it is -
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
    /// Say what is due and when, but not how much
    #[arg(long, requires = "to")]
    pub(crate) hide_amounts: bool,
    /// Replace the file if it exists
    #[arg(long, requires = "to")]
    pub(crate) force: bool,
    /// Write this .ics file now, and anew at each change, by the app and by this command
    #[arg(long, value_name = "FILE")]
    pub(crate) keep: Option<PathBuf>,
    /// Write it no more; it stays where it is
    #[arg(long)]
    pub(crate) stop_keeping: bool,
}

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
        ExportCommand::Json(target) => (form(ExportFormat::Json), target),
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
