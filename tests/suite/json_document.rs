//! Everything as one document: what goes out comes in again, equal, once, and all or nothing.

use std::collections::BTreeMap;

use fenqi_app::contract::{ErrorCode, Income, ReminderRules, RuleSubject};
use fenqi_app::{App, Pay};
use fenqi_tests::deeds::Deeds;
use fenqi_tests::dump::{differences, dump};
use fenqi_tests::hostile::hostile;
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft};
use serde_json::{Value, json};

fn export(app: &App) -> String {
    let mut out = Vec::new();
    app.export_json(&mut out).expect("an export");
    String::from_utf8(out).expect("UTF-8")
}

fn import(app: &App, document: &str) -> fenqi_app::Result<fenqi_app::contract::Imported> {
    app.import_json(&mut document.as_bytes(), Some(document.len() as u64), &mut |_| true)
}

/// A life: random deeds, some taken back, and rules, presets and settings besides.
fn live(app: &App, seed: u64, deeds: usize) {
    let mut random = Deeds::new(seed);
    for step in 0..deeds {
        let _ = random.next(app);
        if step % 7 == 6 {
            let _ = app.undo();
        }
    }
    let rules = |days: u16| ReminderRules {
        days_before: vec![days, 0],
        at: "08:30".to_owned(),
        repeat_overdue: false,
        when_debited: true,
        quiet_from: Some("22:00".to_owned()),
        quiet_until: Some("07:00".to_owned()),
    };
    app.reminder_rules_set(&RuleSubject::All, &rules(5)).expect("rules of all");
    let plans = app.plans().expect("plans");
    for plan in plans.iter().take(2) {
        app.reminder_rules_set(&RuleSubject::Plan(plan.id.clone()), &rules(9)).expect("rules of a plan");
    }
    if let Some(account) = app.accounts().expect("accounts").first() {
        app.reminder_rules_set(&RuleSubject::Account(account.id.clone()), &rules(2)).expect("of an account");
    }
    let preset = app.preset("huabei").expect("a preset");
    app.preset_set(preset).expect("stored");
    let income = Income { amount: "12000".to_owned(), currency: "CNY".to_owned() };
    app.income_set(&income).expect("stored");
}

/// Plans whose every text is hostile, paid, and named so again by their repayments.
fn hostile_life(app: &App) {
    for (at, hostile) in hostile().into_iter().enumerate() {
        let cut = |count: usize| hostile.text.chars().take(count).collect::<String>();
        let account = json!({
            "name": format!("{at} {}", cut(50)), "contact": cut(150), "funding_source": format!("{at}{}", cut(40)),
        });
        let account = serde_json::from_value(account).expect("BUG: a sound account");
        let Ok(account) = app.account_add(account) else { continue };
        let plan = json!({
            "account": account, "title": format!("{at}{}", cut(100)), "merchant": cut(120), "order_no": cut(120),
            "notes": cut(4000), "purchased_on": "2026-08-28",
            "terms": { "method": "flat_per_period", "principal": "100.01", "periods": "3", "start_date": "2026-08-28",
                       "first_due_date": "2026-09-28", "fee_rate_per_period": "0.006" }
        });
        let plan = app.plans_add(&[draft(plan)], false).expect("a plan of a hostile text").remove(0);
        let pay = Pay { plan, n: 1, amount: None, on: None, source: Some(cut(60)) };
        app.pay(&pay).expect("paid");
    }
}

/// A document without the instant at which it was written.
fn timeless(document: &str) -> String {
    document.lines().filter(|line| !line.starts_with("\"exported_at\"")).collect::<Vec<_>>().join("\n")
}

fn assert_comes_in_again(document: &str, what: &str) {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let empty = dump(folder.path());
    let preview = app.import_json_preview(&mut document.as_bytes(), None, &mut |_| true).expect("a preview");
    assert_eq!(preview.problems, [], "{what}");
    assert_eq!(differences(&dump(folder.path()), &empty), [""; 0], "{what}: a preview writes nothing");
    let imported = import(&app, document).unwrap_or_else(|error| panic!("{what}: {error:?}"));
    assert_eq!(
        (imported.plans, imported.rows, imported.repayments, imported.duplicates),
        (preview.plans, preview.rows, preview.repayments, preview.duplicates),
        "{what}"
    );
    assert_eq!(timeless(&export(&app)), timeless(document), "{what}");
    assert!(app.check().expect("checked").sound, "{what}");
    let full = dump(folder.path());
    let actions = app.activity(None, 9).expect("a journal").len();
    let again = import(&app, document).expect("the same again");
    assert_eq!((again.plans, again.repayments, again.accounts, again.duplicates), (0, 0, 0, imported.plans));
    assert_eq!(differences(&dump(folder.path()), &full), [""; 0], "{what}: twice adds nothing");
    assert_eq!(app.activity(None, 9).expect("a journal").len(), actions, "{what}: nothing was done");
    app.undo().expect("taken back");
    assert_eq!(differences(&dump(folder.path()), &empty), [""; 0], "{what}: one undo takes all back");
    app.redo().expect("done again");
    assert_eq!(differences(&dump(folder.path()), &full), [""; 0], "{what}");
}

#[test]
fn any_life_comes_in_as_it_went_out() {
    let seeds: u64 =
        std::env::var("FENQI_UNDO_SEEDS").ok().and_then(|count| count.parse().ok()).unwrap_or(12);
    let mut kinds = BTreeMap::<&str, usize>::new();
    for seed in 0..seeds {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        live(&app, seed, 80);
        let document = export(&app);
        for kind in [
            "\"settlements\"",
            "\"prepayments\"",
            "\"refund\"",
            "\"former\"",
            "\"edited\"",
            "\"debits\"",
            "\"failed_debits\"",
            "\"planned\"",
            "\"temporary_limits\"",
            "\"void\"",
        ] {
            *kinds.entry(kind).or_default() += document.matches(kind).count();
        }
        assert_comes_in_again(&document, &format!("seed {seed}"));
    }
    let missing: Vec<_> = kinds.iter().filter(|(_, count)| **count == 0).collect();
    assert!(missing.is_empty() || seeds < 12, "never seen: {missing:?}");
}

#[test]
fn hostile_texts_come_in_as_they_went_out() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    hostile_life(&app);
    assert_comes_in_again(&export(&app), "hostile texts");
}

#[test]
fn a_byte_order_mark_before_a_document_is_passed_over() {
    let (here, there) = (data_folder(), data_folder());
    let (app, other) = (app_at(here.path(), NOW), app_at(there.path(), NOW));
    add_three(&app);
    let document = format!("\u{feff}{}", export(&app));
    assert_eq!(import(&other, &document).expect("as an editor saves it").plans, 3);
}

#[test]
fn a_document_of_nothing_does_nothing() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let imported = import(&app, &export(&app)).expect("nothing is no failure");
    assert_eq!((imported.plans, imported.accounts, imported.repayments), (0, 0, 0));
    assert_eq!(app.activity(None, 9).expect("a journal").len(), 0);
}

#[test]
fn what_is_here_stays_and_what_is_not_is_added() {
    let (here, there) = (data_folder(), data_folder());
    let (app, other) = (app_at(here.path(), NOW), app_at(there.path(), NOW));
    let mine = add_three(&app);
    live(&other, 5, 40);
    add_three(&other);
    let before_text = export(&app);
    let before: Value = serde_json::from_str(&before_text).expect("JSON");
    let imported = import(&app, &export(&other)).expect("imported");
    let plans = app.plans().expect("plans").len();
    assert_eq!(plans, mine.len() + other.plans().expect("plans").len());
    // 小米分期 and 备用金 are here by name: their plans go to them.
    assert_eq!(app.accounts().expect("accounts").len(), 2 + usize::try_from(imported.accounts).expect("few"));
    let after: Value = serde_json::from_str(&export(&app)).expect("JSON");
    for list in ["accounts", "plans", "repayments"] {
        for record in before[list].as_array().expect("a list") {
            assert!(after[list].as_array().expect("a list").contains(record), "{list}");
        }
    }
    assert!(app.check().expect("checked").sound);
    app.undo().expect("taken back");
    assert_eq!(timeless(&export(&app)), timeless(&before_text), "only what was imported went");
}

#[test]
fn a_plan_that_was_removed_comes_back_with_its_share_of_a_repayment() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let ids = app
        .plans_add(&[draft(fenqi_tests::phone()), draft(fenqi_tests::phone())], true)
        .expect("two plans of one account");
    app.pay_statement("小米分期", "2026-11-28", None, None).expect("one repayment of both");
    let document = export(&app);
    app.plan_remove(&ids[1]).expect("removed");
    let imported = import(&app, &document).expect("imported");
    assert_eq!((imported.plans, imported.repayments, imported.duplicates), (1, 1, 1));
    assert!(app.check().expect("checked").sound);
    let paid = |id| app.plan(id).expect("a plan").totals.paid;
    assert_eq!(paid(&ids[0]), paid(&ids[1]));
}

#[test]
fn what_is_stopped_half_way_leaves_nothing() {
    let (here, there) = (data_folder(), data_folder());
    let (app, other) = (app_at(here.path(), NOW), app_at(there.path(), NOW));
    add_three(&app);
    let mut deeds = Deeds::new(3);
    let drafts: Vec<_> = (0..400).map(|_| draft(deeds.plan(other.today()))).collect();
    other.plans_add(&drafts, true).expect("400 plans");
    let document = export(&other);
    let before = dump(here.path());
    let mut heard = Vec::new();
    let stopped = app.import_json(&mut document.as_bytes(), Some(document.len() as u64), &mut |progress| {
        heard.push(progress.percent);
        progress.percent < 50
    });
    assert_eq!(stopped.expect_err("stopped").code, ErrorCode::Cancelled);
    assert!(heard.is_sorted() && heard.last().is_some_and(|last| (50..100).contains(last)), "{heard:?}");
    assert_eq!(differences(&dump(here.path()), &before), [""; 0]);
    // A process that dies has no time to roll back.
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        app.import_json(&mut document.as_bytes(), Some(document.len() as u64), &mut |progress| {
            assert!(progress.percent < 50, "planned");
            true
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(differences(&dump(here.path()), &before), [""; 0]);
    assert_eq!(import(&app, &document).expect("all of it").plans, 400);
}

/// A change of a document, and what the refusal must say.
type Change = (&'static str, fn(&mut Value), ErrorCode, &'static str);

#[test]
fn what_is_no_sound_document_is_refused_with_its_place() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plan = add_three(&app).remove(0);
    app.pay(&Pay { plan, n: 1, amount: None, on: None, source: None }).expect("paid");
    let sound: Value = serde_json::from_str(&export(&app)).expect("JSON");
    let invalid = ErrorCode::DocumentInvalid;
    let cases: [Change; 23] = [
        ("newer", |d| d["version"] = json!(2), ErrorCode::DocumentTooNew, ""),
        ("no version", |d| d["version"] = json!(0), invalid, ""),
        ("other format", |d| d["format"] = json!("other"), invalid, ""),
        ("unknown member", |d| d["zebra"] = json!(1), invalid, ""),
        ("unknown field", |d| d["plans"][0]["zebra"] = json!(1), invalid, "line"),
        ("no list", |d| d["plans"] = json!({}), invalid, ""),
        ("currency", |d| d["accounts"][0]["currency"] = json!("XXQ"), invalid, "accounts[0]"),
        ("other currency", |d| d["plans"][0]["currency"] = json!("USD"), invalid, "plans[0]"),
        ("no account", |d| d["plans"][1]["account"] = json!("nobody"), invalid, "plans[1]"),
        ("row", |d| d["plans"][0]["rows"][3]["principal"] = json!("441.59"), invalid, "plans[0]"),
        ("terms", |d| d["plans"][0]["versions"][0]["principal"] = json!("5299.01"), invalid, "plans[0]"),
        ("day", |d| d["plans"][2]["rows"][0]["due_date"] = json!("2026-02-30"), invalid, "plans[2]"),
        ("order", |d| d["plans"][2]["rows"][0]["due_date"] = json!("2028-02-28"), invalid, "plans[2]"),
        ("numbers", |d| d["plans"][2]["rows"][0]["n"] = json!(2), invalid, "plans[2]"),
        ("cause", |d| d["plans"][0]["versions"][0]["cause"] = json!("correction"), invalid, "plans[0]"),
        ("void", |d| d["plans"][0]["rows"][9]["void"] = json!("settled"), invalid, "plan "),
        ("title", |d| d["plans"][0]["title"] = json!("x".repeat(121)), invalid, "plans[0]"),
        ("twice", |d| d["plans"][1]["id"] = d["plans"][0]["id"].clone(), invalid, "plans[1]"),
        ("one name", another_account_of_one_name, invalid, "accounts["),
        ("paid more", |d| d["repayments"][0]["amount"] = json!("1.00"), invalid, "repayments[0]"),
        ("no row", |d| d["repayments"][0]["parts"][0]["n"] = json!(13), invalid, "repayments[0]"),
        ("no plan", |d| d["repayments"][0]["parts"][0]["plan"] = json!("p"), invalid, "repayments[0]"),
        ("setting", |d| d["settings"] = json!({ "calendar_file": "/tmp/x.ics" }), invalid, "settings[0]"),
    ];
    for (what, change, code, place) in cases {
        let mut document = sound.clone();
        change(&mut document);
        let document = in_order(&document);
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        let empty = dump(folder.path());
        let refused = import(&app, &document).expect_err(what);
        assert_eq!(refused.code, code, "{what}: {refused:?}");
        assert!(
            refused.params.get("place").is_none_or(|found| found.starts_with(place)),
            "{what}: {refused:?}"
        );
        assert_eq!(differences(&dump(folder.path()), &empty), [""; 0], "{what}");
        let preview =
            app.import_json_preview(&mut document.as_bytes(), None, &mut |_| true).expect("a preview");
        assert!(preview.problem_count > 0, "{what}");
    }
    for text in [
        "",
        "[]",
        "{}",
        "{\"format\":\"fenqi\"",
        "nonsense",
        "{\"format\":\"fenqi\",\"version\":1,\"plans\":[],\"accounts\":[]}",
    ] {
        assert_eq!(import(&app, text).expect_err(text).code, invalid, "{text}");
    }
}

/// Its first account once more with another id, so that two accounts would become one.
fn another_account_of_one_name(document: &mut Value) {
    let mut account = document["accounts"][0].clone();
    account["id"] = json!("another");
    document["accounts"].as_array_mut().expect("BUG: a list").push(account);
}

/// A document with its members in the order that it needs, whatever the map's is.
fn in_order(document: &Value) -> String {
    let known = [
        "format",
        "version",
        "settings",
        "presets",
        "funding_sources",
        "accounts",
        "plans",
        "reminder_rules",
        "repayments",
    ];
    let object = document.as_object().expect("an object");
    let others =
        object.keys().map(String::as_str).filter(|key| !known.contains(key) && *key != "exported_at");
    let members = known.into_iter().chain(others).filter_map(|key| Some((key, object.get(key)?)));
    let members: Vec<String> = members.map(|(key, value)| format!("\"{key}\":{value}")).collect();
    format!("{{{}}}", members.join(",\n"))
}

#[test]
fn endless_input_is_refused_before_it_fills_the_memory() {
    struct Endless(usize);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            const START: &[u8] = b"{\"format\":\"fenqi\",\"version\":1,\"accounts\":[{\"id\":\"";
            let start = START.get(self.0..).unwrap_or_default();
            for (place, byte) in buffer.iter_mut().enumerate() {
                *byte = start.get(place).copied().unwrap_or(b'x');
            }
            self.0 += buffer.len();
            Ok(buffer.len())
        }
    }
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let mut endless = Endless(0);
    let refused = app.import_json(&mut endless, None, &mut |_| true).expect_err("too large");
    assert_eq!(refused.code, ErrorCode::DocumentInvalid, "{refused:?}");
    assert!(endless.0 < 20_000_000, "{} bytes were read", endless.0);
}
