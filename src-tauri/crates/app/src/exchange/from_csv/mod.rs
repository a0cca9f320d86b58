//! CSV that comes in: Fenqi's own table of rows, the template, and what banks, shops and people write.
//!
//! A file is read from its beginning several times and never held whole: for its encoding, for its layout, to look at
//! all lines, and to write. What is guessed is shown before anything is written, and what could mean two things is
//! asked about.

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
mod reading;
mod row_lines;
mod template;
mod unfit;

use std::collections::HashSet;
use std::io::{Read, Seek};

use crate::Result;
use crate::accounts;
use crate::app::{App, Done, new_id};
use crate::contract::{
    AccountId, AppError, ErrorCode, ImportOptions, ImportPreview, ImportProgress, ImportTotal, Imported,
    Topic,
};
use crate::ports::{Part, ReadTx, Repayment, WriteTx};
use found::{Accounts, Found, Known};
use layout::Layout;
use reading::{Findings, Pass, percent};

/// A file that can be read again from its beginning.
pub trait Source: Read + Seek {}

impl<T: Read + Seek + ?Sized> Source for T {}

/// Hears how far an import is; `false` stops it, and nothing is left of it.
type Progress<'a> = &'a mut dyn FnMut(ImportProgress) -> bool;

impl App {
    /// What would come of importing a CSV file. Nothing is written.
    ///
    /// # Errors
    /// `import_unfit`, `import_empty`, `delimiter_unfit`, `line_too_long`, `input_invalid` when the file cannot be read,
    /// `storage_failed`.
    /// What else is wrong is in the answer.
    pub fn import_csv_preview(
        &self,
        input: &mut dyn Source,
        options: &ImportOptions,
    ) -> Result<ImportPreview> {
        let layout = Layout::of(input, options, &mut |_| Ok(()))?;
        let (found, new_accounts) = self.survey(input, options, &layout, &mut |_| true)?;
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
        let layout = Layout::of(input, options, &mut |percent| read_so_far(progress, percent))?;
        let (found, _) = self.survey(input, options, &layout, progress)?;
        assert_sound(&found)?;
        if found.is_empty() && !layout.columns.is_own_table() {
            return Err(AppError::new(ErrorCode::ImportEmpty));
        }
        if found.plans == 0 {
            return Ok(imported(&found, 0));
        }
        let expected = u64::from(found.plans);
        self.write_bulk("import", vec![Topic::Plans, Topic::Accounts], |tx| {
            let imported = self.write_plans(tx, input, options, &layout, expected, progress)?;
            let done = Done::to("", ()).with("count", imported.plans);
            Ok((imported, Some(done)))
        })
    }

    /// Reads the file without writing.
    fn survey(
        &self,
        input: &mut dyn Source,
        options: &ImportOptions,
        layout: &Layout,
        progress: Progress<'_>,
    ) -> Result<(Findings, Vec<String>)> {
        let tx = self.store.begin_read()?;
        let mut pass = self.pass(tx.as_ref(), options, layout)?;
        drop(tx);
        if let Some(error) = &layout.unfit {
            pass.found.problems.add(layout.header_line, None, error.clone());
            return Ok((pass.found, Vec::new()));
        }
        pass.read(input, &mut |percent| read_so_far(progress, 50 + percent / 2), &mut |_| Ok(()))?;
        Ok((pass.found, pass.accounts.new))
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

    fn write_plans(
        &self,
        tx: &dyn WriteTx,
        input: &mut dyn Source,
        options: &ImportOptions,
        layout: &Layout,
        expected: u64,
        progress: Progress<'_>,
    ) -> Result<Imported> {
        let mut there: HashSet<AccountId> = tx.accounts()?.into_iter().map(|account| account.id).collect();
        let before = there.len();
        let mut pass = self.pass(tx, options, layout)?;
        let mut plans = 0_u64;
        pass.read(input, &mut |_| Ok(()), &mut |found| {
            go_on(progress, ImportProgress { percent: percent(plans, expected), writing: true })?;
            plans += 1;
            if there.insert(found.account.id.clone()) {
                accounts::add(tx, found.account.clone())?;
            }
            self.write_plan(tx, found)
        })?;
        // The file may be another than the one that was looked at.
        assert_sound(&pass.found)?;
        go_on(progress, ImportProgress { percent: 100, writing: true })?;
        let added = u32::try_from(there.len() - before).unwrap_or(u32::MAX);
        Ok(imported(&pass.found, added))
    }

    fn write_plan(&self, tx: &dyn WriteTx, found: &Found) -> Result<()> {
        tx.insert_plan(&found.plan, &found.rows, found.principal)?;
        for paid in &found.paid {
            tx.insert_repayment(&Repayment {
                id: new_id(),
                account: found.account.id.clone(),
                amount: paid.amount,
                paid_on: paid.on,
                source: paid.source.clone(),
                parts: vec![Part { plan: found.plan.id.clone(), n: paid.n, amount: paid.amount }],
                created_at: self.now(),
            })?;
        }
        Ok(())
    }
}

fn read_so_far(progress: &mut dyn FnMut(ImportProgress) -> bool, percent: u8) -> Result<()> {
    go_on(progress, ImportProgress { percent, writing: false })
}

fn go_on(progress: &mut dyn FnMut(ImportProgress) -> bool, at: ImportProgress) -> Result<()> {
    if progress(at) { Ok(()) } else { Err(AppError::new(ErrorCode::Cancelled)) }
}

fn assert_sound(found: &Findings) -> Result<()> {
    let Some(first) = found.problems.named.first() else { return Ok(()) };
    let error = AppError::new(ErrorCode::ImportRefused).with("count", found.problems.count);
    Err(error.with("line", first.line.unwrap_or(1)))
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
