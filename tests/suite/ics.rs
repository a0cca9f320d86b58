//! What is left to pay as a calendar, and the file that is kept up to date: what it says, when it is written, and
//! what is left alone.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use chrono::NaiveTime;
use fenqi_app::contract::{AccountDraft, ErrorCode, ExportFormat, Language, PlanId};
use fenqi_app::ics::{Calendar, Event};
use fenqi_app::{App, Pay};
use fenqi_store::{calendar_file, export, keep_calendar, rewrite_calendar};
use fenqi_tests::ics::read;
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, form, phone};
use serde_json::json;

const LATER: &str = "2026-11-23T08:00:00+08:00";

fn exported(app: &App, hide_amounts: bool) -> Calendar {
    let mut bytes = Vec::new();
    app.export_ics(hide_amounts, &mut bytes).expect("exported");
    read(&bytes).expect("a sound calendar")
}

fn on<'a>(calendar: &'a Calendar, day: &str) -> Vec<&'a Event> {
    calendar.events.iter().filter(|event| event.day.to_string() == day).collect()
}

fn uids(calendar: &Calendar) -> Vec<String> {
    calendar.events.iter().map(|event| event.uid.clone()).collect()
}

fn pay(app: &App, plan: &PlanId, n: u32, amount: Option<&str>) {
    let amount = amount.map(str::to_owned);
    app.pay(&Pay { plan: plan.clone(), n, amount, on: None, source: None }).expect("paid");
}

fn account(app: &App, account: serde_json::Value) {
    let account: AccountDraft = serde_json::from_value(account).expect("BUG: a sound account");
    app.account_add(account).expect("added");
}

/// The phone under another name, in some account.
fn titled(title: &str, account: &str) -> serde_json::Value {
    let mut plan = phone();
    plan["title"] = title.into();
    plan["account"] = account.into();
    plan
}

#[test]
fn what_is_paid_at_once_is_one_event() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    app.plans_add(&[draft(titled("耳机", "小米分期"))], false).expect("added");
    let calendar = exported(&app, false);
    assert_eq!((calendar.name.as_str(), calendar.language.as_str()), ("分期还款", "ZH"));
    // Twelve days of two phones, twelve of the laptop, twelve of the advance.
    assert_eq!(calendar.events.len(), 36);
    assert_eq!(calendar.events[0].day.to_string(), "2026-09-28", "from the oldest that is open");
    let [event] = on(&calendar, "2026-11-28")[..] else { panic!("one event") };
    assert_eq!(event.summary, "小米分期 应还 ¥883.16");
    assert_eq!(event.description, "小米 15 Pro 第 3/12 期 ¥441.58\n耳机 第 3/12 期 ¥441.58");
    let account = app.accounts().expect("accounts").into_iter().find(|account| account.name == "小米分期");
    assert_eq!(event.uid, format!("{}-2026-11-28@fenqi", account.expect("it").id.0));
    let mut out = Vec::new();
    assert_eq!(app.export_ics(false, &mut out), Ok(48), "rows");
    let english = app.speaking(Language::En);
    let calendar = exported(&english, false);
    let [event] = on(&calendar, "2026-11-28")[..] else { panic!("one event") };
    assert_eq!(event.summary, "小米分期: ¥883.16 due");
    assert_eq!(event.description.lines().next(), Some("小米 15 Pro, instalment 3 of 12: ¥441.58"));
}

#[test]
fn alarms_sound_when_fenqi_would_remind() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let calendar = exported(&app, false);
    let [event] = on(&calendar, "2026-11-28")[..] else { panic!("one event") };
    let midnight = event.day.and_time(NaiveTime::MIN);
    let sounds: Vec<String> = event.alarms.iter().map(|alarm| (midnight + alarm.0).to_string()).collect();
    assert_eq!(sounds, ["2026-11-25 09:00:00", "2026-11-27 09:00:00", "2026-11-28 09:00:00"]);
    for sound in &sounds {
        let at = chrono::DateTime::parse_from_rfc3339(&format!("{}+08:00", sound.replace(' ', "T")));
        let fired = app.remind(Some(at.expect("an instant")), true).expect("decided").fire;
        let speaks = |title: &str, notice: &fenqi_app::Notice| {
            notice.title.contains(title) || notice.covers.iter().any(|one| one.title.contains(title))
        };
        assert!(fired.iter().any(|notice| speaks("小米 15 Pro", notice)), "{sound}: {fired:?}");
    }
}

#[test]
fn events_keep_their_ids_whatever_is_paid_and_paid_ones_go() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    app.plans_add(&[draft(titled("耳机", "小米分期"))], false).expect("added");
    let before = exported(&app, false);
    assert_eq!(exported(&app_at(folder.path(), LATER), false).events, before.events, "another day, the same");
    pay(&app, &ids[0], 3, Some("100.00"));
    let partly = exported(&app, false);
    assert_eq!(uids(&partly), uids(&before));
    let [event] = on(&partly, "2026-11-28")[..] else { panic!("one event") };
    assert_eq!(event.summary, "小米分期 应还 ¥783.16");
    assert!(partly.changed > before.changed, "readers take the later one");
    pay(&app, &ids[0], 3, None);
    let one_left = exported(&app, false);
    let [event] = on(&one_left, "2026-11-28")[..] else { panic!("one event") };
    assert_eq!(event.description, "耳机 第 3/12 期 ¥441.58", "the paid row is gone");
    app.pay_statement("小米分期", "2026-11-28", None, None).expect("paid");
    let paid = exported(&app, false);
    assert_eq!(on(&paid, "2026-11-28"), [] as [&Event; 0]);
    let mut rest = uids(&before);
    rest.retain(|uid| !uid.contains("-2026-11-28@"));
    assert_eq!(uids(&paid), rest);
    for _ in 0..3 {
        app.undo().expect("undone");
    }
    assert_eq!(exported(&app, false).events, before.events, "taken back, it is as it was");
}

#[test]
fn currencies_stand_side_by_side_and_debits_are_named() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let klarna = json!({ "name": "Klarna", "currency": "EUR", "kind": "bnpl", "auto_debit": true });
    account(&app, klarna);
    account(
        &app,
        json!({ "name": "花呗", "currency": "CNY", "kind": "bnpl", "auto_debit": true, "funding_source": "招行卡" }),
    );
    let mut plans = vec![titled("Schuhe", "Klarna"), titled("手机", "花呗"), titled("手动", "花呗")];
    plans[0]["auto_debit"] = true.into();
    plans[1]["auto_debit"] = true.into();
    plans[2]["auto_debit"] = false.into();
    let drafts: Vec<_> = plans.into_iter().map(draft).collect();
    let ids = app.plans_add(&drafts, false).expect("added");
    let calendar = exported(&app, false);
    let told = |calendar: &Calendar, day: &str| {
        let events = on(calendar, day).into_iter();
        events.map(|event| (event.summary.clone(), event.description.clone())).collect::<Vec<_>>()
    };
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(
        told(&calendar, "2026-12-28"),
        [
            pair("Klarna 应还 €441.58", "Schuhe 第 4/12 期 €441.58（自动扣款）"),
            pair(
                "花呗 应还 ¥883.16",
                "手机 第 4/12 期 ¥441.58（自动扣款 · 招行卡）\n手动 第 4/12 期 ¥441.58"
            ),
        ]
    );
    app.debit_fail(&ids[1], 2).expect("failed");
    let failed = &told(&exported(&app, false), "2026-10-28")[1].1;
    assert!(failed.starts_with("手机 第 2/12 期 ¥441.58\n"), "it has to be paid by hand now: {failed}");
}

#[test]
fn amounts_can_be_left_out() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let (told, hidden) = (exported(&app, false), exported(&app, true));
    assert_eq!(uids(&told), uids(&hidden));
    let [event] = on(&hidden, "2026-11-28")[..] else { panic!("one event") };
    assert_eq!(
        (event.summary.as_str(), event.description.as_str()),
        ("小米分期 还款日", "小米 15 Pro 第 3/12 期")
    );
    let mut out = Vec::new();
    app.export_ics(true, &mut out).expect("exported");
    assert!(!String::from_utf8_lossy(&out).contains(['¥', '￥']));
}

#[test]
fn no_title_becomes_a_line_of_its_own() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let titles = [
        "x\r\nBEGIN:VALARM\r\nTRIGGER:PT0S\r\nACTION:AUDIO\r\nEND:VALARM",
        "a,b;c\\d\\ne:\"f\"",
        "g\u{2028}END:VEVENT\u{85}h\u{0}i\tj",
        "👩‍👩‍👧‍👦 很长的名字，一共六十个字，折行的时候一个字也不能从中间切开，表情也一样 🎧🎧🎧🎧🎧🎧",
    ];
    for title in titles {
        app.plans_add(&[draft(titled(title, "小米分期"))], true).expect("added");
    }
    let stored: Vec<String> = app.plans().expect("plans").into_iter().map(|plan| plan.title).collect();
    assert_eq!(stored.len(), titles.len());
    let calendar = exported(&app, false);
    assert_eq!(calendar.events.len(), 12);
    for event in &calendar.events {
        assert_eq!(event.alarms.len(), 3, "no alarm but Fenqi's");
        for title in &stored {
            let line = title.replace(['\u{2028}', '\u{85}'], "\n");
            assert!(event.description.contains(&line), "{line:?} in {:?}", event.description);
        }
    }
}

/// When a file was written, and which one it is.
fn identity(path: &Path) -> (SystemTime, u64) {
    let there = fs::metadata(path).expect("the file");
    (there.modified().expect("a time"), std::os::unix::fs::MetadataExt::ino(&there))
}

#[test]
fn a_kept_file_follows_and_is_left_alone_while_nothing_changes() {
    let (folder, place) = (data_folder(), data_folder());
    let path = place.path().join("fenqi.ics");
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    assert_eq!(rewrite_calendar(&app), Ok(false), "none is kept");
    assert_eq!(calendar_file(&app), Ok(None));
    keep_calendar(&app, &path).expect("kept");
    let kept = calendar_file(&app).expect("known").expect("kept");
    assert_eq!((kept.path.as_str(), kept.failed), (path.to_str().expect("text"), None));
    assert!(kept.written_at.is_some());
    let content = || read(&fs::read(&path).expect("the file")).expect("a sound calendar");
    let (first, made_at) = (identity(&path), content().made_at);

    let tomorrow = app_at(folder.path(), LATER);
    assert_eq!(rewrite_calendar(&tomorrow), Ok(false));
    tomorrow.first_time("hello").expect("remembered");
    assert_eq!(rewrite_calendar(&tomorrow), Ok(false));
    // Another process of another locale, such as cron's.
    let elsewhere = fenqi_store::SqliteStore::open(folder.path()).expect("the file opens");
    let clock = fenqi_app::clock::SystemClock;
    let elsewhere = App::new(Box::new(elsewhere), Box::new(clock), Language::En);
    assert_eq!(rewrite_calendar(&elsewhere), Ok(false));
    assert_eq!((identity(&path), content().made_at), (first, made_at), "not even touched");

    pay(&tomorrow, &ids[0], 1, None);
    assert_eq!(rewrite_calendar(&tomorrow), Ok(true));
    assert_eq!(rewrite_calendar(&tomorrow), Ok(false));
    assert_eq!(content(), Calendar { made_at: content().made_at, ..exported(&tomorrow, false) });
    assert!(content().made_at > made_at && identity(&path) != first);
    let settings =
        fenqi_app::contract::Settings { language: Some(Language::En), ..app.settings().expect("settings") };
    tomorrow.settings_set(settings).expect("set");
    assert_eq!(rewrite_calendar(&tomorrow), Ok(true), "it speaks the language that was chosen");
    assert_eq!(content().language, "EN");
    assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 1, "nothing is left over");
}

#[test]
fn keeping_a_file_is_an_action_that_can_be_undone() {
    let (folder, place) = (data_folder(), data_folder());
    let path = place.path().join("fenqi.ics");
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    keep_calendar(&app, &path).expect("kept");
    assert_eq!(app.undo().expect("undone").words, format!("开始更新日历文件：{}", path.display()));
    assert_eq!(calendar_file(&app), Ok(None));
    app.redo().expect("done again");
    assert!(calendar_file(&app).expect("known").is_some());
    app.keep_calendar(None).expect("stopped");
    let before = identity(&path);
    pay(&app, &ids[0], 1, None);
    assert_eq!(rewrite_calendar(&app), Ok(false), "no longer kept");
    assert_eq!(identity(&path), before, "and still there");
}

#[test]
fn what_is_not_a_calendar_of_fenqis_is_never_written_over() {
    let (folder, place) = (data_folder(), data_folder());
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let refused = |path: &Path| keep_calendar(&app, path).map_err(|error| error.code);
    let other = place.path().join("other.ics");
    fs::write(&other, "BEGIN:VCALENDAR\r\nPRODID:-//Other//\r\nEND:VCALENDAR\r\n").expect("written");
    assert_eq!(refused(&other), Err(ErrorCode::CalendarFileTaken));
    let link = place.path().join("link.ics");
    std::os::unix::fs::symlink(&other, &link).expect("linked");
    assert_eq!(refused(&link), Err(ErrorCode::CalendarFileTaken));
    let folder_itself = place.path().join("folder.ics");
    fs::create_dir(&folder_itself).expect("made");
    assert_eq!(refused(&folder_itself), Err(ErrorCode::CalendarFileTaken));
    assert!(fs::read_to_string(&other).expect("text").contains("Other"));
    for unfit in ["fenqi.ics", "./a/fenqi.ics", "/tmp/.bashrc", "/tmp/fenqi.ics.txt", "/tmp/.ics"] {
        assert_eq!(refused(Path::new(unfit)), Err(ErrorCode::CalendarFileUnfit), "{unfit}");
    }
    assert_eq!(refused(&folder.path().join("fenqi.ics")), Err(ErrorCode::ExportOverData));
    assert_eq!(refused(&place.path().join("none/fenqi.ics")), Err(ErrorCode::WriteFailed));
    assert_eq!(calendar_file(&app), Ok(None), "nothing of it is kept");
    // A data file may come from anywhere, with a path in it.
    app.keep_calendar(other.to_str()).expect("stored");
    assert_eq!(rewrite_calendar(&app).map_err(|error| error.code), Err(ErrorCode::CalendarFileTaken));
}

#[test]
fn a_file_that_cannot_be_written_says_so_until_it_can() {
    let (folder, place) = (data_folder(), data_folder());
    let stick = place.path().join("stick");
    fs::create_dir(&stick).expect("made");
    let path = stick.join("fenqi.ics");
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    keep_calendar(&app, &path).expect("kept");
    fs::rename(&stick, place.path().join("gone")).expect("pulled out");
    pay(&app, &ids[0], 1, None);
    assert_eq!(rewrite_calendar(&app).map_err(|error| error.code), Err(ErrorCode::WriteFailed));
    let kept = calendar_file(&app).expect("known").expect("still wanted");
    assert_eq!((kept.written_at, kept.failed.map(|error| error.code)), (None, Some(ErrorCode::WriteFailed)));
    fs::rename(place.path().join("gone"), &stick).expect("put in");
    assert_eq!(rewrite_calendar(&app), Ok(true), "what was missed is made up for");
    assert_eq!(calendar_file(&app).expect("known").expect("kept").failed, None);
}

#[test]
fn an_export_is_whole_or_not_at_all() {
    let (folder, place) = (data_folder(), data_folder());
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let path = place.path().join("a.ics");
    let to = |path: &Path| export(&app, &form(ExportFormat::Ics), path);
    let done = to(&path).expect("written");
    assert_eq!(
        (done.rows, read(&fs::read(&path).expect("the file")).map(|found| found.events.len())),
        (36, Ok(36))
    );
    let full = to(Path::new("/dev/full")).map_err(|error| error.code);
    assert_eq!(full, Err(ErrorCode::StorageFull));
    let over = to(&folder.path().join("fenqi.db")).map_err(|error| error.code);
    assert_eq!(over, Err(ErrorCode::ExportOverData));
    let empty = data_folder();
    assert_eq!(exported(&app_at(empty.path(), NOW), false).events, [], "nothing to pay");
}
