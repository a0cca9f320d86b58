//! From exact figures to whole units of money (domain.md §2).

use rust_decimal::{Decimal, RoundingStrategy};

/// How a figure between two units becomes one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// To the nearer, a half away from zero (四舍五入).
    HalfUp,
    /// To the nearer, a half to the even one.
    HalfEven,
    /// Toward zero.
    Down,
    /// Away from zero.
    Up,
}

impl Mode {
    fn strategy(self) -> RoundingStrategy {
        match self {
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::HalfEven => RoundingStrategy::MidpointNearestEven,
            Self::Down => RoundingStrategy::ToZero,
            Self::Up => RoundingStrategy::AwayFromZero,
        }
    }

    /// Rounds to a multiple of `unit`. `unit` must be positive; a figure too large to scale comes back as `None`.
    #[must_use]
    pub fn to_multiple(self, figure: Decimal, unit: i64) -> Option<Decimal> {
        let unit = Decimal::from(unit);
        figure.checked_div(unit)?.round_dp_with_strategy(0, self.strategy()).checked_mul(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mode_rounds_as_named() {
        let cases = [
            (Mode::HalfUp, ["3", "3", "-3", "2"]),
            (Mode::HalfEven, ["2", "3", "-2", "2"]),
            (Mode::Down, ["2", "2", "-2", "2"]),
            (Mode::Up, ["3", "3", "-3", "3"]),
        ];
        for (mode, wanted) in cases {
            for (figure, wanted) in ["2.5", "2.51", "-2.5", "2.49"].iter().zip(wanted) {
                let figure: Decimal = figure.parse().expect("BUG: a literal");
                assert_eq!(mode.to_multiple(figure, 1), wanted.parse().ok(), "{mode:?} of {figure}");
            }
        }
    }

    #[test]
    fn larger_units_round_whole_units() {
        assert_eq!(Mode::HalfUp.to_multiple(Decimal::from(16_650), 100), Some(Decimal::from(16_700)));
    }
}
