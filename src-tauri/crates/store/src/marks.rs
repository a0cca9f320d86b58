//! Marks: a checksum beside each row that is read without all that belongs to it. Those of figures are computed by the
//! schema; those of texts are kept by triggers of this connection, since SQLite has no function that would do.

use std::sync::LazyLock;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

/// The tables that have such a mark, with what it is of.
pub(crate) const MARKED: [(&str, &[&str]); 4] = [
    (
        "plan",
        &[
            "key",
            "id",
            "account",
            "currency",
            "origin",
            "title",
            "merchant",
            "order_no",
            "purchased_on",
            "price",
            "auto_debit",
            "notes",
            "created_at",
        ],
    ),
    (
        "reminder_rule",
        &[
            "key",
            "account",
            "plan",
            "days_before",
            "at",
            "repeat_overdue",
            "when_debited",
            "quiet_from",
            "quiet_until",
        ],
    ),
    ("setting", &["key", "value"]),
    ("activity", &["id", "at", "kind", "subject", "params", "state"]),
];

/// Whether a plan's texts and a row of the journal are those of their mark.
pub(crate) static PLAN_IS_MARKED: LazyLock<String> = LazyLock::new(|| is_marked("plan"));
pub(crate) static ACTIVITY_IS_MARKED: LazyLock<String> = LazyLock::new(|| is_marked("activity"));
pub(crate) static SETTING_IS_MARKED: LazyLock<String> = LazyLock::new(|| is_marked("setting"));

/// Teaches a connection to make marks.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("mark_of", -1, flags, |context| {
        let mut bytes = Vec::new();
        (0..context.len()).for_each(|value| add(&mut bytes, context.get_raw(value)));
        let mut mark = [0; 8];
        mark.copy_from_slice(&Sha256::digest(bytes)[..8]);
        Ok(i64::from_le_bytes(mark))
    })
}

/// A value with its type and length, so that no two rows look alike.
pub(crate) fn add(bytes: &mut Vec<u8>, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => bytes.push(0),
        ValueRef::Integer(value) => {
            bytes.push(1);
            bytes.extend(value.to_le_bytes());
        }
        ValueRef::Text(text) | ValueRef::Blob(text) => {
            bytes.push(2);
            bytes.extend((text.len() as u64).to_le_bytes());
            bytes.extend(text);
        }
        ValueRef::Real(value) => {
            bytes.push(3);
            bytes.extend(value.to_le_bytes());
        }
    }
}

/// Makes the triggers of this connection that keep marks.
pub(crate) fn install(writer: &Connection) -> rusqlite::Result<()> {
    for (table, columns) in MARKED {
        let mark = format!(
            "BEGIN UPDATE {table} SET mark = {} WHERE {key} = NEW.{key}; END",
            mark(table),
            key = columns[0]
        );
        writer.execute_batch(&format!(
            "CREATE TEMP TRIGGER IF NOT EXISTS marked_{table}_added AFTER INSERT ON main.{table} {mark};
             CREATE TEMP TRIGGER IF NOT EXISTS marked_{table}_changed AFTER UPDATE OF {} ON main.{table} {mark};",
            columns.join(", ")
        ))?;
    }
    Ok(())
}

/// Marks everything: after a migration.
pub(crate) fn everything(writer: &Connection) -> rusqlite::Result<()> {
    MARKED.iter().try_for_each(|(table, _)| {
        writer.execute(&format!("UPDATE {table} SET mark = {}", mark(table)), []).map(drop)
    })
}

/// How many rows of each table are not those of their mark.
pub(crate) fn broken_in_file(connection: &Connection) -> rusqlite::Result<Vec<(&'static str, i64)>> {
    let mut broken = Vec::new();
    for (table, _) in MARKED {
        let sql = format!("SELECT count(*) FROM {table} WHERE NOT ({})", is_marked(table));
        let count = connection.query_row(&sql, [], |row| row.get(0))?;
        if count > 0 {
            broken.push((table, count));
        }
    }
    Ok(broken)
}

fn is_marked(table: &str) -> String {
    format!("{table}.mark IS {}", mark(table))
}

fn mark(table: &str) -> String {
    let columns = MARKED.iter().find(|(name, _)| *name == table).map_or(&[][..], |(_, columns)| columns);
    let columns: Vec<String> = columns.iter().map(|column| format!("{table}.\"{column}\"")).collect();
    format!("mark_of({})", columns.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{migrations, open};

    #[test]
    fn a_mark_is_of_every_column() {
        let memory = Connection::open_in_memory().and_then(open::guarded);
        let mut file = memory.expect("memory");
        migrations::to_latest(&mut file, std::path::Path::new("memory")).expect("the schema");
        for (table, columns) in MARKED {
            let sql = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid";
            let found: Vec<String> = file
                .prepare(sql)
                .and_then(|mut sql| sql.query_map([table], |row| row.get(0))?.collect())
                .expect("the columns");
            let found: Vec<&str> = found
                .iter()
                .map(String::as_str)
                .filter(|column| !["seal", "mark", "log_seal"].contains(column))
                .collect();
            assert_eq!(found, columns, "{table}");
        }
    }
}
