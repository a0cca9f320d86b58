//! What lies over a screen: it takes the focus, Escape ends it, and the focus is again where it was.

use std::time::Duration;

use fenqi_tests::desktop::process::xdotool;
use fenqi_tests::desktop::window::Window;
use thirtyfour::Key;

use super::{PHONE, Scene};

/// How far the screen is scrolled, all its panes together.
const SCROLLED: &str =
    "return [...document.querySelectorAll('#app *')].reduce((sum, element) => sum + element.scrollTop, 0)";

/// Turns the wheel over the settings, beside where a dialog stands, and answers how far the screen is scrolled.
async fn wheel(window: &Window) -> f64 {
    xdotool(&["mousemove", "300", "600", "click", "--repeat", "5", "--delay", "20", "5"]);
    // Long enough for several frames: what is scrolled by then is where it comes to.
    tokio::time::sleep(Duration::from_millis(500)).await;
    window.run(SCROLLED).await.as_f64().expect("a number")
}

async fn escape(window: &Window) {
    window.hit(Key::Escape + "").await;
    window.closed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_map_and_the_palette() {
    let scene = Scene::with_sample().await;
    let window = &scene.window;
    window.tab_to("记为已还: ThinkPad X1").await;
    window.hit("?").await;
    window.dialog("键盘快捷键").await;
    let said = scene.dialog_text().await;
    for keys in ["Ctrl K", "Ctrl N", "Ctrl Z", "Ctrl Enter", "Esc"] {
        assert!(said.contains(keys), "{keys} is not in {said}");
    }
    escape(window).await;
    window.focus_on("记为已还: ThinkPad X1").await;
    window.chord(Key::Control, "k").await;
    window.dialog("搜索或命令").await;
    window.hit("zzz").await;
    escape(window).await;
    window.focus_on("记为已还: ThinkPad X1").await;
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn those_of_a_plan() {
    let scene = Scene::with_three().await;
    let window = &scene.window;
    scene.open("小米 15", PHONE).await;
    for (opener, title) in
        [("编辑", "编辑分期信息"), ("按此结清", "提前结清："), ("提前还一部分", "提前还一部分：")]
    {
        window.enter(opener).await;
        window.dialog(title).await;
        escape(window).await;
        window.focus_on(opener).await;
    }
    for (menu, command, title) in [
        ("更多操作", "退款", "退款："),
        ("更多操作", "提醒", "提醒："),
        ("更多操作", "删除分期", "删除“"),
        ("第 1 期：更多操作", "还一部分", "记录还款"),
        ("第 1 期：更多操作", "整张账单一起还", "记录还款"),
    ] {
        window.run_from(menu, command).await;
        window.dialog(title).await;
        escape(window).await;
        window.focus_on(menu).await;
    }
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_over_a_dialog_ends_first() {
    let scene = Scene::with_three().await;
    let window = &scene.window;
    scene.open("小米 15", PHONE).await;
    window.enter("按此结清").await;
    window.dialog("提前结清：").await;
    window.enter("为“结清日”选择日期").await;
    window.focus_on("11 月 22 日").await;
    window.hit(Key::Escape + "").await;
    window.focus_on("结清日").await;
    window.dialog("提前结清：").await;
    escape(window).await;
    window.focus_on("按此结清").await;
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_behind_one_scrolls() {
    let scene = Scene::with_sample().await;
    let window = &scene.window;
    // So small that the page is longer.
    window.size(900, 600).await;
    window.go("/settings/data").await;
    window.see_text("数据文件夹").await;
    window.hit("?").await;
    window.dialog("键盘快捷键").await;
    assert!(wheel(window).await < 1.0, "the page scrolled behind a dialog");
    escape(window).await;
    assert!(wheel(window).await > 0.0, "without a dialog it does");
    scene.window.close().await;
}
