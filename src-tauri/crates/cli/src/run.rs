//! One function a command: call the use case, hand its view to the printer.

use std::fs;
use std::io::{self, BufRead, Read, Write};
use std::path::Path;

use chrono::TimeDelta;
use fenqi_app::clock::{SetClock, SystemClock};
use fenqi_app::contract::{AppError, ErrorCode, PlanDraft, PlanId};
use fenqi_app::ports::Clock;
use fenqi_app::words::Words;
use fenqi_app::{App, Pay, Result, calc};
use fenqi_store::{SqliteStore, data_folder, export_csv};
use serde_json::{Value, json};

use crate::arguments::{AccountCommand, Arguments, Command, ExportCommand, Input, PayArguments, PlanCommand};
use crate::{print, system_language};

/// A notice that was claimed so long ago and not delivered belongs to a process that was killed.
const STALE: TimeDelta = TimeDelta::minutes(5);

/// Runs a command.
///
/// # Errors
/// What the use case refuses, or `write_failed` when the output cannot be written.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<()> {
    if matches!(arguments.command, Command::Calc) {
        return answer_lines(arguments, out);
    }
    let app = open(arguments)?;
    let words = app.words();
    let mut say = |json: Value, text: &dyn Fn() -> String| {
        let written = if arguments.json { writeln!(out, "{json}") } else { writeln!(out, "{}", text()) };
        written.map_err(|error| unwritable(&error))
    };
    match &arguments.command {
        Command::Calc => Ok(()),
        Command::Account(AccountCommand::Add(input)) => {
            let id = app.account_add(one(&read(input)?)?)?;
            say(json!({ "id": id }), &|| id.0.clone())
        }
        Command::Account(AccountCommand::List) => {
            let accounts = app.accounts()?;
            say(json!({ "accounts": accounts }), &|| print::accounts(&accounts, &words))
        }
        Command::Plan(PlanCommand::Add { input, create_accounts }) => {
            let ids = app.plans_add(&many::<PlanDraft>(&read(input)?)?, *create_accounts)?;
            ids.iter().try_for_each(|id| say(json!({ "id": id }), &|| id.0.clone()))
        }
        Command::Plan(PlanCommand::List) => {
            let plans = app.plans()?;
            say(json!({ "plans": plans }), &|| print::plans(&plans, &words))
        }
        Command::Plan(PlanCommand::Show { plan }) => {
            let plan = app.plan(&PlanId(plan.clone()))?;
            say(json!(plan), &|| print::plan(&plan, &words))
        }
        Command::Due { from, to, account } => {
            let due = app.due(from.as_deref(), to.as_deref(), account.as_deref())?;
            say(json!(due), &|| print::due(&due, &words))
        }
        Command::Pay(pay) => {
            let id = record(&app, pay)?;
            say(json!({ "id": id }), &|| words.say("cli-paid", &[]))
        }
        Command::Export(ExportCommand::Csv { to }) if to == Path::new("-") => {
            app.export_csv(out).map(drop).map_err(|error| error.with("path", "stdout"))
        }
        Command::Export(ExportCommand::Csv { to }) => {
            let done = export_csv(&app, to)?;
            say(json!(done), &|| print::exported(&done, &words))
        }
        Command::Remind { at, dry_run } => {
            if !dry_run {
                app.recover(STALE)?;
            }
            let reminded = app.remind(*at, *dry_run)?;
            say(json!(reminded), &|| print::reminded(&reminded, &words))?;
            // Only what has been said is delivered.
            out.flush().map_err(|error| unwritable(&error))?;
            if *dry_run { Ok(()) } else { app.delivered(&reminded.fire) }
        }
        Command::Demo => {
            app.sample_add()?;
            let folder = app.state()?.data_folder;
            say(json!({ "data_folder": folder }), &|| words.say("cli-demo", &[("path", &folder)]))
        }
    }
}

fn open(arguments: &Arguments) -> Result<App> {
    let store = SqliteStore::open(&data_folder(arguments.data_dir.clone())?)?;
    let clock: Box<dyn Clock> = match arguments.now {
        Some(now) => Box::new(SetClock::standing(now)),
        None => Box::new(SystemClock),
    };
    let app = App::new(Box::new(store), clock, system_language());
    Ok(match arguments.language {
        Some(language) => app.speaking(language),
        None => app,
    })
}

fn answer_lines(arguments: &Arguments, out: &mut dyn Write) -> Result<()> {
    let words = Words::of(arguments.language.unwrap_or_else(system_language));
    let mut out = io::BufWriter::new(out);
    for line in io::stdin().lock().split(b'\n') {
        let line = line.map_err(|error| unreadable(&error))?;
        // Bytes that are no UTF-8 are answered as the replacement characters that they become.
        let line = String::from_utf8_lossy(&line);
        if !line.trim().is_empty() {
            writeln!(out, "{}", calc::answer(&line, &words)).map_err(|error| unwritable(&error))?;
        }
    }
    out.flush().map_err(|error| unwritable(&error))
}

fn record(app: &App, pay: &PayArguments) -> Result<String> {
    if let Some([account, due_date]) = pay.statement.as_deref() {
        return app.pay_statement(account, due_date, pay.on.as_deref(), pay.source.as_deref());
    }
    app.pay(&Pay {
        plan: PlanId(pay.plan.clone().unwrap_or_default()),
        n: pay.seq.unwrap_or_default(),
        amount: pay.amount.clone(),
        on: pay.on.clone(),
        source: pay.source.clone(),
    })
}

fn read(input: &Input) -> Result<String> {
    let path = input.file.as_ref().or(input.named.as_ref()).filter(|path| path.as_path() != Path::new("-"));
    let mut text = String::new();
    match path {
        Some(path) => fs::read_to_string(path).map(|read| text = read),
        None => io::stdin().lock().read_to_string(&mut text).map(drop),
    }
    .map_err(|error| unreadable(&error))?;
    Ok(text)
}

/// JSON values one after another: lines, or one value over several lines.
fn many<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<T>> {
    let text = text.trim_start_matches('\u{feff}');
    let values: std::result::Result<Vec<T>, _> =
        serde_json::Deserializer::from_str(text).into_iter().collect();
    let values = values.map_err(|error| unreadable(&error))?;
    if values.is_empty() { Err(unreadable(&"empty")) } else { Ok(values) }
}

fn one<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    let mut values = many(text)?;
    match (values.pop(), values.is_empty()) {
        (Some(value), true) => Ok(value),
        _ => Err(unreadable(&"more than one value")),
    }
}

fn unreadable(reason: &dyn std::fmt::Display) -> AppError {
    AppError::new(ErrorCode::InputInvalid).with("reason", reason)
}

fn unwritable(error: &io::Error) -> AppError {
    AppError::writing(error).with("path", "stdout")
}
