//! Journals for plain-text accounting: ledger, hledger and beancount. What has happened is cleared (`*`), what is
//! still to be paid is pending (`!`), on its due day.

mod entries;
mod names;
mod write;

use std::io::Write;

use self::entries::life;
use self::write::Journal;
use crate::Result;
use crate::app::App;

/// The language of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// What `ledger` reads.
    Ledger,
    /// What `hledger` reads.
    Hledger,
    /// What `beancount` reads: accounts are opened before, and their names are narrower.
    Beancount,
}

impl App {
    /// Writes plans and their repayments as a journal, and answers how many transactions there are. At the end of any
    /// day by today a plan's account has what was owed of its principal then; at the end of any later one, what will be
    /// if all is paid as planned, and what is late tomorrow.
    ///
    /// # Errors
    /// `storage_failed`, `file_damaged`; `write_failed` or `storage_full` without a path.
    pub fn export_journal(&self, tongue: Tongue, out: &mut dyn Write) -> Result<u32> {
        let books = self.books()?;
        let mut journal = Journal::new(tongue, out);
        journal.head(&books)?;
        let mut count = 0;
        books.tx.each_plan(&mut |facts| {
            let life = life(&books, &facts)?;
            count += u32::try_from(life.entries.len()).unwrap_or(u32::MAX);
            journal.plan(&facts, &life)
        })?;
        Ok(count)
    }
}
