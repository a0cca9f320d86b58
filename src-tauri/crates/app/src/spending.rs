//! What was spent, each plan counted once. By purchase day the whole plan, with what it costs, counts in the month in
//! which it began; by due day each row counts in the month in which it is due, and what was paid early or came back in
//! the month of that. Over the life of a plan both come to the same: what it took of the user's money.
//!
//! What rows ask for is the amount as it stands today: a refund that makes rows smaller makes the purchase smaller,
//! and a void row counts with what was paid of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use fenqi_domain::Money;

use crate::app::App;
use crate::contract::{SpendingMonth, SpendingView, Spent};
use crate::costs::{days_of, years};
use crate::ports::{Beside, PickedBy, Which};
use crate::{Result, amounts, views};

impl App {
    /// What was spent in a year, by month.
    ///
    /// # Errors
    /// `number_range` unless it is a year from 1 to 9999; `file_damaged`, `storage_failed`.
    pub fn spending(&self, year: i32) -> Result<SpendingView> {
        let (first, last) = days_of(year)?;
        let books = self.books()?;
        let (mut by_purchase, mut by_due) = (Months::default(), Months::default());
        for bought in books.tx.bought(first, last)? {
            by_purchase.add(bought.purchased_on, bought.asked)?;
        }
        for beside in books.tx.besides(first, last, PickedBy::Purchase)? {
            by_purchase.add(beside.purchased_on, taken(&beside)?)?;
        }
        for statement in books.tx.statements(first, last, Which::All)? {
            by_due.add(statement.due_date, statement.asked)?;
        }
        for beside in books.tx.besides(first, last, PickedBy::Day)? {
            by_due.add(beside.on, taken(&beside)?)?;
        }
        let months = (1..=12).map(|month| SpendingMonth {
            month: format!("{year:04}-{month:02}"),
            spent: Spent { by_purchase: by_purchase.of(month), by_due: by_due.of(month) },
        });
        let currencies: BTreeSet<&str> = by_purchase.currencies().chain(by_due.currencies()).collect();
        Ok(SpendingView {
            year,
            today: books.today.to_string(),
            years: years(&books)?,
            currencies: currencies.into_iter().map(str::to_owned).collect(),
            months: months.collect(),
            total: Spent { by_purchase: by_purchase.total()?, by_due: by_due.total()? },
        })
    }
}

/// What a settlement, prepayment or refund took of the user's money.
fn taken(beside: &Beside) -> Result<Money> {
    let currency = beside.back.currency();
    let paid = &beside.paid;
    let paid = [paid.principal, paid.interest, paid.fee, beside.penalty, beside.late_fee];
    views::sum(paid, currency)?.checked_sub(beside.back).map_err(|_| amounts::too_large(currency))
}

/// Sums of a year by currency and month. One that is nothing after all stands nowhere.
#[derive(Default)]
struct Months(BTreeMap<&'static str, BTreeMap<u32, Money>>);

impl Months {
    fn add(&mut self, on: NaiveDate, amount: Money) -> Result<()> {
        let currency = amount.currency();
        let months = self.0.entry(currency.code()).or_default();
        let sum = months.entry(on.month()).or_insert(Money::zero(currency));
        *sum = views::sum([*sum, amount], currency)?;
        Ok(())
    }

    fn of(&self, month: u32) -> BTreeMap<String, String> {
        let found = self.0.iter().filter_map(|(code, months)| Some((code, months.get(&month)?)));
        let spent = found.filter(|(_, amount)| !amount.is_zero());
        spent.map(|(code, amount)| ((*code).to_owned(), amount.to_string())).collect()
    }

    fn currencies(&self) -> impl Iterator<Item = &'static str> {
        let spent = self.0.iter().filter(|(_, months)| months.values().any(|amount| !amount.is_zero()));
        spent.map(|(code, _)| *code)
    }

    fn total(&self) -> Result<BTreeMap<String, String>> {
        let mut totals = BTreeMap::new();
        for (code, months) in &self.0 {
            if let Some(any) = months.values().next() {
                let sum = views::sum(months.values().copied(), any.currency())?;
                totals.insert((*code).to_owned(), sum.to_string());
            }
        }
        Ok(totals)
    }
}
