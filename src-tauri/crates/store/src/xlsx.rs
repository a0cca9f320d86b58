//! All tables as a workbook, a sheet each. Lines go through a file that has no name, so that a large book takes little
//! memory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use fenqi_app::contract::{AppError, ErrorCode, ExportTable};
use fenqi_app::exchange::{Cell, Column, Kind, Sheets};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use fenqi_domain::Money;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// The most rows of a sheet, with its header.
const MOST_ROWS: u32 = 1_048_576;
/// The most digits that a spreadsheet keeps of a number.
const MOST_DIGITS: u64 = 1_000_000_000_000_000;
/// The most UTF-16 units of a cell.
const MOST_LETTERS: usize = 32_767;
/// Of a column, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 6..=48;

/// Writes a workbook and answers how many lines its sheets have besides headers and totals.
pub(crate) fn write(app: &App, out: &mut (dyn Write + Send)) -> Result<u32> {
    let mut book = Book::new(app.words());
    let lines = app.export_tables(&ExportTable::ALL, &mut book)?;
    book.end_sheet()?;
    let mut noting = Noting { out, failed: None };
    let saved = book.workbook.save_to_writer(&mut noting);
    match (saved, noting.failed) {
        (Ok(()), _) => Ok(lines),
        (Err(_), Some(error)) => Err(AppError::writing(&error)),
        (Err(error), None) => Err(failed(error)),
    }
}

/// Notes why nothing more can be written, which the workbook tells in words alone.
struct Noting<'a> {
    out: &'a mut (dyn Write + Send),
    failed: Option<io::Error>,
}

impl Write for Noting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes).inspect_err(|error| {
            let same = error.raw_os_error().map(io::Error::from_raw_os_error);
            self.failed = Some(same.unwrap_or_else(|| error.kind().into()));
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

struct Book {
    workbook: Workbook,
    words: Words,
    formats: Formats,
    sheet: Option<Sheet>,
}

impl Book {
    fn new(words: Words) -> Self {
        Self { workbook: Workbook::new(), words, formats: Formats::default(), sheet: None }
    }

    fn end_sheet(&mut self) -> Result<()> {
        let Some(sheet) = self.sheet.take() else { return Ok(()) };
        let done = sheet.end(&mut self.formats, &self.words)?;
        self.workbook.push_worksheet(done);
        Ok(())
    }
}

impl Sheets for Book {
    fn begin(&mut self, table: ExportTable) -> Result<()> {
        self.end_sheet()?;
        let mut sheet = self.workbook.new_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(self.words.say(name_of(table), &[])).map_err(failed)?;
        self.sheet = Some(Sheet::begin(sheet, table, &self.formats).map_err(failed)?);
        Ok(())
    }

    fn line(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        let sheet = self.sheet.as_mut().ok_or_else(|| AppError::new(ErrorCode::WriteFailed))?;
        sheet.line(cells, &mut self.formats, &self.words)
    }
}

/// How sheets are called.
fn name_of(table: ExportTable) -> &'static str {
    match table {
        ExportTable::Plans => "sheet-plans",
        ExportTable::Rows => "sheet-rows",
        ExportTable::Repayments => "sheet-repayments",
        ExportTable::Accounts => "sheet-accounts",
        ExportTable::Months => "sheet-months",
    }
}

/// Each format once, since the workbook compares them.
struct Formats {
    header: Format,
    date: Format,
    percent: Format,
    text: Format,
    integer: Format,
    /// By how many decimals the currency has.
    amounts: BTreeMap<u32, Format>,
}

impl Default for Formats {
    fn default() -> Self {
        Self {
            header: Format::new().set_bold(),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            percent: Format::new().set_num_format("0.00####%"),
            text: Format::new().set_num_format("@"),
            integer: Format::new().set_num_format("0"),
            amounts: BTreeMap::new(),
        }
    }
}

impl Formats {
    fn amount(&mut self, decimals: u32) -> &Format {
        self.amounts.entry(decimals).or_insert_with(|| {
            let fraction = "0".repeat(decimals as usize);
            let point = if decimals > 0 { "." } else { "" };
            Format::new().set_num_format(format!("#,##0{point}{fraction}"))
        })
    }
}

struct Sheet {
    sheet: Worksheet,
    table: ExportTable,
    columns: &'static [Column],
    /// The next row.
    row: u32,
    /// How wide the widest cell of each column is so far.
    widths: Vec<usize>,
    /// By currency, the sum of each column that adds up.
    totals: BTreeMap<&'static str, Vec<Option<Money>>>,
}

impl Sheet {
    fn begin(
        mut sheet: Worksheet,
        table: ExportTable,
        formats: &Formats,
    ) -> std::result::Result<Self, XlsxError> {
        let columns = table.columns();
        sheet.set_freeze_panes(1, 0)?;
        for (place, column) in (0..).zip(columns) {
            sheet.write_string_with_format(0, place, column.name, &formats.header)?;
        }
        let widths = columns.iter().map(|column| column.name.len()).collect();
        Ok(Self { sheet, table, columns, row: 1, widths, totals: BTreeMap::new() })
    }

    fn line(&mut self, cells: &[Cell<'_>], formats: &mut Formats, words: &Words) -> Result<()> {
        if self.row >= MOST_ROWS {
            let sheet = words.say(name_of(self.table), &[]);
            return Err(AppError::new(ErrorCode::SheetFull).with("sheet", sheet).with("max", MOST_ROWS - 1));
        }
        for (place, cell) in (0_u16..).zip(cells) {
            self.cell(place, cell, formats).map_err(failed)?;
            if let Cell::Amount(amount) = cell
                && adds_up(self.table, self.columns[usize::from(place)].name)
            {
                self.count(usize::from(place), *amount)?;
            }
        }
        self.row += 1;
        Ok(())
    }

    fn cell(
        &mut self,
        place: u16,
        cell: &Cell<'_>,
        formats: &mut Formats,
    ) -> std::result::Result<(), XlsxError> {
        let (sheet, row) = (&mut self.sheet, self.row);
        let width = match cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) => {
                let text = within(text);
                sheet.write_string_with_format(row, place, text.as_ref(), &formats.text)?;
                text.lines().map(width_of).max().unwrap_or(0)
            }
            Cell::Integer(number) => {
                let text = number.to_string();
                write_number(sheet, (row, place), &text, &formats.integer)?;
                text.len()
            }
            Cell::Amount(amount) => {
                let text = amount.to_string();
                let format = formats.amount(amount.currency().digits());
                if amount.minor().unsigned_abs() < MOST_DIGITS {
                    write_number(sheet, (row, place), &text, format)?;
                } else {
                    sheet.write_string(row, place, &text)?;
                }
                // With its separators.
                text.len() + text.len() / 4
            }
            Cell::Percent(percent) => {
                let share = percent.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
                write_number(sheet, (row, place), &share.to_string(), &formats.percent)?;
                percent.to_string().len() + 1
            }
            Cell::Date(date) => {
                sheet.write_date_with_format(row, place, date, &formats.date)?;
                10
            }
            Cell::Flag(flag) => {
                sheet.write_boolean(row, place, *flag)?;
                5
            }
        };
        let widest = &mut self.widths[usize::from(place)];
        *widest = width.max(*widest);
        Ok(())
    }

    fn count(&mut self, place: usize, amount: Money) -> Result<()> {
        let columns = self.columns.len();
        let sums = self.totals.entry(amount.currency().code()).or_insert_with(|| vec![None; columns]);
        let sum = sums[place].unwrap_or(Money::zero(amount.currency())).checked_add(amount);
        sums[place] = Some(sum.map_err(|_| AppError::new(ErrorCode::AmountTooLarge))?);
        Ok(())
    }

    /// Writes the totals of each currency, where what the columns hold may be added up, and sets the widths.
    fn end(mut self, formats: &mut Formats, words: &Words) -> Result<Worksheet> {
        let totals = std::mem::take(&mut self.totals);
        let currency = self.columns.iter().position(|column| column.name == "currency").unwrap_or(0);
        self.row += 1;
        for (code, sums) in totals {
            // A full sheet has no room for them.
            if self.row >= MOST_ROWS {
                break;
            }
            let mut cells = vec![Cell::Empty; self.columns.len()];
            for (cell, sum) in cells.iter_mut().zip(sums) {
                *cell = sum.into();
            }
            cells[0] = words.say("sheet-total", &[]).into();
            cells[currency] = code.into();
            for (place, cell) in (0..).zip(&cells) {
                self.cell(place, cell, formats).map_err(failed)?;
            }
            self.row += 1;
        }
        for (place, (column, width)) in (0..).zip(self.columns.iter().zip(&self.widths)) {
            let margin = if column.kind == Kind::Text { 1 } else { 2 };
            let width = (width + margin).clamp(*WIDTHS.start(), *WIDTHS.end());
            let width = u16::try_from(width).unwrap_or(u16::MAX);
            self.sheet.set_column_width(place, width).map_err(failed)?;
        }
        Ok(self.sheet)
    }
}

/// Whether the amounts of a column are parts of a whole. Limits are not, nor is a plan's price on each of its rows.
fn adds_up(table: ExportTable, column: &str) -> bool {
    !matches!((table, column), (ExportTable::Accounts, _) | (ExportTable::Rows, "price"))
}

/// Writes a number from its decimal digits. A sheet has doubles alone: the nearest one prints as the same 15 digits.
fn write_number(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    digits: &str,
    format: &Format,
) -> std::result::Result<(), XlsxError> {
    let number: f64 = digits.parse().map_err(|_| XlsxError::ParameterError(digits.to_owned()))?;
    sheet.write_number_with_format(row, place, number, format).map(drop)
}

/// A text as far as a cell holds it, which is all of it but for terms with thousands of holidays.
fn within(text: &str) -> Cow<'_, str> {
    if text.encode_utf16().count() <= MOST_LETTERS {
        return Cow::Borrowed(text);
    }
    let mut room = MOST_LETTERS - 1;
    let fits = |letter: &char| {
        let needed = letter.len_utf16();
        let fits = needed <= room;
        room = room.saturating_sub(needed);
        fits
    };
    Cow::Owned(text.chars().take_while(fits).chain(['…']).collect())
}

/// How wide a text is, in Latin letters. Chinese characters take two.
fn width_of(text: &str) -> usize {
    text.chars().map(|letter| if letter < '\u{1100}' { 1 } else { 2 }).sum()
}

fn failed(error: XlsxError) -> AppError {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => AppError::writing(&error),
        error => AppError::new(ErrorCode::WriteFailed).with("reason", error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_that_is_full_says_so() {
        let (mut book, words) = (Workbook::new(), Words::of(fenqi_app::contract::Language::En));
        let mut formats = Formats::default();
        let sheet = book.new_worksheet_with_constant_memory().expect("a sheet");
        let mut sheet = Sheet::begin(sheet, ExportTable::Months, &formats).expect("begun");
        sheet.row = MOST_ROWS - 1;
        let line = [const { Cell::Empty }; 6];
        assert_eq!(sheet.line(&line, &mut formats, &words), Ok(()), "the last row");
        let full = sheet.line(&line, &mut formats, &words).expect_err("refused");
        assert_eq!((full.code, full.params["sheet"].as_str()), (ErrorCode::SheetFull, "Months"));
        assert!(sheet.end(&mut formats, &words).is_ok(), "without totals");
    }

    #[test]
    fn a_text_is_cut_between_its_letters() {
        let fits = "𠮷".repeat(MOST_LETTERS / 2);
        assert_eq!(within(&fits), fits);
        let cut = within(&format!("{fits}𠮷")).into_owned();
        assert_eq!(cut.encode_utf16().count(), MOST_LETTERS);
        assert!(cut.ends_with("𠮷…"));
    }
}
