//! The store with something in between: another process that writes, or a planted fault that the harness must see.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use fenqi_app::contract::{AppError, PlanId, RuleSubject};
use fenqi_app::ports::{
    Account, Activity, BackupFacts, Beside, Bought, Clock, Contents, Counts, FundingSource, ListedRepayment,
    Listing, LooseRow, PaidPart, PickedBy, Plan, PlanBrief, PlanCost, PlanFacts, PlanKey, PlanList,
    PlanOutline, PlanRepayment, Planned, Prepaid, Problem, ReadTx, Recorded, Refunded, Repayment,
    RepaymentListing, Revision, Said, Settled, Span, StatementSum, Store, UnpaidRow, Which, WholePlan,
    WholeRepayment, WriteTx,
};
use fenqi_app::{Notice, Result};
use fenqi_domain::reminder::Rules;
use fenqi_domain::status::Debit;
use fenqi_domain::{Currency, Money, Row};
use fenqi_store::SqliteStore;

use crate::world::World;

/// A fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plant {
    None,
    /// A reminder is said only in the very minute for which it is set.
    EqualMinute,
    /// What was said is not remembered.
    NoRecord,
    /// What is claimed is not written into the list.
    NoEntry,
    /// A claim goes by what was unpaid before its transaction.
    StalePaid,
    /// What a killed process claimed is never let go of.
    NoRetry,
    /// What was shown is never noted.
    NoMark,
    /// Quiet hours are not read.
    NoQuiet,
    /// What is put off is not.
    NoSnooze,
    /// The clock is believed whatever it shows.
    Unwatched,
}

/// Each fault, and what it comes out as.
pub(crate) const ALL: [(Plant, &str); 9] = [
    (Plant::EqualMinute, "missed"),
    (Plant::NoRecord, "doubled"),
    (Plant::NoEntry, "unlisted"),
    (Plant::StalePaid, "paid or gone"),
    (Plant::NoRetry, "missed"),
    (Plant::NoMark, "doubled"),
    (Plant::NoQuiet, "quiet"),
    (Plant::NoSnooze, "missed"),
    (Plant::Unwatched, ""),
];

type Hook = Box<dyn FnOnce() -> bool + Send>;

/// The product's store, and what is in between.
pub(crate) struct Shim {
    store: SqliteStore,
    plant: Plant,
    world: World,
    hook: Mutex<Option<Hook>>,
    done: Mutex<bool>,
    unpaid: Mutex<Vec<UnpaidRow>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shim {
    pub(crate) fn new(store: SqliteStore, plant: Plant, world: World) -> Self {
        let (hook, done, unpaid) = (Mutex::new(None), Mutex::new(false), Mutex::default());
        Self { store, plant, world, hook, done, unpaid }
    }

    /// Another process comes first when this one wants to write next.
    pub(crate) fn before_next_write(&self, hook: Hook) {
        *lock(&self.hook) = Some(hook);
    }

    /// Whether that process has changed something since this was asked last.
    pub(crate) fn took_its_turn(&self) -> bool {
        std::mem::take(&mut *lock(&self.done))
    }
}

impl Store for Shim {
    fn begin_read(&self) -> Result<Box<dyn ReadTx + '_>> {
        Ok(Box::new(Read { shim: self, tx: self.store.begin_read()? }))
    }
    fn begin_write(&self) -> Result<Box<dyn WriteTx + '_>> {
        let interfered = lock(&self.hook).take().is_some_and(|hook| hook());
        if interfered {
            *lock(&self.done) = true;
        }
        let stale = interfered && self.plant == Plant::StalePaid;
        Ok(Box::new(Write { shim: self, tx: self.store.begin_write()?, stale }))
    }
    fn foreign_version(&self) -> Result<i64> {
        self.store.foreign_version()
    }
    fn folder(&self) -> String {
        self.store.folder()
    }
    fn settle(&self) -> Result<()> {
        self.store.settle()
    }
    fn rest(&self) {
        self.store.rest();
    }
    fn read_only(&self) -> Option<AppError> {
        self.store.read_only()
    }
    fn check(&self) -> Result<Vec<Problem>> {
        self.store.check()
    }
    fn backups(&self) -> Result<Vec<BackupFacts>> {
        self.store.backups()
    }
    fn backup_names(&self) -> Result<Vec<String>> {
        self.store.backup_names()
    }
    fn backup(&self, name: &str) -> Result<BackupFacts> {
        self.store.backup(name)
    }
    fn rehearse_backup(&self, name: &str) -> Result<Contents> {
        self.store.rehearse_backup(name)
    }
    fn back_up(&self, name: &str) -> Result<BackupFacts> {
        self.store.back_up(name)
    }
    fn remove_backup(&self, name: &str) -> Result<()> {
        self.store.remove_backup(name)
    }
    fn passcode(&self) -> Result<Option<String>> {
        self.store.passcode()
    }
    fn keep_passcode(&self, text: Option<&str>) -> Result<()> {
        self.store.keep_passcode(text)
    }
}

struct Read<'a> {
    shim: &'a Shim,
    tx: Box<dyn ReadTx + 'a>,
}

struct Write<'a> {
    shim: &'a Shim,
    /// It goes by what was unpaid before it began.
    stale: bool,
    tx: Box<dyn WriteTx + 'a>,
}

/// Hands methods on as they are.
macro_rules! pass {
    ($($name:ident($($arg:ident: $type:ty),*) -> $answer:ty;)*) => {
        $(fn $name(&self, $($arg: $type),*) -> Result<$answer> {
            self.tx.$name($($arg),*)
        })*
    };
}

macro_rules! reading {
    ($for:ident) => {
        impl ReadTx for $for<'_> {
            pass! {
                accounts() -> Vec<Account>;
                account(id_or_name: &str) -> Option<Account>;
                funding_sources() -> Vec<FundingSource>;
                plans(only: Option<&PlanId>) -> Vec<PlanFacts>;
                each_plan(visit: &mut dyn FnMut(PlanFacts) -> Result<()>) -> ();
                plans_due(from: NaiveDate, to: NaiveDate) -> Vec<PlanFacts>;
                open_plans(currency: Currency) -> Vec<PlanFacts>;
                planned(from: NaiveDate, to: NaiveDate, plan: Option<&PlanId>) -> Vec<Planned>;
                statements(from: NaiveDate, to: NaiveDate, which: Which) -> Vec<StatementSum>;
                last_day_of(from: NaiveDate, rows: u32) -> Option<NaiveDate>;
                rows(span: &Span<'_>) -> Vec<LooseRow>;
                plans_of_day(day: NaiveDate) -> Vec<PlanBrief>;
                plans_briefly(ids: &[PlanId]) -> Vec<PlanBrief>;
                plan_list(listing: &Listing<'_>) -> PlanList;
                plan_outlines() -> Vec<PlanOutline>;
                plan_costs() -> Vec<PlanCost>;
                plan_id(key: PlanKey) -> PlanId;
                besides(from: NaiveDate, to: NaiveDate, by: PickedBy) -> Vec<Beside>;
                bought(from: NaiveDate, to: NaiveDate) -> Vec<Bought>;
                paid_parts(from: NaiveDate, to: NaiveDate) -> Vec<PaidPart>;
                extent() -> Option<(NaiveDate, NaiveDate)>;
                repayments(plan: &PlanId) -> Vec<PlanRepayment>;
                repayment(id: &str) -> Option<Repayment>;
                repayment_list(listing: &RepaymentListing<'_>) -> Vec<ListedRepayment>;
                contract_rows(plan: &PlanId) -> Vec<Row>;
                settlement(plan: &PlanId) -> Option<Settled>;
                prepayments(plan: &PlanId) -> Vec<Prepaid>;
                refunds(plan: &PlanId) -> Vec<Refunded>;
                counts() -> Counts;
                contents() -> Contents;
                notice(key: &str) -> Option<Said>;
                latest_notice(plan: &PlanId, n: u16) -> Option<Said>;
                notices(before: Option<&str>, limit: u32) -> Vec<Said>;
                has_plan(id: &PlanId) -> bool;
                has_repayment(id: &str) -> bool;
                whole_plans(each: &mut dyn FnMut(WholePlan) -> Result<()>) -> ();
                whole_repayments(each: &mut dyn FnMut(WholeRepayment) -> Result<()>) -> ();
                setting(key: &str) -> Option<String>;
                memo(key: &str) -> Option<String>;
                activities(before: Option<i64>, limit: u32) -> Vec<Recorded>;
            }

            fn unpaid(&self, horizon: NaiveDate) -> Result<Vec<UnpaidRow>> {
                self.seen_unpaid(self.tx.unpaid(horizon)?)
            }

            fn has_notice(&self, key: &str) -> Result<bool> {
                let has = self.tx.has_notice(key)?;
                Ok(match self.shim.plant {
                    Plant::NoRecord => false,
                    Plant::EqualMinute => has || !self.shim.is_the_minute(self.tx.reminder_rules()?),
                    _ => has,
                })
            }

            fn has_undelivered(&self, by: DateTime<Utc>) -> Result<bool> {
                Ok(self.shim.plant != Plant::NoRetry && self.tx.has_undelivered(by)?)
            }

            fn reminder_rules(&self) -> Result<Vec<(RuleSubject, Rules)>> {
                let mut rules = self.tx.reminder_rules()?;
                if self.shim.plant == Plant::NoQuiet {
                    rules.iter_mut().for_each(|(_, rules)| rules.quiet = None);
                }
                Ok(rules)
            }
        }
    };
}

reading!(Read);
reading!(Write);

impl Shim {
    fn is_the_minute(&self, rules: Vec<(RuleSubject, Rules)>) -> bool {
        let now = self.world.zone().local(self.world.now()).time();
        let set = rules.into_iter().map(|(_, rules)| rules).chain([Rules::default()]);
        set.map(|rules| rules.at).any(|at| (at.hour(), at.minute()) == (now.hour(), now.minute()))
    }
}

impl Read<'_> {
    fn seen_unpaid(&self, unpaid: Vec<UnpaidRow>) -> Result<Vec<UnpaidRow>> {
        if self.shim.plant == Plant::StalePaid {
            lock(&self.shim.unpaid).clone_from(&unpaid);
        }
        Ok(unpaid)
    }
}

impl Write<'_> {
    fn seen_unpaid(&self, unpaid: Vec<UnpaidRow>) -> Result<Vec<UnpaidRow>> {
        Ok(if self.stale { lock(&self.shim.unpaid).clone() } else { unpaid })
    }
}

impl WriteTx for Write<'_> {
    pass! {
        act() -> ();
        act_in_bulk() -> ();
        insert_account(account: &Account) -> ();
        update_account(account: &Account) -> ();
        rename_source(id: &str, name: &str) -> ();
        merge_source(id: &str, into: &str) -> ();
        remove_source(id: &str) -> ();
        add_source(name: &str) -> ();
        insert_whole_plan(plan: &WholePlan) -> ();
        insert_whole_repayment(repayment: &WholeRepayment) -> ();
        insert_plan(plan: &Plan, rows: &[Row], principal: Money, paid: &[Repayment]) -> ();
        update_plan(plan: &Plan) -> ();
        remove_plan(plan: &PlanId) -> ();
        revise(plan: &PlanId, revision: &Revision) -> ();
        insert_repayment(repayment: &Repayment) -> ();
        remove_repayment(id: &str) -> ();
        insert_settlement(plan: &PlanId, settled: &Settled) -> ();
        set_debit(plan: &PlanId, n: u16, debit: Option<(&Debit, NaiveDate, Option<&str>)>) -> ();
        insert_planned(planned: &Planned) -> ();
        remove_planned(plan: &PlanId, from: NaiveDate, to: NaiveDate) -> ();
        clear_planned(currency: Currency) -> ();
        forget_undelivered(by: DateTime<Utc>) -> ();
        forget_after(at: DateTime<Utc>) -> ();
        mark_answered(key: &str, at: DateTime<Utc>) -> ();
        put_rules(subject: &RuleSubject, rules: &Rules) -> ();
        remove_rules(subject: &RuleSubject) -> ();
        put_setting(key: &str, value: &str) -> ();
        put_memo(key: &str, value: &str) -> ();
        record(activity: &Activity) -> ();
        undo() -> Recorded;
        redo() -> Recorded;
    }

    fn claim_notice(&self, notice: &Notice, at: DateTime<Utc>) -> Result<()> {
        match self.shim.plant {
            Plant::NoEntry => Ok(()),
            Plant::NoRecord if self.tx.has_notice(&notice.key)? => Ok(()),
            _ => self.tx.claim_notice(notice, at),
        }
    }

    fn mark_delivered(&self, key: &str, at: DateTime<Utc>) -> Result<()> {
        if self.shim.plant == Plant::NoMark { Ok(()) } else { self.tx.mark_delivered(key, at) }
    }

    fn snooze_notice(&self, key: &str, until: Option<DateTime<Utc>>) -> Result<()> {
        if self.shim.plant == Plant::NoSnooze { Ok(()) } else { self.tx.snooze_notice(key, until) }
    }

    fn commit(self: Box<Self>) -> Result<()> {
        self.tx.commit()
    }
}
