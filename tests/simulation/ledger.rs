//! What was said so far, and whether what is said now may be said.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use fenqi_app::Notice;

use crate::facts::{Facts, RowId};
use crate::oracle::{self, Wanted};
use crate::tzif::Table;

/// How a reminder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// Its popup was taken, or the user has seen it in the list.
    Said,
    /// Its popup was taken, and the process killed before that was noted: it may come once more.
    Unnoted,
    /// It is in the list; no desktop took it.
    Offered,
}

struct Entry {
    wanted: Wanted,
    how: How,
    /// The notice that it is part of.
    whole: String,
    put_off: Option<i64>,
    answered: bool,
}

/// What is remembered of what was said, by key.
#[derive(Default)]
pub(crate) struct Ledger {
    said: HashMap<String, Entry>,
    of_row: HashMap<RowId, Vec<String>>,
    pub(crate) paused_until: i64,
    pub(crate) reminders: u64,
}

/// A popup as the desktop saw it.
pub(crate) struct Popup {
    pub(crate) notice: Notice,
    pub(crate) taken: bool,
    /// Each of its keys was in the list when it came.
    pub(crate) listed: bool,
}

/// The moment at which something is judged.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) now: i64,
    pub(crate) zone: &'static Table,
}

impl Moment {
    fn today(&self) -> NaiveDate {
        self.zone.local(self.now).date()
    }
}

/// The rows of a notice: one a part.
pub(crate) fn parts(notice: &Notice) -> &[Notice] {
    if notice.covers.is_empty() { std::slice::from_ref(notice) } else { &notice.covers }
}

fn row_of(part: &Notice) -> Option<RowId> {
    Some((part.plan.as_ref()?.0.as_str().into(), part.n?))
}

impl Ledger {
    /// Until when a row was put off.
    pub(crate) fn put_off(&self, row: &RowId) -> Option<i64> {
        self.of_row.get(row)?.iter().filter_map(|key| self.said.get(key)?.put_off).max()
    }

    /// The clock was set back: what was wanted after this is still to come.
    pub(crate) fn rearm(&mut self, after: i64) {
        self.forget(|entry| entry.wanted.at > after);
    }

    /// A process starts: what no desktop took is decided anew.
    pub(crate) fn restart(&mut self) {
        self.forget(|entry| entry.how == How::Offered);
    }

    fn forget(&mut self, gone: impl Fn(&Entry) -> bool) {
        self.said.retain(|_, entry| !gone(entry));
        let said = &self.said;
        self.of_row.values_mut().for_each(|keys| keys.retain(|key| said.contains_key(key)));
    }

    /// The user has answered notices, here or in their popups, and perhaps put them off.
    pub(crate) fn answered(&mut self, keys: &[String], put_off: Option<i64>) {
        let met = |key: &String, entry: &Entry| keys.contains(key) || keys.contains(&entry.whole);
        let wholes: HashSet<String> = self
            .said
            .iter()
            .filter(|(key, entry)| met(key, entry))
            .map(|(_, entry)| entry.whole.clone())
            .collect();
        for (key, entry) in &mut self.said {
            // Who answers a part has seen the rest.
            if wholes.contains(&entry.whole) {
                entry.how = How::Said;
            }
            if met(key, entry) {
                entry.answered = true;
                entry.put_off = put_off.or(entry.put_off);
            }
        }
    }

    /// Whether the user has answered a reminder, or put it off.
    pub(crate) fn is_answered(&self, key: &str) -> bool {
        self.said.get(key).is_none_or(|entry| entry.answered)
    }

    /// Judges the popups of one look, and notes them. `killed`: the process did not live to note them itself.
    pub(crate) fn judge(
        &mut self,
        popups: &[Popup],
        facts: &Facts,
        moment: Moment,
        killed: bool,
    ) -> Result<(), String> {
        let mut late = 0;
        for popup in popups {
            if !popup.listed {
                return Err(format!("unlisted: {}", popup.notice.key));
            }
            if moment.now < self.paused_until {
                return Err(format!("paused until {}: {}", self.paused_until, popup.notice.key));
            }
            let mut is_late = false;
            for part in parts(&popup.notice) {
                let wanted = self.allowed(part, facts, moment)?;
                is_late |= wanted.on < moment.today();
                self.note(part, wanted, popup, killed);
            }
            late += usize::from(is_late);
        }
        let digests = popups.iter().filter(|popup| popup.notice.key.starts_with("digest:")).count();
        if late > 1 || digests > 1 || popups.len() > 4 {
            return Err(format!("a storm: {} popups, {late} of them late, {digests} digests", popups.len()));
        }
        split(popups, facts)
    }

    /// Whether this may be said of a row now, and what it is.
    fn allowed(&self, part: &Notice, facts: &Facts, moment: Moment) -> Result<Wanted, String> {
        let key = &part.key;
        let id = row_of(part).ok_or_else(|| format!("of no row: {key}"))?;
        let row = facts.open.get(&id).ok_or_else(|| format!("paid or gone: {key}"))?;
        if part.due_date != Some(row.due) {
            return Err(format!("stale: {key}, due {}", row.due));
        }
        if oracle::is_quiet(row, moment.now, moment.zone) {
            return Err(format!("quiet: {key}"));
        }
        match self.said.get(key).map(|entry| entry.how) {
            Some(How::Said) => return Err(format!("doubled: {key}")),
            Some(How::Unnoted | How::Offered) | None => {}
        }
        let wanted = oracle::latest(row, self.put_off(&id), moment.now, moment.zone);
        // What nobody took, or what was not noted, may have been let go of.
        let wanted = wanted.filter(|wanted| {
            wanted.key(&id) == *key && !self.said_later(&id, wanted, |how| how == How::Said)
        });
        wanted.ok_or_else(|| {
            let asked = oracle::latest(row, self.put_off(&id), moment.now, moment.zone);
            format!("unasked: {key}; asked {asked:?} by {row:?}, put off {:?}", self.put_off(&id))
        })
    }

    /// Whether something was said of a row that was wanted later.
    fn said_later(&self, id: &RowId, wanted: &Wanted, said: impl Fn(How) -> bool) -> bool {
        let own = wanted.key(id);
        let others = self.of_row.get(id).into_iter().flatten().filter(|key| **key != own);
        let mut entries = others.filter_map(|key| self.said.get(key)).filter(|entry| said(entry.how));
        entries.any(|entry| entry.wanted.due == wanted.due && entry.wanted.at > wanted.at)
    }

    fn note(&mut self, part: &Notice, wanted: Wanted, popup: &Popup, killed: bool) {
        let Some(row) = row_of(part) else { return };
        let how = match (popup.taken, killed) {
            (false, _) => How::Offered,
            (true, true) => How::Unnoted,
            (true, false) => How::Said,
        };
        let whole = popup.notice.key.clone();
        match self.said.get_mut(&part.key) {
            Some(entry) => (entry.how, entry.whole) = (how, whole),
            None => {
                self.reminders += 1;
                self.of_row.entry(row).or_default().push(part.key.clone());
                self.said
                    .insert(part.key.clone(), Entry { wanted, how, whole, put_off: None, answered: false });
            }
        }
    }

    /// What should have been said by now and was not. `taken`: and was not taken, though the desktop takes popups.
    pub(crate) fn missed(&self, facts: &Facts, moment: Moment, taken: bool) -> Option<String> {
        if moment.now < self.paused_until {
            return None;
        }
        facts.open.iter().find_map(|(id, row)| {
            let wanted = oracle::latest(row, self.put_off(id), moment.now, moment.zone)?;
            let key = wanted.key(id);
            let entry = self.said.get(&key);
            let is_said = entry.is_some_and(|entry| !taken || entry.how != How::Offered);
            if is_said
                || self.said_later(id, &wanted, |how| how != How::Unnoted)
                || oracle::is_quiet(row, moment.now, moment.zone)
            {
                return None;
            }
            let what = if entry.is_some() { "not offered again" } else { "missed" };
            Some(format!("{what}: {key}, wanted at {}, {row:?}", moment.zone.local(wanted.at)))
        })
    }

    /// The next moment at which something is to be said.
    pub(crate) fn next(&self, facts: &Facts, moment: Moment, until: i64) -> i64 {
        let Moment { now, zone } = moment;
        let mut first = until;
        if self.paused_until > now {
            first = first.min(self.paused_until);
        }
        for (id, row) in &facts.open {
            let put_off = self.put_off(id);
            first = first.min(oracle::next(row, put_off, now, first, zone).unwrap_or(first));
            if oracle::is_quiet(row, now, zone)
                && oracle::latest(row, put_off, now, zone)
                    .is_some_and(|wanted| !self.said.contains_key(&wanted.key(id)))
            {
                first = first.min(oracle::quiet_end(row, now, zone));
            }
        }
        first
    }

    /// A popup that is still open though nothing is left to be answered, if any.
    pub(crate) fn left_open<'a>(&self, open: &'a [Notice], facts: &Facts) -> Option<&'a Notice> {
        open.iter().find(|notice| !parts(notice).iter().any(|part| self.is_current(part, facts)))
    }

    /// Whether a part speaks of what is still so.
    pub(crate) fn is_current(&self, part: &Notice, facts: &Facts) -> bool {
        let row = row_of(part).and_then(|id| facts.open.get(&id));
        row.is_some_and(|row| part.due_date == Some(row.due))
    }
}

/// What belongs together comes together, and nothing else: rows of one account that are debited, those of it that are
/// paid by hand, or those that debit one source, for one reason and day.
fn split(popups: &[Popup], facts: &Facts) -> Result<(), String> {
    let mut seen = HashSet::new();
    for popup in popups.iter().filter(|popup| !popup.notice.key.starts_with("digest:")) {
        let mut own = HashSet::new();
        for part in parts(&popup.notice) {
            let Some(row) = row_of(part).and_then(|id| facts.open.get(&id)) else { continue };
            let rule = part.key.split(':').nth(2).unwrap_or_default().to_owned();
            let is_debit = row.payer == crate::facts::Payer::Debit && !rule.starts_with("overdue");
            let by_source = is_debit && (rule.starts_with("upcoming") || rule == "due");
            let of = if by_source { row.source.clone() } else { None };
            own.insert((rule, part.due_date, is_debit, of.unwrap_or_else(|| row.account.clone())));
        }
        if own.len() > 1 || own.iter().any(|group| !seen.insert(group.clone())) {
            return Err(format!("not together: {}", popup.notice.key));
        }
    }
    Ok(())
}
