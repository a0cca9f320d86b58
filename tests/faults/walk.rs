//! Flipped bits, and then everything is undone and done again: what comes out of the log is right, or is refused.

use std::fs;
use std::path::Path;

use fastrand::Rng;
use fenqi_app::App;
use fenqi_app::contract::ActivityView;
use fenqi_store::FILE_NAME;
use fenqi_tests::deeds::Deeds;
use rusqlite::{Connection, OpenFlags};

use crate::damage::{Answers, Pages, Subjects, answers, compared, is_reported};
use crate::{Plants, figure, memory_folder, on_all_cores, sound};

/// How many actions are undone and done again.
const DEEDS: usize = 14;

/// A point of the walk back to the first action and forth again, and the truth there.
struct Station {
    facts: Option<u64>,
    subjects: Subjects,
    truth: Answers,
}

struct Walk {
    bytes: Vec<u8>,
    pages: Pages,
    stations: Vec<Station>,
}

/// How a walk over a damaged file ended.
#[derive(Debug, PartialEq)]
enum End {
    /// Something was refused, before anything wrong was shown.
    Refused,
    /// All was right all the way.
    Right,
    Wrong(String),
}

impl Walk {
    fn of_seed(seed: u64) -> Self {
        let folder = memory_folder();
        let app = sound::open(folder.path()).expect("an empty file");
        let mut deeds = Deeds::new(seed);
        let done = (0..60).filter(|_| deeds.next(&app).1.is_ok()).take(DEEDS).count();
        assert_eq!(done, DEEDS);
        drop(app);
        let pages = Pages::of(folder.path());
        let bytes = fs::read(folder.path().join(FILE_NAME)).expect("bytes");
        let app = sound::open(folder.path()).expect("opened again");
        let witness = witness(folder.path()).expect("a witness");
        let mut stations = vec![station(&app, &witness)];
        let turns: [fn(&App) -> fenqi_app::Result<ActivityView>; 2] = [App::undo, App::redo];
        for turn in turns {
            while turn(&app).is_ok() {
                stations.push(station(&app, &witness));
            }
        }
        Self { bytes, pages, stations }
    }

    /// Walks over a file that may be damaged.
    fn over(&self, folder: &Path) -> End {
        let Ok(app) = sound::open(folder) else { return End::Refused };
        let (back, witness) = (self.stations.len() / 2, witness(folder));
        for (number, station) in self.stations.iter().enumerate() {
            let turned = match number {
                0 => Ok(()),
                _ if number <= back => app.undo().map(drop),
                _ => app.redo().map(drop),
            };
            let stops = turned.is_err();
            // Where a turn was refused, nothing may have been turned.
            let station = if stops { &self.stations[number - 1] } else { station };
            if !stops && witness.as_ref().is_some_and(|witness| facts(witness) == station.facts) {
                continue;
            }
            let (wrong, seen) = compared(&answers(&app, &station.subjects), &station.truth);
            match wrong.first() {
                // Nothing was turned yet, and the check that every start makes says that the file is damaged.
                Some(_) if number == 0 && is_reported(&app) => return End::Refused,
                Some((what, _)) => return End::Wrong(format!("turn {number}: {what}")),
                None if stops || seen.is_some() => return End::Refused,
                None => {}
            }
        }
        End::Right
    }
}

fn station(app: &App, witness: &Connection) -> Station {
    let subjects = Subjects::of(app);
    Station { facts: facts(witness), truth: answers(app, &subjects), subjects }
}

/// A look at the file that does not go through Fenqi.
fn witness(folder: &Path) -> Option<Connection> {
    Connection::open_with_flags(folder.join(FILE_NAME), OpenFlags::SQLITE_OPEN_READ_ONLY).ok()
}

fn facts(witness: &Connection) -> Option<u64> {
    fenqi_tests::fingerprint::of(witness).ok().map(|found| found.facts)
}

/// The plant: the file itself says something else at the first station, with everything that guards it.
fn other_title_is_seen(walk: &Walk) -> bool {
    let folder = memory_folder();
    fs::write(folder.path().join(FILE_NAME), &walk.bytes).expect("memory enough");
    let app = sound::open(folder.path()).expect("opened");
    let edit = fenqi_app::contract::PlanEdit { title: Some("另一个".to_owned()), ..Default::default() };
    app.plan_edit(&app.plans().expect("plans")[0].id, &edit).expect("edited");
    drop(app);
    matches!(walk.over(folder.path()), End::Wrong(_))
}

#[test]
fn a_flipped_bit_is_not_undone_into_the_file() {
    let seed = figure("FENQI_SEED", 1);
    let walk = Walk::of_seed(seed);
    let flips = figure("FENQI_WALK_FLIPS", 200);
    let mut random = Rng::with_seed(seed);
    let places: Vec<(usize, u8)> = (0..flips)
        .map(|n| {
            let place = match n % 3 {
                0 => walk.pages.place_by_name(&mut random, true),
                _ => walk.pages.place_in("undo", &mut random),
            };
            (place, random.u8(..8))
        })
        .collect();
    let ends = on_all_cores(|core, cores| {
        let walked = |(place, bit): &(usize, u8)| {
            let folder = memory_folder();
            let mut bytes = walk.bytes.clone();
            bytes[*place] ^= 1 << bit;
            fs::write(folder.path().join(FILE_NAME), bytes).expect("memory enough");
            (walk.pages.name_at(*place), walk.over(folder.path()))
        };
        places.iter().skip(core).step_by(cores).map(walked).collect::<Vec<_>>()
    });
    let ends: Vec<(String, End)> = ends.into_iter().flatten().collect();
    let refused = ends.iter().filter(|(_, end)| *end == End::Refused).count();
    let bad: Vec<String> = ends
        .iter()
        .filter_map(|(name, end)| match end {
            End::Wrong(why) => Some(format!("{name}: {}", why.chars().take(160).collect::<String>())),
            _ => None,
        })
        .collect();
    let mut plants = Plants::default();
    plants.planted("another title", other_title_is_seen(&walk));
    println!(
        "damage, undone and done again: seed {seed}, {flips} flips, {refused} refused, {} wrong; {plants}",
        bad.len()
    );
    assert_eq!(bad, [""; 0]);
    plants.assert_caught();
}
