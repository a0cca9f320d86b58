//! Whether the clock can be believed, decided purely. A clock that was set wrong must neither use up reminders that are
//! still to come nor hold back those that are due (a battery that died, a wrong year typed in).

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// A clock that is this far from where it should be is doubted while it is watched.
pub(super) const STEP: TimeDelta = TimeDelta::hours(1);
/// At the start, where nobody watched, this far behind what was seen last…
const BEHIND: TimeDelta = TimeDelta::days(1);
/// …or this far ahead of it.
const AHEAD: TimeDelta = TimeDelta::days(400);
/// A smaller step is believed after it has lasted this long: somebody has set the clock right.
const LASTING: Duration = Duration::from_secs(15 * 60);

/// What the clock said, and how long the machine had been up then, sleep counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What the clock said.
    pub wall: DateTime<Utc>,
    /// How long the machine had been up.
    pub uptime: Duration,
}

impl Seen {
    /// What the clock should say once the machine has been up for so long.
    fn expects(self, uptime: Duration) -> DateTime<Utc> {
        let passed = TimeDelta::from_std(uptime.saturating_sub(self.uptime)).unwrap_or(TimeDelta::MAX);
        self.wall.checked_add_signed(passed).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// What the clock says now, or what it should say where that is far from it.
    pub(crate) fn held_against(self, now: Self) -> DateTime<Utc> {
        let expected = self.expects(now.uptime);
        if (now.wall - expected).abs() <= STEP { now.wall } else { expected }
    }
}

/// By which time to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// By the clock. It was set back by so much that what was said in its future may have to be said again.
    Sound {
        /// By more than an hour.
        stepped_back: bool,
    },
    /// By this time, at which the clock should be.
    Doubtful(DateTime<Utc>),
    /// Not at all: it was seen at this time before the start.
    Unknown(DateTime<Utc>),
}

/// Watches the clock from look to look.
#[derive(Clone, Copy, Debug)]
pub struct Watch {
    state: State,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Nothing was looked at yet. Seen by an earlier process at this time.
    Start(Option<DateTime<Utc>>),
    /// Believed when it was looked at last.
    Sound(Seen),
    /// Believed at `then`; doubted since the machine had been up for `since`.
    Doubtful { then: Seen, since: Duration },
}

impl Watch {
    /// A clock that an earlier process saw at this time.
    #[must_use]
    pub fn new(seen: Option<DateTime<Utc>>) -> Self {
        Self { state: State::Start(seen) }
    }

    /// Looks at the clock. `confirmed`: the user says that it is right.
    pub fn look(&mut self, now: Seen, confirmed: bool) -> Verdict {
        let sound = |stepped_back| (State::Sound(now), Verdict::Sound { stepped_back });
        let (state, verdict) = match self.state {
            State::Start(Some(seen)) if !confirmed && !is_plausible(now.wall, seen) => {
                (self.state, Verdict::Unknown(seen))
            }
            State::Start(seen) => sound(seen.is_some_and(|seen| seen - now.wall > STEP)),
            State::Sound(then) => judge(then, now, now.uptime, confirmed),
            State::Doubtful { then, since } => judge(then, now, since, confirmed),
        };
        self.state = state;
        verdict
    }
}

/// Whether a clock may say this at the start, having been seen at that time before.
pub(crate) fn is_plausible(now: DateTime<Utc>, seen: DateTime<Utc>) -> bool {
    now >= seen - BEHIND && now <= seen + AHEAD
}

fn judge(then: Seen, now: Seen, since: Duration, confirmed: bool) -> (State, Verdict) {
    let expected = then.expects(now.uptime);
    let off = now.wall - expected;
    let lasted = now.uptime.saturating_sub(since) >= LASTING;
    if off.abs() <= STEP {
        (State::Sound(now), Verdict::Sound { stepped_back: false })
    } else if confirmed || (off.abs() <= BEHIND && lasted) {
        (State::Sound(now), Verdict::Sound { stepped_back: off < TimeDelta::zero() })
    } else {
        (State::Doubtful { then, since }, Verdict::Doubtful(expected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(wall: &str, minutes: u64) -> Seen {
        let wall: DateTime<Utc> = wall.parse().expect("BUG: a literal instant");
        Seen { wall, uptime: Duration::from_secs(minutes * 60) }
    }

    const SOUND: Verdict = Verdict::Sound { stepped_back: false };

    #[test]
    fn a_clock_that_runs_is_believed_also_after_a_sleep() {
        let mut watch = Watch::new(None);
        assert_eq!(watch.look(seen("2026-11-28T01:00:00Z", 0), false), SOUND);
        assert_eq!(
            watch.look(seen("2026-11-30T01:00:00Z", 2 * 24 * 60), false),
            SOUND,
            "uptime counts sleep"
        );
        assert_eq!(watch.look(seen("2026-11-30T01:59:00Z", 2 * 24 * 60), false), SOUND, "a small step");
    }

    #[test]
    fn a_step_is_doubted_and_the_time_kept_by_what_has_passed() {
        let mut watch = Watch::new(None);
        watch.look(seen("2026-11-28T01:00:00Z", 0), false);
        let expected = |text: &str| Verdict::Doubtful(text.parse().expect("BUG: a literal instant"));
        assert_eq!(watch.look(seen("2098-01-01T00:00:00Z", 10), false), expected("2026-11-28T01:10:00Z"));
        assert_eq!(watch.look(seen("1970-01-01T00:00:00Z", 60), false), expected("2026-11-28T02:00:00Z"));
        assert_eq!(watch.look(seen("2026-11-28T02:30:00Z", 90), false), SOUND, "it came back");
    }

    #[test]
    fn a_smaller_step_is_believed_when_it_lasts_and_a_large_one_when_it_is_confirmed() {
        let mut watch = Watch::new(None);
        watch.look(seen("2026-11-28T01:00:00Z", 0), false);
        assert!(matches!(watch.look(seen("2026-11-27T22:01:00Z", 1), false), Verdict::Doubtful(_)));
        assert!(matches!(watch.look(seen("2026-11-27T22:15:00Z", 15), false), Verdict::Doubtful(_)));
        let back = Verdict::Sound { stepped_back: true };
        assert_eq!(
            watch.look(seen("2026-11-27T22:16:00Z", 16), false),
            back,
            "a quarter of an hour after the step"
        );
        assert!(matches!(watch.look(seen("2027-11-27T22:17:00Z", 17), false), Verdict::Doubtful(_)));
        assert!(matches!(watch.look(seen("2027-11-27T23:17:00Z", 77), false), Verdict::Doubtful(_)));
        assert_eq!(watch.look(seen("2027-11-27T23:18:00Z", 78), true), SOUND);
    }

    #[test]
    fn at_the_start_it_is_compared_with_what_was_seen_last() {
        let last = Some("2026-11-28T01:00:00Z".parse().expect("BUG: a literal instant"));
        for (now, sound) in [
            ("2026-11-27T02:00:00Z", true),
            ("2026-11-27T00:59:00Z", false),
            ("2027-12-31T00:00:00Z", true),
            ("2028-01-03T00:00:00Z", false),
        ] {
            let verdict = Watch::new(last).look(seen(now, 0), false);
            assert_eq!(matches!(verdict, Verdict::Sound { .. }), sound, "{now}: {verdict:?}");
        }
        let mut watch = Watch::new(last);
        assert!(matches!(watch.look(seen("1970-01-01T00:00:00Z", 0), false), Verdict::Unknown(_)));
        assert_eq!(watch.look(seen("2026-11-28T09:00:00Z", 1), false), SOUND, "set right by the network");
    }
}
