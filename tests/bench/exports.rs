//! Exports beside the sqlite3 shell that dumps the same rows.

use std::path::Path;
use std::process::Command;

use fenqi_store::FILE_NAME;
use fenqi_tests::{NOW, app_at, data_folder, export_rows};

use crate::median;
use crate::reads::{SIZES, with_file};
use crate::verdict::Verdict;

const ROUNDS: usize = 3;

/// What the table of rows shows, as the file has it: no status of today, no decimal points, no seals.
const DUMP: &str = "SELECT plan.id AS plan, account.name AS account, origin, title, merchant, order_no, purchased_on,
    plan.currency, instalment.n, (SELECT max(n) FROM instalment AS last WHERE last.plan = plan.key) AS 'of', due_date,
    instalment.principal, instalment.interest, instalment.fee,
    instalment.principal + instalment.interest + instalment.fee AS total, paid, remaining, void, instalment.paid_on,
    notes, price, plan.auto_debit,
    (SELECT source FROM allocation JOIN repayment ON repayment.key = allocation.repayment
     WHERE allocation.plan = instalment.plan AND allocation.n = instalment.n
     ORDER BY repayment.paid_on DESC, repayment.key DESC LIMIT 1) AS source,
    terms.input AS terms
    FROM plan JOIN account ON account.key = plan.account JOIN instalment ON instalment.plan = plan.key
    JOIN terms ON terms.plan = plan.key AND terms.version =
        (SELECT max(version) FROM terms AS last WHERE last.plan = plan.key)
    ORDER BY purchased_on, plan.created_at, plan.key, instalment.n";

pub(crate) fn exports(verdict: &mut Verdict) {
    let only = std::env::var("FENQI_BENCH_SIZE").ok();
    for (size, plans, accounts) in SIZES {
        if only.as_deref().is_none_or(|only| only == size) {
            with_file(size, plans, accounts, |folder, _| beside_the_shell(verdict, folder, size));
        }
    }
}

fn beside_the_shell(verdict: &mut Verdict, folder: &Path, size: &str) {
    let place = data_folder();
    let app = app_at(folder, NOW);
    let own = median(ROUNDS, |_| {
        export_rows(&app, &place.path().join("own.csv")).expect("exported");
    });
    let output = place.path().join("dump.csv");
    let dump = median(ROUNDS, |_| {
        let done = Command::new("sqlite3")
            .args(["-readonly", "-csv", "-header"])
            .arg(folder.join(FILE_NAME))
            .args([&format!(".once '{}'", output.display()), DUMP])
            .status();
        assert!(done.expect("sqlite3 starts").success());
    });
    let lines = |name: &str| {
        let text = std::fs::read(place.path().join(name)).expect("a table");
        text.iter().filter(|byte| **byte == b'\n').count()
    };
    assert_eq!(lines("own.csv"), lines("dump.csv"), "the same rows");
    let ratio = own.as_secs_f64() / dump.as_secs_f64();
    let what = format!("{size}: export of rows as CSV, beside the sqlite3 shell");
    let line = verdict.at_most(&what, ratio, 1.5, "×");
    println!("{what}: {own:.2?} to {dump:.2?}, {line}");
}
