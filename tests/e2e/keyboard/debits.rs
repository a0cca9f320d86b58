//! "Did the debit go through?", wherever it is asked.

use thirtyfour::Key;

use super::Scene;

const CHAIR: &str = "人体工学椅";
/// The row whose debit of 20 November nobody has confirmed yet.
const STATUS: &str = "/rows/5/status";
const YES: &str = "扣款成功了吗 是: 人体工学椅";
const NO: &str = "扣款成功了吗 没有: 人体工学椅";

/// Answers with yes and with no, and takes each back. `stay`: what has the focus once an answer was recorded.
async fn answer(scene: &Scene, yes: &str, no: &str, stay: &[&str]) {
    for (said, status) in [(yes, "paid"), (no, "due")] {
        scene.window.see(&format!("[aria-label^=\"{said}\"]")).await;
        scene.window.enter(said).await;
        scene.stored(CHAIR, STATUS, status).await;
        scene.window.focus_on_one_of(stay).await;
        scene.undo("").await;
        scene.stored(CHAIR, STATUS, "debit_expected").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_overview() {
    let scene = Scene::with_sample().await;
    answer(&scene, YES, NO, &["先处理"]).await;
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_month() {
    let scene = Scene::with_sample().await;
    let window = &scene.window;
    scene.palette("日历", "日历").await;
    scene.heading("2026 年 11 月").await;
    window.hit("t").await;
    for day in ["11 月 22 日", "11 月 21 日", "11 月 20 日"] {
        window.focus_on(day).await;
        window.hit(if day == "11 月 20 日" { Key::Enter } else { Key::Left } + "").await;
    }
    window.focus_on(YES).await;
    answer(&scene, YES, NO, &["11 月 20 日"]).await;
    window.see(&format!("[aria-label^=\"{NO}\"]")).await;
    window.enter(NO).await;
    window.see_text("第 6 期扣款没有成功，请自己还").await;
    window.enter("记为已还").await;
    scene.stored(CHAIR, STATUS, "paid").await;
    window.focus_on("11 月 20 日").await;
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_agenda() {
    let scene = Scene::with_sample().await;
    scene.palette("日历", "日历").await;
    scene.heading("2026 年 11 月").await;
    scene.window.pick("月", "列表").await;
    answer(&scene, YES, NO, &["列表"]).await;
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_inbox() {
    let scene = Scene::with_sample().await;
    scene.open("提醒", "提醒").await;
    // It was missed: what waits besides comes next, or the heading where the list is another already.
    let stay = ["已还款: 招商银行信用卡", "待处理"];
    answer(&scene, "扣款成功了: 花呗", "扣款没有成功: 花呗", &stay).await;
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_plan() {
    let scene = Scene::with_sample().await;
    scene.open("工学", CHAIR).await;
    answer(&scene, "扣款成功：第 6 期", "没有扣款：第 6 期", &["第 6 期：更多操作"]).await;
    scene.window.close().await;
}
