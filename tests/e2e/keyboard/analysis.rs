//! What is to come, what it costs and what was spent, by keys: each view says what the command line says.

use thirtyfour::Key;

use super::Scene;

/// What the reading of the chart that has the focus says.
async fn reading(scene: &Scene) -> String {
    let said = "return document.activeElement.getAttribute('aria-valuetext') ?? ''";
    scene.window.run(said).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn charts_are_read_month_by_month_and_as_tables() {
    let scene = Scene::with_four().await;
    let window = &scene.window;
    scene.palette("分析", "分析").await;
    scene.heading("分析").await;
    window.see_text("未来 12 个月要还的").await;
    window.reach("逐月看数字：未来 12 个月要还的").await;
    let forecast = scene.cli(&["forecast", "--by-account"]);
    let due =
        |month: usize| forecast["forecast"]["months"][month]["due"]["CNY"].as_str().expect("due").to_owned();
    assert!(plain(&reading(&scene).await).ends_with(&due(0)), "{}", reading(&scene).await);
    window.hit(Key::Right + "").await;
    assert!(plain(&reading(&scene).await).ends_with(&due(1)), "{}", reading(&scene).await);
    window.enter("数字").await;
    window.see("figure .table:not(.sr) table").await;
    window.pick("预测", "支出").await;
    window.see_text("每期在到期的那个月计入").await;
    window.pick("按还款日", "按购买日").await;
    window.see_text("整笔计入").await;
    let spending = scene.cli(&["spending", "--by", "purchase", "--year", "2026"]);
    let total = spending["total"]["by_purchase"]["CNY"].as_str().expect("a total").to_owned();
    let seen = window.run("return document.querySelector('main dd').textContent").await;
    assert_eq!(plain(seen.as_str().expect("a total")), format!("¥{total}"));
    scene.window.close().await;
}

/// Without the commas between thousands.
fn plain(text: &str) -> String {
    text.trim().replace(',', "")
}
