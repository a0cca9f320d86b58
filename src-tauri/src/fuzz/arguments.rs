//! What a page may send: arguments as the page sends them, the same with something wrong, and anything.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// Ids of what is there.
#[derive(Default)]
pub(super) struct Known {
    pub(super) plans: Vec<String>,
    pub(super) accounts: Vec<String>,
    pub(super) sources: Vec<String>,
    pub(super) repayments: Vec<String>,
    pub(super) notices: Vec<String>,
    pub(super) backups: Vec<String>,
    /// The form of an account, and an empty one of a plan.
    pub(super) account_form: Value,
    pub(super) plan_form: Value,
    /// Texts as they should never be.
    pub(super) hostile: Vec<String>,
    /// What was chosen to be imported.
    pub(super) chosen: String,
}

impl Known {
    fn any(&self, random: &mut Rng) -> String {
        let kinds =
            [&self.plans, &self.accounts, &self.sources, &self.repayments, &self.notices, &self.backups];
        let kind = kinds[random.usize(..kinds.len())];
        one(random, kind)
    }
}

/// One of them, or what is none.
fn one(random: &mut Rng, ids: &[String]) -> String {
    random.choice(ids).cloned().unwrap_or_else(|| "none".to_owned())
}

fn date(random: &mut Rng) -> String {
    format!("20{:02}-{:02}-{:02}", random.u8(25..29), random.u8(1..13), random.u8(1..29))
}

fn amount(random: &mut Rng) -> String {
    format!("{}.{:02}", random.u32(0..6000), random.u8(0..100))
}

/// Arguments as the page sends them. Nothing for a command that is not known here.
pub(super) fn valid(command: &str, known: &Known, random: &mut Rng) -> Option<Value> {
    let plan = one(random, &known.plans);
    let account = one(random, &known.accounts);
    let (on, amount) = (date(random), amount(random));
    Some(match command {
        "app_state"
        | "window_ready"
        | "lock_state"
        | "lock_now"
        | "lock_used"
        | "lock_hidden"
        | "accounts"
        | "account_lines"
        | "sources"
        | "presets"
        | "overview"
        | "limits"
        | "debts"
        | "income"
        | "export_show"
        | "import_choose"
        | "import_cancel"
        | "import_template"
        | "calendar_file"
        | "calendar_file_choose"
        | "calendar_file_stop"
        | "reminder_rules"
        | "clock_confirm"
        | "autostart"
        | "tray_is_there"
        | "data_folder_show"
        | "sample_add"
        | "undo"
        | "redo"
        | "check"
        | "backups"
        | "backup_now"
        | "backup_save" => json!({}),
        "account" | "account_link_open" => json!({ "id": account }),
        "account_form" => json!({ "id": random.bool().then_some(account) }),
        "account_preview" | "account_edit" => json!({ "id": account, "form": known.account_form }),
        "account_add" => {
            let mut form = known.account_form.clone();
            form["name"] = json!(format!("账户 {}", random.u16(..)));
            json!({ "form": form })
        }
        "account_archive" => json!({ "id": account, "archived": random.bool() }),
        "source_rename" => {
            json!({ "id": one(random, &known.sources), "name": format!("卡 {}", random.u8(..)) })
        }
        "source_merge" => json!({ "id": one(random, &known.sources), "into": one(random, &known.sources) }),
        "source_remove" => json!({ "id": one(random, &known.sources) }),
        "plan" | "plan_remove" => json!({ "id": plan }),
        "plan_form" => json!({ "account": random.bool().then_some(account) }),
        "plan_preview" | "plan_add" => json!({ "form": plan_form(known, random) }),
        "preset_apply" => {
            json!({ "form": plan_form(known, random), "preset": "huabei", "offer": random.u32(..4) })
        }
        "month" => json!({ "month": &on[..7] }),
        "day" => json!({ "date": on }),
        "year" => json!({ "year": &on[..4] }),
        "costs_of_year" | "spending" => json!({ "year": random.i32(2020..2030) }),
        "agenda" => json!({ "from": on, "limit": random.u32(..60) }),
        "plans_page" => {
            json!({ "query": { "status": "active", "account": account, "search": "手机", "sort": "next_due",
                                           "offset": random.u32(..9), "limit": random.u32(..60) } })
        }
        "pay" | "pay_preview" => json!({ "form": { "plan": plan, "n": random.u32(..14), "amount": amount,
                                                   "paid_on": on, "source": one(random, &known.sources) } }),
        "pay_statement" => {
            json!({ "form": { "account": account, "due_date": "2026-12-15", "paid_on": on, "source": "" } })
        }
        "forecast" => json!({ "months": random.u32(..40) }),
        "costs" | "reminders_coming" => json!({ "limit": random.u32(..40) }),
        "records" => json!({ "query": { "account": account, "from": "2026-01-01", "to": on,
                                        "before": one(random, &known.repayments), "limit": random.u32(..60) } }),
        "activity" | "inbox" => json!({ "before": random.bool().then_some("5"), "limit": random.u32(..60) }),
        "repayment_correct" => {
            json!({ "form": { "id": one(random, &known.repayments), "amount": amount, "paid_on": on,
                                                 "source": "卡" } })
        }
        "repayment_remove" => json!({ "id": one(random, &known.repayments) }),
        "debit_confirm" | "debit_fail" => json!({ "plan": plan, "n": random.u32(..14) }),
        "quote_settle" | "settle" => json!({ "form": { "plan": plan, "on": on, "source": "" } }),
        "quote_prepay" | "prepay" => {
            json!({ "form": { "plan": plan, "amount": amount, "on": on, "keeps": "term", "source": "" } })
        }
        "quote_refund" | "refund" => {
            json!({ "form": { "plan": plan, "amount": amount, "on": on, "taken": "pro_rata" } })
        }
        "payoff" => json!({ "query": { "currency": "CNY", "extra": amount, "roll_over": random.bool() } }),
        "payoff_adopt" => {
            json!({ "choice": { "query": { "currency": "CNY", "extra": amount }, "strategy": "avalanche" } })
        }
        "planned_drop" => json!({ "plan": plan, "on": on }),
        "plan_edit" => {
            json!({ "form": { "plan": plan, "title": "新名字", "merchant": "商城", "order_no": "A-1",
                                         "auto_debit": random.bool(), "notes": "一行\n两行" } })
        }
        "rows_check" | "rows_correct" => {
            json!({ "form": { "plan": plan, "rows": [{ "n": random.u32(..14), "due_date": on,
            "principal": amount, "interest": "1.00", "fee": "0.50" }] } })
        }
        "income_set" => json!({ "income": { "amount": amount, "currency": "CNY" } }),
        "export_file" => {
            let format = ["csv", "xlsx", "json", "ics", "ledger", "hledger", "beancount"][random.usize(..7)];
            json!({ "form": { "format": format, "table": "rows", "encoding": "gb18030", "hide_amounts": random.bool() } })
        }
        "import_preview" | "import_run" => {
            json!({ "path": known.chosen, "options": { "encoding": "utf8", "delimiter": ",",
            "columns": null, "date_order": null, "decimal_mark": null, "account": "账户" } })
        }
        "settings_set" => {
            json!({ "settings": { "language": "en", "theme": "dark", "hide_amounts": random.bool(), "on_close": "quit" } })
        }
        "notice_answer" => {
            let answers = [
                json!("paid"),
                json!("confirmed"),
                json!("failed"),
                json!("seen"),
                json!({ "snooze": "hour" }),
            ];
            json!({ "keys": [one(random, &known.notices)], "answer": random.choice(answers) })
        }
        "reminders_pause" => json!({ "pause": random.choice(["hour", "tomorrow", "open", "end"]) }),
        "reminder_rules_of" | "reminder_rules_reset" => json!({ "subject": { "plan": plan } }),
        "reminder_rules_set" => {
            json!({ "subject": { "account": account }, "rules": { "days_before": [1, 3], "at": "09:00",
            "repeat_overdue": true, "when_debited": false, "quiet_from": "22:00", "quiet_until": "07:00" } })
        }
        "autostart_set" => json!({ "on": null }),
        "backup_encrypt" => json!({ "passphrase": "a passphrase of some words", "again": "another" }),
        "restore_rehearse" => json!({ "name": one(random, &known.backups) }),
        "restore_unlock" => json!({ "passphrase": "a passphrase of some words" }),
        "restore" => json!({ "passphrase": null }),
        // Not the same twice: once it was locked, nothing else would be heard.
        "lock_set" => json!({ "current": null, "passcode": "1234", "again": "4321" }),
        "lock_after_set" => json!({ "after": random.choice(["close", "minute1", "minutes60", "start"]) }),
        "lock_off" | "unlock" => json!({ "passcode": "1234" }),
        _ => return None,
    })
}

fn plan_form(known: &Known, random: &mut Rng) -> Value {
    let mut form = known.plan_form.clone();
    for (field, value) in [
        ("title", json!("键盘")),
        ("account", json!(one(random, &known.accounts))),
        ("purchased_on", json!("2026-10-20")),
        ("price", json!(amount(random))),
        ("method", json!("interest_free")),
        ("periods", json!(random.u8(1..37).to_string())),
        ("first_due_date", json!("2026-11-20")),
    ] {
        form[field] = value;
    }
    form
}

/// The same with one to three things wrong.
pub(super) fn mutated(mut arguments: Value, known: &Known, random: &mut Rng) -> Value {
    for _ in 0..random.u8(1..4) {
        spoil_within(&mut arguments, known, random);
    }
    arguments
}

/// Mostly far down: what is wrong near the top, Tauri alone refuses.
fn spoil_within(place: &mut Value, known: &Known, random: &mut Rng) {
    let deeper = random.u8(0..6) > 0;
    match place {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let at = random.usize(..fields.len());
            fields.values_mut().skip(at).take(1).for_each(|inner| spoil_within(inner, known, random));
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = random.usize(..items.len());
            spoil_within(&mut items[at], known, random);
        }
        place => spoil(place, known, random),
    }
}

fn spoil(place: &mut Value, known: &Known, random: &mut Rng) {
    match (random.u8(0..10), place) {
        (0, Value::Object(fields)) if !fields.is_empty() => {
            let gone = fields.keys().nth(random.usize(..fields.len())).cloned();
            drop(gone.and_then(|name| fields.remove(&name)));
        }
        (1, Value::Object(fields)) => {
            fields.insert(text(known, random), anything(known, random, 2));
        }
        (0, place) => *place = Value::Array(vec![place.take(); random.usize(..3)]),
        (1, Value::Array(items)) => items.extend(vec![json!(0); random.usize(1..400)]),
        (2, place) => *place = anything(known, random, 3),
        (3, Value::Number(number)) => *number = a_number(random),
        (4..=9, Value::String(old)) => *old = text(known, random),
        (4..=9, Value::Number(number)) => *number = a_number(random),
        (_, place) => *place = anything(known, random, 1),
    }
}

/// Any JSON.
pub(super) fn anything(known: &Known, random: &mut Rng, depth: u8) -> Value {
    match random.u8(0..if depth == 0 { 5 } else { 8 }) {
        0 => Value::Null,
        1 => Value::Bool(random.bool()),
        2 => Value::Number(a_number(random)),
        3 | 4 => Value::String(text(known, random)),
        5 => (0..random.u8(0..5)).map(|_| anything(known, random, depth - 1)).collect(),
        6 => (0..random.u8(1..110)).fold(Value::Null, |inner, _| json!([inner])),
        _ => {
            let keys =
                ["id", "form", "plan", "account", "query", "amount", "n", "limit", "subject", "__proto__"];
            let entry = |random: &mut Rng| {
                let key = keys[random.usize(..keys.len())].to_owned();
                (key, anything(known, random, depth - 1))
            };
            Value::Object((0..random.u8(0..5)).map(|_| entry(random)).collect::<Map<_, _>>())
        }
    }
}

fn a_number(random: &mut Rng) -> serde_json::Number {
    const NUMBERS: [&str; 20] = [
        "0",
        "-0",
        "-1",
        "1",
        "1.5",
        "-0.01",
        "127",
        "255",
        "65536",
        "2147483647",
        "-2147483648",
        "4294967295",
        "4294967296",
        "9007199254740993",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "1e19",
        "1e308",
        "5e-324",
    ];
    let text = NUMBERS[random.usize(..NUMBERS.len())];
    serde_json::from_str(text).expect("BUG: a number")
}

fn text(known: &Known, random: &mut Rng) -> String {
    const TEXTS: [&str; 62] = [
        "",
        " ",
        "-",
        "-1",
        "-0.00",
        "0",
        "0.001",
        "0.1",
        "00012",
        "1,000.00",
        "1.000,00",
        "１２３",
        "٣٤",
        "+5",
        "5.",
        ".5",
        "1e3",
        "1e-30",
        "NaN",
        "Infinity",
        "0x10",
        "99999999999999.99",
        "922337203685477.58",
        "79228162514264337593543950336",
        "18446744073709551616",
        "0.0000000000000000000000000001",
        "¥12",
        "12元",
        "2026-02-29",
        "2026-13-01",
        "2026-00-00",
        "0000-01-01",
        "-0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "+262142-12-31",
        "262143-01-01",
        "2026-1-1",
        "2026-11-22T10:00:00Z",
        "1969-12-31",
        "2026-11",
        "9999-12",
        "0",
        "24:00",
        "23:60",
        "-1:00",
        "CNY",
        "XXX",
        "cny",
        "JPY",
        "all",
        "none",
        "../../../etc/passwd",
        "/dev/zero",
        "https://example.com/\u{202e}gpj.exe",
        "javascript:alert(1)",
        "'; DROP TABLE plan; --",
        "%s%n",
        "{$amount}",
        "\0",
        "\u{feff}",
        "\u{10ffff}",
    ];
    match random.u8(0..12) {
        0..=5 => TEXTS[random.usize(..TEXTS.len())].to_owned(),
        6 | 7 => known.any(random),
        8 | 9 => random.choice(&known.hostile).cloned().unwrap_or_default(),
        10 => (0..random.u8(0..12)).map(|_| random.char(..)).collect(),
        _ => long(random),
    }
}

/// Mostly just too long for a field; a megabyte now and then.
fn long(random: &mut Rng) -> String {
    let length = if random.u8(0..40) == 0 { 1 << 20 } else { random.usize(100..5000) };
    ["长", "9", "a", "\u{202e}", "\0"][random.usize(..5)].repeat(length)
}
