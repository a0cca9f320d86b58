//! A kill at any call that changes the disk.

use crate::copies::{CopyScene, Doing};
use crate::driver::{Start, Work};
use crate::scene::{Journey, Scene};
use crate::sweep::{Found, kills, sweep};
use crate::{Plants, figure};

fn killed(scene: &dyn Scene, points: usize) -> Found {
    sweep(scene, &kills(scene, points))
}

fn journey(actions: u32, start: Start, plant: Option<&'static str>) -> Journey {
    Journey::new(Work { seed: figure("FENQI_SEED", 1), actions, plant }, start)
}

#[test]
fn nothing_promised_is_lost_by_a_kill() {
    let seed: u64 = figure("FENQI_SEED", 1);
    let points: usize = figure("FENQI_KILLS", 200);
    let mut plants = Plants::default();
    let early = killed(&journey(12, Start::Empty, Some("ack-first")), 40);
    plants.planted("ack-first", !early.bad.is_empty());
    // It can be seen between two calls only: at each call.
    let stamped = killed(&journey(0, Start::Version1, Some("stamp-first")), 1_000);
    plants.planted("stamp-first", !stamped.bad.is_empty());
    for (doing, plant) in [(Doing::BackUp, "without-temp"), (Doing::Restore, "in-place")] {
        plants.planted(plant, !killed(&CopyScene::new(doing, plant), 1_000).bad.is_empty());
    }
    let normal = killed(&journey(40, Start::Empty, None), points);
    let migration = killed(&journey(2, Start::Version1, None), points / 2);
    let copies: Vec<(Doing, Found)> = [Doing::BackUp, Doing::Restore, Doing::RestoreOver]
        .map(|doing| (doing, killed(&CopyScene::new(doing, ""), points)))
        .into();
    let scenes =
        [("normal work", &normal), ("migration", &migration)].map(|(name, found)| (name.to_owned(), found));
    for (name, found) in
        scenes.into_iter().chain(copies.iter().map(|(doing, found)| (format!("{doing:?}"), found)))
    {
        println!("kill, {name}: seed {seed}, {} kill points, {} bad; {plants}", found.runs, found.bad.len());
        assert_eq!(found.bad, [""; 0], "{name}");
        assert_eq!(found.felt, found.runs, "each was killed");
    }
    assert_eq!(normal.runs, points);
    plants.assert_caught();
}
