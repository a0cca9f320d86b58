//! Accounts, and the funding sources that repay them.

use clap::Subcommand;
use fenqi_app::contract::{AccountDraft, SourceView};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde_json::{Map, Value, json};

use crate::arguments::Input;
use crate::run::{Said, one, read};
use crate::{notes, print};

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Add an account from JSON; prints its id
    #[command(after_help = notes::ACCOUNT)]
    Add(Input),
    /// List accounts
    List,
    /// Show one account as JSON, with where it stands and what its rules come to
    Show {
        /// Its id or name
        account: String,
    },
    /// Give an account other values, all of them, from JSON as `show` prints it
    Edit {
        /// Its id or name
        account: String,
        #[command(flatten)]
        input: Input,
    },
    /// Put an account away: it keeps all that it has, and is offered for nothing new
    Archive {
        /// Its id or name
        account: String,
    },
    /// Use an account again that was put away
    Unarchive {
        /// Its id or name
        account: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum SourceCommand {
    /// List them with the accounts that they repay
    List,
    /// Give one another name, for all accounts that it repays
    Rename {
        /// Its id or name
        source: String,
        /// The new name
        name: String,
    },
    /// Let another one repay what this one did, and remove it
    Merge {
        /// The id or name of the one that goes
        source: String,
        /// The id or name of the one that stays
        into: String,
    },
    /// Remove one that repays no account
    Remove {
        /// Its id or name
        source: String,
    },
}

impl AccountCommand {
    pub(crate) fn writes(&self) -> bool {
        !matches!(self, Self::List | Self::Show { .. })
    }
}

impl SourceCommand {
    pub(crate) fn writes(&self) -> bool {
        !matches!(self, Self::List)
    }
}

pub(crate) fn account(app: &App, command: &AccountCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        AccountCommand::Add(input) => {
            let id = app.account_add(one(&read(input)?)?)?;
            said.say(json!({ "id": id }), &|| id.0.clone())
        }
        AccountCommand::List => {
            let accounts = app.accounts()?;
            said.say(json!({ "accounts": accounts }), &|| print::accounts(&accounts, words))
        }
        AccountCommand::Show { account } => {
            let page = app.account_page(account)?;
            said.say(json!(page), &|| serde_json::to_string_pretty(&page).unwrap_or_default())
        }
        AccountCommand::Edit { account, input } => {
            app.account_edit(account, values(one(&read(input)?)?)?)?;
            said.done(words)
        }
        AccountCommand::Archive { account } => {
            app.account_archive(account, true)?;
            said.done(words)
        }
        AccountCommand::Unarchive { account } => {
            app.account_archive(account, false)?;
            said.done(words)
        }
    }
}

/// What `show` says beyond the values of an account.
const SHOWN: [&str; 11] = [
    "id",
    "marker",
    "standing",
    "months",
    "rules",
    "examples",
    "funding",
    "link",
    "plans",
    "open_plans",
    "closed_plans",
];

/// An account's values from what `show` said of it.
fn values(mut shown: Map<String, Value>) -> Result<AccountDraft> {
    shown.retain(|name, _| !SHOWN.contains(&name.as_str()));
    one(&Value::Object(shown).to_string())
}

pub(crate) fn source(app: &App, command: &SourceCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        SourceCommand::List => {
            let sources: Vec<SourceView> = app.sources()?;
            return said.say(json!({ "sources": sources }), &|| print::sources(&sources, words));
        }
        SourceCommand::Rename { source, name } => app.source_rename(source, name)?,
        SourceCommand::Merge { source, into } => app.source_merge(source, into)?,
        SourceCommand::Remove { source } => app.source_remove(source)?,
    }
    said.done(words)
}
