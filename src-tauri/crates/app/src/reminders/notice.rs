//! Notices: what a reminder says, made from what fires; and the same said again, in whichever language is in force.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use fenqi_domain::reminder::{Fire, Kind, Occurrence, Payer};
use fenqi_domain::status::grace_end;
use fenqi_domain::{Currency, Money};
use serde::Serialize;

use crate::contract::{NoticeKind, PlanId};
use crate::ports::UnpaidRow;
use crate::words::Words;

/// How many rows a notice of automatic debits names.
const NAMED: usize = 3;

/// What the words of a notice need, by name. `what` chooses them.
pub type Params = BTreeMap<String, String>;

/// One reminder, with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Row, rule and due date; claimed once.
    pub key: String,
    /// Decides how urgent the popup is, and how it can be answered.
    pub kind: NoticeKind,
    /// Absent where it speaks of several rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    /// The row; absent where it speaks of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u16>,
    /// The civil date on which the row is due; of several, the earliest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_date: Option<NaiveDate>,
    /// In the language in which it was raised.
    pub title: String,
    /// In that language; without amounts where they are hidden.
    pub body: String,
    /// When it wanted to be raised; of several, the first.
    #[serde(skip)]
    pub wanted_at: DateTime<Utc>,
    /// From which the words can be made anew.
    #[serde(skip)]
    pub params: Params,
    /// What a digest, or the notice of a statement, stands for: one a row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Notice>,
}

impl Notice {
    /// The rows of which it speaks.
    pub fn rows(&self) -> impl Iterator<Item = (&str, u16)> {
        let all = std::iter::once(self).chain(&self.covers);
        all.filter_map(|notice| Some((notice.plan.as_ref()?.0.as_str(), notice.n?)))
    }

    /// What it says, row by row.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        if self.covers.is_empty() { std::slice::from_ref(self) } else { &self.covers }
    }

    /// Whether both speak of one row.
    #[must_use]
    pub fn speaks_of_a_row_of(&self, other: &Self) -> bool {
        self.rows().any(|row| other.rows().any(|others| others == row))
    }

    /// Whether both were claimed by the same keys.
    pub(crate) fn has_the_keys_of(&self, other: &Self) -> bool {
        let keys = |notice: &'_ Self| notice.covers.iter().map(|cover| cover.key.clone()).collect::<Vec<_>>();
        self.key == other.key && keys(self) == keys(other)
    }

    /// Whether it speaks of money that an automatic debit will take.
    #[must_use]
    pub fn is_of_debits(&self) -> bool {
        self.params.get("what").is_some_and(|what| what == "fund")
    }
}

/// How notices are worded.
#[derive(Clone, Copy)]
pub(crate) struct Voice {
    pub(crate) words: Words,
    pub(crate) hide_amounts: bool,
    pub(crate) today: NaiveDate,
}

/// The key of a row's reminder: no other reminder ever has it.
pub(crate) fn key(occurrence: &Occurrence<&UnpaidRow>) -> String {
    let row = occurrence.key;
    let rule = match occurrence.kind {
        Kind::Upcoming(days) => format!("upcoming-{days}"),
        Kind::Due => "due".to_owned(),
        Kind::DebitCheck => "debit_check".to_owned(),
        Kind::DebitFailed(days) => format!("debit_failed-{days}"),
        Kind::Overdue(days) => format!("overdue-{days}"),
        Kind::Again(at) => format!("again-{}", at.timestamp()),
    };
    format!("{}:{}:{rule}:{}", row.plan.0, row.n, occurrence.due_date)
}

/// Rows of one of these are spoken of together: those that debit one source, those of one account that are debited, or
/// those of one account that are to be paid by hand. What is asked of a debit must not be answered for another row.
#[derive(PartialEq)]
pub(crate) enum Group {
    Source(String),
    Debits(String),
    Account(String),
}

pub(crate) fn group(occurrence: &Occurrence<&UnpaidRow>) -> Group {
    let row = occurrence.key;
    let before = matches!(occurrence.kind, Kind::Upcoming(_) | Kind::Due);
    // What is overdue is to be paid, however it should have been.
    let is_debit = row.payer == Payer::Debit && !matches!(occurrence.kind, Kind::Overdue(_));
    match &row.funding_source {
        Some(source) if before && is_debit => Group::Source(source.clone()),
        _ if is_debit => Group::Debits(row.account.0.clone()),
        _ => Group::Account(row.account.0.clone()),
    }
}

/// The notice of what fires.
pub(crate) fn notice(fire: &Fire<&UnpaidRow>, voice: Voice) -> Option<Notice> {
    let (prefix, occurrences) = match fire {
        Fire::Together(occurrences) => ("statement", occurrences),
        Fire::Digest(occurrences) => ("digest", occurrences),
    };
    let mut covers: Vec<Notice> = occurrences.iter().map(|occurrence| one(occurrence, voice)).collect();
    if covers.len() == 1 {
        return covers.pop();
    }
    let first = covers.first()?;
    let mut params = shared(occurrences);
    if prefix == "digest" {
        params.insert("what".to_owned(), "digest".to_owned());
    } else {
        let of_first = ["what", "days", "grace"].into_iter();
        let copied = of_first.filter_map(|name| Some((name.to_owned(), first.params.get(name)?.clone())));
        params.extend(copied);
    }
    let kind = if prefix == "digest" { NoticeKind::Digest } else { first.kind };
    let (title, body) = say(&params, &voice.words, voice.hide_amounts);
    Some(Notice {
        key: format!("{prefix}:{}", first.key),
        kind,
        plan: None,
        n: None,
        due_date: covers.iter().filter_map(|cover| cover.due_date).min(),
        title,
        body,
        wanted_at: covers.iter().map(|cover| cover.wanted_at).min()?,
        params,
        covers,
    })
}

fn one(occurrence: &Occurrence<&UnpaidRow>, voice: Voice) -> Notice {
    let row = occurrence.key;
    let (what, kind) = what(row, occurrence.kind, voice.today);
    // Said as of today: a reminder that comes late counts from today, not from when it was wanted.
    let days = (row.due_date - voice.today).num_days().unsigned_abs();
    let mut params = shared(std::slice::from_ref(occurrence));
    let mut put = |name: &str, value: String| params.insert(name.to_owned(), value);
    put("what", what.to_owned());
    put("title", row.title.clone());
    put("n", row.n.to_string());
    put("of", row.of.to_string());
    put("days", days.to_string());
    put("grace", grace_end(row.due_date, row.grace_days).to_string());
    let (title, body) = say(&params, &voice.words, voice.hide_amounts);
    Notice {
        key: key(occurrence),
        kind,
        plan: Some(row.plan.clone()),
        n: Some(row.n),
        due_date: Some(row.due_date),
        title,
        body,
        wanted_at: occurrence.at,
        params,
        covers: Vec::new(),
    }
}

/// What is said of a row today.
fn what(row: &UnpaidRow, kind: Kind, today: NaiveDate) -> (&'static str, NoticeKind) {
    let past = today > row.due_date;
    let late = today > grace_end(row.due_date, row.grace_days);
    match kind {
        Kind::DebitCheck => ("debit-check", NoticeKind::DebitCheck),
        Kind::Overdue(_) => ("overdue", NoticeKind::Overdue),
        _ if past && row.payer == Payer::Debit => ("debit-check", NoticeKind::DebitCheck),
        _ if late => ("overdue", NoticeKind::Overdue),
        Kind::DebitFailed(_) => ("failed", NoticeKind::Due),
        _ if past && matches!(row.payer, Payer::HandAfterDebit(_)) => ("failed", NoticeKind::Due),
        _ if past => ("past", NoticeKind::Due),
        _ if row.payer == Payer::Debit && today == row.due_date => ("fund", NoticeKind::Due),
        _ if row.payer == Payer::Debit => ("fund", NoticeKind::Upcoming),
        _ if today == row.due_date => ("due", NoticeKind::Due),
        _ => ("upcoming", NoticeKind::Upcoming),
    }
}

/// What the words of one row, a statement and a digest have in common.
fn shared(occurrences: &[Occurrence<&UnpaidRow>]) -> Params {
    let rows: Vec<&UnpaidRow> = occurrences.iter().map(|occurrence| occurrence.key).collect();
    let amounts: Vec<String> = by_currency(rows.iter().copied())
        .iter()
        .map(|amount| format!("{} {amount}", amount.currency().code()))
        .collect();
    let names: Vec<String> =
        rows.iter().take(NAMED).map(|row| format!("{} {}/{}", row.title, row.n, row.of)).collect();
    let earliest = rows.iter().map(|row| row.due_date).min().unwrap_or_default();
    let first = rows.first();
    let mut params = Params::new();
    let mut put = |name: &str, value: String| params.insert(name.to_owned(), value);
    put("account", first.map(|row| row.account_name.clone()).unwrap_or_default());
    let source = first.map(|row| row.funding_source.clone().unwrap_or_else(|| row.account_name.clone()));
    put("source", source.unwrap_or_default());
    put("date", earliest.to_string());
    put("amounts", amounts.join(";"));
    put("count", rows.len().to_string());
    // As JSON: a title may hold any sign that could stand between them.
    put("names", serde_json::json!(names).to_string());
    params
}

/// Title and body of a notice, from what it was made of.
pub(crate) fn say(params: &Params, words: &Words, hide_amounts: bool) -> (String, String) {
    let get = |name: &str| params.get(name).map_or("", String::as_str);
    let day = |name: &str| get(name).parse().map(|date| words.day(date)).unwrap_or_default();
    let amounts: Vec<Money> = get("amounts").split(';').filter_map(amount).collect();
    let amount = words.amounts(&amounts);
    let several = get("count") != "1";
    let what = get("what");
    let title = if several {
        words.say("notice-statement", &[("account", get("account"))])
    } else {
        get("title").to_owned()
    };
    let named = names(get("names")).join(&words.say("list-comma", &[]));
    let (date, grace) = (day("date"), day("grace"));
    let values = [
        ("title", title.as_str()),
        ("account", get("account")),
        ("source", get("source")),
        ("n", get("n")),
        ("of", get("of")),
        ("days", get("days")),
        ("count", get("count")),
        ("names", named.as_str()),
        ("date", date.as_str()),
        ("grace", grace.as_str()),
        ("amount", amount.as_str()),
        ("amounts", amount.as_str()),
    ];
    let body = match what {
        "digest" => "notice-digest-body",
        "fund" => "notice-fund-body",
        "failed" => "notice-failed-body",
        _ if several => "notice-statement-body",
        _ => "notice-body",
    };
    let worded = |id: String, says_amount: bool| {
        let id = if hide_amounts && says_amount { format!("{id}-hidden") } else { id };
        words.say(&id, &values)
    };
    (worded(format!("notice-{what}-title"), what == "fund"), worded(body.to_owned(), what != "fund"))
}

/// The rows that a notice names. An early Fenqi wrote them with semicolons between.
fn names(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_else(|_| text.split(';').map(str::to_owned).collect())
}

fn amount(text: &str) -> Option<Money> {
    let (code, amount) = text.split_once(' ')?;
    Money::parse(amount, Currency::from_code(code)?).ok()
}

/// Sums, one a currency. What overflows a sum is left out of it, not wrapped.
pub(crate) fn by_currency<'a>(rows: impl IntoIterator<Item = &'a UnpaidRow>) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    for row in rows {
        match sums.iter_mut().find(|sum| sum.currency() == row.remaining.currency()) {
            Some(sum) => *sum = sum.checked_add(row.remaining).unwrap_or(*sum),
            None => sums.push(row.remaining),
        }
    }
    sums
}
