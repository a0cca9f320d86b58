//! Reminders on the command line: what fires, what waits, when to remind.

use chrono::{DateTime, FixedOffset, TimeDelta};
use clap::{Args, Subcommand};
use fenqi_app::contract::{
    AccountId, InboxView, NoticeAnswer, Pause, PlanId, ReminderRules, RuleSubject, RuleView, Snooze,
};
use fenqi_app::words::Words;
use fenqi_app::{App, Result};
use serde_json::json;

use crate::arguments::{Input, instant};
use crate::print;
use crate::run::{Said, one, read};

/// A notice that was claimed so long ago and not delivered belongs to a process that was killed.
const STALE: TimeDelta = TimeDelta::minutes(5);

#[derive(Debug, Args)]
pub(crate) struct RemindArguments {
    /// The instant to ask about; now, if absent
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    at: Option<DateTime<FixedOffset>>,
    /// Only say what would fire
    #[arg(long)]
    dry_run: bool,
    /// List the next N reminders instead; nothing fires
    #[arg(long, value_name = "N", conflicts_with_all = ["at", "dry_run"])]
    next: Option<u32>,
    /// This computer's clock is right, whatever it said before
    #[arg(long, conflicts_with = "at")]
    trust_clock: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum InboxCommand {
    /// List what waits, and the latest reminders
    List {
        /// How many reminders of the past
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: u32,
        /// Only reminders before the one of this key
        #[arg(long, value_name = "KEY")]
        before: Option<String>,
    },
    /// Answer reminders of one statement by their keys; said twice, it happens once
    Answer {
        /// Their keys, as `inbox list` and `remind --json` give them
        #[arg(required = true)]
        keys: Vec<String>,
        /// paid: all that is left; confirmed or failed: the automatic debit; seen: nothing else changes
        #[arg(long = "as", value_name = "ANSWER", value_parser = ["paid", "confirmed", "failed", "seen"])]
        answer: String,
    },
    /// Put reminders off
    Snooze {
        /// Their keys
        #[arg(required = true)]
        keys: Vec<String>,
        /// now (no longer), hour, tonight, tomorrow, or an instant such as 2026-11-28T20:00:00+08:00
        #[arg(long, value_name = "WHEN", default_value = "hour")]
        until: String,
    },
    /// Hold all reminders back
    Pause {
        /// hour, tomorrow, or open: until `inbox resume`
        #[arg(long, value_name = "WHEN", default_value = "open", value_parser = ["hour", "tomorrow", "open"])]
        until: String,
    },
    /// Let reminders go on; what was held back comes as one
    Resume,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RuleCommand {
    /// List the rules: those of everything, and those of accounts and plans that have their own
    List,
    /// Show the rules in force for everything, an account or a plan, as JSON
    Show(Subject),
    /// Set the rules of everything, an account or a plan from JSON
    Set {
        #[command(flatten)]
        subject: Subject,
        #[command(flatten)]
        input: Input,
    },
    /// Forget the rules of an account or a plan, or set those of everything back
    Reset(Subject),
}

#[derive(Debug, Args)]
pub(crate) struct Subject {
    /// Of this account, by id or name
    #[arg(long, conflicts_with = "plan")]
    account: Option<String>,
    /// Of this plan, by id
    #[arg(long)]
    plan: Option<String>,
}

impl Subject {
    fn subject(&self) -> RuleSubject {
        match (&self.account, &self.plan) {
            (Some(account), _) => RuleSubject::Account(AccountId(account.clone())),
            (None, Some(plan)) => RuleSubject::Plan(PlanId(plan.clone())),
            (None, None) => RuleSubject::All,
        }
    }
}

/// Fires what is due; what must be heard is delivered only once it was said.
pub(crate) fn remind(app: &App, asked: &RemindArguments, words: &Words, said: &mut Said<'_>) -> Result<()> {
    if let Some(limit) = asked.next {
        let coming = app.reminders_coming(limit)?;
        return said.say(json!({ "coming": coming }), &|| print::coming(&coming, words));
    }
    if asked.trust_clock {
        app.clock_confirm()?;
    }
    if !asked.dry_run {
        app.recover(STALE)?;
    }
    let reminded = app.remind(asked.at, asked.dry_run)?;
    said.must_say(json!(reminded), &|| print::reminded(&reminded, words))?;
    if asked.dry_run { Ok(()) } else { app.delivered(&reminded.fire) }
}

pub(crate) fn inbox(app: &App, command: &InboxCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        InboxCommand::List { limit, before } => {
            let inbox: InboxView = app.inbox(before.as_deref(), *limit)?;
            return said.say(json!(inbox), &|| print::inbox(&inbox, words));
        }
        InboxCommand::Answer { keys, answer } => {
            let answer = match answer.as_str() {
                "paid" => NoticeAnswer::Paid,
                "confirmed" => NoticeAnswer::Confirmed,
                "failed" => NoticeAnswer::Failed,
                _ => NoticeAnswer::Seen,
            };
            app.notice_answer(keys, &answer)?;
        }
        InboxCommand::Snooze { keys, until } => {
            let until = match until.as_str() {
                "now" => Snooze::Now,
                "hour" => Snooze::Hour,
                "tonight" => Snooze::Tonight,
                "tomorrow" => Snooze::Tomorrow,
                instant => Snooze::Until(instant.to_owned()),
            };
            app.notice_answer(keys, &NoticeAnswer::Snooze(until))?;
        }
        InboxCommand::Pause { until } => app.reminders_pause(match until.as_str() {
            "hour" => Pause::Hour,
            "tomorrow" => Pause::Tomorrow,
            _ => Pause::Open,
        })?,
        InboxCommand::Resume => app.reminders_pause(Pause::End)?,
    }
    said.done(words)
}

pub(crate) fn rule(app: &App, command: &RuleCommand, words: &Words, said: &mut Said<'_>) -> Result<()> {
    match command {
        RuleCommand::List => {
            let rules: Vec<RuleView> = app.reminder_rules()?;
            said.say(json!({ "rules": rules }), &|| print::rules(&rules, words))
        }
        RuleCommand::Show(subject) => {
            let view = app.reminder_rules_of(&subject.subject())?;
            said.say(json!(view), &|| serde_json::to_string_pretty(&view.rules).unwrap_or_default())
        }
        RuleCommand::Set { subject, input } => {
            let rules: ReminderRules = one(&read(input)?)?;
            app.reminder_rules_set(&subject.subject(), &rules)?;
            said.done(words)
        }
        RuleCommand::Reset(subject) => {
            app.reminder_rules_reset(&subject.subject())?;
            said.done(words)
        }
    }
}
