//! Plans in lists: briefly, filtered, sorted, searched and page by page, from one row a plan.

use std::sync::LazyLock;

use chrono::NaiveDate;
use fenqi_app::Result;
use fenqi_app::contract::{AccountId, PlanId, PlanSort, PlanStatus, StatusCounts};
use fenqi_app::ports::{Listing, PlanBrief, PlanList};
use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::failure::storage;
use crate::marks::PLAN_IS_MARKED;
use crate::plans::{ROW, currency, origin_of, read_row};
use crate::reads::names;
use crate::search::{Finds, Keys};
use crate::{accounts, plans, seal, search};

/// Whether what lists are filtered and sorted by is what its mark was made from.
const SUM_IS_MARKED: &str = "plan_sum.mark = plan_sum.plan * 3 + plan_sum.account * 5 + plan_sum.remaining * 11
    + CAST(replace(plan_sum.purchased_on, '-', '') AS INTEGER) * 7
    + CAST(replace(coalesce(next_due, '0'), '-', '') AS INTEGER) * 13
    + CAST(replace(coalesce(overdue_from, '0'), '-', '') AS INTEGER) * 17 + length(coalesce(closed, '')) * 19";

/// Whether a number of plans is what its mark was made from.
const COUNT_IS_MARKED: &str = "mark = account * 3 + plans * 5 + length(state) * 7";

/// How many plans there are: as it is kept, unless that is not what its mark was made from.
pub(crate) fn count_of_plans(connection: &Connection) -> Result<u32> {
    let sql = format!(
        "SELECT CASE WHEN min({COUNT_IS_MARKED}) THEN sum(plans) ELSE (SELECT count(*) FROM plan) END FROM plan_count"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    statement.query_row([], |row| row.get(0)).map_err(storage)
}

/// Plans briefly, in the order of their keys here.
fn briefs(connection: &Connection, keys: &[i64]) -> Result<Vec<PlanBrief>> {
    keys.iter().map(|key| brief(connection, *key)).collect()
}

/// A plan briefly. Its rows must come to what is kept of them.
fn brief(connection: &Connection, key: i64) -> Result<PlanBrief> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT plan.id, account.id, plan.currency, plan.origin, plan.title, plan.merchant, plan.purchased_on,
                plan.auto_debit, plan_sum.closed, plan_sum.asked, plan_sum.remaining, {SUM_IS_MARKED} AND {}
            FROM plan_sum JOIN plan ON plan.key = plan_sum.plan JOIN account ON account.key = plan.account
            WHERE plan_sum.plan = ?1",
            *PLAN_IS_MARKED
        )
    });
    let mut statement = connection.prepare_cached(&SQL).map_err(storage)?;
    let mut found = statement.query([key]).map_err(storage)?;
    let row = found.next().map_err(storage)?.ok_or_else(|| seal::broken("plan_sum"))?;
    if !row.get::<_, bool>(11).map_err(storage)? {
        return Err(seal::broken("plan"));
    }
    let text = |column: usize| row.get::<_, String>(column).map_err(storage);
    let currency = currency(row, 2)?;
    let closed: Option<String> = row.get(8).map_err(storage)?;
    let brief = PlanBrief {
        id: PlanId(text(0)?),
        account: AccountId(text(1)?),
        currency,
        origin: origin_of(&text(3)?)?,
        title: text(4)?,
        merchant: row.get(5).map_err(storage)?,
        purchased_on: row.get(6).map_err(storage)?,
        auto_debit: row.get(7).map_err(storage)?,
        refunded: closed.as_deref() == Some("refunded"),
        rows: rows_of(connection, key, currency)?,
    };
    let kept: (i64, i64) = (row.get(9).map_err(storage)?, row.get(10).map_err(storage)?);
    if brief.comes_to().map(|(asked, left)| (asked.minor(), left.minor())) == Ok(kept) {
        Ok(brief)
    } else {
        Err(seal::broken("plan_sum"))
    }
}

fn rows_of(
    connection: &Connection,
    key: i64,
    currency: fenqi_domain::Currency,
) -> Result<Vec<fenqi_app::ports::RowFacts>> {
    let sql = format!("SELECT {} FROM instalment WHERE plan = ?1 ORDER BY n", *ROW);
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let mut found = statement.query([key]).map_err(storage)?;
    let mut rows = Vec::new();
    while let Some(row) = found.next().map_err(storage)? {
        rows.push(read_row(row, 0, currency)?);
    }
    Ok(rows)
}

/// The plans that have a row due on a day, newest purchase first.
pub(crate) fn of_day(connection: &Connection, day: NaiveDate) -> Result<Vec<PlanBrief>> {
    let sql = "SELECT plan FROM plan_sum WHERE plan IN (SELECT plan FROM instalment WHERE due_date = ?1)
        ORDER BY purchased_on DESC, plan DESC";
    briefs(connection, &keys(connection, sql, &[&day.to_string()])?)
}

/// Plans by their ids, in that order.
pub(crate) fn of_ids(connection: &Connection, ids: &[PlanId]) -> Result<Vec<PlanBrief>> {
    ids.iter().map(|id| brief(connection, plans::key(connection, id)?)).collect()
}

fn keys(connection: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    statement.query_map(values, |row| row.get(0)).and_then(Iterator::collect).map_err(storage)
}

/// An open plan, as it is filtered and sorted.
struct Open {
    key: i64,
    account: i64,
    purchased_on: String,
    remaining: i64,
    next_due: String,
    overdue: bool,
}

/// How far one may page through a search that finds too much to be counted.
const REACH: u32 = 500;

/// A page of plans, with how many there are of each status.
pub(crate) fn page(connection: &Connection, asked: &Listing<'_>) -> Result<PlanList> {
    let account = asked.account.map(|id| accounts::key(connection, id)).transpose()?;
    let finds = search::finds(connection, asked.search)?;
    let mut open = open(connection, account, asked.today)?;
    if let Finds::These(keys) = &finds {
        open.retain(|plan| keys.contains(plan.key));
    }
    let overdue = count(open.iter().filter(|plan| plan.overdue).count());
    let (settled, refunded) = match &finds {
        Finds::Everything | Finds::Common(_) => kept_counts(connection, account)?,
        Finds::These(keys) => closed_among(connection, account, keys, count(open.len()))?,
    };
    let counts = StatusCounts { active: count(open.len()) - overdue, overdue, settled, refunded };
    let total = match asked.status {
        None => counts.active + counts.overdue + counts.settled + counts.refunded,
        Some(PlanStatus::Active) => counts.active,
        Some(PlanStatus::Overdue) => counts.overdue,
        Some(PlanStatus::Settled) => counts.settled,
        Some(PlanStatus::Refunded) => counts.refunded,
    };
    let common = matches!(finds, Finds::Common(_));
    let limit = if common { asked.limit.min(REACH.saturating_sub(asked.offset)) } else { asked.limit };
    let wanted = Wanted { account, status: asked.status, sort: asked.sort, offset: asked.offset, limit };
    let keys = wanted.keys(connection, open, &counts, &finds)?;
    // A page that is not full is the last one: then it is known how many there are.
    let more = common && (limit == 0 || count(keys.len()) == limit);
    let total = match (common, more) {
        (false, _) => total,
        (true, true) => REACH,
        (true, false) => asked.offset + count(keys.len()),
    };
    Ok(PlanList { plans: briefs(connection, &keys)?, total, more, counts })
}

fn count(plans: usize) -> u32 {
    u32::try_from(plans).unwrap_or(u32::MAX)
}

/// All plans of which something is left. They are few beside those that ended.
fn open(connection: &Connection, account: Option<i64>, today: NaiveDate) -> Result<Vec<Open>> {
    let sql =
        "SELECT plan, purchased_on, remaining, next_due, overdue_from, account, mark FROM plan_sum INDEXED BY plan_sum_open
        WHERE closed IS NULL AND (?1 IS NULL OR account = ?1)";
    let mut statement = connection.prepare_cached(sql).map_err(storage)?;
    let mut found = statement.query([account]).map_err(storage)?;
    let today = today.to_string();
    let mut open = Vec::new();
    while let Some(row) = found.next().map_err(storage)? {
        open.push(open_plan(row, &today).map_err(storage)?.ok_or_else(|| seal::broken("plan_sum"))?);
    }
    Ok(open)
}

/// `None` where the figures are not those of their mark.
fn open_plan(row: &Row<'_>, today: &str) -> rusqlite::Result<Option<Open>> {
    let overdue_from: String = row.get(4)?;
    let open = Open {
        key: row.get(0)?,
        account: row.get(5)?,
        purchased_on: row.get(1)?,
        remaining: row.get(2)?,
        next_due: row.get(3)?,
        overdue: overdue_from.as_str() <= today,
    };
    let days = [(&open.purchased_on, 7), (&open.next_due, 13), (&overdue_from, 17)];
    let parts = [(open.key, 3), (open.account, 5), (open.remaining, 11)];
    let parts = parts.into_iter().chain(days.map(|(day, weight)| (digits(day), weight)));
    let mark = parts.fold(0_i64, |sum, (part, weight)| sum.wrapping_add(part.wrapping_mul(weight)));
    Ok((mark == row.get::<_, i64>(6)?).then_some(open))
}

/// The digits of a stored date: 20261128.
fn digits(date: &str) -> i64 {
    let digits = date.bytes().filter(u8::is_ascii_digit).take(18);
    digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
}

/// How many plans were settled and refunded, as it is kept.
fn kept_counts(connection: &Connection, account: Option<i64>) -> Result<(u32, u32)> {
    let sql = format!(
        "SELECT coalesce(sum(plans) FILTER (WHERE state = 'settled'), 0),
            coalesce(sum(plans) FILTER (WHERE state = 'refunded'), 0), coalesce(min({COUNT_IS_MARKED}), 1)
        FROM plan_count WHERE ?1 IS NULL OR account = ?1"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
    let (settled, refunded, marked): (u32, u32, bool) =
        statement.query_row([account], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(storage)?;
    if marked { Ok((settled, refunded)) } else { Err(seal::broken("plan_count")) }
}

/// How many of the plans that were found were settled and refunded. `open`: how many are not closed.
fn closed_among(
    connection: &Connection,
    account: Option<i64>,
    found: &Keys,
    open: u32,
) -> Result<(u32, u32)> {
    let among = |sql: &str, values: &[&dyn ToSql]| -> Result<u32> {
        Ok(count(keys(connection, sql, values)?.into_iter().filter(|key| found.contains(*key)).count()))
    };
    let refunded = among(
        "SELECT plan FROM plan_sum WHERE closed = 'refunded' AND (?1 IS NULL OR account = ?1)",
        &[&account],
    )?;
    let all = match account {
        None => count(found.len()),
        Some(_) => among("SELECT plan FROM plan_sum WHERE account = ?1", &[&account])?,
    };
    Ok((all.saturating_sub(open + refunded), refunded))
}

/// Which plans of those that were found, and in which order.
struct Wanted {
    account: Option<i64>,
    status: Option<PlanStatus>,
    sort: PlanSort,
    offset: u32,
    limit: u32,
}

impl Wanted {
    /// The keys of a page.
    fn keys(
        &self,
        connection: &Connection,
        mut open: Vec<Open>,
        counts: &StatusCounts,
        finds: &Finds,
    ) -> Result<Vec<i64>> {
        let StatusCounts { settled, refunded, .. } = *counts;
        let whole = Rest { which: "TRUE", count: count(open.len()) + settled + refunded, passed: 0 };
        let closed = match self.status {
            None if matches!(self.sort, PlanSort::Newest | PlanSort::Oldest) => {
                return self.walk(connection, &whole, self.limit, finds);
            }
            None => Some(("closed IS NOT NULL", settled + refunded)),
            Some(PlanStatus::Settled) => Some(("closed = 'settled'", settled)),
            Some(PlanStatus::Refunded) => Some(("closed = 'refunded'", refunded)),
            Some(PlanStatus::Active | PlanStatus::Overdue) => None,
        };
        match self.status {
            Some(PlanStatus::Active) => open.retain(|plan| !plan.overdue),
            Some(PlanStatus::Overdue) => open.retain(|plan| plan.overdue),
            Some(_) => open.clear(),
            None => {}
        }
        sort(connection, &mut open, self.sort)?;
        let (mut keys, mut passed) = (Vec::new(), 0);
        for plan in &open {
            if count(keys.len()) >= self.limit {
                return Ok(keys);
            }
            if !finds.contains(connection, plan.key)? {
                continue;
            }
            if passed < self.offset {
                passed += 1;
            } else {
                keys.push(plan.key);
            }
        }
        // Of what is closed nothing is due or left: it follows, newest first unless the oldest are wanted.
        let left = self.limit - count(keys.len());
        if let Some((which, count)) = closed.filter(|_| left > 0) {
            keys.extend(self.walk(connection, &Rest { which, count, passed }, left, finds)?);
        }
        Ok(keys)
    }

    /// Walks plans by purchase, from the nearer end, passes over some that were found, and takes the next.
    fn walk(&self, connection: &Connection, rest: &Rest, limit: u32, finds: &Finds) -> Result<Vec<i64>> {
        let ahead = self.offset - rest.passed;
        let counted = !matches!(finds, Finds::Common(_));
        let limit = if counted { limit.min(rest.count.saturating_sub(ahead)) } else { limit };
        if limit == 0 {
            return Ok(Vec::new());
        }
        let behind = if counted { rest.count - ahead - limit } else { u32::MAX };
        let backwards = behind < ahead;
        let up = (self.sort == PlanSort::Oldest) != backwards;
        let mut page = Page { passed: ahead.min(behind), limit, keys: Vec::new() };
        match finds {
            Finds::These(keys) if keys.len() <= FEW => self.look_up(connection, rest, keys, up, &mut page)?,
            _ => self.step(connection, rest, finds, up, &mut page)?,
        }
        if backwards {
            page.keys.reverse();
        }
        Ok(page.keys)
    }

    /// Looks few plans up one by one.
    fn look_up(
        &self,
        connection: &Connection,
        rest: &Rest,
        found: &Keys,
        up: bool,
        page: &mut Page,
    ) -> Result<()> {
        let sql = format!(
            "SELECT purchased_on FROM plan_sum WHERE plan = ?1 AND (?2 IS NULL OR account = ?2) AND {}",
            rest.which
        );
        let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
        let mut plans: Vec<(String, i64)> = Vec::new();
        for key in found.iter() {
            let day: Option<String> =
                statement.query_row((key, self.account), |row| row.get(0)).optional().map_err(storage)?;
            plans.extend(day.map(|day| (day, key)));
        }
        plans.sort();
        if !up {
            plans.reverse();
        }
        plans.iter().any(|(_, key)| page.take(*key));
        Ok(())
    }

    /// Steps through all plans in order.
    fn step(
        &self,
        connection: &Connection,
        rest: &Rest,
        finds: &Finds,
        up: bool,
        page: &mut Page,
    ) -> Result<()> {
        let order = if up { "ASC" } else { "DESC" };
        let (index, of_account) = match self.account {
            Some(_) => ("plan_sum_by_account", "account = ?1"),
            None if rest.which == "closed = 'refunded'" => ("plan_sum_closed", "?1 IS NULL"),
            None => ("plan_sum_by_purchase", "?1 IS NULL"),
        };
        let sql = format!(
            "SELECT plan FROM plan_sum INDEXED BY {index} WHERE {of_account} AND {}
             ORDER BY purchased_on {order}, plan {order} LIMIT -1 OFFSET ?2",
            rest.which
        );
        // What is not looked at is passed over by SQLite itself.
        let blind = if matches!(finds, Finds::Everything) { std::mem::take(&mut page.passed) } else { 0 };
        let mut statement = connection.prepare_cached(&sql).map_err(storage)?;
        let mut rows = statement.query((self.account, blind)).map_err(storage)?;
        while let Some(row) = rows.next().map_err(storage)? {
            let key: i64 = row.get(0).map_err(storage)?;
            if finds.contains(connection, key)? && page.take(key) {
                break;
            }
        }
        Ok(())
    }
}

/// So few finds are looked up one by one.
const FEW: usize = 1_000;

/// What follows the open plans that were sorted.
struct Rest {
    /// The condition on `plan_sum`.
    which: &'static str,
    /// How many were found of it.
    count: u32,
    /// How many of the offset were passed over before it.
    passed: u32,
}

/// A page that fills.
struct Page {
    /// How many are to be passed over.
    passed: u32,
    limit: u32,
    keys: Vec<i64>,
}

impl Page {
    /// Takes or passes over the next plan. Whether the page is full.
    fn take(&mut self, key: i64) -> bool {
        if self.passed > 0 {
            self.passed -= 1;
        } else {
            self.keys.push(key);
        }
        count(self.keys.len()) >= self.limit
    }
}

/// Of equals, the later purchase first. What is left is compared with what is left in the same currency alone.
fn sort(connection: &Connection, open: &mut [Open], by: PlanSort) -> Result<()> {
    match by {
        PlanSort::Newest => open.sort_by(|a, b| (&b.purchased_on, b.key).cmp(&(&a.purchased_on, a.key))),
        PlanSort::Oldest => open.sort_by(|a, b| (&a.purchased_on, a.key).cmp(&(&b.purchased_on, b.key))),
        PlanSort::NextDue => {
            open.sort_by(|a, b| {
                (&a.next_due, &b.purchased_on, b.key).cmp(&(&b.next_due, &a.purchased_on, a.key))
            });
        }
        PlanSort::LargestLeft => {
            let accounts = names(connection)?;
            let currency =
                |plan: &Open| accounts.get(&plan.account).map_or("", |(_, currency)| currency.code());
            open.sort_by(|a, b| {
                (currency(a), b.remaining, &b.purchased_on, b.key).cmp(&(
                    currency(b),
                    a.remaining,
                    &a.purchased_on,
                    a.key,
                ))
            });
        }
    }
    Ok(())
}
