//! What is wrong with a command line, and where its help is: in the language asked for.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use fenqi_app::contract::Language;
use fluent_bundle::FluentArgs;

use crate::arguments::language;
use crate::chinese::Chinese;

/// The language that a command line asks for, before it is understood.
pub(crate) fn language_of(arguments: &[OsString]) -> Option<Language> {
    let words = arguments.iter().filter_map(|argument| argument.to_str());
    let mut words = words.take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        let asked = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        if let Some(asked) = asked {
            return language(asked).ok();
        }
    }
    None
}

/// Says what clap has to say: help and version on standard output, wrong usage on standard error.
pub(crate) fn tell(error: &Error, language: Language) -> ExitCode {
    let chinese = || (language == Language::ZhCn).then(|| in_chinese(error)).flatten();
    let told = match chinese() {
        Some(text) => writeln!(io::stderr(), "{text}"),
        None => error.print(),
    };
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    match told {
        Err(failed) if !error.use_stderr() && failed.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(1),
        _ => code,
    }
}

fn in_chinese(error: &Error) -> Option<String> {
    let id = match error.kind() {
        ErrorKind::InvalidUtf8 => "usage-no-text",
        ErrorKind::MissingSubcommand => "usage-command-missing",
        ErrorKind::InvalidSubcommand => "usage-command-unknown",
        ErrorKind::UnknownArgument => "usage-argument-unknown",
        ErrorKind::InvalidValue if context(error, ContextKind::InvalidValue).is_empty() => {
            "usage-value-missing"
        }
        ErrorKind::InvalidValue => "usage-value-unknown",
        ErrorKind::ValueValidation if context(error, ContextKind::InvalidArg).contains("<INSTANT>") => {
            "usage-instant-wrong"
        }
        ErrorKind::ValueValidation => "usage-value-wrong",
        ErrorKind::MissingRequiredArgument => "usage-argument-missing",
        ErrorKind::ArgumentConflict
            if context(error, ContextKind::InvalidArg) == context(error, ContextKind::PriorArg) =>
        {
            "usage-argument-twice"
        }
        ErrorKind::ArgumentConflict => "usage-arguments-conflict",
        ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues | ErrorKind::TooManyValues => {
            "usage-values-count"
        }
        _ => return None,
    };
    let mut args = FluentArgs::new();
    for (name, kind) in [
        ("command", ContextKind::InvalidSubcommand),
        ("argument", ContextKind::InvalidArg),
        ("value", ContextKind::InvalidValue),
        ("choices", ContextKind::ValidValue),
        ("other", ContextKind::PriorArg),
        ("expected", ContextKind::ExpectedNumValues),
        ("found", ContextKind::ActualNumValues),
    ] {
        args.set(name, context(error, kind));
    }
    let chinese = Chinese::read();
    let mut text = chinese.say(id, &args)?;
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
        let suggested = context(error, kind);
        if !suggested.is_empty() {
            text += &chinese.say("usage-suggestion", &FluentArgs::from_iter([("suggestion", suggested)]))?;
        }
    }
    let usage = context(error, ContextKind::Usage);
    if let Some(usage) = usage.strip_prefix("Usage: ") {
        let said = chinese.say("usage-usage", &FluentArgs::from_iter([("usage", usage)]))?;
        text += &format!("\n\n{said}");
    }
    let foot = chinese.say("usage-foot", &FluentArgs::new())?;
    Some(format!("fenqi-cli: {text}\n\n{foot}"))
}

/// What clap knows of an error, as one text; empty if it knows nothing.
fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
