//! All that a file holds, to be compared.

use std::collections::BTreeMap;
use std::path::Path;

use fenqi_store::FILE_NAME;
use rusqlite::Connection;
use rusqlite::types::Value;

/// What is no fact: the journal itself, and the index of texts, which keeps its own house.
const NOT_FACTS: [&str; 4] = ["activity", "undo", "memo", "notice"];

/// The rows of each table, in an order of their own.
pub type Dump = BTreeMap<String, Vec<String>>;

/// Every value of every table of facts and sums.
///
/// # Panics
/// If the file cannot be read.
#[must_use]
pub fn dump(folder: &Path) -> Dump {
    let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
    let names = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'";
    let names: Vec<String> = file
        .prepare(names)
        .and_then(|mut sql| sql.query_map([], |row| row.get(0))?.collect())
        .expect("the tables");
    let mut dump = Dump::new();
    for name in
        names.iter().filter(|name| !name.starts_with("sqlite_") && !NOT_FACTS.contains(&name.as_str()))
    {
        let mut statement = file.prepare(&format!("SELECT * FROM \"{name}\"")).expect("a table");
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            let values: rusqlite::Result<Vec<Value>> = (0..columns).map(|column| row.get(column)).collect();
            values.map(|values| format!("{values:?}"))
        });
        let mut rows: Vec<String> = rows.and_then(Iterator::collect).expect("rows");
        rows.sort();
        dump.insert(name.clone(), rows);
    }
    assert!(dump.len() >= 14, "only {} tables were found", dump.len());
    dump
}

/// The tables that differ, with both contents.
#[must_use]
pub fn differences(a: &Dump, b: &Dump) -> Vec<String> {
    let differs = |name: &&String| a.get(*name) != b.get(*name);
    a.keys().filter(differs).map(|name| format!("{name}: {:?} / {:?}", a[name], b.get(name))).collect()
}
