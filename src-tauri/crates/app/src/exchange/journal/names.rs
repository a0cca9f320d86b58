//! Names that each of the three languages takes for an account, and texts that cannot leave their line.

use std::collections::HashSet;

use super::Tongue;
use crate::ports::{Account, Plan};

/// One part of an account's name: letters, digits and dashes. Beancount takes least: a part has to begin with a capital
/// or a digit, so that an X stands before scripts that have no capitals.
pub(super) fn part(tongue: Tongue, name: &str) -> String {
    let mut part = String::new();
    for letter in name.chars() {
        if is_letter(letter) {
            part.push(letter);
        } else if !part.is_empty() && !part.ends_with('-') {
            part.push('-');
        }
    }
    let part = part.trim_end_matches('-');
    let mut letters = part.chars();
    let Some(first) = letters.next() else { return "X".to_owned() };
    let capital: String = first.to_uppercase().collect();
    let begins_well = first.is_ascii_digit() || capital.chars().all(char::is_uppercase);
    let before = if tongue == Tongue::Beancount && !begins_well { "X" } else { "" };
    format!("{before}{capital}{}", letters.as_str())
}

/// Letters of the scripts that are in use here, without marks and numerals, which beancount takes for no letters.
fn is_letter(letter: char) -> bool {
    let is_of_script = matches!(
        letter,
        '\u{c0}'..='\u{24f}'
            | '\u{386}'..='\u{3ff}'
            | '\u{400}'..='\u{481}'
            | '\u{48a}'..='\u{52f}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{20000}'..='\u{2a6df}'
    );
    letter.is_ascii_alphanumeric() || (is_of_script && letter.is_alphabetic())
}

/// The accounts of plans. The end of a plan's id stands in its name, since titles come again; so the name stays when
/// plans are added.
pub(super) struct PlanNames {
    tongue: Tongue,
    taken: HashSet<String>,
}

/// So many characters of an id.
const SHORT: usize = 8;

impl PlanNames {
    pub(super) fn new(tongue: Tongue) -> Self {
        Self { tongue, taken: HashSet::new() }
    }

    pub(super) fn name(&mut self, plan: &Plan, account: &Account) -> String {
        let start =
            format!("Liabilities:{}:{}", part(self.tongue, &account.name), part(self.tongue, &plan.title));
        let id = &plan.id.0;
        let mut name = format!("{start}-{}", short(id));
        while self.taken.contains(&name) {
            name = format!("{name}-{}", part(self.tongue, id));
        }
        self.taken.insert(name.clone());
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
        for (name, taken, by_beancount) in [
            ("小米 15 Pro", "小米-15-Pro", "X小米-15-Pro"),
            ("klarna", "Klarna", "Klarna"),
            ("a:b  ;c", "A-b-c", "A-b-c"),
            ("-- (x)", "X", "X"),
            ("\u{200b}💳", "X", "X"),
            ("élan ²", "Élan", "Élan"),
            ("ß", "SS", "SS"),
            ("15'", "15", "15"),
        ] {
            assert_eq!(part(Tongue::Hledger, name), taken);
            assert_eq!(part(Tongue::Beancount, name), by_beancount);
        }
    }

    #[test]
    fn texts_stay_on_their_line() {
        assert_eq!(text("a\n2026-01-01 * x  ; y\u{2028}\u{202e}z"), "a 2026-01-01 * x ； y z");
        assert_eq!(quoted("\"; \\n"), "\"\\\"； \\\\n\"");
    }
}
