//! Every text that can be stored, times every hostile string: it is stored as it was typed, or cleaned by the one
//! rule, or refused beside its field. Wherever it is told (search, exports, notices, journal), it is told whole.

use std::collections::BTreeSet;

use fenqi_app::contract::{
    AccountDraft, AccountForm, AppError, ErrorCode, ExportTable, Field, NoticeAnswer, PlanDraft, PlanEdit,
    PlanId, PlanQuery, PlanView,
};
use fenqi_app::{App, Pay};
use fenqi_tests::dump::{differences, dump};
use fenqi_tests::hostile::{Hostile, cleaned, hostile, unturned};
use fenqi_tests::{NOW, app_at, data_folder, draft, ics};
use serde_json::json;

/// The day on which all first rows are due.
const DUE_DAY: &str = "2026-11-28T09:00:00+08:00";

/// An account whose every text is this one. A field that is new does not compile here until it is thought of.
fn account(text: &str) -> AccountDraft {
    let mut draft: AccountDraft =
        serde_json::from_value(json!({ "name": text, "due": { "day": 28 } })).expect("BUG: a sound draft");
    let AccountDraft {
        name: _,
        currency: _,
        kind: _,
        limit: _,
        statement_day: _,
        on_statement_day: _,
        due: _,
        grace_days: _,
        auto_debit: _,
        funding_source,
        contact,
        late_fee: _,
        settlement: _,
        temporary_limits: _,
        archived: _,
    } = &mut draft;
    (*funding_source, *contact) = (Some(text.to_owned()), Some(text.to_owned()));
    draft
}

/// A plan whose every text is this one, in an account.
fn plan(account: &str, text: &str) -> PlanDraft {
    let mut draft = draft(json!({
        "account": account, "origin": "purchase", "title": text, "purchased_on": "2026-10-28",
        "terms": { "method": "interest_free", "principal": "20.00", "periods": "2",
                   "start_date": "2026-10-28", "first_due_date": "2026-11-28" }
    }));
    let PlanDraft {
        account: _,
        origin: _,
        title: _,
        merchant,
        order_no,
        purchased_on: _,
        price: _,
        auto_debit: _,
        notes,
        terms: _,
        rows: _,
        paid_before: _,
        paid_rows: _,
    } = &mut draft;
    for field in [merchant, order_no, notes] {
        *field = Some(text.to_owned());
    }
    draft
}

/// What fits into a text of so many characters.
fn fitting(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}

/// As stored, or why not. `field`: beside which a refusal has to stand.
fn stored(text: &str, max: usize, lines: bool) -> Result<Option<String>, ErrorCode> {
    let text = cleaned(text, lines);
    if text.as_ref().is_some_and(|text| text.chars().count() > max) {
        return Err(ErrorCode::TextTooLong);
    }
    Ok(text)
}

fn refusal(error: AppError) -> (ErrorCode, Option<Field>) {
    (error.code, error.field)
}

/// A file in which everything that takes a text has had each of the strings. Names are numbered, so that two strings
/// that are cleaned to one are two accounts.
fn filled(app: &App) -> Vec<(Hostile, PlanId)> {
    let mut filled = Vec::new();
    for (n, one) in hostile().into_iter().enumerate() {
        let name = name_of(n, &one);
        let draft = AccountDraft { name: name.clone(), ..account(&fitting(&one.text, 60)) };
        app.account_add(draft).unwrap_or_else(|error| panic!("{}: {error:?}", one.name));
        let mut draft = plan(&name, &fitting(&one.text, 120));
        draft.title = format!("{n} {}", fitting(&one.text, 110));
        draft.notes = Some(one.text.clone());
        let ids = app.plans_add(&[draft], false).unwrap_or_else(|error| panic!("{}: {error:?}", one.name));
        filled.push((one, ids[0].clone()));
    }
    filled
}

fn name_of(n: usize, one: &Hostile) -> String {
    cleaned(&format!("{n} {}", fitting(&one.text, 50)), false).expect("it is numbered")
}

fn title_of(n: usize, one: &Hostile) -> String {
    cleaned(&format!("{n} {}", fitting(&one.text, 110)), false).expect("it is numbered")
}

#[test]
fn there_are_sixty_and_no_two_alike() {
    let all = hostile();
    assert!(all.len() >= 60, "{}", all.len());
    assert_eq!(all.iter().map(|one| &one.text).collect::<BTreeSet<_>>().len(), all.len());
    // What UTF-8 cannot hold never gets as far as a use case.
    let surrogate = serde_json::from_str::<AccountDraft>("{\"name\":\"\\ud800\"}");
    assert!(surrogate.is_err());
}

#[test]
fn an_accounts_texts_are_kept_or_refused() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    for one in hostile() {
        for text in [one.text.clone(), fitting(&one.text, 60), fitting(&one.text, 200)] {
            let wanted = stored(&text, 60, false);
            let mut draft = account("");
            draft.name.clone_from(&text);
            match (wanted, app.account_add(draft)) {
                (Ok(Some(name)), Ok(id)) => assert_eq!(app.account(&id.0).expect("there").name, name),
                (Ok(None), Err(error)) => {
                    assert_eq!(refusal(error), (ErrorCode::TextRequired, Some(Field::Name)), "{}", one.name);
                }
                (Err(code), Err(error)) => {
                    assert_eq!(refusal(error), (code, Some(Field::Name)), "{}", one.name)
                }
                // Of a string that was shortened to itself, the second is one too many.
                (Ok(Some(_)), Err(error)) => assert_eq!(error.code, ErrorCode::AccountExists, "{}", one.name),
                (wanted, found) => panic!("{}: {wanted:?}, {found:?}", one.name),
            }
            account_rest(&app, &one, &text);
        }
    }
}

/// The texts of an account besides its name, from the command line and from the dialog.
fn account_rest(app: &App, one: &Hostile, text: &str) {
    let name = format!("account {}", app.accounts().expect("accounts").len());
    let draft = AccountDraft { name: name.clone(), ..account(text) };
    let (source, contact) = (stored(text, 60, false), stored(text, 200, false));
    match (&source, &contact, app.account_add(draft)) {
        (Ok(source), Ok(contact), Ok(id)) => {
            let kept = app.account(&id.0).expect("there");
            assert_eq!((&kept.funding_source, &kept.contact), (source, contact), "{}", one.name);
        }
        (Err(code), ..) | (_, Err(code), _) => assert_eq!(
            app.account_add(AccountDraft { name: format!("{name} again"), ..account(text) })
                .map_err(|error| error.code)
                .err(),
            Some(*code),
            "{}",
            one.name
        ),
        (.., Err(error)) => panic!("{}: {error:?}", one.name),
    }
    let form = AccountForm {
        name: format!("{name} form"),
        funding_source: text.to_owned(),
        ..app.account_form(None).expect("an empty form")
    };
    match (source, app.account_add_form(&form)) {
        (Ok(source), Ok(id)) => assert_eq!(app.account(&id.0).expect("there").funding_source, source),
        (Err(code), Err(error)) => assert_eq!(error.code, code, "{}", one.name),
        (wanted, found) => panic!("{}: {wanted:?}, {found:?}", one.name),
    }
}

/// Gives a field of a plan this text.
type Change = fn(&mut PlanEdit, String);
/// Reads it back.
type Kept = fn(&PlanView) -> Option<String>;

/// The texts of a plan: the most characters, whether of several lines, and how it is changed and read.
const OF_PLAN: [(Field, usize, bool, Change, Kept); 4] = [
    (Field::Title, 120, false, |edit, text| edit.title = Some(text), |plan| Some(plan.title.clone())),
    (Field::Merchant, 120, false, |edit, text| edit.merchant = Some(text), |plan| plan.merchant.clone()),
    (Field::OrderNo, 120, false, |edit, text| edit.order_no = Some(text), |plan| plan.order_no.clone()),
    (Field::Notes, 4000, true, |edit, text| edit.notes = Some(text), |plan| plan.notes.clone()),
];

#[test]
fn a_plans_texts_are_kept_or_refused() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.account_add(account("花呗")).expect("added");
    let id = app.plans_add(&[plan("花呗", "耳机")], false).expect("added").remove(0);
    // A field that is new does not compile here until it is thought of.
    let PlanEdit { title: _, merchant: _, order_no: _, price: _, auto_debit: _, notes: _, rows: _ } =
        PlanEdit::default();
    for one in hostile() {
        for (field, max, lines, change, kept) in OF_PLAN {
            for text in [one.text.clone(), fitting(&one.text, max)] {
                let before = kept(&app.plan(&id).expect("there"));
                let mut edit = PlanEdit::default();
                change(&mut edit, text.clone());
                let done = app.plan_edit(&id, &edit);
                let now = kept(&app.plan(&id).expect("there"));
                match (stored(&text, max, lines), done) {
                    (Ok(None), Err(error)) if field == Field::Title => {
                        assert_eq!(refusal(error), (ErrorCode::TextRequired, Some(field)), "{}", one.name);
                        assert_eq!(now, before);
                    }
                    (Ok(text), Ok(())) => assert_eq!(now, text, "{} in {field:?}", one.name),
                    (Err(code), Err(error)) => {
                        assert_eq!(refusal(error), (code, Some(field)), "{}", one.name);
                        assert_eq!(now, before);
                    }
                    (wanted, found) => panic!("{} in {field:?}: {wanted:?}, {found:?}", one.name),
                }
            }
        }
    }
}

#[test]
fn from_where_it_was_paid_is_kept_or_refused() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.account_add(account("花呗")).expect("added");
    for one in hostile() {
        for text in [one.text.clone(), fitting(&one.text, 60)] {
            let id = app.plans_add(&[plan("花呗", "耳机")], false).expect("added").remove(0);
            let pay = Pay { plan: id.clone(), n: 1, amount: None, on: None, source: Some(text.clone()) };
            match (stored(&text, 60, false), app.pay(&pay)) {
                (Ok(source), Ok(_)) => {
                    assert_eq!(app.plan(&id).expect("there").repayments[0].source, source, "{}", one.name);
                }
                (Err(code), Err(error)) => assert_eq!(error.code, code, "{}", one.name),
                (wanted, found) => panic!("{}: {wanted:?}, {found:?}", one.name),
            }
        }
    }
}

#[test]
fn each_is_found_by_its_own_characters() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    for (n, (one, id)) in filled(&app).iter().enumerate() {
        let title = title_of(n, one);
        let asked: String = title.chars().take(100).collect();
        let page = app.plans_page(&PlanQuery { search: asked.clone(), limit: 200, ..PlanQuery::default() });
        let found = page.unwrap_or_else(|error| panic!("{}: {error:?}", one.name)).plans;
        assert!(found.iter().any(|plan| plan.id == *id && plan.title == title), "{}: {asked:?}", one.name);
    }
    assert!(app.check().expect("checked").sound);
}

#[test]
fn exports_read_back_equal() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let filled = filled(&app);
    let written = fenqi_tests::csv(&app, ExportTable::Rows).expect("exported");
    let mut reader = csv::Reader::from_reader(written.strip_prefix("\u{feff}".as_bytes()).expect("a mark"));
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
    assert_eq!(records.len(), filled.len() * 2, "two rows a plan, whatever is in their texts");
    for (n, (one, id)) in filled.iter().enumerate() {
        let view = app.plan(id).expect("there");
        let record = records.iter().find(|record| &record[column("plan")] == id.0.as_str()).expect("its row");
        assert_eq!(&record[column("title")], title_of(n, one));
        for (name, kept) in
            [("merchant", &view.merchant), ("order_no", &view.order_no), ("notes", &view.notes)]
        {
            let (told, kept) = (&record[column(name)], kept.as_deref().unwrap_or_default());
            // What a spreadsheet would run has an apostrophe before it, and is else as it was.
            let same = told == kept || told.strip_prefix('\'') == Some(kept);
            assert!(same, "{} in {name}: {told:?}, {kept:?}", one.name);
            assert!(!told.starts_with(['=', '+', '-', '@', '\u{ff1d}']), "{} would run", one.name);
        }
    }

    let mut written = Vec::new();
    app.export_ics(false, &mut written).expect("exported");
    let calendar = ics::read(&written).expect("a sound calendar");
    assert_eq!(calendar.events.len(), filled.len() * 2, "no text begins an event of its own");
    for (n, (one, _)) in filled.iter().enumerate() {
        // A calendar knows one sort of line end.
        let told = |text: String| unturned(&text).replace(['\u{2028}', '\u{2029}'], "\n");
        let (title, account) = (told(title_of(n, one)), told(name_of(n, one)));
        let whole = |event: &&fenqi_app::ics::Event| {
            unturned(&event.summary).contains(&account) && unturned(&event.description).contains(&title)
        };
        assert_eq!(calendar.events.iter().filter(whole).count(), 2, "{}: {title:?}", one.name);
    }
}

#[test]
fn notices_and_journal_tell_each_whole() {
    let folder = data_folder();
    let app = app_at(folder.path(), DUE_DAY);
    let filled = filled(&app);
    let notices = app.remind(None, false).expect("decided").fire;
    let waiting = app.inbox(None, 200).expect("an inbox");
    for (n, (one, id)) in filled.iter().enumerate() {
        let title = title_of(n, one);
        let said =
            notices.iter().flat_map(|notice| notice.parts()).find(|part| part.plan.as_ref() == Some(id));
        let told = unturned(&title);
        assert!(unturned(&said.expect("of each").title).contains(&told), "{}", one.name);
        let row = waiting.waiting.iter().flat_map(|waiting| &waiting.rows).find(|row| row.plan == *id);
        assert_eq!(row.expect("each waits").title, title);
        let keys: Vec<String> = waiting
            .waiting
            .iter()
            .filter(|waiting| waiting.rows.iter().any(|row| row.plan == *id))
            .flat_map(|waiting| waiting.keys.clone())
            .collect();
        app.notice_answer(&keys, &NoticeAnswer::Paid).expect("paid");
        let last = &app.activity(None, 1).expect("a journal")[0];
        assert!(unturned(&last.words).contains(&told), "{}: {:?}", one.name, last.words);
    }
}

#[test]
fn everything_is_undone_and_done_again() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let empty = dump(folder.path());
    let filled = filled(&app);
    for (one, id) in &filled {
        let edit =
            PlanEdit { merchant: Some("x".to_owned()), notes: Some(String::new()), ..PlanEdit::default() };
        app.plan_edit(id, &edit).expect("edited");
        let source = Some(fitting(&one.text, 60));
        app.pay(&Pay { plan: id.clone(), n: 1, amount: None, on: None, source }).expect("paid");
        app.plan_remove(id).expect("removed");
    }
    let full = dump(folder.path());
    let mut undone = 0;
    while app.undo().is_ok() {
        undone += 1;
    }
    assert_eq!(undone, filled.len() * 5);
    let back = differences(&empty, &dump(folder.path()));
    assert!(back.is_empty(), "{back:?}");
    for _ in 0..undone {
        app.redo().expect("done again");
    }
    let again = differences(&full, &dump(folder.path()));
    assert!(again.is_empty(), "{again:?}");
    assert!(app.check().expect("checked").sound);
}
