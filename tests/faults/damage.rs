//! Damaged files: what is wrong in them is refused, or does not matter; it is never shown as if it were true.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::ops::AddAssign;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use fastrand::Rng;
use fenqi_app::App;
use fenqi_app::contract::{AppError, ErrorCode, ExportTable, PlanId, PlanQuery, PlanSort, PlanStatus};
use fenqi_store::FILE_NAME;
use fenqi_tests::deeds::Deeds;
use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;

use crate::{memory_folder, sound, trace};

/// What Fenqi answers of a file: each question with its answer.
pub(crate) type Answers = BTreeMap<String, Result<Value, AppError>>;

fn json(answer: Result<impl Serialize, AppError>) -> Result<Value, AppError> {
    answer.map(|answer| serde_json::to_value(answer).expect("BUG: what crosses to the window is JSON"))
}

/// How many days are asked about: each is one more question about each of thousands of files.
const DAYS: usize = 8;

/// What is asked about: plans, and days on which something is due.
#[derive(Clone, Debug)]
pub(crate) struct Subjects {
    pub(crate) plans: Vec<PlanId>,
    days: BTreeSet<String>,
}

impl Subjects {
    pub(crate) fn of(app: &App) -> Self {
        let plans = app.plans().expect("plans").into_iter().map(|plan| plan.id).collect();
        let due = app.due(Some("2026-09-01"), Some("2027-01-31"), None).expect("rows");
        let days: Vec<String> = due.rows.into_iter().map(|row| row.due_date).collect();
        Self { plans, days: trace::sampled(&days, DAYS).cloned().collect() }
    }
}

/// Asks everything that a screen or an export asks.
pub(crate) fn answers(app: &App, subjects: &Subjects) -> Answers {
    let exported = || {
        let written = fenqi_tests::csv(app, ExportTable::Rows);
        written.map(|written| String::from_utf8_lossy(&written).into_owned())
    };
    let mut answers = Answers::from([
        ("plans".to_owned(), json(app.plans())),
        ("accounts".to_owned(), json(app.accounts())),
        ("due".to_owned(), json(app.due(None, None, None))),
        ("overview".to_owned(), json(app.overview())),
        ("agenda".to_owned(), json(app.agenda(None, 50))),
        ("agenda from a day".to_owned(), json(app.agenda(Some("2026-11-20"), 50))),
        ("forecast".to_owned(), json(app.forecast(24))),
        ("limits".to_owned(), json(app.limits())),
        ("activity".to_owned(), json(app.activity(None, 200))),
        ("settings".to_owned(), json(app.settings())),
        ("contents".to_owned(), json(app.contents())),
        ("export".to_owned(), json(exported())),
    ]);
    let months = ["2026-10", "2026-11", "2026-12", "2027-01"];
    answers.extend(months.map(|month| (format!("month {month}"), json(app.month(month)))));
    answers.extend(subjects.days.iter().map(|day| (format!("day {day}"), json(app.day(day)))));
    answers.extend(pages().map(|(what, query)| (format!("list {what}"), json(app.plans_page(&query)))));
    answers.extend(subjects.plans.iter().map(|plan| (format!("plan {}", plan.0), json(app.plan(plan)))));
    answers
}

/// Lists as the window asks for them.
fn pages() -> impl Iterator<Item = (String, PlanQuery)> {
    let all = PlanQuery { limit: 50, ..PlanQuery::default() };
    let (of_status, of_search) = (all.clone(), all.clone());
    let sorts = [PlanSort::Newest, PlanSort::Oldest, PlanSort::NextDue, PlanSort::LargestLeft];
    let sorts = sorts.map(|sort| (format!("{sort:?}"), PlanQuery { sort, ..all.clone() }));
    let statuses = [PlanStatus::Active, PlanStatus::Overdue, PlanStatus::Settled, PlanStatus::Refunded];
    let statuses = statuses
        .map(move |status| (format!("{status:?}"), PlanQuery { status: Some(status), ..of_status.clone() }));
    let searches = ["改名", "买的东西 1", "NO-0"];
    let searches = searches
        .map(move |search| (search.to_owned(), PlanQuery { search: search.to_owned(), ..of_search.clone() }));
    sorts.into_iter().chain(statuses).chain(searches)
}

/// Whether Fenqi's own check reports that something is wrong, which the desktop runs at every start.
pub(crate) fn is_reported(app: &App) -> bool {
    !app.check().is_ok_and(|check| check.sound)
}

/// A sound file of twenty plans, and the truth about it.
pub(crate) struct Sound {
    pub(crate) bytes: Vec<u8>,
    pub(crate) subjects: Subjects,
    pub(crate) truth: Answers,
    pub(crate) pages: Pages,
}

impl Sound {
    pub(crate) fn of_seed(seed: u64) -> Self {
        let folder = memory_folder();
        let app = sound::open(folder.path()).expect("an empty file");
        let mut deeds = Deeds::new(seed);
        for _ in 0..2_000 {
            let (_, _) = deeds.next(&app);
            if app.plans().expect("plans").len() >= 20 {
                break;
            }
        }
        drop(app);
        let app = sound::open(folder.path()).expect("opened again");
        let subjects = Subjects::of(&app);
        assert_eq!(subjects.plans.len(), 20);
        let truth = answers(&app, &subjects);
        assert!(truth.values().all(Result::is_ok), "{truth:?}");
        drop(app);
        let pages = Pages::of(folder.path());
        let bytes = fs::read(folder.path().join(FILE_NAME)).expect("bytes");
        Self { bytes, subjects, truth, pages }
    }
}

/// What lies where in a file.
pub(crate) struct Pages {
    /// Which table or index each page belongs to.
    names: BTreeMap<u32, String>,
    indexes: BTreeSet<String>,
    size: u32,
}

impl Pages {
    /// Of a closed file.
    pub(crate) fn of(folder: &Path) -> Self {
        let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
        let size = file.pragma_query_value(None, "page_size", |row| row.get(0)).expect("SQL");
        let names = file
            .prepare("SELECT pageno, name FROM dbstat")
            .and_then(|mut sql| sql.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
            .expect("SQL");
        let indexes = file
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'index'")
            .and_then(|mut sql| sql.query_map([], |row| row.get(0))?.collect())
            .expect("SQL");
        Self { names, indexes, size }
    }

    /// Whether it only says where rows are: an index, or the tables that the search keeps for itself.
    pub(crate) fn is_index(&self, name: &str) -> bool {
        self.indexes.contains(name) || name.starts_with("plan_search")
    }

    /// A place in a table (or index) that is chosen first, so that small ones are not left out.
    pub(crate) fn place_by_name(&self, random: &mut Rng, tables_only: bool) -> usize {
        let names: BTreeSet<&String> =
            self.names.values().filter(|name| !(tables_only && self.is_index(name))).collect();
        let name = random.choice(names).expect("there are tables").clone();
        self.place_in(&name, random)
    }

    /// A place in a table or index.
    pub(crate) fn place_in(&self, name: &str, random: &mut Rng) -> usize {
        let pages: Vec<u32> =
            self.names.iter().filter(|(_, of)| *of == name).map(|(page, _)| *page).collect();
        let page = random.choice(pages).expect("a table has a page");
        let first = if page == 1 { 100 } else { 0 };
        ((page - 1) * self.size + random.u32(first..self.size)) as usize
    }

    /// The table or index at a place of the file.
    pub(crate) fn name_at(&self, place: usize) -> String {
        let page = u32::try_from(place).expect("a small file") / self.size + 1;
        self.names.get(&page).cloned().unwrap_or_else(|| "(free)".to_owned())
    }
}

/// What came of a damaged file, as somebody sees it who does not ask for a check.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It was not opened.
    Refused(ErrorCode),
    /// Something that was asked was refused.
    Seen(ErrorCode),
    /// All was answered and all of it is right; Fenqi's own check found it.
    Checked,
    /// Everything is as it was.
    NoMatter,
    /// An amount, a date, a number of rows is another, and only the check says that something is wrong.
    WrongUntilChecked(String),
    /// The same, and not even the check says so.
    WrongAmount(String),
    /// Some words are others.
    WrongWords(String),
    Panic(String),
}

/// How a file was taken.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) outcome: Outcome,
    /// The main file is what it was.
    pub(crate) untouched: bool,
    /// Answers that were wrong beside others that were refused.
    pub(crate) wrong_beside: Vec<String>,
}

/// Opens a folder whose file may be damaged, and asks everything.
pub(crate) fn take(folder: &Path, sound: &Sound) -> Taken {
    let path = folder.join(FILE_NAME);
    let before = fs::read(&path).ok();
    let mut wrong_beside = Vec::new();
    let looked = panic::catch_unwind(AssertUnwindSafe(|| look(folder, sound, &mut wrong_beside)));
    let outcome = looked.unwrap_or_else(|why| {
        let why = why.downcast_ref::<String>().cloned();
        Outcome::Panic(why.unwrap_or_default())
    });
    Taken { outcome, untouched: fs::read(&path).ok() == before, wrong_beside }
}

fn look(folder: &Path, sound: &Sound, wrong_beside: &mut Vec<String>) -> Outcome {
    let app = match sound::open(folder) {
        Ok(app) => app,
        Err(error) => return Outcome::Refused(error.code),
    };
    let (wrong, seen) = compared(&answers(&app, &sound.subjects), &sound.truth);
    if let Some(code) = seen {
        wrong_beside.extend(wrong.into_iter().filter(|(_, counts)| *counts).map(|(what, _)| what));
        // What the check tells needs no telling by name: a plan may just not be found.
        return if names_damage(code) || !is_reported(&app) { Outcome::Seen(code) } else { Outcome::Checked };
    }
    let is_reported = is_reported(&app);
    match wrong.iter().find(|(_, counts)| *counts).or(wrong.first()) {
        None if is_reported => Outcome::Checked,
        None => Outcome::NoMatter,
        Some((what, true)) if is_reported => Outcome::WrongUntilChecked(what.clone()),
        Some((what, true)) => Outcome::WrongAmount(what.clone()),
        Some((_, false)) if is_reported => Outcome::Checked,
        Some((what, false)) => Outcome::WrongWords(what.clone()),
    }
}

/// A difference from the truth, and whether it is one of amounts, dates or counts.
pub(crate) type Wrong = (String, bool);

/// What is wrong in answers, and the first refusal among them.
pub(crate) fn compared(found: &Answers, truth: &Answers) -> (Vec<Wrong>, Option<ErrorCode>) {
    let mut wrong = Vec::new();
    for (question, answer) in found {
        if let (Ok(answer), Some(Ok(truth))) = (answer, truth.get(question)) {
            differences(answer, truth, question, &mut wrong);
        }
    }
    (wrong, found.values().find_map(|answer| Some(answer.as_ref().err()?.code)))
}

fn names_damage(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::FileDamaged | ErrorCode::FileForeign | ErrorCode::FileTooNew)
}

/// Where two answers differ, and whether that is in an amount, a date, a count or the number of things.
fn differences(found: &Value, truth: &Value, at: &str, wrong: &mut Vec<Wrong>) {
    match (found, truth) {
        (Value::Object(found), Value::Object(truth)) if found.keys().eq(truth.keys()) => {
            found
                .iter()
                .for_each(|(name, found)| differences(found, &truth[name], &format!("{at}.{name}"), wrong));
        }
        (Value::Array(found), Value::Array(truth)) if found.len() == truth.len() => {
            let pairs = found.iter().zip(truth).enumerate();
            pairs.for_each(|(n, (found, truth))| differences(found, truth, &format!("{at}[{n}]"), wrong));
        }
        _ if found == truth => {}
        (Value::String(a), Value::String(b)) => {
            let is_figure = |text: &str| text.chars().all(|c| c.is_ascii_digit() || "-.".contains(c));
            wrong.push((format!("{at}: {a} for {b}"), is_figure(a) || is_figure(b)));
        }
        _ => wrong.push((format!("{at}: {found} for {truth}").chars().take(300).collect(), true)),
    }
}

/// Counts over many damaged files.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) files: usize,
    pub(crate) refused: usize,
    pub(crate) seen: usize,
    pub(crate) checked: usize,
    pub(crate) no_matter: usize,
    pub(crate) wrong_words: usize,
    pub(crate) wrong_amounts: usize,
    pub(crate) wrong_until_checked: usize,
    /// The same, by a flip in an index: what it does not lead to is not read, so that no seal can be asked.
    pub(crate) missed_until_checked: usize,
    pub(crate) panics: usize,
    /// Not as it was found.
    pub(crate) touched: usize,
    /// Refused, but not for being damaged, foreign or newer.
    pub(crate) mistyped: usize,
    pub(crate) wrong_beside: usize,
    pub(crate) codes: BTreeMap<String, usize>,
    /// By table or index: what only the check saw, and what nothing saw.
    pub(crate) check_only: BTreeMap<String, usize>,
    pub(crate) unseen: BTreeMap<String, usize>,
    pub(crate) stories: Vec<String>,
}

impl Tally {
    pub(crate) fn add(&mut self, what: &str, place: &str, is_index: bool, taken: Taken) {
        self.files += 1;
        self.touched += usize::from(!taken.untouched);
        self.wrong_beside += usize::from(!taken.wrong_beside.is_empty());
        if let Some(wrong) = taken.wrong_beside.first() {
            let wrong: String = wrong.chars().take(120).collect();
            self.stories.push(format!("{what}: wrong beside a refusal, {:?}: {wrong}", taken.outcome));
        }
        if !taken.untouched {
            self.stories.push(format!("{what}: the file was changed, {:?}", taken.outcome));
        }
        match &taken.outcome {
            Outcome::Refused(code) | Outcome::Seen(code) => {
                *self.codes.entry(format!("{code:?}")).or_default() += 1;
                // To SQLite a later way of writing makes a file that may only be read.
                let names_it = names_damage(*code)
                    || (*code == ErrorCode::DataFolderUnwritable && what.starts_with("byte 18 "));
                if !names_it {
                    self.mistyped += 1;
                    self.stories.push(format!("{what}: {:?}", taken.outcome));
                }
                match taken.outcome {
                    Outcome::Refused(_) => self.refused += 1,
                    _ => self.seen += 1,
                }
            }
            Outcome::Checked => {
                self.checked += 1;
                *self.check_only.entry(place.to_owned()).or_default() += 1;
            }
            Outcome::NoMatter => {
                self.no_matter += 1;
                *self.unseen.entry(place.to_owned()).or_default() += 1;
            }
            Outcome::WrongUntilChecked(_) => {
                self.wrong_until_checked += usize::from(!is_index);
                self.missed_until_checked += usize::from(is_index);
                *self.check_only.entry(place.to_owned()).or_default() += 1;
            }
            Outcome::WrongAmount(_) => self.wrong_amounts += 1,
            Outcome::WrongWords(_) => self.wrong_words += 1,
            Outcome::Panic(_) => self.panics += 1,
        }
        if let Outcome::WrongUntilChecked(why)
        | Outcome::WrongAmount(why)
        | Outcome::WrongWords(why)
        | Outcome::Panic(why) = &taken.outcome
        {
            let until =
                if matches!(taken.outcome, Outcome::WrongUntilChecked(_)) { " until checked" } else { "" };
            let why: String = why.chars().take(160).collect();
            self.stories.push(format!("{what}: wrong{until}: {why}"));
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.refused += other.refused;
        self.seen += other.seen;
        self.checked += other.checked;
        self.no_matter += other.no_matter;
        self.wrong_words += other.wrong_words;
        self.wrong_amounts += other.wrong_amounts;
        self.wrong_until_checked += other.wrong_until_checked;
        self.missed_until_checked += other.missed_until_checked;
        self.panics += other.panics;
        self.touched += other.touched;
        self.mistyped += other.mistyped;
        self.wrong_beside += other.wrong_beside;
        self.stories.extend(other.stories);
        let add = |to: &mut BTreeMap<String, usize>, from: BTreeMap<String, usize>| {
            from.into_iter().for_each(|(name, count)| *to.entry(name).or_default() += count);
        };
        add(&mut self.codes, other.codes);
        add(&mut self.check_only, other.check_only);
        add(&mut self.unseen, other.unseen);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} files: {} refused, {} seen when read, {} by the check alone, {} of no matter; {} silent wrong \
             amounts, {} silent wrong words, {} wrong until checked, {} by an index until \
             checked, {} with a wrong answer beside a refused one, {} panics, {} files changed, {} refused for another reason",
            self.files,
            self.refused,
            self.seen,
            self.checked,
            self.no_matter,
            self.wrong_amounts,
            self.wrong_words,
            self.wrong_until_checked,
            self.missed_until_checked,
            self.wrong_beside,
            self.panics,
            self.touched,
            self.mistyped,
        )
    }
}
