//! The main job by hand: an account, three plans, the calendar, a paid row, an export.

use std::path::Path;
use std::time::Duration;

use fenqi_app::contract::{InstalmentStatus, Language, PlanSummary};
use fenqi_tests::desktop::process::{is_shown, xdotool};
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, app_at, data_folder};

async fn add_account(window: &Window, name: &str, due_day: &str) {
    window.go("#/accounts").await;
    window.press("新建账户").await;
    window.type_into("name", name).await;
    window.type_into("limit", "20,000").await;
    window.type_into("due_days", due_day).await;
    window.press("保存").await;
    window.see_text(&format!("已新建账户：{name}")).await;
}

struct Typed<'a> {
    title: &'a str,
    account: &'a str,
    bought: &'a str,
    price: &'a str,
    first_due: &'a str,
}

/// Fills what every plan has in common, and waits for the preview of its per-period amount.
async fn type_plan(window: &Window, plan: &Typed<'_>) {
    window.type_into("title", plan.title).await;
    window.see("[name=account]").await.click().await.expect("a list opens");
    window.choose(plan.account).await;
    window.type_into("purchased_on", plan.bought).await;
    window.type_into("price", plan.price).await;
    window.type_into("periods", "12").await;
    window.type_into("first_due_date", plan.first_due).await;
}

async fn save(window: &Window, title: &str) {
    window.press("保存").await;
    window.see_text(&format!("已保存：{title}")).await;
}

fn stored(folder: &Path, title: &str) -> PlanSummary {
    let plans = app_at(folder, NOW).plans().expect("plans");
    plans.into_iter().find(|plan| plan.title == title).expect("the plan is in the file")
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_are_typed_seen_paid_and_exported() {
    let folder = data_folder();
    super::speaking(folder.path(), Language::ZhCn);
    let window = Window::open(folder.path(), NOW).await;
    add_account(&window, "小米分期", "28").await;
    add_account(&window, "备用金", "30").await;

    window.press("新增分期").await;
    let phone = Typed {
        title: "小米 15 Pro",
        account: "小米分期",
        bought: "2026-08-28",
        price: "5,299.00",
        first_due: "2026-09-28",
    };
    type_plan(&window, &phone).await;
    window.press("免息").await;
    window.see_text("441.58").await;
    window.see_text("之前已经在还（2 期已到期）").await;
    save(&window, phone.title).await;

    window.press("新增分期").await;
    let laptop = Typed {
        title: "ThinkPad X1",
        account: "小米分期",
        bought: "2026-11-15",
        price: "5000",
        first_due: "2026-12-15",
    };
    type_plan(&window, &laptop).await;
    window.press("每期手续费").await;
    window.type_into("rate_percent", "0.60").await;
    window.see_text("446.66").await;
    window.see_text("13.03").await;
    save(&window, laptop.title).await;

    window.press("新增分期").await;
    window.press("备用金 / 借款").await;
    let advance = Typed {
        title: "11 月备用金",
        account: "备用金",
        bought: "2026-10-30",
        price: "5000.00",
        first_due: "2026-11-30",
    };
    type_plan(&window, &advance).await;
    window.type_into("rate_percent", "0.05").await;
    window.see_text("2026-11-30").await;
    save(&window, advance.title).await;
    assert_eq!(stored(folder.path(), advance.title).track.of, 12);

    pay_a_row(&window, folder.path()).await;
    export(&window).await;
    window.close().await;
}

async fn pay_a_row(window: &Window, folder: &Path) {
    window.go("#/calendar/2026-09-28").await;
    window.see("[data-bits-day][data-value=\"2026-09-28\"]").await;
    window.see_text("小米 15 Pro").await;
    assert_eq!(stored(folder, "小米 15 Pro").track.paid, 0);
    window.press("记为已还").await;
    wait_for("the row to be paid in the file", async || {
        (stored(folder, "小米 15 Pro").track.paid == 1).then_some(())
    })
    .await;
    let cells = stored(folder, "小米 15 Pro").track.cells;
    assert_eq!(cells[0].status, InstalmentStatus::Paid);
    assert_eq!(cells[1].status, InstalmentStatus::Overdue);
    window.see("[data-bits-day][data-value=\"2026-09-28\"]").await;
    window.see_text("已还 11-22").await;
}

/// The native dialog takes a path from the keyboard.
async fn export(window: &Window) {
    let place = data_folder();
    let path = place.path().join("fenqi.csv");
    window.go("#/plans").await;
    window.press("导出 CSV").await;
    wait_for("the dialog", async || is_shown("导出到文件").then_some(())).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    xdotool(&["key", "--clearmodifiers", "ctrl+a"]);
    xdotool(&["type", "--delay", "20", &path.display().to_string()]);
    xdotool(&["key", "Return"]);
    let text = wait_for("the export", async || std::fs::read_to_string(&path).ok()).await;
    assert!(text.starts_with('\u{feff}') && text.contains("小米 15 Pro"), "{text}");
    assert_eq!(text.lines().count(), 37, "a heading and 36 rows");
    window.see_text("fenqi.csv").await;
}
