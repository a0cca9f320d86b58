//! Files that come in, and settings.

use fenqi_tests::desktop::keys::choose_file;
use fenqi_tests::desktop::wait_for;

use super::Scene;

const TABLE: &str = "账户,商品,购买日期,价格,期数,每期,首期还款日,已还期数
小米分期,小米电视 75 英寸,2026/8/3,4299.00,12,358.25,2026/9/28,2
京东白条,扫地机器人,2026/9/14,2199.00,6,366.50,2026/10/15,1
";

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_looked_at_imported_and_taken_back() {
    let scene = Scene::with_three().await;
    let window = &scene.window;
    let path = scene.folder.path().with_extension("csv");
    std::fs::write(&path, TABLE).expect("a table");
    let plans = || scene.cli(&["plan", "list"])["total"].clone();
    scene.open("导入", "导入").await;
    window.enter("选择文件…").await;
    choose_file("选择要导入的文件", &path).await;
    window.see("#would-add").await;
    window.see_text("京东白条").await;
    assert_eq!(plans(), 3, "to look at a file writes nothing");
    window.enter("导入").await;
    window.see_text("已导入 2 笔分期，18 期，3 笔还款").await;
    assert_eq!(plans(), 5);
    assert_eq!(scene.plan("扫地机器人")["rows"][0]["status"], "paid");
    window.enter("撤销").await;
    wait_for("three plans again", async || (plans() == 3).then_some(())).await;
    assert_eq!(scene.cli(&["account", "list"])["accounts"].as_array().map(Vec::len), Some(2));
    scene.window.close().await;
    std::fs::remove_file(path).expect("the table");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_in_the_settings_is_kept() {
    let scene = Scene::with_three().await;
    scene.open("设置", "设置").await;
    scene.window.pick("浅色", "深色").await;
    let settings = || scene.cli(&["settings", "show"]);
    wait_for("the dark theme", async || (settings()["settings"]["theme"] == "dark").then_some(())).await;
    wait_for("dark colours", async || {
        (scene.window.run("return document.documentElement.dataset.theme").await == "dark").then_some(())
    })
    .await;
    scene.window.reach("隐藏金额").await;
    scene.window.hit(" ").await;
    wait_for("hidden amounts", async || (settings()["settings"]["hide_amounts"] == true).then_some(())).await;
    scene.window.close().await;
}
