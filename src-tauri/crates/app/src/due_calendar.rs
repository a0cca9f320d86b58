//! What is left to pay as a calendar: an event for each account and due date, with alarms by the reminder rules.
//!
//! One event a row would flood a phone: what is paid at once is one. Here lives what the events say, and which file
//! the user wants kept up to date; how they are written is in `ics`, and no file is touched here.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::PoisonError;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use fenqi_domain::Money;
use fenqi_domain::reminder::Rules;
use fenqi_domain::status::Debit;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::app::{App, Done};
use crate::books::{Books, EARLIEST, LATEST};
use crate::contract::{AccountId, AppError, Language, Topic};
use crate::ics::{self, Calendar, Event, Trigger};
use crate::ports::{Account, LooseRow, ReadTx, Which};
use crate::reminders::RuleSet;
use crate::views;
use crate::words::Words;

/// The setting that names the file to keep. Empty is none.
const SETTING: &str = "calendar_file";

/// The file to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCalendar {
    /// Whole, ending in `.ics`.
    pub path: String,
    /// In force when it was chosen. It holds while the user chose no language in the settings, so that a process of
    /// another locale, such as cron's, does not write the file anew in its own.
    language: Language,
}

impl App {
    /// Writes what is left to pay, from the oldest unpaid row on, as iCalendar, and answers how many rows it holds.
    /// Without amounts it says what and when, but not how much.
    ///
    /// # Errors
    /// `storage_failed`, `file_damaged`, or `write_failed` without a path.
    pub fn export_ics(&self, hide_amounts: bool, out: &mut dyn Write) -> Result<u32> {
        let (calendar, rows) = self.due_calendar(Says { words: self.words(), hide_amounts })?;
        out.write_all(ics::write(&calendar).as_bytes()).map_err(|error| AppError::writing(&error))?;
        Ok(rows)
    }

    /// The file that the user wants kept up to date.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn kept_calendar(&self) -> Result<Option<KeptCalendar>> {
        let kept = self.store.begin_read()?.setting(SETTING)?;
        Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
    }

    /// A file as it would be kept from now on.
    #[must_use]
    pub fn kept_calendar_of(&self, path: &str) -> KeptCalendar {
        KeptCalendar { path: path.to_owned(), language: self.words().language() }
    }

    /// What the kept file has to hold now.
    ///
    /// # Errors
    /// `storage_failed`, `file_damaged`.
    pub fn kept_calendar_text(&self, kept: &KeptCalendar) -> Result<String> {
        let words = Words::of(self.settings()?.language.unwrap_or(kept.language));
        let hide_amounts = self.settings()?.hide_amounts;
        Ok(ics::write(&self.due_calendar(Says { words, hide_amounts })?.0))
    }

    /// Keeps a file from now on, or none. Whether it may be written is for those to say who write it.
    ///
    /// # Errors
    /// `storage_failed` or `storage_full`.
    pub fn keep_calendar(&self, path: Option<&str>) -> Result<()> {
        let kept = path.map(|path| self.kept_calendar_of(path));
        let text = kept.map(|kept| serde_json::to_string(&kept).expect("BUG: two texts"));
        let kind = if path.is_some() { "calendar_file_set" } else { "calendar_file_stop" };
        self.write(kind, vec![Topic::Settings], |tx| {
            tx.put_setting(SETTING, text.as_deref().unwrap_or_default())?;
            Ok(Done::to("", ()).with("name", path.unwrap_or_default()))
        })
    }

    /// Remembers how bringing the file up to date went, until it goes otherwise or the process ends.
    pub fn calendar_went(&self, failed: Option<AppError>) {
        *self.calendar_failed.lock().unwrap_or_else(PoisonError::into_inner) = failed;
    }

    /// Why the file could not be brought up to date last, if so.
    #[must_use]
    pub fn calendar_failed(&self) -> Option<AppError> {
        self.calendar_failed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn due_calendar(&self, says: Says) -> Result<(Calendar, u32)> {
        let books = self.books()?;
        let rows = books.rows((EARLIEST, LATEST), Which::Open, None)?;
        let mut by_statement: BTreeMap<(NaiveDate, &AccountId), Vec<&LooseRow>> = BTreeMap::new();
        for row in &rows {
            by_statement.entry((row.facts.row.due_date, &row.account)).or_default().push(row);
        }
        let rules = RuleSet::read(books.tx.as_ref())?;
        let event = |((day, account), rows): (_, Vec<&LooseRow>)| {
            let alarms = alarms(rows.iter().map(|row| rules.of(&row.plan, &row.account)));
            says.event(&books, books.account(account)?, day, &rows, alarms)
        };
        let calendar = Calendar {
            name: says.words.say("ics-calendar", &[]),
            language: language_tag(says.words.language()).to_owned(),
            made_at: self.now(),
            changed: last_change(books.tx.as_ref())?,
            events: by_statement.into_iter().map(event).collect::<Result<_>>()?,
        };
        Ok((calendar, u32::try_from(rows.len()).unwrap_or(u32::MAX)))
    }
}

/// The journal's latest action: when it was, and its number, which only grows.
fn last_change(tx: &dyn ReadTx) -> Result<Option<(DateTime<Utc>, u32)>> {
    let latest = tx.activities(None, 1)?.pop();
    // The standard's integers have 31 bits.
    let number = |id: i64| u32::try_from(id.clamp(0, i64::from(i32::MAX))).unwrap_or_default();
    Ok(latest.map(|action| (action.at, number(action.id))))
}

fn language_tag(language: Language) -> &'static str {
    match language {
        Language::ZhCn => "ZH",
        Language::En => "EN",
    }
}

/// When a phone speaks up before a due day, the earliest first: whenever the rules of any of its rows say so. It cannot
/// know whether a row became overdue unpaid: what comes after the due day is Fenqi's own to say.
fn alarms<'a>(rules: impl IntoIterator<Item = &'a Rules>) -> Vec<Trigger> {
    let of_one = |rules: &'a Rules| {
        let at = rules.at.signed_duration_since(NaiveTime::MIN);
        rules.days_before.iter().map(move |days| Trigger(at - TimeDelta::days(i64::from(*days))))
    };
    let mut alarms: Vec<Trigger> = rules.into_iter().flat_map(of_one).collect();
    alarms.sort();
    alarms.dedup();
    alarms
}

/// How things are said: in which words, and whether with amounts.
struct Says {
    words: Words,
    hide_amounts: bool,
}

impl Says {
    fn event(
        &self,
        books: &Books<'_>,
        account: &Account,
        day: NaiveDate,
        rows: &[&LooseRow],
        alarms: Vec<Trigger>,
    ) -> Result<Event> {
        let mut left = Vec::new();
        let mut lines = Vec::new();
        for row in rows {
            let remaining = books.standing(row)?.remaining;
            left.push(remaining);
            lines.push(self.row(row, remaining, account.funding_source.as_deref()));
        }
        // An account has one currency: another's amounts are in events of their own.
        let left = views::sum(left, account.currency)?;
        Ok(Event {
            uid: format!("{}-{day}@fenqi", account.id.0),
            day,
            summary: self.amounting("ics-due", left, &[("account", &account.name)]),
            description: lines.join("\n"),
            category: self.words.say("ics-category", &[]),
            alarms,
        })
    }

    fn row(&self, row: &LooseRow, remaining: Money, source: Option<&str>) -> String {
        let (n, of) = (row.facts.row.n.to_string(), row.of.to_string());
        let line = self.amounting("ics-row", remaining, &[("title", &row.title), ("n", &n), ("of", &of)]);
        if !row.auto_debit || row.facts.debit == Some(Debit::Failed) {
            return line;
        }
        let debit = self.words.say("ics-debit", &[]);
        let debit = source.map_or_else(|| debit.clone(), |source| format!("{debit} · {source}"));
        self.words.say("ics-row-debited", &[("row", &line), ("debit", &debit)])
    }

    /// A message that names an amount, or the one that does not.
    fn amounting(&self, id: &str, amount: Money, args: &[(&str, &str)]) -> String {
        if self.hide_amounts {
            return self.words.say(&format!("{id}-hidden"), args);
        }
        let amount = self.words.amount(amount);
        self.words.say(id, &[args, &[("amount", &amount)]].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alarms_are_those_of_the_rules() {
        let written = |rules: &Rules| alarms([rules]).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(written(&Rules::default()), ["-P2DT15H", "-PT15H", "PT9H"]);
        let at = NaiveTime::from_hms_opt(20, 30, 0).expect("BUG: a literal time");
        let rules = Rules { days_before: vec![0, 7, 7], at, ..Rules::default() };
        assert_eq!(written(&rules), ["-P6DT3H30M", "PT20H30M"]);
        assert_eq!(written(&Rules { days_before: vec![], ..rules }), [""; 0]);
    }
}
