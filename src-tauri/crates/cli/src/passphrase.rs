//! Where a passphrase comes from: a file, a terminal, standard input. Never from the command line, which every program of
//! the machine can list.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::Path;
use std::thread;
use std::time::Duration;

use fenqi_app::contract::{AppError, ErrorCode};
use fenqi_app::words::Words;
use fenqi_app::{NewPassphrase, Passphrase, Result};

use crate::run::unreadable;

/// No passphrase is longer.
const MOST_BYTES: u64 = 4096;

/// One for a new copy. Who types it types it twice.
pub(crate) fn new(file: Option<&Path>, words: &Words) -> Result<NewPassphrase> {
    if !is_typed(file) {
        return NewPassphrase::given(known(file, words)?);
    }
    let first = NewPassphrase::given(ask("cli-passphrase", words)?)?;
    NewPassphrase::typed(first.passphrase().clone(), &ask("cli-passphrase-again", words)?)
}

/// One that a copy has already.
pub(crate) fn known(file: Option<&Path>, words: &Words) -> Result<Passphrase> {
    match file.filter(|file| *file != Path::new("-")) {
        Some(path) => {
            let told = |error: &io::Error| unreadable(&format_args!("{}: {error}", path.display()));
            let file = File::open(path).map_err(|error| told(&error))?;
            first_line(BufReader::new(file)).map_err(|error| told(&error))
        }
        None if is_typed(file) => ask("cli-passphrase", words),
        None => first_line(io::stdin().lock()).map_err(|error| unreadable(&error)),
    }
}

fn is_typed(file: Option<&Path>) -> bool {
    file.is_none() && io::stdin().is_terminal()
}

/// Asks on the terminal, which shows nothing of what is typed.
fn ask(id: &str, words: &Words) -> Result<Passphrase> {
    echo::note();
    let typed = rpassword::prompt_password(format!("{} ", words.say(id, &[])));
    echo::forget();
    typed.map(Passphrase::new).map_err(|error| match error.kind() {
        io::ErrorKind::Interrupted => {
            // Ctrl-C was typed: whoever waits for the signal ends the process.
            thread::sleep(Duration::from_secs(1));
            AppError::new(ErrorCode::Cancelled)
        }
        io::ErrorKind::UnexpectedEof => AppError::new(ErrorCode::Cancelled),
        _ => unreadable(&error),
    })
}

/// All but the end of the line belongs to it.
fn first_line(from: impl BufRead) -> io::Result<Passphrase> {
    let mut line = String::new();
    from.take(MOST_BYTES).read_line(&mut line)?;
    let length = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(length);
    Ok(Passphrase::new(line))
}

/// Lets the terminal show again what is typed, as it did before it was asked for a passphrase. To be called by whoever
/// handles the signal that ends the process.
pub(crate) fn show_again() {
    echo::restore();
}

#[cfg(unix)]
mod echo {
    use std::io;
    use std::sync::Mutex;

    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    pub(super) fn note() {
        if let (Ok(now), Ok(mut before)) = (tcgetattr(io::stdin()), BEFORE.lock()) {
            before.get_or_insert(now);
        }
    }

    /// The terminal shows what is typed again, and may be another program's from now on.
    pub(super) fn forget() {
        if let Ok(mut before) = BEFORE.lock() {
            *before = None;
        }
    }

    pub(super) fn restore() {
        if let Ok(Some(before)) = BEFORE.lock().as_deref() {
            // A terminal that is gone shows nothing anyway.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
    }
}

#[cfg(not(unix))]
mod echo {
    pub(super) fn note() {}

    pub(super) fn forget() {}

    pub(super) fn restore() {}
}
