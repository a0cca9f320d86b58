//! The built command: arguments, exit codes, and what stands on which stream.

mod due;
mod file;
mod help;
mod household_year;
mod import;
mod import_csv;
mod said;
mod shapes;
mod streams;

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const NOW: &str = "2026-11-22T10:00:00+08:00";

struct Cli {
    folder: TempDir,
}

impl Cli {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Runs the command with an input, on this folder at the usual instant.
    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fenqi-cli"));
        command
            .env("FENQI_DATA_DIR", self.folder.path())
            .args(["--now", NOW, "--lang", "zh-CN"])
            .args(arguments);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.expect("the command starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // A command that reads no input may have closed it already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("the command ends")
    }

    /// Runs it with `--json` and answers its lines; they must be JSON, and it must succeed.
    fn json(&self, arguments: &[&str], input: &str) -> Vec<Value> {
        let output = self.run(&[&["--json"], arguments].concat(), input);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stdout));
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// Adds the three plans of the main job and answers their ids.
    fn three_plans(&self) -> Vec<String> {
        let lines = self.json(&["plan", "add", "-", "--create-accounts"], &three());
        lines.iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn three() -> String {
    let plan = |account: &str, title: &str, start: &str, first: &str, terms: Value| {
        let mut all = json!({ "periods": "12", "start_date": start, "first_due_date": first });
        all.as_object_mut().expect("an object").extend(terms.as_object().expect("an object").clone());
        json!({ "account": account, "title": title, "purchased_on": start, "terms": all }).to_string()
    };
    let free = json!({ "method": "interest_free", "principal": "5299.00" });
    let flat = json!({ "method": "flat_per_period", "principal": "5000.00", "fee_rate_per_period": "0.006" });
    let daily = json!({ "method": "equal_instalment", "principal": "5000.00", "daily_rate": "0.0005" });
    [
        plan("小米分期", "小米 15 Pro", "2026-08-28", "2026-09-28", free),
        plan("小米分期", "ThinkPad X1", "2026-11-15", "2026-12-15", flat),
        plan("备用金", "备用金 5,000", "2026-10-30", "2026-11-30", daily),
    ]
    .join("\n")
}

#[test]
fn the_main_job_by_command() {
    let cli = Cli::new();
    let ids = cli.three_plans();
    let due = &cli.json(&["due", "--all"], "")[0];
    assert_eq!(due["today"], "2026-11-22");
    assert_eq!(due["rows"].as_array().map(Vec::len), Some(36));
    assert_eq!(due["totals"]["CNY"]["overdue"], "883.16");
    assert_eq!(due["totals"]["CNY"]["due"], "16166.39", "5299.00 + 5360.00 + 5507.39");
    cli.json(&["pay", &ids[0], "--seq", "1"], "");
    cli.json(
        &["pay", "--statement", "小米分期", "2026-10-28", "--on", "2026-10-27", "--source", "招行卡"],
        "",
    );
    let plan = &cli.json(&["plan", "show", &ids[0]], "")[0];
    assert_eq!((&plan["rows"][0]["status"], &plan["rows"][1]["status"]), (&json!("paid"), &json!("paid")));
    assert_eq!(plan["repayments"][1]["source"], "招行卡");
    let at = ["remind", "--at", "2026-11-28T09:00:00+08:00"];
    let rehearsal = &cli.json(&[&at[..], &["--dry-run"]].concat(), "")[0];
    let fired = &cli.json(&at, "")[0];
    assert_eq!(rehearsal, fired);
    assert_eq!(fired["fire"][1]["kind"], "due");
    assert_eq!(fired["next_wake"], "2026-11-29T09:00:00+08:00");
    assert_eq!(cli.json(&at, "")[0]["fire"], json!([]));
    let csv = cli.run(&["export", "csv", "--to", "-"], "");
    assert!(text(&csv.stdout).starts_with("\u{feff}plan,account,"));
    assert_eq!(text(&csv.stdout).lines().count(), 37);
}

#[test]
fn exports_are_files_of_their_own() {
    let cli = Cli::new();
    cli.three_plans();
    let place = tempfile::tempdir().expect("a temporary folder");
    let to = |name: &str| place.path().join(name).to_str().expect("text").to_owned();
    let export = |arguments: &[&str], name: &str| {
        cli.run(&[&["--json", "export"], arguments, &["--to", &to(name)]].concat(), "")
    };
    for (arguments, begins) in [
        (&["csv"][..], &b"\xef\xbb\xbfplan,account,origin"[..]),
        (&["csv", "--table", "plans"], b"\xef\xbb\xbfplan,account,origin"),
        (&["csv", "--table", "repayments"], b"\xef\xbb\xbfrepayment,kind"),
        (&["csv", "--table", "accounts", "--encoding", "gb18030"], b"account,name,"),
        (&["csv", "--table", "months"], b"\xef\xbb\xbfmonth,currency"),
        (&["xlsx"], b"PK\x03\x04"),
        (&["ics"], b"BEGIN:VCALENDAR"),
        (&["ledger"], b"; Fenqi 2026-"),
        (&["hledger"], b"; Fenqi 2026-"),
        (&["beancount"], b"; Fenqi 2026-"),
    ] {
        let name = arguments.join(" ");
        let done = export(arguments, &name);
        assert_eq!(done.status.code(), Some(0), "{name}: {}", text(&done.stdout));
        let written = std::fs::read(to(&name)).expect("the file");
        assert!(written.starts_with(begins), "{name}");
        // A second time it is there.
        let refused = export(arguments, &name);
        let error: Value = serde_json::from_slice(&refused.stdout).expect("one JSON line");
        assert_eq!(
            (refused.status.code(), &error["error"]["code"]),
            (Some(1), &json!("file_exists")),
            "{name}"
        );
        assert_eq!(export(&[arguments, &["--force"]].concat(), &name).status.code(), Some(0), "{name}");
        let streamed = cli.run(&[&["export"], arguments, &["--to", "-"]].concat(), "");
        assert_eq!(streamed.status.code(), Some(0), "{name}");
        assert!(streamed.stdout.starts_with(begins), "{name}");
    }
    for wrong in
        [&["csv", "--table", "cells"][..], &["csv", "--encoding", "big5"], &["xlsx", "--table", "rows"]]
    {
        assert_eq!(export(wrong, "x").status.code(), Some(2), "{wrong:?}");
    }
    let full = cli.run(&["--json", "export", "xlsx", "--to", "/dev/full"], "");
    assert!(text(&full.stdout).contains("\"storage_full\""), "{}", text(&full.stdout));
}

#[test]
fn refusals_are_one_json_line_or_words_and_exit_with_1() {
    let cli = Cli::new();
    cli.three_plans();
    let refused = cli.run(&["--json", "plan", "show", "nobody"], "");
    assert_eq!(refused.status.code(), Some(1));
    let error: Value = serde_json::from_slice(&refused.stdout).expect("one JSON line");
    assert_eq!(
        (&error["error"]["code"], &error["error"]["params"]),
        (&json!("plan_unknown"), &json!({ "plan": "nobody" }))
    );
    assert_eq!(error["error"]["message"], "没有“nobody”这笔分期。");
    let spoken = cli.run(&["plan", "show", "nobody"], "");
    assert_eq!((spoken.status.code(), text(&spoken.stdout)), (Some(1), String::new()));
    assert_eq!(text(&spoken.stderr), "fenqi-cli: 没有“nobody”这笔分期。\n");
    // The second of three lines is bad: none is added.
    let bad = three().replacen("\"5000.00\"", "\"一百\"", 1);
    let refused = cli.run(&["--json", "plan", "add"], &bad);
    assert_eq!(refused.status.code(), Some(1));
    let error: Value = serde_json::from_slice(&refused.stdout).expect("one JSON line, nothing half-written");
    assert_eq!(
        (&error["error"]["code"], &error["error"]["field"]),
        (&json!("amount_invalid"), &json!("price"))
    );
    assert_eq!(cli.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(3));
    let found = cli.json(&["plan", "list", "--search", "小米 p", "--sort", "oldest", "--limit", "5"], "");
    assert_eq!((&found[0]["total"], &found[0]["plans"][0]["title"]), (&json!(1), &json!("小米 15 Pro")));
    let first = cli.json(&["plan", "list", "--account", "小米分期", "--limit", "1"], "");
    assert_eq!((&first[0]["total"], &first[0]["plans"][0]["title"]), (&json!(2), &json!("ThinkPad X1")));
    let none = cli.run(&["plan", "list", "--status", "refunded"], "");
    assert_eq!(text(&none.stdout), "没有符合的分期。\n");
    let folder = cli.run(&["--json", "--data-dir", "/dev/null/fenqi", "due"], "");
    assert_eq!(folder.status.code(), Some(1));
    assert!(text(&folder.stdout).contains("data_folder_unwritable"));
}

#[test]
fn wrong_usage_exits_with_2() {
    let cli = Cli::new();
    for arguments in [
        &["guess"][..],
        &["pay"],
        &["pay", "x"],
        &["pay", "x", "--statement", "a", "b"],
        &["--now", "soon", "due"],
    ] {
        let output = cli.run(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stdout).is_empty() && !output.stderr.is_empty());
    }
}

#[test]
fn calc_answers_line_by_line_in_order() {
    let cli = Cli::new();
    let input = "{\"id\":1,\"operation\":\"schedule\",\"input\":{\"method\":\"interest_free\",\"principal\":\"100\",\
                 \"periods\":\"3\",\"start_date\":\"2026-01-31\",\"first_due_date\":\"2026-02-28\",\"anchor_day\":\"31\"}}\n\
                 nonsense\n\n{\"id\":\"三\",\"operation\":\"guess\",\"input\":{}}";
    let lines = cli.json(&["calc"], input);
    assert_eq!(lines.len(), 3);
    let dates: Vec<_> = (0..3).map(|at| lines[0]["result"]["rows"][at]["due_date"].clone()).collect();
    assert_eq!(dates, ["2026-02-28", "2026-03-31", "2026-04-30"]);
    assert_eq!(lines[1]["error"]["code"], "input_invalid");
    assert_eq!((&lines[2]["id"], &lines[2]["error"]["code"]), (&json!("三"), &json!("operation_unknown")));
    assert_eq!(std::fs::read_dir(cli.folder.path()).expect("a folder").count(), 0, "calc opens no file");
}

#[test]
fn accounts_and_samples() {
    let cli = Cli::new();
    let account = json!({ "name": "京东白条", "kind": "bnpl", "limit": "12000", "due": { "day": 9 }, "grace_days": 3,
                          "late_fee": { "daily_rate": "0.0005" } });
    let id = cli.run(&["account", "add"], &account.to_string());
    assert!(id.status.success());
    let listed = &cli.json(&["account", "list"], "")[0]["accounts"][0];
    assert_eq!(listed["id"], text(&id.stdout).trim());
    assert_eq!(
        (&listed["limit"], &listed["late_fee"]),
        (&json!("12000.00"), &json!({ "daily_rate": "0.0005" }))
    );
    let demo = cli.run(&["--json", "demo"], "");
    assert!(text(&demo.stdout).contains("not_empty"), "sample data never mix with real ones");
    let fresh = Cli::new();
    fresh.json(&["demo"], "");
    assert_eq!(fresh.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(8));
}

#[test]
fn advice_in_json_and_in_words() {
    let cli = Cli::new();
    let ids = cli.three_plans();
    let quote = &cli.json(&["quote", "settle", &ids[2], "--on", "2026-11-22"], "")[0];
    for part in ["on", "principal", "interest", "fee", "penalty", "payoff", "saved"] {
        assert!(quote[part].is_string(), "{part}: {quote}");
    }
    assert_eq!(quote["assumed"], true);
    assert!(text(&cli.run(&["quote", "settle", &ids[2]], "").stdout).contains("请向机构确认"));

    let forecast = &cli.json(&["forecast", "--months", "3"], "")[0];
    assert_eq!(forecast["months"].as_array().map(Vec::len), Some(3));
    assert_eq!(forecast["earlier"]["CNY"], "883.16");
    assert!(text(&cli.run(&["forecast"], "").stdout).contains("2026-12"));
    let limits = &cli.json(&["limits"], "")[0]["accounts"];
    assert_eq!((&limits[0]["limit"], &limits[0]["available"]), (&Value::Null, &Value::Null));
    assert!(text(&cli.run(&["limits"], "").stdout).contains('–'));

    let offer = |periods: &str| {
        json!({ "method": "flat_per_period", "principal": "5000", "periods": periods, "fee_rate_per_period": "0.006",
                "start_date": "2026-11-22", "first_due_date": "2026-12-22" })
    };
    let named = json!({ "name": "二十四期", "terms": offer("24") });
    let lines = format!("{}\n{named}", offer("12"));
    let compared = &cli.json(&["compare"], &lines)[0];
    assert_eq!(compared["cheapest"], "0");
    assert_eq!(compared["offers"][1]["cost"], "720.00");
    assert!(text(&cli.run(&["compare"], &lines).stdout).contains("13.03 %"));
    let afford = &cli.json(&["afford", "--income", "8000"], &offer("12").to_string())[0];
    assert_eq!(afford["after"]["month"], "2027-08", "the last row of the phone is 8 fen more");
    assert!(cli.run(&["afford"], &offer("12").to_string()).status.success());
}

#[test]
fn the_analysis_in_json_and_in_words() {
    let cli = Cli::new();
    cli.three_plans();
    let said = |arguments: &[&str]| text(&cli.run(arguments, "").stdout);
    let forecast = &cli.json(&["forecast", "--by-account", "--months", "2"], "")[0];
    assert_eq!(forecast["accounts"][0]["months"].as_array().map(Vec::len), Some(2));
    assert!(said(&["forecast", "--by-account"]).contains("小米分期"));
    let debt = &cli.json(&["debts"], "")[0]["debts"][0];
    assert_eq!((&debt["currency"], &debt["free_on"]), (&json!("CNY"), &json!("2027-11-15")));
    assert!(said(&["debts"]).contains("2027-11-15 还清"));
    let costs = &cli.json(&["costs"], "")[0];
    assert_eq!(costs["totals"][0]["parts"]["fee"], "360.00");
    assert_eq!((&costs["totals"][0]["plans"], &costs["totals"][0]["free_plans"]), (&json!(3), &json!(1)));
    assert!(said(&["costs"]).contains("ThinkPad X1"));
    assert_eq!(cli.json(&["costs", "--year", "2026"], "")[0]["parts"], json!({}));
    assert!(said(&["costs", "--year", "2026"]).contains("2026"));
    let spending = &cli.json(&["spending"], "")[0];
    assert_eq!((&spending["year"], &spending["months"][7]["month"]), (&json!(2026), &json!("2026-08")));
    assert_eq!(spending["months"][7]["spent"]["by_purchase"]["CNY"], "5299.00");
    assert!(said(&["spending", "--by", "purchase"]).contains("整笔计入"));
    assert!(said(&["spending", "--by", "due"]).contains("到期的那个月"));
    assert_eq!(cli.run(&["spending", "--by", "month"], "").status.code(), Some(2));
    assert_eq!(cli.run(&["spending", "--year", "0"], "").status.code(), Some(1));
}

#[test]
fn presets_are_shown_changed_and_reset() {
    let cli = Cli::new();
    let listed = cli.json(&["preset", "list"], "");
    let presets = listed[0]["presets"].as_array().expect("presets").clone();
    assert!(presets.len() >= 7 && presets.iter().all(|preset| preset["edited"] == false));
    assert!(text(&cli.run(&["preset", "list"], "").stdout).contains("不是机构的承诺"));
    let shown = cli.run(&["preset", "show", "huabei"], "");
    let mut preset: Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    preset["offers"][0]["rate_percent"] = json!("2.9");
    cli.json(&["preset", "set"], &preset.to_string());
    let stored = &cli.json(&["preset", "show", "huabei"], "")[0];
    assert_eq!((&stored["edited"], &stored["offers"][0]["rate_percent"]), (&json!(true), &json!("2.9")));
    cli.json(&["preset", "reset", "huabei"], "");
    assert_eq!(cli.json(&["preset", "show", "huabei"], "")[0]["edited"], false);
    assert_eq!(cli.run(&["preset", "reset", "huabei"], "").status.code(), Some(1));
}

/// `| head` closes the pipe early: no complaint. A reminder that nobody heard is said again.
#[test]
fn a_closed_pipe_is_no_failure_but_no_delivery_either() {
    let cli = Cli::new();
    cli.three_plans();
    let command = |now: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fenqi-cli"));
        command.env("FENQI_DATA_DIR", cli.folder.path()).args(["--json", "--now", now]).args(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts")
    };
    let deaf = |now: &str, arguments: &[&str]| {
        let mut child = command(now, arguments);
        drop(child.stdout.take());
        child.wait_with_output().expect("the command ends")
    };
    let listed = deaf(NOW, &["forecast", "--months", "600"]);
    assert!(listed.status.success() && listed.stderr.is_empty(), "{}", text(&listed.stderr));
    assert!(!deaf("2026-11-28T09:00:00+08:00", &["remind"]).status.success());
    let later =
        command("2026-11-28T09:10:00+08:00", &["remind"]).wait_with_output().expect("the command ends");
    let fired: Value = serde_json::from_slice(&later.stdout).expect("JSON");
    assert!(!fired["fire"].as_array().expect("a list").is_empty(), "{fired}");
}

#[test]
fn plans_are_settled_prepaid_refunded_changed_and_it_is_all_undone() {
    let cli = Cli::new();
    let plans = cli.three_plans();
    let quote = &cli.json(&["quote", "settle", &plans[0]], "")[0];
    cli.json(&["settle", &plans[0]], "");
    let shown = &cli.json(&["plan", "show", &plans[0]], "")[0];
    assert_eq!((&shown["status"], &shown["settlement"]["saved"]), (&json!("settled"), &quote["saved"]));
    let prepay = ["--amount", "500", "--keep", "instalment"];
    let quoted = &cli.json(&[&["quote", "prepay", &plans[2]], &prepay[..]].concat(), "")[0];
    assert_eq!(quoted["amount"], "500.00");
    cli.json(&[&["prepay", &plans[2]], &prepay[..]].concat(), "");
    cli.json(&["refund", &plans[1], "--amount", "100.00", "--taken", "pro_rata"], "");
    cli.json(&["plan", "edit", &plans[1], "-"], r#"{"title":"ThinkPad","notes":"保修三年"}"#);
    cli.json(&["plan", "remove", &plans[1]], "");
    assert_eq!(cli.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(2));
    let journal = cli.run(&["activity"], "");
    assert!(text(&journal.stdout).contains("删除分期：ThinkPad"), "{}", text(&journal.stdout));
    let undone = cli.run(&["undo"], "");
    assert_eq!(text(&undone.stdout), "已撤销：删除分期：ThinkPad\n");
    let kinds: Vec<Value> = (0..5).map(|_| cli.json(&["undo"], "")[0]["kind"].clone()).collect();
    assert_eq!(kinds, ["plan_edit", "refund", "prepay", "settle", "plan_add"]);
    let nothing = cli.run(&["--json", "undo"], "");
    let error: Value = serde_json::from_slice(&nothing.stdout).expect("JSON");
    assert_eq!((nothing.status.code(), &error["error"]["code"]), (Some(1), &json!("nothing_to_undo")));
    cli.json(&["redo"], "");
    assert_eq!(cli.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(3));
    let wrong = cli.run(&["prepay", &plans[2], "--amount", "5", "--keep", "everything"], "");
    assert_eq!(wrong.status.code(), Some(2), "clap knows the names");
}

#[test]
fn accounts_are_shown_and_edited_by_what_was_shown() {
    let cli = Cli::new();
    cli.three_plans();
    let name =
        cli.json(&["account", "list"], "")[0]["accounts"][0]["name"].as_str().expect("a name").to_owned();
    let edit = json!({ "name": name, "grace_days": 3, "funding_source": "招行卡",
                       "temporary_limits": [{ "amount": "500", "from": "2026-11-01", "until": "2026-11-30" }] });
    cli.json(&["account", "edit", &name, "-"], &edit.to_string());
    let shown = &cli.json(&["account", "show", &name], "")[0];
    assert_eq!(
        (&shown["grace_days"], &shown["temporary_limits"][0]["amount"]),
        (&json!(3), &json!("500.00"))
    );
    assert_eq!(shown["standing"]["limit"]["currency"], "CNY");
    let mut other = shown.clone();
    other["grace_days"] = json!(5);
    cli.json(&["account", "edit", &name, "-"], &other.to_string());
    let edited = &cli.json(&["account", "show", &name], "")[0];
    other["rules"]["grace_days"] = json!(5);
    other["examples"] = edited["examples"].clone();
    assert_eq!(edited, &other, "what `show` prints is taken back, and nothing else changes");
    let euro = json!({ "name": name, "currency": "EUR" }).to_string();
    assert_eq!(cli.run(&["account", "edit", &name, "-"], &euro).status.code(), Some(1));
}

#[test]
fn sources_are_renamed_merged_and_removed() {
    let cli = Cli::new();
    for (name, source) in [("花呗", "支付宝"), ("小米分期", "招行卡"), ("京东白条", "旧卡")]
    {
        cli.json(&["account", "add"], &json!({ "name": name, "funding_source": source }).to_string());
    }
    cli.json(&["source", "rename", "招行卡", "工资卡"], "");
    cli.json(&["source", "merge", "旧卡", "工资卡"], "");
    let listed = |cli: &Cli| cli.json(&["source", "list"], "")[0]["sources"].clone();
    let names = |sources: &Value| -> Vec<String> {
        let sources = sources.as_array().cloned().unwrap_or_default().into_iter();
        sources.map(|source| source["name"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(names(&listed(&cli)), ["工资卡", "支付宝"]);
    assert_eq!(listed(&cli)[0]["accounts"].as_array().map(Vec::len), Some(2));
    let used = cli.run(&["--json", "source", "remove", "支付宝"], "");
    let error: Value = serde_json::from_slice(&used.stdout).expect("JSON");
    assert_eq!((used.status.code(), &error["error"]["code"]), (Some(1), &json!("source_used")));
    cli.json(&["account", "edit", "花呗", "-"], &json!({ "name": "花呗" }).to_string());
    cli.json(&["source", "remove", "支付宝"], "");
    let said = cli.run(&["source", "list"], "");
    assert!(text(&said.stdout).contains("京东白条、小米分期"), "{}", text(&said.stdout));
    cli.json(&["account", "archive", "花呗"], "");
    assert_eq!(cli.json(&["account", "show", "花呗"], "")[0]["archived"], json!(true));
    cli.json(&["account", "unarchive", "花呗"], "");
    let undone = cli.run(&["undo"], "");
    assert_eq!(text(&undone.stdout), "已撤销：取消归档：花呗\n");
}

#[test]
fn a_calendar_is_exported_once_or_follows_each_write() {
    let cli = Cli::new();
    let ids = cli.three_plans();
    let out = cli.run(&["export", "ics", "--to", "-"], "");
    assert!(text(&out.stdout).starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(text(&out.stdout).contains("\r\nSUMMARY:小米分期 应还 ¥441.58\r\n"));
    let hidden = cli.run(&["export", "ics", "--to", "-", "--hide-amounts"], "");
    assert!(text(&hidden.stdout).contains("\r\nSUMMARY:小米分期 还款日\r\n"));
    assert_eq!(cli.run(&["export", "ics"], "").status.code(), Some(2), "where to?");

    let place = tempfile::tempdir().expect("a temporary folder");
    let path = place.path().join("fenqi.ics");
    let kept = &cli.json(&["export", "ics", "--keep", path.to_str().expect("text")], "")[0];
    assert_eq!((kept["path"].as_str(), &kept["failed"]), (path.to_str(), &json!(null)));
    let events = || std::fs::read_to_string(&path).expect("the file").matches("BEGIN:VEVENT").count();
    assert_eq!(events(), 36);
    cli.json(&["pay", &ids[0], "--seq", "1"], "");
    assert_eq!(events(), 35, "it follows a payment");
    cli.json(&["undo"], "");
    assert_eq!(events(), 36, "and its undoing");

    std::fs::remove_file(&path).and_then(|()| std::fs::create_dir(&path)).expect("in the way");
    let paid = cli.run(&["--json", "pay", &ids[0], "--seq", "1"], "");
    assert_eq!(paid.status.code(), Some(0), "the record is safe");
    assert!(text(&paid.stderr).starts_with("fenqi-cli: 记录已保存，但日历文件没有更新："));
    assert_eq!(text(&paid.stdout).lines().count(), 1);
    cli.json(&["export", "ics", "--stop-keeping"], "");
    assert_eq!(text(&cli.run(&["pay", &ids[0], "--seq", "2"], "").stderr), "");
}

#[test]
fn settings_are_shown_and_set_one_by_one() {
    let cli = Cli::new();
    for (setting, value) in [
        ("language", "en"),
        ("theme", "dark"),
        ("hide-amounts", "yes"),
        ("on-close", "quit"),
        ("income", "12000"),
    ] {
        cli.json(&["settings", "set", setting, value], "");
    }
    let shown = &cli.json(&["settings", "show"], "")[0];
    let settings = json!({ "language": "en", "theme": "dark", "hide_amounts": true, "on_close": "quit" });
    assert_eq!(shown["settings"], settings);
    assert_eq!(shown["income"], json!({ "amount": "12000.00", "currency": "CNY" }));
    cli.json(&["settings", "set", "income"], "");
    cli.json(&["undo"], "");
    assert_eq!(cli.json(&["settings", "show"], "")[0]["income"]["amount"], "12000.00");
    assert_eq!(cli.run(&["settings", "set", "theme", "pink"], "").status.code(), Some(2));
    let refused = cli.run(&["--json", "settings", "set", "income", "-1"], "");
    assert_ne!(refused.status.code(), Some(0));
}
