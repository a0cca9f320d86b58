//! The command line.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};
use fenqi_app::contract::{Language, PlanSort, PlanStatus};

use crate::accounts::{AccountCommand, SourceCommand};
use crate::analysis::{CostsArguments, ForecastArguments, SpendingArguments};
use crate::changes::{DebitCommand, Paid, PrepayArguments, QuoteCommand, RefundArguments};
use crate::documents::{CompletionsArguments, ManArguments};
use crate::export::ExportCommand;
use crate::import::ImportCommand;
use crate::lock::LockCommand;
use crate::notes;
use crate::payoff::{PayoffArguments, PlannedCommand};
use crate::reminding::{InboxCommand, RemindArguments, RuleCommand};
use crate::settings::SettingsCommand;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "fenqi-cli",
    version,
    about = "Fenqi without a window: the same records, for scripts and cron"
)]
pub(crate) struct Arguments {
    /// The folder in which the data lie
    #[arg(long, env = "FENQI_DATA_DIR", value_name = "DIR", global = true)]
    pub(crate) data_dir: Option<PathBuf>,
    /// Answer in JSON, errors too
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Take this instant for now, and its offset for the zone: 2026-11-22T10:00:00+08:00
    #[arg(long, value_name = "INSTANT", value_parser = instant, global = true)]
    pub(crate) now: Option<DateTime<FixedOffset>>,
    /// Speak this language: zh-CN or en
    #[arg(long = "lang", value_name = "LANG", value_parser = language, global = true)]
    pub(crate) language: Option<Language>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

pub(crate) fn language(text: &str) -> Result<Language, String> {
    match text.to_ascii_lowercase().as_str() {
        "zh-cn" | "zh" => Ok(Language::ZhCn),
        "en" => Ok(Language::En),
        _ => Err("known languages: zh-CN, en".to_owned()),
    }
}

pub(crate) fn instant(text: &str) -> Result<DateTime<FixedOffset>, String> {
    text.parse().map_err(|_| "write it as 2026-11-28T09:00:00+08:00".to_owned())
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answer JSON lines {"id","operation","input"} from standard input, in order
    #[command(after_help = notes::CALC)]
    Calc,
    /// Accounts: the credit lines that plans belong to
    #[command(subcommand)]
    Account(AccountCommand),
    /// Funding sources: the bank cards and wallets that repay accounts
    #[command(subcommand)]
    Source(SourceCommand),
    /// Plans: purchases on instalments and cash advances
    #[command(subcommand)]
    Plan(PlanCommand),
    /// List rows by day, with status and totals: without dates, what is left of earlier days and the next 30 days
    Due {
        /// First due date
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Last due date
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// Only this account, by id or name
        #[arg(long)]
        account: Option<String>,
        /// All rows there are, whenever they are due
        #[arg(long, conflicts_with_all = ["from", "to"])]
        all: bool,
    },
    /// Record a repayment of a row, or of all that an account asks for on one day
    Pay(PayArguments),
    /// Export records
    #[command(subcommand)]
    Export(ExportCommand),
    /// Import records: all of a file, or none of it
    #[command(subcommand)]
    Import(ImportCommand),
    /// Raise what is due for a reminder; each fires once
    Remind(RemindArguments),
    /// Reminders: what waits for you, and answering it
    #[command(subcommand)]
    Inbox(InboxCommand),
    /// When to remind: of everything, of an account, of a plan
    #[command(subcommand)]
    Rule(RuleCommand),
    /// Settings: language, colours, hidden amounts, closing the window, income
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// The app lock: the window's passcode. It does not bind the command line
    #[command(subcommand)]
    Lock(LockCommand),
    /// Quote a change of a plan; nothing is recorded
    #[command(subcommand)]
    Quote(QuoteCommand),
    /// List what is left to pay, by month
    Forecast(ForecastArguments),
    /// Compare ways out of debt: as contracted, smallest balance first, dearest first
    Payoff(PayoffArguments),
    /// What you mean to pay early, and dropping it
    #[command(subcommand)]
    Planned(PlannedCommand),
    /// List how debts run out, month by month, if all is paid as planned
    Debts,
    /// List what plans cost over their lives, or what was paid in a year besides principal
    Costs(CostsArguments),
    /// List what was spent in a year, by month, each plan counted once
    Spending(SpendingArguments),
    /// List what is free on each account, now and as repayments free it
    Limits,
    /// Compare terms from JSON lines: {"name","terms"}, or terms alone
    #[command(after_help = notes::TERMS)]
    Compare {
        #[command(flatten)]
        input: Input,
        /// What the purchase costs without instalments
        #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
        cash_price: Option<String>,
    },
    /// Find the heaviest month without and with a plan of the terms given as JSON
    #[command(after_help = notes::TERMS)]
    Afford {
        #[command(flatten)]
        input: Input,
        /// Income of a month
        #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
        income: Option<String>,
    },
    /// Presets: what lenders usually offer, as examples that you may change
    #[command(subcommand)]
    Preset(PresetCommand),
    /// Pay a plan off early, for what `quote settle` says
    Settle {
        /// The plan's id
        plan: String,
        #[command(flatten)]
        paid: Paid,
    },
    /// Pay a part of the principal early
    Prepay(PrepayArguments),
    /// Record that goods went back
    Refund(RefundArguments),
    /// Say whether an automatic repayment went through
    #[command(subcommand)]
    Debit(DebitCommand),
    /// Repayments that were recorded
    #[command(subcommand)]
    Repayment(RepaymentCommand),
    /// Take the latest action back; again, the one before it
    Undo,
    /// Do again what was undone last
    Redo,
    /// List what was done, newest first
    Activity {
        /// How many actions
        #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
        limit: u32,
        /// Only actions before this number
        #[arg(long, value_name = "NUMBER")]
        before: Option<i64>,
    },
    /// Check that the file is sound: its pages, rules, seals and sums
    Check,
    /// Make a checked copy of the file, in DIR or in the data folder
    Backup {
        /// Where to put the copy
        #[arg(value_name = "DIR", conflicts_with = "list")]
        dir: Option<PathBuf>,
        /// Only list the copies in the data folder
        #[arg(long)]
        list: bool,
        /// Encrypt the copy with a passphrase; nobody can open it without
        #[arg(long, requires = "dir")]
        encrypt: bool,
        /// Read the passphrase from the first line of FILE; else it is asked for, or read from standard input
        #[arg(long, value_name = "FILE", requires = "encrypt")]
        passphrase_file: Option<PathBuf>,
    },
    /// Put a copy in the place of the file; what is there is kept beside it
    #[command(group = clap::ArgGroup::new("from").required(true).args(["file", "new"]))]
    Restore {
        /// The copy
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Only say whether the copy is sound, and what is in it
        #[arg(long, requires = "file")]
        dry_run: bool,
        /// Where the file was lost: start with an empty one
        #[arg(long)]
        new: bool,
        /// Of an encrypted copy, read the passphrase from the first line of FILE; else it is asked for, or read from
        /// standard input
        #[arg(long, value_name = "FILE", requires = "file")]
        passphrase_file: Option<PathBuf>,
    },
    /// Fill an empty data folder with sample data
    Demo,
    /// Print the completions of a shell
    Completions(CompletionsArguments),
    /// Print the manual page, or write one for each command
    Man(ManArguments),
}

/// The names that an option knows.
pub(crate) fn names<T>(known: &[(&'static str, T)]) -> PossibleValuesParser {
    PossibleValuesParser::new(known.iter().map(|(name, _)| *name).collect::<Vec<_>>())
}

#[derive(Debug, Subcommand)]
pub(crate) enum RepaymentCommand {
    /// List what was paid, newest first
    List {
        /// Only of this account: its id or name
        #[arg(long)]
        account: Option<String>,
        /// Only what was paid on this day or later
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Only what was paid on this day or earlier
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// Only what comes after this repayment: the id of the last one listed
        #[arg(long, value_name = "ID")]
        before: Option<String>,
        /// How many repayments, at most 200
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: u32,
    },
    /// Take a repayment back, so that its rows are open again
    Remove {
        /// The repayment's id
        repayment: String,
    },
}

impl Command {
    /// Whether it changes records.
    pub(crate) fn writes(&self) -> bool {
        match self {
            Self::Account(command) => command.writes(),
            Self::Source(command) => command.writes(),
            Self::Plan(command) => !matches!(command, PlanCommand::List(_) | PlanCommand::Show { .. }),
            Self::Export(ExportCommand::Ics(ics)) => ics.to.is_none(),
            Self::Import(command) => command.writes(),
            Self::Preset(command) => matches!(command, PresetCommand::Set(_) | PresetCommand::Reset { .. }),
            Self::Rule(command) => matches!(command, RuleCommand::Set { .. } | RuleCommand::Reset(_)),
            Self::Settings(command) => command.writes(),
            Self::Debit(command) => !matches!(command, DebitCommand::List { .. }),
            Self::Repayment(command) => matches!(command, RepaymentCommand::Remove { .. }),
            Self::Inbox(command) => matches!(command, InboxCommand::Answer { .. }),
            Self::Payoff(payoff) => payoff.adopt,
            Self::Planned(command) => matches!(command, PlannedCommand::Drop { .. }),
            Self::Pay(_)
            | Self::Settle { .. }
            | Self::Prepay(_)
            | Self::Refund(_)
            | Self::Undo
            | Self::Redo
            | Self::Demo => true,
            _ => false,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum PresetCommand {
    /// List presets with their offers
    List,
    /// Print one preset as JSON, with its sources
    Show {
        /// The preset's id
        preset: String,
    },
    /// Store a preset from JSON, in the place of the one of its id
    Set(Input),
    /// Forget your own preset; a shipped one comes back
    Reset {
        /// The preset's id
        preset: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// Add plans from JSON, one or many, all or none; prints an id for each
    #[command(after_help = notes::PLAN)]
    Add {
        #[command(flatten)]
        input: Input,
        /// Create accounts that are only names so far
        #[arg(long)]
        create_accounts: bool,
    },
    /// List plans: all of them newest first, or those that are asked for
    List(ListArguments),
    /// Show one plan with its rows, rates and repayments
    Show {
        /// The plan's id
        plan: String,
    },
    /// Change what the JSON names of a plan: title, merchant, order_no, price, auto_debit, notes, rows
    Edit {
        /// The plan's id
        plan: String,
        #[command(flatten)]
        input: Input,
    },
    /// Remove a plan with its rows and repayments; `undo` brings it back
    Remove {
        /// The plan's id
        plan: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    /// Only plans of this status
    #[arg(long, value_parser = names(&STATUSES))]
    pub(crate) status: Option<String>,
    /// Only plans of this account, by id or name
    #[arg(long)]
    pub(crate) account: Option<String>,
    /// Only plans whose title, merchant, order number or notes hold these characters
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// In which order
    #[arg(long, value_name = "ORDER", value_parser = names(&SORTS), default_value = "newest")]
    pub(crate) sort: String,
    /// At most so many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: Option<u32>,
    /// Pass over so many
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: u32,
}

/// The statuses of plans, and the orders of a list, by name.
pub(crate) const STATUSES: [(&str, PlanStatus); 4] = [
    ("active", PlanStatus::Active),
    ("overdue", PlanStatus::Overdue),
    ("settled", PlanStatus::Settled),
    ("refunded", PlanStatus::Refunded),
];
pub(crate) const SORTS: [(&str, PlanSort); 4] = [
    ("newest", PlanSort::Newest),
    ("oldest", PlanSort::Oldest),
    ("next-due", PlanSort::NextDue),
    ("largest-left", PlanSort::LargestLeft),
];

#[derive(Debug, Args)]
pub(crate) struct Input {
    /// The file to read, as FILE
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// The file to read; standard input if it is - or absent
    #[arg(value_name = "FILE", conflicts_with = "file")]
    pub(crate) named: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["plan", "statement"]))]
pub(crate) struct PayArguments {
    /// The plan's id
    #[arg(requires = "seq")]
    pub(crate) plan: Option<String>,
    /// Which row of the plan
    #[arg(long, value_name = "N", requires = "plan")]
    pub(crate) seq: Option<u32>,
    /// How much; all that is left of the row, if absent
    #[arg(long, requires = "plan", allow_negative_numbers = true)]
    pub(crate) amount: Option<String>,
    /// Everything that this account asks for on this due date
    #[arg(long, num_args = 2, value_names = ["ACCOUNT", "DATE"], conflicts_with = "plan")]
    pub(crate) statement: Option<Vec<String>>,
    /// When it was paid; today, if absent
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
    /// From where it was paid
    #[arg(long)]
    pub(crate) source: Option<String>,
}
