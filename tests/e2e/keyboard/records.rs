//! Everything that was paid and done, by keys.

use serde_json::{Value, json};

use super::{PHONE, Scene};

/// The phone's first row was paid, today.
async fn paid() -> Scene {
    let scene = Scene::with_four().await;
    let phone = scene.id(PHONE);
    scene.cli(&["pay", &phone, "--seq", "1", "--source", "支付宝"]);
    scene
}

fn records(scene: &Scene) -> Value {
    scene.cli(&["repayment", "list"])["records"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repayment_is_corrected_and_taken_back() {
    let scene = paid().await;
    let window = &scene.window;
    scene.palette("还款记录", "还款记录").await;
    scene.heading("还款记录").await;
    window.see_text("第 1/12 期").await;
    window.run_from("2026-11-22 的还款：更多操作", "更正").await;
    window.dialog("更正还款").await;
    window.fill("扣款方式", "工资卡").await;
    window.confirm().await;
    window.see_text("已更正 2026-11-22 的还款").await;
    window.closed().await;
    window.focus_on("2026-11-22 的还款：更多操作").await;
    assert_eq!(records(&scene)[0]["source"], "工资卡");
    window.run_from("2026-11-22 的还款：更多操作", "撤回这笔还款").await;
    window.see_text("已撤回 2026-11-22 的还款").await;
    window.see_text("还没有还款").await;
    assert_eq!(records(&scene), json!([]));
    assert_eq!(scene.plan(PHONE)["rows"][0]["status"], "overdue");
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_read_and_taken_back_step_by_step() {
    let scene = paid().await;
    let window = &scene.window;
    scene.palette("还款记录", "还款记录").await;
    scene.heading("还款记录").await;
    window.pick("还款", "操作").await;
    window.see_text("记为已还：小米 15 Pro 第 1 期 ¥441.58").await;
    window.enter("撤销").await;
    window.see_text("已撤销：记为已还").await;
    assert_eq!(records(&scene), json!([]));
    window.enter("重做").await;
    window.see_text("已重做：记为已还").await;
    assert_eq!(records(&scene)[0]["amount"], "441.58");
    assert_eq!(records(&scene)[0]["plans"][0]["title"], PHONE);
    scene.window.close().await;
}
