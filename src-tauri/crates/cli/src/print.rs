//! Views as text for a terminal: columns that line up, Chinese included.

use fenqi_app::Reminded;
use fenqi_app::contract::{
    AccountView, DueView, Exported, InstalmentStatus, PlanStatus, PlanSummary, PlanView,
};
use fenqi_app::words::Words;
use unicode_width::UnicodeWidthStr;

/// A column: its heading's message, and whether it is a figure.
type Column = (&'static str, bool);

fn table(columns: &[Column], rows: &[Vec<String>], words: &Words) -> String {
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

pub(crate) fn plans(plans: &[PlanSummary], words: &Words) -> String {
    if plans.is_empty() {
        return words.say("cli-no-plans", &[]);
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
    table(&columns, &plans.iter().map(row).collect::<Vec<_>>(), words)
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

pub(crate) fn exported(done: &Exported, words: &Words) -> String {
    words.say("cli-exported", &[("rows", &done.rows.to_string()), ("path", &done.path)])
}

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
