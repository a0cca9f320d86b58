//! Reads made for screens say what the plans themselves say: over random files, after every few actions, whatever was
//! undone. And a bit that flipped is told, never added up.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chrono::{Days, Months, NaiveDate};
use fastrand::Rng;
use fenqi_app::App;
use fenqi_app::contract::{
    AgendaStatement, CurrencyTotals, DueBrief, ErrorCode, InstalmentStatus, PlanId, PlanQuery, PlanSort,
    PlanStatus, PlanView,
};
use fenqi_store::FILE_NAME;
use fenqi_tests::deeds::Deeds;
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft};
use rusqlite::Connection;
use serde_json::json;

use crate::glance;
use crate::truth::{Brief, Row, Sums, Truth, count, fen, is_found, month, sums, yuan};

pub(crate) fn briefs(rows: &[DueBrief]) -> Vec<Brief> {
    let brief = |row: &DueBrief| {
        (row.plan.clone(), row.n, row.title.clone(), row.total.clone(), row.remaining.clone(), row.status)
    };
    rows.iter().map(brief).collect()
}

pub(crate) fn by_currency(totals: &[CurrencyTotals]) -> Sums {
    let entry = |each: &CurrencyTotals| {
        (each.currency.clone(), [fen(&each.due), fen(&each.paid), fen(&each.left), fen(&each.overdue)])
    };
    totals.iter().map(entry).collect()
}

/// The ids of all plans, as they were entered.
fn ids(folder: &Path) -> Vec<PlanId> {
    let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
    let mut statement = file.prepare("SELECT id FROM plan ORDER BY key").expect("SQL");
    let ids = statement.query_map([], |row| row.get(0).map(PlanId)).expect("SQL");
    ids.collect::<rusqlite::Result<_>>().expect("ids")
}

/// Every read against the truth, and the kept sums against what they are the sums of.
fn compare(app: &App, folder: &Path, random: &mut Rng) {
    compare_reads(app, folder, random);
    let problems = app.check().expect("a check").problems;
    assert!(problems.is_empty(), "{problems:?}");
}

/// Every read against the truth.
fn compare_reads(app: &App, folder: &Path, random: &mut Rng) {
    let truth = Truth::of(app, &ids(folder));
    calendar(app, &truth);
    glance::overview(app, &truth);
    glance::year(app, &truth);
    outlook(app, &truth);
    agenda(app, &truth, random.u32(1..20));
    due(app, &truth);
    for _ in 0..12 {
        list(app, &truth, random);
    }
}

fn calendar(app: &App, truth: &Truth) {
    let rows = truth.rows();
    for offset in [0, 1, 2, 7] {
        let name = month(truth.today + Months::new(2) - Months::new(offset));
        let view = app.month(&name).expect("a month");
        assert_eq!(
            by_currency(&view.totals),
            sums(rows.iter().filter(|row| month(row.due) == name)),
            "{name}"
        );
        let mut shown = 0;
        for day in &view.days {
            let mut own: Vec<&Row<'_>> = rows.iter().filter(|row| row.row.due_date == day.date).collect();
            assert_eq!(by_currency(&day.totals), sums(own.iter().copied()), "{}", day.date);
            assert_eq!(day.chips.len() + day.more as usize, own.len(), "{}", day.date);
            own.sort_by_key(|row| row.urgency());
            let first: Vec<Brief> = own.iter().take(4).map(|row| row.brief()).collect();
            assert_eq!(briefs(&day.chips), first, "{}", day.date);
            shown += usize::from(day.date.starts_with(&name)) * own.len();
        }
        assert_eq!(shown, rows.iter().filter(|row| month(row.due) == name).count());
        for day in view.days.iter().step_by(3) {
            self::day(app, &rows, &day.date);
        }
    }
}

fn day(app: &App, rows: &[Row<'_>], date: &str) {
    let view = app.day(date).expect("a day");
    let own = || rows.iter().filter(|row| row.row.due_date == date);
    assert_eq!(by_currency(&view.totals), sums(own()));
    assert_eq!(view.statements.iter().map(|each| each.rows.len()).sum::<usize>(), own().count());
    for statement in &view.statements {
        let of_account: Vec<_> = own().filter(|row| row.account.id == statement.account.id).collect();
        let asked = yuan(of_account.iter().map(|row| row.asked()).sum());
        let left = yuan(of_account.iter().map(|row| row.left()).sum());
        assert_eq!((&statement.total, &statement.remaining), (&asked, &left));
        for shown in &statement.rows {
            let row = of_account.iter().find(|row| row.plan.id == shown.plan && row.row.n == shown.n);
            let row = row.expect("a row of that day");
            assert_eq!((&shown.track, shown.status), (&row.plan.track, row.row.status));
            assert_eq!(
                (&shown.total, &shown.paid, &shown.remaining),
                (&row.row.total, &row.row.paid, &row.row.remaining)
            );
            assert_eq!(shown.of as usize, row.plan.track.cells.len());
        }
    }
}

fn outlook(app: &App, truth: &Truth) {
    let (open, this_month) = (truth.open(), month(truth.today));
    let left = |keep: &dyn Fn(&str) -> bool| {
        let mut sums: BTreeMap<String, i64> = BTreeMap::new();
        for row in open.iter().filter(|row| keep(&month(row.due))) {
            *sums.entry(row.plan.currency.clone()).or_default() += row.left();
        }
        sums.into_iter().map(|(currency, left)| (currency, yuan(left))).collect::<BTreeMap<_, _>>()
    };
    let forecast = app.forecast(30).expect("a forecast");
    assert_eq!(forecast.earlier, left(&|month| month < this_month.as_str()));
    assert!(forecast.months.iter().all(|each| each.due == left(&|month| month == each.month)));
    let today = truth.today.to_string();
    for (limit, account) in app.limits().expect("limits").iter().zip(&truth.accounts) {
        assert_eq!(limit.account.id, account.id);
        let own = || open.iter().filter(|row| row.account.id == account.id && row.principal() > 0);
        let after = |day: &str| -> i64 {
            own()
                .filter(|row| row.row.due_date.as_str() > day || row.row.due_date < today)
                .map(Row::principal)
                .sum()
        };
        let in_force = |day: &str| {
            let temporary = account.temporary_limits.iter();
            let counts = temporary.filter(|each| each.from.as_str() <= day && day <= each.until.as_str());
            let temporary: i64 = counts.map(|each| fen(&each.amount)).sum();
            account.limit.as_ref().map(|fixed| fen(fixed) + temporary)
        };
        let occupied: i64 = own().map(Row::principal).sum();
        assert_eq!(limit.occupied, yuan(occupied));
        assert_eq!(limit.available, in_force(&today).map(|all| yuan(all - occupied)));
        let days: BTreeSet<&str> =
            own().map(|row| row.row.due_date.as_str()).filter(|day| *day >= today.as_str()).collect();
        assert_eq!(
            limit.releases.iter().map(|each| each.on.as_str()).collect::<Vec<_>>(),
            Vec::from_iter(days)
        );
        for release in &limit.releases {
            assert_eq!(release.occupied, yuan(after(&release.on)), "{}", release.on);
            assert_eq!(release.available, in_force(&release.on).map(|all| yuan(all - after(&release.on))));
        }
        for each in &limit.months {
            let end = format!("{}-31", each.month);
            assert_eq!(each.occupied, yuan(after(&end)), "{}", each.month);
        }
    }
}

fn agenda(app: &App, truth: &Truth, limit: u32) {
    let (mut overdue, mut later, mut from) = (Vec::new(), Vec::new(), None);
    loop {
        let page = app.agenda(from.as_deref(), limit).expect("a page");
        let named = page.days.iter().flat_map(|day| &day.statements).chain(&page.overdue);
        glance::tracks(&page.tracks, named.clone().flat_map(|each| &each.rows), truth);
        if let Some(last) = named.map(|each| &each.date).max() {
            let until = truth.open_statements(last);
            assert_eq!(by_currency(&page.totals), sums(&until));
        }
        overdue.extend(page.overdue);
        later.extend(page.days.into_iter().flat_map(|day| day.statements));
        match page.next {
            Some(next) => from = Some(next),
            None => break,
        }
    }
    let mut statements: BTreeMap<(NaiveDate, &str), Vec<&Row<'_>>> = BTreeMap::new();
    let open = truth.open();
    for row in &open {
        statements.entry((row.due, &row.account.name)).or_default().push(row);
    }
    let (late, other): (Vec<_>, Vec<_>) = statements
        .into_iter()
        .partition(|(_, rows)| rows.iter().any(|row| row.is(InstalmentStatus::Overdue)));
    for (found, expected) in [(overdue, late), (later, other)] {
        let found: Vec<_> = found.iter().map(statement).collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|((date, name), mut rows)| {
                rows.sort_by_key(|row| row.urgency());
                let left = yuan(rows.iter().map(|row| row.left()).sum());
                (date.to_string(), name.to_owned(), left, rows.iter().map(|row| row.brief()).collect())
            })
            .collect();
        assert_eq!(found, expected);
    }
}

/// Day, account, what is left, rows.
type Statement = (String, String, String, Vec<Brief>);

fn statement(each: &AgendaStatement) -> Statement {
    (each.date.clone(), each.account.name.clone(), each.remaining.clone(), briefs(&each.rows))
}

fn due(app: &App, truth: &Truth) {
    let (from, to) = (truth.today - Days::new(40), truth.today + Days::new(40));
    let account = &truth.accounts[0];
    for only in [None, Some(account)] {
        let name = only.map(|account| account.name.as_str());
        let found = app.due(Some(&from.to_string()), Some(&to.to_string()), name).expect("dues");
        let rows = truth.rows();
        let own = || {
            let own = rows.iter().filter(|row| (from..=to).contains(&row.due));
            own.filter(|row| only.is_none_or(|only| only.id == row.account.id))
        };
        let mut expected: Vec<_> = own()
            .map(|row| (row.due.to_string(), row.plan.id.clone(), row.row.n, row.row.remaining.clone()))
            .collect();
        let mut shown: Vec<_> = found
            .rows
            .iter()
            .map(|row| (row.due_date.clone(), row.plan.clone(), row.n, row.remaining.clone()))
            .collect();
        assert!(shown.is_sorted_by_key(|row| row.0.clone()));
        shown.sort();
        expected.sort();
        assert_eq!(shown, expected);
        for (currency, [asked, paid, left, overdue]) in sums(own()) {
            let totals = &found.totals[&currency];
            let found = [&totals.due, &totals.paid, &totals.left, &totals.overdue].map(|amount| fen(amount));
            assert_eq!(found, [asked, paid, left, overdue]);
        }
    }
}

fn list(app: &App, truth: &Truth, random: &mut Rng) {
    let statuses = [PlanStatus::Active, PlanStatus::Overdue, PlanStatus::Settled, PlanStatus::Refunded];
    let sorts = [PlanSort::Newest, PlanSort::Oldest, PlanSort::NextDue, PlanSort::LargestLeft];
    let account = &truth.accounts[random.usize(..truth.accounts.len())];
    let query = PlanQuery {
        status: random.bool().then(|| statuses[random.usize(..4)]),
        account: (random.u8(..3) == 0).then(|| account.id.clone()),
        search: if random.bool() { words(truth, random) } else { String::new() },
        sort: sorts[random.usize(..4)],
        offset: random.u32(..6),
        limit: random.u32(1..9),
    };
    let among = |plan: &PlanView| {
        query.account.as_ref().is_none_or(|id| plan.account.id == *id) && is_found(plan, &query.search)
    };
    let all = truth.list(among);
    let page = app.plans_page(&query).expect("a page");
    let counts = [page.counts.active, page.counts.overdue, page.counts.settled, page.counts.refunded];
    assert_eq!(counts, statuses.map(|status| count(all.iter().copied(), status)), "{query:?}");
    let mut wanted = all;
    wanted.retain(|plan| query.status.is_none_or(|status| plan.status == status));
    let left = |plan: &PlanView| fen(&plan.totals.remaining);
    match query.sort {
        PlanSort::Newest => {}
        PlanSort::Oldest => wanted.reverse(),
        PlanSort::NextDue => {
            let next = |plan: &PlanView| {
                plan.rows.iter().find(|row| fen(&row.remaining) > 0).map(|row| row.due_date.clone())
            };
            wanted.sort_by_key(|plan| next(plan).unwrap_or("9".to_owned()));
        }
        // Those of one currency, then those of the next; what is closed has nothing left to compare.
        PlanSort::LargestLeft => wanted.sort_by_key(|plan| {
            let left = left(plan);
            (left == 0, if left == 0 { String::new() } else { plan.currency.clone() }, -left)
        }),
    }
    assert_eq!((page.found as usize, page.more), (wanted.len(), false), "{query:?}");
    let expected: Vec<_> = wanted.iter().skip(query.offset as usize).take(query.limit as usize).collect();
    assert_eq!(
        page.plans.iter().map(|plan| &plan.title).collect::<Vec<_>>(),
        expected.iter().map(|plan| &plan.title).collect::<Vec<_>>(),
        "{query:?}"
    );
    for (found, plan) in page.plans.iter().zip(expected) {
        assert_eq!((&found.id, found.status, &found.track), (&plan.id, plan.status, &plan.track));
        assert_eq!(fen(&found.remaining), left(plan));
    }
}

/// A few characters of some plan, or of none.
fn words(truth: &Truth, random: &mut Rng) -> String {
    let mut words = Vec::new();
    for _ in 0..random.usize(1..3) {
        let plan = &truth.plans[random.usize(..truth.plans.len())];
        let text = match random.u8(..4) {
            0 => plan.order_no.clone().unwrap_or_default(),
            1 => plan.notes.clone().unwrap_or_default(),
            2 => "ｎｏ- 没有的".to_owned(),
            _ => plan.title.clone(),
        };
        let characters: Vec<char> = text.chars().collect();
        let from = random.usize(..characters.len().max(1));
        words.push(characters.iter().skip(from).take(random.usize(1..5)).collect::<String>());
    }
    words.join(" ")
}

/// A plan in euros, so that there are two currencies.
fn euros(app: &App) {
    let account = serde_json::from_value(json!({ "name": "Klarna", "currency": "EUR", "limit": "900.00" }));
    app.account_add(account.expect("BUG: a sound account")).expect("an account");
    let plan = json!({
        "account": "Klarna", "title": "AirPods Max", "purchased_on": "2026-10-01",
        "terms": { "method": "interest_free", "principal": "579.00", "periods": "4", "start_date": "2026-10-01",
                   "first_due_date": "2026-10-28" }
    });
    app.plans_add(&[draft(plan)], false).expect("a plan");
}

#[test]
#[expect(clippy::print_stdout, reason = "the counts are the report")]
fn every_read_says_what_the_plans_say() {
    let seeds: u64 = std::env::var("FENQI_READ_SEEDS").ok().and_then(|count| count.parse().ok()).unwrap_or(5);
    let (mut compared, mut done) = (0, 0);
    for seed in 100..100 + seeds {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        let (mut deeds, mut random) = (Deeds::new(seed), Rng::with_seed(seed));
        euros(&app);
        for step in 1..=70 {
            let (_, result) = deeds.next(&app);
            done += u32::from(result.is_ok());
            if step % 10 == 0 {
                compare(&app, folder.path(), &mut random);
                let back = random.usize(1..6);
                (0..back).for_each(|_| drop(app.undo()));
                compare(&app, folder.path(), &mut random);
                (0..random.usize(..=back)).for_each(|_| drop(app.redo()));
                compare(&app, folder.path(), &mut random);
                compared += 3;
            }
        }
    }
    println!("reads: {seeds} seeds, {done} actions, {compared} comparisons, 0 differences");
    assert!(done > 100 && compared >= 100);
}

/// Runs the comparison, and answers whether it saw anything.
fn sees(folder: &Path) -> bool {
    let app = app_at(folder, NOW);
    let compare = std::panic::AssertUnwindSafe(|| compare_reads(&app, folder, &mut Rng::with_seed(1)));
    std::panic::catch_unwind(compare).is_err()
}

#[test]
fn a_planted_wrong_sum_is_seen() {
    for plant in [
        "UPDATE statement SET asked = asked + 1 WHERE due_date = '2026-11-28'",
        "UPDATE statement SET paid = paid + 1 WHERE due_date = '2026-11-28'",
        "UPDATE statement SET owed = owed - 1 WHERE due_date = '2026-12-28'",
        "UPDATE statement SET open = open + 1 WHERE due_date = '2026-10-28'",
        "UPDATE plan_sum SET remaining = remaining + 1 WHERE plan = 1",
        "UPDATE plan_sum SET overdue_from = '2027-01-01' WHERE plan = 1",
        "UPDATE plan_sum SET closed = 'settled', remaining = 0, next_due = NULL WHERE plan = 1",
        "INSERT INTO plan_count (account, state, plans) VALUES (1, 'refunded', 1)",
    ] {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        add_three(&app);
        euros(&app);
        drop(app);
        assert!(!sees(folder.path()), "sound files show nothing");
        let file = Connection::open(folder.path().join(FILE_NAME)).expect("the file");
        assert!(file.execute(plant, []).expect("SQL") > 0, "{plant}");
        drop(file);
        assert!(sees(folder.path()), "{plant}");
    }
}

/// Everything that screens read, without the journal.
pub(crate) fn all_reads(app: &App, plan: &PlanId) -> Vec<fenqi_app::Result<String>> {
    let list = PlanQuery { limit: 50, ..PlanQuery::default() };
    let text = |view: fenqi_app::Result<serde_json::Value>| view.map(|view| view.to_string());
    vec![
        text(app.month("2026-11").map(|view| json!(view))),
        text(app.day("2026-11-28").map(|view| json!(view))),
        text(app.overview().map(|view| json!(view))),
        text(app.agenda(None, 50).map(|view| json!(view))),
        text(app.forecast(12).map(|view| json!(view))),
        text(app.limits().map(|view| json!(view))),
        text(app.due(None, None, None).map(|view| json!(view))),
        text(app.plans_page(&list).map(|view| json!(view))),
        text(app.plan(plan).map(|view| json!(view))),
    ]
}

/// Amounts are flipped one bit at a time wherever the file has them: in rows, in sums, in what keeps them.
#[test]
#[expect(clippy::print_stdout, reason = "the counts are the report")]
fn a_flipped_bit_is_never_a_wrong_amount() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    // 5,726,623.06 and 7,158,278.83: amounts whose four bytes are found nowhere else.
    let plan = json!({
        "account": "账户", "title": "两期", "purchased_on": "2026-10-28",
        "terms": { "method": "interest_free", "principal": "12884901.89", "periods": "2", "start_date": "2026-10-28",
                   "first_due_date": "2026-11-28" },
        "rows": [{ "n": 1, "due_date": "2026-11-28", "principal": "5726623.06" },
                 { "n": 2, "due_date": "2026-12-28", "principal": "7158278.83" }],
    });
    let plan = app.plans_add(&[draft(plan)], true).expect("a plan").remove(0);
    let truth: Vec<String> = all_reads(&app, &plan).into_iter().map(|read| read.expect("a read")).collect();
    app.settle().expect("settled");
    drop(app);
    let path = folder.path().join(FILE_NAME);
    let sound = fs::read(&path).expect("the file");
    let (mut flips, mut refused) = (0, 0);
    for amount in [572_662_306_i32, 715_827_883] {
        let needle = amount.to_be_bytes();
        let places = (0..sound.len() - 4).filter(|place| sound[*place..*place + 4] == needle);
        for place in places {
            for bit in [0, 3, 12, 27] {
                let mut flipped = sound.clone();
                flipped[place + bit / 8] ^= 1 << (bit % 8);
                fs::write(&path, &flipped).expect("written");
                let Ok(store) = fenqi_store::SqliteStore::open(folder.path()) else { continue };
                drop(store);
                let app = app_at(folder.path(), NOW);
                for (read, truth) in all_reads(&app, &plan).into_iter().zip(&truth) {
                    match read {
                        Ok(read) => assert_eq!(read, *truth, "bit {bit} at {place}"),
                        Err(error) => {
                            assert_eq!(error.code, ErrorCode::FileDamaged, "bit {bit} at {place}: {error:?}");
                            refused += 1;
                        }
                    }
                }
                flips += 1;
                drop(app);
            }
        }
    }
    println!("flips: {flips}, refused reads: {refused}");
    assert!(flips >= 24 && refused >= flips, "{flips} flips, {refused} refused");
}
