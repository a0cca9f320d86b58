//! A small, strict reader of iCalendar (RFC 5545) that shares no code with the writer. Where the standard leaves
//! readers a choice, it refuses what any of them could take otherwise.

use std::collections::VecDeque;

use chrono::{NaiveDate, NaiveDateTime};
use fenqi_app::ics::{Calendar, Event, Trigger};

/// A component with what is in it, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    pub name: String,
    pub properties: Vec<Property>,
    pub parts: Vec<Component>,
}

/// A content line, its value still escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    pub name: String,
    pub parameters: Vec<(String, String)>,
    pub value: String,
}

impl Component {
    /// The one property of a name, or none.
    ///
    /// # Errors
    /// If there are several.
    pub fn find(&self, name: &str) -> Result<Option<&Property>, String> {
        let mut found = self.properties.iter().filter(|property| property.name == name);
        match (found.next(), found.next()) {
            (one, None) => Ok(one),
            _ => Err(format!("{name} stands twice in {}", self.name)),
        }
    }

    /// The one value of a name that must be there, without parameters.
    ///
    /// # Errors
    /// If it is not.
    pub fn plain(&self, name: &str) -> Result<&str, String> {
        let found = self.find(name)?.ok_or_else(|| format!("no {name} in {}", self.name))?;
        if found.parameters.is_empty() { Ok(&found.value) } else { Err(format!("{name} has parameters")) }
    }

    /// The same, as text.
    ///
    /// # Errors
    /// If it is not there or no text.
    pub fn text(&self, name: &str) -> Result<String, String> {
        unescape(self.plain(name)?)
    }

    fn date(&self, name: &str) -> Result<Option<NaiveDate>, String> {
        let Some(found) = self.find(name)? else { return Ok(None) };
        if found.parameters != [("VALUE".to_owned(), "DATE".to_owned())] || found.value.len() != 8 {
            return Err(format!("{name} is no date: {found:?}"));
        }
        NaiveDate::parse_from_str(&found.value, "%Y%m%d").map(Some).map_err(|error| error.to_string())
    }
}

/// Reads a calendar of Fenqi's.
///
/// # Errors
/// What is wrong with it, in words.
pub fn read(bytes: &[u8]) -> Result<Calendar, String> {
    let all = parse(bytes)?;
    let fixed = [("VERSION", "2.0"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")];
    for (name, value) in fixed {
        if all.plain(name)? != value {
            return Err(format!("{name} is not {value}"));
        }
    }
    let name = all.text("X-WR-CALNAME")?;
    if all.text("NAME")? != name {
        return Err("two names".to_owned());
    }
    let product = all.text("PRODID")?;
    let language = product.strip_prefix("-//Fenqi//Fenqi//").ok_or("not Fenqi's")?.to_owned();
    let events = all.parts.iter().map(event).collect::<Result<Vec<_>, _>>()?;
    let stamps = all.parts.iter().map(stamps).collect::<Result<Vec<_>, _>>()?;
    let (made_at, changed) = stamps.first().copied().unwrap_or_default();
    if stamps.iter().any(|stamp| *stamp != (made_at, changed)) {
        return Err("stamps that differ".to_owned());
    }
    let changed = changed.map(|(at, number)| (at.and_utc(), number));
    Ok(Calendar { name, language, made_at: made_at.and_utc(), changed, events })
}

type Stamps = (NaiveDateTime, Option<(NaiveDateTime, u32)>);

fn stamps(event: &Component) -> Result<Stamps, String> {
    let instant = |text: &str| {
        NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").map_err(|error| format!("{text}: {error}"))
    };
    let changed = match (event.find("LAST-MODIFIED")?, event.find("SEQUENCE")?) {
        (Some(at), Some(number)) => {
            Some((instant(&at.value)?, number.value.parse().map_err(|_| "no number".to_owned())?))
        }
        (None, None) => None,
        _ => return Err("one stamp without the other".to_owned()),
    };
    Ok((instant(event.plain("DTSTAMP")?)?, changed))
}

fn event(part: &Component) -> Result<Event, String> {
    let day = part.date("DTSTART")?.ok_or("no start")?;
    let end = part.date("DTEND")?;
    if end != day.succ_opt().filter(|next| next.to_string().len() == 10) {
        return Err(format!("{day} ends on {end:?}"));
    }
    if part.name != "VEVENT" || part.plain("TRANSP")? != "TRANSPARENT" {
        return Err(format!("{} is no event that leaves the day free", part.name));
    }
    let summary = part.text("SUMMARY")?;
    let alarm = |alarm: &Component| {
        let sound = alarm.name == "VALARM" && alarm.plain("ACTION")? == "DISPLAY" && alarm.parts.is_empty();
        if !sound || alarm.text("DESCRIPTION")? != summary {
            return Err(format!("no alarm: {alarm:?}"));
        }
        trigger(alarm.plain("TRIGGER")?)
    };
    Ok(Event {
        uid: part.text("UID")?,
        day,
        description: part.text("DESCRIPTION")?,
        category: part.text("CATEGORIES")?,
        alarms: part.parts.iter().map(alarm).collect::<Result<_, _>>()?,
        summary,
    })
}

/// A duration (RFC 5545, 3.3.6).
fn trigger(text: &str) -> Result<Trigger, String> {
    let wrong = || format!("no duration: {text}");
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let rest = rest.strip_prefix('P').ok_or_else(wrong)?;
    let (days, time) = rest.split_once('T').map_or((rest, None), |(days, time)| (days, Some(time)));
    let mut seconds = 0;
    if !days.is_empty() {
        let days: i64 = days.strip_suffix('D').and_then(|days| days.parse().ok()).ok_or_else(wrong)?;
        seconds += days * 86_400;
    } else if time.is_none_or(str::is_empty) {
        return Err(wrong());
    }
    // Hours, minutes, seconds: in this order, without a hole.
    let mut units: VecDeque<(char, i64)> = [('H', 3_600), ('M', 60), ('S', 1)].into();
    let mut rest = time.unwrap_or_default();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (unit, tail) = rest[end..].split_at(1);
        while units.front().is_some_and(|(name, _)| !unit.starts_with(*name)) {
            units.pop_front();
        }
        let (_, length) = units.pop_front().ok_or_else(wrong)?;
        seconds += rest[..end].parse::<i64>().map_err(|_| wrong())? * length;
        rest = tail;
    }
    Ok(Trigger(chrono::TimeDelta::seconds(sign * seconds)))
}

/// The one component of a text.
///
/// # Errors
/// What is wrong with it, in words.
pub fn parse(bytes: &[u8]) -> Result<Component, String> {
    let mut open: Vec<Component> = Vec::new();
    for line in unfold(bytes)? {
        let property = content(&line)?;
        match (property.name.as_str(), open.pop()) {
            ("BEGIN", above) => {
                open.extend(above);
                open.push(Component { name: property.value, properties: Vec::new(), parts: Vec::new() });
            }
            ("END", Some(ended)) if ended.name == property.value => match open.last_mut() {
                Some(above) => above.parts.push(ended),
                None => {
                    open.push(Component { name: String::new(), properties: Vec::new(), parts: vec![ended] })
                }
            },
            (_, Some(mut inside)) if !inside.name.is_empty() && property.name != "END" => {
                inside.properties.push(property);
                open.push(inside);
            }
            (name, _) => return Err(format!("{name} out of place")),
        }
    }
    match open.pop() {
        Some(mut all) if open.is_empty() && all.name.is_empty() && all.parts.len() == 1 => {
            all.parts.pop().ok_or_else(|| "nothing".to_owned())
        }
        _ => Err("not one whole component".to_owned()),
    }
}

/// The lines with what was folded put together again.
fn unfold(bytes: &[u8]) -> Result<Vec<String>, String> {
    let Some(body) = bytes.strip_suffix(b"\r\n") else { return Err("no end of the last line".to_owned()) };
    let mut lines: Vec<String> = Vec::new();
    let mut rest = body;
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n");
        let line = &rest[..end.unwrap_or(rest.len())];
        // Each alone: a character that was cut is none on either line.
        let text = std::str::from_utf8(line).map_err(|_| format!("a character was cut: {line:?}"))?;
        if text.is_empty() || text.len() > 75 {
            return Err(format!("{} octets: {text}", text.len()));
        }
        let ends_lines = |c: char| c != '\t' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
        if let Some(c) = text.chars().find(|c| ends_lines(*c)) {
            return Err(format!("{c:?} within a line: {text}"));
        }
        match (text.strip_prefix(' '), lines.last_mut()) {
            (Some(more), Some(line)) => line.push_str(more),
            (Some(_), None) => return Err("nothing to go on with".to_owned()),
            (None, _) => lines.push(text.to_owned()),
        }
        match end {
            Some(end) => rest = &rest[end + 2..],
            None => return Ok(lines),
        }
    }
}

fn content(line: &str) -> Result<Property, String> {
    // Fenqi's parameters need no quotes, so that the first colon ends them.
    let (head, value) = line.split_once(':').ok_or_else(|| format!("no colon: {line}"))?;
    let mut head = head.split(';');
    let word = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
    let name = head.next().unwrap_or_default();
    let parameters: Option<Vec<(String, String)>> = head
        .map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            (word(name) && word(value)).then(|| (name.to_owned(), value.to_owned()))
        })
        .collect();
    match parameters {
        Some(parameters) if word(name) => {
            Ok(Property { name: name.to_owned(), parameters, value: value.to_owned() })
        }
        _ => Err(format!("no content line: {line}")),
    }
}

fn unescape(value: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('n') => text.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => text.push(c),
                other => return Err(format!("an escaped {other:?}: {value}")),
            },
            ';' | ',' => return Err(format!("a bare {c}: {value}")),
            c => text.push(c),
        }
    }
    Ok(text)
}
