//! The real notification daemon, as a person's desktop has it.

use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use super::wait_for;

/// A running dunst. It ends with its test.
pub struct Dunst(Child);

impl Dunst {
    /// Starts it, and waits until it answers.
    ///
    /// # Panics
    /// If it is not installed.
    pub async fn start() -> Self {
        let child = Command::new("dunst").stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let dunst = Self(child.expect("dunst: `make test` installs it"));
        wait_for("dunst", async || ask(&["count"]).map(drop)).await;
        dunst
    }

    /// Sends it a signal.
    ///
    /// # Panics
    /// If it has ended.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.0), signal).expect("a running dunst");
    }

    /// How many popups it shows.
    ///
    /// # Panics
    /// If it does not answer with a number.
    #[must_use]
    pub fn displayed(&self) -> usize {
        let count = ask(&["count", "displayed"]).expect("dunst answers");
        count.parse().expect("a number")
    }

    /// Clicks the newest popup.
    ///
    /// # Panics
    /// If it does not answer.
    pub fn click(&self) {
        ask(&["action"]).expect("dunst answers");
    }
}

impl Drop for Dunst {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What it answers, if it is there.
fn ask(arguments: &[&str]) -> Option<String> {
    let answer = Command::new("dunstctl").args(arguments).stderr(Stdio::null()).output().ok()?;
    answer.status.success().then(|| String::from_utf8_lossy(&answer.stdout).trim().to_owned())
}
