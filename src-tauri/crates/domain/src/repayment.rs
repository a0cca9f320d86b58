//! Where paid money goes (domain.md §6): to the rows in the order given, each as far as it is owed.

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
}
