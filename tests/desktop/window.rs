//! The real window through WebKitWebDriver.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::json;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, TypingData, common::command::By};

use super::process::{built, xdotool};
use super::wait_for;

/// A window under control, with the driver that controls it. Both end with their test.
pub struct Window {
    /// The session.
    pub driver: WebDriver,
    server: Child,
    text_size: u32,
}

impl Window {
    /// Starts the app on a data folder at an instant, under control.
    ///
    /// # Panics
    /// If the driver or the app does not start.
    pub async fn open(folder: &Path, now: &str) -> Self {
        Self::open_at_text_size(folder, now, 1).await
    }

    /// The same where the desktop has its text so many times as large.
    ///
    /// # Panics
    /// If the driver or the app does not start.
    pub async fn open_at_text_size(folder: &Path, now: &str, times: u32) -> Self {
        let folder = folder.display().to_string();
        let window = Self::of("fenqi", &["--data-dir", &folder, "--now", now], times).await;
        window.see("nav").await;
        window
    }

    /// Starts a program of the target folder under control: Fenqi, or what it is compared with.
    ///
    /// # Panics
    /// If the driver or the program does not start.
    pub async fn of(program: &str, arguments: &[&str], text_size: u32) -> Self {
        let port = free_port();
        let server = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("GDK_DPI_SCALE", text_size.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver: `make test` installs it");
        wait_for("the driver", async || std::net::TcpStream::connect(("127.0.0.1", port)).ok()).await;
        let mut capabilities = Capabilities::new();
        let options = json!({ "binary": built(program), "args": arguments });
        capabilities.set("webkitgtk:browserOptions", options).expect("BUG: plain JSON");
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await;
        Self { driver: driver.expect("a session"), server, text_size }
    }

    /// The id of the program's process, as whose child the driver started it.
    ///
    /// # Panics
    /// If it has ended.
    #[must_use]
    pub fn process(&self) -> u32 {
        let server = self.server.id();
        let children = std::fs::read_to_string(format!("/proc/{server}/task/{server}/children"));
        let children = children.unwrap_or_default();
        children.split_whitespace().next().and_then(|id| id.parse().ok()).expect("a running program")
    }

    /// Waits for an element that is there.
    pub async fn see(&self, css: &str) -> WebElement {
        wait_for(css, async || {
            let found = self.driver.find(By::Css(css)).await.ok()?;
            is_seen(&found).await.then_some(found)
        })
        .await
    }

    /// Waits for an element with a text, whatever its kind; the innermost.
    pub async fn see_text(&self, text: &str) -> WebElement {
        let path = format!(
            "//body//*[contains(normalize-space(.), \"{text}\") and not(.//*[contains(normalize-space(.), \"{text}\")])]"
        );
        wait_for(text, async || {
            for found in self.driver.find_all(By::XPath(path.as_str())).await.ok()? {
                if is_seen(&found).await {
                    return Some(found);
                }
            }
            None
        })
        .await
    }

    /// Clicks the button, link or label of a name.
    pub async fn press(&self, name: &str) {
        self.click("self::button or self::a or self::label or self::summary", name).await;
    }

    /// Chooses the option of a name from the list that is open.
    pub async fn choose(&self, name: &str) {
        self.click("@role='option'", name).await;
    }

    /// Chooses, by keyboard, the entry so far below the first of the list that is open.
    ///
    /// # Panics
    /// If the page takes no keys.
    pub async fn choose_below(&self, entries: usize) {
        let list = self.driver.active_element().await.expect("a focused list");
        for _ in 0..entries {
            list.send_keys(Key::Down + "").await.expect("typed");
        }
        list.send_keys(Key::Enter + "").await.expect("typed");
    }

    async fn click(&self, kind: &str, name: &str) {
        let path = format!("//*[{kind}][contains(normalize-space(.), \"{name}\")]");
        wait_for(name, async || {
            for found in self.driver.find_all(By::XPath(path.as_str())).await.ok()? {
                if is_seen(&found).await && found.click().await.is_ok() {
                    return Some(());
                }
            }
            None
        })
        .await;
    }

    /// Types into the field of a name, replacing what it holds.
    ///
    /// # Panics
    /// If it takes no text.
    pub async fn type_into(&self, name: &str, text: &str) {
        let field = self.see(&format!("[name=\"{name}\"]")).await;
        field.send_keys(Key::Control + "a").await.expect("typed");
        field.send_keys(Key::Delete + "").await.expect("typed");
        // The driver refuses to type nothing.
        if !text.is_empty() {
            field.send_keys(text).await.expect("typed");
        }
        let value = field.value().await.expect("a value");
        assert_eq!(value.as_deref(), Some(text), "typed into {name}");
    }

    /// Chooses one of a row of radio buttons by name and value.
    ///
    /// # Panics
    /// If the page takes no script.
    pub async fn select(&self, name: &str, value: &str) {
        let radio = format!("document.querySelector('input[name={name}][value={value}]')");
        self.see(&format!("label:has(input[name={name}][value={value}])")).await;
        self.driver.execute(format!("{radio}.click()"), vec![]).await.expect("a script");
    }

    /// Makes the page so large.
    ///
    /// # Panics
    /// If the window cannot be sized.
    pub async fn size(&self, width: u32, height: u32) {
        self.driver.set_window_rect(20, 20, width, height).await.expect("a window of that size");
        let (across, down) = (width / self.text_size, height / self.text_size);
        let wanted = format!("return innerWidth === {across} && innerHeight === {down}");
        wait_for("the size", async || {
            let fits = self.driver.execute(wanted.clone(), vec![]).await.ok()?;
            fits.convert::<bool>().ok()?.then_some(())
        })
        .await;
    }

    /// Puts a picture of the window into a file, once it has settled. (The driver's own screenshot never answers
    /// without a graphics card.)
    ///
    /// # Panics
    /// If no picture can be taken.
    pub async fn picture(&self, path: &Path) {
        // Under a dialog, it is there without being seen.
        wait_for("a page", async || self.driver.find(By::Css("main")).await.ok()).await;
        // Nothing of it is under the pointer.
        xdotool(&["mousemove", "0", "799"]);
        tokio::time::sleep(std::time::Duration::from_millis(800)).await;
        let found = xdotool(&["search", "--onlyvisible", "--name", "Fenqi"]).stdout;
        let window = String::from_utf8_lossy(&found).lines().next().expect("a visible window").to_owned();
        let taken =
            Command::new("import").args(["-window", &window]).arg(path).status().expect("ImageMagick");
        assert!(taken.success(), "{}", path.display());
    }

    /// The window's visible text.
    ///
    /// # Panics
    /// If there is no page.
    pub async fn text(&self) -> String {
        self.driver.find(By::Css("body")).await.expect("a page").text().await.expect("text")
    }

    /// Goes to a route of the page.
    ///
    /// # Panics
    /// If the page takes no script.
    pub async fn go(&self, route: &str) {
        self.driver.execute(format!("location.hash = '{route}'"), vec![]).await.expect("a script");
    }

    /// Presses keys that belong to no field.
    ///
    /// # Panics
    /// If the page takes no keys.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.see("body").await.send_keys(keys).await.expect("the page takes keys");
    }

    /// Runs a script in the page, which goes on in the background.
    ///
    /// # Panics
    /// If the page takes no script.
    pub async fn run(&self, script: &str) -> serde_json::Value {
        let answer = self.driver.execute(script, Vec::new()).await.expect("the page takes scripts");
        answer.json().clone()
    }

    /// Ends the session, and with it the app.
    pub async fn close(self) {
        // A window that is closed already ends its session by itself.
        let _ = self.driver.clone().quit().await;
    }
}

/// A port that nobody has, so that two runs on one machine do not drive each other's windows.
fn free_port() -> u16 {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    taken.expect("a free port").port()
}

/// Whether it takes room on the screen. (WebDriver's own word for it, "displayed", is wrong about clipped text.)
async fn is_seen(element: &WebElement) -> bool {
    element.rect().await.is_ok_and(|rect| rect.width > 0.0 && rect.height > 0.0)
}

impl Drop for Window {
    fn drop(&mut self) {
        // A test that failed has not ended its session: end the app that the driver started.
        let _ = Command::new("pkill").args(["-P", &self.server.id().to_string()]).status();
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
