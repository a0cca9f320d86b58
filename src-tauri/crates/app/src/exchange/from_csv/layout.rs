//! How a file is laid out: encoding, delimiter, header, columns, and how dates and amounts are written.

use std::io::{Read, SeekFrom};

use csv::ReaderBuilder;

use super::cells::yes_or_no;
use super::columns::{Columns, Shape};
use super::decode::Decoded;
use super::evidence::Verdict;
use super::lines::{Broken, Lines, unreadable};
use super::reading::{REPORTED, Report, percent};
use super::{Source, dates, encoding, figures, numbering, unfit};
use crate::Result;
use crate::contract::{
    AppError, DateOrder, DecimalMark, ErrorCode, ImportColumn, ImportKind, ImportOptions, Language,
    TextEncoding,
};

/// So much of a file is looked at for its delimiter and header.
const SAMPLE: usize = 256 * 1024;
/// So many lines may stand before the header.
const PREAMBLE: usize = 60;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// What a preview shows.
const SHOWN_LINES: usize = 8;
const SHOWN_COLUMNS: usize = 100;
const SHOWN_CHARACTERS: usize = 60;

/// How a file is read.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) encoding: TextEncoding,
    pub(super) delimiter: u8,
    /// How many lines come before the first that counts, the header among them.
    skipped: usize,
    pub(super) header: Vec<String>,
    /// Where the header stands, from 1.
    pub(super) header_line: u32,
    /// Why no line can be read under these columns.
    pub(super) unfit: Option<AppError>,
    pub(super) columns: Columns,
    /// Where dates say it, or the user does.
    pub(super) date_order: Option<DateOrder>,
    pub(super) decimal_mark: Option<DecimalMark>,
    /// What was paid is a yes or no in every line, be it 1 or 0, and no amount.
    pub(super) answers_paid: bool,
    pub(super) kind: ImportKind,
    /// In bytes.
    pub(super) size: u64,
    pub(super) sample: Vec<Vec<String>>,
}

impl Layout {
    /// Looks at the whole file: the first half of what there is to be read.
    ///
    /// # Errors
    /// What `report` answers; `input_invalid` when the file cannot be read, `import_unfit`, `delimiter_unfit`,
    /// `import_empty`, `line_too_long`, `quote_open`.
    pub(super) fn of(
        input: &mut dyn Source,
        options: &ImportOptions,
        language: Language,
        report: Report<'_>,
    ) -> Result<Self> {
        unfit::assert_table(input)?;
        let size = input.seek(SeekFrom::End(0)).map_err(|error| unreadable(&error))?;
        let encoding = match options.encoding {
            Some(encoding) => encoding,
            None => encoding::guess(input, language).map_err(|error| unreadable(&error))?,
        };
        let sample = sample(input, encoding)?;
        let delimiter = match &options.delimiter {
            Some(text) => given_delimiter(text)?,
            None => likeliest_delimiter(&sample),
        };
        let skipped = header_place(&records(&sample, delimiter)) + 1;
        let mut layout = Self {
            encoding,
            delimiter,
            skipped,
            header: Vec::new(),
            header_line: 1,
            unfit: None,
            columns: Columns::of(&[]),
            date_order: None,
            decimal_mark: None,
            answers_paid: false,
            kind: ImportKind::ForeignCsv,
            size,
            sample: Vec::new(),
        };
        layout.read_header(input, options)?;
        if options.columns.is_none() && layout.counts_may_number() && layout.counts_number(input, report)? {
            layout.columns = layout.columns.numbered(&layout.header);
            layout.unfit = layout.missing();
        }
        layout.hear_cells(input, options, report)?;
        Ok(layout)
    }

    /// The lines that count.
    pub(super) fn lines<'a>(&self, input: &'a mut dyn Source) -> Result<Lines<'a>> {
        let mut lines = Lines::new(input, self.encoding, self.delimiter)?;
        for _ in 0..self.skipped {
            lines.next().map_err(refused)?;
        }
        Ok(lines)
    }

    /// What a column is called.
    pub(super) fn name(&self, column: ImportColumn) -> Option<String> {
        self.columns.place(column).and_then(|at| self.header.get(at)).map(|name| shown(name))
    }

    fn read_header(&mut self, input: &mut dyn Source, options: &ImportOptions) -> Result<()> {
        let mut lines = Lines::new(input, self.encoding, self.delimiter)?;
        for _ in 1..self.skipped {
            lines.next().map_err(refused)?;
        }
        let header = lines.next().map_err(refused)?.ok_or_else(|| AppError::new(ErrorCode::ImportEmpty))?;
        self.header_line = header.number;
        self.header = header.cells.iter().map(str::to_owned).collect();
        self.columns = match &options.columns {
            Some(held) => {
                Columns::given(held.iter().copied().take(self.header.len()).collect(), &self.header)
            }
            None => Columns::of(&self.header),
        };
        let own = self.columns.is_own_table() || super::template::is_ours(&self.header);
        self.kind = if own { ImportKind::OwnCsv } else { ImportKind::ForeignCsv };
        while self.sample.len() < SHOWN_LINES {
            match lines.next() {
                Ok(Some(line)) => {
                    self.sample.push(line.cells.iter().take(SHOWN_COLUMNS).map(shown).collect());
                }
                Ok(None) | Err(Broken::At(..)) => break,
                Err(Broken::File(error)) => return Err(error),
            }
        }
        self.unfit = unfit::own_table(&self.header).or_else(|| self.missing());
        Ok(())
    }

    /// Without these, nothing can be read. A table of Fenqi's own has all that its lines are checked by.
    fn missing(&self) -> Option<AppError> {
        use ImportColumn::{
            Currency, DueDate, Fee, Interest, N, Paid, Periods, Plan, Price, Principal, PurchasedOn, Terms,
            Title, Total,
        };
        let is_own = self.columns.has(Plan) && self.columns.has(Terms);
        let needed: &[&[ImportColumn]] = match self.columns.shape {
            Shape::Rows if is_own => &[
                &[Currency],
                &[Title],
                &[N],
                &[Periods],
                &[DueDate],
                &[Principal],
                &[Interest],
                &[Fee],
                &[Total],
                &[Paid],
                &[PurchasedOn],
                &[Price],
            ],
            Shape::Rows => &[&[Title], &[DueDate], &[Total, Principal]],
            Shape::Plans => &[&[Title], &[PurchasedOn], &[Price, Principal, Periods]],
        };
        let name = |any: &&[ImportColumn]| {
            any.iter().map(|column| super::columns::english(*column)).collect::<Vec<_>>().join(" / ")
        };
        let absent = |any: &&&[ImportColumn]| !any.iter().any(|column| self.columns.has(*column));
        let mut missing: Vec<String> = needed.iter().filter(absent).map(name).collect();
        if is_own {
            let checks = [("remaining", self.columns.remaining), ("status", self.columns.status)];
            missing.extend(checks.iter().filter(|(_, at)| at.is_none()).map(|(name, _)| (*name).to_owned()));
        }
        let error = || AppError::new(ErrorCode::ImportColumnsMissing).with("columns", missing.join(", "));
        (!missing.is_empty()).then(error)
    }

    /// Whether what is called a count may be the number of a row. A table of plans says more of them.
    fn counts_may_number(&self) -> bool {
        use ImportColumn::{AnnualRatePercent, FirstDueDate, N, PaidRows, Periods, RatePercent};
        let of_plans = [FirstDueDate, PaidRows, RatePercent, AnnualRatePercent]
            .into_iter()
            .any(|column| self.columns.has(column));
        self.kind == ImportKind::ForeignCsv && self.columns.has(Periods) && !self.columns.has(N) && !of_plans
    }

    /// Whether the lines of a name count up: 1, 2, 3.
    fn counts_number(&self, input: &mut dyn Source, report: Report<'_>) -> Result<bool> {
        use ImportColumn::{Account, Merchant, OrderNo, Periods, PurchasedOn, Title};
        let mut counts = numbering::Counts::default();
        let mut lines = self.lines(input)?;
        for count in 0_u64.. {
            if count.is_multiple_of(REPORTED) {
                report(0)?;
            }
            match lines.next() {
                Ok(Some(line)) => {
                    let cell = |column| {
                        let at = self.columns.place(column);
                        at.and_then(|at| line.cells.get(at)).unwrap_or_default().trim()
                    };
                    let name = [Account, Title, Merchant, OrderNo].map(cell).join("\u{1f}");
                    if counts.number_rows(name, cell(PurchasedOn), cell(Periods)) {
                        return Ok(true);
                    }
                }
                Ok(None) | Err(Broken::At(..)) => break,
                Err(Broken::File(error)) => return Err(error),
            }
        }
        Ok(false)
    }

    /// Lets all dates and amounts say how they are written.
    fn hear_cells(
        &mut self,
        input: &mut dyn Source,
        options: &ImportOptions,
        report: Report<'_>,
    ) -> Result<()> {
        let place = |column: &ImportColumn| self.columns.place(*column);
        let dated: Vec<usize> = DATES.iter().filter_map(place).collect();
        let counted: Vec<usize> = FIGURES.iter().filter_map(place).collect();
        let paid = self.columns.place(ImportColumn::Paid).filter(|_| !self.columns.is_own_table());
        self.answers_paid = paid.is_some();
        let (mut order, mut mark) = (Verdict::Open, Verdict::Open);
        let mut is_year_first = false;
        let is_own = self.columns.is_own_table();
        let mut lines = self.lines(input)?;
        for count in 0_u64.. {
            if count.is_multiple_of(REPORTED) {
                report(percent(lines.taken(), self.size))?;
            }
            if is_own && count == OWN_HEARD && order == Verdict::Open && is_year_first && mark.one().is_some()
            {
                break;
            }
            match lines.next() {
                Ok(Some(line)) => {
                    let cell = |at: &usize| line.cells.get(*at).unwrap_or_default();
                    for text in dated.iter().map(cell) {
                        is_year_first |= text.get(..4).is_some_and(|year| year.parse::<u16>().is_ok());
                        order.hear(dates::evidence(text));
                    }
                    let said = paid.as_ref().map(cell).filter(|said| !figures::is_none(said));
                    self.answers_paid &= said.is_none_or(|said| yes_or_no(said).is_some());
                    counted.iter().map(cell).for_each(|text| mark.hear(figures::evidence(text)));
                }
                // What is wrong with the line is told when it is read for good.
                Ok(None) | Err(Broken::At(..)) => break,
                Err(Broken::File(error)) => return Err(error),
            }
        }
        drop(lines);
        let year_first = (is_year_first && order == Verdict::Open).then_some(DateOrder::YearMonthDay);
        self.date_order = options.date_order.or(order.one()).or(year_first);
        // Fenqi writes points, and no groups.
        let written = (is_own && mark == Verdict::Open).then_some(DecimalMark::Point);
        self.decimal_mark = options.decimal_mark.or(mark.one()).or(written);
        Ok(())
    }
}

pub(super) const DATES: [ImportColumn; 4] =
    [ImportColumn::PurchasedOn, ImportColumn::DueDate, ImportColumn::FirstDueDate, ImportColumn::PaidOn];

/// The amounts, and the rates.
const FIGURES: [ImportColumn; 9] = [
    ImportColumn::Price,
    ImportColumn::Principal,
    ImportColumn::Interest,
    ImportColumn::Fee,
    ImportColumn::Total,
    ImportColumn::Paid,
    ImportColumn::Instalment,
    ImportColumn::RatePercent,
    ImportColumn::AnnualRatePercent,
];

pub(super) const AMOUNTS: &[ImportColumn] = FIGURES.split_at(7).0;

/// Where so many lines of Fenqi's own table are as Fenqi writes them, all are held to that.
const OWN_HEARD: u64 = 1_000;

/// The reason for which a file cannot be begun.
fn refused(broken: Broken) -> AppError {
    match broken {
        Broken::At(line, error) => error.with("line", line),
        Broken::File(error) => error,
    }
}

fn shown(cell: &str) -> String {
    if cell.chars().nth(SHOWN_CHARACTERS).is_none() {
        return cell.to_owned();
    }
    cell.chars().take(SHOWN_CHARACTERS).chain(['…']).collect()
}

fn sample(input: &mut dyn Source, encoding: TextEncoding) -> Result<String> {
    input.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
    let (mut text, mut bytes, mut chunk) = (Decoded::new(input, encoding), Vec::new(), vec![0; 16 * 1024]);
    while bytes.len() < SAMPLE {
        match text.read(&mut chunk).map_err(|error| unreadable(&error))? {
            0 => break,
            read => bytes.extend_from_slice(&chunk[..read]),
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn given_delimiter(text: &str) -> Result<u8> {
    let named = match text {
        "tab" | "\\t" => "\t",
        text => text,
    };
    match named.as_bytes() {
        [one] if one.is_ascii() && !matches!(one, b'"' | b'\r' | b'\n' | 0) => Ok(*one),
        _ => Err(AppError::new(ErrorCode::DelimiterUnfit).with("text", crate::amounts::shown(text))),
    }
}

fn records(sample: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut builder = ReaderBuilder::new();
    let reader =
        builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(sample.as_bytes());
    let records = reader.into_records().take(PREAMBLE).map_while(std::result::Result::ok);
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

/// The delimiter by which the most names of columns are known; else the most lines have the same number of cells.
fn likeliest_delimiter(sample: &str) -> u8 {
    let score = |delimiter: u8| {
        let records = records(sample, delimiter);
        let known = records.iter().map(|cells| Columns::known(cells)).max().unwrap_or(0);
        let usual = usual_length(&records);
        let alike = records.iter().filter(|cells| cells.len() == usual && usual > 1).count();
        (known, alike, usual)
    };
    // Of equals, the last is taken: the comma.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// How many cells most lines have.
fn usual_length(records: &[Vec<String>]) -> usize {
    let count = |length: usize| records.iter().filter(|cells| cells.len() == length).count();
    records.iter().map(Vec::len).max_by_key(|length| (count(*length), *length)).unwrap_or(0)
}

/// The line with the most names that are known; where there are none, the first that is as long as most.
fn header_place(records: &[Vec<String>]) -> usize {
    let best = records.iter().map(|cells| Columns::known(cells)).max().unwrap_or(0);
    let usual = usual_length(records);
    let is_header = |cells: &Vec<String>| {
        if best >= 2 { Columns::known(cells) == best } else { cells.len() == usual }
    };
    records.iter().position(is_header).unwrap_or(0)
}
