//! By hand: the arithmetic stands beside each case.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::*;
use crate::date::{DueDates, Frequency};
use crate::rounding::Ratio;
use crate::schedule::schedule;
use crate::terms::{Interest, Method, Rounding};

fn fen(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("BUG: a literal date")
}

/// Bought on 10 November 2026, due on the 10th from December on, every so many months.
fn every(months: u16, principal: i64, periods: u16, method: Method, policy: SettlementPolicy) -> Debt {
    let due =
        DueDates::new(date("2026-12-10"), Frequency::Months(months), None).expect("BUG: its own anchor");
    let (start, rounding) = (date("2026-11-10"), Rounding::usual(&method));
    let terms =
        Terms::new(fen(principal), None, method, periods, start, due, rounding).expect("BUG: in range");
    let rows = schedule(&terms).expect("BUG: a plan").rows;
    Debt { terms, start, left: rows.clone(), rows, policy, late_fee: fen(0) }
}

fn debt(principal: i64, periods: u16, method: Method, policy: SettlementPolicy) -> Debt {
    every(1, principal, periods, method, policy)
}

fn level(percent_a_month: i64) -> Method {
    let interest = Interest::Periodic(Decimal::new(percent_a_month, 2));
    Method::EqualInstalment { interest, instalment: None }
}

fn found(debts: &[Debt], extra: i64, roll_over: bool) -> Payoff {
    let budget = Budget { extra: fen(extra), roll_over };
    payoff(debts, date("2026-11-15"), budget, Currency::CNY).expect("BUG: small")
}

/// Day, place, amount and saving of each step.
fn steps(outcome: &Outcome) -> Vec<(String, usize, i64, i64)> {
    let step = |step: &Step| (step.on.to_string(), step.debt, step.amount.minor(), step.saved.minor());
    outcome.steps.iter().map(step).collect()
}

fn alone(outcome: &Outcome) -> Vec<Option<Alone>> {
    outcome.ends.iter().map(|end| end.alone).collect()
}

/// 1 200.00 in 12 parts with 12.00 of fee each, forgiven when it is settled. 300.00 a month are put aside from
/// December on: after the rows of December, January and February 1 100.00, 1 000.00 and 900.00 are left, and 900.00 are
/// there on 10 February. That saves the 9 fees that are left. The plan at 0 % comes first in the snowball, and is left
/// alone all the same.
#[test]
fn a_fee_plan_is_saved_up_for_and_a_free_one_left_alone() {
    let free = debt(60_000, 6, Method::InterestFree, SettlementPolicy::PrincipalOnly);
    let fees = Method::FlatPerPeriod(Decimal::new(1, 2));
    let fees = debt(120_000, 12, fees, SettlementPolicy::PrincipalOnly);
    let found = found(&[free, fees], 30_000, false);
    assert_eq!((found.contract.cost, found.contract.free_on), (fen(14_400), Some(date("2027-11-10"))));
    assert_eq!(found.snowball.order, [0, 1]);
    assert_eq!(found.avalanche.order, [1, 0]);
    for outcome in [&found.snowball, &found.avalanche] {
        assert_eq!(steps(outcome), [("2027-02-10".to_owned(), 1, 90_000, 10_800)]);
        assert_eq!((outcome.cost, outcome.saved), (fen(3_600), fen(10_800)));
        assert_eq!(outcome.free_on, Some(date("2027-05-10")), "the free one goes on to its end");
        assert_eq!(alone(outcome), [Some(Alone::Free), None]);
        assert_eq!(outcome.principal, fen(180_000));
        let ends: Vec<_> = outcome.ends.iter().map(|end| end.last_row).collect();
        assert_eq!(ends, [6, 3]);
    }
    // 108.00 are saved. The 900.00 would have gone out over the 9 months after it; 300.00 lay there for 62 days (from 10
    // December to 10 February), and 300.00 for 31.
    let days = [28_i64, 59, 89, 120, 150, 181, 212, 242, 273];
    let ahead: i64 = days.iter().map(|days| days * 10_000).sum();
    let bound = Decimal::from(ahead + 30_000 * (62 + 31));
    assert_eq!(found.rates[1], Decimal::from(10_800 * 365) / bound);
    assert_eq!(found.rates[0], Decimal::ZERO);
}

/// 1 000.00 at 1 % a month in 3 parts of 340.02: interest 10.00, 6.70 and 3.37. After the first row 669.98 are left;
/// 100.00 make it 569.98, with 5.70 and then, on 235.66, 2.36 of interest: 2.01 less. After the second row 100.00 make
/// 235.66 to 135.66, with 1.36: 1.00 less. After the third nothing is left.
#[test]
fn a_loan_is_prepaid_each_month_after_its_row() {
    let loan = debt(100_000, 3, level(1), SettlementPolicy::AccruedInPeriod);
    let found = found(&[loan], 10_000, true);
    let wanted = [("2026-12-10".to_owned(), 0, 10_000, 201), ("2027-01-10".to_owned(), 0, 10_000, 100)];
    assert_eq!(steps(&found.snowball), wanted);
    assert_eq!((found.contract.cost, found.avalanche.cost), (fen(2_007), fen(2_007 - 301)));
    assert_eq!(found.avalanche.paid, fen(100_000 + 2_007 - 301));
    let ends_on = date("2027-02-10");
    assert_eq!(found.snowball.steps[0].act, Act::Prepay { fewer: 0, ends_on });
}

/// Enough for all: after its first row the loan of above is settled for what is left, and saves 6.70 and 3.37.
#[test]
fn more_than_is_owed_settles_at_once_and_the_rest_stays() {
    let loan = debt(100_000, 3, level(1), SettlementPolicy::AccruedInPeriod);
    let found = found(&[loan], 10_000_000, true);
    assert_eq!(steps(&found.avalanche), [("2026-12-10".to_owned(), 0, 66_998, 1_007)]);
    assert_eq!(found.avalanche.steps[0].act, Act::Settle { charged: fen(0) });
    assert_eq!(found.avalanche.free_on, Some(date("2026-12-10")));
}

/// 5 % of the unpaid principal for settling, where 0.1 % a month is to be saved; and fees that are charged all the same.
#[test]
fn what_costs_more_than_it_saves_is_not_advised() {
    let rate = Ratio::new(5, 100).expect("BUG: positive");
    let penalty = SettlementPolicy::Penalty { rate, daily_rate: None, minimum: None, cap: None };
    let cheap =
        Method::EqualInstalment { interest: Interest::Periodic(Decimal::new(1, 3)), instalment: None };
    let dear = debt(1_000_000, 12, cheap, penalty);
    let fees = Method::FlatPerPeriod(Decimal::new(1, 2));
    let unforgiven = debt(120_000, 12, fees.clone(), SettlementPolicy::AllRemaining);
    let far = debt(1_200_000, 12, fees, SettlementPolicy::PrincipalOnly);
    let found = found(&[dear, unforgiven, far], 2_000, false);
    for outcome in [&found.snowball, &found.avalanche] {
        assert_eq!(steps(outcome), []);
        assert_eq!((outcome.saved, outcome.cost), (fen(0), found.contract.cost));
        let why = [Alone::CostsMore, Alone::Unforgiven, Alone::OutOfReach].map(Some);
        assert_eq!(alone(outcome), why);
    }
    assert_eq!(found.rates, [Decimal::ZERO; 3]);
}

/// The dear loan is larger: the snowball pays the small one first, the avalanche the dear one, and saves more.
#[test]
fn snowball_takes_the_smallest_and_avalanche_the_dearest() {
    let dear = debt(1_000_000, 24, level(2), SettlementPolicy::PrincipalOnly);
    let interest = Interest::Periodic(Decimal::new(3, 3));
    let small = Method::EqualInstalment { interest, instalment: None };
    let small = debt(500_000, 24, small, SettlementPolicy::PrincipalOnly);
    let found = found(&[dear, small], 50_000, true);
    assert_eq!(
        (found.snowball.order.as_slice(), found.avalanche.order.as_slice()),
        (&[1, 0][..], &[0, 1][..])
    );
    assert_eq!((found.snowball.steps[0].debt, found.avalanche.steps[0].debt), (1, 0));
    assert!(found.avalanche.cost.minor() < found.snowball.cost.minor());
    // 2 % a month is 24 % in a year of 365 days, with months of 30 or 31 days.
    assert!((found.rates[0] - Decimal::new(24, 2)).abs() < Decimal::new(5, 3), "{}", found.rates[0]);
}

/// A free plan of two parts of 100.00 ends in January. From February on its 100.00 go to the loan, if they roll over;
/// nothing else is put in.
#[test]
fn what_a_plan_asked_for_rolls_over_after_its_end() {
    let free = debt(20_000, 2, Method::InterestFree, SettlementPolicy::PrincipalOnly);
    let loan = debt(100_000, 6, level(1), SettlementPolicy::AccruedInPeriod);
    let debts = [free, loan];
    let rolled = found(&debts, 0, true);
    let days: Vec<_> =
        steps(&rolled.snowball).into_iter().map(|(on, place, amount, _)| (on, place, amount)).collect();
    let wanted = ["2027-02-10", "2027-03-10"].map(|on| (on.to_owned(), 1, 10_000));
    assert_eq!(days, wanted);
    assert_eq!(rolled.snowball.free_on, Some(date("2027-04-10")), "its own rows pay the rest by April");
    assert_eq!(steps(&found(&debts, 0, false).snowball), []);
}

/// Due every third month: a part is prepaid in December and in March, with what was put in until then.
#[test]
fn a_part_is_prepaid_on_due_days_only() {
    let loan = every(3, 100_000, 4, level(3), SettlementPolicy::AccruedInPeriod);
    let found = found(&[loan], 1_000, true);
    let days: Vec<_> = steps(&found.avalanche).into_iter().map(|(on, _, amount, _)| (on, amount)).collect();
    let wanted = [("2026-12-10", 1_000), ("2027-03-10", 3_000), ("2027-06-10", 3_000)];
    assert_eq!(days, wanted.map(|(on, amount)| (on.to_owned(), amount)));
}

/// Due every third month at 3 %, and 0.1 % a day of what is settled between: 3 % in January, 6 % in February. Enough for
/// all of it is there in January; in March, after its row, it costs nothing. So does a plan that takes no parts: in
/// January 23.25 of 30.00 in fees are charged for its 750.00, in March 20.00 are saved.
#[test]
fn nothing_is_settled_while_waiting_for_the_next_row_saves_more() {
    let daily = SettlementPolicy::AccruedDays(Ratio::new(1, 1_000).expect("BUG: positive"));
    let flat = Method::FlatInterest(Interest::Periodic(Decimal::new(1, 2)));
    for method in [level(3), flat] {
        let loan = every(3, 100_000, 4, method, daily);
        let found = found(&[loan], 42_000, false);
        let days: Vec<_> = steps(&found.avalanche).into_iter().map(|(on, ..)| on).collect();
        assert_eq!(days.last().map(String::as_str), Some("2027-03-10"), "{days:?}");
        assert!(matches!(found.avalanche.steps.last().map(|step| step.act), Some(Act::Settle { .. })));
    }
    // At 0.01 % a day it does not pay to wait.
    let daily = SettlementPolicy::AccruedDays(Ratio::new(1, 10_000).expect("BUG: positive"));
    let found = found(&[every(3, 100_000, 4, level(3), daily)], 42_000, false);
    assert_eq!(found.avalanche.free_on, Some(date("2027-01-10")));
}

/// A row was paid in part, one is overdue with its fee for being late: all three ways pay both today.
#[test]
fn what_is_due_by_today_is_paid_today() {
    let mut late = debt(30_000, 3, Method::InterestFree, SettlementPolicy::PrincipalOnly);
    late.late_fee = fen(500);
    late.left[0].principal = fen(4_000);
    let budget = Budget { extra: fen(0), roll_over: false };
    let found = payoff(&[late], date("2027-02-20"), budget, Currency::CNY).expect("BUG: small");
    for outcome in [&found.contract, &found.snowball] {
        assert_eq!((outcome.paid, outcome.cost), (fen(24_500), fen(500)));
        assert_eq!(outcome.free_on, Some(date("2027-02-20")));
    }
    let nothing = payoff(&[], date("2027-02-20"), budget, Currency::CNY).expect("BUG: nothing");
    assert_eq!((nothing.contract.free_on, nothing.snowball.paid), (None, fen(0)));
}
