//! What a transaction touched: before it is committed, the rules are asserted, sums made and seals set for that and
//! no more.

use fenqi_app::Result;
use rusqlite::Connection;

use crate::failure::storage;
use crate::schema::logged_tables;
use crate::{rules, seal, search, sums};

/// The columns that name a plan, a repayment or an account, and where their values are kept.
const SUBJECTS: [(&str, &str); 3] =
    [("plan", "touched_plan"), ("repayment", "touched_repayment"), ("account", "touched_account")];

/// Makes the tables and triggers of this connection that notice.
pub(crate) fn install(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("CREATE TEMP TABLE IF NOT EXISTS touched_text (key INTEGER PRIMARY KEY)")?;
    for (_, touched) in SUBJECTS {
        connection
            .execute_batch(&format!("CREATE TEMP TABLE IF NOT EXISTS {touched} (key INTEGER PRIMARY KEY)"))?;
    }
    for table in logged_tables(connection)? {
        let name = &table.name;
        let columns: Vec<String> = table.columns.iter().map(|column| format!("\"{column}\"")).collect();
        let note = |row: &str| -> String {
            let mut noted = String::new();
            let mut add = |touched: &str, value: String| {
                noted +=
                    &format!("INSERT OR IGNORE INTO {touched} SELECT {value} WHERE {value} IS NOT NULL; ");
            };
            for (subject, touched) in SUBJECTS {
                if name == subject {
                    add(touched, format!("{row}.key"));
                } else if table.columns.iter().any(|column| column == subject) && is_part(name, subject) {
                    add(touched, format!("{row}.\"{subject}\""));
                }
            }
            if name == "plan" {
                add("touched_text", format!("{row}.key"));
            }
            if name == "funding_source" {
                // Its name is part of the accounts that it repays.
                noted += &format!(
                    "INSERT OR IGNORE INTO touched_account SELECT key FROM account WHERE funding_source = {row}.key; "
                );
            }
            noted
        };
        if note("NEW").is_empty() {
            continue;
        }
        connection.execute_batch(&format!(
            "CREATE TEMP TRIGGER IF NOT EXISTS touched_{name}_added AFTER INSERT ON main.\"{name}\" BEGIN {new} END;
             CREATE TEMP TRIGGER IF NOT EXISTS touched_{name}_removed AFTER DELETE ON main.\"{name}\" BEGIN {old} END;
             CREATE TEMP TRIGGER IF NOT EXISTS touched_{name}_changed AFTER UPDATE OF {columns} ON main.\"{name}\"
                 BEGIN {old} {new} END;",
            columns = columns.join(", "),
            new = note("NEW"),
            old = note("OLD"),
        ))?;
    }
    Ok(())
}

/// Whether what becomes of a row of a table changes its subject: plans and repayments name their account, and leave it
/// as it is.
fn is_part(table: &str, subject: &str) -> bool {
    subject != "account" || !matches!(table, "plan" | "repayment")
}

/// Everything to be done before a commit. An error is a rule that was broken, or of the file.
pub(crate) fn finish(connection: &Connection) -> Result<()> {
    rules::assert_touched(connection)?;
    sums::refresh_touched(connection)?;
    search::refresh_touched(connection)?;
    seal::set_touched(connection)?;
    forget(connection)
}

/// Everything in the file is touched: after a migration, all of it is made anew.
pub(crate) fn everything(connection: &Connection) -> Result<()> {
    connection
        .execute_batch(
            "INSERT OR IGNORE INTO touched_plan SELECT key FROM plan;
             INSERT OR IGNORE INTO touched_text SELECT key FROM plan;
             INSERT OR IGNORE INTO touched_repayment SELECT key FROM repayment;
             INSERT OR IGNORE INTO touched_account SELECT key FROM account;",
        )
        .map_err(storage)
}

/// Plans of greater keys than this are touched: they were added while nothing noticed.
pub(crate) fn plans_since(connection: &Connection, floor: i64) -> rusqlite::Result<()> {
    for touched in ["touched_plan", "touched_text"] {
        let sql = format!("INSERT OR IGNORE INTO {touched} SELECT key FROM plan WHERE key > ?1");
        connection.execute(&sql, [floor])?;
    }
    Ok(())
}

/// A repayment is touched: it was added while nothing noticed.
pub(crate) fn add_repayment(connection: &Connection, key: i64) -> Result<()> {
    let add = connection.prepare_cached("INSERT INTO touched_repayment VALUES (?1)");
    add.and_then(|mut sql| sql.execute([key])).map_err(storage).map(drop)
}

/// Forgets what was noticed.
pub(crate) fn forget(connection: &Connection) -> Result<()> {
    for touched in ["touched_plan", "touched_text", "touched_repayment", "touched_account"] {
        let forget = connection.prepare_cached(&format!("DELETE FROM {touched}"));
        forget.and_then(|mut sql| sql.execute([])).map_err(storage)?;
    }
    Ok(())
}
