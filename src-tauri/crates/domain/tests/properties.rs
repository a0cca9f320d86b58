//! Laws that every schedule keeps, over amounts, periods, rates, methods and dates drawn at random.

use chrono::{Datelike, NaiveDate};
use fenqi_domain::date::{DueDates, Frequency};
use fenqi_domain::rounding::Mode;
use fenqi_domain::schedule::{Schedule, balances, schedule, totals};
use fenqi_domain::terms::{Basis, DownPayment, Interest, Method, Residual, Rounding, Terms, TermsError};
use fenqi_domain::{Currency, Money};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn interest() -> impl Strategy<Value = Interest> {
    // 0 to 36 % a year, or its share.
    let annual = (0_i64..=360_000).prop_map(|rate| Decimal::new(rate, 6));
    prop_oneof![
        (0_i64..=30_000).prop_map(|rate| Interest::Periodic(Decimal::new(rate, 6))),
        (0_i64..=1_000).prop_map(|rate| Interest::Daily(Decimal::new(rate, 6))),
        annual.clone().prop_map(|annual| Interest::PeriodicAnnual { annual, periods_per_year: 12 }),
        annual.clone().prop_map(|annual| Interest::Actual { annual, basis: Basis::Fixed(365) }),
        annual.prop_map(|annual| Interest::Actual { annual, basis: Basis::ActualStart }),
    ]
}

fn method() -> impl Strategy<Value = Method> {
    let fee = || (0_i64..=50_000).prop_map(|rate| Decimal::new(rate, 6));
    prop_oneof![
        interest().prop_map(|interest| Method::EqualInstalment { interest, instalment: None }),
        interest().prop_map(Method::EqualPrincipal),
        interest().prop_map(Method::InterestOnly),
        interest().prop_map(Method::FlatInterest),
        fee().prop_map(Method::FlatPerPeriod),
        fee().prop_map(Method::FeeSpread),
        fee().prop_map(Method::FeeUpfront),
        Just(Method::InterestFree),
    ]
}

prop_compose! {
    fn terms()(
        minor in 1_i64..=100_000_000_000,
        periods in 1_u16..=600,
        method in method(),
        day in 0_u64..=20_000,
        wait in 0_u64..=60,
        every in 1_u16..=3,
        weekly in any::<bool>(),
        first in any::<bool>(),
        half_up in any::<bool>(),
        down in prop::option::of(0_i64..=99),
    ) -> Terms {
        let start = NaiveDate::from_ymd_opt(1999, 12, 31).expect("BUG: a literal date") + chrono::Days::new(day);
        let frequency = if weekly { Frequency::Weeks(every) } else { Frequency::Months(every) };
        let due = DueDates::new(start + chrono::Days::new(wait), frequency, None).expect("BUG: its own anchor");
        let residual = if first { Residual::First } else { Residual::Last };
        let mode = if half_up { Mode::HalfUp } else { Mode::Down };
        let rounding = Rounding { residual, principal: mode, ..Rounding::usual(&method) };
        let down = down.map(|percent| DownPayment::Share { share: Decimal::new(percent, 2), mode: Mode::HalfUp, unit: 1 });
        let principal = Money::from_minor(minor, Currency::CNY);
        Terms::new(principal, down, method, periods, start, due, rounding).expect("BUG: within the limits")
    }
}

fn check(terms: &Terms, made: &Schedule) -> Result<(), TestCaseError> {
    let currency = Currency::CNY;
    let sums = totals(&made.rows, currency).expect("BUG: small amounts");
    prop_assert_eq!(sums.principal, terms.principal(), "the principal is repaid to the fen");
    let last = balances(&made.rows, currency).expect("BUG: small amounts").pop();
    prop_assert_eq!(last, Some(Money::zero(currency)), "nothing is left");
    let rows: i64 = made.rows.iter().map(|row| row.total().expect("BUG: small amounts").minor()).sum();
    prop_assert_eq!(rows, sums.total.minor(), "totals are the sums of the rows");
    for row in &made.rows {
        prop_assert!(
            row.principal.minor() >= 0 && row.interest.minor() >= 0 && row.fee.minor() >= 0,
            "{:?}",
            row
        );
    }
    let instalments: Vec<_> = made.rows.iter().filter(|row| row.n > 0).collect();
    prop_assert_eq!(instalments.len(), usize::from(terms.periods()));
    prop_assert!(instalments.windows(2).all(|pair| pair[0].due_date < pair[1].due_date), "dates rise");
    prop_assert!(instalments.iter().zip(1..).all(|(row, n)| row.n == n), "rows are numbered");
    if let Frequency::Months(_) = terms.due().frequency() {
        let anchor = terms.due().first().day();
        for row in instalments {
            let wanted = anchor.min(u32::from(row.due_date.num_days_in_month()));
            prop_assert_eq!(row.due_date.day(), wanted, "dates come from the anchor");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn every_schedule_adds_up(terms in terms()) {
        match schedule(&terms) {
            Ok(made) => check(&terms, &made)?,
            // A share of almost nothing rounds to all of it: refused, never wrong.
            Err(error) => prop_assert_eq!(error, TermsError::DownPayment),
        }
    }

    /// A fee of nothing and interest of nothing make the interest-free schedule.
    #[test]
    fn without_cost_all_methods_that_split_evenly_agree(minor in 1_i64..=1_000_000, periods in 1_u16..=60) {
        let day = NaiveDate::from_ymd_opt(2026, 1, 31).expect("BUG: a literal date");
        let due = DueDates::new(day, Frequency::MONTHLY, None).expect("BUG: its own anchor");
        let rows = |method: Method| {
            let rounding = Rounding::usual(&Method::InterestFree);
            let terms = Terms::new(Money::from_minor(minor, Currency::CNY), None, method, periods, day, due, rounding);
            schedule(&terms.expect("BUG: within the limits")).expect("BUG: no down payment").rows
        };
        let free = rows(Method::InterestFree);
        prop_assert_eq!(&rows(Method::FlatPerPeriod(Decimal::ZERO)), &free);
        prop_assert_eq!(&rows(Method::FeeSpread(Decimal::ZERO)), &free);
        prop_assert_eq!(&rows(Method::EqualPrincipal(Interest::Daily(Decimal::ZERO))), &free);
    }
}
