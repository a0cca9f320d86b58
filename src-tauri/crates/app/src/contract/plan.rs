//! Plans on the wire: what is typed, what is previewed, what is shown.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    AccountId, AccountRef, AppError, Field, InstalmentStatus, PlanId, PlanStatus, PlannedView, Prospect,
    TermsInput,
};

/// Why the money is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    Purchase,
    CashAdvance,
}

/// `plan add`: what the CLI takes. `rows` are the contract's own figures and win over the terms.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanDraft {
    /// Id or name.
    pub account: String,
    #[serde(default = "purchase")]
    pub origin: Origin,
    pub title: String,
    #[serde(default)]
    pub merchant: Option<String>,
    #[serde(default)]
    pub order_no: Option<String>,
    pub purchased_on: String,
    #[serde(default)]
    pub price: Option<String>,
    #[serde(default)]
    pub auto_debit: Option<bool>,
    #[serde(default)]
    pub notes: Option<String>,
    pub terms: TermsInput,
    #[serde(default)]
    pub rows: Option<Vec<RowDraft>>,
    /// Rows due before this date were paid on their due days, before Fenqi knew of the plan.
    #[serde(default)]
    pub paid_before: Option<String>,
    /// The first so many rows were paid, before Fenqi knew of the plan: on their due days, or today.
    #[serde(default)]
    pub paid_rows: Option<u32>,
}

fn purchase() -> Origin {
    Origin::Purchase
}

/// `plan edit`: what is absent stays as it is, an empty text is taken away.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlanEdit {
    pub title: Option<String>,
    pub merchant: Option<String>,
    pub order_no: Option<String>,
    pub price: Option<String>,
    pub auto_debit: Option<bool>,
    pub notes: Option<String>,
    /// The contract's own figures of these rows; their principal adds up to what it was.
    pub rows: Option<Vec<RowDraft>>,
}

/// A row as the contract states it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowDraft {
    pub n: u32,
    pub due_date: String,
    pub principal: String,
    #[serde(default = "zero")]
    pub interest: String,
    #[serde(default = "zero")]
    pub fee: String,
}

fn zero() -> String {
    "0.00".to_owned()
}

/// The methods that the form offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FormMethod {
    InterestFree,
    FlatPerPeriod,
    EqualInstalment,
    EqualPrincipal,
    FeeSpread,
    FeeUpfront,
    FlatInterest,
    InterestOnly,
    Bullet,
}

/// What the typed rate is counted per.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RateUnit {
    Day,
    Period,
    Year,
    /// Of the whole plan, once.
    Total,
}

/// How far apart the form lets due dates be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FormFrequency {
    Monthly,
    Fortnightly,
    Weekly,
    /// Every 30 days.
    ThirtyDays,
}

/// The new-plan form: every field as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanForm {
    pub origin: Origin,
    pub title: String,
    pub account: Option<AccountId>,
    pub merchant: String,
    pub order_no: String,
    pub purchased_on: String,
    pub price: String,
    pub down_payment: String,
    pub method: FormMethod,
    pub periods: String,
    pub frequency: FormFrequency,
    /// In percent: "0.60".
    pub rate_percent: String,
    pub rate_unit: RateUnit,
    /// What a period asks for, where it is known: then one of price, periods and rate may be left empty.
    pub payment: String,
    pub first_due_date: String,
    pub auto_debit: bool,
    pub notes: String,
    /// The rows that fell due before today were paid on their due days.
    pub past_rows_paid: bool,
    /// How many of the first rows were paid, where it is not those.
    pub paid_rows: String,
}

/// What the form would become, at each keystroke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Preview {
    /// Everything that would stop a save, each with its field.
    pub errors: Vec<AppError>,
    /// The schedule, as soon as the terms are complete.
    pub schedule: Option<ScheduleView>,
    /// What was left empty, found from the payment.
    pub solved: Option<SolvedField>,
    /// What the plan would mean among all that is owed, as soon as there is a schedule.
    pub prospect: Option<Prospect>,
}

/// The field that was left empty, and what belongs in it as it would be typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SolvedField {
    pub field: Field,
    pub value: String,
}

/// A schedule with its cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ScheduleView {
    pub currency: String,
    pub rows: Vec<RowView>,
    pub track: Track,
    pub totals: PaymentView,
    pub rates: Rates,
    pub advertised: Option<Advertised>,
    /// The amount of the regular row: the one that most rows share.
    pub per_period: String,
    pub periods: u32,
    pub first_due_date: String,
    pub last_due_date: String,
    /// How many rows fell due before today.
    pub past_rows: u32,
}

/// The rate that a lender prints, and what it makes in a year by plain multiplication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Advertised {
    pub rate_percent: String,
    pub unit: RateUnit,
    /// How many units the year has.
    pub times: u32,
    pub annual_percent: String,
}

/// Real annual rates in percent, six decimals; absent where no rate exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Rates {
    /// IRR per period × periods per year (年化利率,单利).
    pub nominal_annual_percent: Option<String>,
    /// (1 + IRR)^periods per year − 1 (年化利率,复利).
    pub effective_annual_percent: Option<String>,
}

/// Sums of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PaymentView {
    pub principal: String,
    pub interest: String,
    pub fee: String,
    /// Interest and fee together: what the credit costs.
    pub cost: String,
    pub total: String,
    pub paid: String,
    pub remaining: String,
}

/// One row of a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RowView {
    pub n: u32,
    pub due_date: String,
    pub principal: String,
    pub interest: String,
    pub fee: String,
    pub total: String,
    pub paid: String,
    pub remaining: String,
    /// Principal left after this row.
    pub balance: String,
    pub status: InstalmentStatus,
    pub partly_paid: bool,
    /// The figures were corrected by hand.
    pub edited: bool,
    /// The day on which the last payment of a paid row was made.
    pub paid_on: Option<String>,
    /// Days from today to the due date; negative when it is past.
    pub days: i32,
}

/// The mark of Fenqi: one cell a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Track {
    pub cells: Vec<TrackCell>,
    pub paid: u32,
    pub of: u32,
    /// Due date of the first row that is not paid.
    pub next_due_date: Option<String>,
    /// What is left of that row.
    pub next_remaining: Option<String>,
}

/// One cell of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TrackCell {
    pub status: InstalmentStatus,
    pub partly_paid: bool,
    /// The first row that is not paid.
    pub next: bool,
    /// 1 to 100: its amount against the largest of the plan, in percent.
    pub height: u8,
}

/// A plan in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanSummary {
    pub id: PlanId,
    pub title: String,
    pub merchant: Option<String>,
    pub account: AccountRef,
    pub origin: Origin,
    pub currency: String,
    pub purchased_on: String,
    pub status: PlanStatus,
    pub track: Track,
    pub total: String,
    pub remaining: String,
}

/// A plan, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanView {
    pub id: PlanId,
    pub account: AccountRef,
    pub origin: Origin,
    pub title: String,
    pub merchant: Option<String>,
    pub order_no: Option<String>,
    pub purchased_on: String,
    pub price: Option<String>,
    pub currency: String,
    pub auto_debit: bool,
    pub notes: Option<String>,
    pub status: PlanStatus,
    pub terms: TermsInput,
    pub rows: Vec<RowView>,
    pub track: Track,
    pub totals: PaymentView,
    pub rates: Rates,
    pub advertised: Option<Advertised>,
    /// Newest first.
    pub repayments: Vec<RepaymentView>,
    pub settlement: Option<SettlementView>,
    /// Newest first.
    pub refunds: Vec<RefundedView>,
    /// What the user means to pay early, by day.
    pub planned: Vec<PlannedView>,
}

/// How a plan was paid off early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettlementView {
    pub on: String,
    /// Of what was not due yet.
    pub principal: String,
    pub interest: String,
    pub fee: String,
    pub penalty: String,
    pub late_fee: String,
    pub saved: String,
    pub policy: String,
}

/// What went back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RefundedView {
    pub on: String,
    /// Principal that is no longer owed.
    pub principal: String,
    pub to_payer: String,
    pub fee_reduction: String,
    pub interest_reduction: String,
}

/// What a repayment was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RepaymentKind {
    Instalment,
    Settlement,
    Prepayment,
}

/// Money that was paid towards a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RepaymentView {
    pub id: String,
    pub kind: RepaymentKind,
    pub paid_on: String,
    /// What this plan got of it.
    pub amount: String,
    pub source: Option<String>,
    /// The rows it went to.
    pub rows: Vec<u32>,
}

/// A repayment of one row, as typed. An empty amount means all that is left of the row.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct PayForm {
    pub plan: PlanId,
    pub n: u32,
    pub amount: String,
    pub paid_on: String,
    pub source: String,
}

/// A repayment of all that one account asks for on one day.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct StatementPayForm {
    pub account: AccountId,
    pub due_date: String,
    pub paid_on: String,
    pub source: String,
}
