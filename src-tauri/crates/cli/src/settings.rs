//! Settings on the command line: the same as in the window.

use clap::{Subcommand, ValueEnum};
use fenqi_app::contract::{Income, Language, OnClose, Settings, Theme};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde_json::json;

use crate::run::Said;

#[derive(Debug, Subcommand)]
pub(crate) enum SettingsCommand {
    /// Show the settings, as JSON
    Show,
    /// Change one of them
    #[command(subcommand)]
    Set(Setting),
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Setting {
    /// The language of window, popups and tray
    Language { value: SpokenLanguage },
    /// The colours of the window
    Theme { value: Colours },
    /// Whether window, popups and tray show no amounts
    HideAmounts { value: YesNo },
    /// What closing the window does
    OnClose { value: Closing },
    /// The monthly income, such as 12000.00 CNY; without an amount it is forgotten
    Income {
        #[arg(value_name = "AMOUNT", allow_negative_numbers = true)]
        amount: Option<String>,
        #[arg(value_name = "CURRENCY", default_value = "CNY")]
        currency: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SpokenLanguage {
    System,
    #[value(name = "zh-CN")]
    ZhCn,
    En,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Colours {
    System,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum YesNo {
    Yes,
    No,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Closing {
    /// Fenqi stays in the tray and goes on reminding
    Tray,
    /// Fenqi ends, and no reminders come
    Quit,
}

impl SettingsCommand {
    pub(crate) fn writes(&self) -> bool {
        matches!(self, Self::Set(_))
    }
}

pub(crate) fn settings(
    app: &App,
    command: &SettingsCommand,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    let settings = app.settings()?;
    match command {
        SettingsCommand::Show => {
            let shown = json!({ "settings": settings, "income": app.income()? });
            return said.say(shown.clone(), &|| serde_json::to_string_pretty(&shown).unwrap_or_default());
        }
        SettingsCommand::Set(Setting::Income { amount, currency }) => {
            let amount = amount.clone().unwrap_or_default();
            app.income_set(&Income { amount, currency: currency.clone() })?;
        }
        SettingsCommand::Set(setting) => app.settings_set(with(settings, setting))?,
    }
    said.done(words)
}

fn with(settings: Settings, setting: &Setting) -> Settings {
    match setting {
        Setting::Language { value } => {
            let language = match value {
                SpokenLanguage::System => None,
                SpokenLanguage::ZhCn => Some(Language::ZhCn),
                SpokenLanguage::En => Some(Language::En),
            };
            Settings { language, ..settings }
        }
        Setting::Theme { value } => {
            let theme = match value {
                Colours::System => Theme::System,
                Colours::Light => Theme::Light,
                Colours::Dark => Theme::Dark,
            };
            Settings { theme, ..settings }
        }
        Setting::HideAmounts { value } => Settings { hide_amounts: matches!(value, YesNo::Yes), ..settings },
        Setting::OnClose { value } => {
            let on_close = match value {
                Closing::Tray => OnClose::Tray,
                Closing::Quit => OnClose::Quit,
            };
            Settings { on_close, ..settings }
        }
        Setting::Income { .. } => settings,
    }
}
