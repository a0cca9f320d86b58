//! `fenqi-cli`: the use cases without a window, for scripts, cron and tests.
//!
//! Here live arguments, printing and exit codes: 0 done, 1 refused, 2 wrong usage. Here does not live: a rule.
#![forbid(unsafe_code)]

mod accounts;
mod analysis;
mod arguments;
mod changes;
mod export;
mod file;
mod import;
mod import_csv;
mod payoff;
mod print;
mod reminding;
mod run;
mod settings;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use fenqi_app::calc::error_json;
use fenqi_app::contract::Language;
use fenqi_app::words::Words;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut out = io::stdout().lock();
    let Err(error) = run::run(&arguments, &mut out) else {
        return flush(&mut out);
    };
    let words = Words::of(arguments.language.unwrap_or_else(system_language));
    let told = if arguments.json {
        writeln!(out, "{}", serde_json::json!({ "error": error_json(&error, &words) }))
    } else {
        writeln!(io::stderr(), "fenqi-cli: {}", words.error(&error))
    };
    // Whoever closed the pipe does not want to know; the exit code still says it.
    let _ = told.and_then(|()| out.flush());
    ExitCode::from(1)
}

fn flush(out: &mut impl Write) -> ExitCode {
    match out.flush() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(1),
    }
}

fn system_language() -> Language {
    Language::of_locale(&sys_locale::get_locale().unwrap_or_default())
}
