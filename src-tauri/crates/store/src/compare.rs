//! What putting a copy in the place of the file would change, plan by plan. What is in a plan, its seal says.

use std::collections::HashMap;
use std::path::Path;

use fenqi_app::Result;
use fenqi_app::contract::{PlanNames, PlansChange};
use rusqlite::{Connection, OpenFlags};

use crate::backups::open_still;
use crate::failure;
use crate::open::{FILE_NAME, connect, stamp};

/// So many are named; of the others it is said how many they are.
const NAMED: usize = 5;

/// A plan as far as it is compared: its title, and its seal.
type Brief = (String, Option<Vec<u8>>);

/// Compares the plans of a data folder's file with those of a copy.
///
/// # Errors
/// As [`crate::rehearse`] for what cannot be read.
pub fn plans_change(folder: &Path, copy: &Path) -> Result<PlansChange> {
    let live = folder.join(FILE_NAME);
    let current = connect(&live, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let current = current.map_err(|error| failure::opening(error, &live))?;
    compared(&current, &open_still(copy)?).map_err(|error| failure::opening(error, copy))
}

fn compared(current: &Connection, copy: &Connection) -> rusqlite::Result<PlansChange> {
    // Seals are over the columns of a version.
    let comparable = stamp(current)? == stamp(copy)?;
    let (now, then) = (plans(current, comparable)?, plans(copy, comparable)?);
    let missing = |from: &HashMap<String, Brief>, id: &str| !from.contains_key(id);
    Ok(PlansChange {
        gone: named(now.iter().filter(|(id, _)| missing(&then, id))),
        back: named(then.iter().filter(|(id, _)| missing(&now, id))),
        changed: named(
            then.iter().filter(|(id, (_, seal))| now.get(*id).is_some_and(|(_, of_now)| of_now != seal)),
        ),
    })
}

fn plans(connection: &Connection, sealed: bool) -> rusqlite::Result<HashMap<String, Brief>> {
    let seal = if sealed { "seal" } else { "NULL" };
    let mut statement = connection.prepare(&format!("SELECT id, title, {seal} FROM plan"))?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    found.collect()
}

fn named<'a>(plans: impl Iterator<Item = (&'a String, &'a Brief)>) -> PlanNames {
    // Ids sort as the plans were entered: the newest first.
    let mut plans: Vec<_> = plans.collect();
    plans.sort_by(|a, b| b.0.cmp(a.0));
    PlanNames {
        count: u32::try_from(plans.len()).unwrap_or(u32::MAX),
        first: plans.into_iter().take(NAMED).map(|(_, (title, _))| title.clone()).collect(),
    }
}
