//! What the page may do is what it does: a command that it may call and never calls is a door that nobody uses, and one
//! that it calls and may not is a button that fails.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::tidy::{read, root};

/// The texts of a folder's sources.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all += &sources(&path);
        } else if path.extension().is_some_and(|ending| ending == "ts" || ending == "svelte") {
            all += &fs::read_to_string(&path).expect("a source");
        }
    }
    all
}

/// What follows each of a mark, as far as it is a name.
fn named(text: &str, mark: &str) -> BTreeSet<String> {
    let rests = text.match_indices(mark).filter(|(at, _)| !text[..*at].ends_with(is_of_a_name));
    let names = rests.map(|(at, _)| {
        let rest = text[at + mark.len()..].trim_start();
        rest.chars().take_while(|c| is_of_a_name(*c)).collect::<String>()
    });
    names.filter(|name| !name.is_empty()).collect()
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// `planForm` as Rust has it.
fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut snake, c| {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
        snake
    })
}

fn parsed(path: &str) -> Value {
    serde_json::from_str(&read(path)).expect("JSON")
}

/// What the capability of the window allows.
fn allowed() -> (BTreeSet<String>, Vec<String>) {
    let capability = parsed("src-tauri/capabilities/main.json");
    let all = capability["permissions"].as_array().expect("permissions").iter();
    let all: Vec<String> = all.map(|one| one.as_str().expect("a name, no scope").to_owned()).collect();
    let (own, others): (Vec<String>, Vec<String>) =
        all.into_iter().partition(|one| one.starts_with("allow-"));
    (own.iter().map(|one| one["allow-".len()..].replace('-', "_")).collect(), others)
}

#[test]
fn each_allowed_command_is_called_by_the_page_and_each_called_one_is_allowed() {
    let index = read("ui/src/ipc/index.ts");
    let called: BTreeSet<String> = named(&index, "commands.").iter().map(|name| snake(name)).collect();
    assert!(called.len() > 80, "only {} calls were found", called.len());
    assert_eq!(allowed().0, called);
    let build = read("src-tauri/build.rs");
    let (_, list) = build.split_once("COMMANDS: &[&str] = &[").expect("the list of commands");
    let list = list.split_once(']').expect("its end").0;
    assert_eq!(named(list, "\""), called, "each is denied unless it is allowed");
}

#[test]
fn each_call_that_the_page_has_is_used_by_a_feature() {
    let ui = root().join("ui/src");
    let features: String = ["app", "features", "shared"].map(|folder| sources(&ui.join(folder))).concat();
    let used = named(&features, "ipc.");
    let index = read("ui/src/ipc/index.ts");
    let (_, calls) = index.split_once("export const ipc = {").expect("the calls");
    let calls = calls.split_once("\n};").expect("their end").0;
    let starts = calls.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let calls: BTreeSet<String> = starts
        .filter_map(|line| Some(line.trim().split_once(": ")?.0.to_owned()))
        .filter(|name| name.chars().all(is_of_a_name))
        .collect();
    assert!(calls.len() > 80, "only {} calls were found", calls.len());
    assert_eq!(&calls - &used, BTreeSet::new(), "nobody calls these");
}

/// Of Tauri itself, the page may listen to the app's events and stop to. No plugin is open to it, no other window, and
/// no page from elsewhere.
#[test]
fn of_tauri_the_page_may_only_listen() {
    assert_eq!(allowed().1, ["core:event:allow-listen", "core:event:allow-unlisten"]);
    let capability = parsed("src-tauri/capabilities/main.json");
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability["remote"], Value::Null);
    let files = fs::read_dir(root().join("src-tauri/capabilities")).expect("the capabilities").count();
    assert_eq!(files, 1, "one window, one capability");
}

#[test]
fn the_window_is_closed_to_all_that_is_not_ours() {
    let app = &parsed("src-tauri/tauri.conf.json")["app"];
    assert_eq!(app["withGlobalTauri"], json!(false));
    assert_eq!(app["security"]["freezePrototype"], json!(true));
    assert_eq!(app["security"]["assetProtocol"], Value::Null);
    let policy = app["security"]["csp"].as_str().expect("a policy");
    let directives: Vec<&str> = policy.split("; ").collect();
    for directive in [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src ipc: http://ipc.localhost",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(directives.contains(&directive), "{directive}");
    }
    let unsafe_ones: Vec<_> = directives.iter().filter(|one| one.contains("unsafe")).collect();
    assert_eq!(unsafe_ones, [&"style-src-attr 'unsafe-inline'"], "where Svelte writes a style");
    let manifests = [read("Cargo.toml"), read("src-tauri/Cargo.toml")].concat();
    for feature in ["\"devtools\"", "\"protocol-asset\"", "\"isolation\""] {
        assert!(!manifests.contains(feature), "{feature}");
    }
}
