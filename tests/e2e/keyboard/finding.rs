//! A plan is found by a few characters of anything that is known of it.

use fenqi_tests::desktop::wait_for;
use thirtyfour::Key;

use super::{CLEANER, Scene};

/// Of its title, merchant, order number and note.
const KNOWN: [&str; 4] = ["扫地", "京东自", "774317", "保修卡在"];

#[tokio::test(flavor = "multi_thread")]
async fn from_the_palette() {
    let scene = Scene::with_four().await;
    for typed in KNOWN {
        scene.open(typed, CLEANER).await;
        scene.open("总览", "总览").await;
    }
    scene.window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_list() {
    let scene = Scene::with_four().await;
    let window = &scene.window;
    for typed in KNOWN {
        scene.open("分期", "分期").await;
        window.hit("/").await;
        window.fill("搜索", typed).await;
        wait_for("one row", async || {
            let rows = window.run("return document.querySelectorAll('[data-row] a').length").await;
            (rows == 1).then_some(())
        })
        .await;
        window.hit(Key::Down + "").await;
        window.focus_on(CLEANER).await;
        window.hit(Key::Enter + "").await;
        scene.heading(CLEANER).await;
    }
    scene.window.close().await;
}
