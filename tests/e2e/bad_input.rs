//! Bad input in the window: a message beside its field in the user's language, and nothing in the file.

use fenqi_app::contract::Language;
use fenqi_tests::desktop::process::Process;
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, add_three, data_folder};

/// The message that stands beside a field.
async fn beside(window: &Window, name: &str) -> String {
    wait_for(&format!("a message beside {name}"), async || {
        let field = window.see(&format!("[name=\"{name}\"]")).await;
        let described = field.attr("aria-describedby").await.ok()??;
        let invalid = field.attr("aria-invalid").await.ok()?;
        let ids = described.split_whitespace().map(|id| format!("#{id}")).collect::<Vec<_>>().join(",");
        let text = window.see(&ids).await.text().await.ok()?;
        (invalid.as_deref() == Some("true") && !text.is_empty()).then_some(text)
    })
    .await
}

async fn check(language: Language, add: &str, save: &str, cases: &[(&str, &str, &str)]) {
    let folder = data_folder();
    let app = super::speaking(folder.path(), language);
    add_three(&app);
    let window = Window::open(folder.path(), NOW).await;
    window.press(add).await;
    window.type_into("title", "x").await;
    for (field, text, message) in cases {
        window.type_into("price", "5299").await;
        window.type_into("periods", "12").await;
        window.type_into("purchased_on", "2026-11-22").await;
        window.type_into("first_due_date", "2026-12-22").await;
        window.type_into(field, text).await;
        window.press(save).await;
        wait_for(&format!("“{message}”"), async || {
            beside(&window, field).await.contains(message).then_some(())
        })
        .await;
    }
    assert_eq!(app.plans().expect("plans").len(), 3, "nothing was written");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn chinese_messages_stand_beside_their_fields() {
    let cases = [
        ("price", "12.345", "最多 2 位小数"),
        ("price", "-1", "不能是负数"),
        ("price", "1e9", "不是金额"),
        ("price", "一百", "不是金额"),
        ("periods", "0", "1 到 600"),
        ("periods", "601", "1 到 600"),
        ("first_due_date", "2026-11-21", "早于 2026-11-22"),
    ];
    check(Language::ZhCn, "新增分期", "保存", &cases).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn english_messages_stand_beside_their_fields() {
    let cases = [
        ("price", "12.345", "2 decimals"),
        ("price", "-1", "cannot be negative"),
        ("price", "一百", "is not an amount"),
        ("periods", "601", "from 1 to 600"),
        ("first_due_date", "2026-11-21", "before 2026-11-22"),
    ];
    check(Language::En, "New plan", "Save", &cases).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_written_is_named_and_nothing_starts() {
    let folder = data_folder();
    let blocked = folder.path().join("a file");
    std::fs::write(&blocked, "").expect("written");
    let process = Process::start(&blocked.join("fenqi"), NOW, &[]);
    press_return_on_dialog(&process).await;
    let (code, said) = process.end().await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("a file/fenqi") && said.contains("cannot write"), "{said}");
}

/// The lock holds where the single-instance name does not: another bus, the same folder.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_on_the_same_folder_is_refused() {
    let folder = data_folder();
    let _held = fenqi_store::Lock::take(folder.path()).expect("free");
    let process = Process::start(folder.path(), NOW, &[]);
    press_return_on_dialog(&process).await;
    let (code, said) = process.end().await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("already running"), "{said}");
}

async fn press_return_on_dialog(process: &Process) {
    let dialog = process.window().await;
    fenqi_tests::desktop::process::xdotool(&["windowactivate", "--sync", &dialog]);
    fenqi_tests::desktop::process::xdotool(&["key", "Return"]);
}
