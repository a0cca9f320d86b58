//! What is due, and saying that it was paid: what someone who types in a hurry means.

use serde_json::Value;

use crate::{Cli, text};

#[test]
fn due_without_dates_is_what_is_to_be_done_now() {
    let cli = Cli::new();
    let ids = cli.three_plans();
    cli.json(&["pay", &ids[0], "--seq", "1"], "");
    let rows = |arguments: &[&str]| -> Vec<(String, u64)> {
        let due = &cli.json(&[&["due"], arguments].concat(), "")[0];
        let row = |row: &Value| {
            (row["due_date"].as_str().expect("a day").to_owned(), row["n"].as_u64().expect("n"))
        };
        due["rows"].as_array().expect("rows").iter().map(row).collect()
    };
    let row = |day: &str, n: u64| (day.to_owned(), n);
    // Today is 22 November: the first row of the phone is paid, the second is late, and 22 December is 30 days away.
    let soon = [row("2026-10-28", 2), row("2026-11-28", 3), row("2026-11-30", 1), row("2026-12-15", 1)];
    assert_eq!(rows(&[]), soon);
    assert_eq!(rows(&["--account", "备用金"]), [row("2026-11-30", 1)]);
    assert_eq!(rows(&["--all"]).len(), 36);
    let both = cli.run(&["due", "--all", "--to", "2026-12-31"], "");
    assert_eq!(both.status.code(), Some(2), "all rows have no last day");
}

#[test]
fn a_repayment_that_is_dated_far_ahead_is_a_slip() {
    let cli = Cli::new();
    let ids = cli.three_plans();
    let pay = |on: &str| cli.run(&["--json", "pay", &ids[0], "--seq", "1", "--on", on], "");
    let refused = pay("2030-11-22");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stdout).contains("date_ahead") && text(&refused.stdout).contains("2026-12-23"));
    assert_eq!(pay("2026-12-24").status.code(), Some(1));
    assert!(pay("2026-12-23").status.success(), "a transfer may be ordered");
}

#[test]
fn a_list_of_nothing_is_wrong_usage() {
    let cli = Cli::new();
    for list in [&["activity"][..], &["plan", "list"]] {
        let asked = cli.run(&[list, &["--limit", "0"]].concat(), "");
        assert_eq!(asked.status.code(), Some(2), "{list:?}");
    }
}
