//! Laws of getting out of debt, over portfolios drawn at random: the minimum is always paid, nothing that is done costs
//! more than it saves, and all that is owed is paid.

mod drawn;

use chrono::{Days, NaiveDate};
use fenqi_domain::date::{DueDates, Frequency};
use fenqi_domain::payoff::{Act, Alone, Budget, Debt, Outcome, payoff};
use fenqi_domain::rounding::Ratio;
use fenqi_domain::schedule::{schedule, totals};
use fenqi_domain::settlement::SettlementPolicy;
use fenqi_domain::terms::{Rounding, Terms};
use fenqi_domain::{Currency, Money};
use proptest::prelude::*;

use crate::drawn::{fen, method};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 15).expect("BUG: a literal date")
}

fn policy() -> impl Strategy<Value = SettlementPolicy> {
    let share = || (0_i128..=500).prop_map(|rate| Ratio::new(rate, 10_000).expect("BUG: positive"));
    prop_oneof![
        Just(SettlementPolicy::PrincipalOnly),
        share().prop_map(|share| SettlementPolicy::AccruedDays(share.over(10).expect("BUG: small"))),
        Just(SettlementPolicy::AccruedInPeriod),
        Just(SettlementPolicy::WholeCurrentPeriod),
        Just(SettlementPolicy::AllRemaining),
        share().prop_map(|rate| SettlementPolicy::Penalty {
            rate,
            daily_rate: None,
            minimum: None,
            cap: None
        }),
    ]
}

prop_compose! {
    /// A plan under way, of which some rows are paid, one perhaps in part.
    fn debt()(
        minor in 1_i64..=100_000_000, periods in 1_u16..=36, method in method(), policy in policy(), ago in 0_u64..=900,
        wait in 0_u64..=40, every in prop_oneof![8 => Just(Frequency::MONTHLY), 1 => Just(Frequency::Months(3)),
            1 => Just(Frequency::Days(14))],
        (part, late_fee) in (0_i64..=100, 0_i64..=1_000),
    ) -> Debt {
        let start = today() - Days::new(ago);
        let due = DueDates::new(start + Days::new(wait), every, None).expect("BUG: its own anchor");
        let rounding = Rounding::usual(&method);
        let terms = Terms::new(fen(minor), None, method, periods, start, due, rounding).expect("BUG: in range");
        let rows = schedule(&terms).expect("BUG: a plan").rows;
        let mut left = rows.clone();
        for row in left.iter_mut().filter(|row| row.due_date < today()) {
            (row.principal, row.interest, row.fee) = (fen(0), fen(0), fen(0));
        }
        if let Some(row) = left.iter_mut().find(|row| row.due_date >= today()).filter(|_| part < 20) {
            (row.interest, row.fee) = (fen(0), fen(0));
        }
        Debt { terms, start, rows, left, policy, late_fee: fen(late_fee) }
    }
}

fn minors(debts: &[Debt], part: fn(&fenqi_domain::Row) -> Money) -> i64 {
    debts.iter().flat_map(|debt| &debt.left).map(|row| part(row).minor()).sum()
}

/// What is paid as rows, by each plan's end, comes to what is paid in all.
fn check(debts: &[Debt], outcome: &Outcome, contract: &Outcome) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        outcome.principal.minor(),
        minors(debts, |row| row.principal),
        "all that is owed is paid"
    );
    prop_assert!(outcome.cost.minor() <= contract.cost.minor(), "never more than as contracted");
    prop_assert_eq!(outcome.saved.minor(), contract.cost.minor() - outcome.cost.minor());
    prop_assert_eq!(outcome.saved.minor(), outcome.steps.iter().map(|step| step.saved.minor()).sum::<i64>());
    prop_assert!(outcome.steps.iter().all(|step| step.saved.is_positive() && step.amount.is_positive()));
    prop_assert!(outcome.steps.is_sorted_by_key(|step| step.on));
    for (place, (debt, end)) in debts.iter().zip(&outcome.ends).enumerate() {
        let own: Vec<_> = outcome.steps.iter().filter(|step| step.debt == place).collect();
        let settles = |act: Act| matches!(act, Act::Settle { .. });
        prop_assert!(
            own.iter().rev().skip(1).all(|step| !settles(step.act)),
            "it is settled once, at the end"
        );
        prop_assert_eq!(end.alone.is_some(), own.is_empty());
        prop_assert!(end.on <= contract.ends[place].on, "no plan ends later");
        // The minimum: each row until the end is paid, none is left out.
        let asked = |row: &&fenqi_domain::Row| row.total().is_ok_and(Money::is_positive);
        let last = debt.left.iter().rev().find(asked).map_or(0, |row| row.n);
        prop_assert!(!own.is_empty() || end.last_row == last, "left alone, it goes to its last row");
        if end.alone == Some(Alone::Free) {
            prop_assert!(debt.left.iter().all(|row| row.due_date < today() || row.interest.is_zero()));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_done_costs_more_than_it_saves(
        (debts, extra, roll_over) in (prop::collection::vec(debt(), 0..6), 0_i64..=5_000_000, any::<bool>()),
    ) {
        let budget = Budget { extra: fen(extra), roll_over };
        let found = payoff(&debts, today(), budget, Currency::CNY).expect("BUG: small");
        let late: i64 = debts.iter().map(|debt| debt.late_fee.minor()).sum();
        let cost = minors(&debts, |row| row.interest) + minors(&debts, |row| row.fee) + late;
        prop_assert_eq!(found.contract.cost.minor(), cost);
        for outcome in [&found.contract, &found.snowball, &found.avalanche] {
            prop_assert_eq!(outcome.paid.minor(), outcome.principal.minor() + outcome.cost.minor());
        }
        check(&debts, &found.snowball, &found.contract)?;
        check(&debts, &found.avalanche, &found.contract)?;
        // No month takes more than what is put in, with what is freed, has come to by then.
        if !roll_over {
            let mut spent = 0;
            for step in &found.avalanche.steps {
                spent += step.amount.minor();
                let first = NaiveDate::from_ymd_opt(2026, 12, 1).expect("BUG: a literal date");
                let months = step.on.years_since(first).map_or(0, |years| i64::from(years) * 12)
                    + (i64::from(chrono::Datelike::month0(&step.on)) - 11).rem_euclid(12) + 1;
                prop_assert!(spent <= extra * months, "{} by {}", spent, step.on);
            }
        }
    }

    /// One plan alone: with more put in, it ends no later and costs no more.
    #[test]
    fn more_is_never_worse_for_one_plan(debt in debt(), extra in 0_i64..=1_000_000, more in 0_i64..=1_000_000) {
        let found = |extra| {
            let budget = Budget { extra: fen(extra), roll_over: false };
            payoff(std::slice::from_ref(&debt), today(), budget, Currency::CNY).expect("BUG: small").avalanche
        };
        let (less, more) = (found(extra), found(extra + more));
        // Roundings of single rows may differ by a minor unit each.
        let rows = i64::try_from(debt.rows.len()).expect("BUG: few");
        prop_assert!(more.cost.minor() <= less.cost.minor() + rows, "{:?} {:?}", more, less);
        prop_assert_eq!(totals(&debt.left, Currency::CNY).expect("BUG: small").principal, more.principal);
    }
}
