//! When to remind, decided purely: from now, a zone, what is unpaid and what was sent (design: Reminders).
//!
//! A row has occurrences: civil days on which it wants to be spoken of. Only its latest past occurrence can
//! fire, so a long absence never becomes a storm, and an occurrence that was sent never fires again.

use chrono::{DateTime, Days, Duration, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};

use crate::status::grace_end;

/// Above this many at once, popups become one digest.
const MOST_AT_ONCE: usize = 3;

/// When to remind of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Days before the due day; 0 is the day itself.
    pub days_before: Vec<u16>,
    /// The wall-clock time of every reminder.
    pub at: NaiveTime,
    /// Every day while overdue.
    pub overdue_daily: bool,
    /// On the day after an automatic debit, while it is neither confirmed nor overdue.
    pub debit_check: bool,
}

impl Default for Rules {
    /// 3 days before, 1 day before and on the day at 09:00; daily while overdue; the morning after a debit.
    fn default() -> Self {
        Self {
            days_before: vec![3, 1, 0],
            at: NaiveTime::from_hms_opt(9, 0, 0).unwrap_or(NaiveTime::MIN),
            overdue_daily: true,
            debit_check: true,
        }
    }
}

/// A row that is not paid. `K` tells it from others.
#[derive(Clone, Debug)]
pub struct Unpaid<K> {
    /// Whose row it is.
    pub key: K,
    /// The day it is due.
    pub due_date: NaiveDate,
    /// Days after that on which it is not yet overdue.
    pub grace_days: u8,
    /// Whether an automatic debit is expected.
    pub auto_debit: bool,
}

/// Why a row is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is due in so many days.
    Upcoming(u16),
    /// It is due today.
    Due,
    /// Did the automatic debit go through?
    DebitCheck,
    /// It was due so many days ago.
    Overdue(u32),
}

/// One reminder of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence<K> {
    /// Whose row.
    pub key: K,
    /// Why.
    pub kind: Kind,
    /// The row's due date.
    pub due_date: NaiveDate,
    /// The civil day on which it wants to be spoken of.
    pub on: NaiveDate,
}

/// A popup to raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fire<K> {
    /// One reminder.
    One(Occurrence<K>),
    /// Several in one: what was missed, or too many at once.
    Digest(Vec<Occurrence<K>>),
}

/// What to do now, and when to look again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan<K> {
    /// What to raise now.
    pub fire: Vec<Fire<K>>,
    /// The next moment at which something fires if nothing changes.
    pub next_wake: Option<DateTime<Utc>>,
}

/// The instant of a wall-clock time: in a gap the first that exists after it, in a fold the earlier one.
/// `None` if the zone has no such time within two days.
pub fn instant<Z: TimeZone>(zone: &Z, date: NaiveDate, at: NaiveTime) -> Option<DateTime<Utc>> {
    let wanted = date.and_time(at);
    (0..=2 * 24 * 60).find_map(|minutes| {
        let local = wanted.checked_add_signed(Duration::minutes(minutes))?;
        match zone.from_local_datetime(&local) {
            LocalResult::Single(found) | LocalResult::Ambiguous(found, _) => Some(found.to_utc()),
            LocalResult::None => None,
        }
    })
}

/// Decides what to raise at `now` in `zone` for the unpaid `rows`, given what was `sent`.
pub fn due<K: Clone, Z: TimeZone>(
    now: DateTime<Utc>,
    zone: &Z,
    rows: &[Unpaid<K>],
    rules: &Rules,
    sent: impl Fn(&Occurrence<K>) -> bool,
) -> Plan<K> {
    let today = now.with_timezone(zone).date_naive();
    let mut ready = Vec::new();
    let mut next_wake: Option<DateTime<Utc>> = None;
    for row in rows {
        let mut latest = None;
        for occurrence in around(row, rules, today) {
            let Some(at) = instant(zone, occurrence.on, rules.at) else { continue };
            if at <= now {
                latest = Some(occurrence);
            } else {
                next_wake = Some(next_wake.map_or(at, |wake| wake.min(at)));
                break;
            }
        }
        ready.extend(latest.filter(|occurrence| !sent(occurrence)));
    }
    ready.sort_by_key(|occurrence| occurrence.due_date);
    Plan { fire: grouped(ready, today), next_wake }
}

/// The occurrences of a row that matter today, in order: its last past ones and its next ones.
fn around<K: Clone>(row: &Unpaid<K>, rules: &Rules, today: NaiveDate) -> Vec<Occurrence<K>> {
    let occurrence = |kind, on| Occurrence { key: row.key.clone(), kind, due_date: row.due_date, on };
    let mut all: Vec<_> = rules
        .days_before
        .iter()
        .filter_map(|&days| {
            let on = row.due_date.checked_sub_days(Days::new(u64::from(days)))?;
            Some(occurrence(if days == 0 { Kind::Due } else { Kind::Upcoming(days) }, on))
        })
        .collect();
    let grace_end = grace_end(row.due_date, row.grace_days);
    let after = |date: NaiveDate| date.succ_opt();
    if rules.debit_check && row.auto_debit && row.grace_days > 0 {
        all.extend(after(row.due_date).map(|on| occurrence(Kind::DebitCheck, on)));
    }
    if rules.overdue_daily {
        // Yesterday's is the latest before today's time of day; today's and tomorrow's may be the next.
        let days = [today.pred_opt(), Some(today), after(today), after(grace_end)];
        all.extend(days.into_iter().flatten().filter(|on| *on > grace_end).map(|on| {
            let late = u32::try_from((on - row.due_date).num_days()).unwrap_or(u32::MAX);
            occurrence(Kind::Overdue(late), on)
        }));
    }
    all.sort_by_key(|occurrence| occurrence.on);
    all.dedup_by_key(|occurrence| occurrence.on);
    all
}

fn grouped<K>(ready: Vec<Occurrence<K>>, today: NaiveDate) -> Vec<Fire<K>> {
    let (mut missed, on_time): (Vec<_>, Vec<_>) =
        ready.into_iter().partition(|occurrence| occurrence.on < today);
    if on_time.len() > MOST_AT_ONCE {
        missed.extend(on_time);
        missed.sort_by_key(|occurrence| occurrence.due_date);
        return vec![Fire::Digest(missed)];
    }
    let missed = match missed.len() {
        0 | 1 => missed.pop().map(Fire::One),
        _ => Some(Fire::Digest(missed)),
    };
    missed.into_iter().chain(on_time.into_iter().map(Fire::One)).collect()
}

#[cfg(test)]
mod tests {
    use chrono::{FixedOffset, NaiveDateTime};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("BUG: a literal date")
    }

    fn row(due: &str) -> Unpaid<u8> {
        Unpaid { key: 1, due_date: day(due), grace_days: 0, auto_debit: false }
    }

    fn shanghai() -> FixedOffset {
        FixedOffset::east_opt(8 * 3600).expect("BUG: a whole hour")
    }

    /// What fires at a Shanghai wall-clock time when nothing was sent before, and the next wake there.
    fn at(local: &str, rows: &[Unpaid<u8>]) -> (Vec<Fire<u8>>, Option<String>) {
        let now: NaiveDateTime = local.parse().expect("BUG: a literal time");
        let now = shanghai().from_local_datetime(&now).single().expect("BUG: a fixed offset");
        let plan = due(now.to_utc(), &shanghai(), rows, &Rules::default(), |_| false);
        let wake = plan.next_wake.map(|wake| wake.with_timezone(&shanghai()).format("%FT%R").to_string());
        (plan.fire, wake)
    }

    fn kinds(fires: &[Fire<u8>]) -> Vec<Kind> {
        let one = |fire: &Fire<u8>| match fire {
            Fire::One(occurrence) => occurrence.kind,
            Fire::Digest(_) => panic!("a digest where one was expected"),
        };
        fires.iter().map(one).collect()
    }

    #[test]
    fn each_rule_fires_at_nine_and_names_the_next_wake() {
        let rows = [row("2026-11-28")];
        for (now, fires, wake) in [
            ("2026-11-25T08:59:59", vec![], "2026-11-25T09:00"),
            ("2026-11-25T09:00:00", vec![Kind::Upcoming(3)], "2026-11-27T09:00"),
            ("2026-11-27T09:00:00", vec![Kind::Upcoming(1)], "2026-11-28T09:00"),
            ("2026-11-28T09:00:00", vec![Kind::Due], "2026-11-29T09:00"),
            ("2026-11-29T09:00:00", vec![Kind::Overdue(1)], "2026-11-30T09:00"),
            ("2026-12-05T10:30:00", vec![Kind::Overdue(7)], "2026-12-06T09:00"),
        ] {
            let (fired, next) = at(now, &rows);
            assert_eq!((kinds(&fired), next.as_deref()), (fires, Some(wake)), "at {now}");
        }
    }

    #[test]
    fn grace_days_delay_overdue_and_ask_about_the_debit() {
        let rows = [Unpaid { grace_days: 3, auto_debit: true, ..row("2026-11-28") }];
        assert_eq!(kinds(&at("2026-11-29T09:00:00", &rows).0), [Kind::DebitCheck]);
        assert_eq!(
            kinds(&at("2026-12-01T20:00:00", &rows).0),
            [Kind::DebitCheck],
            "still within the grace days"
        );
        assert_eq!(kinds(&at("2026-12-02T09:00:00", &rows).0), [Kind::Overdue(4)]);
    }

    #[test]
    fn what_was_missed_comes_as_one_digest() {
        let rows = [row("2026-11-28"), row("2026-11-29"), row("2026-11-30")];
        let (fires, _) = at("2026-11-27T08:00:00", &rows);
        assert!(matches!(&fires[..], [Fire::Digest(missed)] if missed.len() == 2), "{fires:?}");
        let many: Vec<_> = (0..9).map(|_| row("2026-11-28")).collect();
        let (fires, _) = at("2026-11-28T09:00:00", &many);
        assert!(matches!(&fires[..], [Fire::Digest(all)] if all.len() == 9), "no storm: {fires:?}");
    }

    #[test]
    fn what_was_sent_never_fires_again() {
        let now = instant(&shanghai(), day("2026-11-28"), Rules::default().at).expect("BUG: a fixed offset");
        let plan =
            due(now, &shanghai(), &[row("2026-11-28")], &Rules::default(), |sent| sent.kind == Kind::Due);
        assert_eq!(plan.fire, [], "the older occurrences are superseded too");
    }

    /// A zone that jumps from 02:00 to 03:00 on 2026-03-29 and repeats 02:00–03:00 on 2026-10-25.
    #[derive(Clone, Copy, Debug)]
    struct Berlin;

    impl TimeZone for Berlin {
        type Offset = FixedOffset;
        fn from_offset(_: &FixedOffset) -> Self {
            Self
        }
        fn offset_from_local_date(&self, _: &NaiveDate) -> LocalResult<FixedOffset> {
            LocalResult::None
        }
        fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> LocalResult<FixedOffset> {
            let (winter, summer) = (FixedOffset::east_opt(3600), FixedOffset::east_opt(7200));
            let (winter, summer) = (winter.expect("BUG: an hour"), summer.expect("BUG: two hours"));
            let text = local.format("%FT%R").to_string();
            let within = |from: &str, until: &str| (from..until).contains(&text.as_str());
            if within("2026-03-29T02:00", "2026-03-29T03:00") {
                LocalResult::None
            } else if within("2026-10-25T02:00", "2026-10-25T03:00") {
                LocalResult::Ambiguous(summer, winter)
            } else if within("2026-03-29T03:00", "2026-10-25T02:00") {
                LocalResult::Single(summer)
            } else {
                LocalResult::Single(winter)
            }
        }
        fn offset_from_utc_date(&self, _: &NaiveDate) -> FixedOffset {
            FixedOffset::east_opt(3600).expect("BUG: an hour")
        }
        fn offset_from_utc_datetime(&self, _: &NaiveDateTime) -> FixedOffset {
            FixedOffset::east_opt(3600).expect("BUG: an hour")
        }
    }

    #[test]
    fn gaps_go_forward_and_folds_take_the_earlier() {
        let half_past_two = NaiveTime::from_hms_opt(2, 30, 0).expect("BUG: a literal time");
        let gap = instant(&Berlin, day("2026-03-29"), half_past_two).map(|at| at.to_rfc3339());
        assert_eq!(gap.as_deref(), Some("2026-03-29T01:00:00+00:00"), "03:00 summer time");
        let fold = instant(&Berlin, day("2026-10-25"), half_past_two).map(|at| at.to_rfc3339());
        assert_eq!(fold.as_deref(), Some("2026-10-25T00:30:00+00:00"), "the first 02:30");
    }
}
