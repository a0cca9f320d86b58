//! Sample data: what a person with a few plans might have, around today.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::Result;
use crate::accounts;
use crate::app::{App, Done};
use crate::contract::{
    AccountDraft, AccountKind, AppError, DueRule, ErrorCode, Origin, PlanDraft, TermsInput, Topic,
};
use crate::ports::WriteTx;
use crate::words::Words;

/// A sample plan: account (place in the list), title, price, periods, terms, first due date, what is paid.
struct Sample {
    account: usize,
    title: &'static str,
    price: &'static str,
    periods: u16,
    cost: Cost,
    first_due: NaiveDate,
    paid_before: NaiveDate,
    auto_debit: bool,
}

#[derive(Clone, Copy)]
enum Cost {
    Free,
    FlatPerPeriod(&'static str),
    EqualInstalmentDaily(&'static str),
    Spread(&'static str),
}

impl App {
    /// Fills an empty file with accounts and plans around today.
    ///
    /// # Errors
    /// `not_empty` when there is an account or a plan already; `storage_…`.
    pub fn sample_add(&self) -> Result<()> {
        let (words, today) = (self.words(), self.today());
        self.write("sample_add", vec![Topic::Accounts, Topic::Plans], |tx| {
            let counts = tx.counts()?;
            if counts.accounts + counts.plans > 0 {
                return Err(AppError::new(ErrorCode::NotEmpty));
            }
            let names = self.add_accounts(tx, &words)?;
            for sample in samples(today) {
                self.plan_add_in(tx, &draft(&sample, &names, &words), false)?;
            }
            Ok(Done::to("", ()))
        })
    }

    fn add_accounts(&self, tx: &dyn WriteTx, words: &Words) -> Result<Vec<String>> {
        let lines = [
            ("sample-account-store", AccountKind::Store, "20000", 28, 0, false),
            ("sample-account-card", AccountKind::Card, "30000", 15, 3, false),
            ("sample-account-bnpl", AccountKind::Bnpl, "9500", 20, 3, true),
            ("sample-account-cash", AccountKind::CashAdvance, "10000", 30, 0, false),
        ];
        let mut names = Vec::new();
        for (name, kind, limit, due_day, grace_days, auto_debit) in lines {
            let name = words.say(name, &[]);
            let draft = AccountDraft {
                name: name.clone(),
                currency: accounts::USUAL_CURRENCY.code().to_owned(),
                kind,
                limit: Some(limit.to_owned()),
                statement_day: None,
                on_statement_day: None,
                due: Some(DueRule::Day(due_day)),
                grace_days: Some(grace_days),
                auto_debit: Some(auto_debit),
                funding_source: auto_debit.then(|| words.say("sample-funding-source", &[])),
                contact: None,
                late_fee: None,
                settlement: None,
                temporary_limits: Vec::new(),
                archived: None,
            };
            accounts::add(tx, self.read_account(draft)?)?;
            names.push(name);
        }
        Ok(names)
    }
}

/// The due day `months` from the month of `today`, where the day exists.
fn day_of_month(today: NaiveDate, day: u8, months: i32) -> NaiveDate {
    let first = today - Days::new(u64::from(today.day0()));
    let distance = Months::new(months.unsigned_abs());
    let month = if months < 0 { first - distance } else { first + distance };
    month + Days::new(u64::from(day.min(month.num_days_in_month()) - 1))
}

fn samples(today: NaiveDate) -> Vec<Sample> {
    let first = |day, months| day_of_month(today, day, months);
    let plan = |account, title, price, periods, cost, first_due| Sample {
        account,
        title,
        price,
        periods,
        cost,
        first_due,
        paid_before: today,
        auto_debit: account == 2,
    };
    let last_month = today - Months::new(1);
    vec![
        plan(0, "sample-plan-phone", "5299.00", 12, Cost::Free, first(28, -2)),
        plan(0, "sample-plan-vacuum", "1299.00", 6, Cost::Free, first(28, -4)),
        // One row of it is left unpaid: the sample shows what overdue looks like.
        Sample {
            paid_before: last_month,
            ..plan(1, "sample-plan-laptop", "8999.00", 12, Cost::FlatPerPeriod("0.006"), first(15, -2))
        },
        plan(1, "sample-plan-camera", "12800.00", 24, Cost::FlatPerPeriod("0.0055"), first(15, 1)),
        plan(2, "sample-plan-shoes", "899.00", 3, Cost::Spread("0.025"), first(20, 0)),
        // Its debit of this month is not confirmed.
        Sample {
            paid_before: last_month,
            ..plan(2, "sample-plan-chair", "2199.00", 12, Cost::Spread("0.075"), first(20, -5))
        },
        plan(3, "sample-plan-cash", "5000.00", 12, Cost::EqualInstalmentDaily("0.0005"), first(30, 0)),
        plan(0, "sample-plan-earbuds", "399.00", 3, Cost::Free, first(28, -7)),
    ]
}

fn draft(sample: &Sample, names: &[String], words: &Words) -> PlanDraft {
    let start = sample.first_due - Months::new(1);
    let text = |text: &str| Some(text.to_owned());
    let mut terms = TermsInput {
        principal: sample.price.to_owned(),
        periods: sample.periods.to_string(),
        start_date: start.to_string(),
        first_due_date: sample.first_due.to_string(),
        ..TermsInput::default()
    };
    match sample.cost {
        Cost::Free => terms.method = "interest_free".to_owned(),
        Cost::FlatPerPeriod(rate) => {
            terms.method = "flat_per_period".to_owned();
            terms.fee_rate_per_period = text(rate);
        }
        Cost::Spread(rate) => {
            terms.method = "fee_spread".to_owned();
            terms.fee_rate_total = text(rate);
            terms.rounding = Some(crate::form::alipay());
        }
        Cost::EqualInstalmentDaily(rate) => {
            terms.method = "equal_instalment".to_owned();
            terms.day_count = text("daily");
            terms.daily_rate = text(rate);
        }
    }
    let cash = matches!(sample.cost, Cost::EqualInstalmentDaily(_));
    PlanDraft {
        account: names[sample.account].clone(),
        origin: if cash { Origin::CashAdvance } else { Origin::Purchase },
        title: words.say(sample.title, &[]),
        merchant: None,
        order_no: None,
        purchased_on: start.to_string(),
        price: text(sample.price),
        auto_debit: Some(sample.auto_debit),
        notes: None,
        terms,
        rows: None,
        paid_before: Some(sample.paid_before.to_string()),
        paid_rows: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_days_exist_in_every_month() {
        let today = "2026-03-31".parse().expect("BUG: a literal date");
        assert_eq!(day_of_month(today, 30, -1).to_string(), "2026-02-28");
        assert_eq!(day_of_month(today, 15, 1).to_string(), "2026-04-15");
    }
}
