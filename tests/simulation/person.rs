//! What a person does: plans, repayments, rules, answers. From a seed, through the use cases that the window has.

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use fenqi_app::contract::{
    AppError, NoticeAnswer, Pause, PlanEdit, PlanId, ReminderRules, RowDraft, RuleSubject, Snooze,
};
use fenqi_app::{App, Notice, Pay};
use fenqi_tests::draft;
use serde_json::json;

use crate::facts::{Facts, RowId};
use crate::ledger::{Ledger, Moment};
use crate::world::instant;

type Done = Result<(), AppError>;

/// A person with some plans.
pub(crate) struct Person {
    pub(crate) random: Rng,
    made: u32,
    /// Reminders that were seen and may be answered.
    pub(crate) seen: Vec<Notice>,
}

impl Person {
    pub(crate) fn new(seed: u64) -> Self {
        Self { random: Rng::with_seed(seed), made: 0, seen: Vec::new() }
    }

    fn chance(&mut self, percent: u8) -> bool {
        self.random.u8(0..100) < percent
    }

    /// Does one thing or two. Much of it may be refused.
    pub(crate) fn act(
        &mut self,
        app: &App,
        facts: &Facts,
        ledger: &mut Ledger,
        moment: Moment,
    ) -> &'static str {
        let (what, done) = self.choose(app, facts, ledger, moment);
        match done {
            Ok(()) => what,
            Err(error) => {
                let code = format!("{:?}", error.code);
                assert!(!code.starts_with("Storage"), "{what}: {error}");
                "refused"
            }
        }
    }

    fn choose(
        &mut self,
        app: &App,
        facts: &Facts,
        ledger: &mut Ledger,
        moment: Moment,
    ) -> (&'static str, Done) {
        if ledger.paused_until == i64::MAX {
            return ("pause", self.resume(app, ledger, moment));
        }
        let today = moment.zone.local(moment.now).date();
        let mut open: Vec<(&RowId, NaiveDate)> = facts.open.iter().map(|(id, row)| (id, row.due)).collect();
        open.sort_by(|a, b| (a.1, a.0).cmp(&(b.1, b.0)));
        if open.len() < 6 {
            return ("plan add", self.add(app, today));
        }
        let late = open.iter().filter(|(_, due)| *due < today).count();
        if late > 5 || (late > 0 && self.chance(45)) {
            // Somebody sits down and pays what is late.
            let rows: Vec<RowId> = open.iter().take(late).map(|(id, _)| (*id).clone()).collect();
            return ("pay all", rows.iter().try_for_each(|row| pay(app, row, None)));
        }
        let row = open[self.random.usize(..open.len().min(8))].0.clone();
        let plan = PlanId(row.0.to_string());
        match self.random.u8(0..40) {
            0..=1 if open.len() < 20 => ("plan add", self.add(app, today)),
            2..=7 => ("pay", pay(app, &row, None)),
            8..=10 => (
                "pay part",
                pay(app, &row, Some(format!("{}.{:02}", self.random.u8(1..90), self.random.u8(0..100)))),
            ),
            11..=12 => ("pay statement", self.pay_statement(app, facts, &row)),
            13 => ("repayment remove", self.remove_repayment(app, &plan)),
            14..=15 => ("undo", app.undo().map(drop)),
            16 => ("redo", app.redo().map(drop)),
            17..=18 => ("debit confirm", app.debit_confirm(&plan, u32::from(row.1), None).map(drop)),
            19..=20 => ("debit fail", app.debit_fail(&plan, u32::from(row.1))),
            21..=24 => ("rules", self.rules(app, facts, &row)),
            25 => ("pause", self.pause(app, facts, ledger, moment)),
            26..=28 => ("plan edit", self.edit(app, &plan, row.1)),
            29 => ("plan remove", self.remove(app, &plan)),
            30 => ("settle", app.settle_plan(&plan, Some(&today.to_string()), None).map(drop)),
            31 => ("account edit", self.edit_account(app)),
            _ => ("answer", self.answer(app, facts, ledger, moment)),
        }
    }

    fn add(&mut self, app: &App, today: NaiveDate) -> Done {
        self.made += 1;
        let first = today + Days::new(self.random.u64(0..40));
        // Half of all are due on the days on which much is due.
        let first = if self.chance(50) {
            first - Days::new(u64::from(chrono::Datelike::day0(&first) % 5))
        } else {
            first
        };
        let plan = json!({
            "account": format!("账户{}", self.random.u8(0..3)), "title": format!("买的东西 {}", self.made),
            "purchased_on": (today - Days::new(60)).to_string(), "auto_debit": self.chance(40),
            "terms": {
                "method": "interest_free", "principal": format!("{}.00", self.random.u32(300..9000)),
                "periods": self.random.u8(2..13).to_string(), "start_date": (today - Days::new(60)).to_string(),
                "first_due_date": first.to_string(),
            },
        });
        app.plans_add(&[draft(plan)], true).map(drop)
    }

    fn pay_statement(&mut self, app: &App, facts: &Facts, id: &RowId) -> Done {
        let Some(row) = facts.open.get(id) else { return Ok(()) };
        app.pay_statement(&row.account, &row.due.to_string(), None, None).map(drop)
    }

    fn remove_repayment(&mut self, app: &App, plan: &PlanId) -> Done {
        let repayments = app.plan(plan)?.repayments;
        let Some(repayment) = self.random.choice(repayments) else { return Ok(()) };
        app.repayment_remove(&repayment.id)
    }

    fn rules(&mut self, app: &App, facts: &Facts, id: &RowId) -> Done {
        let account = facts.open.get(id).map(|row| row.account.to_string()).unwrap_or_default();
        let subject = match self.random.u8(0..4) {
            0..=1 => RuleSubject::All,
            2 => RuleSubject::Account(fenqi_app::contract::AccountId(account)),
            _ => RuleSubject::Plan(PlanId(id.0.to_string())),
        };
        if self.chance(30) {
            return app.reminder_rules_reset(&subject);
        }
        let mut days_before: Vec<u16> = (0..self.random.u8(0..4)).map(|_| self.random.u16(0..9)).collect();
        if self.chance(70) {
            days_before.push(0);
        }
        let time = |random: &mut Rng| format!("{:02}:{:02}", random.u8(0..24), random.u8(0..4) * 15);
        let at = if self.chance(50) { "09:00".to_owned() } else { time(&mut self.random) };
        let quiet = self.chance(40);
        let rules = ReminderRules {
            days_before,
            at,
            repeat_overdue: self.chance(80),
            when_debited: self.chance(30),
            quiet_from: quiet.then(|| time(&mut self.random)),
            quiet_until: quiet.then(|| time(&mut self.random)),
        };
        app.reminder_rules_set(&subject, &rules)
    }

    fn pause(&mut self, app: &App, facts: &Facts, ledger: &mut Ledger, moment: Moment) -> Done {
        let (pause, until) = match self.random.u8(0..6) {
            0 | 1 => (Pause::Hour, moment.now + 3600),
            2 => (Pause::Tomorrow, tomorrow(facts, moment)),
            // Nobody leaves it at that for long: it is the next thing to be changed.
            3 => (Pause::Open, i64::MAX),
            _ => (Pause::End, moment.now),
        };
        app.reminders_pause(pause)?;
        ledger.paused_until = until;
        Ok(())
    }

    fn resume(&mut self, app: &App, ledger: &mut Ledger, moment: Moment) -> Done {
        app.reminders_pause(Pause::End)?;
        ledger.paused_until = moment.now;
        Ok(())
    }

    /// The contract's date moves, or the debit is switched on or off.
    fn edit(&mut self, app: &App, plan: &PlanId, n: u16) -> Done {
        if self.chance(40) {
            let edit = PlanEdit { auto_debit: Some(self.random.bool()), ..PlanEdit::default() };
            return app.plan_edit(plan, &edit);
        }
        let rows = app.plan(plan)?.rows;
        let Some(row) = rows.iter().find(|row| row.n == u32::from(n)) else { return Ok(()) };
        let date: NaiveDate = row.due_date.parse().expect("BUG: a stored date");
        let moved = RowDraft {
            n: row.n,
            due_date: (date + Days::new(self.random.u64(0..13)) - Days::new(6)).to_string(),
            principal: row.principal.clone(),
            interest: row.interest.clone(),
            fee: row.fee.clone(),
        };
        app.plan_edit(plan, &PlanEdit { rows: Some(vec![moved]), ..PlanEdit::default() })
    }

    fn remove(&mut self, app: &App, plan: &PlanId) -> Done {
        app.plan_remove(plan)?;
        if self.chance(60) {
            app.undo()?;
        }
        Ok(())
    }

    fn edit_account(&mut self, app: &App) -> Done {
        let Some(account) = self.random.choice(app.accounts()?) else { return Ok(()) };
        let source = self.chance(70).then(|| format!("卡 {}", self.random.u8(0..2)));
        let changed = json!({
            "name": account.name, "grace_days": self.random.u8(0..5), "funding_source": source,
            "auto_debit": self.random.bool(),
        });
        app.account_edit(&account.id.0, serde_json::from_value(changed).expect("BUG: a sound account"))
    }

    /// Answers a reminder, often twice.
    fn answer(&mut self, app: &App, facts: &Facts, ledger: &mut Ledger, moment: Moment) -> Done {
        if self.seen.is_empty() {
            return Ok(());
        }
        let from = self.seen.len().saturating_sub(6);
        let notice = self.seen[self.random.usize(from..self.seen.len())].clone();
        // In the inbox, a part may be answered alone.
        let key = match self.random.choice(&notice.covers) {
            Some(part) if self.chance(40) => part.key.clone(),
            _ => notice.key.clone(),
        };
        let keys = [key];
        let (answer, until) = match self.random.u8(0..10) {
            0..=2 => (NoticeAnswer::Paid, None),
            3 => (NoticeAnswer::Confirmed, None),
            4 => (NoticeAnswer::Failed, None),
            5 => (NoticeAnswer::Seen, None),
            6 | 7 => (NoticeAnswer::Snooze(Snooze::Hour), Some(moment.now + 3600)),
            8 => self.later(facts, moment),
            _ => {
                let at = moment.now + self.random.i64(60..200_000);
                (NoticeAnswer::Snooze(Snooze::Until(instant(at).to_rfc3339())), Some(at))
            }
        };
        for _ in 0..=u8::from(self.chance(40)) {
            match app.notice_answer(&keys, &answer) {
                Ok(()) => ledger.answered(&keys, until),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn later(&mut self, facts: &Facts, moment: Moment) -> (NoticeAnswer, Option<i64>) {
        if self.random.bool() {
            return (NoticeAnswer::Snooze(Snooze::Tomorrow), Some(tomorrow(facts, moment)));
        }
        let evening =
            moment.zone.local(moment.now).date().and_hms_opt(20, 0, 0).expect("BUG: a literal time");
        let until = moment.zone.earliest(evening).max(moment.now + 3600);
        (NoticeAnswer::Snooze(Snooze::Tonight), Some(until))
    }
}

/// Pays a row, or a part of it.
pub(crate) fn pay(app: &App, row: &RowId, amount: Option<String>) -> Done {
    let (plan, n) = (PlanId(row.0.to_string()), u32::from(row.1));
    match app.pay(&Pay { plan, n, amount, on: None, source: None }) {
        // Of several rows, the one before may have paid it.
        Err(error) if format!("{:?}", error.code) == "PaidAlready" => Ok(()),
        done => done.map(drop),
    }
}

fn tomorrow(facts: &Facts, moment: Moment) -> i64 {
    let day = moment.zone.local(moment.now).date() + Days::new(1);
    moment.zone.earliest(day.and_time(facts.rule_of_all.at))
}
