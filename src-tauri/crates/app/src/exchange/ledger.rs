//! What of the plans that come in must hold once all repayments have come: where the file's own rules would only say
//! which rule is broken, this says of what.

use std::collections::BTreeMap;

use super::read::invalid;
use crate::Result;
use crate::contract::{AccountId, PlanId};

/// A plan as repayments find it.
pub(super) struct Owed {
    /// Here, not in the document.
    pub(super) account: AccountId,
    /// Of the first row.
    pub(super) first: u16,
    pub(super) rows: Vec<OwedRow>,
    /// Versions whose prepayments have not come yet, and what each prepaid.
    pub(super) prepaid: Vec<(u16, i64)>,
    pub(super) settled: bool,
    /// Rows of whose debits something was said.
    pub(super) debits: Vec<u16>,
}

/// What is left of a row, and why nothing is asked for.
#[derive(Clone, Copy)]
pub(super) struct OwedRow {
    pub(super) left: i64,
    pub(super) void: bool,
    pub(super) settled: bool,
}

/// The plans of the document that came so far; `None` for those that were there before.
#[derive(Default)]
pub(super) struct Ledger(BTreeMap<PlanId, Option<Owed>>);

impl Ledger {
    pub(super) fn has(&self, id: &PlanId) -> bool {
        self.0.contains_key(id)
    }

    pub(super) fn add(&mut self, id: PlanId, owed: Option<Owed>) {
        self.0.insert(id, owed);
    }

    /// A plan that a repayment names; `None` where it was there before.
    pub(super) fn plan(&mut self, id: &PlanId, place: &str) -> Result<Option<&mut Owed>> {
        match self.0.get_mut(id) {
            Some(owed) => Ok(owed.as_mut()),
            None => Err(invalid(place, "it names a plan that is not in the document")),
        }
    }

    /// What is not as it must be in the end, plan by plan.
    pub(super) fn wrong(&self) -> impl Iterator<Item = (String, &'static str)> {
        self.0.iter().filter_map(|(id, owed)| {
            let wrong = owed.as_ref()?.wrong()?;
            Some((format!("plan {}", id.0), wrong))
        })
    }
}

impl Owed {
    /// Pays a row. Answers whether it is one of which nothing more is asked.
    pub(super) fn pay(&mut self, n: u16, amount: i64, place: &str) -> Result<bool> {
        let at = n.checked_sub(self.first).map(usize::from);
        let row = at.and_then(|at| self.rows.get_mut(at));
        let row = row.ok_or_else(|| invalid(place, "it names a row that its plan does not have"))?;
        if amount > row.left {
            return Err(invalid(place, "a row was paid more than it asks for"));
        }
        row.left -= amount;
        Ok(row.void)
    }

    pub(super) fn settle(&mut self, place: &str) -> Result<()> {
        if std::mem::replace(&mut self.settled, true) {
            return Err(invalid(place, "a plan was settled twice"));
        }
        Ok(())
    }

    pub(super) fn prepay(&mut self, version: u16, principal: i64, place: &str) -> Result<()> {
        let found = self.prepaid.iter().position(|open| *open == (version, principal));
        let found = found
            .ok_or_else(|| invalid(place, "its plan has no version that became less by this prepayment"))?;
        self.prepaid.swap_remove(found);
        Ok(())
    }

    /// Something was said of a row's debit, once.
    pub(super) fn debit(&mut self, n: u16, place: &str) -> Result<()> {
        if self.debits.contains(&n) {
            return Err(invalid(place, "a debit was answered twice"));
        }
        self.debits.push(n);
        Ok(())
    }

    fn wrong(&self) -> Option<&'static str> {
        if !self.prepaid.is_empty() {
            return Some("a version comes from a prepayment that no repayment has");
        }
        if self.settled && self.rows.iter().any(|row| !row.void && row.left > 0) {
            return Some("it was settled, but rows of it ask for more");
        }
        if !self.settled && self.rows.iter().any(|row| row.settled) {
            return Some("rows were settled away, but no repayment settled it");
        }
        None
    }
}
