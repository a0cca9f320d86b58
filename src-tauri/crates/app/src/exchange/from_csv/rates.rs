//! What a line says of a plan's rate, and what of it cannot be meant.

use rust_decimal::Decimal;

use super::cells::Cells;
use super::columns;
use super::figures::{self, narrow};
use crate::amounts;
use crate::contract::{AppError, ErrorCode, FormMethod, ImportColumn};

/// What may stand in brackets behind the name of a rate, and what of one a period or a year.
const PERCENT: [&str; 3] = ["", "%", "percent"];
const PER_PERIOD: [&str; 9] =
    ["期", "每期", "月", "每月", "per period", "per month", "monthly", "a month", "a period"];
const PER_YEAR: [&str; 8] = ["年", "每年", "年化", "p.a.", "pa", "per year", "yearly", "annual"];

/// The rate of a period, in percent; of fees that are named in all, that of the whole.
pub(super) fn of_period(cells: &mut Cells<'_>, method: Option<FormMethod>) -> Option<String> {
    let rate = percent(cells, ImportColumn::RatePercent)?;
    let is_total = matches!(method, Some(FormMethod::FeeSpread | FormMethod::FeeUpfront));
    if !is_total {
        assert_likely(cells, ImportColumn::RatePercent, &rate);
    }
    Some(rate)
}

/// The rate of a year, in percent.
pub(super) fn of_year(cells: &mut Cells<'_>) -> Option<String> {
    let rate = percent(cells, ImportColumn::AnnualRatePercent)?;
    assert_likely(cells, ImportColumn::AnnualRatePercent, &rate);
    Some(rate)
}

/// A rate in percent, with or without its sign.
fn percent(cells: &mut Cells<'_>, column: ImportColumn) -> Option<String> {
    let cell = cells.raw(column).filter(|cell| !figures::is_none(cell))?;
    if !is_counted_so(cells, column) {
        cells.refuse(column, AppError::new(ErrorCode::RateUnclear));
        return None;
    }
    let bare = cell.trim_end_matches(['%', '％']);
    match figures::read(bare, cells.layout.decimal_mark) {
        Ok(rate) => Some(rate).filter(|rate| rate.bytes().any(|byte| !matches!(byte, b'0' | b'.'))),
        Err(error) => {
            cells.refuse(column, error);
            None
        }
    }
}

/// Of less than 0.01 % or more than 5 % a month, a rate is rather a fraction, or one of a year.
fn assert_likely(cells: &mut Cells<'_>, column: ImportColumn, rate: &str) {
    let (per, months) = if column == ImportColumn::RatePercent { ("period", 1) } else { ("year", 12) };
    let months = Decimal::from(months);
    let (least, most) = (Decimal::new(1, 2) * months, Decimal::from(5) * months);
    if amounts::plain_decimal(rate).is_none_or(|rate| !(least..=most).contains(&rate)) {
        let error = AppError::new(ErrorCode::RateUnlikely).with("percent", amounts::shown(rate));
        cells.refuse(column, error.with("per", per));
    }
}

/// A rate that is not taken must not be the only thing that says what the plan costs.
pub(super) fn assert_clear(cells: &mut Cells<'_>) {
    let place = cells.layout.columns.unclear_rate;
    if cells.at(place).is_some_and(|cell| cell.contains(|c: char| ('1'..='9').contains(&narrow(c)))) {
        cells.refuse_at(place, AppError::new(ErrorCode::RateUnclear));
    }
}

/// Whether the column's name says nothing else behind it than how such a rate is counted: not per mille, nor by another
/// time.
fn is_counted_so(cells: &Cells<'_>, column: ImportColumn) -> bool {
    let place = cells.layout.columns.place(column);
    let name = place.and_then(|at| cells.layout.header.get(at));
    let unit = name.and_then(|name| columns::unit(name)).unwrap_or_default().to_lowercase();
    let counted: &[&str] = if column == ImportColumn::RatePercent { &PER_PERIOD } else { &PER_YEAR };
    let bare = unit.trim_start_matches(['%', '/', ' ']).trim();
    PERCENT.contains(&unit.as_str()) || counted.contains(&bare)
}
