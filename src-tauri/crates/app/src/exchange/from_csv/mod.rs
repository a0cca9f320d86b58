//! CSV that comes in: Fenqi's own table of rows, the template, and what banks, shops and people write.
//!
//! A file is read from its beginning several times and never held whole: for its encoding, for its layout, and to look
//! at all lines or to write. What is guessed is shown before anything is written, and what could mean two things is
//! asked about.

mod agreement;
mod cells;
mod columns;
mod dates;
mod decode;
mod encoding;
mod evidence;
mod figures;
mod found;
mod layout;
mod lines;
mod names;
mod numbering;
mod plan_line;
mod rates;
mod reading;
mod row_lines;
mod template;
mod unfit;

use std::collections::HashSet;
use std::io::{Read, Seek};
use std::panic;
use std::sync::mpsc;
use std::thread;

use crate::Result;
use crate::accounts;
use crate::app::{App, Done, new_id};
use crate::contract::{
    AccountId, AppError, ErrorCode, ImportOptions, ImportPreview, ImportProgress, ImportTotal, Imported,
    Topic,
};
use crate::ports::{Part, ReadTx, Repayment, WriteTx};
use found::{Accounts, Found, Known, PaidRow};
use layout::Layout;
use reading::{Findings, Pass};

/// A file that can be read again from its beginning.
pub trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send + ?Sized> Source for T {}

/// So many plans are read ahead of what is written.
const AHEAD: usize = 256;

/// What the thread that reads hands to the one that writes.
enum Handed {
    /// With what was paid of it.
    Plan(Box<Found>, Vec<Repayment>),
    /// So much was read, in percent.
    SoFar(u8),
}

/// Hears how far an import is; `false` stops it, and nothing is left of it.
type Progress<'a> = &'a mut dyn FnMut(ImportProgress) -> bool;

impl App {
    /// What would come of importing a CSV file. Nothing is written.
    ///
    /// # Errors
    /// `import_unfit`, `import_empty`, `delimiter_unfit`, `line_too_long`, `input_invalid` when the file cannot be read,
    /// `cancelled`, `storage_failed`.
    /// What else is wrong is in the answer.
    pub fn import_csv_preview(
        &self,
        input: &mut dyn Source,
        options: &ImportOptions,
        progress: Progress<'_>,
    ) -> Result<ImportPreview> {
        let mut read = |percent| go_on(progress, ImportProgress { percent, writing: false });
        let layout = Layout::of(input, options, self.words().language(), &mut |percent| read(percent / 2))?;
        let tx = self.store.begin_read()?;
        let mut pass = self.pass(tx.as_ref(), options, &layout)?;
        drop(tx);
        pass.read(input, &mut |percent| read(50 + percent / 2), &mut |_| Ok(()))?;
        let (found, new_accounts) = (pass.found, pass.accounts.new);
        Ok(preview(layout, found, new_accounts))
    }

    /// Imports a CSV file: all plans that are not there yet, or none. One undo takes them back.
    ///
    /// # Errors
    /// As [`App::import_csv_preview`]; `import_empty`, too, where there is no line below the header; `import_refused`
    /// while there are problems; `cancelled`; `storage_…`; as [`App::back_up`] when there was no copy to be had before.
    pub fn import_csv(
        &self,
        input: &mut dyn Source,
        options: &ImportOptions,
        progress: Progress<'_>,
    ) -> Result<Imported> {
        let so_far = |percent| ImportProgress { percent, writing: false };
        let layout = Layout::of(input, options, self.words().language(), &mut |percent| {
            go_on(progress, so_far(percent))
        })?;
        if layout.unfit.is_some() {
            return Err(refused(1, layout.header_line));
        }
        self.write_bulk("import", vec![Topic::Plans, Topic::Accounts], |tx| {
            let imported = self.write_plans(tx, input, options, &layout, progress)?;
            let done = Done::to("", ()).with("count", imported.plans);
            let is_new = imported.plans > 0;
            Ok((imported, is_new.then_some(done)))
        })
    }

    fn pass<'a>(
        &'a self,
        tx: &(impl ReadTx + ?Sized),
        options: &ImportOptions,
        layout: &'a Layout,
    ) -> Result<Pass<'a>> {
        let usual = options.account.as_deref();
        Ok(Pass::new(self, layout, Accounts::new(tx.accounts()?, usual), Known::of(tx)?))
    }

    /// Writes what another thread reads: reading takes nearly as long. After the first problem nothing more comes.
    fn write_plans(
        &self,
        tx: &dyn WriteTx,
        input: &mut dyn Source,
        options: &ImportOptions,
        layout: &Layout,
        progress: Progress<'_>,
    ) -> Result<Imported> {
        let mut there: HashSet<AccountId> = tx.accounts()?.into_iter().map(|account| account.id).collect();
        let before = there.len();
        let mut pass = self.pass(tx, options, layout)?;
        let found = thread::scope(|scope| {
            let (hand, handed) = mpsc::sync_channel(AHEAD);
            let reading = scope.spawn(move || {
                // Nobody listens any more where writing has failed, which is told there.
                let hand = |what| hand.send(what).map_err(|_| AppError::new(ErrorCode::Cancelled));
                pass.read(input, &mut |percent| hand(Handed::SoFar(percent)), &mut |found| {
                    let paid = self.repayments(&found);
                    hand(Handed::Plan(found, paid))
                })?;
                Ok(pass.found)
            });
            for what in handed {
                let (found, paid) = match what {
                    Handed::Plan(found, paid) => (found, paid),
                    Handed::SoFar(percent) => {
                        go_on(progress, ImportProgress { percent: percent.min(99), writing: true })?;
                        continue;
                    }
                };
                if there.insert(found.account.id.clone()) {
                    accounts::add(tx, found.account.clone())?;
                }
                tx.insert_plan(&found.plan, &found.rows, found.principal, &paid)?;
            }
            reading.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked))
        })?;
        assert_sound(&found)?;
        if found.is_empty() && !layout.columns.is_own_table() {
            return Err(AppError::new(ErrorCode::ImportEmpty));
        }
        go_on(progress, ImportProgress { percent: 100, writing: true })?;
        let added = u32::try_from(there.len() - before).unwrap_or(u32::MAX);
        Ok(imported(&found, added))
    }

    fn repayments(&self, found: &Found) -> Vec<Repayment> {
        let repayment = |paid: &PaidRow| Repayment {
            id: new_id(),
            account: found.account.id.clone(),
            amount: paid.amount,
            paid_on: paid.on,
            source: paid.source.clone(),
            parts: vec![Part { plan: found.plan.id.clone(), n: paid.n, amount: paid.amount }],
            created_at: self.now(),
        };
        found.paid.iter().map(repayment).collect()
    }
}

fn go_on(progress: &mut dyn FnMut(ImportProgress) -> bool, at: ImportProgress) -> Result<()> {
    if progress(at) { Ok(()) } else { Err(AppError::new(ErrorCode::Cancelled)) }
}

fn assert_sound(found: &Findings) -> Result<()> {
    let Some(first) = found.problems.named.first() else { return Ok(()) };
    Err(refused(found.problems.count, first.line.unwrap_or(1)))
}

/// What is told of a file with problems: how many, and the line of the first.
fn refused(count: u32, line: u32) -> AppError {
    AppError::new(ErrorCode::ImportRefused).with("count", count).with("line", line)
}

fn imported(found: &Findings, accounts: u32) -> Imported {
    Imported {
        plans: found.plans,
        rows: found.rows,
        repayments: found.repayments,
        accounts,
        duplicates: found.duplicates,
        left_out: found.left_out_count,
    }
}

fn preview(layout: Layout, found: Findings, new_accounts: Vec<String>) -> ImportPreview {
    let totals = found
        .sums()
        .map(|total| ImportTotal { currency: total.currency().code().to_owned(), amount: total.to_string() });
    ImportPreview {
        kind: layout.kind,
        encoding: layout.encoding,
        delimiter: Some(char::from(layout.delimiter).to_string()),
        totals: totals.collect(),
        header: layout.header,
        columns: layout.columns.held,
        date_order: layout.date_order,
        decimal_mark: layout.decimal_mark,
        sample: layout.sample,
        plans: found.plans,
        rows: found.rows,
        repayments: found.repayments,
        new_accounts,
        duplicates: found.duplicates,
        left_out: found.left_out,
        left_out_count: found.left_out_count,
        problems: found.problems.named,
        problem_count: found.problems.count,
    }
}
