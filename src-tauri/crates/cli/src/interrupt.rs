//! Ctrl-C: what is being made beside its place goes, and the process ends as the signal would have ended it. What was
//! not committed then never was.

use std::thread;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::passphrase;

/// Waits for the signal beside everything else.
pub(crate) fn watch() {
    // Where it cannot be waited for, the signal ends the process by itself: no record is lost, but a part may stay.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            fenqi_store::abandon();
            passphrase::show_again();
            // A shell that runs this in a loop stops the loop only where the signal itself ended it.
            let _ = emulate_default_handler(signal);
        }
    });
}
