//! What the file says of rows, rules and repayments, read from its tables of facts: not through the product's own
//! questions, nor from its sums.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use fenqi_store::FILE_NAME;
use rusqlite::{Connection, Row as Found};

/// A row, by its plan's id and its number.
pub(crate) type RowId = (Arc<str>, u16);

/// Who is to pay a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payer {
    Hand,
    Debit,
    /// By hand, since the debit failed; said on this day.
    Failed(NaiveDate),
}

/// When to remind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) days: Vec<i64>,
    pub(crate) at: NaiveTime,
    pub(crate) repeat: bool,
    pub(crate) when_debited: bool,
    pub(crate) quiet: Option<(NaiveTime, NaiveTime)>,
}

/// A row of which something is left.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) due: NaiveDate,
    pub(crate) grace: i64,
    pub(crate) payer: Payer,
    pub(crate) rule: Arc<Rule>,
    pub(crate) account: Arc<str>,
    pub(crate) source: Option<Arc<str>>,
}

/// The file as it stands.
pub(crate) struct Facts {
    file: Connection,
    pub(crate) open: HashMap<RowId, Row>,
    pub(crate) rule_of_all: Arc<Rule>,
}

const OPEN_ROWS: &str = "
    SELECT plan.id, instalment.n, due_date, account.grace_days, plan.auto_debit,
           (SELECT said_on FROM debit WHERE debit.plan = plan.key AND debit.n = instalment.n AND outcome = 'failed'),
           account.id, funding_source.name, plan.key, account.key
    FROM instalment JOIN plan ON plan.key = instalment.plan JOIN account ON account.key = plan.account
         LEFT JOIN funding_source ON funding_source.key = account.funding_source
    WHERE void IS NULL AND principal + interest + fee > (
        SELECT coalesce(sum(amount), 0) FROM allocation
        WHERE allocation.plan = instalment.plan AND allocation.n = instalment.n)";

impl Facts {
    /// The file in a folder.
    pub(crate) fn of(folder: &Path) -> Self {
        let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
        let mut facts = Self { file, open: HashMap::new(), rule_of_all: Arc::new(usual()) };
        facts.read();
        facts
    }

    /// Reads the file anew.
    pub(crate) fn read(&mut self) {
        let rules = self.rules();
        let usual = rules.get(&(None, None)).cloned().unwrap_or_else(|| Arc::new(usual()));
        let mut names: HashMap<String, Arc<str>> = HashMap::new();
        let mut name = |text: String| Arc::clone(names.entry(text.clone()).or_insert_with(|| text.into()));
        let mut statement = self.file.prepare_cached(OPEN_ROWS).expect("the tables");
        let mut found = statement.query([]).expect("rows");
        self.open.clear();
        while let Some(row) = found.next().expect("rows") {
            let (plan, account): (i64, i64) = (get(row, 8), get(row, 9));
            let rule = rules.get(&(None, Some(plan))).or_else(|| rules.get(&(Some(account), None)));
            let payer = match (get(row, 4), get(row, 5)) {
                (false, _) => Payer::Hand,
                (true, None) => Payer::Debit,
                (true, Some(on)) => Payer::Failed(on),
            };
            let open = Row {
                due: get(row, 2),
                grace: get(row, 3),
                payer,
                rule: Arc::clone(rule.unwrap_or(&usual)),
                account: name(get(row, 6)),
                source: get::<Option<String>>(row, 7).map(&mut name),
            };
            self.open.insert((name(get(row, 0)), get(row, 1)), open);
        }
        drop(found);
        drop(statement);
        self.rule_of_all = usual;
    }

    /// By the keys of account and plan.
    fn rules(&self) -> HashMap<(Option<i64>, Option<i64>), Arc<Rule>> {
        let sql =
            "SELECT account, plan, days_before, at, repeat_overdue, when_debited, quiet_from, quiet_until
                   FROM reminder_rule";
        let mut statement = self.file.prepare_cached(sql).expect("the tables");
        let time = |text: String| NaiveTime::parse_from_str(&text, "%H:%M").expect("a time");
        let read = |row: &Found<'_>| {
            let quiet = get::<Option<String>>(row, 6).zip(get(row, 7));
            let rule = Rule {
                days: serde_json::from_str(&get::<String>(row, 2)).expect("days"),
                at: time(get(row, 3)),
                repeat: get(row, 4),
                when_debited: get(row, 5),
                quiet: quiet.map(|(from, until)| (time(from), time(until))),
            };
            Ok(((get(row, 0), get(row, 1)), Arc::new(rule)))
        };
        let found = statement.query_map([], read).expect("rules");
        found.collect::<Result<_, _>>().expect("rules")
    }

    /// Whether the list has an entry of this key.
    pub(crate) fn is_listed(&self, key: &str) -> bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM notice WHERE key = ?1)";
        let mut statement = self.file.prepare_cached(sql).expect("the tables");
        statement.query_row([key], |row| row.get(0)).expect("an answer")
    }
}

fn get<T: rusqlite::types::FromSql>(row: &Found<'_>, column: usize) -> T {
    row.get(column).expect("a value of its type")
}

/// 3 days before, 1 day before and on the day at 09:00; daily while overdue.
fn usual() -> Rule {
    Rule {
        days: vec![3, 1, 0],
        at: NaiveTime::from_hms_opt(9, 0, 0).expect("BUG: a literal time"),
        repeat: true,
        when_debited: false,
        quiet: None,
    }
}
