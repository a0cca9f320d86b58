//! Refusals and failures as the user's side sees them: a code, its parameters, and the field to stand beside.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

/// Every reason for which Fenqi says no. The words are in the catalogues, under `error-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    AccountExists,
    AccountRequired,
    AccountUnknown,
    AlreadyRunning,
    AmountInvalid,
    AmountNegative,
    AmountPrecision,
    AmountTooLarge,
    AmountZero,
    AnswerLost,
    BackupUnknown,
    BrowserMissing,
    CalendarFileTaken,
    CalendarFileUnfit,
    ChoiceUnknown,
    ClockDoubtful,
    CurrencyFixed,
    CurrencyUnknown,
    DataFolderUnwritable,
    DateInvalid,
    DateTooEarly,
    DateTooLate,
    DebitNotExpected,
    DownPaymentTooLarge,
    ExportOverData,
    FigureTooLarge,
    FileBusy,
    FileDamaged,
    FileExists,
    FileForeign,
    FileManagerMissing,
    FileMissing,
    FileReadOnly,
    FileTooNew,
    FirstDueBeforePurchase,
    InputEmpty,
    InputInvalid,
    InputMany,
    InstalmentTooSmall,
    LinkMissing,
    NotEmpty,
    NothingLeft,
    NothingToRedo,
    NothingToUndo,
    NoticeMixed,
    NoticeUnknown,
    NumberInvalid,
    NumberPrecision,
    NumberRange,
    NumberTooLarge,
    OperationUnknown,
    PaidAlready,
    PayFirst,
    PaymentImpossible,
    PaymentTooLarge,
    PeriodsRange,
    PlanUnknown,
    PlannedUnknown,
    PrepaymentRange,
    PrepaymentTooLarge,
    PrepaymentUseless,
    PresetUnknown,
    RatePrecision,
    RateRange,
    RateRequired,
    RateUndefined,
    RateUnused,
    RefundTooLarge,
    RepaymentNeeded,
    RepaymentShared,
    RepaymentUnknown,
    RowPaidMore,
    RowUnknown,
    RowsMismatch,
    RuleBroken,
    SolveUnsupported,
    SourceExists,
    SourceUnknown,
    SourceUsed,
    StatementUnknown,
    StorageFailed,
    StorageFull,
    TemporaryLimitTaken,
    TextRequired,
    TextTooLong,
    TimeInvalid,
    UndoDamaged,
    UndoExpired,
    WriteFailed,
}

impl ErrorCode {
    /// All codes, so that a test can ask each catalogue for each of them.
    pub const ALL: &[Self] = &[
        Self::AccountExists,
        Self::AccountRequired,
        Self::AccountUnknown,
        Self::AlreadyRunning,
        Self::AmountInvalid,
        Self::AmountNegative,
        Self::AmountPrecision,
        Self::AmountTooLarge,
        Self::AmountZero,
        Self::AnswerLost,
        Self::BackupUnknown,
        Self::BrowserMissing,
        Self::CalendarFileTaken,
        Self::CalendarFileUnfit,
        Self::ChoiceUnknown,
        Self::ClockDoubtful,
        Self::CurrencyFixed,
        Self::CurrencyUnknown,
        Self::DataFolderUnwritable,
        Self::DateInvalid,
        Self::DateTooEarly,
        Self::DateTooLate,
        Self::DebitNotExpected,
        Self::DownPaymentTooLarge,
        Self::ExportOverData,
        Self::FigureTooLarge,
        Self::FileBusy,
        Self::FileDamaged,
        Self::FileExists,
        Self::FileForeign,
        Self::FileManagerMissing,
        Self::FileMissing,
        Self::FileReadOnly,
        Self::FileTooNew,
        Self::FirstDueBeforePurchase,
        Self::InputEmpty,
        Self::InputInvalid,
        Self::InputMany,
        Self::InstalmentTooSmall,
        Self::LinkMissing,
        Self::NotEmpty,
        Self::NothingLeft,
        Self::NothingToRedo,
        Self::NothingToUndo,
        Self::NoticeMixed,
        Self::NoticeUnknown,
        Self::NumberInvalid,
        Self::NumberPrecision,
        Self::NumberRange,
        Self::NumberTooLarge,
        Self::OperationUnknown,
        Self::PaidAlready,
        Self::PayFirst,
        Self::PaymentImpossible,
        Self::PaymentTooLarge,
        Self::PeriodsRange,
        Self::PlanUnknown,
        Self::PlannedUnknown,
        Self::PrepaymentRange,
        Self::PrepaymentTooLarge,
        Self::PrepaymentUseless,
        Self::PresetUnknown,
        Self::RatePrecision,
        Self::RateRange,
        Self::RateRequired,
        Self::RateUndefined,
        Self::RateUnused,
        Self::RefundTooLarge,
        Self::RepaymentNeeded,
        Self::RepaymentShared,
        Self::RepaymentUnknown,
        Self::RowPaidMore,
        Self::RowUnknown,
        Self::RowsMismatch,
        Self::RuleBroken,
        Self::SolveUnsupported,
        Self::SourceExists,
        Self::SourceUnknown,
        Self::SourceUsed,
        Self::StatementUnknown,
        Self::StorageFailed,
        Self::StorageFull,
        Self::TemporaryLimitTaken,
        Self::TextRequired,
        Self::TextTooLong,
        Self::TimeInvalid,
        Self::UndoDamaged,
        Self::UndoExpired,
        Self::WriteFailed,
    ];
}

/// The input that an error stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Account,
    Amount,
    Contact,
    Currency,
    DownPayment,
    DueDate,
    DueDay,
    Fee,
    FirstDueDate,
    FundingSource,
    GraceDays,
    Interest,
    LateFeeCap,
    LateFeeFixed,
    LateFeeMinimum,
    LateFeeRate,
    Limit,
    Merchant,
    Name,
    Notes,
    OrderNo,
    PaidOn,
    PaidRows,
    PenaltyCap,
    PenaltyMinimum,
    PenaltyRate,
    Periods,
    Price,
    Principal,
    PurchasedOn,
    Rate,
    Rows,
    SettlementRate,
    StatementDay,
    TemporaryAmount,
    TemporaryFrom,
    TemporaryUntil,
    Terms,
    Title,
}

/// A refusal or failure. Nothing was written when one is returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[error("{code:?} {params:?}")]
pub struct AppError {
    /// Which rule said no; the UI acts and translates by it.
    pub code: ErrorCode,
    /// Values for the words, already in plain text: limits, names, what was typed.
    pub params: BTreeMap<String, String>,
    /// The input to mend, where there is one.
    pub field: Option<Field>,
}

impl AppError {
    /// An error without parameters or field.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self { code, params: BTreeMap::new(), field: None }
    }

    /// Something outside the data file could not be written.
    #[must_use]
    pub fn writing(error: &std::io::Error) -> Self {
        let code = match error.kind() {
            std::io::ErrorKind::StorageFull => ErrorCode::StorageFull,
            _ => ErrorCode::WriteFailed,
        };
        Self::new(code).with("reason", error)
    }

    /// Adds a value for the words.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// Says which input to mend.
    #[must_use]
    pub fn at(mut self, field: Field) -> Self {
        self.field = Some(field);
        self
    }
}
