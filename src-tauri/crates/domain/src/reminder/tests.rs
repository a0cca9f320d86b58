//! When what is said.

use std::sync::LazyLock;

use chrono::{FixedOffset, NaiveDateTime};

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("BUG: a literal date")
}

fn rules() -> &'static Rules {
    static RULES: LazyLock<Rules> = LazyLock::new(Rules::default);
    &RULES
}

fn row(due: &str) -> Unpaid<'static, u8> {
    Unpaid {
        key: 1,
        due_date: day(due),
        grace_days: 0,
        payer: Payer::Hand,
        rules: rules(),
        snoozed_until: None,
    }
}

fn shanghai() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).expect("BUG: a whole hour")
}

fn moment(local: &str) -> DateTime<Utc> {
    let local: NaiveDateTime = local.parse().expect("BUG: a literal time");
    shanghai().from_local_datetime(&local).single().expect("BUG: a fixed offset").to_utc()
}

fn plan(local: &str, rows: &[Unpaid<'_, u8>], sent: impl Fn(&Occurrence<u8>) -> bool) -> Plan<u8> {
    due(moment(local), &shanghai(), rows, |occurrence| occurrence.key, sent)
}

/// What fires at a Shanghai wall-clock time when nothing was sent before, and the next wake there.
fn at(local: &str, rows: &[Unpaid<'_, u8>]) -> (Vec<Kind>, Option<String>) {
    let Plan { fire, next_wake } = plan(local, rows, |_| false);
    let wake = next_wake.map(|wake| wake.with_timezone(&shanghai()).format("%FT%R").to_string());
    (kinds(&fire), wake)
}

fn kinds(fires: &[Fire<u8>]) -> Vec<Kind> {
    let one = |fire: &Fire<u8>| match fire {
        Fire::Together(occurrences) => occurrences[0].kind,
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
        assert_eq!((fired, next.as_deref()), (fires, Some(wake)), "at {now}");
    }
}

#[test]
fn a_debit_is_announced_once_and_asked_about_the_morning_after() {
    let rows = [Unpaid { grace_days: 3, payer: Payer::Debit, ..row("2026-11-28") }];
    for (now, fires, wake) in [
        ("2026-11-25T09:00:00", vec![], "2026-11-27T09:00"),
        ("2026-11-27T09:00:00", vec![Kind::Upcoming(1)], "2026-11-29T09:00"),
        ("2026-11-28T09:00:00", vec![Kind::Upcoming(1)], "2026-11-29T09:00"),
        ("2026-11-29T09:00:00", vec![Kind::DebitCheck], "2026-12-02T09:00"),
        ("2026-12-01T20:00:00", vec![Kind::DebitCheck], "2026-12-02T09:00"),
        ("2026-12-02T09:00:00", vec![Kind::Overdue(4)], "2026-12-03T09:00"),
    ] {
        let (fired, next) = at(now, &rows);
        assert_eq!((fired, next.as_deref()), (fires, Some(wake)), "at {now}");
    }
    let strict = [Unpaid { payer: Payer::Debit, ..row("2026-11-28") }];
    assert_eq!(at("2026-11-29T09:00:00", &strict).0, [Kind::DebitCheck], "without grace, asked first");
    assert_eq!(at("2026-11-30T09:00:00", &strict).0, [Kind::Overdue(2)]);
    let often = Rules { when_debited: true, ..Rules::default() };
    let often = [Unpaid { payer: Payer::Debit, rules: &often, ..row("2026-11-28") }];
    assert_eq!(at("2026-11-25T09:00:00", &often).0, [Kind::Upcoming(3)]);
    let on_the_day = Rules { days_before: vec![0], ..Rules::default() };
    let on_the_day = [Unpaid { payer: Payer::Debit, rules: &on_the_day, ..row("2026-11-28") }];
    assert_eq!(at("2026-11-28T09:00:00", &on_the_day).0, []);
}

#[test]
fn a_failed_debit_is_reminded_of_from_the_next_day_on() {
    let failed = Payer::HandAfterDebit(day("2026-11-29"));
    let rows = [Unpaid { grace_days: 3, payer: failed, ..row("2026-11-28") }];
    for (now, fires, wake) in [
        ("2026-11-29T09:30:00", vec![], "2026-11-30T09:00"),
        ("2026-11-30T09:00:00", vec![Kind::DebitFailed(2)], "2026-12-01T09:00"),
        ("2026-12-01T09:00:00", vec![Kind::DebitFailed(3)], "2026-12-02T09:00"),
        ("2026-12-02T09:00:00", vec![Kind::Overdue(4)], "2026-12-03T09:00"),
    ] {
        let (fired, next) = at(now, &rows);
        assert_eq!((fired, next.as_deref()), (fires, Some(wake)), "at {now}");
    }
}

#[test]
fn what_was_put_off_comes_then_and_not_before() {
    let until = moment("2026-11-28T20:00:00");
    let rows = [Unpaid { snoozed_until: Some(until), ..row("2026-11-28") }];
    for (now, fires, wake) in [
        ("2026-11-28T09:00:00", vec![], "2026-11-28T20:00"),
        ("2026-11-28T20:00:00", vec![Kind::Again(until)], "2026-11-29T09:00"),
        ("2026-11-29T09:00:00", vec![Kind::Overdue(1)], "2026-11-30T09:00"),
    ] {
        let (fired, next) = at(now, &rows);
        assert_eq!((fired, next.as_deref()), (fires, Some(wake)), "at {now}");
    }
    let nine = moment("2026-11-29T09:00:00");
    let rows = [Unpaid { snoozed_until: Some(nine), ..row("2026-11-28") }];
    assert_eq!(at("2026-11-29T09:00:00", &rows).0, [Kind::Again(nine)], "once, not twice, at one moment");
    let said = plan("2026-11-29T09:00:00", &rows, |sent| sent.kind == Kind::Again(nine));
    assert_eq!(said.fire, []);
}

#[test]
fn quiet_hours_hold_back_and_let_go() {
    let quiet = |from: &str, until: &str| {
        let time = |text: &str| text.parse().expect("BUG: a literal time");
        Rules { quiet: Some(Quiet { from: time(from), until: time(until) }), ..Rules::default() }
    };
    let over_midnight = quiet("21:00:00", "09:30:00");
    let rows = [Unpaid { rules: &over_midnight, ..row("2026-11-28") }];
    for (now, fires, wake) in [
        ("2026-11-28T09:00:00", vec![], "2026-11-28T09:30"),
        ("2026-11-28T09:30:00", vec![Kind::Due], "2026-11-29T09:00"),
        ("2026-11-28T20:59:59", vec![Kind::Due], "2026-11-29T09:00"),
        ("2026-11-28T21:00:00", vec![], "2026-11-29T09:00"),
    ] {
        let (fired, next) = at(now, &rows);
        assert_eq!((fired, next.as_deref()), (fires, Some(wake)), "at {now}");
    }
    let empty = quiet("09:00:00", "09:00:00");
    let rows = [Unpaid { rules: &empty, ..row("2026-11-28") }];
    assert_eq!(at("2026-11-28T09:00:00", &rows).0, [Kind::Due], "an empty span holds nothing back");
}

#[test]
fn the_rows_of_a_statement_are_one_popup() {
    let rows = [row("2026-11-28"), row("2026-11-28"), Unpaid { key: 2, ..row("2026-11-28") }];
    let fire = plan("2026-11-28T09:00:00", &rows, |_| false).fire;
    let sizes: Vec<usize> = fire
        .iter()
        .map(|fire| match fire {
            Fire::Together(rows) | Fire::Digest(rows) => rows.len(),
        })
        .collect();
    assert_eq!(sizes, [2, 1]);
}

#[test]
fn what_was_missed_comes_as_one_digest() {
    let rows = [row("2026-11-28"), row("2026-11-29"), row("2026-11-30")];
    let fires = plan("2026-11-27T08:00:00", &rows, |_| false).fire;
    assert!(matches!(&fires[..], [Fire::Digest(missed)] if missed.len() == 2), "{fires:?}");
    let many: Vec<_> = (0..9).map(|key| Unpaid { key, ..row("2026-11-28") }).collect();
    let fires = plan("2026-11-28T09:00:00", &many, |_| false).fire;
    assert!(matches!(&fires[..], [Fire::Digest(all)] if all.len() == 9), "no storm: {fires:?}");
}

#[test]
fn what_was_sent_never_fires_again() {
    let sent = plan("2026-11-28T09:00:00", &[row("2026-11-28")], |occurrence| occurrence.kind == Kind::Due);
    assert_eq!(sent.fire, [], "the older occurrences are superseded too");
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

/// Clocks at UTC+1 until 2026-10-25T01:00Z, at UTC after it.
#[derive(Clone)]
struct Autumn;

impl TimeZone for Autumn {
    type Offset = FixedOffset;

    fn from_offset(_: &FixedOffset) -> Self {
        Self
    }
    fn offset_from_local_date(&self, local: &NaiveDate) -> LocalResult<FixedOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }
    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> LocalResult<FixedOffset> {
        let (summer, winter) = (FixedOffset::east_opt(3600), FixedOffset::east_opt(0));
        let found = [summer, winter].into_iter().flatten().filter(|offset| {
            let utc = *local - Duration::seconds(i64::from(offset.local_minus_utc()));
            self.offset_from_utc_datetime(&utc) == *offset
        });
        match found.collect::<Vec<_>>().as_slice() {
            [only] => LocalResult::Single(*only),
            [early, late] => LocalResult::Ambiguous(*early, *late),
            _ => LocalResult::None,
        }
    }
    fn offset_from_utc_date(&self, utc: &NaiveDate) -> FixedOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }
    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> FixedOffset {
        let changes: NaiveDateTime = "2026-10-25T01:00:00".parse().expect("BUG: a literal time");
        FixedOffset::east_opt(if *utc < changes { 3600 } else { 0 }).expect("BUG: a whole hour")
    }
}

#[test]
fn quiet_hours_that_come_twice_in_a_fold_end_twice() {
    let time = |text: &str| text.parse().expect("BUG: a literal time");
    let at = |text: &str| text.parse::<DateTime<Utc>>().expect("BUG: a literal instant");
    let quiet =
        Rules { quiet: Some(Quiet { from: time("22:00:00"), until: time("01:30:00") }), ..Rules::default() };
    // Put off until 01:05 by the clocks that were set back: it is quiet once more.
    let until = at("2026-10-25T01:05:00Z");
    let rows = [Unpaid { rules: &quiet, snoozed_until: Some(until), ..row("2026-10-24") }];
    let plan = due(until, &Autumn, &rows, |occurrence| occurrence.key, |_| false);
    assert_eq!((plan.fire, plan.next_wake), (vec![], Some(at("2026-10-25T01:30:00Z"))));
    let plan = due(at("2026-10-25T01:30:00Z"), &Autumn, &rows, |occurrence| occurrence.key, |_| false);
    assert_eq!(kinds(&plan.fire), [Kind::Again(until)]);
}
