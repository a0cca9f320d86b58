//! Laws of what happens to a plan: nothing is lost, nothing is invented, no row goes below zero.

mod drawn;

use chrono::NaiveDate;
use fenqi_domain::Currency;
use fenqi_domain::date::{DueDates, Frequency};
use fenqi_domain::prepayment::{PrepaymentError, PrepaymentPolicy, prepay};
use fenqi_domain::refund::{RefundOrder, refund};
use fenqi_domain::repayment::{Components, Overpayment, USUAL_ORDER, allocate, row_order, split};
use fenqi_domain::rounding::{Mode, Ratio};
use fenqi_domain::schedule::{schedule, totals};
use fenqi_domain::settlement::{RunningPeriod, SettlementPolicy, quote};
use fenqi_domain::terms::{Method, Rounding, Terms};
use proptest::prelude::*;

use crate::drawn::{fen, method};

prop_compose! {
    /// Terms, and how many of their periods are paid.
    fn underway()(
        minor in 1_i64..=1_000_000_000, periods in 1_u16..=60, method in method(), wait in 0_u64..=40,
    )(
        paid in 0..periods, minor in Just(minor), periods in Just(periods), method in Just(method), wait in Just(wait),
    ) -> (Terms, u16) {
        let start = NaiveDate::from_ymd_opt(2026, 1, 31).expect("BUG: a literal date");
        let due = DueDates::new(start + chrono::Days::new(wait), Frequency::MONTHLY, None).expect("BUG: its own anchor");
        let rounding = Rounding::usual(&method);
        let terms = Terms::new(fen(minor), None, method, periods, start, due, rounding).expect("BUG: in range");
        (terms, paid)
    }
}

fn order() -> impl Strategy<Value = RefundOrder> {
    prop_oneof![Just(RefundOrder::LastFirst), Just(RefundOrder::NextFirst), Just(RefundOrder::ProRata)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_refund_takes_what_it_gives(((terms, paid), order, share) in (underway(), order(), 1_i64..=1_000)) {
        let unpaid: Vec<_> =
            schedule(&terms).expect("BUG: a plan").rows.into_iter().filter(|row| row.n > paid).collect();
        let before = totals(&unpaid, Currency::CNY).expect("BUG: small");
        let amount = fen((terms.principal().minor() * share / 1_000).max(1));
        let found = refund(&terms, paid, amount, order).expect("BUG: in range");
        let after = totals(&found.rows, Currency::CNY).expect("BUG: small");
        let taken = before.principal.minor() - after.principal.minor();
        prop_assert_eq!(taken + found.to_payer.minor(), amount.minor(), "nothing is lost");
        prop_assert!(found.to_payer.is_zero() || after.principal.is_zero(), "rows come first");
        prop_assert_eq!(before.fee.minor() - after.fee.minor(), found.fee_reduction.minor());
        prop_assert_eq!(before.interest.minor() - after.interest.minor(), found.interest_reduction.minor());
        prop_assert!(found.fee_reduction.minor() >= 0 && found.interest_reduction.minor() >= 0);
        for (row, old) in found.rows.iter().zip(&unpaid) {
            let parts = [(row.principal, old.principal), (row.interest, old.interest), (row.fee, old.fee)];
            prop_assert!(parts.iter().all(|(new, old)| (0..=old.minor()).contains(&new.minor())), "{:?}", row);
        }
    }

    #[test]
    fn a_prepayment_repays_and_saves(((terms, paid), share, shorten) in (underway(), 1_i64..=1_000, any::<bool>())) {
        let unpaid: Vec<_> =
            schedule(&terms).expect("BUG: a plan").rows.into_iter().filter(|row| row.n > paid).collect();
        let before = totals(&unpaid, Currency::CNY).expect("BUG: small");
        prop_assume!(before.principal.is_positive());
        let extra = fen((before.principal.minor() * share / 1_000).max(1));
        let policy = if shorten { PrepaymentPolicy::ShortenTerm } else { PrepaymentPolicy::LowerInstalment };
        match prepay(&terms, paid, extra, policy) {
            Ok(found) => {
                let after = totals(&found.rows, Currency::CNY).expect("BUG: small");
                prop_assert_eq!(after.principal.minor() + extra.minor(), before.principal.minor());
                prop_assert_eq!(before.interest.minor() - after.interest.minor(), found.interest_saved.minor());
                prop_assert!(found.rows.iter().all(|row| row.principal.minor() >= 0 && row.interest.minor() >= 0));
                prop_assert!(found.rows.len() <= unpaid.len());
                prop_assert!(found.rows.iter().zip(&unpaid).all(|(row, old)| (row.n, row.due_date) == (old.n, old.due_date)));
            }
            Err(error) => {
                prop_assert_eq!(error, PrepaymentError::SavesNothing);
                let saves = matches!(
                    terms.method(),
                    Method::EqualInstalment { .. } | Method::EqualPrincipal(_) | Method::InterestOnly(_)
                );
                prop_assert!(!saves, "{:?}", terms);
            }
        }
    }

    #[test]
    fn a_quote_adds_up(((terms, paid), days, rate, which) in (underway(), 0_u64..=90, 0_i128..=100, 0_u8..=5)) {
        let unpaid: Vec<_> =
            schedule(&terms).expect("BUG: a plan").rows.into_iter().filter(|row| row.n > paid).collect();
        let before = totals(&unpaid, Currency::CNY).expect("BUG: small");
        let running = RunningPeriod::of(&terms, paid).expect("BUG: a period is left");
        let rate = Ratio::new(rate, 10_000).expect("BUG: positive");
        let policy = match which {
            0 => SettlementPolicy::PrincipalOnly,
            1 => SettlementPolicy::AccruedDays(rate),
            2 => SettlementPolicy::AccruedInPeriod,
            3 => SettlementPolicy::WholeCurrentPeriod,
            4 => SettlementPolicy::AllRemaining,
            _ => SettlementPolicy::Penalty { rate, daily_rate: None, minimum: Some(fen(500)), cap: None },
        };
        let on = running.start + chrono::Days::new(days);
        let found = quote(&unpaid, running, on, policy, Mode::HalfUp).expect("BUG: small");
        let charged = found.interest.minor() + found.fee.minor() + found.penalty.minor();
        prop_assert_eq!(found.payoff.minor(), found.principal.minor() + charged);
        prop_assert_eq!(found.principal, before.principal);
        prop_assert_eq!(found.saved.minor() + charged, before.interest.minor() + before.fee.minor());
        prop_assert!([found.interest, found.fee, found.penalty].iter().all(|part| part.minor() >= 0));
    }

    #[test]
    fn payments_are_never_lost(
        amount in 0_i64..=5_000,
        rows in prop::collection::vec((0_u64..=400, 0_i64..=50, 0_i64..=50, 0_i64..=50, 0_i64..=500), 0..12),
        on in 0_u64..=400,
        rule in 0_u8..=2,
    ) {
        let epoch = NaiveDate::from_ymd_opt(2026, 1, 1).expect("BUG: a literal date");
        let dates: Vec<_> = rows.iter().map(|row| epoch + chrono::Days::new(row.0)).collect();
        let owed: Vec<_> = rows
            .iter()
            .map(|row| Components { late_fee: fen(row.1), fee: fen(row.2), interest: fen(row.3), principal: fen(row.4) })
            .collect();
        let overpayment = [Overpayment::Credit, Overpayment::NextRows, Overpayment::LastRows][usize::from(rule)];
        let places = row_order(&dates, epoch + chrono::Days::new(on), overpayment);
        let totals: Vec<_> = places.iter().map(|place| owed[*place].total().expect("BUG: small")).collect();
        let given = allocate(fen(amount), &totals).expect("BUG: one currency");
        let paid: i64 = given.parts.iter().map(|(_, part)| part.minor()).sum();
        prop_assert_eq!(paid + given.excess.minor(), amount);
        prop_assert!(given.excess.is_zero() || paid == totals.iter().map(|total| total.minor()).sum::<i64>());
        for (at, part) in given.parts {
            let of = owed[places[at]];
            let got = split(part, of, &USUAL_ORDER).expect("BUG: one currency");
            prop_assert_eq!(got.total(), Ok(part));
            let pairs = [(got.late_fee, of.late_fee), (got.fee, of.fee), (got.interest, of.interest), (got.principal, of.principal)];
            prop_assert!(pairs.iter().all(|(got, of)| (0..=of.minor()).contains(&got.minor())));
        }
    }
}
