//! When the file is backed up, and which copies are kept: 7 daily, 4 weekly, 12 monthly, and never fewer than it takes
//! to get back to more than there is now.

use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::Ordering;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime};

use crate::Result;
use crate::app::App;
use crate::contract::{BackupView, BackupsView, CheckView, ContentsView, ErrorCode, ProblemView, Topic};
use crate::ports::{BackupFacts, Contents, Counts, ProblemKind};

const DAILY: usize = 7;
const WEEKLY: usize = 4;
const MONTHLY: usize = 12;
/// Copies that were made before something else was done are kept for so many days besides.
const KEPT_DAYS: i64 = 30;
/// After so many days without a good copy, people are told.
const STALE_DAYS: i64 = 3;
/// What is remembered: the day of the last good copy, and the code of a try that failed since.
const MADE: &str = "backup_made";
const FAILED: &str = "backup_failed";

/// Why a copy is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupReason {
    /// Another day began.
    Day,
    /// Another file takes the place of this one.
    Restore,
    /// Many records come in at once.
    Import,
    /// Somebody asked for it.
    Asked,
}

impl BackupReason {
    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Restore => "restore",
            Self::Import => "import",
            Self::Asked => "asked",
        }
    }
}

/// The name of a copy that is made at an instant, without an ending: `fenqi-20261124-093000-day`.
#[must_use]
pub fn backup_name(at: DateTime<FixedOffset>, reason: BackupReason) -> String {
    format!("fenqi-{}-{}", at.format("%Y%m%d-%H%M%S"), reason.name())
}

/// What a name says: when, and why. Copies from before a migration carry the version instead of a time.
fn said_by(name: &str) -> (Option<NaiveDateTime>, String) {
    let rest = name.strip_prefix("fenqi-").unwrap_or(name);
    match (rest.get(..15), rest.get(16..)) {
        (Some(at), Some(reason)) if !rest.starts_with("version") => {
            (NaiveDateTime::parse_from_str(at, "%Y%m%d-%H%M%S").ok(), reason.to_owned())
        }
        _ => (None, "version".to_owned()),
    }
}

impl App {
    /// The name of a copy that is made now.
    #[must_use]
    pub fn backup_name(&self, reason: BackupReason) -> String {
        backup_name(self.clock.zone().local(self.now()), reason)
    }

    /// Makes a copy of the file in the data folder.
    ///
    /// # Errors
    /// `storage_full`, `write_failed`, `file_damaged`; nothing is left of the copy then.
    pub fn back_up(&self, reason: BackupReason) -> Result<BackupView> {
        let made = self.store.back_up(&self.backup_name(reason));
        match &made {
            Ok(_) => self.remember(&[(MADE, &self.today().to_string()), (FAILED, "")])?,
            Err(error) => self.remember(&[(FAILED, &code_name(error.code))])?,
        }
        self.announce(vec![Topic::Settings]);
        made.map(backup_view)
    }

    /// Makes today's copy if there is none yet, and lets go of copies that are no longer needed. An empty file makes
    /// no copy. Answers whether one was made.
    ///
    /// # Errors
    /// As [`App::back_up`]. It is remembered, and told until a copy could be made.
    pub fn back_up_daily(&self) -> Result<bool> {
        let counts = self.store.begin_read()?.counts()?;
        if self.store.read_only().is_some() || counts.accounts + counts.plans == 0 {
            return Ok(false);
        }
        let today = self.today();
        // One of an empty file does not count once there is something in it.
        let worth = |contents: &Contents| contents.plans > 0 || counts.plans == 0;
        let made_today = |backup: &BackupFacts| {
            backup.contents.as_ref().is_ok_and(worth)
                && said_by(&backup.name).0.is_some_and(|at| at.date() == today)
        };
        if self.store.backups()?.iter().any(made_today) {
            return Ok(false);
        }
        self.back_up(BackupReason::Day)?;
        let backups = self.store.backups()?;
        for name in unneeded(&backups, today, counts.plans) {
            self.store.remove_backup(&name)?;
        }
        Ok(true)
    }

    /// The copies in the data folder, newest first.
    ///
    /// # Errors
    /// `data_folder_unwritable`, `storage_failed`.
    pub fn backups(&self) -> Result<BackupsView> {
        let tx = self.store.begin_read()?;
        let (counts, failed) = (tx.counts()?, tx.memo(FAILED)?.filter(|code| !code.is_empty()));
        drop(tx);
        let backups: Vec<BackupView> = self.store.backups()?.into_iter().map(backup_view).collect();
        let good = |backup: &&BackupView| backup.contents.is_some() && backup.at.is_some();
        let newest = backups.iter().find(good);
        let day = |backup: &BackupView| backup.at.as_deref()?.get(..10)?.parse::<NaiveDate>().ok();
        let fresh = newest.and_then(day).is_some_and(|day| (self.today() - day).num_days() <= STALE_DAYS);
        Ok(BackupsView {
            newest_good: newest.map(|backup| backup.name.clone()),
            stale: counts.plans > 0 && !fresh,
            failed: failed
                .and_then(|code| serde_json::from_value(code.into()).ok())
                .map(crate::contract::AppError::new),
            backups,
        })
    }

    /// Everything that is wrong with the file.
    ///
    /// # Errors
    /// `storage_failed` when it cannot be read at all.
    pub fn check(&self) -> Result<CheckView> {
        let problems = self.store.check()?;
        if self.damaged.swap(!problems.is_empty(), Ordering::Relaxed) == problems.is_empty() {
            self.announce(vec![Topic::Settings]);
        }
        let problem = |problem: &crate::ports::Problem| ProblemView {
            kind: match problem.kind {
                ProblemKind::Pages => "pages",
                ProblemKind::Rule => "rule",
                ProblemKind::Seal => "seal",
                ProblemKind::Sum => "sum",
            }
            .to_owned(),
            what: problem.what.clone(),
            count: problem.count.to_string(),
        };
        Ok(CheckView {
            sound: problems.is_empty(),
            problems: problems.iter().map(problem).collect(),
            contents: self.contents()?,
        })
    }

    /// What the file holds.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn contents(&self) -> Result<ContentsView> {
        let tx = self.store.begin_read()?;
        let (counts, latest) = (tx.counts()?, tx.activities(None, 1)?.pop().map(|action| action.at));
        let Counts { accounts, plans, repayments } = counts;
        Ok(contents_view(Contents { accounts, plans, repayments, latest }))
    }

    /// Whether there are records, and no good copy of the last days was made.
    pub(crate) fn backup_is_stale(&self, counts: Counts) -> Result<bool> {
        let made = self.store.begin_read()?.memo(MADE)?.and_then(|day| day.parse::<NaiveDate>().ok());
        let fresh = made.is_some_and(|day| (self.today() - day).num_days() <= STALE_DAYS);
        Ok(counts.plans > 0 && !fresh)
    }

    fn remember(&self, memos: &[(&str, &str)]) -> Result<()> {
        if self.store.read_only().is_some() {
            return Ok(());
        }
        let tx = self.store.begin_write()?;
        memos.iter().try_for_each(|(key, value)| tx.put_memo(key, value))?;
        tx.commit()
    }
}

fn code_name(code: ErrorCode) -> String {
    serde_json::to_value(code).ok().and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The copies that need not be kept. What cannot be read is left alone: it may be all that there is.
fn unneeded(backups: &[BackupFacts], today: NaiveDate, plans: u32) -> Vec<String> {
    struct Copy<'a> {
        name: &'a str,
        day: NaiveDate,
        plans: u32,
        asked: bool,
    }
    let mut copies: Vec<Copy<'_>> = backups
        .iter()
        .filter_map(|backup| {
            let (at, reason) = said_by(&backup.name);
            let contents = backup.contents.as_ref().ok()?;
            Some(Copy { name: &backup.name, day: at?.date(), plans: contents.plans, asked: reason != "day" })
        })
        .collect();
    copies.sort_by(|a, b| b.name.cmp(a.name));
    let mut keep: HashSet<&str> = HashSet::new();
    let mut keep_newest = |of: &dyn Fn(NaiveDate) -> (i32, u32), count: usize| {
        let mut seen = BTreeSet::new();
        for copy in &copies {
            if seen.len() < count && seen.insert(of(copy.day)) {
                keep.insert(copy.name);
            }
        }
    };
    keep_newest(&|day| (day.year(), day.ordinal()), DAILY);
    keep_newest(&|day| (day.iso_week().year(), day.iso_week().week()), WEEKLY);
    keep_newest(&|day| (day.year(), day.month()), MONTHLY);
    let recent = |copy: &&Copy<'_>| copy.asked && (today - copy.day).num_days() <= KEPT_DAYS;
    keep.extend(copies.iter().filter(recent).map(|copy| copy.name));
    // What holds more than there is now may be what somebody will want back.
    keep.extend(copies.iter().find(|copy| copy.plans > plans).map(|copy| copy.name));
    copies.iter().filter(|copy| !keep.contains(copy.name)).map(|copy| copy.name.to_owned()).collect()
}

fn backup_view(backup: BackupFacts) -> BackupView {
    let (at, reason) = said_by(&backup.name);
    let (contents, error) = match backup.contents {
        Ok(contents) => (Some(contents_view(contents)), None),
        Err(error) => (None, Some(error)),
    };
    BackupView {
        name: backup.name,
        path: backup.path,
        at: at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()),
        reason,
        size: backup.bytes.to_string(),
        contents,
        error,
    }
}

/// What a file holds, for people.
#[must_use]
pub fn contents_view(contents: Contents) -> ContentsView {
    ContentsView {
        accounts: contents.accounts,
        plans: contents.plans,
        repayments: contents.repayments,
        latest: contents.latest.map(|at| at.date_naive().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(day: &str, reason: BackupReason, plans: u32) -> BackupFacts {
        let at = format!("{day}T09:30:00+08:00").parse().expect("BUG: a literal instant");
        let contents = Contents { accounts: 1, plans, repayments: 0, latest: None };
        BackupFacts { name: backup_name(at, reason), path: String::new(), bytes: 1, contents: Ok(contents) }
    }

    #[test]
    fn a_name_says_when_and_why() {
        let name = made("2026-11-24", BackupReason::Restore, 1).name;
        assert_eq!(name, "fenqi-20261124-093000-restore");
        let (at, reason) = said_by(&name);
        assert_eq!(
            (at.map(|at| at.to_string()).as_deref(), reason.as_str()),
            (Some("2026-11-24 09:30:00"), "restore")
        );
        assert_eq!(said_by("fenqi-version-1-1"), (None, "version".to_owned()));
    }

    #[test]
    fn a_year_of_days_leaves_days_weeks_and_months() {
        let first: NaiveDate = "2025-11-25".parse().expect("BUG: a literal date");
        let mut backups: Vec<BackupFacts> = Vec::new();
        for day in first.iter_days().take(365) {
            backups.push(made(&day.to_string(), BackupReason::Day, 10));
            let gone = unneeded(&backups, day, 10);
            backups.retain(|backup| !gone.contains(&backup.name));
            assert!(backups.len() <= DAILY + WEEKLY + MONTHLY);
        }
        let days: Vec<String> = backups
            .iter()
            .filter_map(|backup| said_by(&backup.name).0)
            .map(|at| at.date().to_string())
            .collect();
        for kept in
            ["2026-11-24", "2026-11-18", "2026-11-15", "2026-11-08", "2026-10-31", "2026-01-31", "2025-12-31"]
        {
            assert!(days.contains(&kept.to_owned()), "{kept} is missing: {days:?}");
        }
    }

    #[test]
    fn what_holds_more_than_there_is_now_is_kept() {
        let full = made("2024-01-01", BackupReason::Day, 99);
        let mut backups: Vec<BackupFacts> =
            (1..=28).map(|day| made(&format!("2026-10-{day:02}"), BackupReason::Day, 1)).collect();
        for month in 1..=12 {
            backups.push(made(&format!("2025-{month:02}-01"), BackupReason::Day, 1));
        }
        backups.push(full.clone());
        let today = "2026-10-28".parse().expect("BUG: a literal date");
        assert!(!unneeded(&backups, today, 1).contains(&full.name));
        assert!(unneeded(&backups, today, 99).contains(&full.name), "by its age alone it would go");
        let broken =
            BackupFacts { contents: Err(crate::contract::AppError::new(ErrorCode::FileDamaged)), ..full };
        assert!(
            !unneeded(std::slice::from_ref(&broken), today, 1).contains(&broken.name),
            "what cannot be read is left alone"
        );
    }
}
