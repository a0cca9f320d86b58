//! Out of debt by keys: an amount, a way, its steps planned, dropped, and one done on its day.

use fenqi_tests::desktop::window::Window;

use super::{ADVANCE, Scene};

#[tokio::test(flavor = "multi_thread")]
async fn a_way_is_chosen_planned_and_undone() {
    let scene = Scene::with_three().await;
    let window = &scene.window;
    scene.palette("还清", "还清").await;
    scene.heading("还清").await;
    window.fill("每月多还", "500").await;
    window.see_text("一步一步").await;
    window.see_text(ADVANCE).await;
    window.enter("把这").await;
    window.see_text("已列入计划").await;
    let planned = scene.cli(&["planned", "list"])["planned"].clone();
    let said = scene.cli(&["payoff", "--extra", "500"]);
    let steps = said["avalanche"]["steps"].as_array().expect("steps");
    assert_eq!(planned.as_array().map(Vec::len), Some(steps.len()));
    assert_eq!(planned[0]["amount"], steps[0]["amount"]);
    scene.undo("计划提前还款").await;
    assert_eq!(scene.cli(&["planned", "list"])["planned"].as_array().map(Vec::len), Some(0));
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_planned_for_today_is_done_by_todays_quote() {
    let scene = Scene::with_three().await;
    let id = scene.id(ADVANCE);
    scene.cli(&["payoff", "--extra", "500", "--strategy", "avalanche", "--adopt"]);
    let first = scene.cli(&["planned", "list"])["planned"][0].clone();
    assert_eq!(first["plan"], id);
    let Scene { window, folder } = scene;
    window.close().await;
    let now = format!("{}T10:00:00+08:00", first["on"].as_str().expect("a day"));
    let cli = |arguments: &[&str]| fenqi_tests::desktop::process::cli(folder.path(), &now, arguments);
    for seq in ["1", "2"] {
        cli(&["pay", &id, "--seq", seq]);
    }
    let window = Window::open(folder.path(), &now).await;
    window.enter(&format!("去还… 提前还: {ADVANCE}")).await;
    window.dialog(&format!("提前还一部分：{ADVANCE}")).await;
    window.see("[name=keeps]:not([disabled])").await;
    window.confirm().await;
    window.see_text("已记录提前还款").await;
    window.closed().await;
    let left = cli(&["planned", "list"])["planned"].clone();
    assert!(left.as_array().expect("a list").iter().all(|planned| planned["on"] != first["on"]), "{left}");
    let plan = cli(&["plan", "show", &id]);
    let prepaid =
        plan["repayments"].as_array().expect("a list").iter().find(|paid| paid["kind"] == "prepayment");
    assert_eq!(prepaid.map(|prepaid| &prepaid["amount"]), Some(&first["amount"]), "{plan}");
    window.close().await;
}
