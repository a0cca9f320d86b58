//! Pictures of the real window with sample data, both languages, light and dark, large and small: for the READMEs
//! and for eyes. Run by `make screenshots`; they go to `docs/pictures`, the others to `dist/pictures`.

mod desktop;

use std::path::{Path, PathBuf};

use fenqi_app::contract::{Language, Settings, Theme};
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, app_at, data_folder};

/// Picture, language, theme, size, route; whether the READMEs show it.
type Wanted = (&'static str, Language, Theme, (u32, u32), &'static str, bool);

const LARGE: (u32, u32) = (1180, 760);
const SMALL: (u32, u32) = (900, 600);

const WANTED: &[Wanted] = &[
    ("overview-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/overview", false),
    ("overview-en", Language::En, Theme::Light, LARGE, "#/overview", false),
    ("overview-dark", Language::ZhCn, Theme::Dark, LARGE, "#/overview", false),
    ("overview-small-en", Language::En, Theme::Dark, SMALL, "#/overview", false),
    ("agenda-en", Language::En, Theme::Light, LARGE, "#/calendar/today/agenda", false),
    ("year-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/calendar/2026-11-28/year", false),
    ("calendar-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/calendar/2026-11-28", true),
    ("calendar-en", Language::En, Theme::Light, LARGE, "#/calendar/2026-11-28", true),
    ("calendar-dark", Language::ZhCn, Theme::Dark, LARGE, "#/calendar/2026-11-20", true),
    ("calendar-small-en", Language::En, Theme::Dark, SMALL, "#/calendar/2026-11-28", false),
    ("plans-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/plans", false),
    ("plans-dark-en", Language::En, Theme::Dark, LARGE, "#/plans", false),
    ("plan-zh-CN", Language::ZhCn, Theme::Light, LARGE, "plan", true),
    ("plan-en", Language::En, Theme::Light, LARGE, "plan", true),
    ("plan-dark-zh-CN", Language::ZhCn, Theme::Dark, SMALL, "plan", false),
    ("new-zh-CN", Language::ZhCn, Theme::Light, LARGE, "new", true),
    ("new-en", Language::En, Theme::Light, LARGE, "new", true),
    ("new-dark-en", Language::En, Theme::Dark, LARGE, "new", false),
    ("new-small-zh-CN", Language::ZhCn, Theme::Light, SMALL, "new", false),
    ("offer-zh-CN", Language::ZhCn, Theme::Light, LARGE, "offer", false),
    ("offer-dark-en", Language::En, Theme::Dark, LARGE, "offer", false),
    ("offer-small-en", Language::En, Theme::Light, SMALL, "offer", false),
    ("accounts-zh-CN", Language::ZhCn, Theme::Dark, LARGE, "#/accounts", false),
    ("accounts-en", Language::En, Theme::Light, SMALL, "#/accounts", false),
    ("inbox-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/inbox", false),
    ("inbox-dark-en", Language::En, Theme::Dark, LARGE, "#/inbox", false),
    ("inbox-small-en", Language::En, Theme::Light, SMALL, "#/inbox", false),
    ("settings-zh-CN", Language::ZhCn, Theme::Light, LARGE, "#/settings", false),
    ("settings-en", Language::En, Theme::Dark, LARGE, "#/settings", false),
    ("settings-small-en", Language::En, Theme::Light, SMALL, "#/settings", false),
    ("restore-zh-CN", Language::ZhCn, Theme::Light, LARGE, "restore", false),
    ("restore-dark-en", Language::En, Theme::Dark, SMALL, "restore", false),
];

fn place(name: &str, shown: bool) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let folder = root.join(if shown { "docs/pictures" } else { "dist/pictures" });
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    folder.join(format!("{name}.png"))
}

#[tokio::main]
async fn main() {
    for &(name, language, theme, size, route, shown) in WANTED {
        let folder = data_folder();
        let app = app_at(folder.path(), NOW);
        app.settings_set(Settings { language: Some(language), theme, hide_amounts: false }).expect("set");
        app.sample_add().expect("an empty file");
        let laptop = app.plans().expect("plans").into_iter().find(|plan| plan.title == "ThinkPad X1");
        let window = Window::open(folder.path(), NOW).await;
        window.size(size.0, size.1).await;
        match route {
            "plan" => window.go(&format!("#/plans/{}", laptop.expect("the sample's laptop").id.0)).await,
            "restore" => {
                window.go("#/settings").await;
                window.see("li button").await.click().await.expect("a button");
                window.see("[role=dialog]").await;
            }
            "new" => {
                window.go("#/new").await;
                type_plan(&window, language).await;
            }
            "offer" => {
                window.go("#/new").await;
                type_plan(&window, language).await;
                choose_offer(&window).await;
            }
            route => window.go(route).await,
        }
        let path = place(name, shown);
        window.picture(&path).await;
        window.close().await;
        assert!(path.exists(), "{}", path.display());
    }
    desktop::take().await;
    let text = format!("{} pictures in docs/pictures and dist/pictures\n", WANTED.len() + desktop::COUNT);
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes()).expect("a terminal");
}

async fn type_plan(window: &Window, language: Language) {
    let (title, account) = match language {
        Language::ZhCn => ("小米 15 Pro", "小米分期"),
        Language::En => ("Xiaomi 15 Pro", "Xiaomi Instalments"),
    };
    window.type_into("title", title).await;
    window.see("[name=account]").await.click().await.expect("a list opens");
    window.choose(account).await;
    window.type_into("price", "5299.00").await;
    window.select("method", "flat_per_period").await;
    window.type_into("rate_percent", "0.60").await;
    window.type_into("first_due_date", "2026-12-28").await;
    window.see_text("13.03").await;
}

/// The eleventh offer (花呗, 6 periods), its rate emptied and found again from the payment.
async fn choose_offer(window: &Window) {
    window.see("[name=preset]").await.click().await.expect("a list opens");
    window.choose_below(11).await;
    window.type_into("rate_percent", "").await;
    window.type_into("payment", "922.90").await;
    window.see("[name=rate_percent][placeholder]").await;
}
