//! A plan, and what would become of it, as text.

use fenqi_app::contract::{PlanView, PrepaymentView, QuoteView, RefundView, RepaymentView};
use fenqi_app::words::Words;

use super::{aligned, done_by, plan_status, short_percent, status, table};

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
        let (nominal, effective) = (short_percent(nominal), short_percent(effective));
        text.push_str(&words.say("cli-rates", &[("nominal", &nominal), ("effective", &effective)]));
    }
    if !plan.repayments.is_empty() {
        text.push_str("\n\n");
        text.push_str(&repayments(plan, words));
    }
    text
}

/// What was paid on a plan, newest first.
fn repayments(plan: &PlanView, words: &Words) -> String {
    let row = |repayment: &RepaymentView| {
        vec![
            repayment.paid_on.clone(),
            format!("{} {}", plan.currency, repayment.amount),
            done_by(repayment.kind, &repayment.rows, plan.track.of, words),
            repayment.source.clone().unwrap_or_default(),
            repayment.id.clone(),
        ]
    };
    let columns = [
        ("cli-column-paid-on", false),
        ("cli-column-paid", true),
        ("cli-column-for", false),
        ("cli-column-source", false),
        ("cli-column-id", false),
    ];
    table(&columns, &plan.repayments.iter().map(row).collect::<Vec<_>>(), words)
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
    text.push_str("\n\n");
    text.push_str(&policy(&quote.policy, words));
    if quote.assumed {
        text.push('\n');
        text.push_str(&words.say("cli-quote-assumed", &[]));
    }
    text
}

/// What a settlement policy takes, in words.
fn policy(name: &str, words: &Words) -> String {
    let id = match name {
        "principal_only" => "plan-policy-principal-only",
        "principal_plus_accrued_days" => "plan-policy-accrued-days",
        "accrued_days_in_period" => "plan-policy-accrued-in-period",
        "whole_current_period" => "plan-policy-whole-period",
        "all_remaining_fees" => "plan-policy-all-fees",
        "penalty_on_principal" => "plan-policy-penalty",
        other => return other.to_owned(),
    };
    words.say(id, &[])
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
