//! What goes on when a fault comes: where it starts, what the driver is told, and what may be found afterwards.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use fenqi_tests::fingerprint::Fingerprint;

use crate::driver::{Run, Start, Work};
use crate::sound::{self, Verdict, judge};

pub(crate) trait Scene: Sync {
    fn name(&self) -> String;

    /// Lays what is there at the start into an empty folder: the data folder as `data`.
    fn lay(&self, scratch: &Path);

    fn arguments(&self, scratch: &Path) -> Vec<String>;

    /// What is to be thought of what is there after the end came in the midst, `acked` being the last thing that was
    /// promised. `whole`: all of it is to be read.
    fn after_end(&self, scratch: &Path, acked: Option<usize>, whole: bool) -> Verdict;

    /// The same after a run that met errors and went on.
    fn after_errors(&self, scratch: &Path, run: &Run) -> Result<Left, String>;
}

/// What a run that met errors left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Left {
    /// What was promised last.
    AsPromised,
    /// What was refused after that, whole.
    Refused,
    /// A sound file, of which the driver's own witness saw nothing, since its opening failed.
    Unknown,
}

/// A walk of random actions, from an empty folder or from a file of the first version.
pub(crate) struct Journey {
    work: Work,
    start: Start,
    states: Vec<Fingerprint>,
}

impl Journey {
    pub(crate) fn new(work: Work, start: Start) -> Self {
        Self { states: work.states(start), work, start }
    }

    pub(crate) fn steps(&self) -> usize {
        self.states.len()
    }

    fn judge(&self, folder: &Path, run: &Run) -> Result<Left, String> {
        let states = &self.states;
        // Until the fault everything is as it always is.
        for ack in &run.acks[..run.acks_before] {
            if ack.seen.is_some() && ack.seen != states.get(ack.number as usize).copied() {
                return Err(format!("{ack:?} was promised before anything was refused, and is not done"));
            }
        }
        let found = sound::contents(folder).ok();
        let app = sound::open(folder).map_err(|error| format!("opened again: {error:?}"))?;
        sound::read_all(&app).map_err(|error| format!("read again: {error:?}"))?;
        let now = sound::contents(folder)?;
        let Some(promised) = run.acks.last() else {
            // A later opening may have worked, and what was refused after it may be there.
            if now != states[0] && run.refused_last > 1 && is_one_turn_from(&app, folder, states[0].facts)? {
                return Ok(Left::Refused);
            }
            // Nothing was promised: the file is as it was, or made and migrated in one piece.
            let before = if let Start::Version1 = self.start { Some(sound::of_golden()) } else { None };
            let whole = [before, Some(states[0])].contains(&found);
            let is_unmade = found.is_none_or(|found| found.facts == found.whole);
            return if now == states[0] && (whole || is_unmade) {
                Ok(Left::AsPromised)
            } else {
                Err(format!("half made: {before:?}, then {found:?}, then {now:?}"))
            };
        };
        let Some(promised) = promised.seen else { return Ok(Left::Unknown) };
        if now == promised {
            return Ok(Left::AsPromised);
        }
        if run.refused_last > 0 && is_one_turn_from(&app, folder, promised.facts)? {
            return Ok(Left::Refused);
        }
        Err(format!("lost or half-applied: {promised:?} was promised, {now:?} is there"))
    }
}

impl Scene for Journey {
    fn name(&self) -> String {
        if let Start::Version1 = self.start { "migration" } else { "normal work" }.to_owned()
    }

    fn lay(&self, scratch: &Path) {
        self.start.lay(&scratch.join("data"));
    }

    fn arguments(&self, _: &Path) -> Vec<String> {
        self.work.arguments()
    }

    fn after_end(&self, scratch: &Path, acked: Option<usize>, whole: bool) -> Verdict {
        judge(&scratch.join("data"), &self.states, acked, whole)
    }

    fn after_errors(&self, scratch: &Path, run: &Run) -> Result<Left, String> {
        let folder = scratch.join("data");
        let left = self.judge(&folder, run)?;
        assert_private(&folder)?;
        assert_copies_sound(&folder)?;
        Ok(left)
    }
}

/// Whether the last action, taken back or done again, leads to these facts.
fn is_one_turn_from(app: &fenqi_app::App, folder: &Path, facts: u64) -> Result<bool, String> {
    let at = || sound::contents(folder).map(|now| now.facts == facts);
    // Some actions are of the journal alone.
    if at()? {
        return Ok(true);
    }
    let is_undone = app.undo().is_ok();
    if is_undone && at()? {
        return Ok(true);
    }
    // Where nothing was left to undo, it was an undoing itself.
    let back = if is_undone { app.redo().and_then(|_| app.redo()) } else { app.redo() };
    Ok(back.is_ok() && at()?)
}

/// Nobody else may read what Fenqi wrote, whatever the umask.
pub(crate) fn assert_private(folder: &Path) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())?.flatten() {
        let path = entry.path();
        let mode = fs::metadata(&path).map_or(0, |there| there.permissions().mode());
        if mode & 0o077 != 0 {
            return Err(format!("{} is readable for others: {mode:o}", entry.file_name().display()));
        }
        if path.is_dir() {
            assert_private(&path)?;
        }
    }
    Ok(())
}

/// What counts as a backup is one.
pub(crate) fn assert_copies_sound(folder: &Path) -> Result<(), String> {
    for entry in fs::read_dir(folder.join("backups")).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.')
            && let Err(why) = fenqi_store::rehearse(&entry.path())
        {
            return Err(format!("{name} counts as a backup and is not sound: {:?}", why.code));
        }
    }
    Ok(())
}
