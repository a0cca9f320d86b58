//! The inputs of the forms, as refusals name them.

use serde::{Deserialize, Serialize};
use specta::Type;

/// The input that an error stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The account of a plan.
    Account,
    /// What is paid, prepaid, refunded, asked for by a period, earned, or put in each month.
    Amount,
    /// An account's customer service.
    Contact,
    /// Of an account.
    Currency,
    /// What is paid at once.
    DownPayment,
    /// Of a row.
    DueDate,
    /// An account's day of the month, or days after the statement.
    DueDay,
    /// Of a row.
    Fee,
    /// Of a plan.
    FirstDueDate,
    /// An account's card or wallet, or that of a repayment.
    FundingSource,
    /// Of an account.
    GraceDays,
    /// Of a row.
    Interest,
    /// The most that paying late costs.
    LateFeeCap,
    /// What paying late costs once.
    LateFeeFixed,
    /// The least that paying late costs.
    LateFeeMinimum,
    /// What paying late costs a day.
    LateFeeRate,
    /// An account's fixed limit.
    Limit,
    /// Of a plan.
    Merchant,
    /// Of an account or a funding source.
    Name,
    /// Of a plan.
    Notes,
    /// Of a plan.
    OrderNo,
    /// The day of a repayment, settlement, prepayment, refund or debit.
    PaidOn,
    /// How many of a new plan's rows were paid.
    PaidRows,
    /// The passcode of the app lock, as it is.
    Passcode,
    /// The new passcode, typed once more.
    PasscodeAgain,
    /// The new passcode.
    PasscodeNew,
    /// Of an encrypted copy.
    Passphrase,
    /// A new passphrase, typed a second time.
    PassphraseAgain,
    /// The most that settling early is charged.
    PenaltyCap,
    /// The least that settling early is charged.
    PenaltyMinimum,
    /// What settling early is charged, of the principal.
    PenaltyRate,
    /// Of a plan.
    Periods,
    /// Of a plan.
    Price,
    /// Of a row.
    Principal,
    /// The day on which a plan begins.
    PurchasedOn,
    /// Of a plan.
    Rate,
    /// A plan's rows, all together.
    Rows,
    /// The interest a day that runs until a plan is settled.
    SettlementRate,
    /// Of an account.
    StatementDay,
    /// Of a temporary limit; `row` says of which, from 0.
    TemporaryAmount,
    /// The first day of a temporary limit; `row` says of which, from 0.
    TemporaryFrom,
    /// The last day of a temporary limit; `row` says of which, from 0.
    TemporaryUntil,
    /// A part of the terms that no form shows; `field` names it.
    Terms,
    /// Of a plan.
    Title,
}
