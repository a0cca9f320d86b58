//! Refusals and failures as the user's side sees them: a code, its parameters, and the field to stand beside.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Field;

/// Every reason for which Fenqi says no. The words are in the catalogues, under `error-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The name of an account is taken. `name`.
    AccountExists,
    /// A plan names no account.
    AccountRequired,
    /// No account has this id or name. `account`: what was asked for.
    AccountUnknown,
    /// Another desktop process holds the data folder, `path`.
    AlreadyRunning,
    /// In a file that comes in, `text` is one amount with a decimal point, another with a comma.
    AmountAmbiguous,
    /// `text` is no amount in digits.
    AmountInvalid,
    /// An amount below zero where none can be.
    AmountNegative,
    /// `text` has more decimals than `currency`, which has `digits`.
    AmountPrecision,
    /// An amount, or a sum of them, is more than `max`, with which the domain still counts exactly.
    AmountTooLarge,
    /// An amount has to be more than zero.
    AmountZero,
    /// The CLI did what was asked and could not print it: `reason`. Not to be repeated.
    AnswerLost,
    /// No copy of this `name` is in the data folder, or none waits to be restored.
    BackupUnknown,
    /// No program opened `link`.
    BrowserMissing,
    /// `path` holds something that Fenqi did not write as a calendar; it is left alone.
    CalendarFileTaken,
    /// `path` is not a whole path that ends in `.ics`.
    CalendarFileUnfit,
    /// The user stopped an import, or gave no passphrase; nothing was changed.
    Cancelled,
    /// Bytes of a cell are no characters in the encoding by which the file is read.
    CharactersUnreadable,
    /// `text` is none of the words that `field` takes: `known`, separated by commas.
    ChoiceUnknown,
    /// `remind` would go by a clock that says `now` and was `seen` far from there, both local.
    ClockDoubtful,
    /// An amount or a plan is in `currency`, and its `account` is kept in `own`.
    CurrencyDiffers,
    /// An account that has plans would get another currency.
    CurrencyFixed,
    /// `currency` is no code that Fenqi knows.
    CurrencyUnknown,
    /// The folder or file at `path` cannot be written: `reason`, in the system's words.
    DataFolderUnwritable,
    /// A repayment on `date`; the latest that is taken is `last`.
    DateAhead,
    /// In a file that comes in, `text` is one date in one order of its parts, another in another.
    DateAmbiguous,
    /// `text` is no date of the calendar.
    DateInvalid,
    /// A date before `start`: the day of purchase, a due day, or the first of a span.
    DateTooEarly,
    /// A corrected row would be due after the next one, on `start`.
    DateTooLate,
    /// A debit was confirmed or denied of a plan that has no automatic repayment.
    DebitNotExpected,
    /// `text` cannot stand between the columns of a CSV file.
    DelimiterUnfit,
    /// A document of JSON breaks its own rules at `place`: `reason`.
    DocumentInvalid,
    /// A document of JSON has version `found`; the latest that can be read is `known`.
    DocumentTooNew,
    /// A down payment that leaves nothing to be paid by instalments.
    DownPaymentTooLarge,
    /// The encrypted copy at `path` is not what was written.
    EncryptedChanged,
    /// The encrypted copy at `path` is shorter than it says.
    EncryptedCut,
    /// The copy at `path` asks for a work factor of `work`; more than `most` is not tried.
    EncryptedHeavy,
    /// The copy at `path` is encrypted by other means than a passphrase and age.
    EncryptedOtherwise,
    /// `path` lies in the data folder, where nothing is exported to.
    ExportOverData,
    /// `calc`: the figures lead beyond what is computed exactly. `field`: by which.
    FigureTooLarge,
    /// A line of a file says `found`, and its other cells make `expected`.
    FiguresDiffer,
    /// Another process held the data file for longer than a write waits.
    FileBusy,
    /// The data file or copy at `path` is not sound: `reason`. `backup`: the newest good one, or empty.
    FileDamaged,
    /// There is a file at `path`. `what` is `export`; else it is a data file.
    FileExists,
    /// The file at `path` is another program's. `what` is `copy`; else it is in the place of the data file.
    FileForeign,
    /// A file was expected, and `path` is a folder.
    FileIsFolder,
    /// No program of the desktop showed the folder `path`.
    FileManagerMissing,
    /// There was a data file at `path`, and there is none. `backup`: the newest good one, or empty.
    FileMissing,
    /// The data file takes no writes; params of what closed it, where that is known, are handed on.
    FileReadOnly,
    /// `path` has schema `found` of a later Fenqi; this one writes up to `known`, and only reads it.
    FileTooNew,
    /// The first due date is before `start`, the day of purchase.
    FirstDueBeforePurchase,
    /// A table of plans has a due date that may be the last as well as the first.
    FirstDueUnclear,
    /// A table lacks what a plan cannot do without: `columns`, separated by commas.
    ImportColumnsMissing,
    /// A table without a line below its header.
    ImportEmpty,
    /// `count` lines of a table cannot be taken, the first of them `line`; nothing is imported.
    ImportRefused,
    /// The file is no table of rows. `format` says what: workbook, pdf, json, data, markup or another table.
    ImportUnfit,
    /// The CLI was given nothing where JSON was expected.
    InputEmpty,
    /// What came in cannot be read, or contradicts itself: `reason`, in English.
    InputInvalid,
    /// The CLI was given more than one JSON value.
    InputMany,
    /// A level payment that does not cover the interest of a period.
    InstalmentTooSmall,
    /// A line of a file says otherwise than `line` of the same plan, where `text` stands.
    LineContradicts,
    /// A line that sums up those above it, and is no plan.
    LineOfTotals,
    /// A line has `cells` cells under a header of `expected`.
    LineRagged,
    /// A line that is longer than any that is read.
    LineTooLong,
    /// The contact of the account `name` holds no address to open.
    LinkMissing,
    /// What is kept of the passcode cannot be read, so nothing opens the app lock.
    LockDamaged,
    /// No passcode is set, so nothing can be locked.
    LockUnset,
    /// Too many wrong passcodes: none is tried for `seconds`; `minutes` says the same, 0 up to 90 seconds.
    LockWait,
    /// The app is locked: nothing but the passcode is heard.
    Locked,
    /// Sample data would come among the user's own.
    NotEmpty,
    /// A plan of which nothing is left was to be settled, prepaid or refunded.
    NothingLeft,
    /// No undone action is left, or another came after it.
    NothingToRedo,
    /// There is no action that could be undone.
    NothingToUndo,
    /// Reminders of several accounts were answered as one statement.
    NoticeMixed,
    /// No reminder has this `key`.
    NoticeUnknown,
    /// `calc`: `text` is no number in digits.
    NumberInvalid,
    /// `calc`: `text` has more than `max` decimals.
    NumberPrecision,
    /// A whole number outside `min` to `max`.
    NumberRange,
    /// `calc`: `text` is more than `max`.
    NumberTooLarge,
    /// `calc` has no `operation` of this name; `known` lists them.
    OperationUnknown,
    /// Nothing is left of row `n`.
    PaidAlready,
    /// A new passcode was not typed the same twice.
    PasscodeDiffers,
    /// A new passcode has fewer than `least` characters.
    PasscodeShort,
    /// What was typed is not the passcode.
    PasscodeWrong,
    /// A new passphrase was typed in two ways.
    PassphraseDiffers,
    /// The copy at `path` is encrypted, and no passphrase came with it.
    PassphraseRequired,
    /// A new passphrase has fewer than `least` characters.
    PassphraseShort,
    /// The passphrase does not open the copy; perhaps the header of the copy was changed.
    PassphraseWrong,
    /// Before a prepayment, row `n` has to be paid: it is due, or begun, or later ones are paid.
    PayFirst,
    /// No value of the wanted field makes this payment, or the terms make another: `nearest` is the nearest.
    PaymentImpossible,
    /// A repayment is more than the plan has `left`.
    PaymentTooLarge,
    /// The number of periods is no whole number from `min` to `max`.
    PeriodsRange,
    /// A table's rows of one plan do not stand together.
    PlanApart,
    /// The plan `title` was settled, prepaid or refunded, which a table of rows does not hold.
    PlanNotInRows,
    /// No plan has the id `plan`.
    PlanUnknown,
    /// Nothing is planned of this plan on `date`.
    PlannedUnknown,
    /// A prepayment has to be more than `min`, the interest until then, and less than `max` (domain.md §8).
    PrepaymentRange,
    /// A prepayment of nothing, or of more than `max`.
    PrepaymentTooLarge,
    /// Under the plan's method a prepayment saves nothing (domain.md §8).
    PrepaymentUseless,
    /// No preset has the id `preset`.
    PresetUnknown,
    /// A quote that begins in a line is never closed.
    QuoteOpen,
    /// A rate has more than `max` decimals.
    RatePrecision,
    /// A rate outside `min` to `max`, in the unit in which it was given.
    RateRange,
    /// The method charges something, and no rate says how much.
    RateRequired,
    /// A table has a rate of which nothing says whether it is one a period or a year.
    RateUnclear,
    /// `calc`: the flows have no rate. `reason`: `nothing_owed`, `no_time`, `not_unique`…
    RateUndefined,
    /// A table has a rate of `percent` a `per` (year or period): rather a fraction, or counted otherwise.
    RateUnlikely,
    /// `field` was given, and the method or day count would pass over it.
    RateUnused,
    /// A refund of nothing, or of more than `max`: the price or the amount lent, less what has gone back.
    RefundTooLarge,
    /// A settlement or prepayment cannot be taken back by itself, only undone.
    RepaymentNeeded,
    /// The amount of a repayment of several plans cannot be corrected.
    RepaymentShared,
    /// No repayment has the id `repayment`.
    RepaymentUnknown,
    /// Row `n` would ask for less than was `paid` of it.
    RowPaidMore,
    /// A table has this row of the plan already, in `line`.
    RowTwice,
    /// The plan has no row `n`.
    RowUnknown,
    /// The rows' principal adds up to `found` instead of `expected`, what the terms finance.
    RowsMismatch,
    /// Row or count `expected` of a plan in a table was to come, and `found` came.
    RowsMissing,
    /// What was to be committed breaks `rule` of the file's own; a fault of Fenqi or of the file.
    RuleBroken,
    /// The table `sheet` has more lines than the `max` of a workbook.
    SheetFull,
    /// From these terms the wanted field cannot be found.
    SolveUnsupported,
    /// The name of a funding source is taken. `name`.
    SourceExists,
    /// No funding source has this id or name: `source`.
    SourceUnknown,
    /// The funding source `name` still repays `account`, and cannot be removed.
    SourceUsed,
    /// The account has nothing left to pay that is due on `date`.
    StatementUnknown,
    /// SQLite or a lock failed in a way that no other code names: `reason`, in their words.
    StorageFailed,
    /// The disk has no room; `reason` in the system's words.
    StorageFull,
    /// Another temporary limit of the account begins on `date`.
    TemporaryLimitTaken,
    /// The CLI would print a workbook to a terminal.
    TerminalUnfit,
    /// A text that cannot be empty is.
    TextRequired,
    /// A text has more than `max` characters.
    TextTooLong,
    /// `text` is no `HH:MM`, or a moment that has passed.
    TimeInvalid,
    /// The log of the action to undo or redo is not what was written; it is not run.
    UndoDamaged,
    /// All that could be undone was done too long ago.
    UndoExpired,
    /// Something outside the data file, at `path`, could not be written: `reason`.
    WriteFailed,
}

impl ErrorCode {
    /// All codes, so that a test can ask each catalogue for each of them.
    pub const ALL: &[Self] = &[
        Self::AccountExists,
        Self::AccountRequired,
        Self::AccountUnknown,
        Self::AlreadyRunning,
        Self::AmountAmbiguous,
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
        Self::Cancelled,
        Self::CharactersUnreadable,
        Self::ChoiceUnknown,
        Self::ClockDoubtful,
        Self::CurrencyDiffers,
        Self::CurrencyFixed,
        Self::CurrencyUnknown,
        Self::DataFolderUnwritable,
        Self::DateAhead,
        Self::DateAmbiguous,
        Self::DateInvalid,
        Self::DateTooEarly,
        Self::DateTooLate,
        Self::DebitNotExpected,
        Self::DelimiterUnfit,
        Self::DocumentInvalid,
        Self::DocumentTooNew,
        Self::DownPaymentTooLarge,
        Self::EncryptedChanged,
        Self::EncryptedCut,
        Self::EncryptedHeavy,
        Self::EncryptedOtherwise,
        Self::ExportOverData,
        Self::FigureTooLarge,
        Self::FiguresDiffer,
        Self::FileBusy,
        Self::FileDamaged,
        Self::FileExists,
        Self::FileForeign,
        Self::FileIsFolder,
        Self::FileManagerMissing,
        Self::FileMissing,
        Self::FileReadOnly,
        Self::FileTooNew,
        Self::FirstDueBeforePurchase,
        Self::FirstDueUnclear,
        Self::ImportColumnsMissing,
        Self::ImportEmpty,
        Self::ImportRefused,
        Self::ImportUnfit,
        Self::InputEmpty,
        Self::InputInvalid,
        Self::InputMany,
        Self::InstalmentTooSmall,
        Self::LineContradicts,
        Self::LineOfTotals,
        Self::LineRagged,
        Self::LineTooLong,
        Self::LinkMissing,
        Self::LockDamaged,
        Self::LockUnset,
        Self::LockWait,
        Self::Locked,
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
        Self::PasscodeDiffers,
        Self::PasscodeShort,
        Self::PasscodeWrong,
        Self::PassphraseDiffers,
        Self::PassphraseRequired,
        Self::PassphraseShort,
        Self::PassphraseWrong,
        Self::PayFirst,
        Self::PaymentImpossible,
        Self::PaymentTooLarge,
        Self::PeriodsRange,
        Self::PlanApart,
        Self::PlanNotInRows,
        Self::PlanUnknown,
        Self::PlannedUnknown,
        Self::PrepaymentRange,
        Self::PrepaymentTooLarge,
        Self::PrepaymentUseless,
        Self::PresetUnknown,
        Self::QuoteOpen,
        Self::RatePrecision,
        Self::RateRange,
        Self::RateRequired,
        Self::RateUnclear,
        Self::RateUndefined,
        Self::RateUnlikely,
        Self::RateUnused,
        Self::RefundTooLarge,
        Self::RepaymentNeeded,
        Self::RepaymentShared,
        Self::RepaymentUnknown,
        Self::RowPaidMore,
        Self::RowTwice,
        Self::RowUnknown,
        Self::RowsMismatch,
        Self::RowsMissing,
        Self::RuleBroken,
        Self::SheetFull,
        Self::SolveUnsupported,
        Self::SourceExists,
        Self::SourceUnknown,
        Self::SourceUsed,
        Self::StatementUnknown,
        Self::StorageFailed,
        Self::StorageFull,
        Self::TemporaryLimitTaken,
        Self::TerminalUnfit,
        Self::TextRequired,
        Self::TextTooLong,
        Self::TimeInvalid,
        Self::UndoDamaged,
        Self::UndoExpired,
        Self::WriteFailed,
    ];
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
