//! What the columns of a file hold, by their names in Chinese and English.

use super::figures::narrow;
use super::names::{AMOUNT, COUNTED, FINANCED, NAMES, NOT_TAKEN, RATES_OF};
use crate::contract::ImportColumn;
use crate::exchange::tables::wire_name;

/// What a table's lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A row of a plan a line.
    Rows,
    /// A plan a line.
    Plans,
}

/// What a name alone says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Column(ImportColumn),
    /// Of a row, all that is asked for; of a plan, the price.
    Amount,
    /// What a plan is about; of a row nothing.
    Financed,
    /// What is left of a row.
    Remaining,
    Status,
    /// Of a bank: a rate that may be counted by anything.
    UnclearRate,
    /// Of a plan, how its rows are computed; of a row, what it was paid from.
    Repayment,
    /// What says again what others say.
    Again(Again),
}

/// What a line says again of its plan: it is not taken, but must agree with what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Again {
    /// All that is asked for.
    Total,
    /// The price or all that is asked for.
    Amount,
    /// What that is more than the price, in all.
    Cost,
    CostPerPeriod,
    DownPayment,
    /// What was paid of its rows, or whether all of them were.
    Paid,
    /// What is left of them.
    Remaining,
}

/// The columns of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) shape: Shape,
    /// What each holds; absent where it is not wanted.
    pub(super) held: Vec<Option<ImportColumn>>,
    pub(super) remaining: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) unclear_rate: Option<usize>,
    /// Where a line says what again of its plan.
    pub(super) again: Vec<(usize, Again)>,
    /// Columns that are called as another that counts, and where.
    pub(super) doubled: Vec<(usize, ImportColumn)>,
}

impl Columns {
    /// What the names say. Of two columns of one meaning, the first counts.
    pub(super) fn of(header: &[String]) -> Self {
        Self::meant(header.iter().map(|name| meaning(name)).collect(), header)
    }

    /// The same, where the column called a count numbers the rows.
    pub(super) fn numbered(&self, header: &[String]) -> Self {
        let mut meanings: Vec<Option<Meaning>> = header.iter().map(|name| meaning(name)).collect();
        if let Some(at) = self.place(ImportColumn::Periods) {
            meanings[at] = Some(Meaning::Column(ImportColumn::N));
        }
        Self::meant(meanings, header)
    }

    fn meant(meanings: Vec<Option<Meaning>>, header: &[String]) -> Self {
        let certain: Vec<ImportColumn> = meanings
            .iter()
            .filter_map(|meaning| match meaning {
                Some(Meaning::Column(column)) => Some(*column),
                _ => None,
            })
            .collect();
        let shape = shape(&certain);
        let place = |meant| meanings.iter().position(|meaning| *meaning == Some(meant));
        let mut columns = Self {
            shape,
            held: Vec::with_capacity(meanings.len()),
            remaining: place(Meaning::Remaining),
            status: place(Meaning::Status),
            unclear_rate: place(Meaning::UnclearRate),
            again: Vec::new(),
            doubled: Vec::new(),
        };
        // Where lines are rows, what is called an instalment is what a row asks for.
        let is_row = shape == Shape::Rows && certain.contains(&ImportColumn::Instalment);
        let is_financed = shape == Shape::Plans && certain.contains(&ImportColumn::Principal);
        for (at, meaning) in meanings.into_iter().enumerate() {
            let free = |column| Some(column).filter(|column| !certain.contains(column));
            let column = match meaning {
                Some(Meaning::Column(ImportColumn::Instalment)) if is_row => free(ImportColumn::Total),
                Some(Meaning::Column(column)) => Some(column),
                Some(Meaning::Amount) if is_row => free(ImportColumn::Price),
                // Beside what is financed, an amount may be the price, or all that is asked for.
                Some(Meaning::Amount) if is_financed => None,
                Some(Meaning::Amount) => free(amount_in(shape)),
                Some(Meaning::Financed) => free(ImportColumn::Principal).filter(|_| shape == Shape::Plans),
                Some(Meaning::Repayment) => free(repayment_in(shape)),
                Some(Meaning::Remaining | Meaning::Status | Meaning::UnclearRate | Meaning::Again(_))
                | None => None,
            };
            let meant = column.filter(|column| fits(shape, *column));
            let column = meant.filter(|column| !columns.held.contains(&Some(*column)));
            columns.held.push(column);
            columns.doubled.extend(meant.filter(|_| column.is_none()).map(|meant| (at, meant)));
            let again = meaning.and_then(again).filter(|_| shape == Shape::Plans && column.is_none());
            columns.again.extend(again.map(|again| (at, again)));
        }
        // Where lines are rows, what is called a sum says nothing again of one of them.
        columns.doubled.retain(|(at, _)| shape == Shape::Plans || !is_sum(&header[*at]));
        columns
    }

    /// What the user says that they hold. What is not taken is still looked at, unless it was chosen for something.
    pub(super) fn given(held: Vec<Option<ImportColumn>>, header: &[String]) -> Self {
        let known: Vec<ImportColumn> = held.iter().flatten().copied().collect();
        let (shape, mut named) = (shape(&known), Self::of(header));
        let is_free = |at: usize| held.get(at).copied().flatten().is_none();
        named.again.retain(|(at, _)| shape == Shape::Plans && is_free(*at));
        named.doubled.retain(|(at, column)| is_free(*at) && known.contains(column));
        let unclear_rate = named.unclear_rate.filter(|at| is_free(*at));
        Self { shape, unclear_rate, held, ..named }
    }

    /// Where a column is.
    pub(super) fn place(&self, column: ImportColumn) -> Option<usize> {
        self.held.iter().position(|held| *held == Some(column))
    }

    pub(super) fn has(&self, column: ImportColumn) -> bool {
        self.place(column).is_some()
    }

    /// How many of a line's cells are names that are known.
    pub(super) fn known(cells: &[String]) -> usize {
        cells.iter().filter(|cell| meaning(cell).is_some()).count()
    }

    /// Whether it is a table of rows as Fenqi writes it.
    pub(super) fn is_own_table(&self) -> bool {
        use ImportColumn::{DueDate, Fee, Interest, N, Plan, Principal, Terms, Total};
        let own = [Plan, N, DueDate, Principal, Interest, Fee, Total, Terms];
        own.iter().all(|column| self.has(*column)) && self.remaining.is_some() && self.status.is_some()
    }
}

/// A line is a row where rows are numbered or have a day and what a row alone has; where columns speak of a whole plan,
/// it is one.
fn shape(known: &[ImportColumn]) -> Shape {
    use ImportColumn::{
        AnnualRatePercent, DueDate, FirstDueDate, Instalment, Interest, N, Paid, PaidOn, PaidRows, Periods,
        RatePercent, Terms, Total,
    };
    let has = |column| known.contains(&column);
    let of_plans = [FirstDueDate, Instalment, PaidRows, RatePercent, AnnualRatePercent].into_iter().any(has);
    let of_rows = [Total, Interest, Paid, PaidOn].into_iter().any(has);
    if has(N) || has(Terms) || (has(DueDate) && !of_plans && (of_rows || !has(Periods))) {
        Shape::Rows
    } else {
        Shape::Plans
    }
}

fn is_sum(name: &str) -> bool {
    let name = plain(name);
    ["总", "合计", "total", "sum"].iter().any(|word| name.contains(word))
}

/// What a column that is not taken says again of a plan.
fn again(meaning: Meaning) -> Option<Again> {
    match meaning {
        Meaning::Amount => Some(Again::Amount),
        Meaning::Column(ImportColumn::Total) => Some(Again::Total),
        Meaning::Column(ImportColumn::Interest) => Some(Again::Cost),
        Meaning::Column(ImportColumn::Paid) => Some(Again::Paid),
        Meaning::Remaining => Some(Again::Remaining),
        Meaning::Again(again) => Some(again),
        _ => None,
    }
}

fn repayment_in(shape: Shape) -> ImportColumn {
    match shape {
        Shape::Rows => ImportColumn::Source,
        Shape::Plans => ImportColumn::Method,
    }
}

fn amount_in(shape: Shape) -> ImportColumn {
    match shape {
        Shape::Rows => ImportColumn::Total,
        Shape::Plans => ImportColumn::Price,
    }
}

/// Whether a line of this shape can hold it.
fn fits(shape: Shape, column: ImportColumn) -> bool {
    use ImportColumn::{
        AnnualRatePercent, FirstDueDate, Frequency, Instalment, Interest, Method, N, Paid, PaidOn, PaidRows,
        Plan, RatePercent, Terms, Total,
    };
    match shape {
        Shape::Rows => !matches!(
            column,
            FirstDueDate | Frequency | Instalment | PaidRows | RatePercent | AnnualRatePercent | Method
        ),
        Shape::Plans => !matches!(column, N | Total | Interest | Paid | PaidOn | Terms | Plan),
    }
}

fn meaning(name: &str) -> Option<Meaning> {
    let bracketed = unit(name).unwrap_or_default();
    let name = plain(name);
    if let Some((meaning, _)) = NOT_TAKEN.iter().find(|(_, names)| names.contains(&name.as_str())) {
        return Some(*meaning);
    }
    if FINANCED.contains(&name.as_str()) {
        return Some(Meaning::Financed);
    }
    if AMOUNT.contains(&name.as_str()) {
        return Some(Meaning::Amount);
    }
    let found = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
    match found {
        Some((ImportColumn::Periods | ImportColumn::PaidRows, _))
            if !COUNTED.contains(&bracketed.as_str()) =>
        {
            None
        }
        Some((column, _)) => Some(Meaning::Column(*column)),
        None => is_rate(&name).then_some(Meaning::UnclearRate),
    }
}

/// Whether a name that is not known is that of a rate which may say what a plan costs. A long one is a sentence.
fn is_rate(name: &str) -> bool {
    let is_one = match name.strip_suffix("rate") {
        Some(of) => RATES_OF.contains(&of),
        None => ["利率", "费率"].iter().any(|word| name.contains(word)),
    };
    is_one && name.chars().count() <= 20
}

/// The unit in parentheses at the end of a column's name.
pub(super) fn unit(name: &str) -> Option<String> {
    let narrowed: String = name.trim().chars().map(narrow).collect();
    let at = narrowed.rfind(['(', '[']).filter(|at| *at > 0)?;
    let unit = narrowed[at + 1..].strip_suffix([')', ']'])?.trim();
    Some(unit.trim_start_matches("单位").trim_start_matches(':').trim().to_owned())
}

/// A name without what only dresses it: capitals, blanks, marks between words, and a unit in parentheses at its end.
pub(super) fn plain(name: &str) -> String {
    let narrowed: String = name.trim().chars().map(narrow).collect();
    let bare = match narrowed.rfind(['(', '[']) {
        Some(at) if at > 0 && narrowed.ends_with([')', ']']) => &narrowed[..at],
        _ => narrowed.as_str(),
    };
    bare.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(c, '_' | '-' | '.' | ':' | '*' | '/' | '?' | '？' | '%' | '\u{feff}')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The name that Fenqi writes for a column.
pub(super) fn english(column: ImportColumn) -> String {
    wire_name(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &[&str]) -> Columns {
        Columns::of(&header.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_table_that_fenqi_writes_is_known_whole() {
        let header = "plan,account,origin,title,merchant,order_no,purchased_on,currency,n,of,due_date,principal,\
                      interest,fee,total,paid,remaining,status,paid_on,notes,price,auto_debit,source,terms";
        let columns = of(&header.split(',').collect::<Vec<_>>());
        assert!(columns.is_own_table());
        assert_eq!(columns.held.iter().flatten().count(), 22, "all but what is left and the status");
    }

    #[test]
    fn names_are_known_in_both_languages() {
        use ImportColumn::{
            Account, DueDate, Fee, FirstDueDate, Instalment, N, Periods, Price, Title, Total,
        };
        let rows = of(&["平台", "商品名称", "期次", "应还日期", "应还金额（元）", "手续费(元)", "别的"]);
        let held = [Some(Account), Some(Title), Some(N), Some(DueDate), Some(Total), Some(Fee), None];
        assert_eq!((rows.shape, rows.held), (Shape::Rows, held.to_vec()));
        let plans = of(&["Account", "Title", "Amount", "Installments", "Monthly payment", "First due date"]);
        let held = [Account, Title, Price, Periods, Instalment, FirstDueDate].map(Some);
        assert_eq!((plans.shape, plans.held), (Shape::Plans, held.to_vec()));
        let counted = of(&["标题", "总期数", "还款日", "本金", "利息", "应还"]);
        assert_eq!(counted.shape, Shape::Rows);
        let dated = of(&["标题", "还款日", "金额"]);
        assert_eq!((dated.shape, dated.held), (Shape::Rows, [Title, DueDate, Total].map(Some).to_vec()));
    }

    #[test]
    fn a_name_means_one_thing() {
        for (at, (_, names)) in NAMES.iter().enumerate() {
            for name in *names {
                assert_eq!(plain(name), *name, "{name} is never met");
                let is_left = NOT_TAKEN.iter().any(|(_, left)| left.contains(name));
                assert!(
                    !AMOUNT.contains(name) && !FINANCED.contains(name) && !is_left,
                    "{name} means two things"
                );
                let others = NAMES.iter().enumerate().filter(|(other, _)| *other != at);
                assert!(others.into_iter().all(|(_, (_, others))| !others.contains(name)), "{name}");
            }
        }
    }
}
