//! The manual in the real window: under its security policy, from what was built into the app.

use fenqi_app::contract::Language;
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, data_folder};
use serde_json::json;
use thirtyfour::Key;

/// Where the links of the chapter lead that is read, but for those within the manual.
const OUTSIDE: &str =
    "return [...document.querySelectorAll('article a')].map((each) => each.getAttribute('href'))
    .filter((to) => !to.startsWith('#/help/'))";
/// How many pictures it has, and how many of them have come as wide as they were said to be.
const PICTURES: &str = "const all = [...document.images];
    return [all.length, all.filter((each) => each.naturalWidth === Number(each.getAttribute('width'))).length]";
const CHAPTERS: &str = "return [...document.querySelectorAll('main nav > ul > li > a')]
    .map((each) => [each.getAttribute('href'), each.textContent.trim()])";

#[tokio::test(flavor = "multi_thread")]
async fn the_manual_is_read_in_the_window_with_its_pictures_and_leads_nowhere_else() {
    for (language, first) in [(Language::ZhCn, "Fenqi 使用手册"), (Language::En, "The Fenqi manual")] {
        let folder = data_folder();
        drop(super::speaking(folder.path(), language));
        let window = Window::open(folder.path(), NOW).await;
        window.size(1180, 760).await;
        let place = window.run("return location.origin").await;
        window.keys(Key::F1 + "").await;
        window.see_text(first).await;
        let chapters = window.run(CHAPTERS).await;
        let chapters = chapters.as_array().expect("a list").clone();
        assert!(chapters.len() > 15, "{chapters:?}");
        let mut pictures = 0;
        for chapter in &chapters {
            let (to, title) = (chapter[0].as_str().expect("an address"), &chapter[1]);
            window.go(to).await;
            let read = "return document.querySelector('article').getAttribute('aria-label')";
            wait_for(to, async || (window.run(read).await == *title).then_some(())).await;
            pictures += wait_for("its pictures", async || {
                let found = window.run(PICTURES).await;
                (found[0] == found[1]).then(|| found[0].as_u64().unwrap_or_default())
            })
            .await;
            assert_eq!(window.run(OUTSIDE).await, json!([]), "{to}");
        }
        assert!(pictures > 4, "only {pictures} pictures");
        assert_eq!(window.run("return location.origin").await, place, "it is the same page still");
        window.close().await;
    }
}
