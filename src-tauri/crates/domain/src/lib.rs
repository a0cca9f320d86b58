//! Fenqi's values and total functions: money, dates, schedules, rates, statuses, repayments, reminders.
//!
//! Here lives arithmetic that can be checked by hand. Here does not live: a clock, a file, a socket, SQL, JSON,
//! a language. "Now" and "today" are arguments. Every function ends with a value or a typed error; none panics.
//! Sources named "domain.md" are the project's rules of money and dates, whose cases stand in
//! `tests/fixtures/reference`.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod afford;
pub mod business_day;
pub mod date;
pub mod interval;
pub mod late_fee;
pub mod limit;
pub mod money;
pub mod payoff;
pub mod prepayment;
pub mod rate;
pub mod refund;
pub mod reminder;
pub mod repayment;
pub mod rounding;
pub mod schedule;
pub mod settlement;
pub mod solve;
pub mod statement;
pub mod status;
pub mod terms;
pub mod tvm;
pub mod unrounded;

pub use money::{Currency, Money};
pub use schedule::{Row, Schedule};
pub use terms::Terms;
