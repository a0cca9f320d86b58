//! Reminders over years: people, machines and clocks simulated from a seed, and every reminder held to a naive
//! recomputation; and every zone of the system's database.

mod belief;
mod chaos;
mod facts;
mod ledger;
mod oracle;
mod person;
mod plants;
mod run;
mod tzif;
mod world;
mod zones;

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use plants::Plant;
use run::{DAY, Tally, run};

/// The simulated years of one file.
const YEARS_A_FILE: u64 = 4;

fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|count| count.parse().ok())
}

/// `FENQI_SIM_YEARS` years, from the seed `FENQI_SIM_SEED` on.
#[test]
fn nothing_is_missed_nothing_is_doubled_and_nothing_is_said_of_what_is_paid() {
    let years = given("FENQI_SIM_YEARS").unwrap_or(24);
    let first = given("FENQI_SIM_SEED").unwrap_or(1);
    let seeds = first..first + years.div_ceil(YEARS_A_FILE);
    let (next, tally, wrong) = (AtomicU64::new(first), Mutex::new(Tally::default()), Mutex::new(Vec::new()));
    let work = || {
        while let Some(seed) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|seed| seeds.contains(seed))
        {
            match run(seed, YEARS_A_FILE.cast_signed(), Plant::None) {
                Ok(done) => tally.lock().expect("no panic").add(&done),
                Err(failed) => wrong.lock().expect("no panic").push(failed.to_string()),
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(work);
        }
    });
    let (tally, wrong) = (tally.into_inner().expect("no panic"), wrong.into_inner().expect("no panic"));
    #[expect(clippy::print_stdout, reason = "a zero without its count is no result")]
    {
        println!(
            "simulation: seeds {}-{}, {} years, {} processes, {} looks, {} reminders, {} popups, {} failures: {:?}",
            seeds.start,
            seeds.end - 1,
            tally.seconds / (365 * DAY),
            tally.lives,
            tally.looks,
            tally.reminders,
            tally.popups,
            wrong.len(),
            tally.deeds,
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each planted fault comes out wrong within some years, and by its own name.
#[test]
fn planted_faults_are_seen() {
    for (plant, expected) in plants::ALL {
        let wrong = (1..=12).filter_map(|seed| run(seed, 1, plant).err());
        let seen = wrong.map(|wrong| wrong.what).find(|what| what.starts_with(expected));
        let seen = seen.unwrap_or_else(|| panic!("{plant:?} was not seen as {expected}"));
        #[expect(clippy::print_stdout, reason = "what was seen is the result")]
        {
            println!("planted {plant:?}: {}", seen.lines().next().unwrap_or_default());
        }
    }
}
