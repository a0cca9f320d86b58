//! Every zone of the system's database, at every change of its clocks: a reminder at any quarter of an hour of the
//! night comes once, at the first moment at which the clocks show that time or have gone past it.

use std::collections::BTreeMap;
use std::panic::catch_unwind;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Timelike, Utc};
use fenqi_domain::reminder::{self, Fire, Kind, Occurrence, Payer, Quiet, Rules, Unpaid};

use crate::tzif::{self, ByTable, Table};

/// No reminder of a row takes more looks than this to be said on four days.
const MOST_WAKES: usize = 24;

fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("BUG: a year of four digits")
}

/// The quarters of an hour from midnight to 03:45.
fn times() -> impl Iterator<Item = NaiveTime> {
    (0..16).filter_map(|quarter| NaiveTime::from_hms_opt(quarter / 4, quarter % 4 * 15, 0))
}

/// What a zone and a day came to.
#[derive(Default)]
struct Tally {
    days: u64,
    cases: u64,
    fired: u64,
    wrong: Vec<String>,
}

#[test]
fn every_zone_reminds_once_through_every_change_of_its_clocks() {
    let (span, mut tally) = (year(2026)..year(2037), Tally::default());
    let zones = tzif::all();
    // Many names are links to one file.
    let mut distinct: BTreeMap<Vec<u8>, String> = BTreeMap::new();
    for (name, bytes) in zones.clone() {
        distinct.entry(bytes).or_insert(name);
    }
    let mut changes = 0;
    for (bytes, name) in &distinct {
        let table = tzif::read(name, bytes, i64::MAX).unwrap_or_else(|| panic!("{name} cannot be read"));
        let table: &'static Table = Box::leak(Box::new(table));
        let mut at: Vec<i64> = table.changes.iter().map(|(at, _)| *at).collect();
        at.retain(|at| span.contains(at));
        changes += at.len();
        // A day like any other, too.
        at.push(year(2026) + 200 * 86_400);
        if name == "Pacific/Apia" {
            // 30 December 2011 was left out.
            at.extend(
                table.changes.iter().map(|(at, _)| *at).filter(|at| (year(2011)..year(2012)).contains(at)),
            );
        }
        for at in at {
            around(table, at, &mut tally);
        }
    }
    #[expect(clippy::print_stdout, reason = "a zero without its count is no result")]
    {
        println!(
            "zones: {} names, {} distinct, {changes} changes 2026-2036, {} days, {} cases, {} reminders, {} wrong",
            zones.len(),
            distinct.len(),
            tally.days,
            tally.cases,
            tally.fired,
            tally.wrong.len(),
        );
    }
    assert!(zones.len() > 400 && changes > 1000, "where is the database?");
    assert_eq!(tally.wrong, Vec::<String>::new());
}

fn year(year: i32) -> i64 {
    NaiveDate::from_ymd_opt(year, 1, 1)
        .and_then(|day| day.and_hms_opt(0, 0, 0))
        .map_or(0, |day| day.and_utc().timestamp())
}

/// Around a change of the clocks: the days on which it is, before and after it.
fn around(table: &'static Table, at: i64, tally: &mut Tally) {
    let before = table.local(at - 1).date();
    let mut days = vec![before - Days::new(1), before];
    while days.last().is_some_and(|last| *last <= table.local(at).date()) {
        days.extend(days.last().map(|last| *last + Days::new(1)));
    }
    tally.days += days.len() as u64;
    for time in times() {
        for day in &days {
            tally.cases += 1;
            let wanted = table.earliest(day.and_time(time));
            let found = catch_unwind(|| reminder::instant(&ByTable(table), *day, time));
            if found.as_ref().ok() != Some(&Some(instant(wanted))) {
                tally.wrong.push(format!("{} {day} {time}: {found:?}, not {}", table.name, instant(wanted)));
            }
        }
        for quiet in [None, NaiveTime::from_hms_opt(22, 0, 0).map(|from| Quiet { from, until: time })] {
            tally.cases += 1;
            match catch_unwind(|| said(table, before, time, quiet)) {
                Ok(Ok(fired)) => tally.fired += fired,
                Ok(Err(wrong)) => {
                    tally.wrong.push(format!("{} {before} {time} quiet {quiet:?}: {wrong}", table.name));
                }
                Err(_) => tally.wrong.push(format!("{} {before} {time} quiet {quiet:?}: panic", table.name)),
            }
        }
    }
}

/// A row due on the day of the change, from wake to wake for four days: each of its reminders comes once, when it is
/// wanted or when nobody is quiet any more.
fn said(table: &'static Table, due: NaiveDate, at: NaiveTime, quiet: Option<Quiet>) -> Result<u64, String> {
    let rules = Rules { days_before: vec![1, 0], at, repeat_overdue: true, when_debited: false, quiet };
    let row = Unpaid {
        key: (),
        due_date: due,
        grace_days: 0,
        payer: Payer::Hand,
        rules: &rules,
        snoozed_until: None,
    };
    let mut now = instant(table.earliest((due - Days::new(2)).and_time(NaiveTime::MIN)));
    let end =
        instant(table.earliest((due + Days::new(2)).and_time(NaiveTime::MIN) + chrono::TimeDelta::hours(12)));
    let mut sent: Vec<(Kind, DateTime<Utc>)> = Vec::new();
    for _ in 0..MOST_WAKES {
        let plan = reminder::due(
            now,
            &ByTable(table),
            std::slice::from_ref(&row),
            |_| (),
            |occurrence: &Occurrence<()>| sent.iter().any(|(kind, _)| *kind == occurrence.kind),
        );
        for fire in plan.fire {
            let (Fire::Together(said) | Fire::Digest(said)) = fire;
            sent.extend(said.iter().map(|occurrence| (occurrence.kind, now)));
        }
        match plan.next_wake.filter(|wake| *wake <= end) {
            Some(wake) if wake <= now => return Err(format!("stands still at {now}")),
            Some(wake) => now = wake,
            None => return compare(table, due, at, quiet, &sent),
        }
    }
    Err("does not end".to_owned())
}

fn compare(
    table: &'static Table,
    due: NaiveDate,
    at: NaiveTime,
    quiet: Option<Quiet>,
    sent: &[(Kind, DateTime<Utc>)],
) -> Result<u64, String> {
    let days = [Kind::Upcoming(1), Kind::Due, Kind::Overdue(1), Kind::Overdue(2)];
    let mut expected: Vec<(Kind, DateTime<Utc>)> = Vec::new();
    for (kind, day) in days.into_iter().zip((due - Days::new(1)).iter_days()) {
        let mut moment = table.earliest(day.and_time(at));
        while quiet.is_some_and(|quiet| is_quiet(quiet, table.local(moment).time())) {
            moment += 60;
        }
        // What comes at one moment with a later one, on a day that was left out, is the later one.
        expected.retain(|(_, earlier)| *earlier != instant(moment));
        expected.push((kind, instant(moment)));
    }
    if sent == expected { Ok(sent.len() as u64) } else { Err(format!("{sent:?}, not {expected:?}")) }
}

/// By the minutes of the day.
pub(crate) fn is_quiet(quiet: Quiet, time: NaiveTime) -> bool {
    let minute = |time: NaiveTime| time.hour() * 60 + time.minute();
    let (from, until, now) = (minute(quiet.from), minute(quiet.until), minute(time));
    (0..24 * 60).map(|passed| (from + passed) % (24 * 60)).take_while(|at| *at != until).any(|at| at == now)
}

/// The reader is held to what it reads: where a file lists the changes up to 2037, its footer says the same.
#[test]
fn a_footer_says_what_the_list_before_it_says() {
    let (mut compared, cut) = (0, year(2026));
    for (name, bytes) in tzif::all() {
        let upto = |at| tzif::read(&name, &bytes, at).unwrap_or_else(|| panic!("{name} cannot be read"));
        let (whole, short) = (upto(i64::MAX), upto(cut));
        // Where clocks follow the moon, the list goes on for decades and says more than its footer.
        if upto(year(2038)) == whole && short.changes.iter().any(|(at, _)| *at > cut) {
            assert!(whole == short, "{name}");
            compared += 1;
        }
    }
    assert!(compared > 50, "only {compared} zones have summer times");
}
