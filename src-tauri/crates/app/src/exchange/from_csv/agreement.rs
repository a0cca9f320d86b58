//! What a line says again of its plan, held against what was made of it.

use fenqi_domain::{Money, schedule};

use super::cells::{Cells, yes_or_no};
use super::columns::Again;
use super::found::Found;
use crate::contract::{AppError, ErrorCode};

/// What a line says again of its plan must agree with what was made of it, but for what rounds its rows.
pub(super) fn assert_agrees(cells: &mut Cells<'_>, found: &Found) {
    let currency = found.plan.currency;
    let Ok(totals) = schedule::totals(&found.rows, currency) else { return };
    let down = found.rows.first().filter(|row| row.n == 0).map_or(0, |row| row.principal.minor());
    let rows = found.rows.iter().filter(|row| row.n > 0).fold(0_i64, |rows, _| rows + 1);
    let (total, principal, interest) =
        (totals.total.minor(), totals.principal.minor(), totals.interest.minor());
    let regular = found.rows.iter().find(|row| row.n == 1).and_then(|row| row.total().ok());
    let regular = regular.map_or(total, Money::minor);
    let cost = interest + totals.fee.minor();
    let paid = found.paid.iter().fold(0_i64, |paid, row| paid.saturating_add(row.amount.minor()));
    let layout = cells.layout;
    assert_ended(cells, found, paid, total);
    for (place, again) in &layout.columns.again {
        let (made, others, apart) = match again {
            // "Due" may be what each period asks for.
            Again::Total => (total, vec![total - down, regular], rows),
            // Beside what is financed: the price, that itself, or all that is asked for.
            Again::Amount => (total, vec![total - down, principal, principal - down], rows),
            Again::Cost => (cost, vec![interest], rows),
            Again::CostPerPeriod => (cost / rows.max(1), vec![interest / rows.max(1)], 1),
            Again::DownPayment => (down, Vec::new(), 0),
            Again::Paid => (paid, vec![paid - down], rows),
            Again::Remaining => (total - paid, Vec::new(), rows),
        };
        let answer = cells.at(Some(*place)).filter(|_| *again == Again::Paid).and_then(yes_or_no);
        let said = match answer {
            Some(true) => Some(totals.total),
            // Not all of it: some may be.
            Some(false) => None,
            None => cells.amount_at(Some(*place), currency),
        };
        let Some(said) = said else { continue };
        let differs = |made: &i64| said.minor().abs_diff(*made) > apart.unsigned_abs();
        if differs(&made) && others.iter().all(differs) {
            let error = AppError::new(ErrorCode::FiguresDiffer).with("found", said);
            cells.refuse_at(Some(*place), error.with("expected", Money::from_minor(made, currency)));
        }
    }
}

/// A status by which all is paid must not stand beside rows that are open.
fn assert_ended(cells: &mut Cells<'_>, found: &Found, paid: i64, total: i64) {
    if cells.status_of_payment() == Some(true) && paid < total {
        let [paid, total] = [paid, total].map(|minor| Money::from_minor(minor, found.plan.currency));
        let error = AppError::new(ErrorCode::FiguresDiffer).with("found", total);
        cells.refuse_at(cells.layout.columns.status, error.with("expected", paid));
    }
}
