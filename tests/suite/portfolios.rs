//! Over a thousand random portfolios, what the months ask for and what frees up on each account is what plain sums over
//! the rows come to, in whole minor units and with nothing of the domain.

use std::collections::BTreeMap;

use fenqi_app::contract::AccountDraft;
use fenqi_app::{App, Pay};
use fenqi_tests::{NOW, app_at, data_folder, draft};
use serde_json::{Value, json};

const TODAY: Day = (2026, 11, 22);
const MONTHS: u32 = 18;
/// Portfolios, and how many come together in a file, which is compared after each.
const PORTFOLIOS: usize = 1_000;
const IN_A_FILE: usize = 25;

type Day = (i32, u32, u32);

/// A row as this test knows it, in minor units.
#[derive(Clone, Debug)]
struct Row {
    due: Day,
    principal: i64,
    interest: i64,
    fee: i64,
    /// What was paid of it.
    paid: i64,
}

impl Row {
    fn left(&self) -> i64 {
        self.principal + self.interest + self.fee - self.paid
    }

    /// What is paid covers the fee first, then interest, then principal (domain.md §6).
    fn occupied(&self) -> i64 {
        self.principal.min(self.left())
    }
}

#[derive(Clone, Debug)]
struct Account {
    name: String,
    currency: &'static str,
    decimals: u32,
    limit: Option<i64>,
    temporary: Option<(i64, Day, Day)>,
    plans: Vec<Vec<Row>>,
}

impl Account {
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.plans.iter().flatten()
    }

    fn limit_on(&self, day: Day) -> Option<i64> {
        let more = self.temporary.filter(|(_, from, until)| *from <= day && day <= *until);
        Some(self.limit? + more.map_or(0, |(amount, ..)| amount))
    }

    /// An amount as the contract writes it.
    fn text(&self, minor: i64) -> String {
        let unit = 10_i64.pow(self.decimals);
        let sign = if minor < 0 { "-" } else { "" };
        let (whole, rest) = (minor.abs() / unit, minor.abs() % unit);
        match self.decimals {
            0 => format!("{sign}{whole}"),
            decimals => format!("{sign}{whole}.{rest:0width$}", width = decimals as usize),
        }
    }
}

fn text((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn days_in((year, month): (i32, u32)) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month as usize - 1]
}

/// The day of a month, or its last one.
fn day_of((year, month): (i32, u32), day: u32) -> Day {
    (year, month, day.min(days_in((year, month))))
}

fn months_after((year, month): (i32, u32), months: i32) -> (i32, u32) {
    let count = year * 12 + i32::try_from(month).expect("a month") - 1 + months;
    (count.div_euclid(12), u32::try_from(count.rem_euclid(12)).expect("a month") + 1)
}

/// One to four accounts of one to four plans, some months under way.
fn portfolio(random: &mut fastrand::Rng, round: usize) -> Vec<Account> {
    let count = random.usize(1..5);
    let account = |number| {
        let (currency, decimals) =
            [("CNY", 2), ("CNY", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)][random.usize(0..5)];
        let limit = random.bool().then(|| random.i64(1..10_000_000));
        let from = day_of(months_after((2026, 11), random.i32(-2..3)), random.u32(1..29));
        let until = day_of(months_after((from.0, from.1), random.i32(0..5)), 28);
        let temporary = (random.u8(0..3) == 0).then(|| (random.i64(1..1_000_000), from, until));
        let plans = (0..random.usize(1..5)).map(|_| rows(random)).collect();
        Account { name: format!("{round} {number}"), currency, decimals, limit, temporary, plans }
    };
    (0..count).map(account).collect()
}

fn rows(random: &mut fastrand::Rng) -> Vec<Row> {
    let (day, first) = (random.u32(1..32), random.i32(-14..4));
    let periods = random.i32(1..30);
    let row = |k| Row {
        due: day_of(months_after((2026, 11), first + k), day),
        principal: random.i64(1..200_000),
        interest: if random.bool() { random.i64(0..5_000) } else { 0 },
        fee: if random.bool() { random.i64(0..5_000) } else { 0 },
        paid: 0,
    };
    (0..periods).map(row).collect()
}

/// Writes a portfolio into the file, the first rows of each plan as paid; and pays some others, mostly in part. Answers
/// how many repayments came later.
fn enter(app: &App, random: &mut fastrand::Rng, accounts: &mut [Account]) -> usize {
    let mut drafts = Vec::new();
    for account in accounts.iter_mut() {
        let temporary = account.temporary.map(|(amount, from, until)| {
            json!({ "amount": account.text(amount), "from": text(from), "until": text(until) })
        });
        let new: AccountDraft = serde_json::from_value(json!({
            "name": account.name, "currency": account.currency, "kind": "card",
            "limit": account.limit.map(|limit| account.text(limit)),
            "temporary_limits": temporary.into_iter().collect::<Vec<Value>>(),
        }))
        .expect("BUG: a sound account");
        app.account_add(new).expect("added");
        for place in 0..account.plans.len() {
            let rows = &account.plans[place];
            let past = rows.iter().filter(|row| row.due < TODAY).count();
            let paid = past.saturating_sub(random.usize(0..3));
            drafts.push(draft(plan(account, rows, paid)));
            for row in &mut account.plans[place][..paid] {
                row.paid = row.left();
            }
        }
    }
    let ids = app.plans_add(&drafts, false).expect("added");
    let mut ids = ids.iter();
    let mut repayments = 0;
    for account in accounts {
        let amounts = account.clone();
        for (rows, id) in account.plans.iter_mut().zip(&mut ids) {
            let place = random.usize(0..rows.len());
            let row = &mut rows[place];
            if row.left() == 0 || random.bool() {
                continue;
            }
            let paid = if random.u8(0..4) == 0 { row.left() } else { random.i64(1..=row.left()) };
            row.paid += paid;
            let n = u32::try_from(place + 1).expect("few");
            let amount = Some(amounts.text(paid));
            app.pay(&Pay { plan: id.clone(), n, amount, on: None, source: None }).expect("paid");
            repayments += 1;
        }
    }
    repayments
}

fn plan(account: &Account, rows: &[Row], paid: usize) -> Value {
    let bought = day_of(months_after((rows[0].due.0, rows[0].due.1), -1), 1);
    let given = rows.iter().enumerate().map(|(place, row)| {
        json!({ "n": place + 1, "due_date": text(row.due), "principal": account.text(row.principal),
            "interest": account.text(row.interest), "fee": account.text(row.fee) })
    });
    let principal = rows.iter().map(|row| row.principal).sum();
    json!({
        "account": account.name, "origin": "cash_advance", "title": "借款", "purchased_on": text(bought),
        "paid_rows": paid,
        "terms": { "method": "equal_instalment", "principal": account.text(principal), "annual_rate": "0.12",
            "periods": rows.len().to_string(), "start_date": text(bought), "first_due_date": text(rows[0].due),
            "day_count": "periodic" },
        "rows": given.collect::<Vec<Value>>(),
    })
}

/// The forecast: what is left by month and currency; what fell due in months before this one by itself.
fn forecast_agrees(app: &App, accounts: &[Account], round: usize) {
    let found = app.forecast(MONTHS).expect("a forecast");
    let sums = |wanted: &dyn Fn((i32, u32)) -> bool| {
        let mut sums: BTreeMap<&str, (i64, &Account)> = BTreeMap::new();
        for account in accounts {
            let rows = account.rows().filter(|row| wanted((row.due.0, row.due.1)));
            sums.entry(account.currency).or_insert((0, account)).0 += rows.map(Row::left).sum::<i64>();
        }
        let sums = sums.into_iter().filter(|(_, (sum, _))| *sum > 0);
        sums.map(|(code, (sum, account))| (code.to_owned(), account.text(sum))).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(found.earlier, sums(&|month| month < (2026, 11)), "portfolio {round}");
    assert_eq!(found.months.len(), MONTHS as usize);
    for (k, found) in found.months.iter().enumerate() {
        let month = months_after((2026, 11), i32::try_from(k).expect("few"));
        assert_eq!(found.month, format!("{:04}-{:02}", month.0, month.1));
        assert_eq!(found.due, sums(&|due| due == month), "portfolio {round}, {}", found.month);
    }
}

/// What is free today, after each due date, and at the end of each month in which principal is repaid. Answers after
/// how many days that was looked at.
fn limits_agree(app: &App, accounts: &[Account], round: usize) -> usize {
    let found = app.limits().expect("limits");
    assert_eq!(found.len(), accounts.len());
    let mut days = 0;
    for account in accounts {
        let found = found.iter().find(|limit| limit.account.name == account.name).expect("its account");
        let told = |minor: Option<i64>| minor.map(|minor| account.text(minor));
        let all: i64 = account.rows().map(Row::occupied).sum();
        assert_eq!(found.occupied, account.text(all), "portfolio {round}, {}", account.name);
        assert_eq!(found.in_force, told(account.limit_on(TODAY)));
        assert_eq!(found.available, told(account.limit_on(TODAY).map(|limit| limit - all)));
        // What is overdue stays occupied; what is due later is repaid on its day.
        let mut repaid: BTreeMap<Day, i64> = BTreeMap::new();
        for row in account.rows().filter(|row| row.due >= TODAY && row.occupied() > 0) {
            *repaid.entry(row.due).or_default() += row.occupied();
        }
        let (mut occupied, mut releases, mut months) = (all, Vec::new(), BTreeMap::new());
        for (day, principal) in &repaid {
            occupied -= principal;
            let free = |on: Day| told(account.limit_on(on).map(|limit| limit - occupied));
            releases.push((text(*day), account.text(occupied), free(*day)));
            let end = day_of((day.0, day.1), 31);
            months.insert(text(end)[..7].to_owned(), (account.text(occupied), free(end)));
        }
        let said = found
            .releases
            .iter()
            .map(|each| (each.on.clone(), each.occupied.clone(), each.available.clone()));
        assert_eq!(said.collect::<Vec<_>>(), releases, "portfolio {round}, {}", account.name);
        let said = found
            .months
            .iter()
            .map(|each| (each.month.clone(), (each.occupied.clone(), each.available.clone())));
        assert_eq!(said.collect::<BTreeMap<_, _>>(), months, "portfolio {round}, {}", account.name);
        days += releases.len();
    }
    days
}

#[test]
fn forecast_and_limits_of_a_thousand_portfolios_are_plain_sums() {
    let mut random = fastrand::Rng::with_seed(20_261_128);
    let (mut days, mut repayments) = (0, 0);
    for file in 0..PORTFOLIOS / IN_A_FILE {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        let mut all = Vec::new();
        for number in 0..IN_A_FILE {
            let round = file * IN_A_FILE + number;
            let mut accounts = portfolio(&mut random, round);
            repayments += enter(&app, &mut random, &mut accounts);
            all.extend(accounts);
            forecast_agrees(&app, &all, round);
            days += limits_agree(&app, &all, round);
        }
    }
    // It is no comparison of nothing with nothing.
    assert!(days > 100_000 && repayments > 1_500, "{days} days, {repayments} repayments");
}
