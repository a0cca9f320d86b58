//! Plans: adding from drafts, listing, showing.

use chrono::NaiveDate;
use fenqi_domain::money::MAX_MINOR;
use fenqi_domain::schedule::{self, Schedule};
use fenqi_domain::terms::TermsError;
use fenqi_domain::{Currency, Money, Row, Terms};

use crate::app::{App, Done, assert_page, lines, new_id, optional, required};
use crate::books::{Books, EARLIEST, LATEST};
use crate::contract::{
    AccountDraft, AccountKind, AppError, ErrorCode, Field, PlanDraft, PlanId, PlanPage, PlanQuery,
    PlanSummary, PlanView, Rates, RowDraft, Topic,
};
use crate::ports::{Account, Listing, Part, Plan, PlanBrief, PlanFacts, ReadTx, Repayment, WriteTx};
use crate::views::{self, PaidBesides, Policy, Standing};
use crate::{Result, accounts, amounts, terms};

/// So many plans at once are an import.
const MANY: usize = 10;
/// The longest text that is searched for, in characters.
const MAX_SEARCH: usize = 120;

impl App {
    /// Adds plans, all or none, and answers their ids in order. With `create_accounts`, an account that is only a
    /// new name is created. Before many are added, a copy is made of what there is.
    ///
    /// # Errors
    /// `account_unknown`, `rows_mismatch`, or the error of the first field out of its limits, with which of many plans
    /// it is of as `nth`; `storage_…`; as [`App::back_up`] when there was no copy to be had.
    pub fn plans_add(&self, drafts: &[PlanDraft], create_accounts: bool) -> Result<Vec<PlanId>> {
        let add = |tx: &dyn WriteTx| -> Result<(Vec<PlanId>, Done<()>)> {
            let added = drafts.iter().enumerate().map(|(place, draft)| {
                let added = self.plan_add_in(tx, draft, create_accounts);
                if drafts.len() == 1 { added } else { added.map_err(|no| no.with("nth", place + 1)) }
            });
            let ids: Vec<PlanId> = added.collect::<Result<_>>()?;
            let subject = ids.iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(" ");
            let titles = drafts.iter().take(3).map(|draft| draft.title.trim()).collect::<Vec<_>>().join(", ");
            Ok((ids, Done::to(subject, ()).with("title", titles).with("count", drafts.len())))
        };
        let topics = vec![Topic::Plans, Topic::Accounts];
        if drafts.len() >= MANY {
            return self.write_bulk("plan_add", topics, |tx| add(tx).map(|(ids, done)| (ids, Some(done))));
        }
        self.write("plan_add", topics, |tx| add(tx).map(|(ids, done)| done.with_value(ids)))
    }

    pub(crate) fn plan_add_in(
        &self,
        tx: &dyn WriteTx,
        draft: &PlanDraft,
        create_accounts: bool,
    ) -> Result<PlanId> {
        let account = match accounts::find(tx, &draft.account) {
            Err(error) if create_accounts && error.code == ErrorCode::AccountUnknown => {
                let account = self.read_account(named_account(&draft.account))?;
                accounts::find(tx, &accounts::add(tx, account)?.0)?
            }
            found => found?,
        };
        let plan = self.read_plan(draft, &account)?;
        let (rows, principal) = contract_rows(draft, account.currency)?;
        let paid_before = draft.paid_before.as_deref().map(amounts::date).transpose()?;
        let was_paid =
            |row: &Row| was_paid(row, paid_before) || draft.paid_rows.is_some_and(|n| u32::from(row.n) <= n);
        let mut paid = Vec::new();
        for row in rows.iter().filter(|row| was_paid(row)) {
            let amount = row.total().map_err(|_| amounts::too_large(account.currency))?;
            if amount.is_positive() {
                let parts = vec![Part { plan: plan.id.clone(), n: row.n, amount }];
                paid.push(Repayment {
                    id: new_id(),
                    account: account.id.clone(),
                    amount,
                    paid_on: row.due_date.min(self.today()),
                    source: None,
                    parts,
                    created_at: self.now(),
                });
            }
        }
        tx.insert_plan(&plan, &rows, principal, &paid)?;
        Ok(plan.id)
    }

    pub(crate) fn read_plan(&self, draft: &PlanDraft, account: &Account) -> Result<Plan> {
        let text = |text: &Option<String>, max, field| {
            optional(text.as_deref().unwrap_or_default(), max).map_err(|error| error.at(field))
        };
        let price =
            draft.price.as_deref().map(|price| amounts::positive(price, account.currency)).transpose();
        Ok(Plan {
            id: PlanId(new_id()),
            account: account.id.clone(),
            currency: account.currency,
            origin: draft.origin,
            title: required(&draft.title, 120).map_err(|error| error.at(Field::Title))?,
            merchant: text(&draft.merchant, 120, Field::Merchant)?,
            order_no: text(&draft.order_no, 120, Field::OrderNo)?,
            purchased_on: amounts::date(&draft.purchased_on).map_err(|error| error.at(Field::PurchasedOn))?,
            price: price.map_err(|error| error.at(Field::Price))?,
            auto_debit: draft.auto_debit.unwrap_or(account.auto_debit),
            notes: lines(draft.notes.as_deref().unwrap_or_default(), 4000)
                .map_err(|error| error.at(Field::Notes))?,
            terms: draft.terms.clone(),
            created_at: self.now(),
        })
    }

    /// All plans, newest purchase first.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn plans(&self) -> Result<Vec<PlanSummary>> {
        Ok(self.plans_found(&PlanQuery { limit: u32::MAX, ..PlanQuery::default() })?.plans)
    }

    /// A page of the list of plans.
    ///
    /// # Errors
    /// `account_unknown`; `number_range` unless 1…200 plans are asked for; `text_too_long`; `storage_failed`.
    pub fn plans_page(&self, query: &PlanQuery) -> Result<PlanPage> {
        assert_page(query.limit)?;
        self.plans_found(query)
    }

    /// The same without a limit on the limit.
    ///
    /// # Errors
    /// `account_unknown`; `text_too_long`; `storage_failed`.
    pub fn plans_found(&self, query: &PlanQuery) -> Result<PlanPage> {
        found(&self.books()?, query)
    }

    /// One plan, whole.
    ///
    /// # Errors
    /// `plan_unknown` or `storage_failed`.
    pub fn plan(&self, id: &PlanId) -> Result<PlanView> {
        let books = self.books()?;
        let facts = books.tx.plans(Some(id))?.pop().ok_or_else(|| plan_unknown(id))?;
        plan_view(&books, &facts)
    }
}

/// The plans of a list, read from books that are open.
pub(crate) fn found(books: &Books<'_>, query: &PlanQuery) -> Result<PlanPage> {
    optional(&query.search, MAX_SEARCH)?;
    let list = books.tx.plan_list(&Listing {
        status: query.status,
        account: query.account.as_ref(),
        search: &query.search,
        sort: query.sort,
        offset: query.offset,
        limit: query.limit,
        today: books.today,
    })?;
    let plans: Result<Vec<_>> = list.plans.iter().map(|plan| summary(books, plan)).collect();
    Ok(PlanPage { plans: plans?, found: list.total, more: list.more, counts: list.counts })
}

pub(crate) fn plan_unknown(id: &PlanId) -> AppError {
    AppError::new(ErrorCode::PlanUnknown).with("plan", amounts::shown(&id.0))
}

pub(crate) fn named_account(name: &str) -> AccountDraft {
    AccountDraft {
        name: name.to_owned(),
        currency: accounts::USUAL_CURRENCY.code().to_owned(),
        kind: AccountKind::Other,
        limit: None,
        statement_day: None,
        on_statement_day: None,
        due: None,
        grace_days: None,
        auto_debit: None,
        funding_source: None,
        contact: None,
        late_fee: None,
        settlement: None,
        temporary_limits: Vec::new(),
        archived: None,
    }
}

/// A down payment is paid at the till; other rows when they fell due before the day that the user named.
fn was_paid(row: &Row, paid_before: Option<NaiveDate>) -> bool {
    row.n == 0 || paid_before.is_some_and(|day| row.due_date < day)
}

/// The rows to store, the contract's own where it gives them, else those of the terms; and what their principal comes
/// to by the terms.
fn contract_rows(draft: &PlanDraft, currency: Currency) -> Result<(Vec<Row>, Money)> {
    let terms = terms::read(&draft.terms, currency)?;
    let purchased_on = amounts::date(&draft.purchased_on).map_err(|error| error.at(Field::PurchasedOn))?;
    let proposed = proposed(&terms, purchased_on)?;
    let Some(drafts) = &draft.rows else {
        let principal = expected_principal(&proposed, &proposed.rows)?;
        return Ok((proposed.rows, principal));
    };
    let rows = drafts.iter().map(|draft| row_of(draft, currency)).collect::<Result<Vec<Row>>>()?;
    let principal = rows_fit(&rows, &proposed, purchased_on)?;
    Ok((rows, principal))
}

/// The schedule of the terms of a plan that was bought on a day.
pub(crate) fn proposed(terms: &Terms, purchased_on: NaiveDate) -> Result<Schedule> {
    let currency = terms.principal().currency();
    if terms.due().first() < purchased_on {
        return Err(terms::refused(TermsError::FirstDue, purchased_on, currency));
    }
    schedule::schedule(terms).map_err(|error| terms::refused(error, terms.start(), currency))
}

/// Refuses a contract's own rows that do not stand in order or repay another principal than the terms; answers what it
/// comes to.
pub(crate) fn rows_fit(rows: &[Row], proposed: &Schedule, purchased_on: NaiveDate) -> Result<Money> {
    let currency = proposed.financed.currency();
    let in_order = rows.first().is_none_or(|first| first.n <= 1 && first.due_date >= purchased_on)
        && rows.windows(2).all(|pair| pair[1].n == pair[0].n + 1 && pair[1].due_date >= pair[0].due_date);
    if !in_order {
        return Err(rows_invalid(
            "rows must be numbered 1, 2, 3…, start no earlier than the purchase, and not go back in time",
        ));
    }
    let totals = schedule::totals(rows, currency).map_err(|_| amounts::too_large(currency))?;
    if totals.total.minor() > MAX_MINOR {
        return Err(amounts::too_large(currency).at(Field::Rows));
    }
    if rows.last().is_none_or(|last| last.n == 0) {
        return Err(rows_invalid("there must be a row besides the down payment"));
    }
    let (found, expected) = (totals.principal, expected_principal(proposed, rows)?);
    if found != expected {
        let error = AppError::new(ErrorCode::RowsMismatch).with("found", found).with("expected", expected);
        return Err(error.at(Field::Rows));
    }
    Ok(expected)
}

/// A row as it was typed.
pub(crate) fn row_of(draft: &RowDraft, currency: Currency) -> Result<Row> {
    let amount = |text: &str| amounts::amount(text, currency).map_err(|error| error.at(Field::Rows));
    let n = u16::try_from(draft.n).ok().filter(|n| *n <= fenqi_domain::terms::MAX_PERIODS);
    Ok(Row {
        n: n.ok_or_else(|| amounts::periods_range().at(Field::Rows))?,
        due_date: amounts::date(&draft.due_date).map_err(|error| error.at(Field::Rows))?,
        principal: amount(&draft.principal)?,
        interest: amount(&draft.interest)?,
        fee: amount(&draft.fee)?,
    })
}

/// What the principal of rows has to be, with the down payment where there is one among them.
pub(crate) fn expected_principal(proposed: &Schedule, rows: &[Row]) -> Result<Money> {
    if rows.first().is_none_or(|row| row.n > 0) {
        return Ok(proposed.financed);
    }
    let totals = schedule::totals(&proposed.rows, proposed.financed.currency());
    totals.map(|totals| totals.principal).map_err(|_| amounts::too_large(proposed.financed.currency()))
}

fn rows_invalid(reason: &str) -> AppError {
    AppError::new(ErrorCode::InputInvalid).with("reason", reason).at(Field::Rows)
}

fn summary(books: &Books<'_>, plan: &PlanBrief) -> Result<PlanSummary> {
    let standings = books.standings(plan)?;
    Ok(PlanSummary {
        id: plan.id.clone(),
        title: plan.title.clone(),
        merchant: plan.merchant.clone(),
        account: books.account_ref(&plan.account)?,
        origin: plan.origin,
        currency: plan.currency.code().to_owned(),
        purchased_on: plan.purchased_on.to_string(),
        status: views::plan_status(&standings, plan.refunded),
        track: views::track(&standings),
        total: views::sum(standings.iter().map(|standing| standing.asked), plan.currency)?.to_string(),
        remaining: views::sum(standings.iter().map(|standing| standing.remaining), plan.currency)?
            .to_string(),
    })
}

fn plan_view(books: &Books<'_>, facts: &PlanFacts) -> Result<PlanView> {
    let (tx, today) = (books.tx.as_ref(), books.today);
    let PlanFacts { plan, account, rows, refunded } = facts;
    let standings: Vec<Standing> = views::standings(rows, Policy::of(facts, today))?;
    let terms = terms::read(&plan.terms, plan.currency)?;
    let paid_besides =
        PaidBesides { settlement: tx.settlement(&plan.id)?, prepayments: tx.prepayments(&plan.id)? };
    Ok(PlanView {
        id: plan.id.clone(),
        account: views::account_ref(account),
        origin: plan.origin,
        title: plan.title.clone(),
        merchant: plan.merchant.clone(),
        order_no: plan.order_no.clone(),
        purchased_on: plan.purchased_on.to_string(),
        price: plan.price.map(|price| price.to_string()),
        currency: plan.currency.code().to_owned(),
        auto_debit: plan.auto_debit,
        notes: plan.notes.clone(),
        status: views::plan_status(&standings, *refunded),
        terms: plan.terms.clone(),
        rows: views::row_views(&standings, today, plan.currency)?,
        track: views::track(&standings),
        totals: views::payment_view(&standings, &paid_besides, plan.currency)?,
        rates: rates(tx, &plan.id, &terms)?,
        advertised: views::advertised(&terms),
        repayments: views::repayments(tx.repayments(&plan.id)?, &paid_besides, plan.currency)?,
        settlement: paid_besides.settlement.as_ref().map(views::settlement_view),
        refunds: tx.refunds(&plan.id)?.iter().rev().map(views::refunded_view).collect(),
        planned: books.planned(EARLIEST, LATEST, Some(&plan.id))?,
    })
}

/// The real annual rates of a plan's contract, whatever became of it.
pub(crate) fn rates(tx: &dyn ReadTx, plan: &PlanId, terms: &Terms) -> Result<Rates> {
    Ok(views::rates(&tx.contract_rows(plan)?, terms))
}
