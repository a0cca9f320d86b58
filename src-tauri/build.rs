//! Declares the commands, so that each is denied to a window unless its capability allows it.

const COMMANDS: &[&str] = &[
    "app_state",
    "window_ready",
    "accounts",
    "account_add",
    "plans",
    "plan",
    "plan_form",
    "plan_preview",
    "presets",
    "preset_apply",
    "plan_add",
    "month",
    "day",
    "year",
    "overview",
    "agenda",
    "plans_page",
    "pay",
    "pay_statement",
    "debit_confirm",
    "debit_fail",
    "export_csv",
    "settings_set",
    "sample_add",
    "undo",
    "redo",
    "check",
    "backups",
    "backup_now",
    "backup_save",
    "restore_rehearse",
    "restore",
];

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
        .expect("the Tauri configuration is sound");
}
