//! Zones as the system's database has them (RFC 8536): every change of the clocks, and what the footer says of the
//! years after the last one. The product leaves this to chrono, which knows only the machine's own zone.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{
    DateTime, Datelike, Days, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, TimeZone, Weekday,
};
use fenqi_app::clock::Offsets;

/// Where the system keeps its zones.
pub(crate) const FOLDER: &str = "/usr/share/zoneinfo";
/// Footers are written out up to here.
const LAST_YEAR: i32 = 2110;
/// No zone is farther from UTC than this, in seconds.
const FAR: i64 = 26 * 3600;

/// A zone: how far from UTC it is, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    first: i32,
    /// Seconds since 1970 in UTC, and seconds east of it from then on.
    pub(crate) changes: Vec<(i64, i32)>,
}

impl Table {
    /// A zone that never changes.
    pub(crate) fn fixed(name: &str, east: i32) -> Self {
        Self { name: name.to_owned(), first: east, changes: Vec::new() }
    }

    /// Seconds east of UTC at an instant.
    pub(crate) fn east(&self, utc: i64) -> i32 {
        let after = self.changes.partition_point(|(since, _)| *since <= utc);
        if after == 0 { self.first } else { self.changes[after - 1].1 }
    }

    /// The wall-clock time at an instant.
    pub(crate) fn local(&self, utc: i64) -> NaiveDateTime {
        naive(utc + i64::from(self.east(utc)))
    }

    /// The first instant at which the clocks show this time or a later one.
    pub(crate) fn earliest(&self, wanted: NaiveDateTime) -> i64 {
        let wanted = wanted.and_utc().timestamp();
        let spans = self.spans(wanted - FAR);
        let found = spans.filter_map(|(since, until, east)| {
            let at = since.max(wanted - i64::from(east));
            (at < until).then_some(at)
        });
        found.take(1).next().unwrap_or(i64::MAX)
    }

    /// Spans of one offset from an instant on: since, until, seconds east.
    fn spans(&self, from: i64) -> impl Iterator<Item = (i64, i64, i32)> + '_ {
        let skipped = self.changes.partition_point(|(since, _)| *since <= from);
        (skipped..=self.changes.len()).map(|after| {
            let (since, east) = if after == 0 { (i64::MIN, self.first) } else { self.changes[after - 1] };
            (since, self.changes.get(after).map_or(i64::MAX, |(until, _)| *until), east)
        })
    }
}

fn naive(seconds: i64) -> NaiveDateTime {
    DateTime::from_timestamp(seconds, 0).expect("BUG: a year of four digits").naive_utc()
}

fn offset(east: i32) -> FixedOffset {
    FixedOffset::east_opt(east).expect("BUG: less than a day")
}

impl Offsets for Table {
    fn at(&self, utc: &NaiveDateTime) -> FixedOffset {
        offset(self.east(utc.and_utc().timestamp()))
    }

    fn at_local(&self, local: &NaiveDateTime) -> LocalResult<FixedOffset> {
        let wanted = local.and_utc().timestamp();
        let spans = self.spans(wanted - FAR).take_while(|(since, ..)| *since <= wanted + FAR);
        let mut found =
            spans.filter(|(since, until, east)| (*since..*until).contains(&(wanted - i64::from(*east))));
        match (found.next(), found.last()) {
            (None, _) => LocalResult::None,
            (Some((.., only)), None) => LocalResult::Single(offset(only)),
            (Some((.., early)), Some((.., late))) => LocalResult::Ambiguous(offset(early), offset(late)),
        }
    }
}

/// A zone for the domain's functions, which know no others than chrono's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ByTable(pub(crate) &'static Table);

impl TimeZone for ByTable {
    type Offset = FixedOffset;

    fn from_offset(_: &FixedOffset) -> Self {
        unreachable!("BUG: zones come from tables")
    }
    fn offset_from_local_date(&self, _: &NaiveDate) -> LocalResult<FixedOffset> {
        unreachable!("BUG: nobody asks for the offset of a day")
    }
    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> LocalResult<FixedOffset> {
        self.0.at_local(local)
    }
    fn offset_from_utc_date(&self, _: &NaiveDate) -> FixedOffset {
        unreachable!("BUG: nobody asks for the offset of a day")
    }
    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> FixedOffset {
        self.0.at(utc)
    }
}

/// A zone of the system by its name.
pub(crate) fn system(name: &str) -> Table {
    let path = Path::new(FOLDER).join(name);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read(name, &bytes, i64::MAX).unwrap_or_else(|| panic!("{name} is no zone"))
}

/// All files of the database: names and contents, by name.
pub(crate) fn all() -> Vec<(String, Vec<u8>)> {
    let mut folders = vec![PathBuf::from(FOLDER)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{FOLDER}: {error}")) {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(FOLDER).expect("BUG: inside").to_string_lossy().into_owned();
            if path.is_dir() {
                // The same zones once more, and once more with leap seconds, which no desktop uses.
                if name != "posix" && name != "right" {
                    folders.push(path);
                }
            } else if let Ok(bytes) = fs::read(&path)
                && bytes.starts_with(b"TZif")
            {
                found.push((name, bytes));
            }
        }
    }
    found.sort();
    found
}

/// Reads a zone; changes after `listed` are left to the footer.
pub(crate) fn read(name: &str, bytes: &[u8], listed: i64) -> Option<Table> {
    // The first block has 32-bit times; the second is the same with 64.
    let [utc, std, leaps, times, kinds, letters] = counts(bytes)?;
    let first = 44 + times * 5 + kinds * 6 + letters + leaps * 8 + std + utc;
    let block = bytes.get(first..)?;
    let [utc, std, leaps, times, kinds, letters] = counts(block)?;
    let (stamps, rest) = block.get(44..)?.split_at_checked(times * 8)?;
    let (which, rest) = rest.split_at_checked(times)?;
    let (types, rest) = rest.split_at_checked(kinds * 6)?;
    let footer = rest.get(letters + leaps * 12 + std + utc..)?;
    let footer = str::from_utf8(footer).ok()?.trim_matches('\n');
    let easts: Vec<i32> =
        types.chunks(6).map(|kind| i32::from_be_bytes([kind[0], kind[1], kind[2], kind[3]])).collect();
    let stamp = |bytes: &[u8]| Some(i64::from_be_bytes(bytes.try_into().ok()?));
    let mut changes = Vec::new();
    for (at, kind) in stamps.chunks(8).zip(which) {
        changes.push((stamp(at)?, *easts.get(usize::from(*kind))?));
    }
    changes.retain(|(at, _)| *at <= listed);
    let mut table = Table { name: name.to_owned(), first: *easts.first()?, changes };
    let last = table.changes.last().map_or(i64::MIN, |(at, _)| *at);
    table.changes.extend(footer_changes(footer)?.into_iter().filter(|(at, _)| *at > last));
    table.changes.dedup_by_key(|(_, east)| *east);
    Some(table)
}

fn counts(block: &[u8]) -> Option<[usize; 6]> {
    let head = block.get(..44).filter(|head| head.starts_with(b"TZif") && head[4] >= b'2')?;
    let mut counts = [0; 6];
    for (count, bytes) in counts.iter_mut().zip(head[20..].chunks(4)) {
        *count = usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()?;
    }
    Some(counts)
}

/// What a POSIX `TZ` text says, written out year by year.
fn footer_changes(text: &str) -> Option<Vec<(i64, i32)>> {
    let (_, rest) = abbreviation(text)?;
    let (standard, rest) = clock(rest)?;
    let standard = -standard;
    if rest.is_empty() {
        return Some(Vec::new());
    }
    let (_, rest) = abbreviation(rest)?;
    let (summer, rest) = match clock(rest) {
        Some((summer, rest)) => (-summer, rest),
        None => (standard + 3600, rest),
    };
    let mut rules = rest.strip_prefix(',')?.split(',');
    let (start, end) = (rules.next()?, rules.next()?);
    let mut changes = Vec::new();
    for year in 2000..=LAST_YEAR {
        changes.push((rule(start, year)? - i64::from(standard), summer));
        changes.push((rule(end, year)? - i64::from(summer), standard));
    }
    changes.sort_unstable();
    Some(changes)
}

/// A name in letters, or in angle brackets.
fn abbreviation(text: &str) -> Option<(&str, &str)> {
    if text.starts_with('<') {
        return text.split_once('>');
    }
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    Some(text.split_at(end)).filter(|_| end >= 3)
}

/// `[+-]h[:m[:s]]`, in seconds.
fn clock(text: &str) -> Option<(i32, &str)> {
    let (sign, text) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, text),
    };
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let mut seconds = 0;
    for (part, unit) in digits.split(':').zip([3600, 60, 1]) {
        seconds += part.parse::<i32>().ok()? * unit;
    }
    Some((sign * seconds, rest))
}

/// The wall-clock time of a rule in a year, in seconds.
fn rule(text: &str, year: i32) -> Option<i64> {
    let (day, time) = text.split_once('/').unwrap_or((text, "2"));
    let (seconds, _) = clock(time)?;
    let date = if let Some(rule) = day.strip_prefix('M') {
        let numbers: Option<Vec<u32>> = rule.split('.').map(|number| number.parse().ok()).collect();
        let &[month, week, day] = numbers?.as_slice() else { return None };
        let weekday = Weekday::try_from(u8::try_from((day + 6) % 7).ok()?).ok()?;
        (1..=week).rev().find_map(|week| {
            NaiveDate::from_weekday_of_month_opt(year, month, weekday, u8::try_from(week).ok()?)
        })?
    } else if let Some(day) = day.strip_prefix('J') {
        // 29 February is never counted.
        let first = NaiveDate::from_ymd_opt(2001, 1, 1)? + Days::new(day.parse::<u64>().ok()? - 1);
        NaiveDate::from_ymd_opt(year, first.month(), first.day())?
    } else {
        NaiveDate::from_ymd_opt(year, 1, 1)? + Days::new(day.parse().ok()?)
    };
    Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp() + i64::from(seconds))
}
