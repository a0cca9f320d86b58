//! Whatever was done can be undone, and done again: after any sequence of actions, in one process or several, the
//! tables are those of before, value for value.

use std::collections::BTreeMap;
use std::path::Path;

use fenqi_app::App;
use fenqi_app::contract::ErrorCode;
use fenqi_app::ports::Store;
use fenqi_store::{FILE_NAME, SqliteStore};
use fenqi_tests::deeds::Deeds;
use fenqi_tests::dump::{differences, dump};
use fenqi_tests::{NOW, add_three, app_at, data_folder};
use rusqlite::Connection;

#[test]
fn any_sequence_of_actions_can_be_taken_back_and_done_again() {
    let seeds: u64 =
        std::env::var("FENQI_UNDO_SEEDS").ok().and_then(|count| count.parse().ok()).unwrap_or(12);
    let (mut done, mut kinds) = (0, BTreeMap::<&str, u32>::new());
    for seed in 0..seeds {
        let folder = data_folder();
        let mut app = app_at(folder.path(), NOW);
        let mut deeds = Deeds::new(seed);
        let mut states = vec![dump(folder.path())];
        for step in 0..60 {
            let before =
                app.activity(None, 1).expect("a journal").first().map(|latest| latest.number.clone());
            let (what, result) = deeds.next(&app);
            let after = app.activity(None, 1).expect("a journal").first().map(|latest| latest.number.clone());
            if before == after {
                let now = dump(folder.path());
                assert_eq!(
                    differences(&now, states.last().expect("one")),
                    [""; 0],
                    "{what} was refused: {result:?}"
                );
            } else {
                result.unwrap_or_else(|error| panic!("seed {seed}: {what} is in the journal, but {error}"));
                *kinds.entry(what).or_default() += 1;
                done += 1;
                states.push(dump(folder.path()));
            }
            // A restart does not matter.
            if step % 20 == 19 {
                drop(app);
                app = app_at(folder.path(), NOW);
            }
        }
        for earlier in states.iter().rev().skip(1) {
            let undone = app.undo().expect("it can be undone");
            assert_eq!(
                differences(&dump(folder.path()), earlier),
                [""; 0],
                "seed {seed}: {} not undone",
                undone.words
            );
        }
        assert_eq!(app.undo().expect_err("nothing is left").code, ErrorCode::NothingToUndo);
        drop(app);
        app = app_at(folder.path(), NOW);
        for later in states.iter().skip(1) {
            let redone = app.redo().expect("it can be done again");
            assert_eq!(
                differences(&dump(folder.path()), later),
                [""; 0],
                "seed {seed}: {} not redone",
                redone.words
            );
        }
        assert_eq!(app.redo().expect_err("nothing is left").code, ErrorCode::NothingToRedo);
    }
    #[expect(clippy::print_stdout, reason = "a zero without its count is no result")]
    {
        println!("undo: {seeds} seeds, {done} actions, 0 differences: {kinds:?}");
    }
    assert!(kinds.len() >= 12, "too few sorts of actions got through: {kinds:?}");
}

fn sql(folder: &Path, statements: &str) {
    Connection::open(folder.join(FILE_NAME)).and_then(|file| file.execute_batch(statements)).expect("SQL");
}

#[test]
fn a_planted_forgotten_column_is_seen() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let before = dump(folder.path());
    let plan = app.plans().expect("plans")[0].id.clone();
    let edit = serde_json::from_str(r#"{"notes":"x","title":"y"}"#).expect("BUG: a sound edit");
    // The log forgets what the plan was called.
    sql(
        folder.path(),
        "CREATE TRIGGER forget AFTER INSERT ON undo WHEN NEW.statement LIKE 'UPDATE \"plan\" %'
         BEGIN DELETE FROM undo WHERE activity = NEW.activity AND seq = NEW.seq; END",
    );
    app.plan_edit(&plan, &edit).expect("edited");
    drop(app);
    app_at(folder.path(), NOW).undo().expect("undone");
    let seen = differences(&dump(folder.path()), &before);
    assert!(
        seen.iter().any(|difference| difference.starts_with("plan:")),
        "the plant was not seen: {seen:?}"
    );
}

#[test]
fn a_new_action_ends_what_could_be_done_again() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    app.undo().expect("undone");
    app.sample_add().expect("another action");
    assert_eq!(app.redo().expect_err("overtaken").code, ErrorCode::NothingToRedo);
    let states: Vec<String> =
        app.activity(None, 9).expect("a journal").into_iter().map(|action| action.state).collect();
    assert_eq!(states, ["done", "dropped"]);
}

/// Renames the first plan, so that there is something to undo.
fn rename(app: &App, name: &str) {
    let plan = app.plans().expect("plans")[0].id.clone();
    let edit = serde_json::from_value(serde_json::json!({ "title": name })).expect("BUG: a sound edit");
    app.plan_edit(&plan, &edit).expect("renamed");
}

/// Undoes all that can be undone: how much that was, and why it ended.
fn undo_all(app: &App) -> (usize, ErrorCode) {
    let mut undone = 0;
    loop {
        match app.undo() {
            Ok(_) => undone += 1,
            Err(error) => return (undone, error.code),
        }
    }
}

#[test]
fn two_hundred_actions_can_be_undone_however_old_they_are() {
    let folder = data_folder();
    let early = app_at(folder.path(), "2026-09-23T10:00:00+08:00");
    add_three(&early);
    (0..250).for_each(|n| rename(&early, &format!("early {n}")));
    drop(early);
    let app = app_at(folder.path(), NOW);
    rename(&app, "sixty days later");
    let (undone, end) = undo_all(&app);
    assert!((200..=202).contains(&undone), "{undone} of 252");
    assert_eq!(end, ErrorCode::UndoExpired);
}

#[test]
fn all_actions_of_thirty_days_can_be_undone_however_many_they_are() {
    let folder = data_folder();
    add_three(&app_at(folder.path(), "2026-10-24T10:00:00+08:00"));
    for day in 0..29 {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 10, 24).expect("BUG: a literal date");
        let date = date + chrono::Days::new(day);
        let app = app_at(folder.path(), &format!("{date}T10:00:00+08:00"));
        (0..11).for_each(|n| rename(&app, &format!("{date} {n}")));
    }
    let app = app_at(folder.path(), NOW);
    rename(&app, "today");
    assert_eq!(undo_all(&app), (1 + 29 * 11 + 1, ErrorCode::NothingToUndo));
}

#[test]
fn a_log_that_was_changed_undoes_nothing_and_is_found_by_the_check() {
    for (change, redoes) in [
        (
            "UPDATE undo SET statement = replace(statement, '2026-09-28', '2026-09-29') WHERE activity = 2",
            false,
        ),
        ("DELETE FROM undo WHERE activity = 2 AND seq = 1", false),
        ("UPDATE activity SET log_seal = x'00' WHERE id = 2", false),
        ("UPDATE activity SET state = 'dooe' WHERE id = 2", false),
        ("UPDATE activity SET kind = 'paz' WHERE id = 2", false),
        ("UPDATE undo SET statement = replace(statement, '= 1', '= 2') WHERE activity = 2", true),
    ] {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        let plan = add_three(&app).remove(0);
        app.plan_remove(&plan).expect("removed");
        if redoes {
            app.undo().expect("undone");
        }
        assert!(app.check().expect("checked").sound);
        // A bit in the log is no bit that a CHECK sees.
        sql(folder.path(), &format!("PRAGMA ignore_check_constraints = ON; {change}"));
        let before = dump(folder.path());
        let refused = if redoes { app.redo() } else { app.undo() }.expect_err(change);
        assert_eq!(refused.code, ErrorCode::UndoDamaged, "{change}");
        assert_eq!(differences(&dump(folder.path()), &before), [""; 0], "{change}");
        assert!(!app.check().expect("checked").sound, "{change}");
    }
}

#[test]
fn what_was_changed_behind_fenqis_back_is_not_sealed_by_an_undo() {
    for turn in [App::undo, App::redo] {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        let plan = add_three(&app).remove(0);
        let pay =
            |n| app.pay(&fenqi_app::Pay { plan: plan.clone(), n, amount: None, on: None, source: None });
        pay(1).expect("paid");
        pay(2).and_then(|_| app.undo()).expect("paid and taken back");
        sql(
            folder.path(),
            "UPDATE instalment SET principal = principal + 1, fee = 1 WHERE plan = 1 AND n = 2",
        );
        let before = dump(folder.path());
        assert_eq!(turn(&app).expect_err("the seal is broken").code, ErrorCode::FileDamaged);
        assert_eq!(differences(&dump(folder.path()), &before), [""; 0]);
        assert_eq!(app.plan(&plan).expect_err("and stays so").code, ErrorCode::FileDamaged);
    }
}

#[test]
fn a_log_from_elsewhere_changes_rows_and_nothing_else() {
    for evil in [
        "ATTACH '/tmp/fenqi-evil.db' AS evil",
        "DROP TABLE plan",
        "PRAGMA user_version = 9",
        "DELETE FROM temp.acting",
    ] {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        add_three(&app);
        // Sealed as if Fenqi had written it.
        let plant = format!(
            "CREATE TRIGGER plant AFTER INSERT ON undo
             BEGIN UPDATE undo SET statement = '{}' WHERE activity = NEW.activity AND seq = NEW.seq; END",
            evil.replace('\'', "''")
        );
        sql(folder.path(), &plant);
        rename(&app, "renamed");
        drop(app);
        let before = dump(folder.path());
        let app = app_at(folder.path(), NOW);
        assert_ne!(app.undo().expect_err(evil).code, ErrorCode::UndoDamaged, "{evil}");
        assert_eq!(differences(&dump(folder.path()), &before), [""; 0], "{evil}");
        drop(app);
    }
}

#[test]
fn what_breaks_a_rule_is_refused_whole_and_by_name() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plans = add_three(&app);
    drop(app);
    let store = SqliteStore::open(folder.path()).expect("the file opens");
    let facts = store.begin_read().and_then(|tx| tx.plans(Some(&plans[0]))).expect("a plan").remove(0);
    let before = dump(folder.path());
    let fen = |minor| fenqi_domain::Money::from_minor(minor, facts.plan.currency);
    let part = |n, minor| fenqi_app::ports::Part { plan: plans[0].clone(), n, amount: fen(minor) };
    let repayment = |amount, parts| fenqi_app::ports::Repayment {
        id: "r".to_owned(),
        account: facts.account.id.clone(),
        amount: fen(amount),
        paid_on: "2026-11-22".parse().expect("BUG: a literal date"),
        source: None,
        parts,
        created_at: facts.plan.created_at,
    };
    let plan = |change: &dyn Fn(&mut fenqi_app::ports::Plan, &mut Vec<fenqi_domain::Row>)| {
        let mut plan = facts.plan.clone();
        plan.id = fenqi_app::contract::PlanId("another".to_owned());
        let mut rows: Vec<_> = facts.rows.iter().map(|facts| facts.row).collect();
        change(&mut plan, &mut rows);
        (plan, rows)
    };
    let (another, rows) = plan(&|_, _| ());
    let dollars = fenqi_domain::Currency::from_code("USD").expect("BUG: USD is in ISO 4217");
    let in_dollars = fenqi_app::ports::Account { currency: dollars, ..facts.account.clone() };
    let moved = |n, principal| fenqi_app::ports::Revision {
        since: facts.plan.purchased_on,
        cause: fenqi_app::ports::Correction::Rows,
        terms: facts.plan.terms.clone(),
        changed: vec![fenqi_domain::Row { n, principal: fen(principal), ..facts.rows[0].row }],
        removed: Vec::new(),
    };
    type Write<'a> = Box<dyn Fn(&dyn fenqi_app::ports::WriteTx) -> fenqi_app::Result<()> + 'a>;
    let insert = |(plan, rows): (fenqi_app::ports::Plan, Vec<fenqi_domain::Row>)| -> Write<'_> {
        Box::new(move |tx| tx.insert_plan(&plan, &rows, fen(529_900), &[]))
    };
    let own_part = |minor| fenqi_app::ports::Part { plan: another.id.clone(), n: 1, amount: fen(minor) };
    // Of very many records at once, too, where these rules are asserted one by one.
    let with_paid = |paid: fenqi_app::ports::Repayment| -> Write<'_> {
        let (plan, rows) = (another.clone(), rows.clone());
        Box::new(move |tx| {
            tx.act_in_bulk()?;
            tx.insert_plan(&plan, &rows, fen(529_900), std::slice::from_ref(&paid))
        })
    };
    let cases: Vec<(&str, Write<'_>)> = vec![
        ("repayment_adds_up", Box::new(|tx| tx.insert_repayment(&repayment(100, vec![part(1, 99)])))),
        (
            "allocation_amount",
            Box::new(|tx| tx.insert_repayment(&repayment(1, vec![part(1, 0), part(2, 1)]))),
        ),
        ("repayment_amount", Box::new(|tx| tx.insert_repayment(&repayment(0, vec![])))),
        (
            "instalment_paid_within",
            Box::new(|tx| tx.insert_repayment(&repayment(9_999_900, vec![part(1, 9_999_900)]))),
        ),
        ("foreign_key", Box::new(|tx| tx.insert_repayment(&repayment(1, vec![part(77, 1)])))),
        ("unique plan.id", insert(plan(&|plan, _| plan.id = plans[0].clone()))),
        ("rows_are_numbered", insert(plan(&|_, rows| rows[3].n = 40))),
        ("rows_go_forward_in_time", insert(plan(&|_, rows| rows[3].due_date = rows[0].due_date))),
        ("rows_follow_the_purchase", insert(plan(&|plan, rows| plan.purchased_on = rows[5].due_date))),
        ("instalment_principal", insert(plan(&|_, rows| rows[0].principal = fen(-1)))),
        ("plan_has_rows", insert(plan(&|_, rows| rows.clear()))),
        ("plan_title", insert(plan(&|plan, _| plan.title = "x".repeat(121)))),
        ("plan_notes", insert(plan(&|plan, _| plan.notes = Some(String::new())))),
        ("rows_add_up_to_the_terms", insert(plan(&|_, rows| rows[0].principal = fen(44_159)))),
        ("rows_add_up_to_the_terms", Box::new(|tx| tx.revise(&plans[0], &moved(1, 44_159)))),
        ("terms_principal", Box::new(|tx| tx.insert_plan(&another, &rows, fen(100_000_000_000_001), &[]))),
        ("account_keeps_its_currency", Box::new(|tx| tx.update_account(&in_dollars))),
        ("repayment_adds_up", with_paid(repayment(100, vec![own_part(99)]))),
        ("repayment_is_of_one_account", with_paid(repayment(100, vec![part(1, 100)]))),
    ];
    for (rule, write) in &cases {
        let tx = store.begin_write().expect("a transaction");
        let refused = write(tx.as_ref()).and_then(|()| tx.commit()).expect_err(rule);
        assert_eq!((refused.code, refused.params["rule"].as_str()), (ErrorCode::RuleBroken, *rule));
        assert_eq!(differences(&dump(folder.path()), &before), [""; 0], "{rule}");
    }
    // What is added at once goes to new plans alone: nothing would take it back from another.
    let tx = store.begin_write().expect("a transaction");
    tx.act_in_bulk()
        .and_then(|()| tx.insert_repayment(&repayment(100, vec![part(1, 100)])))
        .expect("written");
    let done = fenqi_app::ports::Activity {
        at: facts.plan.created_at,
        kind: "import",
        subject: String::new(),
        params: Default::default(),
    };
    assert_eq!(tx.record(&done).expect_err("nobody noticed").code, ErrorCode::StorageFailed);
    drop(tx);
    assert_eq!(differences(&dump(folder.path()), &before), [""; 0]);
    let tx = store.begin_write().expect("a transaction");
    let refused = tx.revise(&plans[0], &moved(77, 1)).expect_err("there is no such row");
    assert_eq!((refused.code, refused.params["n"].as_str()), (ErrorCode::RowUnknown, "77"));
}
