//! Everything that spans crates and needs no desktop, in one binary.

mod absurd_terms;
mod advice;
mod backups;
mod bad_input;
mod closing;
mod corrections;
mod documents;
mod driver;
mod file;
mod flips;
mod fuzz;
mod glance;
mod ics;
mod ics_text;
mod inbox;
mod main_job;
mod migration;
mod one_kernel;
mod prospect;
mod reads;
mod records;
mod reference;
mod reminders;
mod tidy;
mod truth;
mod undo;
