//! Even parts of a whole, and who carries what rounding leaves (domain.md §2).

use crate::rounding::{Mode, Ratio};
use crate::terms::Residual;

/// Splits `whole` (not negative) into `rows` parts, multiples of `unit` but for the one that carries the
/// difference. No part is negative: where rounding up would use the whole before the end, later parts are zero.
pub(crate) fn split(whole: i64, rows: usize, mode: Mode, unit: i64, residual: Residual) -> Option<Vec<i64>> {
    let even = Ratio::whole(whole).over(u32::try_from(rows).ok()?)?;
    let mut part = even.rounded(mode, unit)?;
    match residual {
        Residual::Last => {
            let mut left = whole;
            let take = |k: usize| {
                let taken = if k + 1 == rows { left } else { part.min(left) };
                left -= taken;
                taken
            };
            Some((0..rows).map(take).collect())
        }
        Residual::First => {
            let others = i64::try_from(rows).ok()? - 1;
            if part.checked_mul(others)? > whole {
                part = even.rounded(Mode::Down, unit)?;
            }
            let first = whole - part * others;
            Some((0..rows).map(|k| if k == 0 { first } else { part }).collect())
        }
    }
}
