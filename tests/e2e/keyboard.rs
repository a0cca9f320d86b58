//! Every flow of a day by keys alone: nothing is clicked, and the focus goes nowhere but where keys take it. What was
//! stored, the command line is asked.

mod accounts;
mod analysis;
mod closing;
mod debits;
mod dialogs;
mod entering;
mod files;
mod finding;
mod paying;
mod payoff;
mod records;

use fenqi_app::App;
use fenqi_app::contract::Language;
use fenqi_tests::desktop::process::cli;
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, add_three, data_folder, draft};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::Key;

const PHONE: &str = "小米 15 Pro";
const LAPTOP: &str = "ThinkPad X1";
const ADVANCE: &str = "备用金 5,000";
const CLEANER: &str = "米家扫地机器人";

fn cleaner() -> Value {
    json!({
        "account": "小米分期", "origin": "purchase", "title": CLEANER, "merchant": "京东自营旗舰店",
        "order_no": "2026 1028 774317", "purchased_on": "2026-10-28", "notes": "保修卡在蓝色文件夹里",
        "terms": { "method": "interest_free", "principal": "1299.00", "periods": "6",
                   "start_date": "2026-10-28", "first_due_date": "2026-11-28" }
    })
}

/// A window on records that were there before.
struct Scene {
    window: Window,
    folder: TempDir,
}

impl Scene {
    async fn with(prepare: impl FnOnce(&App)) -> Self {
        let folder = data_folder();
        prepare(&super::speaking(folder.path(), Language::ZhCn));
        let window = Window::open(folder.path(), NOW).await;
        Self { window, folder }
    }

    /// With the three plans of the main job.
    async fn with_three() -> Self {
        Self::with(|app| drop(add_three(app))).await
    }

    /// With a fourth besides, of which more is known. Its first row and the phone's third are one statement.
    async fn with_four() -> Self {
        Self::with(|app| {
            add_three(app);
            app.plans_add(&[draft(cleaner())], false).expect("a plan");
        })
        .await
    }

    async fn with_sample() -> Self {
        Self::with(|app| app.sample_add().expect("an empty file")).await
    }

    fn cli(&self, arguments: &[&str]) -> Value {
        cli(self.folder.path(), NOW, arguments)
    }

    fn id(&self, title: &str) -> String {
        let listed = self.cli(&["plan", "list"]);
        let plans = listed["plans"].as_array().expect("a list");
        let plan = plans.iter().find(|plan| plan["title"] == title).expect("the plan is in the file");
        plan["id"].as_str().expect("an id").to_owned()
    }

    /// A plan as it is stored.
    fn plan(&self, title: &str) -> Value {
        self.cli(&["plan", "show", &self.id(title)])
    }

    /// Waits until something of a stored plan is so.
    async fn stored(&self, title: &str, pointer: &str, wanted: &str) {
        wait_for(&format!("{title} {pointer} to be {wanted}"), async || {
            (self.plan(title).pointer(pointer)? == wanted).then_some(())
        })
        .await;
    }

    /// Opens a plan that the palette finds.
    async fn open(&self, typed: &str, title: &str) {
        self.palette(typed, title).await;
        self.heading(title).await;
    }

    /// Goes to what the palette finds first, once that is this.
    async fn palette(&self, typed: &str, entry: &str) {
        self.window.chord(Key::Control, "k").await;
        self.window.dialog("搜索或命令").await;
        self.window.hit(typed).await;
        self.window.offers(entry).await;
        self.window.hit(Key::Enter + "").await;
        self.window.closed().await;
    }

    /// Waits for the screen of this title.
    async fn heading(&self, title: &str) {
        wait_for(&format!("the screen {title}"), async || {
            let heading = self.window.run("return document.querySelector('h1')?.title").await;
            (heading.as_str()? == title).then_some(())
        })
        .await;
    }

    /// Takes the latest action back.
    async fn undo(&self, what: &str) {
        self.window.chord(Key::Control, "z").await;
        self.window.see_text(&format!("已撤销：{what}")).await;
    }

    /// What stands in the dialog, its amounts without separators as the command line has them.
    async fn dialog_text(&self) -> String {
        let said = self.window.run("return document.querySelector('[role=dialog]').innerText").await;
        said.as_str().expect("text").replace(',', "").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
