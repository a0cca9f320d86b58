//! What screens read, from files of a lifetime and ten times that, with its JSON.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, Days, NaiveDate};
use fastrand::Rng;
use fenqi_app::contract::{PlanId, PlanQuery, PlanSort, PlanStatus, RecordQuery};
use fenqi_app::{App, Pay};
use fenqi_tests::{NOW, app_at, data_folder};
use rusqlite::Connection;
use serde::Serialize;

use crate::lifetime::{self, SEARCHES};
use crate::verdict::Verdict;

const CALLS: usize = 300;

/// What a read may take, in milliseconds.
const TARGET: f64 = 16.0;

/// For how many plans an analysis may take that: it sums what all of them came to.
const ANALYSED: u32 = 10_000;

/// Sizes by name, with their plans and accounts.
pub(crate) const SIZES: [(&str, u32, u32); 2] = [("lifetime", 10_000, 12), ("stress", 100_000, 60)];

pub(crate) fn reads(verdict: &mut Verdict) {
    let only = std::env::var("FENQI_BENCH_SIZE").ok();
    for (size, plans, accounts) in SIZES {
        if only.as_deref().is_none_or(|only| only == size) {
            with_file(size, plans, accounts, |folder, today| {
                let app = app_at(folder, NOW);
                months_and_days(verdict, &app, size, today);
                analyses(verdict, &app, size, plans);
                lists(verdict, &app, size, plans, accounts);
                plans_and_frame(verdict, &app, size, plans);
                drop(app);
                cold(verdict, folder, size);
            });
        }
    }
}

pub(crate) fn repayments(verdict: &mut Verdict) {
    with_lifetime(|folder| repayment(verdict, folder, SIZES[0].1));
}

/// Works with a file of a lifetime.
pub(crate) fn with_lifetime(work: impl FnOnce(&Path)) {
    let (size, plans, accounts) = SIZES[0];
    with_file(size, plans, accounts, |folder, _| work(folder));
}

/// Works with a file of a size. It is kept from run to run where a folder for that is named.
pub(crate) fn with_file(size: &str, plans: u32, accounts: u32, work: impl FnOnce(&Path, NaiveDate)) {
    let today = DateTime::parse_from_rfc3339(NOW).expect("BUG: a literal instant").date_naive();
    let temporary = data_folder();
    let kept = std::env::var_os("FENQI_BENCH_FILES").map(|files| Path::new(&files).join(size));
    let folder = kept.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder).expect("a folder");
    if !folder.join(fenqi_store::FILE_NAME).exists() {
        make(&folder, size, today, plans, accounts);
    }
    work(&folder, today);
}

/// Writes a file of a size, and brings it to this version.
fn make(folder: &Path, size: &str, today: NaiveDate, plans: u32, accounts: u32) {
    let since = Instant::now();
    let rows = lifetime::write(folder, today, plans, accounts);
    let written = since.elapsed();
    drop(app_at(folder, NOW));
    let bytes = std::fs::metadata(folder.join(fenqi_store::FILE_NAME)).map_or(0, |file| file.len());
    println!(
        "{size}: {plans} plans, {rows} rows, {} MB; written in {written:.1?}, brought to this version in {:.1?}",
        bytes / 1_000_000,
        since.elapsed() - written
    );
}

/// How long this thread has been on the processor: what a busy machine does not lengthen.
fn on_processor() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Measures calls with their JSON, and prints.
fn measure<T: Serialize>(
    verdict: &mut Verdict,
    what: &str,
    size: &str,
    calls: usize,
    call: impl FnMut(usize) -> fenqi_app::Result<T>,
) {
    measure_to(verdict, TARGET, what, size, calls, call);
}

/// The same, held to another target.
fn measure_to<T: Serialize>(
    verdict: &mut Verdict,
    target: f64,
    what: &str,
    size: &str,
    calls: usize,
    mut call: impl FnMut(usize) -> fenqi_app::Result<T>,
) {
    let mut bytes = 0;
    let (mut times, mut worked) = (Vec::with_capacity(calls), Vec::with_capacity(calls));
    for round in 0..calls {
        let (since, before) = (Instant::now(), on_processor());
        let json = serde_json::to_vec(&call(round).expect("an answer")).expect("JSON");
        times.push(since.elapsed());
        worked.push(on_processor().saturating_sub(before));
        bytes = bytes.max(json.len());
    }
    times.sort();
    worked.sort();
    let at =
        |times: &[Duration], share: usize| times[(calls * share / 100).min(calls - 1)].as_secs_f64() * 1e3;
    let held =
        verdict.at_most(&format!("{what} at {size}"), at(&worked, 99), target, "ms p99 on the processor");
    println!(
        "{what} at {size}: {held}; p50 {:.1} there; by the clock p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms; JSON up to \
         {} KB",
        at(&worked, 50),
        at(&times, 50),
        at(&times, 99),
        at(&times, 100),
        bytes / 1000
    );
}

fn months_and_days(verdict: &mut Verdict, app: &App, size: &str, today: NaiveDate) {
    let mut rng = Rng::with_seed(1);
    measure(verdict, "month", size, CALLS, |_| app.month(&lifetime::any_month(&mut rng, today)));
    measure(verdict, "month (this and near)", size, CALLS, |round| {
        app.month(&(today + Days::new(400) - Days::new(30 * (round as u64 % 26))).format("%Y-%m").to_string())
    });
    measure(verdict, "day", size, CALLS, |_| {
        app.day(&(today + Days::new(300) - Days::new(rng.u64(..14_000))).to_string())
    });
    measure(verdict, "overview", size, CALLS, |_| app.overview());
    measure(verdict, "agenda from the oldest", size, CALLS, |_| app.agenda(None, 50));
    measure(verdict, "agenda", size, CALLS, |_| {
        app.agenda(Some(&(today + Days::new(rng.u64(..400))).to_string()), 50)
    });
    measure(verdict, "forecast", size, CALLS, |_| app.forecast(12));
    measure(verdict, "limits", size, CALLS, |_| app.limits());
    measure(verdict, "forecast by account", size, CALLS, |_| app.forecast_by_account(12));
    measure(verdict, "debt curves", size, CALLS, |_| app.debt_curves());
    measure(verdict, "due this month", size, CALLS, |_| {
        app.due(Some("2026-11-01"), Some("2026-11-30"), None)
    });
}

fn analyses(verdict: &mut Verdict, app: &App, size: &str, plans: u32) {
    let mut rng = Rng::with_seed(4);
    let target = TARGET * f64::from(plans) / f64::from(ANALYSED);
    measure_to(verdict, target, "costs of all plans", size, CALLS, |_| app.costs(10));
    measure_to(verdict, target, "costs of a year", size, CALLS, |_| app.costs_of_year(rng.i32(1987..2027)));
    measure_to(verdict, target, "spending of a year", size, CALLS, |_| app.spending(rng.i32(1987..2028)));
}

fn lists(verdict: &mut Verdict, app: &App, size: &str, plans: u32, accounts: u32) {
    let mut rng = Rng::with_seed(2);
    let statuses = [
        None,
        Some(PlanStatus::Active),
        Some(PlanStatus::Overdue),
        Some(PlanStatus::Settled),
        Some(PlanStatus::Refunded),
    ];
    let sorts = [PlanSort::Newest, PlanSort::Oldest, PlanSort::NextDue, PlanSort::LargestLeft];
    let all = PlanQuery { limit: 50, ..PlanQuery::default() };
    let accounts = app.accounts().expect("accounts").into_iter().map(|a| a.id).take(accounts as usize);
    let accounts: Vec<_> = accounts.collect();
    measure(verdict, "list, first page", size, CALLS, |round| {
        app.plans_page(&PlanQuery { status: statuses[round % 5], sort: sorts[round / 5 % 4], ..all.clone() })
    });
    measure(verdict, "list, anywhere", size, CALLS, |round| {
        let offset = rng.u32(..plans);
        app.plans_page(&PlanQuery {
            status: statuses[round % 5],
            sort: sorts[round / 5 % 4],
            offset,
            ..all.clone()
        })
    });
    measure(verdict, "list, 200 a page", size, CALLS, |_| {
        app.plans_page(&PlanQuery { offset: rng.u32(..plans), limit: 200, ..all.clone() })
    });
    measure(verdict, "list of an account", size, CALLS, |round| {
        let account = Some(accounts[rng.usize(..accounts.len())].clone());
        app.plans_page(&PlanQuery {
            account,
            status: statuses[round % 5],
            offset: rng.u32(..500),
            ..all.clone()
        })
    });
    for search in SEARCHES {
        let total = app
            .plans_page(&PlanQuery { search: search.to_owned(), ..all.clone() })
            .map_or(0, |page| page.found);
        measure(verdict, &format!("search {search:?} ({total})"), size, 40, |round| {
            let offset = if round % 2 == 0 { 0 } else { rng.u32(..total.max(1)) };
            let sort = sorts[round / 2 % 4];
            app.plans_page(&PlanQuery {
                search: search.to_owned(),
                sort,
                offset,
                status: statuses[round / 8 % 5],
                ..all.clone()
            })
        });
    }
    measure(verdict, "search, mixed", size, CALLS, |_| {
        let search = SEARCHES[rng.usize(..SEARCHES.len())].to_owned();
        let account = (rng.u8(..4) == 0).then(|| accounts[rng.usize(..accounts.len())].clone());
        app.plans_page(&PlanQuery {
            search,
            account,
            sort: sorts[rng.usize(..4)],
            offset: rng.u32(..2000),
            ..all.clone()
        })
    });
}

/// A plan's page, the forms, and what the frame around every screen asks.
fn plans_and_frame(verdict: &mut Verdict, app: &App, size: &str, plans: u32) {
    let mut rng = Rng::with_seed(3);
    let page = |offset, status| {
        let query = PlanQuery { offset, status, limit: 200, ..PlanQuery::default() };
        app.plans_page(&query).expect("plans").plans.into_iter().map(|plan| plan.id).collect::<Vec<_>>()
    };
    let anywhere: Vec<PlanId> = (0..5).flat_map(|_| page(rng.u32(..plans - 200), None)).collect();
    let open = page(0, Some(PlanStatus::Active));
    measure(verdict, "plan", size, CALLS, |_| app.plan(&anywhere[rng.usize(..anywhere.len())]));
    measure(verdict, "plan that goes on", size, CALLS, |_| app.plan(&open[rng.usize(..open.len())]));
    measure(verdict, "settle quote", size, CALLS, |_| app.quote_settle(&open[rng.usize(..open.len())], None));
    measure(verdict, "accounts", size, CALLS, |_| app.accounts());
    let accounts = app.accounts().expect("accounts");
    measure(verdict, "new plan's form", size, CALLS, |_| {
        app.plan_form(Some(&accounts[rng.usize(..accounts.len())].id))
    });
    let mut form = app.plan_form(Some(&accounts[0].id)).expect("a form");
    form.title = "x".to_owned();
    measure(verdict, "preview of a new plan", size, CALLS, |round| {
        form.price = format!("5{:03}.00", round);
        app.plan_preview(&form)
    });
    measure(verdict, "presets", size, CALLS, |_| app.presets());
    measure(verdict, "activity", size, CALLS, |_| app.activity(None, 50));
    let records = RecordQuery { limit: 50, ..RecordQuery::default() };
    measure(verdict, "records", size, CALLS, |_| app.records(&records));
    measure(verdict, "records of an account, years ago", size, CALLS, |_| {
        let account = accounts[rng.usize(..accounts.len())].id.clone();
        let to = Some("2023-06-30".to_owned());
        app.records(&RecordQuery { account: Some(account), to, ..records.clone() })
    });
    measure(verdict, "settings", size, CALLS, |_| app.settings());
    measure(verdict, "state of the app", size, CALLS, |_| app.state());
    measure(verdict, "what the file holds", size, CALLS, |_| app.contents());
}

/// What is due, from the opening of the file on.
fn cold(verdict: &mut Verdict, folder: &Path, size: &str) {
    measure(verdict, "opening and what is due this month", size, CALLS, |_| {
        app_at(folder, NOW).due(Some("2026-11-01"), Some("2026-11-30"), None)
    });
}

/// A repayment, durable, against a bare commit of one row on the same disk.
fn repayment(verdict: &mut Verdict, folder: &Path, plans: u32) {
    let bare = Connection::open(folder.join("bare.db")).expect("a file");
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS t (x INTEGER) STRICT",
    )
    .expect("SQL");
    let app = app_at(folder, NOW);
    let open: Vec<(PlanId, u32)> = {
        let query = PlanQuery { status: Some(PlanStatus::Active), limit: 200, ..PlanQuery::default() };
        let pages =
            (0..2).map(|page| app.plans_page(&PlanQuery { offset: page * 100 % plans, ..query.clone() }));
        let plans = pages.flat_map(|page| page.expect("plans").plans);
        plans.map(|plan| (plan.id, plan.track.paid + 1)).collect()
    };
    let (mut ours, mut theirs, mut worked) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..400_usize {
        let since = Instant::now();
        bare.prepare_cached("INSERT INTO t VALUES (?1)")
            .and_then(|mut sql| sql.execute([round as i64]))
            .expect("SQL");
        theirs.push(since.elapsed());
        let (plan, n) = open[round % open.len()].clone();
        let pay = Pay { plan, n, amount: Some("0.01".to_owned()), on: None, source: None };
        let (since, before) = (Instant::now(), on_processor());
        let paid = app.pay(&pay);
        ours.push(since.elapsed());
        worked.push(on_processor().saturating_sub(before));
        paid.expect("paid");
    }
    ours.sort();
    theirs.sort();
    worked.sort();
    let (ours, theirs) = (ours[200], theirs[200]);
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    let held = verdict.at_most("a repayment recorded durably", ratio, 2.0, "× a bare commit");
    println!(
        "a repayment recorded durably at lifetime: {held}; {ours:?} against {theirs:?}, {:?} of it on the processor",
        worked[200]
    );
}
