//! How calendars are written: any text comes back as it was, from a strict reader and from another program's.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use fenqi_app::ics::{self, Calendar, Event, Trigger};
use fenqi_tests::ics::{parse, read};
use proptest::prelude::*;
use serde_json::Value;

/// What a reader gets of a text: every sort of line end is one, other control characters are blanks.
fn told(text: &str) -> String {
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let text = text.replace("\r\n", "\n").replace(ends, "\n");
    text.replace(|c: char| c.is_control() && c != '\n' && c != '\t', " ")
}

fn all_told(calendar: &Calendar) -> Calendar {
    let event = |event: &Event| Event {
        uid: told(&event.uid),
        summary: told(&event.summary),
        description: told(&event.description),
        category: told(&event.category),
        ..event.clone()
    };
    Calendar {
        name: told(&calendar.name),
        // Without an event there is nothing to carry them.
        made_at: if calendar.events.is_empty() { DateTime::UNIX_EPOCH } else { calendar.made_at },
        changed: calendar.changed.filter(|_| !calendar.events.is_empty()),
        events: calendar.events.iter().map(event).collect(),
        ..calendar.clone()
    }
}

/// Texts that are as hostile as they come: escapes, line ends, folds within characters, lines of their own.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\r\nBEGIN:VALARM\r\nTRIGGER:PT0S".to_owned()),
        Just("\nEND:VCALENDAR\n".to_owned()),
        prop::sample::select(vec![
            "\\", ";", ",", ":", "\"", "\\n", "\\N", "\\,", "\r", "\n", "\r\n", "\t", " ", "^n"
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec![
            "\0", "\u{7f}", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\u{feff}"
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec!["小米 15 Pro", "分期", "👩‍👩‍👧‍👦", "🎧", "é", "e\u{301}", "ß", "𠮷"])
            .prop_map(|text| text.repeat(12)),
        any::<String>(),
        "[ -~]{0,90}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn any_event() -> impl Strategy<Value = Event> {
    let day = (0_u64..=2_958_463).prop_map(|days| {
        let first = NaiveDate::from_ymd_opt(1900, 1, 1).expect("BUG: a literal date");
        first.checked_add_days(Days::new(days)).expect("BUG: up to 9999-12-31")
    });
    let alarms = prop::collection::vec(-40_000_i64..40_000, 0..4);
    let triggers = |minutes: Vec<i64>| {
        minutes.into_iter().map(|minutes| Trigger(TimeDelta::minutes(minutes))).collect::<Vec<_>>()
    };
    (any_text(), day, any_text(), any_text(), any_text(), alarms.prop_map(triggers)).prop_map(
        |(uid, day, summary, description, category, alarms)| Event {
            uid,
            day,
            summary,
            description,
            category,
            alarms,
        },
    )
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    let instant =
        || (0_i64..=4_102_444_800).prop_map(|at| DateTime::from_timestamp(at, 0).unwrap_or_default());
    let changed = prop::option::of((instant(), 0_u32..=0x7fff_ffff));
    (any_text(), instant(), changed, prop::collection::vec(any_event(), 0..4)).prop_map(
        |(name, made_at, changed, events)| Calendar {
            name,
            language: "ZH".to_owned(),
            made_at,
            changed,
            events,
        },
    )
}

proptest! {
    #[test]
    fn whatever_is_put_in_comes_out(calendar in any_calendar()) {
        let text = ics::write(&calendar);
        prop_assert_eq!(read(text.as_bytes()), Ok(all_told(&calendar)));
        prop_assert!(ics::is_ours(&text) && ics::same(&text, &text));
    }
}

fn sample() -> Calendar {
    let at = |text: &str| text.parse::<DateTime<Utc>>().expect("BUG: a literal instant");
    let event = |day: &str, summary: &str, description: &str| Event {
        uid: format!("019a-{day}@fenqi"),
        day: day.parse().expect("BUG: a literal date"),
        summary: summary.to_owned(),
        description: description.to_owned(),
        category: "分期还款".to_owned(),
        alarms: vec![
            Trigger(TimeDelta::hours(-63)),
            Trigger(TimeDelta::hours(-15)),
            Trigger(TimeDelta::hours(9)),
        ],
    };
    let long = "小米 15 Pro 第 3/12 期 ¥441.58（自动扣款 · 招行卡）\n".repeat(6);
    Calendar {
        name: "分期还款".to_owned(),
        language: "ZH".to_owned(),
        made_at: at("2026-11-22T02:00:00Z"),
        changed: Some((at("2026-11-21T12:30:59Z"), 12)),
        events: vec![
            event("2026-11-28", "小米分期 应还 ¥1,234.00", &long),
            event(
                "2026-12-31",
                "a;b,c\\d\\n:\"e\"\r\nBEGIN:VALARM\r\nf\u{2028}g\u{0}h",
                "🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧🎧",
            ),
            event("9999-12-31", " ", ""),
        ],
    }
}

#[test]
fn the_reader_sees_what_a_careless_writer_does() {
    let text = ics::write(&sample());
    assert_eq!(read(text.as_bytes()), Ok(all_told(&sample())));
    let planted: [(&str, &str, &str); 11] = [
        ("an unescaped line end", "\\n小米", "\r\n小米"),
        ("an unescaped comma", "¥1\\,234.00", "¥1,234.00"),
        ("an unescaped semicolon", "a\\;b", "a;b"),
        ("an unescaped backslash", "\\\\d", "\\d"),
        ("bare line feeds", "\r\n", "\n"),
        ("a line that is not folded", "\r\n ", ""),
        ("a fold without its blank", "\r\n ", "\r\n"),
        ("an alarm after the time", "TRIGGER:-P2DT15H", "TRIGGER:-P2DT16H"),
        ("a time in the place of a day", "DTSTART;VALUE=DATE:20261128", "DTSTART:20261128T000000Z"),
        ("a day that does not end", "DTEND;VALUE=DATE:20261129", "DTEND;VALUE=DATE:20261128"),
        ("another uid", "019a-2026-11-28", "019a-2026-11-29"),
    ];
    for (what, from, to) in planted {
        let broken = text.replace(from, to);
        assert_ne!(broken, text, "{what}: the planting itself does nothing");
        assert_ne!(read(broken.as_bytes()), Ok(all_told(&sample())), "{what} was not seen");
    }
    // A fold within a character: the blank that follows the line end is moved one octet on.
    let mut cut = text.into_bytes();
    let at = cut.windows(3).position(|three| three == b"\r\n ").expect("a fold") + 3;
    assert!(cut[at] >= 0x80, "the fold stands before a character of several octets");
    cut[at - 3..=at].rotate_right(1);
    assert!(parse(&cut).is_err_and(|error| error.contains("cut")), "a character was cut");
}

/// The Python of an environment that has the library `icalendar`, made by `scripts/setup`.
fn python() -> PathBuf {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let python = home.join(".cache/fenqi/icalendar/bin/python");
    assert!(
        python.exists(),
        "needs Python's icalendar, to read what Fenqi writes: install python3 with venv, then run `scripts/setup core`"
    );
    python
}

/// What Python's `icalendar` reads out of a text.
fn read_elsewhere(text: &str) -> Result<Value, String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/suite/read_ics.py");
    let child = Command::new(python())
        .args(["-I", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.expect("Python starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("Python ends");
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}

/// The same, of what was to be written.
fn expected(calendar: &Calendar) -> Value {
    let calendar = all_told(calendar);
    let instant = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%S+00:00").to_string();
    let event = |event: &Event| {
        serde_json::json!({
            "uid": event.uid,
            "stamp": instant(calendar.made_at),
            "modified": calendar.changed.map(|(at, _)| instant(at)),
            "sequence": calendar.changed.map(|(_, number)| number),
            "start": event.day.to_string(),
            "end": event.day.succ_opt().map(|day| day.to_string()).filter(|day| day.len() == 10),
            "summary": event.summary,
            "description": event.description,
            "categories": [event.category],
            "transparent": "TRANSPARENT",
            "alarms": event.alarms.iter().map(|alarm| {
                serde_json::json!(["DISPLAY", event.summary, alarm.0.num_seconds()])
            }).collect::<Vec<_>>(),
        })
    };
    serde_json::json!({
        "version": "2.0",
        "product": format!("-//Fenqi//Fenqi//{}", calendar.language),
        "scale": "GREGORIAN",
        "method": "PUBLISH",
        "names": [calendar.name, calendar.name],
        "refresh": 3600,
        "events": calendar.events.iter().map(event).collect::<Vec<_>>(),
    })
}

#[test]
fn python_reads_the_same() {
    let text = ics::write(&sample());
    assert_eq!(read_elsewhere(&text), Ok(expected(&sample())));
    let empty = Calendar { events: Vec::new(), ..sample() };
    assert_eq!(read_elsewhere(&ics::write(&empty)), Ok(expected(&empty)), "all is paid");
    for (what, from, to) in [
        ("an unescaped line end", "\\n小米", "\r\n小米"),
        ("an unescaped comma", "CATEGORIES:分期", "CATEGORIES:分,期"),
        ("another time", "TRIGGER:PT9H", "TRIGGER:PT10H"),
        ("another day", "DTSTART;VALUE=DATE:20261128", "DTSTART;VALUE=DATE:20261127"),
    ] {
        let broken = text.replace(from, to);
        assert_ne!(broken, text, "{what}: the planting itself does nothing");
        assert_ne!(read_elsewhere(&broken), Ok(expected(&sample())), "{what} was not seen");
    }
}
