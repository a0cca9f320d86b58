//! When the file is backed up, and what is told of the copies. Which are kept is in `rotation.rs`. What there is, the
//! folder says, and nothing else.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::Result;
use crate::app::App;
use crate::backup_names::{BackupName, BackupReason, backup_name, backup_said_by};
use crate::clock::Zone;
use crate::contract::{
    AppError, BackupView, BackupsView, CheckView, ContentsView, ErrorCode, ProblemView, Topic,
};
use crate::ports::{BackupFacts, Contents, Counts, ProblemKind};
use crate::rotation::unneeded;

/// After so many days without a good copy, people are told.
const STALE_DAYS: i64 = 3;
/// So long nobody tries again what failed.
const PAUSE: TimeDelta = TimeDelta::minutes(10);
/// What is remembered: the code of a try that failed, and when that was; empty once one succeeded.
const FAILED: &str = "backup_failed";

/// What a process remembers of its copies.
#[derive(Debug, Default)]
pub(crate) struct Tried {
    /// Today's copy, once it was seen.
    seen: Option<String>,
    /// A copy that was found to hold plans.
    held: Option<String>,
    failed: Option<DateTime<Utc>>,
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
        self.remember(made.as_ref().err());
        self.announce(vec![Topic::Settings]);
        made.map(|made| self.backup_view(made))
    }

    /// Makes today's copy if there is none yet, and lets go of copies that are no longer needed. An empty file makes
    /// no copy, and for ten minutes after a try that failed there is no other. Answers whether one was made.
    ///
    /// # Errors
    /// As [`App::back_up`]. It is remembered, and told until a copy could be made.
    pub fn back_up_daily(&self) -> Result<bool> {
        self.daily(|_| true)
    }

    /// The same, but a copy of today only counts once all that is in it was looked at.
    ///
    /// # Errors
    /// As [`App::back_up_daily`].
    pub fn back_up_at_start(&self) -> Result<bool> {
        self.daily(|name| self.store.rehearse_backup(name).is_ok())
    }

    fn daily(&self, is_sound: impl Fn(&str) -> bool) -> Result<bool> {
        // A folder that cannot be read takes no copy either: that is told then.
        let names = self.store.backup_names().unwrap_or_default();
        let today: Vec<String> = names.into_iter().filter(|name| self.is_of_today(name)).collect();
        if today.iter().any(|name| self.tried().seen.as_ref() == Some(name))
            || self.store.read_only().is_some()
        {
            return Ok(false);
        }
        let counts = self.store.begin_read()?.counts()?;
        if counts.accounts + counts.plans == 0 {
            return Ok(false);
        }
        // One of an empty file does not count once there is something in it.
        let counts_for = |name: &String| {
            let contents = self.store.backup(name).and_then(|backup| backup.contents);
            contents.is_ok_and(|contents| contents.plans > 0 || counts.plans == 0) && is_sound(name)
        };
        let found = today.into_iter().find(counts_for);
        let makes = found.is_none();
        if makes && self.failed_lately()? {
            return Ok(false);
        }
        let name = found.map_or_else(|| Ok(self.back_up(BackupReason::Day)?.name), Ok)?;
        self.tried().seen = (counts.plans > 0).then_some(name);
        if makes {
            self.let_go()?;
        }
        Ok(makes)
    }

    fn is_of_today(&self, name: &str) -> bool {
        let said = backup_said_by(name);
        said.reason == BackupReason::Day.name() && said.at.is_some_and(|at| at.date() == self.today())
    }

    fn let_go(&self) -> Result<()> {
        let is_sound = |name: &str| self.store.rehearse_backup(name).is_ok();
        let gone = unneeded(&self.store.backups()?, self.today(), is_sound);
        gone.iter().try_for_each(|name| self.store.remove_backup(name))
    }

    /// The copies in the data folder, newest first.
    ///
    /// # Errors
    /// `data_folder_unwritable`, `storage_failed`.
    pub fn backups(&self) -> Result<BackupsView> {
        let counts = self.store.begin_read()?.counts()?;
        let backups: Vec<BackupView> =
            self.store.backups()?.into_iter().map(|backup| self.backup_view(backup)).collect();
        let good = |backup: &&BackupView| backup.contents.is_some() && backup.at.is_some();
        let newest = backups.iter().find(good);
        // What failed before the newest copy was made was mended by it.
        let made_since = |failed: &DateTime<Utc>| {
            let failed = self.clock.zone().local(*failed).naive_local();
            newest.and_then(|newest| backup_said_by(&newest.name).at).is_some_and(|made| made > failed)
        };
        let failed = self.failed()?.filter(|(_, at)| !made_since(at)).map(|(code, _)| AppError::new(code));
        Ok(BackupsView {
            newest_good: newest.map(|backup| backup.name.clone()),
            stale: self.backup_is_stale(counts)?,
            failed,
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
        self.store.begin_read()?.contents().map(|contents| self.contents_of(contents))
    }

    /// What another file holds.
    #[must_use]
    pub fn contents_of(&self, contents: Contents) -> ContentsView {
        contents_view(contents, self.clock.zone())
    }

    /// Whether there are records of earlier days, and no good copy of the last days.
    pub(crate) fn backup_is_stale(&self, counts: Counts) -> Result<bool> {
        if counts.plans == 0 {
            return Ok(false);
        }
        let today = self.today();
        let young = |day: NaiveDate| (0..=STALE_DAYS).contains(&(today - day).num_days());
        let holds = |name: &str| {
            let contents = self.store.backup(name).and_then(|backup| backup.contents);
            contents.is_ok_and(|contents| contents.plans > 0)
        };
        let names = self.store.backup_names().unwrap_or_default();
        let mut young =
            names.into_iter().filter(|name| backup_said_by(name).at.is_some_and(|at| young(at.date())));
        let held = self.tried().held.clone();
        if let Some(name) = young.find(|name| held.as_ref() == Some(name) || holds(name)) {
            self.tried().held = Some(name);
            return Ok(false);
        }
        // What began today is about to be copied, unless that failed.
        let first = self.store.begin_read()?.activities(Some(2), 1).unwrap_or_default().pop();
        let began_today = first.is_some_and(|first| self.clock.zone().date(first.at) == today);
        Ok(!began_today || self.failed()?.is_some())
    }

    /// Remembers how a try to make a copy ended. A file that takes no copy may take no memo either.
    fn remember(&self, error: Option<&AppError>) {
        self.tried().failed = error.map(|_| self.clock.now());
        let at = self.clock.now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
        let memo = error.map_or_else(String::new, |error| format!("{} {at}", code_name(error.code)));
        let known = self.store.begin_read().and_then(|tx| tx.memo(FAILED)).ok().flatten().unwrap_or_default();
        if known == memo || self.store.read_only().is_some() {
            return;
        }
        let put = self.store.begin_write().and_then(|tx| {
            tx.put_memo(FAILED, &memo)?;
            tx.commit()
        });
        // It is told by the copies that are missing, too.
        drop(put);
    }

    /// The try that failed since the last one that did not, by this process or another.
    fn failed(&self) -> Result<Option<(ErrorCode, DateTime<Utc>)>> {
        let memo = self.store.begin_read()?.memo(FAILED)?.unwrap_or_default();
        Ok(memo
            .split_once(' ')
            .and_then(|(code, at)| Some((serde_json::from_value(code.into()).ok()?, at.parse().ok()?))))
    }

    fn failed_lately(&self) -> Result<bool> {
        let now = self.clock.now();
        let told = self.failed()?.map(|(_, at)| at);
        // A clock that was set back makes nobody wait longer.
        let lately = |at: DateTime<Utc>| at <= now && now - at < PAUSE;
        Ok(told.is_some_and(lately) || self.tried().failed.is_some_and(lately))
    }

    fn tried(&self) -> std::sync::MutexGuard<'_, Tried> {
        self.tried.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn backup_view(&self, backup: BackupFacts) -> BackupView {
        let BackupName { at, reason, .. } = backup_said_by(&backup.name);
        let (contents, error) = match backup.contents {
            Ok(contents) => (Some(self.contents_of(contents)), None),
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
}

fn code_name(code: ErrorCode) -> String {
    serde_json::to_value(code).ok().and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What a file holds, for people in a zone.
#[must_use]
pub fn contents_view(contents: Contents, zone: Zone) -> ContentsView {
    ContentsView {
        accounts: contents.accounts,
        plans: contents.plans,
        repayments: contents.repayments,
        latest: contents.latest.map(|at| zone.date(at).to_string()),
    }
}
