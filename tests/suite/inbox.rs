//! Reminders by rules, put off, answered and listed: through the use cases, on real files.

use chrono::{DateTime, FixedOffset};
use fenqi_app::contract::{
    AccountDraft, ErrorCode, Language, NoticeAnswer, NoticeKind, Pause, PlanId, ReminderRules, RuleSubject,
    Settings, Snooze,
};
use fenqi_app::{App, Notice};
use fenqi_tests::{app_at, data_folder, draft};
use serde_json::json;
use tempfile::TempDir;

const DAY_BEFORE: &str = "2026-11-27T09:00:00+08:00";
const DUE_DAY: &str = "2026-11-28T09:00:00+08:00";
const DAY_AFTER: &str = "2026-11-29T09:00:00+08:00";

fn instant(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("BUG: a literal instant")
}

/// What fires at an instant; claimed.
fn fired(app: &App, at: &str) -> Vec<Notice> {
    app.remind(Some(instant(at)), false).expect("decided").fire
}

fn titles(notices: &[Notice]) -> Vec<&str> {
    notices.iter().map(|notice| notice.title.as_str()).collect()
}

/// An account due on the 28th, by hand or by a debit of 招行卡, with plans of two rows of ¥100.00 each.
fn household(folder: &TempDir, auto_debit: bool, titles: &[&str]) -> (App, Vec<PlanId>) {
    let app = app_at(folder.path(), "2026-11-20T10:00:00+08:00");
    let account: AccountDraft = serde_json::from_value(json!({
        "name": "花呗", "currency": "CNY", "kind": "bnpl", "due": {"day": 28}, "grace_days": 3,
        "auto_debit": auto_debit, "funding_source": "招行卡"
    }))
    .expect("BUG: a sound draft");
    app.account_add(account).expect("added");
    let plan = |title: &&str| {
        draft(json!({
            "account": "花呗", "origin": "purchase", "title": title, "purchased_on": "2026-10-28",
            "auto_debit": auto_debit,
            "terms": { "method": "interest_free", "principal": "200.00", "periods": "2",
                       "start_date": "2026-10-28", "first_due_date": "2026-11-28" }
        }))
    };
    let ids = app.plans_add(&titles.iter().map(plan).collect::<Vec<_>>(), false).expect("added");
    (app, ids)
}

fn keys(app: &App) -> Vec<String> {
    app.inbox(None, 50).expect("an inbox").waiting.into_iter().flat_map(|waiting| waiting.keys).collect()
}

fn status(app: &App, plan: &PlanId) -> String {
    let rows = app.plan(plan).expect("a plan").rows;
    serde_json::to_value(rows[0].status).expect("JSON").as_str().expect("a text").to_owned()
}

#[test]
fn the_rows_of_a_statement_are_one_notice_and_one_payment() {
    let folder = data_folder();
    let (_, ids) = household(&folder, false, &["耳机", "键盘"]);
    let app = app_at(folder.path(), DUE_DAY);
    let fire = fired(&app, DUE_DAY);
    assert_eq!(titles(&fire), ["花呗账单：今天到期"]);
    assert_eq!(fire[0].body, "共 2 期 · 11 月 28 日应还 ¥200.00");
    assert_eq!(fire[0].covers.len(), 2);
    let key = [fire[0].key.clone()];
    for _ in 0..2 {
        app.notice_answer(&key, &NoticeAnswer::Paid).expect("said twice, it happens once");
    }
    assert!(ids.iter().all(|id| status(&app, id) == "paid"));
    assert_eq!(app.plan(&ids[0]).expect("a plan").repayments.len(), 1);
    assert_eq!(keys(&app), [""; 0], "nothing waits");
    assert!(app.undo().expect("undone").words.contains("花呗"), "one action for the whole statement");
    assert!(ids.iter().all(|id| status(&app, id) != "paid"));
    assert_eq!(fired(&app, DUE_DAY), [], "undoing a payment reminds nobody twice");
    assert_eq!(keys(&app).len(), 2, "but they wait again");
}

#[test]
fn a_debit_is_announced_with_what_its_source_needs_and_asked_about() {
    let folder = data_folder();
    let (app, ids) = household(&folder, true, &["耳机", "键盘"]);
    assert_eq!(fired(&app, "2026-11-25T09:00:00+08:00"), [], "covered by the debit");
    let fire = fired(&app, DAY_BEFORE);
    assert_eq!(titles(&fire), ["招行卡 11 月 28 日前备足 ¥200.00"]);
    assert_eq!(fire[0].body, "自动扣款：耳机 1/2、键盘 1/2");
    assert_eq!(fired(&app, DUE_DAY), []);

    let app = app_at(folder.path(), DAY_AFTER);
    let asked = fired(&app, DAY_AFTER);
    assert_eq!(titles(&asked), ["花呗账单：扣款成功了吗？"]);
    assert_eq!(asked[0].kind, NoticeKind::DebitCheck);
    assert_eq!(status(&app, &ids[0]), "debit_expected", "confirmed is never assumed");
    app.notice_answer(&[asked[0].key.clone()], &NoticeAnswer::Confirmed).expect("confirmed");
    app.notice_answer(&[asked[0].key.clone()], &NoticeAnswer::Confirmed).expect("twice");
    assert!(ids.iter().all(|id| status(&app, id) == "paid"));
    let repayment = &app.plan(&ids[0]).expect("a plan").repayments[0];
    assert_eq!((repayment.paid_on.as_str(), repayment.source.as_deref()), ("2026-11-28", Some("招行卡")));
}

/// Put off together, a row by debit and one by hand come again together: "yes" to the debit must not silence the other.
#[test]
fn what_is_debited_and_what_is_paid_by_hand_are_never_one_notice() {
    let folder = data_folder();
    let (app, _) = household(&folder, true, &["耳机"]);
    let by_hand = draft(json!({
        "account": "花呗", "origin": "purchase", "title": "键盘", "purchased_on": "2026-10-28", "auto_debit": false,
        "terms": { "method": "interest_free", "principal": "200.00", "periods": "2",
                   "start_date": "2026-10-28", "first_due_date": "2026-11-28" }
    }));
    let by_hand = app.plans_add(&[by_hand], false).expect("added").remove(0);
    let app = app_at(folder.path(), DAY_BEFORE);
    fired(&app, DAY_BEFORE);
    let later = NoticeAnswer::Snooze(Snooze::Until("2026-11-29T10:00:00+08:00".to_owned()));
    app.notice_answer(&keys(&app), &later).expect("put off");
    let app = app_at(folder.path(), "2026-11-29T10:00:00+08:00");
    let again = fired(&app, "2026-11-29T10:00:00+08:00");
    let of_hand = again.iter().find(|notice| notice.title.contains("键盘")).expect("a notice of its own");
    assert!(again.iter().all(|notice| notice.covers.is_empty()), "{:?}", titles(&again));
    for notice in again.iter().filter(|notice| *notice != of_hand) {
        app.notice_answer(std::slice::from_ref(&notice.key), &NoticeAnswer::Confirmed).expect("confirmed");
    }
    assert_ne!(status(&app, &by_hand), "paid");
    assert!(keys(&app).iter().any(|key| key.starts_with(&by_hand.0)), "it waits still");
}

#[test]
fn a_title_of_any_signs_is_named_whole() {
    let folder = data_folder();
    let (app, _) = household(&folder, true, &["耳机;键盘", "[\"a\"]"]);
    let fire = fired(&app, DAY_BEFORE);
    assert_eq!(fire[0].body, "自动扣款：耳机;键盘 1/2、[\"a\"] 1/2");
}

#[test]
fn a_debit_that_failed_is_overdue_from_the_right_day_and_reminded_of_again() {
    let folder = data_folder();
    household(&folder, true, &["耳机"]);
    let app = app_at(folder.path(), DAY_AFTER);
    let asked = fired(&app, DAY_AFTER);
    app.notice_answer(&[asked[0].key.clone()], &NoticeAnswer::Failed).expect("failed");
    app.notice_answer(&[asked[0].key.clone()], &NoticeAnswer::Failed).expect("twice");
    assert_eq!(fired(&app, "2026-11-29T12:00:00+08:00"), [], "the user has just been here");
    let next = fired(&app, "2026-11-30T09:00:00+08:00");
    assert_eq!(titles(&next), ["耳机：扣款失败，请手动还款"]);
    assert_eq!(next[0].body, "还差 ¥100.00 · 宽限到 12 月 1 日");
    let late = fired(&app, "2026-12-02T09:00:00+08:00");
    assert_eq!((late[0].kind, late[0].title.as_str()), (NoticeKind::Overdue, "耳机：已逾期 4 天"));
    assert_eq!(
        app.debit_fail(&PlanId("?".to_owned()), 1).map_err(|error| error.code),
        Err(ErrorCode::PlanUnknown)
    );
}

#[test]
fn what_is_put_off_comes_again_then_unless_it_is_paid() {
    let folder = data_folder();
    let (_, ids) = household(&folder, false, &["耳机", "键盘"]);
    let app = app_at(folder.path(), DUE_DAY);
    let fire = fired(&app, DUE_DAY);
    app.notice_answer(&[fire[0].key.clone()], &NoticeAnswer::Snooze(Snooze::Tonight)).expect("put off");
    let inbox = app.inbox(None, 10).expect("an inbox");
    assert_eq!(inbox.unseen, 0);
    assert_eq!(inbox.waiting[0].snoozed_until.as_deref(), Some("2026-11-28T20:00:00+08:00"));
    app.pay(&fenqi_app::Pay { plan: ids[0].clone(), n: 1, amount: None, on: None, source: None })
        .expect("paid");
    assert_eq!(fired(&app, "2026-11-28T19:59:59+08:00"), []);
    let again = fired(&app, "2026-11-28T20:00:00+08:00");
    assert_eq!(titles(&again), ["键盘：今天到期"], "of what is still unpaid");
    assert_eq!(fired(&app, "2026-11-28T20:00:00+08:00"), []);

    let past = NoticeAnswer::Snooze(Snooze::Until("2026-11-28T08:00:00+08:00".to_owned()));
    let key = again[0].key.clone();
    let refused = app.notice_answer(std::slice::from_ref(&key), &past).map_err(|error| error.code);
    assert_eq!(refused, Err(ErrorCode::TimeInvalid));
    let unknown = app.notice_answer(&["no such key".to_owned()], &NoticeAnswer::Seen);
    assert_eq!(unknown.map_err(|error| error.code), Err(ErrorCode::NoticeUnknown));
    app.notice_answer(&[key], &NoticeAnswer::Snooze(Snooze::Tomorrow)).expect("put off");
    let next = app.remind(Some(instant("2026-11-28T21:00:00+08:00")), true).expect("decided").next_wake;
    assert_eq!(next.map(|wake| wake.to_rfc3339()).as_deref(), Some("2026-11-29T09:00:00+08:00"));
    assert_eq!(titles(&fired(&app, DAY_AFTER)), ["键盘：1 天前到期"], "once, not twice, at nine");
    assert_eq!(fired(&app, DAY_AFTER), []);
}

fn rules(days_before: &[u16], at: &str) -> ReminderRules {
    ReminderRules {
        days_before: days_before.to_vec(),
        at: at.to_owned(),
        repeat_overdue: true,
        when_debited: false,
        quiet_from: None,
        quiet_until: None,
    }
}

#[test]
fn the_closest_rules_count_and_can_be_taken_back() {
    let folder = data_folder();
    let (app, ids) = household(&folder, false, &["耳机", "键盘"]);
    let account = RuleSubject::Account(app.accounts().expect("accounts")[0].id.clone());
    let plan = RuleSubject::Plan(ids[1].clone());
    app.reminder_rules_set(&RuleSubject::All, &rules(&[5], "08:00")).expect("set");
    assert_eq!(
        titles(&app.remind(Some(instant("2026-11-23T08:00:00+08:00")), true).expect("decided").fire).len(),
        1
    );
    app.reminder_rules_set(&account, &rules(&[2], "07:30")).expect("set");
    app.reminder_rules_set(&plan, &rules(&[], "21:00")).expect("set");
    let at = |text: &str| app.remind(Some(instant(text)), true).expect("decided").fire;
    assert_eq!(at("2026-11-23T08:00:00+08:00"), []);
    assert_eq!(
        titles(&at("2026-11-26T07:30:00+08:00")),
        ["耳机：2 天后到期"],
        "the keyboard has none before"
    );
    let found = app.reminder_rules().expect("rules");
    assert_eq!(found.iter().map(|rule| rule.name.as_str()).collect::<Vec<_>>(), ["", "花呗", "键盘"]);
    assert!(!app.reminder_rules_of(&RuleSubject::Plan(ids[0].clone())).expect("rules").own);
    app.reminder_rules_reset(&plan).expect("reset");
    assert_eq!(titles(&at("2026-11-26T07:30:00+08:00")), ["花呗账单：2 天后到期"]);
    for _ in 0..4 {
        app.undo().expect("undone");
    }
    assert_eq!(app.reminder_rules().expect("rules").len(), 1);
    assert!(!app.reminder_rules().expect("rules")[0].own);
}

#[test]
fn rules_that_make_no_sense_are_refused() {
    let folder = data_folder();
    let (app, _) = household(&folder, false, &["耳机"]);
    let code =
        |rules: ReminderRules| app.reminder_rules_set(&RuleSubject::All, &rules).map_err(|error| error.code);
    assert_eq!(code(rules(&[61], "09:00")), Err(ErrorCode::NumberRange));
    assert_eq!(code(rules(&(0..13).collect::<Vec<_>>(), "09:00")), Err(ErrorCode::NumberRange));
    for time in ["9:00", "24:00", "09:60", "", "09:00:00", "九点"] {
        assert_eq!(code(rules(&[1], time)), Err(ErrorCode::TimeInvalid), "{time}");
    }
    let half = ReminderRules { quiet_from: Some("22:00".to_owned()), ..rules(&[1], "09:00") };
    assert_eq!(code(half), Err(ErrorCode::TimeInvalid));
    let nobody = RuleSubject::Plan(PlanId("nobody".to_owned()));
    let refused = app.reminder_rules_set(&nobody, &rules(&[1], "09:00")).map_err(|error| error.code);
    assert_eq!(refused, Err(ErrorCode::PlanUnknown));
}

#[test]
fn quiet_hours_and_pauses_hold_back_and_let_go() {
    let folder = data_folder();
    household(&folder, false, &["耳机"]);
    let app = app_at(folder.path(), "2026-11-28T08:00:00+08:00");
    let quiet = ReminderRules {
        quiet_from: Some("22:00".to_owned()),
        quiet_until: Some("10:00".to_owned()),
        ..rules(&[0], "09:00")
    };
    app.reminder_rules_set(&RuleSubject::All, &quiet).expect("set");
    let held = app.remind(Some(instant(DUE_DAY)), false).expect("decided");
    assert_eq!(held.fire, []);
    assert_eq!(held.next_wake.map(|wake| wake.to_rfc3339()).as_deref(), Some("2026-11-28T10:00:00+08:00"));
    app.reminders_pause(Pause::Tomorrow).expect("paused");
    assert!(app.tray_summary().expect("a summary").paused);
    assert_eq!(fired(&app, "2026-11-28T12:00:00+08:00"), []);
    app.reminders_pause(Pause::End).expect("let go");
    assert_eq!(titles(&fired(&app, "2026-11-28T12:00:00+08:00")), ["耳机：今天到期"]);
    app.reminders_pause(Pause::Open).expect("paused");
    assert!(app.inbox(None, 1).expect("an inbox").paused_open);
}

#[test]
fn amounts_can_be_hidden_and_words_follow_the_language() {
    let folder = data_folder();
    let (app, _) = household(&folder, false, &["耳机", "键盘"]);
    let settings = Settings { language: Some(Language::En), hide_amounts: true, ..Settings::default() };
    app.settings_set(settings).expect("set");
    let fire = fired(&app, DUE_DAY);
    assert_eq!(
        (fire[0].title.as_str(), fire[0].body.as_str()),
        ("花呗 statement: due today", "2 instalments · due on 28 November")
    );
    assert!(fire.iter().flat_map(|notice| &notice.covers).all(|cover| !cover.body.contains('¥')));
    app.settings_set(Settings { language: Some(Language::ZhCn), hide_amounts: false, ..settings })
        .expect("set");
    let earlier = app.inbox(None, 10).expect("an inbox").earlier;
    assert_eq!(
        (earlier[0].title.as_str(), earlier[0].body.as_str()),
        ("花呗账单：今天到期", "共 2 期 · 11 月 28 日应还 ¥200.00")
    );
    assert_eq!(earlier[0].parts, ["耳机：今天到期", "键盘：今天到期"]);
}

#[test]
fn what_comes_next_is_foretold() {
    let folder = data_folder();
    let (app, _) = household(&folder, true, &["耳机"]);
    let coming = app.reminders_coming(4).expect("foretold");
    let told: Vec<(&str, &str)> = coming.iter().map(|one| (&one.at[..16], one.title.as_str())).collect();
    assert_eq!(
        told,
        [
            ("2026-11-27T09:00", "招行卡 11 月 28 日前备足 ¥100.00"),
            ("2026-11-29T09:00", "耳机：扣款成功了吗？"),
            ("2026-12-02T09:00", "耳机：已逾期 4 天"),
            ("2026-12-03T09:00", "耳机：已逾期 5 天"),
        ]
    );
    assert_eq!(fired(&app, DAY_BEFORE).len(), 1, "foretelling claims nothing");
    assert_eq!(app.reminders_coming(0).map_err(|error| error.code).err(), Some(ErrorCode::NumberRange));
}

#[test]
fn funding_is_summed_by_source_and_day() {
    let folder = data_folder();
    let (app, _) = household(&folder, true, &["耳机", "键盘"]);
    let needs = app.funding(Some(60)).expect("funding");
    let told: Vec<_> =
        needs.iter().map(|need| (need.source.as_deref(), need.by.as_str(), need.amount.as_str())).collect();
    assert_eq!(told, [(Some("招行卡"), "2026-11-28", "200.00"), (Some("招行卡"), "2026-12-28", "200.00")]);
    assert_eq!(app.funding(Some(7)).expect("funding"), []);
}

#[test]
fn what_came_on_a_later_day_was_missed_until_it_is_seen() {
    let folder = data_folder();
    household(&folder, false, &["耳机", "键盘", "相机", "音箱", "手柄"]);
    let app = app_at(folder.path(), "2026-11-28T12:00:00+08:00");
    fired(&app, DUE_DAY);
    let on_time = app.inbox(None, 1).expect("an inbox");
    assert_eq!((on_time.missed, on_time.waiting[0].missed), (None, false), "many at once are on time");

    let folder = data_folder();
    household(&folder, false, &["耳机"]);
    let app = app_at(folder.path(), "2026-11-27T10:00:00+08:00");
    fired(&app, "2026-11-25T09:00:00+08:00");
    assert_eq!(app.inbox(None, 1).expect("an inbox").missed, None);
    // Away from the 26th on: what was wanted on the 27th comes on the 28th, before nine.
    fired(&app, "2026-11-28T08:00:00+08:00");
    let inbox = app.inbox(None, 1).expect("an inbox");
    let missed = inbox.missed.expect("missed");
    assert_eq!(
        (missed.from.as_str(), missed.until.as_str(), missed.days),
        ("2026-11-27T09:00:00+08:00", "2026-11-28T08:00:00+08:00", 1)
    );
    assert!(inbox.waiting[0].missed);
    app.notice_answer(&keys(&app), &NoticeAnswer::Seen).expect("seen");
    let inbox = app.inbox(None, 1).expect("an inbox");
    assert_eq!((inbox.missed, inbox.waiting[0].missed), (None, false));
}

#[test]
fn what_is_no_longer_put_off_waits_again_and_does_not_pop_up_twice() {
    let folder = data_folder();
    household(&folder, false, &["耳机", "键盘"]);
    let app = app_at(folder.path(), DUE_DAY);
    let key = [fired(&app, DUE_DAY)[0].key.clone()];
    for until in [Snooze::Tomorrow, Snooze::Now, Snooze::Now] {
        app.notice_answer(&key, &NoticeAnswer::Snooze(until)).expect("said");
    }
    let inbox = app.inbox(None, 1).expect("an inbox");
    assert_eq!((inbox.waiting[0].snoozed_until.as_deref(), inbox.unseen), (None, 1));
    assert_eq!(fired(&app, "2026-11-28T12:00:00+08:00"), [], "it is in the inbox; nobody is disturbed");
    assert_eq!(titles(&fired(&app, DAY_AFTER)), [""; 0], "the grace days are as quiet as without it");
    assert_eq!(titles(&fired(&app, "2026-12-02T09:00:00+08:00")), ["花呗账单：已逾期 4 天"]);
}

#[test]
fn the_inbox_pages_through_what_was_said() {
    let folder = data_folder();
    household(&folder, false, &["耳机"]);
    let app = app_at(folder.path(), "2026-12-10T10:00:00+08:00");
    for day in 25..=30 {
        fired(&app, &format!("2026-11-{day}T09:00:00+08:00"));
    }
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = app.inbox(before.as_deref(), 2).expect("a page");
        seen.extend(page.earlier.into_iter().map(|notice| notice.at[..10].to_owned()));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(
        seen,
        ["2026-11-28", "2026-11-27", "2026-11-25"],
        "newest first; nothing within the grace days"
    );
}
