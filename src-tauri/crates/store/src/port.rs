//! The Store port: reading and writing as the use cases ask for it. The statements are with their tables.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use fenqi_app::contract::{AppError, ErrorCode, PlanId, RuleSubject};
use fenqi_app::ports::{
    Account, Activity, Beside, Bought, Contents, Counts, FundingSource, ListedRepayment, Listing, LooseRow,
    PaidPart, PickedBy, Plan, PlanBrief, PlanCost, PlanFacts, PlanKey, PlanList, PlanOutline, PlanRepayment,
    Planned, Prepaid, ReadTx, Recorded, Refunded, Repayment, RepaymentListing, Revision, Said, Settled, Span,
    StatementSum, UnpaidRow, Which, WholePlan, WholeRepayment, WriteTx,
};
use fenqi_app::{Notice, Result};
use fenqi_domain::reminder::Rules;
use fenqi_domain::status::Debit;
use fenqi_domain::{Currency, Money, Row};
use rusqlite::{Connection, OptionalExtension};

use crate::failure::storage;
use crate::marks::SETTING_IS_MARKED;
use crate::tx::{Read, Write};
use crate::{
    accounts, backups, bulk, costs, journal, listing, notices, planned, plans, reads, repayments, revisions,
    seal, sources, undo, whole,
};

macro_rules! reading {
    ($transaction:ident) => {
        impl ReadTx for $transaction<'_> {
            fn accounts(&self) -> Result<Vec<Account>> {
                accounts::all(self.connection())
            }
            fn account(&self, id_or_name: &str) -> Result<Option<Account>> {
                accounts::named(self.connection(), id_or_name)
            }
            fn funding_sources(&self) -> Result<Vec<FundingSource>> {
                sources::all(self.connection())
            }
            fn plans(&self, only: Option<&PlanId>) -> Result<Vec<PlanFacts>> {
                plans::all_or_one(self.connection(), only)
            }
            fn each_plan(&self, visit: &mut dyn FnMut(PlanFacts) -> Result<()>) -> Result<()> {
                plans::each(self.connection(), visit)
            }
            fn plans_due(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<PlanFacts>> {
                plans::due(self.connection(), from, to)
            }
            fn open_plans(&self, currency: Currency) -> Result<Vec<PlanFacts>> {
                plans::open(self.connection(), currency)
            }
            fn planned(&self, from: NaiveDate, to: NaiveDate, plan: Option<&PlanId>) -> Result<Vec<Planned>> {
                planned::between(self.connection(), (from, to), plan)
            }
            fn statements(&self, from: NaiveDate, to: NaiveDate, which: Which) -> Result<Vec<StatementSum>> {
                reads::statements(self.connection(), from, to, which)
            }
            fn last_day_of(&self, from: NaiveDate, rows: u32) -> Result<Option<NaiveDate>> {
                reads::last_day_of(self.connection(), from, rows)
            }
            fn rows(&self, span: &Span<'_>) -> Result<Vec<LooseRow>> {
                reads::rows(self.connection(), span)
            }
            fn plans_of_day(&self, day: NaiveDate) -> Result<Vec<PlanBrief>> {
                listing::of_day(self.connection(), day)
            }
            fn plans_briefly(&self, ids: &[PlanId]) -> Result<Vec<PlanBrief>> {
                listing::of_ids(self.connection(), ids)
            }
            fn plan_list(&self, listing: &Listing<'_>) -> Result<PlanList> {
                listing::page(self.connection(), listing)
            }
            fn unpaid(&self, horizon: NaiveDate) -> Result<Vec<UnpaidRow>> {
                notices::unpaid(self.connection(), horizon)
            }
            fn repayments(&self, plan: &PlanId) -> Result<Vec<PlanRepayment>> {
                repayments::of_plan(self.connection(), plan)
            }
            fn repayment(&self, id: &str) -> Result<Option<Repayment>> {
                repayments::one(self.connection(), id)
            }
            fn repayment_list(&self, listing: &RepaymentListing<'_>) -> Result<Vec<ListedRepayment>> {
                repayments::list(self.connection(), listing)
            }
            fn contract_rows(&self, plan: &PlanId) -> Result<Vec<Row>> {
                revisions::contract_rows(self.connection(), plan)
            }
            fn settlement(&self, plan: &PlanId) -> Result<Option<Settled>> {
                revisions::settlement(self.connection(), plan)
            }
            fn prepayments(&self, plan: &PlanId) -> Result<Vec<Prepaid>> {
                revisions::prepayments(self.connection(), plan)
            }
            fn refunds(&self, plan: &PlanId) -> Result<Vec<Refunded>> {
                revisions::refunds(self.connection(), plan)
            }
            fn plan_outlines(&self) -> Result<Vec<PlanOutline>> {
                plans::outlines(self.connection())
            }
            fn plan_costs(&self) -> Result<Vec<PlanCost>> {
                costs::of_plans(self.connection())
            }
            fn plan_id(&self, key: PlanKey) -> Result<PlanId> {
                costs::plan_id(self.connection(), key)
            }
            fn besides(&self, from: NaiveDate, to: NaiveDate, by: PickedBy) -> Result<Vec<Beside>> {
                costs::besides(self.connection(), from, to, by)
            }
            fn bought(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Bought>> {
                costs::bought(self.connection(), from, to)
            }
            fn paid_parts(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<PaidPart>> {
                costs::paid_parts(self.connection(), from, to)
            }
            fn extent(&self) -> Result<Option<(NaiveDate, NaiveDate)>> {
                costs::extent(self.connection())
            }
            fn counts(&self) -> Result<Counts> {
                counts(self.connection())
            }
            fn contents(&self) -> Result<Contents> {
                backups::contents(self.connection()).map_err(storage)
            }
            fn has_notice(&self, key: &str) -> Result<bool> {
                notices::exists(self.connection(), key)
            }
            fn has_undelivered(&self, by: DateTime<Utc>) -> Result<bool> {
                notices::has_undelivered(self.connection(), by)
            }
            fn notice(&self, key: &str) -> Result<Option<Said>> {
                notices::one(self.connection(), key)
            }
            fn latest_notice(&self, plan: &PlanId, n: u16) -> Result<Option<Said>> {
                notices::latest(self.connection(), plan, n)
            }
            fn notices(&self, before: Option<&str>, limit: u32) -> Result<Vec<Said>> {
                notices::page(self.connection(), before, limit)
            }
            fn reminder_rules(&self) -> Result<Vec<(RuleSubject, Rules)>> {
                notices::rules(self.connection())
            }
            fn has_plan(&self, id: &PlanId) -> Result<bool> {
                plans::find(self.connection(), id).map(|found| found.is_some())
            }
            fn has_repayment(&self, id: &str) -> Result<bool> {
                repayments::find(self.connection(), id).map(|found| found.is_some())
            }
            fn whole_plans(&self, each: &mut dyn FnMut(WholePlan) -> Result<()>) -> Result<()> {
                whole::plans(self.connection(), each)
            }
            fn whole_repayments(&self, each: &mut dyn FnMut(WholeRepayment) -> Result<()>) -> Result<()> {
                whole::repayments(self.connection(), each)
            }
            fn setting(&self, key: &str) -> Result<Option<String>> {
                setting(self.connection(), key)
            }
            fn memo(&self, key: &str) -> Result<Option<String>> {
                memo(self.connection(), key)
            }
            fn activities(&self, before: Option<i64>, limit: u32) -> Result<Vec<Recorded>> {
                journal::before(self.connection(), before, limit)
            }
        }
    };
}

reading!(Read);
reading!(Write);

impl WriteTx for Write<'_> {
    fn act(&self) -> Result<()> {
        undo::act(self.connection())
    }

    fn act_in_bulk(&self) -> Result<()> {
        undo::act(self.connection())?;
        bulk::begin(self.connection())
    }

    fn insert_account(&self, account: &Account) -> Result<()> {
        accounts::insert(self.connection(), account)
    }

    fn update_account(&self, account: &Account) -> Result<()> {
        accounts::update(self.connection(), account)
    }

    fn rename_source(&self, id: &str, name: &str) -> Result<()> {
        sources::rename(self.connection(), id, name)
    }

    fn merge_source(&self, id: &str, into: &str) -> Result<()> {
        sources::merge(self.connection(), id, into)
    }

    fn remove_source(&self, id: &str) -> Result<()> {
        sources::remove(self.connection(), id)
    }

    fn add_source(&self, name: &str) -> Result<()> {
        sources::named(self.connection(), name).map(drop)
    }

    fn insert_whole_plan(&self, plan: &WholePlan) -> Result<()> {
        whole::insert_plan(self.connection(), plan)
    }

    fn insert_whole_repayment(&self, repayment: &WholeRepayment) -> Result<()> {
        whole::insert_repayment(self.connection(), repayment)
    }

    fn insert_plan(&self, plan: &Plan, rows: &[Row], principal: Money, paid: &[Repayment]) -> Result<()> {
        plans::insert(self.connection(), plan, rows, principal, paid)
    }

    fn update_plan(&self, plan: &Plan) -> Result<()> {
        plans::update(self.connection(), plan)
    }

    fn remove_plan(&self, plan: &PlanId) -> Result<()> {
        revisions::remove(self.connection(), plan)
    }

    fn revise(&self, plan: &PlanId, revision: &Revision) -> Result<()> {
        revisions::revise(self.connection(), plan, revision)
    }

    fn insert_repayment(&self, repayment: &Repayment) -> Result<()> {
        repayments::insert(self.connection(), repayment)
    }

    fn remove_repayment(&self, id: &str) -> Result<()> {
        repayments::remove(self.connection(), id)
    }

    fn insert_settlement(&self, plan: &PlanId, settled: &Settled) -> Result<()> {
        revisions::settle(self.connection(), plan, settled)
    }

    fn set_debit(
        &self,
        plan: &PlanId,
        n: u16,
        debit: Option<(&Debit, NaiveDate, Option<&str>)>,
    ) -> Result<()> {
        revisions::set_debit(self.connection(), plan, n, debit)
    }

    fn insert_planned(&self, planned: &Planned) -> Result<()> {
        planned::insert(self.connection(), planned)
    }

    fn remove_planned(&self, plan: &PlanId, from: NaiveDate, to: NaiveDate) -> Result<()> {
        planned::remove(self.connection(), plan, from, to)
    }

    fn clear_planned(&self, currency: Currency) -> Result<()> {
        planned::clear(self.connection(), currency)
    }

    fn claim_notice(&self, notice: &Notice, at: DateTime<Utc>) -> Result<()> {
        notices::claim(self.connection(), notice, at)
    }

    fn mark_delivered(&self, key: &str, at: DateTime<Utc>) -> Result<()> {
        notices::mark_delivered(self.connection(), key, at)
    }

    fn forget_undelivered(&self, by: DateTime<Utc>) -> Result<()> {
        notices::forget_undelivered(self.connection(), by)
    }

    fn forget_after(&self, at: DateTime<Utc>) -> Result<()> {
        notices::forget_after(self.connection(), at)
    }

    fn snooze_notice(&self, key: &str, until: Option<DateTime<Utc>>) -> Result<()> {
        notices::snooze(self.connection(), key, until)
    }

    fn mark_answered(&self, key: &str, at: DateTime<Utc>) -> Result<()> {
        notices::mark_answered(self.connection(), key, at)
    }

    fn put_rules(&self, subject: &RuleSubject, rules: &Rules) -> Result<()> {
        notices::put_rules(self.connection(), subject, rules)
    }

    fn remove_rules(&self, subject: &RuleSubject) -> Result<()> {
        notices::remove_rules(self.connection(), subject)
    }

    fn put_setting(&self, key: &str, value: &str) -> Result<()> {
        put(self.connection(), "setting", key, value)
    }

    fn put_memo(&self, key: &str, value: &str) -> Result<()> {
        put(self.connection(), "memo", key, value)
    }

    fn record(&self, activity: &Activity) -> Result<()> {
        journal::record(self.connection(), activity)
    }

    fn undo(&self) -> Result<Recorded> {
        undo::undo(self.connection())
    }

    fn redo(&self) -> Result<Recorded> {
        undo::redo(self.connection())
    }

    fn commit(mut self: Box<Self>) -> Result<()> {
        self.finish()
    }
}

/// Asked with every change, and so of what is kept counted.
fn counts(connection: &Connection) -> Result<Counts> {
    let accounts = connection.query_row("SELECT count(*) FROM account", [], |row| row.get(0));
    Ok(Counts { accounts: accounts.map_err(storage)?, plans: listing::count_of_plans(connection)? })
}

fn setting(connection: &Connection, key: &str) -> Result<Option<String>> {
    let sql = format!("SELECT value, {} FROM setting WHERE key = ?1", *SETTING_IS_MARKED);
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    match statement.query_row([key], read).optional().map_err(storage)? {
        Some((_, false)) => Err(seal::broken("setting")),
        found => Ok(found.map(|(value, _)| value)),
    }
}

fn memo(connection: &Connection, key: &str) -> Result<Option<String>> {
    let mut statement =
        connection.prepare_cached("SELECT value FROM memo WHERE key = ?1").map_err(storage)?;
    statement.query_row([key], |row| row.get(0)).optional().map_err(storage)
}

fn put(connection: &Connection, table: &str, key: &str, value: &str) -> Result<()> {
    let sql = format!(
        "INSERT INTO {table} (key, value) VALUES (?1, ?2)
        ON CONFLICT DO UPDATE SET value = excluded.value"
    );
    connection.execute(&sql, [key, value]).map_err(storage).map(drop)
}

/// An instant as it is stored.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A stored text that Fenqi cannot have written.
pub(crate) fn unreadable(what: &str) -> AppError {
    AppError::new(ErrorCode::FileDamaged).with("reason", format!("unreadable {what}"))
}
