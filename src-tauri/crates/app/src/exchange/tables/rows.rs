//! A row of a plan a line: everything that `import` needs to make the plan again.

use std::collections::HashMap;

use super::{Column, Kind, Line, column, compact, wire_name};
use crate::Result;
use crate::books::Books;
use crate::ports::{PlanFacts, PlanRepayment};
use crate::views::{self, Policy};

pub(super) static COLUMNS: [Column; 24] = [
    column("plan", Kind::Text),
    column("account", Kind::Text),
    column("origin", Kind::Text),
    column("title", Kind::Text),
    column("merchant", Kind::Text),
    column("order_no", Kind::Text),
    column("purchased_on", Kind::Date),
    column("currency", Kind::Text),
    column("n", Kind::Integer),
    column("of", Kind::Integer),
    column("due_date", Kind::Date),
    column("principal", Kind::Amount),
    column("interest", Kind::Amount),
    column("fee", Kind::Amount),
    column("total", Kind::Amount),
    column("paid", Kind::Amount),
    column("remaining", Kind::Amount),
    column("status", Kind::Text),
    column("paid_on", Kind::Date),
    column("notes", Kind::Text),
    column("price", Kind::Amount),
    column("auto_debit", Kind::Flag),
    column("source", Kind::Text),
    column("terms", Kind::Text),
];

pub(super) fn lines(books: &Books<'_>, line: Line<'_>) -> Result<()> {
    books.tx.each_plan(&mut |facts| {
        let is_paid = facts.rows.iter().any(|row| row.paid_on.is_some());
        let repayments = if is_paid { books.tx.repayments(&facts.plan.id)? } else { Vec::new() };
        of_plan(books, &facts, &repayments, line)
    })
}

fn of_plan(books: &Books<'_>, facts: &PlanFacts, repayments: &[PlanRepayment], line: Line<'_>) -> Result<()> {
    let plan = &facts.plan;
    let standings = views::standings(&facts.rows, Policy::of(facts, books.today))?;
    let of = standings.last().map_or(0, |last| u32::from(last.facts.row.n));
    let (origin, terms) = (wire_name(plan.origin), compact(&plan.terms));
    let sources = sources(repayments);
    for standing in &standings {
        let row = standing.facts.row;
        let status = wire_name(views::wire_status(standing.status));
        line(&[
            plan.id.0.as_str().into(),
            facts.account.name.as_str().into(),
            origin.as_str().into(),
            plan.title.as_str().into(),
            plan.merchant.as_deref().into(),
            plan.order_no.as_deref().into(),
            plan.purchased_on.into(),
            plan.currency.code().into(),
            u32::from(row.n).into(),
            of.into(),
            row.due_date.into(),
            row.principal.into(),
            row.interest.into(),
            row.fee.into(),
            standing.total.into(),
            standing.facts.paid.into(),
            standing.remaining.into(),
            status.as_str().into(),
            standing.facts.paid_on.into(),
            plan.notes.as_deref().into(),
            plan.price.into(),
            plan.auto_debit.into(),
            sources.get(&row.n).copied().into(),
            terms.as_str().into(),
        ])?;
    }
    Ok(())
}

/// What the last payment of each row came from, where that was said. The newest come first.
fn sources(repayments: &[PlanRepayment]) -> HashMap<u16, &str> {
    let mut last: HashMap<u16, Option<&str>> = HashMap::new();
    for repayment in repayments {
        for (n, _) in &repayment.parts {
            last.entry(*n).or_insert(repayment.source.as_deref());
        }
    }
    last.into_iter().filter_map(|(n, source)| Some((n, source?))).collect()
}
