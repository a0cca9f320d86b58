//! The command line as it explains itself, in either language: what clap derives, with examples, headings and groups.
//!
//! English stands where the arguments are defined; Chinese in `locales/help.zh-CN.ftl`, a message a command.

use clap::builder::StyledStr;
use clap::{Arg, Command, CommandFactory};
use fenqi_app::contract::Language;
use fenqi_app::words::Words;

use crate::arguments::Arguments;
use crate::chinese::Chinese;
use crate::examples;

/// The commands of the first page by what people want; those that are named nowhere come last, under `OTHERS`.
const GROUPS: [(&str, &[&str]); 4] = [
    (
        "cli-help-record",
        &["account", "source", "plan", "pay", "debit", "settle", "prepay", "refund", "repayment"],
    ),
    ("cli-help-look", &["due", "forecast", "limits", "debts", "costs", "spending"]),
    ("cli-help-decide", &["quote", "compare", "afford", "payoff", "planned", "preset", "calc"]),
    ("cli-help-remind", &["remind", "inbox", "rule"]),
];
const OTHERS: &str = "cli-help-data";

/// The command line with its help in a language.
pub(crate) fn command(language: Language) -> Command {
    let mut command = Arguments::command();
    // Only then are there the arguments and commands that clap adds.
    command.build();
    first_page(in_language(command, language), &Words::of(language))
}

/// The same for completions, which clap builds in a way of its own.
pub(crate) fn unbuilt(language: Language) -> Command {
    in_language(Arguments::command(), language)
}

fn in_language(command: Command, language: Language) -> Command {
    let chinese = (language == Language::ZhCn).then(Chinese::read);
    dressed(command, "", &Words::of(language), chinese.as_ref())
}

fn dressed(command: Command, path: &str, words: &Words, chinese: Option<&Chinese>) -> Command {
    let command = command.mut_subcommands(|below| {
        if below.get_name() == "help" {
            return below.about(words.say("cli-help-help", &[]));
        }
        let path = format!("{path} {}", below.get_name());
        dressed(below, path.trim(), words, chinese)
    });
    let command = match chinese {
        Some(chinese) => chinese.put_on(command, path),
        None => command,
    };
    let after = after_help(command.get_after_help(), path, words);
    let global = words.say("cli-help-globals", &[]);
    let [usage, commands, arguments, options] =
        ["cli-help-usage", "cli-help-commands", "cli-help-arguments", "cli-help-options"]
            .map(|id| words.say(id, &[]));
    let heading = |arg: Arg| {
        let everywhere = arg.is_global_set() || ["help", "version"].contains(&arg.get_id().as_str());
        let heading = match (arg.is_positional(), everywhere) {
            (true, _) => &arguments,
            (false, true) => &global,
            (false, false) => &options,
        };
        arg.help_heading(heading.clone())
    };
    command
        .mut_args(heading)
        .subcommand_help_heading(commands)
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .after_help(after)
}

/// What a command says of its own, its examples, and what holds for all.
fn after_help(own: Option<&StyledStr>, path: &str, words: &Words) -> String {
    let mut parts: Vec<String> = own.map(ToString::to_string).into_iter().collect();
    let examples = examples::of(path);
    if !examples.is_empty() {
        let indented = examples.iter().map(|example| format!("\n  {example}"));
        parts.push(words.say("cli-help-examples", &[]) + &indented.collect::<String>());
    }
    parts.push(words.say("cli-help-foot", &[]));
    parts.join("\n\n")
}

fn first_page(command: Command, words: &Words) -> Command {
    let grouped = |name: &str| GROUPS.iter().any(|(_, names)| names.contains(&name));
    let others: Vec<&str> = command
        .get_subcommands()
        .map(Command::get_name)
        .filter(|name| !grouped(name) && *name != "help")
        .collect();
    let groups = GROUPS.iter().map(|(title, names)| group(&command, title, names, words));
    let groups: Vec<String> = groups.chain([group(&command, OTHERS, &others, words)]).collect();
    let [usage, global] = ["cli-help-usage", "cli-help-globals"].map(|id| words.say(id, &[]));
    let template = format!(
        "{{about-with-newline}}\n{usage} {{usage}}\n\n{{before-help}}{global}:\n{{options}}{{after-help}}"
    );
    command.before_help(groups.join("\n\n")).help_template(template)
}

fn group(command: &Command, title: &str, names: &[&str], words: &Words) -> String {
    let named = names.iter().filter_map(|name| command.find_subcommand(name));
    let lines = named.map(|below| {
        let about = below.get_about().map(ToString::to_string).unwrap_or_default();
        format!("\n  {:<11}  {about}", below.get_name())
    });
    words.say(title, &[]) + &lines.collect::<String>()
}
