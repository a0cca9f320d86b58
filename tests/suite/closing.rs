//! What ends a plan early or makes it smaller: what is quoted is what happens, and nothing is lost on the way.

use fenqi_app::App;
use fenqi_app::contract::{ErrorCode, InstalmentStatus, PlanId, PlanStatus, RepaymentKind};
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, phone};
use serde_json::json;

/// In fen.
fn fen(amount: &str) -> i64 {
    let (whole, cents) = amount.split_once('.').expect("BUG: an amount with two decimals");
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    whole.parse::<i64>().expect("digits") * 100 + sign * cents.parse::<i64>().expect("digits")
}

fn left(app: &App, plan: &PlanId) -> i64 {
    fen(&app.plan(plan).expect("a plan").totals.remaining)
}

#[test]
fn settling_pays_what_was_quoted_and_leaves_nothing() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plans = add_three(&app);
    for plan in &plans {
        let before = app.plan(plan).expect("a plan");
        let quote = app.quote_settle(plan, None).expect("a quote");
        app.settle_plan(plan, None, Some("招行卡")).expect("settled");
        let after = app.plan(plan).expect("a plan");
        assert_eq!(after.status, PlanStatus::Settled);
        assert_eq!(after.totals.remaining, "0.00");
        let paid: i64 = after.repayments.iter().map(|repayment| fen(&repayment.amount)).sum();
        let paid_before: i64 = before.repayments.iter().map(|repayment| fen(&repayment.amount)).sum();
        assert_eq!(paid - paid_before, fen(&quote.payoff), "the payoff is what was paid");
        assert_eq!(after.totals.principal, before.totals.principal, "principal is never lost");
        assert_eq!(
            fen(&before.totals.total) - fen(&after.totals.total),
            fen(&quote.saved) - fen(&quote.late_fee)
        );
        assert!(after.rows.iter().any(|row| row.status == InstalmentStatus::Void));
        assert_eq!(after.rates, before.rates, "the contract cost what it cost");
        let settlement =
            after.repayments.iter().find(|repayment| repayment.kind == RepaymentKind::Settlement);
        let settlement = settlement.expect("it is in the records").id.clone();
        assert_eq!(app.quote_settle(plan, None).expect_err("it is over").code, ErrorCode::NothingLeft);
        let refused = app.repayment_remove(&settlement).expect_err("it carries the settlement");
        assert_eq!(refused.code, ErrorCode::RepaymentNeeded);
        app.undo().expect("undone");
        assert_eq!(app.plan(plan).expect("a plan"), before);
    }
}

#[test]
fn a_prepayment_lowers_the_instalments_or_shortens_the_term() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let advance = add_three(&app).remove(2);
    for (keeps, periods, saved) in [("term", 12, 1), ("instalment", 10, 2)] {
        let before = app.plan(&advance).expect("a plan");
        let quote = app.quote_prepay(&advance, "1000.00", None, keeps).expect("a quote");
        assert_eq!(fen(&quote.interest) + fen(&quote.principal), 100_000);
        // 5,000.00 at 0.05 % a day from 30 October to 22 November.
        assert_eq!(quote.interest, "57.50");
        assert_eq!(quote.periods_left, periods, "{keeps}");
        app.prepay(&advance, "1000.00", None, keeps, None).expect("prepaid");
        let after = app.plan(&advance).expect("a plan");
        assert_eq!(after.rows.len(), periods as usize);
        assert_eq!(after.totals.principal, before.totals.principal);
        assert_eq!(fen(&before.totals.cost) - fen(&after.totals.cost), fen(&quote.saved));
        assert!(fen(&quote.saved) > saved * 5_000, "{}", quote.saved);
        // It can be prepaid again, and settled after that.
        app.prepay(&advance, "500.00", Some("2026-11-23"), keeps, None).expect("prepaid again");
        app.settle_plan(&advance, Some("2026-11-25"), None).expect("settled");
        assert_eq!(left(&app, &advance), 0);
        (0..3).for_each(|_| drop(app.undo().expect("undone")));
        assert_eq!(app.plan(&advance).expect("a plan"), before);
    }
}

#[test]
fn a_prepayment_that_cannot_be_is_refused() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plans = add_three(&app);
    let refused = |plan: &PlanId, amount: &str, on| {
        app.quote_prepay(plan, amount, on, "term").expect_err("refused").code
    };
    assert_eq!(refused(&plans[0], "10.00", None), ErrorCode::PayFirst, "two rows of it are overdue");
    assert_eq!(refused(&plans[1], "10.00", None), ErrorCode::PrepaymentUseless, "fees stay what they are");
    assert_eq!(refused(&plans[2], "57.50", None), ErrorCode::PrepaymentRange, "all of it is interest");
    assert_eq!(refused(&plans[2], "5057.50", None), ErrorCode::PrepaymentRange, "that settles it");
    assert_eq!(refused(&plans[2], "10.00", Some("2026-12-01")), ErrorCode::PayFirst);
    assert_eq!(refused(&plans[2], "10.00", Some("2026-10-01")), ErrorCode::DateTooEarly);
}

#[test]
fn a_refund_takes_principal_and_its_share_of_the_fees() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let laptop = add_three(&app).remove(1);
    // Half goes back: 2,500.00 of 5,000.00, and half of 12 fees of 30.00.
    let quote = app.quote_refund(&laptop, "2500.00", None, "pro_rata").expect("a quote");
    assert_eq!((quote.fee_reduction.as_str(), quote.closes), ("180.00", false));
    app.refund(&laptop, "2500.00", None, "pro_rata").expect("refunded");
    assert_eq!(left(&app, &laptop), 250_000 + 18_000);
    assert_eq!(app.plan(&laptop).expect("a plan").status, PlanStatus::Active);
    // The rest goes back as well; more than there was is refused.
    let refused = app.refund(&laptop, "2500.01", None, "last_first").expect_err("too much");
    assert_eq!((refused.code, refused.params["max"].as_str()), (ErrorCode::RefundTooLarge, "2500.00"));
    app.refund(&laptop, "2500.00", None, "last_first").expect("refunded");
    let plan = app.plan(&laptop).expect("a plan");
    assert_eq!((plan.status, plan.totals.remaining.as_str()), (PlanStatus::Refunded, "0.00"));
    assert!(plan.rows.iter().all(|row| row.status == InstalmentStatus::Void));
    assert_eq!(plan.refunds.len(), 2);
}

#[test]
fn a_refund_of_what_is_paid_goes_back_to_the_payer() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let mut paid = phone();
    paid["paid_before"] = json!("2027-07-01");
    let plan = app.plans_add(&[draft(paid)], true).expect("added").remove(0);
    // Two rows are left: 883.16 of principal. What is above it goes back.
    let open = left(&app, &plan);
    app.refund(&plan, "1000.00", None, "next_first").expect("refunded");
    let view = app.plan(&plan).expect("a plan");
    assert_eq!(fen(&view.refunds[0].to_payer), 100_000 - open);
    assert_eq!(view.status, PlanStatus::Refunded);
}

#[test]
fn a_debit_is_confirmed_or_failed_but_never_assumed() {
    let folder = data_folder();
    let app = app_at(folder.path(), "2026-12-01T10:00:00+08:00");
    let mut automatic = phone();
    automatic["auto_debit"] = json!(true);
    automatic["paid_before"] = json!("2026-11-01");
    let plan = app.plans_add(&[draft(automatic)], true).expect("added").remove(0);
    let account = json!({ "name": "小米分期", "grace_days": 5, "funding_source": "招行卡 1234" });
    app.account_edit("小米分期", serde_json::from_value(account).expect("BUG: sound")).expect("edited");
    let status = |n: usize| app.plan(&plan).expect("a plan").rows[n - 1].status;
    assert_eq!(status(3), InstalmentStatus::DebitExpected);
    app.debit_fail(&plan, 3).expect("failed");
    assert_eq!(status(3), InstalmentStatus::Due, "it waits for a hand, within its days of grace");
    app.debit_confirm(&plan, 3, None).expect("the lender tried again");
    assert_eq!(status(3), InstalmentStatus::Paid);
    let view = app.plan(&plan).expect("a plan");
    assert_eq!(view.repayments[0].source.as_deref(), Some("招行卡 1234"));
    assert_eq!(view.repayments[0].paid_on, "2026-11-28");
    assert_eq!(app.debit_confirm(&plan, 3, None).expect_err("paid").code, ErrorCode::PaidAlready);
    assert_eq!(app.debit_confirm(&plan, 4, None).expect_err("not due").code, ErrorCode::DateTooEarly);
    // Taking the repayment back takes the answer back.
    app.repayment_remove(&view.repayments[0].id).expect("taken back");
    assert_eq!(status(3), InstalmentStatus::DebitExpected);
}

#[test]
fn removing_a_plan_takes_its_part_out_of_what_was_paid_at_once() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let both = [draft(phone()), draft(phone())];
    let plans = app.plans_add(&both, true).expect("added");
    app.pay_statement("小米分期", "2026-11-28", None, None).expect("paid");
    let before = app.plan(&plans[1]).expect("a plan");
    app.plan_remove(&plans[0]).expect("removed");
    assert_eq!(app.plan(&plans[1]).expect("a plan"), before, "the other part of the repayment stands");
    app.plan_remove(&plans[1]).expect("removed");
    assert_eq!(app.undo().expect("undone").kind, "plan_remove");
    app.undo().expect("undone");
    assert_eq!(app.plan(&plans[1]).expect("a plan"), before);
}

#[test]
fn contract_figures_win_and_stay() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let laptop = add_three(&app).remove(1);
    let rows = app.plan(&laptop).expect("a plan").rows;
    let row = |n: usize, principal: &str, fee: &str| json!({ "n": n, "due_date": rows[n - 1].due_date, "principal": principal, "interest": "0.00", "fee": fee });
    let edit =
        |rows: Vec<serde_json::Value>| serde_json::from_value(json!({ "rows": rows })).expect("BUG: sound");
    let refused = app.plan_edit(&laptop, &edit(vec![row(1, "500.00", "30.00")])).expect_err("83.34 too much");
    assert_eq!(refused.code, ErrorCode::RowsMismatch);
    app.plan_edit(&laptop, &edit(vec![row(1, "400.00", "25.00"), row(2, "433.32", "35.00")]))
        .expect("edited");
    let plan = app.plan(&laptop).expect("a plan");
    assert_eq!((plan.rows[0].total.as_str(), plan.rows[0].edited), ("425.00", true));
    assert!(!plan.rows[2].edited);
    // A refund of the last rows leaves them as they are.
    app.refund(&laptop, "100.00", None, "last_first").expect("refunded");
    assert_eq!(app.plan(&laptop).expect("a plan").rows[0].principal, "400.00");
}

#[test]
fn what_is_far_ahead_is_quoted_and_not_recorded() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plan = app.plans_add(&[draft(phone())], true).expect("added").remove(0);
    let (last, ahead) = (Some("2026-12-23"), Some("2026-12-24"));
    let done = [
        app.settle_plan(&plan, ahead, None).map(drop),
        app.prepay(&plan, "100.00", ahead, "term", None).map(drop),
        app.refund(&plan, "100.00", ahead, "last_first"),
        app.debit_confirm(&plan, 1, ahead).map(drop),
    ];
    for refused in done {
        assert_eq!(refused.expect_err("a slip in the year").code, ErrorCode::DateAhead);
    }
    assert!(app.quote_settle(&plan, ahead).is_ok());
    app.settle_plan(&plan, last, None).expect("ordered for that day");
}
