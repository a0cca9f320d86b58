//! A kill at any call that changes the disk.

use crate::driver::{Start, Work};
use crate::sound::{Verdict, judge};
use crate::{figure, memory_folder, on_all_cores, trace};

const CALLS: &str = "pwrite64,fsync,fdatasync,ftruncate,unlink,rename";

#[derive(Default)]
struct Found {
    kills: usize,
    /// What was promised and is not there, or the file itself.
    bad: Vec<String>,
}

fn killed_everywhere(work: Work, start: Start, points: usize) -> Found {
    let states = work.states(start);
    let scratch = memory_folder();
    let folder = scratch.path().join("data");
    start.lay(&folder);
    let calls = trace::calls(work, &folder, CALLS, &[]);
    let found = on_all_cores(|core, cores| {
        let mut found = Found::default();
        for (call, k) in trace::sampled(&calls, points).skip(core).step_by(cores) {
            let scratch = memory_folder();
            let folder = scratch.path().join("data");
            start.lay(&folder);
            let (trace, inject) = (format!("trace={call}"), format!("inject={call}:signal=SIGKILL:when={k}"));
            let fault = ["-o", "/dev/null", "-e", &trace, "-e", &inject];
            let run = work.run(&folder, &fault.map(str::to_owned));
            assert!(
                !run.ended && !run.status.success(),
                "it was not killed at {call} {k}: {}",
                run.complaints
            );
            found.kills += 1;
            let acked = run.acks.last().map(|ack| ack.number as usize);
            match judge(&folder, &states, acked, true) {
                Verdict::Sound => {}
                verdict => found.bad.push(format!("killed at {call} {k}, after {acked:?}: {verdict:?}")),
            }
        }
        found
    });
    found.into_iter().fold(Found::default(), |mut sum, found| {
        sum.kills += found.kills;
        sum.bad.extend(found.bad);
        sum
    })
}

#[test]
fn nothing_promised_is_lost_by_a_kill() {
    let work = Work { seed: figure("FENQI_SEED", 1), actions: 40, plant: None };
    let points = figure("FENQI_KILLS", 200);
    let found = killed_everywhere(work, Start::Empty, points);
    println!("kill: seed {}, {} kill points, {} bad", work.seed, found.kills, found.bad.len());
    assert_eq!(found.bad, [""; 0]);
    assert_eq!(found.kills, points);
}

#[test]
fn a_kill_while_a_file_is_migrated_leaves_the_old_or_the_new() {
    let work = Work { seed: figure("FENQI_SEED", 1), actions: 2, plant: None };
    let found = killed_everywhere(work, Start::Version1, figure("FENQI_KILLS", 200) / 2);
    println!("kill, migration: {} kill points, {} bad", found.kills, found.bad.len());
    assert_eq!(found.bad, [""; 0]);
}

#[test]
fn a_planted_promise_before_the_commit_is_seen() {
    let work = Work { seed: figure("FENQI_SEED", 1), actions: 40, plant: Some("ack-first") };
    let found = killed_everywhere(work, Start::Empty, 30);
    println!("kill, planted ack before commit: {} kill points, {} bad", found.kills, found.bad.len());
    assert!(found.bad.iter().any(|bad| bad.contains("Lost")), "the plant was not seen");
}
