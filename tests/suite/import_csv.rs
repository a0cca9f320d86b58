//! CSV that comes in: what was exported reads back equal, what banks and people write is understood or asked about,
//! and what goes wrong leaves nothing.

use std::io::Cursor;

use fenqi_app::App;
use fenqi_app::contract::{
    DateOrder, DecimalMark, ErrorCode, ExportTable, ImportKind, ImportOptions, ImportPreview, Imported,
    InstalmentStatus, PlanView, TextEncoding,
};
use fenqi_tests::{NOW, add_three, app_at, csv, data_folder, draft};
use serde_json::json;
use tempfile::TempDir;

pub(crate) fn fresh() -> (TempDir, App) {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    (folder, app)
}

pub(crate) fn exported(app: &App) -> Vec<u8> {
    csv(app, ExportTable::Rows).expect("an export")
}

pub(crate) fn preview(app: &App, bytes: &[u8], options: &ImportOptions) -> ImportPreview {
    app.import_csv_preview(&mut Cursor::new(bytes), options, &mut |_| true).expect("a preview")
}

pub(crate) fn import(app: &App, bytes: &[u8], options: &ImportOptions) -> Result<Imported, ErrorCode> {
    app.import_csv(&mut Cursor::new(bytes), options, &mut |_| true).map_err(|error| error.code)
}

/// Imports what must be sound.
pub(crate) fn imported(bytes: &[u8], options: &ImportOptions) -> (TempDir, App, Imported) {
    let (folder, app) = fresh();
    let seen = preview(&app, bytes, options);
    assert_eq!(seen.problems, [], "{}", String::from_utf8_lossy(bytes));
    let imported = import(&app, bytes, options).expect("a sound file");
    assert_eq!((imported.plans, imported.rows), (seen.plans, seen.rows), "as previewed");
    (folder, app, imported)
}

pub(crate) fn views(app: &App) -> Vec<PlanView> {
    let plans = app.plans().expect("plans");
    plans.iter().map(|plan| app.plan(&plan.id).expect("a plan")).collect()
}

pub(crate) fn in_account() -> ImportOptions {
    ImportOptions { account: Some("账户".to_owned()), ..ImportOptions::default() }
}

/// Where a preview says what is wrong: line, column, code.
pub(crate) fn told(preview: &ImportPreview) -> Vec<(u32, Option<&str>, ErrorCode)> {
    let told =
        |problem: &'_ fenqi_app::contract::ImportProblem| (problem.line.unwrap_or(0), problem.error.code);
    preview
        .problems
        .iter()
        .map(|problem| (told(problem).0, problem.column.as_deref(), told(problem).1))
        .collect()
}

#[test]
fn what_was_exported_reads_back_equal() {
    let (_one, app) = fresh();
    let ids = add_three(&app);
    app.pay_statement("小米分期", "2026-09-28", Some("2026-09-27"), None).expect("a repayment");
    app.plans_add(&[draft(json!({
        "account": "欧元", "title": "'=1+1", "purchased_on": "2026-01-31", "notes": "一行\n'二行'\n\"三\",行",
        "price": "900.00", "auto_debit": true, "paid_rows": 2,
        "terms": { "method": "fee_spread", "principal": "900.00", "periods": "9", "fee_rate_total": "0.03",
                   "start_date": "2026-01-31", "first_due_date": "2026-02-28", "anchor_day": "31",
                   "down_payment": { "amount": "90.00" } }
    }))], true).expect("a plan");
    let first = exported(&app);
    let (_two, other, done) = imported(&first, &ImportOptions::default());
    assert_eq!(String::from_utf8_lossy(&exported(&other)), String::from_utf8_lossy(&first));
    assert_eq!((done.plans, done.accounts, done.duplicates), (4, 3, 0));
    assert_eq!(other.plan(&ids[0]).expect("the same id").title, "小米 15 Pro");
    assert_eq!(preview(&other, &first, &ImportOptions::default()).kind, ImportKind::OwnCsv);
}

#[test]
fn the_same_file_twice_adds_nothing_and_one_undo_takes_all_back() {
    let (_one, app) = fresh();
    add_three(&app);
    let (_two, other, _) = imported(&exported(&app), &ImportOptions::default());
    let again = import(&other, &exported(&app), &ImportOptions::default()).expect("nothing to do");
    assert_eq!((again.plans, again.duplicates), (0, 3));
    let rows =
        "标题,购买日期,还款日,金额\n手机,2026-01-01,2026-02-01,100.00\n手机,2026-01-01,2026-03-01,100.00\n";
    assert_eq!(import(&other, rows.as_bytes(), &in_account()).map(|done| done.plans), Ok(1));
    assert_eq!(
        import(&other, rows.as_bytes(), &in_account()).map(|done| (done.plans, done.duplicates)),
        Ok((0, 1))
    );
    other.undo().expect("the second file");
    assert_eq!(other.plans().expect("plans").len(), 3);
    other.undo().expect("the first file");
    assert_eq!((other.plans().expect("plans").len(), other.accounts().expect("accounts").len()), (0, 0));
    other.redo().expect("the first file again");
    assert_eq!(exported(&other), exported(&app));
}

#[test]
fn a_plan_that_the_table_does_not_hold_whole_is_left_out_by_name() {
    let (_one, app) = fresh();
    let ids = add_three(&app);
    app.settle_plan(&ids[1], None, None).expect("settled");
    let (_two, other) = fresh();
    let seen = preview(&other, &exported(&app), &ImportOptions::default());
    assert_eq!((seen.plans, seen.left_out_count, seen.problem_count), (2, 1, 0));
    assert_eq!(seen.left_out[0].error.code, ErrorCode::PlanNotInRows);
    assert_eq!(seen.left_out[0].error.params["title"], "ThinkPad X1");
    let done = import(&other, &exported(&app), &ImportOptions::default()).expect("the others");
    assert_eq!((done.plans, done.left_out), (2, 1));
    let here = preview(&app, &exported(&app), &ImportOptions::default());
    assert_eq!((here.plans, here.left_out_count, here.duplicates), (0, 0, 3), "it is there already");
}

#[test]
fn the_template_imports_as_documented() {
    for (bytes, titles, paid, totals) in [
        (
            &include_bytes!("../../docs/fenqi-template.csv")[..],
            ["备用金一万", "冰箱", "手机", "小米 15 Pro", "笔记本电脑"],
            [3, 2, 4, 5, 8],
            ["10661.86", "4119.00", "6000.00", "5299.00", "6450.00"],
        ),
        (
            &include_bytes!("../../docs/fenqi-template.en.csv")[..],
            ["Winter coat", "Fridge", "Cash loan", "Phone", "Laptop"],
            [2, 2, 3, 4, 8],
            ["180.00", "411.00", "1066.19", "600.00", "645.00"],
        ),
    ] {
        let (_folder, app, done) = imported(bytes, &ImportOptions::default());
        assert_eq!(
            (done.plans, preview(&fresh().1, bytes, &ImportOptions::default()).kind),
            (5, ImportKind::OwnCsv)
        );
        for ((title, paid), total) in titles.iter().zip(paid).zip(totals) {
            let plans = views(&app);
            let plan = plans.iter().find(|plan| plan.title == *title).expect("a plan of the template");
            assert_eq!((plan.track.paid, plan.totals.total.as_str()), (paid, total), "{title}");
            let open = plan.rows.iter().filter(|row| row.status != InstalmentStatus::Paid).count();
            assert_eq!(open, plan.rows.len() - paid as usize, "{title}");
        }
    }
}

#[test]
fn the_table_to_fill_in_is_written_in_both_languages() {
    let (_folder, app) = fresh();
    for (language, first) in
        [(fenqi_app::contract::Language::ZhCn, "账户"), (fenqi_app::contract::Language::En, "account")]
    {
        let mut out = Vec::new();
        app.import_template(language, &mut out).expect("a table");
        let text = String::from_utf8(out.clone()).expect("UTF-8");
        assert!(text.starts_with(&format!("\u{feff}{first},")), "{text}");
        let documented = match language {
            fenqi_app::contract::Language::ZhCn => include_str!("../../docs/fenqi-template.csv"),
            fenqi_app::contract::Language::En => include_str!("../../docs/fenqi-template.en.csv"),
        };
        assert_eq!(text.lines().next(), documented.lines().next(), "the example has the same columns");
        let seen = preview(&app, &out, &ImportOptions::default());
        assert_eq!((seen.plans, seen.problem_count, seen.kind), (0, 0, ImportKind::OwnCsv));
    }
}

#[test]
fn a_table_of_a_bank_is_understood() {
    let text = "某银行信用卡分期明细\n导出时间：2026-11-20 10:00:00\n\n\
        交易时间\t商品名称\t商户\t订单号\t期次\t应还日期\t应还本金\t手续费\t应还金额\t已还金额\n\
        2026/8/28 20:11:05\t手机\t商城\tA1\t1\t2026年9月28日\t￥500.00\t3.00元\t￥503.00\t￥503.00\n\
        2026/8/28 20:11:05\t手机\t商城\tA1\t2\t2026年10月28日\t￥500.00\t3.00元\t￥503.00\t--\n\
        2026/8/30 09:00:00\t相机\t商城\tA2\t1\t2026年9月30日\t￥1,200.00\t0\t￥1,200.00\t￥200.00\n\
        共 3 笔\t\t\t\t\t\t\t\t\t\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(text);
    let (_folder, app, done) = imported(&gbk, &in_account());
    assert_eq!((done.plans, done.rows, done.repayments), (2, 3, 2));
    let seen = preview(&fresh().1, &gbk, &in_account());
    assert_eq!(
        (seen.encoding, seen.delimiter.as_deref(), seen.kind),
        (TextEncoding::Gbk, Some("\t"), ImportKind::ForeignCsv)
    );
    assert_eq!(seen.totals[0].amount, "2206.00");
    let plans = views(&app);
    let camera = plans.iter().find(|plan| plan.title == "相机").expect("a plan");
    assert_eq!((camera.rows[0].paid.as_str(), camera.rows[0].remaining.as_str()), ("200.00", "1000.00"));
    let phone = plans.iter().find(|plan| plan.title == "手机").expect("a plan");
    assert_eq!((phone.totals.fee.as_str(), phone.purchased_on.as_str()), ("6.00", "2026-08-28"));
    assert_eq!((phone.merchant.as_deref(), phone.order_no.as_deref()), (Some("商城"), Some("A1")));
}

#[test]
fn rows_with_nothing_but_day_and_amount_make_a_plan() {
    let text = "title;due;amount\nSofa;28.02.2027;33,34\nSofa;28.01.2027;33,33\nSofa;31.12.2026;33,33\n";
    let (_folder, app, _) = imported(text.as_bytes(), &in_account());
    let plan = &views(&app)[0];
    let rows: Vec<_> = plan.rows.iter().map(|row| (row.due_date.as_str(), row.total.as_str())).collect();
    assert_eq!(rows, [("2026-12-31", "33.33"), ("2027-01-28", "33.33"), ("2027-02-28", "33.34")]);
    assert_eq!((plan.terms.method.as_str(), plan.purchased_on.as_str()), ("interest_free", "2026-12-31"));
}

#[test]
fn what_could_mean_two_things_is_asked_about() {
    let (_folder, app) = fresh();
    let text = "title,due date,amount\nA,03/04/2026,\"1,234\"\n";
    let seen = preview(&app, text.as_bytes(), &in_account());
    assert_eq!(
        told(&seen),
        [(2, Some("due date"), ErrorCode::DateAmbiguous)],
        "the amount is not looked at before the date is known"
    );
    let dated = ImportOptions { date_order: Some(DateOrder::DayMonthYear), ..in_account() };
    assert_eq!(
        told(&preview(&app, text.as_bytes(), &dated)),
        [(2, Some("amount"), ErrorCode::AmountAmbiguous)]
    );
    assert_eq!(import(&app, text.as_bytes(), &dated), Err(ErrorCode::ImportRefused));
    for (mark, total) in [(DecimalMark::Point, "1234.00"), (DecimalMark::Comma, "")] {
        let options = ImportOptions { decimal_mark: Some(mark), ..dated.clone() };
        let seen = preview(&app, text.as_bytes(), &options);
        let amounts: Vec<_> = seen.totals.iter().map(|total| total.amount.as_str()).collect();
        assert_eq!(amounts.first().copied().unwrap_or_default(), total);
        assert_eq!(seen.problem_count, u32::from(mark == DecimalMark::Comma), "1.234 has too many decimals");
    }
    let evident = "title,due date,amount\nA,03/04/2026,\"1,234\"\nB,13/04/2026,5.50\n";
    let seen = preview(&app, evident.as_bytes(), &in_account());
    assert_eq!((seen.problem_count, seen.totals[0].amount.as_str()), (0, "1239.50"));
    assert_eq!(
        (seen.date_order, seen.decimal_mark),
        (Some(DateOrder::DayMonthYear), Some(DecimalMark::Point))
    );
}

#[test]
fn every_problem_is_named_with_its_line_and_column() {
    let (_folder, app) = fresh();
    let text = "标题,期次,还款日,本金,利息,应还,已还\n\
        甲,1,2026-01-01,-5,0,5,\n\
        乙,1,2026-13-01,5,0,5,\n\
        丙,1,2026-01-01,5,1,5,\n\
        丁,1,2026-01-01,5,0,5,6\n\
        戊,1,2026-01-01,5,0,5\n\
        己,1,2026-01-01,5,0,5,\n己,3,2026-02-01,5,0,5,\n\
        甲,1,2026-01-01,1e9,0,5,\n\
        庚,1,2026-01-01,5,0,5,,多\n\
        己,2,2026-02-01,5,0,5,\n\
        ,1,2026-01-01,5,0,5,\n";
    let seen = preview(&app, text.as_bytes(), &in_account());
    assert_eq!(
        told(&seen),
        [
            (2, Some("本金"), ErrorCode::AmountNegative),
            (3, Some("还款日"), ErrorCode::DateInvalid),
            (4, Some("应还"), ErrorCode::FiguresDiffer),
            (5, Some("已还"), ErrorCode::PaymentTooLarge),
            (6, None, ErrorCode::LineRagged),
            (7, Some("本金"), ErrorCode::RowsMissing),
            (9, Some("本金"), ErrorCode::AmountInvalid),
            (10, None, ErrorCode::LineRagged),
            (11, None, ErrorCode::PlanApart),
            (12, Some("标题"), ErrorCode::TextRequired),
        ]
    );
    assert_eq!(import(&app, text.as_bytes(), &in_account()), Err(ErrorCode::ImportRefused));
    assert_eq!(app.accounts().expect("accounts").len(), 0);
    let many = format!("标题,还款日,金额\n{}", "甲,无,x\n".repeat(150));
    let seen = preview(&app, many.as_bytes(), &in_account());
    assert_eq!((seen.problems.len(), seen.problem_count), (100, 150));
}

#[test]
fn columns_that_are_not_known_can_be_named() {
    use fenqi_app::contract::ImportColumn::{DueDate, Title, Total};
    let (_folder, app) = fresh();
    let text = "α,β,γ\n2026-05-01,12.50,Lamp\n";
    let seen = preview(&app, text.as_bytes(), &in_account());
    assert_eq!(told(&seen), [(1, None, ErrorCode::ImportColumnsMissing)]);
    let columns = Some(vec![Some(DueDate), Some(Total), Some(Title)]);
    let seen = preview(&app, text.as_bytes(), &ImportOptions { columns, ..in_account() });
    assert_eq!(
        (seen.plans, seen.totals[0].amount.as_str(), seen.new_accounts),
        (1, "12.50", vec!["账户".to_owned()])
    );
}

#[test]
fn a_preview_says_how_far_it_is_and_can_be_stopped() {
    let (_folder, app) = fresh();
    let mut text = "title,purchased_on,price,periods\n".to_owned();
    for n in 0..5_000 {
        text += &format!("No {n},2026-01-05,1200,12\n");
    }
    let mut told = Vec::new();
    let mut look = |stop_at: u8| {
        told.clear();
        let looked = app.import_csv_preview(&mut Cursor::new(&text), &in_account(), &mut |at| {
            told.push((at.percent, at.writing));
            at.percent < stop_at
        });
        (looked.map(|seen| seen.plans).map_err(|error| error.code), told.clone())
    };
    let (seen, told) = look(u8::MAX);
    assert_eq!(seen, Ok(5_000));
    assert!(told.len() > 4 && told.is_sorted() && told.iter().all(|at| at.0 <= 100 && !at.1), "{told:?}");
    assert_eq!(look(60).0, Err(ErrorCode::Cancelled));
}

#[test]
fn an_import_that_is_stopped_half_way_leaves_nothing() {
    let (_one, app) = fresh();
    add_three(&app);
    let (_two, other) = fresh();
    let mut seen = Vec::new();
    let stopped = other.import_csv(&mut Cursor::new(exported(&app)), &ImportOptions::default(), &mut |at| {
        seen.push(at);
        !(at.writing && at.percent >= 50)
    });
    assert_eq!(stopped.map_err(|error| error.code), Err(ErrorCode::Cancelled));
    assert!(seen.iter().any(|at| at.writing), "it was writing");
    assert_eq!((other.plans().expect("plans").len(), other.accounts().expect("accounts").len()), (0, 0));
    assert!(other.activity(None, 10).expect("the journal").is_empty());
    assert_eq!(import(&other, &exported(&app), &ImportOptions::default()).map(|done| done.plans), Ok(3));
}

/// A table with a plan a line, whose lines say what `lines` do of one bought on 15 January for monthly instalments.
fn plan_lines(lines: &[&str]) -> String {
    let header = "title,purchased_on,price,periods,instalment,rate_percent,fee,method,paid_rows,principal\n";
    let line = |(at, line): (usize, &&str)| format!("P{at},2026-01-15,{line}\n");
    let lines: String = lines.iter().enumerate().map(line).collect();
    format!("{header}{lines}")
}

#[test]
fn what_a_line_leaves_open_is_found() {
    let text = plan_lines(&[
        "1200.00,12,,,,,,",
        "1200.00,12,103.60,,,,,",
        ",12,500.00,,,,,",
        "1200.00,,100.00,,,,,",
        "1200.00,12,,0.6%,,,4,",
        "1200.00,12,,,60.00,,,",
        "1200.00,12,,,60.00,fee_upfront,,",
        "1200.00,10,,,,,,1000.00",
    ]);
    let (_folder, app, _) = imported(text.as_bytes(), &in_account());
    let mut plans = views(&app);
    plans.sort_by(|one, other| one.title.cmp(&other.title));
    let found: Vec<_> = plans
        .iter()
        .map(|plan| (plan.terms.method.as_str(), plan.totals.total.as_str(), plan.track.of, plan.track.paid))
        .collect();
    assert_eq!(
        found,
        [
            ("interest_free", "1200.00", 12, 0),
            ("flat_per_period", "1243.20", 12, 0),
            ("interest_free", "6000.00", 12, 0),
            ("interest_free", "1200.00", 12, 0),
            ("flat_per_period", "1286.40", 12, 4),
            ("fee_spread", "1260.00", 12, 0),
            ("fee_upfront", "1260.00", 12, 0),
            ("interest_free", "1200.00", 10, 0),
        ]
    );
    assert_eq!(plans[7].rows[0].paid, "200.00", "what was not financed was paid at once");
    assert_eq!(plans[0].rows[0].due_date, "2026-02-15", "a month after the purchase");
}

#[test]
fn what_a_line_says_against_itself_is_refused() {
    let text = plan_lines(&[
        "1200.00,12,,0.6,,interest_free,,",
        "1200.00,12,103.60,,,interest_free,,",
        "1200.00,12,,,,,13,",
        "1200.00,12,,,,unheard_of,,",
        "1200.00,,,,,,,",
        "1200.00,12,,,,,,1300.00",
    ]);
    let seen = preview(&fresh().1, text.as_bytes(), &in_account());
    assert_eq!(
        told(&seen),
        [
            (2, Some("rate_percent"), ErrorCode::RateUnused),
            (3, Some("instalment"), ErrorCode::PaymentImpossible),
            (4, Some("paid_rows"), ErrorCode::NumberRange),
            (5, Some("method"), ErrorCode::ChoiceUnknown),
            (6, Some("periods"), ErrorCode::PeriodsRange),
            (7, Some("principal"), ErrorCode::DownPaymentTooLarge),
        ]
    );
}
