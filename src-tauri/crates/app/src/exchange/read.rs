//! In: the document as a stream of records. Only one record at a time is in memory, and none may be larger than
//! [`RECORD`].

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::document::{AccountRecord, FORMAT, PlanRecord, RepaymentRecord, RuleRecord, VERSION};
use crate::Result;
use crate::contract::{AppError, ErrorCode, Preset};

/// The most bytes that a record may have: a plan of 600 rows with some hundred versions.
const RECORD: u64 = 16 * 1024 * 1024;
/// The most bytes that a document may have: several times the largest file that Fenqi is made for.
const DOCUMENT: u64 = 2 * 1024 * 1024 * 1024;
/// So much is read at once.
const PIECE: usize = 256 * 1024;

/// A part of the document, as it comes.
pub(super) enum Record {
    Settings(BTreeMap<String, String>),
    Presets(Vec<Preset>),
    Sources(Vec<String>),
    Account(Box<AccountRecord>),
    Plan(Box<PlanRecord>),
    Rule(Box<RuleRecord>),
    Repayment(Box<RepaymentRecord>),
}

/// Where in the document a record stands: the list, and the place in it from 0.
pub(super) struct Place {
    pub(super) list: &'static str,
    pub(super) at: usize,
    /// So many bytes were read by then.
    pub(super) bytes: u64,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}[{}]", self.list, self.at)
    }
}

/// Takes records as they come.
type Take<'a> = &'a mut dyn FnMut(&Place, Record) -> Result<()>;

/// Reads a document, and hands on its records in order.
///
/// # Errors
/// `document_invalid` with its `place` and `reason`; `document_too_new`; what taking a record ends with.
pub(super) fn records(input: &mut dyn Read, take: Take<'_>) -> Result<()> {
    let (left, total) = (Cell::new(RECORD), Cell::new(0));
    // Some editors put a byte order mark before what they save.
    let mut begin = Vec::new();
    let read = Read::take(&mut *input, 3).read_to_end(&mut begin);
    read.map_err(|error| invalid("line 1, column 1", &error.to_string()))?;
    let mut input = begin.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&begin).chain(input);
    let limited = Limited { input: &mut input, left: &left, total: &total };
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(PIECE, limited));
    let mut state = State { take, left: &left, total: &total, refused: None };
    let read = json.deserialize_map(Members(&mut state)).and_then(|()| json.end());
    match (state.refused.take(), read) {
        (Some(refused), _) => Err(refused),
        (None, Err(error)) => {
            let place = format!("line {}, column {}", error.line(), error.column());
            Err(invalid(&place, &reason(&error)))
        }
        (None, Ok(())) => Ok(()),
    }
}

/// What is wrong, without where, which stands beside it.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// The refusal of a document.
pub(super) fn invalid(place: &str, reason: &str) -> AppError {
    let shown: String = reason.chars().filter(|c| !c.is_control()).take(200).collect();
    AppError::new(ErrorCode::DocumentInvalid).with("place", place).with("reason", shown)
}

/// Ends with an error where a record, or the document, is too large.
struct Limited<'a> {
    input: &'a mut dyn Read,
    left: &'a Cell<u64>,
    total: &'a Cell<u64>,
}

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        let bytes = u64::try_from(count).unwrap_or(u64::MAX);
        let (left, total) = (self.left.get().checked_sub(bytes), self.total.get().saturating_add(bytes));
        self.total.set(total);
        match left {
            Some(left) if total <= DOCUMENT => self.left.set(left),
            _ => return Err(io::Error::other("it is too large to be an export of Fenqi's")),
        }
        Ok(count)
    }
}

struct State<'a> {
    take: Take<'a>,
    left: &'a Cell<u64>,
    total: &'a Cell<u64>,
    /// Why a record was not taken: the parser's own errors have no room for it.
    refused: Option<AppError>,
}

impl State<'_> {
    fn hand_on<E: Error>(
        &mut self,
        list: &'static str,
        at: usize,
        record: Record,
    ) -> std::result::Result<(), E> {
        self.left.set(RECORD);
        let place = Place { list, at, bytes: self.total.get() };
        (self.take)(&place, record).map_err(|refused| self.refuse(refused))
    }

    fn refuse<E: Error>(&mut self, refused: AppError) -> E {
        self.refused = Some(refused);
        E::custom("refused")
    }
}

/// The members of the document.
struct Members<'a, 'b>(&'a mut State<'b>);

/// The members, in the order in which those that refer to each other must come.
const MEMBERS: [&str; 10] = [
    "format",
    "version",
    "exported_at",
    "settings",
    "presets",
    "funding_sources",
    "accounts",
    "plans",
    "reminder_rules",
    "repayments",
];

impl<'de> Visitor<'de> for Members<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a document of Fenqi's")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> std::result::Result<(), A::Error> {
        let state = self.0;
        let mut seen: Vec<&'static str> = Vec::new();
        while let Some(name) = members.next_key::<String>()? {
            let name = MEMBERS.into_iter().find(|known| *known == name);
            let name = name.ok_or_else(|| A::Error::custom("a member that Fenqi does not know"))?;
            if seen.contains(&name) {
                return Err(A::Error::custom(format!("{name} is there twice")));
            }
            let before = |later: &str, earlier: &str| name == earlier && seen.contains(&later);
            if before("plans", "accounts")
                || before("reminder_rules", "plans")
                || before("repayments", "plans")
                || before("plans", "funding_sources")
            {
                return Err(A::Error::custom(format!("{name} must come before what refers to it")));
            }
            seen.push(name);
            member(state, name, &mut members)?;
        }
        match ["format", "version"].into_iter().find(|needed| !seen.contains(needed)) {
            Some(missing) => Err(A::Error::custom(format!("{missing} is missing"))),
            None => Ok(()),
        }
    }
}

fn member<'de, A: MapAccess<'de>>(
    state: &mut State<'_>,
    name: &'static str,
    members: &mut A,
) -> std::result::Result<(), A::Error> {
    match name {
        "format" => match members.next_value::<String>()?.as_str() {
            FORMAT => Ok(()),
            _ => Err(A::Error::custom("the format is another program's")),
        },
        "version" => match members.next_value::<u32>()? {
            VERSION => Ok(()),
            0 => Err(A::Error::custom("there is no version 0")),
            found => {
                let too_new = AppError::new(ErrorCode::DocumentTooNew);
                Err(state.refuse(too_new.with("found", found).with("known", VERSION)))
            }
        },
        "exported_at" => members.next_value::<String>().map(drop),
        "settings" => {
            let settings = Record::Settings(members.next_value()?);
            state.hand_on(name, 0, settings)
        }
        "presets" => {
            let presets = Record::Presets(members.next_value()?);
            state.hand_on(name, 0, presets)
        }
        "funding_sources" => {
            let sources = Record::Sources(members.next_value()?);
            state.hand_on(name, 0, sources)
        }
        "accounts" => members.next_value_seed(List { state, name, record: Record::Account }),
        "plans" => members.next_value_seed(List { state, name, record: Record::Plan }),
        "reminder_rules" => members.next_value_seed(List { state, name, record: Record::Rule }),
        _ => members.next_value_seed(List { state, name, record: Record::Repayment }),
    }
}

/// A list of records, handed on one at a time.
struct List<'a, 'b, T> {
    state: &'a mut State<'b>,
    name: &'static str,
    record: fn(Box<T>) -> Record,
}

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for List<'_, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, list: D) -> std::result::Result<(), D::Error> {
        list.deserialize_seq(self)
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for List<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<(), A::Error> {
        let mut at = 0;
        while let Some(record) = list.next_element::<Box<T>>()? {
            self.state.hand_on(self.name, at, (self.record)(record))?;
            at += 1;
        }
        Ok(())
    }
}
