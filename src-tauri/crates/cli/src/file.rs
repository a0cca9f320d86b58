//! The file itself: is it sound, copies of it, and putting one in its place.

use std::path::Path;

use fenqi_app::contract::{AppError, ErrorCode};
use fenqi_app::words::Words;
use fenqi_app::{App, BackupReason, Result, backup_name, contents_view};
use fenqi_store::{SqliteStore, data_folder, rehearse, restore_over, start_anew};
use serde_json::json;

use crate::arguments::Arguments;
use crate::print;
use crate::run::{Said, clock, open};

/// Says what is wrong; refuses when something is.
pub(crate) fn check(app: &App, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let found = app.check()?;
    let backups = app.backups()?;
    said.say(json!({ "check": found, "backups": backups }), &|| print::check(&found, &backups, words))?;
    if found.sound {
        return Ok(());
    }
    let first = found.problems.first().map(|problem| problem.what.clone()).unwrap_or_default();
    let good = backups.backups.iter().find(|backup| Some(&backup.name) == backups.newest_good.as_ref());
    let error = AppError::new(ErrorCode::FileDamaged).with("reason", first);
    Err(error.with("backup", good.map_or("", |backup| &backup.path)).with("path", app.state()?.data_folder))
}

pub(crate) fn backups(app: &App, words: &Words, said: &mut Said<'_>) -> Result<()> {
    let backups = app.backups()?;
    said.say(json!(backups), &|| print::backups(&backups, words))
}

pub(crate) fn backup(
    app: &App,
    store: &SqliteStore,
    dir: Option<&Path>,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    let path = match dir {
        None => app.back_up(BackupReason::Asked)?.path,
        Some(dir) => store.back_up_to(dir, &app.backup_name(BackupReason::Asked))?.path,
    };
    said.say(json!({ "path": path }), &|| words.say("cli-backed-up", &[("path", &path)]))
}

/// Restores a copy, also where the file itself cannot be opened.
pub(crate) fn restore(
    arguments: &Arguments,
    file: Option<&Path>,
    dry_run: bool,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    let folder = data_folder(arguments.data_dir.clone())?;
    let Some(file) = file else {
        start_anew(&folder)?;
        return said.done(words);
    };
    let contents = contents_view(rehearse(file)?);
    if !dry_run {
        match open(arguments) {
            Ok((_, store)) if fenqi_app::ports::Store::read_only(&store).is_none() => {
                let clock = clock(arguments);
                let aside = backup_name(clock.zone().local(clock.now()), BackupReason::Restore);
                store.restore(file, &aside)?;
            }
            // What cannot be opened, or not written, is put aside as it is.
            _ => restore_over(&folder, file)?,
        }
    }
    let what = if dry_run { "cli-would-restore" } else { "cli-restored" };
    said.say(json!({ "restored": !dry_run, "contents": contents }), &|| {
        let counts = [
            ("accounts", contents.accounts.to_string()),
            ("plans", contents.plans.to_string()),
            ("repayments", contents.repayments.to_string()),
            ("latest", contents.latest.clone().unwrap_or_else(|| "–".to_owned())),
        ];
        let counts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
        words.say(what, &counts)
    })
}
