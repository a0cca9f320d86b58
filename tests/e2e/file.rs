//! The file itself, in the real window: backups, restoring, taking back; and a start without a file to open.

use std::fs;

use fenqi_app::BackupReason;
use fenqi_app::contract::Language;
use fenqi_store::FILE_NAME;
use fenqi_tests::desktop::process::{Process, xdotool};
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, add_three, app_at, data_folder};

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_made_looked_at_and_restored() {
    let folder = data_folder();
    let app = super::speaking(folder.path(), Language::ZhCn);
    let plans = add_three(&app);
    let window = Window::open(folder.path(), NOW).await;
    window.go("#/settings/data").await;
    // The day's first copy is made by itself.
    window.see_text("最近的备份：2026-11-22 10:00").await;
    window.press("检查数据").await;
    window.see_text("数据完好：3 笔分期").await;
    app.plan_remove(&plans[0]).expect("removed");
    window.see("[aria-label='恢复 2026-11-22 10:00']").await.click().await.expect("a button");
    window.see_text("恢复这个备份？").await;
    window.see_text("会回来：1 笔分期").await;
    let said = window.run("return document.querySelector('[role=dialog] table').innerText").await;
    let said: Vec<&str> = said.as_str().expect("text").split_whitespace().collect();
    assert_eq!(said[..5], ["现在", "恢复后", "分期", "2", "3"], "now and then: {said:?}");
    window.see("[role=dialog] .primary").await.click().await.expect("a button");
    window.see_text("已恢复。原来的数据保存在备份里。").await;
    assert_eq!(app.plans().expect("plans").len(), 3);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_paid_is_taken_back_and_done_again_by_key() {
    let folder = data_folder();
    let app = super::speaking(folder.path(), Language::ZhCn);
    let plan = add_three(&app).remove(0);
    app.pay(&fenqi_app::Pay { plan: plan.clone(), n: 1, amount: None, on: None, source: None })
        .expect("paid");
    let paid = || app.plan(&plan).expect("a plan").track.paid;
    let window = Window::open(folder.path(), NOW).await;
    window.go("#/plans").await;
    window.see_text("小米 15 Pro").await;
    let key = |key: &str| thirtyfour::Key::Control + key;
    window.keys(key("z")).await;
    window.see_text("已撤销：记为已还：小米 15 Pro 第 1 期 ¥441.58").await;
    assert_eq!(paid(), 0);
    window.keys(key("y")).await;
    window.see_text("已重做：记为已还：小米 15 Pro 第 1 期 ¥441.58").await;
    assert_eq!(paid(), 1);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_is_answered_with_its_newest_good_backup() {
    let folder = data_folder();
    let app = super::speaking(folder.path(), Language::ZhCn);
    add_three(&app);
    app.back_up(BackupReason::Day).expect("made");
    drop(app);
    let path = folder.path().join(FILE_NAME);
    let mut bytes = fs::read(&path).expect("bytes");
    bytes[..100].fill(0);
    fs::write(&path, &bytes).expect("written");
    let process = Process::start(folder.path(), NOW, &[]);
    let question = process.window().await;
    assert_eq!(fs::read(&path).expect("bytes"), bytes, "it is asked before anything is touched");
    xdotool(&["windowactivate", "--sync", &question]);
    xdotool(&["key", "Return"]);
    wait_for("the window", async || (process.web_processes() > 0).then_some(())).await;
    process.window().await;
    assert_eq!(fs::read(folder.path().join("fenqi-put-aside-1.db")).expect("kept"), bytes);
    assert_eq!(app_at(folder.path(), NOW).plans().expect("plans").len(), 3);
}
