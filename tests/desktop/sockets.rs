//! Which sockets a program and all that it starts open, by `strace`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::wait_for;

/// Families of sockets that leave the machine.
pub const INTERNET: [&str; 3] = ["AF_INET", "AF_INET6", "AF_PACKET"];

/// A program that is to be followed into a file, with its arguments to be added. Who starts it has the program itself
/// as a child: the one that follows stands aside.
#[must_use]
pub fn traced(trace: &Path, program: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-D", "-f", "-q", "-e", "trace=socket", "-e", "signal=none", "-o"]).arg(trace).arg(program);
    command
}

/// How many sockets of each family a program and all that it started opened, once it has ended.
///
/// # Panics
/// If there is no trace.
pub async fn opened(trace: &Path, program: u32) -> BTreeMap<String, usize> {
    let program = program.to_string();
    let is_its_end = |line: &str| {
        line.split_once(' ').is_some_and(|(id, rest)| id == program && rest.trim_start().starts_with("+++"))
    };
    let trace = wait_for("the end of the trace", async || {
        std::fs::read_to_string(trace).ok().filter(|trace| trace.lines().any(is_its_end))
    })
    .await;
    let mut opened = BTreeMap::new();
    for (_, rest) in trace.lines().filter_map(|line| line.split_once("socket(")) {
        let family: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        *opened.entry(family).or_default() += 1;
    }
    opened
}
