//! A plan's life as double entry. A plan is a liability of its unpaid principal; interest and fees are expenses of the
//! day on which they are paid.

use chrono::{Days, NaiveDate};
use fenqi_domain::{Currency, Money};

use crate::books::Books;
use crate::contract::{Origin, RepaymentKind};
use crate::exchange::payments::{Paid, Payment, payments};
use crate::ports::{PlanFacts, Refunded};
use crate::{Result, amounts, quotes, views};

/// What an entry is about.
pub(super) enum About {
    /// The contract.
    Opening,
    Paid,
    Refund,
    /// A row that is expected to be paid.
    Pending {
        due_date: NaiveDate,
    },
}

/// Where money is, or went.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// The plan itself.
    Plan,
    /// What was bought.
    Bought,
    /// Money lent.
    Cash,
    /// What repays: a card or wallet by its name, or what is not named.
    Source(Option<String>),
    Interest,
    Fees,
    Penalties,
    LateFees,
    /// What a settlement left of the principal, or took beyond it.
    Forgiven,
}

/// A transaction of one plan: its postings add up to nothing.
pub(super) struct Entry {
    pub(super) on: NaiveDate,
    pub(super) about: About,
    /// The first row that it is about.
    pub(super) n: Option<u16>,
    /// None is zero.
    pub(super) postings: Vec<(Place, Money)>,
}

/// A plan's transactions by day, those to come after what has been, and the unpaid principal at the end of a day.
pub(super) struct Life {
    pub(super) entries: Vec<Entry>,
    /// Today, or the day of the last fact where that is later.
    pub(super) known_until: NaiveDate,
    pub(super) owed: Money,
}

pub(super) fn life(books: &Books<'_>, facts: &PlanFacts) -> Result<Life> {
    let tx = books.tx.as_ref();
    let payments = payments(tx, facts)?;
    let refunds = tx.refunds(&facts.plan.id)?;
    let mut entries = vec![opening(facts, &payments, &refunds)?];
    for repayment in payments.chunk_by(|a, b| a.repayment == b.repayment) {
        entries.push(paid(repayment)?);
    }
    for refund in &refunds {
        entries.push(refunded(facts, refund)?);
    }
    entries.retain(|entry| !entry.postings.is_empty());
    entries.sort_by_key(|entry| entry.on);
    let known_until = entries.last().map_or(books.today, |last| last.on.max(books.today));
    let left: Result<Vec<_>> =
        facts.rows.iter().filter(|row| row.void.is_none()).map(quotes::unpaid_row).collect();
    let left = left?;
    let owed = views::sum(left.iter().map(|row| row.principal), facts.plan.currency)?;
    forgive(&mut entries, owed)?;
    for row in &left {
        let parts = parts_of(row.principal, row.interest, row.fee);
        // What is late is expected on the next day.
        let tomorrow = known_until.checked_add_days(Days::new(1)).unwrap_or(known_until);
        let on = row.due_date.max(tomorrow);
        let source = facts.account.funding_source.clone().filter(|_| facts.plan.auto_debit);
        let postings = payment(&[parts], source, facts.plan.currency)?;
        entries.push(Entry {
            on,
            about: About::Pending { due_date: row.due_date },
            n: Some(row.n),
            postings,
        });
    }
    entries.retain(|entry| !entry.postings.is_empty());
    Ok(Life { entries, known_until, owed })
}

/// The principal as it was at first: rows have what prepayments and refunds left of it.
fn opening(facts: &PlanFacts, payments: &[Payment], refunds: &[Refunded]) -> Result<Entry> {
    let currency = facts.plan.currency;
    let rows = facts.rows.iter().map(|row| row.row.principal);
    let prepaid = payments
        .iter()
        .filter(|payment| payment.kind == RepaymentKind::Prepayment)
        .map(|payment| payment.parts.principal);
    let refunded = refunds.iter().map(|refund| refund.principal);
    let principal = views::sum(rows.chain(prepaid).chain(refunded), currency)?;
    let got = match facts.plan.origin {
        Origin::Purchase => Place::Bought,
        Origin::CashAdvance => Place::Cash,
    };
    let postings = without_zeros(vec![(got, principal), (Place::Plan, negative(principal)?)]);
    Ok(Entry { on: facts.plan.purchased_on, about: About::Opening, n: None, postings })
}

/// All that a plan got of one repayment.
fn paid(parts: &[Payment]) -> Result<Entry> {
    let first = &parts[0];
    let currency = first.parts.principal.currency();
    let paid: Vec<Paid> = parts.iter().map(|payment| payment.parts).collect();
    let postings = payment(&paid, first.source.clone(), currency)?;
    Ok(Entry { on: first.on, about: About::Paid, n: first.n, postings })
}

fn payment(parts: &[Paid], source: Option<String>, currency: Currency) -> Result<Vec<(Place, Money)>> {
    let sum = |part: fn(&Paid) -> Money| views::sum(parts.iter().map(part), currency);
    let mut postings = vec![
        (Place::Plan, sum(|paid| paid.principal)?),
        (Place::Interest, sum(|paid| paid.interest)?),
        (Place::Fees, sum(|paid| paid.fee)?),
        (Place::Penalties, sum(|paid| paid.penalty)?),
        (Place::LateFees, sum(|paid| paid.late_fee)?),
    ];
    let total = views::sum(postings.iter().map(|(_, amount)| *amount), currency)?;
    postings.push((Place::Source(source), negative(total)?));
    Ok(without_zeros(postings))
}

/// What goods that went back took off the debt, and what of it came back as money.
fn refunded(facts: &PlanFacts, refund: &Refunded) -> Result<Entry> {
    let whole = views::sum([refund.principal, refund.to_payer], facts.plan.currency)?;
    let bought = match facts.plan.origin {
        Origin::Purchase => Place::Bought,
        Origin::CashAdvance => Place::Cash,
    };
    let postings = without_zeros(vec![
        (Place::Plan, refund.principal),
        (Place::Source(None), refund.to_payer),
        (bought, negative(whole)?),
    ]);
    Ok(Entry { on: refund.on, about: About::Refund, n: None, postings })
}

/// Makes the plan's balance what is owed, where a settlement took another principal than there was.
fn forgive(entries: &mut [Entry], owed: Money) -> Result<()> {
    let currency = owed.currency();
    let of_plan = entries.iter().flat_map(|entry| &entry.postings).filter(|(place, _)| *place == Place::Plan);
    let balance = views::sum(of_plan.map(|(_, amount)| *amount), currency)?;
    let missing = negative(views::sum([balance, owed], currency)?)?;
    if missing.is_zero() {
        return Ok(());
    }
    if let Some(last) = entries.last_mut() {
        last.postings.extend([(Place::Plan, missing), (Place::Forgiven, negative(missing)?)]);
    }
    Ok(())
}

fn parts_of(principal: Money, interest: Money, fee: Money) -> Paid {
    let zero = Money::zero(principal.currency());
    Paid { principal, interest, fee, penalty: zero, late_fee: zero }
}

fn without_zeros(mut postings: Vec<(Place, Money)>) -> Vec<(Place, Money)> {
    postings.retain(|(_, amount)| !amount.is_zero());
    postings
}

fn negative(amount: Money) -> Result<Money> {
    let zero = Money::zero(amount.currency());
    zero.checked_sub(amount).map_err(|_| amounts::too_large(amount.currency()))
}
