//! The app itself on the wire: its state, its settings, and what it tells the window.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AppError, ClockDoubt, LockAfter};

/// The languages that Fenqi speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub enum Language {
    /// 简体中文.
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
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
    /// As the desktop has it, and changing with it.
    #[default]
    System,
    /// Light, whatever the desktop has.
    Light,
    /// Dark, whatever the desktop has.
    Dark,
}

/// What closing the window does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OnClose {
    /// Fenqi stays in the tray and goes on reminding; where nothing shows a tray, it quits.
    #[default]
    Tray,
    /// The process ends, and reminds no more.
    Quit,
}

/// What the user chose. An absent language follows the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Settings {
    /// That of window, tray, popups and CLI.
    pub language: Option<Language>,
    /// Of the window.
    pub theme: Theme,
    /// Popups, tray and window show no amounts.
    #[serde(default)]
    pub hide_amounts: bool,
    /// Closing the window is not quitting, unless the user says so.
    #[serde(default)]
    pub on_close: OnClose,
}

/// What the window needs to draw its frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AppState {
    /// Fenqi's own, as in 1.2.0.
    pub version: String,
    /// Today's civil date.
    pub today: String,
    /// The language in force.
    pub language: Language,
    /// As they are stored.
    pub settings: Settings,
    /// The folder in which the file lies.
    pub data_folder: String,
    /// How many, ended ones too.
    pub plans: u32,
    /// How many, those that were put away too.
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
    /// An account or funding source is new, changed or gone.
    Accounts,
    /// A plan is new, changed or gone, or something was paid.
    Plans,
    /// What the user chose, presets, income, backups, or whether the clock is believed.
    Settings,
    /// Reminders were raised or answered.
    Reminders,
    /// The date is another one.
    Today,
}

/// What changed, told after every write, this process's or another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The window loads anew what names one of them.
    pub topics: Vec<Topic>,
}

/// Where an export went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Exported {
    /// Whole, as it was chosen.
    pub path: String,
    /// How many lines or records were written.
    pub rows: u32,
}
