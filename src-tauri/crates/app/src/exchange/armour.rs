//! Text in cells that spreadsheets must not run.

/// Whether a spreadsheet would run a text, but for apostrophes before it (OWASP, CSV injection; full-width forms run in
/// some of them too). Such a text is written with one more apostrophe, which is taken away again when it is read.
pub(crate) fn would_run(text: &str) -> bool {
    let runs = |c| {
        matches!(
            c,
            '=' | '+'
                | '-'
                | '@'
                | '\t'
                | '\r'
                | '\n'
                | '\0'
                | '\u{ff1d}'
                | '\u{ff0b}'
                | '\u{ff0d}'
                | '\u{ff20}'
        )
    };
    text.trim_start_matches('\'').starts_with(runs)
}
