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
    read: u32,
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
        Ok(Self { reader, record: StringRecord::new(), read: 0, ended: false })
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
        let before = self.number(self.reader.position().line());
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => {
                self.ended = true;
                return Ok(None);
            }
            Err(_) if self.reader.get_ref().is_used_up() => {
                self.ended = true;
                return Err(Broken::At(before, AppError::new(ErrorCode::LineTooLong)));
            }
            Err(error) => return Err(Broken::File(unreadable(&error))),
        }
        let number = self.number(self.record.position().map_or(0, csv::Position::line));
        self.read += 1;
        let decoded = self.reader.get_ref();
        if decoded.has_open_quote() && self.reader.is_done() && spans_lines(&self.record) {
            self.ended = true;
            return Err(Broken::At(number, AppError::new(ErrorCode::QuoteOpen)));
        }
        let is_malformed = decoded.malformed() != Malformed::None;
        Ok(Some(Line { number, cells: &self.record, is_malformed }))
    }

    /// Where lines end in a carriage return alone, the reader counts none of them.
    fn number(&self, counted: u64) -> u32 {
        u32::try_from(counted).unwrap_or(u32::MAX).max(self.read + 1)
    }
}

fn spans_lines(record: &StringRecord) -> bool {
    record.iter().any(|cell| cell.contains(['\n', '\r']))
}

pub(super) fn unreadable(error: &dyn std::fmt::Display) -> AppError {
    AppError::new(ErrorCode::InputInvalid).with("reason", error)
}
