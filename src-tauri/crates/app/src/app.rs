//! The use cases' common ground: ports, language, and the news of what changed.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use fenqi_domain::Money;
use tokio::sync::broadcast;

use crate::Result;
use crate::app_lock::AppLock;
use crate::backup_names::BackupReason;
use crate::backups::Tried;
use crate::contract::{AppError, Changed, ClockDoubt, ErrorCode, Language, Topic};
use crate::ports::{Activity, Clock, Store, WriteTx};
use crate::reminders::Seen;
use crate::words::Words;

/// The application: all use cases over one store.
pub struct App {
    pub(crate) store: Box<dyn Store>,
    pub(crate) clock: Box<dyn Clock>,
    /// The language in force where the user chose none.
    pub(crate) system_language: Language,
    asked_language: Option<Language>,
    /// The file was checked, and is not sound.
    pub(crate) damaged: AtomicBool,
    /// Why reminders do not go by the clock.
    pub(crate) doubt: Mutex<Option<ClockDoubt>>,
    /// When the driver believed the clock last.
    pub(crate) believed: Mutex<Option<Seen>>,
    /// The user has said that it is right.
    pub(crate) clock_confirmed: AtomicBool,
    /// Why the calendar file could not be written last, if so.
    pub(crate) calendar_failed: Mutex<Option<AppError>>,
    pub(crate) tried: Mutex<Tried>,
    pub(crate) lock: AppLock,
    changes: broadcast::Sender<Changed>,
}

impl App {
    /// An application over a store and a clock.
    #[must_use]
    pub fn new(store: Box<dyn Store>, clock: Box<dyn Clock>, system_language: Language) -> Self {
        Self {
            store,
            clock,
            system_language,
            asked_language: None,
            damaged: AtomicBool::new(false),
            doubt: Mutex::new(None),
            believed: Mutex::new(None),
            clock_confirmed: AtomicBool::new(false),
            calendar_failed: Mutex::new(None),
            tried: Mutex::default(),
            lock: AppLock::default(),
            changes: broadcast::Sender::new(64),
        }
    }

    /// The same, speaking this language whatever the settings say.
    #[must_use]
    pub fn speaking(self, language: Language) -> Self {
        Self { asked_language: Some(language), ..self }
    }

    /// What changes from now on, by this process.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.changes.subscribe()
    }

    /// Tells that something changed by other hands: another process, or the date.
    pub fn announce(&self, topics: Vec<Topic>) {
        // Nobody listening is fine: the CLI has no window.
        let _ = self.changes.send(Changed { topics });
    }

    /// A number that differs after another process has changed the file.
    ///
    /// # Errors
    /// `storage_failed` when the file cannot be read.
    pub fn foreign_version(&self) -> Result<i64> {
        self.store.foreign_version()
    }

    /// To be called before the process ends: then a copy of the file alone is whole.
    ///
    /// # Errors
    /// `storage_failed`; nothing is lost then.
    pub fn settle(&self) -> Result<()> {
        self.store.settle()
    }

    /// To be called when nobody looks any more: the process takes less memory until it is needed again.
    pub fn rest(&self) {
        self.store.rest();
    }

    /// The instant to go by: the clock's, unless it is not where it should be.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let wall = self.clock.now();
        let believed = self.believed.lock().ok().and_then(|seen| *seen);
        match believed.zip(self.clock.uptime()) {
            Some((then, uptime)) => then.held_against(Seen { wall, uptime }),
            None => wall,
        }
    }

    /// Today's civil date.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.clock.zone().date(self.now())
    }

    /// An instant as people here write it.
    #[must_use]
    pub fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        self.clock.zone().local(at)
    }

    /// The words in the language in force. A settings row that cannot be read falls back to the system's language.
    #[must_use]
    pub fn words(&self) -> Words {
        let chosen = || self.settings().ok().and_then(|settings| settings.language);
        Words::of(self.asked_language.or_else(chosen).unwrap_or(self.system_language))
    }

    /// A user's action: the change, its place in the journal, the commit, and then the news.
    pub(crate) fn write<T>(
        &self,
        kind: &'static str,
        topics: Vec<Topic>,
        change: impl FnOnce(&dyn WriteTx) -> Result<Done<T>>,
    ) -> Result<T> {
        let tx = self.store.begin_write()?;
        tx.act()?;
        let done = change(tx.as_ref())?;
        let value = self.record(tx.as_ref(), kind, done)?;
        tx.commit()?;
        self.announce(topics);
        Ok(value)
    }

    /// The same, where there may be nothing to be done; then nothing stands in the journal.
    pub(crate) fn write_if(
        &self,
        kind: &'static str,
        topics: Vec<Topic>,
        change: impl FnOnce(&dyn WriteTx) -> Result<Option<Done<()>>>,
    ) -> Result<()> {
        let tx = self.store.begin_write()?;
        tx.act()?;
        if let Some(done) = change(tx.as_ref())? {
            self.record(tx.as_ref(), kind, done)?;
        }
        tx.commit()?;
        self.announce(topics);
        Ok(())
    }

    /// The same, of very many records at once: before them, a copy is made of what there is, and the log of undo has one
    /// entry for all that is added. The change answers with what it came to, and with what the journal says of it;
    /// where it says nothing, nothing is written. An error leaves nothing either.
    pub(crate) fn write_bulk<T>(
        &self,
        kind: &'static str,
        topics: Vec<Topic>,
        change: impl FnOnce(&dyn WriteTx) -> Result<(T, Option<Done<()>>)>,
    ) -> Result<T> {
        if self.store.read_only().is_none() && self.store.begin_read()?.counts()?.plans > 0 {
            self.back_up(BackupReason::Import)?;
        }
        let tx = self.store.begin_write()?;
        tx.act_in_bulk()?;
        let (value, done) = change(tx.as_ref())?;
        if let Some(done) = done {
            self.record(tx.as_ref(), kind, done)?;
            tx.commit()?;
            self.announce(topics);
        }
        Ok(value)
    }

    fn record<T>(&self, tx: &dyn WriteTx, kind: &'static str, done: Done<T>) -> Result<T> {
        let Done { value, subject, params, called } = done;
        tx.record(&Activity { at: self.now(), kind: called.unwrap_or(kind), subject, params })?;
        Ok(value)
    }
}

/// What an action came to, and what the journal says of it.
pub(crate) struct Done<T> {
    value: T,
    subject: String,
    params: BTreeMap<String, String>,
    called: Option<&'static str>,
}

impl<T> Done<T> {
    /// An action done to what has this id.
    pub(crate) fn to(subject: impl Into<String>, value: T) -> Self {
        Self { value, subject: subject.into(), params: BTreeMap::new(), called: None }
    }

    /// The same action, come to something else.
    pub(crate) fn with_value<U>(self, value: U) -> Done<U> {
        let Self { subject, params, called, .. } = self;
        Done { value, subject, params, called }
    }

    /// Names the action otherwise than its use case does.
    pub(crate) fn called(self, kind: &'static str) -> Self {
        Self { called: Some(kind), ..self }
    }

    /// Adds an amount with its currency.
    pub(crate) fn with_money(self, amount: Money) -> Self {
        self.with("amount", amount).with("currency", amount.currency().code())
    }

    /// Adds what the words about it need.
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

/// A fresh opaque id; later ones sort after earlier ones.
pub(crate) fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Text that must be there and must fit.
pub(crate) fn required(text: &str, max: usize) -> Result<String> {
    optional(text, max)?.ok_or_else(|| AppError::new(ErrorCode::TextRequired))
}

/// The most that a page of a list may have.
const MAX_PAGE: u32 = 200;

/// Refuses a page of nothing, and one that is too long.
pub(crate) fn assert_page(limit: u32) -> Result<()> {
    if (1..=MAX_PAGE).contains(&limit) {
        return Ok(());
    }
    Err(AppError::new(ErrorCode::NumberRange).with("min", 1).with("max", MAX_PAGE))
}

/// One line of text that may be empty and must fit. What cannot be seen is none; control characters become blanks.
pub(crate) fn optional(text: &str, max: usize) -> Result<Option<String>> {
    lines(&text.replace("\r\n", " ").replace('\n', " "), max)
}

/// The same, of several lines.
pub(crate) fn lines(text: &str, max: usize) -> Result<Option<String>> {
    let text = text.replace("\r\n", "\n").replace(|c: char| c.is_control() && c != '\n', " ");
    let text = text.trim();
    if text.chars().count() > max {
        return Err(AppError::new(ErrorCode::TextTooLong).with("max", max));
    }
    Ok((!text.chars().all(is_unseen)).then(|| text.to_owned()))
}

/// Whether a character alone shows nothing: blanks, and what Unicode calls ignorable where nothing is known of it
/// (`Default_Ignorable_Code_Point`). A name of such characters could be neither read nor clicked.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
