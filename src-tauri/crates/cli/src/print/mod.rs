//! Views as text for a terminal: columns that line up, Chinese included.

mod analysis;
mod import;
mod plan;
mod reminders;
mod sources;

pub(crate) use analysis::{costs, costs_of_year, debts, forecast, forecast_by_account, spending};
pub(crate) use import::{problem, reading};
pub(crate) use plan::{plan, prepayment, quote, refund};
pub(crate) use reminders::{coming, funding, inbox, reminded, rules};
pub(crate) use sources::sources;

use fenqi_app::contract::{
    AccountView, ActivityView, Affordability, BackupView, BackupsView, CheckView, Comparison, ContentsView,
    DueView, Exported, InstalmentStatus, Language, LimitView, OfferView, PeakMonth, PlanPage, PlanStatus,
    PlanSummary, Preset, RecordPage, RecordPlan, RecordView, RepaymentKind, StatusCounts,
};
use fenqi_app::words::Words;
use unicode_width::UnicodeWidthStr;

/// A column: its heading's message, and whether it is a figure.
type Column = (&'static str, bool);

pub(crate) fn table(columns: &[Column], rows: &[Vec<String>], words: &Words) -> String {
    let heading: Vec<String> = columns.iter().map(|(id, _)| words.say(id, &[])).collect();
    let widths: Vec<usize> = (0..columns.len())
        .map(|at| rows.iter().chain([&heading]).map(|row| row[at].width()).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(columns).zip(&widths).map(|((cell, (_, figure)), width)| {
            let space = " ".repeat(width - cell.width());
            if *figure { format!("{space}{cell}") } else { format!("{cell}{space}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    [&heading].into_iter().chain(rows).map(line).collect::<Vec<_>>().join("\n")
}

pub(crate) fn accounts(accounts: &[AccountView], words: &Words) -> String {
    if accounts.is_empty() {
        return words.say("cli-no-accounts", &[]);
    }
    let rows: Vec<_> = accounts
        .iter()
        .map(|account| vec![account.name.clone(), account.currency.clone(), account.id.0.clone()])
        .collect();
    table(
        &[("cli-column-name", false), ("cli-column-currency", false), ("cli-column-id", false)],
        &rows,
        words,
    )
}

pub(crate) fn plans(page: &PlanPage, words: &Words) -> String {
    let plans = &page.plans;
    let all = page.counts == StatusCounts::default();
    if plans.is_empty() {
        return words.say(if all { "cli-no-plans" } else { "cli-no-plans-found" }, &[]);
    }
    let row = |plan: &PlanSummary| {
        vec![
            plan.title.clone(),
            plan.account.name.clone(),
            format!("{}/{}", plan.track.paid, plan.track.of),
            plan.track.next_due_date.clone().unwrap_or_default(),
            format!("{} {}", plan.currency, plan.remaining),
            plan_status(plan.status, words),
            plan.id.0.clone(),
        ]
    };
    let columns = [
        ("cli-column-plan", false),
        ("cli-column-account", false),
        ("cli-column-period", true),
        ("cli-column-due", false),
        ("cli-column-left", true),
        ("cli-column-status", false),
        ("cli-column-id", false),
    ];
    let mut text = table(&columns, &plans.iter().map(row).collect::<Vec<_>>(), words);
    if page.more || plans.len() < page.found as usize {
        let (shown, total) = (plans.len().to_string(), page.found.to_string());
        let id = if page.more { "cli-plans-shown-of-many" } else { "cli-plans-shown" };
        text.push_str("\n\n");
        text.push_str(&words.say(id, &[("shown", &shown), ("total", &total)]));
    }
    text
}

pub(crate) fn due(due: &DueView, words: &Words) -> String {
    if due.rows.is_empty() {
        return words.say("cli-nothing-due", &[]);
    }
    let rows: Vec<_> = due
        .rows
        .iter()
        .map(|row| {
            vec![
                row.due_date.clone(),
                row.title.clone(),
                row.account.clone(),
                format!("{}/{}", row.n, row.of),
                format!("{} {}", row.currency, row.total),
                row.remaining.clone(),
                status(row.status, words),
            ]
        })
        .collect();
    let columns = [
        ("cli-column-due", false),
        ("cli-column-plan", false),
        ("cli-column-account", false),
        ("cli-column-period", true),
        ("cli-column-total", true),
        ("cli-column-left", true),
        ("cli-column-status", false),
    ];
    let mut text = table(&columns, &rows, words);
    text.push('\n');
    for (currency, totals) in &due.totals {
        let values = [
            ("currency", currency.as_str()),
            ("due", &totals.due),
            ("paid", &totals.paid),
            ("left", &totals.left),
            ("overdue", &totals.overdue),
        ];
        text.push('\n');
        text.push_str(&words.say("cli-total", &values));
    }
    text
}

/// Labels and figures, in two columns.
fn aligned(rows: &[Vec<String>]) -> String {
    let widest = |at: usize| rows.iter().map(|row| row[at].width()).max().unwrap_or(0);
    let line = |row: &Vec<String>| {
        let gap = " ".repeat(widest(0) - row[0].width() + 2 + widest(1) - row[1].width());
        format!("{}{gap}{}", row[0], row[1])
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(crate) fn check(check: &CheckView, backups: &BackupsView, words: &Words) -> String {
    let counts = [
        ("accounts", check.contents.accounts.to_string()),
        ("plans", check.contents.plans.to_string()),
        ("repayments", check.contents.repayments.to_string()),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
    let mut lines: Vec<String> = check
        .problems
        .iter()
        .map(|problem| {
            words.say(
                &format!("check-{}", problem.kind),
                &[("what", &problem.what), ("count", &problem.count)],
            )
        })
        .collect();
    if check.sound {
        lines.push(words.say("cli-sound", &counts));
    }
    let newest = backups.backups.iter().find(|backup| Some(&backup.name) == backups.newest_good.as_ref());
    lines.push(match newest.and_then(|backup| backup.at.as_deref()) {
        Some(at) => words.say("cli-newest-backup", &[("at", at)]),
        None => words.say("cli-no-backups", &[]),
    });
    if backups.stale {
        lines.push(words.say("cli-backup-stale", &[]));
    }
    lines.join("\n")
}

pub(crate) fn backups(backups: &BackupsView, words: &Words) -> String {
    if backups.backups.is_empty() {
        return words.say("cli-no-backups", &[]);
    }
    let row = |backup: &BackupView| {
        let count = |count: fn(&ContentsView) -> u32| {
            backup.contents.as_ref().map_or_else(|| "?".to_owned(), |contents| count(contents).to_string())
        };
        vec![
            backup.at.clone().unwrap_or_default(),
            words.say(&format!("backup-reason-{}", backup.reason), &[]),
            count(|contents| contents.plans),
            count(|contents| contents.repayments),
            backup.size.clone(),
            backup.path.clone(),
        ]
    };
    let columns = [
        ("cli-column-at", false),
        ("cli-column-reason", false),
        ("cli-column-plans", true),
        ("cli-column-repayments", true),
        ("cli-column-bytes", true),
        ("cli-column-path", false),
    ];
    table(&columns, &backups.backups.iter().map(row).collect::<Vec<_>>(), words)
}

pub(crate) fn records(page: &RecordPage, words: &Words) -> String {
    if page.records.is_empty() {
        return words.say("cli-no-repayments", &[]);
    }
    let row = |record: &RecordView| {
        let went_to = |plan: &RecordPlan| {
            format!("{} {}", plan.title, done_by(record.kind, &plan.rows, plan.of, words))
        };
        let went_to: Vec<_> = record.plans.iter().map(went_to).collect();
        vec![
            record.paid_on.clone(),
            record.account.name.clone(),
            format!("{} {}", record.currency, record.amount),
            went_to.join("; "),
            record.source.clone().unwrap_or_default(),
            record.id.clone(),
        ]
    };
    let columns = [
        ("cli-column-paid-on", false),
        ("cli-column-account", false),
        ("cli-column-paid", true),
        ("cli-column-for", false),
        ("cli-column-source", false),
        ("cli-column-id", false),
    ];
    let mut text = table(&columns, &page.records.iter().map(row).collect::<Vec<_>>(), words);
    if let Some(last) = page.records.last().filter(|_| page.more) {
        text.push('\n');
        text.push_str(&words.say("cli-more-repayments", &[("repayment", &last.id)]));
    }
    text
}

/// What a repayment did: which rows of how many it paid, or what else.
fn done_by(kind: RepaymentKind, rows: &[u32], of: u32, words: &Words) -> String {
    match kind {
        RepaymentKind::Settlement => words.say("plan-repayment-settled", &[]),
        RepaymentKind::Prepayment => words.say("plan-repayment-prepaid", &[]),
        RepaymentKind::Instalment => {
            let rows: Vec<_> = rows.iter().map(ToString::to_string).collect();
            format!("{}/{of}", rows.join(","))
        }
    }
}

pub(crate) fn activity(activity: &[ActivityView], words: &Words) -> String {
    if activity.is_empty() {
        return words.say("cli-no-activity", &[]);
    }
    let row = |action: &ActivityView| {
        let state = words.say(&format!("cli-state-{}", action.state), &[]);
        vec![action.number.clone(), minute(&action.at), state, action.words.clone()]
    };
    let columns = [
        ("cli-column-mark", true),
        ("cli-column-at", false),
        ("cli-column-state", false),
        ("cli-column-activity", false),
    ];
    table(&columns, &activity.iter().map(row).collect::<Vec<_>>(), words)
}

pub(crate) fn limits(limits: &[LimitView], words: &Words) -> String {
    if limits.is_empty() {
        return words.say("cli-no-accounts", &[]);
    }
    let unknown = || words.say("cli-limit-unknown", &[]);
    let mut rows = Vec::new();
    for limit in limits {
        let amount = |amount: &String| format!("{} {amount}", limit.currency);
        let mut line = |on: String, occupied: &String, available: &Option<String>| {
            rows.push(vec![
                limit.account.name.clone(),
                on,
                limit.limit.as_ref().map_or_else(unknown, amount),
                amount(occupied),
                available.as_ref().map_or_else(unknown, amount),
            ]);
        };
        line(words.say("cli-limit-now", &[]), &limit.occupied, &limit.available);
        limit
            .releases
            .iter()
            .for_each(|release| line(release.on.clone(), &release.occupied, &release.available));
    }
    let columns = [
        ("cli-column-account", false),
        ("cli-column-from", false),
        ("cli-column-limit", true),
        ("cli-column-occupied", true),
        ("cli-column-available", true),
    ];
    table(&columns, &rows, words)
}

pub(crate) fn comparison(comparison: &Comparison, words: &Words) -> String {
    let cheapest = comparison.cheapest.as_ref().and_then(|place| place.parse::<usize>().ok());
    let row = |(place, offer): (usize, &OfferView)| {
        let rate =
            |name: &str| offer.rates.get(name).map_or_else(|| "–".to_owned(), |rate| short_percent(rate));
        vec![
            offer.name.clone().unwrap_or_else(|| (place + 1).to_string()),
            offer.periods.clone(),
            offer.payment.clone(),
            offer.cost.clone(),
            offer.total.clone(),
            rate("nominal_annual_percent"),
            rate("effective_annual_percent"),
            if cheapest == Some(place) { words.say("cli-compare-cheapest", &[]) } else { String::new() },
        ]
    };
    let columns = [
        ("cli-column-offer", false),
        ("cli-column-periods", true),
        ("cli-column-payment", true),
        ("cli-column-cost", true),
        ("cli-column-total", true),
        ("cli-column-nominal", true),
        ("cli-column-effective", true),
        ("cli-column-mark", false),
    ];
    table(&columns, &comparison.offers.iter().enumerate().map(row).collect::<Vec<_>>(), words)
}

/// Two of the six decimals: 13.03 %.
fn short_percent(percent: &str) -> String {
    let end = percent.find('.').map_or(percent.len(), |point| (point + 3).min(percent.len()));
    format!("{} %", &percent[..end])
}

pub(crate) fn affordability(found: &Affordability, words: &Words) -> String {
    let line = |id: &str, peak: &Option<PeakMonth>| match peak {
        Some(peak) => {
            let share =
                peak.income_percent.as_ref().map(|percent| format!(" ({percent} %)")).unwrap_or_default();
            words.say(id, &[("month", &peak.month), ("due", &format!("{}{share}", peak.due))])
        }
        None => words.say("cli-nothing-due", &[]),
    };
    format!("{}\n{}", line("cli-afford-before", &found.before), line("cli-afford-after", &found.after))
}

pub(crate) fn presets(presets: &[Preset], words: &Words) -> String {
    let rows: Vec<_> = presets
        .iter()
        .map(|preset| {
            let name = if words.language() == Language::ZhCn { &preset.name.zh_cn } else { &preset.name.en };
            let dates = preset.sources.iter().map(|source| source.date.as_str());
            vec![
                preset.id.clone(),
                name.clone(),
                preset.offers.len().to_string(),
                dates.max().unwrap_or_default().to_owned(),
            ]
        })
        .collect();
    let columns = [
        ("cli-column-id", false),
        ("cli-column-name", false),
        ("cli-column-offers", true),
        ("cli-column-read", false),
    ];
    format!("{}\n\n{}", table(&columns, &rows, words), words.say("cli-presets-note", &[]))
}

pub(crate) fn exported(done: &Exported, words: &Words) -> String {
    words.say("cli-exported", &[("rows", &done.rows.to_string()), ("path", &done.path)])
}

fn status(status: InstalmentStatus, words: &Words) -> String {
    let id = match status {
        InstalmentStatus::Scheduled => "status-scheduled",
        InstalmentStatus::Due => "status-due",
        InstalmentStatus::DebitExpected => "status-debit-expected",
        InstalmentStatus::Overdue => "status-overdue",
        InstalmentStatus::Paid => "status-paid",
        InstalmentStatus::Void => "status-void",
    };
    words.say(id, &[])
}

fn plan_status(status: PlanStatus, words: &Words) -> String {
    let id = match status {
        PlanStatus::Active => "status-active",
        PlanStatus::Overdue => "status-overdue",
        PlanStatus::Settled => "status-settled",
        PlanStatus::Refunded => "status-refunded",
    };
    words.say(id, &[])
}

/// An instant without its seconds, as people read it.
fn minute(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}
