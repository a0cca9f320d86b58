//! One life of a person with a machine: from event to event, never tick by tick, and judged at every look.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use fenqi_app::clock::Zone;
use fenqi_app::contract::Language;
use fenqi_app::{App, Driver};
use fenqi_store::SqliteStore;
use tempfile::TempDir;

use crate::belief::{Belief, Time};
use crate::chaos::{self, Event};
use crate::facts::Facts;
use crate::ledger::{Ledger, Moment};
use crate::person::{Person, pay};
use crate::plants::{Plant, Shim};
use crate::tzif::Table;
use crate::world::{Killed, Session, Times, World, instant};

pub(crate) const DAY: i64 = 86_400;
/// 2026-03-01, a Sunday.
const START: i64 = 1_772_323_200;
/// The product looks at its clock at least this often.
const NAP: u64 = 10;

/// What a run came to.
#[derive(Clone, Default)]
pub(crate) struct Tally {
    pub(crate) seconds: i64,
    pub(crate) looks: u64,
    pub(crate) reminders: u64,
    pub(crate) popups: u64,
    pub(crate) lives: u64,
    pub(crate) deeds: BTreeMap<&'static str, u64>,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        self.seconds += other.seconds;
        self.looks += other.looks;
        self.reminders += other.reminders;
        self.popups += other.popups;
        self.lives += other.lives;
        for (what, count) in &other.deeds {
            *self.deeds.entry(what).or_default() += count;
        }
    }
}

/// Where a run went wrong.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) seed: u64,
    pub(crate) at: String,
    pub(crate) what: String,
    pub(crate) lately: Vec<String>,
}

impl fmt::Display for Wrong {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "seed {}, {}: {}\n  {}", self.seed, self.at, self.what, self.lately.join("\n  "))
    }
}

/// A process that runs.
struct Life {
    app: App,
    driver: Driver,
    belief: Belief,
    /// From believed time to real time.
    lag: Option<i64>,
    shim: Arc<Shim>,
}

/// Everything there is.
pub(crate) struct Run<'a> {
    pub(crate) world: World,
    pub(crate) session: Session,
    pub(crate) person: Person,
    pub(crate) queue: BTreeMap<(i64, u64), Event>,
    pub(crate) confirmed: bool,
    /// Some lives are eventful, others go by; in days from one thing to the next.
    pub(crate) pace: i64,
    folder: &'a Path,
    plant: Plant,
    facts: Facts,
    ledger: Ledger,
    life: Option<Life>,
    clock_seen: Option<i64>,
    queued: u64,
    tally: Tally,
    lately: Vec<String>,
}

/// Some years from a seed. A planted fault should come out wrong.
pub(crate) fn run(seed: u64, years: i64, plant: Plant) -> Result<Tally, Wrong> {
    let folder = folder();
    // The file is made before anything else looks at it.
    drop(SqliteStore::open(folder.path()).expect("the file opens"));
    let zone = chaos::zones()[0];
    let skew = 0;
    let times = Times { truth: START, skew, booted: START, zone, unwatched: plant == Plant::Unwatched };
    let mut run = Run {
        world: World::new(times),
        session: Session::new(Facts::of(folder.path())),
        person: Person::new(seed),
        queue: BTreeMap::new(),
        confirmed: false,
        pace: 2 + seed.cast_signed() % 6,
        folder: folder.path(),
        plant,
        facts: Facts::of(folder.path()),
        ledger: Ledger::default(),
        life: None,
        clock_seen: None,
        queued: 0,
        tally: Tally::default(),
        lately: Vec::new(),
    };
    let end = START + years * 365 * DAY;
    let done = run.live(end);
    let at = run.world.times();
    run.tally.seconds = at.truth - START;
    run.tally.reminders = run.ledger.reminders;
    let local = format!("{} ({} {})", at.zone.local(at.truth), at.zone.name, at.truth);
    let lately = run.lately.split_off(run.lately.len().saturating_sub(40));
    done.map(|()| run.tally.clone()).map_err(|what| Wrong { seed, at: local, what, lately })
}

/// In memory, where there is room, so that a sync costs nothing.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a temporary folder")
}

impl Run<'_> {
    fn live(&mut self, end: i64) -> Result<(), String> {
        self.start()?;
        self.at(0, Event::Act);
        self.at(DAY, Event::Chaos);
        loop {
            let next = self.queue.keys().next().map_or(end, |(at, _)| *at).min(end);
            let wanted = self.wanted(next);
            if wanted.is_none() && next >= end {
                return Ok(());
            }
            if let Some(at) = wanted {
                // A nap may have begun just before.
                let jitter = self.person.random.i64(0..=10);
                self.pass_until(at + jitter);
                self.look(false)?;
            } else if let Some((_, event)) = self.queue.pop_first() {
                self.pass_until(next);
                self.happen(event)?;
            }
        }
    }

    /// Queues an event so many seconds from now.
    pub(crate) fn at(&mut self, after: i64, event: Event) {
        self.queued += 1;
        self.queue.insert((self.world.times().truth + after.max(0), self.queued), event);
    }

    fn pass_until(&mut self, at: i64) {
        self.world.change(|times| times.truth = times.truth.max(at));
    }

    /// The next moment before `end` at which something is to be said, in real time.
    fn wanted(&self, end: i64) -> Option<i64> {
        let lag = self.life.as_ref()?.lag?;
        let now = self.world.times().truth - lag;
        let at = self.ledger.next(&self.facts, Moment { now, zone: self.zone() }, end - lag) + lag;
        (at < end).then_some(at)
    }

    fn zone(&self) -> &'static Table {
        self.world.times().zone
    }

    /// Remembers what happened, for people.
    pub(crate) fn tell(&mut self, what: &'static str, more: impl fmt::Display) {
        *self.tally.deeds.entry(what).or_default() += 1;
        let times = self.world.times();
        self.lately.push(format!("{} {what} {more}", times.zone.local(times.truth)));
    }

    /// A process starts.
    pub(crate) fn start(&mut self) -> Result<(), String> {
        let shim = Arc::new(Shim::new(
            SqliteStore::open(self.folder).expect("the file opens"),
            self.plant,
            self.world.clone(),
        ));
        let app = App::new(Box::new(Arc::clone(&shim)), Box::new(self.world.clone()), Language::ZhCn);
        self.life = Some(Life {
            app,
            driver: Driver::default(),
            belief: Belief::new(self.clock_seen),
            lag: None,
            shim,
        });
        self.ledger.restart();
        // What an earlier process showed is beyond its reach.
        self.session.desktop().open.clear();
        self.tally.lives += 1;
        self.look(true)
    }

    /// The process ends; nothing is settled.
    pub(crate) fn stop(&mut self) {
        self.life = None;
    }

    /// Another process pays a row between the driver's decision and its claim.
    pub(crate) fn interfere(&mut self) {
        let Some(life) = &self.life else { return };
        let now = life.lag.map_or(0, |lag| self.world.times().truth - lag);
        let soon = |row: &crate::facts::Row| (row.due - self.zone().local(now).date()).num_days();
        let Some((row, _)) = self.facts.open.iter().min_by_key(|(id, row)| (soon(row), *id)) else { return };
        let (row, folder, world) = (row.clone(), self.folder.to_owned(), self.world.clone());
        let (plan, n) = (row.0.to_string(), row.1);
        life.shim.before_next_write(Box::new(move || {
            let store = SqliteStore::open(&folder).expect("the file opens");
            let app = App::new(Box::new(store), Box::new(world), Language::ZhCn);
            pay(&app, &(plan.into(), n), None).is_ok()
        }));
    }

    /// The person does something, if the machine is on and its clock is known to be right or wrong.
    pub(crate) fn act(&mut self) -> Result<(), String> {
        let Some(life) = &self.life else { return Ok(()) };
        let Some(lag) = life.lag else { return Ok(()) };
        let now = self.world.times().truth - lag;
        let moment = Moment { now, zone: self.world.times().zone };
        let done = self.person.act(&life.app, &self.facts, &mut self.ledger, moment);
        self.facts.read();
        self.tell(done, "");
        self.look(true)
    }

    pub(crate) fn confirm(&mut self) -> Result<(), String> {
        let times = self.world.times();
        let Some(life) = self.life.as_ref().filter(|life| life.belief.doubts() && times.skew == 0) else {
            return Ok(());
        };
        life.app.clock_confirm().map_err(|error| error.to_string())?;
        (self.confirmed, self.clock_seen) = (true, Some(times.wall()));
        self.look(true)
    }

    /// The driver looks, and is judged.
    pub(crate) fn look(&mut self, changed: bool) -> Result<(), String> {
        let Some(mut life) = self.life.take() else { return Ok(()) };
        let times = self.world.times();
        self.tally.looks += 1;
        let confirmed = std::mem::take(&mut self.confirmed);
        let now = self.believe(&mut life, times, confirmed);
        let looked = catch_unwind(AssertUnwindSafe(|| life.driver.look(&life.app, &self.session, changed)));
        let paid_elsewhere = life.shim.took_its_turn();
        if paid_elsewhere {
            self.facts.read();
            self.tell("paid elsewhere", "");
        }
        let nap = match looked {
            Ok(nap) => Some(nap),
            Err(payload) if payload.is::<Killed>() => None,
            Err(panic) => resume_unwind(panic),
        };
        let popups = std::mem::take(&mut self.session.desktop().popups);
        for popup in &popups {
            self.tell(if popup.taken { "popup" } else { "refused popup" }, &popup.notice.key);
            self.tally.popups += u64::from(popup.taken);
            self.person.seen.push(popup.notice.clone());
        }
        let Some(now) = now else {
            self.life = nap.map(|_| life);
            return if popups.is_empty() { Ok(()) } else { Err("said by a clock that is wrong".to_owned()) };
        };
        if !popups.is_empty() && !life.belief.doubts() {
            self.clock_seen = Some(times.wall());
        }
        let moment = Moment { now, zone: times.zone };
        self.ledger.judge(&popups, &self.facts, moment, nap.is_none())?;
        self.withdrawn()?;
        let Some(nap) = nap else {
            self.session.desktop().kill = None;
            self.tell("killed", "");
            let pause = self.person.random.i64(1..4000);
            self.at(pause, Event::Start);
            return Ok(());
        };
        self.life = Some(life);
        if paid_elsewhere {
            // A look that only noted the clock does not see it: like every change of another process, it is told.
            return self.look(true);
        }
        self.quiet_enough(nap, moment)?;
        self.ledger
            .missed(&self.facts, moment, false)
            .map_or(Ok(()), |missed| Err(self.asked(missed, moment)))
    }

    /// What was missed, and what the product makes of it.
    fn asked(&self, missed: String, moment: Moment) -> String {
        let at = Zone::Other(moment.zone).local(instant(moment.now));
        let answer = self.life.as_ref().map(|life| life.app.remind(Some(at), false));
        format!("{missed}\n  the product: {answer:?}")
    }

    /// By which time to judge.
    fn believe(&mut self, life: &mut Life, times: Times, confirmed: bool) -> Option<i64> {
        let believed = life.belief.look(times.wall(), times.up(), confirmed);
        let now = match believed {
            Time::Clock { now, back } => {
                if back {
                    self.ledger.rearm(now + 3600);
                }
                if self.clock_seen.is_none_or(|seen| (now - seen).abs() > 20 * 3600) {
                    self.clock_seen = Some(now);
                }
                Some(now)
            }
            Time::Kept(now) => Some(now),
            Time::Unknown => None,
        };
        life.lag = now.map(|now| times.truth - now);
        now
    }

    /// Popups were taken back where nothing was left to answer, and nowhere else.
    fn withdrawn(&mut self) -> Result<(), String> {
        let withdrawn = std::mem::take(&mut self.session.desktop().withdrawn);
        let ledger = &self.ledger;
        let still = |notice: &&fenqi_app::Notice| {
            crate::ledger::parts(notice)
                .iter()
                .any(|part| ledger.is_current(part, &self.facts) && !ledger.is_answered(&part.key))
        };
        withdrawn
            .iter()
            .find(still)
            .map_or(Ok(()), |notice| Err(format!("taken back too early: {}", notice.key)))
    }

    fn quiet_enough(&mut self, nap: Duration, moment: Moment) -> Result<(), String> {
        if nap > Duration::from_secs(NAP) {
            return Err(format!("a nap of {nap:?}"));
        }
        let desktop = self.session.desktop();
        if let Some(notice) = self.ledger.left_open(&desktop.open, &self.facts) {
            return Err(format!("left open at {}: {}", moment.now, notice.key));
        }
        Ok(())
    }

    /// The desktop has been taking popups for long enough.
    pub(crate) fn all_taken(&mut self) -> Result<(), String> {
        let Some(lag) = self.life.as_ref().and_then(|life| life.lag) else { return Ok(()) };
        if !self.session.desktop().takes {
            return Ok(());
        }
        let moment = Moment { now: self.world.times().truth - lag, zone: self.zone() };
        self.ledger.missed(&self.facts, moment, true).map_or(Ok(()), |missed| Err(self.asked(missed, moment)))
    }
}
