//! The file itself: is it sound, copies of it, and putting one in its place.

use std::path::Path;

use fenqi_app::contract::{AppError, ContentsView, ErrorCode, PlanNames};
use fenqi_app::ports::Store;
use fenqi_app::words::Words;
use fenqi_app::{App, BackupReason, Result, backup_name, contents_view};
use fenqi_store::{
    SqliteStore, data_folder, is_encrypted, plans_change, rehearse, restore_over, start_anew, with_copy,
};
use serde_json::json;

use crate::arguments::Arguments;
use crate::passphrase;
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

/// Makes an encrypted copy. The passphrase is read first: nobody waits for a copy to be asked.
pub(crate) fn backup_encrypted(
    app: &App,
    store: &SqliteStore,
    dir: &Path,
    passphrase_file: Option<&Path>,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    let passphrase = passphrase::new(passphrase_file, words)?;
    let path = store.back_up_encrypted(dir, &app.backup_name(BackupReason::Asked), &passphrase)?;
    said.say(json!({ "path": path }), &|| words.say("cli-backed-up-encrypted", &[("path", &path)]))
}

/// Restores a copy, also where the file itself cannot be opened.
pub(crate) fn restore(
    arguments: &Arguments,
    file: Option<&Path>,
    passphrase_file: Option<&Path>,
    dry_run: bool,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    let folder = data_folder(arguments.data_dir.clone())?;
    let Some(file) = file else {
        start_anew(&folder)?;
        return said.done(words);
    };
    let passphrase = is_encrypted(file).then(|| passphrase::known(passphrase_file, words)).transpose()?;
    with_copy(&folder, file, passphrase.as_ref(), |copy| {
        let contents = contents_view(rehearse(copy)?, clock(arguments).zone());
        if dry_run {
            return say_rehearsed(arguments, &folder, copy, &contents, words, said);
        }
        put_in_place(arguments, &folder, copy)?;
        let json = json!({ "restored": true, "contents": contents });
        said.say(json, &|| counted(words, "cli-restored", &contents))
    })
}

/// Says what restoring a copy would replace.
fn say_rehearsed(
    arguments: &Arguments,
    folder: &Path,
    copy: &Path,
    contents: &ContentsView,
    words: &Words,
    said: &mut Said<'_>,
) -> Result<()> {
    let zone = clock(arguments).zone();
    let current = SqliteStore::glance(folder).map(|current| contents_view(current, zone));
    // Where there is no file to compare with, nothing is said of plans.
    let plans = plans_change(folder, copy).ok();
    let json = json!({ "restored": false, "contents": contents, "current": current, "plans": plans });
    said.say(json, &|| {
        let replaced = match &current {
            Some(current) => counted(words, "cli-would-replace", current),
            None => words.say("cli-would-replace-nothing", &[]),
        };
        let mut lines = vec![counted(words, "cli-would-restore", contents), replaced];
        if let Some(plans) = &plans {
            let named = [("gone", &plans.gone), ("back", &plans.back), ("changed", &plans.changed)];
            lines.extend(named.into_iter().filter_map(|(which, plans)| listed(words, which, plans)));
        }
        lines.join("\n")
    })
}

/// A file that can be written takes the copy in. One that is no file of this Fenqi's to write is put aside; one that
/// just cannot be opened now is left alone, since others may be writing to it.
fn put_in_place(arguments: &Arguments, folder: &Path, file: &Path) -> Result<()> {
    match open(arguments) {
        Ok((_, store)) if Store::read_only(&store).is_none() => {
            let clock = clock(arguments);
            let aside = backup_name(clock.zone().local(clock.now()), BackupReason::Restore);
            store.restore(file, &aside)
        }
        Ok(newer) => {
            drop(newer);
            restore_over(folder, file)
        }
        Err(error) if is_no_file_of_ours(error.code) => restore_over(folder, file),
        Err(error) => Err(error),
    }
}

fn is_no_file_of_ours(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::FileDamaged | ErrorCode::FileMissing | ErrorCode::FileForeign)
}

/// Which plans restoring would do something to; nothing where there are none.
fn listed(words: &Words, which: &str, plans: &PlanNames) -> Option<String> {
    let names = plans.first.join(&words.say("list-comma", &[]));
    let values = [("count", plans.count.to_string()), ("names", names)];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    (plans.count > 0).then(|| words.say(&format!("cli-restore-{which}"), &values))
}

fn counted(words: &Words, id: &str, contents: &ContentsView) -> String {
    let counts = [
        ("accounts", contents.accounts.to_string()),
        ("plans", contents.plans.to_string()),
        ("repayments", contents.repayments.to_string()),
        ("latest", contents.latest.clone().unwrap_or_else(|| "–".to_owned())),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
    words.say(id, &counts)
}
