//! The edges: what the use cases need from a store, a clock and a desktop.

mod backup;
mod costs;
mod facts;
mod journal;
mod paid;
mod whole;

pub use backup::{BackupFacts, Contents, Problem, ProblemKind};
pub use costs::{Beside, Bought, PaidPart, Parts, PickedBy, PlanCost, PlanKey};
pub use facts::{
    Account, Correction, Counts, FundingSource, Listing, LooseRow, Plan, PlanBrief, PlanFacts, PlanList,
    PlanOutline, Planned, Revision, RowFacts, Said, Span, StatementSum, UnpaidRow, Which,
};
pub use journal::{Activity, ActivityState, Recorded};
pub use paid::{
    ListedRepayment, Part, PlanRepayment, Prepaid, Refunded, Repayment, RepaymentListing, Settled,
};
pub use whole::{Cause, Version, WholePlan, WholeRepayment, WholeRow};

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use fenqi_domain::reminder::Rules;
use fenqi_domain::status::Debit;
use fenqi_domain::{Currency, Money, Row};

use crate::Result;
use crate::clock::Zone;
use crate::contract::{AppError, PlanId, RuleSubject};
use crate::reminders::Notice;

/// Tells the time. Nothing else in Fenqi does.
pub trait Clock: Send + Sync {
    /// The instant.
    fn now(&self) -> DateTime<Utc>;
    /// The zone in which dates are civil.
    fn zone(&self) -> Zone;
    /// How long the machine has been up, sleep counted: the time by which `now` is held to go on. `None` where the
    /// clock was set by hand, and is believed.
    fn uptime(&self) -> Option<Duration>;
}

/// Shows a notice on the desktop.
pub trait Notifier: Send + Sync {
    /// Returns once the desktop has taken the notice, or why not. Must not take longer than a few seconds.
    ///
    /// # Errors
    /// A reason for the log when no notification daemon took it; the notice stays in the file.
    fn show(&self, notice: &Notice) -> std::result::Result<(), String>;

    /// The notices whose popups are still open.
    fn shown(&self) -> Vec<Notice>;

    /// Closes the popup of a notice, if it is still open.
    fn withdraw(&self, key: &str);
}

/// The file.
pub trait Store: Send + Sync {
    /// A consistent view of the file.
    ///
    /// # Errors
    /// `storage_failed` when the file cannot be read.
    fn begin_read(&self) -> Result<Box<dyn ReadTx + '_>>;

    /// A change of the file, which nobody else may change until it ends. Dropped without `commit`, it never was.
    ///
    /// # Errors
    /// `file_read_only`, `storage_failed` or `storage_full`.
    fn begin_write(&self) -> Result<Box<dyn WriteTx + '_>>;

    /// A number that differs after another process has changed the file.
    ///
    /// # Errors
    /// `storage_failed` when the file cannot be read.
    fn foreign_version(&self) -> Result<i64>;

    /// The folder in which the file lies, for people.
    fn folder(&self) -> String;

    /// Brings everything into the one file, before the process ends.
    ///
    /// # Errors
    /// `storage_failed`; nothing is lost then, the next process does it.
    fn settle(&self) -> Result<()>;

    /// Gives back the memory that only makes the next read faster.
    fn rest(&self);

    /// Why the file may only be read, if so.
    fn read_only(&self) -> Option<AppError>;

    /// Everything that is wrong with the file. Takes a while for a large one; others go on meanwhile.
    ///
    /// # Errors
    /// `storage_failed` when the file cannot be read at all.
    fn check(&self) -> Result<Vec<Problem>>;

    /// The backups in the data folder, newest first.
    ///
    /// # Errors
    /// `data_folder_unwritable` when the folder cannot be read.
    fn backups(&self) -> Result<Vec<BackupFacts>>;

    /// Their names alone, newest first.
    ///
    /// # Errors
    /// `data_folder_unwritable` when the folder cannot be read.
    fn backup_names(&self) -> Result<Vec<String>>;

    /// One of them, by name.
    ///
    /// # Errors
    /// `storage_failed`.
    fn backup(&self, name: &str) -> Result<BackupFacts>;

    /// Looks at all that is in one of them. Takes a while for a large one.
    ///
    /// # Errors
    /// `file_damaged`, `file_foreign`, `file_too_new`, `storage_failed`.
    fn rehearse_backup(&self, name: &str) -> Result<Contents>;

    /// Makes a checked copy of the file in the data folder, under a name.
    ///
    /// # Errors
    /// `storage_full`, `write_failed`, `file_damaged`; nothing is left of the copy then.
    fn back_up(&self, name: &str) -> Result<BackupFacts>;

    /// Removes a backup from the data folder.
    ///
    /// # Errors
    /// `backup_unknown`, `write_failed`.
    fn remove_backup(&self, name: &str) -> Result<()>;

    /// What is kept of the app lock's passcode, beside the file.
    ///
    /// # Errors
    /// `lock_damaged` when it is there and cannot be read.
    fn passcode(&self) -> Result<Option<String>>;

    /// Keeps that, or nothing any more.
    ///
    /// # Errors
    /// `storage_full`, `write_failed`; what was kept is kept still.
    fn keep_passcode(&self, text: Option<&str>) -> Result<()>;
}

impl<S: Store + ?Sized> Store for std::sync::Arc<S> {
    fn begin_read(&self) -> Result<Box<dyn ReadTx + '_>> {
        self.as_ref().begin_read()
    }
    fn begin_write(&self) -> Result<Box<dyn WriteTx + '_>> {
        self.as_ref().begin_write()
    }
    fn foreign_version(&self) -> Result<i64> {
        self.as_ref().foreign_version()
    }
    fn folder(&self) -> String {
        self.as_ref().folder()
    }
    fn settle(&self) -> Result<()> {
        self.as_ref().settle()
    }
    fn rest(&self) {
        self.as_ref().rest();
    }
    fn read_only(&self) -> Option<AppError> {
        self.as_ref().read_only()
    }
    fn check(&self) -> Result<Vec<Problem>> {
        self.as_ref().check()
    }
    fn backups(&self) -> Result<Vec<BackupFacts>> {
        self.as_ref().backups()
    }
    fn backup_names(&self) -> Result<Vec<String>> {
        self.as_ref().backup_names()
    }
    fn backup(&self, name: &str) -> Result<BackupFacts> {
        self.as_ref().backup(name)
    }
    fn rehearse_backup(&self, name: &str) -> Result<Contents> {
        self.as_ref().rehearse_backup(name)
    }
    fn back_up(&self, name: &str) -> Result<BackupFacts> {
        self.as_ref().back_up(name)
    }
    fn remove_backup(&self, name: &str) -> Result<()> {
        self.as_ref().remove_backup(name)
    }
    fn passcode(&self) -> Result<Option<String>> {
        self.as_ref().passcode()
    }
    fn keep_passcode(&self, text: Option<&str>) -> Result<()> {
        self.as_ref().keep_passcode(text)
    }
}

/// Reading. Each may fail with `storage_failed`, and with `file_damaged` where what is read contradicts its seal.
pub trait ReadTx {
    /// All accounts, by name.
    fn accounts(&self) -> Result<Vec<Account>>;
    /// The account of an id or, failing that, of a name.
    fn account(&self, id_or_name: &str) -> Result<Option<Account>>;
    /// All funding sources, by name.
    fn funding_sources(&self) -> Result<Vec<FundingSource>>;
    /// Plans with their rows: all of them, newest purchase first, or one.
    fn plans(&self, only: Option<&PlanId>) -> Result<Vec<PlanFacts>>;
    /// Visits all plans with their rows, oldest purchase first, and holds one at a time.
    fn each_plan(&self, visit: &mut dyn FnMut(PlanFacts) -> Result<()>) -> Result<()>;
    /// Plans that have a row due from `from` to `to`, with all their rows.
    fn plans_due(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<PlanFacts>>;
    /// Plans of a currency of which something is left, newest purchase first.
    fn open_plans(&self, currency: Currency) -> Result<Vec<PlanFacts>>;
    /// What is planned of open plans, or of one, from a day to another: by day, then as the plans were entered.
    fn planned(&self, from: NaiveDate, to: NaiveDate, plan: Option<&PlanId>) -> Result<Vec<Planned>>;
    /// What accounts ask for by day, from `from` to `to`: by day, then by account.
    fn statements(&self, from: NaiveDate, to: NaiveDate, which: Which) -> Result<Vec<StatementSum>>;
    /// The day from `from` on by whose end at least `rows` open rows fall due; else the last on which any does.
    fn last_day_of(&self, from: NaiveDate, rows: u32) -> Result<Option<NaiveDate>>;
    /// Rows by due date, then as their plans were entered. `account_unknown`.
    fn rows(&self, span: &Span<'_>) -> Result<Vec<LooseRow>>;
    /// Plans that have a row due on a day, newest purchase first.
    fn plans_of_day(&self, day: NaiveDate) -> Result<Vec<PlanBrief>>;
    /// Plans by their ids, in that order. `plan_unknown`.
    fn plans_briefly(&self, ids: &[PlanId]) -> Result<Vec<PlanBrief>>;
    /// A page of plans. What a transaction changed itself is not in it yet. `account_unknown`.
    fn plan_list(&self, listing: &Listing<'_>) -> Result<PlanList>;
    /// Unpaid rows due up to `horizon`, and those of the first day after it that has any.
    fn unpaid(&self, horizon: NaiveDate) -> Result<Vec<UnpaidRow>>;
    /// What was paid towards a plan's rows, newest first.
    fn repayments(&self, plan: &PlanId) -> Result<Vec<PlanRepayment>>;
    /// A repayment, whole.
    fn repayment(&self, id: &str) -> Result<Option<Repayment>>;
    /// Repayments of all plans. `account_unknown`, `repayment_unknown`.
    fn repayment_list(&self, listing: &RepaymentListing<'_>) -> Result<Vec<ListedRepayment>>;
    /// The rows as the contract first had them.
    fn contract_rows(&self, plan: &PlanId) -> Result<Vec<Row>>;
    /// How a plan was paid off early.
    fn settlement(&self, plan: &PlanId) -> Result<Option<Settled>>;
    /// What was paid early of a plan, oldest first.
    fn prepayments(&self, plan: &PlanId) -> Result<Vec<Prepaid>>;
    /// What was refunded of a plan, oldest first.
    fn refunds(&self, plan: &PlanId) -> Result<Vec<Refunded>>;
    /// By what each plan is known when it is met again.
    fn plan_outlines(&self) -> Result<Vec<PlanOutline>>;
    /// What the rows of each plan come to. Refused where they are not what is kept of them.
    fn plan_costs(&self) -> Result<Vec<PlanCost>>;
    /// The id of a plan that this transaction named by its key. `plan_unknown`.
    fn plan_id(&self, key: PlanKey) -> Result<PlanId>;
    /// What was paid of plans besides their rows, or came back, from `from` to `to`.
    fn besides(&self, from: NaiveDate, to: NaiveDate, by: PickedBy) -> Result<Vec<Beside>>;
    /// What plans that began from `from` to `to` ask for.
    fn bought(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Bought>>;
    /// What was paid of rows from `from` to `to`.
    fn paid_parts(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<PaidPart>>;
    /// The first and the last day on which a plan began, asked for something, was paid early or refunded.
    fn extent(&self) -> Result<Option<(NaiveDate, NaiveDate)>>;
    /// How much there is, at no cost.
    fn counts(&self) -> Result<Counts>;
    /// What is in the file, counted row by row.
    fn contents(&self) -> Result<Contents>;
    /// Whether a notice of this key was claimed.
    fn has_notice(&self, key: &str) -> Result<bool>;
    /// Whether a notice that was claimed by then was not taken.
    fn has_undelivered(&self, by: DateTime<Utc>) -> Result<bool>;
    /// A notice with what it covers.
    fn notice(&self, key: &str) -> Result<Option<Said>>;
    /// The latest notice of a row; as what of, it says itself.
    fn latest_notice(&self, plan: &PlanId, n: u16) -> Result<Option<Said>>;
    /// The latest `limit` notices before one, newest first, each with what it covers. `notice_unknown`.
    fn notices(&self, before: Option<&str>, limit: u32) -> Result<Vec<Said>>;
    /// The rules of reminders that are not the usual ones.
    fn reminder_rules(&self) -> Result<Vec<(RuleSubject, Rules)>>;
    /// A setting's stored text.
    fn setting(&self, key: &str) -> Result<Option<String>>;
    /// What Fenqi remembers for itself.
    fn memo(&self, key: &str) -> Result<Option<String>>;
    /// Whether there is a plan of this id.
    fn has_plan(&self, id: &PlanId) -> Result<bool>;
    /// Whether there is a repayment of this id.
    fn has_repayment(&self, id: &str) -> Result<bool>;
    /// Hands on every plan with its history, as they were entered, one at a time; an error ends it.
    fn whole_plans(&self, each: &mut dyn FnMut(WholePlan) -> Result<()>) -> Result<()>;
    /// The same of repayments.
    fn whole_repayments(&self, each: &mut dyn FnMut(WholeRepayment) -> Result<()>) -> Result<()>;
    /// The latest `limit` actions before one, newest first.
    fn activities(&self, before: Option<i64>, limit: u32) -> Result<Vec<Recorded>>;
}

/// Writing. Each may fail with `storage_failed` or `storage_full`, or with `rule_broken` and the name of the rule
/// that the facts break; then nothing of the transaction remains.
pub trait WriteTx: ReadTx {
    /// From here on it is a user's action: what it changes can be undone, until `record` ends it.
    fn act(&self) -> Result<()>;
    /// The same, of an action that adds very many records: what it adds is logged as a whole. What is kept beside
    /// them (`paid`, sums) is behind until `record`.
    fn act_in_bulk(&self) -> Result<()>;
    /// Stores an account under an id and a name that are new.
    fn insert_account(&self, account: &Account) -> Result<()>;
    /// Gives the account of this id these values; its currency stays while it has plans.
    fn update_account(&self, account: &Account) -> Result<()>;
    /// Gives the funding source of this id a name that no other has.
    fn rename_source(&self, id: &str, name: &str) -> Result<()>;
    /// Lets a funding source repay what another did, and removes that one.
    fn merge_source(&self, id: &str, into: &str) -> Result<()>;
    /// Removes a funding source that repays no account.
    fn remove_source(&self, id: &str) -> Result<()>;
    /// Stores a source of a name, where there is none of it.
    fn add_source(&self, name: &str) -> Result<()>;
    /// Stores a plan with its history.
    fn insert_whole_plan(&self, plan: &WholePlan) -> Result<()>;
    /// Stores a repayment with all that it did. The plans are there already.
    fn insert_whole_repayment(&self, repayment: &WholeRepayment) -> Result<()>;
    /// Stores a plan, and what was paid of it before. `principal`: what that of the rows comes to by the terms; `paid`:
    /// repayments of which every part went to rows of this plan.
    fn insert_plan(&self, plan: &Plan, rows: &[Row], principal: Money, paid: &[Repayment]) -> Result<()>;
    /// Gives the plan of this id these values; its account, currency, terms and rows stay.
    fn update_plan(&self, plan: &Plan) -> Result<()>;
    /// Removes a plan with all that belongs to it, and its parts of repayments.
    fn remove_plan(&self, plan: &PlanId) -> Result<()>;
    /// Puts a new version of terms and rows in force.
    fn revise(&self, plan: &PlanId, revision: &Revision) -> Result<()>;
    /// Stores a repayment under an id that is new; its rows ask for at least what its parts give them.
    fn insert_repayment(&self, repayment: &Repayment) -> Result<()>;
    /// Takes a repayment of rows back, whole.
    fn remove_repayment(&self, id: &str) -> Result<()>;
    /// Pays a plan off: its unpaid rows become void.
    fn insert_settlement(&self, plan: &PlanId, settled: &Settled) -> Result<()>;
    /// Says what became of an automatic repayment; `None` takes it back.
    fn set_debit(
        &self,
        plan: &PlanId,
        n: u16,
        debit: Option<(&Debit, NaiveDate, Option<&str>)>,
    ) -> Result<()>;
    /// Stores what is planned of a plan on a day; nothing else is planned of it then.
    fn insert_planned(&self, planned: &Planned) -> Result<()>;
    /// Drops what is planned of a plan from a day to another.
    fn remove_planned(&self, plan: &PlanId, from: NaiveDate, to: NaiveDate) -> Result<()>;
    /// Drops all that is planned in a currency.
    fn clear_planned(&self, currency: Currency) -> Result<()>;
    /// Claims the notice's keys, so that they never fire again.
    fn claim_notice(&self, notice: &Notice, at: DateTime<Utc>) -> Result<()>;
    /// Marks a notice, and what it stands for, as taken.
    fn mark_delivered(&self, key: &str, at: DateTime<Utc>) -> Result<()>;
    /// Drops the claims, made by then, of notices that were never taken.
    fn forget_undelivered(&self, by: DateTime<Utc>) -> Result<()>;
    /// Drops the claims of notices that wanted to be raised after this: the clock was wrong.
    fn forget_after(&self, at: DateTime<Utc>) -> Result<()>;
    /// Puts a notice off, with what it covers; or no longer.
    fn snooze_notice(&self, key: &str, until: Option<DateTime<Utc>>) -> Result<()>;
    /// Marks a notice as answered, with what it covers and what covers it.
    fn mark_answered(&self, key: &str, at: DateTime<Utc>) -> Result<()>;
    /// Gives a subject rules.
    fn put_rules(&self, subject: &RuleSubject, rules: &Rules) -> Result<()>;
    /// Takes a subject's rules away.
    fn remove_rules(&self, subject: &RuleSubject) -> Result<()>;
    /// Stores a user's choice as text; undoing the action takes it back.
    fn put_setting(&self, key: &str, value: &str) -> Result<()>;
    /// Stores what Fenqi remembers for itself; undoing leaves it alone.
    fn put_memo(&self, key: &str, value: &str) -> Result<()>;
    /// Writes the action into the journal, and lets go of what is too old to be undone.
    fn record(&self, activity: &Activity) -> Result<()>;
    /// Takes the latest action back. Answers which it was.
    ///
    /// # Errors
    /// `nothing_to_undo`; `undo_expired` when all that is left was done too long ago; `undo_damaged` when the journal
    /// or its log is not what was written.
    fn undo(&self) -> Result<Recorded>;
    /// Does the action again that was undone last. Answers which it was.
    ///
    /// # Errors
    /// `nothing_to_redo`, `undo_damaged`.
    fn redo(&self) -> Result<Recorded>;
    /// Makes it durable.
    fn commit(self: Box<Self>) -> Result<()>;
}
