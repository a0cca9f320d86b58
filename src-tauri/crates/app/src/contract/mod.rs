//! What crosses a process or language boundary: the JSON of the IPC and of the CLI.
//!
//! Amounts and rates are decimal strings, dates are `YYYY-MM-DD`, ids are opaque strings. Fields may be
//! added, never renamed. Conversions to and from domain values live beside the use cases that need them.

mod account;
mod account_page;
mod advice;
mod analysis;
mod backup;
mod calendar;
mod calendar_file;
mod change;
mod error;
mod exchange;
mod field;
mod history;
mod listing;
mod lock;
mod overview;
mod payoff;
mod plan;
mod policy;
mod preset;
mod prospect;
mod record;
mod reminder;
mod repayment;
mod settings;
mod terms;

pub use account::{
    AccountDraft, AccountForm, AccountKind, AccountRef, AccountView, DueRule, DueRuleKind, GraceMode,
    LateFeeForm, OnStatementDay, SettlementForm, SettlementRule, TemporaryLimitInput,
};
pub use account_page::{
    AccountLine, AccountPage, AccountPreview, AccountRules, AccountStanding, LateFeeAfter, LateFeeExample,
    NextDue, PolicyExamples, PurchaseToday, SettlementExample, SourceView,
};
pub use advice::{
    Affordability, Comparison, ForecastMonth, ForecastView, LimitView, MonthRelease, OfferView, PeakMonth,
    PrepaymentView, QuoteView, RefundRow, RefundView, Release,
};
pub use analysis::{
    CostParts, CostTotals, CostsView, DebtCurve, DebtMonth, ForecastByAccount, PlanCostView, SpendingMonth,
    SpendingView, Spent, YearCosts, Years,
};
pub use backup::{
    BackupView, BackupsView, CheckView, ChosenCopy, ContentsView, PlanNames, PlansChange, ProblemView,
    RehearsalView,
};
pub use calendar::{
    AgendaDay, AgendaStatement, AgendaView, CurrencyTotals, DayView, DueBrief, DueRow, DueView, MonthDay,
    MonthView, StatementRow, StatementView, Totals, YearDay, YearMonth, YearView,
};
pub use calendar_file::CalendarFile;
pub use change::{
    PayPart, PayPreview, PlanEditForm, PrepayChoices, PrepayForm, RefundForm, RepaymentForm, RowForm,
    RowProblem, RowTotal, RowsCheck, RowsForm, SettleForm,
};
pub use error::{AppError, ErrorCode};
pub use exchange::{
    DateOrder, DecimalMark, ExportForm, ExportFormat, ExportTable, ImportColumn, ImportKind, ImportOptions,
    ImportPreview, ImportProblem, ImportProgress, ImportTotal, Imported, TextEncoding,
};
pub use field::Field;
pub use history::ActivityView;
pub use listing::{PlanPage, PlanQuery, PlanSort, StatusCounts};
pub use lock::{LockAfter, LockState};
pub use overview::{
    AccountForecast, ActionView, DebtView, LimitNow, LimitRelease, MonthSegment, MonthStrip, OverviewView,
};
pub use payoff::{
    Alone, PayoffChoice, PayoffEnd, PayoffOutcome, PayoffPlan, PayoffQuery, PayoffStep, PayoffView,
    PlannedAct, PlannedView, Strategy,
};
pub use plan::{
    Advertised, FormFrequency, FormMethod, Origin, PaymentView, PlanDraft, PlanEdit, PlanForm, PlanSummary,
    PlanView, Preview, RateUnit, Rates, RowDraft, RowView, ScheduleView, SolvedField, Track, TrackCell,
};
pub use policy::{
    DividedRate, FirstDueInput, LateFeeInput, RateInput, SettlementInput, StatementDueInput, StatementInput,
};
pub use preset::{Bilingual, Preset, PresetOffer, PresetSource};
pub use prospect::{Freed, Income, LimitProspect, PeriodsChoice, Prospect, ProspectMonth};
pub use record::{RecordPage, RecordPlan, RecordQuery, RecordView};
pub use reminder::{
    ClockDoubt, ComingReminder, FundingView, InboxView, MissedView, NoticeAnswer, NoticeKind, NoticeRow,
    NoticeView, Pause, ReminderRules, RuleSubject, RuleView, Snooze, WaitingView,
};
pub use repayment::{PayForm, RefundedView, RepaymentKind, RepaymentView, SettlementView, StatementPayForm};
pub use settings::{AppState, Changed, Exported, Language, OnClose, Settings, Theme, Topic};
pub use terms::{DownPaymentInput, FrequencyInput, RoundingInput, TermsInput};

use serde::{Deserialize, Serialize};
use specta::Type;

/// Identifies an account. Opaque outside the store.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
pub struct AccountId(pub String);

/// Identifies a plan. Opaque outside the store.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
pub struct PlanId(pub String);

/// Where an instalment stands today. Computed from facts and a date, never stored (design: Words).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum InstalmentStatus {
    /// Before its due day.
    Scheduled,
    /// From its due day to the end of the grace days.
    Due,
    /// Like `due`, but an automatic debit should have paid it and nobody has confirmed that yet.
    DebitExpected,
    /// From the day after the grace days.
    Overdue,
    /// Paid in full.
    Paid,
    /// Settled or refunded away.
    Void,
}

/// Where a plan stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PlanStatus {
    /// Something is still to be paid and nothing is overdue.
    Active,
    /// At least one row is overdue.
    Overdue,
    /// Nothing is left to pay.
    Settled,
    /// The purchase was refunded.
    Refunded,
}
