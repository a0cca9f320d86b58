//! New plans: one that is under way, its account with it, and a cash advance.

use serde_json::json;
use thirtyfour::Key;

use super::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_under_way_and_its_account() {
    let scene = Scene::with(|_| ()).await;
    let window = &scene.window;
    window.chord(Key::Control, "n").await;
    scene.heading("新增分期").await;
    window.fill("买了什么", "洗衣机").await;
    window.enter("账户").await;
    window.see("[role=listbox]").await;
    window.stop_at("新建账户").await;
    window.hit(Key::Enter + "").await;
    window.dialog("新建账户").await;
    window.fill("名称", "京东白条").await;
    window.fill("每月几日还", "9").await;
    window.confirm().await;
    window.see_text("已新建账户：京东白条").await;
    window.closed().await;
    window.focus_on("账户: 京东白条").await;
    window.fill("下单日期", "2026-08-20").await;
    window.fill("价格", "3199").await;
    window.pick("免息", "每期手续费").await;
    window.fill("期数", "6").await;
    window.fill("每期费率", "0.5").await;
    window.fill("第一期到期", "2026-09-09").await;
    window.see_text("之前已经在还（3 期已到期）").await;
    window.reach("之前已经在还").await;
    window.hit(" ").await;
    window.fill("已还期数", "2").await;
    window.confirm().await;
    window.see_text("已保存：洗衣机").await;
    let plan = scene.plan("洗衣机");
    let statuses: Vec<_> = (0..4).map(|place| plan["rows"][place]["status"].clone()).collect();
    assert_eq!(statuses, ["paid", "paid", "overdue", "scheduled"]);
    assert_eq!((&plan["account"]["name"], &plan["rows"][3]["fee"]), (&json!("京东白条"), &json!("16.00")));
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cash_advance() {
    let scene = Scene::with_three().await;
    let window = &scene.window;
    window.chord(Key::Control, "n").await;
    scene.heading("新增分期").await;
    window.pick("购物分期", "备用金 / 借款").await;
    window.fill("借款名称", "旅行").await;
    window.choose_from("账户", "备用金").await;
    window.fill("放款日", "2026-11-20").await;
    window.fill("借款金额", "3000").await;
    window.fill("期数", "3").await;
    window.fill("利率", "0.05").await;
    window.fill("第一期到期", "2026-12-20").await;
    window.confirm().await;
    window.see_text("已保存：旅行").await;
    let plan = scene.plan("旅行");
    assert_eq!((&plan["origin"], &plan["status"]), (&json!("cash_advance"), &json!("active")));
    assert_eq!(
        (&plan["rows"][0]["due_date"], &plan["rows"][0]["interest"]),
        (&json!("2026-12-20"), &json!("45.00"))
    );
    scene.window.close().await;
}
