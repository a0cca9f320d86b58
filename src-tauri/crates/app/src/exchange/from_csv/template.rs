//! The table that a person fills in: a plan a line.

use std::io::Write;

use csv::{Terminator, WriterBuilder};

use super::columns;
use crate::Result;
use crate::app::App;
use crate::contract::{AppError, ImportColumn, Language};

/// The columns of the template, with their names in Chinese.
const COLUMNS: [(ImportColumn, &str); 16] = [
    (ImportColumn::Account, "账户"),
    (ImportColumn::Title, "标题"),
    (ImportColumn::PurchasedOn, "购买日期"),
    (ImportColumn::Price, "价格"),
    (ImportColumn::Periods, "期数"),
    (ImportColumn::FirstDueDate, "首次还款日"),
    (ImportColumn::Instalment, "每期应还"),
    (ImportColumn::RatePercent, "每期费率(%)"),
    (ImportColumn::Fee, "总手续费"),
    (ImportColumn::PaidRows, "已还期数"),
    (ImportColumn::Method, "计算方式"),
    (ImportColumn::Origin, "类别"),
    (ImportColumn::Merchant, "商家"),
    (ImportColumn::OrderNo, "订单号"),
    (ImportColumn::Currency, "币种"),
    (ImportColumn::Notes, "备注"),
];

impl App {
    /// Writes the header of the template in a language: UTF-8 with a byte order mark, for spreadsheets.
    ///
    /// # Errors
    /// `write_failed` without a path.
    pub fn import_template(&self, language: Language, out: &mut dyn Write) -> Result<()> {
        let failed = |error: csv::Error| AppError::writing(&error.into());
        out.write_all("\u{feff}".as_bytes()).map_err(|error| AppError::writing(&error))?;
        let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        csv.write_record(header(language)).map_err(failed)?;
        csv.flush().map_err(|error| AppError::writing(&error))
    }
}

fn header(language: Language) -> Vec<String> {
    let name = |(column, chinese): (ImportColumn, &str)| match language {
        Language::ZhCn => chinese.to_owned(),
        Language::En => columns::english(column),
    };
    COLUMNS.map(name).to_vec()
}

/// Whether a header is the template's, in either language.
pub(super) fn is_ours(names: &[String]) -> bool {
    [Language::ZhCn, Language::En].into_iter().any(|language| header(language) == names)
}

#[cfg(test)]
mod tests {
    use super::super::columns::{Columns, Shape};
    use super::*;

    #[test]
    fn the_template_is_read_as_it_is_written() {
        for language in [Language::ZhCn, Language::En] {
            let read = Columns::of(&header(language));
            let held: Vec<_> = COLUMNS.iter().map(|(column, _)| Some(*column)).collect();
            assert_eq!((read.shape, read.held), (Shape::Plans, held));
        }
    }
}
