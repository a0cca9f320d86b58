//! Pictures of what stands outside the window: popups as dunst draws them, the tray as xfce4-panel does.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fenqi_app::contract::{Language, Settings, Theme};
use fenqi_tests::desktop::dunst::Dunst;
use fenqi_tests::desktop::process::{Process, xdotool};
use fenqi_tests::desktop::wait_for;
use fenqi_tests::{NOW, app_at, data_folder};

use crate::{Shown, into_manual, place};

/// When the sample has something due and something overdue; the popups come five seconds later.
const BEFORE_NINE: &str = "2026-11-28T08:59:55+08:00";
/// The upper right corner of the screen, where both are, without the panel's clock: it knows the real time.
const POPUPS: &str = "400x260+880+27";
const TRAY: &str = "528x320+640+0";
/// The icon, in the panel's first layout on a screen of this size.
const ICON: [&str; 2] = ["1155", "13"];

/// How many there are.
pub(crate) const COUNT: usize = 6;

/// A panel that ends with its pictures.
struct Panel(Child);

impl Panel {
    fn start() -> Self {
        let mut panel = Command::new("xfce4-panel");
        panel.arg("--disable-wm-check").env("XFCE_PANEL_MIGRATE_DEFAULT", "1");
        let child = panel.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Self(child.expect("xfce4-panel: `make screenshots` installs it"))
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) async fn take() {
    let _panel = Panel::start();
    for (language, name) in [(Language::ZhCn, "zh-CN"), (Language::En, "en")] {
        of(language, name).await;
    }
}

async fn of(language: Language, name: &str) {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.settings_set(Settings { language: Some(language), theme: Theme::Light, ..Settings::default() })
        .expect("set");
    app.sample_add().expect("an empty file");
    drop(app);
    let dunst = Dunst::start().await;
    let process = Process::start(folder.path(), BEFORE_NINE, &["--hidden"]);
    wait_for("the popups", async || (dunst.displayed() >= 2).then_some(())).await;
    xdotool(&["mousemove", "0", "799"]);
    shoot(&format!("popups-{name}"), POPUPS, Shown::Nowhere).await;
    drop(dunst);
    xdotool(&["mousemove", ICON[0], ICON[1]]);
    shoot(&format!("tray-tip-{name}"), TRAY, Shown::Nowhere).await;
    xdotool(&["click", "3"]);
    tokio::time::sleep(Duration::from_secs(1)).await;
    xdotool(&["key", "Down"]);
    xdotool(&["key", "Right"]);
    shoot(&format!("tray-{name}"), TRAY, Shown::Readme).await;
    into_manual(&place(&format!("tray-{name}"), Shown::Readme), &format!("tray-{name}"));
    xdotool(&["key", "Escape"]);
    drop(process);
}

async fn shoot(name: &str, part: &str, shown: Shown) {
    tokio::time::sleep(Duration::from_secs(2)).await;
    let path = place(name, shown);
    let taken =
        Command::new("import").args(["-window", "root", "-crop", part, "+repage"]).arg(&path).status();
    assert!(taken.expect("ImageMagick").success(), "{}", path.display());
}
