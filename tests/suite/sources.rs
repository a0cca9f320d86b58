//! Funding sources: renamed for all accounts at once, merged, removed when unused, and each of it taken back.

use fenqi_app::App;
use fenqi_app::contract::ErrorCode;
use fenqi_tests::{NOW, app_at, data_folder};
use serde_json::json;

/// Two accounts are repaid by one card, a third by a wallet; another card repays none.
fn household(app: &App) {
    for (name, source) in [("小米分期", "招行卡"), ("花呗", "支付宝"), ("京东白条", "招行卡")]
    {
        add(app, name, source);
    }
    add(app, "旧账户", "旧卡");
    edit(app, "旧账户", "支付宝");
}

fn account(name: &str, source: &str) -> serde_json::Value {
    json!({ "name": name, "due": { "day": 28 }, "auto_debit": true, "funding_source": source })
}

fn add(app: &App, name: &str, source: &str) {
    let draft = serde_json::from_value(account(name, source)).expect("BUG: a sound draft");
    app.account_add(draft).expect("an account");
}

fn edit(app: &App, name: &str, source: &str) {
    let draft = serde_json::from_value(account(name, source)).expect("BUG: a sound draft");
    app.account_edit(name, draft).expect("edited");
}

/// Each source with the accounts that it repays.
fn listed(app: &App) -> Vec<(String, Vec<String>)> {
    let sources = app.sources().expect("sources").into_iter();
    sources
        .map(|source| (source.name, source.accounts.into_iter().map(|account| account.name).collect()))
        .collect()
}

fn used(name: &str, accounts: &[&str]) -> (String, Vec<String>) {
    (name.to_owned(), accounts.iter().map(|account| (*account).to_owned()).collect())
}

fn before() -> Vec<(String, Vec<String>)> {
    vec![used("招行卡", &["京东白条", "小米分期"]), used("支付宝", &["旧账户", "花呗"]), used("旧卡", &[])]
}

#[test]
fn a_new_name_is_that_of_all_accounts() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    household(&app);
    assert_eq!(listed(&app), before());
    app.source_rename("招行卡", "  招行卡 ··1234 ").expect("renamed");
    assert_eq!(app.account("小米分期").expect("one").funding_source.as_deref(), Some("招行卡 ··1234"));
    assert_eq!(app.account("京东白条").expect("one").funding_source.as_deref(), Some("招行卡 ··1234"));
    let undone = app.undo().expect("taken back");
    assert_eq!(undone.words, "扣款方式改名：招行卡 → 招行卡 ··1234");
    assert_eq!(listed(&app), before());
    app.redo().expect("done again");
    assert_eq!(listed(&app)[0], used("招行卡 ··1234", &["京东白条", "小米分期"]));
    assert!(app.check().expect("a check").sound);
}

#[test]
fn one_takes_the_place_of_another() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    household(&app);
    app.source_merge("支付宝", "招行卡").expect("merged");
    let all = ["京东白条", "小米分期", "旧账户", "花呗"];
    assert_eq!(listed(&app), [used("招行卡", &all), used("旧卡", &[])]);
    assert!(app.check().expect("a check").sound);
    assert_eq!(app.undo().expect("taken back").words, "合并扣款方式：支付宝 → 招行卡");
    assert_eq!(listed(&app), before());
    let actions = app.activity(None, 50).expect("actions").len();
    app.source_merge("招行卡", "招行卡").expect("nothing to be done");
    assert_eq!(app.activity(None, 50).expect("actions").len(), actions, "which is no action");
}

#[test]
fn only_one_that_is_not_used_is_removed() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    household(&app);
    app.account_archive("旧账户", true).expect("archived");
    let refused = app.source_remove("支付宝").expect_err("two accounts use it");
    assert_eq!((refused.code, refused.params["account"].as_str()), (ErrorCode::SourceUsed, "旧账户"));
    app.source_remove("旧卡").expect("removed");
    assert_eq!(listed(&app), &before()[..2]);
    app.undo().expect("taken back");
    assert_eq!(listed(&app), before());
    let code = |done: fenqi_app::Result<()>| done.expect_err("refused").code;
    assert_eq!(code(app.source_rename("旧卡", "支付宝")), ErrorCode::SourceExists);
    assert_eq!(code(app.source_rename("旧卡", "  ")), ErrorCode::TextRequired);
    assert_eq!(code(app.source_rename("旧卡", &"卡".repeat(61))), ErrorCode::TextTooLong);
    assert_eq!(code(app.source_merge("旧卡", "没有")), ErrorCode::SourceUnknown);
    assert_eq!(code(app.source_remove("没有")), ErrorCode::SourceUnknown);
}

#[test]
fn a_source_says_what_it_needs_for_all_its_accounts() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    household(&app);
    let plan = |account: &str, price: &str| {
        fenqi_tests::draft(json!({
            "account": account, "origin": "purchase", "title": account, "purchased_on": "2026-11-01",
            "auto_debit": true,
            "terms": { "method": "interest_free", "principal": price, "periods": "2",
                       "start_date": "2026-11-01", "first_due_date": "2026-11-28" }
        }))
    };
    app.plans_add(&[plan("小米分期", "200.00"), plan("京东白条", "300.00"), plan("花呗", "7.00")], false)
        .expect("plans");
    let sources = app.sources().expect("sources");
    let needs: Vec<_> =
        sources[0].needs.iter().map(|need| (need.by.as_str(), need.amount.as_str())).collect();
    assert_eq!(needs, [("2026-11-28", "250.00")], "of both accounts, within a month");
    assert_eq!(sources[2].needs, []);
    let page = app.account_page("小米分期").expect("a page");
    assert_eq!(page.funding, sources[0].needs, "the account says what its source needs");
}
