//! The app lock on the command line. It locks the window: whoever runs this can read the file, and needs no passcode to
//! switch it off when that was forgotten.

use clap::Subcommand;
use fenqi_app::contract::LockAfter;
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde_json::json;

use crate::run::Said;

#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum LockCommand {
    /// Show whether there is an app lock, and when it locks
    Show,
    /// Switch the app lock off, without its passcode; the records stay
    Off,
}

pub(crate) fn lock(app: &App, command: &LockCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        LockCommand::Show => {
            let after = app.lock_after()?;
            said.say(json!({ "lock": after }), &|| match after {
                None => words.say("cli-lock-none", &[]),
                Some(after) => words.say("cli-lock-set", &[("after", &called(after, words))]),
            })
        }
        LockCommand::Off => {
            app.lock_remove()?;
            said.say(json!({}), &|| words.say("cli-lock-off", &[]))
        }
    }
}

fn called(after: LockAfter, words: &Words) -> String {
    match (after, after.minutes()) {
        (_, Some(minutes)) => words.say("settings-lock-after-minutes", &[("minutes", &minutes.to_string())]),
        (LockAfter::Close, _) => words.say("settings-lock-after-close", &[]),
        _ => words.say("settings-lock-after-start", &[]),
    }
}
