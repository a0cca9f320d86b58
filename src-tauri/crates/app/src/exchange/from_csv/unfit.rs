//! Files that are no table that can be imported, by how they begin: what each is, so that it can be said what to do.

use std::io::{self, Read, SeekFrom};

use super::Source;
use crate::contract::{AppError, ErrorCode, ExportTable};
use crate::exchange::tables::wire_name;

/// So much of the beginning tells.
const BEGINNING: u64 = 256;

/// Formats that are told by their first bytes.
const SIGNATURES: [(&[u8], &str); 4] = [
    (b"PK\x03\x04", "workbook"),
    // Workbooks of before 2007.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
    (b"%PDF-", "pdf"),
    (b"SQLite format 3\0", "data"),
];

/// Reads how a file begins.
///
/// # Errors
/// `import_unfit` where that is no table; `input_invalid` when the file cannot be read.
pub(super) fn assert_table(input: &mut dyn Source) -> crate::Result<()> {
    let begin = beginning(input).map_err(|error| super::lines::unreadable(&error))?;
    format(&begin).map_or(Ok(()), |format| Err(unfit(format)))
}

fn beginning(input: &mut dyn Source) -> io::Result<Vec<u8>> {
    let mut begin = Vec::new();
    input.seek(SeekFrom::Start(0))?;
    Read::take(&mut *input, BEGINNING).read_to_end(&mut begin)?;
    Ok(begin)
}

fn format(begin: &[u8]) -> Option<&'static str> {
    if let Some((_, format)) = SIGNATURES.iter().find(|(signature, _)| begin.starts_with(signature)) {
        return Some(format);
    }
    let text = begin.strip_prefix(b"\xef\xbb\xbf").unwrap_or(begin).trim_ascii_start();
    let json = |rest: &[u8]| matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}'));
    match text {
        // Banks give web pages the names of workbooks.
        [b'<', ..] => Some("markup"),
        [b'{', rest @ ..] if json(rest) => Some("json"),
        _ => None,
    }
}

/// What is wrong with the header of a table of Fenqi's own that is not read back.
pub(super) fn own_table(header: &[String]) -> Option<AppError> {
    let begins = |table: &ExportTable| {
        let columns = table.columns();
        columns.len() <= header.len()
            && columns.iter().zip(header).all(|(column, name)| column.name == name.trim())
    };
    let others = ExportTable::ALL.into_iter().filter(|table| *table != ExportTable::Rows);
    others.into_iter().find(begins).map(|table| unfit(&wire_name(table)))
}

fn unfit(format: &str) -> AppError {
    AppError::new(ErrorCode::ImportUnfit).with("format", format)
}
