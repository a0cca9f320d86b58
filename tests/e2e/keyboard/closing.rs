//! What ends a plan or changes what is left of it.

use fenqi_tests::desktop::wait_for;

use super::{ADVANCE, LAPTOP, Scene};

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_settled_for_what_was_quoted_and_opened_again() {
    let scene = Scene::with_three().await;
    let window = &scene.window;
    scene.open("备用", ADVANCE).await;
    window.enter("按此结清").await;
    window.dialog("提前结清：").await;
    window.see_text("记录结清 ¥").await;
    let quote = scene.cli(&["quote", "settle", &scene.id(ADVANCE)]);
    let said = scene.dialog_text().await;
    for (part, name) in [
        ("principal", "剩余本金 "),
        ("interest", "利息 "),
        ("fee", "费用 "),
        ("penalty", "违约金 "),
        ("payoff", "结清共需 ¥"),
        ("saved", "比照常还款少付 ¥"),
    ] {
        let line = format!("{name}{}", quote[part].as_str().expect("an amount"));
        assert!(said.contains(&line), "{line} is not in {said}");
    }
    window.enter("记录结清").await;
    window.see_text("已结清：").await;
    window.closed().await;
    window.focus_on("花费与还款").await;
    let settled = scene.plan(ADVANCE);
    assert_eq!(settled["status"], "settled");
    assert_eq!(settled["repayments"][0]["kind"], "settlement");
    assert_eq!(settled["repayments"][0]["amount"], quote["payoff"]);

    scene.undo("提前结清：").await;
    let open = scene.plan(ADVANCE);
    assert_eq!(open["status"], "active");
    assert_eq!(open["repayments"], serde_json::json!([]));
    window.enter("按此结清").await;
    window.dialog("提前结清：").await;
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_ways_to_prepay_are_shown_and_one_is_taken() {
    let scene = Scene::with_three().await;
    let window = &scene.window;
    scene.open("备用", ADVANCE).await;
    window.enter("提前还一部分").await;
    window.dialog("提前还一部分：").await;
    window.fill("金额", "3000").await;
    window.see("[name=keeps]:not([disabled])").await;
    let id = scene.id(ADVANCE);
    let ways = ["instalment", "term"]
        .map(|keep| scene.cli(&["quote", "prepay", &id, "--amount", "3000", "--keep", keep]));
    let said = scene.dialog_text().await;
    for way in &ways {
        for part in ["saved", "instalment", "last_due_date"] {
            let figure = way[part].as_str().expect("a figure");
            assert!(said.contains(figure), "{part} {figure} is not in {said}");
        }
    }
    window.pick("缩短期数", "降低月供").await;
    window.confirm().await;
    window.see_text("已记录提前还款：").await;
    let plan = scene.plan(ADVANCE);
    assert_eq!(plan["repayments"][0]["kind"], "prepayment");
    assert_eq!(plan["repayments"][0]["amount"], "3000.00");
    let [shorter, lower] = ways;
    assert_ne!(shorter["instalment"], lower["instalment"]);
    assert_eq!(plan["rows"][1]["total"], lower["instalment"], "{plan}");
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_is_shown_row_by_row_and_recorded() {
    let scene = Scene::with_three().await;
    let window = &scene.window;
    scene.open("Think", LAPTOP).await;
    window.run_from("更多操作", "退款").await;
    window.dialog("退款：").await;
    window.fill("退款金额", "1000").await;
    window.choose_from("怎样冲减", "从最近一期往后减").await;
    let quote =
        scene.cli(&["quote", "refund", &scene.id(LAPTOP), "--amount", "1000", "--taken", "next_first"]);
    let rows = quote["rows"].as_array().expect("rows").clone();
    assert_eq!(rows[0]["n"], 1, "from the next row on");
    let table = format!("1 2026-12-15 446.66 {}", rows[0]["after"].as_str().expect("an amount"));
    wait_for(&table, async || scene.dialog_text().await.contains(&table).then_some(())).await;
    window.enter("记录退款").await;
    window.see_text("已记录退款：").await;
    window.closed().await;
    window.focus_on("更多操作").await;
    let plan = scene.plan(LAPTOP);
    assert_eq!(plan["refunds"][0]["principal"], "1000.00");
    for row in rows {
        let place = usize::try_from(row["n"].as_u64().expect("a number") - 1).expect("a place");
        assert_eq!(plan["rows"][place]["total"], row["after"], "row {row}");
    }
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_corrected_and_put_back() {
    let scene = Scene::with_three().await;
    let window = &scene.window;
    scene.open("Think", LAPTOP).await;
    let before = scene.plan(LAPTOP)["rows"].clone();
    window.run_from("第 1 期：更多操作", "更正这一期").await;
    window.focus_on("第 1 期：本金").await;
    window.fill("第 1 期：本金", "400.00").await;
    window.fill("第 1 期：费用", "25").await;
    window.see_text("还差 ¥16.66").await;
    window.run_from("第 2 期：更多操作", "更正这一期").await;
    window.focus_on("第 2 期：本金").await;
    window.fill("第 2 期：本金", "433.32").await;
    window.see_text("与合同一致").await;
    window.confirm().await;
    window.see_text("已更正：").await;
    window.focus_on("第 1 期：更多操作").await;
    let after = scene.plan(LAPTOP)["rows"].clone();
    assert_eq!(after[0]["total"], "425.00");
    assert_eq!(after[1]["total"], "463.32");
    assert_eq!(after[0]["edited"], true);

    scene.undo("").await;
    assert_eq!(scene.plan(LAPTOP)["rows"], before);
    scene.window.close().await;
}
