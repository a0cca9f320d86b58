//! What the tests across crates share: a data folder of their own, an application at a set instant, the three plans
//! of the main job.
#![forbid(unsafe_code)]

pub mod deeds;
pub mod desktop;
pub mod dump;
pub mod fingerprint;
pub mod hostile;
pub mod ics;
pub mod slope;

use std::path::Path;

use chrono::DateTime;
use fenqi_app::App;
use fenqi_app::clock::SetClock;
use fenqi_app::contract::{
    AppError, ExportForm, ExportFormat, ExportTable, Exported, Language, PlanDraft, PlanId, TextEncoding,
};
use fenqi_store::{SqliteStore, export};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The instant at which most tests take place.
pub const NOW: &str = "2026-11-22T10:00:00+08:00";

/// A data folder that goes away with its test.
///
/// # Panics
/// If the system has no temporary folder.
#[must_use]
pub fn data_folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The application over a folder's file, its clock standing at an instant.
///
/// # Panics
/// If the file cannot be opened or the instant is none.
#[must_use]
pub fn app_at(folder: &Path, now: &str) -> App {
    let store = SqliteStore::open(folder).expect("the file opens");
    let now = DateTime::parse_from_rfc3339(now).expect("BUG: a literal instant");
    App::new(Box::new(store), Box::new(SetClock::standing(now)), Language::ZhCn)
}

/// A draft from its JSON.
///
/// # Panics
/// If it is not a draft.
#[must_use]
pub fn draft(json: Value) -> PlanDraft {
    serde_json::from_value(json).expect("BUG: a sound draft")
}

/// 小米 15 Pro: ¥5,299.00 in 12 interest-free periods from 2026-09-28.
#[must_use]
pub fn phone() -> Value {
    json!({
        "account": "小米分期", "origin": "purchase", "title": "小米 15 Pro", "merchant": "小米商城",
        "purchased_on": "2026-08-28", "price": "5299.00",
        "terms": { "method": "interest_free", "principal": "5299.00", "periods": "12",
                   "start_date": "2026-08-28", "first_due_date": "2026-09-28" }
    })
}

/// A laptop: ¥5,000.00 in 12 periods with a fee of 0.6 % each.
#[must_use]
pub fn laptop() -> Value {
    json!({
        "account": "小米分期", "origin": "purchase", "title": "ThinkPad X1", "purchased_on": "2026-11-15",
        "terms": { "method": "flat_per_period", "principal": "5000.00", "periods": "12",
                   "start_date": "2026-11-15", "first_due_date": "2026-12-15", "fee_rate_per_period": "0.006" }
    })
}

/// 备用金: ¥5,000.00 in 12 equal instalments at 0.05 % a day.
#[must_use]
pub fn advance() -> Value {
    json!({
        "account": "备用金", "origin": "cash_advance", "title": "备用金 5,000", "purchased_on": "2026-10-30",
        "terms": { "method": "equal_instalment", "principal": "5000.00", "periods": "12", "day_count": "daily",
                   "daily_rate": "0.0005", "start_date": "2026-10-30", "first_due_date": "2026-11-30" }
    })
}

/// Adds the three plans, with their accounts.
///
/// # Panics
/// If one is refused.
pub fn add_three(app: &App) -> Vec<PlanId> {
    app.plans_add(&[draft(phone()), draft(laptop()), draft(advance())], true).expect("three sound plans")
}

/// A table as CSV.
///
/// # Errors
/// As [`App::export_csv`].
pub fn csv(app: &App, table: ExportTable) -> Result<Vec<u8>, AppError> {
    let mut written = Vec::new();
    app.export_csv(table, TextEncoding::Utf8, &mut written).map(|_| written)
}

/// What is asked of an export of a format.
#[must_use]
pub fn form(format: ExportFormat) -> ExportForm {
    ExportForm { format, table: ExportTable::Rows, encoding: TextEncoding::Utf8, hide_amounts: false }
}

/// All rows as CSV into a file, in the place of what is there.
///
/// # Errors
/// As [`export`].
pub fn export_rows(app: &App, path: &Path) -> Result<Exported, AppError> {
    export(app, &form(ExportFormat::Csv), path)
}
