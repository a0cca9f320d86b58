//! Encrypted copies: what comes out is what went in, what is not right is refused, and nothing lies open afterwards.

use std::fs;
use std::io::Write;
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use age::secrecy::SecretString;
use age::{Encryptor, Recipient, scrypt, x25519};
use fenqi_app::contract::ErrorCode;
use fenqi_app::{App, NewPassphrase, Passphrase, Result};
use fenqi_store::{FILE_NAME, SqliteStore, rehearse, restore_over, with_copy};
use fenqi_tests::dump::{differences, dump};
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, phone};
use tempfile::TempDir;

use crate::tidy::root;

const PASSPHRASE: &str = "正确 的马 电池 订书钉";
/// Stands in the file of each test, and nowhere else.
const CANARY: &str = "金丝雀四十二号";

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

struct Place {
    folder: TempDir,
    app: App,
    store: Arc<SqliteStore>,
}

/// A data folder with three plans and the canary.
fn place() -> Place {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let mut canary = phone();
    canary["title"] = CANARY.into();
    app.plans_add(&[draft(canary)], true).expect("added");
    let store = Arc::new(SqliteStore::open(folder.path()).expect("the file opens"));
    Place { folder, app, store }
}

/// An encrypted copy as Fenqi makes them, made once: it takes a second.
fn made() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let (place, target) = (place(), data_folder());
        let chosen = NewPassphrase::given(passphrase(PASSPHRASE)).expect("fit");
        let path = place.store.back_up_encrypted(target.path(), "copy", &chosen).expect("made");
        fs::read(path).expect("bytes")
    })
}

/// The same content at a work factor of ours: small, so that many can be tried, or too large.
fn encrypted(content: &[u8], work: u8) -> Vec<u8> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(PASSPHRASE.to_owned()));
    recipient.set_work_factor(work);
    encrypted_for(content, &recipient)
}

fn encrypted_for(content: &[u8], recipient: &dyn Recipient) -> Vec<u8> {
    let encryptor = Encryptor::with_recipients(iter::once(recipient)).expect("a recipient");
    let mut out = Vec::new();
    let mut writer = encryptor.wrap_output(&mut out).expect("memory");
    writer.write_all(content).and_then(|()| writer.finish().map(drop)).expect("memory");
    out
}

/// A plain copy of the data folder's file.
fn plain(place: &Place) -> Vec<u8> {
    let target = data_folder();
    fs::read(place.store.back_up_to(target.path(), "copy").expect("made").path).expect("bytes")
}

fn restore(place: &Place, file: &Path, with: &str) -> Result<()> {
    with_copy(place.folder.path(), file, Some(&passphrase(with)), |copy| {
        rehearse(copy)?;
        place.store.restore(copy, "aside")
    })
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn holds_canary(path: &Path) -> bool {
    let bytes = fs::read(path).expect("bytes");
    bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes())
}

#[test]
fn what_is_restored_is_what_was_encrypted() {
    let (source, elsewhere, outside) = (place(), data_folder(), data_folder());
    let chosen = NewPassphrase::given(passphrase(PASSPHRASE)).expect("fit");
    let made = source.store.back_up_encrypted(outside.path(), "mine", &chosen).expect("made");
    let then = dump(source.folder.path());
    assert!(made.ends_with("/mine.db.age"), "{made}");
    let header = fs::read(&made).expect("bytes");
    assert!(String::from_utf8_lossy(&header[..120]).contains(" 18\n"), "the work factor is ours to choose");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&made).expect("a file").permissions().mode() & 0o777, 0o600);
    }
    source.app.undo().expect("the canary goes");
    restore(&source, Path::new(&made), PASSPHRASE).expect("restored");
    assert_eq!(differences(&dump(source.folder.path()), &then), [""; 0]);
    assert!(source.folder.path().join("backups/aside.db").exists(), "what was there is kept");
    // Into a folder that has no file yet.
    let data = elsewhere.path().join("new");
    with_copy(&data, Path::new(&made), Some(&passphrase(PASSPHRASE)), |copy| restore_over(&data, copy))
        .expect("restored");
    assert_eq!(differences(&dump(&data), &then), [""; 0]);
    assert_eq!(files(outside.path()), [PathBuf::from(&made)], "nothing is left beside it");
    // No copy takes the place of another.
    let second = source.store.back_up_encrypted(outside.path(), "mine", &chosen).expect("made");
    assert!(second.ends_with("/mine-2.db.age"), "{second}");
}

#[test]
fn nothing_lies_open_afterwards() {
    let (source, target) = (place(), data_folder());
    let file = target.path().join("copy.db.age");
    fs::write(&file, made()).expect("written");
    assert!(!holds_canary(&file));
    let before = files(source.folder.path());
    assert!(before.iter().any(|path| holds_canary(path)), "the search finds what is there");
    // Into an empty folder: whatever holds the canary there, a failure left.
    let other = data_folder();
    let broken = target.path().join("broken.db.age");
    let mut bytes = encrypted(&plain(&source), 1);
    *bytes.last_mut().expect("bytes") ^= 1;
    fs::write(&broken, bytes).expect("written");
    for (file, with) in [(&file, "wrong passphrase"), (&broken, PASSPHRASE)] {
        let open = |copy: &Path| restore_over(other.path(), copy);
        assert!(with_copy(other.path(), file, Some(&passphrase(with)), open).is_err());
        assert!(files(other.path()).is_empty());
    }
    // The work itself fails, or ends in the middle.
    let fine = target.path().join("fine.db.age");
    fs::write(&fine, encrypted(&plain(&source), 1)).expect("written");
    let seen = with_copy(other.path(), &fine, Some(&passphrase(PASSPHRASE)), |copy| {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(copy).expect("a file").permissions().mode() & 0o777, 0o600);
        }
        assert!(holds_canary(copy) && copy.starts_with(other.path()));
        Err::<(), _>(rehearse(Path::new("/nonexistent")).expect_err("there is none"))
    });
    assert!(seen.is_err());
    assert!(files(other.path()).is_empty());
    assert!(files(target.path()).iter().all(|path| !holds_canary(path)));
}

#[test]
fn what_a_killed_process_left_open_is_removed_at_the_next_start_a_day_later() {
    let source = place();
    let names = [".fenqi-1-1.open", ".fenqi-a1b2c3.part", ".fenqi-1-2.open"];
    let [old, part, young] = names.map(|name| source.folder.path().join(name));
    for path in [&old, &part, &young] {
        fs::write(path, "left").expect("written");
    }
    let now = fs::metadata(&young).and_then(|young| young.modified()).expect("a time");
    let long_ago = now - std::time::Duration::from_secs(90_000);
    for path in [&old, &part] {
        fs::File::options().write(true).open(path).and_then(|file| file.set_modified(long_ago)).expect("set");
    }
    let _again = app_at(source.folder.path(), NOW);
    assert!(
        !old.exists() && !part.exists() && young.exists(),
        "another process may be at work on the younger"
    );
}

#[test]
fn each_thing_that_is_wrong_is_told_by_itself_and_changes_nothing() {
    let (source, target) = (place(), data_folder());
    let before = dump(source.folder.path());
    let key = x25519::Identity::generate();
    let heavy = {
        // Not worked on to make it, either: the number alone is changed.
        let light = encrypted(b"x", 3);
        let at = light.windows(3).position(|bytes| bytes == b" 3\n").expect("the work factor");
        [&light[..at], b" 23\n", &light[at + 3..]].concat()
    };
    let newer = b"age-encryption.org/v2\n".to_vec();
    let cases = [
        ("wrong", made().to_vec(), "another one", ErrorCode::PassphraseWrong),
        ("heavy", heavy, PASSPHRASE, ErrorCode::EncryptedHeavy),
        ("text", encrypted(&b"hello ".repeat(20_000), 1), PASSPHRASE, ErrorCode::FileForeign),
        ("empty", encrypted(b"", 1), PASSPHRASE, ErrorCode::FileForeign),
        ("key", encrypted_for(b"x", &key.to_public()), PASSPHRASE, ErrorCode::EncryptedOtherwise),
        ("newer", newer, PASSPHRASE, ErrorCode::EncryptedOtherwise),
        ("foreign", encrypted(&other_database(), 1), PASSPHRASE, ErrorCode::FileForeign),
    ];
    for (name, bytes, with, code) in cases {
        let file = target.path().join(name);
        fs::write(&file, bytes).expect("written");
        let error = restore(&source, &file, with).expect_err(name);
        assert_eq!(error.code, code, "{name}: {error:?}");
        assert_eq!(error.params["path"], file.display().to_string(), "{name}: the user's own file is named");
        assert_eq!(fs::read_dir(source.folder.path().join("backups")).map_or(0, Iterator::count), 0);
    }
    let none = with_copy(source.folder.path(), &target.path().join("wrong"), None, rehearse);
    assert_eq!(none.expect_err("no passphrase").code, ErrorCode::PassphraseRequired);
    assert_eq!(differences(&dump(source.folder.path()), &before), [""; 0]);
}

fn other_database() -> Vec<u8> {
    let folder = data_folder();
    let path = folder.path().join("other.db");
    let file = rusqlite::Connection::open(&path).expect("a file");
    file.execute_batch("CREATE TABLE theirs (what TEXT)").expect("SQL");
    drop(file);
    fs::read(path).expect("bytes")
}

/// A flip behind the header is always told as such; one in it may hide the passphrase's part, or the format.
#[test]
fn no_flipped_bit_is_accepted() {
    let (source, target) = (place(), data_folder());
    let good = encrypted(&plain(&source), 1);
    let file = target.path().join("flipped.db.age");
    let header = good.windows(5).position(|bytes| bytes == b"\n--- ").expect("a header") + 5;
    // Every byte of the header and some behind it, then a sample.
    let places = (0..header + 120).chain((header + 120..good.len()).step_by(good.len() / 150));
    let mut count = 0;
    for place in places.chain(good.len() - 20..good.len()) {
        let mut bytes = good.clone();
        bytes[place] ^= 1 << (place % 8);
        fs::write(&file, bytes).expect("written");
        let error = restore(&source, &file, PASSPHRASE).expect_err("refused");
        assert!(
            place < header + 60 || error.code == ErrorCode::EncryptedChanged,
            "byte {place} of {}: {error:?}",
            good.len()
        );
        count += 1;
    }
    assert!(count > 300, "only {count} were tried");
}

#[test]
fn no_cut_file_is_accepted() {
    let (source, target) = (place(), data_folder());
    let good = encrypted(&plain(&source), 1);
    let file = target.path().join("cut.db.age");
    let header = good.windows(5).position(|bytes| bytes == b"\n--- ").expect("a header");
    // Around the header, the pieces and the end, and a sample of the rest.
    let body = header + 5 + 43 + 1 + 16;
    let pieces = (0..good.len()).step_by(65_552).flat_map(|at| body + at - 3..body + at + 3);
    let lengths = (30..body + 40)
        .chain((body..good.len()).step_by(good.len() / 150))
        .chain(pieces)
        .chain(good.len() - 20..good.len())
        .filter(|length| *length < good.len());
    let mut count = 0;
    for length in lengths {
        fs::write(&file, &good[..length]).expect("written");
        let error = restore(&source, &file, PASSPHRASE).expect_err("refused");
        assert_eq!(error.code, ErrorCode::EncryptedCut, "{length} of {}: {error:?}", good.len());
        count += 1;
    }
    assert!(count > 300, "only {count} were tried");
    fs::write(&file, [good.as_slice(), b"more"].concat()).expect("written");
    assert_eq!(restore(&source, &file, PASSPHRASE).expect_err("longer").code, ErrorCode::EncryptedChanged);
    assert!(source.folder.path().join(FILE_NAME).exists());
}

/// age's published cases of files under a passphrase: each is opened, or refused in words that fit.
#[test]
fn each_published_case_of_age_is_taken_as_it_has_to_be() {
    let (data, target) = (data_folder(), data_folder());
    let file = target.path().join("case.db.age");
    let mut count = 0;
    let all = files(&root().join("tests/fixtures/age"));
    for case in all.iter().filter(|file| file.extension().is_none()) {
        let bytes = fs::read(case).expect("a case");
        let end = bytes.windows(2).position(|two| two == b"\n\n").expect("what to do with it");
        let says = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let said = |what: &str| says.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(": "));
        fs::write(&file, &bytes[end + 2..]).expect("written");
        let with = passphrase(said("passphrase").expect("a passphrase"));
        let code = with_copy(data.path(), &file, Some(&with), |_| Ok(())).expect_err("no file of Fenqi").code;
        let fits: &[ErrorCode] = match said("expect").expect("what to expect") {
            // What is no database is refused when all of it has been decrypted, and found to be whole.
            "success" => &[ErrorCode::FileForeign],
            "no match" => &[ErrorCode::PassphraseWrong, ErrorCode::EncryptedOtherwise],
            _ => &[ErrorCode::EncryptedChanged, ErrorCode::EncryptedOtherwise, ErrorCode::EncryptedHeavy],
        };
        assert!(fits.contains(&code), "{}: {code:?}", case.display());
        assert!(files(data.path()).is_empty(), "{}: something lies open", case.display());
        count += 1;
    }
    assert_eq!(count, 25);
}
