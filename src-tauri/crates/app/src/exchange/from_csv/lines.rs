//! The lines of a file, one at a time.

use std::io::SeekFrom;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::Source;
use super::decode::{Decoded, Malformed};
use crate::Result;
use crate::contract::{AppError, ErrorCode, TextEncoding};

/// More than any line may have that means something, notes and terms at their longest. A quote that is never closed
/// would make the rest of a file one line.
const LONGEST: usize = 4 << 20;

/// A file that is read line by line, in memory that does not grow with it.
pub(super) struct Lines<'a> {
    reader: Reader<Decoded<&'a mut dyn Source>>,
    record: StringRecord,
    /// Of the last record, in the file, from 1.
    number: u32,
    /// It stands on several lines.
    spans_lines: bool,
    ended: bool,
}

/// A line, and what is known of how it was read.
pub(super) struct Line<'a> {
    /// In the file, from 1: of its first line where a cell has several.
    pub(super) number: u32,
    pub(super) cells: &'a StringRecord,
    /// Some bytes hereabouts were no characters.
    pub(super) is_malformed: bool,
}

/// Why there are no more lines.
pub(super) enum Broken {
    /// The line of this number cannot be read, nor what follows it.
    At(u32, AppError),
    /// The file could not be read.
    File(AppError),
}

impl<'a> Lines<'a> {
    /// # Errors
    /// `input_invalid` when the file cannot be read.
    pub(super) fn new(input: &'a mut dyn Source, encoding: TextEncoding, delimiter: u8) -> Result<Self> {
        input.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter).buffer_capacity(64 * 1024);
        let reader = builder.from_reader(Decoded::new(input, encoding));
        Ok(Self { reader, record: StringRecord::new(), number: 0, spans_lines: false, ended: false })
    }

    /// How many bytes of the file were read.
    pub(super) fn taken(&self) -> u64 {
        self.reader.get_ref().taken()
    }

    /// The next line; lines without anything are passed over.
    pub(super) fn next(&mut self) -> std::result::Result<Option<Line<'_>>, Broken> {
        if self.ended {
            return Ok(None);
        }
        self.reader.get_mut().allow(LONGEST);
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => {
                self.ended = true;
                // The last line took in what stands behind a quote that is not closed.
                let is_open = self.spans_lines && self.reader.get_ref().has_open_quote();
                let broken = Broken::At(self.number, AppError::new(ErrorCode::QuoteOpen));
                return if is_open { Err(broken) } else { Ok(None) };
            }
            Err(_) if self.reader.get_ref().is_used_up() => {
                self.ended = true;
                return Err(Broken::At(self.number + 1, AppError::new(ErrorCode::LineTooLong)));
            }
            Err(error) => return Err(Broken::File(unreadable(&error))),
        }
        self.count_lines();
        let is_malformed = self.reader.get_ref().malformed() != Malformed::None;
        Ok(Some(Line { number: self.number, cells: &self.record, is_malformed }))
    }

    /// The record's number is that of its last line, without the lines that end within its cells.
    fn count_lines(&mut self) {
        let place = self.reader.position().byte();
        let (ended, ends_here) = self.reader.get_mut().lines_before(place);
        let last = if ends_here { ended } else { ended.saturating_add(1) };
        // Nearly no line has a cell of several lines, and one look tells.
        let is_one_line = !self.record.as_byte_record().as_slice().iter().fold(false, is_line_end);
        let within: usize = if is_one_line { 0 } else { self.record.iter().map(line_ends).sum() };
        self.spans_lines = within > 0;
        self.number = last.saturating_sub(u32::try_from(within).unwrap_or(u32::MAX)).max(1);
    }
}

/// Whether a byte ends a line, or one before it did: without a way out, many bytes are compared at once.
fn is_line_end(before: bool, byte: &u8) -> bool {
    before | (*byte == b'\n') | (*byte == b'\r')
}

fn line_ends(cell: &str) -> usize {
    let feeds = cell.matches('\n').count();
    let returns = cell.matches('\r').count();
    feeds + returns - cell.matches("\r\n").count()
}

pub(super) fn unreadable(error: &dyn std::fmt::Display) -> AppError {
    AppError::new(ErrorCode::InputInvalid).with("reason", error)
}
