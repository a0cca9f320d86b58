//! The words: one Fluent catalogue a language, shared with the window.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use fenqi_domain::{Currency, Money};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use unic_langid::LanguageIdentifier;

use crate::contract::{AppError, ErrorCode, Language};

/// The catalogues as they are in the source tree.
pub const CATALOGUES: [(Language, &str); 2] = [
    (Language::ZhCn, include_str!("../../../locales/zh-CN.ftl")),
    (Language::En, include_str!("../../../locales/en.ftl")),
];

/// What stands where an amount is hidden.
const HIDDEN: &str = "••••";

static ZH_CN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::ZhCn));
static EN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::En));

/// Words of one language.
#[derive(Clone, Copy)]
pub struct Words {
    language: Language,
    bundle: &'static FluentBundle<FluentResource>,
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let bundle = match language {
            Language::ZhCn => &*ZH_CN,
            Language::En => &*EN,
        };
        Self { language, bundle }
    }

    /// Which language they are.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message with its arguments. A test asks for every id, so that a missing one is shown as its id only in
    /// a broken build.
    #[must_use]
    pub fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        let values = args.iter().map(|(name, value)| (*name, fluent_value(value)));
        self.format(id, &FluentArgs::from_iter(values))
    }

    /// The words for an error.
    #[must_use]
    pub fn error(&self, error: &AppError) -> String {
        let values = error.params.iter().map(|(name, value)| (name.as_str(), fluent_value(value)));
        let mut args = FluentArgs::from_iter([("path", "fenqi.db"), ("backup", "none"), ("what", "data")]);
        // Damage that is met while reading does not know where it was met.
        values.filter(|(name, value)| *name != "backup" || *value != "".into()).for_each(|(name, value)| {
            args.set(name, value);
        });
        self.format(&error_id(error.code), &args)
    }

    /// An amount with its sign, in this language's grouping: ¥5,299.00.
    #[must_use]
    pub fn amount(&self, amount: Money) -> String {
        let plain = amount.to_string();
        let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{grouped}{point}{fraction}", amount.currency().symbol())
    }

    /// What an action was: `activity-` and its kind, with amounts as people read them, or hidden.
    #[must_use]
    pub fn activity(&self, kind: &str, params: &BTreeMap<String, String>, hide_amounts: bool) -> String {
        let mut params = params.clone();
        // An action of an early Fenqi was recorded without them.
        for name in ["amount", "count", "date", "n", "name", "title"] {
            params.entry(name.to_owned()).or_insert_with(|| "…".to_owned());
        }
        let amount = params.get("amount").zip(params.get("currency"));
        if let Some(amount) =
            amount.and_then(|(text, code)| Money::parse(text, Currency::from_code(code)?).ok())
        {
            let hidden = || format!("{}{HIDDEN}", amount.currency().symbol());
            params.insert("amount".to_owned(), if hide_amounts { hidden() } else { self.amount(amount) });
        }
        let values: Vec<(&str, &str)> =
            params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.say(&format!("activity-{}", kind.replace('_', "-")), &values)
    }

    /// Several amounts of different currencies, side by side.
    #[must_use]
    pub fn amounts(&self, amounts: &[Money]) -> String {
        amounts.iter().map(|amount| self.amount(*amount)).collect::<Vec<_>>().join(" + ")
    }

    /// A day of the year: 11 月 28 日.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> String {
        self.say("date-day", &[("month", &date.month().to_string()), ("day", &date.day().to_string())])
    }

    fn format(&self, id: &str, args: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        self.bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()
    }
}

/// The message of an error code: `error-` and the code with dashes.
#[must_use]
pub fn error_id(code: ErrorCode) -> String {
    let code = serde_json::to_value(code).ok().and_then(|code| code.as_str().map(str::to_owned));
    format!("error-{}", code.unwrap_or_default().replace('_', "-"))
}

/// The ids of all messages, in the order of the alphabet.
#[must_use]
pub fn message_ids() -> Vec<String> {
    let resource =
        FluentResource::try_new(CATALOGUES[1].1.to_owned()).unwrap_or_else(|(resource, _)| resource);
    let mut ids: Vec<String> = resource
        .entries()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        })
        .collect();
    ids.sort();
    ids
}

/// Whole numbers choose plural forms; everything else is text.
fn fluent_value(value: &str) -> FluentValue<'_> {
    match value.parse::<i32>() {
        Ok(number) if number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(apart(value)),
    }
}

/// A text within a line of others: it keeps its direction to itself, and cannot turn theirs.
fn apart(text: &str) -> Cow<'_, str> {
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_rtl = |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if text.contains(|c| turns(c) || is_rtl(c)) {
        Cow::Owned(format!("\u{2068}{}\u{2069}", text.replace(turns, "")))
    } else {
        Cow::Borrowed(text)
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let (tag, source) = match language {
        Language::ZhCn => ("zh-CN", CATALOGUES[0].1),
        Language::En => ("en", CATALOGUES[1].1),
    };
    let tag: LanguageIdentifier = tag.parse().expect("BUG: a literal language tag");
    // A broken entry is left out by the parser; a test proves that no entry is broken.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    bundle.add_builtins().expect("BUG: a fresh bundle has no functions yet");
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use fenqi_domain::Currency;

    use super::*;

    #[test]
    fn the_catalogues_are_sound() {
        for (language, source) in CATALOGUES {
            let parsed = FluentResource::try_new(source.to_owned());
            assert!(parsed.is_ok(), "{language:?}: {:?}", parsed.err().map(|(_, errors)| errors));
        }
    }

    #[test]
    fn every_error_has_words_in_every_language() {
        for (language, _) in CATALOGUES {
            let words = Words::of(language);
            for code in ErrorCode::ALL {
                let id = error_id(*code);
                assert_ne!(words.say(&id, &[]), id, "{language:?} lacks {id}");
            }
        }
    }

    #[test]
    fn amounts_and_days_are_written_for_people() {
        let words = Words::of(Language::ZhCn);
        assert_eq!(words.amount(Money::from_minor(123_456_789, Currency::CNY)), "¥1,234,567.89");
        assert_eq!(words.amount(Money::from_minor(-5, Currency::CNY)), "-¥0.05");
        let day = "2026-11-28".parse().expect("BUG: a literal date");
        assert_eq!(words.day(day), "11 月 28 日");
        assert_eq!(Words::of(Language::En).day(day), "28 November");
    }

    #[test]
    fn a_text_keeps_its_direction_to_itself() {
        let words = Words::of(Language::En);
        let say = |title| words.say("notice-due-title", &[("title", title)]);
        assert_eq!(say("Phone"), "Phone: due today");
        assert_eq!(say("قسط 12"), "\u{2068}قسط 12\u{2069}: due today");
        assert_eq!(say("a\u{202e}b\u{2069}"), "\u{2068}ab\u{2069}: due today", "nothing is left open");
    }

    #[test]
    fn plurals_follow_the_number() {
        let words = Words::of(Language::En);
        let say = |days| words.say("notice-upcoming-title", &[("title", "Phone"), ("days", days)]);
        assert_eq!(say("1"), "Phone: due in 1 day");
        assert_eq!(say("3"), "Phone: due in 3 days");
    }
}
