//! How each language writes it down.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use chrono::{Days, NaiveDate};
use fenqi_domain::{Currency, Money};

use super::Tongue;
use super::entries::{About, Entry, Life, Place};
use super::names::{PlanNames, part, quoted, short, text};
use crate::Result;
use crate::books::Books;
use crate::contract::AppError;
use crate::ports::PlanFacts;

/// When accounts of beancount are opened that belong to no plan.
const FIRST_DAY: &str = "1900-01-01";

pub(super) struct Journal<'a> {
    tongue: Tongue,
    out: &'a mut dyn Write,
    plans: PlanNames,
    /// The accounts that were declared.
    known: HashSet<String>,
}

impl<'a> Journal<'a> {
    pub(super) fn new(tongue: Tongue, out: &'a mut dyn Write) -> Self {
        Self { tongue, out, plans: PlanNames::new(tongue), known: HashSet::new() }
    }

    pub(super) fn head(&mut self, books: &Books<'_>) -> Result<()> {
        let currencies: BTreeMap<&str, Currency> =
            books.accounts.iter().map(|account| (account.currency.code(), account.currency)).collect();
        self.header(books.today, currencies.into_values().collect())
            .map_err(|error| AppError::writing(&error))
    }

    fn header(&mut self, today: NaiveDate, currencies: Vec<Currency>) -> io::Result<()> {
        writeln!(self.out, "; Fenqi {today}: * has happened, ! is still to be paid.")?;
        if self.tongue == Tongue::Hledger {
            writeln!(self.out, "decimal-mark .")?;
        }
        for currency in currencies {
            let code = currency.code();
            let fraction = "0".repeat(currency.digits() as usize);
            let point = if fraction.is_empty() { "" } else { "." };
            match self.tongue {
                Tongue::Ledger => {
                    writeln!(self.out, "commodity {code}\n    format 1000{point}{fraction} {code}")
                }
                Tongue::Hledger => writeln!(self.out, "commodity 1000.{fraction} {code}"),
                Tongue::Beancount => writeln!(self.out, "{FIRST_DAY} commodity {code}"),
            }?;
        }
        if self.tongue == Tongue::Ledger {
            ["plan", "kind", "row", "due"].iter().try_for_each(|tag| writeln!(self.out, "tag {tag}"))?;
        }
        writeln!(self.out)
    }

    pub(super) fn plan(&mut self, facts: &PlanFacts, life: &Life) -> Result<()> {
        self.write_plan(facts, life).map_err(|error| AppError::writing(&error))
    }

    fn write_plan(&mut self, facts: &PlanFacts, life: &Life) -> io::Result<()> {
        let Some(first) = life.entries.iter().map(|entry| entry.on).min() else { return Ok(()) };
        let name = self.plans.name(&facts.plan, &facts.account);
        if self.tongue == Tongue::Beancount {
            writeln!(self.out, "{first} open {name} {}", facts.plan.currency.code())?;
        } else {
            writeln!(self.out, "account {name}")?;
        }
        for entry in &life.entries {
            for (place, _) in &entry.postings {
                self.declare(place)?;
            }
            match self.tongue {
                Tongue::Beancount => self.bean(facts, entry, &name),
                Tongue::Ledger | Tongue::Hledger => self.classic(facts, entry, &name),
            }?;
        }
        if self.tongue == Tongue::Beancount
            && let Some(next) = life.known_until.checked_add_days(Days::new(1))
        {
            let owed = debt(life.owed);
            writeln!(self.out, "{next} balance {name}  {owed}")?;
        }
        writeln!(self.out)
    }

    /// Declares an account that belongs to no plan.
    fn declare(&mut self, place: &Place) -> io::Result<()> {
        let Some(name) = shared(self.tongue, place) else { return Ok(()) };
        if self.known.contains(&name) {
            return Ok(());
        }
        match self.tongue {
            Tongue::Beancount => writeln!(self.out, "{FIRST_DAY} open {name}"),
            Tongue::Ledger | Tongue::Hledger => writeln!(self.out, "account {name}"),
        }?;
        self.known.insert(name);
        Ok(())
    }

    /// A transaction of ledger and hledger. The code keeps apart what stands before it and the title.
    fn classic(&mut self, facts: &PlanFacts, entry: &Entry, name: &str) -> io::Result<()> {
        let (on, flag, plan) = (entry.on, flag(entry), &facts.plan);
        writeln!(self.out, "{on} {flag} ({}) {}", short(&plan.id.0), text(&plan.title))?;
        writeln!(self.out, "    ; plan: {}", text(&plan.id.0))?;
        for (tag, value) in tags(facts, entry) {
            writeln!(self.out, "    ; {tag}: {value}")?;
        }
        self.postings(entry, name, "    ")
    }

    fn bean(&mut self, facts: &PlanFacts, entry: &Entry, name: &str) -> io::Result<()> {
        let (on, flag, plan) = (entry.on, flag(entry), &facts.plan);
        let payee = match entry.about {
            About::Opening | About::Refund => plan.merchant.as_ref().unwrap_or(&facts.account.name),
            About::Paid | About::Pending { .. } => &facts.account.name,
        };
        writeln!(self.out, "{on} {flag} {} {} ^{}", quoted(payee), quoted(&plan.title), short(&plan.id.0))?;
        writeln!(self.out, "  plan: {}", quoted(&plan.id.0))?;
        for (tag, value) in tags(facts, entry) {
            writeln!(self.out, "  {tag}: {}", quoted(&value))?;
        }
        self.postings(entry, name, "  ")
    }

    fn postings(&mut self, entry: &Entry, name: &str, indent: &str) -> io::Result<()> {
        for (place, amount) in &entry.postings {
            let account = shared(self.tongue, place).unwrap_or_else(|| name.to_owned());
            writeln!(self.out, "{indent}{account}  {}", with_code(*amount))?;
        }
        Ok(())
    }
}

/// The account of a place that is not the plan.
fn shared(tongue: Tongue, place: &Place) -> Option<String> {
    Some(match place {
        Place::Plan => return None,
        Place::Bought => "Expenses:Purchases".to_owned(),
        Place::Cash => "Assets:Cash".to_owned(),
        Place::Source(None) => "Assets:Bank".to_owned(),
        Place::Source(Some(name)) => format!("Assets:{}", part(tongue, name)),
        Place::Interest => "Expenses:Interest".to_owned(),
        Place::Fees => "Expenses:Fees".to_owned(),
        Place::Penalties => "Expenses:Penalties".to_owned(),
        Place::LateFees => "Expenses:Late-Fees".to_owned(),
        Place::Forgiven => "Income:Forgiven".to_owned(),
    })
}

fn flag(entry: &Entry) -> char {
    if matches!(entry.about, About::Pending { .. }) { '!' } else { '*' }
}

fn tags(facts: &PlanFacts, entry: &Entry) -> Vec<(&'static str, String)> {
    let kind = match entry.about {
        About::Opening => "opening",
        About::Paid => "repayment",
        About::Refund => "refund",
        About::Pending { .. } => "expected",
    };
    let mut tags = vec![("kind", kind.to_owned())];
    let of = facts.rows.last().map_or(0, |last| last.row.n);
    tags.extend(entry.n.map(|n| ("row", format!("{n}/{of}"))));
    if let About::Pending { due_date } = entry.about {
        tags.push(("due", due_date.to_string()));
    }
    tags
}

fn with_code(amount: Money) -> String {
    format!("{amount} {}", amount.currency().code())
}

/// What is owed is a negative balance.
fn debt(owed: Money) -> String {
    let sign = if owed.is_zero() { "" } else { "-" };
    format!("{sign}{}", with_code(owed))
}
