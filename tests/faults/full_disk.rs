//! A disk that is really full.

use std::fs;
use std::path::Path;
use std::process::Command;

use fenqi_app::contract::{AppError, ErrorCode, ExportFormat};
use fenqi_app::{App, BackupReason};
use fenqi_store::FILE_NAME;
use fenqi_tests::deeds::Deeds;
use fenqi_tests::{data_folder, fingerprint::Fingerprint, form};
use tempfile::TempDir;

use crate::driver::{Start, Work, drive};
use crate::scene::assert_copies_sound;
use crate::{Plants, figure, sound};

/// Everything that is written to where the user says.
const FORMATS: [ExportFormat; 7] = [
    ExportFormat::Csv,
    ExportFormat::Xlsx,
    ExportFormat::Json,
    ExportFormat::Ics,
    ExportFormat::Ledger,
    ExportFormat::Hledger,
    ExportFormat::Beancount,
];

/// A file system of a few megabytes, gone with the test.
struct SmallDisk {
    at: TempDir,
}

impl SmallDisk {
    fn new() -> Self {
        let at = data_folder();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(at.path());
        let done = mount.output().expect("there is a mount");
        let why = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "a full disk needs root, or at least the right to mount: {why}");
        Self { at }
    }

    fn folder(&self) -> std::path::PathBuf {
        self.at.path().join("data")
    }

    /// Takes what is left, down to so many bytes.
    fn fill(&self, spare: usize) {
        let ballast = self.at.path().join("filler");
        let mut size = 0;
        while fs::write(&ballast, vec![1; size + 4096]).is_ok() {
            size += 4096;
        }
        fs::write(&ballast, vec![1; size.saturating_sub(spare)]).expect("it was just there");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.at.path()).status();
    }
}

fn now(folder: &Path) -> Fingerprint {
    sound::contents(folder).expect("a sound file")
}

/// Acts until something is refused for the disk's sake. Answers how much was done before, and the refusal.
fn act(app: &App, deeds: &mut Deeds, most: u32, mut done: impl FnMut()) -> (u32, Option<AppError>) {
    let mut count = 0;
    for _ in 0..most {
        match deeds.next(app).1 {
            Ok(()) => {
                count += 1;
                done();
            }
            Err(error) if format!("{:?}", error.code).starts_with("Storage") => return (count, Some(error)),
            Err(_) => {}
        }
    }
    (count, None)
}

/// Whether a program that acts on a disk with little room keeps to what it promises: what is there is what it said
/// last.
fn keeps_to_it(plant: Option<&'static str>, states: &[Fingerprint]) -> bool {
    let disk = SmallDisk::new();
    disk.fill(700 << 10);
    fs::create_dir(disk.folder()).expect("room for a folder");
    let run = drive(disk.at.path(), &work(plant).arguments(), &[]);
    assert!(run.refusals.iter().any(|refusal| refusal.is_of_disk()) || plant.is_some(), "{run:?}");
    run.acks[..run.acks_before].iter().all(|ack| ack.seen == states.get(ack.number as usize).copied())
}

fn work(plant: Option<&'static str>) -> Work {
    Work { seed: figure("FENQI_SEED", 1), actions: 45, plant }
}

/// KeePassXC #12149: the file is written anew, and there is no room for all of it.
fn writes_anew(disk: &SmallDisk) {
    let path = disk.folder().join(FILE_NAME);
    let bytes = fs::read(&path).expect("bytes");
    // That it fails is the point.
    let _ = fs::write(&path, [&bytes[..], &bytes[..]].concat());
}

#[test]
fn a_full_disk_refuses_and_loses_nothing() {
    let mut plants = Plants::default();
    let states = work(None).states(Start::Empty);
    assert!(keeps_to_it(None, &states));
    plants.planted("ignored errors", !keeps_to_it(Some("ignore-errors"), &states));
    let disk = SmallDisk::new();
    let (folder, ballast) = (disk.folder(), disk.at.path().join("ballast"));
    // More than a few actions can fill again: the log grows by some twenty pages with each.
    fs::write(&ballast, vec![1; 3 << 19]).expect("room for it");
    let app = sound::open(&folder).expect("room for an empty file");
    let mut deeds = Deeds::new(figure("FENQI_SEED", 1));
    let mut promised = now(&folder);
    let (before, refused) = act(&app, &mut deeds, 5_000, || promised = now(&folder));
    assert_eq!(refused.expect("3 MB do not suffice").code, ErrorCode::StorageFull);
    assert_eq!(now(&folder), promised);
    // Nor do further attempts, whatever they are; reading goes on.
    for _ in 0..20 {
        if deeds.next(&app).1.is_ok() {
            promised = now(&folder);
        }
        assert_eq!(now(&folder), promised);
    }
    sound::read_all(&app).expect("what is there is readable");
    let copied = app.back_up(BackupReason::Asked).expect_err("no room for a copy");
    assert_eq!(copied.code, ErrorCode::StorageFull, "{copied:?}");
    assert_copies_sound(&folder).expect("nothing counts that is not whole");
    fs::remove_file(&ballast).expect("removed");
    let (after, refused) = act(&app, &mut deeds, 8, || promised = now(&folder));
    assert!(after > 0 && refused.is_none(), "with room again it works again: {refused:?}");
    drop(app);
    let app = sound::open(&folder).expect("opened again");
    sound::read_all(&app).expect("all of it is readable");
    assert_eq!(now(&folder), promised);
    drop(app);
    disk.fill(0);
    writes_anew(&disk);
    plants.planted("the file written anew", sound::contents(&folder) != Ok(promised));
    println!(
        "full disk: seed {}, {before} actions, then storage_full, then {after} more with room again, 0 lost; {plants}",
        figure("FENQI_SEED", 1)
    );
    plants.assert_caught();
}

#[test]
fn a_full_disk_says_so_at_the_start() {
    let disk = SmallDisk::new();
    let folder = disk.folder();
    let app = sound::open(&folder).expect("room for an empty file");
    act(&app, &mut Deeds::new(2), 10, || {});
    drop(app);
    let promised = now(&folder);
    for spare in [0, 4 << 10, 40 << 10] {
        disk.fill(spare);
        match sound::open(&folder) {
            Ok(app) => {
                sound::read_all(&app).expect("what is there is readable");
                println!("full disk, {spare} bytes left: opened, readable");
            }
            Err(error) => {
                println!("full disk, {spare} bytes left: {:?}", error.code);
                assert_eq!(error.code, ErrorCode::StorageFull, "{error:?}");
            }
        }
        fs::remove_file(disk.at.path().join("filler")).expect("removed");
        assert_eq!(now(&folder), promised);
    }
}

/// A table that is written where it stands: what was there before is gone.
fn writes_over(target: &Path, text: &[u8]) {
    // That it fails is the point.
    let _ = fs::write(target, text);
}

#[test]
fn an_export_to_a_full_disk_leaves_what_was_there() {
    let folder = data_folder();
    let app = sound::open(folder.path()).expect("an empty file");
    act(&app, &mut Deeds::new(figure("FENQI_SEED", 3)), 60, || {});
    let disk = SmallDisk::new();
    let before = b"what somebody exported before".repeat(200);
    let mut plants = Plants::default();
    let mut refused = 0;
    for format in FORMATS {
        let target = disk.at.path().join("export");
        let export = || fenqi_store::export(&app, &form(format), &target);
        fs::write(&target, &before).expect("room for it");
        let size = fs::metadata(&target).expect("there").len();
        for spare in [0, 1, 4 << 10] {
            disk.fill(spare);
            match export() {
                Err(error) => {
                    refused += 1;
                    assert_eq!(error.code, ErrorCode::StorageFull, "{format:?}: {error:?}");
                    assert_eq!(fs::read(&target).expect("there"), before, "{format:?}, {spare} bytes left");
                }
                Ok(_) => fs::write(&target, &before).expect("what was there takes no more room"),
            }
            let names: Vec<_> = fs::read_dir(disk.at.path()).expect("a folder").flatten().collect();
            assert_eq!(names.len(), 2, "{format:?}: nothing else is left: {names:?}");
        }
        if format == ExportFormat::Json {
            writes_over(&target, &[b'x'; 64 << 10]);
            let now = fs::read(&target).expect("there");
            plants.planted("the file written over", now != before && now.len() as u64 != size);
        }
        fs::remove_file(disk.at.path().join("filler")).expect("removed");
        export().unwrap_or_else(|error| panic!("{format:?}: with room again it works: {error:?}"));
        fs::remove_file(&target).expect("removed");
    }
    println!(
        "export to a full disk: {} formats, {refused} refusals, 0 files harmed; {plants}",
        FORMATS.len()
    );
    assert!(refused >= FORMATS.len() * 2, "the disk was full");
    plants.assert_caught();
}
