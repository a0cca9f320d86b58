//! In: a document's records, all or none.

use std::io::Read;

use super::intake::{Intake, is_ours};
use super::read::{self, Place, invalid};
use crate::Result;
use crate::app::{App, Done};
use crate::contract::{
    AppError, ErrorCode, ImportKind, ImportPreview, ImportProblem, ImportProgress, Imported, TextEncoding,
    Topic,
};
use crate::ports::ReadTx;

/// So many problems are told in full.
const TOLD: usize = 100;

/// Hears how far it is, and answers whether to go on.
type Progress<'a> = &'a mut dyn FnMut(ImportProgress) -> bool;

impl App {
    /// What would come of importing a document of `export_json`. Nothing is written. What is no sound JSON, or another
    /// format's, is a problem too: the last one, since nothing after it can be read.
    ///
    /// # Errors
    /// `cancelled`, `storage_failed`, `file_damaged`.
    pub fn import_json_preview(
        &self,
        input: &mut dyn Read,
        size: Option<u64>,
        progress: Progress<'_>,
    ) -> Result<ImportPreview> {
        let tx = self.store.begin_read()?;
        let mut intake = Intake::new(self, tx.as_ref(), None)?;
        let mut problems = Problems::default();
        let mut told = Told { size, writing: false, progress, records: 0 };
        let read = read::records(input, &mut |place, record| {
            told.tell(place)?;
            match intake.take(place, record) {
                Err(error) if !is_ours(error.code) => {
                    problems.add(place.to_string(), error);
                    Ok(())
                }
                taken => taken,
            }
        });
        match read {
            Err(error) if is_ours(error.code) => return Err(error),
            Err(error) => problems.add(error.params.get("place").cloned().unwrap_or_default(), error),
            Ok(()) if problems.count == 0 => {
                for (place, wrong) in intake.wrong() {
                    problems.add(place.clone(), invalid(&place, wrong));
                }
            }
            Ok(()) => {}
        }
        let Imported { plans, rows, repayments, duplicates, .. } = intake.imported;
        Ok(ImportPreview {
            kind: ImportKind::Json,
            encoding: TextEncoding::Utf8,
            delimiter: None,
            header: Vec::new(),
            columns: Vec::new(),
            date_order: None,
            decimal_mark: None,
            sample: Vec::new(),
            plans,
            rows,
            repayments,
            totals: intake.totals(),
            new_accounts: intake.new_accounts(),
            duplicates,
            left_out: Vec::new(),
            left_out_count: 0,
            problems: problems.first,
            problem_count: problems.count,
        })
    }

    /// Adds what a document of `export_json` has and the file has not: plans by their ids, with what repayments paid of
    /// them; accounts by id or, failing that, by name and currency; rules, presets and settings where there are none.
    /// What is there stays as it is. All of it is one action; an error leaves nothing.
    ///
    /// `size`: how many bytes will come, where that is known, for the progress; it is asked every few records whether to
    /// go on.
    ///
    /// # Errors
    /// `cancelled`; `document_invalid` with the `place` and `reason` of the first record that cannot be taken;
    /// `document_too_new`; `account_exists` for an account whose name is taken in another currency; `storage_…`; as
    /// [`App::back_up`] when there was no copy to be had.
    pub fn import_json(
        &self,
        input: &mut dyn Read,
        size: Option<u64>,
        progress: Progress<'_>,
    ) -> Result<Imported> {
        let topics = vec![Topic::Plans, Topic::Accounts, Topic::Reminders, Topic::Settings];
        self.write_bulk("import", topics, |tx| {
            let reads: &dyn ReadTx = tx;
            let mut intake = Intake::new(self, reads, Some(tx))?;
            let mut told = Told { size, writing: true, progress, records: 0 };
            read::records(input, &mut |place, record| {
                told.tell(place)?;
                intake.take(place, record).map_err(|error| self.placed(error, &place.to_string()))
            })?;
            if let Some((place, wrong)) = intake.wrong().next() {
                return Err(invalid(&place, wrong));
            }
            told.end()?;
            let imported = intake.imported.clone();
            let is_new = intake.besides || imported.plans + imported.accounts + imported.repayments > 0;
            let done = Done::to("", ()).with("count", imported.plans);
            Ok((imported, is_new.then_some(done)))
        })
    }

    /// What is wrong with a record, said with its place.
    fn placed(&self, error: AppError, place: &str) -> AppError {
        if is_ours(error.code) || error.params.contains_key("place") {
            return error;
        }
        invalid(place, self.words().error(&error).trim_end_matches(['.', '。']))
    }
}

/// How often whoever waits hears of it.
const RECORDS: u32 = 64;

/// What was told of the progress.
struct Told<'a> {
    size: Option<u64>,
    writing: bool,
    progress: Progress<'a>,
    records: u32,
}

impl Told<'_> {
    fn tell(&mut self, place: &Place) -> Result<()> {
        self.records = self.records.wrapping_add(1);
        if !self.records.is_multiple_of(RECORDS) {
            return Ok(());
        }
        let size = self.size.filter(|size| *size > 0);
        let percent = size.map_or(0, |size| u128::from(place.bytes) * 100 / u128::from(size));
        self.say(u8::try_from(percent.min(99)).unwrap_or(99))
    }

    /// All is read; what is left cannot be stopped.
    fn end(&mut self) -> Result<()> {
        self.say(100)
    }

    fn say(&mut self, percent: u8) -> Result<()> {
        let goes_on = (self.progress)(ImportProgress { percent, writing: self.writing });
        if goes_on { Ok(()) } else { Err(AppError::new(ErrorCode::Cancelled)) }
    }
}

/// Problems, as many as are told.
#[derive(Default)]
struct Problems {
    first: Vec<ImportProblem>,
    count: u32,
}

impl Problems {
    fn add(&mut self, place: String, error: AppError) {
        self.count = self.count.saturating_add(1);
        if self.first.len() < TOLD {
            self.first.push(ImportProblem { line: None, column: Some(place), error });
        }
    }
}
