//! Tables as CSV (RFC 4180), safe to be opened in a spreadsheet.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};
use encoding_rs::GB18030;

use super::armour::would_run;
use super::cells::{Cell, Sheets};
use super::tables::wire_name;
use crate::app::App;
use crate::contract::{AppError, ExportTable, TextEncoding};
use crate::{Result, amounts};

/// Tells spreadsheets, Chinese Excel above all, that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

impl App {
    /// Writes a table, one line after another, and answers how many there are besides the header. UTF-8 is written
    /// with its byte order mark. Text that a spreadsheet would run as a formula gets an apostrophe before it.
    ///
    /// # Errors
    /// `choice_unknown` for an encoding other than UTF-8 and GB18030; `storage_failed`, `file_damaged`; `write_failed`
    /// or `storage_full` without a path.
    pub fn export_csv(&self, table: ExportTable, encoding: TextEncoding, out: &mut dyn Write) -> Result<u32> {
        match encoding {
            TextEncoding::Utf8 => {
                out.write_all(BYTE_ORDER_MARK).map_err(|error| AppError::writing(&error))?;
                self.export_comma(table, out)
            }
            TextEncoding::Gb18030 => self.export_comma(table, Gb18030 { out, begun: Vec::new() }),
            other => Err(amounts::unknown_choice("encoding", &wire_name(other), "utf8, gb18030")),
        }
    }

    fn export_comma(&self, table: ExportTable, out: impl Write) -> Result<u32> {
        let mut lines = Lines {
            csv: WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out),
            figure: String::new(),
        };
        let count = self.export_tables(&[table], &mut lines)?;
        lines.csv.flush().map_err(|error| AppError::writing(&error))?;
        Ok(count)
    }
}

struct Lines<W: Write> {
    csv: Writer<W>,
    /// Used again for each figure.
    figure: String,
}

impl<W: Write> Lines<W> {
    fn field(&mut self, cell: &Cell<'_>) -> csv::Result<()> {
        self.figure.clear();
        // Writing into a string cannot fail.
        let _ = match cell {
            Cell::Empty => Ok(()),
            Cell::Text(text) => return self.csv.write_field(armless(text).as_bytes()),
            Cell::Integer(number) => write!(self.figure, "{number}"),
            Cell::Amount(amount) => write!(self.figure, "{amount}"),
            Cell::Percent(percent) => write!(self.figure, "{}", percent.normalize()),
            Cell::Date(date) => write!(self.figure, "{date}"),
            Cell::Flag(flag) => write!(self.figure, "{flag}"),
        };
        self.csv.write_field(self.figure.as_bytes())
    }

    fn end(&mut self) -> Result<()> {
        self.csv.write_record(None::<&[u8]>).map_err(failed)
    }
}

impl<W: Write> Sheets for Lines<W> {
    fn begin(&mut self, table: ExportTable) -> Result<()> {
        table.columns().iter().try_for_each(|column| self.csv.write_field(column.name)).map_err(failed)?;
        self.end()
    }

    fn line(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        cells.iter().try_for_each(|cell| self.field(cell)).map_err(failed)?;
        self.end()
    }
}

/// Free text, disarmed for spreadsheets. One apostrophe taken away gives back what it was.
fn armless(text: &str) -> Cow<'_, str> {
    if would_run(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Turns UTF-8 into GB18030.
struct Gb18030<'a> {
    out: &'a mut dyn Write,
    /// The bytes of a character that is not whole yet.
    begun: Vec<u8>,
}

impl Write for Gb18030<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        let whole = self.begun.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let (encoded, _, has_strangers) = GB18030.encode(whole);
        if has_strangers {
            let reason = "U+E5E5 does not exist in GB18030: export as UTF-8";
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        self.out.write_all(&encoded)?;
        let done = whole.len();
        self.begun.drain(..done);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn failed(error: csv::Error) -> AppError {
    // The crate's own conversion forgets that the disk was full.
    match error.into_kind() {
        csv::ErrorKind::Io(error) => AppError::writing(&error),
        kind => AppError::writing(&io::Error::other(format!("{kind:?}"))),
    }
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
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("'=1", "''=1"),
            ("''+", "'''+"),
            ("'s", "'s"),
            ("小米 15 Pro", "小米 15 Pro"),
            ("", ""),
        ] {
            assert_eq!(armless(given), written);
        }
    }

    #[test]
    fn characters_that_come_in_pieces_are_whole_in_gb18030() {
        let text = "分期 € 🎧, é";
        let mut written = Vec::new();
        let mut out = Gb18030 { out: &mut written, begun: Vec::new() };
        for byte in text.as_bytes() {
            out.write_all(&[*byte]).expect("written");
        }
        assert_eq!(GB18030.decode_without_bom_handling_and_without_replacement(&written), Some(text.into()));
        let mut nowhere = io::sink();
        let mut out = Gb18030 { out: &mut nowhere, begun: Vec::new() };
        assert!(out.write_all("\u{e5e5}".as_bytes()).is_err(), "it would become something else");
    }
}
