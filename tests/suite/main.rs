//! Everything that spans crates and needs no desktop, in one binary.

mod bad_input;
mod file;
mod fuzz;
mod main_job;
mod reference;
mod reminders;
mod tidy;
