//! In which encoding a file seems to be.

use std::io::{self, Read, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, GB18030, GBK};

use super::Source;
use super::decode::{Decoded, Malformed};
use crate::contract::{Language, TextEncoding};

/// So much of the beginning is looked at for what only frequency tells.
const SAMPLE: u64 = 1 << 20;

/// The encoding that a byte order mark says; else UTF-8, where the whole file is that, or nearly; else the likeliest one.
/// Few characters tell little: then the language of the window does.
pub(super) fn guess(input: &mut dyn Source, language: Language) -> io::Result<TextEncoding> {
    input.seek(SeekFrom::Start(0))?;
    let mut sample = Vec::new();
    Read::take(&mut *input, SAMPLE).read_to_end(&mut sample)?;
    if let Some(marked) = marked(&sample) {
        return Ok(marked);
    }
    if let Some(wide) = wide(&sample) {
        return Ok(wide);
    }
    input.seek(SeekFrom::Start(0))?;
    if is_utf8(input)? || is_mostly_utf8(&sample) {
        Ok(TextEncoding::Utf8)
    } else {
        Ok(legacy(&sample, language))
    }
}

/// Whether many more characters of several bytes are whole than broken: programs cut texts by bytes. Hardly two in other
/// encodings look whole by chance beside one that does not.
fn is_mostly_utf8(sample: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 4 * broken
}

fn marked(sample: &[u8]) -> Option<TextEncoding> {
    let marks: [(&[u8], TextEncoding); 4] = [
        (b"\xef\xbb\xbf", TextEncoding::Utf8),
        (b"\xff\xfe", TextEncoding::Utf16Le),
        (b"\xfe\xff", TextEncoding::Utf16Be),
        // GB18030 writes U+FEFF in four bytes.
        (b"\x84\x31\x95\x33", TextEncoding::Gb18030),
    ];
    marks.iter().find(|(mark, _)| sample.starts_with(mark)).map(|(_, encoding)| *encoding)
}

/// UTF-16 without a mark: digits, delimiters and line ends have a zero byte, always on the same side.
fn wide(sample: &[u8]) -> Option<TextEncoding> {
    let pairs = sample.chunks_exact(2);
    let count = pairs.len();
    let (mut high, mut low) = (0_usize, 0_usize);
    for pair in pairs {
        high += usize::from(pair[0] == 0 && pair[1] != 0);
        low += usize::from(pair[1] == 0 && pair[0] != 0);
    }
    match (high, low) {
        _ if (high + low) * 20 < count || count == 0 => None,
        (high, low) if low > high * 10 => Some(TextEncoding::Utf16Le),
        (high, low) if high > low * 10 => Some(TextEncoding::Utf16Be),
        _ => None,
    }
}

/// Whether all of it is UTF-8; a last character that is not whole was cut off.
fn is_utf8(input: &mut dyn Source) -> io::Result<bool> {
    let mut text = Decoded::new(input, TextEncoding::Utf8);
    let mut buffer = vec![0; 64 * 1024];
    while text.malformed() != Malformed::Within {
        if text.read(&mut buffer)? == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

fn legacy(sample: &[u8], language: Language) -> TextEncoding {
    // A character that the sample cuts in two would rule out the right answer.
    let whole = sample.iter().rposition(|byte| *byte == b'\n').map_or(sample, |end| &sample[..=end]);
    let sample = if sample.len() < 1 << 20 { sample } else { whole };
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let fits = |encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(sample).is_some()
    };
    if guess == BIG5 {
        TextEncoding::Big5
    } else if guess == GBK || guess == GB18030 || (!guess.is_single_byte() && fits(GB18030)) {
        // Both are decoded alike; what has four bytes is not in GBK.
        if has_four_bytes(sample) { TextEncoding::Gb18030 } else { TextEncoding::Gbk }
    } else if !guess.is_single_byte() && fits(BIG5) {
        TextEncoding::Big5
    } else if language == Language::ZhCn && is_in_pairs(sample) {
        TextEncoding::Gbk
    } else {
        TextEncoding::Latin1
    }
}

/// Whether all that is not ASCII stands in pairs as GB2312 has them: letters with accents rarely do.
fn is_in_pairs(text: &[u8]) -> bool {
    let is_pair = |pair: &[u8]| matches!(pair, [0xa1..=0xf7, 0xa1..=0xfe]);
    text.split(u8::is_ascii).all(|run| run.len() % 2 == 0 && run.chunks(2).all(is_pair))
}

/// Whether a text in GB18030 has a character of four bytes: the second of them is a digit.
fn has_four_bytes(text: &[u8]) -> bool {
    let mut at = 0;
    while at + 1 < text.len() {
        match (text[at], text[at + 1]) {
            (0x81..=0xfe, b'0'..=b'9') => return true,
            (0x81..=0xfe, _) => at += 2,
            _ => at += 1,
        }
    }
    false
}
