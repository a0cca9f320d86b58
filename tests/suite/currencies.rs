//! Several currencies in one file: each stands by itself in every read, with its own decimals; two are never added up
//! or compared.

use std::collections::BTreeMap;

use fenqi_app::App;
use fenqi_app::contract::{CurrencyTotals, PlanId, PlanQuery, PlanSort, RecordQuery, SpendingView, Spent};
use fenqi_tests::{NOW, app_at, data_folder, draft};
use serde_json::json;

/// Currency, its decimals, and the price of a plan of four rows, the first of them due today.
const PLANS: [(&str, usize, &str); 4] =
    [("CNY", 2, "5299.01"), ("EUR", 2, "579.00"), ("JPY", 0, "49981"), ("KWD", 3, "230.125")];

/// An account and a plan in each, of the same days, so that every sum of a day, month or year meets all four.
fn filled(app: &App) -> Vec<PlanId> {
    let plans = PLANS.map(|(currency, _, price)| {
        let account = json!({ "name": format!("Card {currency}"), "currency": currency, "kind": "card",
            "limit": "900000", "funding_source": "招行卡" });
        app.account_add(serde_json::from_value(account).expect("BUG: a sound account")).expect("an account");
        draft(json!({
            "account": format!("Card {currency}"), "title": format!("Bought in {currency}"),
            "purchased_on": "2026-10-22", "price": price, "auto_debit": true,
            "terms": { "method": "flat_per_period", "principal": price, "periods": "4",
                       "fee_rate_per_period": "0.006",
                       "start_date": "2026-10-22", "first_due_date": "2026-11-22" }
        }))
    });
    app.plans_add(&plans, false).expect("plans")
}

fn decimals_of(currency: &str) -> usize {
    PLANS.iter().find(|(code, ..)| *code == currency).expect("a known currency").1
}

/// The decimals are those of the currency, no more and no fewer.
fn is_of(amount: &str, currency: &str) {
    let decimals = amount.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    assert_eq!(decimals, decimals_of(currency), "{currency} {amount}");
}

fn all_four<'a>(
    amounts: impl IntoIterator<Item = (&'a str, &'a str)>,
    what: &str,
) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (currency, amount) in amounts {
        is_of(amount, currency);
        let before = found.insert(currency.to_owned(), amount.to_owned());
        assert_eq!(before, None, "{what}: {currency} stands once");
    }
    assert_eq!(found.keys().collect::<Vec<_>>(), ["CNY", "EUR", "JPY", "KWD"], "{what}");
    found
}

fn due(totals: &[CurrencyTotals], what: &str) -> BTreeMap<String, String> {
    all_four(totals.iter().map(|total| (total.currency.as_str(), total.due.as_str())), what)
}

fn amounts<'a>(amounts: &'a BTreeMap<String, String>, what: &str) -> BTreeMap<String, String> {
    all_four(
        amounts
            .iter()
            .map(|(currency, amount): (&'a String, &'a String)| (currency.as_str(), amount.as_str())),
        what,
    )
}

/// What the first row of each plan asks for: a quarter of the price, truncated, and a fee that is rounded half up.
const ROW: [(&str, &str); 4] = [("CNY", "1356.54"), ("EUR", "148.22"), ("JPY", "12795"), ("KWD", "58.912")];

fn row() -> BTreeMap<String, String> {
    ROW.map(|(currency, amount)| (currency.to_owned(), amount.to_owned())).into()
}

#[test]
fn each_currency_stands_by_itself_in_every_read() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    filled(&app);
    let overview = app.overview().expect("the overview");
    assert_eq!(due(&overview.totals, "this month"), row());
    assert_eq!(overview.strips.len(), 4);
    assert!(overview.strips.iter().all(|strip| strip.segments.iter().all(|each| each.share == 1000)));
    all_four(overview.debts.iter().map(|debt| (debt.currency.as_str(), debt.left.as_str())), "debts");
    all_four(
        overview.limits.iter().map(|limit| (limit.currency.as_str(), limit.occupied.as_str())),
        "limits",
    );
    assert!(
        overview.by_account.iter().all(|account| account.heights.iter().max() == Some(&1000)),
        "each is held against its own currency's heaviest month"
    );
    assert_eq!(due(&app.month("2026-11").expect("a month").totals, "the month"), row());
    let day = app.day("2026-11-22").expect("a day");
    assert_eq!(due(&day.totals, "the day"), row());
    assert_eq!(day.statements.len(), 4);
    let year = app.year("2026").expect("a year");
    due(&year.totals, "the year");
    assert!(year.days.iter().all(|day| (1..=4).contains(&day.level)));
    let agenda = app.agenda(None, 50).expect("an agenda");
    due(&agenda.totals, "the agenda");
    amounts(&app.forecast(12).expect("a forecast").months[0].due, "the forecast");
    all_four(
        app.debt_curves().expect("curves").iter().map(|debt| (debt.currency.as_str(), debt.left.as_str())),
        "debt curves",
    );
    let of_row = app.due(Some("2026-11-01"), Some("2026-11-30"), None).expect("what is due").totals;
    let of_row: BTreeMap<_, _> =
        of_row.into_iter().map(|(currency, totals)| (currency, totals.due)).collect();
    assert_eq!(amounts(&of_row, "due"), row());
}

#[test]
fn costs_and_spending_are_by_currency() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    filled(&app);
    let costs = app.costs(10).expect("costs");
    all_four(costs.totals.iter().map(|total| (total.currency.as_str(), total.parts.cost.as_str())), "costs");
    all_four(costs.plans.iter().map(|plan| (plan.currency.as_str(), plan.parts.cost.as_str())), "by plan");
    let SpendingView { currencies, months, total, .. } = app.spending(2026).expect("a year");
    assert_eq!(currencies, ["CNY", "EUR", "JPY", "KWD"]);
    let Spent { by_purchase, by_due } = &months[9].spent;
    assert_eq!(by_due.len(), 0);
    let prices = amounts(by_purchase, "by purchase");
    assert_eq!(prices["JPY"], "51181", "49981 and four fees of 300");
    assert_eq!(amounts(&total.by_purchase, "the year"), prices);
    assert_eq!(amounts(&months[10].spent.by_due, "by due day"), row());
}

#[test]
fn what_is_paid_is_recorded_reminded_of_and_listed_in_its_own_currency() {
    let folder = data_folder();
    let app = app_at(folder.path(), NOW);
    let plans = filled(&app);
    let now = chrono::DateTime::parse_from_rfc3339(NOW).expect("BUG: a literal instant");
    let fired = app.remind(Some(now), false).expect("decided").fire;
    let said: String = fired.iter().map(|notice| format!("{} {}", notice.title, notice.body)).collect();
    for amount in ["JP¥12,795", "KWD\u{a0}58.912", "€148.22", "¥1,356.54"] {
        assert!(said.contains(amount), "{amount} in {said:?}");
    }
    let inbox = app.inbox(None, 50).expect("the inbox");
    all_four(
        inbox.waiting.iter().map(|waiting| (waiting.currency.as_str(), waiting.remaining.as_str())),
        "what waits",
    );
    let sums: Vec<(&str, &str)> = inbox
        .funding
        .iter()
        .filter(|funding| funding.by == "2026-12-22")
        .map(|funding| (funding.currency.as_str(), funding.amount.as_str()))
        .collect();
    all_four(sums, "what one card has to hold");
    for (plan, (currency, ..)) in plans.iter().zip(PLANS) {
        app.pay_statement(&format!("Card {currency}"), "2026-11-22", None, None).expect("paid");
        let paid = app.plan(plan).expect("a plan").totals.paid;
        assert_eq!(paid, row()[currency]);
    }
    let records = app.records(&RecordQuery { limit: 50, ..RecordQuery::default() }).expect("records").records;
    let recorded = all_four(
        records.iter().map(|record| (record.currency.as_str(), record.amount.as_str())),
        "the records",
    );
    assert_eq!(recorded, row());
    let said: Vec<_> =
        app.activity(None, 4).expect("actions").into_iter().map(|action| action.words).collect();
    for (currency, amount) in
        [("JPY", "JP¥12,795"), ("KWD", "KWD\u{a0}58.912"), ("EUR", "€148.22"), ("CNY", "¥1,356.54")]
    {
        assert!(said.iter().any(|words| words.contains(amount)), "{currency} in {said:?}");
    }
    let query = PlanQuery { sort: PlanSort::LargestLeft, limit: 50, ..PlanQuery::default() };
    let listed = app.plans_page(&query).expect("a page").plans;
    let order: Vec<&str> = listed.iter().map(|plan| plan.currency.as_str()).collect();
    assert_eq!(order, ["CNY", "EUR", "JPY", "KWD"], "49,981 yen are not more than 5,299 yuan");
}
