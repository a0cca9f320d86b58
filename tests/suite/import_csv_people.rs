//! Tables as people, shops, banks and spreadsheets make them: what is meant is found, and what could be meant in two
//! ways, or is another thing than a table, is said.

use fenqi_app::contract::{ErrorCode, ImportOptions, PlanView};

use crate::import_csv::{fresh, import, imported, in_account, preview, told, views};

/// The plans of a file that is sound, by title.
pub(crate) fn plans(text: &str) -> Vec<PlanView> {
    let (_folder, app, _) = imported(text.as_bytes(), &in_account());
    let mut plans = views(&app);
    plans.sort_by(|one, other| one.title.cmp(&other.title));
    plans
}

/// What is wrong with a file: line, column, code.
pub(crate) fn wrong(text: &str) -> Vec<(u32, String, ErrorCode)> {
    let (_folder, app) = fresh();
    let seen = preview(&app, text.as_bytes(), &in_account());
    assert_eq!(
        import(&app, text.as_bytes(), &in_account()),
        Err(ErrorCode::ImportRefused),
        "{text}: {:?}",
        seen.totals
    );
    told(&seen)
        .into_iter()
        .map(|(line, column, code)| (line, column.unwrap_or("").to_owned(), code))
        .collect()
}

#[test]
fn what_is_no_table_is_said_to_be_what_it_is() {
    let (_folder, app) = fresh();
    let sheet = [b"PK\x03\x04\x14\0\x06\0".as_slice(), &[7; 400]].concat();
    let old_sheet = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 400]].concat();
    for (bytes, format) in [
        (sheet.as_slice(), "workbook"),
        (&old_sheet, "workbook"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "pdf"),
        (b"\xef\xbb\xbf{\n  \"format\": \"fenqi\",\n  \"version\": 1\n}\n", "json"),
        (b"{\"format\":\"fenqi\",\"version\":1}", "json"),
        (b"SQLite format 3\0\x10\0", "data"),
        (b"\r\n<html><body><table><tr><td>title</td></tr></table>", "markup"),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?>", "markup"),
    ] {
        for options in [ImportOptions::default(), in_account()] {
            let refused = app.import_csv_preview(&mut std::io::Cursor::new(bytes), &options, &mut |_| true);
            let refused = refused.expect_err("it is no table");
            assert_eq!(
                (refused.code, refused.params.get("format").map(String::as_str)),
                (ErrorCode::ImportUnfit, Some(format))
            );
            assert_eq!(import(&app, bytes, &options), Err(ErrorCode::ImportUnfit));
        }
    }
    assert_eq!(
        import(&app, b"PK,title,due date,amount\n1,A,2026-05-01,5.00\n", &in_account()).map(|done| done.rows),
        Ok(1)
    );
}

#[test]
fn another_table_of_ours_is_said_to_be_what_it_is() {
    use fenqi_app::contract::ExportTable::{Accounts, Months, Plans, Repayments};
    let (_folder, app) = fresh();
    fenqi_tests::add_three(&app);
    app.pay_statement("小米分期", "2026-09-28", Some("2026-09-27"), None).expect("a repayment");
    for (table, name) in
        [(Accounts, "accounts"), (Months, "months"), (Plans, "plans"), (Repayments, "repayments")]
    {
        let bytes = fenqi_tests::csv(&app, table).expect("an export");
        let text = String::from_utf8(bytes).expect("UTF-8").replace(',', ";");
        let text = text.trim_start_matches('\u{feff}');
        let (_other, empty) = fresh();
        let seen = preview(&empty, text.as_bytes(), &ImportOptions::default());
        assert_eq!(told(&seen)[0], (1, None, ErrorCode::ImportUnfit), "{name}");
        assert_eq!(seen.problems[0].error.params.get("format").map(String::as_str), Some(name));
        assert_eq!(import(&empty, text.as_bytes(), &ImportOptions::default()), Err(ErrorCode::ImportRefused));
    }
}

#[test]
fn an_amount_that_a_delimiter_splits_is_refused() {
    let ragged = |text: &str| assert_eq!(wrong(text), [(2, String::new(), ErrorCode::LineRagged)]);
    ragged("title,due date,amount,notes\nA,2026-01-01,1,299.00,\n");
    ragged("title,due date,amount,notes\nA,2026-01-01,1,299.00,x\n");
    ragged("title,due date,amount,notes,more\nA,2026-01-01,1,299.00,,\n");
    ragged("title,due date,amount,notes\nA,2026-01-01,33,33,\n");
    ragged("title;due date;amount;notes\nA;2026-01-01;5.00\n");
    for (notes, shown) in [("299.00", "1,299.00"), ("299", "1,299")] {
        let text = format!("title,due date,amount,notes,more\nA,2026-01-01,1,{notes},\n");
        let (_folder, app) = fresh();
        let seen = preview(&app, text.as_bytes(), &in_account());
        assert_eq!(told(&seen), [(2, Some("amount"), ErrorCode::AmountInvalid)]);
        assert_eq!(seen.problems[0].error.params["text"], shown);
    }
    for sound in ["5.00,299.00", "1,29.00", "1,no. 299", "1299,300.00", "12,2026"] {
        assert_eq!(plans(&format!("title,due date,amount,notes,more\nA,2026-01-01,{sound},\n")).len(), 1);
    }
}

#[test]
fn a_line_of_totals_is_no_plan() {
    for sum in [
        "合计",
        "总计：",
        "小计",
        "本页合计",
        "共计 2 笔",
        "Total",
        "TOTAL:",
        "Sum",
        "Sub-total",
        "Grand total",
    ] {
        for text in [
            format!("title,due date,amount\nA,2026-05-01,5.00\n{sum},2026-05-01,5.00\n"),
            format!("title,purchased_on,price,periods\nA,2026-05-01,6.00,3\n{sum},2026-05-01,6.00,3\n"),
        ] {
            assert_eq!(wrong(&text), [(3, "title".to_owned(), ErrorCode::LineOfTotals)], "{text}");
        }
    }
    for title in ["Total 90 petrol", "Summer coat", "合计算器", "Sum 41 (band)"] {
        assert_eq!(plans(&format!("title,due date,amount\n{title},2026-05-01,5.00\n"))[0].title, title);
    }
}

/// Number, due date and amount of each row.
fn rows(plan: &PlanView) -> Vec<(u32, &str, &str)> {
    plan.rows.iter().map(|row| (row.n, row.due_date.as_str(), row.total.as_str())).collect()
}

#[test]
fn a_count_that_goes_up_from_line_to_line_numbers_the_rows() {
    let lines = |numbers: [&str; 3]| {
        let line = |(at, n): (usize, &&str)| format!("手机,2026-01-05,{n},2026-0{}-05,100.00\n", at + 2);
        let lines: String = numbers.iter().enumerate().map(line).collect();
        format!("商品,购买日期,期数,还款日,金额\n{lines}冰箱,2026-01-06,1,2026-02-06,50.00\n")
    };
    for numbers in [
        ["1", "2", "3"],
        ["1/3", "2/3", "3/3"],
        ["第1期", "第2期", "第3期"],
        ["第1/3期", "第2/3期", "第3/3期"],
        ["1 of 3", "2 of 3", "3 of 3"],
        ["１期", "２期", "３期"],
    ] {
        let found = plans(&lines(numbers));
        assert_eq!(found.len(), 2, "{numbers:?}");
        assert_eq!(rows(&found[0]), [(1, "2026-02-06", "50.00")]);
        let phone = [(1, "2026-02-05", "100.00"), (2, "2026-03-05", "100.00"), (3, "2026-04-05", "100.00")];
        assert_eq!(rows(&found[1]), phone, "{numbers:?}");
    }
    let counted = plans(
        "商品,购买日期,期数,价格\n手机,2026-01-05,3,300.00\n手机,2026-02-05,4,400.00\n手机,2026-02-06,4,400.00\n",
    );
    let mut of: Vec<u32> = counted.iter().map(|plan| plan.track.of).collect();
    of.sort_unstable();
    assert_eq!(of, [3, 4, 4], "each line is a plan with a number of periods of its own");
}

#[test]
fn rows_whose_numbers_do_not_fit_are_asked_about() {
    let missing = [(2, String::new(), ErrorCode::RowsMissing)];
    assert_eq!(wrong("商品,期次,还款日,金额\n手机,1/3,2026-02-05,1.00\n手机,2/3,2026-03-05,1.00\n"), missing);
    let apart = "商品,期次,还款日,金额\n手机,1/2,2026-02-05,1.00\n手机,2/3,2026-03-05,1.00\n";
    assert_eq!(wrong(apart), [(3, "期次".to_owned(), ErrorCode::LineContradicts)]);
    let rest = "商品,购买日期,期数,还款日,金额\n手机,2026-01-05,6,2026-07-05,1.00\n手机,2026-01-05,7,2026-08-05,1.00\n";
    assert_eq!(wrong(rest), missing);
    let by_day = "商品,日期,期数,金额\nA,2026-01-05,1,1.00\nB,2026-01-05,1,1.00\nA,2026-02-05,2,1.00\nB,2026-02-05,2,1.00\n";
    assert_eq!(
        wrong(by_day),
        [(1, String::new(), ErrorCode::ImportColumnsMissing)],
        "which day is the due one?"
    );
}

#[test]
fn two_plans_of_one_name_are_not_made_one() {
    let twice =
        "title,due date,amount\nA,2026-01-05,1.00\nA,2026-02-05,1.00\nA,2026-01-05,2.00\nA,2026-02-05,2.00\n";
    assert_eq!(
        wrong(twice),
        [(4, "due date".to_owned(), ErrorCode::RowTwice), (5, "due date".to_owned(), ErrorCode::RowTwice)]
    );
    let numbered = |numbers: [&str; 4]| {
        let line = |(at, n): (usize, &&str)| format!("A,2026-0{}-05,{n},{}.00\n", at % 2 + 1, at / 2 + 1);
        format!("title,due date,n,amount\n{}", numbers.iter().enumerate().map(line).collect::<String>())
    };
    for numbers in [
        ["1", "2", "1", "2"],
        ["0", "1", "0", "1"],
        ["01", "02", "01", "02"],
        ["第1期", "第2期", "第1期", "第2期"],
        ["1/2", "2/2", "1/2", "2/2"],
    ] {
        let found = plans(&numbered(numbers));
        let mut totals: Vec<_> = found.iter().map(|plan| plan.totals.total.as_str()).collect();
        totals.sort_unstable();
        assert_eq!(totals, ["2.00", "4.00"], "{numbers:?}: blocks are plans");
    }
    assert!(wrong(&numbered(["1", "1", "2", "2"])).iter().any(|(_, _, code)| *code == ErrorCode::RowTwice));
}

#[test]
fn a_column_that_answers_whether_a_row_is_paid_holds_no_amounts() {
    for (name, yes, no) in [
        ("paid", "1", "0"),
        ("已还", "1", "0"),
        ("是否还清", "是", "否"),
        ("是否已还", "√", ""),
        ("Paid?", "yes", "no"),
        ("paid", "TRUE", "FALSE"),
        ("已还清", "Y", "N"),
    ] {
        let text =
            format!("title,due date,amount,{name}\nA,2026-01-05,100.00,{yes}\nA,2026-02-05,100.00,{no}\n");
        let found = plans(&text);
        let paid: Vec<_> = found[0].rows.iter().map(|row| row.paid.as_str()).collect();
        assert_eq!(paid, ["100.00", "0.00"], "{text}");
    }
    let amounts = plans("title,due date,amount,paid\nA,2026-01-05,100.00,1\nA,2026-02-05,100.00,20.00\n");
    let paid: Vec<_> = amounts[0].rows.iter().map(|row| row.paid.as_str()).collect();
    assert_eq!(paid, ["1.00", "20.00"], "one amount among them, and all are");
}

#[test]
fn a_currency_may_be_a_sign() {
    let text = |account: &str, currency: &str| {
        format!("account,title,due date,amount,currency\n{account},A,2026-05-01,5,{currency}\n")
    };
    for (sign, code) in [
        ("€", "EUR"),
        ("元", "CNY"),
        ("人民币", "CNY"),
        ("RMB", "CNY"),
        ("rmb", "CNY"),
        ("円", "JPY"),
        ("eur", "EUR"),
        ("HK$", "HKD"),
    ] {
        assert_eq!(plans(&text("新", sign))[0].currency, code, "{sign}");
    }
    for sign in ["¥", "￥", "$", "£", "₿"] {
        assert_eq!(
            wrong(&text("新", sign)),
            [(2, "currency".to_owned(), ErrorCode::CurrencyUnknown)],
            "{sign}"
        );
    }
    let (_folder, app) = fresh();
    for code in ["CNY", "JPY", "USD", "HKD"] {
        let account = serde_json::json!({ "name": code, "currency": code, "kind": "other" });
        app.account_add(serde_json::from_value(account).expect("an account")).expect("an account");
    }
    for (code, sign) in [("CNY", "¥"), ("JPY", "￥"), ("USD", "$"), ("HKD", "$"), ("HKD", "元")] {
        let done = import(&app, text(code, sign).as_bytes(), &ImportOptions::default());
        assert_eq!(done.map(|done| done.plans + done.duplicates), Ok(1), "{code} {sign}");
    }
    let seen = preview(&app, text("JPY", "元").as_bytes(), &ImportOptions::default());
    assert_eq!(told(&seen), [(2, Some("currency"), ErrorCode::CurrencyDiffers)]);
}

#[test]
fn a_file_without_lines_has_nothing_to_import() {
    let (_folder, app) = fresh();
    for text in ["title,due date,amount\n", "title,due date,amount\n,,\n\n", "账户,标题,购买日期,价格,期数\n"]
    {
        assert_eq!(import(&app, text.as_bytes(), &in_account()), Err(ErrorCode::ImportEmpty), "{text}");
        assert_eq!(
            preview(&app, text.as_bytes(), &in_account()).problem_count,
            0,
            "to look at it is no mistake"
        );
    }
}

#[test]
fn what_a_line_says_again_of_its_plan_must_agree() {
    use fenqi_app::contract::ImportColumn::{Instalment, Periods, Price, PurchasedOn, Title};
    let of = |column: &str, value: &str, instalment: &str| {
        format!("商品,购买日期,价格,期数,每期应还,{column}\n手机,2026-01-01,1200,12,{instalment},{value}\n")
    };
    for (column, value) in [
        ("利息", "86.40"),
        ("总利息", "86.40"),
        ("总额", "1286.40"),
        ("应还总额", "1286.4"),
        ("每期手续费", "7.20"),
    ] {
        let differs = [(2, column.to_owned(), ErrorCode::FiguresDiffer)];
        assert_eq!(wrong(&of(column, value, "")), differs, "it would be free of interest");
        assert_eq!(plans(&of(column, value, "107.20"))[0].totals.total, "1286.40", "{column}");
        assert_eq!(wrong(&of(column, value, "110")), differs);
    }
    assert_eq!(wrong(&of("首付", "200", "")), [(2, "首付".to_owned(), ErrorCode::FiguresDiffer)]);
    assert_eq!(plans(&of("首付", "0", ""))[0].totals.total, "1200.00");
    let columns =
        [Title, PurchasedOn, Price, Periods, Instalment].map(Some).into_iter().chain([None]).collect();
    let chosen = ImportOptions { columns: Some(columns), ..in_account() };
    let seen = preview(&fresh().1, of("总额", "1286.40", "").as_bytes(), &chosen);
    assert_eq!(
        told(&seen),
        [(2, Some("总额"), ErrorCode::FiguresDiffer)],
        "also where other columns were chosen"
    );
    let asked = "商品,购买日期,总金额,本金,期数\n手机,2026-01-01,1286.40,1200,12\n";
    assert_eq!(
        wrong(asked),
        [(2, "总金额".to_owned(), ErrorCode::FiguresDiffer)],
        "what is asked for is no down payment"
    );
    let loan = "商品,期次,还款日,借款金额,利息\n借款,1,2026-01-01,12000,10\n借款,2,2026-02-01,12000,10\n";
    assert_eq!(
        wrong(loan),
        [(1, String::new(), ErrorCode::ImportColumnsMissing)],
        "no row repays the whole loan"
    );
}

#[test]
fn what_says_nothing_against_a_plan_stops_none() {
    for (text, total) in [
        ("商品,购买日期,交易金额,分期本金,期数,每期费率\n手机,2026-01-05,6000,6000,12,0.6\n", "6432.00"),
        ("商品,购买日期,金额,价格,首付,期数,每期费率\n手机,2026-01-05,6000,6000,0,12,0.6\n", "6432.00"),
        ("商品,购买日期,价格,期数,首次还款日,本期应还\n手机,2026-01-05,1200,12,2026-02-05,100\n", "1200.00"),
        (
            "商品,期次,还款日,应还本金,手续费,总手续费\n手机,1,2026-02-05,100,6,12\n手机,2,2026-03-05,100,6,12\n",
            "212.00",
        ),
        ("商品,期次,还款日,本金,利息,剩余本金\n手机,1,2026-02-05,83.33,5,916.67\n", "88.33"),
    ] {
        assert_eq!(plans(text)[0].totals.total, total, "{text}");
    }
}

#[test]
fn two_columns_of_one_meaning_must_say_the_same() {
    let of = |first: &str, second: &str| {
        format!("商品,期次,还款日,本金,服务费,手续费\n手机,1,2026-01-01,100,{first},{second}\n")
    };
    for (first, second) in [("1", "2"), ("", "2"), ("--", "2"), ("0", "2")] {
        assert_eq!(
            wrong(&of(first, second)),
            [(2, "手续费".to_owned(), ErrorCode::FiguresDiffer)],
            "{first} {second}"
        );
    }
    for (first, second) in [("2", "2.00"), ("2", ""), ("2", "0"), ("2", "--")] {
        assert_eq!(plans(&of(first, second))[0].totals.total, "102.00", "{first} {second}");
    }
    let prices = "商品,购买日期,价格,总价,期数\n手机,2026-01-01,1200,1286.40,12\n";
    assert_eq!(wrong(prices), [(2, "总价".to_owned(), ErrorCode::FiguresDiffer)]);
    let original = "商品,期次,还款日,交易金额,应还金额\n手机,1,2026-01-01,1200,100\n";
    assert_eq!(plans(original)[0].totals.total, "100.00", "what is due is named; the amount is another's");
}

#[test]
fn a_status_or_a_day_to_come_is_not_taken_for_a_payment() {
    let text = "商品,还款日,金额,状态\n手机,2026-01-01,100,已退款\n手机,2026-02-01,100,已退款\n";
    let (_folder, app) = fresh();
    let seen = preview(&app, text.as_bytes(), &in_account());
    assert_eq!((seen.plans, seen.left_out_count), (0, 1), "it is left out by name");
    let to_come =
        "商品,还款日,金额,还款时间\n手机,2026-11-01,100,2026-11-01\n手机,2026-12-01,100,2026-12-01\n";
    let paid: Vec<_> = plans(to_come)[0].rows.iter().map(|row| row.paid.clone()).collect();
    assert_eq!(paid, ["100.00", "0.00"]);
}
