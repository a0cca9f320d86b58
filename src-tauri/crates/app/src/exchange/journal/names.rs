//! Names that each of the three languages takes for an account, and texts that cannot leave their line.

use std::collections::HashSet;

use crate::ports::{Account, Plan};

/// One part of an account's name: letters and digits of any script, and dashes; a small Latin letter at its beginning
/// becomes a capital. That is what beancount takes, and it takes least.
pub(super) fn part(name: &str) -> String {
    let mut part = String::new();
    for letter in name.chars() {
        let fits = letter.is_alphanumeric();
        if fits {
            part.push(letter);
        } else if !part.is_empty() && !part.ends_with('-') {
            part.push('-');
        }
    }
    let part = part.trim_end_matches('-');
    let mut letters = part.chars();
    match letters.next() {
        Some(first) if first.is_ascii() => format!("{}{}", first.to_ascii_uppercase(), letters.as_str()),
        Some(_) => part.to_owned(),
        None => "X".to_owned(),
    }
}

/// The accounts of plans. The end of a plan's id stands in its name, since titles come again; so the name stays when
/// plans are added.
#[derive(Default)]
pub(super) struct PlanNames(HashSet<String>);

/// So many characters of an id.
const SHORT: usize = 8;

impl PlanNames {
    pub(super) fn name(&mut self, plan: &Plan, account: &Account) -> String {
        let start = format!("Liabilities:{}:{}", part(&account.name), part(&plan.title));
        let id = &plan.id.0;
        let mut name = format!("{start}-{}", short(id));
        while self.0.contains(&name) {
            name = format!("{name}-{}", part(id));
        }
        self.0.insert(name.clone());
        name
    }
}

/// The end of an id, which is the part of it that differs most.
pub(super) fn short(id: &str) -> String {
    let letters: Vec<char> = id.chars().filter(char::is_ascii_alphanumeric).collect();
    letters[letters.len().saturating_sub(SHORT)..].iter().collect()
}

/// A text on one line, without what begins a comment and without signs that turn a line.
pub(super) fn text(text: &str) -> String {
    let is_bad = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let line: String = text
        .chars()
        .map(|letter| match letter {
            ';' => '；',
            '|' => '｜',
            letter if is_bad(letter) => ' ',
            letter => letter,
        })
        .collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same between quotation marks.
pub(super) fn quoted(told: &str) -> String {
    format!("\"{}\"", text(told).replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_beancount_takes() {
        for (name, taken) in [
            ("小米 15 Pro", "小米-15-Pro"),
            ("klarna", "Klarna"),
            ("a:b  ;c", "A-b-c"),
            ("-- (x)", "X"),
            ("\u{200b}💳", "X"),
            ("élan", "élan"),
            ("15'", "15"),
        ] {
            assert_eq!(part(name), taken);
        }
    }

    #[test]
    fn texts_stay_on_their_line() {
        assert_eq!(text("a\n2026-01-01 * x  ; y\u{2028}\u{202e}z"), "a 2026-01-01 * x ； y z");
        assert_eq!(quoted("\"; \\n"), "\"\\\"； \\\\n\"");
    }
}
