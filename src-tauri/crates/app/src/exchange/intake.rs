//! A document's records, one after another, into the file, or only into figures of what would come of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use fenqi_domain::{Currency, Money};

use super::check::{self, all_different};
use super::document::{AccountRecord, PlanRecord, RepaymentRecord, RuleRecord};
use super::ledger::Ledger;
use super::read::{Place, Record, invalid};
use super::settings;
use crate::app::{App, new_id, optional, required};
use crate::closing::KEEPS;
use crate::contract::{AccountId, ErrorCode, ImportTotal, Imported, PlanId, Preset, RuleSubject};
use crate::ports::{Account, Part, Prepaid, ReadTx, Repayment, WholePlan, WholeRepayment, WriteTx};
use crate::{Result, accounts, amounts, presets};

/// What is being taken in.
pub(super) struct Intake<'a> {
    app: &'a App,
    tx: &'a dyn ReadTx,
    /// Absent where nothing is to be written.
    write: Option<&'a dyn WriteTx>,
    /// The document's accounts, and which each is here.
    accounts: HashMap<AccountId, (AccountId, Currency)>,
    /// The document's accounts that are new here, by name.
    new_accounts: BTreeMap<String, (AccountId, Currency)>,
    /// The subjects that have rules of their own here, or got some.
    ruled: HashSet<RuleSubject>,
    plans: Ledger,
    /// Hashes of the ids of repayments: whether one is there twice must be known of a million.
    repayments: BTreeSet<u64>,
    pub(super) imported: Imported,
    /// By currency, what the plans ask for.
    totals: BTreeMap<&'static str, (Currency, i128)>,
    /// Something else than plans or repayments was written.
    pub(super) besides: bool,
}

impl<'a> Intake<'a> {
    pub(super) fn new(app: &'a App, tx: &'a dyn ReadTx, write: Option<&'a dyn WriteTx>) -> Result<Self> {
        Ok(Self {
            app,
            tx,
            write,
            accounts: HashMap::new(),
            new_accounts: BTreeMap::new(),
            ruled: tx.reminder_rules()?.into_iter().map(|(subject, _)| subject).collect(),
            plans: Ledger::default(),
            repayments: BTreeSet::new(),
            imported: Imported { plans: 0, rows: 0, repayments: 0, accounts: 0, duplicates: 0, left_out: 0 },
            totals: BTreeMap::new(),
            besides: false,
        })
    }

    /// Takes a record, or says why not.
    pub(super) fn take(&mut self, place: &Place, record: Record) -> Result<()> {
        let place = place.to_string();
        match record {
            Record::Settings(given) => self.settings(&given, &place),
            Record::Presets(given) => self.presets(given),
            Record::Sources(names) => names.iter().try_for_each(|name| self.source(name)),
            Record::Account(account) => self.account(*account, &place),
            Record::Plan(plan) => self.plan(*plan, &place),
            Record::Rule(rule) => self.rule(&rule, &place),
            Record::Repayment(repayment) => self.repayment(*repayment, &place),
        }
    }

    /// What is wrong now that all has come.
    pub(super) fn wrong(&self) -> impl Iterator<Item = (String, &'static str)> {
        self.plans.wrong()
    }

    pub(super) fn totals(&self) -> Vec<ImportTotal> {
        let total = |(code, (currency, sum)): (&&'static str, &(Currency, i128))| ImportTotal {
            currency: (*code).to_owned(),
            amount: i64::try_from(*sum)
                .map_or_else(|_| sum.to_string(), |sum| Money::from_minor(sum, *currency).to_string()),
        };
        self.totals.iter().map(total).collect()
    }

    pub(super) fn new_accounts(&self) -> Vec<String> {
        self.new_accounts.keys().cloned().collect()
    }

    fn settings(&mut self, given: &BTreeMap<String, String>, place: &str) -> Result<()> {
        for (key, text) in given {
            if !settings::is_sound(key, text) {
                return Err(invalid(place, &format!("setting {}", amounts::shown(key))));
            }
            if self.tx.setting(key)?.is_none() {
                self.besides = true;
                self.write.map_or(Ok(()), |write| write.put_setting(key, text))?;
            }
        }
        Ok(())
    }

    fn presets(&mut self, given: Vec<Preset>) -> Result<()> {
        given.iter().try_for_each(presets::check)?;
        let own = presets::own(self.tx)?;
        let new: Vec<Preset> =
            given.into_iter().filter(|preset| own.iter().all(|other| other.id != preset.id)).collect();
        if new.is_empty() {
            return Ok(());
        }
        self.besides = true;
        self.write.map_or(Ok(()), |write| settings::put_presets(write, own, new))
    }

    fn source(&mut self, name: &str) -> Result<()> {
        let name = required(name, 60)?;
        if self.tx.funding_sources()?.iter().all(|source| source.name != name) {
            self.besides = true;
            self.write.map_or(Ok(()), |write| write.add_source(&name))?;
        }
        Ok(())
    }

    fn account(&mut self, record: AccountRecord, place: &str) -> Result<()> {
        let account = check::account(record, self.app.now(), place)?;
        if self.accounts.contains_key(&account.id) {
            return Err(invalid(place, "an account is there twice"));
        }
        let here = self.here(&account)?;
        if let Some((_, currency)) = &here
            && *currency != account.currency
        {
            return Err(accounts::taken(&account.name).with("place", place));
        }
        let id = account.id.clone();
        let known = match here {
            Some(known) => known,
            None => {
                self.write.map_or(Ok(()), |write| write.insert_account(&account))?;
                self.imported.accounts += 1;
                let new = (account.id, account.currency);
                self.new_accounts.insert(account.name, new.clone());
                new
            }
        };
        // Kept also where it is refused: what follows must not be refused because of it once more.
        let is_another = self.accounts.values().any(|(other, _)| *other == known.0);
        self.accounts.insert(id, known);
        if is_another {
            return Err(invalid(place, "by its name it is another account of the document"));
        }
        Ok(())
    }

    /// The account here that one of the document is: by its id, else by its name.
    fn here(&self, account: &Account) -> Result<Option<(AccountId, Currency)>> {
        let named = || self.new_accounts.get(&account.name).cloned();
        let known = |account: Account| (account.id, account.currency);
        let by_id = self.tx.account(&account.id.0)?.filter(|found| found.id == account.id);
        match by_id {
            Some(found) => Ok(Some(known(found))),
            None => Ok(named().or(self
                .tx
                .account(&account.name)?
                .filter(|found| found.name == account.name)
                .map(known))),
        }
    }

    fn plan(&mut self, record: PlanRecord, place: &str) -> Result<()> {
        if self.plans.has(&record.id) {
            return Err(invalid(place, "a plan is there twice"));
        }
        // Where it is refused, what follows must not be refused because of it once more.
        self.plans.add(record.id.clone(), None);
        let (account, currency) = self.known_account(&record.account, place)?;
        let (whole, owed) = check::plan(record, &account, currency, place)?;
        let id = whole.plan.id.clone();
        if self.tx.has_plan(&id)? {
            self.imported.duplicates += 1;
            return Ok(());
        }
        self.count(&whole);
        self.write.map_or(Ok(()), |write| write.insert_whole_plan(&whole))?;
        self.plans.add(id, Some(owed));
        Ok(())
    }

    fn count(&mut self, whole: &WholePlan) {
        self.imported.plans += 1;
        self.imported.rows =
            self.imported.rows.saturating_add(u32::try_from(whole.rows.len()).unwrap_or(u32::MAX));
        for row in whole.rows.iter().filter(|row| row.void.is_none()) {
            let parts = [row.row.principal, row.row.interest, row.row.fee];
            parts.into_iter().for_each(|part| self.ask(part));
        }
    }

    fn ask(&mut self, amount: Money) {
        let currency = amount.currency();
        self.totals.entry(currency.code()).or_insert((currency, 0)).1 += i128::from(amount.minor());
    }

    fn known_account(&self, id: &AccountId, place: &str) -> Result<(AccountId, Currency)> {
        let known = self.accounts.get(id).cloned();
        known.ok_or_else(|| invalid(place, "it names an account that is not in the document"))
    }

    fn rule(&mut self, record: &RuleRecord, place: &str) -> Result<()> {
        let rules = check::rule(record)?;
        let subject = match &record.of {
            RuleSubject::All => RuleSubject::All,
            RuleSubject::Account(id) => RuleSubject::Account(self.known_account(id, place)?.0),
            RuleSubject::Plan(id) => match self.plans.plan(id, place)? {
                Some(_) => RuleSubject::Plan(id.clone()),
                // A plan that was there keeps what it has.
                None => return Ok(()),
            },
        };
        if self.ruled.contains(&subject) {
            return Ok(());
        }
        self.besides = true;
        self.write.map_or(Ok(()), |write| write.put_rules(&subject, &rules))?;
        self.ruled.insert(subject);
        Ok(())
    }

    fn repayment(&mut self, record: RepaymentRecord, place: &str) -> Result<()> {
        check::id(&record.id, place)?;
        let mut hasher = DefaultHasher::new();
        record.id.hash(&mut hasher);
        if !self.repayments.insert(hasher.finish()) {
            return Err(invalid(place, "a repayment is there twice"));
        }
        let (account, currency) = self.known_account(&record.account, place)?;
        let mut whole = read_repayment(&record, &account, currency, place)?;
        if !self.keep_new(&mut whole, place)? {
            return Ok(());
        }
        self.imported.repayments += 1;
        // What was left of it here when plans of it were removed keeps its id.
        if self.tx.has_repayment(&record.id)? {
            whole.repayment.id = new_id();
            whole
                .settlements
                .iter_mut()
                .for_each(|(_, settled)| settled.repayment.clone_from(&whole.repayment.id));
            whole
                .prepayments
                .iter_mut()
                .for_each(|(_, _, prepaid)| prepaid.repayment.clone_from(&whole.repayment.id));
        }
        self.write.map_or(Ok(()), |write| write.insert_whole_repayment(&whole))
    }

    /// Leaves of a repayment what it paid of new plans, and pays them. Answers whether anything is left.
    fn keep_new(&mut self, whole: &mut WholeRepayment, place: &str) -> Result<bool> {
        let account = whole.repayment.account.clone();
        let currency = whole.repayment.amount.currency();
        let (mut paid, mut asked) = (Money::zero(currency), Vec::new());
        let mut keep = |plans: &mut Ledger, plan: &PlanId, amount: Money| -> Result<bool> {
            let Some(owed) = plans.plan(plan, place)? else { return Ok(false) };
            if owed.account != account {
                return Err(invalid(place, "it pays a plan of another account"));
            }
            paid = paid.checked_add(amount).map_err(|_| amounts::too_large(currency))?;
            Ok(true)
        };
        let plans = &mut self.plans;
        try_retain(&mut whole.repayment.parts, |part| {
            let kept = keep(plans, &part.plan, part.amount)?;
            if let Some(owed) = plans.plan(&part.plan, place)?
                && owed.pay(part.n, part.amount.minor(), place)?
            {
                asked.push(part.amount);
            }
            Ok(kept)
        })?;
        try_retain(&mut whole.settlements, |(plan, settled)| {
            let kept = keep(plans, plan, settled_amount(settled, currency)?)?;
            plans.plan(plan, place)?.map_or(Ok(()), |owed| owed.settle(place))?;
            Ok(kept)
        })?;
        try_retain(&mut whole.prepayments, |(plan, version, prepaid)| {
            let amount = prepaid.principal.checked_add(prepaid.interest);
            let kept = keep(plans, plan, amount.map_err(|_| amounts::too_large(currency))?)?;
            let principal = prepaid.principal.minor();
            plans.plan(plan, place)?.map_or(Ok(()), |owed| owed.prepay(*version, principal, place))?;
            Ok(kept)
        })?;
        try_retain(&mut whole.debits, |(plan, n, _)| match plans.plan(plan, place)? {
            Some(owed) => owed.debit(*n, place).map(|()| true),
            None => Ok(false),
        })?;
        asked.into_iter().for_each(|amount| self.ask(amount));
        whole.repayment.amount = paid;
        Ok(paid.is_positive())
    }
}

/// Keeps what is to be kept; an error ends it.
fn try_retain<T>(list: &mut Vec<T>, mut keep: impl FnMut(&T) -> Result<bool>) -> Result<()> {
    let mut kept = Ok(());
    list.retain(|item| {
        kept.is_ok()
            && keep(item).unwrap_or_else(|error| {
                kept = Err(error);
                false
            })
    });
    kept
}

fn settled_amount(settled: &crate::ports::Settled, currency: Currency) -> Result<Money> {
    let parts = [settled.principal, settled.interest, settled.fee, settled.penalty, settled.late_fee];
    let sum = Money::sum(parts, currency).map_err(|_| amounts::too_large(currency))?;
    if sum.minor() > fenqi_domain::money::MAX_MINOR { Err(amounts::too_large(currency)) } else { Ok(sum) }
}

/// A repayment that adds up, whatever becomes of its plans.
fn read_repayment(
    record: &RepaymentRecord,
    account: &AccountId,
    currency: Currency,
    place: &str,
) -> Result<WholeRepayment> {
    let part = |part: &super::document::PartRecord| {
        Ok(Part { plan: part.plan.clone(), n: part.n, amount: amounts::positive(&part.amount, currency)? })
    };
    let parts: Result<Vec<Part>> = record.parts.iter().map(part).collect();
    let repayment = Repayment {
        id: record.id.clone(),
        account: account.clone(),
        amount: amounts::positive(&record.amount, currency)?,
        paid_on: amounts::date(&record.paid_on)?,
        source: optional(record.source.as_deref().unwrap_or_default(), 60)?,
        parts: parts?,
        created_at: check::instant(&record.created_at, place)?,
    };
    let settlements = record
        .settlements
        .iter()
        .map(|settled| Ok((settled.plan.clone(), check::settled(settled, &record.id, currency, place)?)));
    let prepayments = record.prepayments.iter().map(|prepaid| {
        let policy = KEEPS.iter().find(|(name, _)| *name == prepaid.keeps).map(|(_, policy)| *policy);
        let principal = amounts::positive(&prepaid.principal, currency)?;
        Ok((
            prepaid.plan.clone(),
            prepaid.version,
            Prepaid {
                repayment: record.id.clone(),
                on: amounts::date(&prepaid.on)?,
                policy: policy.ok_or_else(|| invalid(place, "keeps is term or instalment"))?,
                principal,
                interest: amounts::amount(&prepaid.interest, currency)?,
            },
        ))
    });
    let debits =
        record.debits.iter().map(|debit| Ok((debit.plan.clone(), debit.n, amounts::date(&debit.said_on)?)));
    let whole = WholeRepayment {
        settlements: settlements.collect::<Result<_>>()?,
        prepayments: prepayments.collect::<Result<_>>()?,
        debits: debits.collect::<Result<_>>()?,
        repayment,
    };
    assert_adds_up(&whole, currency, place)?;
    Ok(whole)
}

fn assert_adds_up(whole: &WholeRepayment, currency: Currency, place: &str) -> Result<()> {
    let WholeRepayment { repayment, settlements, prepayments, debits } = whole;
    let parts = repayment.parts.iter();
    if !all_different(parts.clone().map(|part| (part.plan.clone(), part.n))) {
        return Err(invalid(place, "it pays a row twice"));
    }
    let mut amounts: Vec<Money> = parts.clone().map(|part| part.amount).collect();
    for (_, settled) in settlements {
        amounts.push(settled_amount(settled, currency)?);
    }
    amounts.extend(prepayments.iter().flat_map(|(_, _, prepaid)| [prepaid.principal, prepaid.interest]));
    if Money::sum(amounts, currency).ok() != Some(repayment.amount) {
        return Err(invalid(place, "its parts do not add up to its amount"));
    }
    let pays = |plan: &PlanId, n: u16| repayment.parts.iter().any(|part| part.plan == *plan && part.n == n);
    if debits.iter().all(|(plan, n, _)| pays(plan, *n)) {
        Ok(())
    } else {
        Err(invalid(place, "it answers the debit of a row that it does not pay"))
    }
}

/// Whether a refusal stops everything: the file or the machine is at fault, not the document.
pub(super) fn is_ours(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::StorageFailed
            | ErrorCode::StorageFull
            | ErrorCode::FileBusy
            | ErrorCode::FileDamaged
            | ErrorCode::FileReadOnly
            | ErrorCode::Cancelled
    )
}
