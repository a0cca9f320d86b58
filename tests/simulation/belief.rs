//! What a careful person would make of the clock: the same thresholds as the product's, written anew.

/// By which time to live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// The clock's. `back`: it was set back, so what was said in its future is still to come.
    Clock { now: i64, back: bool },
    /// The clock is wrong; this is what it should show.
    Kept(i64),
    /// Nobody knows.
    Unknown,
}

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A process that watches the clock. All in seconds.
pub(crate) struct Belief {
    /// When an earlier process saw it.
    before: Option<i64>,
    /// The wall clock and the time the machine was up, when they were believed last.
    last: Option<(i64, i64)>,
    /// How long the machine had been up when the clock was first found wrong.
    odd_since: Option<i64>,
}

impl Belief {
    pub(crate) fn new(before: Option<i64>) -> Self {
        Self { before, last: None, odd_since: None }
    }

    /// Whether it is being doubted.
    pub(crate) fn doubts(&self) -> bool {
        self.odd_since.is_some() || self.last.is_none()
    }

    pub(crate) fn look(&mut self, wall: i64, up: i64, confirmed: bool) -> Time {
        let back = if let Some((last_wall, last_up)) = self.last {
            let should_be = last_wall + (up - last_up);
            let off = wall - should_be;
            if off.abs() > HOUR && !confirmed {
                let since = *self.odd_since.get_or_insert(up);
                if up - since < HOUR / 4 || off.abs() > DAY {
                    return Time::Kept(should_be);
                }
            }
            off < -HOUR
        } else {
            let off = self.before.map_or(0, |before| wall - before);
            if !confirmed && !(-DAY..=400 * DAY).contains(&off) {
                return Time::Unknown;
            }
            off < -HOUR
        };
        self.last = Some((wall, up));
        self.odd_since = None;
        Time::Clock { now: wall, back }
    }
}
