//! Where answers go when they cannot go there, and what a signal leaves behind.
#![cfg(unix)]

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::json;

use crate::{Cli, text};

const PROGRAM: &str = env!("CARGO_BIN_EXE_fenqi-cli");

fn shell(cli: &Cli, script: &str) -> Output {
    let script = format!("fenqi() {{ '{PROGRAM}' --lang en \"$@\"; }}; {script}");
    let mut command = Command::new("bash");
    command.args(["-c", &script]).env("FENQI_DATA_DIR", cli.folder.path()).output().expect("bash")
}

fn full() -> File {
    OpenOptions::new().write(true).open("/dev/full").expect("a device that is always full")
}

/// The record is safe; who would do it again is told not to.
#[test]
fn an_answer_that_is_lost_says_what_became_of_the_record() {
    let cli = Cli::new();
    let ids = cli.three_plans();
    let into = |arguments: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.env("FENQI_DATA_DIR", cli.folder.path()).args(["--lang", "en"]).args(arguments);
        command.stdout(full()).output().expect("the command starts")
    };
    let read = into(&["plan", "list"]);
    assert_eq!((read.status.code(), text(&read.stderr).contains("disk is full")), (Some(1), true));
    for json in [&[][..], &["--json"]] {
        let written =
            into(&[json, &["pay", &ids[0], "--seq", if json.is_empty() { "1" } else { "2" }]].concat());
        assert_eq!(written.status.code(), Some(1));
        assert!(text(&written.stderr).contains("It is done, but"), "{}", text(&written.stderr));
    }
    let plan = &cli.json(&["plan", "show", &ids[0]], "")[0];
    assert_eq!((&plan["rows"][0]["status"], &plan["rows"][1]["status"]), (&json!("paid"), &json!("paid")));
    let refused = into(&["--json", "plan", "show", "nobody"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("There is no plan"), "said where it can be heard");
}

#[test]
fn closed_streams_are_no_reason_to_panic() {
    let cli = Cli::new();
    cli.three_plans();
    for (script, code) in [
        ("fenqi plan list >&-", 0),
        ("fenqi plan list 2>&-", 0),
        ("fenqi plan show nobody 2>&-", 1),
        ("fenqi plan add <&-", 1),
        ("fenqi calc <&-", 0),
        ("fenqi --help | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0),
        ("fenqi forecast --months 600 | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0),
        ("yes '{\"id\":1}' | fenqi calc | head -1 >/dev/null; exit ${PIPESTATUS[1]}", 0),
    ] {
        let output = shell(&cli, script);
        assert_eq!(output.status.code(), Some(code), "{script}: {}", text(&output.stderr));
        assert!(!text(&output.stderr).contains("panicked"), "{script}: {}", text(&output.stderr));
        let quiet = !script.contains("plan add");
        assert!(!quiet || output.stderr.is_empty(), "{script}: {}", text(&output.stderr));
    }
}

#[test]
fn a_folder_that_cannot_be_had_is_named() {
    let cli = Cli::new();
    for script in [
        "fenqi --data-dir /proc/fenqi due",
        "unset FENQI_DATA_DIR; env -i HOME=/proc LANG=en_US.UTF-8 \"$PROGRAM\" due",
        "fenqi --data-dir /dev/null/fenqi due",
    ] {
        let output = shell(&cli, &format!("PROGRAM='{PROGRAM}'; {script}"));
        assert_eq!(output.status.code(), Some(1), "{script}");
        let said = text(&output.stderr);
        assert!(said.contains("Fenqi cannot write to /") && said.lines().count() == 1, "{script}: {said}");
    }
    let named = cli.run(&["plan", "add", "/nonexistent/plans.json"], "");
    assert!(text(&named.stderr).contains("/nonexistent/plans.json"), "{}", text(&named.stderr));
}

fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
}

fn start(cli: &Cli, arguments: &[&str]) -> Child {
    let mut command = Command::new(PROGRAM);
    command.env("FENQI_DATA_DIR", cli.folder.path()).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the command starts")
}

/// A shell calls it 130.
#[test]
fn a_signal_ends_a_command_that_waits_for_input_and_nothing_was_added() {
    let cli = Cli::new();
    let mut child = start(&cli, &["calc"]);
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"{\"id\":1}\n").expect("it reads");
    interrupt(&child);
    let status = child.wait().expect("it ends");
    assert_eq!((status.code(), status.signal()), (None, Some(2)));
    let mut child = start(&cli, &["plan", "add"]);
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(crate::three().as_bytes()).expect("it reads");
    interrupt(&child);
    assert_eq!(child.wait().expect("it ends").signal(), Some(2));
    drop(stdin);
    assert_eq!(cli.json(&["plan", "list"], "")[0]["total"], 0);
}

fn parts(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(".part")).count()
}

/// Sends the signal while something is being made in a folder. A machine may be too quick for it: again, then, from
/// how it was before.
fn interrupted(cli: &Cli, arguments: &[&str], folder: &Path, before: impl Fn()) {
    for _ in 0..50 {
        before();
        let mut child = start(cli, arguments);
        while parts(folder) == 0 && matches!(child.try_wait(), Ok(None)) {}
        if matches!(child.try_wait(), Ok(Some(_))) {
            continue;
        }
        interrupt(&child);
        if child.wait().expect("it ends").signal() == Some(2) {
            return;
        }
    }
    panic!("{arguments:?} was over before each signal");
}

#[test]
fn a_signal_leaves_no_part_of_an_export_or_a_backup() {
    let cli = Cli::new();
    let terms = json!({ "method": "interest_free", "principal": "3600.00", "periods": "360",
                        "start_date": "2026-11-22", "first_due_date": "2026-12-22" });
    let plan = |n: u32| {
        json!({ "account": "甲", "title": n.to_string(), "purchased_on": "2026-11-22", "terms": terms })
            .to_string()
    };
    let plans: Vec<String> = (0..100).map(plan).collect();
    cli.json(&["plan", "add", "--create-accounts"], &plans.join("\n"));
    let place = tempfile::tempdir().expect("a folder");
    let target = place.path().join("rows.csv");
    let to = target.to_str().expect("text");
    let before = || fs::write(&target, "what was there\n").expect("written");
    interrupted(&cli, &["export", "csv", "--to", to, "--force"], place.path(), before);
    assert_eq!(fs::read_to_string(&target).expect("the file"), "what was there\n");
    assert_eq!(parts(place.path()), 0);

    let copies = place.path().join("copies");
    let before = || drop(fs::remove_dir_all(&copies).and_then(|()| fs::create_dir(&copies)));
    fs::create_dir(&copies).expect("made");
    interrupted(&cli, &["backup", copies.to_str().expect("text")], &copies, before);
    let left: Vec<_> =
        fs::read_dir(&copies).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    assert!(left.is_empty(), "{left:?}");

    // Until it is encrypted, what is to be lies open in the data folder.
    let before = || drop(fs::remove_dir_all(&copies).and_then(|()| fs::create_dir(&copies)));
    let secret = place.path().join("passphrase.txt");
    fs::write(&secret, "correct horse battery").expect("written");
    let from = secret.to_str().expect("text");
    let encrypt = ["backup", copies.to_str().expect("text"), "--encrypt", "--passphrase-file", from];
    interrupted(&cli, &encrypt, &copies, before);
    assert_eq!(fs::read_dir(&copies).expect("a folder").count(), 0);
    let names = fs::read_dir(cli.folder.path()).expect("a folder").flatten().map(|entry| entry.file_name());
    let open: Vec<_> = names.filter(|name| name.to_string_lossy().starts_with(".fenqi-")).collect();
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(cli.json(&["check"], "")[0]["check"]["sound"], true);
}

/// What is answered before an input ends is there at once, and stays whole.
#[test]
fn calc_answers_each_line_whole() {
    let cli = Cli::new();
    let mut child = start(&cli, &["--lang", "en", "calc"]);
    let mut stdin = child.stdin.take().expect("a pipe");
    let line = "{\"id\":1,\"operation\":\"guess\",\"input\":{}}\n".repeat(2000);
    let writer = std::thread::spawn(move || stdin.write_all(line.as_bytes()));
    let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let whole = lines.map(|line| line.expect("text")).filter(|line| line.ends_with('}')).count();
    assert_eq!(whole, 2000);
    writer.join().expect("no panic").expect("it was read");
    assert!(child.wait().expect("it ends").success());
}

/// A terminal of its own, the command asking for a passphrase in it, and a signal: answers whether what is typed was
/// shown before the question, while it waited, and after the end.
const IN_A_TERMINAL: &str = r#"
import os, pty, signal, sys, termios, time
terminal, its = pty.openpty()
shows = lambda: bool(termios.tcgetattr(its)[3] & termios.ECHO)
before = shows()
child = os.fork()
if child == 0:
    os.setsid()
    os.dup2(its, 0); os.dup2(its, 1); os.dup2(its, 2)
    os.close(os.open(os.ttyname(0), os.O_RDWR))
    os.execv(sys.argv[1], sys.argv[1:])
until = time.monotonic() + 20
while shows() and time.monotonic() < until:
    time.sleep(0.02)
asked = shows()
os.kill(child, signal.SIGTERM)
_, status = os.waitpid(child, 0)
print(before, asked, shows(), os.WTERMSIG(status) if os.WIFSIGNALED(status) else "ended")
"#;

#[test]
fn a_signal_at_the_question_for_a_passphrase_leaves_a_terminal_that_shows_what_is_typed() {
    let cli = Cli::new();
    cli.three_plans();
    let place = tempfile::tempdir().expect("a folder");
    let mut command = Command::new("python3");
    command.args(["-c", IN_A_TERMINAL, PROGRAM, "backup"]).arg(place.path()).arg("--encrypt");
    let said = command.env("FENQI_DATA_DIR", cli.folder.path()).output().expect("python3");
    assert_eq!(text(&said.stdout).trim(), "True False True 15", "{}", text(&said.stderr));
}
