//! One function a command: call the use case, hand its view to the printer.

use std::fs;
use std::io::{self, BufRead, Read, Write};
use std::path::Path;
use std::sync::Arc;

use fenqi_app::clock::{SetClock, SystemClock};
use fenqi_app::contract::{
    AccountId, AppError, ErrorCode, PlanDraft, PlanId, PlanQuery, Preset, RecordQuery, TermsInput,
};
use fenqi_app::offers::{self, Offer};
use fenqi_app::ports::Clock;
use fenqi_app::words::Words;
use fenqi_app::{App, Pay, Result, calc};
use fenqi_store::{SqliteStore, data_folder};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::arguments::{
    Arguments, Command, Input, ListArguments, PayArguments, PlanCommand, PresetCommand, RepaymentCommand,
    SORTS, STATUSES,
};
use crate::{
    accounts, analysis, changes, documents, export, file, import, lock, payoff, print, reminding, settings,
    system_language,
};

/// Runs a command.
///
/// # Errors
/// What the use case refuses, or `write_failed` when the output cannot be written.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<()> {
    let words = || Words::of(arguments.language.unwrap_or_else(system_language));
    match &arguments.command {
        Command::Calc => return answer_lines(&words(), out),
        Command::Completions(asked) => {
            return heard(out.write_all(documents::completions(asked, words().language()).as_bytes()));
        }
        Command::Man(asked) => return heard(out.write_all(&documents::man(asked, words().language())?)),
        Command::Compare { input, cash_price } => {
            let offers = many::<OfferLine>(&read(input)?)?.into_iter().map(Offer::from).collect();
            let compared = offers::compare(offers, cash_price.as_deref())?;
            let mut said = Said { out, json: arguments.json, writes: false };
            return said.say(json!(compared), &|| print::comparison(&compared, &words()));
        }
        Command::Restore { file, dry_run, passphrase_file, .. } => {
            let said = &mut Said { out, json: arguments.json, writes: !dry_run };
            let from = passphrase_file.as_deref();
            file::restore(arguments, file.as_deref(), from, *dry_run, &words(), said)?;
            if file.is_some() && !dry_run {
                export::catch_up(&open(arguments)?.0);
            }
            return Ok(());
        }
        _ => {}
    }
    let (app, store) = open(arguments)?;
    let writes = arguments.command.writes();
    let said = &mut Said { out, json: arguments.json, writes };
    let answered = answer(&arguments.command, &app, &store, said);
    let recorded = answered.as_ref().err().is_none_or(|error| error.code == ErrorCode::AnswerLost);
    if writes && recorded {
        // The record is safe; a copy that could not be made is told by `check` and in the window.
        let _ = app.back_up_daily();
        export::catch_up(&app);
    }
    answered
}

fn answer(command: &Command, app: &App, store: &SqliteStore, said: &mut Said<'_>) -> Result<()> {
    let words = app.words();
    match command {
        Command::Calc
        | Command::Compare { .. }
        | Command::Restore { .. }
        | Command::Completions(_)
        | Command::Man(_) => Ok(()),
        Command::Check => file::check(app, &words, said),
        Command::Backup { list: true, .. } => file::backups(app, &words, said),
        Command::Backup { dir: Some(dir), encrypt: true, passphrase_file, .. } => {
            file::backup_encrypted(app, store, dir, passphrase_file.as_deref(), &words, said)
        }
        Command::Backup { dir, .. } => file::backup(app, store, dir.as_deref(), &words, said),
        Command::Account(command) => accounts::account(app, command, &words, said),
        Command::Source(command) => accounts::source(app, command, &words, said),
        Command::Plan(command) => plan(app, command, &words, said),
        Command::Preset(command) => preset(app, command, &words, said),
        Command::Due { from, to, account, all } => {
            let account = account.as_deref();
            let due = if *all || from.is_some() || to.is_some() {
                app.due(from.as_deref(), to.as_deref(), account)?
            } else {
                app.due_soon(account)?
            };
            said.say(json!(due), &|| print::due(&due, &words))
        }
        Command::Pay(pay) => {
            let id = record(app, pay)?;
            said.say(json!({ "id": id }), &|| words.say("cli-paid", &[]))
        }
        Command::Quote(command) => changes::quote(app, command, &words, said),
        Command::Settle { plan, paid } => changes::settle(app, plan, paid, &words, said),
        Command::Prepay(prepay) => changes::prepay(app, prepay, &words, said),
        Command::Refund(refund) => changes::refund(app, refund, &words, said),
        Command::Debit(command) => changes::debit(app, command, &words, said),
        Command::Repayment(command) => repayment(app, command, &words, said),
        Command::Undo => changes::turned(&app.undo()?, "cli-undone", &words, said),
        Command::Redo => changes::turned(&app.redo()?, "cli-redone", &words, said),
        Command::Activity { limit, before } => {
            let activity = app.activity(*before, *limit)?;
            said.say(json!({ "activity": activity }), &|| print::activity(&activity, &words))
        }
        Command::Payoff(asked) => payoff::payoff(app, asked, &words, said),
        Command::Planned(command) => payoff::planned(app, command, &words, said),
        Command::Forecast(asked) => analysis::forecast(app, asked, &words, said),
        Command::Debts => analysis::debts(app, &words, said),
        Command::Costs(asked) => analysis::costs(app, asked, &words, said),
        Command::Spending(asked) => analysis::spending(app, asked, &words, said),
        Command::Limits => {
            let limits = app.limits()?;
            said.say(json!({ "accounts": limits }), &|| print::limits(&limits, &words))
        }
        Command::Afford { input, income } => {
            let found = app.afford(&one(&read(input)?)?, income.as_deref())?;
            said.say(json!(found), &|| print::affordability(&found, &words))
        }
        Command::Import(command) => import::import(app, command, &words, said),
        Command::Export(command) => export::export(app, command, &words, said),
        Command::Remind(asked) => reminding::remind(app, asked, &words, said),
        Command::Inbox(command) => reminding::inbox(app, command, &words, said),
        Command::Settings(command) => settings::settings(app, command, &words, said),
        Command::Lock(command) => lock::lock(app, command, &words, said),
        Command::Rule(command) => reminding::rule(app, command, &words, said),
        Command::Demo => {
            app.sample_add()?;
            let folder = app.state()?.data_folder;
            said.say(json!({ "data_folder": folder }), &|| words.say("cli-demo", &[("path", &folder)]))
        }
    }
}

/// Where answers go, and in which form.
pub(crate) struct Said<'a> {
    pub(crate) out: &'a mut dyn Write,
    json: bool,
    /// What is said was recorded before.
    writes: bool,
}

impl Said<'_> {
    /// Answers. Whoever closed the pipe does not want to know more; that is no failure.
    pub(crate) fn say(&mut self, json: Value, text: &dyn Fn() -> String) -> Result<()> {
        match self.write(&json, text) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) if self.writes => Err(AppError::new(ErrorCode::AnswerLost).with("reason", error)),
            written => written.map_err(|error| unwritable(&error)),
        }
    }

    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Answers that it is done.
    pub(crate) fn done(&mut self, words: &Words) -> Result<()> {
        self.say(json!({}), &|| words.say("cli-done", &[]))
    }

    /// Answers what must be heard.
    pub(crate) fn must_say(&mut self, json: Value, text: &dyn Fn() -> String) -> Result<()> {
        let written = self.write(&json, text).and_then(|()| self.out.flush());
        written.map_err(|error| unwritable(&error))
    }

    fn write(&mut self, json: &Value, text: &dyn Fn() -> String) -> io::Result<()> {
        if self.json { writeln!(self.out, "{json}") } else { writeln!(self.out, "{}", text()) }
    }
}

fn plan(app: &App, command: &PlanCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        PlanCommand::Add { input, create_accounts } => {
            let ids = app.plans_add(&many::<PlanDraft>(&read(input)?)?, *create_accounts)?;
            ids.iter().try_for_each(|id| said.say(json!({ "id": id }), &|| id.0.clone()))
        }
        PlanCommand::List(wanted) => list(app, wanted, words, said),
        PlanCommand::Show { plan } => {
            let plan = app.plan(&PlanId(plan.clone()))?;
            said.say(json!(plan), &|| print::plan(&plan, words))
        }
        PlanCommand::Edit { plan, input } => {
            app.plan_edit(&PlanId(plan.clone()), &one(&read(input)?)?)?;
            said.done(words)
        }
        PlanCommand::Remove { plan } => {
            app.plan_remove(&PlanId(plan.clone()))?;
            said.done(words)
        }
    }
}

fn list(app: &App, wanted: &ListArguments, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let account = wanted.account.as_deref().map(|name| app.account(name)).transpose()?;
    let query = PlanQuery {
        status: wanted.status.as_deref().and_then(|name| named(&STATUSES, name)),
        account: account.map(|account| account.id),
        search: wanted.search.clone().unwrap_or_default(),
        sort: named(&SORTS, &wanted.sort).unwrap_or_default(),
        offset: wanted.offset,
        limit: wanted.limit.unwrap_or(u32::MAX),
    };
    let page = app.plans_found(&query)?;
    // `counts` are the window's.
    let json = json!({ "plans": page.plans, "total": page.found, "more": page.more });
    said.say(json, &|| print::plans(&page, words))
}

/// What a name means among those that an option knows.
pub(crate) fn named<T: Copy>(known: &[(&str, T)], name: &str) -> Option<T> {
    known.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

fn repayment(app: &App, command: &RepaymentCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        RepaymentCommand::List { account, from, to, before, limit } => {
            let page = app.records(&RecordQuery {
                account: account.clone().map(AccountId),
                from: from.clone(),
                to: to.clone(),
                before: before.clone(),
                limit: *limit,
            })?;
            said.say(json!(page), &|| print::records(&page, words))
        }
        RepaymentCommand::Remove { repayment } => {
            app.repayment_remove(repayment)?;
            said.done(words)
        }
    }
}

fn preset(app: &App, command: &PresetCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        PresetCommand::List => {
            let presets = app.presets()?;
            said.say(json!({ "presets": presets }), &|| print::presets(&presets, words))
        }
        PresetCommand::Show { preset } => {
            let preset = app.preset(preset)?;
            let pretty = || serde_json::to_string_pretty(&preset).unwrap_or_default();
            said.say(json!(preset), &pretty)
        }
        PresetCommand::Set(input) => {
            let preset: Preset = one(&read(input)?)?;
            let id = preset.id.clone();
            app.preset_set(preset)?;
            said.say(json!({ "id": id }), &|| id.clone())
        }
        PresetCommand::Reset { preset } => {
            app.preset_reset(preset)?;
            said.say(json!({ "id": preset }), &|| preset.clone())
        }
    }
}

/// A line of `compare`: terms with a name, or terms alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum OfferLine {
    Named { name: Option<String>, terms: Box<TermsInput> },
    Bare(Box<TermsInput>),
}

impl From<OfferLine> for Offer {
    fn from(line: OfferLine) -> Self {
        match line {
            OfferLine::Named { name, terms } => Self { name, terms: *terms },
            OfferLine::Bare(terms) => Self { name: None, terms: *terms },
        }
    }
}

pub(crate) fn open(arguments: &Arguments) -> Result<(App, Arc<SqliteStore>)> {
    let store = Arc::new(SqliteStore::open(&data_folder(arguments.data_dir.clone())?)?);
    let app = App::new(Box::new(Arc::clone(&store)), clock(arguments), system_language());
    let app = match arguments.language {
        Some(language) => app.speaking(language),
        None => app,
    };
    Ok((app, store))
}

pub(crate) fn clock(arguments: &Arguments) -> Box<dyn Clock> {
    match arguments.now {
        Some(now) => Box::new(SetClock::standing(now)),
        None => Box::new(SystemClock),
    }
}

/// Whoever closed the pipe does not want to know more; that is no failure.
fn answer_lines(words: &Words, out: &mut dyn Write) -> Result<()> {
    let mut out = io::BufWriter::new(out);
    for line in io::stdin().lock().split(b'\n') {
        let line = line.map_err(|error| unreadable(&error))?;
        // Bytes that are no UTF-8 are answered as the replacement characters that they become.
        let line = String::from_utf8_lossy(&line);
        if !line.trim().is_empty()
            && let Err(error) = writeln!(out, "{}", calc::answer(&line, words))
        {
            return heard(Err(error));
        }
    }
    heard(out.flush())
}

/// A closed pipe counts as written.
fn heard(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| unwritable(&error)),
    }
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

pub(crate) fn read(input: &Input) -> Result<String> {
    let path = input.file.as_ref().or(input.named.as_ref()).filter(|path| path.as_path() != Path::new("-"));
    let mut text = String::new();
    match path {
        Some(path) => fs::read_to_string(path).map(|read| text = read),
        None => io::stdin().lock().read_to_string(&mut text).map(drop),
    }
    .map_err(|error| match path {
        Some(path) => unreadable(&format_args!("{}: {error}", path.display())),
        None => unreadable(&error),
    })?;
    Ok(text)
}

/// JSON values one after another: lines, or one value over several lines.
fn many<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<T>> {
    let text = text.trim_start_matches('\u{feff}');
    let values: std::result::Result<Vec<T>, _> =
        serde_json::Deserializer::from_str(text).into_iter().collect();
    let values = values.map_err(|error| unreadable(&error))?;
    if values.is_empty() { Err(AppError::new(ErrorCode::InputEmpty)) } else { Ok(values) }
}

pub(crate) fn one<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    let mut values = many(text)?;
    match (values.pop(), values.is_empty()) {
        (Some(value), true) => Ok(value),
        _ => Err(AppError::new(ErrorCode::InputMany)),
    }
}

pub(crate) fn unreadable(reason: &dyn std::fmt::Display) -> AppError {
    AppError::new(ErrorCode::InputInvalid).with("reason", reason)
}

fn unwritable(error: &io::Error) -> AppError {
    AppError::writing(error).with("path", "stdout")
}
