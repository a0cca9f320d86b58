//! Files that are exported: whole or not at all, where they were wanted, and nothing else is harmed.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use fenqi_app::App;
use fenqi_app::contract::{ErrorCode, ExportFormat, ExportTable};
use fenqi_store::{export, export_new};
use fenqi_tests::{NOW, add_three, app_at, csv, data_folder, export_rows, form};
use tempfile::TempDir;

/// All that a file or a stream may be written as.
const FORMATS: [ExportFormat; 6] = [
    ExportFormat::Csv,
    ExportFormat::Xlsx,
    ExportFormat::Ics,
    ExportFormat::Ledger,
    ExportFormat::Hledger,
    ExportFormat::Beancount,
];

fn three() -> (TempDir, App) {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    (folder, app)
}

fn refused(app: &App, path: &Path) -> ErrorCode {
    export_rows(app, path).expect_err("refused").code
}

fn names_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn what_exists_is_kept_unless_it_was_asked_about() {
    let ((_folder, app), place) = (three(), data_folder());
    for format in FORMATS {
        let path = place.path().join(format!("{format:?}"));
        let new = || export_new(&app, &form(format), &path).map_err(|error| error.code);
        assert!(new().is_ok(), "{format:?}: nothing was there");
        let mode = fs::metadata(&path).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{format:?}: for its owner alone");
        fs::write(&path, "mine").expect("written");
        assert_eq!(new(), Err(ErrorCode::FileExists), "{format:?}");
        assert_eq!(fs::read(&path).expect("bytes"), b"mine", "{format:?}");
        assert!(export(&app, &form(format), &path).is_ok(), "{format:?}");
        assert!(fs::read(&path).expect("bytes") != b"mine", "{format:?}");
    }
    assert_eq!(names_in(place.path()).len(), FORMATS.len(), "nothing is left over");
}

#[test]
fn the_mode_of_a_file_stays() {
    let ((_folder, app), place) = (three(), data_folder());
    let path = place.path().join("shared.csv");
    fs::write(&path, "old").expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("allowed");
    export_rows(&app, &path).expect("written");
    assert_eq!(fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o640);
}

#[test]
fn links_are_followed_and_stay() {
    let ((folder, app), place) = (three(), data_folder());
    let at = |name: &str| place.path().join(name);
    fs::create_dir(at("sub")).expect("a folder");
    symlink("sub/there.csv", at("link.csv")).expect("linked");
    symlink("link.csv", at("link to link.csv")).expect("linked");
    // The last of them leads to nothing yet.
    for _ in 0..2 {
        export_rows(&app, &at("link to link.csv")).expect("written");
        assert!(at("link to link.csv").is_symlink() && at("link.csv").is_symlink());
        assert!(fs::read_to_string(at("sub/there.csv")).expect("text").ends_with("\r\n"));
    }
    symlink("circle", at("circle")).expect("linked");
    assert_eq!(refused(&app, &at("circle")), ErrorCode::WriteFailed);
    assert!(at("circle").is_symlink());
    for (name, leads_to) in
        [("into", folder.path().join("new.csv")), ("over", folder.path().join("fenqi.db"))]
    {
        symlink(leads_to, at(name)).expect("linked");
        assert_eq!(refused(&app, &at(name)), ErrorCode::ExportOverData, "{name}");
    }
}

#[test]
fn nothing_is_exported_into_the_data_folder() {
    let ((folder, app), place) = (three(), data_folder());
    symlink(folder.path(), place.path().join("data")).expect("linked");
    let before = names_in(folder.path());
    for path in [
        folder.path().join("fenqi.db"),
        folder.path().join("fenqi.db-wal"),
        folder.path().join("new.csv"),
        folder.path().join("../").join(folder.path().file_name().expect("a name")).join("x.csv"),
        place.path().join("data/x.csv"),
        folder.path().to_owned(),
    ] {
        assert!(
            matches!(refused(&app, &path), ErrorCode::ExportOverData | ErrorCode::WriteFailed),
            "{path:?}"
        );
    }
    assert_eq!(names_in(folder.path()).len(), before.len());
    assert_eq!(app.plans().expect("plans").len(), 3);
}

#[test]
fn what_is_no_file_is_written_to() {
    let ((_folder, app), place) = (three(), data_folder());
    export_rows(&app, Path::new("/dev/null")).expect("written");
    assert_eq!(refused(&app, Path::new("/dev/full")), ErrorCode::StorageFull);
    for format in FORMATS {
        let full = export_new(&app, &form(format), Path::new("/dev/full"));
        assert_eq!(full.map_err(|error| error.code), Err(ErrorCode::StorageFull), "{format:?}");
    }
    assert!(!fs::metadata("/dev/full").expect("the device").is_file());
    let pipe = place.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo starts");
    assert!(made.success());
    let reader = thread::spawn({
        let pipe = pipe.clone();
        move || {
            let mut read = Vec::new();
            fs::File::open(pipe).and_then(|mut pipe| pipe.read_to_end(&mut read)).expect("read");
            read
        }
    });
    export_new(&app, &form(ExportFormat::Csv), &pipe).expect("written");
    assert_eq!(reader.join().expect("it ends"), csv(&app, ExportTable::Rows).expect("a table"));
    assert_eq!(refused(&app, place.path()), ErrorCode::WriteFailed, "a folder");
    assert_eq!(refused(&app, Path::new("/proc/self/mem")), ErrorCode::WriteFailed);
    assert_eq!(names_in(place.path()).len(), 1, "nothing is left over");
}

#[test]
fn odd_names_are_names() {
    let ((_folder, app), place) = (three(), data_folder());
    let longest = "长".repeat(85);
    assert_eq!(longest.len(), 255);
    for name in
        [OsStr::new(&longest), OsStr::new("a\nb.csv"), OsStr::from_bytes(b"\xff\xfe.csv"), OsStr::new("-x")]
    {
        let path = place.path().join(name);
        export_rows(&app, &path).unwrap_or_else(|error| panic!("{name:?}: {error:?}"));
        assert!(fs::metadata(&path).expect("the file").len() > 100, "{name:?}");
    }
    assert_eq!(refused(&app, &place.path().join("长".repeat(86))), ErrorCode::WriteFailed);
    assert_eq!(refused(&app, &place.path().join("no/such/folder.csv")), ErrorCode::WriteFailed);
    assert_eq!(names_in(place.path()).len(), 4, "nothing is left over");
}

#[test]
fn two_exports_at_once_are_both_whole() {
    let ((_folder, app), place) = (three(), data_folder());
    let path = place.path().join("one.csv");
    let wanted = csv(&app, ExportTable::Rows).expect("a table");
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..25 {
                    export_rows(&app, &path).expect("written");
                    assert!(fs::read(&path).expect("bytes") == wanted, "never a part of one");
                }
            });
        }
    });
    assert_eq!(names_in(place.path()).len(), 1, "nothing is left over");
}

/// Root may write anywhere, so this needs a folder that nobody may write to.
#[test]
fn a_folder_that_takes_nothing_is_said() {
    let (_folder, app) = three();
    assert_eq!(refused(&app, Path::new("/proc/fenqi.csv")), ErrorCode::WriteFailed);
    assert_eq!(refused(&app, Path::new("/sys/fenqi.csv")), ErrorCode::WriteFailed);
}

#[test]
fn a_failure_half_way_leaves_what_was_there() {
    let ((folder, app), place) = (three(), data_folder());
    let path = place.path().join("kept.csv");
    export_rows(&app, &path).expect("written");
    let (before, inode) = (fs::read(&path).expect("bytes"), fs::metadata(&path).expect("the file").ino());
    // The last plan cannot be read: the others were written by then.
    let file = rusqlite::Connection::open(folder.path().join("fenqi.db")).expect("the file");
    let late =
        "UPDATE plan SET title = 'x' WHERE key = (SELECT key FROM plan ORDER BY purchased_on DESC LIMIT 1)";
    file.execute(late, []).expect("SQL");
    drop(file);
    assert_eq!(refused(&app_at(folder.path(), NOW), &path), ErrorCode::FileDamaged);
    assert_eq!(
        (fs::read(&path).expect("bytes"), fs::metadata(&path).expect("the file").ino()),
        (before, inode)
    );
    assert_eq!(names_in(place.path()).len(), 1, "nothing is left over");
}

#[test]
fn what_a_killed_export_left_goes_with_the_next_one_a_day_later() {
    let (_folder, app) = three();
    let place = data_folder();
    let left = |name: &str| {
        let path = place.path().join(name);
        (File::create(&path).expect("made"), path)
    };
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let ((old_file, old), (_, new)) = (left(".fenqi-aBc123.part"), left(".fenqi-dEf456.part"));
    let (others_file, of_others) = left(".others.part");
    for file in [old_file, others_file] {
        file.set_modified(long_ago).expect("a file of ours");
    }
    export_rows(&app, &place.path().join("rows.csv")).expect("exported");
    assert!(!old.exists(), "nobody makes an export for a day");
    assert!(new.exists(), "another process may be at it");
    assert!(of_others.exists());
}
