//! The typed border to the window: which commands and events there are. The TypeScript side is generated from it,
//! committed, and checked for drift by the test below.

use fenqi_app::contract::{AppError, ErrorCode, ImportProgress, PlanId, Topic};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::ipc::Invoke;
use tauri::{Emitter, Manager, generate_handler};
use tauri_specta::Event;

use crate::desk::Desk;
use crate::{AppHandle, Desktop, commands};

/// Something changed; the window refetches what its topics name.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct Changed {
    pub(crate) topics: Vec<Topic>,
}

/// How far the import under way has come.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct Importing {
    pub(crate) progress: ImportProgress,
}

/// The user asked, in the tray or in a popup, to see a plan.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct OpenPlan {
    pub(crate) plan: PlanId,
}

/// The user asked to see the reminders.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct OpenInbox;

/// Every command, handed to a macro: to the one that serves them, or to the one that describes them.
macro_rules! every_command {
    ($of:ident) => {
        $of![
            commands::app_state,
            commands::window_ready,
            commands::accounts::accounts,
            commands::accounts::account_lines,
            commands::accounts::account,
            commands::accounts::account_form,
            commands::accounts::account_preview,
            commands::accounts::account_add,
            commands::accounts::account_edit,
            commands::accounts::account_archive,
            commands::accounts::account_link_open,
            commands::accounts::sources,
            commands::accounts::source_rename,
            commands::accounts::source_merge,
            commands::accounts::source_remove,
            commands::plan,
            commands::plan_form,
            commands::plan_preview,
            commands::presets,
            commands::preset_apply,
            commands::plan_add,
            commands::month,
            commands::day,
            commands::year,
            commands::overview,
            commands::agenda,
            commands::plans_page,
            commands::pay,
            commands::pay_statement,
            commands::pay_preview,
            commands::analysis::forecast,
            commands::analysis::limits,
            commands::analysis::debts,
            commands::analysis::costs,
            commands::analysis::costs_of_year,
            commands::analysis::spending,
            commands::records::records,
            commands::records::activity,
            commands::records::repayment_correct,
            commands::records::repayment_remove,
            commands::debit_confirm,
            commands::debit_fail,
            commands::quote_settle,
            commands::settle,
            commands::quote_prepay,
            commands::prepay,
            commands::quote_refund,
            commands::refund,
            commands::payoff::payoff,
            commands::payoff::payoff_adopt,
            commands::payoff::planned_drop,
            commands::plan_edit,
            commands::rows_check,
            commands::rows_correct,
            commands::plan_remove,
            commands::income,
            commands::income_set,
            commands::exchange::export_file,
            commands::exchange::export_show,
            commands::exchange::import_choose,
            commands::exchange::import_preview,
            commands::exchange::import_run,
            commands::exchange::import_cancel,
            commands::exchange::import_template,
            commands::calendar_file,
            commands::calendar_file_choose,
            commands::calendar_file_stop,
            commands::settings_set,
            commands::inbox,
            commands::notice_answer,
            commands::reminders_pause,
            commands::reminder_rules,
            commands::reminder_rules_of,
            commands::reminder_rules_set,
            commands::reminder_rules_reset,
            commands::reminders_coming,
            commands::clock_confirm,
            commands::autostart,
            commands::autostart_set,
            commands::tray_is_there,
            commands::data_folder_show,
            commands::sample_add,
            commands::records::undo,
            commands::records::redo,
            commands::copies::check,
            commands::copies::backups,
            commands::copies::backup_now,
            commands::copies::backup_save,
            commands::copies::backup_encrypt,
            commands::copies::restore_rehearse,
            commands::copies::restore_unlock,
            commands::copies::restore,
            commands::lock::lock_state,
            commands::lock::unlock,
            commands::lock::lock_now,
            commands::lock::lock_used,
            commands::lock::lock_hidden,
            commands::lock::lock_set,
            commands::lock::lock_after_set,
            commands::lock::lock_off,
        ]
    };
}

#[cfg(test)]
macro_rules! paths {
    ($($path:path),* $(,)?) => { &[$(stringify!($path)),*] };
}

/// The commands by the names by which the page calls them.
#[cfg(test)]
pub(crate) fn names() -> Vec<&'static str> {
    let paths: &[&str] = every_command!(paths);
    paths.iter().map(|path| path.rsplit(':').next().unwrap_or_default().trim()).collect()
}

/// What the lock screen needs. While the window is locked, every other command is refused, whatever it is.
const OF_THE_LOCK_SCREEN: &[&str] = &["window_ready", "lock_state", "unlock"];

fn is_refused(command: &str, is_locked: impl FnOnce() -> bool) -> bool {
    !OF_THE_LOCK_SCREEN.contains(&command) && is_locked()
}

/// Serves the commands. Their description stays out of the program: half a megabyte that only `make bind` reads.
pub(crate) fn handler() -> impl Fn(Invoke<Desktop>) -> bool + Send + Sync + 'static {
    let serve: fn(Invoke<Desktop>) -> bool = every_command!(generate_handler);
    move |invoke| {
        let desk = invoke.message.webview_ref().try_state::<Desk>();
        if is_refused(invoke.message.command(), || desk.is_none_or(|desk| desk.app.is_locked())) {
            invoke.resolver.reject(AppError::new(ErrorCode::Locked));
            return true;
        }
        serve(invoke)
    }
}

/// Tells the page, if there is one. A page that is just closing, or not there, asks for everything when it opens.
pub(crate) fn tell<E: Event + Serialize + Clone>(handle: &AppHandle, event: E) {
    let _ = handle.emit(E::NAME, event);
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use specta_typescript::Typescript;
    use tauri_specta::{Builder, collect_commands, collect_events};

    use super::*;

    fn builder() -> Builder<Desktop> {
        Builder::new()
            // One type for both directions: what is left out when absent is absent both ways.
            .disable_serde_phases()
            .commands(every_command!(collect_commands))
            .events(collect_events![Changed, Importing, OpenInbox, OpenPlan])
    }

    /// With `FENQI_BIND=1` (`make bind`) the committed files are written; else they are compared.
    fn check(name: &str, fresh: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/generated").join(name);
        if std::env::var_os("FENQI_BIND").is_some() {
            fs::write(&path, fresh).expect("the generated file can be written");
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == fresh, "{name} is stale: run `make bind` and commit it");
    }

    #[test]
    fn the_typescript_side_is_fresh() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("bindings.ts");
        builder().export(Typescript::default(), &path).expect("every type can be exported");
        check("bindings.ts", &fs::read_to_string(path).expect("it was just written"));
    }

    #[test]
    fn while_locked_every_command_but_those_of_the_lock_screen_is_refused() {
        let names = names();
        assert!(names.len() > 90, "only {} commands were found", names.len());
        let served: Vec<&str> = names.iter().copied().filter(|name| !is_refused(name, || true)).collect();
        assert_eq!(served, ["window_ready", "lock_state", "unlock"], "none more, and each is a command");
        assert!(
            names.iter().all(|name| !is_refused(name, || false)),
            "nothing is refused that is not locked"
        );
    }

    #[test]
    fn the_message_ids_are_fresh() {
        let ids = fenqi_app::words::message_ids();
        let union: String = ids.iter().map(|id| format!("\n  | \"{id}\"")).collect();
        let header = "// Generated from src-tauri/locales by `make bind`. Do not edit.\n";
        check(
            "messages.ts",
            &format!("{header}\n/** Every message of the catalogues. */\nexport type MessageId ={union};\n"),
        );
    }

    /// i64 and floats lose digits in JavaScript: amounts and rates cross as strings, counts as small integers.
    #[test]
    fn no_amount_crosses_as_a_number() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/generated/bindings.ts");
        let bindings = fs::read_to_string(path).expect("the bindings are committed");
        let money = [
            "total",
            "paid",
            "remaining",
            "principal",
            "interest",
            "fee",
            "balance",
            "amount",
            "due",
            "left",
        ];
        for line in bindings.lines() {
            let line = line.trim();
            let is_money = money.iter().any(|name| line.starts_with(&format!("{name}: ")));
            assert!(!(is_money && line.contains("number")) || line.starts_with("paid: number"), "{line}");
        }
    }
}
