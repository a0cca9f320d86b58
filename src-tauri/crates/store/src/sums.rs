//! Plans in one row each, for lists: made anew for the plans that a transaction touched.

use fenqi_app::Result;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::failure::storage;

/// What the rows of plans come to, as `plan_sum` has it.
const SUMMED: &str = "SELECT plan.key AS plan, sum(asked) AS asked, sum(remaining) AS remaining,
        min(CASE WHEN remaining > 0 THEN due_date END) AS next_due,
        date(min(CASE WHEN remaining > 0 THEN due_date END), '+' || (account.grace_days + 1) || ' days')
            AS overdue_from,
        plan.account, plan.purchased_on,
        CASE WHEN sum(remaining) > 0 THEN NULL
             WHEN EXISTS (SELECT 1 FROM refund WHERE refund.plan = plan.key AND closes) THEN 'refunded'
             ELSE 'settled' END AS closed
    FROM plan JOIN account ON account.key = plan.account JOIN instalment ON instalment.plan = plan.key";

/// The plans whose sums may be others: those that were touched, and those that another number of grace days of their
/// account makes overdue on another day.
const RENEWED: &str = "SELECT key FROM touched_plan UNION SELECT plan FROM touched_account
        CROSS JOIN account ON account.key = touched_account.key
        CROSS JOIN plan_sum ON plan_sum.account = account.key
    WHERE closed IS NULL AND overdue_from IS NOT date(next_due, '+' || (account.grace_days + 1) || ' days')";

/// How many of the columns are figures: most actions change no more, and no index but that of open plans has them.
const FIGURES: usize = 5;

/// Makes the sums anew that may be others.
pub(crate) fn refresh_touched(connection: &Connection) -> Result<()> {
    refresh(connection).map_err(storage)
}

fn refresh(connection: &Connection) -> rusqlite::Result<()> {
    let gone = "DELETE FROM plan_sum WHERE plan IN
        (SELECT key FROM touched_plan WHERE key NOT IN (SELECT key FROM plan))";
    let figures =
        "UPDATE plan_sum SET asked = ?2, remaining = ?3, next_due = ?4, overdue_from = ?5 WHERE plan = ?1";
    let whole = "INSERT INTO plan_sum (plan, asked, remaining, next_due, overdue_from, account, purchased_on, closed)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT DO UPDATE SET asked = excluded.asked, remaining = excluded.remaining, next_due = excluded.next_due,
            overdue_from = excluded.overdue_from, purchased_on = excluded.purchased_on, closed = excluded.closed";
    connection.prepare_cached(gone)?.execute([])?;
    for (sum, is_all) in renewed(connection)? {
        let (sql, values) = if is_all { (whole, &sum[..]) } else { (figures, &sum[..FIGURES]) };
        connection.prepare_cached(sql)?.execute(params_from_iter(values))?;
    }
    Ok(())
}

/// The new sums, and whether more than figures changed.
fn renewed(connection: &Connection) -> rusqlite::Result<Vec<([Value; 8], bool)>> {
    let sql = format!(
        "SELECT summed.*, kept.plan IS NULL OR kept.closed IS NOT summed.closed
                OR kept.purchased_on IS NOT summed.purchased_on
         FROM ({SUMMED} WHERE plan.key IN ({RENEWED}) GROUP BY plan.key) AS summed
              LEFT JOIN plan_sum AS kept ON kept.plan = summed.plan"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut sums = Vec::new();
    while let Some(row) = rows.next()? {
        let mut sum = [const { Value::Null }; 8];
        for (column, value) in sum.iter_mut().enumerate() {
            *value = row.get(column)?;
        }
        sums.push((sum, row.get(8)?));
    }
    Ok(sums)
}

/// Where the sums in the file are others than what they are the sums of: the table and how many of its rows.
pub(crate) fn wrong_in_file(connection: &Connection) -> rusqlite::Result<Vec<(&'static str, i64)>> {
    let statements = "SELECT account, due_date, count(*) AS rows, sum(asked) AS asked, sum(paid) AS paid,
            sum(owed) AS owed, sum(remaining > 0) AS open
        FROM instalment JOIN plan ON plan.key = plan GROUP BY account, due_date";
    let checks = [
        (
            "plan_sum",
            "plan, asked, remaining, next_due, overdue_from, account, purchased_on, closed",
            format!("{SUMMED} GROUP BY plan.key"),
        ),
        ("statement", "account, due_date, rows, asked, paid, owed, open", statements.to_owned()),
        (
            "plan_count",
            "account, state, plans",
            "SELECT account, coalesce(closed, 'open') AS state, count(*) AS plans FROM plan_sum GROUP BY 1, 2"
                .to_owned(),
        ),
    ];
    let mut wrong = Vec::new();
    for (table, columns, truth) in checks {
        let count = |sql: String| connection.query_row(&sql, [], |row| row.get::<_, i64>(0));
        let kept = format!("SELECT {columns} FROM {table}");
        let missing = count(format!("SELECT count(*) FROM (SELECT {columns} FROM ({truth}) EXCEPT {kept})"))?;
        let surplus = count(format!("SELECT count(*) FROM ({kept} EXCEPT SELECT {columns} FROM ({truth}))"))?;
        if missing + surplus > 0 {
            wrong.push((table, missing.max(surplus)));
        }
    }
    Ok(wrong)
}
