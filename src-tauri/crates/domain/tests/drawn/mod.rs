//! What the tests of laws draw at random.

use fenqi_domain::terms::{Interest, Method};
use fenqi_domain::{Currency, Money};
use proptest::prelude::*;
use rust_decimal::Decimal;

pub(crate) fn fen(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

/// Every method that fits any number of periods, at up to 3 % a period; level payments most often.
pub(crate) fn method() -> impl Strategy<Value = Method> {
    let rate = || (0_i64..=30_000).prop_map(|rate| Decimal::new(rate, 6));
    let interest = || {
        prop_oneof![
            rate().prop_map(Interest::Periodic),
            (0_i64..=1_000).prop_map(|rate| Interest::Daily(Decimal::new(rate, 6))),
        ]
    };
    prop_oneof![
        3 => interest().prop_map(|interest| Method::EqualInstalment { interest, instalment: None }),
        1 => interest().prop_map(Method::EqualPrincipal),
        1 => interest().prop_map(Method::InterestOnly),
        1 => interest().prop_map(Method::FlatInterest),
        1 => rate().prop_map(Method::FlatPerPeriod),
        1 => rate().prop_map(Method::FeeSpread),
        1 => rate().prop_map(Method::FeeUpfront),
        1 => Just(Method::InterestFree),
    ]
}
