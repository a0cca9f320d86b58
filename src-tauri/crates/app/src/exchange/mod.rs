//! Files that come in and go out.

mod armour;
pub mod from_csv;

pub(crate) use armour::would_run;
