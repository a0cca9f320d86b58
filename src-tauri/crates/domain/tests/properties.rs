//! Laws that every schedule and every rate keeps, over amounts, periods, rates, methods and dates drawn at random;
//! and every row equal to an oracle in exact fractions that shares no code with the kernel.
#![expect(clippy::float_arithmetic, reason = "solved rates are checked in the arithmetic that solved them")]

mod oracle;

use chrono::{Datelike, NaiveDate};
use fenqi_domain::date::{Anchor, DueDates, Frequency};
use fenqi_domain::rate::{irr, plan_rates};
use fenqi_domain::rounding::Mode;
use fenqi_domain::schedule::{Schedule, balances, schedule, totals};
use fenqi_domain::solve::{self, SolveError};
use fenqi_domain::terms::{Basis, DownPayment, Interest, Method, Residual, Rounding, Terms, TermsError};
use fenqi_domain::{Currency, Money};
use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Interest at 0 to 36 % a year, or its share, counted in every way.
fn interest(periods: u16) -> impl Strategy<Value = Interest> {
    let annual = (0_i64..=360_000).prop_map(|rate| Decimal::new(rate, 6));
    let basis = prop_oneof![
        Just(Basis::Fixed(365)),
        Just(Basis::Fixed(364)),
        Just(Basis::Fixed(360)),
        Just(Basis::ActualStart),
        Just(Basis::ActualEnd),
    ];
    let fraction = (0_u32..=400, 300_u32..=400);
    prop_oneof![
        (0_i64..=30_000).prop_map(|rate| Interest::Periodic(Decimal::new(rate, 6))),
        (0_i64..=1_000).prop_map(|rate| Interest::Daily(Decimal::new(rate, 6))),
        (annual.clone(), 1_u16..=24)
            .prop_map(|(annual, periods_per_year)| Interest::PeriodicAnnual { annual, periods_per_year }),
        (annual.clone(), basis).prop_map(|(annual, basis)| Interest::Actual { annual, basis }),
        (annual, prop::collection::vec(fraction, usize::from(periods)))
            .prop_map(|(annual, fractions)| Interest::Fractions { annual, fractions }),
    ]
}

fn method(periods: u16) -> impl Strategy<Value = Method> {
    let fee = || (0_i64..=360_000).prop_map(|rate| Decimal::new(rate, 6));
    let interest = || interest(periods);
    let level = interest().prop_map(|interest| Method::EqualInstalment { interest, instalment: None });
    let bullet = interest().prop_map(if periods == 1 { Method::Bullet } else { Method::InterestOnly });
    prop_oneof![
        3 => level,
        1 => interest().prop_map(Method::EqualPrincipal),
        1 => interest().prop_map(Method::InterestOnly),
        1 => interest().prop_map(Method::FlatInterest),
        1 => bullet,
        1 => fee().prop_map(Method::FlatPerPeriod),
        1 => fee().prop_map(Method::FeeSpread),
        1 => fee().prop_map(Method::FeeUpfront),
        1 => Just(Method::InterestFree),
    ]
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![Just(Mode::HalfUp), Just(Mode::HalfEven), Just(Mode::Down), Just(Mode::Up)]
}

prop_compose! {
    fn rounding()(
        modes in prop::array::uniform5(mode()),
        units in prop::array::uniform2(prop_oneof![4 => Just(1_i64), 1 => Just(10), 1 => Just(100)]),
        first in any::<bool>(),
    ) -> Rounding {
        let [interest, instalment, fee, fee_total, principal] = modes;
        let residual = if first { Residual::First } else { Residual::Last };
        let [instalment_unit, principal_unit] = units;
        Rounding { interest, instalment, instalment_unit, fee, fee_total, principal, principal_unit, residual }
    }
}

/// A plan's periods: usually few, sometimes many.
fn periods() -> impl Strategy<Value = u16> {
    prop_oneof![1_u16..=3, 1_u16..=36, 1_u16..=600]
}

/// Amounts from 0.01 to 10⁹, as many small as large.
fn minor() -> impl Strategy<Value = i64> {
    prop_oneof![1_i64..=1_000, 1_i64..=1_000_000, 1_i64..=100_000_000_000]
}

/// Terms, and the day of the month that their dates aim at.
fn terms() -> impl Strategy<Value = (Terms, Option<u32>)> {
    periods()
        .prop_flat_map(|periods| (Just(periods), method(periods)))
        .prop_flat_map(|(periods, method)| terms_of(periods, method))
}

prop_compose! {
    fn terms_of(periods: u16, method: Method)(
        minor in minor(),
        day in 0_u64..=20_000,
        wait in 0_u64..=60,
        every in 1_u16..=3,
        frequency in 0_u8..=3,
        anchor in prop::option::of(28_u8..=32),
        rounding in rounding(),
        down in prop::option::of(0_i64..=99),
        down_mode in mode(),
    ) -> (Terms, Option<u32>) {
        let start = NaiveDate::from_ymd_opt(1999, 12, 31).expect("BUG: a literal date") + chrono::Days::new(day);
        let mut first = start + chrono::Days::new(wait);
        let frequency = match frequency {
            0 => Frequency::Days(every * 15),
            1 => Frequency::Weeks(every),
            _ => Frequency::Months(every),
        };
        let anchor = anchor.filter(|_| matches!(frequency, Frequency::Months(_)));
        if let Some(anchor) = anchor {
            let last = first.num_days_in_month();
            first = first.with_day(u32::from(anchor.min(last))).expect("BUG: in its month");
        }
        let rule = anchor.map(|day| if day == 32 { Anchor::EndOfMonth } else { Anchor::Day(day) });
        let due = DueDates::new(first, frequency, rule).expect("BUG: on its anchor");
        let down = down.map(|percent| DownPayment::Share { share: Decimal::new(percent, 2), mode: down_mode, unit: 1 });
        let principal = Money::from_minor(minor, Currency::CNY);
        let terms = Terms::new(principal, down, method.clone(), periods, start.min(first), due, rounding);
        (terms.expect("BUG: within the limits"), anchor.map(u32::from))
    }
}

fn check(terms: &Terms, anchor: Option<u32>, made: &Schedule) -> Result<(), TestCaseError> {
    let currency = Currency::CNY;
    let sums = totals(&made.rows, currency).expect("BUG: small amounts");
    prop_assert_eq!(sums.principal, terms.principal(), "the principal is repaid to the fen");
    let last = balances(&made.rows, currency).expect("BUG: small amounts").pop();
    prop_assert_eq!(last, Some(Money::zero(currency)), "nothing is left");
    let rows: i64 = made.rows.iter().map(|row| row.total().expect("BUG: small amounts").minor()).sum();
    prop_assert_eq!(rows, sums.total.minor(), "totals are the sums of the rows");
    for row in &made.rows {
        let parts = [row.principal, row.interest, row.fee];
        prop_assert!(parts.iter().all(|part| part.minor() >= 0), "{:?}", row);
    }
    let instalments: Vec<_> = made.rows.iter().filter(|row| row.n > 0).collect();
    prop_assert_eq!(instalments.len(), usize::from(terms.periods()));
    prop_assert!(instalments.windows(2).all(|pair| pair[0].due_date < pair[1].due_date), "dates rise");
    prop_assert!(instalments.iter().zip(1..).all(|(row, n)| row.n == n), "rows are numbered");
    if let Frequency::Months(_) = terms.due().frequency() {
        let anchor = anchor.unwrap_or(terms.due().first().day());
        for row in instalments {
            let wanted = anchor.min(u32::from(row.due_date.num_days_in_month()));
            prop_assert_eq!(row.due_date.day(), wanted, "dates come from the anchor");
        }
    }
    Ok(())
}

/// All rows as the oracle has them.
fn check_against_the_oracle(
    terms: &Terms,
    anchor: Option<u32>,
    made: Option<&Schedule>,
) -> Result<(), TestCaseError> {
    let mut wanted = oracle::rows(terms, anchor);
    // A down payment of nothing is no row here.
    wanted.iter_mut().for_each(|rows| rows.retain(|row| row.n > 0 || row.principal > 0));
    prop_assert_eq!(made.is_some(), wanted.is_some(), "{:?}", terms);
    for (row, wanted) in made.iter().flat_map(|made| &made.rows).zip(wanted.iter().flatten()) {
        let found = (row.n, row.due_date, row.principal.minor(), row.interest.minor(), row.fee.minor());
        let wanted = (wanted.n, wanted.due_date, wanted.principal, wanted.interest, wanted.fee);
        prop_assert_eq!(found, wanted, "{:?}", terms);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_schedule_adds_up_and_equals_the_oracle((terms, anchor) in terms()) {
        match schedule(&terms) {
            Ok(made) => {
                check(&terms, anchor, &made)?;
                check_against_the_oracle(&terms, anchor, Some(&made))?;
            }
            // A share of almost nothing rounds to all of it: refused, never wrong.
            Err(error) => {
                prop_assert!(matches!(error, TermsError::DownPayment), "{:?}", error);
                check_against_the_oracle(&terms, anchor, None)?;
            }
        }
    }

    /// A contract's own figures: principal parts as it lists them, a level payment as it states it.
    #[test]
    fn given_figures_equal_the_oracle(
        (periods, interest) in (1_u16..=60).prop_flat_map(|periods| (Just(periods), interest(periods))),
        minor in minor(),
        cuts in prop::collection::vec(0_i64..=1_000, 60),
        away in -300_i64..=300,
        rounding in rounding(),
    ) {
        let day = NaiveDate::from_ymd_opt(2024, 1, 31).expect("BUG: a literal date");
        let due = DueDates::new(day, Frequency::MONTHLY, None).expect("BUG: its own anchor");
        let terms = |method: Method| {
            Terms::new(Money::from_minor(minor, Currency::CNY), None, method, periods, day, due, rounding)
                .expect("BUG: within the limits")
        };
        let weights = &cuts[..usize::from(periods)];
        let all = weights.iter().sum::<i64>().max(1);
        let mut parts: Vec<i64> =
            weights.iter().map(|weight| i64::try_from(i128::from(minor) * i128::from(*weight) / i128::from(all)).expect("BUG: less")).collect();
        let rest = minor - parts.iter().sum::<i64>();
        *parts.last_mut().expect("BUG: a period") += rest;
        let parts = parts.into_iter().map(|part| Money::from_minor(part, Currency::CNY)).collect();
        let listed = terms(Method::CustomPrincipal { interest: interest.clone(), parts });
        let made = schedule(&listed).ok();
        prop_assert!(made.is_some());
        check(&listed, None, made.as_ref().expect("BUG: just seen"))?;
        check_against_the_oracle(&listed, None, made.as_ref())?;

        let computed = schedule(&terms(Method::EqualInstalment { interest: interest.clone(), instalment: None }));
        let level = computed.ok().and_then(|made| made.instalment).map_or(0, Money::minor) + away;
        let instalment = Some(Money::from_minor(level.max(1), Currency::CNY));
        let stated = terms(Method::EqualInstalment { interest, instalment });
        check_against_the_oracle(&stated, None, schedule(&stated).ok().as_ref())?;
    }

    /// A level payment on the very edge between two fen: P·(1 + a/m) is k + ½, which no number of digits decides.
    #[test]
    fn ties_are_decided_as_the_oracle_decides(
        numerator in 1_i64..=300, per_year in 1_u16..=24, k in 0_i64..=1_000_000, rounding in rounding(),
    ) {
        let annual = Decimal::new(numerator, 3);
        let whole = 1_000 * i64::from(per_year);
        // Twice the payment is odd: 2·P·(whole + numerator) = (2k + 1)·whole has solutions only where it divides.
        let day = NaiveDate::from_ymd_opt(2026, 1, 31).expect("BUG: a literal date");
        let due = DueDates::new(day, Frequency::MONTHLY, None).expect("BUG: its own anchor");
        let interest = Interest::PeriodicAnnual { annual, periods_per_year: per_year };
        let method = Method::EqualInstalment { interest, instalment: None };
        for minor in [whole / 2 * (2 * k + 1), (2 * k + 1) * whole.max(1), k + 1] {
            let principal = Money::from_minor(minor.clamp(1, 100_000_000_000), Currency::CNY);
            let terms = Terms::new(principal, None, method.clone(), 1, day, due, rounding).expect("BUG: in range");
            check_against_the_oracle(&terms, None, schedule(&terms).ok().as_ref())?;
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

    /// rate → payments → rate, without rounding between them: to 1e-8.
    #[test]
    fn rates_come_back_from_their_payments(
        steps in 0_i64..=360_000, periods in 1_u16..=600, principal in 1_i64..=1_000_000_000,
    ) {
        let rate = Decimal::new(steps, 6) / Decimal::from(12);
        let annuity = fenqi_domain::tvm::Annuity::new(rate, periods.into(), false).expect("BUG: in range");
        let payment = annuity.payment(-Decimal::from(principal), Decimal::ZERO).expect("BUG: small");
        let mut flows = vec![-Decimal::from(principal)];
        flows.extend(vec![payment; usize::from(periods)]);
        let found = irr(&flows).expect("BUG: an ordinary loan");
        prop_assert!((found - rate).abs() <= Decimal::new(1, 8), "{} for {}", found, rate);
    }

    /// schedule → rate → schedule: at the rate that was solved from rounded rows, the rows are worth what was lent.
    #[test]
    fn solved_rates_balance_the_rows((terms, _) in terms()) {
        let Ok(made) = schedule(&terms) else { return Ok(()) };
        let Ok(found) = plan_rates(&made.rows, &terms).xirr_percent else { return Ok(()) };
        // What prints with six decimals of a per cent is checked as far as six decimals go.
        if found.abs() > Decimal::ONE_THOUSAND {
            return Ok(());
        }
        let growth = (found / Decimal::ONE_HUNDRED).to_f64().expect("BUG: small").ln_1p();
        let (mut worth, mut moment, mut lent) = (0.0, 0.0, 0.0);
        for row in &made.rows {
            let total = row.total().expect("BUG: small").minor().to_f64().expect("BUG: small");
            lent += row.principal.minor().to_f64().expect("BUG: small");
            let days = (row.due_date - terms.start()).num_days().to_f64().expect("BUG: small");
            let present = total * (-growth * days / 365.0).exp();
            worth += present;
            moment += present * days / 365.0;
        }
        let room = moment / (1.0 + found.to_f64().expect("BUG: small") / 100.0) * 1e-8 + lent * 1e-9;
        prop_assert!((worth - lent).abs() <= room, "{} of {} at {}: {:?}", worth, lent, found, terms);
    }

    /// The missing one, put back, asks for the payment that was wanted.
    #[test]
    fn what_is_solved_asks_for_the_payment((terms, _) in terms()) {
        // Six hundred periods are solved like sixty, only slower.
        let wanted = solve::payment(&terms).ok().filter(|wanted| wanted.is_positive());
        let Some(wanted) = wanted.filter(|_| terms.periods() <= 60) else { return Ok(()) };
        match solve::principal(&terms, wanted) {
            Ok(principal) => {
                let again = solve::payment(&terms.with_principal(principal).expect("BUG: in range"));
                prop_assert!(again.is_ok_and(|again| again.minor() <= wanted.minor()));
                // A rounded share of a small amount may jump; else nothing larger asks for as little.
                prop_assert!(principal.minor() >= terms.principal().minor() || terms.down_payment().is_some());
            }
            // Of an instalment that rounds to the same for every amount there is no largest.
            Err(error) => prop_assert!(matches!(error, SolveError::NoSuchPayment(_)), "{:?} {:?}", error, terms),
        }
        match solve::periods(&terms, wanted) {
            Ok(periods) => {
                let at = |periods| solve::payment(&terms.with_periods(periods).expect("BUG: in range"));
                prop_assert!(at(periods).is_ok_and(|payment| payment.minor() <= wanted.minor()), "{:?}", terms);
            }
            Err(SolveError::NotAsked) => {}
            Err(error) => {
                let listed = matches!(error, SolveError::Terms(TermsError::Fractions));
                prop_assert!(listed || matches!(error, SolveError::NoSuchPayment(_)), "{:?} {:?}", error, terms);
            }
        }
        match solve::rate(&terms, wanted) {
            Ok(rate) => prop_assert_eq!(payment_at(&terms, rate), Some(wanted), "{} {:?}", rate, terms),
            Err(SolveError::NotAsked) => {}
            Err(error) => prop_assert!(false, "{:?} {:?}", error, terms),
        }
    }
}

fn payment_at(terms: &Terms, rate: Decimal) -> Option<Money> {
    let method = terms.method().at_rate(rate)?;
    solve::payment(&terms.with_method(method).ok()?).ok()
}
