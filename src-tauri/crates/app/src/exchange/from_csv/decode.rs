//! Bytes in any encoding, as UTF-8 and bit by bit.

use std::collections::VecDeque;
use std::io::{self, Read};

use encoding_rs::{
    BIG5, CoderResult, Decoder, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

use crate::contract::TextEncoding;

const CHUNK: usize = 64 * 1024;

/// A reader that gives UTF-8, whatever is beneath. What is no character becomes U+FFFD. A byte order mark is left out.
pub(super) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    state: State,
    taken: u64,
    left: usize,
    malformed: Malformed,
    /// An odd number of quotes came through.
    quote_open: bool,
    breaks: Breaks,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// All bytes were read; the decoder may hold part of a character.
    Flushing,
    Ended,
}

/// Bytes that are no characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Malformed {
    None,
    /// The last character is not whole.
    AtEnd,
    Within,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(inner: R, encoding: TextEncoding) -> Self {
        Self {
            inner,
            decoder: codec(encoding).new_decoder_with_bom_removal(),
            raw: Vec::new(),
            raw_at: 0,
            state: State::Reading,
            taken: 0,
            left: usize::MAX,
            malformed: Malformed::None,
            quote_open: false,
            breaks: Breaks::default(),
        }
    }

    /// How many bytes were read from beneath.
    pub(super) fn taken(&self) -> u64 {
        self.taken
    }

    /// What was met so far, up to somewhat further than was asked for.
    pub(super) fn malformed(&self) -> Malformed {
        self.malformed
    }

    /// Lets so many more bytes through; then there is an error, so that nothing grows without end.
    pub(super) fn allow(&mut self, bytes: usize) {
        self.left = bytes;
    }

    /// Whether what was allowed is used up.
    pub(super) fn is_used_up(&self) -> bool {
        self.left == 0
    }

    /// Whether one quote too few, or too many, came through.
    pub(super) fn has_open_quote(&self) -> bool {
        self.quote_open
    }

    /// How many lines end before this place in the text that came through, and whether one ends just there. Places
    /// must not go back.
    pub(super) fn lines_before(&mut self, place: u64) -> (u32, bool) {
        self.breaks.before(place)
    }

    fn fill(&mut self) -> io::Result<()> {
        self.raw.resize(CHUNK, 0);
        let read = self.inner.read(&mut self.raw)?;
        self.raw.truncate(read);
        self.raw_at = 0;
        self.taken += read as u64;
        if read == 0 {
            self.state = State::Flushing;
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a line is too long"));
        }
        while self.state != State::Ended {
            if self.state == State::Reading && self.raw_at == self.raw.len() {
                self.fill()?;
            }
            let flushing = self.state == State::Flushing;
            let rest = &self.raw[self.raw_at..];
            let (result, read, written, replaced) = self.decoder.decode_to_utf8(rest, out, flushing);
            self.raw_at += read;
            if replaced {
                let where_met = if flushing { Malformed::AtEnd } else { Malformed::Within };
                self.malformed = self.malformed.max(where_met);
            }
            if flushing && result == CoderResult::InputEmpty {
                self.state = State::Ended;
            }
            if written > 0 {
                self.left = self.left.saturating_sub(written);
                let quotes = out[..written].iter().filter(|byte| **byte == b'"').count();
                self.quote_open ^= !quotes.is_multiple_of(2);
                self.breaks.see(&out[..written]);
                return Ok(written);
            }
            if result == CoderResult::OutputFull {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "no room for a character"));
            }
        }
        Ok(0)
    }
}

/// Where lines end in a text that passes by: with a line feed, a carriage return, or both.
#[derive(Default)]
struct Breaks {
    /// How much text was seen.
    seen: u64,
    after_return: bool,
    /// Line ends that were not asked about yet.
    ahead: VecDeque<Break>,
    /// How many were.
    passed: u32,
}

struct Break {
    /// Just behind its first byte.
    end: u64,
    /// A line feed follows its carriage return.
    is_double: bool,
}

impl Breaks {
    fn see(&mut self, text: &[u8]) {
        for byte in text {
            self.seen += 1;
            match byte {
                b'\n' if self.after_return => {
                    let before = self.ahead.back_mut().filter(|before| before.end + 1 == self.seen);
                    before.into_iter().for_each(|before| before.is_double = true);
                }
                b'\n' | b'\r' => self.ahead.push_back(Break { end: self.seen, is_double: false }),
                _ => {}
            }
            self.after_return = *byte == b'\r';
        }
    }

    fn before(&mut self, place: u64) -> (u32, bool) {
        let mut ends_there = false;
        while let Some(passed) = self.ahead.pop_front_if(|next| next.end <= place) {
            self.passed = self.passed.saturating_add(1);
            ends_there = passed.end + u64::from(passed.is_double) >= place;
        }
        (self.passed, ends_there)
    }
}

fn codec(encoding: TextEncoding) -> &'static Encoding {
    match encoding {
        TextEncoding::Utf8 => UTF_8,
        TextEncoding::Gbk => GBK,
        TextEncoding::Gb18030 => GB18030,
        TextEncoding::Utf16Le => UTF_16LE,
        TextEncoding::Utf16Be => UTF_16BE,
        TextEncoding::Big5 => BIG5,
        TextEncoding::Latin1 => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], encoding: TextEncoding) -> (String, Malformed) {
        let mut reader = Decoded::new(bytes, encoding);
        let mut text = String::new();
        reader.read_to_string(&mut text).expect("UTF-8");
        (text, reader.malformed())
    }

    #[test]
    fn every_encoding_becomes_utf8_without_its_mark() {
        for (bytes, encoding) in [
            ("\u{feff}分期,1".as_bytes(), TextEncoding::Utf8),
            (b"\xb7\xd6\xc6\xda,1", TextEncoding::Gbk),
            (b"\xb7\xd6\xc6\xda,1", TextEncoding::Gb18030),
            (b"\xff\xfe\x06\x52\x1f\x67,\x001\x00", TextEncoding::Utf16Le),
            (b"\x52\x06\x67\x1f\x00,\x001", TextEncoding::Utf16Be),
            (b"\xa4\xc0\xb4\xc1,1", TextEncoding::Big5),
        ] {
            assert_eq!(decoded(bytes, encoding), ("分期,1".to_owned(), Malformed::None), "{encoding:?}");
        }
        assert_eq!(decoded(b"caf\xe9", TextEncoding::Latin1).0, "café");
    }

    #[test]
    fn what_is_no_character_is_told() {
        assert_eq!(decoded(b"a\xffb", TextEncoding::Utf8), ("a\u{fffd}b".to_owned(), Malformed::Within));
        assert_eq!(decoded(b"a\xe5\x88", TextEncoding::Utf8), ("a\u{fffd}".to_owned(), Malformed::AtEnd));
    }

    #[test]
    fn no_more_comes_through_than_is_allowed() {
        let mut reader = Decoded::new(io::repeat(b'a'), TextEncoding::Utf8);
        reader.allow(100_000);
        let mut read = Vec::new();
        assert!(reader.read_to_end(&mut read).is_err());
        assert!(read.len() <= 200_000 && reader.is_used_up());
    }
}
