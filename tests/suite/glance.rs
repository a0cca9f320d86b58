//! What the overview and the year show, held against the plans: part of `reads`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use fenqi_app::App;
use fenqi_app::contract::{DueBrief, InstalmentStatus, OverviewView, Track};

use crate::reads::{briefs, by_currency};
use crate::truth::{Brief, Row, Truth, fen, month, sums, yuan};

/// The years around today: sums by day and month, and which days ask for more than others.
pub(crate) fn year(app: &App, truth: &Truth) {
    let rows = truth.rows();
    for year in
        [truth.today.year() - 1, truth.today.year(), truth.today.year() + 1].map(|year| year.to_string())
    {
        let view = app.year(&year).expect("a year");
        let own = |start: &str| sums(rows.iter().filter(|row| row.row.due_date.starts_with(start)));
        assert_eq!(by_currency(&view.totals), own(&year));
        assert_eq!(view.months.len(), 12);
        for each in &view.months {
            assert!(each.month.starts_with(&year));
            assert_eq!(by_currency(&each.totals), own(&each.month), "{}", each.month);
        }
        let days: BTreeSet<&str> = rows.iter().map(|row| row.row.due_date.as_str()).collect();
        let days = Vec::from_iter(days.into_iter().filter(|day| day.starts_with(&year)));
        assert_eq!(view.days.iter().map(|day| day.date.as_str()).collect::<Vec<_>>(), days);
        for day in &view.days {
            assert_eq!(by_currency(&day.totals), own(&day.date), "{}", day.date);
            let of_day = || rows.iter().filter(|row| row.row.due_date == day.date);
            assert_eq!(day.rows as usize, of_day().count());
            assert_eq!(day.open as usize, of_day().filter(|row| row.left() > 0).count());
            let level = own(&day.date).into_iter().map(|(currency, [asked, ..])| {
                let others: Vec<i64> =
                    days.iter().filter_map(|day| own(day).get(&currency).map(|sums| sums[0])).collect();
                1 + others.iter().filter(|other| **other < asked).count() * 4 / others.len()
            });
            assert_eq!(Some(usize::from(day.level)), level.max(), "{}", day.date);
        }
    }
}

/// The month's track: a segment a statement, that stands as its rows do.
fn strips(view: &OverviewView, truth: &Truth) {
    let rows = truth.rows();
    let mut statements: BTreeMap<(&str, NaiveDate, &str), Vec<&Row<'_>>> = BTreeMap::new();
    for row in rows.iter().filter(|row| month(row.due) == view.month) {
        let place = (row.plan.currency.as_str(), row.due, row.account.id.0.as_str());
        statements.entry(place).or_default().push(row);
    }
    statements.retain(|_, rows| rows.iter().map(|row| row.asked()).sum::<i64>() > 0);
    let mut shown = BTreeMap::new();
    for strip in &view.strips {
        let whole: i64 = strip.segments.iter().map(|segment| fen(&segment.due)).sum();
        let today = view.today.as_str();
        let next = strip.segments.iter().position(|each| each.date.as_str() >= today && fen(&each.left) > 0);
        assert!(strip.segments.is_sorted_by_key(|segment| segment.date.clone()));
        for (place, segment) in strip.segments.iter().enumerate() {
            assert_eq!(i64::from(segment.share), (fen(&segment.due) * 1000 / whole).max(1));
            assert_eq!(segment.next, next == Some(place));
            let date: NaiveDate = segment.date.parse().expect("a date");
            shown.insert((strip.currency.as_str(), date, segment.account.id.0.as_str()), segment);
        }
    }
    assert!(shown.keys().eq(statements.keys()));
    for (segment, rows) in shown.values().zip(statements.values()) {
        let asked = yuan(rows.iter().map(|row| row.asked()).sum());
        let left: i64 = rows.iter().map(|row| row.left()).sum();
        assert_eq!((&segment.due, &segment.left), (&asked, &yuan(left)));
        let worst = rows.iter().min_by_key(|row| row.urgency()).expect("a row").row.status;
        let worst = if left == 0 { InstalmentStatus::Paid } else { worst };
        assert_eq!(segment.status, worst, "{}", segment.date);
        assert_eq!(segment.partly_paid, left > 0 && rows.iter().any(|row| row.paid() > 0));
    }
}

/// The tracks beside rows are those of their plans.
pub(crate) fn tracks<'a>(
    shown: &BTreeMap<String, Track>,
    rows: impl IntoIterator<Item = &'a DueBrief>,
    truth: &Truth,
) {
    let named: BTreeSet<&str> = rows.into_iter().map(|row| row.plan.0.as_str()).collect();
    assert!(shown.keys().map(String::as_str).eq(named));
    for plan in truth.plans.iter().filter(|plan| shown.contains_key(&plan.id.0)) {
        assert_eq!(shown[&plan.id.0], plan.track);
    }
}

pub(crate) fn overview(app: &App, truth: &Truth) {
    let view = app.overview().expect("an overview");
    let (rows, mut urgent) = (truth.rows(), truth.open());
    assert_eq!(by_currency(&view.totals), sums(rows.iter().filter(|row| month(row.due) == view.month)));
    urgent.retain(|row| row.urgency() < 3);
    urgent.sort_by_key(|row| row.urgency());
    let first: Vec<Brief> = urgent.iter().take(20).map(Row::brief).collect();
    assert_eq!(briefs(&view.action.rows), first);
    let counted = |status| urgent.iter().filter(|row| row.is(status)).count();
    let counts = (view.action.overdue_rows, view.action.due_rows, view.action.debit_rows);
    let expected =
        [InstalmentStatus::Overdue, InstalmentStatus::Due, InstalmentStatus::DebitExpected].map(counted);
    assert_eq!([counts.0 as usize, counts.1 as usize, counts.2 as usize], expected);
    let open = truth.open();
    let next: Vec<Brief> = open.iter().filter(|row| row.due > truth.today).take(5).map(Row::brief).collect();
    assert_eq!(briefs(&view.next), next);
    let soon = truth.today + Days::new(30);
    let in_30 = open.iter().filter(|row| row.due > truth.today && row.due <= soon).count();
    assert_eq!(view.soon_rows as usize, in_30);
    tracks(&view.tracks, view.action.rows.iter().chain(&view.next), truth);
    strips(&view, truth);
    limits_now(&view, &open);
    assert_eq!(view.forecast, app.forecast(12).expect("a forecast"));
    for each in &view.by_account {
        let left = |keep: &dyn Fn(&Row<'_>) -> bool| {
            yuan(
                open.iter().filter(|row| row.account.id == each.account.id && keep(row)).map(Row::left).sum(),
            )
        };
        assert_eq!(each.earlier, left(&|row| month(row.due) < view.month));
        let heaviest = view.forecast.months.iter().filter_map(|month| month.due.get(&each.currency));
        let heaviest = heaviest.map(|due| fen(due)).max().unwrap_or(0).max(1);
        let heights: Vec<i64> = each.months.iter().map(|due| fen(due) * 1000 / heaviest).collect();
        assert_eq!(each.heights.iter().copied().map(i64::from).collect::<Vec<_>>(), heights);
        for (found, of) in each.months.iter().zip(&view.forecast.months) {
            assert_eq!(*found, left(&|row| month(row.due) == of.month), "{} {}", each.account.name, of.month);
        }
    }
    for debt in &view.debts {
        let own = || open.iter().filter(|row| row.plan.currency == debt.currency);
        let (left, principal): (i64, i64) = (own().map(Row::left).sum(), own().map(Row::principal).sum());
        assert_eq!((&debt.left, &debt.principal), (&yuan(left), &yuan(principal)));
        assert_eq!(debt.cost, yuan(left - principal));
        assert_eq!(Some(&debt.free_on), own().map(|row| &row.row.due_date).max());
    }
    let currencies: BTreeSet<_> = open.iter().map(|row| &row.plan.currency).collect();
    assert_eq!(view.debts.len(), currencies.len());
}

fn limits_now(view: &OverviewView, open: &[Row<'_>]) {
    for limit in &view.limits {
        let own = || open.iter().filter(|row| row.account.id == limit.account.id && row.principal() > 0);
        let day = own().map(|row| &row.row.due_date).filter(|day| **day >= view.today).min();
        let freed = |day| own().filter(|row| row.row.due_date == day).map(Row::principal).sum();
        let expected = day.map(|day| (day.clone(), yuan(freed(day.clone()))));
        assert_eq!(limit.release.as_ref().map(|each| (each.on.clone(), each.amount.clone())), expected);
        let used = limit
            .limit
            .as_ref()
            .map(|limit_| (fen(&limit.occupied) * 1000 / fen(limit_).max(1)).clamp(0, 1000));
        assert_eq!(limit.used.map(i64::from), used);
    }
}
