//! Does the index of texts lead to every plan, by all of its texts and by nothing else? It keeps no text to compare
//! with, and a flipped bit in it breaks none of its own rules.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::Connection;

use crate::failure::is_damage;
use crate::search;

/// The length of one character in the index.
const CHARACTER: usize = 6;

/// How many plans and characters the index leads to wrongly.
pub(crate) fn wrong_in_file(connection: &Connection) -> rusqlite::Result<i64> {
    let wrong = Truth::of(connection).and_then(|truth| truth.wrong_in_index(connection));
    wrong.or_else(|error| if is_damage(&error) { Ok(1) } else { Err(error) })
}

/// What the index should hold.
#[derive(Default)]
struct Truth {
    /// By plan: the sum of its tokens.
    plans: HashMap<i64, u64>,
    /// By first character of a token: how many plans have it, and the sum of their keys.
    characters: HashMap<String, (i64, i64)>,
}

impl Truth {
    fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let mut truth = Self::default();
        let mut statement = connection.prepare("SELECT key, title, merchant, order_no, notes FROM plan")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            let texts: Vec<Option<String>> =
                (1..=4).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?;
            truth.add(key, &search::pairs(texts.iter().flatten().map(String::as_str)));
        }
        Ok(truth)
    }

    fn add(&mut self, key: i64, pairs: &str) {
        let tokens = || pairs.split_whitespace();
        let sum = tokens().zip(0..).fold(0, |sum: u64, (token, place)| sum.wrapping_add(of(token, place)));
        self.plans.insert(key, sum);
        let characters: HashSet<&str> = tokens().filter_map(|token| token.get(..CHARACTER)).collect();
        for character in characters {
            let (plans, keys) = self.characters.entry(character.to_owned()).or_default();
            *plans += 1;
            *keys = keys.wrapping_add(key);
        }
    }

    fn wrong_in_index(mut self, connection: &Connection) -> rusqlite::Result<i64> {
        let vocabulary = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_token
            USING fts5vocab (main, plan_search, instance)";
        connection.execute_batch(vocabulary)?;
        let mut statement = connection.prepare("SELECT doc, term, \"offset\" FROM temp.search_token")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let token = of(row.get_ref(1)?.as_str().unwrap_or_default(), row.get(2)?);
            let sum = self.plans.entry(row.get(0)?).or_default();
            *sum = sum.wrapping_sub(token);
        }
        let mut wrong = self.plans.values().filter(|sum| **sum != 0).count();
        // A single character is looked up in an index of its own.
        let sql = "SELECT count(*), coalesce(sum(rowid), 0) FROM plan_search WHERE plan_search MATCH ?1";
        let mut statement = connection.prepare(sql)?;
        for (character, expected) in &self.characters {
            let found: (i64, i64) =
                statement.query_row([format!("\"{character}\" *")], |row| Ok((row.get(0)?, row.get(1)?)))?;
            wrong += usize::from(found != *expected);
        }
        Ok(i64::try_from(wrong).unwrap_or(i64::MAX))
    }
}

/// A token at its place, as a number.
fn of(token: &str, place: i64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (token, place).hash(&mut hasher);
    hasher.finish()
}
