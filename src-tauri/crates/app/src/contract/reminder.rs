//! Reminders on the wire: rules, notices, and what can be said to them.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountId, AccountRef, InstalmentStatus, PlanId};

/// What a reminder is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    Upcoming,
    Due,
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
    Account(AccountId),
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
    #[serde(default)]
    pub quiet_until: Option<String>,
}

/// Rules with their subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RuleView {
    pub subject: RuleSubject,
    /// The account's or plan's name; empty for all.
    pub name: String,
    pub rules: ReminderRules,
    /// They were set for this subject, and are not those of the account or of all.
    pub own: bool,
}

/// A reminder that is still to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ComingReminder {
    /// RFC 3339, in the zone of the asker.
    pub at: String,
    pub kind: NoticeKind,
    pub title: String,
    pub body: String,
}

/// How long to put a reminder off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Snooze {
    /// No longer: it waits again at once.
    Now,
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
    Snooze(Snooze),
    /// Read; nothing else changes.
    Seen,
}

/// For how long nothing pops up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
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
    pub plan: PlanId,
    pub title: String,
    pub n: u32,
    pub of: u32,
    pub remaining: String,
    pub status: InstalmentStatus,
}

/// Rows of one statement that were spoken of and wait for the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WaitingView {
    /// To answer with: one a row.
    pub keys: Vec<String>,
    pub kind: NoticeKind,
    pub account: AccountRef,
    pub due_date: String,
    /// From today; negative when past.
    pub days: i32,
    pub currency: String,
    pub remaining: String,
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
    pub key: String,
    pub kind: NoticeKind,
    /// When it was raised: RFC 3339, in the zone of the asker.
    pub at: String,
    pub title: String,
    pub body: String,
    /// The plan that it speaks of, where that is one.
    pub plan: Option<PlanId>,
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
    pub currency: String,
    pub amount: String,
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
