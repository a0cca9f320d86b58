//! The cells of one line, as values; and what is wrong with them.

use chrono::NaiveDate;
use fenqi_domain::{Currency, Money};

use super::layout::{AMOUNTS, DATES, Layout};
use super::lines::Line;
use super::{dates, figures, numbering};
use crate::amounts::{self, is_digits};
use crate::app::optional;
use crate::contract::{AppError, ErrorCode, ImportColumn, ImportProblem};
use crate::exchange::would_run;
use crate::ports::Account;

/// So many problems are named; all are counted.
const NAMED: usize = 100;

/// What is wrong with a file, line by line.
#[derive(Debug, Default)]
pub(super) struct Problems {
    pub(super) named: Vec<ImportProblem>,
    pub(super) count: u32,
}

impl Problems {
    pub(super) fn add(&mut self, line: u32, column: Option<String>, error: AppError) {
        if self.named.len() < NAMED {
            self.named.push(ImportProblem { line: Some(line), column, error });
        }
        self.count = self.count.saturating_add(1);
    }
}

/// A line under its columns. What cannot be read is told to the problems, once, and answered as absent.
pub(super) struct Cells<'a> {
    pub(super) line: u32,
    pub(super) layout: &'a Layout,
    cells: &'a csv::StringRecord,
    problems: &'a mut Problems,
    is_malformed: bool,
    pub(super) is_sound: bool,
}

impl<'a> Cells<'a> {
    pub(super) fn new(line: &Line<'a>, layout: &'a Layout, problems: &'a mut Problems) -> Self {
        let (cells, is_malformed) = (line.cells, line.is_malformed);
        let mut cells = Self { line: line.number, layout, cells, problems, is_malformed, is_sound: true };
        cells.assert_length();
        cells
    }

    /// A line must have a cell for each column, and none beyond them: an amount that a delimiter splits in two makes
    /// one more, and what is beyond may be an empty note.
    fn assert_length(&mut self) {
        let expected = self.layout.header.len();
        if self.cells.len() != expected {
            let error = AppError::new(ErrorCode::LineRagged).with("cells", self.cells.len());
            self.refuse_line(error.with("expected", expected));
        }
    }

    /// Whether no cell says anything.
    pub(super) fn is_blank(line: &Line<'_>) -> bool {
        line.cells.iter().all(|cell| cell.trim().is_empty())
    }

    pub(super) fn refuse_line(&mut self, error: AppError) {
        self.is_sound = false;
        self.problems.add(self.line, None, error);
    }

    pub(super) fn refuse(&mut self, column: ImportColumn, error: AppError) {
        self.is_sound = false;
        self.problems.add(self.line, self.layout.name(column), error);
    }

    /// The same, of the column at a place.
    pub(super) fn refuse_at(&mut self, place: Option<usize>, error: AppError) {
        self.is_sound = false;
        let column = place.and_then(|at| self.layout.header.get(at)).cloned();
        self.problems.add(self.line, column, error);
    }

    /// A cell as it stands, its blanks taken off; absent where nothing is.
    pub(super) fn raw(&self, column: ImportColumn) -> Option<&'a str> {
        let cell = self.cells.get(self.layout.columns.place(column)?)?;
        Some(cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// The cell at a place.
    pub(super) fn at(&self, place: Option<usize>) -> Option<&'a str> {
        self.cells.get(place?).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// Whether the status says that the row, or the plan, is not asked for any more.
    pub(super) fn is_void(&self) -> bool {
        self.at(self.layout.columns.status).is_some_and(says_void)
    }

    /// Whether the status says that all is paid, or that it is not. A 1 may number anything.
    pub(super) fn status_of_payment(&self) -> Option<bool> {
        self.at(self.layout.columns.status).filter(|said| *said != "1").and_then(yes_or_no)
    }

    /// Free text, without the apostrophe that keeps spreadsheets from running it.
    pub(super) fn text(&mut self, column: ImportColumn) -> Option<String> {
        let cell = self.raw(column)?;
        if self.is_malformed && cell.contains(char::REPLACEMENT_CHARACTER) {
            self.refuse(column, AppError::new(ErrorCode::CharactersUnreadable));
            return None;
        }
        Some(rearmed(cell).to_owned())
    }

    /// What a payment came from, as it would be stored.
    pub(super) fn source(&mut self) -> Option<String> {
        let text = self.text(ImportColumn::Source)?;
        self.kept(ImportColumn::Source, optional(&text, 60)).flatten()
    }

    /// A text that must be there.
    pub(super) fn required(&mut self, column: ImportColumn) -> Option<String> {
        if self.raw(column).is_none() {
            self.refuse(column, AppError::new(ErrorCode::TextRequired));
        }
        self.text(column)
    }

    /// What is written in another unit than the currency's own would be taken for another amount: a sign or a column's
    /// name may say so.
    pub(super) fn assert_units(&mut self, account: &Account) {
        for column in AMOUNTS {
            let cell = self.raw(*column).filter(|cell| !figures::is_none(cell));
            let Some((cell, place)) = cell.zip(self.layout.columns.place(*column)) else { continue };
            let unit = self.layout.header.get(place).and_then(|name| super::columns::unit(name));
            let unit = unit.unwrap_or_default();
            let unit = figures::unit(&unit, account.currency);
            if let figures::Unit::Unclear = unit {
                let name = amounts::shown(self.layout.header.get(place).map_or("", String::as_str));
                self.refuse(
                    *column,
                    AppError::new(ErrorCode::AmountInvalid).with("text", format!("{name}: {cell}")),
                );
            }
            let named = match unit {
                figures::Unit::Foreign(code) => Some(code),
                _ => None,
            };
            if let Some(other) = named.or_else(|| figures::foreign_sign(cell, account.currency)) {
                let error = AppError::new(ErrorCode::CurrencyDiffers).with("account", &account.name);
                self.refuse(*column, error.with("currency", other).with("own", account.currency.code()));
            }
        }
    }

    /// Of two columns that are called alike, one is not taken: an amount or a day in it must be the same, or nothing.
    pub(super) fn assert_single(&mut self, currency: Currency) {
        let layout = self.layout;
        for (place, column) in layout.columns.doubled.iter().filter(|(_, column)| DATES.contains(column)) {
            let day = |place| self.at(place).and_then(|cell| dates::read(cell, layout.date_order).ok());
            let (taken, other) = (day(layout.columns.place(*column)), day(Some(*place)));
            if let Some((taken, other)) = taken.zip(other).filter(|(taken, other)| taken != other) {
                let error = AppError::new(ErrorCode::FiguresDiffer).with("found", other);
                self.refuse_at(Some(*place), error.with("expected", taken));
            }
        }
        for (place, column) in layout.columns.doubled.iter().filter(|(_, column)| AMOUNTS.contains(column)) {
            let taken = self.amount_at(layout.columns.place(*column), currency);
            let taken = taken.unwrap_or(Money::zero(currency));
            let other = self.amount_at(Some(*place), currency).filter(|other| !other.is_zero());
            if let Some(other) = other.filter(|other| *other != taken) {
                let error = AppError::new(ErrorCode::FiguresDiffer).with("found", other);
                self.refuse_at(Some(*place), error.with("expected", taken));
            }
        }
    }

    /// A figure as programs write it.
    pub(super) fn figure(&mut self, column: ImportColumn) -> Option<String> {
        let cell = self.raw(column).filter(|cell| !figures::is_none(cell))?;
        let read = match self.split_amount(column, cell) {
            Some(whole) => Err(AppError::new(ErrorCode::AmountInvalid).with("text", whole)),
            None => figures::read(cell, self.layout.decimal_mark),
        };
        self.kept(column, read)
    }

    /// An amount whose thousands stand in the cell beside it, where a text should: "1" and "299.00".
    fn split_amount(&self, column: ImportColumn, cell: &str) -> Option<String> {
        let next = self.layout.columns.place(column)? + 1;
        let rest = self.at(Some(next))?;
        let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
        let is_head = (1..=3).contains(&cell.len()) && !cell.starts_with('0') && is_digits(cell);
        let is_rest = whole.len() == 3
            && is_digits(whole)
            && fraction.len() <= 2
            && (fraction.is_empty() || is_digits(fraction));
        let is_text = match self.layout.columns.held.get(next).copied().flatten() {
            Some(ImportColumn::Notes) => true,
            Some(ImportColumn::Merchant | ImportColumn::OrderNo | ImportColumn::Source) => {
                !fraction.is_empty()
            }
            // A column that nobody knows may well hold figures of its own.
            None => {
                let name = self.layout.header.get(next).map_or("", |name| name.trim());
                name.is_empty() && !fraction.is_empty()
            }
            Some(_) => false,
        };
        (self.is_sound && self.layout.delimiter == b',' && is_head && is_rest && is_text)
            .then(|| format!("{cell},{rest}"))
    }

    pub(super) fn amount(&mut self, column: ImportColumn, currency: Currency) -> Option<Money> {
        let figure = self.figure(column)?;
        self.kept(column, amounts::amount(&figure, currency))
    }

    /// The amount in the column at a place.
    pub(super) fn amount_at(&mut self, place: Option<usize>, currency: Currency) -> Option<Money> {
        let cell = self.at(place).filter(|cell| !figures::is_none(cell))?;
        let read = figures::read(cell, self.layout.decimal_mark);
        match read.and_then(|figure| amounts::amount(&figure, currency)) {
            Ok(amount) => Some(amount),
            Err(error) => {
                self.refuse_at(place, error);
                None
            }
        }
    }

    pub(super) fn date(&mut self, column: ImportColumn) -> Option<NaiveDate> {
        let cell = self.raw(column).filter(|cell| !figures::is_none(cell))?;
        let read = dates::read(cell, self.layout.date_order);
        self.kept(column, read)
    }

    /// The number of a row, and of how many.
    pub(super) fn number(&mut self) -> Option<(u32, Option<u32>)> {
        let most = u32::from(fenqi_domain::terms::MAX_PERIODS);
        let cell = self.raw(ImportColumn::N)?;
        match numbering::number(cell).filter(|(n, _)| *n <= most) {
            Some(found) => Some(found),
            None => self.count(ImportColumn::N, 0, most).map(|n| (n, None)),
        }
    }

    /// A whole number, of digits of any width.
    pub(super) fn count(&mut self, column: ImportColumn, min: u32, max: u32) -> Option<u32> {
        let cell = self.raw(column)?;
        // As programs write it. What is something else, or out of range, is told below.
        let plain = cell.parse().ok().filter(|count| (min..=max).contains(count));
        if plain.is_some() && cell.bytes().all(|byte| byte.is_ascii_digit()) {
            return plain;
        }
        let digits: String = cell.trim_end_matches('期').chars().map(figures::narrow).collect();
        let read = amounts::count(&super::columns::english(column), digits.trim(), min, max);
        self.kept(column, read)
    }

    /// Yes or no, in either language.
    pub(super) fn answer(&mut self, column: ImportColumn) -> Option<bool> {
        let cell = self.raw(column)?;
        let read = yes_or_no(cell).ok_or_else(|| {
            let known = "yes, no, true, false, 是, 否";
            amounts::unknown_choice(&super::columns::english(column), cell, known)
        });
        self.kept(column, read)
    }

    fn kept<T>(&mut self, column: ImportColumn, read: crate::Result<T>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(column, error);
                None
            }
        }
    }
}

/// What `yes`, `no` and their like mean.
pub(super) fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "是" | "有" | "√" | "✓" | "✔" | "已付" | "已支付" | "已还"
        | "已还清" | "已还款" | "已结清" | "结清" | "提前结清" | "正常结清" | "还款成功" | "已完成"
        | "paid" | "paid off" | "paid in full" | "settled" | "completed" => Some(true),
        "no" | "n" | "false" | "0" | "否" | "无" | "×" | "未还" | "未还款" | "未还清" | "未结清" | "未付"
        | "未支付" | "待还" | "unpaid" => Some(false),
        _ => None,
    }
}

fn says_void(status: &str) -> bool {
    let known = [
        "void",
        "refund",
        "refunded",
        "cancelled",
        "canceled",
        "已退款",
        "已退货",
        "已取消",
        "已关闭",
        "退款成功",
        "交易关闭",
    ];
    known.contains(&status.to_lowercase().as_str())
}

/// Text as it was before the export disarmed it.
fn rearmed(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if would_run(cell) => rest,
        _ => cell,
    }
}
