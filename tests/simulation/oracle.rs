//! What should have been said of a row, worked out day by day from the rules as they are written down for people.

use chrono::{Days, NaiveDate, NaiveTime, Timelike};

use crate::facts::{Payer, Row, RowId};
use crate::tzif::Table;

/// Why a row is spoken of on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    Before(i64),
    Due,
    Check,
    Failed(i64),
    Overdue(i64),
    /// It was put off until then.
    Again(i64),
}

/// One reminder of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) why: Why,
    pub(crate) due: NaiveDate,
    pub(crate) on: NaiveDate,
    /// In seconds since 1970.
    pub(crate) at: i64,
}

impl Wanted {
    /// Row, rule and due date, as the product writes them.
    pub(crate) fn key(&self, (plan, n): &RowId) -> String {
        let rule = match self.why {
            Why::Before(days) => format!("upcoming-{days}"),
            Why::Due => "due".to_owned(),
            Why::Check => "debit_check".to_owned(),
            Why::Failed(days) => format!("debit_failed-{days}"),
            Why::Overdue(days) => format!("overdue-{days}"),
            Why::Again(at) => format!("again-{at}"),
        };
        format!("{plan}:{n}:{rule}:{}", self.due)
    }
}

/// Why a row wants to be spoken of on a day, if it does.
fn why(row: &Row, day: NaiveDate) -> Option<Why> {
    let left = (row.due - day).num_days();
    if let Payer::Failed(said) = row.payer
        && day <= said
    {
        // The user was here that day.
        return None;
    }
    if left >= 0 {
        // A debit needs its money there beforehand, and no more than that.
        let before = row.rule.days.iter().copied().filter(|days| *days > 0).min();
        let covered = row.payer == Payer::Debit && !row.rule.when_debited;
        let wanted = if covered { before == Some(left) } else { row.rule.days.contains(&left) };
        return wanted.then_some(if left == 0 { Why::Due } else { Why::Before(left) });
    }
    match row.payer {
        Payer::Debit if left == -1 => Some(Why::Check),
        _ if !row.rule.repeat => None,
        _ if -left > row.grace => Some(Why::Overdue(-left)),
        Payer::Failed(_) => Some(Why::Failed(-left)),
        _ => None,
    }
}

/// The latest reminder of a row that is not after now. `put_off`: until when the user put it off.
pub(crate) fn latest(row: &Row, put_off: Option<i64>, now: i64, zone: &Table) -> Option<Wanted> {
    if put_off.is_some_and(|until| until > now) {
        return None;
    }
    let again = put_off.map(|until| Wanted {
        why: Why::Again(until),
        due: row.due,
        on: zone.local(until).date(),
        at: until,
    });
    let mut day = zone.local(now).date() + Days::new(1);
    // Nothing is ever said that long before; and without repeating, nothing long after.
    let first = row.due - Days::new(70);
    if !row.rule.repeat {
        day = day.min(row.due + Days::new(70));
    }
    while day >= first {
        if let Some(why) = why(row, day) {
            let at = zone.earliest(day.and_time(row.rule.at));
            if put_off.is_some_and(|until| at <= until) {
                break;
            }
            if at <= now {
                return Some(Wanted { why, due: row.due, on: day, at });
            }
        }
        day = day - Days::new(1);
    }
    again
}

/// The first moment after now, within some days, at which something is to be said of a row.
pub(crate) fn next(row: &Row, put_off: Option<i64>, now: i64, until: i64, zone: &Table) -> Option<i64> {
    let later = put_off.filter(|until| *until > now);
    let from = later.unwrap_or(now);
    let (mut day, last) = (zone.local(from).date(), zone.local(until).date());
    day = day.max(row.due - Days::new(70));
    while day <= last {
        if why(row, day).is_some() {
            let at = zone.earliest(day.and_time(row.rule.at));
            if at > from {
                return later.or(Some(at));
            }
        }
        day = day + Days::new(1);
    }
    later
}

/// Whether nobody is to be disturbed for this row.
pub(crate) fn is_quiet(row: &Row, now: i64, zone: &Table) -> bool {
    row.rule.quiet.is_some_and(|span| is_within(span, zone.local(now).time()))
}

fn is_within((from, until): (NaiveTime, NaiveTime), time: NaiveTime) -> bool {
    let minute =
        |time: NaiveTime| (time.hour() * 60 + time.minute() + 1440 - from.hour() * 60 - from.minute()) % 1440;
    minute(time) < minute(until)
}

/// The first minute at which a row may be spoken of again.
pub(crate) fn quiet_end(row: &Row, now: i64, zone: &Table) -> i64 {
    let mut minute = now - now.rem_euclid(60);
    while is_quiet(row, minute, zone) {
        minute += 60;
    }
    minute
}
