//! `export json` and `import json`: what one folder gives, another takes, once; and a killed import leaves nothing.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::{Cli, NOW, text};

/// A document without the instant at which it was written.
fn timeless(document: &str) -> Vec<&str> {
    document.lines().filter(|line| !line.starts_with("\"exported_at\"")).collect()
}

#[test]
fn what_one_folder_exports_another_imports_once() {
    let (here, there) = (Cli::new(), Cli::new());
    there.three_plans();
    let document = text(&there.run(&["export", "json", "--to", "-"], "").stdout);
    let file = here.folder.path().with_extension("json");
    let path = file.to_str().expect("UTF-8");
    let exported = there.json(&["export", "json", "--to", path], "");
    assert_eq!(exported, [json!({ "path": path, "rows": 36 })]);
    assert_eq!(timeless(&fs::read_to_string(&file).expect("the file")), timeless(&document));

    let would = &here.json(&["import", "json", path, "--dry-run"], "")[0];
    assert_eq!(
        (&would["plans"], &would["rows"], &would["problem_count"]),
        (&json!(3), &json!(36), &json!(0))
    );
    assert_eq!(here.json(&["plan", "list"], "")[0]["total"], 0, "a dry run writes nothing");

    let imported = here.json(&["import", "json", "-"], &document);
    let wanted =
        json!({ "plans": 3, "rows": 36, "repayments": 0, "accounts": 2, "duplicates": 0, "left_out": 0 });
    assert_eq!(imported, [wanted]);
    let again = here.json(&["import", "json", path], "");
    assert_eq!((&again[0]["plans"], &again[0]["duplicates"]), (&json!(0), &json!(3)));
    let back = text(&here.run(&["export", "json", "--to", "-"], "").stdout);
    assert_eq!(timeless(&back), timeless(&document));
    here.json(&["undo"], "");
    assert_eq!(here.json(&["plan", "list"], "")[0]["total"], 0, "one undo");
    fs::remove_file(file).expect("removed");
}

#[test]
fn a_document_that_is_none_is_refused_in_words() {
    let cli = Cli::new();
    let refused = cli.run(&["import", "json", "-"], "{\"format\":\"other\"}");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("什么都没有改动"), "{}", text(&refused.stderr));
    let refused = cli.run(&["--json", "import", "json", "/nowhere/at-all.json"], "");
    let said: Value = serde_json::from_slice(&refused.stdout).expect("JSON");
    assert_eq!(said["error"]["code"], "input_invalid");
    let dry = cli.run(&["import", "json", "-", "--dry-run"], "{\"format\":\"other\"}");
    assert!(dry.status.success() && text(&dry.stdout).contains("1 处问题"), "{}", text(&dry.stdout));
}

/// Half of a document comes through a pipe, and then the process is killed.
#[test]
#[cfg(unix)]
fn an_import_that_is_killed_half_way_leaves_nothing() {
    let (here, there) = (Cli::new(), Cli::new());
    here.three_plans();
    let plans: Vec<String> =
        (0..300).map(|at| super::three().lines().nth(at % 3).expect("a plan").to_owned()).collect();
    there.json(&["plan", "add", "-", "--create-accounts"], &plans.join("\n"));
    let document = text(&there.run(&["export", "json", "--to", "-"], "").stdout);
    let before = text(&here.run(&["export", "json", "--to", "-"], "").stdout);
    let pipe = there.folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let mut importing = Command::new(env!("CARGO_BIN_EXE_fenqi-cli"))
        .env("FENQI_DATA_DIR", here.folder.path())
        .args(["--now", NOW, "import", "json"])
        .arg(&pipe)
        .stdout(Stdio::null())
        .spawn()
        .expect("the command starts");
    let mut writer = fs::OpenOptions::new().write(true).open(&pipe).expect("the pipe");
    std::io::Write::write_all(&mut writer, &document.as_bytes()[..document.len() / 2]).expect("half of it");
    // What was written so far is read: the pipe is smaller than half of it.
    std::thread::sleep(Duration::from_millis(500));
    importing.kill().expect("killed");
    importing.wait().expect("it ends");
    drop(writer);
    let after = text(&here.run(&["export", "json", "--to", "-"], "").stdout);
    assert_eq!(timeless(&after), timeless(&before));
    assert_eq!(here.json(&["check"], "")[0]["check"]["sound"], true);
    let imported = here.json(&["import", "json", "-"], &document);
    assert_eq!(imported[0]["plans"], 300, "and all of it comes in afterwards");
}
