//! Every command of the page, called with all that a page should never send. None may panic, hang, answer an error
//! that is none of ours, or change anything when it refuses.
//!
//! `FENQI_IPC_CALLS` says how many calls; a fault names the seed and the call that show it again.

#![expect(clippy::print_stdout, reason = "the figures are the point")]

mod arguments;
mod page;
mod planted;

use std::collections::BTreeMap;

use fastrand::Rng;
use fenqi_app::contract::{AppError, ErrorCode, Language};
use fenqi_app::words::Words;
use serde_json::{Value, json};
use tauri::ipc::Invoke;

use self::arguments::Known;
use self::page::{Outcome, Page, Sent};
use crate::{Desktop, bindings};

/// Calls on one file: it grows with what is accepted.
const ROUND: u64 = 2_000;

/// What takes long even when nothing is wrong is called less often.
const SLOW: [&str; 12] = [
    "backup_encrypt",
    "backup_now",
    "backup_save",
    "check",
    "import_run",
    "lock_off",
    "lock_set",
    "restore",
    "restore_rehearse",
    "restore_unlock",
    "sample_add",
    "unlock",
];

/// What came of the calls of one command.
#[derive(Default)]
struct Tally {
    answered: u64,
    refused: u64,
    misshapen: u64,
    unreadable: u64,
}

type Tallies = BTreeMap<&'static str, Tally>;

/// The texts that each field is tried with elsewhere, too.
fn hostile() -> Vec<String> {
    let texts: Value =
        serde_json::from_str(include_str!("../../../tests/fixtures/hostile.json")).expect("JSON");
    let texts = texts.as_array().into_iter().flatten().filter_map(|one| one["text"].as_str());
    texts.map(str::to_owned).collect()
}

/// Looks what is there.
fn know(page: &Page) -> Known {
    let ids = |command, arguments: Value, list: &str, id: &str| -> Vec<String> {
        let found = page.ask(command, &arguments).unwrap_or_default();
        let found = if list.is_empty() { &found } else { &found[list] };
        let ids = found.as_array().into_iter().flatten().filter_map(|one| one[id].as_str());
        ids.map(str::to_owned).take(50).collect()
    };
    let accounts = ids("accounts", json!({}), "", "id");
    Known {
        plans: ids("plans_page", json!({ "query": { "limit": 50 } }), "plans", "id"),
        sources: ids("sources", json!({}), "", "id"),
        repayments: ids("records", json!({ "query": { "limit": 50 } }), "records", "id"),
        notices: ids("inbox", json!({ "before": null, "limit": 50 }), "earlier", "key"),
        backups: ids("backups", json!({}), "backups", "name"),
        account_form: page.ask("account_form", &json!({ "id": accounts.first() })).unwrap_or_default(),
        hostile: hostile(),
        plan_form: page.ask("plan_form", &json!({ "account": null })).unwrap_or_default(),
        chosen: page
            .ask("import_choose", &json!({}))
            .and_then(|name| Some(name.as_str()?.to_owned()))
            .unwrap_or_default(),
        accounts,
    }
}

/// One call's arguments.
fn sent(command: &str, known: &Known, random: &mut Rng) -> Sent {
    let valid = arguments::valid(command, known, random).expect("BUG: every command has arguments");
    let sent = match random.u8(0..20) {
        0..=2 => valid,
        3 if random.bool() => return Sent::Bytes(valid.to_string().into_bytes()),
        3 => return Sent::Text(torn(&valid.to_string(), random)),
        4 | 5 => arguments::anything(known, random, 4),
        _ => arguments::mutated(valid, known, random),
    };
    let sent = match command {
        "autostart_set" => without_booleans(sent),
        "lock_set" => not_twice(sent),
        _ => sent,
    };
    Sent::text(&sent)
}

/// This command alone changes the machine, whatever folder the test has: it never gets what it takes.
fn without_booleans(mut sent: Value) -> Value {
    if sent["on"].is_boolean() {
        sent["on"] = json!("true");
    }
    sent
}

/// Once a passcode is set, one call locks, and nothing else is heard.
fn not_twice(mut sent: Value) -> Value {
    if sent["again"].is_string() {
        sent["again"] = json!("never the same");
    }
    sent
}

/// JSON that is broken, or stands for what Rust has no text for.
fn torn(text: &str, random: &mut Rng) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let at = random.usize(..=bytes.len());
    match random.u8(0..6) {
        0 => bytes.truncate(at),
        1 => drop(bytes.splice(at..at, *b"\xff\xfe")),
        2 => drop(bytes.splice(at..at, *b"\0")),
        3 => return text.replace(':', ":\"\\ud800\",\"\\udc00\":").into_bytes(),
        4 => return [b"{\"id\":".to_vec(), b"[".repeat(10_000), b"]".repeat(10_000), b"}".to_vec()].concat(),
        _ => bytes.insert(at, random.u8(..)),
    }
    bytes
}

/// What is wrong with a refusal, if anything; else whether it is Tauri's.
fn fault(command: &str, refusal: &Value) -> Result<bool, String> {
    if refusal.as_str().is_some_and(|text| text.starts_with("invalid args `") && text.contains(command)) {
        return Ok(true);
    }
    let error: AppError = serde_json::from_value(refusal.clone())
        .map_err(|_| format!("an error that is none of ours: {refusal}"))?;
    // A file that was chosen may be none; the file of the app may not fail.
    if error.code == ErrorCode::StorageFailed && !error.params.contains_key("path") {
        return Err(format!("it panicked, or the file failed: {error}"));
    }
    // What was typed may look like what is left open in a message.
    let looks_open = error.params.values().any(|value| value.contains("{$"));
    for language in [Language::ZhCn, Language::En] {
        let words = Words::of(language).error(&error);
        if words.is_empty() || (words.contains("{$") && !looks_open) {
            return Err(format!("an error without words: {error}: {words}"));
        }
    }
    Ok(false)
}

fn drawn(names: &[&'static str], random: &mut Rng) -> &'static str {
    loop {
        let command = names[random.usize(..names.len())];
        if !SLOW.contains(&command) || random.u8(0..30) == 0 {
            return command;
        }
    }
}

/// One file's calls. Answers the first fault.
fn round(
    seed: u64,
    calls: u64,
    tallies: &mut Tallies,
    handler: impl Fn(Invoke<Desktop>) -> bool + Send + Sync + 'static,
) -> Result<(), String> {
    let page = Page::open(seed, handler);
    let mut random = Rng::with_seed(seed);
    let names = bindings::names();
    let mut known = know(&page);
    for call in 0..calls {
        if call % 100 == 99 {
            known = know(&page);
        }
        let command = drawn(&names, &mut random);
        let sent = sent(command, &known, &mut random);
        let before = page.version();
        let outcome = page.send(command, &sent);
        let said = |what: &str| {
            let (Sent::Text(bytes) | Sent::Bytes(bytes)) = &sent;
            let sent: String = String::from_utf8_lossy(bytes).chars().take(2000).collect();
            format!("seed {seed}, call {call}: {command} {sent}: {what}")
        };
        let tally = tallies.entry(command).or_default();
        match outcome {
            Outcome::Answered(_) => tally.answered += 1,
            Outcome::Unreadable => tally.unreadable += 1,
            Outcome::Silent(what) => return Err(said(what)),
            Outcome::Refused(refusal) => {
                let by_tauri = fault(command, &refusal).map_err(|what| said(&what))?;
                *(if by_tauri { &mut tally.misshapen } else { &mut tally.refused }) += 1;
                if page.version() != before {
                    return Err(said(&format!("it wrote, and refused: {refusal}")));
                }
            }
        }
    }
    let found = page.ask("check", &json!({})).unwrap_or_default();
    if found["sound"] == json!(true) {
        Ok(())
    } else {
        Err(format!("seed {seed}: the file is not sound: {found}"))
    }
}

fn asked() -> u64 {
    std::env::var("FENQI_IPC_CALLS").ok().and_then(|calls| calls.parse().ok()).unwrap_or(20_000)
}

#[test]
fn no_call_of_a_page_panics_hangs_or_writes_what_it_refuses() {
    let mut tallies = Tallies::new();
    for seed in 0..asked().div_ceil(ROUND) {
        if let Err(fault) = round(seed, ROUND, &mut tallies, bindings::handler()) {
            panic!("{fault}");
        }
    }
    let sum = |of: fn(&Tally) -> u64| tallies.values().map(of).sum::<u64>();
    let (answered, refused) = (sum(|one| one.answered), sum(|one| one.refused));
    let (misshapen, unreadable) = (sum(|one| one.misshapen), sum(|one| one.unreadable));
    println!(
        "{} calls of {} commands: {answered} answered, {refused} refused by Fenqi, {misshapen} by Tauri for their \
         shape, {unreadable} unreadable",
        answered + refused + misshapen + unreadable,
        tallies.len(),
    );
    for name in bindings::names() {
        assert!(
            tallies.get(name).is_some_and(|one| one.answered + one.refused + one.misshapen > 0),
            "{name} was not called"
        );
    }
}

/// Else the fuzz would only ever see how Tauri refuses arguments that are not the page's any more.
#[test]
fn what_the_page_sends_has_the_shape_that_each_command_takes() {
    let page = Page::open(1, bindings::handler());
    let known = know(&page);
    let mut random = Rng::with_seed(1);
    for command in bindings::names() {
        let arguments = arguments::valid(command, &known, &mut random);
        let arguments = arguments.unwrap_or_else(|| panic!("{command} needs arguments in fuzz/arguments.rs"));
        let Outcome::Refused(refusal) = page.send(command, &Sent::text(&arguments)) else {
            continue;
        };
        let by_tauri = fault(command, &refusal);
        assert_eq!(by_tauri, Ok(command == "autostart_set"), "{command} {arguments}: {refusal}");
    }
}

/// What serves a page's commands.
type Serve = fn(Invoke<Desktop>) -> bool;

#[test]
fn the_fuzz_sees_planted_faults() {
    let plants: [(&str, Serve, &str); 4] = [
        ("day", planted::panics_within, "it panicked, or the file failed"),
        ("year", planted::panics, "it panicked"),
        ("refund", planted::writes_and_refuses, "it wrote, and refused"),
        ("month", planted::speaks_freely, "an error that is none of ours"),
    ];
    for (name, plant, expected) in plants {
        let real = bindings::handler();
        let handler = move |invoke: Invoke<Desktop>| {
            if invoke.message.command() == name { plant(invoke) } else { real(invoke) }
        };
        let seen = round(7, ROUND, &mut Tallies::new(), handler).expect_err(name);
        assert!(seen.contains(&format!(": {name} ")) && seen.contains(expected), "{seen}");
    }
}

/// The window's capability is the real one here: what it does not name is refused before any code of Fenqi's or of a
/// plugin runs.
#[test]
fn the_page_may_call_its_commands_and_listen_and_nothing_else() {
    let page = Page::open(1, planted::agrees);
    for command in [
        "unnamed",
        "no_such_command",
        "plugin:event|emit",
        "plugin:event|emit_to",
        "plugin:window|close",
        "plugin:window|set_title",
        "plugin:webview|create_webview_window",
        "plugin:app|version",
        "plugin:path|resolve_directory",
        "plugin:resources|close",
        "plugin:menu|new",
        "plugin:tray|remove_by_id",
        "plugin:dialog|open",
        "plugin:dialog|save",
        "plugin:fs|read_file",
        "plugin:fs|write_file",
        "plugin:window-state|save_window_state",
        "plugin:autostart|enable",
        "plugin:shell|open",
    ] {
        let Outcome::Refused(refusal) = page.send(command, &Sent::text(&json!({}))) else {
            panic!("{command} was not refused")
        };
        let said = refusal.as_str().unwrap_or_default();
        assert!(said.contains("not allowed"), "{command}: {refusal}");
    }
    let listens = json!({ "event": "changed", "target": { "kind": "Any" }, "handler": 1 });
    let number = page.ask("plugin:event|listen", &listens).expect("it may listen");
    page.ask("plugin:event|unlisten", &json!({ "event": "changed", "eventId": number }))
        .expect("it may stop to");
}

#[test]
fn a_page_from_elsewhere_may_call_nothing() {
    let page = Page::open(1, bindings::handler());
    for address in
        ["https://example.com", "http://localhost:1420", "file:///tmp/page.html", "tauri://example.com"]
    {
        for command in ["app_state", "plan_add", "plugin:event|listen"] {
            let outcome = page.send_from(address, command, &Sent::text(&json!({})));
            assert!(
                matches!(&outcome, Outcome::Refused(said) if said.to_string().contains("not allowed")),
                "{address} {command}"
            );
        }
    }
    assert!(page.ask("app_state", &json!({})).is_some());
}
