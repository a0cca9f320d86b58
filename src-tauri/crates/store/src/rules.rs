//! The rules that take several rows to see, asserted before each commit for what the transaction touched. Those that
//! a row alone can break are CHECKs of the schema, under names of the same kind.

use std::sync::LazyLock;

use fenqi_app::Result;
use fenqi_app::contract::{AppError, ErrorCode};
use rusqlite::{Connection, OptionalExtension};

use crate::failure::storage;

/// A rule's name, and a query for something among `{plans}` or `{repayments}` that breaks it.
struct Rule {
    name: &'static str,
    broken_by: &'static str,
}

const RULES: [Rule; 13] = [
    Rule {
        name: "plan_has_rows",
        broken_by: "SELECT plan.key FROM {plans} WHERE NOT EXISTS
            (SELECT 1 FROM instalment WHERE instalment.plan = plan.key AND n > 0)",
    },
    Rule {
        name: "plan_has_terms",
        broken_by: "SELECT plan.key FROM {plans} WHERE
            (SELECT count(*) IS NOT max(version) OR min(version) IS NOT 1 FROM terms WHERE terms.plan = plan.key)",
    },
    Rule {
        name: "rows_are_numbered",
        broken_by: "SELECT plan.key FROM {plans} CROSS JOIN instalment ON instalment.plan = plan.key AND n > 0
            GROUP BY plan.key HAVING min(n) <> 1 OR max(n) <> count(*)",
    },
    Rule {
        name: "rows_go_forward_in_time",
        broken_by: "SELECT plan.key FROM {plans} CROSS JOIN instalment ON instalment.plan = plan.key
            CROSS JOIN instalment AS later ON later.plan = plan.key AND later.n = instalment.n + 1
            WHERE later.due_date < instalment.due_date",
    },
    Rule {
        name: "rows_follow_the_purchase",
        broken_by: "SELECT plan.key FROM {plans} CROSS JOIN instalment ON instalment.plan = plan.key
            WHERE instalment.due_date < plan.purchased_on",
    },
    Rule {
        name: "rows_add_up_to_the_terms",
        broken_by: "SELECT plan.key FROM {plans}
            CROSS JOIN terms ON terms.plan = plan.key
                AND terms.version = (SELECT max(version) FROM terms AS last WHERE last.plan = plan.key)
            WHERE (SELECT sum(principal) IS NOT terms.principal OR sum(interest) IS NOT terms.interest
                       OR sum(fee) IS NOT terms.fee
                   FROM instalment WHERE instalment.plan = plan.key)",
    },
    // What is no longer asked for was paid early, or went back: principal is never lost.
    Rule {
        name: "principal_is_accounted_for",
        broken_by: "SELECT plan.key FROM {plans}
            CROSS JOIN terms ON terms.plan = plan.key AND terms.version > 1
            CROSS JOIN terms AS before ON before.plan = plan.key AND before.version = terms.version - 1
            LEFT JOIN prepayment ON prepayment.plan = plan.key AND prepayment.version = terms.version
            LEFT JOIN refund ON refund.plan = plan.key AND refund.version = terms.version
            WHERE terms.principal <> before.principal
                    - coalesce(prepayment.principal, 0) - coalesce(refund.principal, 0)
                OR (terms.cause = 'prepayment') <> (prepayment.plan IS NOT NULL)
                OR (terms.cause = 'refund') <> (refund.plan IS NOT NULL)",
    },
    Rule {
        name: "settlement_leaves_nothing",
        broken_by: "SELECT plan.key FROM {plans} CROSS JOIN settlement ON settlement.plan = plan.key
            CROSS JOIN instalment ON instalment.plan = plan.key WHERE remaining > 0",
    },
    Rule {
        name: "void_rows_have_a_reason",
        broken_by: "SELECT plan.key FROM {plans} CROSS JOIN instalment ON instalment.plan = plan.key
            WHERE (void = 'settled' AND NOT EXISTS (SELECT 1 FROM settlement WHERE settlement.plan = plan.key))
               OR (void = 'refunded' AND (principal + interest + fee > 0
                   OR NOT EXISTS (SELECT 1 FROM refund WHERE refund.plan = plan.key)))",
    },
    Rule {
        name: "debit_confirmed_paid_its_row",
        broken_by: "SELECT plan.key FROM {plans} CROSS JOIN debit ON debit.plan = plan.key AND outcome = 'confirmed'
            WHERE NOT EXISTS (SELECT 1 FROM allocation WHERE allocation.plan = debit.plan
                AND allocation.n = debit.n AND allocation.repayment = debit.repayment)",
    },
    Rule {
        name: "paid_is_what_was_allocated",
        broken_by: "SELECT plan.key FROM {plans} CROSS JOIN instalment ON instalment.plan = plan.key
            WHERE paid <> coalesce((SELECT sum(amount) FROM allocation
                WHERE allocation.plan = plan.key AND allocation.n = instalment.n), 0)",
    },
    Rule {
        name: "repayment_adds_up",
        broken_by: "SELECT repayment.key FROM {repayments} WHERE amount <>
            coalesce((SELECT sum(amount) FROM allocation WHERE allocation.repayment = repayment.key), 0)
            + coalesce((SELECT sum(amount) FROM settlement WHERE settlement.repayment = repayment.key), 0)
            + coalesce((SELECT sum(amount) FROM prepayment WHERE prepayment.repayment = repayment.key), 0)",
    },
    Rule {
        name: "repayment_is_of_one_account",
        broken_by: "SELECT repayment.key FROM {repayments} WHERE
            EXISTS (SELECT 1 FROM allocation CROSS JOIN plan ON plan.key = allocation.plan
                    WHERE allocation.repayment = repayment.key AND plan.account <> repayment.account)
            OR EXISTS (SELECT 1 FROM settlement CROSS JOIN plan ON plan.key = settlement.plan
                       WHERE settlement.repayment = repayment.key AND plan.account <> repayment.account)
            OR EXISTS (SELECT 1 FROM prepayment CROSS JOIN plan ON plan.key = prepayment.plan
                       WHERE prepayment.repayment = repayment.key AND plan.account <> repayment.account)",
    },
];

impl Rule {
    fn query(&self, plans: &str, repayments: &str) -> String {
        self.broken_by.replace("{plans}", plans).replace("{repayments}", repayments)
    }
}

/// The rules' queries for what was touched. SQLite cannot know how little that is: joins are made as they are written.
static FOR_TOUCHED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let (plans, repayments) = (
        "touched_plan CROSS JOIN plan ON plan.key = touched_plan.key",
        "touched_repayment CROSS JOIN repayment ON repayment.key = touched_repayment.key",
    );
    RULES.iter().map(|rule| format!("{} LIMIT 1", rule.query(plans, repayments))).collect()
});

/// Refuses what breaks a rule.
pub(crate) fn assert_touched(connection: &Connection) -> Result<()> {
    for (rule, sql) in RULES.iter().zip(&*FOR_TOUCHED) {
        let found: Option<i64> = connection
            .prepare_cached(sql)
            .and_then(|mut sql| sql.query_row([], |row| row.get(0)).optional())
            .map_err(storage)?;
        if found.is_some() {
            return Err(broken(rule.name));
        }
    }
    Ok(())
}

/// The rules that something in the file breaks, each with how many break it.
pub(crate) fn broken_in_file(connection: &Connection) -> rusqlite::Result<Vec<(&'static str, i64)>> {
    let mut broken = Vec::new();
    for rule in &RULES {
        let sql = format!("SELECT count(*) FROM ({})", rule.query("plan", "repayment"));
        let count: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        if count > 0 {
            broken.push((rule.name, count));
        }
    }
    Ok(broken)
}

/// The refusal of what breaks a rule.
pub(crate) fn broken(rule: &str) -> AppError {
    AppError::new(ErrorCode::RuleBroken).with("rule", rule)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono::DateTime;
    use fenqi_app::clock::SetClock;
    use fenqi_app::contract::Language;
    use fenqi_app::{App, Pay};
    use rusqlite::OpenFlags;
    use serde_json::json;

    use super::*;
    use crate::open::{FILE_NAME, SqliteStore, connect};
    use crate::{migrations, touched};

    /// Three plans of two accounts; of the first, the first row is paid.
    fn household(folder: &Path) {
        let store = SqliteStore::open(folder).expect("the file opens");
        let now = DateTime::parse_from_rfc3339("2026-11-22T10:00:00+08:00").expect("BUG: a literal instant");
        let app = App::new(Box::new(store), Box::new(SetClock::standing(now)), Language::En);
        let drafts = ["store", "store", "cash"].map(|account| {
            let draft = json!({
                "account": account, "origin": "purchase", "title": "a purchase", "purchased_on": "2026-08-28",
                "terms": { "method": "flat_per_period", "principal": "1200.00", "periods": "12",
                    "start_date": "2026-08-28", "first_due_date": "2026-09-28", "fee_rate_per_period": "0.006" }
            });
            serde_json::from_value(draft).expect("BUG: a sound draft")
        });
        let plan = app.plans_add(&drafts, true).expect("added").remove(0);
        app.pay(&Pay { plan, n: 1, amount: None, on: None, source: None }).expect("paid");
    }

    const PAID: &str = "INSERT INTO repayment (key, id, account, amount, paid_on, created_at)
        VALUES (9, 'r', 2, 100, '2026-11-22', '2026-11-22T02:00:00.000Z');";
    const NEXT_TERMS: &str =
        "INSERT INTO terms (plan, version, since, cause, input, principal, interest, fee)
        SELECT plan, 2, since, 'correction', input, principal - 1, interest, fee FROM terms WHERE plan = 2;";

    #[test]
    fn each_rule_refuses_what_breaks_it() {
        let folder = tempfile::tempdir().expect("a folder");
        household(folder.path());
        let file =
            connect(&folder.path().join(FILE_NAME), OpenFlags::SQLITE_OPEN_READ_WRITE).expect("the file");
        migrations::instrument(&file).expect("triggers");
        let cases = [
            ("plan_has_rows", "DELETE FROM instalment WHERE plan = 2".to_owned()),
            ("plan_has_terms", "DELETE FROM terms WHERE plan = 2".to_owned()),
            ("rows_are_numbered", "DELETE FROM instalment WHERE plan = 2 AND n = 3".to_owned()),
            (
                "rows_go_forward_in_time",
                "UPDATE instalment SET due_date = '2099-01-01' WHERE plan = 2 AND n = 3".to_owned(),
            ),
            ("rows_follow_the_purchase", "UPDATE plan SET purchased_on = '2026-10-01' WHERE key = 2".to_owned()),
            (
                "rows_add_up_to_the_terms",
                "UPDATE instalment SET principal = principal + 1 WHERE plan = 2 AND n = 3".to_owned(),
            ),
            (
                "principal_is_accounted_for",
                format!("{NEXT_TERMS} UPDATE instalment SET principal = principal - 1 WHERE plan = 2 AND n = 3"),
            ),
            (
                "settlement_leaves_nothing",
                format!(
                    "{PAID} INSERT INTO settlement (plan, repayment, settled_on, policy, principal, interest, fee,
                         penalty, late_fee, saved)
                     VALUES (2, 9, '2026-11-22', 'principal_only', 100, 0, 0, 0, 0, 0)"
                ),
            ),
            (
                "void_rows_have_a_reason",
                "UPDATE instalment SET void = 'settled' WHERE plan = 2 AND n = 3".to_owned(),
            ),
            (
                "debit_confirmed_paid_its_row",
                "INSERT INTO debit (plan, n, outcome, said_on, repayment)
                 VALUES (2, 1, 'confirmed', '2026-11-22', 1)"
                    .to_owned(),
            ),
            (
                "paid_is_what_was_allocated",
                "UPDATE instalment SET paid = 1, edited = 1 WHERE plan = 2 AND n = 3".to_owned(),
            ),
            ("repayment_adds_up", PAID.to_owned()),
            (
                "repayment_is_of_one_account",
                format!("{PAID} INSERT INTO allocation (repayment, plan, n, amount) VALUES (9, 2, 1, 100)"),
            ),
        ];
        assert_eq!(cases.each_ref().map(|case| case.0), RULES.each_ref().map(|rule| rule.name));
        for (rule, sql) in cases {
            file.execute_batch(&format!("BEGIN; {sql}")).expect(rule);
            let refused = assert_touched(&file).expect_err(rule);
            assert_eq!((refused.code, refused.params["rule"].as_str()), (ErrorCode::RuleBroken, rule));
            file.execute_batch("ROLLBACK").expect(rule);
            touched::forget(&file).expect(rule);
        }
    }
}
