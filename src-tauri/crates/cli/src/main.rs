//! `fenqi-cli`: the use cases without a window, for scripts, cron and tests.
//!
//! Here live arguments, printing and exit codes: 0 done, 1 refused, 2 wrong usage. Here does not live: a rule.
#![forbid(unsafe_code)]

mod accounts;
mod analysis;
mod arguments;
mod changes;
mod chinese;
mod documents;
mod examples;
mod export;
mod file;
mod help;
mod import;
mod import_csv;
mod interrupt;
mod lock;
mod notes;
mod passphrase;
mod payoff;
mod print;
mod reminding;
mod run;
mod settings;
mod usage;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use fenqi_app::calc::error_json;
use fenqi_app::contract::{AppError, Language};
use fenqi_app::words::Words;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    interrupt::watch();
    let typed: Vec<OsString> = env::args_os().collect();
    let language = usage::language_of(&typed).unwrap_or_else(system_language);
    let arguments = match Arguments::try_parse_from(&typed) {
        Ok(arguments) => arguments,
        // Only who is to be told something waits until the help is made.
        Err(error) => {
            let told = help::command(language).try_get_matches_from(typed).err().unwrap_or(error);
            return usage::tell(&told, language);
        }
    };
    let mut out = io::stdout().lock();
    match run::run(&arguments, &mut out) {
        Ok(()) => flush(&mut out),
        Err(error) => refuse(&error, arguments.json, language, &mut out),
    }
}

fn refuse(error: &AppError, json: bool, language: Language, out: &mut dyn Write) -> ExitCode {
    let words = Words::of(language);
    let say = || writeln!(io::stderr(), "fenqi-cli: {}", in_words(error, &words));
    // Whoever closed the pipe does not want to know; the exit code still says it.
    let _ = if json {
        let line = serde_json::json!({ "error": error_json(error, &words) });
        writeln!(out, "{line}").and_then(|()| out.flush()).or_else(|_| say())
    } else {
        say()
    };
    ExitCode::from(1)
}

/// The words for an error; of one of many plans, with which it is and the name that its field has in the JSON.
fn in_words(error: &AppError, words: &Words) -> String {
    let said = words.error(error);
    let Some(nth) = error.params.get("nth") else { return said };
    let field = serde_json::to_value(error.field).ok().and_then(|field| field.as_str().map(str::to_owned));
    let field = field.unwrap_or_else(|| "none".to_owned());
    words.say("cli-nth-plan", &[("nth", nth), ("field", &field), ("error", &said)])
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
