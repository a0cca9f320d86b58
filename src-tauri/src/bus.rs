//! The session bus, over one connection for the life of the process.

use futures_util::StreamExt;
use tokio::sync::OnceCell;
use zbus::Connection;
use zbus::fdo::DBusProxy;

/// Made by whoever needs it first. Where there is no bus, asked for again each time.
static SESSION: OnceCell<Connection> = OnceCell::const_new();

pub(crate) async fn session() -> zbus::Result<&'static Connection> {
    SESSION.get_or_try_init(Connection::session).await
}

/// Tells whether anybody has a name: now, and at each change for the life of the process. Where there is no bus, never.
pub(crate) fn watch_owner(name: &'static str, tell: impl Fn(bool) + Send + Sync + 'static) {
    tauri::async_runtime::spawn(async move {
        if let Err(error) = follow(name, tell).await {
            tracing::warn!(%error, name, "no session bus, so nobody has this name");
        }
    });
}

async fn follow(name: &'static str, tell: impl Fn(bool)) -> zbus::Result<()> {
    let bus = DBusProxy::new(session().await?).await?;
    let mut changes = bus.receive_name_owner_changed_with_args(&[(0, name)]).await?;
    tell(bus.name_has_owner(name.try_into()?).await?);
    while let Some(change) = changes.next().await {
        let change = change.args()?;
        // One that takes the place of another in one step is another all the same.
        if change.old_owner().is_some() && change.new_owner().is_some() {
            tell(false);
        }
        tell(change.new_owner().is_some());
    }
    Ok(())
}
