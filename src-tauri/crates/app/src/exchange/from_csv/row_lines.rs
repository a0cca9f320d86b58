//! Lines that are rows: those of a plan stand together.

use chrono::NaiveDate;
use fenqi_domain::terms::MAX_PERIODS;
use fenqi_domain::{Currency, Money, Row, schedule};

use super::cells::{Cells, Problems, yes_or_no};
use super::found::{Accounts, Found, Outcome, PaidRow, Texts, not_taken, tell};
use super::layout::Layout;
use super::lines::Line;
use super::plan_line::account;
use super::{figures, numbering};
use crate::app::App;
use crate::contract::{AppError, ErrorCode, Field, ImportColumn, PlanId, RoundingInput, TermsInput};
use crate::ports::Account;
use crate::{Result, amounts, plans, terms};

/// What all lines of a plan say alike.
const COMMON: [ImportColumn; 13] = [
    ImportColumn::Plan,
    ImportColumn::Account,
    ImportColumn::Origin,
    ImportColumn::Title,
    ImportColumn::Merchant,
    ImportColumn::OrderNo,
    ImportColumn::PurchasedOn,
    ImportColumn::Currency,
    ImportColumn::Price,
    ImportColumn::AutoDebit,
    ImportColumn::Notes,
    ImportColumn::Terms,
    ImportColumn::Periods,
];

/// By what the lines of a plan are known, where no column names the plan.
const NAMING: [ImportColumn; 4] =
    [ImportColumn::Account, ImportColumn::Title, ImportColumn::OrderNo, ImportColumn::PurchasedOn];

/// The lines of one plan, as far as they were read.
pub(super) struct Group {
    pub(super) key: String,
    line: u32,
    common: Vec<Option<String>>,
    head: Option<Head>,
    rows: Vec<Read>,
    /// Rows are numbered in the file.
    numbered: bool,
    is_sound: bool,
    /// A row was settled or refunded away.
    is_void: bool,
}

struct Head {
    account: Account,
    texts: Texts,
    id: Option<PlanId>,
    purchased_on: Option<NaiveDate>,
    terms: Option<TermsInput>,
    periods: Option<u32>,
}

struct Read {
    line: u32,
    row: Row,
    /// Of how many, where its number says so.
    of: Option<u32>,
    paid: Option<PaidRow>,
}

/// What names the plan that a line belongs to.
pub(super) fn key(line: &Line<'_>, layout: &Layout) -> String {
    let cell = |column| {
        layout.columns.place(column).and_then(|at| line.cells.get(at)).unwrap_or_default().trim().to_owned()
    };
    let plan = cell(ImportColumn::Plan);
    if plan.is_empty() { NAMING.map(cell).join("\u{1f}") } else { plan }
}

/// Whether a line begins another plan, though it is called as the one before it: rows are counted from the beginning.
pub(super) fn begins_anew(line: &Line<'_>, layout: &Layout, before: Option<&Group>) -> bool {
    let cell = |column| layout.columns.place(column).and_then(|at| line.cells.get(at)).map(str::trim);
    if !cell(ImportColumn::Plan).is_none_or(str::is_empty) {
        return false;
    }
    let has_down_payment_alone = |group: &Group| matches!(group.rows.as_slice(), [first] if first.row.n == 0);
    match cell(ImportColumn::N).and_then(numbering::number) {
        Some((0, _)) => true,
        Some((1, _)) => !before.is_some_and(has_down_payment_alone),
        _ => false,
    }
}

impl Group {
    pub(super) fn begin(
        app: &App,
        key: String,
        line: &Line<'_>,
        layout: &Layout,
        accounts: &mut Accounts,
        problems: &mut Problems,
    ) -> Self {
        let mut group = Self {
            key,
            line: line.number,
            common: COMMON
                .map(|column| {
                    layout.columns.place(column).and_then(|at| line.cells.get(at)).map(str::to_owned)
                })
                .to_vec(),
            head: None,
            rows: Vec::new(),
            numbered: layout.columns.has(ImportColumn::N),
            is_sound: true,
            is_void: false,
        };
        let mut cells = Cells::new(line, layout, problems);
        group.head = account(app, &mut cells, accounts).and_then(|account| head(&mut cells, account));
        group.take(&mut cells, app.today());
        group
    }

    /// The same, of which nothing comes.
    pub(super) fn refused(self) -> Self {
        Self { is_sound: false, ..self }
    }

    /// The id that Fenqi gave the plan once.
    pub(super) fn own_id(&self) -> Option<&PlanId> {
        self.head.as_ref().and_then(|head| head.id.as_ref())
    }

    /// Takes another line of the same plan.
    pub(super) fn add(
        &mut self,
        line: &Line<'_>,
        layout: &Layout,
        problems: &mut Problems,
        today: NaiveDate,
    ) {
        let mut cells = Cells::new(line, layout, problems);
        for (column, first) in COMMON.iter().zip(&self.common) {
            let (here, first) = (cells.raw(*column), first.as_deref().map(str::trim));
            if here.is_some() && here != first {
                let error = AppError::new(ErrorCode::LineContradicts).with("line", self.line);
                cells.refuse(*column, error.with("text", amounts::shown(first.unwrap_or_default())));
            }
        }
        if let Some(head) = &self.head {
            cells.assert_units(&head.account);
        }
        self.take(&mut cells, today);
    }

    fn take(&mut self, cells: &mut Cells<'_>, today: NaiveDate) {
        self.is_void |= cells.is_void();
        if let Some(head) = &self.head {
            let n = match u16::try_from(self.rows.len() + 1) {
                Ok(n) if n <= MAX_PERIODS + 1 => n,
                _ => {
                    if self.is_sound {
                        cells.refuse_line(amounts::periods_range());
                    }
                    self.is_sound = false;
                    return;
                }
            };
            if let Some(read) = row(cells, n, head.account.currency, self.is_void, today) {
                self.assert_fits(&read, cells);
                self.rows.push(read);
            }
        }
        self.is_sound &= cells.is_sound;
    }

    /// A row must be of as many as the others, and another than each of them: by its number, else by its day. Of two
    /// plans that are called alike, nothing else would tell.
    fn assert_fits(&self, read: &Read, cells: &mut Cells<'_>) {
        let of = self.rows.first().map_or(read.of, |first| first.of);
        if read.of != of {
            let error = AppError::new(ErrorCode::LineContradicts).with("line", self.line);
            let text = of.map(|of| of.to_string()).unwrap_or_default();
            cells.refuse(ImportColumn::N, error.with("text", text));
        }
        let (column, is_same): (_, fn(&Row, &Row) -> bool) = if self.numbered {
            (ImportColumn::N, |one, other| one.n == other.n)
        } else {
            (ImportColumn::DueDate, |one, other| one.due_date == other.due_date)
        };
        if let Some(other) = self.rows.iter().find(|other| is_same(&other.row, &read.row)) {
            cells.refuse(column, AppError::new(ErrorCode::RowTwice).with("line", other.line));
        }
    }

    /// The plan that the lines make.
    pub(super) fn end(self, app: &App, layout: &Layout, problems: &mut Problems) -> Outcome {
        let line = self.line;
        let Some(head) = self.head.filter(|_| self.is_sound) else { return Outcome::Refused };
        let title = head.texts.title.clone();
        let left_out = || not_taken(line, &title);
        if self.is_void {
            return left_out();
        }
        let has_terms = head.terms.is_some();
        match found(app, head, self.rows, self.numbered) {
            Ok(found) => Outcome::Plan(Box::new(found)),
            // Principal that was paid early or refunded is in no row any more.
            Err(error) if has_terms && error.code == ErrorCode::RowsMismatch && lacks(&error) => left_out(),
            Err(error) => {
                tell(problems, layout, line, error);
                Outcome::Refused
            }
        }
    }
}

fn lacks(error: &AppError) -> bool {
    let amount = |name: &str| error.params.get(name).and_then(|text| amounts::plain_decimal(text));
    amount("found").zip(amount("expected")).is_some_and(|(found, expected)| found < expected)
}

fn head(cells: &mut Cells<'_>, account: Account) -> Option<Head> {
    let texts = Texts::read(cells, account.currency);
    let id = cells.raw(ImportColumn::Plan).and_then(own_id);
    let purchased_on = cells.date(ImportColumn::PurchasedOn);
    let periods = cells.count(ImportColumn::Periods, 1, u32::from(MAX_PERIODS));
    let terms = match cells.raw(ImportColumn::Terms).map(serde_json::from_str::<TermsInput>) {
        None => None,
        Some(Ok(terms)) => Some(terms),
        Some(Err(error)) => {
            cells.refuse(ImportColumn::Terms, terms::invalid(&error.to_string()));
            None
        }
    };
    Some(Head { account, texts: texts?, id, purchased_on, terms, periods })
}

/// An id that Fenqi gave. What else names a plan only holds its lines together.
fn own_id(text: &str) -> Option<PlanId> {
    let parsed = uuid::Uuid::parse_str(text).ok()?;
    (parsed.to_string() == text).then(|| PlanId(text.to_owned()))
}

/// A row and what was paid of it. `place` numbers it where the file does not.
fn row(
    cells: &mut Cells<'_>,
    place: u16,
    currency: Currency,
    is_void: bool,
    today: NaiveDate,
) -> Option<Read> {
    let (n, of) = if cells.layout.columns.has(ImportColumn::N) {
        if cells.raw(ImportColumn::N).is_none() {
            cells.refuse(ImportColumn::N, AppError::new(ErrorCode::TextRequired));
        }
        let number = cells.number();
        (number.and_then(|(n, _)| u16::try_from(n).ok()), number.and_then(|(_, of)| of))
    } else {
        (Some(place), None)
    };
    let due_date = cells.date(ImportColumn::DueDate);
    if due_date.is_none() && cells.is_sound {
        cells.refuse(ImportColumn::DueDate, AppError::new(ErrorCode::TextRequired));
    }
    let (row, total) = figures_of(cells, n?, due_date?, currency)?;
    let on = cells.date(ImportColumn::PaidOn);
    // What is still to come is when it will be paid.
    let is_dated = on.is_some_and(|on| on <= today);
    let paid = paid(cells, total, n? == 0, is_dated)?;
    if !is_void && let Some(remaining) = cells.amount_at(cells.layout.columns.remaining, currency) {
        let expected = total.checked_sub(paid).ok()?;
        if remaining != expected {
            let error = AppError::new(ErrorCode::FiguresDiffer).with("found", remaining);
            cells.refuse_line(error.with("expected", expected));
            return None;
        }
    }
    cells.assert_single(currency);
    let source = cells.source();
    if !cells.is_sound {
        return None;
    }
    let on = on.unwrap_or_else(|| row.due_date.min(today));
    let paid = paid.is_positive().then_some(PaidRow { n: row.n, amount: paid, on, source });
    Some(Read { line: cells.line, row, of, paid })
}

/// The parts of a row. Its total, where there is one, has to be their sum; what is not a part is principal.
fn figures_of(
    cells: &mut Cells<'_>,
    n: u16,
    due_date: NaiveDate,
    currency: Currency,
) -> Option<(Row, Money)> {
    let zero = Money::zero(currency);
    let principal = cells.amount(ImportColumn::Principal, currency);
    let interest = cells.amount(ImportColumn::Interest, currency).unwrap_or(zero);
    let fee = cells.amount(ImportColumn::Fee, currency).unwrap_or(zero);
    let total = cells.amount(ImportColumn::Total, currency);
    if !cells.is_sound {
        return None;
    }
    let sum = |parts: &[Money]| Money::sum(parts.iter().copied(), currency).ok();
    let principal = match (principal, total) {
        (Some(principal), _) => principal,
        (None, Some(total)) => {
            let rest = total.checked_sub(sum(&[interest, fee])?).ok().filter(|rest| rest.minor() >= 0);
            if rest.is_none() {
                cells.refuse(ImportColumn::Total, AppError::new(ErrorCode::AmountNegative));
            }
            rest?
        }
        (None, None) => {
            let column = if cells.layout.columns.has(ImportColumn::Total) {
                ImportColumn::Total
            } else {
                ImportColumn::Principal
            };
            cells.refuse(column, AppError::new(ErrorCode::TextRequired));
            return None;
        }
    };
    let computed = sum(&[principal, interest, fee])?;
    if let Some(total) = total.filter(|total| *total != computed) {
        let error = AppError::new(ErrorCode::FiguresDiffer).with("found", total);
        cells.refuse(ImportColumn::Total, error.with("expected", computed));
        return None;
    }
    Some((Row { n, due_date, principal, interest, fee }, computed))
}

/// What was paid of a row: an amount, or a word; or all of it where only the day or the status says so. A down payment
/// was paid.
fn paid(cells: &mut Cells<'_>, total: Money, is_down_payment: bool, is_dated: bool) -> Option<Money> {
    let zero = Money::zero(total.currency());
    let all = |is_paid: bool| if is_paid { total } else { zero };
    if let Some(cell) = cells.raw(ImportColumn::Paid) {
        let is_figure = cell.chars().map(figures::narrow).any(|c| c.is_ascii_digit());
        if (cells.layout.answers_paid || !is_figure)
            && let Some(is_paid) = yes_or_no(cell)
        {
            return Some(all(is_paid));
        }
        let paid = cells.amount(ImportColumn::Paid, total.currency());
        let paid = paid.unwrap_or(zero);
        if paid.minor() > total.minor() {
            cells.refuse(ImportColumn::Paid, AppError::new(ErrorCode::PaymentTooLarge).with("left", total));
        }
        return cells.is_sound.then_some(paid);
    }
    let only_dated = is_dated && !cells.layout.columns.has(ImportColumn::Paid);
    let said = cells.status_of_payment().filter(|_| !cells.layout.columns.has(ImportColumn::Paid));
    Some(all(is_down_payment || only_dated || said == Some(true)))
}

fn found(app: &App, head: Head, mut read: Vec<Read>, numbered: bool) -> Result<Found> {
    if !numbered {
        read.sort_by_key(|read| read.row.due_date);
        for (at, read) in read.iter_mut().enumerate() {
            read.row.n = u16::try_from(at + 1).unwrap_or(u16::MAX);
            if let Some(paid) = &mut read.paid {
                paid.n = read.row.n;
            }
        }
    }
    let rows: Vec<Row> = read.iter().map(|read| read.row).collect();
    assert_all(&rows, head.periods)?;
    assert_all(&rows, read.first().and_then(|first| first.of))?;
    let Some(first) = rows.iter().map(|row| row.due_date).min() else {
        return Err(AppError::new(ErrorCode::TextRequired).at(Field::Rows));
    };
    let currency = head.account.currency;
    let purchased_on = head.purchased_on.unwrap_or(first);
    let terms = match head.terms {
        Some(terms) => terms,
        None => stand_in(&rows, purchased_on, currency)?,
    };
    let proposed = plans::proposed(&terms::read(&terms, currency)?, purchased_on)?;
    let principal = plans::rows_fit(&rows, &proposed, purchased_on)?;
    let draft = head.texts.draft(purchased_on, terms);
    let mut plan = app.read_plan(&draft, &head.account)?;
    let is_named = head.id.is_some();
    if let Some(id) = head.id {
        plan.id = id;
    }
    let paid = read.into_iter().filter_map(|read| read.paid).collect();
    Ok(Found { account: head.account, plan, is_named, rows, principal, paid })
}

/// Rows are all there, by their numbers and by how many there should be.
fn assert_all(rows: &[Row], periods: Option<u32>) -> Result<()> {
    let missing = |expected: u32, found: u32| {
        let error = AppError::new(ErrorCode::RowsMissing).with("expected", expected);
        Err(error.with("found", found).at(Field::Rows))
    };
    let start = u16::from(rows.first().is_none_or(|row| row.n > 0));
    for (row, expected) in rows.iter().zip(start..) {
        if row.n != expected {
            return missing(expected.into(), row.n.into());
        }
    }
    let last = rows.last().map_or(0, |row| u32::from(row.n));
    match periods {
        Some(periods) if periods != last => missing(periods, last),
        _ => Ok(()),
    }
}

/// Terms for rows that are the contract's own, where a file has none: the principal as the rows repay it. What the
/// rows charge besides stands in them; no rate is made up.
fn stand_in(rows: &[Row], purchased_on: NaiveDate, currency: Currency) -> Result<TermsInput> {
    let totals = schedule::totals(rows, currency).map_err(|_| amounts::too_large(currency))?;
    let down = rows.first().filter(|row| row.n == 0);
    let later: Vec<&Row> = rows.iter().filter(|row| row.n > 0).collect();
    let first_due = later.first().map_or(purchased_on, |row| row.due_date);
    let down_payment = down.map(|row| crate::contract::DownPaymentInput {
        amount: Some(row.principal.to_string()),
        share: None,
        rounding: None,
        unit: None,
    });
    let common = TermsInput {
        principal: totals.principal.to_string(),
        periods: later.len().to_string(),
        start_date: purchased_on.to_string(),
        first_due_date: first_due.to_string(),
        down_payment,
        ..TermsInput::default()
    };
    if totals.interest.is_zero() && totals.fee.is_zero() {
        let rounding = RoundingInput { residual: Some("last".to_owned()), ..RoundingInput::default() };
        return Ok(TermsInput { method: "interest_free".to_owned(), rounding: Some(rounding), ..common });
    }
    Ok(TermsInput {
        method: "custom_principal".to_owned(),
        periodic_rate: Some("0".to_owned()),
        principal_parts: Some(later.iter().map(|row| row.principal.to_string()).collect()),
        ..common
    })
}
