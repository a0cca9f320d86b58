//! Export of every row as CSV, for spreadsheets.

use std::io::Write;

use csv::{Terminator, WriterBuilder};

use crate::Result;
use crate::app::App;
use crate::contract::AppError;
use crate::exchange::would_run;
use crate::views::{self, Policy};

const HEADER: [&str; 24] = [
    "plan",
    "account",
    "origin",
    "title",
    "merchant",
    "order_no",
    "purchased_on",
    "currency",
    "n",
    "of",
    "due_date",
    "principal",
    "interest",
    "fee",
    "total",
    "paid",
    "remaining",
    "status",
    "paid_on",
    "notes",
    "price",
    "auto_debit",
    "source",
    "terms",
];

/// Tells spreadsheets, Chinese Excel above all, that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

impl App {
    /// Writes all rows, one a line (RFC 4180), plan by plan from the oldest purchase, and answers how many. Text
    /// that a spreadsheet would run as a formula gets an apostrophe before it.
    ///
    /// # Errors
    /// `storage_failed`, or `write_failed` without a path.
    pub fn export_csv(&self, out: &mut dyn Write) -> Result<u32> {
        let today = self.today();
        let plans = self.store.begin_read()?.plans(None)?;
        out.write_all(BYTE_ORDER_MARK).map_err(failed)?;
        let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        csv.write_record(HEADER).map_err(failed)?;
        let mut rows = 0;
        for facts in plans.iter().rev() {
            let plan = &facts.plan;
            let standings = views::standings(&facts.rows, Policy::of(facts, today))?;
            let of = standings.last().map_or(0, |last| last.facts.row.n).to_string();
            for standing in &standings {
                let row = standing.facts.row;
                let record = [
                    plan.id.0.clone(),
                    text(&facts.account.name),
                    wire_name(plan.origin),
                    text(&plan.title),
                    text(plan.merchant.as_deref().unwrap_or_default()),
                    text(plan.order_no.as_deref().unwrap_or_default()),
                    plan.purchased_on.to_string(),
                    plan.currency.code().to_owned(),
                    row.n.to_string(),
                    of.clone(),
                    row.due_date.to_string(),
                    row.principal.to_string(),
                    row.interest.to_string(),
                    row.fee.to_string(),
                    standing.total.to_string(),
                    standing.facts.paid.to_string(),
                    standing.remaining.to_string(),
                    wire_name(views::wire_status(standing.status)),
                    standing.facts.paid_on.map(|date| date.to_string()).unwrap_or_default(),
                    text(plan.notes.as_deref().unwrap_or_default()),
                    plan.price.map(|price| price.to_string()).unwrap_or_default(),
                    plan.auto_debit.to_string(),
                    String::new(),
                    serde_json::to_string(&plan.terms).unwrap_or_default(),
                ];
                csv.write_record(record).map_err(failed)?;
                rows += 1;
            }
        }
        csv.flush().map_err(failed)?;
        Ok(rows)
    }
}

/// Free text, disarmed for spreadsheets (OWASP, CSV injection; full-width forms run in some of them too). What looks as
/// if it were disarmed already gets one more apostrophe, so that one can be taken away again.
fn text(text: &str) -> String {
    if would_run(text) { format!("'{text}") } else { text.to_owned() }
}

fn wire_name(value: impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn failed(error: impl Into<std::io::Error>) -> AppError {
    AppError::writing(&error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_would_run_is_disarmed() {
        for (given, written) in [
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("@x", "'@x"),
            ("'=1", "''=1"),
            ("'quoted'", "'quoted'"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("小米 15 Pro", "小米 15 Pro"),
            ("", ""),
        ] {
            assert_eq!(text(given), written);
        }
    }
}
