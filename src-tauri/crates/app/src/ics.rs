//! A calendar as iCalendar text (RFC 5545): all-day events with alarms, for a phone's calendar.
//!
//! Here lives how it is written: content lines, escaping, folding, durations. Here does not live what a calendar says
//! (`due_calendar`), nor where it goes. The crate `icalendar` was looked at and is not used: it asks the machine for
//! the time and for random ids where it misses them, and lets carriage returns and other control characters through,
//! with which a plan's title could begin a line of its own. What is needed of the standard is this one page.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

/// The longest line, in octets and without its end; longer ones are folded.
const MOST_OCTETS: usize = 75;
/// Readers that subscribe ask again this often.
const REFRESH: &str = "PT1H";
/// Says whose file it is.
const PRODUCT: &str = "-//Fenqi//Fenqi//";

/// A calendar. One without events is what is left when all is paid; readers then drop those that they had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What the reader calls it.
    pub name: String,
    /// Of its texts: `ZH`, `EN`.
    pub language: String,
    /// When this text is made.
    pub made_at: DateTime<Utc>,
    /// When what it tells of was changed last, and how many changes there were until then.
    pub changed: Option<(DateTime<Utc>, u32)>,
    /// In the order in which they are written.
    pub events: Vec<Event>,
}

/// Something that takes a whole day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The same in every export, or the reader shows it twice.
    pub uid: String,
    /// A civil date, whatever the zone of the reader.
    pub day: NaiveDate,
    /// What the reader shows of it first.
    pub summary: String,
    /// What it shows when asked; on several lines.
    pub description: String,
    /// By which the reader may colour it.
    pub category: String,
    /// None where nothing is to sound.
    pub alarms: Vec<Trigger>,
}

/// When an alarm sounds, counted from the first moment of the event's day on the reader's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trigger(pub TimeDelta);

impl fmt::Display for Trigger {
    /// As a duration: `-P2DT15H` is 09:00 three days before.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.num_seconds();
        let sign = if seconds < 0 { "-" } else { "" };
        let left = seconds.unsigned_abs();
        let (days, hours, minutes, seconds) = (left / 86_400, left / 3_600 % 24, left / 60 % 60, left % 60);
        write!(f, "{sign}P")?;
        if days > 0 {
            write!(f, "{days}D")?;
        }
        match (hours, minutes, seconds) {
            (0, 0, 0) if days > 0 => Ok(()),
            (0, 0, 0) => f.write_str("T0S"),
            (_, 0, 0) => write!(f, "T{hours}H"),
            (0, _, 0) => write!(f, "T{minutes}M"),
            (_, _, 0) => write!(f, "T{hours}H{minutes}M"),
            _ => write!(f, "T{hours}H{minutes}M{seconds}S"),
        }
    }
}

/// The calendar as text.
#[must_use]
pub fn write(calendar: &Calendar) -> String {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", &text(&format!("{PRODUCT}{}", calendar.language)));
    lines.put("CALSCALE", "GREGORIAN");
    lines.put("METHOD", "PUBLISH");
    for name in ["NAME", "X-WR-CALNAME"] {
        lines.put(name, &text(&calendar.name));
    }
    lines.put("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    lines.put("X-PUBLISHED-TTL", REFRESH);
    for event in &calendar.events {
        event_lines(&mut lines, calendar, event);
    }
    lines.put("END", "VCALENDAR");
    lines.0
}

fn event_lines(lines: &mut Lines, calendar: &Calendar, event: &Event) {
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &text(&event.uid));
    lines.put("DTSTAMP", &instant(calendar.made_at));
    if let Some((at, changes)) = calendar.changed {
        lines.put("LAST-MODIFIED", &instant(at));
        lines.put("SEQUENCE", &changes.to_string());
    }
    lines.put("DTSTART;VALUE=DATE", &date(event.day));
    // The end is not part of it. Without one an event takes its day: the last that can be written has no next.
    if let Some(next) = event.day.succ_opt().filter(|next| next.year() <= 9999) {
        lines.put("DTEND;VALUE=DATE", &date(next));
    }
    lines.put("SUMMARY", &text(&event.summary));
    lines.put("DESCRIPTION", &text(&event.description));
    lines.put("CATEGORIES", &text(&event.category));
    lines.put("TRANSP", "TRANSPARENT");
    for alarm in &event.alarms {
        lines.put("BEGIN", "VALARM");
        lines.put("ACTION", "DISPLAY");
        lines.put("DESCRIPTION", &text(&event.summary));
        lines.put("TRIGGER", &alarm.to_string());
        lines.put("END", "VALARM");
    }
    lines.put("END", "VEVENT");
}

/// Whether a text is a calendar that Fenqi wrote.
#[must_use]
pub fn is_ours(found: &str) -> bool {
    let head = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}");
    found.starts_with(&head)
}

/// Whether two texts say the same, whenever each was made.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    let stamp =
        |line: &&str| ["DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"].iter().any(|name| line.starts_with(name));
    let told = |text| str::split(text, "\r\n").filter(|line| !stamp(line));
    told(one).eq(told(other))
}

fn date(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text value. Whatever some reader takes for the end of a line becomes an escaped one, and other control
/// characters become blanks: no text can begin a line of its own.
fn text(plain: &str) -> String {
    let mut escaped = String::with_capacity(plain.len());
    for c in plain.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\t' => escaped.push(c),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Content lines, one after another.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Adds a line: folded where it is too long, but never within a character.
    fn put(&mut self, name: &str, value: &str) {
        let mut room = MOST_OCTETS;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = MOST_OCTETS - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_the_standard_has_them() {
        for (minutes, written) in [
            (-3 * 1_440 + 540, "-P2DT15H"),
            (-1_440 + 540, "-PT15H"),
            (540, "PT9H"),
            (570, "PT9H30M"),
            (30, "PT30M"),
            (0, "PT0S"),
            (-7 * 1_440, "-P7D"),
            (-1, "-PT1M"),
            (-7 * 1_440 + 1, "-P6DT23H59M"),
        ] {
            assert_eq!(Trigger(TimeDelta::minutes(minutes)).to_string(), written);
        }
        assert_eq!(Trigger(TimeDelta::seconds(3_601)).to_string(), "PT1H0M1S");
        assert_eq!(Trigger(TimeDelta::seconds(61)).to_string(), "PT0H1M1S");
    }

    #[test]
    fn a_line_is_folded_between_characters() {
        for (value, lines) in [
            ("x".repeat(73), vec![75]),
            ("x".repeat(74), vec![75, 2]),
            // 2 + 24 × 3 octets are 74; the next character would not fit.
            ("期".repeat(25), vec![74, 4]),
            ("🎧".repeat(40), vec![74, 73, 17]),
        ] {
            let mut written = Lines::default();
            written.put("N", &value);
            let lengths: Vec<usize> = written.0.split("\r\n").map(str::len).collect();
            assert_eq!(lengths[..lengths.len() - 1], lines, "{value}");
            assert_eq!(written.0.replace("\r\n ", ""), format!("N:{value}\r\n"));
        }
    }

    #[test]
    fn what_differs_only_in_its_stamps_is_the_same() {
        let one = "BEGIN:X\r\nDTSTAMP:1\r\nSEQUENCE:4\r\nSUMMARY:a\r\n";
        assert!(same(one, &one.replace("DTSTAMP:1", "DTSTAMP:2").replace(":4", ":5")));
        assert!(!same(one, &one.replace(":a", ":b")));
        assert!(!same(one, ""));
    }
}
