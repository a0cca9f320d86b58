//! Importing CSV by command: from a file and a pipe, looked at and done, refused and killed.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use super::{Cli, NOW, text};

const ROWS: &str = "商品,到期,应付\n手机,2026-12-01,100.00\n手机,2027-01-01,100.00\n";

#[test]
fn a_table_is_looked_at_and_imported() {
    let cli = Cli::new();
    let columns = ["--columns", "due_date=到期,total=3", "--account", "银行"];
    let dry = [&["import", "csv", "-", "--dry-run"], &columns[..]].concat();
    let seen = &cli.json(&dry, ROWS)[0];
    assert_eq!((&seen["plans"], &seen["rows"], &seen["problem_count"]), (&json!(1), &json!(2), &json!(0)));
    assert_eq!((&seen["encoding"], &seen["new_accounts"]), (&json!("utf8"), &json!(["银行"])));
    let spoken = text(&cli.run(&dry, ROWS).stdout);
    assert!(
        spoken.starts_with("按 UTF-8 读取 · 分隔符：逗号 , · 日期：年-月-日 · 金额：1,234.56\n"),
        "{spoken}"
    );
    assert!(spoken.contains("\n  商品 → 买了什么 (title)\n"), "{spoken}");
    assert!(spoken.contains("将导入 1 笔分期、2 期、0 笔还款"), "{spoken}");
    assert_eq!(cli.json(&["plan", "list"], "")[0]["total"], 0, "nothing was written");
    let done = &cli.json(&[&["import", "csv", "-"], &columns[..]].concat(), ROWS)[0];
    assert_eq!((&done["plans"], &done["accounts"], &done["duplicates"]), (&json!(1), &json!(1), &json!(0)));
    let again = &cli.json(&[&["import", "csv", "-"], &columns[..]].concat(), ROWS)[0];
    assert_eq!((&again["plans"], &again["duplicates"]), (&json!(0), &json!(1)));
    cli.json(&["undo"], "");
    assert_eq!(cli.json(&["plan", "list"], "")[0]["total"], 0);
}

#[test]
fn an_export_comes_back_from_a_file() {
    let (cli, other) = (Cli::new(), Cli::new());
    cli.three_plans();
    let path = other.folder.path().with_extension("csv");
    let path = path.to_str().expect("a path");
    cli.json(&["export", "csv", "--to", path], "");
    assert_eq!(other.json(&["import", "csv", path], "")[0]["plans"], 3);
    let table = |cli: &Cli| text(&cli.run(&["export", "csv", "--to", "-"], "").stdout);
    assert_eq!(table(&other), table(&cli));
    std::fs::remove_file(path).expect("removed");
}

#[test]
fn what_cannot_be_taken_is_said_and_leaves_nothing() {
    let cli = Cli::new();
    let bad = "标题,还款日,金额\n手机,2026-12-01,一百\n";
    let refused = cli.run(&["import", "csv", "-", "--account", "银行"], bad);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(text(&refused.stdout), "第 2 行，金额：“一百”不是金额。请用数字填写，例如 5299.00。\n");
    assert!(text(&refused.stderr).contains("第 2 行"), "{}", text(&refused.stderr));
    let unnamed = "商品,日子,金额\n手机,2026-12-01,100.00\n";
    for (columns, missing) in [
        (&[][..], "购买日期 (purchased_on)"),
        (&["--columns", "due_date=日子"][..], "应还合计 (total) / 本金 (principal)"),
    ] {
        let refused = cli.run(&[&["import", "csv", "-", "--account", "银行"], columns].concat(), unnamed);
        let told = text(&refused.stdout);
        assert!(told.contains(&format!("没有找到这些列：{missing}。")), "{told}");
    }
    let refused = cli.run(&["--json", "import", "csv", "-", "--account", "银行"], bad);
    let error: serde_json::Value = serde_json::from_slice(&refused.stdout).expect("one JSON line");
    assert_eq!(error["error"]["code"], "import_refused");
    assert_eq!(cli.json(&["account", "list"], "")[0]["accounts"], json!([]));
    for wrong in
        [&["import", "csv", "-", "--encoding", "ebcdic"][..], &["import", "csv", "-", "--columns", "x"]]
    {
        assert_eq!(cli.run(wrong, "").status.code(), Some(2), "{wrong:?}");
    }
    assert_eq!(cli.run(&["import", "csv", "/nowhere/at/all.csv"], "").status.code(), Some(1));
}

#[test]
fn a_file_without_lines_is_said_to_have_none() {
    let cli = Cli::new();
    let header = "标题,还款日,金额\n";
    let refused = cli.run(&["import", "csv", "-"], header);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("或者只有表头"), "{}", text(&refused.stderr));
    let seen = cli.run(&["import", "csv", "-", "--dry-run", "--lang", "en"], header);
    assert!(
        text(&seen.stdout).ends_with("\nThere is nothing in this file to import.\n"),
        "{}",
        text(&seen.stdout)
    );
    let one = cli.run(
        &["import", "csv", "-", "--account", "A", "--lang", "en"],
        &format!("{header}甲,2026-12-01,1\n"),
    );
    let told = "Imported 1 plan with 1 row, 0 repayments, 1 new account. Already there: 0 plans.\n";
    assert_eq!(text(&one.stdout), told);
}

#[test]
fn what_is_no_table_is_named() {
    let cli = Cli::new();
    let folder = cli.folder.path().to_str().expect("a path");
    for kind in ["csv", "json"] {
        for flags in [&[][..], &["--dry-run"]] {
            let refused = cli.run(&[&["import", kind, folder], flags].concat(), "");
            assert_eq!(refused.status.code(), Some(1));
            let told = format!("fenqi-cli: {folder} 是文件夹。请选择里面的文件。\n");
            assert_eq!(text(&refused.stderr), told);
        }
    }
    let refused = cli.run(&["import", "csv", "-", "--lang", "en"], "{\"format\": \"fenqi\"}");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("fenqi-cli import json"), "{}", text(&refused.stderr));
}

#[test]
fn the_table_to_fill_in_is_written() {
    let cli = Cli::new();
    let chinese = text(&cli.run(&["import", "template", "--to", "-"], "").stdout);
    assert!(chinese.starts_with("\u{feff}账户,标题,购买日期,"), "{chinese}");
    let english = text(&cli.run(&["import", "template", "--to", "-", "--lang", "en"], "").stdout);
    assert!(english.starts_with("\u{feff}account,title,purchased_on,"), "{english}");
}

/// Someone may have filled it in already.
#[test]
fn a_table_that_is_there_is_replaced_only_on_demand() {
    let cli = Cli::new();
    let path = cli.folder.path().with_extension("filled.csv");
    std::fs::write(&path, "filled in").expect("a file");
    let named = path.to_str().expect("a path");
    let refused = cli.run(&["import", "template", "--to", named, "--json"], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stdout).contains("file_exists"), "{}", text(&refused.stdout));
    assert_eq!(std::fs::read_to_string(&path).expect("it is there"), "filled in");
    cli.json(&["import", "template", "--to", named, "--force"], "");
    assert!(std::fs::read_to_string(&path).expect("it is there").starts_with("\u{feff}账户,"));
    std::fs::remove_file(&path).expect("removed");
}

/// Killed at moments all through it, an import is there whole or not at all.
#[test]
fn an_import_that_is_killed_leaves_nothing() {
    let cli = Cli::new();
    let plan =
        |at: usize| (1..=12).map(move |n| format!("机{at},{n},2026-{n:02}-01,100.00\n")).collect::<String>();
    let table: String = "标题,期次,还款日,金额\n".to_owned() + &(0..600).map(plan).collect::<String>();
    let path = cli.folder.path().with_extension("csv");
    std::fs::write(&path, table).expect("a file");
    let import = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fenqi-cli"));
        command.env("FENQI_DATA_DIR", cli.folder.path()).args(["--now", NOW, "import", "csv"]).arg(&path);
        command
            .args(["--account", "银行"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts")
    };
    let total = || cli.json(&["plan", "list", "--limit", "1"], "")[0]["total"].as_u64().expect("a count");
    let mut killed = 0;
    for wait in [100, 400, 1_000, 2_000, 4_000] {
        let mut child = import();
        sleep(Duration::from_millis(wait));
        let ended = child.try_wait().expect("its state").is_some();
        let _ = child.kill();
        child.wait().expect("it ends");
        match total() {
            0 => killed += u32::from(!ended),
            600 => {
                cli.json(&["undo"], "");
            }
            some => panic!("{some} of 600 plans are there after {wait} ms"),
        }
        assert_eq!(total(), 0);
    }
    assert!(killed > 0, "it was always faster");
    assert!(import().wait().expect("it ends").success());
    assert_eq!(total(), 600);
    std::fs::remove_file(&path).expect("removed");
}
