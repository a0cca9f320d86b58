//! What the process gives back while nobody looks.
#![expect(
    unsafe_code,
    reason = "the system's call that lets pages go takes addresses; nothing else ends GTK's handlers"
)]

use std::ffi::c_void;
use std::fs;

use gio::glib::Object;
use gio::prelude::ObjectExt;
use rustix::mm::{Advice, madvise};

use crate::WebviewWindow;

/// Where the code lies that the program was linked with: Fenqi's, and that of the libraries that draw windows.
pub(crate) struct Code(Vec<Mapping>);

/// Address and length, in bytes.
#[derive(Debug, PartialEq)]
struct Mapping {
    start: usize,
    length: usize,
}

impl Code {
    /// To be asked at the start, before anything is loaded that could be unloaded again.
    pub(crate) fn linked() -> Self {
        let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
        Self(maps.lines().filter_map(code).collect())
    }

    /// Takes it out of this process's memory. What is run again is mapped again, from the system's cache or from its
    /// file. Where that cannot be done, nothing happens.
    pub(crate) fn let_go(&self) {
        for &Mapping { start, length } in &self.0 {
            let pages = std::ptr::without_provenance_mut::<c_void>(start);
            // SAFETY: what a program was linked with stays where it is for as long as the program runs. A private
            // mapping of a file that is run and never written holds what the file holds, so that a page that is let
            // go comes back as it was.
            if let Err(error) = unsafe { madvise(pages, length, Advice::LinuxDontNeed) } {
                tracing::debug!(%error, "code stays in memory");
            }
        }
    }
}

/// Ends what keeps a webview alive after its window was closed: wry's handler of messages holds the webview, which holds
/// the manager that holds the handler. Each window would leave its picture and its connection behind.
pub(crate) fn part_with(window: &WebviewWindow) {
    let parted = window.with_webview(|webview| {
        let manager: Object = webview.inner().property("user-content-manager");
        // SAFETY: the manager belongs to this webview alone, whose window is being closed, which nothing prevents (the
        // page does not listen to it): nobody waits for its messages any more. It stays a sound object, without handlers, until the webview lets it go.
        unsafe { manager.run_dispose() };
    });
    if let Err(error) = parted {
        tracing::debug!(%error, "the webview stays in memory");
    }
}

/// The mapping of a line, if it is code of a file (proc_pid_maps(5)).
fn code(line: &str) -> Option<Mapping> {
    let mut fields = line.split_ascii_whitespace();
    let (start, end) = fields.next()?.split_once('-')?;
    let private_code = fields.next()? == "r-xp";
    let of_file = fields.nth(3)?.starts_with('/');
    let at = |hex| usize::from_str_radix(hex, 16).ok();
    let (start, end) = (at(start)?, at(end)?);
    (private_code && of_file).then_some(Mapping { start, length: end.checked_sub(start)? })
}

#[cfg(test)]
mod tests {
    use super::{Code, Mapping, code};

    #[test]
    fn only_code_of_files_is_let_go() {
        let of_file = "7f10a000-7f10c000 r-xp 00001000 fe:00 1234                       /usr/lib/lib one.so";
        assert_eq!(code(of_file), Some(Mapping { start: 0x7f10_a000, length: 0x2000 }));
        for other in [
            "7f10a000-7f10c000 r--p 00001000 fe:00 1234                       /usr/lib/relocated.so",
            "7f10a000-7f10c000 rwxp 00001000 fe:00 1234                       /usr/lib/written.so",
            "7f10a000-7f10c000 r-xs 00001000 fe:00 1234                       /usr/lib/shared.so",
            "7f10a000-7f10c000 r-xp 00000000 00:00 0                          [vdso]",
            "7f10a000-7f10c000 r-xp 00000000 00:00 0",
            "",
        ] {
            assert_eq!(code(other), None, "{other}");
        }
    }

    #[test]
    fn the_program_runs_on_and_takes_less() {
        let code = Code::linked();
        let resident = || {
            let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
            pages.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or_default()
        };
        let before = resident();
        code.let_go();
        let after = resident();
        assert!(after < before, "{after} pages, {before} before");
    }
}
