//! Power cuts: one run is recorded call by call, and thousands of disks are rebuilt as a cut may have left them.

use std::fmt;
use std::ops::AddAssign;

use fastrand::Rng;

use crate::copies::{CopyScene, Doing};
use crate::disk::{Disk, Image, LOSSES, lay};
use crate::driver::{Start, Work};
use crate::scene::{Journey, Scene};
use crate::sound::Verdict;
use crate::trace::{self, Event};
use crate::{Plants, figure, memory_folder, on_all_cores};

/// Every so-many-th disk is read through the store besides, with all seals.
const READ_WHOLE: usize = 10;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Found {
    images: usize,
    lost: usize,
    half_applied: usize,
    damaged: usize,
}

impl AddAssign for Found {
    fn add_assign(&mut self, other: Self) {
        self.images += other.images;
        self.lost += other.lost;
        self.half_applied += other.half_applied;
        self.damaged += other.damaged;
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { images, lost, half_applied, damaged } = self;
        write!(f, "{images} images, {lost} lost, {half_applied} half-applied, {damaged} damaged")
    }
}

struct Replay<'a> {
    scene: &'a dyn Scene,
    before: &'a Image,
    events: &'a [Event],
    seed: u64,
    images: usize,
    /// Whether what is found is told: what a plant does is of no interest.
    tells: bool,
}

impl Replay<'_> {
    fn run(&self) -> Found {
        let mut random = Rng::with_seed(self.seed);
        // Much happens while the file is opened for the first time, in few events.
        let opened = self.events.iter().position(|event| matches!(event, Event::Ack(_))).unwrap_or(0);
        let until = |image| if image % 5 == 0 { opened } else { self.events.len() };
        let mut cuts: Vec<usize> = (0..self.images).map(|image| random.usize(..=until(image))).collect();
        cuts.sort_unstable();
        let found = on_all_cores(|core, cores| self.share(&cuts, core, cores));
        found.into_iter().fold(Found::default(), |mut sum, found| {
            sum += found;
            sum
        })
    }

    /// One core's share of the images.
    fn share(&self, cuts: &[usize], core: usize, cores: usize) -> Found {
        let scratch = memory_folder();
        let (mut disk, mut applied, mut acked) = (Disk::holding(self.before), 0, None);
        let mut found = Found::default();
        for (image, cut) in cuts.iter().enumerate().filter(|(image, _)| image % cores == core) {
            for event in &self.events[applied..*cut] {
                disk.apply(event);
                if let Event::Ack(number) = event {
                    acked = Some(*number as usize);
                }
            }
            applied = *cut;
            let loss = LOSSES[image / cores % LOSSES.len()];
            let mut random = Rng::with_seed(self.seed ^ (image as u64) << 20);
            lay(scratch.path(), &Image::new());
            self.scene.lay(scratch.path());
            lay(&scratch.path().join("data"), &disk.after(loss, &mut random));
            let whole = (image / cores).is_multiple_of(READ_WHOLE);
            let verdict = self.scene.after_end(scratch.path(), acked, whole);
            found += counted(&verdict);
            if !matches!(verdict, Verdict::Sound) && self.tells {
                println!("  cut at {cut} of {}, {loss:?}, after {acked:?}: {verdict}", self.events.len());
            }
        }
        found
    }
}

fn counted(verdict: &Verdict) -> Found {
    Found {
        images: 1,
        lost: usize::from(matches!(verdict, Verdict::Lost)),
        half_applied: usize::from(matches!(verdict, Verdict::HalfApplied(_))),
        damaged: usize::from(matches!(verdict, Verdict::Damaged(_))),
    }
}

/// Replays a scene, and answers what was found and of how many events.
fn replayed(scene: &dyn Scene, seed: u64, images: usize, tells: bool) -> (Found, usize) {
    let (before, events) = trace::record(scene);
    (Replay { scene, before: &before, events: &events, seed, images, tells }.run(), events.len())
}

/// The journey of a driver that really runs with another `synchronous`.
fn mirrored(seed: u64, synchronous: &'static str, images: usize) -> Found {
    let scene = Journey::new(Work { seed, actions: 30, plant: Some(synchronous) }, Start::Empty);
    replayed(&scene, seed, images, synchronous == "FULL").0
}

#[test]
fn nothing_promised_is_lost_in_a_power_cut() {
    let images = figure("FENQI_IMAGES", 5_000);
    let first: u64 = figure("FENQI_SEED", 1);
    for seed in first..first + figure("FENQI_SEEDS", 1) {
        let mut plants = Plants::default();
        let fewer = (images / 5).clamp(500, 1_000);
        let full = mirrored(seed, "FULL", fewer);
        assert_eq!(full, all_sound(fewer), "the plant's own way must not be seen");
        let (normal, off) = (mirrored(seed, "NORMAL", fewer), mirrored(seed, "OFF", fewer));
        plants.planted("synchronous=NORMAL", normal.lost > 0);
        plants.planted("synchronous=OFF", off.lost > 0);
        println!("power cut, plants: seed {seed}, FULL {full}; NORMAL {normal}; OFF {off}");
        let scene = Journey::new(Work { seed, actions: 160, plant: None }, Start::Empty);
        let (found, events) = replayed(&scene, seed, images, true);
        println!(
            "power cut, normal work: seed {seed}, {found} ({events} events, {} acks); {plants}",
            scene.steps()
        );
        assert_eq!(found, all_sound(images));
        plants.assert_caught();
    }
}

#[test]
fn a_power_cut_while_a_file_is_migrated_or_copied_leaves_the_old_or_the_new() {
    let (seed, images) = (figure("FENQI_SEED", 1), figure("FENQI_IMAGES", 5_000) / 10);
    let migration = |plant| Journey::new(Work { seed, actions: 2, plant }, Start::Version1);
    let is_seen = |scene: &dyn Scene| replayed(scene, seed, images, false).0 != all_sound(images);
    let mut plants = Plants::default();
    plants.planted("the version stamped first", is_seen(&migration(Some("stamp-first"))));
    plants.planted("a copy without temp", is_seen(&CopyScene::new(Doing::BackUp, "without-temp")));
    plants.planted("a copy without sync", is_seen(&CopyScene::new(Doing::BackUp, "without-sync")));
    plants.planted("a restore in place", is_seen(&CopyScene::new(Doing::Restore, "in-place")));
    let scenes: [Box<dyn Scene>; 4] = [
        Box::new(migration(None)),
        Box::new(CopyScene::new(Doing::BackUp, "")),
        Box::new(CopyScene::new(Doing::Restore, "")),
        Box::new(CopyScene::new(Doing::RestoreOver, "")),
    ];
    for scene in &scenes {
        let (found, events) = replayed(scene.as_ref(), seed, images, true);
        println!("power cut, {}: seed {seed}, {found} ({events} events); {plants}", scene.name());
        assert_eq!(found, all_sound(images));
    }
    plants.assert_caught();
}

fn all_sound(images: usize) -> Found {
    Found { images, ..Found::default() }
}
