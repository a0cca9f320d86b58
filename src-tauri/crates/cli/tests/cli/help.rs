//! The help, completions and man pages: complete, in both languages, and true.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;

use serde_json::json;

use crate::{Cli, text};

const PROGRAM: &str = env!("CARGO_BIN_EXE_fenqi-cli");
const PASSPHRASE: &str = "correct horse battery";

fn say(arguments: &[&str]) -> String {
    let output = Command::new(PROGRAM).args(arguments).output().expect("the command starts");
    text(&output.stdout)
}

/// The commands that a page lists, without `help`.
fn listed(page: &str, language: &str) -> Vec<String> {
    let end = if language == "en" { "Global options:" } else { "全局选项:" };
    let names = page.lines().skip(2).take_while(|line| *line != end);
    let names =
        names.filter_map(|line| line.strip_prefix("  ")?.split_once("  ").map(|(name, _)| name.to_owned()));
    names.filter(|name| name != "help").collect()
}

/// Every command that does something, by its words, with its help.
type Leaves = Vec<(Vec<String>, String)>;

fn leaves(language: &'static str) -> Leaves {
    static FOUND: Mutex<BTreeMap<&str, Leaves>> = Mutex::new(BTreeMap::new());
    let mut found = FOUND.lock().expect("no test failed in here");
    found.entry(language).or_insert_with(|| walk(language)).clone()
}

fn walk(language: &str) -> Leaves {
    fn below(path: &[String], language: &str, found: &mut Leaves) {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let page = say(&[&["--lang", language], &words[..], &["--help"]].concat());
        let has_commands = page.contains(if language == "en" { "<COMMAND>" } else { "<命令>" });
        if !has_commands {
            found.push((path.to_vec(), page));
            return;
        }
        for name in listed(&page, language) {
            below(&[path, &[name]].concat(), language, found);
        }
    }
    let mut found = Vec::new();
    below(&[], language, &mut found);
    found
}

#[test]
fn every_command_explains_itself_with_examples_in_both_languages() {
    let is_chinese = |line: &str| line.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let english = leaves("en");
    assert!(english.len() > 60, "{} commands", english.len());
    for (path, page) in english {
        assert!(page.contains("Examples:\n  "), "{path:?} has no example");
        assert!(page.contains("Exit codes: 0 done"), "{path:?}");
        assert!(!is_chinese(page.lines().next().unwrap_or_default()), "{path:?}");
    }
    for (path, page) in leaves("zh-CN") {
        assert!(is_chinese(page.lines().next().unwrap_or_default()), "{path:?} says nothing in Chinese");
        assert!(page.contains("示例:\n  ") && page.contains("退出码：0 完成"), "{path:?}");
        let lines: Vec<&str> = page.lines().collect();
        for (option, next) in lines.iter().zip(&lines[1..]).filter(|(line, _)| line.starts_with("      --")) {
            assert!(is_chinese(option) || is_chinese(next), "{path:?}: {option}");
        }
    }
}

#[test]
fn the_first_page_groups_commands_and_names_each_once() {
    for (language, groups) in [
        ("en", ["Record", "Look", "Decide", "Be reminded", "Keep"]),
        ("zh-CN", ["记录", "查看", "比较", "提醒", "保管"]),
    ] {
        let page = say(&["--lang", language, "help"]);
        for group in groups {
            assert!(
                page.lines().any(|line| line.starts_with(group) && line.ends_with(':')),
                "{group}: {page}"
            );
        }
        let mut names = listed(&page, language);
        let of_all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), of_all);
        let script = say(&["completions", "bash"]);
        let known = script.lines().filter_map(|line| line.trim().strip_prefix("opts=\"-h -V")).next();
        let known: Vec<&str> = known.expect("options").trim_end_matches('"').split(' ').collect();
        let known: Vec<&&str> =
            known.iter().filter(|word| !word.starts_with('-') && !word.is_empty()).collect();
        assert_eq!(known.len(), of_all + 1, "all of them, and `help`: {known:?}");
    }
}

/// The examples of a page, each as a line of shell.
fn examples(page: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in
        page.lines().skip_while(|line| *line != "Examples:").skip(1).take_while(|line| !line.is_empty())
    {
        match line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')) {
            Some(example) => found.push(example.to_owned()),
            None => found.last_mut().expect("an example goes on").push_str(&format!("\n{line}")),
        }
    }
    found
}

/// A file with something of everything, and what stands for the ids in it.
pub(crate) fn household() -> (Cli, Vec<(&'static str, String)>) {
    let cli = Cli::new();
    for (name, source) in [("信用卡", "招行卡"), ("花呗", "支付宝"), ("京东", "旧卡")] {
        let account =
            json!({ "name": name, "funding_source": source, "auto_debit": true, "due": { "day": 9 } });
        cli.json(&["account", "add"], &account.to_string());
    }
    cli.json(&["account", "edit", "京东", "-"], &json!({ "name": "京东" }).to_string());
    let plans = cli.three_plans();
    cli.json(&["plan", "edit", &plans[0], "-"], r#"{"auto_debit":true}"#);
    let preset = cli.run(&["preset", "show", "huabei"], "");
    cli.json(&["preset", "set"], &text(&preset.stdout));
    ["1", "2"].iter().for_each(|n| drop(cli.json(&["pay", &plans[0], "--seq", n], "")));
    let paid = cli.json(&["pay", &plans[1], "--seq", "1", "--amount", "1.00"], "");
    cli.json(&["remind", "--at", "2026-11-28T09:00:00+08:00"], "");
    let inbox = cli.json(&["inbox", "list"], "");
    cli.json(&["payoff", "--extra", "500", "--strategy", "avalanche", "--adopt"], "");
    let planned = cli.json(&["planned", "list"], "")[0]["planned"][0].clone();
    let copy = cli.json(&["backup"], "");
    let place = cli.folder.path().to_str().expect("UTF-8");
    let encrypted = cli.json(&["backup", place, "--encrypt"], &format!("{PASSPHRASE}\n"));
    let said = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let ids = vec![
        ("PLANNED --on 2026-12-01", format!("{} --on {}", said(&planned["plan"]), said(&planned["on"]))),
        // Only interest can be saved by paying early.
        ("prepay PLAN", format!("prepay {}", plans[2])),
        ("PLAN", plans[0].clone()),
        ("REPAYMENT", said(&paid[0]["id"])),
        ("KEY", said(&inbox[0]["waiting"][0]["keys"][0])),
        ("COPY", said(&copy[0]["path"])),
        ("ENCRYPTED", said(&encrypted[0]["path"])),
    ];
    (cli, ids)
}

fn shell(script: &str, data: &Path, home: &Path) -> Output {
    let bin = Path::new(PROGRAM).parent().expect("a folder").display().to_string();
    let path = format!("{bin}:{}", std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(home).env("PATH", path).env("HOME", home);
    command.env("FENQI_DATA_DIR", data).env("LANG", "en_US.UTF-8").output().expect("sh")
}

/// Each is run on records of its own. What names places of a real computer, or needs `man`, is left out.
#[test]
fn the_examples_run() {
    let (cli, ids) = household();
    let mut run = 0;
    for (path, page) in leaves("en") {
        for example in examples(&page) {
            if ["/media/usb", "| man", "/tmp/fenqi", "~/.local", "~/.zfunc", "~/.config"]
                .iter()
                .any(|place| example.contains(place))
            {
                continue;
            }
            let filled = ids.iter().fold(example, |example, (name, id)| example.replace(name, id));
            let (home, data) =
                (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
            std::fs::copy(cli.folder.path().join("fenqi.db"), data.path().join("fenqi.db")).expect("copied");
            std::fs::write(home.path().join("passphrase.txt"), PASSPHRASE).expect("written");
            // The morning after the third row was due, or some days before.
            let day = if path[0] == "debit" { "29" } else { "24" };
            let script =
                filled.replace("fenqi-cli ", &format!("fenqi-cli --now 2026-11-{day}T10:00:00+08:00 "));
            let output = shell(&script, data.path(), home.path());
            assert!(output.status.success(), "{path:?}: {script}\n{}", text(&output.stderr));
            assert!(output.stderr.is_empty(), "{path:?}: {}", text(&output.stderr));
            run += 1;
        }
    }
    assert!(run > 70, "only {run} examples ran");
}

#[test]
fn completions_name_every_command_and_complete_in_bash() {
    let commands = leaves("en");
    for (shell, language) in
        ["bash", "zsh", "fish"].into_iter().flat_map(|shell| [(shell, "en"), (shell, "zh-CN")])
    {
        let script = say(&["--lang", language, "completions", shell]);
        for (path, _) in &commands {
            let name = path.last().expect("a name");
            assert!(script.contains(name.as_str()), "{shell} lacks {path:?}");
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("fenqi-cli.bash");
    std::fs::write(&script, say(&["completions", "bash"])).expect("written");
    let complete = |words: &str| {
        let last = words.split(' ').count() - 1;
        let ask = format!(
            "source '{}' && COMP_WORDS=({words}) COMP_CWORD={last} && \
             $(complete -p fenqi-cli | sed 's/.*-F \\([^ ]*\\).*/\\1/') fenqi-cli \"${{COMP_WORDS[{last}]}}\" \
             \"${{COMP_WORDS[{last} - 1]}}\" && echo \"${{COMPREPLY[*]}}\"",
            script.display()
        );
        let output = Command::new("bash").args(["-c", &ask]).output().expect("bash");
        assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
        text(&output.stdout).trim().to_owned()
    };
    assert_eq!(complete("fenqi-cli pa"), "pay payoff");
    assert_eq!(complete("fenqi-cli plan s"), "show");
    assert_eq!(complete("fenqi-cli plan list --status re"), "refunded");
    let parsed = Command::new("bash").arg("-n").arg(&script).status().expect("bash");
    assert!(parsed.success());
}

#[test]
fn every_command_has_a_man_page_without_faults() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("man1");
    let output = Command::new(PROGRAM).args(["man", "--to"]).arg(&to).output().expect("the command starts");
    assert!(output.status.success() && output.stdout.is_empty(), "{}", text(&output.stdout));
    let whole = say(&["--lang", "en", "man"]);
    let mut missing = Vec::new();
    for (path, help) in leaves("en") {
        let page =
            std::fs::read_to_string(to.join(format!("fenqi-cli-{}.1", path.join("-")))).unwrap_or_default();
        let about = help.lines().next().unwrap_or_default();
        let plain = page.replace("\\-", "-").replace("\\*(Aq", "'");
        if !plain.contains(about.split('\'').next().unwrap_or_default()) || !page.contains("Exit codes") {
            missing.push(path.join(" "));
        }
        assert!(whole.contains(&format!("\\-{}(1)", path[0])), "the first page lacks {path:?}");
    }
    assert_eq!(missing, Vec::<String>::new());
    // Where there is a judge of man pages, it finds no fault.
    for entry in std::fs::read_dir(&to).expect("a folder").chain(std::fs::read_dir(&to).expect("a folder")) {
        let path = entry.expect("a page").path();
        let groff = Command::new("groff").args(["-man", "-ww", "-z", "-Kutf8", "-Tutf8"]).arg(&path).output();
        let Ok(judged) = groff else { return };
        assert!(judged.status.success() && judged.stderr.is_empty(), "{}", text(&judged.stderr));
    }
}

/// Documents go where they are sent: a closed pipe is no failure, a full disk is.
#[cfg(target_os = "linux")]
#[test]
fn help_that_cannot_be_written_is_told_by_the_exit_code() {
    for arguments in [&["--help"][..], &["--version"], &["completions", "zsh"], &["man"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let output = Command::new(PROGRAM).args(arguments).stdout(full).output().expect("the command starts");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let mut child = Command::new(PROGRAM)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the command ends");
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
    }
}

#[test]
fn wrong_usage_is_told_in_the_language_asked_for() {
    for (arguments, english, chinese) in [
        (&["guess"][..], "unrecognized subcommand 'guess'", "没有“guess”这个命令。"),
        (&["--json"], "requires a subcommand", "还要写一个命令。"),
        (&["due", "--fom", "x"], "a similar argument exists: '--from'", "是不是“--from”？"),
        (&["spending", "--by", "month"], "[possible values: purchase, due]", "可选：purchase、due。"),
        (&["pay", "x"], "--seq <N>", "缺少：--seq <N>"),
        (&["--now", "soon", "due"], "invalid value 'soon'", "“--now <INSTANT>”不能是“soon”。"),
        (&["activity", "--limit"], "a value is required", "后面要写一个值。"),
        (&["due", "--to", "a", "--to", "b"], "cannot be used multiple times", "只能写一次。"),
        (&["pay", "--statement", "a"], "2 values required", "要写 2 个值，写了 1 个。"),
    ] {
        for (language, words) in [("--lang=en", english), ("--lang=zh-CN", chinese)] {
            let all = [&[language], arguments].concat();
            let output = Command::new(PROGRAM).args(&all).output().expect("the command starts");
            assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), String::new()), "{all:?}");
            assert!(text(&output.stderr).contains(words), "{all:?}: {}", text(&output.stderr));
        }
    }
    let mut deaf = Command::new(PROGRAM);
    let mut child = deaf.arg("guess").stderr(Stdio::piped()).spawn().expect("the command starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("the command ends").code(), Some(2));
}
