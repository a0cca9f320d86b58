//! Is the file sound? SQLite's own checks, the rules, the seals, and the sums.

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use fenqi_app::ports::{Problem, ProblemKind};
use rusqlite::Connection;

use crate::failure::{is_damage, storage};
use crate::{marks, rules, seal, search_check, sums};

/// Everything that is wrong with a file of the latest version.
pub(crate) fn problems(connection: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let mut problems = pages(connection)?;
    if !problems.is_empty() {
        // What the pages hold is not worth asking for then.
        return Ok(problems);
    }
    // One view for all questions: others go on writing meanwhile.
    let view = connection.unchecked_transaction()?;
    let mut add = |kind, found: Vec<(&'static str, i64)>| {
        problems.extend(found.into_iter().map(|(what, count)| Problem {
            kind,
            what: what.to_owned(),
            count,
        }));
    };
    add(ProblemKind::Seal, seal::broken_in_file(&view)?);
    add(ProblemKind::Seal, marks::broken_in_file(&view)?);
    add(ProblemKind::Rule, rules::broken_in_file(&view)?);
    add(ProblemKind::Sum, sums::wrong_in_file(&view)?);
    let search = search_check::wrong_in_file(&view)?;
    if search > 0 {
        add(ProblemKind::Sum, vec![("plan_search", search)]);
    }
    let orphans: i64 =
        view.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if orphans > 0 {
        add(ProblemKind::Rule, vec![("foreign_key", orphans)]);
    }
    Ok(problems)
}

/// What SQLite finds wrong with pages, indexes and CHECKs.
pub(crate) fn pages(connection: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let found: rusqlite::Result<Vec<String>> = statement.query_map([], |row| row.get(0))?.collect();
    let problem = |what: String| Problem { kind: ProblemKind::Pages, what, count: 1 };
    match found {
        Ok(found) => Ok(found.into_iter().filter(|line| line != "ok").map(problem).collect()),
        Err(error) if is_damage(&error) => Ok(vec![problem(error.to_string())]),
        Err(error) => Err(error),
    }
}

/// Refuses a file whose pages are not sound.
pub(crate) fn assert_pages(connection: &Connection) -> Result<()> {
    let found: String =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(storage)?;
    if found == "ok" { Ok(()) } else { Err(AppError::new(ErrorCode::FileDamaged).with("reason", found)) }
}
