//! Reminders on the wire: rules, notices, and what can be said to them.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountId, AccountRef, InstalmentStatus, PlanId};

/// What a reminder is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Some days before the due day.
    Upcoming,
    /// From the due day to the end of the grace days.
    Due,
    /// From the day after them.
    Overdue,
    /// Did the automatic debit go through?
    DebitCheck,
    /// Several in one.
    Digest,
}

/// Whose rules they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RuleSubject {
    /// Everything that has no rules of its own.
    All,
    /// The plans of one account that have no rules of their own.
    Account(AccountId),
    /// One plan.
    Plan(PlanId),
}

/// When to remind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReminderRules {
    /// Days before the due day, 0…60, at most 12 of them; 0 is the day itself.
    pub days_before: Vec<u16>,
    /// The wall-clock time of every reminder, `HH:MM`.
    pub at: String,
    /// Every day while overdue.
    pub repeat_overdue: bool,
    /// As often for what an automatic debit should pay; otherwise that is spoken of once before.
    #[serde(default)]
    pub when_debited: bool,
    /// Nothing pops up from here, `HH:MM`; absent together with `quiet_until`.
    #[serde(default)]
    pub quiet_from: Option<String>,
    /// `HH:MM`; earlier than `quiet_from`, it is of the next day.
    #[serde(default)]
    pub quiet_until: Option<String>,
}

/// Rules with their subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RuleView {
    /// Whose they are.
    pub subject: RuleSubject,
    /// The account's or plan's name; empty for all.
    pub name: String,
    /// Those in force for it.
    pub rules: ReminderRules,
    /// They were set for this subject, and are not those of the account or of all.
    pub own: bool,
}

/// A reminder that is still to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ComingReminder {
    /// RFC 3339, in the zone of the asker.
    pub at: String,
    /// As of that moment, if nothing is paid by then.
    pub kind: NoticeKind,
    /// In the language in force.
    pub title: String,
    /// In the language in force; without amounts where they are hidden.
    pub body: String,
}

/// How long to put a reminder off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Snooze {
    /// No longer: it waits again at once.
    Now,
    /// From now.
    Hour,
    /// 20:00 today.
    Tonight,
    /// Tomorrow at the time of the rules.
    Tomorrow,
    /// RFC 3339.
    Until(String),
}

/// What a user says to a reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NoticeAnswer {
    /// All that is left of its rows was paid today.
    Paid,
    /// The automatic debit went through.
    Confirmed,
    /// The automatic debit failed.
    Failed,
    /// Not now; nothing else changes.
    Snooze(Snooze),
    /// Read; nothing else changes.
    Seen,
}

/// For how long nothing pops up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// From now.
    Hour,
    /// Until the time of the rules tomorrow.
    Tomorrow,
    /// Until reminders are let go on.
    Open,
    /// Reminders go on.
    End,
}

/// A row of which a reminder speaks, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NoticeRow {
    /// Asks for the whole plan.
    pub plan: PlanId,
    /// As the user named it.
    pub title: String,
    /// Counted from 1.
    pub n: u32,
    /// The number of the plan's last row.
    pub of: u32,
    /// What is left of it.
    pub remaining: String,
    /// As of today.
    pub status: InstalmentStatus,
}

/// Rows of one statement that were spoken of and wait for the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WaitingView {
    /// To answer with: one a row.
    pub keys: Vec<String>,
    /// As of today, whatever was said of them.
    pub kind: NoticeKind,
    /// Who asks for it.
    pub account: AccountRef,
    /// `YYYY-MM-DD`.
    pub due_date: String,
    /// From today; negative when past.
    pub days: i32,
    /// An ISO 4217 code: that of the account.
    pub currency: String,
    /// What is left of all its rows.
    pub remaining: String,
    /// Those of which something is left.
    pub rows: Vec<NoticeRow>,
    /// When they were last spoken of: RFC 3339, in the zone of the asker.
    pub at: String,
    /// It came on a later day than it was wanted, and the user has not seen it since.
    pub missed: bool,
    /// Put off until then: RFC 3339.
    pub snoozed_until: Option<String>,
    /// The user has read it.
    pub seen: bool,
    /// An automatic debit is expected, or was.
    pub debit: bool,
}

/// A reminder of the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NoticeView {
    /// To answer with.
    pub key: String,
    /// As of when it was raised.
    pub kind: NoticeKind,
    /// When it was raised: RFC 3339, in the zone of the asker.
    pub at: String,
    /// In the language in force now, of what was so when it was raised.
    pub title: String,
    /// In the same; without amounts where they are hidden now.
    pub body: String,
    /// The plan that it speaks of, where that is one.
    pub plan: Option<PlanId>,
    /// `YYYY-MM-DD`; of several rows, the earliest.
    pub due_date: Option<String>,
    /// What a digest or statement stands for.
    pub parts: Vec<String>,
    /// No notification daemon has taken it so far.
    pub undelivered: bool,
}

/// How long reminders did not come: Fenqi was not running, or they were held back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MissedView {
    /// When the first of them was wanted: RFC 3339, in the zone of the asker.
    pub from: String,
    /// When they came.
    pub until: String,
    /// Civil days from the one to the other.
    pub days: u32,
}

/// The reminders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InboxView {
    /// What waits for the user: the most urgent first.
    pub waiting: Vec<WaitingView>,
    /// How many of them are neither seen nor put off.
    pub unseen: u32,
    /// Of what waits, the missed ones: between when they were wanted, and for how long that was.
    pub missed: Option<MissedView>,
    /// What was raised, newest first.
    pub earlier: Vec<NoticeView>,
    /// Asks for what is before.
    pub next: Option<String>,
    /// What automatic debits take within a month, by day.
    pub funding: Vec<FundingView>,
    /// Nothing pops up before this: RFC 3339, in the zone of the asker.
    pub paused_until: Option<String>,
    /// Paused until reminders are let go on.
    pub paused_open: bool,
}

/// What one funding source has to hold by a day, for automatic debits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FundingView {
    /// The card or wallet; absent where the account names none.
    pub source: Option<String>,
    /// The names of the accounts that debit it.
    pub accounts: Vec<String>,
    /// The due day.
    pub by: String,
    /// From today.
    pub days: i32,
    /// An ISO 4217 code.
    pub currency: String,
    /// What is left of the rows together.
    pub amount: String,
    /// Those that are to be debited.
    pub rows: Vec<NoticeRow>,
}

/// The clock is not where it was seen last, so that nothing is decided by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ClockDoubt {
    /// What it says: RFC 3339, in the zone of the asker.
    pub now: String,
    /// What it should say, or when it was seen last.
    pub expected: String,
}
