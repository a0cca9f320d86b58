//! Finding plans by a few characters of their texts, in any script: an index of every two characters that stand
//! together, each text ended by its last character alone, so that no piece reaches from one text into the next. A
//! piece is found where its pairs stand in a row.

use std::collections::HashSet;
use std::fmt::Write;

use fenqi_app::Result;
use rusqlite::{Connection, params};

use crate::failure::storage;

/// Indexes the texts of the plans that were touched.
pub(crate) fn refresh_touched(connection: &Connection) -> Result<()> {
    let sql = "SELECT touched_text.key, title, merchant, order_no, notes FROM touched_text
        LEFT JOIN plan ON plan.key = touched_text.key";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut rows = statement.query([]).map_err(storage)?;
    while let Some(row) = rows.next().map_err(storage)? {
        let key: i64 = row.get(0).map_err(storage)?;
        let texts: rusqlite::Result<Vec<Option<String>>> = (1..=4).map(|column| row.get(column)).collect();
        let texts = texts.map_err(storage)?;
        let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
            connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values)).map_err(storage)
        };
        run("DELETE FROM plan_search WHERE rowid = ?1", params![key])?;
        // A plan that is gone has no texts.
        if texts[0].is_some() {
            let pairs = pairs(texts.iter().flatten().map(String::as_str));
            run("INSERT INTO plan_search (rowid, pairs) VALUES (?1, ?2)", params![key, pairs])?;
        }
    }
    Ok(())
}

/// The pairs of some texts, as the index takes them: twelve hexadecimal digits each, six for a last character alone.
pub(crate) fn pairs<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut pairs = String::new();
    for text in texts {
        let characters = folded(text);
        for (place, character) in characters.iter().enumerate() {
            token(&mut pairs, *character, characters.get(place + 1).copied());
        }
    }
    pairs
}

/// What finds texts that hold every word of a question; `None` when it asks for nothing.
pub(crate) fn question(asked: &str) -> Option<String> {
    let words: Vec<String> =
        asked.split_whitespace().map(folded).filter(|word| !word.is_empty()).map(phrase).collect();
    (!words.is_empty()).then(|| words.join(" AND "))
}

/// From so many finds on, a search is common: they are not gathered.
const COMMON: usize = 20_000;
/// Keys below this are kept as bits.
const NEAR: i64 = 1 << 24;

/// What a search finds.
pub(crate) enum Finds {
    /// Nothing was asked for.
    Everything,
    These(Keys),
    /// Too many to gather: texts that hold these words.
    Common(Vec<Vec<char>>),
}

/// Keys of plans.
#[derive(Default)]
pub(crate) struct Keys {
    near: Vec<u64>,
    far: HashSet<i64>,
    count: usize,
}

impl Keys {
    fn add(&mut self, key: i64) {
        self.count += 1;
        match Self::place(key) {
            Some((word, bit)) => {
                if word >= self.near.len() {
                    self.near.resize(word + 1, 0);
                }
                self.near[word] |= bit;
            }
            None => drop(self.far.insert(key)),
        }
    }

    fn place(key: i64) -> Option<(usize, u64)> {
        let near = usize::try_from(key).ok().filter(|_| key < NEAR)?;
        Some((near / 64, 1 << (near % 64)))
    }

    /// Whether a plan is among them.
    pub(crate) fn contains(&self, key: i64) -> bool {
        match Self::place(key) {
            Some((word, bit)) => self.near.get(word).is_some_and(|bits| bits & bit != 0),
            None => self.far.contains(&key),
        }
    }

    /// How many they are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = i64> {
        let near = self.near.iter().zip(0_i64..).flat_map(|(bits, word)| {
            (0..64).filter(move |bit| bits & (1 << bit) != 0).map(move |bit| word * 64 + bit)
        });
        near.chain(self.far.iter().copied())
    }
}

impl Finds {
    /// Whether a plan is found.
    pub(crate) fn contains(&self, connection: &Connection, key: i64) -> Result<bool> {
        match self {
            Self::Everything => Ok(true),
            Self::These(keys) => Ok(keys.contains(key)),
            Self::Common(words) => holds(connection, key, words),
        }
    }
}

/// The plans whose texts hold every word that is asked for.
pub(crate) fn finds(connection: &Connection, asked: &str) -> Result<Finds> {
    let Some(question) = question(asked) else { return Ok(Finds::Everything) };
    let words: Vec<Vec<char>> =
        asked.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect();
    // One or two characters are one entry of the index: all of it is read in a few milliseconds. Longer words are
    // compared place by place.
    let simple = words.len() == 1 && words[0].len() <= 2;
    let mut statement = connection
        .prepare_cached("SELECT rowid FROM plan_search WHERE plan_search MATCH ?1 LIMIT ?2")
        .map_err(storage)?;
    let limit = if simple { -1 } else { i64::try_from(COMMON).unwrap_or(-1) + 1 };
    let mut rows = statement.query(params![question, limit]).map_err(storage)?;
    let mut keys = Keys::default();
    while let Some(row) = rows.next().map_err(storage)? {
        keys.add(row.get(0).map_err(storage)?);
    }
    Ok(if !simple && keys.len() > COMMON { Finds::Common(words) } else { Finds::These(keys) })
}

/// Whether a plan's texts hold every word.
fn holds(connection: &Connection, key: i64, words: &[Vec<char>]) -> Result<bool> {
    let sql = "SELECT title, merchant, order_no, notes FROM plan WHERE key = ?1";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut rows = statement.query([key]).map_err(storage)?;
    let Some(row) = rows.next().map_err(storage)? else { return Ok(false) };
    let mut texts = Vec::with_capacity(4);
    for column in 0..4 {
        let text = row.get_ref(column).map_err(storage)?.as_str_or_null().unwrap_or_default();
        texts.extend(text.map(folded));
    }
    let within =
        |word: &Vec<char>| texts.iter().any(|text| text.windows(word.len()).any(|part| part == word));
    Ok(words.iter().all(within))
}

fn phrase(word: Vec<char>) -> String {
    let mut tokens = String::new();
    match word[..] {
        [only] => {
            token(&mut tokens, only, None);
            format!("\"{}\" *", tokens.trim_end())
        }
        _ => {
            word.windows(2).for_each(|pair| token(&mut tokens, pair[0], Some(pair[1])));
            format!("\"{}\"", tokens.trim_end())
        }
    }
}

fn token(tokens: &mut String, first: char, second: Option<char>) {
    let hex = |tokens: &mut String, character: char| {
        write!(tokens, "{:06x}", u32::from(character)).expect("BUG: writing to a string does not fail");
    };
    hex(tokens, first);
    if let Some(second) = second {
        hex(tokens, second);
    }
    tokens.push(' ');
}

/// Lower case, full-width forms as plain ones, blanks alike.
fn folded(text: &str) -> Vec<char> {
    let plain = |character: char| match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xff01 + u32::from('!')).unwrap_or(character)
        }
        character if character.is_whitespace() => ' ',
        character => character,
    };
    text.chars().map(plain).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_text_is_a_run_of_its_pairs() {
        let index = pairs(["小米 15 Pro", "商城"]);
        let found = |asked: &str| {
            let question = question(asked).expect("BUG: it asks for something");
            question.split(" AND ").all(|phrase| match phrase.strip_suffix(" *") {
                Some(start) => index.split(' ').any(|token| token.starts_with(start.trim_matches('"'))),
                None => index.contains(phrase.trim_matches('"')),
            })
        };
        for asked in ["小米", "米", "ｐｒｏ", "O", "15 pro", "商城 小米", "城"] {
            assert!(found(asked), "{asked}");
        }
        for absent in ["大米", "pr0", "o商", "15pro"] {
            assert!(!found(absent), "{absent}");
        }
        assert_eq!(question(" \u{3000} "), None);
    }
}
