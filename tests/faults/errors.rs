//! Calls that fail: what the system refuses, Fenqi must not promise.

use crate::copies::{CopyScene, Doing};
use crate::driver::{Start, Work};
use crate::scene::{Journey, Scene};
use crate::sweep::{ERRORS, Found, census, errors, places, sweep};
use crate::{Plants, figure};

fn journey(actions: u32, start: Start, plant: Option<&'static str>) -> Journey {
    Journey::new(Work { seed: figure("FENQI_SEED", 1), actions, plant }, start)
}

/// Whether a planted bug is seen at some places.
fn is_seen(scene: &dyn Scene, sign: &str) -> bool {
    let faults = errors(&places(scene), Some(0));
    let some: Vec<_> = crate::trace::sampled(&faults, 60).cloned().collect();
    sweep(scene, &some).bad.iter().any(|bad| bad.contains(sign))
}

/// All of `FENQI_ERRORS=all` takes half an hour: at each change one error once and one from then on are tried at every
/// call.
fn swept(scene: &dyn Scene, seed: u64, plants: &Plants) -> Found {
    let places = places(scene);
    let all = figure("FENQI_ERRORS", String::new()) == "all";
    let faults = errors(&places, (!all).then_some(seed));
    let found = sweep(scene, &faults);
    let how = if all { "each of" } else { "in turn one once and one from then on of" };
    println!(
        "errors, {}: seed {seed}, every k of {}, {how} {}: {found}; {plants}",
        scene.name(),
        census(&places),
        ERRORS.join(" ")
    );
    found
}

#[test]
fn a_failing_call_is_never_taken_for_done() {
    let seed: u64 = figure("FENQI_SEED", 1);
    let mut plants = Plants::default();
    let ignoring = "ignore-errors";
    plants.planted(
        "ignored errors in work",
        is_seen(&journey(12, Start::Empty, Some(ignoring)), "is not done"),
    );
    for doing in [Doing::BackUp, Doing::Restore] {
        plants.planted("ignored errors in copies", is_seen(&CopyScene::new(doing, ignoring), "promised"));
    }
    plants.planted("a copy without temp", is_seen(&CopyScene::new(Doing::BackUp, "without-temp"), "counts"));
    plants
        .planted("a copy without mode", is_seen(&CopyScene::new(Doing::BackUp, "without-mode"), "readable"));
    plants.planted("a restore in place", is_seen(&CopyScene::new(Doing::Restore, "in-place"), ""));
    let scenes: [Box<dyn Scene>; 5] = [
        Box::new(journey(figure("FENQI_ERROR_ACTIONS", 14), Start::Empty, None)),
        Box::new(journey(2, Start::Version1, None)),
        Box::new(CopyScene::new(Doing::BackUp, "")),
        Box::new(CopyScene::new(Doing::Restore, "")),
        Box::new(CopyScene::new(Doing::RestoreOver, "")),
    ];
    for scene in &scenes {
        let found = swept(scene.as_ref(), seed, &plants);
        assert_eq!(found.bad, [""; 0]);
        assert!(found.felt * 4 > found.runs, "too few faults were felt");
    }
    plants.assert_caught();
}
