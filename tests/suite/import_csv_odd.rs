//! CSV that is hostile, broken or in an unknown encoding: nothing panics, nothing hangs, nothing is half written, and
//! no amount is taken for another.

use std::collections::BTreeMap;
use std::io::Cursor;

use fenqi_app::App;
use fenqi_app::contract::{ErrorCode, ImportOptions, Imported, PlanId, RowView, TextEncoding};
use fenqi_tests::hostile::hostile;
use fenqi_tests::{add_three, draft};
use proptest::prelude::*;
use serde_json::json;

use crate::import_csv::{exported, fresh, in_account, preview};

fn import(app: &App, bytes: &[u8]) -> Result<Imported, ErrorCode> {
    let options = ImportOptions { account: Some("账户".to_owned()), ..ImportOptions::default() };
    app.import_csv(&mut Cursor::new(bytes), &options, &mut |_| true).map_err(|error| error.code)
}

/// What an import of a file comes to, in an empty folder. Where it is refused, nothing is there.
fn taken(bytes: &[u8]) -> Result<Imported, ErrorCode> {
    let (_folder, app) = fresh();
    let taken = import(&app, bytes);
    if taken.is_err() {
        assert_eq!(app.plans().expect("plans").len(), 0);
        assert_eq!(app.accounts().expect("accounts").len(), 0);
    }
    taken
}

const SOUND: &str = "title,due date,amount\nA,2026-05-01,5.00\nA,2026-06-01,5.00\n";

#[test]
fn odd_files_are_read_or_refused() {
    let plans = |bytes: &[u8]| taken(bytes).map(|done| (done.plans, done.rows));
    let refused = Err(ErrorCode::ImportRefused);
    let crlf = SOUND.replace('\n', "\r\n");
    let cr = SOUND.replace('\n', "\r");
    let quoted = "title,due date,amount\n\"A, \"\"B\"\"\nC\",2026-05-01,5.00\n";
    let open = "title,due date,amount,notes\nA,2026-05-01,5.00,\"x\nB,2026-05-01,5.00,\n";
    let wide_line = format!("title,due date,amount\n{},2026-05-01,5.00\n", "x".repeat(5 << 20));
    let (names, cells) = (",x".repeat(100_000), ",".repeat(100_000));
    let columns = format!("title,due date,amount{names}\nA,2026-05-01,5.00{cells}\n");
    assert_eq!(plans(b""), Err(ErrorCode::ImportEmpty));
    assert_eq!(plans("\u{feff}".as_bytes()), Err(ErrorCode::ImportEmpty));
    assert_eq!(plans(b"\n\n\r\n"), Err(ErrorCode::ImportEmpty));
    assert_eq!(plans(SOUND.as_bytes()), Ok((1, 2)));
    assert_eq!(plans(format!("\u{feff}{SOUND}").as_bytes()), Ok((1, 2)));
    assert_eq!(plans(crlf.as_bytes()), Ok((1, 2)));
    assert_eq!(plans(cr.as_bytes()), Ok((1, 2)));
    assert_eq!(plans(SOUND.trim_end().as_bytes()), Ok((1, 2)), "no line end at the end");
    assert_eq!(plans(SOUND.replace('\n', "\n\n").as_bytes()), Ok((1, 2)), "blank lines");
    assert_eq!(plans(quoted.as_bytes()), Ok((1, 1)));
    assert_eq!(plans(open.as_bytes()), refused, "a quote that is never closed");
    assert_eq!(plans(b"title,due date,amount\nA\"B,2026-05-01,5.00\n"), Ok((1, 1)), "a quote within");
    assert_eq!(plans(b"title,due date,amount\nA,2026-05-01\n"), refused);
    assert_eq!(plans(b"title,due date,amount\nA,2026-05-01,5.00,more\n"), refused);
    assert_eq!(
        plans(b"title,due date,amount\nA\0B,2026-05-01,5.00\n"),
        Ok((1, 1)),
        "a zero byte becomes a blank"
    );
    assert_eq!(plans(b"title,due date,amount\nA,2026-05-01,5\0.00\n"), refused);
    assert_eq!(plans(wide_line.as_bytes()), refused);
    assert_eq!(plans(columns.as_bytes()), Ok((1, 1)));
    assert!(plans(b"title,due date,amount\nA\xff\xfe,2026-05-01,5.00\nB,2026-05-01,5.00\n").is_ok());
    assert_eq!(plans(&vec![0; 100_000]), refused);
    assert_eq!(plans(&vec![b'"'; 5 << 20]), Err(ErrorCode::LineTooLong));
}

#[test]
fn a_line_is_numbered_as_an_editor_counts() {
    let (_folder, app) = fresh();
    for (text, line) in [
        ("title,due date,amount\nA,2026-05-01,x\n", 2),
        ("title,due date,amount\n\n\nA,2026-05-01,x\n", 4),
        ("title,due date,amount\n\"B\nB\",2026-05-01,1\nA,2026-05-01,x\n", 4),
        ("title,due date,amount\rB,2026-05-01,1\rA,2026-05-01,x\r", 3),
    ] {
        let options = ImportOptions { account: Some("账户".to_owned()), ..ImportOptions::default() };
        let seen =
            app.import_csv_preview(&mut Cursor::new(text), &options, &mut |_| true).expect("a preview");
        assert_eq!(seen.problems[0].line, Some(line), "{text:?}");
    }
}

/// Bytes of a text in an encoding.
fn encoded(text: &str, encoding: TextEncoding) -> Vec<u8> {
    let by = |codec: &'static encoding_rs::Encoding| codec.encode(text).0.into_owned();
    match encoding {
        TextEncoding::Utf8 => text.as_bytes().to_vec(),
        TextEncoding::Gbk => by(encoding_rs::GBK),
        TextEncoding::Gb18030 => by(encoding_rs::GB18030),
        TextEncoding::Big5 => by(encoding_rs::BIG5),
        TextEncoding::Latin1 => by(encoding_rs::WINDOWS_1252),
        TextEncoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        TextEncoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

const SIMPLIFIED: [&str; 12] = [
    "小米手机",
    "京东冰箱",
    "笔记本电脑",
    "空调",
    "洗衣机一台",
    "备用金",
    "沙发",
    "自行车",
    "电视机",
    "耳机",
    "扫地机器人",
    "相机镜头",
];
const TRADITIONAL: [&str; 12] = [
    "蘋果手機",
    "電冰箱",
    "筆記型電腦",
    "冷氣機",
    "洗衣機一台",
    "預借現金",
    "沙發椅",
    "腳踏車",
    "電視機",
    "無線耳機",
    "掃地機器人",
    "相機鏡頭",
];
const WESTERN: [&str; 12] = [
    "Küchenmöbel",
    "Réfrigérateur",
    "Sofá cama",
    "Fernsehgerät für die Küche",
    "Machine à café",
    "Teléfono móvil",
    "Bücherregal",
    "Télévision",
    "Lámpara de pie",
    "Waschmaschine (weiß)",
    "Vélo électrique",
    "Cámara réflex",
];

/// Tables of one to twelve rows, with headers in the language of their texts.
fn labelled() -> Vec<(String, TextEncoding, bool)> {
    let mut set = Vec::new();
    let wide = [TextEncoding::Utf8, TextEncoding::Utf16Le, TextEncoding::Utf16Be];
    let tables: [(&[&str; 12], &str, &[TextEncoding]); 3] = [
        (&SIMPLIFIED, "商品名称,商户名称,还款日,金额", &[TextEncoding::Gbk, TextEncoding::Gb18030]),
        (&TRADITIONAL, "商品名稱,商店,還款日,金額", &[TextEncoding::Big5]),
        (&WESTERN, "title,merchant,due date,amount", &[TextEncoding::Latin1]),
    ];
    for (titles, header, own) in tables {
        for count in 1..=12 {
            for start in 0..12 {
                let mut text = format!("{header}\n");
                for row in 0..count {
                    let title = titles[(start + row) % 12];
                    text += &format!(
                        "{title},{},2026-0{}-11,{}.50\n",
                        titles[(start + row + 5) % 12],
                        row % 9 + 1,
                        row + 7
                    );
                }
                for encoding in own.iter().chain(&wide) {
                    // Without a rare character, GB18030 is GBK.
                    let text = if *encoding == TextEncoding::Gb18030 {
                        text.replace('1', "𠮷")
                    } else {
                        text.clone()
                    };
                    set.push((text.clone(), *encoding, false));
                    if wide.contains(encoding) {
                        set.push((format!("\u{feff}{text}"), *encoding, true));
                    }
                }
            }
        }
    }
    set
}

#[test]
fn the_encoding_is_guessed_right() {
    let (_folder, app) = fresh();
    let (mut wrong, mut count) = (BTreeMap::new(), 0);
    for (text, encoding, _) in labelled() {
        let bytes = encoded(&text, encoding);
        let seen = app
            .import_csv_preview(&mut Cursor::new(&bytes), &ImportOptions::default(), &mut |_| true)
            .expect("a preview");
        count += 1;
        let is_ascii_table = text.is_ascii();
        if seen.encoding != encoding && !is_ascii_table {
            *wrong.entry(format!("{encoding:?} for {:?}", seen.encoding)).or_insert(0) += 1;
        }
    }
    let misses: u32 = wrong.values().sum();
    assert!(count > 2_000 && misses * 100 <= count, "{misses} of {count}: {wrong:?}");
}

fn texts() -> impl Strategy<Value = String> {
    let known: Vec<String> = hostile()
        .into_iter()
        .map(|hostile| hostile.text)
        .filter(|text| text.chars().count() <= 110)
        .collect();
    prop_oneof![
        proptest::sample::select(known),
        "\\PC{1,20}",
        "['=+@\"',;\\t\\n-]{0,3}[a-z分期]{1,8}['\"\n]?",
    ]
}

fn plan() -> impl Strategy<Value = serde_json::Value> {
    let money = prop_oneof![1_i64..100_000, 1_i64..10_000_000_000];
    let code = proptest::sample::select(vec![("CNY", 2_usize), ("JPY", 0), ("KWD", 3)]);
    let method =
        proptest::sample::select(vec!["interest_free", "flat_per_period", "equal_instalment", "fee_upfront"]);
    let texts = (texts(), texts(), texts(), texts());
    (texts, money, 1_u32..14, code, method, 0_u32..14, any::<bool>()).prop_map(
        |((title, merchant, order_no, notes), minor, periods, (code, digits), method, paid, auto_debit)| {
            let amount = format!("{:0>width$}", minor.max(i64::from(periods)) , width = digits + 1);
            let (whole, fraction) = amount.split_at(amount.len() - digits);
            let amount = if digits == 0 { whole.to_owned() } else { format!("{whole}.{fraction}") };
            let mut terms = json!({
                "method": method, "principal": amount, "periods": periods.to_string(),
                "start_date": "2026-01-31", "first_due_date": "2026-02-28", "anchor_day": "31"
            });
            match method {
                "flat_per_period" => terms["fee_rate_per_period"] = json!("0.006"),
                "equal_instalment" => terms["periodic_rate"] = json!("0.0123"),
                "fee_upfront" => terms["fee_rate_total"] = json!("0.045"),
                _ => {}
            }
            json!({
                "account": code, "title": format!("题{title}"), "merchant": merchant, "order_no": order_no, "notes": notes,
                "purchased_on": "2026-01-31", "price": amount, "auto_debit": auto_debit, "terms": terms,
                "paid_rows": paid.min(periods)
            })
        },
    )
}

/// A tenth of what is asked of others, since each opens two files.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.div_ceil(10), failure_persistence: None, ..usual }
}

/// Places in a file, what is done there, and with what.
type Hits = Vec<(prop::sample::Index, u8, u8)>;

fn hits() -> impl Strategy<Value = Hits> {
    prop::collection::vec((any::<prop::sample::Index>(), 0_u8..5, any::<u8>()), 1..4)
}

/// Bytes are changed, dropped or put in, or the file is cut.
fn damaged(mut bytes: Vec<u8>, hits: &Hits) -> Vec<u8> {
    for (at, how, byte) in hits {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = *byte,
            1 => {
                bytes.remove(at);
            }
            2 => bytes.insert(at, *byte),
            3 => bytes.insert(at, b"\"',\n;0123456789-."[usize::from(*byte) % 17]),
            _ => bytes.truncate(at),
        }
    }
    bytes
}

/// What a plan asks for and what was paid of it.
fn figures(app: &App, id: &PlanId) -> (String, Vec<[String; 4]>) {
    let plan = app.plan(id).expect("a plan");
    let row =
        |row: &RowView| [row.principal.clone(), row.interest.clone(), row.fee.clone(), row.paid.clone()];
    (plan.currency, plan.rows.iter().map(row).collect())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn all_strings_and_amounts_come_back(plans in prop::collection::vec(plan(), 1..6)) {
        let (_one, app) = fresh();
        for code in ["CNY", "JPY", "KWD"] {
            let account = json!({ "name": code, "currency": code, "kind": "other" });
            app.account_add(serde_json::from_value(account).expect("an account")).expect("an account");
        }
        // What a plan may not be is refused when it is entered, and is no part of this.
        let entered = plans.into_iter().filter(|plan| app.plans_add(&[draft(plan.clone())], false).is_ok()).count();
        let first = exported(&app);
        let (_two, other) = fresh();
        let done = import(&other, &first);
        prop_assert_eq!(done.map(|done| done.plans as usize), Ok(entered));
        prop_assert_eq!(
            String::from_utf8(exported(&other)).expect("UTF-8"),
            String::from_utf8(first.clone()).expect("UTF-8")
        );
        prop_assert_eq!(import(&other, &first).map(|done| done.plans), Ok(0));
    }

    /// Whatever is still taken of a damaged table has the amounts that it had.
    #[test]
    fn what_is_damaged_is_refused_or_harmless(hits in hits()) {
        let (_one, app) = fresh();
        add_three(&app);
        app.pay_statement("小米分期", "2026-09-28", Some("2026-09-27"), None).expect("a repayment");
        let bytes = damaged(exported(&app), &hits);
        let (_two, other) = fresh();
        if import(&other, &bytes).is_err() {
            prop_assert_eq!(other.plans().expect("plans").len(), 0);
            return Ok(());
        }
        let known: Vec<_> = app.plans().expect("plans").iter().map(|plan| figures(&app, &plan.id)).collect();
        for plan in other.plans().expect("plans") {
            prop_assert!(known.contains(&figures(&other, &plan.id)), "{}", String::from_utf8_lossy(&bytes));
        }
    }

    /// A table of people has nothing to be checked by: it is read or refused, and never by half.
    #[test]
    fn what_people_damage_is_all_or_nothing(hits in hits(), which in 0_usize..3) {
        let template = include_bytes!("../../docs/fenqi-template.csv").to_vec();
        let bytes = [template, SOUND.as_bytes().to_vec(), encoded(&SIMPLIFIED.join(",\n"), TextEncoding::Gbk)];
        let bytes = damaged(bytes[which].clone(), &hits);
        let (_folder, app) = fresh();
        let seen = app.import_csv_preview(&mut Cursor::new(&bytes), &ImportOptions::default(), &mut |_| true);
        let plans = app.plans().expect("plans").len();
        prop_assert_eq!(plans, 0, "a preview writes nothing");
        match app.import_csv(&mut Cursor::new(&bytes), &ImportOptions::default(), &mut |_| true) {
            Ok(done) => prop_assert_eq!(seen.map(|seen| (seen.plans, seen.rows)), Ok((done.plans, done.rows))),
            Err(_) => prop_assert_eq!(app.accounts().expect("accounts").len(), 0),
        }
    }
}

#[test]
fn an_amount_in_another_unit_is_refused() {
    for text in [
        "title,due date,amount\nA,2026-05-01,\"12,50 €\"\n",
        "title,due date,amount\nA,2026-05-01,1.00\nA,2026-06-01,$1.00\n",
        "title,due date,amount\nA,2026-05-01,5€99\n",
        "title,due date,amount (EUR)\nA,2026-05-01,100.00\n",
        "title,due date,amount [$]\nA,2026-05-01,100.00\n",
        "商品,还款日,金额（分）\nA,2026-05-01,10000\n",
        "商品,还款日,金额（单位：万元）\nA,2026-05-01,1.5\n",
        "商品,还款日,本金,手续费（分）\nA,2026-05-01,100.00,120\n",
    ] {
        assert_eq!(taken(text.as_bytes()), Err(ErrorCode::ImportRefused), "{text}");
    }
    for text in [
        "商品,还款日,金额（元）\nA,2026-05-01,人民币 ￥100.00元\n",
        "title,due date,amount (incl. VAT),currency\nA,2026-05-01,€100.00,EUR\n",
        "title,due date,amount (USD),currency\nA,2026-05-01,$100.00,USD\n",
    ] {
        assert_eq!(taken(text.as_bytes()).map(|done| done.rows), Ok(1), "{text}");
    }
}

#[test]
fn a_bank_that_says_only_by_a_status_what_is_paid_is_heard() {
    let text = "商品,还款日,金额,状态\nA,2026-05-01,5.00,已还清\nA,2026-06-01,5.00,未还\n";
    assert_eq!(taken(text.as_bytes()).map(|done| done.repayments), Ok(1));
}

#[test]
fn a_fee_that_its_rate_does_not_come_to_is_refused() {
    let table = |fee: &str| {
        format!("title,purchased_on,price,periods,rate_percent,fee\nA,2026-01-15,1200,12,0.6,{fee}\n")
    };
    assert_eq!(taken(table("86.40").as_bytes()).map(|done| done.plans), Ok(1));
    let seen = preview(&fresh().1, table("60.00").as_bytes(), &in_account());
    let [problem] = &seen.problems[..] else { panic!("{:?}", seen.problems) };
    let said = ["found", "expected"].map(|name| problem.error.params[name].as_str());
    assert_eq!((problem.error.code, said), (ErrorCode::FiguresDiffer, ["60.00", "86.40"]));
}
