//! Plans in one row each, for lists: made anew for the plans that a transaction touched.

use fenqi_app::Result;
use rusqlite::Connection;

use crate::failure::storage;

/// What the rows of plans come to, as `plan_sum` has it.
const SUMMED: &str = "SELECT plan.key AS plan, plan.account, plan.purchased_on, sum(asked) AS asked,
        sum(remaining) AS remaining,
        min(CASE WHEN remaining > 0 THEN due_date END) AS next_due,
        date(min(CASE WHEN remaining > 0 THEN due_date END), '+' || (account.grace_days + 1) || ' days')
            AS overdue_from,
        CASE WHEN sum(remaining) > 0 THEN NULL
             WHEN EXISTS (SELECT 1 FROM refund WHERE refund.plan = plan.key AND closes) THEN 'refunded'
             ELSE 'settled' END AS closed
    FROM plan JOIN account ON account.key = plan.account JOIN instalment ON instalment.plan = plan.key";

/// Makes the sums of the plans that were touched, and of all plans of accounts whose grace days may be others.
pub(crate) fn refresh_touched(connection: &Connection) -> Result<()> {
    let renew = "INSERT INTO plan_sum (plan, account, purchased_on, asked, remaining, next_due, overdue_from, closed) ";
    let set = " ON CONFLICT DO UPDATE SET purchased_on = excluded.purchased_on, asked = excluded.asked,
        remaining = excluded.remaining, next_due = excluded.next_due, overdue_from = excluded.overdue_from,
        closed = excluded.closed";
    let gone = "DELETE FROM plan_sum WHERE plan IN
        (SELECT key FROM touched_plan WHERE key NOT IN (SELECT key FROM plan))";
    let touched =
        format!("{renew} {SUMMED} WHERE plan.key IN (SELECT key FROM touched_plan) GROUP BY plan.key");
    // What stands in no other index is changed apart: most actions change no more.
    let figures = format!(
        "{touched} ON CONFLICT DO UPDATE SET asked = excluded.asked, remaining = excluded.remaining,
            next_due = excluded.next_due, overdue_from = excluded.overdue_from
         WHERE closed IS excluded.closed AND purchased_on IS excluded.purchased_on"
    );
    let whole = format!(
        "{touched} {set} WHERE closed IS NOT excluded.closed OR purchased_on IS NOT excluded.purchased_on"
    );
    // Another number of grace days moves the day from which a plan is overdue.
    let graced = format!(
        "{renew} {SUMMED} WHERE plan.key IN (SELECT plan FROM touched_account
            CROSS JOIN account ON account.key = touched_account.key
            CROSS JOIN plan_sum ON plan_sum.account = account.key
            WHERE closed IS NULL AND overdue_from IS NOT date(next_due, '+' || (account.grace_days + 1) || ' days'))
         GROUP BY plan.key {set}"
    );
    for sql in [gone, &whole, &figures, &graced] {
        connection.prepare_cached(sql).and_then(|mut sql| sql.execute([])).map_err(storage)?;
    }
    Ok(())
}

/// Where the sums in the file are others than what they are the sums of: the table and how many of its rows.
pub(crate) fn wrong_in_file(connection: &Connection) -> rusqlite::Result<Vec<(&'static str, i64)>> {
    let statements = "SELECT account, due_date, count(*) AS rows, sum(asked) AS asked, sum(paid) AS paid,
            sum(owed) AS owed, sum(remaining > 0) AS open
        FROM instalment JOIN plan ON plan.key = plan GROUP BY account, due_date";
    let checks = [
        (
            "plan_sum",
            "plan, account, purchased_on, asked, remaining, next_due, overdue_from, closed",
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
