//! What is measured, how it is held against its limit, and the table of it.

use std::fs;
use std::path::Path;
use std::time::Instant;

use fenqi_store::FILE_NAME;
use fenqi_tests::desktop::process::children;
use fenqi_tests::slope::Slope;

/// The share of a run that is warming up: allocators, caches and WebKit's just-in-time code fill themselves once.
const WARM_UP: f64 = 0.2;
/// MB an hour: a tray that is left alone for a working month of 200 hours grows by 400 MB at most. What an allocator
/// does by itself stays below it in half an hour already.
const MEMORY: f64 = 2.0;
/// The page's engine collects its garbage when it likes; over half an hour that is worth tens of MB up or down.
const PAGE_MEMORY: f64 = 10.0;
/// An hour. A leak of one in each round would be a hundred or more.
const HANDLES: f64 = 1.0;
/// What leaks an hour at least where leaks are planted: see `clock.c` and `window.rs`, which leak a quarter more, since
/// a slope has a margin.
const PLANTED_MEMORY: Option<f64> = Some(60.0);
const PLANTED_HANDLES: Option<f64> = Some(720.0);
const PLANTED_THREADS: Option<f64> = Some(180.0);
const PLANTED_PAGE_MEMORY: Option<f64> = Some(480.0);
/// KB a round: what an undo log of some actions may take. It is kept for 30 days, and so grows until then.
const FILE: f64 = 64.0;
/// MB: what SQLite lets its log grow to between two checkpoints, four times.
const LOG: f64 = 16.0;

/// One figure over a run.
struct Series {
    name: &'static str,
    unit: &'static str,
    limit: f64,
    /// By how much more an hour it surely rises where leaks are planted, if it is one of those.
    planted: Option<f64>,
    points: Vec<(f64, f64)>,
}

/// All figures of a run.
pub(crate) struct Figures {
    part: &'static str,
    since: Instant,
    series: Vec<Series>,
    /// The largest log of SQLite's that was seen.
    largest_log: f64,
    rounds: u32,
    measured_at: Option<f64>,
}

impl Figures {
    /// Where the window stays open, WebKit's processes have a slope, too.
    pub(crate) fn new(part: &'static str) -> Self {
        let mut series = vec![
            ("resident, Fenqi", "MB", MEMORY, PLANTED_MEMORY),
            ("own memory, Fenqi", "MB", MEMORY, PLANTED_MEMORY),
            ("handles, Fenqi", "", HANDLES, PLANTED_HANDLES),
            ("threads, Fenqi", "", HANDLES, PLANTED_THREADS),
            ("data file", "KB", f64::INFINITY, None),
        ];
        if part == "window" {
            // Its plant is in the page alone.
            series.iter_mut().for_each(|(.., planted)| *planted = None);
            series.extend([
                ("own memory, page", "MB", PAGE_MEMORY, PLANTED_PAGE_MEMORY),
                ("own memory, network", "MB", MEMORY, None),
                ("handles, WebKit", "", HANDLES, None),
                ("threads, WebKit", "", HANDLES, None),
            ]);
        }
        let series = series.into_iter().map(|(name, unit, limit, planted)| Series {
            name,
            unit,
            limit,
            planted,
            points: Vec::new(),
        });
        Self {
            part,
            since: Instant::now(),
            series: series.collect(),
            largest_log: 0.0,
            rounds: 0,
            measured_at: None,
        }
    }

    pub(crate) fn minutes(&self) -> f64 {
        self.since.elapsed().as_secs_f64() / 60.0
    }

    pub(crate) fn rounds(&self) -> u32 {
        self.rounds
    }

    /// Ends a round, and measures once a minute.
    pub(crate) fn round(&mut self, process: u32, folder: &Path) {
        self.rounds += 1;
        let length = |name: &str| megabytes(fs::metadata(folder.join(name)).map_or(0, |about| about.len()));
        self.largest_log = self.largest_log.max(length(&format!("{FILE_NAME}-wal")));
        let minutes = self.minutes();
        if self.measured_at.is_some_and(|at| minutes - at < 1.0) {
            return;
        }
        self.measured_at = Some(minutes);
        let web = web_processes(process);
        for series in &mut self.series {
            let figure = match series.name {
                "resident, Fenqi" => memory(process, "Rss:"),
                "own memory, Fenqi" => own_memory(process),
                "handles, Fenqi" => entries(process, "fd"),
                "threads, Fenqi" => entries(process, "task"),
                "data file" => length(FILE_NAME) * 1024.0,
                "own memory, page" => web.iter().filter(|it| it.is_page).map(|it| own_memory(it.id)).sum(),
                "own memory, network" => {
                    web.iter().filter(|it| !it.is_page).map(|it| own_memory(it.id)).sum()
                }
                "handles, WebKit" => web.iter().map(|it| entries(it.id, "fd")).sum(),
                _ => web.iter().map(|it| entries(it.id, "task")).sum(),
            };
            series.points.push((minutes / 60.0, figure));
        }
        let said: Vec<String> = self.series.iter().filter_map(Series::latest).collect();
        println!("{}: {minutes:.1} min, round {:4}: {}", self.part, self.rounds, said.join(", "));
    }

    /// Prints the table, and answers whether nothing leaks.
    pub(crate) fn hold(&self) -> bool {
        let from = self.minutes() / 60.0 * WARM_UP;
        let lines: Vec<(String, bool)> =
            self.series.iter().map(|series| series.hold(from)).chain(self.hold_file()).collect();
        let title = format!("{}\n{:26} {:>9} {:>9}   an hour, 95 %", self.part, "", "first", "last");
        let lines_of_all: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
        // In one go: the other part prints, too.
        println!("{title}\n{}", lines_of_all.join("\n"));
        lines.iter().all(|(_, held)| *held)
    }

    /// Says of each figure that a plant raises whether it rises by what was planted, and answers whether all do. What
    /// else rises is none of it.
    pub(crate) fn see_plants(&self) -> bool {
        let from = self.minutes() / 60.0 * WARM_UP;
        let seen = self.series.iter().filter_map(|series| series.see_plant(from)).map(|(line, seen)| {
            println!("{}: {line}", self.part);
            seen
        });
        seen.fold(true, |all, seen| all && seen)
    }

    fn hold_file(&self) -> [(String, bool); 2] {
        let file = self.series.iter().find(|series| series.name == "data file");
        let grown = file.and_then(|file| Some(file.points.last()?.1 - file.points.first()?.1));
        let a_round = grown.unwrap_or(f64::NAN) / f64::from(self.rounds.max(1));
        let line = |name, figure: f64, unit, limit| {
            let held = figure <= limit;
            (format!("{name}: {figure:.1} {unit}, at most {limit}: {}", word(held)), held)
        };
        [line("data file", a_round, "KB a round", FILE), line("largest log", self.largest_log, "MB", LOG)]
    }
}

fn word(held: bool) -> &'static str {
    if held { "held" } else { "EXCEEDED" }
}

impl Series {
    /// A line of the table, and whether it is below its limit.
    fn hold(&self, from: f64) -> (String, bool) {
        let points: Vec<_> = self.points.iter().copied().filter(|point| point.0 >= from).collect();
        let (Some(slope), Some(first), Some(last)) = (Slope::through(&points), points.first(), points.last())
        else {
            return (format!("{}: too few figures, run it for longer", self.name), false);
        };
        let held = !slope.exceeds(self.limit);
        let limit = if self.limit.is_finite() {
            format!("at most {} {}: {}", self.limit, self.unit, word(held))
        } else {
            self.unit.to_owned()
        };
        let (name, change, margin) = (self.name, slope.per_hour, slope.margin);
        (format!("{name:26} {:>9.1} {:>9.1}   {change:>+8.2} ± {margin:<6.2} {limit}", first.1, last.1), held)
    }

    fn see_plant(&self, from: f64) -> Option<(String, bool)> {
        let (name, unit, planted) = (self.name, self.unit, self.planted?);
        let points: Vec<_> = self.points.iter().copied().filter(|point| point.0 >= from).collect();
        let seen = Slope::through(&points).is_some_and(|slope| slope.exceeds(self.limit + planted));
        let word = if seen { "seen" } else { "NOT SEEN" };
        Some((format!("planted, {planted} {unit} an hour of {name}: {word}"), seen))
    }

    fn latest(&self) -> Option<String> {
        let figure = self.points.last()?.1;
        Some(format!("{} {figure:.1} {}", self.name, self.unit).trim_end().to_owned())
    }
}

struct Web {
    id: u32,
    is_page: bool,
}

/// What WebKit has started for a process.
fn web_processes(process: u32) -> Vec<Web> {
    let web = children(process).into_iter().filter_map(|(id, name)| {
        let is_page = name.starts_with("WebKitWeb");
        (is_page || name.starts_with("WebKitNet")).then_some(Web { id, is_page })
    });
    web.collect()
}

/// Its memory, by what the system calls it, in MB.
fn memory(process: u32, name: &str) -> f64 {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes: u32 =
        line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or_default();
    f64::from(kilobytes) / 1024.0
}

/// Its memory without pages of files, in MB: what it has of WebKit's code is less while another process has it, too, and
/// jumps by 40 MB where a window is opened beside it.
fn own_memory(process: u32) -> f64 {
    memory(process, "Pss_Anon:") + memory(process, "Pss_Shmem:")
}

/// How many of something it has.
fn entries(process: u32, what: &str) -> f64 {
    let count = fs::read_dir(format!("/proc/{process}/{what}")).map_or(0, Iterator::count);
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) / 1024.0
}
