//! The repayments of all plans: each of them, with all that it went to, as the plans themselves say it.

use std::collections::BTreeMap;

use fenqi_app::contract::{AccountId, ErrorCode, PlanId, RecordQuery, RecordView, RepaymentKind, Settings};
use fenqi_app::{App, Pay};
use fenqi_tests::{NOW, add_three, app_at, data_folder};

fn query(limit: u32) -> RecordQuery {
    RecordQuery { limit, ..RecordQuery::default() }
}

/// All of a query, in pages of so many.
fn paged(app: &App, query: &RecordQuery) -> Vec<RecordView> {
    let mut query = query.clone();
    let mut all: Vec<RecordView> = Vec::new();
    loop {
        let page = app.records(&query).expect("a page");
        assert!(page.records.len() <= query.limit as usize);
        all.extend(page.records);
        if !page.more {
            return all;
        }
        query.before = all.last().map(|record| record.id.clone());
    }
}

/// What plans say of repayments: day, kind, and what each plan got for which rows.
type Said = BTreeMap<String, (String, RepaymentKind, BTreeMap<String, (i64, Vec<u32>)>)>;

/// In the smallest unit.
fn minor(amount: &str) -> i64 {
    amount.replace('.', "").parse().expect("BUG: an amount")
}

fn said_by_plans(app: &App) -> Said {
    let mut said = Said::new();
    for summary in app.plans().expect("plans") {
        let plan = app.plan(&summary.id).expect("a plan");
        for repayment in plan.repayments {
            let of = said.entry(repayment.id).or_insert((repayment.paid_on, repayment.kind, BTreeMap::new()));
            // A plan tells what was due by a settlement, and the rest of it, apart.
            if repayment.kind != RepaymentKind::Instalment {
                of.1 = repayment.kind;
            }
            let got = of.2.entry(summary.id.0.clone()).or_default();
            got.0 += minor(&repayment.amount);
            got.1.extend(repayment.rows);
        }
    }
    said
}

fn said_by_records(records: &[RecordView]) -> Said {
    let mut said = Said::new();
    for record in records {
        let plans = record.plans.iter();
        let plans = plans.map(|plan| (plan.plan.0.clone(), (minor(&plan.amount), plan.rows.clone())));
        said.insert(record.id.clone(), (record.paid_on.clone(), record.kind, plans.collect()));
    }
    said
}

/// The sample, with a plan settled, one prepaid, and a statement paid.
fn filled(app: &App) -> Vec<PlanId> {
    app.sample_add().expect("an empty file");
    let ids = add_three(app);
    app.pay_statement("小米分期", "2026-11-28", None, Some("招行卡")).expect("paid");
    app.prepay(&ids[2], "1000.00", None, "term", None).expect("prepaid");
    app.settle_plan(&ids[0], Some("2026-12-01"), None).expect("settled");
    ids
}

#[test]
fn all_repayments_are_listed_once_with_all_that_they_went_to() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    filled(&app);
    let records = paged(&app, &query(200));
    assert_eq!(said_by_records(&records), said_by_plans(&app));
    for kind in [RepaymentKind::Instalment, RepaymentKind::Settlement, RepaymentKind::Prepayment] {
        assert!(records.iter().any(|record| record.kind == kind), "{kind:?}");
    }
    assert!(records.iter().any(|record| record.plans.len() > 1), "a statement");
    for record in &records {
        let parts: i64 = record.plans.iter().map(|plan| minor(&plan.amount)).sum();
        assert_eq!(parts, minor(&record.amount), "{record:?}");
    }
    assert!(records.is_sorted_by(|newer, older| newer.paid_on >= older.paid_on), "newest first");
    for limit in [1, 3, 7] {
        assert_eq!(paged(&app, &query(limit)), records, "in pages of {limit}");
    }
}

#[test]
fn repayments_are_picked_by_account_and_day() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    filled(&app);
    let all = paged(&app, &query(200));
    let (from, to) = ("2026-09-01", "2026-10-31");
    let some = RecordQuery {
        account: Some(AccountId("小米分期".to_owned())),
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        ..query(2)
    };
    let wanted: Vec<RecordView> = all
        .iter()
        .filter(|record| record.account.name == "小米分期" && (from..=to).contains(&record.paid_on.as_str()))
        .cloned()
        .collect();
    assert!(wanted.len() > 2, "{} of {}", wanted.len(), all.len());
    assert_eq!(paged(&app, &some), wanted);
    let whole_day =
        RecordQuery { from: Some(all[0].paid_on.clone()), to: Some(all[0].paid_on.clone()), ..query(200) };
    assert!(paged(&app, &whole_day).contains(&all[0]), "both days count");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let code = |query: RecordQuery| app.records(&query).expect_err("refused").code;
    assert_eq!(code(query(0)), ErrorCode::NumberRange);
    assert_eq!(code(query(201)), ErrorCode::NumberRange);
    assert_eq!(code(RecordQuery { before: Some("x".to_owned()), ..query(1) }), ErrorCode::RepaymentUnknown);
    assert_eq!(
        code(RecordQuery { account: Some(AccountId("x".to_owned())), ..query(1) }),
        ErrorCode::AccountUnknown
    );
    assert_eq!(code(RecordQuery { from: Some("x".to_owned()), ..query(1) }), ErrorCode::DateInvalid);
    assert!(app.records(&query(1)).expect("a page").records.is_empty());
}

#[test]
fn hidden_amounts_are_hidden_in_the_journal_too() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plan = add_three(&app).remove(0);
    app.pay(&Pay { plan, n: 1, amount: None, on: None, source: None }).expect("paid");
    let latest = || app.activity(None, 9).expect("a journal").into_iter().find(|action| action.kind == "pay");
    assert!(latest().expect("an action").words.contains("441.58"));
    let settings = app.state().expect("a state").settings;
    app.settings_set(Settings { hide_amounts: true, ..settings }).expect("set");
    let words = latest().expect("an action").words;
    assert!(words.contains("¥••••") && !words.contains("441"), "{words}");
}
