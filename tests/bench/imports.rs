//! Imports beside the sqlite3 shell that takes in the same file, and what is due beside ledger that reads the exported
//! journal: programs against programs, each from its start to its end.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use fenqi_app::contract::ExportFormat;
use fenqi_store::{FILE_NAME, export};
use fenqi_tests::desktop::process::{built, cli};
use fenqi_tests::{NOW, add_three, app_at, data_folder, export_rows, form};
use serde_json::Value;

use crate::median;
use crate::reads::{SIZES, with_file, with_lifetime};
use crate::verdict::Verdict;

/// What an import may take, in megabytes.
const MEMORY: f64 = 256.0;

/// How often a running import is asked for its memory.
const LOOK: Duration = Duration::from_millis(20);

pub(crate) fn imports(verdict: &mut Verdict) {
    let only = std::env::var("FENQI_BENCH_SIZE").ok();
    for (size, plans, accounts) in SIZES {
        if only.as_deref().is_none_or(|only| only == size) {
            with_file(size, plans, accounts, |folder, _| beside_the_shell(verdict, folder, size, plans));
        }
    }
}

/// Our side keeps plans, rows and what was paid of them, with rules, sums, search and seals. The shell reads the file into
/// one table of texts without an index; and, in a second step, writes the very rows that we made of it into our tables
/// with their indexes, without anything that we do besides. Both sides end durable. The checked copy that the first
/// action of any day makes is there before.
fn beside_the_shell(verdict: &mut Verdict, folder: &Path, size: &str, plans: u32) {
    let place = data_folder();
    let table = place.path().join("rows.csv");
    export_rows(&app_at(folder, NOW), &table).expect("exported");
    // A lifetime is over in seconds; ten of them say enough in one round.
    let rounds = if plans > 10_000 { 1 } else { 3 };
    let into = |round: usize| place.path().join(format!("own-{round}"));
    for round in 0..=rounds {
        std::fs::create_dir(into(round)).expect("a folder");
        let app = app_at(&into(round), NOW);
        add_three(&app);
        app.back_up_daily().expect("the day's copy");
    }
    let mut peak = 0.0_f64;
    let own = median(rounds, |round| {
        peak = peak.max(import(&into(round), &table));
    });
    for round in 0..rounds {
        let page = cli(&into(round), NOW, &["plan", "list", "--limit", "1"]);
        assert_eq!(page["total"], plans + 3, "all plans came in");
    }
    let shell = median(rounds, |round| {
        let done = Command::new("sqlite3")
            .arg(place.path().join(format!("shell-{round}.db")))
            .arg(format!(".import --csv '{}' t", table.display()))
            .status();
        assert!(done.expect("sqlite3 starts").success());
    });
    let times = own.as_secs_f64() / shell.as_secs_f64();
    println!(
        "{size}: import of rows as CSV, beside the sqlite3 shell that reads them: {own:.2?} to {shell:.2?}, {times:.2} ×"
    );
    let (before, after) = (into(rounds).join(FILE_NAME), into(0).join(FILE_NAME));
    let sql = rows_of(&before, &after);
    let write = median(1, |_| drop(ask(&before, &sql)));
    let whole = shell + write;
    let what = format!("{size}: import of rows as CSV, beside the sqlite3 shell that reads and writes them");
    let line = verdict.at_most(&what, own.as_secs_f64() / whole.as_secs_f64(), 2.0, "×");
    println!("{what}: {own:.2?} to {whole:.2?}, {line}");
    let what = format!("{size}: memory of an import");
    let line = verdict.at_most(&what, peak, MEMORY, "MB");
    println!("{what}: {line}");
}

/// The tables that an import fills, each with what tells its new rows.
const FILLED: [(&str, &str); 7] = [
    ("funding_source", "key"),
    ("account", "key"),
    ("plan", "key"),
    ("terms", "plan"),
    ("instalment", "plan"),
    ("repayment", "key"),
    ("allocation", "repayment"),
];

/// Writes the rows that one file has more than another into that, in one transaction, as fast as SQLite can: nothing
/// but the tables and their indexes is kept.
fn rows_of(before: &Path, after: &Path) -> String {
    let drops = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'";
    let inserts = FILLED.map(|(table, key)| {
        // What is computed cannot be written.
        let columns =
            format!("SELECT group_concat(name) FROM pragma_table_xinfo('{table}') WHERE hidden = 0");
        let columns = ask(before, &columns);
        // To shells before 3.45 a JSON that is absent is invalid. Of accounts there are few.
        let ignores = if table == "account" { "ON" } else { "OFF" };
        format!(
            "PRAGMA ignore_check_constraints = {ignores};
             INSERT INTO main.{table} ({columns}) SELECT {columns} FROM after.{table}
                 WHERE {key} > (SELECT coalesce(max({key}), 0) FROM main.{table});"
        )
    });
    format!(
        "ATTACH '{}' AS after; PRAGMA foreign_keys = ON; PRAGMA cache_size = -64000;
         BEGIN; {}; {} COMMIT; PRAGMA wal_checkpoint(TRUNCATE);",
        after.display(),
        ask(before, drops),
        inserts.concat()
    )
}

/// What the sqlite3 shell answers.
fn ask(file: &Path, sql: &str) -> String {
    let output = Command::new("sqlite3").arg("-bail").arg(file).arg(sql).output().expect("sqlite3 starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Imports a table into a new folder, and answers the most memory that it took, in megabytes.
fn import(into: &Path, table: &Path) -> f64 {
    let mut command = Command::new(built("fenqi-cli"));
    command.arg("--data-dir").arg(into).args(["--now", NOW, "import", "csv"]).arg(table);
    let mut child = command.stdout(Stdio::null()).spawn().expect("the command runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0;
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let high = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let high = high.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
        // A process that has ended has no memory any more.
        peak = high.map_or(peak, |kilobytes| kilobytes / 1024.0);
        if let Some(ended) = child.try_wait().expect("the system knows its children") {
            assert!(ended.success(), "the import was refused");
            return peak;
        }
        std::thread::sleep(LOOK);
    }
}

/// What is asked for in a month to come: of us the rows with their sums; of ledger the sum alone, as what leaves the
/// bank.
const FROM: &str = "2026-12-01";
const LAST: &str = "2026-12-31";
const AFTER: &str = "2027-01-01";

pub(crate) fn due(verdict: &mut Verdict) {
    with_lifetime(|folder| beside_ledger(verdict, folder));
}

fn beside_ledger(verdict: &mut Verdict, folder: &Path) {
    let place = data_folder();
    let journal = place.path().join("journal.ledger");
    export(&app_at(folder, NOW), &form(ExportFormat::Ledger), &journal).expect("exported");
    let said = cli(folder, NOW, &["due", "--from", FROM, "--to", LAST]);
    let totals = said["totals"].as_object().expect("sums");
    let left = |(currency, sums): (&String, &Value)| {
        format!("{} {currency}", sums["left"].as_str().expect("an amount"))
    };
    let ours: Vec<String> = totals.iter().map(left).collect();
    let mut theirs = String::new();
    let ledger = median(5, |_| {
        let output = Command::new("ledger")
            .args(["--args-only", "--pending", "--begin", FROM, "--end", AFTER, "--file"])
            .arg(&journal)
            .args(["balance", "^Assets", "--depth", "1", "--balance-format", "%(display_total)"])
            .output();
        theirs = String::from_utf8(output.expect("ledger starts").stdout).expect("text");
    });
    for sum in &ours {
        assert!(theirs.contains(sum.as_str()), "{sum} in {theirs}");
    }
    let own = median(21, |_| {
        let mut command = Command::new(built("fenqi-cli"));
        command.arg("--data-dir").arg(folder).args(["--now", NOW, "due", "--from", FROM, "--to", LAST]);
        assert!(command.stdout(Stdio::null()).status().expect("the command runs").success());
    });
    let what = "lifetime: what is due in a month from a cold process, as fast as ledger times";
    let line = verdict.at_least(what, ledger.as_secs_f64() / own.as_secs_f64(), 100.0, "×");
    println!("{what}: {own:.2?} to {ledger:.2?}, {line}");
}
