//! Where paid money goes (domain.md §6): to the rows in a stated order, each as far as it is owed; inside a row to
//! its components in a stated order. What no row takes is credit, never lost.

use chrono::NaiveDate;

use crate::money::{Money, MoneyError};

/// Money given to rows, and what no row took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// For each row that got something: its place in the input, and how much.
    pub parts: Vec<(usize, Money)>,
    /// What is left when all rows are paid. Never lost: the caller refuses it or keeps it as credit.
    pub excess: Money,
}

/// Gives `amount` to rows of which `remaining` is still owed, first come first served.
///
/// # Errors
/// [`MoneyError::CurrencyMismatch`] when a row is in another currency.
pub fn allocate(amount: Money, remaining: &[Money]) -> Result<Allocation, MoneyError> {
    let mut excess = amount;
    let mut parts = Vec::new();
    for (place, owed) in remaining.iter().enumerate() {
        let part = if owed.minor() < excess.minor() { *owed } else { excess };
        if part.is_positive() {
            excess = excess.checked_sub(part)?;
            parts.push((place, part));
        }
    }
    Ok(Allocation { parts, excess })
}

/// What happens to money beyond what is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overpayment {
    /// It stays as credit.
    Credit,
    /// It pays the next rows.
    NextRows,
    /// It pays the last rows first.
    LastRows,
}

/// The order in which rows of these due dates take a payment made on a day: those due by then, oldest first, and
/// then later ones by the rule. Places in the input.
#[must_use]
pub fn row_order(due_dates: &[NaiveDate], on: NaiveDate, overpayment: Overpayment) -> Vec<usize> {
    let mut places: Vec<usize> = (0..due_dates.len()).collect();
    places.sort_by_key(|place| due_dates[*place]);
    let later = places.split_off(places.partition_point(|place| due_dates[*place] <= on));
    match overpayment {
        Overpayment::Credit => {}
        Overpayment::NextRows => places.extend(later),
        Overpayment::LastRows => places.extend(later.into_iter().rev()),
    }
    places
}

/// A part of what a row asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Component {
    /// Charged for paying late.
    LateFee,
    /// The plan's fee.
    Fee,
    /// Interest.
    Interest,
    /// Principal.
    Principal,
}

/// Late fee, fee, interest, principal: the order that most lenders use.
pub const USUAL_ORDER: [Component; 4] =
    [Component::LateFee, Component::Fee, Component::Interest, Component::Principal];

/// What is owed, or paid, of each component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Components {
    /// Charged for paying late.
    pub late_fee: Money,
    /// The plan's fee.
    pub fee: Money,
    /// Interest.
    pub interest: Money,
    /// Principal.
    pub principal: Money,
}

impl Components {
    /// All of it.
    ///
    /// # Errors
    /// [`MoneyError`] for mixed currencies, or beyond 64 bits.
    pub fn total(&self) -> Result<Money, MoneyError> {
        let parts = [self.late_fee, self.fee, self.interest, self.principal];
        Money::sum(parts, self.principal.currency())
    }

    fn part(&mut self, component: Component) -> &mut Money {
        match component {
            Component::LateFee => &mut self.late_fee,
            Component::Fee => &mut self.fee,
            Component::Interest => &mut self.interest,
            Component::Principal => &mut self.principal,
        }
    }
}

/// How `paid` of a row falls on its components. More than is owed stays unassigned: see [`allocate`].
///
/// # Errors
/// [`MoneyError::CurrencyMismatch`].
pub fn split(paid: Money, mut owed: Components, order: &[Component; 4]) -> Result<Components, MoneyError> {
    let remaining: Vec<Money> = order.iter().map(|component| *owed.part(*component)).collect();
    let zero = Money::zero(paid.currency());
    let mut got = Components { late_fee: zero, fee: zero, interest: zero, principal: zero };
    for (place, amount) in allocate(paid, &remaining)?.parts {
        *got.part(order[place]) = amount;
    }
    Ok(got)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn fen(minor: i64) -> Money {
        Money::from_minor(minor, Currency::CNY)
    }

    #[test]
    fn rows_are_paid_in_order_and_nothing_vanishes() {
        let allocation = allocate(fen(250), &[fen(100), fen(0), fen(100), fen(100)]);
        let allocation = allocation.expect("BUG: one currency");
        assert_eq!(allocation.parts, [(0, fen(100)), (2, fen(100)), (3, fen(50))]);
        assert_eq!(allocation.excess, fen(0));
        let over = allocate(fen(130), &[fen(100)]).expect("BUG: one currency");
        assert_eq!(over.excess, fen(30));
    }

    #[test]
    fn what_is_due_comes_first_then_the_rule() {
        let dates = ["2026-12-28", "2026-10-28", "2027-01-28", "2026-11-28"];
        let dates = dates.map(|date| date.parse().expect("BUG: a literal date"));
        let order = |rule| row_order(&dates, dates[3], rule);
        assert_eq!(order(Overpayment::Credit), [1, 3]);
        assert_eq!(order(Overpayment::NextRows), [1, 3, 0, 2]);
        assert_eq!(order(Overpayment::LastRows), [1, 3, 2, 0]);
    }

    #[test]
    fn components_take_their_turn() {
        let owed = Components { late_fee: fen(5), fee: fen(30), interest: fen(20), principal: fen(400) };
        let got = split(fen(45), owed, &USUAL_ORDER).expect("BUG: one currency");
        assert_eq!((got.late_fee, got.fee, got.interest, got.principal), (fen(5), fen(30), fen(10), fen(0)));
        let principal_first = [Component::Principal, Component::Interest, Component::Fee, Component::LateFee];
        let got = split(fen(410), owed, &principal_first).expect("BUG: one currency");
        assert_eq!((got.principal, got.interest, got.fee), (fen(400), fen(10), fen(0)));
    }
}
