//! A plan a line.

use rust_decimal::Decimal;

use super::{Cell, Column, Kind, Line, column, wire_name};
use crate::books::Books;
use crate::ports::PlanFacts;
use crate::views::{self, PaidBesides, Policy};
use crate::{Result, plans, terms};

pub(super) static COLUMNS: [Column; 26] = [
    column("plan", Kind::Text),
    column("account", Kind::Text),
    column("origin", Kind::Text),
    column("title", Kind::Text),
    column("merchant", Kind::Text),
    column("order_no", Kind::Text),
    column("purchased_on", Kind::Date),
    column("first_due_date", Kind::Date),
    column("last_due_date", Kind::Date),
    column("currency", Kind::Text),
    column("price", Kind::Amount),
    column("method", Kind::Text),
    column("rate", Kind::Percent),
    column("rate_unit", Kind::Text),
    column("periods", Kind::Integer),
    column("principal", Kind::Amount),
    column("interest", Kind::Amount),
    column("fee", Kind::Amount),
    column("total", Kind::Amount),
    column("paid", Kind::Amount),
    column("remaining", Kind::Amount),
    column("nominal_annual_rate", Kind::Percent),
    column("effective_annual_rate", Kind::Percent),
    column("status", Kind::Text),
    column("auto_debit", Kind::Flag),
    column("notes", Kind::Text),
];

pub(super) fn lines(books: &Books<'_>, line: Line<'_>) -> Result<()> {
    books.tx.each_plan(&mut |facts| of_plan(books, &facts, line))
}

fn of_plan(books: &Books<'_>, facts: &PlanFacts, line: Line<'_>) -> Result<()> {
    let (tx, plan) = (books.tx.as_ref(), &facts.plan);
    let standings = views::standings(&facts.rows, Policy::of(facts, books.today))?;
    let besides =
        PaidBesides { settlement: tx.settlement(&plan.id)?, prepayments: tx.prepayments(&plan.id)? };
    let payment = views::payment(&standings, &besides, plan.currency)?;
    let terms = terms::read(&plan.terms, plan.currency)?;
    let advertised = views::advertised(&terms);
    let rates = plans::rates(tx, &plan.id, &terms)?;
    // The down payment is no period.
    let mut periods = facts.rows.iter().filter(|row| row.row.n > 0);
    let count = views::count(periods.clone().count());
    line(&[
        plan.id.0.as_str().into(),
        facts.account.name.as_str().into(),
        wire_name(plan.origin).into(),
        plan.title.as_str().into(),
        plan.merchant.as_deref().into(),
        plan.order_no.as_deref().into(),
        plan.purchased_on.into(),
        periods.next().map(|first| first.row.due_date).into(),
        facts.rows.last().map(|last| last.row.due_date).into(),
        plan.currency.code().into(),
        plan.price.into(),
        plan.terms.method.as_str().into(),
        percent(advertised.as_ref().map(|advertised| advertised.rate_percent.as_str())),
        advertised.as_ref().map(|advertised| wire_name(advertised.unit)).into(),
        count.into(),
        payment.principal.into(),
        payment.interest.into(),
        payment.fee.into(),
        payment.total.into(),
        payment.paid.into(),
        payment.remaining.into(),
        percent(rates.nominal_annual_percent.as_deref()),
        percent(rates.effective_annual_percent.as_deref()),
        wire_name(views::plan_status(&standings, facts.refunded)).into(),
        plan.auto_debit.into(),
        plan.notes.as_deref().into(),
    ])
}

fn percent(told: Option<&str>) -> Cell<'static> {
    told.and_then(|text| text.parse::<Decimal>().ok()).into()
}
