//! The help in Chinese, and what clap says of wrong usage.

use clap::{Arg, Command};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

/// A message a command, `plan-add`, with an attribute for each argument, `.create-accounts`, and `.note` for what
/// stands below. What many commands share are attributes of `fenqi-cli`, the whole.
pub(crate) const CATALOGUE: &str = include_str!("../../../locales/help.zh-CN.ftl");
const WHOLE: &str = "fenqi-cli";

pub(crate) struct Chinese(FluentBundle<FluentResource>);

impl Chinese {
    pub(crate) fn read() -> Self {
        // A broken entry is left out by the parser; a test proves that no entry is broken.
        let resource = FluentResource::try_new(CATALOGUE.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let mut bundle = FluentBundle::default();
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self(bundle)
    }

    /// A message with its arguments, if there is one.
    pub(crate) fn say(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.0.get_message(id)?.value()?;
        Some(self.0.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
    }

    fn attribute(&self, id: &str, name: &str) -> Option<String> {
        let message = self.0.get_message(id)?;
        let pattern = message.get_attribute(name)?.value();
        Some(self.0.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }

    /// A command with its texts in Chinese; one that has none yet stays as it is.
    pub(crate) fn put_on(&self, command: Command, path: &str) -> Command {
        let id = message_id(path);
        let command = command.subcommand_value_name("命令").mut_args(|arg| self.argument(arg, &id));
        let command = match self.say(&id, &FluentArgs::new()) {
            Some(about) => command.about(about),
            None => command,
        };
        match self.attribute(&id, "note") {
            Some(note) => command.after_help(note),
            None => command,
        }
    }

    /// An argument with its text, and with what clap would say in English of its values.
    fn argument(&self, arg: Arg, id: &str) -> Arg {
        let name = arg.get_id().as_str().replace('_', "-");
        let Some(text) = self.attribute(id, &name).or_else(|| self.attribute(WHOLE, &name)) else {
            return arg;
        };
        if !arg.get_action().takes_values() {
            return arg.help(text);
        }
        let joined = |values: Vec<String>| Some(values.join("、")).filter(|values| !values.is_empty());
        let choices =
            joined(arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect());
        let default = joined(
            arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect(),
        );
        let variable = arg.get_env().map(|name| name.to_string_lossy().into_owned());
        let more = [("可选", choices), ("默认", default), ("环境变量", variable)]
            .into_iter()
            .filter_map(|(what, value)| Some(format!("（{what}：{}）", value?)));
        let text = text + &more.collect::<String>();
        arg.help(text).hide_default_value(true).hide_possible_values(true).hide_env(true)
    }
}

/// The message of a command.
pub(crate) fn message_id(path: &str) -> String {
    if path.is_empty() { WHOLE.to_owned() } else { path.replace(' ', "-") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::arguments::Arguments;

    /// What there is to say: the messages of commands, and `message.argument` for what each takes.
    fn wanted(command: &Command, path: &str, found: &mut BTreeSet<String>) {
        let id = message_id(path);
        let arguments = command.get_arguments().map(|arg| arg.get_id().as_str().replace('_', "-"));
        let note = command.get_after_help().map(|_| "note".to_owned());
        found.extend(arguments.chain(note).map(|name| format!("{id}.{name}")));
        found.insert(id);
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            wanted(below, format!("{path} {}", below.get_name()).trim(), found);
        }
    }

    #[test]
    fn all_is_said_and_nothing_is_said_of_what_is_not_there() {
        assert!(FluentResource::try_new(CATALOGUE.to_owned()).is_ok(), "an entry is broken");
        let mut command = Arguments::command();
        command.build();
        let mut wanted_here = BTreeSet::new();
        wanted(&command, "", &mut wanted_here);
        let chinese = Chinese::read();
        let is_said = |name: &&String| match name.split_once('.') {
            None => chinese.say(name, &FluentArgs::new()).is_some(),
            Some((id, name)) => [id, WHOLE].iter().any(|id| chinese.attribute(id, name).is_some()),
        };
        let missing: Vec<_> = wanted_here.iter().filter(|name| !is_said(name)).collect();
        assert!(missing.is_empty(), "no Chinese for {missing:?}");

        let mut message = String::new();
        let mut unused = Vec::new();
        for line in CATALOGUE.lines().filter(|line| !line.starts_with("usage-")) {
            let Some((name, _)) = line.split_once(" =").filter(|(name, _)| !name.trim().contains(' ')) else {
                continue;
            };
            let of_all = |name: &str| wanted_here.iter().any(|wanted| wanted.ends_with(name));
            let known = match name.strip_prefix("    ") {
                Some(attribute) if message == WHOLE => of_all(attribute),
                Some(attribute) => wanted_here.contains(&format!("{message}{attribute}")),
                None => {
                    message = name.to_owned();
                    wanted_here.contains(name)
                }
            };
            if !known {
                unused.push(line);
            }
        }
        assert!(unused.is_empty(), "of nothing: {unused:?}");
    }
}
