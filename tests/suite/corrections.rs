//! What was entered and was not so: what a correction would do is said before, and it does that and nothing else.

use fenqi_app::App;
use fenqi_app::contract::{
    ErrorCode, Field, InstalmentStatus, PayForm, PlanEditForm, PlanId, PrepayForm, RefundForm, RepaymentForm,
    RowForm, RowsForm, SettleForm,
};
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft, phone};
use serde_json::json;

fn text(text: &str) -> String {
    text.to_owned()
}

fn pay_form(plan: &PlanId, n: u32, amount: &str) -> PayForm {
    PayForm {
        plan: plan.clone(),
        n,
        amount: text(amount),
        paid_on: text("2026-11-20"),
        source: text("招行卡"),
    }
}

/// A row as it stands, to be changed.
fn row(app: &App, plan: &PlanId, n: u32) -> RowForm {
    let rows = app.plan(plan).expect("a plan").rows;
    let row = rows.into_iter().find(|row| row.n == n).expect("a row");
    RowForm { n, due_date: row.due_date, principal: row.principal, interest: row.interest, fee: row.fee }
}

#[test]
fn what_becomes_of_too_much_is_said_before_it_is_paid() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plan = add_three(&app).remove(0);
    let form = pay_form(&plan, 3, "1,000.00");
    let preview = app.pay_preview(form.clone()).expect("a preview");
    let said: Vec<_> =
        preview.parts.iter().map(|part| (part.n, part.amount.as_str(), part.left.as_str())).collect();
    // 441.58 a row: the next ones take the rest.
    assert_eq!(said, [(3, "441.58", "0.00"), (4, "441.58", "0.00"), (5, "116.84", "324.74")]);
    app.pay_form(form).expect("paid");
    let rows = app.plan(&plan).expect("a plan").rows;
    for part in preview.parts {
        assert_eq!(rows[part.n as usize - 1].remaining, part.left);
    }
    let refused = app.pay_preview(pay_form(&plan, 1, "9999")).expect_err("more than all");
    assert_eq!((refused.code, refused.field), (ErrorCode::PaymentTooLarge, Some(Field::Amount)));
}

#[test]
fn a_repayment_is_corrected_and_its_debit_stays_confirmed() {
    let folder = data_folder();
    let app = app_at(folder.path(), "2026-12-01T10:00:00+08:00");
    let mut automatic = phone();
    automatic["auto_debit"] = json!(true);
    automatic["paid_before"] = json!("2026-11-01");
    let plan = app.plans_add(&[draft(automatic)], true).expect("added").remove(0);
    let id = app.debit_confirm(&plan, 3, None).expect("confirmed");
    let correct = |amount: &str, on: &str| {
        let (amount, paid_on, source) = (text(amount), text(on), text("支付宝"));
        app.repayment_correct(&RepaymentForm { id: id.clone(), amount, paid_on, source })
    };
    correct("", "2026-11-29").expect("corrected");
    let view = app.plan(&plan).expect("a plan");
    let repayment = view.repayments.iter().find(|repayment| repayment.id == id).expect("the same one");
    assert_eq!((repayment.paid_on.as_str(), repayment.source.as_deref()), ("2026-11-29", Some("支付宝")));
    assert_eq!(view.rows[2].status, InstalmentStatus::Paid);
    // Less than the row asks for leaves the rest to pay.
    correct("400.00", "2026-11-29").expect("corrected");
    assert_eq!(app.plan(&plan).expect("a plan").rows[2].remaining, "41.58");
    assert_eq!(correct("9999.00", "2026-11-29").expect_err("too much").code, ErrorCode::PaymentTooLarge);
    let refused = correct("", "soon").expect_err("no date");
    assert_eq!((refused.code, refused.field), (ErrorCode::DateInvalid, Some(Field::PaidOn)));
    (0..2).for_each(|_| drop(app.undo().expect("undone")));
    let view = app.plan(&plan).expect("a plan");
    assert_eq!(
        (view.repayments[0].paid_on.as_str(), view.rows[2].status),
        ("2026-11-28", InstalmentStatus::Paid)
    );
}

#[test]
fn the_amount_of_a_shared_repayment_stays() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plans = app.plans_add(&[draft(phone()), draft(phone())], true).expect("added");
    let id = app.pay_statement("小米分期", "2026-11-28", None, None).expect("paid");
    let form = |amount: &str| RepaymentForm {
        id: id.clone(),
        amount: text(amount),
        paid_on: text("2026-11-21"),
        source: String::new(),
    };
    let refused = app.repayment_correct(&form("10.00")).expect_err("of two plans");
    assert_eq!((refused.code, refused.field), (ErrorCode::RepaymentShared, Some(Field::Amount)));
    app.repayment_correct(&form("883.16")).expect("the day alone");
    for plan in &plans {
        assert_eq!(app.plan(plan).expect("a plan").repayments[0].paid_on, "2026-11-21");
    }
}

#[test]
fn corrected_rows_say_what_is_wrong_beside_each_figure() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let laptop = add_three(&app).remove(1);
    let check = |rows: &[RowForm]| {
        app.rows_check(&RowsForm { plan: laptop.clone(), rows: rows.to_vec() }).expect("a check")
    };
    let first = RowForm { principal: text("４００"), fee: text("25"), ..row(&app, &laptop, 1) };
    let found = check(std::slice::from_ref(&first));
    assert_eq!((found.principal.as_str(), found.expected.as_str()), ("4983.34", "5000.00"));
    assert_eq!((found.difference.as_deref(), found.is_more), (Some("16.66"), false));
    assert_eq!(found.totals[0].total, "425.00");
    let second = RowForm { principal: text("433.32"), ..row(&app, &laptop, 2) };
    let rows = vec![first, second];
    assert!(check(&rows).difference.is_none());
    app.rows_correct(&RowsForm { plan: laptop.clone(), rows }).expect("corrected");
    assert_eq!(app.plan(&laptop).expect("a plan").rows[0].total, "425.00");

    app.pay_form(pay_form(&laptop, 3, "300")).expect("paid");
    let (later, earlier) = (text("2027-06-15"), text("2026-11-16"));
    for (wrong, field, code) in [
        (
            RowForm { principal: text("x"), ..row(&app, &laptop, 4) },
            Field::Principal,
            ErrorCode::AmountInvalid,
        ),
        (RowForm { fee: text("-1"), ..row(&app, &laptop, 4) }, Field::Fee, ErrorCode::AmountNegative),
        (RowForm { due_date: text("soon"), ..row(&app, &laptop, 4) }, Field::DueDate, ErrorCode::DateInvalid),
        (RowForm { due_date: later, ..row(&app, &laptop, 4) }, Field::DueDate, ErrorCode::DateTooLate),
        (RowForm { due_date: earlier, ..row(&app, &laptop, 4) }, Field::DueDate, ErrorCode::DateTooEarly),
        (RowForm { principal: text("1"), ..row(&app, &laptop, 3) }, Field::Principal, ErrorCode::RowPaidMore),
    ] {
        let problems = check(std::slice::from_ref(&wrong)).problems;
        let said: Vec<_> =
            problems.iter().map(|problem| (problem.n, problem.error.code, problem.error.field)).collect();
        assert_eq!(said, [(wrong.n, code, Some(field))]);
        let form = RowsForm { plan: laptop.clone(), rows: vec![wrong] };
        assert_eq!(app.rows_correct(&form).expect_err("refused").code, code);
    }
}

#[test]
fn the_windows_forms_do_what_they_quote() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plans = add_three(&app);
    let prepay = |amount: &str, keeps: &str| PrepayForm {
        plan: plans[2].clone(),
        amount: text(amount),
        on: String::new(),
        keeps: text(keeps),
        source: String::new(),
    };
    let choices = app.prepay_choices(&prepay("¥1,000", "")).expect("two choices");
    let (shorter, lower) = (choices.shorter.expect("shorter"), choices.lower.expect("lower"));
    assert_eq!((shorter.periods_left, lower.periods_left), (10, 12));
    app.prepay_form(&prepay("¥1,000", "instalment")).expect("prepaid");
    assert_eq!(app.plan(&plans[2]).expect("a plan").rows.len(), 10);

    let refund = |amount: &str| RefundForm {
        plan: plans[1].clone(),
        amount: text(amount),
        on: String::new(),
        taken: text("last_first"),
    };
    let quote = app.quote_refund_form(&refund("500")).expect("a quote");
    assert_eq!(quote.rows.iter().map(|row| row.n).min(), Some(1), "each row's fee becomes less");
    app.refund_form(&refund("500")).expect("refunded");
    let view = app.plan(&plans[1]).expect("a plan");
    for after in &quote.rows {
        assert_eq!(view.rows[after.n as usize - 1].total, after.after);
    }

    let settle = SettleForm { plan: plans[0].clone(), on: text("2026-11-25"), source: text("招行卡") };
    let quote = app.quote_settle_form(&settle).expect("a quote");
    app.settle_form(&settle).expect("settled");
    assert_eq!(app.plan(&plans[0]).expect("a plan").totals.paid, quote.payoff);
}

#[test]
fn texts_are_edited_without_touching_figures() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plan = add_three(&app).remove(0);
    let before = app.plan(&plan).expect("a plan");
    let form = PlanEditForm {
        plan: plan.clone(),
        title: text("小米 15 Pro 白色"),
        merchant: String::new(),
        order_no: text("526"),
        auto_debit: true,
        notes: text("发票在邮箱"),
    };
    app.plan_edit_form(form.clone()).expect("edited");
    let after = app.plan(&plan).expect("a plan");
    assert_eq!((after.title.as_str(), after.merchant), ("小米 15 Pro 白色", None));
    assert_eq!((after.totals, after.price), (before.totals, before.price));
    let refused = app.plan_edit_form(PlanEditForm { title: text(" "), ..form }).expect_err("no title");
    assert_eq!((refused.code, refused.field), (ErrorCode::TextRequired, Some(Field::Title)));
}
