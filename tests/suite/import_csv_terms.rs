//! What a line says of its plan's price, rate and days: what is left out is found, and what cannot be meant is refused.

use fenqi_app::contract::ErrorCode;

use crate::import_csv_people::{plans, wrong};

#[test]
fn an_instalment_that_is_the_price_split_and_rounded_is_free_of_interest() {
    let header = "title,purchased_on,price,periods,instalment,method\n";
    for (line, regular, last) in [
        ("2999.00,12,249.92,", "249.92", "249.88"),
        ("2999.00,12,249.91,", "249.91", "249.99"),
        ("2999.00,12,249.92,interest_free", "249.92", "249.88"),
        ("1000.00,3,333.34,", "333.34", "333.32"),
        ("1000.00,,333.33,", "333.33", "333.34"),
        ("1000.00,,333.34,", "333.34", "333.32"),
        ("1200.00,,100.00,", "100.00", "100.00"),
    ] {
        let found = plans(&format!("{header}A,2026-01-15,{line}\n"));
        let plan = &found[0];
        let price = line.split(',').next().unwrap_or_default();
        assert_eq!(
            (plan.terms.method.as_str(), plan.totals.total.as_str()),
            ("interest_free", price),
            "{line}"
        );
        let totals: Vec<_> = plan.rows.iter().map(|row| row.total.as_str()).collect();
        assert!(totals[..totals.len() - 1].iter().all(|total| *total == regular), "{line}: {totals:?}");
        assert_eq!(totals.last(), Some(&last), "{line}");
    }
    assert_eq!(
        plans(&format!("{header}A,2026-01-15,2999.00,12,249.93,\n"))[0].totals.total,
        "2999.24",
        "a fee"
    );
}

#[test]
fn a_line_says_how_far_apart_its_rows_are() {
    let header = "title,purchased_on,price,periods,first_due_date,还款周期\n";
    for (said, dates) in [
        ("2026-10-05,Weekly", ["2026-10-05", "2026-10-12", "2026-10-19"]),
        (",every week", ["2026-10-08", "2026-10-15", "2026-10-22"]),
        (",Bi-weekly", ["2026-10-15", "2026-10-29", "2026-11-12"]),
        ("2026-10-05,每 2 周", ["2026-10-05", "2026-10-19", "2026-11-02"]),
        (",30天", ["2026-10-31", "2026-11-30", "2026-12-30"]),
        ("2026-10-31,每月", ["2026-10-31", "2026-11-30", "2026-12-31"]),
        (",", ["2026-11-01", "2026-12-01", "2027-01-01"]),
    ] {
        let found = plans(&format!("{header}A,2026-10-01,300,3,{said}\n"));
        let days: Vec<_> = found[0].rows.iter().map(|row| row.due_date.as_str()).collect();
        assert_eq!(days, dates, "{said}");
    }
    let quarterly = format!("{header}A,2026-10-01,300,3,,quarterly\n");
    assert_eq!(wrong(&quarterly), [(2, "还款周期".to_owned(), ErrorCode::ChoiceUnknown)]);
}

#[test]
fn a_price_and_an_instalment_that_do_not_divide_need_the_periods() {
    let header = "title,purchased_on,price,periods,instalment,rate_percent,method\n";
    let missing = [(2, "periods".to_owned(), ErrorCode::TextRequired)];
    for line in [
        "1000,,333,,",
        "1000,,300,,",
        "1000,,1200,,",
        "1200,,110,0.6,",
        "1000,,100,1,equal_instalment",
        "1000,,333,,interest_free",
    ] {
        assert_eq!(wrong(&format!("{header}A,2026-01-15,{line}\n")), missing, "{line}");
    }
    for (line, of) in [("1200,,107.20,0.6,", 12), ("1200,,100,,", 12), ("1000,,88.85,1,equal_instalment", 12)]
    {
        let found = plans(&format!("{header}A,2026-01-15,{line}\n"));
        assert_eq!(found[0].track.of, of, "{line}");
    }
}

#[test]
fn a_level_instalment_must_be_what_its_rate_comes_to() {
    let of = |instalment: &str| {
        let header = "title,purchased_on,price,periods,instalment,rate_percent,method";
        format!("{header}\nA,2026-01-01,12000,12,{instalment},1,equal_instalment\n")
    };
    for instalment in ["1100", "900", "3000", "1066.50", "1066.25"] {
        assert_eq!(wrong(&of(instalment)), [(2, "instalment".to_owned(), ErrorCode::PaymentImpossible)]);
    }
    for (instalment, last) in
        [("1066.19", "1066.14"), ("1066.18", "1066.26"), ("1066.20", "1066.02"), ("1067", "1056.67")]
    {
        let plan = &plans(&of(instalment))[0];
        assert_eq!(plan.rows.last().map(|row| row.total.as_str()), Some(last), "{instalment}");
    }
}

#[test]
fn a_rate_that_is_hardly_one_a_period_is_refused() {
    let of = |rate: &str, method: &str| {
        format!(
            "title,purchased_on,price,periods,rate_percent,method\nA,2026-01-15,1200,12,{rate},{method}\n"
        )
    };
    for rate in ["60", "60%", "7.2", "0.006%", "0.006", "0.0001"] {
        assert_eq!(wrong(&of(rate, "")), [(2, "rate_percent".to_owned(), ErrorCode::RateUnlikely)], "{rate}");
    }
    for (rate, method, total) in [
        ("0.6", "", "1286.40"),
        ("5", "", "1920.00"),
        ("0", "", "1200.00"),
        ("8.8%", "fee_spread", "1305.60"),
    ] {
        assert_eq!(plans(&of(rate, method))[0].totals.total, total, "{rate} {method}");
    }
}

#[test]
fn an_annual_rate_is_taken_as_one() {
    for name in ["年利率", "年化利率(%)", "APR", "annual rate %", "annual_rate_percent"] {
        let text = |line: &str| {
            format!("title,purchased_on,price,periods,{name},method,instalment\nA,2026-01-15,{line}\n")
        };
        let plan = &plans(&text("12000,12,12,,"))[0];
        assert_eq!(
            (plan.terms.method.as_str(), plan.rows[0].total.as_str()),
            ("equal_instalment", "1066.19"),
            "{name}"
        );
        assert_eq!(plan.totals.total, "12794.23");
        assert_eq!(plans(&text("12000,12,12%,interest_only,"))[0].rows[0].total, "120.00");
        let column = name.to_owned();
        assert_eq!(
            wrong(&text("1200,12,12,flat_per_period,")),
            [(2, column.clone(), ErrorCode::ChoiceUnknown)]
        );
        assert_eq!(wrong(&text("1200,12,1200,,")), [(2, column, ErrorCode::RateUnlikely)]);
    }
    let beside =
        plans("title,purchased_on,price,periods,instalment,APR\nA,2026-01-15,1200,12,107.20,13.03\n");
    assert_eq!(beside[0].totals.total, "1286.40", "the contract's own figure wins");
    for name in ["利率", "日利率", "Interest rate"] {
        let text =
            |line: &str| format!("title,purchased_on,price,periods,{name},instalment\nA,2026-01-15,{line}\n");
        assert_eq!(wrong(&text("1200,12,0.05%,")), [(2, name.to_owned(), ErrorCode::RateUnclear)]);
        assert_eq!(plans(&text("1200,12,0.05%,107.20"))[0].totals.total, "1286.40");
        assert_eq!(plans(&text("1200,12,0,"))[0].totals.total, "1200.00");
    }
}
