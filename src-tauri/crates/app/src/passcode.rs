//! The passcode of the app lock as it is kept: a slow, salted hash, and how often somebody has tried in vain.

use chrono::{DateTime, TimeDelta, Utc};
use scrypt::Params;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::contract::{AppError, ErrorCode, Field, LockAfter};
use crate::{Passphrase, Result};

/// A new passcode has at least so many characters. It is typed many times a day, and tries are slowed down.
const LEAST: usize = 4;

/// The logarithm of the work that a try costs: half a second, and 128 MB of memory.
const WORK: u8 = 17;
/// A file from elsewhere must not bring the machine to its knees.
const MOST_WORK: u8 = 20;
const BLOCK: u32 = 8;
const LANES: u32 = 1;
const HASH: usize = 32;
const SALT: usize = 16;

/// So many wrong tries are not slowed down: people mistype.
const FREE: u32 = 5;
/// The wait after them, which doubles with each further one…
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);
/// …up to this.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

/// What the data folder holds of the lock.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Kept {
    salt: Vec<u8>,
    hash: Vec<u8>,
    work: u8,
    pub(crate) after: LockAfter,
    /// Wrong tries since the last right one.
    pub(crate) wrong: u32,
    /// When the last of them was.
    pub(crate) tried_at: Option<DateTime<Utc>>,
}

impl Kept {
    /// A passcode that was chosen.
    pub(crate) fn new(passcode: &Passphrase, after: LockAfter) -> Result<Self> {
        let mut salt = vec![0; SALT];
        getrandom::fill(&mut salt)
            .map_err(|error| AppError::new(ErrorCode::StorageFailed).with("reason", error))?;
        let hash = hash(passcode, &salt, WORK)?.to_vec();
        Ok(Self { salt, hash, work: WORK, after, wrong: 0, tried_at: None })
    }

    /// Whether it is this passcode. Takes as long whatever it is.
    pub(crate) fn is(&self, passcode: &Passphrase) -> Result<bool> {
        Ok(hash(passcode, &self.salt, self.work)?.ct_eq(&self.hash).into())
    }

    pub(crate) fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|_| damaged())
    }

    pub(crate) fn written(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|_| damaged())
    }
}

/// How long nothing may be tried after so many wrong tries.
pub(crate) fn wait_after(wrong: u32) -> TimeDelta {
    let Some(further) = wrong.checked_sub(FREE) else { return TimeDelta::zero() };
    // Far below what overflows, and far above the longest wait.
    FIRST_WAIT.checked_mul(1 << further.min(10)).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT)
}

/// Refuses a new passcode that is too short, or typed otherwise the second time.
pub(crate) fn assert_new(passcode: &Passphrase, again: &Passphrase) -> Result<()> {
    let passcode = passcode.secret().expose_secret();
    if passcode.chars().count() < LEAST {
        return Err(AppError::new(ErrorCode::PasscodeShort).at(Field::PasscodeNew).with("least", LEAST));
    }
    if passcode != again.secret().expose_secret() {
        return Err(AppError::new(ErrorCode::PasscodeDiffers).at(Field::PasscodeAgain));
    }
    Ok(())
}

/// The file that keeps the passcode is not what was written: it locks, and nothing opens it.
pub(crate) fn damaged() -> AppError {
    AppError::new(ErrorCode::LockDamaged)
}

fn hash(passcode: &Passphrase, salt: &[u8], work: u8) -> Result<[u8; HASH]> {
    if work > MOST_WORK {
        return Err(damaged());
    }
    let params = Params::new(work, BLOCK, LANES, HASH).map_err(|_| damaged())?;
    let mut hash = [0; HASH];
    scrypt::scrypt(passcode.secret().expose_secret().as_bytes(), salt, &params, &mut hash)
        .map_err(|_| damaged())?;
    Ok(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passcode(text: &str) -> Passphrase {
        Passphrase::new(text.to_owned())
    }

    #[test]
    fn a_new_one_has_four_characters_and_is_typed_twice_alike() {
        let refused =
            |first, again| assert_new(&passcode(first), &passcode(again)).map_err(|error| error.code);
        assert_eq!(refused("四月的雨", "四月的雨"), Ok(()), "characters, not bytes");
        assert_eq!(refused("123", "123"), Err(ErrorCode::PasscodeShort));
        assert_eq!(refused("1234", "1235"), Err(ErrorCode::PasscodeDiffers));
    }

    #[test]
    fn what_is_kept_does_not_say_it_and_differs_each_time() {
        let (one, other) =
            (Kept::new(&passcode("2468"), LockAfter::Close), Kept::new(&passcode("2468"), LockAfter::Close));
        let (one, other) = (one.expect("made"), other.expect("made"));
        assert!(one.hash != other.hash && one.salt != other.salt, "a salt of its own");
        assert_eq!((one.hash.len(), one.work), (HASH, WORK));
        let written = one.written().expect("text");
        assert!(!written.contains("2468"), "{written}");
        let read = Kept::read(&written).expect("what was written");
        assert_eq!(read.is(&passcode("2468")), Ok(true));
        assert_eq!(read.is(&passcode("2469")), Ok(false));
        assert_eq!(read.is(&passcode("")), Ok(false));
    }

    #[test]
    fn the_wait_begins_after_five_and_doubles_up_to_an_hour() {
        let seconds: Vec<i64> =
            [0, 4, 5, 6, 7, 11, 12, u32::MAX].map(|wrong| wait_after(wrong).num_seconds()).to_vec();
        assert_eq!(seconds, [0, 0, 30, 60, 120, 1920, 3600, 3600]);
    }

    #[test]
    fn a_file_that_would_cost_too_much_is_not_tried() {
        let mut kept = Kept::new(&passcode("2468"), LockAfter::Close).expect("made");
        kept.work = MOST_WORK + 1;
        assert_eq!(kept.is(&passcode("2468")).map_err(|error| error.code), Err(ErrorCode::LockDamaged));
    }
}
