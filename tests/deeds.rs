//! Random use: whatever a person may do to the records, in any order, from a seed. Much of it is refused; what is not
//! changes the file through the use cases that the window and the CLI have.

use chrono::{Datelike, Days, NaiveDate};
use fastrand::Rng;
use fenqi_app::closing::{KEEPS, ORDERS};
use fenqi_app::contract::{
    AppError, Language, PayoffChoice, PayoffQuery, PlanEdit, PlanSummary, PlanView, RowDraft, Settings,
    Strategy, Theme,
};
use fenqi_app::{App, Pay};
use serde_json::{Value, json};

use crate::draft;

/// The deeds that a seed leads to.
pub struct Deeds {
    random: Rng,
    made: u32,
}

/// What was done, for people, and whether it was refused.
pub type Done = (&'static str, Result<(), AppError>);

impl Deeds {
    /// From a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { random: Rng::with_seed(seed), made: 0 }
    }

    /// Does one thing. A file that cannot be read refuses it.
    pub fn next(&mut self, app: &App) -> Done {
        let plans = match app.plans() {
            Ok(plans) => plans,
            Err(error) => return ("plans", Err(error)),
        };
        if plans.is_empty() {
            return ("plan add", self.add(app));
        }
        let plan = &plans[self.random.usize(..plans.len())];
        match self.random.u8(0..20) {
            0 | 1 => ("plan add", self.add(app)),
            2 => ("account edit", self.edit_account(app)),
            3 => ("plan edit", self.edit(app, plan)),
            4 => ("row edit", self.correct(app, plan)),
            5 if plans.len() > 3 => ("plan remove", app.plan_remove(&plan.id)),
            6..=8 => ("pay", self.pay(app, plan)),
            9 => ("pay statement", self.pay_statement(app, plan)),
            10 => ("repayment remove", self.remove_repayment(app, plan)),
            11 => ("settle", app.settle_plan(&plan.id, Some(&self.day(app)), None).map(drop)),
            12 => ("prepay", self.prepay(app)),
            13 => ("refund", self.refund(app, plan)),
            14 => ("debit confirm", app.debit_confirm(&plan.id, self.random.u32(1..4), None).map(drop)),
            15 => ("debit fail", app.debit_fail(&plan.id, self.random.u32(1..4))),
            16 => ("payoff", self.payoff(app)),
            17 => ("account archive", self.archive(app)),
            18 => ("source", self.source(app)),
            _ => ("settings", self.settings(app)),
        }
    }

    /// Plans what is to be paid early, or drops something of it.
    fn payoff(&mut self, app: &App) -> Result<(), AppError> {
        let planned = app.planned()?;
        if let Some(dropped) = self.random.choice(planned).filter(|_| self.random.bool()) {
            return app.planned_drop(&dropped.plan, &dropped.on);
        }
        let extra = Some(self.random.u32(0..2_000).to_string());
        let query = PayoffQuery { extra, ..PayoffQuery::default() };
        let strategy = if self.random.bool() { Strategy::Snowball } else { Strategy::Avalanche };
        app.payoff_adopt(&PayoffChoice { query, strategy }).map(drop)
    }

    fn day(&mut self, app: &App) -> String {
        (app.today() + Days::new(self.random.u64(0..120)) - Days::new(60)).to_string()
    }

    /// A plan of any method, over and under a year, with and without automatic repayment.
    pub fn plan(&mut self, today: NaiveDate) -> Value {
        self.made += 1;
        let start = today - Days::new(self.random.u64(0..300));
        let first = start + Days::new(self.random.u64(1..40));
        let cents = self.random.u32(10_000..2_000_000);
        let mut terms = json!({
            "principal": format!("{}.{:02}", cents / 100, cents % 100), "periods": self.random.u8(1..25).to_string(),
            "start_date": start.to_string(), "first_due_date": first.to_string(),
        });
        let (method, rate) = match self.random.u8(0..7) {
            0 => ("interest_free", None),
            1 => ("flat_per_period", Some(("fee_rate_per_period", "0.006"))),
            2 => ("fee_spread", Some(("fee_rate_total", "0.075"))),
            3 => ("fee_upfront", Some(("fee_rate_total", "0.05"))),
            4 => ("equal_principal", Some(("annual_rate", "0.12"))),
            5 => ("interest_only", Some(("annual_rate", "0.0999"))),
            _ => ("equal_instalment", Some(("annual_rate", "0.1468"))),
        };
        terms["method"] = json!(method);
        if let Some((name, rate)) = rate {
            terms[name] = json!(rate);
        }
        json!({
            "account": format!("账户{}", self.random.u8(0..4)), "title": format!("买的东西 {}", self.made),
            "merchant": "商城", "order_no": format!("NO-{:06}", self.made), "notes": "备注：'单引号'\n第二行",
            "purchased_on": start.to_string(), "auto_debit": self.random.bool(), "terms": terms,
            "paid_before": self.random.bool().then(|| today.to_string()),
        })
    }

    fn add(&mut self, app: &App) -> Result<(), AppError> {
        app.plans_add(&[draft(self.plan(app.today()))], true).map(drop)
    }

    fn edit_account(&mut self, app: &App) -> Result<(), AppError> {
        let accounts = app.accounts()?;
        let Some(account) = self.random.choice(accounts) else { return Ok(()) };
        let changed = json!({
            "name": account.name, "limit": format!("{}.00", self.random.u32(0..90_000)),
            "grace_days": self.random.u8(0..5), "funding_source": format!("卡 {}", self.random.u8(0..3)),
            "auto_debit": self.random.bool(), "due": { "day": self.random.u8(1..29) },
            "settlement": { "policy": "penalty_on_principal", "penalty_rate": "0.02" },
            "late_fee": { "daily_rate": "0.0005" },
            "temporary_limits": [{ "amount": "500.00", "from": "2026-11-01", "until": "2026-12-31" }],
        });
        let changed = serde_json::from_value(changed).expect("BUG: a sound account");
        app.account_edit(&account.id.0, changed)
    }

    fn archive(&mut self, app: &App) -> Result<(), AppError> {
        let account = self.random.choice(app.accounts()?).expect("BUG: a plan has one");
        app.account_archive(&account.id.0, !account.archived)
    }

    /// Renames a funding source, lets another take its place, or removes it. Where that would change nothing, another
    /// deed is done: one that changes nothing promises nothing that a fault could take back.
    fn source(&mut self, app: &App) -> Result<(), AppError> {
        let sources = app.sources()?;
        let Some(source) = self.random.choice(&sources) else { return self.archive(app) };
        let name = format!("卡 {}", self.random.u8(0..6));
        let other =
            self.random.choice(sources.iter().filter(|other| other.id != source.id).collect::<Vec<_>>());
        match (self.random.u8(0..3), other) {
            (0, _) if name != source.name => app.source_rename(&source.id, &name),
            (1, Some(other)) => app.source_merge(&source.id, &other.name),
            (2, _) => app.source_remove(&source.name),
            _ => self.archive(app),
        }
    }

    fn edit(&mut self, app: &App, plan: &PlanSummary) -> Result<(), AppError> {
        let edit = PlanEdit {
            title: Some(format!("改名 {}", self.random.u16(..))),
            notes: Some(if self.random.bool() { String::new() } else { "新备注".to_owned() }),
            auto_debit: Some(self.random.bool()),
            ..PlanEdit::default()
        };
        app.plan_edit(&plan.id, &edit)
    }

    /// The contract asks for some cents more interest, and for one cent of principal in another row.
    fn correct(&mut self, app: &App, plan: &PlanSummary) -> Result<(), AppError> {
        let PlanView { rows, .. } = app.plan(&plan.id)?;
        let at = self.random.usize(..rows.len());
        let row = &rows[at];
        let date: NaiveDate = row.due_date.parse().expect("BUG: a stored date");
        let edited = RowDraft {
            n: row.n,
            due_date: date.to_string(),
            principal: row.principal.clone(),
            interest: format!("{}.{:02}", self.random.u8(0..9), self.random.u8(0..100)),
            fee: row.fee.clone(),
        };
        app.plan_edit(&plan.id, &PlanEdit { rows: Some(vec![edited]), ..PlanEdit::default() })
    }

    fn pay(&mut self, app: &App, plan: &PlanSummary) -> Result<(), AppError> {
        let amount =
            self.random.bool().then(|| format!("{}.{:02}", self.random.u16(1..300), self.random.u8(0..100)));
        let pay = Pay {
            plan: plan.id.clone(),
            n: self.random.u32(0..13),
            amount,
            on: Some(self.day(app)),
            source: self.random.bool().then(|| "招行卡".to_owned()),
        };
        app.pay(&pay).map(drop)
    }

    fn pay_statement(&mut self, app: &App, plan: &PlanSummary) -> Result<(), AppError> {
        let Some(due) = &plan.track.next_due_date else { return Ok(()) };
        app.pay_statement(&plan.account.id.0, due, None, None).map(drop)
    }

    fn remove_repayment(&mut self, app: &App, plan: &PlanSummary) -> Result<(), AppError> {
        let repayments = app.plan(&plan.id)?.repayments;
        let Some(repayment) = self.random.choice(repayments) else { return Ok(()) };
        app.repayment_remove(&repayment.id)
    }

    /// Much has to fit for a prepayment: several plans are asked, on the day before their next row.
    fn prepay(&mut self, app: &App) -> Result<(), AppError> {
        let (keeps, _) = KEEPS[self.random.usize(..KEEPS.len())];
        let mut plans = app.plans()?;
        self.random.shuffle(&mut plans);
        let mut last = Ok(());
        for plan in plans {
            let Some(next) =
                plan.track.next_due_date.as_deref().and_then(|due| due.parse::<NaiveDate>().ok())
            else {
                continue;
            };
            let on = (next - Days::new(self.random.u64(1..5))).to_string();
            let amount = format!("{}.50", self.random.u16(20..400));
            last = app.prepay(&plan.id, &amount, Some(&on), keeps, None).map(drop);
            if last.is_ok() {
                break;
            }
        }
        last
    }

    fn refund(&mut self, app: &App, plan: &PlanSummary) -> Result<(), AppError> {
        let (taken, _) = ORDERS[self.random.usize(..ORDERS.len())];
        let whole = app.plan(&plan.id)?.terms.principal;
        let amount = if self.random.bool() { whole } else { format!("{}.25", self.random.u16(1..500)) };
        let on = self.day(app);
        app.refund(&plan.id, &amount, Some(&on), taken)
    }

    fn settings(&mut self, app: &App) -> Result<(), AppError> {
        let theme = if app.today().day().is_multiple_of(2) == self.random.bool() {
            Theme::Dark
        } else {
            Theme::Light
        };
        app.settings_set(Settings {
            language: self.random.bool().then_some(Language::En),
            theme,
            hide_amounts: self.random.bool(),
            ..Settings::default()
        })
    }
}
