//! Records of a document into facts, or why they are none. Nothing is believed: each must be what Fenqi itself would
//! have stored.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Utc};
use fenqi_domain::money::MAX_MINOR;
use fenqi_domain::status::Void;
use fenqi_domain::terms::MAX_PERIODS;
use fenqi_domain::{Currency, Money, Row, schedule};
use serde::Deserialize;
use serde::de::IntoDeserializer;

use super::document::{
    AccountRecord, CauseRecord, PlanRecord, RefundRecord, RowRecord, RuleRecord, SettlementRecord,
    VersionRecord, VoidRecord,
};
use super::ledger::{Owed, OwedRow};
use super::read::invalid;
use crate::account_checks::{Errors, check};
use crate::app::{lines, optional, required};
use crate::closing::ORDERS;
use crate::contract::{
    AccountDraft, AccountId, AppError, ErrorCode, Field, PlanId, ReminderRules, SettlementRule,
};
use crate::ports::{Account, Cause, Plan, Refunded, Settled, Version, WholePlan, WholeRow};
use crate::reminders::rules;
use crate::{Result, amounts, terms};

/// The most versions that a plan may have.
const MAX_VERSIONS: usize = 10_000;

/// An id: some characters that everybody can see.
pub(super) fn id(text: &str, place: &str) -> Result<()> {
    let sound = (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if sound { Ok(()) } else { Err(invalid(place, "an id is 1 to 64 visible ASCII characters")) }
}

pub(super) fn instant(text: &str, place: &str) -> Result<DateTime<Utc>> {
    let parsed = DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc());
    let parsed = parsed.filter(|at| (1900..3000).contains(&at.year()));
    parsed.ok_or_else(|| invalid(place, "created_at is no instant of RFC 3339"))
}

pub(super) fn account(record: AccountRecord, now: DateTime<Utc>, place: &str) -> Result<Account> {
    id(&record.id.0, place)?;
    if !(1..=5).contains(&record.marker) {
        return Err(invalid(place, "a marker is 1 to 5"));
    }
    let created_at = instant(&record.created_at, place)?;
    let mut errors = Errors::default();
    let draft = AccountDraft {
        name: record.name,
        currency: record.currency,
        kind: record.kind,
        limit: record.limit,
        statement_day: record.statement_day,
        on_statement_day: Some(record.on_statement_day),
        due: record.due,
        grace_days: Some(record.grace_days),
        auto_debit: Some(record.auto_debit),
        funding_source: record.funding_source,
        contact: record.contact,
        late_fee: record.late_fee,
        settlement: record.settlement,
        temporary_limits: record.temporary_limits,
        archived: Some(record.archived),
    };
    match check(draft, now, &mut errors) {
        Some(account) => Ok(Account { id: record.id, marker: record.marker, created_at, ..account }),
        None => Err(errors.0.into_iter().next().unwrap_or_else(|| invalid(place, "it is no account"))),
    }
}

/// A plan and what it owes, in an account that is known here.
pub(super) fn plan(
    record: PlanRecord,
    account: &AccountId,
    currency: Currency,
    place: &str,
) -> Result<(WholePlan, Owed)> {
    id(&record.id.0, place)?;
    if record.currency != currency.code() {
        return Err(invalid(place, "its currency is not that of its account"));
    }
    let text = |text: Option<String>, field| {
        optional(text.as_deref().unwrap_or_default(), 120).map_err(|error| error.at(field))
    };
    let price = record.price.as_deref().map(|price| amounts::positive(price, currency)).transpose();
    let purchased_on = amounts::date(&record.purchased_on).map_err(|error| error.at(Field::PurchasedOn))?;
    let versions = versions(record.versions, currency, place)?;
    let last = versions.last().ok_or_else(|| invalid(place, "a plan has a contract"))?;
    let plan = Plan {
        id: record.id,
        account: account.clone(),
        currency,
        origin: record.origin,
        title: required(&record.title, 120).map_err(|error| error.at(Field::Title))?,
        merchant: text(record.merchant, Field::Merchant)?,
        order_no: text(record.order_no, Field::OrderNo)?,
        purchased_on,
        price: price.map_err(|error| error.at(Field::Price))?,
        auto_debit: record.auto_debit,
        notes: lines(record.notes.as_deref().unwrap_or_default(), 4000)
            .map_err(|error| error.at(Field::Notes))?,
        terms: last.terms.clone(),
        created_at: instant(&record.created_at, place)?,
    };
    let rows = rows(&record.rows, &plan, last, place)?;
    assert_voids(&rows, &versions, place)?;
    let prepaid = prepaid(&versions);
    let mut whole = WholePlan { plan, versions, rows, failed: Vec::new(), planned: Vec::new() };
    let mut owed = owed(&whole, prepaid);
    for failed in record.failed_debits {
        owed.pay(failed.n, 0, place)?;
        owed.debit(failed.n, place)?;
        whole.failed.push((failed.n, amounts::date(&failed.said_on)?));
    }
    let mut days = BTreeSet::new();
    for planned in record.planned {
        let (on, amount) = (amounts::date(&planned.on)?, amounts::positive(&planned.amount, currency)?);
        if !days.insert(on) {
            return Err(invalid(place, "two things are planned for one day"));
        }
        whole.planned.push((on, planned.act, amount));
    }
    Ok((whole, owed))
}

fn owed(whole: &WholePlan, prepaid: Vec<(u16, i64)>) -> Owed {
    let left = |row: &Row| row.principal.minor() + row.interest.minor() + row.fee.minor();
    let rows = whole.rows.iter().map(|whole| OwedRow {
        left: left(&whole.row),
        void: whole.void.is_some(),
        settled: whole.void == Some(Void::Settled),
    });
    Owed {
        account: whole.plan.account.clone(),
        first: whole.rows.first().map_or(0, |whole| whole.row.n),
        rows: rows.collect(),
        prepaid,
        settled: false,
        debits: Vec::new(),
    }
}

fn versions(records: Vec<VersionRecord>, currency: Currency, place: &str) -> Result<Vec<Version>> {
    if records.len() > MAX_VERSIONS {
        return Err(invalid(place, "a plan has 10,000 versions at most"));
    }
    let mut versions: Vec<Version> = Vec::with_capacity(records.len());
    for record in records {
        let version = version(record, currency, place)?;
        match versions.last() {
            None => assert_contract(&version, currency, place)?,
            Some(before) => assert_follows(&version, before, place)?,
        }
        versions.push(version);
    }
    Ok(versions)
}

fn version(record: VersionRecord, currency: Currency, place: &str) -> Result<Version> {
    let amount = |text: &str| amounts::amount(text, currency);
    terms::read(&record.terms, currency)?;
    let cause = match (record.cause, record.refund) {
        (CauseRecord::Contract, None) => Cause::Contract,
        (CauseRecord::Correction, None) => Cause::Correction,
        (CauseRecord::Prepayment, None) => Cause::Prepayment,
        (CauseRecord::Refund, Some(record)) => Cause::Refund(refund(&record, currency, place)?),
        _ => {
            return Err(invalid(
                place,
                "a version that comes from a refund, and no other, says what went back",
            ));
        }
    };
    let (principal, interest, fee) =
        (amount(&record.principal)?, amount(&record.interest)?, amount(&record.fee)?);
    if principal.minor() + interest.minor() + fee.minor() > MAX_MINOR {
        return Err(amounts::too_large(currency));
    }
    let former: Result<Vec<Row>> = record.former.iter().map(|row| row_of(row, currency)).collect();
    let former = former?;
    if !former.is_sorted_by(|a, b| a.n < b.n) {
        return Err(invalid(place, "former rows are in order, each once"));
    }
    let since = amounts::date(&record.since)?;
    Ok(Version { since, cause, terms: record.terms, principal, interest, fee, former })
}

fn refund(record: &RefundRecord, currency: Currency, place: &str) -> Result<Refunded> {
    let amount = |text: &str| amounts::amount(text, currency);
    let order = ORDERS.iter().find(|(name, _)| *name == record.taken).map(|(_, order)| *order);
    let refunded = Refunded {
        on: amounts::date(&record.on)?,
        order: order.ok_or_else(|| invalid(place, "taken is last_first, next_first or pro_rata"))?,
        principal: amount(&record.principal)?,
        to_payer: amount(&record.to_payer)?,
        fee_reduction: amount(&record.fee_reduction)?,
        interest_reduction: amount(&record.interest_reduction)?,
        closes: record.closes,
    };
    match refunded.principal.minor() + refunded.to_payer.minor() {
        1..=MAX_MINOR => Ok(refunded),
        0 => Err(invalid(place, "a refund of nothing")),
        _ => Err(amounts::too_large(currency)),
    }
}

/// The first version is the contract, and its terms make a schedule.
fn assert_contract(version: &Version, currency: Currency, place: &str) -> Result<()> {
    if version.cause != Cause::Contract || !version.former.is_empty() {
        return Err(invalid(place, "the first version, and no other, is the contract"));
    }
    let terms = terms::read(&version.terms, currency)?;
    schedule::schedule(&terms).map(drop).map_err(|error| terms::refused(error, terms.start(), currency))
}

/// Principal is never lost from one version to the next.
fn assert_follows(version: &Version, before: &Version, place: &str) -> Result<()> {
    let less = before.principal.minor() - version.principal.minor();
    let sound = match &version.cause {
        Cause::Contract => return Err(invalid(place, "the first version, and no other, is the contract")),
        Cause::Correction => less == 0,
        Cause::Prepayment => less > 0,
        Cause::Refund(refunded) => less == refunded.principal.minor(),
    };
    if sound {
        Ok(())
    } else {
        Err(invalid(place, "principal differs from one version to the next without a reason"))
    }
}

/// The versions that come from prepayments, and what each prepaid.
fn prepaid(versions: &[Version]) -> Vec<(u16, i64)> {
    let pairs = versions.windows(2).zip(2_u16..);
    let prepaid = pairs.filter_map(|(pair, number)| {
        let [before, version] = pair else { return None };
        let less = before.principal.minor() - version.principal.minor();
        (version.cause == Cause::Prepayment).then_some((number, less))
    });
    prepaid.collect()
}

fn row_of(record: &RowRecord, currency: Currency) -> Result<Row> {
    let amount = |text: &str| amounts::amount(text, currency).map_err(|error| error.at(Field::Rows));
    if record.n > MAX_PERIODS {
        return Err(amounts::periods_range().at(Field::Rows));
    }
    Ok(Row {
        n: record.n,
        due_date: amounts::date(&record.due_date).map_err(|error| error.at(Field::Rows))?,
        principal: amount(&record.principal)?,
        interest: amount(&record.interest)?,
        fee: amount(&record.fee)?,
    })
}

/// The rows as they stand: numbered, forward in time from the purchase, and adding up to the terms in force.
fn rows(records: &[RowRecord], plan: &Plan, version: &Version, place: &str) -> Result<Vec<WholeRow>> {
    let mut rows: Vec<WholeRow> = Vec::with_capacity(records.len());
    let zero = Money::zero(plan.currency);
    let mut sums = [zero; 3];
    for record in records {
        let row = row_of(record, plan.currency)?;
        let in_order = match rows.last() {
            None => row.n <= 1 && row.due_date >= plan.purchased_on,
            Some(before) => row.n == before.row.n + 1 && row.due_date >= before.row.due_date,
        };
        if !in_order {
            return Err(invalid(
                place,
                "rows are numbered in order, and go forward in time from the purchase",
            ));
        }
        for (sum, part) in sums.iter_mut().zip([row.principal, row.interest, row.fee]) {
            *sum = sum.checked_add(part).map_err(|_| amounts::too_large(plan.currency))?;
        }
        let void = record.void.map(|void| match void {
            VoidRecord::Settled => Void::Settled,
            VoidRecord::Refunded => Void::Refunded,
        });
        rows.push(WholeRow { row, edited: record.edited, void });
    }
    if rows.last().is_none_or(|last| last.row.n == 0) {
        return Err(invalid(place, "there must be a row besides the down payment"));
    }
    for (found, expected) in sums.into_iter().zip([version.principal, version.interest, version.fee]) {
        if found != expected {
            let error =
                AppError::new(ErrorCode::RowsMismatch).with("found", found).with("expected", expected);
            return Err(error.at(Field::Rows));
        }
    }
    Ok(rows)
}

fn assert_voids(rows: &[WholeRow], versions: &[Version], place: &str) -> Result<()> {
    let refunded = versions.iter().any(|version| matches!(version.cause, Cause::Refund(_)));
    let sound = |whole: &WholeRow| match whole.void {
        Some(Void::Refunded) => refunded && whole.row.total().is_ok_and(Money::is_zero),
        _ => true,
    };
    if rows.iter().all(sound) {
        Ok(())
    } else {
        Err(invalid(place, "a row was refunded away, but asks for something"))
    }
}

/// What a repayment paid a plan off with.
pub(super) fn settled(
    record: &SettlementRecord,
    repayment: &str,
    currency: Currency,
    place: &str,
) -> Result<Settled> {
    let amount = |text: &str| amounts::amount(text, currency);
    let policy: std::result::Result<SettlementRule, serde::de::value::Error> =
        SettlementRule::deserialize(record.policy.as_str().into_deserializer());
    if policy.is_err() {
        return Err(invalid(place, "a settlement has a rule that Fenqi does not know"));
    }
    let saved = Money::parse(&record.saved, currency).ok();
    let saved = saved.filter(|saved| (-MAX_MINOR..=MAX_MINOR).contains(&saved.minor()));
    Ok(Settled {
        repayment: repayment.to_owned(),
        on: amounts::date(&record.on)?,
        policy: record.policy.clone(),
        principal: amount(&record.principal)?,
        interest: amount(&record.interest)?,
        fee: amount(&record.fee)?,
        penalty: amount(&record.penalty)?,
        late_fee: amount(&record.late_fee)?,
        saved: saved.ok_or_else(|| invalid(place, "saved is an amount"))?,
    })
}

pub(super) fn rule(record: &RuleRecord) -> Result<fenqi_domain::reminder::Rules> {
    rules::read(&ReminderRules {
        days_before: record.days_before.clone(),
        at: record.at.clone(),
        repeat_overdue: record.repeat_overdue,
        when_debited: record.when_debited,
        quiet_from: record.quiet_from.clone(),
        quiet_until: record.quiet_until.clone(),
    })
}

/// Whether nothing of a list is there twice.
pub(super) fn all_different(mut keys: impl Iterator<Item = (PlanId, u16)>) -> bool {
    let mut seen = BTreeSet::new();
    keys.all(|key| seen.insert(key))
}
