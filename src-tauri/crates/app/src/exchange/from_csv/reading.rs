//! A whole file, plan by plan, in memory that does not grow with it.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use fenqi_domain::{Currency, Money};

use super::cells::{Cells, Problems};
use super::columns::Shape;
use super::found::{Accounts, Found, Known, Outcome, asked};
use super::layout::Layout;
use super::lines::{Broken, Line};
use super::row_lines::{self, Group};
use super::{Source, plan_line};
use crate::app::App;
use crate::contract::{AppError, ErrorCode, ImportKind, ImportProblem};
use crate::{Result, amounts};

/// So many lines are read between two reports of how far it is.
pub(super) const REPORTED: u64 = 2_000;
/// So many plans that are left out are named; all are counted.
const NAMED: usize = 100;

/// What a file comes to.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) plans: u32,
    pub(super) rows: u32,
    pub(super) repayments: u32,
    pub(super) totals: BTreeMap<&'static str, (Currency, i64)>,
    pub(super) duplicates: u32,
    pub(super) left_out: Vec<ImportProblem>,
    pub(super) left_out_count: u32,
    pub(super) problems: Problems,
}

/// Hears how much was read, in percent; an error ends it.
pub(super) type Report<'a> = &'a mut dyn FnMut(u8) -> Result<()>;

/// Takes a plan that is new; an error ends it.
type Take<'a> = &'a mut dyn FnMut(Box<Found>) -> Result<()>;

/// A pass over a file.
pub(super) struct Pass<'a> {
    pub(super) app: &'a App,
    pub(super) layout: &'a Layout,
    pub(super) accounts: Accounts,
    pub(super) known: Known,
    pub(super) found: Findings,
    today: NaiveDate,
    /// The plans that were met, by what names them.
    seen: HashSet<String>,
}

impl<'a> Pass<'a> {
    pub(super) fn new(app: &'a App, layout: &'a Layout, accounts: Accounts, known: Known) -> Self {
        Self {
            app,
            layout,
            accounts,
            known,
            found: Findings::default(),
            today: app.today(),
            seen: HashSet::new(),
        }
    }

    /// Reads all lines and hands on each plan that is new, up to the first problem.
    ///
    /// # Errors
    /// When the file cannot be read, and what `take` or `report` answer.
    pub(super) fn read(&mut self, input: &mut dyn Source, report: Report<'_>, take: Take<'_>) -> Result<()> {
        let layout = self.layout;
        if let Some(error) = &layout.unfit {
            self.found.problems.add(layout.header_line, None, error.clone());
            return Ok(());
        }
        let mut lines = layout.lines(input)?;
        let mut group: Option<Group> = None;
        // Lines of one cell: words below the table, if no line of the table follows.
        let mut words: Vec<(u32, usize)> = Vec::new();
        for count in 0_u64.. {
            if count.is_multiple_of(REPORTED) {
                report(percent(lines.taken(), layout.size))?;
            }
            let line = match lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(Broken::At(number, error)) => {
                    self.found.problems.add(number, None, error);
                    break;
                }
                Err(Broken::File(error)) => return Err(error),
            };
            if Cells::is_blank(&line) {
                continue;
            }
            if self.is_words(&line) && words.len() < NAMED {
                words.push((line.number, line.cells.len()));
                continue;
            }
            for (number, cells) in words.drain(..) {
                let error = AppError::new(ErrorCode::LineRagged).with("cells", cells);
                self.found.problems.add(number, None, error.with("expected", layout.header.len()));
            }
            match layout.columns.shape {
                Shape::Plans => {
                    let problems = &mut self.found.problems;
                    let read = plan_line::read(self.app, &line, layout, &mut self.accounts, problems);
                    self.settle(read, take)?;
                }
                Shape::Rows => self.row(&line, &mut group, take)?,
            }
        }
        match group {
            Some(group) => self.end(group, take),
            None => Ok(()),
        }
    }

    /// Whether a line is one of words, as banks write below their tables.
    fn is_words(&self, line: &Line<'_>) -> bool {
        self.layout.kind == ImportKind::ForeignCsv
            && self.layout.header.len() > 1
            && line.cells.iter().skip(1).all(|cell| cell.trim().is_empty())
    }

    fn row(&mut self, line: &Line<'_>, group: &mut Option<Group>, take: Take<'_>) -> Result<()> {
        let key = row_lines::key(line, self.layout);
        let before = group.as_ref().filter(|group| group.key == key);
        let begins_anew = row_lines::begins_anew(line, self.layout, before);
        if let Some(group) = group.as_mut().filter(|group| group.key == key && !begins_anew) {
            group.add(line, self.layout, &mut self.found.problems, self.today);
            return Ok(());
        }
        if let Some(before) = group.take() {
            self.end(before, take)?;
        }
        let is_apart = !self.seen.insert(key.clone()) && !begins_anew;
        let problems = &mut self.found.problems;
        if is_apart {
            problems.add(line.number, None, AppError::new(ErrorCode::PlanApart));
        }
        let begun = Group::begin(self.app, key, line, self.layout, &mut self.accounts, problems);
        *group = Some(if is_apart { begun.refused() } else { begun });
        Ok(())
    }

    fn end(&mut self, group: Group, take: Take<'_>) -> Result<()> {
        let is_known = group.own_id().is_some_and(|id| self.known.has_id(id));
        let outcome = group.end(self.app, self.layout, &mut self.found.problems);
        if is_known && matches!(outcome, Outcome::LeftOut(_)) {
            self.found.duplicates += 1;
            return Ok(());
        }
        self.settle(outcome, take)
    }

    fn settle(&mut self, outcome: Outcome, take: Take<'_>) -> Result<()> {
        let found = match outcome {
            Outcome::Plan(found) => found,
            Outcome::LeftOut(problem) => {
                if self.found.left_out.len() < NAMED {
                    self.found.left_out.push(problem);
                }
                self.found.left_out_count += 1;
                return Ok(());
            }
            Outcome::Refused => return Ok(()),
        };
        if self.known.takes(&found)? {
            self.found.duplicates += 1;
            return Ok(());
        }
        self.count(&found)?;
        // A file with a problem is not written: nothing more of it needs to be.
        if self.found.problems.count > 0 { Ok(()) } else { take(found) }
    }

    fn count(&mut self, found: &Found) -> Result<()> {
        let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        self.found.plans += 1;
        self.found.rows = self.found.rows.saturating_add(many(found.rows.len()));
        self.found.repayments = self.found.repayments.saturating_add(many(found.paid.len()));
        let currency = found.plan.currency;
        let (_, total) = self.found.totals.entry(currency.code()).or_insert((currency, 0));
        let sum = total.checked_add(asked(found)?.minor());
        *total = sum.ok_or_else(|| amounts::too_large(currency))?;
        Ok(())
    }
}

impl Findings {
    /// Whether no line said anything.
    pub(super) fn is_empty(&self) -> bool {
        self.plans + self.duplicates + self.left_out_count + self.problems.count == 0
    }

    /// By currency, what is asked for in all.
    pub(super) fn sums(&self) -> impl Iterator<Item = Money> + '_ {
        self.totals.values().map(|(currency, minor)| Money::from_minor(*minor, *currency))
    }
}

/// How much of a whole, in percent.
pub(super) fn percent(part: u64, whole: u64) -> u8 {
    u8::try_from(part.saturating_mul(100) / whole.max(1)).unwrap_or(100).min(100)
}
