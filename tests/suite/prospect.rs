//! What the form says of a plan before it is saved: other terms, the heaviest month, the limit, what was paid already.

use fenqi_app::App;
use fenqi_app::contract::{AccountId, ErrorCode, Field, FormMethod, Income, PlanForm, Prospect};
use fenqi_tests::{NOW, app_at, data_folder, draft, laptop};
use serde_json::json;

fn account(app: &App, limit: &str) -> AccountId {
    let draft = json!({ "name": "小米分期", "limit": limit });
    app.account_add(serde_json::from_value(draft).expect("BUG: sound")).expect("an account")
}

/// 5,299.00 in 12 periods with a fee of 0.6 % each, from 28 December.
fn form(app: &App, account: AccountId) -> PlanForm {
    PlanForm {
        account: Some(account),
        title: "小米 15 Pro".to_owned(),
        price: "5299".to_owned(),
        method: FormMethod::FlatPerPeriod,
        rate_percent: "0.6".to_owned(),
        first_due_date: "2026-12-28".to_owned(),
        ..app.plan_form(None).expect("a form")
    }
}

fn prospect(app: &App, form: &PlanForm) -> Prospect {
    app.plan_preview(form).expect("a preview").prospect.expect("complete terms")
}

#[test]
fn other_numbers_of_periods_stand_beside_the_forms_own() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let form = form(&app, account(&app, "12000"));
    let found = prospect(&app, &PlanForm { periods: "10".to_owned(), ..form.clone() });
    let said: Vec<_> = found
        .choices
        .iter()
        .map(|choice| (choice.periods, choice.payment.as_str(), choice.cost.as_str(), choice.chosen))
        .collect();
    assert_eq!(
        said,
        [
            (3, "1798.12", "95.37", false),
            (6, "914.95", "190.74", false),
            (10, "561.69", "317.90", true),
            (12, "473.37", "381.48", false),
            (24, "252.58", "762.96", false),
        ]
    );
    let rate = |at: usize| found.choices[at].nominal_annual_percent.clone().expect("a rate");
    assert!(rate(3).starts_with("13.03"), "{}", rate(3));
    let bullet = PlanForm { method: FormMethod::Bullet, ..form };
    assert_eq!(prospect(&app, &bullet).choices, [], "one payment has no number of periods");
}

#[test]
fn the_heaviest_month_is_told_with_its_share_of_the_income() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let form = form(&app, account(&app, "12000"));
    app.plans_add(&[draft(laptop())], false).expect("a plan");
    let before = prospect(&app, &form);
    let (peak, after) = (before.before.expect("a peak"), before.after.expect("a peak"));
    assert_eq!((peak.due.as_str(), peak.income_percent), ("446.74", None), "the last row carries the rest");
    assert_eq!((after.month.as_str(), after.due.as_str()), ("2027-11", "920.15"));
    assert_eq!(before.months.len(), 12);
    let month = &before.months[1];
    assert_eq!((month.month.as_str(), month.before.as_str()), ("2026-12", "446.66"));
    assert_eq!((month.added.as_str(), month.after.as_str()), ("473.37", "920.03"));
    assert_eq!((before.months[0].before_height, month.before_height + month.added_height), (0, 99));

    let income =
        |amount: &str, currency: &str| Income { amount: amount.to_owned(), currency: currency.to_owned() };
    app.income_set(&income("12,000", "CNY")).expect("kept");
    assert_eq!(app.income().expect("read"), Some(income("12000.00", "CNY")));
    assert_eq!(prospect(&app, &form).after.expect("a peak").income_percent.as_deref(), Some("7.7"));
    app.income_set(&income("9000", "EUR")).expect("kept");
    assert_eq!(prospect(&app, &form).after.expect("a peak").income_percent, None, "another currency");
    let refused = app.income_set(&income("much", "CNY")).expect_err("no amount");
    assert_eq!((refused.code, refused.field), (ErrorCode::AmountInvalid, Some(Field::Amount)));
    app.income_set(&income("", "CNY")).expect("forgotten");
    assert_eq!(app.income().expect("read"), None);
    (0..3).for_each(|_| drop(app.undo().expect("undone")));
    assert_eq!(app.income().expect("read"), None, "as it was before the first");
}

#[test]
fn over_the_limit_says_which_repayments_free_it_by_when() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let form = form(&app, account(&app, "9500"));
    let fits = prospect(&app, &form).limit.expect("a limit");
    assert_eq!((fits.free.as_str(), fits.left.as_deref(), fits.over), ("9500.00", Some("4201.00"), None));
    app.plans_add(&[draft(laptop())], false).expect("a plan");
    let over = prospect(&app, &form).limit.expect("a limit");
    // 5,000.00 are used; 799.00 are missing, which two repayments of 416.66 free.
    assert_eq!((over.free.as_str(), over.left, over.over.as_deref()), ("4500.00", None, Some("799.00")));
    let frees: Vec<_> =
        over.frees.iter().map(|freed| (freed.on.as_str(), freed.principal.as_str())).collect();
    assert_eq!(frees, [("2026-12-15", "416.66"), ("2027-01-15", "416.66")]);
    assert_eq!(over.fits_on.as_deref(), Some("2027-01-15"));
    let never = prospect(&app, &PlanForm { price: "20000".to_owned(), ..form }).limit.expect("a limit");
    assert_eq!((never.frees.len(), never.fits_on), (12, None), "all that is owed frees too little");
}

#[test]
fn a_plan_under_way_is_entered_with_what_was_paid() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let form = PlanForm {
        purchased_on: "2026-08-28".to_owned(),
        first_due_date: "2026-09-28".to_owned(),
        past_rows_paid: true,
        ..form(&app, account(&app, "12000"))
    };
    let paid = |rows: &str| {
        let preview = app.plan_preview(&PlanForm { paid_rows: rows.to_owned(), ..form.clone() });
        let preview = preview.expect("a preview");
        (preview.errors, preview.schedule.expect("a schedule").track.paid)
    };
    assert_eq!(paid(""), (vec![], 2), "those that are past");
    assert_eq!(paid("1"), (vec![], 1));
    assert_eq!(paid("3"), (vec![], 3), "one was paid before its time");
    let (errors, _) = paid("13");
    assert_eq!((errors[0].code, errors[0].field), (ErrorCode::NumberRange, Some(Field::PaidRows)));
    let id = app.plan_add_form(&PlanForm { paid_rows: "3".to_owned(), ..form }).expect("saved");
    let days: Vec<_> =
        app.plan(&id).expect("a plan").repayments.into_iter().map(|paid| paid.paid_on).collect();
    assert_eq!(days, ["2026-11-22", "2026-10-28", "2026-09-28"], "never on a day that is to come");
}
