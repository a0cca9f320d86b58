//! The app itself on the wire: its state, its settings, and what it tells the window.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AppError, ClockDoubt, LockAfter};

/// The languages that Fenqi speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub enum Language {
    #[serde(rename = "zh-CN")]
    ZhCn,
    #[serde(rename = "en")]
    En,
}

impl Language {
    /// The language of a locale such as `zh_CN.UTF-8`, as far as Fenqi speaks it; English for all others.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::ZhCn } else { Self::En }
    }
}

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// What closing the window does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OnClose {
    /// Fenqi stays in the tray and goes on reminding; where nothing shows a tray, it quits.
    #[default]
    Tray,
    Quit,
}

/// What the user chose. An absent language follows the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Settings {
    pub language: Option<Language>,
    pub theme: Theme,
    /// Popups, tray and window show no amounts.
    #[serde(default)]
    pub hide_amounts: bool,
    #[serde(default)]
    pub on_close: OnClose,
}

/// What the window needs to draw its frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AppState {
    pub version: String,
    /// Today's civil date.
    pub today: String,
    /// The language in force.
    pub language: Language,
    pub settings: Settings,
    /// The folder in which the file lies.
    pub data_folder: String,
    pub plans: u32,
    pub accounts: u32,
    /// Why nothing can be changed, if so.
    pub read_only: Option<AppError>,
    /// The file was checked, and is not sound.
    pub damaged: bool,
    /// There are records, and no good backup of the last three days.
    pub backup_stale: bool,
    /// Reminders that wait for the user, neither seen nor put off.
    pub unseen: u32,
    /// Why reminders do not go by the clock, if so.
    pub clock_doubt: Option<ClockDoubt>,
    /// When the window locks by itself, if there is an app lock.
    pub lock: Option<LockAfter>,
}

/// The kinds of things that a write may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Accounts,
    Plans,
    Settings,
    /// Reminders were raised or answered.
    Reminders,
    /// The date is another one.
    Today,
}

/// What changed, told after every write, this process's or another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub topics: Vec<Topic>,
}

/// Where an export went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Exported {
    pub path: String,
    pub rows: u32,
}
