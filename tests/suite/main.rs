//! Everything that spans crates and needs no desktop, in one binary.

mod absurd_terms;
mod advice;
mod bad_input;
mod documents;
mod file;
mod fuzz;
mod main_job;
mod one_kernel;
mod reference;
mod reminders;
mod tidy;
