//! What a user says to a reminder, in its popup, in the inbox or in the tray. Said twice, it happens once.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use fenqi_domain::reminder::{self, Payer, Rules};
use fenqi_domain::status::Debit;

use super::inbox::by_row;
use super::{PAUSED_UNTIL, RuleSet};
use crate::Result;
use crate::amounts;
use crate::app::{App, Done};
use crate::books::LATEST;
use crate::contract::{AppError, ErrorCode, NoticeAnswer, Pause, Snooze, Topic};
use crate::ports::{Part, ReadTx, UnpaidRow, WriteTx};

/// "Tonight".
const EVENING: NaiveTime = NaiveTime::from_hms_opt(20, 0, 0).expect("BUG: a literal time");

/// Paused until the user lets reminders go on: 9000-01-01.
pub(crate) const OPEN_END: DateTime<Utc> =
    DateTime::from_timestamp(221_845_392_000, 0).expect("BUG: a literal instant");

impl App {
    /// Answers notices by their keys: those of one statement, or one that stands for several rows. What is paid
    /// meanwhile is left as it is.
    ///
    /// # Errors
    /// `notice_unknown`; `time_invalid` for a time to put off to that is not to come; `notice_mixed` for rows of
    /// several accounts; `storage_…`.
    pub fn notice_answer(&self, keys: &[String], answer: &NoticeAnswer) -> Result<()> {
        match answer {
            NoticeAnswer::Paid => self.answer_with(keys, |app, tx, rows| app.pay_rows(tx, rows)),
            NoticeAnswer::Confirmed => self.answer_with(keys, |app, tx, rows| app.confirm_rows(tx, rows)),
            NoticeAnswer::Failed => self.answer_with(keys, |app, tx, rows| app.fail_rows(tx, rows)),
            NoticeAnswer::Seen => self.answer_with(keys, |_, _, _| Ok(None)),
            NoticeAnswer::Snooze(how_long) => self.snooze(keys, how_long),
        }
    }

    /// Holds all popups back for a while, or lets them go on.
    ///
    /// # Errors
    /// `storage_…`.
    pub fn reminders_pause(&self, pause: Pause) -> Result<()> {
        let now = self.now();
        let tx = self.store.begin_write()?;
        let until = match pause {
            Pause::Hour => now + TimeDelta::hours(1),
            Pause::Tomorrow => self.tomorrow(&RuleSet::read(tx.as_ref())?.all),
            Pause::Open => OPEN_END,
            Pause::End => now,
        };
        tx.put_memo(PAUSED_UNTIL, &until.to_rfc3339())?;
        tx.commit()?;
        self.announce(vec![Topic::Reminders]);
        Ok(())
    }

    fn snooze(&self, keys: &[String], how_long: &Snooze) -> Result<()> {
        let now = self.now();
        let tx = self.store.begin_write()?;
        let zone = self.clock.zone();
        let until = match how_long {
            Snooze::Now => now,
            Snooze::Hour => now + TimeDelta::hours(1),
            Snooze::Tonight => {
                reminder::instant(&zone, self.today(), EVENING).unwrap_or(now).max(now + TimeDelta::hours(1))
            }
            Snooze::Tomorrow => self.tomorrow(&RuleSet::read(tx.as_ref())?.all),
            Snooze::Until(text) => {
                DateTime::parse_from_rfc3339(text.trim()).ok().map_or(now, |at| at.to_utc())
            }
        };
        let until = (*how_long != Snooze::Now).then_some(until);
        if until.is_some_and(|until| until <= now) {
            let text = if let Snooze::Until(text) = how_long { text.as_str() } else { "" };
            return Err(AppError::new(ErrorCode::TimeInvalid).with("text", amounts::shown(text)));
        }
        for key in keys {
            find(tx.as_ref(), key)?;
            tx.snooze_notice(key, until)?;
        }
        tx.commit()?;
        self.announce(vec![Topic::Reminders]);
        Ok(())
    }

    /// Tomorrow at the time of the rules.
    fn tomorrow(&self, rules: &Rules) -> DateTime<Utc> {
        let tomorrow = self.today().succ_opt().unwrap_or(NaiveDate::MAX);
        reminder::instant(&self.clock.zone(), tomorrow, rules.at)
            .unwrap_or_else(|| self.now() + TimeDelta::days(1))
    }

    /// Marks notices as answered, and does with their unpaid rows what was answered. Nothing to be done is nothing
    /// done: no action is recorded then.
    fn answer_with(
        &self,
        keys: &[String],
        act: impl FnOnce(&Self, &dyn WriteTx, &[&UnpaidRow]) -> Result<Option<Done<()>>>,
    ) -> Result<()> {
        let (kind, topics) = ("notice_answer", vec![Topic::Plans, Topic::Reminders]);
        self.write_if(kind, topics, |tx| {
            let unpaid = tx.unpaid(LATEST)?;
            let open = by_row(&unpaid);
            let mut rows: Vec<&UnpaidRow> = Vec::new();
            for key in keys {
                let said = find(tx, key)?;
                rows.extend(said.notice.rows().filter_map(|row| open.get(&row).copied()));
                tx.mark_answered(key, self.now())?;
            }
            rows.sort_by(|a, b| (&a.plan, a.n).cmp(&(&b.plan, b.n)));
            rows.dedup_by(|a, b| (&a.plan, a.n) == (&b.plan, b.n));
            act(self, tx, &rows)
        })
    }

    fn pay_rows(&self, tx: &dyn WriteTx, rows: &[&UnpaidRow]) -> Result<Option<Done<()>>> {
        self.repay(tx, rows, self.today(), None, "pay").map(|paid| paid.map(|(_, done)| done))
    }

    fn confirm_rows(&self, tx: &dyn WriteTx, rows: &[&UnpaidRow]) -> Result<Option<Done<()>>> {
        let rows: Vec<&UnpaidRow> = due_debits(rows, self.today());
        let Some(first) = rows.first() else { return Ok(None) };
        let (on, source) = (first.due_date, first.funding_source.clone());
        let Some((repayment, done)) = self.repay(tx, &rows, on, source, "debit_confirm")? else {
            return Ok(None);
        };
        for row in rows {
            tx.set_debit(&row.plan, row.n, Some((&Debit::Confirmed, self.today(), Some(&repayment))))?;
        }
        Ok(Some(done))
    }

    fn fail_rows(&self, tx: &dyn WriteTx, rows: &[&UnpaidRow]) -> Result<Option<Done<()>>> {
        let rows = due_debits(rows, self.today());
        for row in &rows {
            tx.set_debit(&row.plan, row.n, Some((&Debit::Failed, self.today(), None)))?;
        }
        Ok(rows.first().map(|first| said_of(&rows, first, Done::to(first.plan.0.clone(), ()), "debit_fail")))
    }

    /// One repayment of all that is left of rows of one account.
    fn repay(
        &self,
        tx: &dyn WriteTx,
        rows: &[&UnpaidRow],
        on: NaiveDate,
        source: Option<String>,
        kind: &'static str,
    ) -> Result<Option<(String, Done<()>)>> {
        let Some(first) = rows.first() else { return Ok(None) };
        if rows.iter().any(|row| row.account != first.account) {
            return Err(AppError::new(ErrorCode::NoticeMixed));
        }
        let part = |row: &&UnpaidRow| Part { plan: row.plan.clone(), n: row.n, amount: row.remaining };
        let repayment = self.repayment(&first.account, rows.iter().map(part).collect(), on, source)?;
        tx.insert_repayment(&repayment)?;
        let done = Done::to(repayment.id.clone(), ()).with_money(repayment.amount);
        Ok(Some((repayment.id, said_of(rows, first, done, kind))))
    }
}

/// Names the action after what it was done to: one row, or several of an account.
fn said_of(rows: &[&UnpaidRow], first: &UnpaidRow, done: Done<()>, kind: &'static str) -> Done<()> {
    let several = rows.len() > 1;
    let done = done.with("title", &first.title).with("n", first.n);
    let done = done.with("name", &first.account_name).with("date", first.due_date);
    done.called(match (kind, several) {
        ("pay", false) => "pay",
        ("pay", true) => "pay_statement",
        ("debit_confirm", false) => "debit_confirm",
        ("debit_confirm", true) => "debit_confirm_statement",
        (_, false) => "debit_fail",
        (_, true) => "debit_fail_statement",
    })
}

/// Of these rows, those whose debit should have gone through by today and of which nothing was said.
fn due_debits<'a>(rows: &[&'a UnpaidRow], today: NaiveDate) -> Vec<&'a UnpaidRow> {
    let expected = |row: &&&UnpaidRow| row.payer == Payer::Debit && row.due_date <= today;
    rows.iter().filter(expected).copied().collect()
}

fn find(tx: &(impl ReadTx + ?Sized), key: &str) -> Result<crate::ports::Said> {
    tx.notice(key)?.ok_or_else(|| AppError::new(ErrorCode::NoticeUnknown).with("key", amounts::shown(key)))
}
