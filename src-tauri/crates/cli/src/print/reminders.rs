//! Reminders for a terminal.

use fenqi_app::Reminded;
use fenqi_app::contract::{ComingReminder, FundingView, InboxView, NoticeKind, RuleView, WaitingView};
use fenqi_app::words::Words;

use super::{minute, table};

pub(crate) fn reminded(reminded: &Reminded, words: &Words) -> String {
    let mut lines: Vec<String> =
        reminded.fire.iter().map(|notice| format!("{}\n  {}", notice.title, notice.body)).collect();
    if lines.is_empty() {
        lines.push(words.say("cli-nothing-fires", &[]));
    }
    if let Some(wake) = reminded.next_wake {
        lines.push(words.say("cli-next-wake", &[("at", &wake.format("%F %R %:z").to_string())]));
    }
    lines.join("\n")
}

pub(crate) fn coming(coming: &[ComingReminder], words: &Words) -> String {
    if coming.is_empty() {
        return words.say("cli-nothing-fires", &[]);
    }
    let row = |one: &ComingReminder| vec![minute(&one.at), one.title.clone(), one.body.clone()];
    let columns = [("cli-column-at", false), ("cli-column-reminder", false), ("cli-column-about", false)];
    table(&columns, &coming.iter().map(row).collect::<Vec<_>>(), words)
}

pub(crate) fn inbox(inbox: &InboxView, words: &Words) -> String {
    let mut parts = Vec::new();
    if let Some(until) = inbox.paused_until.as_deref() {
        parts.push(if inbox.paused_open {
            words.say("cli-paused", &[])
        } else {
            words.say("cli-paused-until", &[("at", &minute(until))])
        });
    }
    if inbox.waiting.is_empty() {
        parts.push(words.say("cli-nothing-waits", &[]));
    } else {
        let columns = [
            ("cli-column-due", false),
            ("cli-column-account", false),
            ("cli-column-left", true),
            ("cli-column-reminder", false),
            ("cli-column-key", false),
        ];
        let rows: Vec<_> = inbox.waiting.iter().map(|waiting| waits(waiting, words)).collect();
        parts.push(table(&columns, &rows, words));
    }
    if !inbox.funding.is_empty() {
        parts.push(funding(&inbox.funding, words));
    }
    if !inbox.earlier.is_empty() {
        let columns = [("cli-column-at", false), ("cli-column-reminder", false), ("cli-column-about", false)];
        let earlier = inbox.earlier.iter();
        let rows: Vec<_> = earlier
            .map(|notice| vec![minute(&notice.at), notice.title.clone(), notice.body.clone()])
            .collect();
        parts.push(table(&columns, &rows, words));
    }
    parts.join("\n\n")
}

fn waits(waiting: &WaitingView, words: &Words) -> Vec<String> {
    let kind = match waiting.kind {
        NoticeKind::Upcoming => "notice-kind-upcoming",
        NoticeKind::Due => "notice-kind-due",
        NoticeKind::Overdue => "notice-kind-overdue",
        NoticeKind::DebitCheck => "notice-kind-debit-check",
        NoticeKind::Digest => "notice-kind-digest",
    };
    let kind = match &waiting.snoozed_until {
        Some(until) => words.say("cli-snoozed", &[("kind", &words.say(kind, &[])), ("at", &minute(until))]),
        None => words.say(kind, &[]),
    };
    let left = format!("{} {}", waiting.currency, waiting.remaining);
    vec![waiting.due_date.clone(), waiting.account.name.clone(), left, kind, waiting.keys.join(" ")]
}

/// What automatic debits need, by day and source.
pub(crate) fn funding(funding: &[FundingView], words: &Words) -> String {
    if funding.is_empty() {
        return words.say("cli-no-debits", &[]);
    }
    let row = |need: &FundingView| {
        let source = need.source.clone().unwrap_or_else(|| "–".to_owned());
        vec![need.by.clone(), source, format!("{} {}", need.currency, need.amount), need.accounts.join(", ")]
    };
    let columns = [
        ("cli-column-due", false),
        ("cli-column-source", false),
        ("cli-column-needs", true),
        ("cli-column-account", false),
    ];
    table(&columns, &funding.iter().map(row).collect::<Vec<_>>(), words)
}

pub(crate) fn rules(rules: &[RuleView], words: &Words) -> String {
    let row = |view: &RuleView| {
        let days: Vec<String> = view.rules.days_before.iter().map(ToString::to_string).collect();
        let quiet = view.rules.quiet_from.as_deref().zip(view.rules.quiet_until.as_deref());
        let yes = |said: bool| words.say(if said { "cli-yes" } else { "cli-no" }, &[]);
        vec![
            if view.name.is_empty() { words.say("cli-all", &[]) } else { view.name.clone() },
            if days.is_empty() { "–".to_owned() } else { days.join(" ") },
            view.rules.at.clone(),
            yes(view.rules.repeat_overdue),
            yes(view.rules.when_debited),
            quiet.map_or_else(|| "–".to_owned(), |(from, until)| format!("{from}–{until}")),
        ]
    };
    let columns = [
        ("cli-column-for", false),
        ("cli-column-days-before", false),
        ("cli-column-time", false),
        ("cli-column-overdue-daily", false),
        ("cli-column-when-debited", false),
        ("cli-column-quiet", false),
    ];
    table(&columns, &rules.iter().map(row).collect::<Vec<_>>(), words)
}
