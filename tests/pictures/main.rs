//! Pictures of the real window with sample data, both languages, light and dark, large and small: for the READMEs, for
//! the manual and for eyes. Run by `make screenshots`; they go to `docs/pictures` and `docs/manual/pictures`, the others
//! to `dist/pictures`. Given words, those whose names hold one of them.

mod desktop;
mod scenes;

use std::path::{Path, PathBuf};
use std::process::Command;

use fenqi_app::contract::{Language, Settings, Theme};
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, app_at, data_folder};

use Shown::{Manual, Nowhere, Readme};

/// Picture, language, theme, size, scene, and who shows it.
type Wanted = (&'static str, Language, Theme, (u32, u32), &'static str, Shown);

/// Where a picture is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// To whoever changes the window.
    Nowhere,
    Readme,
    /// It comes with the app, and so is small: WebP without loss.
    Manual,
}

const LARGE: (u32, u32) = (1180, 760);
const SMALL: (u32, u32) = (900, 600);

const WANTED: &[Wanted] = &[
    ("overview-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/overview", Readme),
    ("overview-en", Language::En, Theme::Light, LARGE, "#/overview", Readme),
    ("overview-dark", Language::ZhCn, Theme::Dark, LARGE, "#/overview", Nowhere),
    ("overview-small-en", Language::En, Theme::Dark, SMALL, "#/overview", Nowhere),
    ("overview-crowded-zh-CN", Language::ZhCn, Theme::Light, LARGE, "crowd #/overview", Nowhere),
    ("overview-double-en", Language::En, Theme::Light, LARGE, "double #/overview", Nowhere),
    ("overview-hidden-zh-CN", Language::ZhCn, Theme::Light, LARGE, "hidden", Nowhere),
    ("start-zh-CN", Language::ZhCn, Theme::Light, LARGE, "empty #/overview", Nowhere),
    ("start-en", Language::En, Theme::Dark, SMALL, "empty #/overview", Nowhere),
    ("agenda-en", Language::En, Theme::Light, LARGE, "#/calendar/today/agenda", Nowhere),
    ("year-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/calendar/2026-11-28/year", Nowhere),
    ("calendar-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/calendar/2026-11-28", Readme),
    ("calendar-en", Language::En, Theme::Light, LARGE, "#/calendar/2026-11-28", Readme),
    ("calendar-dark", Language::ZhCn, Theme::Dark, LARGE, "#/calendar/2026-11-20", Readme),
    ("calendar-small-en", Language::En, Theme::Dark, SMALL, "#/calendar/2026-11-28", Nowhere),
    ("calendar-double-en", Language::En, Theme::Light, LARGE, "double #/calendar/2026-11-28", Nowhere),
    ("calendar-crowded-en", Language::En, Theme::Light, LARGE, "crowd #/calendar/2026-11-28", Nowhere),
    ("pay-zh-CN", Language::ZhCn, Theme::Light, LARGE, "pay", Nowhere),
    ("paid-en", Language::En, Theme::Dark, SMALL, "paid", Nowhere),
    ("accounts-zh-CN", Language::ZhCn, Theme::Light, LARGE, "rules #/accounts", Nowhere),
    ("accounts-double-en", Language::En, Theme::Light, LARGE, "double #/accounts", Nowhere),
    ("account-en", Language::En, Theme::Light, LARGE, "rules account", Nowhere),
    ("account-dark-zh-CN", Language::ZhCn, Theme::Dark, SMALL, "rules account", Nowhere),
    ("account-form-zh-CN", Language::ZhCn, Theme::Light, LARGE, "rules account-form", Nowhere),
    ("account-form-dark-en", Language::En, Theme::Dark, SMALL, "rules account-form", Nowhere),
    ("plans-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/plans", Nowhere),
    ("plans-dark-en", Language::En, Theme::Dark, LARGE, "#/plans", Nowhere),
    ("plans-search-zh-CN", Language::ZhCn, Theme::Light, SMALL, "search", Nowhere),
    ("plan-menu-en", Language::En, Theme::Light, LARGE, "menu", Nowhere),
    ("plans-crowded-en", Language::En, Theme::Light, SMALL, "crowd #/plans", Nowhere),
    ("plan-zh-CN", Language::ZhCn, Theme::Light, LARGE, "plan", Readme),
    ("plan-en", Language::En, Theme::Light, LARGE, "plan", Readme),
    ("plan-dark-zh-CN", Language::ZhCn, Theme::Dark, SMALL, "plan", Nowhere),
    ("plan-crowded-zh-CN", Language::ZhCn, Theme::Light, LARGE, "crowd long", Nowhere),
    ("plan-double-zh-CN", Language::ZhCn, Theme::Light, LARGE, "double plan", Nowhere),
    ("settle-zh-CN", Language::ZhCn, Theme::Light, LARGE, "settle", Nowhere),
    ("settle-dark-en", Language::En, Theme::Dark, SMALL, "settle", Nowhere),
    ("prepay-zh-CN", Language::ZhCn, Theme::Light, LARGE, "prepay", Nowhere),
    ("prepay-dark-en", Language::En, Theme::Dark, SMALL, "prepay", Nowhere),
    ("new-zh-CN", Language::ZhCn, Theme::Light, LARGE, "new", Readme),
    ("new-en", Language::En, Theme::Light, LARGE, "new", Readme),
    ("new-dark-en", Language::En, Theme::Dark, LARGE, "new", Nowhere),
    ("new-small-zh-CN", Language::ZhCn, Theme::Light, SMALL, "new", Nowhere),
    ("new-double-en", Language::En, Theme::Light, LARGE, "double #/new", Nowhere),
    ("offer-zh-CN", Language::ZhCn, Theme::Light, LARGE, "offer", Nowhere),
    ("offer-dark-en", Language::En, Theme::Dark, LARGE, "offer", Nowhere),
    ("offer-small-en", Language::En, Theme::Light, SMALL, "offer", Nowhere),
    ("accounts-dark-zh-CN", Language::ZhCn, Theme::Dark, LARGE, "#/accounts", Nowhere),
    ("accounts-en", Language::En, Theme::Light, SMALL, "#/accounts", Nowhere),
    ("records-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/records", Nowhere),
    ("records-dark-en", Language::En, Theme::Dark, SMALL, "#/records", Nowhere),
    ("records-crowded-en", Language::En, Theme::Light, SMALL, "crowd #/records", Nowhere),
    ("records-double-zh-CN", Language::ZhCn, Theme::Light, LARGE, "double #/records", Nowhere),
    ("records-empty-en", Language::En, Theme::Light, LARGE, "empty #/records", Nowhere),
    ("activity-zh-CN", Language::ZhCn, Theme::Dark, LARGE, "#/records/activity", Nowhere),
    ("activity-en", Language::En, Theme::Light, SMALL, "#/records/activity", Nowhere),
    ("payoff-zh-CN", Language::ZhCn, Theme::Light, LARGE, "payoff", Nowhere),
    ("payoff-dark-en", Language::En, Theme::Dark, SMALL, "payoff", Nowhere),
    ("payoff-double-zh-CN", Language::ZhCn, Theme::Light, LARGE, "double payoff", Nowhere),
    ("analysis-forecast-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/analysis", Nowhere),
    ("analysis-forecast-dark-en", Language::En, Theme::Dark, SMALL, "#/analysis", Nowhere),
    ("analysis-limits-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/analysis/limits", Nowhere),
    ("analysis-limits-dark-en", Language::En, Theme::Dark, SMALL, "#/analysis/limits", Nowhere),
    ("analysis-debt-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/analysis/debt", Nowhere),
    ("analysis-debt-dark-en", Language::En, Theme::Dark, SMALL, "#/analysis/debt", Nowhere),
    ("analysis-costs-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/analysis/costs", Nowhere),
    ("analysis-costs-dark-en", Language::En, Theme::Dark, SMALL, "#/analysis/costs", Nowhere),
    ("analysis-spending-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/analysis/spending", Nowhere),
    ("analysis-spending-dark-en", Language::En, Theme::Dark, SMALL, "#/analysis/spending", Nowhere),
    ("analysis-double-en", Language::En, Theme::Light, LARGE, "double #/analysis", Nowhere),
    ("analysis-crowded-zh-CN", Language::ZhCn, Theme::Dark, LARGE, "crowd #/analysis", Nowhere),
    ("inbox-zh-CN", Language::ZhCn, Theme::Light, LARGE, "due #/inbox", Nowhere),
    ("inbox-dark-en", Language::En, Theme::Dark, LARGE, "due #/inbox", Nowhere),
    ("inbox-small-en", Language::En, Theme::Light, SMALL, "due #/inbox", Nowhere),
    ("inbox-empty-zh-CN", Language::ZhCn, Theme::Light, SMALL, "empty #/inbox", Nowhere),
    ("settings-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/settings", Nowhere),
    ("settings-en", Language::En, Theme::Dark, LARGE, "#/settings", Nowhere),
    ("settings-double-en", Language::En, Theme::Light, LARGE, "double #/settings", Nowhere),
    ("rules-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/settings/reminders", Nowhere),
    ("rules-small-en", Language::En, Theme::Dark, SMALL, "#/settings/reminders", Nowhere),
    ("data-zh-CN", Language::ZhCn, Theme::Dark, LARGE, "#/settings/data", Nowhere),
    ("data-small-en", Language::En, Theme::Light, SMALL, "#/settings/data", Nowhere),
    ("export-zh-CN", Language::ZhCn, Theme::Light, LARGE, "export", Nowhere),
    ("export-dark-en", Language::En, Theme::Dark, SMALL, "export", Nowhere),
    ("import-zh-CN", Language::ZhCn, Theme::Light, LARGE, "import", Nowhere),
    ("import-dark-en", Language::En, Theme::Dark, SMALL, "import", Nowhere),
    ("import-wrong-en", Language::En, Theme::Light, LARGE, "import-wrong", Nowhere),
    ("import-none-en", Language::En, Theme::Dark, SMALL, "#/settings/data/import", Nowhere),
    ("restore-zh-CN", Language::ZhCn, Theme::Light, LARGE, "restore", Nowhere),
    ("restore-dark-en", Language::En, Theme::Dark, SMALL, "restore", Nowhere),
    ("palette-zh-CN", Language::ZhCn, Theme::Light, LARGE, "palette", Nowhere),
    ("palette-dark-en", Language::En, Theme::Dark, SMALL, "palette", Nowhere),
    ("keys-zh-CN", Language::ZhCn, Theme::Light, LARGE, "keys", Nowhere),
    ("keys-dark-en", Language::En, Theme::Dark, SMALL, "keys", Nowhere),
    ("help-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/help", Nowhere),
    ("help-dark-en", Language::En, Theme::Dark, SMALL, "#/help/cost", Nowhere),
    ("help-double-en", Language::En, Theme::Light, LARGE, "double #/help/paying", Nowhere),
    ("locked-zh-CN", Language::ZhCn, Theme::Light, LARGE, "lock locked", Nowhere),
    ("locked-dark-en", Language::En, Theme::Dark, SMALL, "lock wrong", Nowhere),
    ("locked-forgotten-zh-CN", Language::ZhCn, Theme::Light, LARGE, "lock forgotten", Nowhere),
    ("lock-settings-zh-CN", Language::ZhCn, Theme::Light, LARGE, "lock lock-settings", Nowhere),
    ("lock-settings-dark-en", Language::En, Theme::Dark, SMALL, "lock lock-settings", Nowhere),
    ("passcode-zh-CN", Language::ZhCn, Theme::Light, LARGE, "passcode", Nowhere),
    ("passcode-dark-en", Language::En, Theme::Dark, SMALL, "passcode", Nowhere),
    ("manual-new-zh-CN", Language::ZhCn, Theme::Light, SMALL, "new", Manual),
    ("manual-new-en", Language::En, Theme::Light, SMALL, "new", Manual),
    ("manual-calendar-zh-CN", Language::ZhCn, Theme::Light, SMALL, "#/calendar/2026-11-28", Manual),
    ("manual-calendar-en", Language::En, Theme::Light, SMALL, "#/calendar/2026-11-28", Manual),
    ("manual-pay-zh-CN", Language::ZhCn, Theme::Light, SMALL, "pay", Manual),
    ("manual-pay-en", Language::En, Theme::Light, SMALL, "pay", Manual),
    ("manual-prepay-zh-CN", Language::ZhCn, Theme::Light, SMALL, "prepay", Manual),
    ("manual-prepay-en", Language::En, Theme::Light, SMALL, "prepay", Manual),
    ("manual-inbox-zh-CN", Language::ZhCn, Theme::Light, SMALL, "due #/inbox", Manual),
    ("manual-inbox-en", Language::En, Theme::Light, SMALL, "due #/inbox", Manual),
];

fn folder(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let folder = root.join(path);
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}

fn place(name: &str, shown: Shown) -> PathBuf {
    folder(if shown == Readme { "docs/pictures" } else { "dist/pictures" }).join(format!("{name}.png"))
}

/// Puts a picture that was taken among those of the manual.
fn into_manual(picture: &Path, name: &str) {
    let name = name.trim_start_matches("manual-");
    let to = folder("docs/manual/pictures").join(format!("{name}.webp"));
    let made = Command::new("convert")
        .arg(picture)
        .args(["-strip", "-define", "webp:lossless=true", "-define", "webp:method=6"])
        .arg(&to)
        .status();
    assert!(made.expect("ImageMagick").success(), "{}", to.display());
}

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let asked = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word));
    let mut taken = 0;
    for wanted in WANTED.iter().filter(|wanted| asked(wanted.0)) {
        take(wanted).await;
        taken += 1;
    }
    if asked("desktop") {
        desktop::take().await;
        taken += desktop::COUNT;
    }
    let text = format!("{taken} pictures in docs and dist/pictures\n");
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes()).expect("a terminal");
}

async fn take(&(name, language, theme, size, scene, shown): &Wanted) {
    let (stage, scene) = scene.split_once(' ').unwrap_or(("", scene));
    let folder = data_folder();
    let now = if stage == "due" { scenes::DUE } else { NOW };
    let app = app_at(folder.path(), NOW);
    app.settings_set(Settings { language: Some(language), theme, ..Settings::default() }).expect("set");
    if stage != "empty" {
        app.sample_add().expect("an empty file");
    }
    match stage {
        "crowd" => scenes::crowd(&app),
        "rules" => scenes::rule(&app),
        "due" => scenes::remind(folder.path()),
        "lock" => scenes::lock(&app),
        _ => (),
    }
    let text = if stage == "double" { 2 } else { 1 };
    let arguments = ["--data-dir", &folder.path().display().to_string(), "--now", now];
    let window = Window::of("fenqi", &arguments, text).await;
    window.see("nav, [name=passcode]").await;
    window.size(size.0, size.1).await;
    scenes::go(&window, &app, language, scene).await;
    let path = place(name, shown);
    window.picture(&path).await;
    window.close().await;
    assert!(path.exists(), "{}", path.display());
    if shown == Manual {
        into_manual(&path, name);
    }
}
