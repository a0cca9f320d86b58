//! The app lock: when the window is locked, what opens it, and what is told meanwhile. It keeps people from a window
//! that is open; it encrypts nothing. The passcode lies in the data folder, beside the file: copies of the file go to
//! sticks and clouds, and four characters are soon guessed from their hash.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;
use crate::contract::{AppError, ErrorCode, Field, LockAfter, LockState, Topic};
use crate::passcode::{self, Kept, wait_after};
use crate::{Notice, Passphrase, Result};

/// An instant by both clocks: what passed since is told by the one that nobody can set, where there is one.
#[derive(Clone, Copy)]
struct Moment {
    wall: DateTime<Utc>,
    uptime: Option<Duration>,
}

impl Moment {
    fn passed_until(self, now: Self) -> TimeDelta {
        match self.uptime.zip(now.uptime) {
            Some((then, now)) => TimeDelta::from_std(now.saturating_sub(then)).unwrap_or(TimeDelta::MAX),
            None => (now.wall - self.wall).max(TimeDelta::zero()),
        }
    }
}

/// What this process knows of the lock.
#[derive(Default)]
pub(crate) struct AppLock {
    state: Mutex<State>,
    /// Held for a try: of many at once, each is counted.
    trying: Mutex<()>,
}

#[derive(Default)]
struct State {
    /// There is a passcode, and this is chosen with it.
    after: Option<LockAfter>,
    locked: bool,
    /// When the window was used last.
    used: Option<Moment>,
    /// The last wrong try, and how many there were.
    tried: Option<Moment>,
    wrong: u32,
}

impl AppLock {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// To be called by the desktop when it starts: with a passcode, it starts locked. A passcode that cannot be read
    /// locks, too.
    pub fn lock_at_start(&self) {
        let kept = self.kept_passcode();
        let mut state = self.lock.state();
        match kept {
            Ok(None) => {}
            Ok(Some(kept)) => {
                let tried = kept.tried_at.map(|wall| Moment { wall, uptime: None });
                // A clock that was set back would make the wait longer than it ever is.
                let tried = tried.map(|tried| if tried.wall > self.now() { self.moment() } else { tried });
                *state =
                    State { after: Some(kept.after), locked: true, used: None, tried, wrong: kept.wrong };
            }
            Err(_) => *state = State { after: Some(LockAfter::default()), locked: true, ..State::default() },
        }
    }

    /// Whether nothing may be shown. Locks where nobody has used the window for as long as was chosen.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        let state = self.lock.state();
        let (locked, is_due) = (state.locked, self.left(&state) == Some(Duration::ZERO));
        drop(state);
        locked || (is_due && self.lock_anew())
    }

    /// How long it is until the window locks, if nobody uses it.
    #[must_use]
    pub fn locks_in(&self) -> Option<Duration> {
        self.left(&self.lock.state())
    }

    fn left(&self, state: &State) -> Option<Duration> {
        let minutes = state.after.and_then(LockAfter::minutes).filter(|_| !state.locked)?;
        let passed = state.used?.passed_until(self.moment());
        Some((TimeDelta::minutes(minutes.into()) - passed).to_std().unwrap_or(Duration::ZERO))
    }

    /// Somebody uses the window.
    pub fn lock_used(&self) {
        // Who comes too late does not open it.
        if !self.is_locked() {
            self.lock.state().used = Some(self.moment());
        }
    }

    /// The window was closed or hidden.
    pub fn lock_closed(&self) {
        let state = self.lock.state();
        let locks = state.after == Some(LockAfter::Close) && !state.locked;
        drop(state);
        if locks {
            self.lock_anew();
        }
    }

    /// Locks the window.
    ///
    /// # Errors
    /// `lock_unset` where there is no passcode.
    pub fn lock_now(&self) -> Result<()> {
        if self.known_lock().is_some() && (self.is_locked() || self.lock_anew()) {
            return Ok(());
        }
        Err(AppError::new(ErrorCode::LockUnset))
    }

    /// Locks, unless the passcode was removed by other hands. Answers whether it is locked now.
    fn lock_anew(&self) -> bool {
        if matches!(self.kept_passcode(), Ok(None)) {
            self.forget_lock();
            return false;
        }
        self.lock.state().locked = true;
        self.announce(vec![Topic::Settings]);
        true
    }

    fn forget_lock(&self) {
        *self.lock.state() = State::default();
        self.announce(vec![Topic::Settings]);
    }

    /// What the lock screen needs. A passcode that was removed by other hands locks no more.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn lock_state(&self) -> Result<LockState> {
        let kept = self.kept_passcode();
        if self.is_locked() && matches!(kept, Ok(None)) {
            self.forget_lock();
        }
        let settings = self.settings_unless_damaged()?;
        Ok(LockState {
            locked: self.is_locked(),
            refusal: kept.and_then(|_| self.assert_no_wait()).err(),
            language: settings.language.unwrap_or(self.system_language),
            theme: settings.theme,
        })
    }

    /// Opens the window.
    ///
    /// # Errors
    /// `passcode_wrong`; `lock_wait` after too many wrong tries; `lock_damaged`.
    pub fn unlock(&self, passcode: &Passphrase) -> Result<()> {
        self.assert_passcode(passcode)?;
        let mut state = self.lock.state();
        state.locked = false;
        state.used = Some(self.moment());
        drop(state);
        self.announce(vec![Topic::Settings]);
        Ok(())
    }

    /// Chooses a passcode; where there is one, in its place.
    ///
    /// # Errors
    /// `passcode_short`, `passcode_differs`; as [`App::unlock`] for the current one; `storage_full`, `write_failed`.
    pub fn passcode_set(
        &self,
        current: Option<&Passphrase>,
        passcode: &Passphrase,
        again: &Passphrase,
    ) -> Result<()> {
        passcode::assert_new(passcode, again)?;
        let before = self.kept_passcode()?;
        match (&before, current) {
            (Some(_), Some(current)) => self.assert_passcode(current)?,
            (Some(_), None) => return Err(AppError::new(ErrorCode::PasscodeWrong).at(Field::Passcode)),
            (None, _) => {}
        }
        let after = before.map_or_else(LockAfter::default, |kept| kept.after);
        self.keep_passcode(Some(&Kept::new(passcode, after)?))?;
        let used = Some(self.moment());
        let mut state = self.lock.state();
        // It may have been locked while the passcode was worked on.
        *state = State { after: Some(after), locked: state.locked, used, ..State::default() };
        drop(state);
        self.announce(vec![Topic::Settings]);
        Ok(())
    }

    /// Switches the lock off, for who knows the passcode.
    ///
    /// # Errors
    /// As [`App::unlock`]; `write_failed`.
    pub fn lock_off(&self, passcode: &Passphrase) -> Result<()> {
        self.assert_passcode(passcode)?;
        self.lock_remove()
    }

    /// Switches the lock off, for who may read the data folder: there everything lies open anyway, and a forgotten
    /// passcode must cost nothing.
    ///
    /// # Errors
    /// `write_failed`.
    pub fn lock_remove(&self) -> Result<()> {
        self.keep_passcode(None)?;
        self.forget_lock();
        Ok(())
    }

    /// What is chosen with the passcode, if there is one.
    ///
    /// # Errors
    /// `lock_damaged`.
    pub fn lock_after(&self) -> Result<Option<LockAfter>> {
        Ok(self.kept_passcode()?.map(|kept| kept.after))
    }

    /// Chooses when to lock.
    ///
    /// # Errors
    /// `lock_unset`, `lock_damaged`, `storage_full`, `write_failed`.
    pub fn lock_after_set(&self, after: LockAfter) -> Result<()> {
        let _one = self.lock.trying.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = self.kept_passcode()?.ok_or_else(|| AppError::new(ErrorCode::LockUnset))?;
        kept.after = after;
        self.keep_passcode(Some(&kept))?;
        let mut state = self.lock.state();
        state.after = Some(after);
        state.used = Some(self.moment());
        drop(state);
        self.announce(vec![Topic::Settings]);
        Ok(())
    }

    /// Title and body of a notice that names nothing.
    #[must_use]
    pub fn said_while_locked(&self, notice: &Notice) -> (String, String) {
        let (words, count) = (self.words(), notice.parts().len().to_string());
        (words.say("notice-locked-title", &[("count", &count)]), words.say("notice-locked-body", &[]))
    }

    /// What is chosen with the passcode, as far as this process knows.
    pub(crate) fn known_lock(&self) -> Option<LockAfter> {
        self.lock.state().after
    }

    /// Refuses a wrong passcode, and any while it is too early for another. Where there is none any more, all are right.
    fn assert_passcode(&self, passcode: &Passphrase) -> Result<()> {
        let _one = self.lock.trying.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(mut kept) = self.kept_passcode()? else {
            self.forget_lock();
            return Ok(());
        };
        self.assert_no_wait()?;
        let now = self.moment();
        // Counted before it is compared: a process that is killed meanwhile has tried.
        let wrong = self.lock.state().wrong.max(kept.wrong).saturating_add(1);
        self.count(&mut kept, wrong, Some(now));
        if !kept.is(passcode)? {
            self.assert_no_wait()?;
            return Err(AppError::new(ErrorCode::PasscodeWrong).at(Field::Passcode));
        }
        // Other hands may have removed it meanwhile: it does not come back.
        if self.kept_passcode()?.is_some() {
            self.count(&mut kept, 0, None);
        }
        Ok(())
    }

    /// Notes wrong tries. A full disk keeps nobody out: then they are known to this process alone.
    fn count(&self, kept: &mut Kept, wrong: u32, tried: Option<Moment>) {
        let mut state = self.lock.state();
        (state.wrong, state.tried) = (wrong, tried);
        drop(state);
        (kept.wrong, kept.tried_at) = (wrong, tried.map(|tried| tried.wall));
        if let Err(error) = self.keep_passcode(Some(kept)) {
            tracing::warn!(code = ?error.code, "a try of the passcode could not be noted");
        }
    }

    fn assert_no_wait(&self) -> Result<()> {
        let seconds = seconds(self.wait());
        if seconds == 0 {
            return Ok(());
        }
        let minutes = if seconds > 90 { (seconds + 59) / 60 } else { 0 };
        let wait = AppError::new(ErrorCode::LockWait).at(Field::Passcode);
        Err(wait.with("seconds", seconds).with("minutes", minutes))
    }

    /// How long no passcode is tried.
    fn wait(&self) -> TimeDelta {
        let state = self.lock.state();
        let passed = state.tried.map_or(TimeDelta::MAX, |tried| tried.passed_until(self.moment()));
        (wait_after(state.wrong) - passed.min(TimeDelta::hours(24))).max(TimeDelta::zero())
    }

    fn moment(&self) -> Moment {
        Moment { wall: self.now(), uptime: self.clock.uptime() }
    }

    fn kept_passcode(&self) -> Result<Option<Kept>> {
        self.store.passcode()?.map(|text| Kept::read(&text)).transpose()
    }

    fn keep_passcode(&self, kept: Option<&Kept>) -> Result<()> {
        self.store.keep_passcode(kept.map(Kept::written).transpose()?.as_deref())
    }
}

/// Begun seconds count.
fn seconds(span: TimeDelta) -> i64 {
    (span.num_milliseconds() + 999) / 1000
}
