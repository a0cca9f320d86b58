//! Out: the whole file as one document.

use std::io::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use fenqi_domain::reminder::Rules;
use fenqi_domain::status::Void;
use fenqi_domain::{Money, Row};
use serde::Serialize;

use super::document::{
    AccountRecord, CauseRecord, DebitRecord, FORMAT, FailedRecord, PartRecord, PlanRecord, PlannedRecord,
    PrepaymentRecord, RefundRecord, RepaymentRecord, RowRecord, RuleRecord, SettlementRecord, VERSION,
    VersionRecord, VoidRecord,
};
use super::settings;
use crate::app::App;
use crate::closing::{keeps_name, order_name};
use crate::contract::{AppError, ReminderRules, RuleSubject};
use crate::ports::{Account, Cause, Version, WholePlan, WholeRepayment, WholeRow};
use crate::reminders::rules;
use crate::{Result, accounts, calc, presets};

impl App {
    /// Writes everything that was entered as one JSON document, a record a line, and answers how many rows of plans
    /// there were. Left out is what belongs to this machine or follows from the rest: the journal, reminders that were
    /// raised, copies, and where the calendar file lies.
    ///
    /// # Errors
    /// `storage_failed`, `file_damaged`, or `write_failed` without a path.
    pub fn export_json(&self, out: &mut dyn Write) -> Result<u32> {
        let tx = self.store.begin_read()?;
        let mut document = Document { out, first: true };
        document.put(&format!("{{\n\"format\": \"{FORMAT}\",\n\"version\": {VERSION},\n"))?;
        document.member("exported_at", &instant(self.now()))?;
        document.member("settings", &settings::stored(tx.as_ref())?)?;
        document.member("presets", &presets::own(tx.as_ref())?)?;
        let sources: Vec<String> = tx.funding_sources()?.into_iter().map(|source| source.name).collect();
        document.member("funding_sources", &sources)?;
        document.list("accounts")?;
        for account in tx.accounts()? {
            document.record(&account_record(account))?;
        }
        document.next_list("plans")?;
        let mut rows: u32 = 0;
        tx.whole_plans(&mut |plan| {
            rows = rows.saturating_add(u32::try_from(plan.rows.len()).unwrap_or(u32::MAX));
            document.record(&plan_record(plan))
        })?;
        document.next_list("reminder_rules")?;
        for (of, rules) in tx.reminder_rules()? {
            document.record(&rule_record(of, &rules))?;
        }
        document.next_list("repayments")?;
        tx.whole_repayments(&mut |repayment| document.record(&repayment_record(repayment)))?;
        document.put("\n]\n}\n")?;
        Ok(rows)
    }
}

/// The document as far as it is written.
struct Document<'a> {
    out: &'a mut dyn Write,
    /// The list that is open has no record yet.
    first: bool,
}

impl Document<'_> {
    fn put(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(|error| AppError::writing(&error))
    }

    fn value(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut *self.out, value).map_err(|error| {
            if error.is_io() { AppError::writing(&error.into()) } else { calc::unreadable(&error) }
        })
    }

    fn member(&mut self, name: &str, value: &impl Serialize) -> Result<()> {
        self.put(&format!("\"{name}\": "))?;
        self.value(value)?;
        self.put(",\n")
    }

    fn list(&mut self, name: &str) -> Result<()> {
        self.first = true;
        self.put(&format!("\"{name}\": ["))
    }

    fn next_list(&mut self, name: &str) -> Result<()> {
        self.put("\n],\n")?;
        self.list(name)
    }

    fn record(&mut self, record: &impl Serialize) -> Result<()> {
        self.put(if self.first { "\n" } else { ",\n" })?;
        self.first = false;
        self.value(record)
    }
}

pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn account_record(account: Account) -> AccountRecord {
    let created_at = instant(account.created_at);
    let view = accounts::account_view(account);
    AccountRecord {
        id: view.id,
        name: view.name,
        marker: view.marker,
        currency: view.currency,
        kind: view.kind,
        limit: view.limit,
        temporary_limits: view.temporary_limits,
        statement_day: view.statement_day,
        on_statement_day: view.on_statement_day,
        due: view.due,
        grace_days: view.grace_days,
        auto_debit: view.auto_debit,
        funding_source: view.funding_source,
        contact: view.contact,
        late_fee: view.late_fee,
        settlement: view.settlement,
        archived: view.archived,
        created_at,
    }
}

fn plan_record(whole: WholePlan) -> PlanRecord {
    let WholePlan { plan, versions, rows, failed, planned } = whole;
    PlanRecord {
        id: plan.id,
        account: plan.account,
        currency: plan.currency.code().to_owned(),
        origin: plan.origin,
        title: plan.title,
        merchant: plan.merchant,
        order_no: plan.order_no,
        purchased_on: plan.purchased_on.to_string(),
        price: plan.price.map(text),
        auto_debit: plan.auto_debit,
        notes: plan.notes,
        created_at: instant(plan.created_at),
        versions: versions.into_iter().map(version_record).collect(),
        rows: rows.iter().map(standing_row).collect(),
        failed_debits: failed
            .into_iter()
            .map(|(n, said_on)| FailedRecord { n, said_on: said_on.to_string() })
            .collect(),
        planned: planned
            .into_iter()
            .map(|(on, act, amount)| PlannedRecord { on: on.to_string(), act, amount: text(amount) })
            .collect(),
    }
}

fn version_record(version: Version) -> VersionRecord {
    let (cause, refund) = match version.cause {
        Cause::Contract => (CauseRecord::Contract, None),
        Cause::Correction => (CauseRecord::Correction, None),
        Cause::Prepayment => (CauseRecord::Prepayment, None),
        Cause::Refund(refunded) => {
            let refund = RefundRecord {
                on: refunded.on.to_string(),
                taken: order_name(refunded.order).to_owned(),
                principal: text(refunded.principal),
                to_payer: text(refunded.to_payer),
                fee_reduction: text(refunded.fee_reduction),
                interest_reduction: text(refunded.interest_reduction),
                closes: refunded.closes,
            };
            (CauseRecord::Refund, Some(refund))
        }
    };
    VersionRecord {
        since: version.since.to_string(),
        cause,
        terms: version.terms,
        principal: text(version.principal),
        interest: text(version.interest),
        fee: text(version.fee),
        former: version.former.iter().map(row_record).collect(),
        refund,
    }
}

fn row_record(row: &Row) -> RowRecord {
    RowRecord {
        n: row.n,
        due_date: row.due_date.to_string(),
        principal: text(row.principal),
        interest: text(row.interest),
        fee: text(row.fee),
        edited: false,
        void: None,
    }
}

fn standing_row(whole: &WholeRow) -> RowRecord {
    let void = whole.void.map(|void| match void {
        Void::Settled => VoidRecord::Settled,
        Void::Refunded => VoidRecord::Refunded,
    });
    RowRecord { edited: whole.edited, void, ..row_record(&whole.row) }
}

fn repayment_record(whole: WholeRepayment) -> RepaymentRecord {
    let WholeRepayment { repayment, settlements, prepayments, debits } = whole;
    let parts = repayment.parts.into_iter();
    RepaymentRecord {
        id: repayment.id,
        account: repayment.account,
        amount: text(repayment.amount),
        paid_on: repayment.paid_on.to_string(),
        source: repayment.source,
        created_at: instant(repayment.created_at),
        parts: parts
            .map(|part| PartRecord { plan: part.plan, n: part.n, amount: text(part.amount) })
            .collect(),
        settlements: settlements
            .into_iter()
            .map(|(plan, settled)| SettlementRecord {
                plan,
                on: settled.on.to_string(),
                policy: settled.policy,
                principal: text(settled.principal),
                interest: text(settled.interest),
                fee: text(settled.fee),
                penalty: text(settled.penalty),
                late_fee: text(settled.late_fee),
                saved: text(settled.saved),
            })
            .collect(),
        prepayments: prepayments
            .into_iter()
            .map(|(plan, version, prepaid)| PrepaymentRecord {
                plan,
                version,
                on: prepaid.on.to_string(),
                keeps: keeps_name(prepaid.policy).to_owned(),
                principal: text(prepaid.principal),
                interest: text(prepaid.interest),
            })
            .collect(),
        debits: debits
            .into_iter()
            .map(|(plan, n, said_on)| DebitRecord { plan, n, said_on: said_on.to_string() })
            .collect(),
    }
}

fn rule_record(of: RuleSubject, rules: &Rules) -> RuleRecord {
    let ReminderRules { days_before, at, repeat_overdue, when_debited, quiet_from, quiet_until } =
        rules::view(rules);
    RuleRecord { of, days_before, at, repeat_overdue, when_debited, quiet_from, quiet_until }
}

fn text(amount: Money) -> String {
    amount.to_string()
}
