//! The damages themselves: flipped bits, cut files, files that are something else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fastrand::Rng;
use fenqi_app::contract::ErrorCode;
use fenqi_store::FILE_NAME;
use fenqi_tests::add_three;
use rusqlite::Connection;

use crate::damage::{Outcome, Sound, Tally, take};
use crate::{figure, memory_folder, on_all_cores, sound};

/// Takes each damaged copy of the sound file, on all cores.
fn tally<T: Sync>(
    sound: &Sound,
    damages: &[T],
    damaged: impl Fn(&T) -> (String, String, Vec<u8>) + Sync,
) -> Tally {
    let tallies = on_all_cores(|core, cores| {
        let mut tally = Tally::default();
        for damage in damages.iter().skip(core).step_by(cores) {
            let (what, place, bytes) = damaged(damage);
            let folder = memory_folder();
            fs::write(folder.path().join(FILE_NAME), bytes).expect("memory enough");
            tally.add(&what, &place, take(folder.path(), sound));
        }
        tally
    });
    tallies.into_iter().fold(Tally::default(), |mut sum, tally| {
        sum += tally;
        sum
    })
}

fn report(what: &str, tally: &Tally) {
    println!("damage, {what}: {tally}; {:?}", tally.codes);
    println!("  only the check saw {:?}", tally.check_only);
    println!("  of no matter to anyone {:?}", tally.unseen);
    tally.stories.iter().take(40).for_each(|story| println!("  {story}"));
}

fn assert_honest(tally: &Tally) {
    let Tally { wrong_amounts, wrong_words, panics, touched, mistyped, .. } = tally;
    assert_eq!((wrong_amounts, wrong_words, panics, touched, mistyped), (&0, &0, &0, &0, &0));
}

#[test]
fn a_flipped_bit_is_never_shown_as_truth() {
    let seed = figure("FENQI_SEED", 1);
    let sound = Sound::of_seed(seed);
    let mut random = Rng::with_seed(seed);
    let header: Vec<(usize, u8)> = (0..100).map(|place| (place, random.u8(..8))).collect();
    let flipped = |&(place, bit): &(usize, u8)| {
        let mut bytes = sound.bytes.clone();
        bytes[place] ^= 1 << bit;
        let name = sound.name_at(place);
        (format!("byte {place} bit {bit} of {name}"), name, bytes)
    };
    let in_header = tally(&sound, &header, flipped);
    report("header", &in_header);
    let flips = figure("FENQI_FLIPS", 2_000);
    let anywhere = |random: &mut Rng| random.usize(100..sound.bytes.len());
    let places: Vec<(usize, u8)> = (0..flips)
        .map(|n| {
            (
                if n % 2 == 0 { anywhere(&mut random) } else { sound.place_by_name(&mut random) },
                random.u8(..8),
            )
        })
        .collect();
    let in_pages = tally(&sound, &places, flipped);
    report("pages", &in_pages);
    assert_honest(&in_header);
    assert_honest(&in_pages);
}

#[test]
fn a_file_that_is_cut_short_is_refused() {
    let sound = Sound::of_seed(figure("FENQI_SEED", 1));
    let lengths: Vec<usize> = (1..sound.bytes.len().div_ceil(512)).map(|n| n * 512).collect();
    let cut = tally(&sound, &lengths, |length| {
        (format!("cut at {length}"), "length".to_owned(), sound.bytes[..*length].to_vec())
    });
    report("cut at every 512 bytes", &cut);
    assert_honest(&cut);
    assert_eq!(cut.no_matter, 0, "every page counts");
}

#[test]
fn what_is_no_file_of_ours_is_refused() {
    let sound = Sound::of_seed(figure("FENQI_SEED", 1));
    let theirs = {
        let folder = memory_folder();
        let path = folder.path().join("theirs.db");
        let other = Connection::open(&path).expect("a database");
        other
            .execute_batch("CREATE TABLE plan (id TEXT, title TEXT); INSERT INTO plan VALUES ('1', 'theirs')")
            .expect("SQL");
        drop(other);
        fs::read(path).expect("bytes")
    };
    let others: BTreeMap<&str, (Vec<u8>, ErrorCode)> = BTreeMap::from([
        ("zeros", (vec![0; sound.bytes.len()], ErrorCode::FileDamaged)),
        ("text", ("小米 15 Pro, ¥5,299.00\n".repeat(900).into_bytes(), ErrorCode::FileDamaged)),
        ("another program's database", (theirs, ErrorCode::FileForeign)),
    ]);
    for (what, (bytes, expected)) in others {
        let folder = memory_folder();
        fs::write(folder.path().join(FILE_NAME), bytes).expect("memory enough");
        let taken = take(folder.path(), &sound);
        println!("damage, {what}: {:?}", taken.outcome);
        assert!(matches!(taken.outcome, Outcome::Refused(code) if code == expected), "{what}: {taken:?}");
        assert!(taken.untouched, "{what}");
    }
}

/// The log of another file lies beside this one: SQLite itself cannot know.
#[test]
fn a_log_of_another_file_is_seen() {
    let sound = Sound::of_seed(figure("FENQI_SEED", 1));
    let folder = memory_folder();
    let path = folder.path().join(FILE_NAME);
    fs::write(&path, &sound.bytes).expect("memory enough");
    fs::write(folder.path().join("fenqi.db-wal"), log_of_another()).expect("memory enough");
    let taken = take(folder.path(), &sound);
    println!("damage, a log of another file: {:?}", taken.outcome);
    assert!(matches!(taken.outcome, Outcome::Refused(_) | Outcome::Seen(_) | Outcome::Checked), "{taken:?}");
}

fn log_of_another() -> Vec<u8> {
    let folder = memory_folder();
    let app = sound::open(folder.path()).expect("an empty file");
    add_three(&app);
    app.settle().expect("brought in");
    add_three(&app);
    let log = fs::read(folder.path().join("fenqi.db-wal")).expect("a log");
    assert!(log.len() > 4096);
    log
}

/// The plants: a hand that knows the marks, but not the seal.
#[test]
fn a_changed_title_or_amount_breaks_the_seal() {
    let sound = Sound::of_seed(figure("FENQI_SEED", 1));
    for (what, sql) in [
        ("a title", "UPDATE plan SET title = title || '!' WHERE id = ?1"),
        (
            "an amount",
            "UPDATE instalment SET interest = interest + 1 WHERE n = 1 AND plan = (SELECT key FROM plan WHERE id = ?1)",
        ),
        (
            "a day",
            "UPDATE instalment SET due_date = date(due_date, '+1 day') WHERE plan = (SELECT key FROM plan WHERE id = ?1)",
        ),
        (
            "a term",
            "UPDATE terms SET since = date(since, '+1 day') WHERE plan = (SELECT key FROM plan WHERE id = ?1)",
        ),
    ] {
        let folder = memory_folder();
        fs::write(folder.path().join(FILE_NAME), &sound.bytes).expect("memory enough");
        plant(folder.path(), sql, &sound.plans[0].0);
        let app = sound::open(folder.path()).expect("SQLite sees nothing");
        let refused = app.plan(&sound.plans[0]).expect_err(what);
        assert_eq!(refused.code, ErrorCode::FileDamaged, "{what}");
        app.plan(&sound.plans[1]).expect("the others are whole");
    }
}

fn plant(folder: &Path, sql: &str, plan: &str) {
    let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
    assert!(file.execute(sql, [plan]).expect("SQL") > 0);
}
