//! Views as text for a terminal: columns that line up, Chinese included.

mod analysis;
mod reminders;
mod sources;

pub(crate) use analysis::{costs, costs_of_year, debts, forecast, forecast_by_account, spending};
pub(crate) use reminders::{coming, funding, inbox, reminded, rules};
pub(crate) use sources::sources;

use fenqi_app::contract::{
    AccountView, ActivityView, Affordability, BackupView, BackupsView, CheckView, Comparison, ContentsView,
    DueView, Exported, InstalmentStatus, Language, LimitView, OfferView, PeakMonth, PlanPage, PlanStatus,
    PlanSummary, PlanView, PrepaymentView, Preset, QuoteView, RecordPage, RecordPlan, RecordView, RefundView,
    RepaymentKind, StatusCounts,
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

pub(crate) fn plan(plan: &PlanView, words: &Words) -> String {
    let rows: Vec<_> = plan
        .rows
        .iter()
        .map(|row| {
            let status = status(row.status, words);
            let figures = [&row.principal, &row.interest, &row.fee, &row.total, &row.remaining];
            let mut cells = vec![row.n.to_string(), row.due_date.clone()];
            cells.extend(figures.map(Clone::clone));
            cells.push(status);
            cells
        })
        .collect();
    let columns = [
        ("cli-column-period", true),
        ("cli-column-due", false),
        ("cli-column-principal", true),
        ("cli-column-interest", true),
        ("cli-column-fee", true),
        ("cli-column-total", true),
        ("cli-column-left", true),
        ("cli-column-status", false),
    ];
    let mut text =
        format!("{} · {} · {}\n\n", plan.title, plan.account.name, plan_status(plan.status, words));
    text.push_str(&table(&columns, &rows, words));
    if let (Some(nominal), Some(effective)) =
        (&plan.rates.nominal_annual_percent, &plan.rates.effective_annual_percent)
    {
        text.push_str("\n\n");
        text.push_str(&words.say("cli-rates", &[("nominal", nominal), ("effective", effective)]));
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

pub(crate) fn quote(quote: &QuoteView, words: &Words) -> String {
    let line = |id: &str, amount: &String| vec![words.say(id, &[]), format!("{} {amount}", quote.currency)];
    let rows = [
        line("cli-column-principal", &quote.principal),
        line("cli-column-interest", &quote.interest),
        line("cli-column-fee", &quote.fee),
        line("cli-quote-penalty", &quote.penalty),
        line("cli-quote-late-fee", &quote.late_fee),
        line("cli-quote-payoff", &quote.payoff),
        line("cli-quote-saved", &quote.saved),
    ];
    let mut text = format!("{}\n{}", words.say("cli-quote-on", &[("date", &quote.on)]), aligned(&rows));
    if quote.assumed {
        text.push_str("\n\n");
        text.push_str(&words.say("cli-quote-assumed", &[("policy", &quote.policy)]));
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

pub(crate) fn prepayment(quote: &PrepaymentView, words: &Words) -> String {
    let line = |id: &str, figure: String| vec![words.say(id, &[]), figure];
    let amount = |amount: &String| format!("{} {amount}", quote.currency);
    let mut rows = vec![
        line("cli-prepay-interest", amount(&quote.interest)),
        line("cli-prepay-principal", amount(&quote.principal)),
        line("cli-quote-saved", amount(&quote.saved)),
    ];
    rows.extend(quote.instalment.as_ref().map(|level| line("cli-prepay-instalment", amount(level))));
    rows.push(line("cli-prepay-left", quote.periods_left.to_string()));
    rows.extend(quote.last_due_date.as_ref().map(|date| line("cli-prepay-last", date.clone())));
    aligned(&rows)
}

pub(crate) fn refund(quote: &RefundView, words: &Words) -> String {
    let line = |id: &str, figure: &String| vec![words.say(id, &[]), format!("{} {figure}", quote.currency)];
    let rows = [
        line("cli-prepay-principal", &quote.principal),
        line("cli-refund-fee", &quote.fee_reduction),
        line("cli-refund-interest", &quote.interest_reduction),
        line("cli-refund-to-payer", &quote.to_payer),
    ];
    let closes =
        if quote.closes { format!("\n{}", words.say("cli-refund-closes", &[])) } else { String::new() };
    aligned(&rows) + &closes
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
        let went_to: Vec<_> = record.plans.iter().map(|plan| went_to(record.kind, plan, words)).collect();
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

/// A plan, and its rows or what else a repayment did to it.
fn went_to(kind: RepaymentKind, plan: &RecordPlan, words: &Words) -> String {
    let what = match kind {
        RepaymentKind::Settlement => words.say("plan-repayment-settled", &[]),
        RepaymentKind::Prepayment => words.say("plan-repayment-prepaid", &[]),
        RepaymentKind::Instalment => {
            let rows: Vec<_> = plan.rows.iter().map(ToString::to_string).collect();
            format!("{}/{}", rows.join(","), plan.of)
        }
    };
    format!("{} {what}", plan.title)
}

pub(crate) fn activity(activity: &[ActivityView], words: &Words) -> String {
    if activity.is_empty() {
        return words.say("cli-no-activity", &[]);
    }
    let row = |action: &ActivityView| {
        let state = words.say(&format!("cli-state-{}", action.state), &[]);
        vec![action.number.clone(), action.at.clone(), state, action.words.clone()]
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
        let mut line = |on: String, occupied: &String, available: &Option<String>| {
            rows.push(vec![
                limit.account.name.clone(),
                on,
                limit.limit.clone().unwrap_or_else(unknown),
                occupied.clone(),
                available.clone().unwrap_or_else(unknown),
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
