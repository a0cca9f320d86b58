//! Accounts: what their form makes of what was typed, where they stand, and putting them away.

use fenqi_app::App;
use fenqi_app::contract::{
    AccountForm, AccountId, DueRule, DueRuleKind, ErrorCode, Field, GraceMode, LateFeeForm, OnStatementDay,
    PolicyExamples, SettlementForm, SettlementRule, TemporaryLimitInput,
};
use fenqi_tests::{NOW, add_three, app_at, data_folder, draft};
use serde_json::json;

fn text(text: &str) -> String {
    text.to_owned()
}

fn temporary(amount: &str, from: &str, until: &str) -> TemporaryLimitInput {
    TemporaryLimitInput { amount: text(amount), from: text(from), until: text(until) }
}

/// Everything that can be typed.
fn full(app: &App) -> AccountForm {
    AccountForm {
        name: text("招商银行信用卡"),
        limit: text("30000.00"),
        temporary_limits: vec![temporary("5000.00", "2026-11-01", "2026-12-15")],
        statement_day: text("5"),
        on_statement_day: OnStatementDay::Next,
        due_rule: DueRuleKind::DaysAfter,
        due_days: text("20"),
        grace_days: text("3"),
        auto_debit: true,
        funding_source: text("招行卡"),
        contact: text("95555 https://www.cmbchina.com/"),
        late_fee: LateFeeForm {
            daily_rate: text("18/365"),
            fixed_fee: text("5.00"),
            minimum_fee: text("10.00"),
            cap: text("500.00"),
            grace_mode: GraceMode::Shift,
        },
        settlement: SettlementForm {
            policy: Some(SettlementRule::PenaltyOnPrincipal),
            daily_rate: text("0.05"),
            penalty_rate: text("3"),
            penalty_minimum: text("50.00"),
            penalty_cap: text("1000.00"),
        },
        ..app.account_form(None).expect("an empty form")
    }
}

fn examples(app: &App, form: &AccountForm) -> PolicyExamples {
    let preview = app.account_preview(None, form).expect("a preview");
    preview.examples
}

#[test]
fn a_form_comes_back_as_it_was_saved() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let form = full(&app);
    assert_eq!(app.account_preview(None, &form).expect("a preview").errors, []);
    let id = app.account_add_form(&form).expect("an account");
    assert_eq!(app.account_form(Some(&id)).expect("its form"), form);
    let stored = app.account(&id.0).expect("stored");
    app.account_edit_form(&id, &form).expect("saved as it is");
    assert_eq!(app.account(&id.0).expect("stored"), stored);
    assert_eq!((stored.due, stored.grace_days), (Some(DueRule::DaysAfter(20)), 3));
    let none = app.account_form(None).expect("an empty form");
    let id = app.account_add_form(&AccountForm { name: text("空"), ..none }).expect("an account");
    let empty = app.account(&id.0).expect("stored");
    assert_eq!((empty.due, empty.late_fee, empty.settlement, empty.limit), (None, None, None, None));
}

#[test]
fn everything_that_is_wrong_is_said_at_once_beside_its_field() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.account_add_form(&full(&app)).expect("an account");
    let form = AccountForm {
        currency: text("CNYX"),
        limit: text("很多"),
        temporary_limits: vec![
            temporary("100", "2026-11-01", "2026-11-02"),
            temporary("-1", "2026-11-01", "soon"),
        ],
        statement_day: text("32"),
        due_days: text("61"),
        grace_days: text("99"),
        contact: "x".repeat(201),
        funding_source: "x".repeat(61),
        late_fee: LateFeeForm { daily_rate: text("lots"), cap: text("1.001"), ..full(&app).late_fee },
        settlement: SettlementForm { penalty_rate: text(""), ..full(&app).settlement },
        ..full(&app)
    };
    let preview = app.account_preview(None, &form).expect("a preview");
    let mut fields: Vec<_> = preview.errors.iter().map(|error| (error.field, error.code)).collect();
    fields.sort_by_key(|(field, _)| format!("{field:?}"));
    use ErrorCode as Code;
    assert_eq!(
        fields,
        [
            (Some(Field::Contact), Code::TextTooLong),
            (Some(Field::Currency), Code::CurrencyUnknown),
            (Some(Field::DueDay), Code::NumberRange),
            (Some(Field::FundingSource), Code::TextTooLong),
            (Some(Field::GraceDays), Code::NumberRange),
            (Some(Field::LateFeeCap), Code::AmountPrecision),
            (Some(Field::LateFeeRate), Code::RateRange),
            (Some(Field::Limit), Code::AmountInvalid),
            (Some(Field::Name), Code::AccountExists),
            (Some(Field::PenaltyRate), Code::RateRequired),
            (Some(Field::StatementDay), Code::NumberRange),
            (Some(Field::TemporaryAmount), Code::AmountNegative),
            (Some(Field::TemporaryFrom), Code::TemporaryLimitTaken),
            (Some(Field::TemporaryUntil), Code::DateInvalid),
        ]
    );
    assert!(
        preview.errors.iter().all(|error| {
            let of_row = format!("{:?}", error.field).contains("Temporary");
            error.params.get("row").map(String::as_str) == of_row.then_some("1")
        }),
        "a temporary limit says which it is"
    );
    assert_eq!(preview.examples.settlement, None, "a rule that lacks its rate has no example");
    let rules = preview.rules;
    assert_eq!((rules.statement_day, rules.due, rules.grace_days), (None, None, 0), "nor is it said");
    assert_eq!((rules.late_fee.daily_rate, rules.late_fee.fixed_fee), (text(""), text("5.00")));
    let refused = app.account_add_form(&form).expect_err("refused").field;
    assert!(fields.iter().any(|(field, _)| *field == refused));
}

#[test]
fn a_purchase_of_today_goes_to_its_statement() {
    let folder = data_folder();
    let rule = |statement: &str, on, due_rule, days: &str, grace: &str, now: &str| {
        let app = app_at(folder.path(), now);
        let form = AccountForm {
            statement_day: text(statement),
            on_statement_day: on,
            due_rule,
            due_days: text(days),
            grace_days: text(grace),
            ..app.account_form(None).expect("an empty form")
        };
        let purchase = examples(&app, &form).purchase;
        purchase.map(|made| (made.statement.unwrap_or_default(), made.due, made.days, made.grace_end))
    };
    let said =
        |statement: &str, due: &str, days, grace: &str| Some((text(statement), text(due), days, text(grace)));
    use DueRuleKind::{Day, DaysAfter};
    use OnStatementDay::{Current, Next};
    let (on_day, later) = ("2026-11-05T10:00:00+08:00", NOW);
    assert_eq!(rule("5", Current, Day, "25", "", on_day), said("2026-11-05", "2026-11-25", 20, "2026-11-25"));
    assert_eq!(rule("5", Next, Day, "25", "3", on_day), said("2026-12-05", "2026-12-25", 50, "2026-12-28"));
    assert_eq!(
        rule("5", Current, DaysAfter, "20", "", later),
        said("2026-12-05", "2026-12-25", 33, "2026-12-25")
    );
    assert_eq!(rule("", Current, Day, "28", "", later), said("", "2026-11-28", 6, "2026-11-28"));
    assert_eq!(rule("", Current, DaysAfter, "14", "", later), said("", "2026-12-06", 14, "2026-12-06"));
    assert_eq!(rule("5", Current, Day, "", "", later), None, "no due day, no promise");
    assert_eq!(rule("5", Current, Day, "99", "", later), None, "nor a wrong one");
}

#[test]
fn a_late_fee_is_shown_for_days_that_grace_forgives_or_shifts() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let fees = |grace_mode, grace: &str, late_fee: LateFeeForm| {
        let form = AccountForm {
            grace_days: text(grace),
            late_fee: LateFeeForm { grace_mode, ..late_fee },
            ..app.account_form(None).expect("an empty form")
        };
        let example = examples(&app, &form).late_fee?;
        assert_eq!(example.amount, "1000.00");
        Some(example.fees.into_iter().map(|after| (after.days, after.fee)).collect::<Vec<_>>())
    };
    let daily = |rate: &str| LateFeeForm {
        daily_rate: text(rate),
        fixed_fee: text(""),
        minimum_fee: text(""),
        cap: text(""),
        grace_mode: GraceMode::Forgive,
    };
    let said = |fees: [(u32, &str); 3]| Some(fees.map(|(days, fee)| (days, text(fee))).to_vec());
    use GraceMode::{Forgive, Shift};
    assert_eq!(fees(Forgive, "", daily("0.05")), said([(1, "0.50"), (10, "5.00"), (30, "15.00")]));
    assert_eq!(fees(Forgive, "3", daily("0.05")), said([(1, "0.00"), (10, "5.00"), (30, "15.00")]));
    assert_eq!(fees(Shift, "3", daily("0.05%")), said([(1, "0.00"), (10, "3.50"), (30, "13.50")]));
    assert_eq!(fees(Forgive, "", daily("18/365")), said([(1, "0.49"), (10, "4.93"), (30, "14.79")]));
    let dressed = AccountForm {
        late_fee: LateFeeForm { cap: text("￥1,200"), ..daily("０．０５ %") },
        ..app.account_form(None).expect("an empty form")
    };
    let said_of = app.account_preview(None, &dressed).expect("a preview").rules.late_fee;
    assert_eq!((said_of.daily_rate, said_of.cap), (text("0.05"), text("1200.00")), "in plain figures");
    let bounded = LateFeeForm { minimum_fee: text("10"), cap: text("12"), ..daily("0.05") };
    assert_eq!(fees(Forgive, "", bounded), said([(1, "10.00"), (10, "10.00"), (30, "12.00")]));
    assert_eq!(fees(Forgive, "", daily("")), None, "what is not stated has no example");
    assert_eq!(fees(Forgive, "", daily("a lot")), None);
}

/// The worked example of each rule is what a plan of the same terms is quoted on the account.
#[test]
fn a_settlement_is_shown_as_a_plan_would_be_quoted() {
    let folder = data_folder();
    let app = app_at(folder.path(), "2026-03-28T10:00:00+08:00");
    use SettlementRule as Rule;
    let rules = [
        None,
        Some(Rule::PrincipalOnly),
        Some(Rule::PrincipalPlusAccruedDays),
        Some(Rule::AccruedDaysInPeriod),
        Some(Rule::WholeCurrentPeriod),
        Some(Rule::AllRemainingFees),
        Some(Rule::PenaltyOnPrincipal),
    ];
    for policy in rules {
        let form = AccountForm {
            name: format!("{policy:?}"),
            settlement: SettlementForm { policy, ..full(&app).settlement },
            ..app.account_form(None).expect("an empty form")
        };
        let example = examples(&app, &form).settlement.expect("an example");
        let id = app.account_add_form(&form).expect("an account");
        let plan = draft(json!({
            "account": id, "origin": "cash_advance", "title": "贷款", "purchased_on": "2026-03-28",
            "terms": { "method": "equal_instalment", "principal": "12000.00", "periods": "12",
                       "annual_rate": "0.12", "day_count": "periodic",
                       "start_date": "2026-03-28", "first_due_date": "2026-04-28" }
        }));
        let plan = app.plans_add(&[plan], false).expect("a plan").remove(0);
        let later = app_at(folder.path(), "2026-07-28T10:00:00+08:00");
        for n in 1..=4 {
            let on = Some(format!("2026-{:02}-28", 3 + n));
            later
                .pay(&fenqi_app::Pay { plan: plan.clone(), n, amount: None, on, source: None })
                .expect("paid");
        }
        let quote = app.quote_settle(&plan, Some("2026-08-07")).expect("a quote");
        assert_eq!(
            (&example.payoff, &example.saved, &example.penalty, &example.principal, example.assumed),
            (&quote.payoff, &quote.saved, &quote.penalty, &quote.principal, quote.assumed),
            "{policy:?}"
        );
    }
}

#[test]
fn an_account_without_plans_may_change_its_currency() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plans = add_three(&app);
    let id = app.account("备用金").expect("an account").id;
    let form = app.account_form(Some(&id)).expect("its form");
    let euro = AccountForm { currency: text("eur"), ..form };
    let refused = app.account_edit_form(&id, &euro).expect_err("it has a plan");
    assert_eq!((refused.code, refused.field), (ErrorCode::CurrencyFixed, Some(Field::Currency)));
    let advance = plans.last().expect("three plans");
    app.plan_remove(advance).expect("removed");
    app.account_edit_form(&id, &euro).expect("edited");
    assert_eq!(app.account(&id.0).expect("stored").currency, "EUR");
    app.undo().expect("taken back");
    app.undo().expect("taken back");
    assert_eq!(app.plan(advance).expect("its plan is back").currency, "CNY");
    assert!(app.check().expect("a check").sound);
}

#[test]
fn the_page_says_what_is_free_at_the_end_of_each_month() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let id = app.account("小米分期").expect("an account").id;
    let form = AccountForm {
        limit: text("12000"),
        temporary_limits: vec![temporary("1000", "2026-11-01", "2026-12-15")],
        ..app.account_form(Some(&id)).expect("its form")
    };
    app.account_edit_form(&id, &form).expect("edited");
    let page = app.account_page(&id.0).expect("a page");
    let of =
        app.limits().expect("limits").into_iter().find(|limit| limit.account.id == id).expect("its limit");
    assert_eq!(page.standing.limit.available, of.available);
    assert_eq!(page.standing.limit.limit.as_deref(), Some("13000.00"), "with what counts for a while");
    for month in &of.months {
        assert!(page.months.contains(month), "{month:?} is not in {:?}", page.months);
    }
    let months: Vec<&str> = page.months.iter().map(|month| month.month.as_str()).collect();
    assert_eq!((months[0], months.len()), ("2026-11", 13), "no month is left out: {months:?}");
    let last = page.months.last().expect("months");
    assert_eq!(
        (last.occupied.as_str(), last.available.as_deref()),
        ("883.16", Some("11116.84")),
        "what is overdue"
    );
    assert_eq!((page.open_plans, page.closed_plans, page.plans.len()), (2, 0, 2));
    let next = page.standing.next.expect("a statement");
    assert_eq!((next.date.as_str(), next.days, next.left.as_str()), ("2026-11-28", 6, "441.58"));
    assert_eq!(page.standing.overdue.as_deref(), Some("883.16"), "two rows of the phone");
}

#[test]
fn an_archived_account_comes_last_and_back() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let names = || {
        let lines = app.account_lines().expect("lines").into_iter();
        lines.map(|line| (line.account.name, line.account.archived)).collect::<Vec<_>>()
    };
    let before = names();
    assert_eq!(before, [(text("备用金"), false), (text("小米分期"), false)]);
    app.account_archive("备用金", true).expect("archived");
    assert_eq!(names(), [(text("小米分期"), false), (text("备用金"), true)]);
    let actions = app.activity(None, 50).expect("actions");
    assert_eq!(actions[0].words, "归档账户：备用金");
    app.account_archive("备用金", true).expect("nothing to be done");
    assert_eq!(app.activity(None, 50).expect("actions").len(), actions.len());
    let id = app.account("备用金").expect("one").id;
    let form = app.account_form(Some(&id)).expect("its form");
    app.account_edit_form(&id, &form).expect("edited");
    assert!(app.account("备用金").expect("one").archived, "its form does not take it out");
    app.undo().expect("taken back");
    app.undo().expect("taken back");
    assert_eq!(names(), before);
}

#[test]
fn a_link_is_the_stored_one_or_none() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let id = app.account_add_form(&full(&app)).expect("an account");
    assert_eq!(app.account_link(&id), Ok(text("https://www.cmbchina.com/")));
    app.account_edit_form(&id, &AccountForm { contact: text("95555 file:///etc/passwd"), ..full(&app) })
        .expect("edited");
    assert_eq!(app.account_link(&id).map_err(|error| error.code), Err(ErrorCode::LinkMissing));
    let nobody = AccountId(text("https://example.com"));
    assert_eq!(app.account_link(&nobody).map_err(|error| error.code), Err(ErrorCode::AccountUnknown));
}
