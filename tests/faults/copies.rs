//! A backup that is made or restored: whatever happens meanwhile, the file is what it was or what it was to become, a
//! copy that counts is sound, and what was there before is still somewhere.

use std::fs;
use std::path::Path;

use fenqi_app::BackupReason;
use fenqi_store::{FILE_NAME, restore_over};
use fenqi_tests::fingerprint::Fingerprint;
use fenqi_tests::{NOW, add_three, app_at};
use tempfile::TempDir;

use crate::damage::Pages;
use crate::disk::{self, Image};
use crate::driver::{Run, drive};
use crate::scene::{Left, Scene, assert_copies_sound, assert_private};
use crate::sound::{self, Verdict};
use crate::{Plants, memory_folder};

/// What is going on when the fault comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Doing {
    BackUp,
    Restore,
    /// The file is damaged: the backup takes its place, and it is put aside.
    RestoreOver,
    /// The pages of the file look sound, and are not.
    BackUpDamaged,
    /// So do those of the backup.
    RestoreDamaged,
}

/// A folder with three plans, and a backup with none elsewhere.
pub(crate) struct CopyScene {
    doing: Doing,
    plant: &'static str,
    /// What the data folder holds at first.
    data: Image,
    copy: Vec<u8>,
    old: Fingerprint,
    new: Fingerprint,
}

fn household() -> TempDir {
    let scratch = memory_folder();
    let app = app_at(&scratch.path().join("data"), NOW);
    app.account_add(serde_json::from_str(r#"{"name":"a"}"#).expect("BUG: a sound draft")).expect("added");
    let copy = app.back_up(BackupReason::Asked).expect("made").path;
    fs::rename(copy, scratch.path().join("copy.db")).expect("moved");
    add_three(&app);
    scratch
}

impl CopyScene {
    pub(crate) fn new(doing: Doing, plant: &'static str) -> Self {
        let scratch = household();
        let (data, copy) = (scratch.path().join("data"), scratch.path().join("copy.db"));
        let old = sound::contents(&data).expect("a sound file");
        let pages = Pages::of(&data);
        let new = {
            let other = household();
            let (data, copy) = (other.path().join("data"), other.path().join("copy.db"));
            let store = fenqi_store::SqliteStore::open(&data).expect("opened");
            store.restore(&copy, "fenqi-20261122-100001-restore").expect("restored");
            drop(store);
            sound::contents(&data).expect("a sound file")
        };
        let mut scene = Self {
            doing,
            plant,
            data: disk::image_of(&data),
            copy: fs::read(copy).expect("bytes"),
            old,
            new,
        };
        let live = scene.data.get_mut(FILE_NAME).expect("a file");
        match doing {
            Doing::RestoreOver => live[..64].fill(0xa5),
            Doing::BackUpDamaged => flip_a_title(live, &pages),
            Doing::RestoreDamaged => {
                scene.copy = live.clone();
                flip_a_title(&mut scene.copy, &pages);
            }
            Doing::BackUp | Doing::Restore => {}
        }
        scene
    }

    fn verdict(&self, scratch: &Path, acked: bool) -> Result<Verdict, String> {
        let data = scratch.join("data");
        assert_copies_sound(&data)?;
        if self.doing == Doing::BackUpDamaged {
            return Ok(Verdict::Sound);
        }
        if self.doing == Doing::RestoreOver && !acked && sound::open(&data).is_err() {
            let before = &self.data[FILE_NAME];
            if !disk::image_of(&data).values().any(|content| content == before) {
                return Err("the damaged file is gone".to_owned());
            }
            restore_over(&data, &scratch.join("copy.db"))
                .map_err(|error| format!("restored again: {error:?}"))?;
        }
        let app = sound::open(&data).map_err(|error| format!("opened again: {error:?}"))?;
        sound::read_all(&app).map_err(|error| format!("read again: {error:?}"))?;
        drop(app);
        let facts = sound::contents(&data)?.facts;
        let is_old = facts == self.old.facts;
        Ok(match (self.doing, acked) {
            (Doing::BackUp, true) if is_old && !has_backup(&data) => Verdict::Lost,
            (Doing::BackUp | Doing::RestoreDamaged, _) | (Doing::Restore, false) if is_old => Verdict::Sound,
            (Doing::Restore, true) if is_old => Verdict::Lost,
            (Doing::Restore | Doing::RestoreOver, _) if facts == self.new.facts => Verdict::Sound,
            _ => Verdict::HalfApplied("half restored".to_owned()),
        })
    }
}

fn has_backup(data: &Path) -> bool {
    let mut entries = fs::read_dir(data.join("backups")).into_iter().flatten().flatten();
    entries.any(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
}

/// SQLite does not see it.
fn flip_a_title(bytes: &mut [u8], pages: &Pages) {
    let title = "ThinkPad".as_bytes();
    let is_there = |at: &usize| bytes[*at..].starts_with(title) && pages.name_at(*at) == "plan";
    let at = (0..bytes.len()).find(is_there).expect("the title");
    bytes[at] ^= 1;
}

impl Scene for CopyScene {
    fn name(&self) -> String {
        format!("{:?}", self.doing)
    }

    fn lay(&self, scratch: &Path) {
        let data = scratch.join("data");
        let folder = [("data/".to_owned(), vec![]), ("copy.db".to_owned(), self.copy.clone())];
        disk::lay(scratch, &folder.into());
        disk::lay(&data, &self.data);
    }

    fn arguments(&self, scratch: &Path) -> Vec<String> {
        let work = match self.doing {
            Doing::BackUp | Doing::BackUpDamaged => "back-up",
            Doing::Restore | Doing::RestoreDamaged => "restore",
            Doing::RestoreOver => "restore-over",
        };
        [work, &scratch.join("copy.db").display().to_string(), self.plant].map(str::to_owned).into()
    }

    fn after_end(&self, scratch: &Path, acked: Option<usize>, _: bool) -> Verdict {
        self.verdict(scratch, acked.is_some()).unwrap_or_else(Verdict::Damaged)
    }

    fn after_errors(&self, scratch: &Path, run: &Run) -> Result<Left, String> {
        assert_private(&scratch.join("data"))?;
        match self.verdict(scratch, !run.acks.is_empty())? {
            Verdict::Sound => Ok(Left::AsPromised),
            verdict => Err(format!("promised {:?}, and {verdict}", run.acks)),
        }
    }
}

/// What is damaged is neither kept as a backup nor put in the place of a file.
#[test]
fn an_unsound_file_makes_no_backup_and_an_unsound_backup_is_not_restored() {
    let done = |doing, plant| {
        let (scene, scratch) = (CopyScene::new(doing, plant), memory_folder());
        scene.lay(scratch.path());
        let run = drive(scratch.path(), &scene.arguments(scratch.path()), &[]);
        let refused = run.refusals.iter().any(|refusal| refusal.code == "FileDamaged");
        let left = scene.after_errors(scratch.path(), &run);
        if refused { left.map(drop) } else { Err(format!("not refused: {run:?}")) }
    };
    let mut plants = Plants::default();
    plants.planted("a backup that nobody checks", done(Doing::BackUpDamaged, "without-check").is_err());
    plants.planted("a restore that nobody checks", done(Doing::RestoreDamaged, "without-check").is_err());
    let bad: Vec<String> = [Doing::BackUpDamaged, Doing::RestoreDamaged]
        .iter()
        .filter_map(|doing| done(*doing, "").err())
        .collect();
    println!("copies of damaged files: 2 runs, {} bad; {plants}", bad.len());
    assert_eq!(bad, [""; 0]);
    plants.assert_caught();
}
