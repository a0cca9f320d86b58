//! What happens to a machine: sleep, restarts, kills, journeys, clocks that are set wrong, desktops that are deaf.

use std::sync::LazyLock;

use crate::run::{DAY, Run};
use crate::tzif::{Table, system};
use crate::world::Kill;

/// What comes next.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    /// The person does something.
    Act,
    /// Something happens to the machine.
    Chaos,
    /// A process starts.
    Start,
    /// The driver looks.
    Look,
    /// The clock is set right.
    ClockBack,
    /// The person sees that the clock is doubted, and that it is right.
    Confirm,
    /// The desktop takes popups again.
    DesktopBack,
    /// What was refused must have been taken by now.
    AllTaken,
}

/// The first is home.
pub(crate) fn zones() -> &'static [&'static Table] {
    static ZONES: LazyLock<Vec<&'static Table>> = LazyLock::new(|| {
        let names = [
            "Asia/Shanghai",
            "America/New_York",
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "America/Santiago",
            "Asia/Beirut",
            "Pacific/Kiritimati",
            "Antarctica/Troll",
        ];
        let mut zones: Vec<&'static Table> = Vec::new();
        zones.extend(names.iter().map(|name| &*Box::leak(Box::new(system(name)))));
        zones.push(Box::leak(Box::new(Table::fixed("+05:45", 20_700))));
        zones.push(Box::leak(Box::new(Table::fixed("-11:00", -39_600))));
        zones
    });
    &ZONES
}

const HOUR: i64 = 3600;

impl Run<'_> {
    /// What was queued takes place.
    pub(crate) fn happen(&mut self, event: Event) -> Result<(), String> {
        match event {
            Event::Act => {
                let next = self.person.random.i64(HOUR..2 * self.pace * DAY);
                self.at(next, Event::Act);
                self.act()
            }
            Event::Chaos => {
                let next = self.person.random.i64(HOUR..10 * self.pace * DAY);
                self.at(next, Event::Chaos);
                self.befall()
            }
            Event::Start => {
                self.stop();
                self.start()
            }
            Event::Look => self.look(false),
            Event::ClockBack => {
                self.world.change(|times| times.skew = 0);
                self.tell("clock set right", "");
                let soon = self.person.random.i64(60..DAY);
                self.at(soon, Event::Confirm);
                self.stepped()
            }
            Event::Confirm => self.confirm(),
            Event::DesktopBack => {
                self.session.desktop().takes = true;
                self.tell("desktop back", "");
                // The next try comes within a minute and a nap.
                self.at(71, Event::Look);
                self.at(142, Event::Look);
                self.at(143, Event::AllTaken);
                self.look(false)
            }
            Event::AllTaken => self.all_taken(),
        }
    }

    fn befall(&mut self) -> Result<(), String> {
        match self.person.random.u8(0..100) {
            0..15 => self.sleep("sleep", 14 * HOUR),
            15..25 => self.sleep("long sleep", 5 * DAY),
            25..35 => self.off("off", 3 * DAY),
            35..37 => self.off("absence", 120 * DAY),
            37..45 => {
                self.tell("restart", "");
                self.happen(Event::Start)
            }
            45..60 => {
                let kind = if self.person.random.bool() { Kill::BeforePopup } else { Kill::AfterPopup };
                let after = self.person.random.u32(0..2);
                self.session.desktop().kill = Some((kind, after));
                self.tell("kill to come", format_args!("{kind:?} {after}"));
                Ok(())
            }
            60..68 => {
                self.session.desktop().takes = false;
                let back = self.person.random.i64(60..4 * DAY);
                self.at(back, Event::DesktopBack);
                self.tell("desktop deaf", "");
                Ok(())
            }
            68..78 => {
                let zones = zones();
                let zone = if self.person.random.bool() {
                    zones[0]
                } else {
                    zones[self.person.random.usize(..zones.len())]
                };
                self.world.change(|times| times.zone = zone);
                self.tell("journey", &zone.name);
                self.look(false)
            }
            78..88 => self.step(),
            88..94 => {
                self.interfere();
                Ok(())
            }
            _ => self.look(false),
        }
    }

    /// The machine sleeps: nothing looks, and the time it has been up goes on.
    fn sleep(&mut self, what: &'static str, most: i64) -> Result<(), String> {
        let long = self.person.random.i64(60..most);
        self.tell(what, long);
        self.world.change(|times| times.truth += long);
        self.postpone();
        let changed = self.person.random.bool();
        self.look(changed)
    }

    /// The machine is off.
    fn off(&mut self, what: &'static str, most: i64) -> Result<(), String> {
        let long = self.person.random.i64(60..most);
        self.tell(what, long);
        self.stop();
        self.world.change(|times| {
            times.truth += long;
            times.booted = times.truth - 20;
        });
        self.postpone();
        self.start()
    }

    /// What was to happen meanwhile happens now.
    fn postpone(&mut self) {
        let now = self.world.times().truth;
        let late: Vec<(i64, u64)> = self.queue.keys().copied().take_while(|(at, _)| *at < now).collect();
        for key in late {
            if let Some(event) = self.queue.remove(&key)
                && !matches!(event, Event::Look | Event::AllTaken)
            {
                let after = self.person.random.i64(1..HOUR);
                self.at(after, event);
            }
        }
    }

    /// Somebody, or a dead battery, sets the clock.
    fn step(&mut self) -> Result<(), String> {
        let random = &mut self.person.random;
        let skew = match random.u8(0..6) {
            0 => random.i64(-55 * 60..55 * 60),
            1 => random.i64(2 * HOUR..10 * HOUR),
            2 => -random.i64(2 * HOUR..10 * HOUR),
            3 => random.i64(26 * HOUR..20 * DAY),
            4 => 72 * 365 * DAY,
            _ => -56 * 365 * DAY,
        };
        let far = skew.abs() > DAY;
        let back = if far { random.i64(30..2 * DAY) } else { random.i64(30..6 * DAY) };
        let restarts = random.u8(0..100) < 40;
        // A clock some weeks ahead cannot be told from an absence by a process that starts.
        let told = !(DAY..400 * DAY).contains(&skew);
        self.world.change(|times| times.skew = skew);
        self.queue.retain(|_, event| !matches!(event, Event::ClockBack));
        self.at(back, Event::ClockBack);
        if restarts && told {
            let when = self.person.random.i64(1..back.max(2));
            self.at(when, Event::Start);
        }
        self.tell("clock step", skew);
        self.stepped()
    }

    /// A step is noticed within a nap, and believed, if at all, after a quarter of an hour.
    fn stepped(&mut self) -> Result<(), String> {
        self.at(11, Event::Look);
        self.at(16 * 60, Event::Look);
        self.look(false)
    }
}
