//! What people read: nothing in it is a name of the program's own, and each refusal says what is wrong.

use serde_json::{Value, json};

use crate::{Cli, text, three};

fn said(cli: &Cli, arguments: &[&str]) -> String {
    let output = cli.run(arguments, "");
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

fn refused(cli: &Cli, arguments: &[&str], input: &str) -> Value {
    let output = cli.run(&[&["--json"], arguments].concat(), input);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", text(&output.stderr));
    serde_json::from_slice::<Value>(&output.stdout).expect("one JSON line")["error"].clone()
}

#[test]
fn a_plan_is_shown_with_what_was_paid_and_rates_of_two_decimals() {
    let cli = Cli::new();
    let plans = cli.three_plans();
    cli.json(&["pay", &plans[1], "--seq", "1", "--on", "2026-11-20", "--source", "招行卡"], "");
    let shown = said(&cli, &["plan", "show", &plans[1]]);
    let paid = shown.lines().find(|line| line.starts_with("2026-11-20")).expect("the repayment");
    assert!(paid.contains("CNY 446.66  1/12") && paid.contains("招行卡"), "{shown}");
    assert!(shown.contains("13.03 %（单利）"), "{shown}");
}

#[test]
fn a_settlement_policy_is_told_in_words() {
    let cli = Cli::new();
    let plans = cli.three_plans();
    let shown = said(&cli, &["quote", "settle", &plans[1]]);
    assert!(shown.contains("规则：剩余本金，加全部剩余手续费\n这个账户没有填写提前结清规则"), "{shown}");
    assert!(!shown.contains('_'), "{shown}");
}

#[test]
fn of_many_plans_the_one_that_cannot_be_added_is_named() {
    let cli = Cli::new();
    let bad = three().replacen("ThinkPad X1", &"长".repeat(121), 1);
    let refused = cli.run(&["plan", "add", "--create-accounts"], &bad);
    assert_eq!(
        text(&refused.stderr),
        "fenqi-cli: 输入中的第 2 笔分期，title：太长了，最多 120 个字。一笔也没有添加。\n"
    );
    let error = self::refused(&cli, &["plan", "add"], &three());
    assert_eq!((&error["code"], &error["params"]["nth"]), (&json!("account_unknown"), &json!("1")));
    let alone = self::refused(&cli, &["plan", "add"], three().lines().next().unwrap_or_default());
    assert_eq!(alone["params"]["nth"], Value::Null);
}

#[test]
fn limits_name_their_currency() {
    let cli = Cli::new();
    cli.json(
        &["account", "add"],
        &json!({ "name": "Klarna", "currency": "EUR", "limit": "500" }).to_string(),
    );
    let shown = said(&cli, &["limits"]);
    assert!(shown.contains("EUR 500.00  EUR 0.00  EUR 500.00"), "{shown}");
}

#[test]
fn actions_are_told_to_the_minute_and_say_when_there_were_more_plans() {
    let cli = Cli::new();
    cli.json(&["plan", "add", "--create-accounts"], &format!("{}\n{}", three(), three()));
    let shown = said(&cli, &["activity"]);
    assert!(shown.contains("  2026-11-22 10:00  "), "{shown}");
    assert!(shown.contains("新建 6 笔分期：小米 15 Pro, ThinkPad X1, 备用金 5,000 等\n"), "{shown}");
    cli.run(&["undo"], "");
    cli.three_plans();
    let shown = said(&cli, &["activity", "--limit", "1"]);
    assert!(shown.contains("新建 3 笔分期：小米 15 Pro, ThinkPad X1, 备用金 5,000\n"), "{shown}");
}

#[test]
fn reminders_of_several_accounts_are_not_answered_at_once() {
    let cli = Cli::new();
    cli.three_plans();
    let fired = cli.json(&["remind", "--at", "2026-11-28T09:00:00+08:00"], "");
    let keys: Vec<&str> = fired[0]["fire"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|notice| notice["key"].as_str())
        .collect();
    assert!(keys.len() >= 2, "the loan's, and the shop's: {fired:?}");
    let error = refused(&cli, &[&["inbox", "answer"], &keys[..], &["--as", "paid"]].concat(), "");
    assert_eq!(
        (&error["code"], &error["message"]),
        (&json!("notice_mixed"), &json!("这些提醒属于不同的账户。请按账户分别处理。"))
    );
}

#[test]
fn a_negative_amount_is_refused_as_an_amount() {
    let cli = Cli::new();
    let plans = cli.three_plans();
    for arguments in [
        &["pay", &plans[0], "--seq", "1", "--amount", "-5"][..],
        &["prepay", &plans[2], "--amount", "-5"],
        &["refund", &plans[0], "--amount", "-5"],
        &["payoff", "--extra", "-5"],
        &["settings", "set", "income", "-5"],
    ] {
        let error = refused(&cli, arguments, "");
        assert!(error["message"].as_str().is_some_and(|words| !words.is_empty()), "{arguments:?}: {error}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused_and_not_answered_with_nothing() {
    let cli = Cli::new();
    cli.three_plans();
    let error = refused(&cli, &["due", "--from", "2026-12-01", "--to", "2026-11-01"], "");
    assert_eq!((&error["code"], &error["params"]["start"]), (&json!("date_too_early"), &json!("2026-12-01")));
    let error = refused(&cli, &["restore", "/nonexistent/copy.db"], "");
    assert_eq!(error["code"], "backup_unknown");
    assert_eq!(error["message"], "没有“/nonexistent/copy.db”这个备份。");
    assert_eq!(refused(&cli, &["account", "add"], " \n")["code"], "input_empty");
    assert_eq!(refused(&cli, &["account", "add"], r#"{"name":"a"}{"name":"b"}"#)["code"], "input_many");
    assert_eq!(said(&cli, &["payoff", "--currency", "USD"]), "没有到期的款。\n");
}
