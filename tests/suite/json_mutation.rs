//! Documents that somebody broke: whatever comes of them, nothing panics, nothing half comes in, and what comes in is
//! what the document says.

use std::cell::Cell;
use std::sync::LazyLock;

use fenqi_app::App;
use fenqi_app::contract::ErrorCode;
use fenqi_tests::deeds::Deeds;
use fenqi_tests::dump::{differences, dump};
use fenqi_tests::{NOW, app_at, data_folder};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use serde_json::Value;

fn export(app: &App) -> Vec<u8> {
    let mut out = Vec::new();
    app.export_json(&mut out).expect("an export");
    out
}

/// A small life that has something of everything that can be had in a few deeds.
static DOCUMENT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let mut deeds = Deeds::new(11);
    for _ in 0..60 {
        let _ = deeds.next(&app);
        if app.plans().expect("plans").len() >= 6 {
            break;
        }
    }
    for _ in 0..120 {
        let (what, _) = deeds.next(&app);
        if what == "plan add" {
            let _ = app.undo();
        }
    }
    export(&app)
});

/// A change of some bytes.
#[derive(Clone, Debug)]
enum Change {
    Flip {
        at: usize,
        mask: u8,
    },
    Remove {
        at: usize,
        count: usize,
    },
    Insert {
        at: usize,
        bytes: Vec<u8>,
    },
    /// One of the document's own digits becomes another: the amount or date stays one.
    Digit {
        at: usize,
        digit: u8,
    },
    /// What stands in one place is put in another.
    Copy {
        from: usize,
        to: usize,
        count: usize,
    },
    /// Two lines change places.
    Swap {
        one: usize,
        other: usize,
    },
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let at = || any::<prop::sample::Index>().prop_map(|at| at.index(DOCUMENT.len()));
    let change = prop_oneof![
        (at(), 1..=255_u8).prop_map(|(at, mask)| Change::Flip { at, mask }),
        (at(), 1..40_usize).prop_map(|(at, count)| Change::Remove { at, count }),
        (at(), prop::collection::vec(any::<u8>(), 1..8)).prop_map(|(at, bytes)| Change::Insert { at, bytes }),
        (at(), "[0-9.,\"{}\\[\\]:-]{1,3}")
            .prop_map(|(at, text)| Change::Insert { at, bytes: text.into_bytes() }),
        (at(), 0..10_u8).prop_map(|(at, digit)| Change::Digit { at, digit }),
        (at(), 0..10_u8).prop_map(|(at, digit)| Change::Digit { at, digit }),
        (at(), at(), 1..60_usize).prop_map(|(from, to, count)| Change::Copy { from, to, count }),
        (at(), at()).prop_map(|(one, other)| Change::Swap { one, other }),
    ];
    prop::collection::vec(change, 1..3)
}

fn apply(mut text: Vec<u8>, change: &Change) -> Vec<u8> {
    let end = text.len();
    match change {
        Change::Flip { at, mask } => text[at % end] ^= mask,
        Change::Remove { at, count } => drop(text.drain(at % end..(at % end + count).min(end))),
        Change::Insert { at, bytes } => drop(text.splice(at % end..at % end, bytes.iter().copied())),
        Change::Digit { at, digit } => {
            let next = (at % end..end).find(|place| text[*place].is_ascii_digit());
            if let Some(next) = next {
                text[next] = b'0' + digit;
            }
        }
        Change::Copy { from, to, count } => {
            let piece = text[from % end..(from % end + count).min(end)].to_vec();
            text.splice(to % end..to % end, piece);
        }
        Change::Swap { one, other } => {
            let mut lines: Vec<Vec<u8>> = text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            let count = lines.len();
            lines.swap(one % count, other % count);
            text = lines.join(&b'\n');
        }
    }
    text
}

/// A number written with digits in its one form: "-07.50" is "-7.5".
fn number(text: &str) -> Option<String> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let number = is_plain.then(|| text.parse::<Decimal>().ok()).flatten()?;
    Some(number.normalize().to_string())
}

/// A value with every amount in one form, and without what may be left out.
fn plain(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(number(text).unwrap_or_else(|| text.clone())),
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(plain).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(members) => {
            let kept = members.iter().map(|(name, value)| (name.clone(), plain(value)));
            let is_absent = |value: &Value| {
                value.is_null() || *value == Value::Bool(false) || value.as_array().is_some_and(Vec::is_empty)
            };
            Value::Object(kept.filter(|(_, value)| !is_absent(value)).collect())
        }
        other => other.clone(),
    }
}

/// The figures of a document: of plans and repayments, all that is no free text.
fn figures(document: &Value) -> Vec<Value> {
    let texts = ["title", "merchant", "order_no", "notes", "source", "created_at"];
    let lists = ["plans", "repayments"].into_iter().filter_map(|list| document[list].as_array());
    let records = lists.flatten().map(|record| {
        let mut record = plain(record);
        if let Some(members) = record.as_object_mut() {
            members.retain(|name, _| !texts.contains(&name.as_str()));
        }
        record
    });
    records.collect()
}

#[test]
fn a_broken_document_comes_in_whole_and_true_or_not_at_all() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    // No plans: each import would be preceded by a copy.
    app.account_add(serde_json::from_str(r#"{"name":"小米分期"}"#).expect("BUG: an account")).expect("added");
    let empty = dump(folder.path());
    let (taken, refused) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(ProptestConfig::default());
    let run = runner.run(&changes(), |changes| {
        let broken = changes.iter().fold(DOCUMENT.clone(), apply);
        let preview = app.import_json_preview(&mut &broken[..], None, &mut |_| true).expect("a preview");
        prop_assert_eq!(differences(&dump(folder.path()), &empty), [""; 0]);
        match app.import_json(&mut &broken[..], None, &mut |_| true) {
            Err(error) => {
                refused.set(refused.get() + 1);
                prop_assert!(preview.problem_count > 0, "{:?} was not foreseen", error);
                prop_assert_ne!(error.code, ErrorCode::StorageFailed, "{:?}", error);
            }
            Ok(_) => {
                taken.set(taken.get() + 1);
                let came = export(&app);
                // Before anything is asserted: while a failure is made smaller, each try begins with nothing.
                app.undo().expect("taken back");
                prop_assert_eq!(preview.problem_count, 0);
                assert_is_what_it_says(&broken, &came)?;
            }
        }
        prop_assert_eq!(differences(&dump(folder.path()), &empty), [""; 0]);
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
    let (taken, refused) = (taken.get(), refused.get());
    assert!(taken > 0 && refused > 0, "{taken} were taken, {refused} refused: the changes are lopsided");
    assert!(app.check().expect("checked").sound);
}

/// The figures of what came in are those of the document.
fn assert_is_what_it_says(document: &[u8], found: &[u8]) -> Result<(), TestCaseError> {
    let sorted = |text: &[u8]| {
        let value: Value = serde_json::from_slice(text).expect("what came in and out is JSON");
        let mut figures = figures(&value);
        figures.sort_by_key(Value::to_string);
        figures
    };
    prop_assert_eq!(sorted(found), sorted(document));
    Ok(())
}
