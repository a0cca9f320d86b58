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
