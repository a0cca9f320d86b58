//! A desktop for the tests: the built app as a process, its window through WebDriver, and the services that it
//! speaks to, owned by the test so that what arrives can be asserted.

pub mod bus;
pub mod dunst;
pub mod keys;
pub mod process;
pub mod sockets;

pub mod window;

use std::time::{Duration, Instant};

/// How long anything on the desktop may take before a test gives up: generous, since a slow day is no failure.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until `ready` answers something.
///
/// # Panics
/// If it does not within half a minute.
pub async fn wait_for<T>(what: &str, ready: impl AsyncFnMut() -> Option<T>) -> T {
    wait_within(PATIENCE, what, ready).await
}

/// The same for what the app itself does only each minute.
///
/// # Panics
/// If it does not within two minutes.
pub async fn wait_longer_for<T>(what: &str, ready: impl AsyncFnMut() -> Option<T>) -> T {
    wait_within(4 * PATIENCE, what, ready).await
}

async fn wait_within<T>(patience: Duration, what: &str, mut ready: impl AsyncFnMut() -> Option<T>) -> T {
    let since = now();
    while since.elapsed() < patience {
        if let Some(found) = ready().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let picture = std::env::temp_dir().join(format!("fenqi-waiting-{}.png", std::process::id()));
    // Without a picture there is still the message.
    let _ = std::process::Command::new("import").args(["-window", "root"]).arg(&picture).status();
    panic!("waited {patience:?} in vain for {what}; the screen: {}", picture.display());
}

#[expect(clippy::disallowed_methods, reason = "a test's patience is real time")]
fn now() -> Instant {
    Instant::now()
}
