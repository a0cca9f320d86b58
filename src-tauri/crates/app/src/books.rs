//! The books as of today: one consistent view of the file with its accounts, and where statements and rows stand in it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use fenqi_domain::Money;
use fenqi_domain::status::grace_end;

use crate::Result;
use crate::app::App;
use crate::contract::{AccountId, AccountRef, AppError, CurrencyTotals, DueBrief, ErrorCode, PlanId, Track};
use crate::ports::{Account, LooseRow, PlanBrief, ReadTx, Span, StatementSum, Which};
use crate::views::{self, Policy, Standing};

/// The first and last days that can be stored: dates have ten characters.
pub(crate) const EARLIEST: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("BUG: a literal date");
pub(crate) const LATEST: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("BUG: a literal date");

/// A view of the file.
pub(crate) struct Books<'a> {
    pub(crate) tx: Box<dyn ReadTx + 'a>,
    /// By name.
    pub(crate) accounts: Vec<Account>,
    place: BTreeMap<AccountId, usize>,
    pub(crate) today: NaiveDate,
}

impl App {
    /// Opens the books.
    pub(crate) fn books(&self) -> Result<Books<'_>> {
        let tx = self.store.begin_read()?;
        let accounts = tx.accounts()?;
        let place = accounts.iter().enumerate().map(|(place, account)| (account.id.clone(), place)).collect();
        Ok(Books { tx, accounts, place, today: self.today() })
    }
}

impl Books<'_> {
    pub(crate) fn account(&self, id: &AccountId) -> Result<&Account> {
        let found = self.place.get(id).and_then(|place| self.accounts.get(*place));
        found.ok_or_else(|| AppError::new(ErrorCode::FileDamaged).with("reason", "account"))
    }

    pub(crate) fn account_ref(&self, id: &AccountId) -> Result<AccountRef> {
        self.account(id).map(views::account_ref)
    }

    /// All statements of which something is left.
    pub(crate) fn open_statements(&self) -> Result<Vec<StatementSum>> {
        self.tx.statements(EARLIEST, LATEST, Which::Open)
    }

    /// Rows of any account from a day to another.
    pub(crate) fn rows(
        &self,
        (from, to): (NaiveDate, NaiveDate),
        which: Which,
        limit: Option<u32>,
    ) -> Result<Vec<LooseRow>> {
        self.tx.rows(&Span { from, to, which, account: None, limit })
    }

    /// Whether what is left of an account's rows of a day is overdue.
    pub(crate) fn is_overdue(&self, account: &AccountId, due_date: NaiveDate) -> Result<bool> {
        Ok(self.today > grace_end(due_date, self.account(account)?.grace_days))
    }

    /// Where a row stands.
    pub(crate) fn standing(&self, row: &LooseRow) -> Result<Standing> {
        let grace_days = self.account(&row.account)?.grace_days;
        views::standing(&row.facts, Policy { grace_days, auto_debit: row.auto_debit, today: self.today })
    }

    /// Where all rows of a plan stand.
    pub(crate) fn standings(&self, plan: &PlanBrief) -> Result<Vec<Standing>> {
        let grace_days = self.account(&plan.account)?.grace_days;
        views::standings(&plan.rows, Policy { grace_days, auto_debit: plan.auto_debit, today: self.today })
    }

    /// Rows, briefly: the most urgent first, and of those the oldest.
    pub(crate) fn briefs(&self, rows: &[LooseRow]) -> Result<Vec<DueBrief>> {
        let standings: Result<Vec<Standing>> = rows.iter().map(|row| self.standing(row)).collect();
        let mut standing: Vec<(&LooseRow, Standing)> = rows.iter().zip(standings?).collect();
        standing.sort_by_key(|(row, standing)| (standing.status.urgency(), row.facts.row.due_date));
        standing.iter().map(|(row, standing)| self.brief(row, standing)).collect()
    }

    fn brief(&self, row: &LooseRow, standing: &Standing) -> Result<DueBrief> {
        Ok(DueBrief {
            plan: row.plan.clone(),
            title: row.title.clone(),
            account: self.account_ref(&row.account)?,
            currency: standing.total.currency().code().to_owned(),
            due_date: row.facts.row.due_date.to_string(),
            n: u32::from(row.facts.row.n),
            of: u32::from(row.of),
            total: standing.total.to_string(),
            remaining: standing.remaining.to_string(),
            status: views::wire_status(standing.status),
            partly_paid: standing.partly_paid(),
            auto_debit: row.auto_debit,
            asks_debit: standing.asks_debit(row.auto_debit, self.today),
        })
    }

    /// The tracks of the plans that some rows belong to, by plan.
    pub(crate) fn tracks<'a>(
        &self,
        rows: impl IntoIterator<Item = &'a DueBrief>,
    ) -> Result<BTreeMap<String, Track>> {
        let ids: BTreeSet<&PlanId> = rows.into_iter().map(|row| &row.plan).collect();
        let plans = self.tx.plans_briefly(&ids.into_iter().cloned().collect::<Vec<_>>())?;
        let track = |plan: PlanBrief| Ok((plan.id.0.clone(), views::track(&self.standings(&plan)?)));
        plans.into_iter().map(track).collect()
    }

    /// Sums of statements, by currency.
    pub(crate) fn totals<'a>(
        &self,
        statements: impl IntoIterator<Item = &'a StatementSum>,
    ) -> Result<Vec<CurrencyTotals>> {
        Ok(self.sums(statements)?.totals())
    }

    /// The same as amounts.
    pub(crate) fn sums<'a>(&self, statements: impl IntoIterator<Item = &'a StatementSum>) -> Result<Sums> {
        let mut sums = Sums::default();
        for statement in statements {
            let currency = statement.asked.currency();
            let left = statement.left().map_err(|_| crate::amounts::too_large(currency))?;
            let overdue = self.is_overdue(&statement.account, statement.due_date)?;
            sums.add(statement.asked, statement.paid, left, overdue)?;
        }
        Ok(sums)
    }
}

/// Sums by currency: asked, paid, left, overdue.
#[derive(Default)]
pub(crate) struct Sums(pub(crate) BTreeMap<&'static str, [Money; 4]>);

impl Sums {
    pub(crate) fn add(&mut self, asked: Money, paid: Money, left: Money, overdue: bool) -> Result<()> {
        let currency = asked.currency();
        let zero = Money::zero(currency);
        let sums = self.0.entry(currency.code()).or_insert([zero; 4]);
        for (sum, more) in sums.iter_mut().zip([asked, paid, left, if overdue { left } else { zero }]) {
            *sum = views::sum([*sum, more], currency)?;
        }
        Ok(())
    }

    pub(crate) fn totals(self) -> Vec<CurrencyTotals> {
        let entry = |(code, [due, paid, left, overdue]): (&'static str, [Money; 4])| CurrencyTotals {
            currency: code.to_owned(),
            due: due.to_string(),
            paid: paid.to_string(),
            left: left.to_string(),
            overdue: overdue.to_string(),
        };
        self.0.into_iter().map(entry).collect()
    }
}
