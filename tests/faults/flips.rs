//! The damages themselves: flipped bits, cut files, files that are something else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fastrand::Rng;
use fenqi_app::App;
use fenqi_app::contract::{ErrorCode, PlanEdit, PlanId, RowDraft, RowView};
use fenqi_store::FILE_NAME;
use fenqi_tests::add_three;
use rusqlite::Connection;

use crate::damage::{Outcome, Sound, Taken, Tally, answers, compared, take};
use crate::{Plants, figure, memory_folder, on_all_cores, sound};

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
            tally.add(&what, &place, sound.pages.is_index(&place), take(folder.path(), sound));
        }
        tally
    });
    tallies.into_iter().fold(Tally::default(), |mut sum, tally| {
        sum += tally;
        sum
    })
}

fn report(what: &str, seed: u64, tally: &Tally, plants: &Plants) {
    println!("damage, {what}: seed {seed}, {tally}; {:?}; {plants}", tally.codes);
    println!("  seen only by the check {:?}", tally.check_only);
    println!("  of no matter to anyone {:?}", tally.unseen);
    tally.stories.iter().take(40).for_each(|story| println!("  {story}"));
}

fn assert_honest(tally: &Tally) {
    // What is wrong beside a refusal, or until the check that every start makes, is not silent.
    let Tally { wrong_amounts, wrong_words, .. } = tally;
    assert_eq!((wrong_amounts, wrong_words), (&0, &0));
    let Tally { panics, touched, mistyped, .. } = tally;
    assert_eq!((panics, touched, mistyped), (&0, &0, &0));
}

/// Files that a Fenqi without seals, marks and checks would take for sound: they are, and say something else.
fn planted(sound: &Sound) -> Plants {
    let mut plants = Plants::default();
    let mut plant = |what: &str, change: &dyn Fn(&App, &PlanId), is_seen: &dyn Fn(&Taken) -> bool| {
        let folder = memory_folder();
        fs::write(folder.path().join(FILE_NAME), &sound.bytes).expect("memory enough");
        let app = sound::open(folder.path()).expect("a sound file");
        change(&app, &sound.subjects.plans[0]);
        drop(app);
        plants.planted(what, is_seen(&take(folder.path(), sound)));
    };
    let edit = |edit: PlanEdit| move |app: &App, plan: &PlanId| app.plan_edit(plan, &edit).expect("edited");
    let title = edit(PlanEdit { title: Some("另一个".to_owned()), ..PlanEdit::default() });
    plant("another title", &title, &|taken| {
        matches!(taken.outcome, Outcome::WrongWords(_) | Outcome::WrongAmount(_))
    });
    let amount = |app: &App, plan: &PlanId| {
        let row = app.plan(plan).expect("a plan").rows.swap_remove(0);
        let RowView { n, due_date, principal, fee, .. } = row;
        let row = RowDraft { n, due_date, principal, interest: "99.99".to_owned(), fee };
        app.plan_edit(plan, &PlanEdit { rows: Some(vec![row]), ..PlanEdit::default() }).expect("edited");
    };
    plant("another amount", &amount, &|taken| matches!(taken.outcome, Outcome::WrongAmount(_)));
    let removed = |app: &App, plan: &PlanId| app.plan_remove(plan).expect("removed");
    plant("a plan less", &removed, &|taken| matches!(taken.outcome, Outcome::Seen(ErrorCode::PlanUnknown)));
    plants
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
        let name = sound.pages.name_at(place);
        (format!("byte {place} bit {bit} of {name}"), name, bytes)
    };
    let in_header = tally(&sound, &header, flipped);
    let plants = planted(&sound);
    report("header", seed, &in_header, &plants);
    let flips = figure("FENQI_FLIPS", 2_000);
    let anywhere = |random: &mut Rng| random.usize(100..sound.bytes.len());
    let places: Vec<(usize, u8)> = (0..flips)
        .map(|n| {
            (
                if n % 2 == 0 {
                    anywhere(&mut random)
                } else {
                    sound.pages.place_by_name(&mut random, false)
                },
                random.u8(..8),
            )
        })
        .collect();
    let in_pages = tally(&sound, &places, flipped);
    report("pages", seed, &in_pages, &plants);
    assert_honest(&in_header);
    assert_honest(&in_pages);
    plants.assert_caught();
}

#[test]
fn a_file_that_is_cut_short_is_refused() {
    let seed = figure("FENQI_SEED", 1);
    let sound = Sound::of_seed(seed);
    let cut = |lengths: &[usize]| {
        tally(&sound, lengths, |length| {
            (format!("cut at {length}"), "length".to_owned(), sound.bytes[..*length].to_vec())
        })
    };
    let mut plants = Plants::default();
    // A cut that takes nothing away is one that nobody sees.
    plants.planted("an unseen cut", cut(&[sound.bytes.len()]).no_matter > 0);
    let lengths: Vec<usize> = (1..sound.bytes.len().div_ceil(512)).map(|n| n * 512).collect();
    let cut = cut(&lengths);
    report("cut at every 512 bytes", seed, &cut, &plants);
    assert_honest(&cut);
    assert_eq!(cut.no_matter, 0, "every page counts");
    plants.assert_caught();
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
    // Taken for one of ours, as by a Fenqi that does not look at whose a file is.
    let taken_for_ours = {
        let folder = memory_folder();
        let path = folder.path().join(FILE_NAME);
        fs::write(&path, &theirs).expect("memory enough");
        stamp(&path, "application_id", 0x464E_5149);
        stamp(&path, "user_version", fenqi_store::VERSION);
        fs::read(path).expect("bytes")
    };
    let is_refused = |bytes: &[u8], expected: ErrorCode| {
        let folder = memory_folder();
        fs::write(folder.path().join(FILE_NAME), bytes).expect("memory enough");
        let taken = take(folder.path(), &sound);
        taken.untouched && matches!(taken.outcome, Outcome::Refused(code) if code == expected)
    };
    let mut plants = Plants::default();
    plants.planted("no look at whose it is", !is_refused(&taken_for_ours, ErrorCode::FileForeign));
    plants.planted("a sound file", !is_refused(&sound.bytes, ErrorCode::FileDamaged));
    let others: BTreeMap<&str, (Vec<u8>, ErrorCode)> = BTreeMap::from([
        ("zeros", (vec![0; sound.bytes.len()], ErrorCode::FileDamaged)),
        ("text", ("小米 15 Pro, ¥5,299.00\n".repeat(900).into_bytes(), ErrorCode::FileDamaged)),
        ("another program's database", (theirs, ErrorCode::FileForeign)),
    ]);
    let bad: Vec<&str> = others
        .iter()
        .filter_map(|(what, (bytes, expected))| (!is_refused(bytes, *expected)).then_some(*what))
        .collect();
    println!("damage, files of others: {} files, {} bad; {plants}", others.len(), bad.len());
    assert_eq!(bad, [""; 0]);
    plants.assert_caught();
}

fn stamp(path: &Path, pragma: &str, value: i64) {
    let file = Connection::open(path).expect("the file");
    file.pragma_update(None, pragma, value).expect("SQL");
}

/// A file of a later Fenqi is read and not written; the plant is a Fenqi that does not look at the version, which is
/// the same file stamped with ours.
#[test]
fn a_file_of_a_later_fenqi_is_not_written() {
    let sound = Sound::of_seed(figure("FENQI_SEED", 1));
    let is_left_alone = |version| {
        let folder = memory_folder();
        let path = folder.path().join(FILE_NAME);
        fs::write(&path, &sound.bytes).expect("memory enough");
        stamp(&path, "user_version", version);
        let before = fs::read(&path).expect("bytes");
        let app = sound::open(folder.path()).expect("it may be read");
        let is_read = compared(&answers(&app, &sound.subjects), &sound.truth) == (vec![], None);
        let is_written = app.plan_remove(&sound.subjects.plans[0]).is_ok() || app.undo().is_ok();
        drop(app);
        is_read && !is_written && fs::read(&path).expect("bytes") == before
    };
    let mut plants = Plants::default();
    plants.planted("no look at the version", !is_left_alone(fenqi_store::VERSION));
    let versions = [fenqi_store::VERSION + 1, fenqi_store::VERSION + 2, 99, i64::from(i32::MAX)];
    let bad: Vec<i64> = versions.into_iter().filter(|version| !is_left_alone(*version)).collect();
    println!("damage, later versions: {} files, {} bad; {plants}", versions.len(), bad.len());
    assert_eq!(bad, [0; 0]);
    plants.assert_caught();
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
        plant(folder.path(), sql, &sound.subjects.plans[0].0);
        let app = sound::open(folder.path()).expect("SQLite sees nothing");
        let refused = app.plan(&sound.subjects.plans[0]).expect_err(what);
        assert_eq!(refused.code, ErrorCode::FileDamaged, "{what}");
        app.plan(&sound.subjects.plans[1]).expect("the others are whole");
    }
}

fn plant(folder: &Path, sql: &str, plan: &str) {
    let file = Connection::open(folder.join(FILE_NAME)).expect("the file");
    assert!(file.execute(sql, [plan]).expect("SQL") > 0);
}
