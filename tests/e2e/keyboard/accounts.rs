//! Accounts by keys: their rules, the sources that repay them, and their links.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use fenqi_app::App;
use fenqi_tests::NOW;
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use serde_json::{Value, json};
use thirtyfour::Key;

use super::Scene;

const LINK: &str = "https://www.example.com/help?a=1&b=2";

fn add(app: &App, account: Value) {
    app.account_add(serde_json::from_value(account).expect("BUG: a sound draft")).expect("an account");
}

async fn list(scene: &Scene) {
    scene.palette("账户", "账户").await;
    scene.heading("账户").await;
}

async fn open(scene: &Scene, name: &str) {
    list(scene).await;
    scene.window.enter(name).await;
    scene.heading(name).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_gets_its_rules_and_loses_them_again() {
    let scene = Scene::with_three().await;
    let window = &scene.window;
    let stored = || scene.cli(&["account", "show", "小米分期"]);
    open(&scene, "小米分期").await;
    window.enter("编辑").await;
    scene.heading("编辑：小米分期").await;
    window.fill("额度", "20,000").await;
    window.fill("账单日", "5").await;
    window.choose_from("还款日怎么定", "账单日后几天").await;
    window.fill("账单日后几天还", "20").await;
    window.fill("宽限天数", "3").await;
    window.see_text("今天买的，12 月 25 日还").await;
    window.fill("每日费率", "0.05").await;
    window.see_text("¥15.00").await;
    window.choose_from("怎么算", "本金，加已产生的利息，再加违约金").await;
    window.fill("违约金比例", "3").await;
    window.see_text("违约金为剩余本金的 3%").await;
    window.confirm().await;
    window.see_text("已保存：小米分期").await;
    scene.heading("小米分期").await;
    window.see_text("今天买的，12 月 25 日还").await;
    let account = stored();
    assert_eq!((&account["limit"], &account["grace_days"]), (&json!("20000.00"), &json!(3)));
    assert_eq!((&account["statement_day"], &account["due"]), (&json!(5), &json!({ "days_after": 20 })));
    assert_eq!(account["late_fee"], json!({ "daily_rate": "0.0005" }));
    assert_eq!(account["settlement"], json!({ "policy": "penalty_on_principal", "penalty_rate": "0.03" }));
    assert_eq!(account["examples"]["purchase"]["due"], "2026-12-25");
    scene.undo("修改账户：小米分期").await;
    window.see_text("没有固定还款日").await;
    assert_eq!((&stored()["settlement"], &stored()["limit"]), (&Value::Null, &Value::Null));
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_renamed_for_all_its_accounts() {
    let scene = Scene::with(|app| {
        for name in ["小米分期", "京东白条"] {
            add(app, json!({ "name": name, "auto_debit": true, "funding_source": "招行卡" }));
        }
    })
    .await;
    let window = &scene.window;
    let repaid_by = |account| scene.cli(&["account", "show", account])["funding_source"].clone();
    list(&scene).await;
    window.run_from("招行卡：更多操作", "改名").await;
    window.dialog("给“招行卡”改名").await;
    window.fill("名称", "工资卡").await;
    window.hit(Key::Enter + "").await;
    window.see_text("已改名：工资卡").await;
    window.closed().await;
    window.focus_on("工资卡：更多操作").await;
    assert_eq!([repaid_by("小米分期"), repaid_by("京东白条")], ["工资卡", "工资卡"]);
    assert_eq!(scene.cli(&["source", "list"])["sources"][0]["name"], "工资卡");
    scene.undo("扣款方式改名：招行卡 → 工资卡").await;
    window.see_text("自动扣款：招行卡").await;
    assert_eq!([repaid_by("小米分期"), repaid_by("京东白条")], ["招行卡", "招行卡"]);
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_opened_in_the_browser_of_the_desktop() {
    let contact = format!("95555 {LINK}");
    let scene = Scene::with(|app| add(app, json!({ "name": "花呗", "contact": contact }))).await;
    open(&scene, "花呗").await;
    scene.window.enter("在浏览器中打开").await;
    scene.window.see_text("没有找到能打开网页的浏览器").await;
    scene.window.focus_on("在浏览器中打开").await;
    scene.window.close().await;
    let opened = install_browser(scene.folder.path());
    let window = Window::open(scene.folder.path(), NOW).await;
    let scene = Scene { window, folder: scene.folder };
    open(&scene, "花呗").await;
    scene.window.enter("在浏览器中打开").await;
    let link =
        wait_for("the browser", async || fs::read_to_string(&opened).ok().filter(|text| !text.is_empty()))
            .await;
    assert_eq!(link, LINK, "as it is stored, and as one argument");
    scene.window.enter("复制").await;
    scene.window.see_text("已复制").await;
    scene.window.close().await;
    fs::remove_file(browser_entry()).expect("the session has no browser again");
}

/// Where the session looks for programs.
fn browser_entry() -> PathBuf {
    let home = std::env::var_os("XDG_DATA_HOME").expect("scripts/session sets it");
    Path::new(&home).join("applications/browser.desktop")
}

/// Makes a browser of the session that writes down what it is to open. Answers where.
fn install_browser(folder: &Path) -> PathBuf {
    let (program, opened) = (folder.join("browser.sh"), folder.join("opened"));
    fs::write(&program, format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", opened.display())).expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).expect("a program");
    let entry = browser_entry();
    let applications = entry.parent().expect("a folder");
    fs::create_dir_all(applications).expect("a folder");
    let text = format!(
        "[Desktop Entry]\nType=Application\nName=Browser\nExec={} %u\nMimeType=x-scheme-handler/https;\n",
        program.display()
    );
    fs::write(&entry, text).expect("written");
    fs::write(applications.join("mimeinfo.cache"), "[MIME Cache]\nx-scheme-handler/https=browser.desktop;\n")
        .expect("written");
    opened
}
