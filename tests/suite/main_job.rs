//! The main job, through the use cases on a real file: plans in, a calendar out, rows paid, rows exported.

use fenqi_app::contract::{
    AccountForm, ErrorCode, ExportTable, FormFrequency, FormMethod, InstalmentStatus, Origin, PayForm,
    PlanForm, PlanId, PlanStatus, RateUnit,
};
use fenqi_app::{App, Pay};
use fenqi_tests::{NOW, add_three, app_at, data_folder};

fn pay(plan: &PlanId, n: u32, amount: Option<&str>) -> Pay {
    Pay { plan: plan.clone(), n, amount: amount.map(str::to_owned), on: None, source: None }
}

#[test]
fn due_lists_the_rows_of_the_three_plans() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let due = app.due(None, None, None).expect("a list");
    assert_eq!(due.rows.len(), 36);
    let statuses = |title: &str| {
        let rows = due.rows.iter().filter(|row| row.title == title);
        rows.map(|row| row.status).collect::<Vec<_>>()
    };
    use InstalmentStatus::{Overdue, Scheduled};
    let phone = statuses("小米 15 Pro");
    assert_eq!((phone[0], phone[1], phone[2]), (Overdue, Overdue, Scheduled));
    assert!(statuses("备用金 5,000").iter().all(|status| *status == Scheduled));
    // 5299.00 + (5000 + 12 × 30.00) + the advance's twelve rows.
    let totals = &due.totals["CNY"];
    let advance: i64 = advance_total(&app);
    assert_eq!(totals.due, format!("{}.{:02}", (529_900 + 536_000 + advance) / 100, advance % 100));
    assert_eq!((totals.paid.as_str(), totals.overdue.as_str()), ("0.00", "883.16"));
    assert_eq!(totals.left, totals.due);
    let november = app.due(Some("2026-11-01"), Some("2026-11-30"), Some("备用金")).expect("a list");
    assert_eq!(november.rows.len(), 1);
}

fn advance_total(app: &App) -> i64 {
    let plan = app.plans().expect("plans").into_iter().find(|plan| plan.origin == Origin::CashAdvance);
    plan.expect("the advance").total.replace('.', "").parse().expect("an amount")
}

#[test]
fn rows_and_rates_are_those_of_the_contract() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    let phone = app.plan(&ids[0]).expect("the phone");
    assert_eq!(phone.rows[0].total, "441.58");
    assert_eq!(phone.rows[11].total, "441.62", "the difference is with the last row");
    assert_eq!(phone.rates.nominal_annual_percent.as_deref(), Some("0.000000"));
    assert_eq!(phone.status, PlanStatus::Overdue);
    let laptop = app.plan(&ids[1]).expect("the laptop");
    assert_eq!(laptop.rows[0].total, "446.66");
    let rates = (laptop.rates.nominal_annual_percent, laptop.rates.effective_annual_percent);
    assert_eq!(rates.0.map(|rate| rate[..5].to_owned()).as_deref(), Some("13.03"));
    assert_eq!(rates.1.map(|rate| rate[..5].to_owned()).as_deref(), Some("13.84"));
    assert_eq!(laptop.advertised.map(|rate| rate.annual_percent).as_deref(), Some("7.2"));
    let advance = app.plan(&ids[2]).expect("the advance");
    assert_eq!(advance.rows[0].interest, "77.50", "31 days at 0.05 % of 5,000.00");
}

#[test]
fn the_calendar_shows_rows_with_their_tracks() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    let month = app.month("2026-11").expect("a month");
    let days: Vec<_> = month.days.iter().map(|day| day.date.as_str()).collect();
    assert_eq!(days, ["2026-10-28", "2026-11-28", "2026-11-30"], "whole weeks around the month");
    let chip = &month.days[1].chips[0];
    assert_eq!((chip.plan.clone(), chip.n, chip.of, chip.total.as_str()), (ids[0].clone(), 3, 12, "441.58"));
    assert_eq!(month.days[1].more, 0);
    let day = app.day("2026-11-28").expect("a day");
    let row = &day.statements[0].rows[0];
    assert_eq!((row.plan.clone(), row.n, row.of, row.total.as_str()), (ids[0].clone(), 3, 12, "441.58"));
    assert_eq!(row.track.cells.len(), 12);
    assert_eq!(row.track.cells[0].status, InstalmentStatus::Overdue);
    assert!(row.track.cells[0].next && !row.track.cells[1].next);
    assert_eq!(month.totals[0].due, "891.80".to_owned().replace("891.80", &november_total(&app)));
    assert_eq!(app.month("2026-13").map_err(|error| error.code), Err(ErrorCode::DateInvalid));
}

fn november_total(app: &App) -> String {
    app.due(Some("2026-11-01"), Some("2026-11-30"), None).expect("a list").totals["CNY"].due.clone()
}

#[test]
fn a_paid_row_is_paid_after_a_restart_too() {
    let folder = data_folder();
    let ids = {
        let app = app_at(folder.path(), NOW);
        let ids = add_three(&app);
        app.pay(&pay(&ids[0], 1, None)).expect("paid");
        ids
    };
    let app = app_at(folder.path(), NOW);
    let phone = app.plan(&ids[0]).expect("the phone");
    assert_eq!((phone.rows[0].status, phone.rows[0].remaining.as_str()), (InstalmentStatus::Paid, "0.00"));
    assert_eq!(phone.rows[0].paid_on.as_deref(), Some("2026-11-22"));
    assert_eq!(phone.track.paid, 1);
    assert_eq!(phone.repayments[0].amount, "441.58");
    let again = app.pay(&pay(&ids[0], 1, None)).map_err(|error| error.code);
    assert_eq!(again, Err(ErrorCode::PaidAlready), "twice does no harm");
    assert_eq!(app.plan(&ids[0]).expect("the phone").repayments.len(), 1);
}

#[test]
fn a_payment_is_split_partly_or_over_rows_and_never_lost() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    app.pay(&pay(&ids[0], 3, Some("100.00"))).expect("a part");
    let row = &app.plan(&ids[0]).expect("the phone").rows[2];
    assert_eq!((row.paid.as_str(), row.remaining.as_str(), row.partly_paid), ("100.00", "341.58", true));
    app.pay(&pay(&ids[0], 3, Some("400.00"))).expect("more than is left of the row");
    let phone = app.plan(&ids[0]).expect("the phone");
    assert_eq!(phone.rows[2].remaining, "0.00");
    assert_eq!(phone.rows[3].paid, "58.42", "the rest went to the next row");
    let all = app
        .pay(&pay(&ids[0], 4, Some("99999.00")))
        .map_err(|error| (error.code, error.params["left"].clone()));
    assert_eq!(all, Err((ErrorCode::PaymentTooLarge, "4799.00".to_owned())));
    app.pay(&pay(&ids[0], 4, Some("4799.00"))).expect("all that is left, earlier rows included");
    assert_eq!(app.plan(&ids[0]).expect("the phone").status, PlanStatus::Settled);
}

#[test]
fn a_statement_is_paid_at_once() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    app.pay_statement("小米分期", "2026-09-28", None, Some("招行卡")).expect("paid");
    assert_eq!(app.due(None, Some("2026-09-30"), None).expect("a list").totals["CNY"].left, "0.00");
    let again = app.pay_statement("小米分期", "2026-09-28", None, None).map_err(|error| error.code);
    assert_eq!(again, Err(ErrorCode::StatementUnknown));
}

#[test]
fn earlier_rows_can_be_entered_as_paid() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let mut phone = fenqi_tests::phone();
    phone["paid_before"] = "2026-11-22".into();
    phone["terms"]["down_payment"] = serde_json::json!({ "amount": "299.00" });
    let id = app.plans_add(&[fenqi_tests::draft(phone)], true).expect("added").remove(0);
    let phone = app.plan(&id).expect("the phone");
    assert_eq!((phone.track.paid, phone.track.of), (2, 12));
    assert_eq!(phone.rows[0].n, 0, "the down payment has a row");
    assert_eq!(phone.rows[0].status, InstalmentStatus::Paid, "and was paid at the till");
    assert_eq!(phone.rows[1].paid_on.as_deref(), Some("2026-09-28"));
}

#[test]
fn csv_keeps_chinese_text_and_disarms_formulas() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    add_three(&app);
    let mut trap = fenqi_tests::phone();
    trap["title"] = "=HYPERLINK(\"http://x\")".into();
    app.plans_add(&[fenqi_tests::draft(trap)], true).expect("added");
    let text =
        String::from_utf8(fenqi_tests::csv(&app, ExportTable::Rows).expect("exported")).expect("UTF-8");
    assert!(text.starts_with('\u{feff}'), "Excel reads UTF-8 only with its mark");
    assert!(text.contains("小米 15 Pro") && text.contains("小米商城"));
    assert!(text.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "a formula is text");
    assert_eq!(text.matches("\r\n").count(), 49, "RFC 4180 line ends");
    let folder_of_export = data_folder();
    let path = folder_of_export.path().join("还款.csv");
    let done = fenqi_tests::export_rows(&app, &path).expect("written");
    assert_eq!(done.rows, 48);
    assert_eq!(
        std::fs::read_dir(folder_of_export.path()).expect("a folder").count(),
        1,
        "nothing else is left"
    );
    let nowhere = folder_of_export.path().join("no/such/folder.csv");
    let refused = fenqi_tests::export_rows(&app, &nowhere).map_err(|error| error.code);
    assert_eq!(refused, Err(ErrorCode::WriteFailed));
}

#[test]
fn the_form_previews_what_it_saves() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let account = app.account_add_form(&AccountForm {
        name: "小米分期".to_owned(),
        currency: "cny".to_owned(),
        limit: "20,000".to_owned(),
        due_days: "28".to_owned(),
        ..app.account_form(None).expect("an empty form")
    });
    let account = account.expect("an account");
    let form = app.plan_form(Some(&account)).expect("an empty form");
    assert_eq!(form.first_due_date, "2026-11-28", "the account's due day");
    let form = PlanForm {
        title: "小米 15 Pro".to_owned(),
        price: "¥5,299.00".to_owned(),
        method: FormMethod::FlatPerPeriod,
        rate_percent: "0.60".to_owned(),
        rate_unit: RateUnit::Period,
        frequency: FormFrequency::Monthly,
        purchased_on: "2026-08-28".to_owned(),
        first_due_date: "2026-09-28".to_owned(),
        past_rows_paid: true,
        ..form
    };
    let preview = app.plan_preview(&form).expect("a preview");
    assert_eq!(preview.errors, []);
    let schedule = preview.schedule.expect("complete terms");
    assert_eq!((schedule.per_period.as_str(), schedule.totals.total.as_str()), ("473.37", "5680.48"));
    assert_eq!((schedule.past_rows, schedule.track.paid), (2, 2));
    let id = app.plan_add_form(&form).expect("saved");
    let plan = app.plan(&id).expect("the plan");
    let figures = |rows: &[fenqi_app::contract::RowView]| {
        rows.iter().map(|row| (row.due_date.clone(), row.total.clone(), row.paid.clone())).collect::<Vec<_>>()
    };
    assert_eq!(figures(&plan.rows), figures(&schedule.rows), "what is saved is what was shown");
    assert_eq!(plan.rates, schedule.rates);
}

#[test]
fn the_window_pays_from_its_form() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let ids = add_three(&app);
    let form = PayForm {
        plan: ids[0].clone(),
        n: 1,
        amount: " 1,00 ".to_owned(),
        paid_on: String::new(),
        source: String::new(),
    };
    assert_eq!(app.pay_form(form.clone()).map_err(|error| error.code), Err(ErrorCode::AmountInvalid));
    app.pay_form(PayForm {
        amount: "４４１．５８".to_owned(), paid_on: "2026-09-27".to_owned(), ..form
    })
    .expect("paid");
    assert_eq!(app.plan(&ids[0]).expect("the phone").rows[0].paid_on.as_deref(), Some("2026-09-27"));
}

#[test]
fn sample_data_fill_an_empty_file_once() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    app.sample_add().expect("an empty file");
    let plans = app.plans().expect("plans");
    let with = |status| plans.iter().filter(|plan| plan.status == status).count();
    assert_eq!((plans.len(), with(PlanStatus::Overdue), with(PlanStatus::Settled)), (8, 1, 1));
    assert_eq!(app.sample_add().map_err(|error| error.code), Err(ErrorCode::NotEmpty));
}
