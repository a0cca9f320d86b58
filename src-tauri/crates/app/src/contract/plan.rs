//! Plans on the wire: what is typed, what is previewed, what is shown.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    AccountId, AccountRef, AppError, Field, InstalmentStatus, PlanId, PlanStatus, PlannedView, Prospect,
    RefundedView, RepaymentView, SettlementView, TermsInput,
};

/// Why the money is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Goods or services on instalments; a down payment is possible.
    Purchase,
    /// Money that was lent and paid out; there is no down payment.
    CashAdvance,
}

/// `plan add`: what the CLI takes. `rows` are the contract's own figures and win over the terms.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanDraft {
    /// Id or name.
    pub account: String,
    /// A purchase, if absent.
    #[serde(default = "purchase")]
    pub origin: Origin,
    /// Up to 120 characters.
    pub title: String,
    /// Up to 120 characters. An empty text is as good as none.
    #[serde(default)]
    pub merchant: Option<String>,
    /// The merchant's number of the order, up to 120 characters.
    #[serde(default)]
    pub order_no: Option<String>,
    /// `YYYY-MM-DD`: the day of the purchase, or on which the money was lent.
    pub purchased_on: String,
    /// In the currency of the account, more than zero.
    #[serde(default)]
    pub price: Option<String>,
    /// Whether an automatic debit pays the rows; if absent, as the account has it.
    #[serde(default)]
    pub auto_debit: Option<bool>,
    /// Up to 4000 characters, on several lines.
    #[serde(default)]
    pub notes: Option<String>,
    /// What the schedule is made from, as the contract states it.
    pub terms: TermsInput,
    /// All of them, numbered 1, 2, 3…, after a down payment as row 0; their principal is what the terms finance.
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
    /// Up to 120 characters; the one text that cannot be taken away.
    pub title: Option<String>,
    /// Up to 120 characters.
    pub merchant: Option<String>,
    /// Up to 120 characters.
    pub order_no: Option<String>,
    /// In the currency of the plan, more than zero. The schedule does not follow it.
    pub price: Option<String>,
    /// Whether an automatic debit pays the rows from now on.
    pub auto_debit: Option<bool>,
    /// Up to 4000 characters, on several lines.
    pub notes: Option<String>,
    /// The contract's own figures of these rows; their principal adds up to what it was.
    pub rows: Option<Vec<RowDraft>>,
}

/// A row as the contract states it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowDraft {
    /// Counted from 1; 0 is the down payment.
    pub n: u32,
    /// `YYYY-MM-DD`.
    pub due_date: String,
    /// In the currency of the plan, as are the other two.
    pub principal: String,
    /// Zero, if absent.
    #[serde(default = "zero")]
    pub interest: String,
    /// Zero, if absent.
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
    /// 免息: principal in equal parts (domain.md §2, as all of these).
    InterestFree,
    /// 等本等息: a fee of the original principal in every period.
    FlatPerPeriod,
    /// 等额本息: an annuity; interest on the balance, the same payment each time.
    EqualInstalment,
    /// 等额本金: the same principal each time, interest on the balance.
    EqualPrincipal,
    /// One fee on the whole, in equal parts over the rows.
    FeeSpread,
    /// One fee on the whole, with the first row.
    FeeUpfront,
    /// Interest on the original principal in every period.
    FlatInterest,
    /// 先息后本: interest each time, the principal with the last row.
    InterestOnly,
    /// 一次性还本付息: one row; the number of periods is not asked for.
    Bullet,
}

/// What the typed rate is counted per.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RateUnit {
    /// Each day; times 365 is what it makes in a year.
    Day,
    /// From one due date to the next.
    Period,
    /// As contracts quote it, whatever the length of a period.
    Year,
    /// Of the whole plan, once.
    Total,
}

/// How far apart the form lets due dates be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FormFrequency {
    /// On one day of the month, or its last day where the month lacks it (domain.md §4).
    Monthly,
    /// Every 14 days.
    Fortnightly,
    /// Every 7 days.
    Weekly,
    /// Every 30 days.
    ThirtyDays,
}

/// The new-plan form: every field as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanForm {
    /// Whether a down payment may be typed.
    pub origin: Origin,
    /// Required, up to 120 characters.
    pub title: String,
    /// Required for saving; its currency is that of all amounts here.
    pub account: Option<AccountId>,
    /// Up to 120 characters; may be empty.
    pub merchant: String,
    /// Up to 120 characters; may be empty.
    pub order_no: String,
    /// A date; first, today.
    pub purchased_on: String,
    /// An amount; may be empty where it is to be found from `payment`.
    pub price: String,
    /// An amount less than the price; empty is none. Passed over for a cash advance.
    pub down_payment: String,
    /// Decides which units of the rate are taken.
    pub method: FormMethod,
    /// A whole number from 1 to 600; may be empty where it is to be found from `payment`.
    pub periods: String,
    /// From one due date to the next.
    pub frequency: FormFrequency,
    /// In percent: "0.60".
    pub rate_percent: String,
    /// Each method takes some of them only.
    pub rate_unit: RateUnit,
    /// What a period asks for, where it is known: then one of price, periods and rate may be left empty.
    pub payment: String,
    /// A date, not before the purchase.
    pub first_due_date: String,
    /// Whether an automatic debit pays the rows.
    pub auto_debit: bool,
    /// Up to 4000 characters, on several lines; may be empty.
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
    /// Price, periods, rate or payment.
    pub field: Field,
    /// In the unit of that field; the next preview may be asked with it.
    pub value: String,
}

/// A schedule with its cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ScheduleView {
    /// An ISO 4217 code; all amounts here are in it.
    pub currency: String,
    /// By `n`; a down payment comes first, as row 0.
    pub rows: Vec<RowView>,
    /// The same rows as the mark of Fenqi, without the down payment.
    pub track: Track,
    /// Over all rows.
    pub totals: PaymentView,
    /// The real ones, from the cash flows of these rows (domain.md §12).
    pub rates: Rates,
    /// Absent where nothing is charged, or where plain multiplication does not give a yearly rate.
    pub advertised: Option<Advertised>,
    /// The amount of the regular row: the one that most rows share.
    pub per_period: String,
    /// How many rows there are, the down payment not counted.
    pub periods: u32,
    /// `YYYY-MM-DD`, as moved off closed days.
    pub first_due_date: String,
    /// `YYYY-MM-DD`, as moved off closed days.
    pub last_due_date: String,
    /// How many rows fell due before today.
    pub past_rows: u32,
}

/// The rate that a lender prints, and what it makes in a year by plain multiplication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Advertised {
    /// In percent of what `unit` says, with as many decimals as were given.
    pub rate_percent: String,
    /// What the rate is counted per.
    pub unit: RateUnit,
    /// How many units the year has.
    pub times: u32,
    /// `rate_percent` × `times`; never what the credit really costs (domain.md §12).
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
    /// What was financed and the down payment, less what a refund took away.
    pub principal: String,
    /// Paid or to be paid, what was paid with settlements and prepayments counted in.
    pub interest: String,
    /// Penalties and late fees of a settlement are counted in.
    pub fee: String,
    /// Interest and fee together: what the credit costs.
    pub cost: String,
    /// Principal, interest and fees: all that was or will be paid.
    pub total: String,
    /// What of the total is not left.
    pub paid: String,
    /// What open rows still ask for; late fees that may come are not in it.
    pub remaining: String,
}

/// One row of a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RowView {
    /// Counted from 1; 0 is the down payment.
    pub n: u32,
    /// `YYYY-MM-DD`, in the zone of the user's clock.
    pub due_date: String,
    /// By the contract as it stands, also of a void row; so interest and fee.
    pub principal: String,
    /// Of the period that ends on the due day.
    pub interest: String,
    /// Of the period; a fee for paying late is not in it.
    pub fee: String,
    /// Principal, interest and fee.
    pub total: String,
    /// What repayments gave this row so far.
    pub paid: String,
    /// What is still asked for: nothing of a void row.
    pub remaining: String,
    /// Principal left after this row.
    pub balance: String,
    /// As of today.
    pub status: InstalmentStatus,
    /// Something was paid, and something is left; never a status of its own (domain.md §5).
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
    /// By `n`, without the down payment.
    pub cells: Vec<TrackCell>,
    /// How many are paid in full; void ones are not counted.
    pub paid: u32,
    /// How many cells there are.
    pub of: u32,
    /// Due date of the first row that is not paid.
    pub next_due_date: Option<String>,
    /// What is left of that row.
    pub next_remaining: Option<String>,
}

/// One cell of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TrackCell {
    /// As of today; it colours the cell.
    pub status: InstalmentStatus,
    /// Something was paid, and something is left.
    pub partly_paid: bool,
    /// The first row that is not paid.
    pub next: bool,
    /// 1 to 100: its amount against the largest of the plan, in percent.
    pub height: u8,
}

/// A plan in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanSummary {
    /// Asks for the whole plan.
    pub id: PlanId,
    /// As the user named it.
    pub title: String,
    /// Absent where none was given.
    pub merchant: Option<String>,
    /// Whose credit it is.
    pub account: AccountRef,
    /// Bought, or lent.
    pub origin: Origin,
    /// An ISO 4217 code: that of the account.
    pub currency: String,
    /// `YYYY-MM-DD`.
    pub purchased_on: String,
    /// As of today.
    pub status: PlanStatus,
    /// The mark of Fenqi beside the title.
    pub track: Track,
    /// What all rows ask for; void ones as far as they were paid.
    pub total: String,
    /// What is still to be paid of it.
    pub remaining: String,
}

/// A plan, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanView {
    /// Opaque, and never given to another plan.
    pub id: PlanId,
    /// Whose credit it is.
    pub account: AccountRef,
    /// Bought, or lent.
    pub origin: Origin,
    /// As the user named it.
    pub title: String,
    /// Absent where none was given.
    pub merchant: Option<String>,
    /// The merchant's number of the order, where one was given.
    pub order_no: Option<String>,
    /// `YYYY-MM-DD`.
    pub purchased_on: String,
    /// Of the goods, where it was given.
    pub price: Option<String>,
    /// An ISO 4217 code; all amounts here are in it.
    pub currency: String,
    /// Whether an automatic debit pays the rows.
    pub auto_debit: bool,
    /// On several lines; absent where there are none.
    pub notes: Option<String>,
    /// As of today.
    pub status: PlanStatus,
    /// Those in force, after prepayments and refunds.
    pub terms: TermsInput,
    /// By `n`; a down payment comes first, as row 0.
    pub rows: Vec<RowView>,
    /// The same rows as the mark of Fenqi, without the down payment.
    pub track: Track,
    /// Over all rows, and what was paid besides them.
    pub totals: PaymentView,
    /// By the contract (domain.md §12); paying late or early does not change them.
    pub rates: Rates,
    /// Absent where nothing is charged, or where plain multiplication does not give a yearly rate.
    pub advertised: Option<Advertised>,
    /// Newest first.
    pub repayments: Vec<RepaymentView>,
    /// Where the plan was paid off early.
    pub settlement: Option<SettlementView>,
    /// Newest first.
    pub refunds: Vec<RefundedView>,
    /// What the user means to pay early, by day.
    pub planned: Vec<PlannedView>,
}
