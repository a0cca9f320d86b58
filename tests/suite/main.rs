//! Everything that spans crates and needs no desktop, in one binary.

mod advice;
mod bad_input;
mod file;
mod fuzz;
mod main_job;
mod one_kernel;
mod reference;
mod reminders;
mod tidy;
