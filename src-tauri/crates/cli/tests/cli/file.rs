//! The file: checked, backed up, restored, and private.

use serde_json::Value;
use serde_json::json;
use std::process::Command;

use crate::{Cli, text};

#[test]
fn the_file_is_checked_backed_up_and_restored() {
    let cli = Cli::new();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    cli.three_plans();
    // The first write of a day leaves a copy.
    assert_eq!(cli.json(&["backup", "--list"], "")[0]["backups"].as_array().map(Vec::len), Some(1));
    let path = elsewhere.path().to_str().expect("UTF-8");
    let made = cli.json(&["backup", path], "")[0]["path"].as_str().expect("a path").to_owned();
    cli.run(&["undo"], "");
    let rehearsed = &cli.json(&["restore", &made, "--dry-run"], "")[0];
    assert_eq!((&rehearsed["restored"], &rehearsed["contents"]["plans"]), (&json!(false), &json!(3)));
    assert_eq!(cli.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(0));
    cli.json(&["restore", &made], "");
    assert_eq!(cli.json(&["check"], "")[0]["check"]["sound"], true);
    assert_eq!(cli.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(3));
    // Lost, found in the backups, and put back.
    std::fs::remove_file(cli.folder.path().join("fenqi.db")).expect("removed");
    let lost = cli.run(&["plan", "list"], "");
    assert_eq!(lost.status.code(), Some(1));
    assert!(text(&lost.stderr).contains("最近的完好备份"), "{}", text(&lost.stderr));
    cli.json(&["restore", &made], "");
    assert_eq!(cli.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(3));
    let none = cli.run(&["restore"], "");
    assert_eq!(none.status.code(), Some(2), "a file or --new");
}

#[test]
fn a_rehearsal_says_what_would_be_replaced() {
    let cli = Cli::new();
    cli.three_plans();
    let copy = cli.json(&["backup"], "")[0]["path"].as_str().expect("a path").to_owned();
    cli.run(&["undo"], "");
    let rehearsed = &cli.json(&["restore", &copy, "--dry-run"], "")[0];
    assert_eq!((&rehearsed["contents"]["plans"], &rehearsed["current"]["plans"]), (&json!(3), &json!(0)));
    let told = text(&cli.run(&["restore", &copy, "--dry-run"], "").stdout);
    assert!(told.contains("3 笔分期") && told.contains("替换现有的 0 笔分期"), "{told}");
    std::fs::write(cli.folder.path().join("fenqi.db"), "no database ".repeat(999)).expect("written");
    let rehearsed = &cli.json(&["restore", &copy, "--dry-run"], "")[0];
    assert_eq!(rehearsed["current"], Value::Null);
    let told = text(&cli.run(&["restore", &copy, "--dry-run"], "").stdout);
    assert!(told.contains("没有可读取的数据文件"), "{told}");
}

/// What another process may be writing to is never put aside.
#[test]
fn a_file_that_just_cannot_be_opened_now_is_not_put_aside() {
    let cli = Cli::new();
    cli.three_plans();
    let copy = cli.json(&["backup"], "")[0]["path"].as_str().expect("a path").to_owned();
    let held = std::fs::File::open(cli.folder.path().join("fenqi.opening")).expect("the lock");
    held.lock().expect("held");
    let busy = cli.run(&["--json", "restore", &copy], "");
    let said: Value = serde_json::from_str(text(&busy.stdout).trim()).expect("JSON");
    assert_eq!((busy.status.code(), &said["error"]["code"]), (Some(1), &json!("file_busy")));
    drop(held);
    let others = std::fs::read_dir(cli.folder.path()).expect("a folder").flatten();
    let aside = others.filter(|entry| entry.file_name().to_string_lossy().starts_with("fenqi-put-aside"));
    assert_eq!(aside.count(), 0);
    assert_eq!(cli.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(3));
}

/// Nobody else may read or write what Fenqi makes, however the user's system is set.
#[cfg(unix)]
#[test]
fn what_is_made_is_private_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    for umask in ["000", "022", "177", "277"] {
        let outer = tempfile::tempdir().expect("a temporary folder");
        let folder = outer.path().join("data");
        let program = env!("CARGO_BIN_EXE_fenqi-cli");
        let out = outer.path().join("out");
        let ours = format!("'{program}' --data-dir '{}'", folder.display());
        let encrypt = format!("echo correct horse battery | {ours} backup '{}' --encrypt", out.display());
        let script = format!("umask {umask}; {ours} demo && {encrypt}");
        let output = Command::new("sh").args(["-c", &script]).output().expect("sh");
        assert!(output.status.success(), "{umask}: {}", text(&output.stderr));
        let mode =
            |path: &std::path::Path| std::fs::metadata(path).expect("it exists").permissions().mode() & 0o777;
        for place in [folder.clone(), folder.join("backups"), out] {
            assert_eq!(mode(&place), 0o700, "{umask}: {}", place.display());
            for entry in std::fs::read_dir(&place).expect("a folder") {
                let path = entry.expect("an entry").path();
                let expected = if path.is_dir() { 0o700 } else { 0o600 };
                assert_eq!(mode(&path), expected, "{umask}: {}", path.display());
            }
        }
    }
}

#[test]
fn a_rehearsed_restore_says_which_plans_it_would_change() {
    let cli = Cli::new();
    let ids = cli.three_plans();
    let path = cli.json(&["backup"], "")[0]["path"].as_str().expect("a path").to_owned();
    cli.json(&["plan", "remove", &ids[0]], "");
    let rehearsed = &cli.json(&["restore", &path, "--dry-run"], "")[0];
    assert_eq!(rehearsed["plans"]["back"]["count"], 1);
    let told = text(&cli.run(&["restore", &path, "--dry-run"], "").stdout);
    assert!(told.contains("会回来的分期（1 笔）"), "{told}");
}

/// A data folder's copy under a passphrase from a file, from standard input, and with the wrong ones.
#[test]
fn a_copy_is_encrypted_and_restored_with_its_passphrase() {
    let cli = Cli::new();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    cli.three_plans();
    let folder = elsewhere.path().to_str().expect("UTF-8");
    let secret = elsewhere.path().join("passphrase.txt");
    std::fs::write(&secret, "correct horse battery\r\nnot this line\n").expect("written");
    let secret = secret.to_str().expect("UTF-8");
    let short = cli.run(&["--json", "backup", folder, "--encrypt"], "too short\n");
    let said: Value = serde_json::from_str(text(&short.stdout).trim()).expect("JSON");
    assert_eq!((short.status.code(), &said["error"]["code"]), (Some(1), &json!("passphrase_short")));
    let nowhere = cli.run(&["backup", "--encrypt"], "correct horse battery\n");
    assert_eq!(nowhere.status.code(), Some(2), "beside the file itself it would be of no use");

    let made = cli.run(&["backup", folder, "--encrypt", "--passphrase-file", secret], "");
    assert!(text(&made.stdout).contains("没有口令谁也打不开"), "{}", text(&made.stdout));
    let copy = std::fs::read_dir(elsewhere.path()).expect("a folder").flatten().map(|entry| entry.path());
    let mut copies = copy.filter(|path| path.extension().is_some_and(|ending| ending == "age"));
    let copy = copies.next().expect("it is there");
    let copy = copy.to_str().expect("UTF-8");
    cli.run(&["undo"], "");

    let wrong = cli.run(&["restore", copy], "correct horse batterie\n");
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stderr).contains("这个口令打不开文件"), "{}", text(&wrong.stderr));
    let rehearsed = &cli.json(&["restore", copy, "--dry-run"], "correct horse battery\n")[0];
    assert_eq!((&rehearsed["restored"], &rehearsed["contents"]["plans"]), (&json!(false), &json!(3)));
    assert_eq!(cli.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(0));
    cli.json(&["restore", copy, "--passphrase-file", secret], "");
    assert_eq!(cli.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(3));
    let open = std::fs::read_dir(cli.folder.path()).expect("a folder").flatten();
    let open: Vec<_> = open.filter(|entry| entry.file_name().to_string_lossy().ends_with(".open")).collect();
    assert!(open.is_empty(), "{open:?}");
}

/// With the program of Debian's package `age`, where it is installed: both read what the other wrote.
#[cfg(unix)]
#[test]
fn age_itself_opens_a_copy_and_its_files_are_restored() {
    let there = Command::new("sh").args(["-c", "command -v age && command -v script"]).output().expect("sh");
    if !there.status.success() {
        return;
    }
    let cli = Cli::new();
    let place = tempfile::tempdir().expect("a temporary folder");
    cli.three_plans();
    let folder = place.path().to_str().expect("UTF-8");
    let passphrase = "correct horse battery\n";
    let copy = cli.json(&["backup", folder, "--encrypt"], passphrase)[0]["path"].clone();
    let copy = copy.as_str().expect("a path");
    // It asks on a terminal, which `script` is. What comes before it asks would be lost.
    let ask = |command: &str, answers: usize| {
        let typed = "sleep 2; printf 'correct horse battery\\n'; ".repeat(answers);
        let line = format!("cd '{folder}'; {{ {typed} sleep 4; }} | script -qec \"{command}\" /dev/null");
        let output = Command::new("sh").args(["-c", &line]).output().expect("sh");
        assert!(output.status.success(), "{command}: {} {}", text(&output.stdout), text(&output.stderr));
    };
    ask(&format!("age -d -o opened.db '{copy}'"), 1);
    let opened = place.path().join("opened.db");
    assert_eq!(
        cli.json(&["restore", opened.to_str().expect("UTF-8"), "--dry-run"], "")[0]["contents"]["plans"],
        3
    );
    ask("age -p -o theirs.age opened.db", 2);
    cli.run(&["undo"], "");
    cli.json(&["restore", place.path().join("theirs.age").to_str().expect("UTF-8")], passphrase);
    assert_eq!(cli.json(&["plan", "list"], "")[0]["plans"].as_array().map(Vec::len), Some(3));
}
