//! What the file's schema says of itself: the base of everything that must not forget a column.

use rusqlite::Connection;

/// A table: its stored columns and its primary key.
pub(crate) struct Table {
    pub(crate) name: String,
    /// Stored columns that nothing else keeps.
    pub(crate) columns: Vec<String>,
    pub(crate) primary_key: Vec<String>,
}

/// What is no fact of the user's: Fenqi's own memory, the log itself, and sums of other tables.
const NOT_LOGGED: [&str; 8] =
    ["notice", "activity", "undo", "memo", "statement", "plan_sum", "plan_count", "plan_search"];

/// Columns that triggers keep, and seals.
const KEPT: [(&str, &str); 7] = [
    ("instalment", "paid"),
    ("instalment", "paid_on"),
    ("plan", "seal"),
    ("plan", "mark"),
    ("account", "seal"),
    ("reminder_rule", "mark"),
    ("setting", "mark"),
];

/// All tables of facts, by name.
pub(crate) fn logged_tables(connection: &Connection) -> rusqlite::Result<Vec<Table>> {
    // `type` tells a table of its own from the shadow tables of the search.
    let mut statement = connection.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name",
    )?;
    let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    names
        .into_iter()
        .filter(|name| !name.starts_with("sqlite_") && !NOT_LOGGED.contains(&name.as_str()))
        .map(|name| table(connection, name))
        .collect()
}

fn table(connection: &Connection, name: String) -> rusqlite::Result<Table> {
    // `hidden` is 0 for what is stored as given, 2 and 3 for what is computed.
    let mut statement =
        connection.prepare("SELECT name, pk FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid")?;
    let found: Vec<(String, i64)> = statement
        .query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut key: Vec<&(String, i64)> = found.iter().filter(|(_, pk)| *pk > 0).collect();
    key.sort_by_key(|(_, pk)| *pk);
    let primary_key = key.into_iter().map(|(column, _)| column.clone()).collect();
    let is_kept = |column: &str| KEPT.contains(&(name.as_str(), column));
    let columns = found.iter().map(|(column, _)| column.clone()).filter(|column| !is_kept(column)).collect();
    Ok(Table { name, columns, primary_key })
}
