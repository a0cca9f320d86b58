//! A window worked by keys alone, as by someone without a mouse: every key goes to whatever has the focus. What is
//! read of the page besides is only where the focus is.

use std::path::Path;
use std::time::Duration;

use thirtyfour::TypingData;
use thirtyfour::prelude::*;

use super::process::{is_shown, xdotool};
use super::wait_for;
use super::window::Window;

/// More controls than any screen of a test has.
const FAR: usize = 200;

/// What a screen reader would call the focused element; nothing where only the page has the focus.
const FOCUSED: &str = "
    const e = document.activeElement;
    if (!e || e === document.body || e.matches('main')) return '';
    const text = (node) => node.textContent.replace(/\\s+/g, ' ').trim();
    const by = document.getElementById(e.getAttribute('aria-labelledby'));
    const label = [...(e.labels ?? [])].map(text).join(' ');
    return e.getAttribute('aria-label') || (by && text(by)) || label || text(e);";

/// The title of the dialog that has the focus.
const DIALOG: &str = "
    const dialog = document.activeElement?.closest('[role=dialog]');
    const title = document.getElementById(dialog?.getAttribute('aria-labelledby'));
    return dialog ? dialog.getAttribute('aria-label') ?? title?.textContent ?? '' : null;";

/// The entry of an open list that Enter would choose.
const CURRENT: &str = "
    const entry = ['data-highlighted', 'aria-selected=true']
        .map((mark) => document.querySelector(`[role=option][${mark}]`)).find(Boolean);
    return entry?.textContent.replace(/\\s+/g, ' ').trim() ?? '';";

impl Window {
    /// Presses keys one after the other.
    ///
    /// # Panics
    /// If the window takes no keys.
    pub async fn hit(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.expect("the window takes keys");
    }

    /// Presses a key while another is held.
    ///
    /// # Panics
    /// If the window takes no keys.
    pub async fn chord(&self, held: Key, keys: impl Into<TypingData>) {
        let chain = self.driver.action_chain().key_down(held.clone()).send_keys(keys).key_up(held);
        chain.perform().await.expect("the window takes keys");
    }

    /// The name of what has the focus.
    pub async fn focused(&self) -> String {
        self.said(FOCUSED).await
    }

    /// Waits until something of this name has the focus.
    pub async fn focus_on(&self, name: &str) {
        self.focus_on_one_of(&[name]).await;
    }

    /// The same where it may be one of several, by what came first.
    pub async fn focus_on_one_of(&self, names: &[&str]) {
        wait_for(&format!("the focus on {}", names.join(" or ")), async || {
            let focused = self.focused().await;
            names.iter().any(|name| focused.starts_with(name)).then_some(())
        })
        .await;
    }

    /// Goes on with Tab to the control of this name.
    pub async fn tab_to(&self, name: &str) {
        self.walk(Key::Tab, name).await;
    }

    /// The same without going anywhere if it has the focus already.
    pub async fn reach(&self, name: &str) {
        if !self.focused().await.starts_with(name) {
            self.tab_to(name).await;
        }
    }

    /// Goes on with one key to the control of this name: with Tab through all, with an arrow within a group.
    ///
    /// # Panics
    /// If the key does not lead there.
    pub async fn walk(&self, key: Key, name: &str) {
        let mut met = Vec::new();
        for _ in 0..FAR {
            self.hit(key.clone() + "").await;
            let focused = self.focused().await;
            if focused.starts_with(name) {
                return;
            }
            met.push(focused);
        }
        met.dedup();
        panic!("no way to {name} by keys: {met:#?}");
    }

    /// Goes to the button or link of this name and presses Enter.
    pub async fn enter(&self, name: &str) {
        self.reach(name).await;
        self.hit(Key::Enter + "").await;
    }

    /// Confirms the form that has the focus.
    pub async fn confirm(&self) {
        self.chord(Key::Control, Key::Enter + "").await;
    }

    /// Goes to a field by its label and types into it, replacing what it holds.
    pub async fn fill(&self, label: &str, text: &str) {
        self.reach(label).await;
        self.chord(Key::Control, "a").await;
        self.hit(Key::Delete + text).await;
        wait_for(&format!("{text} in {label}"), async || {
            (self.said("return document.activeElement.value").await == text).then_some(())
        })
        .await;
    }

    /// Goes to the row of radio buttons in which one is called this, and chooses that.
    pub async fn pick(&self, group_now: &str, name: &str) {
        self.reach(group_now).await;
        self.walk(Key::Right, name).await;
    }

    /// Opens the list of a label and chooses one of its entries.
    pub async fn choose_from(&self, label: &str, entry: &str) {
        self.enter(label).await;
        self.see("[role=listbox]").await;
        self.stop_at(entry).await;
        self.hit(Key::Enter + "").await;
        self.focus_on(label).await;
    }

    /// Opens a menu and runs one of its commands.
    pub async fn run_from(&self, menu: &str, command: &str) {
        self.enter(menu).await;
        self.dialog(menu).await;
        if !self.focused().await.starts_with(command) {
            self.walk(Key::Down, command).await;
        }
        self.hit(Key::Enter + "").await;
    }

    /// Walks down an open list until Enter would choose this entry.
    ///
    /// # Panics
    /// If it is not in the list.
    pub async fn stop_at(&self, entry: &str) {
        for _ in 0..FAR {
            if self.said(CURRENT).await.contains(entry) {
                return;
            }
            self.hit(Key::Down + "").await;
        }
        panic!("no {entry} in the list");
    }

    /// Waits until the entry that Enter would choose is this.
    pub async fn offers(&self, entry: &str) {
        wait_for(&format!("{entry} to be offered"), async || {
            self.said(CURRENT).await.contains(entry).then_some(())
        })
        .await;
    }

    /// Waits until the focus is in the dialog of this title.
    pub async fn dialog(&self, title: &str) {
        wait_for(&format!("the dialog {title}"), async || {
            self.said(DIALOG).await.contains(title).then_some(())
        })
        .await;
    }

    /// Waits until no dialog is open.
    pub async fn closed(&self) {
        wait_for("no dialog", async || {
            self.run("return !document.querySelector('[role=dialog]')").await.as_bool()?.then_some(())
        })
        .await;
    }

    async fn said(&self, script: &str) -> String {
        self.run(script).await.as_str().unwrap_or_default().to_owned()
    }
}

/// Types the path of a file into the system's dialog of a title.
///
/// # Panics
/// If the dialog does not come.
pub async fn choose_file(title: &str, path: &Path) {
    wait_for(title, async || is_shown(title).then_some(())).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    // The first sign opens the field for the others.
    let path = path.display().to_string();
    let (first, others) = path.split_at(1);
    xdotool(&["type", first]);
    tokio::time::sleep(Duration::from_millis(500)).await;
    xdotool(&["type", "--delay", "20", others]);
    xdotool(&["key", "Return"]);
}
