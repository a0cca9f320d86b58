//! The built app as a process, and the X windows that it shows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use super::{sockets, wait_for};

/// A program beside this test in the target folder.
///
/// # Panics
/// If the tests were not built by Cargo.
#[must_use]
pub fn built(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test is a program");
    let path = test.ancestors().nth(2).expect("target/release/deps").join(name);
    assert!(path.exists(), "{} is missing: run `make app` first", path.display());
    path
}

/// What the command line answers, as JSON, of a folder at an instant.
///
/// # Panics
/// If it refuses.
#[must_use]
pub fn cli(folder: &Path, now: &str, arguments: &[&str]) -> serde_json::Value {
    let mut command = Command::new(built("fenqi-cli"));
    command.arg("--data-dir").arg(folder).args(["--now", now, "--json"]).args(arguments);
    let said = command.output().expect("the command runs").stdout;
    let answer: serde_json::Value = serde_json::from_slice(&said).expect("an answer in JSON");
    assert!(answer.get("error").is_none(), "{arguments:?}: {answer}");
    answer
}

/// A running app. It is ended with its test.
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts the app on a data folder at an instant.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start(folder: &Path, now: &str, more: &[&str]) -> Self {
        Self::spawn(Self::command(folder, now, more))
    }

    /// The same, where there is no session bus.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start_without_bus(folder: &Path, now: &str, more: &[&str]) -> Self {
        let mut command = Self::command(folder, now, more);
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        Self::spawn(command)
    }

    /// The same, with a library that takes the place of functions of others.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start_preloaded(folder: &Path, now: &str, more: &[&str], library: &Path) -> Self {
        let mut command = Self::command(folder, now, more);
        command.env("LD_PRELOAD", library);
        Self::spawn(command)
    }

    /// The same, where WebKit is told this, or nothing, of its DMA-BUF renderer.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start_painting(folder: &Path, now: &str, without_dmabuf: Option<&str>) -> Self {
        let mut command = Self::command(folder, now, &[]);
        command.env_remove("WEBKIT_DISABLE_DMABUF_RENDERER");
        command.envs(without_dmabuf.map(|told| ("WEBKIT_DISABLE_DMABUF_RENDERER", told)));
        Self::spawn(command)
    }

    /// Starts the app by the machine's clock, with a library in between that steps it by what stands in a file.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start_on_a_clock(folder: &Path, library: &Path, steps: &Path) -> Self {
        let mut command = Command::new(built("fenqi"));
        command.arg("--data-dir").arg(folder).env("LD_PRELOAD", library).env("FENQI_SOAK_CLOCK", steps);
        Self::spawn(command)
    }

    /// Starts the app in the tray, with all that can be logged in a file: a pipe would be full at once.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start_logging(folder: &Path, now: &str, log: &Path) -> Self {
        let mut command = Self::command(folder, now, &["--hidden"]);
        command.env("RUST_LOG", "trace").stderr(std::fs::File::create(log).expect("a log"));
        Self { child: command.stdout(Stdio::null()).spawn().expect("the app starts") }
    }

    /// The same in the tray, its sockets and those of all that it starts traced into a file.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start_traced(folder: &Path, now: &str, trace: &Path) -> Self {
        let mut command = sockets::traced(trace, &built("fenqi"));
        command.arg("--data-dir").arg(folder).args(["--now", now, "--hidden"]);
        Self::spawn(command)
    }

    fn command(folder: &Path, now: &str, more: &[&str]) -> Command {
        let mut command = Command::new(built("fenqi"));
        command.arg("--data-dir").arg(folder).args(["--now", now]).args(more);
        command
    }

    fn spawn(mut command: Command) -> Self {
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        Self { child: child.expect("the app starts") }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended, and how.
    ///
    /// # Panics
    /// If the system does not know.
    pub fn ended(&mut self) -> Option<std::process::ExitStatus> {
        self.child.try_wait().expect("the system knows its children")
    }

    /// To be asked of an app that has to go on.
    ///
    /// # Panics
    /// If it has ended: with how, and what it said on the terminal.
    pub fn must_run(&mut self) {
        let Some(status) = self.ended() else { return };
        panic!("the app has ended, {status}: {}", self.said());
    }

    fn said(&mut self) -> String {
        let mut said = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            std::io::Read::read_to_string(&mut stderr, &mut said).expect("text");
        }
        said
    }

    /// Waits for its end and answers its exit code and what it said on the terminal.
    ///
    /// # Panics
    /// If it goes on.
    pub async fn end(mut self) -> (Option<i32>, String) {
        let status = wait_for("the app's end", async || self.ended()).await;
        (status.code(), self.said())
    }

    /// The processes that WebKit has started for it.
    ///
    /// # Panics
    /// If the system has no process list.
    #[must_use]
    pub fn web_processes(&self) -> usize {
        children(self.id()).iter().filter(|(_, name)| name.starts_with("WebKitWeb")).count()
    }

    /// How many memories it shares with WebKit's processes: each webview has one of its picture at least.
    ///
    /// # Panics
    /// If it has ended.
    #[must_use]
    pub fn shared_memories(&self) -> usize {
        self.handles("WebKitSharedMemory")
    }

    /// How many connections it has to other processes.
    ///
    /// # Panics
    /// If it has ended.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.handles("socket:")
    }

    /// How many of its handles are of a kind.
    fn handles(&self, kind: &str) -> usize {
        let handles = std::fs::read_dir(format!("/proc/{}/fd", self.id())).expect("a running app");
        let places = handles.flatten().filter_map(|handle| std::fs::read_link(handle.path()).ok());
        places.filter(|place| place.to_string_lossy().contains(kind)).count()
    }

    /// How many of its threads keep a connection to a bus.
    ///
    /// # Panics
    /// If it has ended.
    #[must_use]
    pub fn bus_connections(&self) -> usize {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.id())).expect("a running app");
        let names =
            threads.flatten().filter_map(|thread| std::fs::read_to_string(thread.path().join("comm")).ok());
        names.filter(|name| name.starts_with("zbus::Conn")).count()
    }

    /// Waits for its window to be on the screen.
    pub async fn window(&self) -> String {
        wait_for("the window", async || self.visible_window()).await
    }

    /// Its window, if it is on the screen.
    #[must_use]
    pub fn visible_window(&self) -> Option<String> {
        let found = xdotool(&["search", "--onlyvisible", "--name", "Fenqi"]);
        let ids = String::from_utf8_lossy(&found.stdout).into_owned();
        ids.lines().map(str::to_owned).find(|id| {
            let pid = xdotool(&["getwindowpid", id]).stdout;
            String::from_utf8_lossy(&pid).trim() == self.id().to_string()
        })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Works the screen like a hand.
///
/// # Panics
/// If xdotool is missing.
pub fn xdotool(arguments: &[&str]) -> Output {
    Command::new("xdotool").args(arguments).output().expect("xdotool")
}

/// Whether a window whose title holds these words is on the screen.
#[must_use]
pub fn is_shown(title: &str) -> bool {
    xdotool(&["search", "--onlyvisible", "--name", title]).status.success()
}

/// Closes a window as its title bar would.
pub async fn close(window: &str) {
    xdotool(&["windowactivate", "--sync", window]);
    tokio::time::sleep(Duration::from_millis(200)).await;
    xdotool(&["key", "--clearmodifiers", "alt+F4"]);
}

/// How often the threads of a process waited and were woken.
///
/// # Panics
/// If there is no such process.
#[must_use]
pub fn wakes(process: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{process}/task")).expect("a running process").flatten();
    let of_thread = |thread: fs::DirEntry| -> Option<u64> {
        let status = fs::read_to_string(thread.path().join("status")).ok()?;
        status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?.trim().parse().ok()
    };
    threads.filter_map(of_thread).sum()
}

/// The processes that a process has started, by id, each with its name.
///
/// # Panics
/// If the system has no process list.
#[must_use]
pub fn children(process: u32) -> Vec<(u32, String)> {
    let listed = Command::new("ps").args(["-o", "pid=,comm=", "--ppid", &process.to_string()]).output();
    let listed = String::from_utf8_lossy(&listed.expect("ps").stdout).into_owned();
    let of_line = |line: &str| {
        let (id, name) = line.trim().split_once(' ')?;
        Some((id.parse().ok()?, name.trim().to_owned()))
    };
    listed.lines().filter_map(of_line).collect()
}
