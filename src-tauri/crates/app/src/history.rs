//! The journal of actions, and taking them back.

use crate::Result;
use crate::app::App;
use crate::contract::{ActivityView, Topic};
use crate::ports::{Recorded, WriteTx};
use crate::words::Words;

impl App {
    /// Takes the latest action back, that of an earlier run too. Answers which it was.
    ///
    /// # Errors
    /// `nothing_to_undo`, `undo_expired`, `undo_damaged`, `storage_…`.
    pub fn undo(&self) -> Result<ActivityView> {
        self.turn(|tx| tx.undo())
    }

    /// Does the action again that was undone last, unless another followed. Answers which it was.
    ///
    /// # Errors
    /// `nothing_to_redo`, `undo_damaged`, `storage_…`.
    pub fn redo(&self) -> Result<ActivityView> {
        self.turn(|tx| tx.redo())
    }

    /// The latest `limit` actions before one (its number), newest first.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn activity(&self, before: Option<i64>, limit: u32) -> Result<Vec<ActivityView>> {
        let (words, hide_amounts) = (self.words(), self.settings()?.hide_amounts);
        let found = self.store.begin_read()?.activities(before, limit)?;
        Ok(found.into_iter().map(|recorded| self.activity_view(recorded, &words, hide_amounts)).collect())
    }

    fn turn(&self, turn: impl FnOnce(&dyn WriteTx) -> Result<Recorded>) -> Result<ActivityView> {
        let tx = self.store.begin_write()?;
        let recorded = turn(tx.as_ref())?;
        tx.commit()?;
        self.announce(vec![Topic::Accounts, Topic::Plans, Topic::Settings]);
        // It is done, whether or not the settings can be read now.
        let hide_amounts = self.settings().is_ok_and(|settings| settings.hide_amounts);
        Ok(self.activity_view(recorded, &self.words(), hide_amounts))
    }

    fn activity_view(&self, recorded: Recorded, words: &Words, hide_amounts: bool) -> ActivityView {
        let at = self.clock.zone().local(recorded.at);
        ActivityView {
            number: recorded.id.to_string(),
            at: at.to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
            words: words.activity(&recorded.kind, &recorded.params, hide_amounts),
            kind: recorded.kind,
            subject: recorded.subject,
            state: recorded.state.name().to_owned(),
        }
    }
}
