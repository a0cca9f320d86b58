//! Files of a lifetime: plans bought over forty years, nearly all of it paid. Written as a file of version 1, which
//! the store then brings to today's: its sums, seals and search are its own work.

use std::path::Path;

use chrono::{Datelike, Days, Months, NaiveDate};
use fastrand::Rng;
use fenqi_store::FILE_NAME;
use rusqlite::{Connection, Transaction, params};

const FIRST: &str = include_str!("../../src-tauri/crates/store/src/migrations/0001_first.sql");
const YEARS: u64 = 40;

const BRANDS: [&str; 16] = [
    "小米",
    "华为",
    "苹果",
    "联想",
    "戴森",
    "美的",
    "海尔",
    "索尼",
    "任天堂",
    "宜家",
    "Apple",
    "Sony",
    "Lenovo",
    "Dyson",
    "Bosch",
    "佳能",
];
const GOODS: [&str; 20] = [
    "手机",
    "笔记本电脑",
    "扫地机器人",
    "洗衣机",
    "冰箱",
    "电视",
    "空调",
    "耳机",
    "相机",
    "自行车",
    "沙发",
    "床垫",
    "显卡",
    "Phone",
    "Laptop",
    "Vacuum",
    "Headphones",
    "Camera",
    "打印机",
    "跑步机",
];
const SHOPS: [&str; 8] =
    ["京东", "天猫", "小米商城", "苏宁易购", "Amazon", "拼多多", "实体店", "Klarna Shop"];
const NOTES: [&str; 4] =
    ["发票在邮箱里。", "电池保修到 2028 年。", "Gift for the family", "退货期 30 天\n地址：上海"];

/// Words that a search finds often, seldom and never.
pub(crate) const SEARCHES: [&str; 18] = [
    "机",
    "1",
    "手机",
    "小",
    "o",
    "Sony",
    "扫地机器人",
    "发票",
    "NO-000",
    "iph",
    "商城",
    "戴森 手机",
    "龘",
    "不存在的词",
    "显卡 99",
    "上海",
    "amazon",
    "跑步机 12",
];

/// Writes a file into a folder: so many plans and accounts. Answers how many rows there are.
pub(crate) fn write(folder: &Path, today: NaiveDate, plans: u32, accounts: u32) -> u32 {
    let mut file = Connection::open(folder.join(FILE_NAME)).expect("a file");
    file.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")
        .expect("pragmas");
    file.execute_batch(FIRST).expect("the first schema");
    file.pragma_update(None, "user_version", 1).expect("a pragma");
    let tx = file.transaction().expect("a transaction");
    let mut rng = Rng::with_seed(u64::from(plans));
    let sql = "INSERT INTO account VALUES (?1, ?2, ?3, ?4, 'card', 5000000, NULL, 'current', ?5, NULL, ?6, ?7, NULL, NULL,
        NULL, NULL, '2026-01-01T00:00:00.000Z')";
    for key in 0..accounts {
        let currency = if key % 6 == 5 { "EUR" } else { "CNY" };
        let values = params![
            format!("a{key:04}"),
            format!("账户 {key}"),
            key % 5 + 1,
            currency,
            (key % 2 == 0).then_some(key % 28 + 1),
            key % 4,
            key % 3 == 0
        ];
        tx.execute(sql, values).expect("an account");
    }
    let mut rows = 0;
    let start = today - Days::new(YEARS * 365);
    for key in 0..u64::from(plans) {
        // In order, the last of them today.
        let bought = start + Days::new(key * (YEARS * 365) / u64::from(plans));
        rows += plan(&tx, &mut rng, key, bought, today, u64::from(accounts));
    }
    tx.commit().expect("committed");
    rows
}

fn plan(
    tx: &Transaction<'_>,
    rng: &mut Rng,
    key: u64,
    bought: NaiveDate,
    today: NaiveDate,
    accounts: u64,
) -> u32 {
    let (id, account) = (format!("p{key:06}"), rng.u64(..accounts));
    let currency = if account % 6 == 5 { "EUR" } else { "CNY" };
    let title = format!("{} {} {}", BRANDS[rng.usize(..16)], GOODS[rng.usize(..20)], rng.u8(1..100));
    let periods = [6, 12, 12, 12, 18][rng.usize(..5)];
    let principal = rng.i64(10_000..2_000_000);
    let fee = if rng.bool() { principal * 6 / 1000 } else { 0 };
    let anchor = bought + Months::new(1);
    let first =
        if account % 2 == 0 { anchor.with_day(account as u32 % 28 + 1).unwrap_or(anchor) } else { anchor };
    let first = first.max(bought);
    let major = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
    let terms = serde_json::json!({ "method": "interest_free", "principal": major(principal), "periods": periods.to_string(),
        "start_date": bought.to_string(), "first_due_date": first.to_string() });
    let note = (rng.u8(..10) == 0).then(|| NOTES[rng.usize(..4)]);
    tx.prepare_cached(
        "INSERT INTO plan VALUES (?1, ?2, ?3, 'purchase', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, '2026-01-01T00:00:00.000Z')",
    )
    .and_then(|mut sql| {
        sql.execute(params![
            id, format!("a{account:04}"), currency, title, SHOPS[rng.usize(..8)], format!("NO-{key:08}"),
            bought.to_string(), principal, rng.u8(..3) == 0, note, terms.to_string()
        ])
    })
    .expect("a plan");
    let each = principal / i64::from(periods);
    for n in 1..=periods {
        let due = first + Months::new(n - 1);
        let part = if n == periods { principal - each * i64::from(periods - 1) } else { each };
        tx.prepare_cached("INSERT INTO instalment VALUES (?1, ?2, ?3, ?4, 0, ?5)")
            .and_then(|mut sql| sql.execute(params![id, n, due.to_string(), part, fee]))
            .expect("a row");
        let fresh = due > today - Days::new(61);
        if due < today && !(fresh && rng.u8(..50) == 0) {
            pay(tx, (&id, n, account), part + fee, due);
        }
    }
    periods
}

fn pay(tx: &Transaction<'_>, (plan, n, account): (&str, u32, u64), amount: i64, due: NaiveDate) {
    let id = format!("{plan}-{n}");
    tx.prepare_cached("INSERT INTO repayment VALUES (?1, ?2, ?3, ?4, NULL, '2026-01-01T00:00:00.000Z')")
        .and_then(|mut sql| sql.execute(params![id, format!("a{account:04}"), amount, due.to_string()]))
        .expect("a repayment");
    tx.prepare_cached("INSERT INTO allocation VALUES (?1, ?2, ?3, ?4)")
        .and_then(|mut sql| sql.execute(params![id, plan, n, amount]))
        .expect("an allocation");
}

/// Any month of those years and of the next, as in 2026-11.
pub(crate) fn any_month(rng: &mut Rng, today: NaiveDate) -> String {
    let day = today + Months::new(12) - Days::new(rng.u64(..YEARS * 365));
    format!("{:04}-{:02}", day.year(), day.month())
}
