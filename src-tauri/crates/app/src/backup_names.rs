//! What the name of a copy says: when it was made, and why.

use chrono::{DateTime, FixedOffset, NaiveDateTime};

/// Why a copy is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupReason {
    /// Another day began.
    Day,
    /// Another file takes the place of this one.
    Restore,
    /// Many records come in at once.
    Import,
    /// Somebody asked for it.
    Asked,
}

impl BackupReason {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Restore => "restore",
            Self::Import => "import",
            Self::Asked => "asked",
        }
    }
}

/// The name of a copy that is made at an instant, without an ending: `fenqi-20261124-093000-day`.
#[must_use]
pub fn backup_name(at: DateTime<FixedOffset>, reason: BackupReason) -> String {
    format!("fenqi-{}-{}", at.format("%Y%m%d-%H%M%S"), reason.name())
}

/// A name, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupName {
    /// Local time; copies from before a migration carry the version instead.
    pub at: Option<NaiveDateTime>,
    /// As [`BackupReason`] names it; `version` before a migration.
    pub reason: String,
    /// Of several that were made for one reason at one instant.
    pub number: u32,
}

/// What a name says.
#[must_use]
pub fn backup_said_by(name: &str) -> BackupName {
    let rest = name.strip_prefix("fenqi-").unwrap_or_default();
    let at = rest.get(..15).and_then(|at| NaiveDateTime::parse_from_str(at, "%Y%m%d-%H%M%S").ok());
    let Some((at, rest)) = at.zip(rest.get(16..)) else {
        return BackupName { at: None, reason: "version".to_owned(), number: 1 };
    };
    let numbered = rest.rsplit_once('-').and_then(|(reason, n)| Some((reason, n.parse().ok()?)));
    let (reason, number) = numbered.unwrap_or((rest, 1));
    BackupName { at: Some(at), reason: reason.to_owned(), number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_when_and_why() {
        let at = "2026-11-24T09:30:00+08:00".parse().expect("BUG: a literal instant");
        let name = backup_name(at, BackupReason::Restore);
        assert_eq!(name, "fenqi-20261124-093000-restore");
        for (name, number) in [(name.clone(), 1), (format!("{name}-2"), 2)] {
            let said = backup_said_by(&name);
            assert_eq!(said.at.map(|at| at.to_string()).as_deref(), Some("2026-11-24 09:30:00"));
            assert_eq!((said.reason.as_str(), said.number), ("restore", number));
        }
        for undated in ["fenqi-version-1-1", "zzz", "20261124-093000-day", "fenqi-20269999-093000-day"] {
            assert_eq!(backup_said_by(undated).at, None, "{undated}");
        }
    }
}
