//! Money that was paid: a row, a part of one, more than one, all of a statement.

use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use serde_json::json;
use thirtyfour::Key;

use super::{ADVANCE, CLEANER, PHONE, Scene};

/// The phone's page.
async fn phone() -> Scene {
    let scene = Scene::with_four().await;
    scene.open("小米 15", PHONE).await;
    scene
}

/// Says how much of the first row is paid; not confirmed yet.
async fn type_part(window: &Window, amount: &str) {
    window.run_from("第 1 期：更多操作", "还一部分").await;
    window.dialog("记录还款").await;
    window.fill("金额", amount).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row() {
    let scene = phone().await;
    scene.window.enter("记为已还：第 1 期").await;
    scene.window.see_text("已记录：小米 15 Pro 第 1 期").await;
    scene.window.focus_on("第 1 期：更多操作").await;
    let plan = scene.plan(PHONE);
    assert_eq!((&plan["rows"][0]["status"], &plan["rows"][1]["status"]), (&json!("paid"), &json!("overdue")));
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_and_back_by_what_tells_of_it() {
    let scene = phone().await;
    let status = || scene.plan(PHONE)["rows"][0]["status"].clone();
    scene.window.enter("记为已还：第 1 期").await;
    scene.window.see_text("已记录：小米 15 Pro 第 1 期").await;
    assert_eq!(status(), "paid");
    scene.window.enter("撤销").await;
    scene.window.see_text("已撤销：").await;
    assert_eq!(status(), "overdue");
    scene.window.enter("记为已还：第 1 期").await;
    scene.window.see_text("已记录：小米 15 Pro 第 1 期").await;
    scene.window.press("撤销").await;
    // The note of the first time may still stand there: the record itself says that it was taken back.
    wait_for("the row as it was", async || (status() == "overdue").then_some(())).await;
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_and_then_more_than_is_left() {
    let scene = phone().await;
    let window = &scene.window;
    type_part(window, "100").await;
    window.see_text("第 1 期还剩 ¥341.58。").await;
    window.enter("记录还款").await;
    window.see_text("已记录：").await;
    window.closed().await;
    window.focus_on("第 1 期：更多操作").await;
    let part = scene.plan(PHONE)["rows"][0].clone();
    assert_eq!((&part["partly_paid"], &part["remaining"]), (&json!(true), &json!("341.58")));

    type_part(window, "500").await;
    window.see_text("超过第 1 期的部分会接着还后面几期：").await;
    let said = scene.dialog_text().await;
    assert!(said.contains("341.58") && said.contains("158.42"), "{said}");
    window.confirm().await;
    window.closed().await;
    let rows = scene.plan(PHONE)["rows"].clone();
    assert_eq!(rows[0]["status"], "paid");
    assert_eq!(rows[1]["paid"], "158.42");
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_the_plan_asks_for_is_refused_beside_the_amount() {
    let scene = phone().await;
    let window = &scene.window;
    type_part(window, "9999").await;
    window.confirm().await;
    window.see("[name=amount][aria-invalid=true]").await;
    window.see_text("5299.00").await;
    window.focus_on("金额").await;
    assert_eq!(scene.plan(PHONE)["repayments"], json!([]));
    window.fill("金额", "").await;
    window.confirm().await;
    window.closed().await;
    assert_eq!(scene.plan(PHONE)["rows"][0]["status"], "paid", "left empty, it is what the row asks for");
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_a_statement() {
    let scene = phone().await;
    let window = &scene.window;
    window.run_from("第 3 期：更多操作", "整张账单一起还").await;
    window.dialog("记录还款").await;
    window.see_text("658.08").await;
    let said = scene.dialog_text().await;
    assert!(said.contains(PHONE) && said.contains(CLEANER), "{said}");
    window.enter("记录还款").await;
    window.see_text("已记录：小米分期整单").await;
    window.closed().await;
    window.focus_on("第 3 期：更多操作").await;
    assert_eq!(scene.plan(PHONE)["rows"][2]["status"], "paid");
    assert_eq!(scene.plan(CLEANER)["rows"][0]["status"], "paid");
    scene.undo("还清账单：").await;
    assert_eq!(scene.plan(CLEANER)["rows"][0]["status"], "scheduled");
    scene.window.close().await;
}

/// Walks the days of November on from today, and into the day that it ends with.
async fn enter_day(scene: &Scene, date: u32) {
    let window = &scene.window;
    scene.palette("日历", "日历").await;
    scene.heading("2026 年 11 月").await;
    window.hit("t").await;
    window.focus_on("11 月 22 日").await;
    for day in 23..=date {
        window.hit(Key::Right + "").await;
        window.focus_on(&format!("11 月 {day} 日")).await;
    }
    window.see("[data-action]").await;
    window.hit(Key::Enter + "").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_the_calendar() {
    let scene = phone().await;
    let window = &scene.window;
    enter_day(&scene, 28).await;
    window.focus_on("整单记为已还").await;
    window.hit(Key::Enter + "").await;
    window.see_text("已记录：小米分期整单").await;
    window.focus_on("11 月 28 日").await;
    assert_eq!(scene.plan(CLEANER)["rows"][0]["status"], "paid");

    enter_day(&scene, 30).await;
    window.focus_on("记为已还").await;
    window.enter("部分").await;
    window.dialog("记录还款").await;
    window.fill("金额", "400").await;
    window.confirm().await;
    window.closed().await;
    window.focus_on("部分").await;
    scene.stored(ADVANCE, "/rows/0/remaining", "58.95").await;
    window.enter("部分").await;
    window.dialog("记录还款").await;
    window.confirm().await;
    window.closed().await;
    window.focus_on("11 月 30 日").await;
    scene.stored(ADVANCE, "/rows/0/status", "paid").await;
    scene.window.close().await;
}
