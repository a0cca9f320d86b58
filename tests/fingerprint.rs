//! What a file holds, in few digits: two runs of the same seed that did the same hold the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::types::Value;
use rusqlite::{Connection, Result};

/// What is no fact: the journal and what belongs to it.
const NOT_FACTS: [&str; 4] = ["activity", "undo", "memo", "notice"];

/// What is made of the rest.
const CHECKSUMS: [&str; 3] = ["seal", "mark", "log_seal"];

/// How many characters a UUID has.
const UUID: usize = 36;

/// A file's contents, hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The tables of facts and of sums.
    pub facts: u64,
    /// The journal and its log besides.
    pub whole: u64,
}

/// Reads every value of every table but seals and marks, since those are made of ids, and ids are different in every
/// run.
///
/// # Errors
/// When the file cannot be read.
pub fn of(file: &Connection) -> Result<Fingerprint> {
    let mut names = file.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
         AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_>>()?;
    let (mut facts, mut whole) = (DefaultHasher::new(), DefaultHasher::new());
    for name in &names {
        let rows = rows(file, name)?;
        if !NOT_FACTS.contains(&name.as_str()) {
            (name, &rows).hash(&mut facts);
        }
        (name, &rows).hash(&mut whole);
    }
    Ok(Fingerprint { facts: facts.finish(), whole: whole.finish() })
}

fn rows(file: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = file.prepare(&format!("SELECT * FROM \"{table}\""))?;
    let counts: Vec<bool> =
        statement.column_names().into_iter().map(|name| !CHECKSUMS.contains(&name)).collect();
    let rows = statement.query_map([], |row| {
        let mut text = String::new();
        for (column, _) in counts.iter().enumerate().filter(|(_, counts)| **counts) {
            text += &match row.get(column)? {
                Value::Null => "-".to_owned(),
                Value::Integer(value) => value.to_string(),
                Value::Real(value) => value.to_string(),
                Value::Text(value) => without_ids(&value),
                Value::Blob(bytes) => format!("{bytes:?}"),
            };
            text.push('\u{1f}');
        }
        Ok(text)
    })?;
    let mut rows: Vec<String> = rows.collect::<Result<_>>()?;
    rows.sort_unstable();
    Ok(rows)
}

fn without_ids(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if rest.get(..UUID).is_some_and(is_id) {
            left.push('#');
            rest = &rest[UUID..];
        } else {
            left.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    left
}

fn is_id(text: &str) -> bool {
    text.bytes().enumerate().all(|(place, byte)| match place {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_left_out_and_nothing_else() {
        let text = "UPDATE \"plan\" SET \"id\" = '0199b1c2-7a3e-7b11-8d2a-9f00c0ffee00' WHERE key = 手机-1";
        assert_eq!(without_ids(text), "UPDATE \"plan\" SET \"id\" = '#' WHERE key = 手机-1");
    }
}
