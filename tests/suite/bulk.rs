//! Very many records at once: one entry in the log of undo for all that is added, and undo and redo as of anything.

use std::path::Path;

use fenqi_app::App;
use fenqi_app::contract::{ErrorCode, ExportFormat, ImportOptions, PlanDraft};
use fenqi_store::FILE_NAME;
use fenqi_tests::deeds::Deeds;
use fenqi_tests::dump::{differences, dump};
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft};
use rusqlite::Connection;

fn sql(folder: &Path, statements: &str) {
    Connection::open(folder.join(FILE_NAME)).and_then(|file| file.execute_batch(statements)).expect("SQL");
}

/// How many statements the log has of the second action, and their length.
fn logged(folder: &Path) -> (i64, i64) {
    let sql = "SELECT count(*), coalesce(sum(length(statement)), 0) FROM undo WHERE activity = 2";
    let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
    file.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("a log")
}

fn drafts(seed: u64, count: usize, app: &App) -> Vec<PlanDraft> {
    let mut deeds = Deeds::new(seed);
    (0..count).map(|_| draft(deeds.plan(app.today()))).collect()
}

#[test]
fn very_many_plans_are_taken_back_and_done_again() {
    let folder = data_folder();
    let mut app = app_at(folder.path(), NOW);
    // There are plans before, some with repayments, and an action follows: spans of keys end where they end.
    add_three(&app);
    let before = dump(folder.path());
    let ids = app.plans_add(&drafts(1, 300, &app), true).expect("300 sound plans");
    assert_eq!(logged(folder.path()).0, 1, "one entry for all");
    let after = dump(folder.path());
    app.plan_remove(&ids[7]).expect("removed");
    app.undo().expect("brought back");
    assert_eq!(differences(&dump(folder.path()), &after), [""; 0]);
    for round in 0..3 {
        app.undo().expect("taken back");
        assert_eq!(differences(&dump(folder.path()), &before), [""; 0], "round {round}");
        let (statements, bytes) = logged(folder.path());
        assert!(statements < 2 + bytes / 10_000, "{statements} statements of {bytes} bytes are one a row");
        drop(app);
        app = app_at(folder.path(), NOW);
        assert!(app.check().expect("checked").sound);
        app.redo().expect("done again");
        assert_eq!(differences(&dump(folder.path()), &after), [""; 0], "round {round}");
        assert_eq!(logged(folder.path()).0, 1, "round {round}");
    }
    assert!(app.check().expect("checked").sound);
    app.undo().and_then(|_| app.undo()).expect("all of it");
    assert_eq!(app.undo().expect_err("nothing is left").code, ErrorCode::NothingToUndo);
}

/// How many rows have another sum or day of payment than their repayments come to, and how many have any.
fn paid_wrongly(folder: &Path) -> (i64, i64) {
    let sql = "SELECT count(*) FILTER (WHERE paid IS NOT coalesce(went, 0) OR paid_on IS NOT last),
            count(*) FILTER (WHERE paid > 0)
        FROM instalment LEFT JOIN (SELECT plan, n, sum(allocation.amount) AS went, max(repayment.paid_on) AS last
            FROM allocation JOIN repayment ON repayment.key = repayment GROUP BY plan, n) USING (plan, n)";
    let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
    file.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("counts")
}

#[test]
fn what_was_paid_of_very_many_plans_is_kept_with_their_rows() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let mut drafts = drafts(7, 40, &app);
    for (draft, rows) in drafts.iter_mut().zip(1..) {
        draft.paid_rows = Some(rows % 5);
    }
    app.plans_add(&drafts, true).expect("40 sound plans");
    let (wrong, paid) = paid_wrongly(folder.path());
    assert_eq!(wrong, 0);
    assert!(paid > 40, "{paid} rows of plans under way are paid");
    let document = data_folder();
    let file = document.path().join("all.json");
    fenqi_store::export(&app, &fenqi_tests::form(ExportFormat::Json), &file).expect("exported");
    let there = data_folder();
    let other = app_at(there.path(), NOW);
    fenqi_store::import_file(&other, &file, &ImportOptions::default(), &mut |_| true).expect("imported");
    assert_eq!(paid_wrongly(there.path()), (0, paid));
    assert!(other.check().expect("checked").sound);
}

#[test]
fn a_copy_is_made_before_very_many_plans() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.plans_add(&drafts(2, 20, &app), true).expect("20 sound plans");
    assert_eq!(app.backups().expect("a list").backups.len(), 0, "there was nothing to copy");
    app.plans_add(&drafts(3, 20, &app), true).expect("20 sound plans");
    assert_eq!(app.backups().expect("a list").backups.len(), 1);
}

#[test]
fn one_bad_plan_of_very_many_leaves_none() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let before = dump(folder.path());
    let mut drafts = drafts(4, 50, &app);
    drafts[49].terms.periods = "601".to_owned();
    assert_eq!(app.plans_add(&drafts, true).expect_err("refused").code, ErrorCode::PeriodsRange);
    assert_eq!(differences(&dump(folder.path()), &before), [""; 0]);
    // What follows is logged as ever.
    drafts.truncate(1);
    app.plans_add(&drafts, true).expect("a sound plan");
    assert!(logged(folder.path()).0 > 1);
    app.undo().expect("taken back");
    assert_eq!(differences(&dump(folder.path()), &before), [""; 0]);
}

#[test]
fn what_was_changed_behind_fenqis_back_is_not_removed_and_sealed() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.plans_add(&drafts(5, 20, &app), true).expect("20 sound plans");
    sql(folder.path(), "UPDATE instalment SET interest = interest + 1 WHERE plan = 13 AND n = 1");
    let before = dump(folder.path());
    assert_eq!(app.undo().expect_err("the seal is broken").code, ErrorCode::FileDamaged);
    assert_eq!(differences(&dump(folder.path()), &before), [""; 0]);
}

#[test]
fn a_log_of_very_many_that_was_changed_turns_nothing() {
    for (undone, change) in [
        (false, "UPDATE undo SET statement = replace(statement, '\"plan\":[1,', '\"plan\":[2,')"),
        (true, "UPDATE undo SET statement = replace(statement, '2026', '2025') WHERE seq < 0"),
        (true, "DELETE FROM undo WHERE seq = -1"),
    ] {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        app.plans_add(&drafts(6, 20, &app), true).expect("20 sound plans");
        if undone {
            app.undo().expect("taken back");
        }
        sql(folder.path(), change);
        let before = dump(folder.path());
        let refused = if undone { app.redo() } else { app.undo() };
        assert_eq!(refused.expect_err(change).code, ErrorCode::UndoDamaged, "{change}");
        assert_eq!(differences(&dump(folder.path()), &before), [""; 0], "{change}");
    }
}
