//! Power cuts: one run is recorded call by call, and thousands of disks are rebuilt as a cut may have left them.

use std::fmt;
use std::fs;
use std::ops::AddAssign;
use std::path::Path;

use fastrand::Rng;
use fenqi_tests::fingerprint::Fingerprint;

use crate::disk::{Disk, Image, LOSSES};
use crate::driver::{Start, Work};
use crate::sound::{Verdict, judge};
use crate::trace::{self, Event};
use crate::{figure, memory_folder, on_all_cores};

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
    events: &'a [Event],
    states: &'a [Fingerprint],
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
        let found = on_all_cores(|core, cores| {
            let folder = memory_folder();
            let (mut disk, mut applied, mut acked) = (Disk::default(), 0, None);
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
                lay(folder.path(), &disk.after(loss, &mut random));
                let whole = image / cores % READ_WHOLE == 0;
                let verdict = judge(folder.path(), self.states, acked, whole);
                found += counted(&verdict);
                if let Verdict::HalfApplied(why) | Verdict::Damaged(why) = verdict
                    && self.tells
                {
                    println!("  cut at {cut} of {}, {loss:?}, after {acked:?}: {why}", self.events.len());
                }
            }
            found
        });
        found.into_iter().fold(Found::default(), |mut sum, found| {
            sum += found;
            sum
        })
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

fn lay(folder: &Path, image: &Image) {
    for entry in fs::read_dir(folder).expect("a folder") {
        fs::remove_file(entry.expect("an entry").path()).expect("removed");
    }
    for (name, content) in image {
        fs::write(folder.join(name), content).expect("memory enough");
    }
}

/// `synchronous=NORMAL`: of the log's syncs only those before the log is brought into the file.
fn normal(events: &[Event]) -> Vec<Event> {
    let is_log = |file: &str| file.ends_with("-wal");
    let next_is_file = |at: usize| {
        events[at + 1..].iter().find_map(|event| match event {
            Event::Write { file, .. } => Some(!is_log(file)),
            _ => None,
        })
    };
    let counts = |(at, event): &(usize, &Event)| match event {
        Event::Sync(file) if is_log(file) => next_is_file(*at) == Some(true),
        _ => true,
    };
    events.iter().enumerate().filter(counts).map(|(_, event)| event.clone()).collect()
}

/// `synchronous=OFF`: no syncs.
fn off(events: &[Event]) -> Vec<Event> {
    let counts = |event: &&Event| !matches!(event, Event::Sync(_) | Event::SyncFolder);
    events.iter().filter(counts).cloned().collect()
}

#[test]
fn nothing_promised_is_lost_in_a_power_cut() {
    let images = figure("FENQI_IMAGES", 5_000);
    let first: u64 = figure("FENQI_SEED", 1);
    for seed in first..first + figure("FENQI_SEEDS", 1) {
        let work = Work { seed, actions: 160, plant: None };
        let (states, events) = (work.states(Start::Empty), trace::record(work));
        let replay =
            |events: &[Event], images, tells| Replay { events, states: &states, seed, images, tells }.run();
        let found = replay(&events, images, true);
        println!("power-cut: seed {seed}, {found} ({} events, {} acks)", events.len(), states.len());
        let fewer = (images / 5).max(500);
        let (normal, off) = (replay(&normal(&events), fewer, false), replay(&off(&events), fewer, false));
        println!("power-cut, planted synchronous=NORMAL: seed {seed}, {normal}");
        println!("power-cut, planted synchronous=OFF: seed {seed}, {off}");
        assert_eq!(found, Found { images, ..Found::default() });
        assert!(normal.lost > 0, "the plant NORMAL was not seen");
        assert!(off.lost > 0 && off.damaged > 0, "the plant OFF was not seen");
    }
}
