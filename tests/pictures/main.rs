//! Pictures of the real window with sample data, both languages, light and dark, large and small: for the READMEs
//! and for eyes. Run by `make screenshots`; they go to `docs/pictures`, the others to `dist/pictures`. Given words,
//! those whose names hold one of them.

mod desktop;
mod scenes;

use std::path::{Path, PathBuf};

use fenqi_app::contract::{Language, Settings, Theme};
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, app_at, data_folder};

/// Picture, language, theme, size, scene; whether the READMEs show it.
type Wanted = (&'static str, Language, Theme, (u32, u32), &'static str, bool);

const LARGE: (u32, u32) = (1180, 760);
const SMALL: (u32, u32) = (900, 600);

const WANTED: &[Wanted] = &[
    ("overview-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/overview", true),
    ("overview-en", Language::En, Theme::Light, LARGE, "#/overview", true),
    ("overview-dark", Language::ZhCn, Theme::Dark, LARGE, "#/overview", false),
    ("overview-small-en", Language::En, Theme::Dark, SMALL, "#/overview", false),
    ("overview-crowded-zh-CN", Language::ZhCn, Theme::Light, LARGE, "crowd #/overview", false),
    ("overview-double-en", Language::En, Theme::Light, LARGE, "double #/overview", false),
    ("overview-hidden-zh-CN", Language::ZhCn, Theme::Light, LARGE, "hidden", false),
    ("start-zh-CN", Language::ZhCn, Theme::Light, LARGE, "empty #/overview", false),
    ("start-en", Language::En, Theme::Dark, SMALL, "empty #/overview", false),
    ("agenda-en", Language::En, Theme::Light, LARGE, "#/calendar/today/agenda", false),
    ("year-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/calendar/2026-11-28/year", false),
    ("calendar-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/calendar/2026-11-28", true),
    ("calendar-en", Language::En, Theme::Light, LARGE, "#/calendar/2026-11-28", true),
    ("calendar-dark", Language::ZhCn, Theme::Dark, LARGE, "#/calendar/2026-11-20", true),
    ("calendar-small-en", Language::En, Theme::Dark, SMALL, "#/calendar/2026-11-28", false),
    ("calendar-double-en", Language::En, Theme::Light, LARGE, "double #/calendar/2026-11-28", false),
    ("calendar-crowded-en", Language::En, Theme::Light, LARGE, "crowd #/calendar/2026-11-28", false),
    ("pay-zh-CN", Language::ZhCn, Theme::Light, LARGE, "pay", false),
    ("paid-en", Language::En, Theme::Dark, SMALL, "paid", false),
    ("accounts-zh-CN", Language::ZhCn, Theme::Light, LARGE, "rules #/accounts", false),
    ("accounts-double-en", Language::En, Theme::Light, LARGE, "double #/accounts", false),
    ("account-en", Language::En, Theme::Light, LARGE, "rules account", false),
    ("account-dark-zh-CN", Language::ZhCn, Theme::Dark, SMALL, "rules account", false),
    ("account-form-zh-CN", Language::ZhCn, Theme::Light, LARGE, "rules account-form", false),
    ("account-form-dark-en", Language::En, Theme::Dark, SMALL, "rules account-form", false),
    ("plans-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/plans", false),
    ("plans-dark-en", Language::En, Theme::Dark, LARGE, "#/plans", false),
    ("plans-search-zh-CN", Language::ZhCn, Theme::Light, SMALL, "search", false),
    ("plan-menu-en", Language::En, Theme::Light, LARGE, "menu", false),
    ("plans-crowded-en", Language::En, Theme::Light, SMALL, "crowd #/plans", false),
    ("plan-zh-CN", Language::ZhCn, Theme::Light, LARGE, "plan", true),
    ("plan-en", Language::En, Theme::Light, LARGE, "plan", true),
    ("plan-dark-zh-CN", Language::ZhCn, Theme::Dark, SMALL, "plan", false),
    ("plan-crowded-zh-CN", Language::ZhCn, Theme::Light, LARGE, "crowd long", false),
    ("plan-double-zh-CN", Language::ZhCn, Theme::Light, LARGE, "double plan", false),
    ("settle-zh-CN", Language::ZhCn, Theme::Light, LARGE, "settle", false),
    ("settle-dark-en", Language::En, Theme::Dark, SMALL, "settle", false),
    ("prepay-zh-CN", Language::ZhCn, Theme::Light, LARGE, "prepay", false),
    ("prepay-dark-en", Language::En, Theme::Dark, SMALL, "prepay", false),
    ("new-zh-CN", Language::ZhCn, Theme::Light, LARGE, "new", true),
    ("new-en", Language::En, Theme::Light, LARGE, "new", true),
    ("new-dark-en", Language::En, Theme::Dark, LARGE, "new", false),
    ("new-small-zh-CN", Language::ZhCn, Theme::Light, SMALL, "new", false),
    ("new-double-en", Language::En, Theme::Light, LARGE, "double #/new", false),
    ("offer-zh-CN", Language::ZhCn, Theme::Light, LARGE, "offer", false),
    ("offer-dark-en", Language::En, Theme::Dark, LARGE, "offer", false),
    ("offer-small-en", Language::En, Theme::Light, SMALL, "offer", false),
    ("accounts-dark-zh-CN", Language::ZhCn, Theme::Dark, LARGE, "#/accounts", false),
    ("accounts-en", Language::En, Theme::Light, SMALL, "#/accounts", false),
    ("records-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/records", false),
    ("records-dark-en", Language::En, Theme::Dark, SMALL, "#/records", false),
    ("records-crowded-en", Language::En, Theme::Light, SMALL, "crowd #/records", false),
    ("records-double-zh-CN", Language::ZhCn, Theme::Light, LARGE, "double #/records", false),
    ("records-empty-en", Language::En, Theme::Light, LARGE, "empty #/records", false),
    ("activity-zh-CN", Language::ZhCn, Theme::Dark, LARGE, "#/records/activity", false),
    ("activity-en", Language::En, Theme::Light, SMALL, "#/records/activity", false),
    ("payoff-zh-CN", Language::ZhCn, Theme::Light, LARGE, "payoff", false),
    ("payoff-dark-en", Language::En, Theme::Dark, SMALL, "payoff", false),
    ("payoff-double-zh-CN", Language::ZhCn, Theme::Light, LARGE, "double payoff", false),
    ("analysis-forecast-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/analysis", false),
    ("analysis-forecast-dark-en", Language::En, Theme::Dark, SMALL, "#/analysis", false),
    ("analysis-limits-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/analysis/limits", false),
    ("analysis-limits-dark-en", Language::En, Theme::Dark, SMALL, "#/analysis/limits", false),
    ("analysis-debt-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/analysis/debt", false),
    ("analysis-debt-dark-en", Language::En, Theme::Dark, SMALL, "#/analysis/debt", false),
    ("analysis-costs-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/analysis/costs", false),
    ("analysis-costs-dark-en", Language::En, Theme::Dark, SMALL, "#/analysis/costs", false),
    ("analysis-spending-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/analysis/spending", false),
    ("analysis-spending-dark-en", Language::En, Theme::Dark, SMALL, "#/analysis/spending", false),
    ("analysis-double-en", Language::En, Theme::Light, LARGE, "double #/analysis", false),
    ("analysis-crowded-zh-CN", Language::ZhCn, Theme::Dark, LARGE, "crowd #/analysis", false),
    ("inbox-zh-CN", Language::ZhCn, Theme::Light, LARGE, "due #/inbox", false),
    ("inbox-dark-en", Language::En, Theme::Dark, LARGE, "due #/inbox", false),
    ("inbox-small-en", Language::En, Theme::Light, SMALL, "due #/inbox", false),
    ("inbox-empty-zh-CN", Language::ZhCn, Theme::Light, SMALL, "empty #/inbox", false),
    ("settings-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/settings", false),
    ("settings-en", Language::En, Theme::Dark, LARGE, "#/settings", false),
    ("settings-double-en", Language::En, Theme::Light, LARGE, "double #/settings", false),
    ("rules-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/settings/reminders", false),
    ("rules-small-en", Language::En, Theme::Dark, SMALL, "#/settings/reminders", false),
    ("data-zh-CN", Language::ZhCn, Theme::Dark, LARGE, "#/settings/data", false),
    ("data-small-en", Language::En, Theme::Light, SMALL, "#/settings/data", false),
    ("export-zh-CN", Language::ZhCn, Theme::Light, LARGE, "export", false),
    ("export-dark-en", Language::En, Theme::Dark, SMALL, "export", false),
    ("import-zh-CN", Language::ZhCn, Theme::Light, LARGE, "import", false),
    ("import-dark-en", Language::En, Theme::Dark, SMALL, "import", false),
    ("import-wrong-en", Language::En, Theme::Light, LARGE, "import-wrong", false),
    ("import-none-en", Language::En, Theme::Dark, SMALL, "#/settings/data/import", false),
    ("restore-zh-CN", Language::ZhCn, Theme::Light, LARGE, "restore", false),
    ("restore-dark-en", Language::En, Theme::Dark, SMALL, "restore", false),
    ("palette-zh-CN", Language::ZhCn, Theme::Light, LARGE, "palette", false),
    ("palette-dark-en", Language::En, Theme::Dark, SMALL, "palette", false),
    ("keys-zh-CN", Language::ZhCn, Theme::Light, LARGE, "keys", false),
    ("keys-dark-en", Language::En, Theme::Dark, SMALL, "keys", false),
];

fn place(name: &str, shown: bool) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let folder = root.join(if shown { "docs/pictures" } else { "dist/pictures" });
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    folder.join(format!("{name}.png"))
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
    let text = format!("{taken} pictures in docs/pictures and dist/pictures\n");
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
        _ => (),
    }
    let text = if stage == "double" { 2 } else { 1 };
    let window = Window::open_at_text_size(folder.path(), now, text).await;
    window.size(size.0, size.1).await;
    scenes::go(&window, &app, language, scene).await;
    let path = place(name, shown);
    window.picture(&path).await;
    window.close().await;
    assert!(path.exists(), "{}", path.display());
}
