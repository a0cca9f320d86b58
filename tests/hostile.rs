//! Texts as they should never be: they run, break lines, turn direction, cannot be seen, or never end.

use serde::Deserialize;

/// A string, and what it is.
#[derive(Clone, Debug, Deserialize)]
pub struct Hostile {
    /// What it tries.
    pub name: String,
    /// Itself.
    pub text: String,
}

/// All of them; the UI's tests read the same file.
///
/// # Panics
/// If the fixture is none.
#[must_use]
pub fn hostile() -> Vec<Hostile> {
    serde_json::from_str(include_str!("fixtures/hostile.json")).expect("BUG: a sound fixture")
}

/// A text without what turns the direction of a line: as far as it is told within a line of others.
#[must_use]
pub fn unturned(text: &str) -> String {
    text.replace(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'), "")
}

/// What is stored of a text: nothing around it, no control characters, and none at all where nothing of it can be
/// seen. A line end is one, whichever it was, and a blank where there is one line alone.
#[must_use]
pub fn cleaned(text: &str, lines: bool) -> Option<String> {
    let kept = |c: char| if c.is_control() && !(lines && c == '\n') { ' ' } else { c };
    let text: String = text.replace("\r\n", "\n").chars().map(kept).collect();
    let text = text.trim();
    let is_seen = |c: char| !c.is_whitespace() && !('\u{200b}'..='\u{200f}').contains(&c);
    text.chars().any(is_seen).then(|| text.to_owned())
}
