//! Ways out of debt: as an independent recomputation has them, and as planned prepayments in a real file.

use fenqi_app::App;
use fenqi_app::contract::{
    ErrorCode, PayoffChoice, PayoffQuery, PlanId, PlannedAct, PlannedView, PrepayForm, Strategy,
};
use fenqi_domain::date::{DueDates, Frequency};
use fenqi_domain::money::Currency;
use fenqi_domain::payoff::{Act, Budget, Debt, Outcome, payoff};
use fenqi_domain::rounding::Ratio;
use fenqi_domain::schedule::schedule;
use fenqi_domain::settlement::SettlementPolicy;
use fenqi_domain::terms::{Interest, Method, Rounding, Terms};
use fenqi_domain::{Money, Row};
use fenqi_tests::dump::{differences, dump};
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft};
use rust_decimal::Decimal;
use serde_json::json;

use crate::payoff_oracle::{Day, Found, Kind, Plan, Policy, Step, follow, next_month, rows};

fn fen(minor: i128) -> Money {
    Money::from_minor(i64::try_from(minor).expect("small"), Currency::CNY)
}

fn date((year, month, day): Day) -> chrono::NaiveDate {
    format!("{year:04}-{month:02}-{day:02}").parse().expect("a date")
}

/// Plans that began some months ago, as both sides want them.
fn portfolio(random: &mut fastrand::Rng) -> (Vec<Plan>, Vec<Debt>) {
    (0..random.usize(1..7)).map(|_| one(random)).unzip()
}

fn one(random: &mut fastrand::Rng) -> (Plan, Debt) {
    let rate = i128::from(random.u32(0..30_000));
    let kind = match random.u8(0..8) {
        0..=2 => Kind::Level(rate),
        3 => Kind::EvenPrincipal(rate),
        4 => Kind::InterestOnly(rate),
        5..=6 => Kind::Fee(rate / 2),
        _ => Kind::Free,
    };
    let share = i128::from(random.u32(0..60_000));
    let policy = match random.u8(0..6) {
        0..=1 => Policy::Nothing,
        2 => Policy::Accrued,
        3 => Policy::WholePeriod,
        4 => Policy::Everything,
        _ => Policy::Penalty { share, least: i128::from(random.u32(0..5_000)), most: 50_000 },
    };
    let principal = i128::from(random.u32(10_000..5_000_000));
    let periods = random.usize(1..37);
    // The first due date: from 24 months ago to one month from now, on the 1st to the 14th, which is past in November.
    let back = random.usize(0..26).min(periods);
    let mut first = (2026, 12, random.i32(1..15));
    for _ in 0..back {
        first = if first.1 == 1 { (first.0 - 1, 12, first.2) } else { (first.0, first.1 - 1, first.2) };
    }
    let all = rows(kind, principal, periods, first);
    let asked: Vec<i128> =
        all.iter().map(|row| row.principal + row.cost).filter(|asked| *asked > 0).collect();
    let level = match kind {
        Kind::Level(_) if periods > 1 => asked[0],
        _ => 0,
    };
    let plan = Plan {
        kind,
        policy,
        rows: all.iter().filter(|row| row.due > (2026, 11, 15)).copied().collect(),
        smallest: asked[..asked.len() - 1].iter().min().copied().unwrap_or(0),
        level,
    };
    (plan, debt(kind, policy, principal, periods, first))
}

fn debt(kind: Kind, policy: Policy, principal: i128, periods: usize, first: Day) -> Debt {
    let decimal = |rate: i128| Decimal::from_i128_with_scale(rate, 6);
    let method = match kind {
        Kind::Level(rate) => {
            Method::EqualInstalment { interest: Interest::Periodic(decimal(rate)), instalment: None }
        }
        Kind::EvenPrincipal(rate) => Method::EqualPrincipal(Interest::Periodic(decimal(rate))),
        Kind::InterestOnly(rate) => Method::InterestOnly(Interest::Periodic(decimal(rate))),
        Kind::Fee(rate) => Method::FlatPerPeriod(decimal(rate)),
        Kind::Free => Method::InterestFree,
    };
    let policy = match policy {
        Policy::Nothing => SettlementPolicy::PrincipalOnly,
        Policy::Accrued => SettlementPolicy::AccruedInPeriod,
        Policy::WholePeriod => SettlementPolicy::WholeCurrentPeriod,
        Policy::Everything => SettlementPolicy::AllRemaining,
        Policy::Penalty { share, least, most } => SettlementPolicy::Penalty {
            rate: Ratio::new(share, 1_000_000).expect("positive"),
            daily_rate: None,
            minimum: Some(fen(least)),
            cap: Some(fen(most)),
        },
    };
    // Bought on the 1st of the month before.
    let start = if first.1 == 1 { (first.0 - 1, 12, 1) } else { (first.0, first.1 - 1, 1) };
    let start = date(start);
    let due = DueDates::new(date(first), Frequency::MONTHLY, None).expect("its own anchor");
    let rounding = Rounding::usual(&method);
    let periods = u16::try_from(periods).expect("few");
    let terms = Terms::new(fen(principal), None, method, periods, start, due, rounding).expect("in range");
    let rows = schedule(&terms).expect("a plan").rows;
    let unpaid = |row: &Row| if row.due_date > date((2026, 11, 15)) { *row } else { paid(row) };
    let left = rows.iter().map(unpaid).collect();
    Debt { terms, start, rows, left, policy, late_fee: fen(0) }
}

fn paid(row: &Row) -> Row {
    Row { principal: fen(0), interest: fen(0), fee: fen(0), ..*row }
}

fn as_found(outcome: &Outcome) -> (i128, Option<String>, Vec<Step>, Vec<usize>) {
    let step = |step: &fenqi_domain::payoff::Step| {
        let (year, rest) =
            step.on.to_string().split_once('-').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("a date");
        let (month, day) = rest.split_once('-').expect("a date");
        let number = |text: &str| text.parse().expect("digits");
        Step {
            on: (number(&year), number(month), number(day)),
            plan: step.debt,
            settles: matches!(step.act, Act::Settle { .. }),
            amount: step.amount.minor().into(),
            saved: step.saved.minor().into(),
        }
    };
    (
        outcome.cost.minor().into(),
        outcome.free_on.map(|day| day.to_string()),
        outcome.steps.iter().map(step).collect(),
        outcome.order.clone(),
    )
}

/// Totals, days, steps and orders of both ways over 1,000 portfolios are those of a simulation that shares no code with
/// the domain.
#[test]
fn a_thousand_portfolios_come_to_what_another_road_says() {
    let mut random = fastrand::Rng::with_seed(20_261_128);
    let (mut steps, mut settled, mut differ) = (0, 0, 0);
    for round in 0..1_000 {
        let (plans, debts) = portfolio(&mut random);
        let extra = if random.u8(0..10) == 0 { 0 } else { i128::from(random.u32(0..600_000)) };
        let roll_over = random.bool();
        let today = date((2026, 11, 15));
        let budget = Budget { extra: fen(extra), roll_over };
        let found = payoff(&debts, today, budget, Currency::CNY).expect("small");
        let first = next_month((2026, 11, 1));
        let contract: i128 = plans.iter().flat_map(|plan| &plan.rows).map(|row| row.cost).sum();
        assert_eq!(i128::from(found.contract.cost.minor()), contract, "round {round}");
        for (outcome, dearest) in [(&found.snowball, false), (&found.avalanche, true)] {
            let Found { cost, free_on, steps: wanted, order } =
                follow(&plans, first, extra, roll_over, dearest);
            // Where nothing is owed any more, both say so in their own way.
            let free_on =
                free_on.map(|day| date(day).to_string()).or(outcome.free_on.map(|day| day.to_string()));
            let said = as_found(outcome);
            assert_eq!(said.3, order, "round {round} {dearest} {plans:#?} {extra}");
            assert_eq!(
                said,
                (cost, free_on, wanted, order),
                "round {round} {dearest} {plans:#?} {extra} {roll_over}"
            );
            steps += said.2.len();
            settled += said.2.iter().filter(|step| step.settles).count();
        }
        differ += usize::from(found.snowball.cost != found.avalanche.cost);
    }
    // It is no comparison of nothing with nothing.
    assert!(steps > 5_000 && settled > 1_000 && differ > 100, "{steps} {settled} {differ}");
}

/// An account whose fees are forgiven, with a plan of fees; and a loan elsewhere.
fn household(app: &App) -> [PlanId; 2] {
    let account = json!({ "name": "店铺", "kind": "store", "currency": "CNY", "settlement": { "policy": "principal_only" } });
    app.account_add(serde_json::from_value(account).expect("BUG: a sound account")).expect("added");
    let plan = |account: &str, title: &str, terms: serde_json::Value| {
        draft(json!({ "account": account, "origin": "purchase", "title": title, "purchased_on": "2026-11-10",
            "terms": terms }))
    };
    let common = |mut terms: serde_json::Value| {
        let more = json!({ "principal": "1200.00", "periods": "12", "start_date": "2026-11-10",
            "first_due_date": "2026-12-10" });
        let (terms_map, more) = (terms.as_object_mut(), more.as_object());
        terms_map.expect("an object").extend(more.expect("an object").clone());
        terms
    };
    let fees = common(json!({ "method": "flat_per_period", "fee_rate_per_period": "0.01" }));
    let loan =
        common(json!({ "method": "equal_instalment", "annual_rate": "0.12", "day_count": "periodic" }));
    let ids =
        app.plans_add(&[plan("店铺", "手机", fees), plan("银行", "现金贷", loan)], true).expect("added");
    ids.try_into().expect("two")
}

fn query(extra: &str) -> PayoffQuery {
    PayoffQuery { extra: Some(extra.to_owned()), ..PayoffQuery::default() }
}

fn adopt(app: &App, extra: &str, strategy: Strategy) -> u32 {
    app.payoff_adopt(&PayoffChoice { query: query(extra), strategy }).expect("adopted")
}

fn days(planned: &[PlannedView]) -> Vec<(&str, &str, PlannedAct, &str)> {
    planned
        .iter()
        .map(|each| (each.on.as_str(), each.title.as_str(), each.act, each.amount.as_str()))
        .collect()
}

/// ¥500.00 a month. The loan of ¥1,200.00 at 1 % has an instalment of ¥106.62; the plan of fees costs ¥12.00 a month of
/// ¥100.00, and would be settled for ¥1,000.00 in January: the money for it lies there for a month.
#[test]
fn a_way_is_planned_replaced_undone_and_remembered() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    household(&app);
    let before = dump(folder.path());
    let view = app.payoff(&query("500")).expect("compared");
    assert_eq!((view.from.as_str(), view.currency.as_str(), view.currencies.len()), ("2026-12", "CNY", 1));
    assert_eq!(app.payoff(&PayoffQuery::default()).expect("compared").extra, "0.00");
    assert!(view.plans.iter().any(|plan| plan.takes_parts && plan.assumed), "the bank states no rule");
    assert!(view.plans.iter().any(|plan| !plan.takes_parts && !plan.assumed));
    let steps = adopt(&app, "500", Strategy::Avalanche);
    let planned = app.planned().expect("planned");
    assert_eq!((planned.len(), steps as usize), (view.avalanche.steps.len(), planned.len()));
    for (planned, step) in planned.iter().zip(&view.avalanche.steps) {
        assert_eq!((&planned.on, &planned.amount, planned.act), (&step.on, &step.amount, step.act));
    }
    assert_eq!(app.payoff(&PayoffQuery::default()).expect("compared").extra, "500.00", "it is remembered");
    let with_avalanche = dump(folder.path());
    adopt(&app, "3000", Strategy::Snowball);
    let replaced = app.planned().expect("planned");
    assert_eq!(
        days(&replaced),
        [
            ("2026-12-10", "手机", PlannedAct::Settle, "1100.00"),
            ("2026-12-10", "现金贷", PlannedAct::Settle, "1105.38"),
        ]
    );
    app.undo().expect("undone");
    assert_eq!(differences(&dump(folder.path()), &with_avalanche), [""; 0], "one action, one undo");
    app.undo().expect("undone");
    assert_eq!(differences(&dump(folder.path()), &before), [""; 0]);
    assert!(app.check().expect("checked").sound);
}

#[test]
fn what_is_planned_stands_where_its_day_is_and_is_done_or_dropped() {
    let folder = data_folder();
    let ids = {
        let app = app_at(folder.path(), NOW);
        let ids = household(&app);
        adopt(&app, "300", Strategy::Snowball);
        ids
    };
    // On the first day of those planned: its row is paid, then what is planned is done.
    let app = app_at(folder.path(), "2026-12-10T10:00:00+08:00");
    let all = app.planned().expect("planned");
    let loan: Vec<_> = all.iter().filter(|planned| planned.plan == ids[1]).collect();
    assert!(loan.len() > 1, "{all:?}");
    let first = loan[0];
    assert_eq!(app.plan(&ids[1]).expect("a plan").planned.len(), loan.len());
    let app = app_at(folder.path(), &format!("{}T10:00:00+08:00", first.on));
    let overview = app.overview().expect("an overview");
    assert_eq!(overview.action.planned.iter().filter(|planned| planned.plan == ids[1]).count(), 1);
    assert!(app.day(&first.on).expect("a day").planned.contains(&app.planned().expect("planned")[0]));
    let month = app.month(&first.on[..7]).expect("a month");
    let cell = month.days.iter().find(|day| day.date == first.on).expect("a day");
    assert_eq!(cell.planned.len(), app.day(&first.on).expect("a day").planned.len());
    let agenda = app.agenda(None, 200).expect("an agenda");
    let named = agenda.days.iter().flat_map(|day| &day.planned).count();
    assert_eq!(named, all.len(), "each on its day");
    // Paid first, then prepaid by the quote of the day; what was planned by then is done.
    let plan = app.plan(&ids[1]).expect("a plan");
    for row in plan.rows.iter().filter(|row| row.due_date <= first.on) {
        app.pay(&fenqi_app::Pay { plan: ids[1].clone(), n: row.n, amount: None, on: None, source: None })
            .expect("paid");
    }
    let form = PrepayForm {
        plan: ids[1].clone(),
        amount: first.amount.clone(),
        on: first.on.clone(),
        keeps: "instalment".to_owned(),
        source: String::new(),
    };
    app.prepay_form(&form).expect("prepaid");
    let left = app.plan(&ids[1]).expect("a plan").planned;
    assert_eq!((left.len(), left.iter().any(|planned| planned.on == first.on)), (loan.len() - 1, false));
    app.undo().expect("undone");
    assert_eq!(app.plan(&ids[1]).expect("a plan").planned.len(), loan.len(), "it comes back with the undo");
    // Dropped, once.
    app.planned_drop(&ids[1], &first.on).expect("dropped");
    let refused = app.planned_drop(&ids[1], &first.on).expect_err("it is gone");
    assert_eq!(refused.code, ErrorCode::PlannedUnknown);
    // A plan that ends takes what was planned with it, and brings it back.
    app.settle_plan(&ids[1], None, None).expect("settled");
    assert!(app.planned().expect("planned").iter().all(|planned| planned.plan != ids[1]));
    app.undo().expect("undone");
    assert_eq!(app.plan(&ids[1]).expect("a plan").planned.len(), loan.len() - 1);
    app.plan_remove(&ids[1]).expect("removed");
    assert!(app.planned().expect("planned").iter().all(|planned| planned.plan != ids[1]));
    assert!(app.check().expect("checked").sound);
}

/// Each step that is planned, done on its day by the quote of the day, comes to what was said; at the end the plans cost
/// what the comparison said.
#[test]
fn the_steps_done_on_their_days_cost_what_was_said() {
    for (strategy, extra) in [(Strategy::Snowball, "150"), (Strategy::Avalanche, "321.09")] {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        let mut ids = household(&app).to_vec();
        ids.extend(add_three(&app));
        let view = app.payoff(&query(extra)).expect("compared");
        let outcome = if strategy == Strategy::Snowball { &view.snowball } else { &view.avalanche };
        adopt(&app, extra, strategy);
        let mut days: Vec<String> = outcome.steps.iter().map(|step| step.on.clone()).collect();
        days.dedup();
        assert!(days.len() > 3, "{days:?}");
        for day in &days {
            let app = app_at(folder.path(), &format!("{day}T10:00:00+08:00"));
            pay_all_by(&app, &ids, day);
            for planned in app.day(day).expect("a day").planned {
                match planned.act {
                    PlannedAct::Settle => {
                        let quote = app.quote_settle(&planned.plan, None).expect("a quote");
                        assert_eq!(quote.payoff, planned.amount, "{planned:?}");
                        app.settle_plan(&planned.plan, None, None).map(drop).expect("settled");
                    }
                    PlannedAct::Prepay => {
                        let quote = app
                            .quote_prepay(&planned.plan, &planned.amount, None, "instalment")
                            .expect("a quote");
                        let step = outcome
                            .steps
                            .iter()
                            .find(|step| step.on == *day && step.amount == planned.amount);
                        assert_eq!(Some(&quote.saved), step.map(|step| &step.saved), "{planned:?}");
                        app.prepay(&planned.plan, &planned.amount, None, "instalment", None)
                            .map(drop)
                            .expect("prepaid");
                    }
                }
            }
            assert_eq!(app.overview().expect("an overview").action.planned, [], "all of it is done");
        }
        let app = app_at(folder.path(), "2030-01-01T10:00:00+08:00");
        pay_all_by(&app, &ids, "2030-01-01");
        let now: i64 = ids.iter().map(|id| minor(&app.plan(id).expect("a plan").totals.cost)).sum();
        assert_eq!(now, minor(&outcome.cost), "{strategy:?}");
    }
}

fn pay_all_by(app: &App, ids: &[PlanId], day: &str) {
    for id in ids {
        let open =
            |row: &&fenqi_app::contract::RowView| row.due_date.as_str() <= day && minor(&row.remaining) > 0;
        for row in app.plan(id).expect("a plan").rows.iter().filter(open) {
            let on = Some(row.due_date.clone());
            app.pay(&fenqi_app::Pay { plan: id.clone(), n: row.n, amount: None, on, source: None })
                .expect("paid");
        }
    }
}

fn minor(amount: &str) -> i64 {
    Money::parse(amount, Currency::CNY).expect("an amount").minor()
}

#[test]
fn what_was_typed_is_refused_beside_its_field() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let empty = app.payoff(&query("")).expect("nothing is owed");
    assert_eq!((empty.plans.len(), empty.contract.free_on, empty.currencies.len()), (0, None, 0));
    household(&app);
    for (typed, code) in [
        ("-1", ErrorCode::AmountNegative),
        ("1.234", ErrorCode::AmountPrecision),
        ("x", ErrorCode::AmountInvalid),
    ] {
        assert_eq!(app.payoff(&query(typed)).expect_err(typed).code, code);
    }
    let none = PayoffQuery { currency: Some("USD".to_owned()), ..PayoffQuery::default() };
    assert_eq!(app.payoff(&none).expect("compared").plans, [], "nothing is owed in dollars");
    assert_eq!(app.payoff(&query("1000000000000")).expect("compared").snowball.steps.len(), 2);
}
