use super::*;

fn flows(texts: &[&str]) -> Vec<Decimal> {
    texts.iter().map(|text| text.parse().expect("BUG: a literal")).collect()
}

fn close(found: Result<Decimal, NoRate>, wanted: f64, tolerance: f64) {
    let found = found.map(|rate| rate.to_f64().expect("BUG: small"));
    assert!(found.is_ok_and(|found| (found - wanted).abs() <= tolerance), "{found:?}, not {wanted}");
}

/// Twelve periods at 0.6 % on 5 000: 13.03 % by multiplication (domain.md §12).
#[test]
fn six_tenths_a_period_is_thirteen_percent_a_year() {
    let mut plan = vec![Decimal::new(-500_000, 2)];
    plan.extend([Decimal::new(44_666, 2); 11]);
    plan.push(Decimal::new(44_674, 2));
    close(irr_times_periods(&plan, 12), 13.03, 0.005);
}

#[test]
fn no_cost_is_exactly_zero() {
    assert_eq!(irr(&flows(&["-1200", "400", "400", "400"])), Ok(Decimal::ZERO));
    assert_eq!(irr(&flows(&["0", "1200", "0", "-400", "-400", "-400"])), Ok(Decimal::ZERO));
}

#[test]
fn what_has_no_rate_says_why() {
    assert_eq!(irr(&[]), Err(NoRate::NothingOwed));
    assert_eq!(irr(&flows(&["100", "200"])), Err(NoRate::NothingOwed));
    assert_eq!(irr(&flows(&["0", "0"])), Err(NoRate::NothingOwed));
    // −100, +230, −132 balance at 10 % and at 20 %.
    assert_eq!(irr(&flows(&["-100", "230", "-132"])), Err(NoRate::NotUnique));
    // −100, +220, −121 balance at 10 % twice over.
    assert_eq!(irr(&flows(&["-100", "220", "-121"])), Err(NoRate::NotUnique));
    assert_eq!(irr(&flows(&["-100", "100", "-100"])), Err(NoRate::OutOfRange), "no root at all");
    let day: NaiveDate = "2026-01-01".parse().expect("BUG: a literal");
    let same_day = [(day, Decimal::from(-5)), (day, Decimal::from(6))];
    assert_eq!(xirr(&same_day, 365), Err(NoRate::NoTime));
    assert_eq!(xirr(&[(day, Decimal::from(-5)), (day, Decimal::from(5))], 365), Err(NoRate::NoTime));
    let waves: Vec<Decimal> = (0..400).map(|k| Decimal::from(if k % 2 == 0 { 1 } else { -1 })).collect();
    assert_eq!(irr(&waves), Err(NoRate::TooManyTurns));
    assert_eq!(irr(&vec![Decimal::ONE; MAX_FLOWS + 1]), Err(NoRate::TooLarge));
}

/// Two turns, but only one of the two roots is a rate that anybody could mean.
#[test]
fn a_fee_before_the_loan_still_has_its_rate() {
    let mut plan = flows(&["-0.01", "1000"]);
    plan.extend([Decimal::from(-100); 12]);
    let rate = irr(&plan).expect("BUG: an ordinary loan").to_f64().expect("BUG: small");
    let worth: f64 =
        plan.iter().zip(0..).map(|(flow, k)| flow.to_f64().expect("BUG") / (1.0 + rate).powi(k)).sum();
    assert!(worth.abs() < 1e-9 && rate < 1.0, "{rate}");
}

#[test]
fn far_rates_are_found() {
    close(irr(&flows(&["-1", "10000"])), 9_999.0, 1e-6);
    close(irr(&flows(&["-100", "1"])), -0.99, 1e-12);
    close(irr(&flows(&["-1", "0.000000001"])), -0.999_999_999, 1e-15);
    assert_eq!(irr(&flows(&["-0.000000001", "1000000000000000"])), Err(NoRate::OutOfRange));
    // Six hundred periods at 1 000 % each.
    let mut plan = vec![Decimal::from(-1)];
    plan.extend([Decimal::TEN; 600]);
    close(irr(&plan), 10.0, 1e-9);
}

/// A rate found is a rate at which the flows balance, over many shapes.
#[test]
fn rates_balance_their_flows() {
    for periods in [1, 2, 12, 60, 600] {
        for payment in ["0.5", "1", "3.7", "101", "5000"] {
            let mut plan = flows(&["-1000"]);
            plan.extend(vec![payment.parse::<Decimal>().expect("BUG: a literal"); periods]);
            let Ok(rate) = irr(&plan) else { panic!("{periods} × {payment}") };
            let y = rate.to_f64().expect("BUG: small").ln_1p();
            let payment: f64 = payment.parse().expect("BUG: a literal");
            let worth: f64 =
                (1..=periods).map(|k| (-y * f64::from(u32::try_from(k).expect("BUG"))).exp() * payment).sum();
            assert!((worth / 1000.0 - 1.0).abs() < 1e-9, "{periods} × {payment}: {rate}");
        }
    }
}

#[test]
fn annuities_are_solved_for_rate_and_periods() {
    let number = |text: &str| text.parse::<Decimal>().expect("BUG: a literal");
    close(
        rate_of_annuity(60, number("-6000"), number("120000"), Decimal::ZERO, false),
        0.046_781_916_422,
        1e-10,
    );
    close(rate_of_annuity(24, number("-250"), number("5000"), Decimal::ZERO, true), 0.016_550_119_066, 1e-10);
    let periods = periods_needed(number("0.01"), number("-100"), number("-1000"), number("10000"), false);
    close(periods, 60.082_122_853_762, 1e-9);
    assert!(periods_needed(number("0.01"), number("-1"), number("1000"), Decimal::ZERO, false).is_err());
    assert_eq!(
        periods_needed(Decimal::ZERO, number("-5"), number("10"), number("10"), false),
        Ok(number("4"))
    );
    close(effective(number("0.10"), 4), 0.103_812_890_625, 1e-12);
    close(nominal(number("0.053543"), 4), 0.052_500_319_868_356, 1e-12);
    assert!(nominal(number("-1.5"), 4).is_err());
}

/// The bench's comparison once found an answer that was thrown back to half of its last step.
#[test]
fn the_last_step_is_kept() {
    let plan = flows(&["-4175.32", "727.61", "727.61", "727.61", "727.61", "727.61", "727.65"]);
    close(irr(&plan), 0.012_889_926_202_216_4, 1e-15);
}

/// 0.1 + 0.2 − 0.3 is nothing, also where f64 says otherwise.
#[test]
fn crumbs_of_a_sum_are_no_flow() {
    let date = |text: &str| text.parse::<NaiveDate>().expect("BUG: a literal");
    let (first, middle, last) = (date("2026-01-01"), date("2026-06-01"), date("2027-01-01"));
    let amounts = flows(&["-100", "0.1", "0.2", "-0.3", "110"]);
    let dated: Vec<_> = [first, middle, middle, middle, last].into_iter().zip(amounts).collect();
    close(xirr(&dated, 365), 0.1, 1e-12);
}

/// A charge a month before the money: its own root lies beyond all search, the loan's does not.
#[test]
fn an_early_charge_does_not_hide_the_loan() {
    let stream = |amount: i64, count, periods| Stream {
        amount: Decimal::from(amount),
        count,
        first: Moment { periods, per_year: 12, days: 0, year_days: 365 },
        step_periods: 1,
    };
    let rate = aprc(&[stream(5000, 1, 0)], &[stream(1, 1, -1), stream(460, 12, 1)]);
    close(rate, 20.401_992, 1e-6);
}

/// Advances after a payment have an APR under Regulation Z where one rate alone balances them.
#[test]
fn staged_advances_have_their_rate() {
    use crate::interval::{Unit, UnitPeriod};
    let date = |text: &str| text.parse::<NaiveDate>().expect("BUG: a literal");
    let month = UnitPeriod { unit: Unit::Month, multiple: 1, end_of_month: false };
    let advances = [(date("2012-01-12"), Decimal::from(10_000)), (date("2012-04-12"), Decimal::from(10_000))];
    let first = date("2012-02-12");
    let payments: Vec<_> = (0..48).map(|k| (first + chrono::Months::new(k), Decimal::from(470))).collect();
    close(apr(month, &advances, &payments), 6.443_186, 1e-6);
}

/// Spreadsheets know a rate of nothing where the payments just repay, though another rate would balance them too.
#[test]
fn an_annuity_without_cost_has_rate_zero() {
    let number = Decimal::from;
    let rate = rate_of_annuity(208, number(-700), number(137_600), number(8_000), false);
    assert_eq!(rate, Ok(Decimal::ZERO));
}

#[test]
fn savings_of_a_lifetime_lose_half_a_period() {
    // 1 a period goes out, k times, and one 1 comes back: the rate is where 1 = x + x² + … with x = 1/(1 + r) ≈ 2.
    for periods in [10, 100, 1_100, 10_000] {
        let mut flows = vec![Decimal::NEGATIVE_ONE; periods];
        flows.push(Decimal::ONE);
        let silent = [flows.clone(), vec![Decimal::ZERO; 5_000]].concat();
        for flows in [flows, silent] {
            let rate = irr(&flows).map(|rate| rate.round_dp(2));
            assert_eq!(rate, Ok(Decimal::new(-50, 2)), "{periods} periods");
        }
    }
}
