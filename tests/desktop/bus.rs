//! The desktop's services, owned by the test: the notification daemon and the tray's watcher.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, connection, interface, proxy};

use super::wait_for;

/// How long a person takes, at least, to see a popup and to click.
const REACTION: Duration = Duration::from_millis(500);

/// A popup as it arrived.
#[derive(Clone, Debug)]
pub struct Popup {
    /// The daemon's number for it.
    pub id: u32,
    /// Who sent it.
    pub app: String,
    /// Its title.
    pub summary: String,
    /// Its text.
    pub body: String,
    /// Action ids and labels, in turn.
    pub actions: Vec<String>,
    /// 0 low, 1 normal, 2 critical.
    pub urgency: u8,
    /// It was taken back.
    pub closed: bool,
}

type Popups = Arc<Mutex<Vec<Popup>>>;

struct Daemon(Popups);

#[interface(name = "org.freedesktop.Notifications")]
impl Daemon {
    #[expect(clippy::too_many_arguments, reason = "the specification's own arguments")]
    fn notify(
        &self,
        app_name: String,
        replaces_id: u32,
        _app_icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        let mut popups = self.0.lock().expect("no panic");
        let newest = popups.iter().map(|popup| popup.id).max().unwrap_or_default();
        let id = if replaces_id == 0 { newest + 1 } else { replaces_id };
        let urgency =
            hints.get("urgency").and_then(|urgency| u8::try_from(urgency.clone()).ok()).unwrap_or(1);
        popups.push(Popup { id, app: app_name, summary, body, actions, urgency, closed: false });
        id
    }

    fn get_capabilities(&self) -> Vec<String> {
        vec!["actions".to_owned(), "body".to_owned()]
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("fenqi-tests", "Fenqi", "1", "1.2")
    }

    fn close_notification(&self, id: u32) {
        let mut popups = self.0.lock().expect("no panic");
        popups.iter_mut().filter(|popup| popup.id == id).for_each(|popup| popup.closed = true);
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str) -> zbus::Result<()>;
}

type Items = Arc<Mutex<Vec<String>>>;

struct Watcher(Items);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(
        &self,
        service: String,
        #[zbus(header)] header: zbus::message::Header<'_>,
    ) {
        // An item is named by its service, or by the path of the sender.
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let name = if service.starts_with('/') { sender } else { service };
        self.0.lock().expect("no panic").push(name);
    }

    fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.0.lock().expect("no panic").clone()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// The services of a session, as long as it lives.
pub struct Services {
    connection: Connection,
    popups: Popups,
    items: Items,
}

impl Services {
    /// Owns both names on the session bus.
    ///
    /// # Panics
    /// If there is no bus, or others own the names.
    pub async fn own() -> Self {
        let (popups, items) = (Popups::default(), Items::default());
        let connection = connection::Builder::session()
            .and_then(|bus| bus.serve_at("/org/freedesktop/Notifications", Daemon(Arc::clone(&popups))))
            .and_then(|bus| bus.serve_at("/StatusNotifierWatcher", Watcher(Arc::clone(&items))))
            .and_then(|bus| bus.name("org.freedesktop.Notifications"))
            .and_then(|bus| bus.name("org.kde.StatusNotifierWatcher"))
            .expect("BUG: literal names");
        let connection =
            connection.build().await.expect("a session bus whose names are free: use scripts/session");
        Self { connection, popups, items }
    }

    /// Gives both names up, as a desktop does whose services end.
    ///
    /// # Panics
    /// If the bus is gone.
    pub async fn end(self) {
        for name in ["org.freedesktop.Notifications", "org.kde.StatusNotifierWatcher"] {
            self.connection.release_name(name).await.expect("a name of ours");
        }
    }

    /// What has arrived so far.
    ///
    /// # Panics
    /// If the daemon panicked.
    #[must_use]
    pub fn popups(&self) -> Vec<Popup> {
        self.popups.lock().expect("no panic").clone()
    }

    /// Waits for the first popup that is wanted.
    pub async fn popup(&self, wanted: impl Fn(&Popup) -> bool) -> Popup {
        wait_for("a popup", async || self.popups().into_iter().find(&wanted)).await
    }

    /// Answers a popup, as a click would: no hand is so fast that the popup is not listened to yet.
    ///
    /// # Panics
    /// If the bus is gone.
    pub async fn answer(&self, popup: &Popup, action: &str) {
        let daemon = self.connection.object_server();
        let daemon = daemon.interface::<_, Daemon>("/org/freedesktop/Notifications").await.expect("served");
        tokio::time::sleep(REACTION).await;
        Daemon::action_invoked(daemon.signal_emitter(), popup.id, action).await.expect("sent");
    }

    /// Waits for the tray icon of a process.
    ///
    /// # Panics
    /// If the bus is gone.
    pub async fn tray(&self, process: u32) -> Tray {
        let own = format!("-{process}-");
        let name = wait_for("the tray icon", async || {
            self.items.lock().expect("no panic").iter().find(|name| name.contains(&own)).cloned()
        })
        .await;
        let item = ItemProxy::builder(&self.connection).destination(name.clone()).expect("a bus name");
        let item = item.cache_properties(zbus::proxy::CacheProperties::No).build().await.expect("an item");
        let path = item.menu().await.expect("a menu");
        let menu = MenuProxy::builder(&self.connection).destination(name).expect("a bus name");
        let menu = menu.path(path).expect("a path").build().await.expect("a menu");
        Tray { item, menu }
    }
}

/// Icon name, icons (width, height, pixels), title, text.
type ToolTip = (String, Vec<(i32, i32, Vec<u8>)>, String, String);

#[proxy(interface = "org.kde.StatusNotifierItem", default_path = "/StatusNotifierItem")]
trait Item {
    fn activate(&self, x: i32, y: i32) -> zbus::Result<()>;
    #[zbus(property)]
    fn menu(&self) -> zbus::Result<zbus::zvariant::OwnedObjectPath>;
    #[zbus(property)]
    fn tool_tip(&self) -> zbus::Result<ToolTip>;
}

type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

#[proxy(interface = "com.canonical.dbusmenu")]
trait Menu {
    fn get_layout(&self, parent: i32, depth: i32, names: &[&str]) -> zbus::Result<(u32, Layout)>;
    fn event(&self, id: i32, event: &str, data: &Value<'_>, timestamp: u32) -> zbus::Result<()>;
}

/// The tray icon as a panel sees it.
pub struct Tray {
    item: ItemProxy<'static>,
    menu: MenuProxy<'static>,
}

impl Tray {
    /// Clicks the icon.
    ///
    /// # Panics
    /// If the icon is gone.
    pub async fn click(&self) {
        self.item.activate(0, 0).await.expect("an icon takes clicks");
    }

    /// What it says when pointed at.
    ///
    /// # Panics
    /// If the icon is gone.
    pub async fn tooltip(&self) -> String {
        self.item.tool_tip().await.expect("an icon has a tooltip").3
    }

    /// The menu's lines: number and text.
    ///
    /// # Panics
    /// If the menu is gone.
    pub async fn lines(&self) -> Vec<(i32, String)> {
        let (_, (_, _, children)) = self.menu.get_layout(0, -1, &[]).await.expect("a layout");
        let line = |child: OwnedValue| {
            let (id, properties, _) = Layout::try_from(child).expect("a menu item");
            let label = properties.get("label").and_then(|label| String::try_from(label.clone()).ok());
            (id, label.unwrap_or_default())
        };
        children.into_iter().map(line).collect()
    }

    /// Chooses the line that has this text.
    ///
    /// # Panics
    /// If no line has it.
    pub async fn choose(&self, text: &str) {
        let lines = self.lines().await;
        let line = lines.iter().find(|(_, label)| label.replace('_', "") == text);
        let (id, _) = line.unwrap_or_else(|| panic!("no “{text}” in {lines:?}"));
        self.menu.event(*id, "clicked", &Value::from(0), 0).await.expect("a menu takes clicks");
    }
}
