//! When to remind: rules for everything, for an account, for a plan; and what comes of them.

use std::collections::BTreeSet;

use chrono::NaiveTime;
use fenqi_domain::reminder::{Quiet, Rules};

use super::notice::Voice;
use super::{RuleSet, decide};
use crate::Result;
use crate::app::{App, Done};
use crate::contract::{AppError, ComingReminder, ErrorCode, ReminderRules, RuleSubject, RuleView, Topic};
use crate::plans::plan_unknown;
use crate::ports::ReadTx;
use crate::{accounts, amounts};

/// The most days before a due day, and the most of them.
const MAX_DAYS: u16 = 60;
const MAX_OFFSETS: usize = 12;
/// The most reminders that are looked ahead for, and how often for each.
const MAX_COMING: u32 = 100;

impl App {
    /// All rules: those of everything first, then those of accounts, then those of plans.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn reminder_rules(&self) -> Result<Vec<RuleView>> {
        let tx = self.store.begin_read()?;
        let stored = tx.reminder_rules()?;
        let all = stored.iter().find(|(subject, _)| *subject == RuleSubject::All);
        let mut views = vec![RuleView {
            subject: RuleSubject::All,
            name: String::new(),
            rules: view(&all.map(|(_, rules)| rules.clone()).unwrap_or_default()),
            own: all.is_some(),
        }];
        for (subject, rules) in stored.into_iter().filter(|(subject, _)| *subject != RuleSubject::All) {
            let name = name(tx.as_ref(), &subject)?;
            views.push(RuleView { name, rules: view(&rules), subject, own: true });
        }
        Ok(views)
    }

    /// The rules in force for a subject, its own or those that it falls under.
    ///
    /// # Errors
    /// `account_unknown`, `plan_unknown`, `storage_failed`.
    pub fn reminder_rules_of(&self, subject: &RuleSubject) -> Result<RuleView> {
        let tx = self.store.begin_read()?;
        let (subject, name) = known(tx.as_ref(), subject)?;
        let set = RuleSet::read(tx.as_ref())?;
        let of_account = |id| set.accounts.get(id).unwrap_or(&set.all);
        let (rules, own) = match &subject {
            RuleSubject::All => (&set.all, tx.reminder_rules()?.iter().any(|(of, _)| *of == subject)),
            RuleSubject::Account(id) => (of_account(id), set.accounts.contains_key(id)),
            RuleSubject::Plan(id) => {
                let plan = tx.plans(Some(id))?.pop().ok_or_else(|| plan_unknown(id))?;
                let own = set.plans.get(id);
                (own.unwrap_or_else(|| of_account(&plan.account.id)), own.is_some())
            }
        };
        Ok(RuleView { rules: view(rules), name, subject, own })
    }

    /// Gives a subject rules of its own.
    ///
    /// # Errors
    /// `account_unknown`, `plan_unknown`; `number_range` for days, `time_invalid` for times; `storage_…`.
    pub fn reminder_rules_set(&self, subject: &RuleSubject, rules: &ReminderRules) -> Result<()> {
        let rules = read(rules)?;
        self.write("rules_set", vec![Topic::Reminders], |tx| {
            let (subject, name) = known(tx, subject)?;
            tx.put_rules(&subject, &rules)?;
            Ok(done(&subject, &name))
        })
    }

    /// Lets a subject fall under the rules of its account, or of everything, again.
    ///
    /// # Errors
    /// `account_unknown`, `plan_unknown`, `storage_…`.
    pub fn reminder_rules_reset(&self, subject: &RuleSubject) -> Result<()> {
        self.write("rules_reset", vec![Topic::Reminders], |tx| {
            let (subject, name) = known(tx, subject)?;
            tx.remove_rules(&subject)?;
            Ok(done(&subject, &name))
        })
    }

    /// The next `limit` reminders, if nothing is paid until then.
    ///
    /// # Errors
    /// `number_range` unless 1…100; `storage_failed`.
    pub fn reminders_coming(&self, limit: u32) -> Result<Vec<ComingReminder>> {
        if !(1..=MAX_COMING).contains(&limit) {
            return Err(AppError::new(ErrorCode::NumberRange).with("min", 1).with("max", MAX_COMING));
        }
        let voice = self.voice(self.today())?;
        let tx = self.store.begin_read()?;
        let zone = self.clock.zone();
        let (mut now, mut said, mut coming) = (self.now(), BTreeSet::new(), Vec::new());
        while coming.len() < limit as usize {
            let voice = Voice { today: zone.date(now), ..voice };
            let reminded = decide(tx.as_ref(), now, zone, voice, &|key| said.contains(key))?;
            for notice in &reminded.fire {
                let rows = notice.covers.iter().map(|cover| &cover.key).chain([&notice.key]);
                said.extend(rows.cloned());
                coming.push(ComingReminder {
                    at: zone.local(now).to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
                    kind: notice.kind,
                    title: notice.title.clone(),
                    body: notice.body.clone(),
                });
            }
            match reminded.next_wake.map(|wake| wake.to_utc()).filter(|wake| *wake > now) {
                Some(wake) => now = wake,
                None => break,
            }
        }
        coming.truncate(limit as usize);
        Ok(coming)
    }
}

fn done(subject: &RuleSubject, name: &str) -> Done<()> {
    let id = match subject {
        RuleSubject::All => "",
        RuleSubject::Account(id) => &id.0,
        RuleSubject::Plan(id) => &id.0,
    };
    let of = if name.is_empty() { "all" } else { "one" };
    Done::to(id, ()).with("name", name).with("of", of)
}

/// A subject that is there, by its id, and its name.
fn known(tx: &(impl ReadTx + ?Sized), subject: &RuleSubject) -> Result<(RuleSubject, String)> {
    Ok(match subject {
        RuleSubject::All => (RuleSubject::All, String::new()),
        RuleSubject::Account(id) => {
            let account = accounts::find(tx, &id.0)?;
            (RuleSubject::Account(account.id), account.name)
        }
        RuleSubject::Plan(id) => (subject.clone(), name(tx, &RuleSubject::Plan(id.clone()))?),
    })
}

fn name(tx: &(impl ReadTx + ?Sized), subject: &RuleSubject) -> Result<String> {
    Ok(match subject {
        RuleSubject::All => String::new(),
        RuleSubject::Account(id) => accounts::find(tx, &id.0)?.name,
        RuleSubject::Plan(id) => tx.plans(Some(id))?.pop().ok_or_else(|| plan_unknown(id))?.plan.title,
    })
}

pub(crate) fn view(rules: &Rules) -> ReminderRules {
    let time = |time: NaiveTime| time.format("%H:%M").to_string();
    ReminderRules {
        days_before: rules.days_before.clone(),
        at: time(rules.at),
        repeat_overdue: rules.repeat_overdue,
        when_debited: rules.when_debited,
        quiet_from: rules.quiet.map(|quiet| time(quiet.from)),
        quiet_until: rules.quiet.map(|quiet| time(quiet.until)),
    }
}

pub(crate) fn read(rules: &ReminderRules) -> Result<Rules> {
    let range = |max: u64| AppError::new(ErrorCode::NumberRange).with("min", 0).with("max", max);
    let mut days_before = rules.days_before.clone();
    days_before.sort_unstable_by(|a, b| b.cmp(a));
    days_before.dedup();
    if days_before.iter().any(|days| *days > MAX_DAYS) {
        return Err(range(u64::from(MAX_DAYS)));
    }
    if days_before.len() > MAX_OFFSETS {
        return Err(range(MAX_OFFSETS as u64));
    }
    let quiet = match (&rules.quiet_from, &rules.quiet_until) {
        (Some(from), Some(until)) => Some(Quiet { from: time(from)?, until: time(until)? }),
        (None, None) => None,
        (from, until) => {
            let only = from.as_ref().or(until.as_ref()).map_or("", String::as_str);
            return Err(AppError::new(ErrorCode::TimeInvalid).with("text", amounts::shown(only)));
        }
    };
    Ok(Rules {
        days_before,
        at: time(&rules.at)?,
        repeat_overdue: rules.repeat_overdue,
        when_debited: rules.when_debited,
        quiet,
    })
}

/// A time of day, as in 09:00.
fn time(text: &str) -> Result<NaiveTime> {
    let trimmed = text.trim();
    let parsed = NaiveTime::parse_from_str(trimmed, "%H:%M").ok().filter(|_| trimmed.len() == 5);
    parsed.ok_or_else(|| AppError::new(ErrorCode::TimeInvalid).with("text", amounts::shown(text)))
}
