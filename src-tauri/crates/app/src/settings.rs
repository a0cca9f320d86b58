//! The app's own state and settings.

use std::sync::atomic::Ordering;

use crate::Result;
use crate::app::{App, Done};
use crate::contract::{AppState, ErrorCode, Language, OnClose, Settings, Theme, Topic};

const LANGUAGE: &str = "language";
const THEME: &str = "theme";
const HIDE_AMOUNTS: &str = "hide_amounts";
const ON_CLOSE: &str = "on_close";

/// The settings, each with the texts under which its values are stored.
pub(crate) const KEYS: [(&str, &[&str]); 4] = [
    (LANGUAGE, &["system", "zh-CN", "en"]),
    (THEME, &["system", "light", "dark"]),
    (HIDE_AMOUNTS, &["yes", "no"]),
    (ON_CLOSE, &["tray", "quit"]),
];

impl App {
    /// What the frame of the window needs.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn state(&self) -> Result<AppState> {
        let counts = self.store.begin_read()?.counts()?;
        let settings = self.settings_unless_damaged()?;
        Ok(AppState {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            today: self.today().to_string(),
            language: settings.language.unwrap_or(self.system_language),
            settings,
            data_folder: self.folder(),
            plans: counts.plans,
            accounts: counts.accounts,
            read_only: self.store.read_only(),
            damaged: self.damaged.load(Ordering::Relaxed),
            backup_stale: self.backup_is_stale(counts)?,
            unseen: unless_damaged(self.unseen())?,
            clock_doubt: self.clock_doubt(),
            lock: self.known_lock(),
        })
    }

    /// The folder in which the file lies.
    #[must_use]
    pub fn folder(&self) -> String {
        self.store.folder()
    }

    /// What the user chose.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn settings(&self) -> Result<Settings> {
        let tx = self.store.begin_read()?;
        let language = match tx.setting(LANGUAGE)?.as_deref() {
            Some("zh-CN") => Some(Language::ZhCn),
            Some("en") => Some(Language::En),
            _ => None,
        };
        let theme = match tx.setting(THEME)?.as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        let hide_amounts = tx.setting(HIDE_AMOUNTS)?.as_deref() == Some("yes");
        let on_close = match tx.setting(ON_CLOSE)?.as_deref() {
            Some("quit") => OnClose::Quit,
            _ => OnClose::Tray,
        };
        Ok(Settings { language, theme, hide_amounts, on_close })
    }

    /// The same; those of a damaged file are the usual ones.
    pub(crate) fn settings_unless_damaged(&self) -> Result<Settings> {
        unless_damaged(self.settings())
    }

    /// Stores the settings.
    ///
    /// # Errors
    /// `storage_failed` or `storage_full`.
    pub fn settings_set(&self, settings: Settings) -> Result<()> {
        let language = match settings.language {
            None => "system",
            Some(Language::ZhCn) => "zh-CN",
            Some(Language::En) => "en",
        };
        let theme = match settings.theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let on_close = match settings.on_close {
            OnClose::Tray => "tray",
            OnClose::Quit => "quit",
        };
        self.write("settings_set", vec![Topic::Settings], |tx| {
            tx.put_setting(LANGUAGE, language)?;
            tx.put_setting(THEME, theme)?;
            tx.put_setting(HIDE_AMOUNTS, if settings.hide_amounts { "yes" } else { "no" })?;
            tx.put_setting(ON_CLOSE, on_close)?;
            Ok(Done::to("", ()))
        })
    }

    /// Whether something that is told once is told for the first time now.
    ///
    /// # Errors
    /// `storage_failed` or `storage_full`.
    pub fn first_time(&self, what: &str) -> Result<bool> {
        let key = format!("told_{what}");
        if self.store.begin_read()?.memo(&key)?.is_some() {
            return Ok(false);
        }
        let tx = self.store.begin_write()?;
        tx.put_memo(&key, "yes")?;
        tx.commit()?;
        Ok(true)
    }
}

/// What is damaged keeps no window shut: it opens all the same, to say so.
fn unless_damaged<T: Default>(read: Result<T>) -> Result<T> {
    match read {
        Err(error) if error.code == ErrorCode::FileDamaged => Ok(T::default()),
        read => read,
    }
}
