//! Who is on the session bus.

use std::thread;

use zbus::blocking::{Connection, fdo::DBusProxy};

/// Tells whether anybody has a name: now, and at each change for the life of the process. Where there is no bus, never.
pub(crate) fn watch_owner(name: &'static str, tell: impl Fn(bool) + Send + 'static) {
    let watching = thread::Builder::new().name("bus".to_owned()).spawn(move || {
        if let Err(error) = follow(name, tell) {
            tracing::warn!(%error, name, "no session bus, so nobody has this name");
        }
    });
    if let Err(error) = watching {
        tracing::warn!(%error, name, "the bus cannot be watched");
    }
}

fn follow(name: &'static str, tell: impl Fn(bool)) -> zbus::Result<()> {
    let connection = Connection::session()?;
    let bus = DBusProxy::new(&connection)?;
    let changes = bus.receive_name_owner_changed_with_args(&[(0, name)])?;
    tell(bus.name_has_owner(name.try_into()?)?);
    for change in changes {
        tell(change.args()?.new_owner().is_some());
    }
    Ok(())
}
