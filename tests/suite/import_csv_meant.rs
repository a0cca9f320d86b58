//! Tables whose columns say less, or something else, than their names seem to: nothing is taken for what it is not.

use fenqi_app::contract::{ErrorCode, Language, Settings};

use crate::import_csv::{fresh, in_account, preview, views};
use crate::import_csv_people::{plans, wrong};

#[test]
fn how_a_plan_is_repaid_is_its_method_and_how_a_row_is_its_source() {
    let header = "名称,借款日期,借款金额,期数,年利率(%),还款方式\n";
    for (method, total) in [("等额本金", "123900.00"), ("先息后本", "127200.00"), ("等额本息", "123935.66")]
    {
        let found = plans(&format!("{header}装修,2026-11-10,120000,12,6,{method}\n"));
        assert_eq!(found[0].totals.total, total, "{method}");
    }
    let other = format!("{header}装修,2026-11-10,120000,12,6,微信支付\n");
    assert_eq!(wrong(&other), [(2, "还款方式".to_owned(), ErrorCode::ChoiceUnknown)]);
    let rows = "名称,期次,应还日期,应还金额,已还金额,还款方式\n手机,1,2026-08-10,500,500,招行储蓄卡\n手机,2,2026-09-10,500,0,\n";
    assert_eq!(plans(rows)[0].repayments[0].source.as_deref(), Some("招行储蓄卡"));
}

#[test]
fn what_stands_in_brackets_behind_a_column_s_name_is_not_passed_over() {
    let of_price = |name: &str| format!("title,purchased_on,{name},periods\nA,2026-01-15,1200,12\n");
    for (name, code) in [
        ("价格（美元）", ErrorCode::CurrencyDiffers),
        ("price (US dollars)", ErrorCode::CurrencyDiffers),
        ("price (in cents)", ErrorCode::AmountInvalid),
        ("price (per month)", ErrorCode::AmountInvalid),
        ("价格（百万元）", ErrorCode::AmountInvalid),
        ("价格（元/月）", ErrorCode::AmountInvalid),
        ("\"价格（分，人民币）\"", ErrorCode::AmountInvalid),
    ] {
        assert_eq!(wrong(&of_price(name)), [(2, name.trim_matches('"').to_owned(), code)]);
    }
    for name in [
        "价格（元）",
        "价格（人民币）",
        "价格（单位：元）",
        "price (CNY)",
        "price (¥)",
        "price (incl. VAT)",
        "价格（必填）",
    ] {
        assert_eq!(plans(&of_price(name))[0].totals.total, "1200.00", "{name}");
    }
    for (columns, values) in [("手续费（每期）", "36"), ("手续费(%)", "7.2")] {
        let fees = format!("title,purchased_on,price,periods,{columns}\nA,2026-01-15,6000,12,{values}\n");
        assert_eq!(wrong(&fees), [(2, columns.to_owned(), ErrorCode::AmountInvalid)]);
    }
    let of_rate =
        |name: &str| format!("title,purchased_on,price,periods,{name}\nA,2026-01-15,6000,12,0.45\n");
    for name in ["月利率(‰)", "每期费率（年）", "monthly rate (p.a.)"] {
        assert_eq!(wrong(&of_rate(name)), [(2, name.to_owned(), ErrorCode::RateUnclear)]);
    }
    for name in ["月利率(%)", "每期费率（% / 期）", "monthly rate (%)"] {
        assert_eq!(plans(&of_rate(name))[0].totals.total, "6324.00", "{name}");
    }
    let left = "title,purchased_on,price,期数（剩余）\nA,2026-01-15,1200,7\n";
    assert_eq!(wrong(left)[0].2, ErrorCode::PeriodsRange, "how many there are is not said");
}

#[test]
fn a_rate_of_which_nothing_says_what_it_counts_by_is_refused() {
    for name in ["rate", "费率", "分期费率", "分期手续费率", "贷款利率", "loan rate"] {
        let table = format!("title,purchased_on,price,periods,{name}\nA,2026-01-15,6000,12,0.6%\n");
        assert_eq!(wrong(&table), [(2, name.to_owned(), ErrorCode::RateUnclear)]);
        let named =
            format!("title,purchased_on,price,periods,{name},每期还款\nA,2026-01-15,6000,12,0.6%,536\n");
        assert_eq!(plans(&named)[0].totals.total, "6432.00", "{name}: the instalment says it");
    }
    for name in ["tax rate", "Exchange rate", "Crate"] {
        let other = format!("title,purchased_on,price,periods,{name}\nA,2026-01-15,6000,12,13%\n");
        assert_eq!(plans(&other)[0].totals.total, "6000.00", "{name}");
    }
}

#[test]
fn a_plan_that_a_line_calls_paid_or_refunded_is_not_taken_for_an_open_one() {
    let header = "title,purchased_on,price,periods,paid_rows,状态\n";
    for status in ["已结清", "提前结清", "Paid off", "settled"] {
        let open = format!("{header}A,2026-01-15,1200,12,3,{status}\n");
        assert_eq!(wrong(&open), [(2, "状态".to_owned(), ErrorCode::FiguresDiffer)]);
        assert_eq!(plans(&format!("{header}A,2026-01-15,1200,12,12,{status}\n"))[0].totals.total, "1200.00");
    }
    for status in ["还款中", "未结清", "正常", "active", ""] {
        assert_eq!(plans(&format!("{header}A,2026-01-15,1200,12,3,{status}\n")).len(), 1, "{status}");
    }
    for status in ["已退款", "已退货", "已取消", "交易关闭", "Refunded"] {
        let (_folder, app) = fresh();
        let table = format!("{header}A,2026-01-15,1200,12,3,{status}\nB,2026-01-15,1200,12,3,还款中\n");
        let seen = preview(&app, table.as_bytes(), &in_account());
        assert_eq!((seen.plans, seen.left_out_count, seen.problem_count), (1, 1, 0), "{status}");
    }
}

#[test]
fn what_a_line_calls_paid_and_left_must_be_what_its_paid_rows_come_to() {
    let header = "title,purchased_on,price,periods,paid_rows,已还金额,未还,是否还清\n";
    for (cells, column) in [
        (",1200,0,是", "已还金额"),
        ("5,400,700,否", "已还金额"),
        ("5,500,500,否", "未还"),
        ("5,,,是", "是否还清"),
    ] {
        assert_eq!(wrong(&format!("{header}A,2026-01-15,1200,12,{cells}\n"))[0].1, column, "{cells}");
    }
    for cells in ["5,500,700,否", "12,1200.00,0,是", "5,,,", ",0,1200,否"] {
        assert_eq!(plans(&format!("{header}A,2026-01-15,1200,12,{cells}\n")).len(), 1, "{cells}");
    }
}

#[test]
fn of_two_columns_of_days_the_second_must_say_the_same() {
    let header = "商品,期次,应还日期,还款日期,应还金额\n";
    let differs = format!("{header}手机,1,2026-08-10,2026-08-03,500\n手机,2,2026-09-10,2026-09-10,500\n");
    assert_eq!(wrong(&differs), [(2, "还款日期".to_owned(), ErrorCode::FiguresDiffer)]);
    assert_eq!(
        plans(&format!("{header}手机,1,2026-08-10,2026/8/10,500\n手机,2,2026-09-10,,500\n"))[0].rows.len(),
        2
    );
}

#[test]
fn a_day_that_may_be_the_last_is_not_taken_for_the_first() {
    let loan = |day: &str| format!("名称,借款日期,借款金额,期数,到期日\n装修,2026-01-10,12000,12,{day}\n");
    assert_eq!(wrong(&loan("2027-01-10")), [(2, "到期日".to_owned(), ErrorCode::FirstDueUnclear)]);
    assert_eq!(plans(&loan("2026-02-28"))[0].rows[0].due_date, "2026-02-28");
    let named = "名称,借款日期,借款金额,期数,首次还款日\n装修,2026-01-10,12000,12,2026-07-10\n";
    assert_eq!(plans(named)[0].rows[0].due_date, "2026-07-10", "a name that says so is believed");
    let once = "名称,借款日期,借款金额,期数,到期日\n装修,2026-01-10,12000,1,2027-01-10\n";
    assert_eq!(plans(once)[0].rows[0].due_date, "2027-01-10", "of one row it is both");
}

#[test]
fn a_broken_character_does_not_make_utf_8_another_encoding() {
    let mut text =
        "title,purchased_on,price,periods\n小米手机,2026-01-15,1200,12\n苹果手".as_bytes().to_vec();
    text.extend_from_slice(&"机".as_bytes()[..2]);
    text.extend_from_slice(b",2026-01-15,1200,12\n");
    let (_folder, app) = fresh();
    let seen = preview(&app, &text, &in_account());
    let problems: Vec<_> = seen.problems.iter().map(|problem| (problem.line, problem.error.code)).collect();
    assert_eq!(problems, [(Some(3), ErrorCode::CharactersUnreadable)]);
}

#[test]
fn two_characters_of_gbk_are_chinese_where_the_window_is() {
    let (_folder, app) = fresh();
    app.settings_set(Settings { language: Some(Language::ZhCn), ..app.settings().expect("settings") })
        .expect("set");
    for title in ["手机", "学费", "房租", "旅游", "电视", "沙发"] {
        let (text, ..) = encoding_rs::GBK.encode(title);
        let table = [b"title,purchased_on,price,periods\n", &*text, b",2026-01-15,1200,12\n"].concat();
        app.import_csv(&mut std::io::Cursor::new(table), &in_account(), &mut |_| true).expect("imported");
        assert!(views(&app).iter().any(|plan| plan.title == title), "{title}");
    }
}
