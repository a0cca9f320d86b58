//! The analysis says what the plans themselves say: what they cost and what was spent, each counted once, over random
//! files and after every few actions. And a sum that is not that of its rows is told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};
use fastrand::Rng;
use fenqi_app::contract::{CostParts, CostTotals, ErrorCode, PlanView, Years};
use fenqi_app::{App, Pay};
use fenqi_store::FILE_NAME;
use fenqi_tests::deeds::Deeds;
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, phone};
use rusqlite::Connection;
use serde_json::json;

/// By currency, in its smallest unit.
type Sums = BTreeMap<String, i64>;

fn minor(amount: &str) -> i64 {
    amount.replace('.', "").parse().expect("BUG: an amount")
}

fn add(sums: &mut Sums, currency: &str, amount: i64) {
    *sums.entry(currency.to_owned()).or_default() += amount;
}

fn add_all(sums: &mut Sums, amounts: &BTreeMap<String, String>) {
    for (currency, amount) in amounts {
        add(sums, currency, minor(amount));
    }
}

/// Currencies of which nothing is left after all stand nowhere.
fn without_nothing(mut sums: Sums) -> Sums {
    sums.retain(|_, amount| *amount != 0);
    sums
}

fn plans(app: &App) -> Vec<PlanView> {
    app.plans().expect("plans").iter().map(|plan| app.plan(&plan.id).expect("a plan")).collect()
}

/// What a plan took of the user's money, by its own page.
fn life_of(plan: &PlanView) -> i64 {
    minor(&plan.totals.total) - plan.refunds.iter().map(|refund| minor(&refund.to_payer)).sum::<i64>()
}

/// What was spent over all years: by purchase day and by due day.
fn spent(app: &App) -> (Sums, Sums) {
    let (mut by_purchase, mut by_due) = (Sums::new(), Sums::new());
    let Some(Years { first, last }) = app.spending(2026).expect("a year").years else {
        return (by_purchase, by_due);
    };
    assert_eq!(app.spending(first - 1).expect("a year").currencies, [""; 0], "nothing is before the first");
    assert_eq!(app.spending(last + 1).expect("a year").currencies, [""; 0], "nothing is after the last");
    for year in first..=last {
        let spending = app.spending(year).expect("a year");
        let mut of_year = (Sums::new(), Sums::new());
        for month in &spending.months {
            add_all(&mut of_year.0, &month.spent.by_purchase);
            add_all(&mut of_year.1, &month.spent.by_due);
        }
        let mut total = (Sums::new(), Sums::new());
        add_all(&mut total.0, &spending.total.by_purchase);
        add_all(&mut total.1, &spending.total.by_due);
        let all = |(purchase, due): (Sums, Sums)| (without_nothing(purchase), without_nothing(due));
        assert_eq!(all(of_year), all(total), "the months of {year} come to its total");
        add_all(&mut by_purchase, &spending.total.by_purchase);
        add_all(&mut by_due, &spending.total.by_due);
    }
    (without_nothing(by_purchase), without_nothing(by_due))
}

fn counts_once(app: &App) {
    let mut lives = Sums::new();
    plans(app).iter().for_each(|plan| add(&mut lives, &plan.currency, life_of(plan)));
    let lives = without_nothing(lives);
    let (by_purchase, by_due) = spent(app);
    assert_eq!(by_purchase, lives, "by purchase day");
    assert_eq!(by_due, lives, "by due day");
    let totals = app.costs(0).expect("costs").totals;
    let totals = totals.into_iter().map(|total| (total.currency, minor(&total.total))).collect();
    assert_eq!(without_nothing(totals), lives, "what all plans come to");
}

fn parts(parts: &CostParts) -> [i64; 4] {
    [&parts.interest, &parts.fee, &parts.penalty, &parts.late_fee].map(|part| minor(part))
}

fn costs_are_those_of_the_plans(app: &App) {
    let costs = app.costs(200).expect("costs");
    let mut free: BTreeMap<String, u32> = BTreeMap::new();
    for plan in plans(app) {
        let found = costs.plans.iter().find(|cost| cost.plan == plan.id);
        let Some(found) = found else {
            assert_eq!(minor(&plan.totals.cost), 0, "{} is left out, since it costs nothing", plan.title);
            *free.entry(plan.currency).or_default() += 1;
            continue;
        };
        let [interest, fee, penalty, late_fee] = parts(&found.parts);
        assert_eq!(interest, minor(&plan.totals.interest));
        assert_eq!(fee + penalty + late_fee, minor(&plan.totals.fee));
        assert_eq!(found.parts.cost, plan.totals.cost);
        assert_eq!(found.principal, plan.totals.principal);
        assert_eq!(found.rates, plan.rates);
    }
    let order: Vec<_> =
        costs.plans.iter().map(|plan| (&plan.currency, std::cmp::Reverse(minor(&plan.parts.cost)))).collect();
    assert!(order.is_sorted(), "the costliest first, currency by currency");
    for total in &costs.totals {
        assert_eq!(total.free_plans, free.get(&total.currency).copied().unwrap_or_default());
        is_paid_or_to_come(app, total, costs.years.expect("there are plans"));
    }
}

/// Every part of a cost was paid in one year, or is still to come.
fn is_paid_or_to_come(app: &App, total: &CostTotals, years: Years) {
    let mut paid = 0;
    for year in years.first..=years.last {
        let costs = app.costs_of_year(year).expect("a year").parts;
        let Some(of_year) = costs.get(&total.currency) else { continue };
        assert_eq!(parts(of_year).iter().sum::<i64>(), minor(&of_year.cost));
        paid += minor(&of_year.cost);
    }
    assert_eq!(paid + minor(&total.to_come), minor(&total.parts.cost), "in {}", total.currency);
}

fn outlook_is_that_of_the_rows(app: &App) {
    let this_month = app.today().to_string()[..7].to_owned();
    let plans = plans(app);
    let rows = |currency: &str| {
        let own = plans.iter().filter(move |plan| plan.currency == currency);
        own.flat_map(|plan| &plan.rows).collect::<Vec<_>>()
    };
    for curve in app.debt_curves().expect("curves") {
        let rows = rows(&curve.currency);
        let left: i64 = rows.iter().map(|row| minor(&row.remaining)).sum();
        assert_eq!(minor(&curve.left), left);
        assert_eq!(minor(&curve.principal) + minor(&curve.cost), left);
        assert_eq!(curve.months[0].month, this_month, "it begins with this month, also where all is overdue");
        for at in &curve.months {
            let later = rows.iter().filter(|row| row.due_date[..7] > at.month[..]);
            assert_eq!(minor(&at.left), later.map(|row| minor(&row.remaining)).sum::<i64>(), "{}", at.month);
        }
        let last = curve.months.last().expect("a month");
        assert_eq!(minor(&last.left), 0);
        assert!(last.month == curve.free_on[..7] || curve.free_on[..7] < this_month[..]);
    }
    let by_account = app.forecast_by_account(12).expect("a forecast");
    assert_eq!(by_account.forecast, app.forecast(12).expect("a forecast"));
    for (place, month) in by_account.forecast.months.iter().enumerate() {
        let mut sums = Sums::new();
        for account in &by_account.accounts {
            add(&mut sums, &account.currency, minor(&account.months[place]));
        }
        let mut all = Sums::new();
        add_all(&mut all, &month.due);
        assert_eq!(without_nothing(sums), all);
    }
}

fn compare(app: &App) {
    counts_once(app);
    costs_are_those_of_the_plans(app);
    outlook_is_that_of_the_rows(app);
}

/// Accounts of several currencies under the names that random plans use.
fn with_accounts(app: &App) {
    for (name, currency) in [("账户0", "CNY"), ("账户1", "EUR"), ("账户2", "KWD"), ("账户3", "JPY")] {
        let account = json!({ "name": name, "currency": currency, "kind": "card" });
        app.account_add(serde_json::from_value(account).expect("BUG: a sound account")).expect("an account");
    }
}

#[test]
fn the_analysis_says_what_the_plans_say_whatever_is_done() {
    for seed in 0..6 {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        with_accounts(&app);
        let mut deeds = Deeds::new(seed);
        for round in 0..60 {
            drop(deeds.next(&app));
            if round % 6 == 5 {
                compare(&app);
            }
        }
        while app.undo().is_ok() {}
        compare(&app);
    }
}

/// A plan of its own, with a down payment or without; then it is paid, prepaid, settled or refunded at random. Answers
/// what of that was not refused.
fn one_life(random: &mut Rng, seed: u64) -> Vec<&'static str> {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let mut plan = Deeds::new(seed).plan(app.today());
    let principal = minor(plan["terms"]["principal"].as_str().expect("BUG: a principal"));
    let mut done = Vec::new();
    if random.bool() {
        let down = random.i64(1..principal / 2);
        plan["terms"]["down_payment"] = json!({ "amount": format!("{}.{:02}", down / 100, down % 100) });
        done.push("down payment");
    }
    let id = app.plans_add(&[draft(plan)], true).expect("a plan").remove(0);
    for _ in 0..random.u8(0..6) {
        let on = (app.today() + Days::new(random.u64(0..200)) - Days::new(40)).to_string();
        let amount = format!("{}.{:02}", random.u16(20..400), random.u8(0..100));
        let next = app.plan(&id).expect("a plan").rows.into_iter().find(|row| minor(&row.remaining) > 0);
        let n = next.as_ref().map_or(1, |row| row.n);
        // A prepayment is taken only when all that is due is paid.
        let due: Option<NaiveDate> = next.and_then(|row| row.due_date.parse().ok());
        let early = due.map_or(on.clone(), |due| (due - Days::new(1)).to_string());
        let pay = |amount| Pay { plan: id.clone(), n, amount, on: Some(on.clone()), source: None };
        let (what, went) = match random.u8(0..6) {
            0 => ("settled", app.settle_plan(&id, Some(&on), None).map(drop)),
            1 => ("prepaid", app.prepay(&id, &amount, Some(&early), "term", None).map(drop)),
            2 => ("prepaid", app.prepay(&id, &amount, Some(&early), "instalment", None).map(drop)),
            3 => ("refunded", app.refund(&id, &amount, Some(&on), "last_first")),
            4 => ("paid in part", app.pay(&pay(Some("1.23".to_owned()))).map(drop)),
            _ => ("paid", app.pay(&pay(None)).map(drop)),
        };
        done.extend(went.is_ok().then_some(what));
    }
    compare(&app);
    done
}

#[test]
fn a_plan_counts_once_over_its_life_by_either_day() {
    let mut random = Rng::with_seed(7);
    let done: BTreeSet<_> = (0..40).flat_map(|seed| one_life(&mut random, seed)).collect();
    let all = ["down payment", "paid", "paid in part", "prepaid", "refunded", "settled"];
    assert_eq!(done.into_iter().collect::<Vec<_>>(), all, "each of these was part of a life");
}

#[test]
fn spending_is_counted_on_the_days_that_are_said() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let mut plan = phone();
    plan["price"] = json!("6299.00");
    plan["terms"]["principal"] = json!("6299.00");
    plan["terms"]["down_payment"] = json!({ "amount": "1000.00" });
    let id = app.plans_add(&[draft(plan)], true).expect("a plan").remove(0);
    let months = |by_due: bool| -> Vec<(String, String)> {
        let months = app.spending(2026).expect("a year").months;
        let spent = |spent: fenqi_app::contract::Spent| {
            let amounts = if by_due { spent.by_due } else { spent.by_purchase };
            amounts.get("CNY").cloned()
        };
        months.into_iter().filter_map(|month| Some((month.month, spent(month.spent)?))).collect()
    };
    let said = |months: &[(&str, &str)]| -> Vec<(String, String)> {
        months.iter().map(|(month, amount)| ((*month).to_owned(), (*amount).to_owned())).collect()
    };
    assert_eq!(months(false), said(&[("2026-08", "6299.00")]), "all of it on the day of purchase");
    let as_due = [
        ("2026-08", "1000.00"),
        ("2026-09", "441.58"),
        ("2026-10", "441.58"),
        ("2026-11", "441.58"),
        ("2026-12", "441.58"),
    ];
    assert_eq!(months(true), said(&as_due), "the down payment on its day, then row by row");
    for n in 1..=2 {
        let pay = Pay { plan: id.clone(), n, amount: None, on: None, source: None };
        app.pay(&pay).expect("paid");
    }
    app.refund(&id, "5000.00", Some("2026-12-02"), "last_first").expect("a refund");
    let back = life_of(&app.plan(&id).expect("a plan"));
    assert_eq!(back, 129_900, "the price less what was refunded");
    assert_eq!(months(false), said(&[("2026-08", "1299.00")]), "the purchase was smaller than it seemed");
    let (by_purchase, by_due) = spent(&app);
    assert_eq!(by_purchase, by_due);
    compare(&app);
}

/// A bit of a file that flipped where no mark is.
fn flip(folder: &Path, sql: &str) {
    let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
    assert_eq!(file.execute(sql, []).expect("SQL"), 1, "{sql}");
}

#[test]
fn a_sum_that_is_not_that_of_its_rows_is_told_and_never_added_up() {
    type Read = fn(&App) -> fenqi_app::Result<()>;
    let costs: Read = |app| app.costs(10).map(drop);
    let year: Read = |app| app.costs_of_year(2026).map(drop);
    let spending: Read = |app| app.spending(2026).map(drop);
    let flips: [(&str, &[Read]); 4] = [
        ("UPDATE plan_sum SET asked = asked + 4096 WHERE plan = 1", &[costs, spending]),
        ("UPDATE terms SET fee = fee + 1024 WHERE plan = 2", &[costs]),
        ("UPDATE settlement SET principal = principal + 256", &[costs, year, spending]),
        ("UPDATE prepayment SET interest = interest + 8", &[costs, year, spending]),
    ];
    for (sql, reads) in flips {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        let ids = add_three(&app);
        app.prepay(&ids[2], "1000.00", None, "term", None).expect("prepaid");
        app.settle_plan(&ids[0], None, None).expect("settled");
        compare(&app);
        drop(app);
        flip(folder.path(), sql);
        let app = app_at(folder.path(), NOW);
        for read in reads {
            assert_eq!(read(&app).expect_err(sql).code, ErrorCode::FileDamaged, "{sql}");
        }
    }
}

#[test]
fn years_and_limits_out_of_range_are_refused() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    assert_eq!(app.spending(0).expect_err("no year").code, ErrorCode::NumberRange);
    assert_eq!(app.costs_of_year(10_000).expect_err("no year").code, ErrorCode::NumberRange);
    assert_eq!(app.costs(201).expect_err("too many").code, ErrorCode::NumberRange);
    assert_eq!(app.forecast_by_account(0).expect_err("no month").code, ErrorCode::NumberRange);
    let empty = app.costs(10).expect("costs");
    assert_eq!((empty.years, empty.totals.len(), empty.plans.len()), (None, 0, 0));
    assert_eq!(app.debt_curves().expect("curves"), []);
    let today: NaiveDate = app.today();
    assert_eq!(app.spending(today.year()).expect("a year").months.len(), 12);
}
