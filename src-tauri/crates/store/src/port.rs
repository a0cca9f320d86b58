//! The Store port: reading and writing as the use cases ask for it. The statements are with their tables.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use fenqi_app::Result;
use fenqi_app::contract::PlanId;
use fenqi_app::ports::{
    Account, Activity, Counts, Plan, PlanFacts, PlanRepayment, ReadTx, Repayment, UnpaidRow, WriteTx,
};
use fenqi_app::{Notice, contract::AppError};
use fenqi_domain::Row;
use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::storage;
use crate::tx::{Read, Write};
use crate::{accounts, notices, plans, repayments};

macro_rules! reading {
    ($transaction:ident) => {
        impl ReadTx for $transaction<'_> {
            fn accounts(&self) -> Result<Vec<Account>> {
                accounts::all(&self.connection)
            }
            fn plans(&self, only: Option<&PlanId>) -> Result<Vec<PlanFacts>> {
                plans::all_or_one(&self.connection, only)
            }
            fn plans_due(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<PlanFacts>> {
                plans::due(&self.connection, from, to)
            }
            fn unpaid(&self, horizon: NaiveDate) -> Result<Vec<UnpaidRow>> {
                plans::unpaid(&self.connection, horizon)
            }
            fn repayments(&self, plan: &PlanId) -> Result<Vec<PlanRepayment>> {
                repayments::of_plan(&self.connection, plan)
            }
            fn counts(&self) -> Result<Counts> {
                counts(&self.connection)
            }
            fn has_notice(&self, key: &str) -> Result<bool> {
                notices::exists(&self.connection, key)
            }
            fn setting(&self, key: &str) -> Result<Option<String>> {
                setting(&self.connection, key)
            }
        }
    };
}

reading!(Read);
reading!(Write);

impl WriteTx for Write<'_> {
    fn insert_account(&self, account: &Account) -> Result<()> {
        accounts::insert(&self.connection, account)
    }

    fn insert_plan(&self, plan: &Plan, rows: &[Row]) -> Result<()> {
        plans::insert(&self.connection, plan, rows)
    }

    fn insert_repayment(&self, repayment: &Repayment) -> Result<()> {
        repayments::insert(&self.connection, repayment)
    }

    fn claim_notice(&self, notice: &Notice, at: DateTime<Utc>) -> Result<()> {
        notices::claim(&self.connection, notice, at)
    }

    fn mark_delivered(&self, key: &str, at: DateTime<Utc>) -> Result<()> {
        notices::mark_delivered(&self.connection, key, at)
    }

    fn forget_undelivered(&self, by: DateTime<Utc>) -> Result<()> {
        notices::forget_undelivered(&self.connection, by)
    }

    fn put_setting(&self, key: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
        self.connection.execute(sql, [key, value]).map_err(storage).map(drop)
    }

    fn record(&self, activity: &Activity) -> Result<()> {
        let sql = "INSERT INTO activity (at, kind, subject) VALUES (?1, ?2, ?3)";
        let values = params![instant(activity.at), activity.kind, activity.subject];
        self.connection.execute(sql, values).map_err(storage).map(drop)
    }

    fn commit(self: Box<Self>) -> Result<()> {
        self.connection.execute_batch("COMMIT").map_err(storage)
    }
}

fn counts(connection: &Connection) -> Result<Counts> {
    let sql = "SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM plan)";
    let counts =
        connection.query_row(sql, [], |row| Ok(Counts { accounts: row.get(0)?, plans: row.get(1)? }));
    counts.map_err(storage)
}

fn setting(connection: &Connection, key: &str) -> Result<Option<String>> {
    let found = connection.query_row("SELECT value FROM setting WHERE key = ?1", [key], |row| row.get(0));
    found.optional().map_err(storage)
}

/// An instant as it is stored.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A stored text that Fenqi cannot have written.
pub(crate) fn unreadable(what: &str) -> AppError {
    AppError::new(fenqi_app::contract::ErrorCode::StorageFailed).with("reason", format!("unreadable {what}"))
}
