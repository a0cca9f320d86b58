//! Which copies are kept: 7 daily, 4 weekly, 12 monthly. Of the copies of one day, week or month the fullest stays, the
//! newest of equals; and always the newest and the fullest of all, so that what was lost can be had back.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::backup_names::{BackupReason, backup_said_by};
use crate::ports::BackupFacts;

const DAILY: usize = 7;
const WEEKLY: usize = 4;
const MONTHLY: usize = 12;
/// Copies that were made before something else was done are kept for so many days besides.
const KEPT_DAYS: i64 = 30;

/// A copy that takes part.
#[derive(Clone, Copy)]
struct Copy<'a> {
    name: &'a str,
    /// When it was made, and the number of its name.
    at: (NaiveDateTime, u32),
    records: u64,
    daily: bool,
}

impl Copy<'_> {
    fn day(&self) -> NaiveDate {
        self.at.0.date()
    }
}

/// The copies that need not be kept. None goes on the word of another that was not looked at: `is_sound` is asked of
/// those that stay in its stead. What cannot be read or turns out not to be sound, says no time or one to come is left
/// alone: it may be all that there is.
pub(crate) fn unneeded(
    backups: &[BackupFacts],
    today: NaiveDate,
    mut is_sound: impl FnMut(&str) -> bool,
) -> Vec<String> {
    let mut copies: Vec<Copy<'_>> = backups.iter().filter_map(copy).collect();
    copies.retain(|copy| copy.day() <= today);
    copies.sort_by_key(|copy| std::cmp::Reverse(copy.at));
    let mut looked_at = HashSet::new();
    loop {
        let (gone, stead) = choose(&copies, today);
        match stead.into_iter().find(|name| looked_at.insert(*name) && !is_sound(name)) {
            Some(unsound) => copies.retain(|copy| copy.name != unsound),
            None => return gone.into_iter().map(str::to_owned).collect(),
        }
    }
}

fn copy(backup: &BackupFacts) -> Option<Copy<'_>> {
    let (said, contents) = (backup_said_by(&backup.name), backup.contents.as_ref().ok()?);
    Some(Copy {
        name: &backup.name,
        at: (said.at?, said.number),
        records: u64::from(contents.plans) + u64::from(contents.repayments),
        daily: said.reason == BackupReason::Day.name(),
    })
}

/// Which of some copies, newest first, go, and which stay in their stead.
fn choose<'a>(copies: &[Copy<'a>], today: NaiveDate) -> (Vec<&'a str>, Vec<&'a str>) {
    let slots = slots(copies);
    let fullest = fullest(copies);
    let recent = |copy: &&Copy<'_>| !copy.daily && (today - copy.day()).num_days() <= KEPT_DAYS;
    let mut keep: HashSet<&str> = slots.iter().filter_map(|slot| fullest_name(slot)).collect();
    keep.extend(copies.first().into_iter().chain(fullest).map(|copy| copy.name));
    keep.extend(copies.iter().filter(recent).map(|copy| copy.name));
    // The day is not over.
    keep.extend(copies.iter().filter(|copy| copy.day() == today).map(|copy| copy.name));
    let gone: Vec<&str> = copies.iter().map(|copy| copy.name).filter(|name| !keep.contains(name)).collect();
    if gone.is_empty() {
        return (gone, Vec::new());
    }
    let loses = |slot: &&Vec<Copy<'a>>| slot.iter().any(|copy| gone.contains(&copy.name));
    let mut stead: Vec<&str> = slots.iter().filter(loses).filter_map(|slot| fullest_name(slot)).collect();
    stead.extend(fullest.map(|copy| copy.name));
    (gone, stead)
}

/// The copies of each of the latest days, weeks and months that have any.
fn slots<'a>(copies: &[Copy<'a>]) -> Vec<Vec<Copy<'a>>> {
    type Span = fn(NaiveDate) -> (i32, u32);
    let spans: [(Span, usize); 3] = [
        (|day| (day.year(), day.ordinal()), DAILY),
        (|day| (day.iso_week().year(), day.iso_week().week()), WEEKLY),
        (|day| (day.year(), day.month()), MONTHLY),
    ];
    let mut slots = Vec::new();
    for (span, count) in spans {
        let mut by_span: BTreeMap<(i32, u32), Vec<Copy<'a>>> = BTreeMap::new();
        for copy in copies {
            by_span.entry(span(copy.day())).or_default().push(*copy);
        }
        slots.extend(by_span.into_values().rev().take(count));
    }
    slots
}

/// The newest of those that hold most.
fn fullest<'a, 'b>(copies: &'b [Copy<'a>]) -> Option<&'b Copy<'a>> {
    copies.iter().max_by_key(|copy| (copy.records, copy.at))
}

fn fullest_name<'a>(copies: &[Copy<'a>]) -> Option<&'a str> {
    fullest(copies).map(|copy| copy.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backup_names::backup_name;
    use crate::contract::{AppError, ErrorCode};
    use crate::ports::Contents;

    fn made(day: &str, reason: BackupReason, plans: u32) -> BackupFacts {
        holding(day, reason, plans, 0)
    }

    fn holding(day: &str, reason: BackupReason, plans: u32, repayments: u32) -> BackupFacts {
        let at = format!("{day}T09:30:00+08:00").parse().expect("BUG: a literal instant");
        let contents = Contents { accounts: 1, plans, repayments, latest: None };
        BackupFacts { name: backup_name(at, reason), path: String::new(), bytes: 1, contents: Ok(contents) }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("BUG: a literal date")
    }

    #[test]
    fn a_year_of_days_leaves_days_weeks_and_months() {
        let mut backups: Vec<BackupFacts> = Vec::new();
        for today in day("2025-11-25").iter_days().take(365) {
            backups.push(made(&today.to_string(), BackupReason::Day, 10));
            let gone = unneeded(&backups, today, |_| true);
            backups.retain(|backup| !gone.contains(&backup.name));
            assert!(backups.len() <= DAILY + WEEKLY + MONTHLY);
        }
        let days: Vec<String> = backups
            .iter()
            .filter_map(|backup| backup_said_by(&backup.name).at)
            .map(|at| at.date().to_string())
            .collect();
        for kept in
            ["2026-11-24", "2026-11-18", "2026-11-15", "2026-11-08", "2026-10-31", "2026-01-31", "2025-12-31"]
        {
            assert!(days.contains(&kept.to_owned()), "{kept} is missing: {days:?}");
        }
    }

    #[test]
    fn an_emptier_copy_never_takes_the_place_of_a_fuller_one() {
        let good = holding("2026-11-18", BackupReason::Day, 50, 400);
        for later in [
            made("2026-11-18", BackupReason::Restore, 0),
            holding("2026-11-18", BackupReason::Asked, 50, 399),
        ] {
            let mut backups = vec![good.clone(), later];
            // Weeks later neither is young, and one of both is enough for week and month.
            for today in day("2026-11-19").iter_days().take(60) {
                backups.push(made(&today.to_string(), BackupReason::Day, 2));
                let gone = unneeded(&backups, today, |_| true);
                backups.retain(|backup| !gone.contains(&backup.name));
                assert!(backups.iter().any(|backup| backup.name == good.name), "{today}");
            }
        }
    }

    #[test]
    fn what_is_not_sound_takes_nobodys_place() {
        let flipped = holding("2026-11-18", BackupReason::Asked, 60, 0).name;
        let mut backups = vec![
            made("2026-11-18", BackupReason::Day, 50),
            holding("2026-11-18", BackupReason::Asked, 60, 0),
        ];
        let good = backups[0].name.clone();
        for today in day("2026-11-19").iter_days().take(60) {
            backups.push(made(&today.to_string(), BackupReason::Day, 10));
            let gone = unneeded(&backups, today, |name| name != flipped);
            assert!(!gone.contains(&flipped), "what is not sound is left alone");
            backups.retain(|backup| !gone.contains(&backup.name));
            assert!(backups.iter().any(|backup| backup.name == good), "{today}");
        }
    }

    #[test]
    fn the_fullest_of_all_is_kept_until_there_is_a_newer_as_full() {
        let full = made("2024-01-01", BackupReason::Day, 99);
        let two = made("2026-10-01", BackupReason::Asked, 2);
        let mut backups: Vec<BackupFacts> =
            (1..=28).map(|day| made(&format!("2026-10-{day:02}"), BackupReason::Day, 1)).collect();
        for month in 1..=12 {
            backups.push(made(&format!("2025-{month:02}-01"), BackupReason::Day, 1));
        }
        backups.extend([full.clone(), two]);
        let today = day("2026-10-28");
        assert!(!unneeded(&backups, today, |_| true).contains(&full.name));
        backups.push(made("2026-10-28", BackupReason::Asked, 99));
        assert!(unneeded(&backups, today, |_| true).contains(&full.name), "by its age it would go");
        let alone = |backup: &BackupFacts| unneeded(std::slice::from_ref(backup), today, |_| true);
        let broken = BackupFacts { contents: Err(AppError::new(ErrorCode::FileDamaged)), ..full };
        assert_eq!(alone(&broken), [""; 0], "what cannot be read is left alone");
        assert_eq!(alone(&made("2027-01-01", BackupReason::Day, 1)), [""; 0], "so is what is yet to come");
    }
}
