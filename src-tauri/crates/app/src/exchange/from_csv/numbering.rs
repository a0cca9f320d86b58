//! Which row of its plan a line is: "3", "第3期", "3/12"; and whether a column called a count is that instead.

use std::collections::HashMap;

use super::figures::narrow;
use crate::amounts::is_digits;

/// The number of a row, and of how many, where the cell says so.
pub(super) fn number(cell: &str) -> Option<(u32, Option<u32>)> {
    let known = |c: &char| !c.is_whitespace() && !matches!(c, '第' | '期' | '(' | ')' | '，' | ',');
    let text: String = cell.to_lowercase().chars().map(narrow).filter(known).collect();
    let text = text.replace("of", "/").replace('共', "/").replace("//", "/");
    let digits = |part: &str| -> Option<u32> { is_digits(part).then(|| part.parse().ok()).flatten() };
    match text.split_once('/') {
        None => Some((digits(&text)?, None)),
        Some((n, of)) => {
            let (n, of) = (digits(n)?, digits(of)?);
            (n <= of).then_some((n, Some(of)))
        }
    }
}

/// The counts of a file's lines, heard one after another.
#[derive(Default)]
pub(super) struct Counts {
    last: HashMap<String, Last>,
}

/// The last count of what is called alike.
struct Last {
    n: u32,
    day: String,
    /// So many lines went up, or down, by one until there.
    run: u32,
}

impl Counts {
    /// Whether the counts number rows: a count says so itself, or those of one name go up from line to line by one, or
    /// down. Two plans that were bought on two days may happen to differ by one period.
    pub(super) fn number_rows(&mut self, name: String, day: &str, cell: &str) -> bool {
        let Some((n, of)) = number(cell) else { return false };
        if of.is_some() || cell.contains('第') {
            return true;
        }
        let here = |run| Last { n, day: day.to_owned(), run };
        let Some(last) = self.last.get_mut(&name) else {
            self.last.insert(name, here(1));
            return false;
        };
        let run = if last.n.abs_diff(n) == 1 { last.run + 1 } else { 1 };
        let is_row = run > 1 && (last.day == day || last.n.min(n) == 1 || run > 2);
        *last = here(run);
        is_row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_numbered_however_it_is_written() {
        for cell in ["3", "3期", "第3期", "第 3 期", "３", "03"] {
            assert_eq!(number(cell), Some((3, None)), "{cell:?}");
        }
        for cell in ["3/12", "3 / 12", "第3/12期", "第3期/共12期", "第3期，共12期", "3 of 12", "3期(共12期)"]
        {
            assert_eq!(number(cell), Some((3, Some(12))), "{cell:?}");
        }
        for cell in ["", "x", "3.0", "-3", "13/12", "3/", "/12", "2026/3/12", "3-12", "12 月"] {
            assert_eq!(number(cell), None, "{cell:?}");
        }
    }
}
