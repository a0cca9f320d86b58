//! Tables as people, shops, banks and spreadsheets make them: what is meant is found, and what could be meant in two
//! ways, or is another thing than a table, is said.

use fenqi_app::contract::{ErrorCode, ImportOptions};

use crate::import_csv::{fresh, import, in_account, preview, told};

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
            let refused = app.import_csv_preview(&mut std::io::Cursor::new(bytes), &options);
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
