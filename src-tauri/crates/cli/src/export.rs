//! Records as files: once, or kept up to date.

use std::io::{self, Write};
use std::path::Path;

use fenqi_app::contract::AppError;
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use fenqi_store::{calendar_file, export_csv, export_ics, export_json, keep_calendar, rewrite_calendar};
use serde_json::json;

use crate::arguments::IcsArguments;
use crate::print;
use crate::run::Said;

pub(crate) fn csv(app: &App, to: &Path, words: &Words, said: &mut Said<'_>) -> Result<()> {
    if to == Path::new("-") {
        return app.export_csv(said.out).map(drop).map_err(|error| error.with("path", "stdout"));
    }
    let done = export_csv(app, to)?;
    said.say(json!(done), &|| print::exported(&done, words))
}

pub(crate) fn json(app: &App, to: &Path, words: &Words, said: &mut Said<'_>) -> Result<()> {
    if to == Path::new("-") {
        let mut out = io::BufWriter::new(&mut *said.out);
        let written = app.export_json(&mut out);
        let flushed = written.and_then(|_| out.flush().map_err(|error| AppError::writing(&error)));
        return flushed.map_err(|error| error.with("path", "stdout"));
    }
    let done = export_json(app, to)?;
    said.say(json!(done), &|| print::exported(&done, words))
}

pub(crate) fn ics(app: &App, asked: &IcsArguments, words: &Words, said: &mut Said<'_>) -> Result<()> {
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
    if to == Path::new("-") {
        let written = app.export_ics(asked.hide_amounts, said.out);
        return written.map(drop).map_err(|error| error.with("path", "stdout"));
    }
    let done = export_ics(app, asked.hide_amounts, to)?;
    said.say(json!(done), &|| print::exported(&done, words))
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
