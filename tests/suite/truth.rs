//! The truth that fast reads are held against: every plan read whole, and everything added up from its rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use fenqi_app::App;
use fenqi_app::contract::{AccountView, InstalmentStatus, PlanId, PlanStatus, PlanView, RowView};

/// In fen.
pub(crate) fn fen(amount: &str) -> i64 {
    let (whole, cents) = amount.split_once('.').expect("BUG: an amount with two decimals");
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    whole.parse::<i64>().expect("digits") * 100 + sign * cents.parse::<i64>().expect("digits")
}

pub(crate) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.abs() / 100, fen.abs() % 100)
}

/// A row, with its place among plans and accounts.
pub(crate) struct Row<'a> {
    pub(crate) plan: &'a PlanView,
    pub(crate) account: &'a AccountView,
    pub(crate) row: &'a RowView,
    /// In which order its plan was entered.
    pub(crate) place: usize,
    pub(crate) due: NaiveDate,
}

impl Row<'_> {
    pub(crate) fn left(&self) -> i64 {
        fen(&self.row.remaining)
    }

    pub(crate) fn paid(&self) -> i64 {
        fen(&self.row.paid)
    }

    /// What was paid of it, where it is asked for no more; else all of it.
    pub(crate) fn asked(&self) -> i64 {
        if self.row.status == InstalmentStatus::Void { self.paid() } else { fen(&self.row.total) }
    }

    /// Unpaid principal: fees and interest are paid first.
    pub(crate) fn principal(&self) -> i64 {
        fen(&self.row.principal).min(self.left())
    }

    pub(crate) fn urgency(&self) -> u8 {
        match self.row.status {
            InstalmentStatus::Overdue => 0,
            InstalmentStatus::Due => 1,
            InstalmentStatus::DebitExpected => 2,
            InstalmentStatus::Scheduled => 3,
            InstalmentStatus::Paid | InstalmentStatus::Void => 4,
        }
    }

    pub(crate) fn is(&self, status: InstalmentStatus) -> bool {
        self.row.status == status
    }

    /// As briefs are compared.
    pub(crate) fn brief(&self) -> Brief {
        let row = self.row;
        (
            self.plan.id.clone(),
            row.n,
            self.plan.title.clone(),
            row.total.clone(),
            row.remaining.clone(),
            row.status,
        )
    }
}

/// Of a brief row, what must be right.
pub(crate) type Brief = (PlanId, u32, String, String, String, InstalmentStatus);

/// Everything, read plan by plan.
pub(crate) struct Truth {
    /// As they were entered.
    pub(crate) plans: Vec<PlanView>,
    pub(crate) accounts: Vec<AccountView>,
    pub(crate) today: NaiveDate,
}

/// What rows come to: asked, paid, left, overdue.
pub(crate) type Sums = BTreeMap<String, [i64; 4]>;

impl Truth {
    /// `ids` as the plans were entered.
    pub(crate) fn of(app: &App, ids: &[PlanId]) -> Self {
        Self {
            plans: ids.iter().map(|id| app.plan(id).expect("a plan")).collect(),
            accounts: app.accounts().expect("accounts"),
            today: app.today(),
        }
    }

    pub(crate) fn account(&self, plan: &PlanView) -> &AccountView {
        self.accounts.iter().find(|account| account.id == plan.account.id).expect("its account")
    }

    /// All rows by due date, then as they were entered.
    pub(crate) fn rows(&self) -> Vec<Row<'_>> {
        let mut rows: Vec<Row<'_>> = Vec::new();
        for (place, plan) in self.plans.iter().enumerate() {
            let account = self.account(plan);
            rows.extend(plan.rows.iter().map(|row| Row {
                plan,
                account,
                row,
                place,
                due: row.due_date.parse().expect("BUG: a date"),
            }));
        }
        rows.sort_by_key(|row| (row.due, row.place, row.row.n));
        rows
    }

    pub(crate) fn open(&self) -> Vec<Row<'_>> {
        let mut rows = self.rows();
        rows.retain(|row| row.left() > 0);
        rows
    }

    /// All rows of the statements up to a day of which something is left.
    pub(crate) fn open_statements(&self, last: &str) -> Vec<Row<'_>> {
        let open: BTreeSet<(NaiveDate, String)> =
            self.open().iter().map(|row| (row.due, row.account.id.0.clone())).collect();
        let mut rows = self.rows();
        rows.retain(|row| row.row.due_date.as_str() <= last);
        rows.retain(|row| open.contains(&(row.due, row.account.id.0.clone())));
        rows
    }

    /// The plans of a list: what `keep` keeps, by purchase, newest first.
    pub(crate) fn list(&self, keep: impl Fn(&PlanView) -> bool) -> Vec<&PlanView> {
        let mut plans: Vec<(usize, &PlanView)> = self.plans.iter().enumerate().collect();
        plans.retain(|(_, plan)| keep(plan));
        plans.sort_by(|a, b| (&b.1.purchased_on, b.0).cmp(&(&a.1.purchased_on, a.0)));
        plans.into_iter().map(|(_, plan)| plan).collect()
    }
}

pub(crate) fn sums<'a>(rows: impl IntoIterator<Item = &'a Row<'a>>) -> Sums {
    let mut sums = Sums::new();
    for row in rows {
        let sum = sums.entry(row.plan.currency.clone()).or_default();
        let overdue = if row.is(InstalmentStatus::Overdue) { row.left() } else { 0 };
        for (sum, more) in sum.iter_mut().zip([row.asked(), row.paid(), row.left(), overdue]) {
            *sum += more;
        }
    }
    sums
}

pub(crate) fn month(date: NaiveDate) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

/// The texts of a plan as a search sees them.
pub(crate) fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => {
            char::from_u32(u32::from(c) - 0xfee0).expect("BUG: its plain form")
        }
        c if c.is_whitespace() => ' ',
        c => c,
    };
    text.chars().map(plain).collect::<String>().to_lowercase()
}

/// Whether each word of a search stands somewhere in a plan's texts.
pub(crate) fn is_found(plan: &PlanView, search: &str) -> bool {
    let texts = [Some(plan.title.clone()), plan.merchant.clone(), plan.order_no.clone(), plan.notes.clone()];
    let texts: Vec<String> = texts.iter().flatten().map(|text| folded(text)).collect();
    search.split_whitespace().all(|word| texts.iter().any(|text| text.contains(&folded(word))))
}

/// What counts of the statuses are made of.
pub(crate) fn count<'a>(plans: impl IntoIterator<Item = &'a PlanView>, status: PlanStatus) -> u32 {
    let found = plans.into_iter().filter(|plan| plan.status == status).count();
    u32::try_from(found).expect("BUG: few plans")
}
