//! The inbox: what was spoken of and waits for the user, what was raised before, and what automatic debits need.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Days, NaiveDate, Utc};
use fenqi_domain::Money;
use fenqi_domain::reminder::Payer;
use fenqi_domain::status::{self, InstalmentStatus, Left, grace_end};

use super::notice::{Notice, Voice, say};
use super::{RuleSet, paused_until};
use crate::app::{App, assert_page};
use crate::contract::{
    AccountRef, AppError, ErrorCode, FundingView, InboxView, MissedView, NoticeKind, NoticeRow, NoticeView,
    WaitingView,
};
use crate::ports::{ReadTx, Said, UnpaidRow};
use crate::{Result, views};

/// How far ahead automatic debits are announced, unless asked otherwise.
pub(crate) const FUNDED_DAYS: u32 = 31;
const MAX_FUNDED_DAYS: u32 = 366;
/// Unpaid rows, each with what was said of it last.
type Spoken<'a> = Vec<(&'a UnpaidRow, Said)>;
/// When what came late was wanted, and when it came.
type Late = (DateTime<Utc>, DateTime<Utc>);

impl App {
    /// What waits, and the latest `limit` notices raised before one.
    ///
    /// # Errors
    /// `number_range` unless 1…200; `notice_unknown` for a `before` that never was; `storage_failed`.
    pub fn inbox(&self, before: Option<&str>, limit: u32) -> Result<InboxView> {
        assert_page(limit)?;
        let voice = self.voice(self.today())?;
        let tx = self.store.begin_read()?;
        let waiting = self.waiting(tx.as_ref())?;
        let mut said = tx.notices(before, limit + 1)?;
        let more = said.len() > limit as usize;
        said.truncate(limit as usize);
        let paused = paused_until(tx.as_ref())?.filter(|until| *until > self.now());
        Ok(InboxView {
            unseen: unseen(&waiting),
            missed: self.missed(waiting.iter().filter_map(|(_, missed)| *missed)),
            waiting: waiting.into_iter().map(|(view, _)| view).collect(),
            next: said.last().filter(|_| more).map(|last| last.notice.key.clone()),
            earlier: said.iter().map(|said| self.notice_view(said, voice)).collect(),
            funding: self.funded(tx.as_ref(), FUNDED_DAYS)?,
            paused_open: paused.is_some_and(|until| until >= super::answers::OPEN_END),
            paused_until: paused.map(|until| self.local_text(until)),
        })
    }

    /// What automatic debits will take within so many days, by day and source.
    ///
    /// # Errors
    /// `number_range` beyond a year; `storage_failed`.
    pub fn funding(&self, days: Option<u32>) -> Result<Vec<FundingView>> {
        let days = days.unwrap_or(FUNDED_DAYS);
        if days > MAX_FUNDED_DAYS {
            return Err(AppError::new(ErrorCode::NumberRange).with("min", 0).with("max", MAX_FUNDED_DAYS));
        }
        self.funded(self.store.begin_read()?.as_ref(), days)
    }

    /// How many reminders wait that are neither seen nor put off.
    pub(crate) fn unseen(&self) -> Result<u32> {
        self.waiting(self.store.begin_read()?.as_ref()).map(|waiting| unseen(&waiting))
    }

    /// Of these notices, those of which a row is unpaid and due as they say, and which nobody has answered.
    pub(crate) fn still_open(&self, notices: Vec<Notice>) -> Result<Vec<Notice>> {
        let Some(horizon) = notices.iter().flat_map(Notice::parts).filter_map(|part| part.due_date).max()
        else {
            return Ok(Vec::new());
        };
        let tx = self.store.begin_read()?;
        let unpaid = tx.unpaid(horizon)?;
        let unpaid = by_row(&unpaid);
        let is_unpaid = |part: &Notice| {
            let row = part.rows().next().and_then(|row| unpaid.get(&row));
            row.is_some_and(|row| Some(row.due_date) == part.due_date)
        };
        let mut open = Vec::new();
        for notice in notices {
            let said = tx.notice(&notice.key)?;
            let answered = said.is_none_or(|said| said.answered_at.is_some() || said.snoozed_until.is_some());
            if !answered && notice.parts().iter().any(is_unpaid) {
                open.push(notice);
            }
        }
        Ok(open)
    }

    /// Unpaid rows that were spoken of, by statement: the most urgent first.
    fn waiting(&self, tx: &(impl ReadTx + ?Sized)) -> Result<Vec<(WaitingView, Option<Late>)>> {
        let today = self.today();
        let unpaid = tx.unpaid(RuleSet::read(tx)?.horizon(today))?;
        let mut statements: BTreeMap<(u8, NaiveDate, String), Spoken<'_>> = BTreeMap::new();
        for row in &unpaid {
            if let Some(said) = tx.latest_notice(&row.plan, row.n)? {
                let key = (status_of(row, today).urgency(), row.due_date, row.account.0.clone());
                statements.entry(key).or_default().push((row, said));
            }
        }
        statements.into_values().map(|rows| self.waiting_view(&rows, today)).collect()
    }

    /// Between when the missed ones were wanted and when they came.
    fn missed(&self, missed: impl Iterator<Item = Late>) -> Option<MissedView> {
        let (from, until) = missed.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let days = self.local(until).date_naive() - self.local(from).date_naive();
        Some(MissedView {
            from: self.local_text(from),
            until: self.local_text(until),
            days: u32::try_from(days.num_days()).unwrap_or(0),
        })
    }

    /// When a reminder was wanted and when it came, where that was not on one day.
    fn late(&self, said: &Said) -> Option<Late> {
        let (wanted, came) = (said.notice.wanted_at, said.claimed_at);
        (self.local(wanted).date_naive() < self.local(came).date_naive()).then_some((wanted, came))
    }

    fn waiting_view(
        &self,
        rows: &[(&UnpaidRow, Said)],
        today: NaiveDate,
    ) -> Result<(WaitingView, Option<Late>)> {
        let (first, _) = rows[0];
        let currency = first.remaining.currency();
        let saids = || rows.iter().map(|(_, said)| said);
        let until = saids().map(|said| said.snoozed_until).min().flatten();
        let until = until.filter(|until| *until > self.now());
        let seen = saids().all(|said| said.answered_at.is_some());
        let late = saids().filter_map(|said| self.late(said)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let late = late.filter(|_| !seen && until.is_none());
        let latest = saids().map(|said| said.claimed_at).max().unwrap_or_default();
        let view = WaitingView {
            keys: saids().map(|said| said.notice.key.clone()).collect(),
            kind: kind_of(first, today),
            account: account_ref(first),
            due_date: first.due_date.to_string(),
            days: views::days_until(first.due_date, today),
            currency: currency.code().to_owned(),
            remaining: views::sum(rows.iter().map(|(row, _)| row.remaining), currency)?.to_string(),
            rows: rows.iter().map(|(row, _)| notice_row(row, today)).collect(),
            at: self.local_text(latest),
            missed: late.is_some(),
            snoozed_until: until.map(|until| self.local_text(until)),
            seen,
            debit: first.payer != Payer::Hand,
        };
        Ok((view, late))
    }

    fn notice_view(&self, said: &Said, voice: Voice) -> NoticeView {
        let worded = |notice: &Notice| {
            // A notice of an early Fenqi has its words only as they were said.
            if notice.params.contains_key("what") {
                say(&notice.params, &voice.words, voice.hide_amounts)
            } else {
                (notice.title.clone(), notice.body.clone())
            }
        };
        let (title, body) = worded(&said.notice);
        NoticeView {
            key: said.notice.key.clone(),
            kind: said.notice.kind,
            at: self.local_text(said.claimed_at),
            title,
            body,
            plan: said.notice.plan.clone(),
            due_date: said.notice.due_date.map(|date| date.to_string()),
            parts: said.notice.covers.iter().map(|cover| worded(cover).0).collect(),
            undelivered: said.delivered_at.is_none(),
        }
    }

    pub(crate) fn funded(&self, tx: &(impl ReadTx + ?Sized), days: u32) -> Result<Vec<FundingView>> {
        let today = self.today();
        let horizon = today.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX);
        let unpaid = tx.unpaid(horizon)?;
        let covered = unpaid
            .iter()
            .filter(|row| row.payer == Payer::Debit && (today..=horizon).contains(&row.due_date));
        let mut needs: BTreeMap<(NaiveDate, &str, &str), Vec<&UnpaidRow>> = BTreeMap::new();
        for row in covered {
            let source = row.funding_source.as_deref().unwrap_or(&row.account_name);
            needs.entry((row.due_date, source, row.remaining.currency().code())).or_default().push(row);
        }
        let view = |((by, _, code), rows): ((NaiveDate, &str, &str), Vec<&UnpaidRow>)| {
            let mut accounts: Vec<String> = rows.iter().map(|row| row.account_name.clone()).collect();
            accounts.sort();
            accounts.dedup();
            let amount: Money =
                views::sum(rows.iter().map(|row| row.remaining), rows[0].remaining.currency())?;
            Ok(FundingView {
                source: rows[0].funding_source.clone(),
                accounts,
                by: by.to_string(),
                days: views::days_until(by, today),
                currency: code.to_owned(),
                amount: amount.to_string(),
                rows: rows.iter().map(|row| notice_row(row, today)).collect(),
            })
        };
        needs.into_iter().map(view).collect()
    }

    /// An instant for people: RFC 3339 in the machine's zone.
    fn local_text(&self, at: DateTime<Utc>) -> String {
        self.local(at).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    }
}

fn unseen(waiting: &[(WaitingView, Option<Late>)]) -> u32 {
    views::count(waiting.iter().filter(|(one, _)| !one.seen && one.snoozed_until.is_none()).count())
}

fn status_of(row: &UnpaidRow, today: NaiveDate) -> InstalmentStatus {
    status::instalment(row.due_date, row.grace_days, row.payer == Payer::Debit, Left::Open, today)
}

/// What a row asks for today.
fn kind_of(row: &UnpaidRow, today: NaiveDate) -> NoticeKind {
    if row.payer == Payer::Debit && today > row.due_date {
        NoticeKind::DebitCheck
    } else if today > grace_end(row.due_date, row.grace_days) {
        NoticeKind::Overdue
    } else if today >= row.due_date {
        NoticeKind::Due
    } else {
        NoticeKind::Upcoming
    }
}

fn account_ref(row: &UnpaidRow) -> AccountRef {
    AccountRef { id: row.account.clone(), name: row.account_name.clone(), marker: row.marker }
}

fn notice_row(row: &UnpaidRow, today: NaiveDate) -> NoticeRow {
    NoticeRow {
        plan: row.plan.clone(),
        title: row.title.clone(),
        n: u32::from(row.n),
        of: u32::from(row.of),
        remaining: row.remaining.to_string(),
        status: views::wire_status(status_of(row, today)),
    }
}

/// Unpaid rows by plan and number.
pub(crate) fn by_row(unpaid: &[UnpaidRow]) -> HashMap<(&str, u16), &UnpaidRow> {
    unpaid.iter().map(|row| ((row.plan.0.as_str(), row.n), row)).collect()
}
