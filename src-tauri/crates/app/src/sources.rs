//! Funding sources: the bank cards and wallets that repay accounts.

use crate::app::{App, Done, required};
use crate::contract::{AppError, ErrorCode, Field, SourceView, Topic};
use crate::ports::{FundingSource, ReadTx};
use crate::reminders::FUNDED_DAYS;
use crate::{Result, amounts, views};

impl App {
    /// All funding sources, by name, with what they repay and have to hold.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn sources(&self) -> Result<Vec<SourceView>> {
        let tx = self.store.begin_read()?;
        let accounts = tx.accounts()?;
        let funding = self.funded(tx.as_ref(), FUNDED_DAYS)?;
        let view = |source: FundingSource| SourceView {
            accounts: accounts
                .iter()
                .filter(|account| account.funding_source.as_ref() == Some(&source.name))
                .map(views::account_ref)
                .collect(),
            needs: funding
                .iter()
                .filter(|need| need.source.as_ref() == Some(&source.name))
                .cloned()
                .collect(),
            id: source.id,
            name: source.name,
        };
        Ok(tx.funding_sources()?.into_iter().map(view).collect())
    }

    /// Gives a source (id or name) another name, for all accounts that it repays. Repayments keep what they said.
    ///
    /// # Errors
    /// `source_unknown`; `source_exists` where another has that name; `text_required`, `text_too_long`.
    pub fn source_rename(&self, source: &str, name: &str) -> Result<()> {
        let name = required(name, 60).map_err(|error| error.at(Field::Name))?;
        self.write_if("source_rename", TOPICS.to_vec(), |tx| {
            let old = find(tx, source)?;
            if old.name == name {
                return Ok(None);
            }
            if tx.funding_sources()?.iter().any(|other| other.name == name) {
                return Err(AppError::new(ErrorCode::SourceExists).with("name", &name).at(Field::Name));
            }
            tx.rename_source(&old.id, &name)?;
            Ok(Some(Done::to(&old.id, ()).with("name", old.name).with("to", name)))
        })
    }

    /// Lets another source repay what this one did, and removes it. Both by id or name.
    ///
    /// # Errors
    /// `source_unknown`.
    pub fn source_merge(&self, source: &str, into: &str) -> Result<()> {
        self.write_if("source_merge", TOPICS.to_vec(), |tx| {
            let (old, new) = (find(tx, source)?, find(tx, into)?);
            if old.id == new.id {
                return Ok(None);
            }
            tx.merge_source(&old.id, &new.id)?;
            Ok(Some(Done::to(&old.id, ()).with("name", old.name).with("to", new.name)))
        })
    }

    /// Removes a source (id or name) that repays no account.
    ///
    /// # Errors
    /// `source_unknown`; `source_used` where it repays accounts.
    pub fn source_remove(&self, source: &str) -> Result<()> {
        self.write("source_remove", TOPICS.to_vec(), |tx| {
            let old = find(tx, source)?;
            let accounts = tx.accounts()?;
            let users = accounts.iter().filter(|account| account.funding_source.as_ref() == Some(&old.name));
            if let Some(account) = users.map(|account| &account.name).next() {
                let error = AppError::new(ErrorCode::SourceUsed).with("name", &old.name);
                return Err(error.with("account", account));
            }
            tx.remove_source(&old.id)?;
            Ok(Done::to(&old.id, ()).with("name", old.name))
        })
    }
}

/// Their names stand on accounts, and in reminders.
const TOPICS: [Topic; 3] = [Topic::Accounts, Topic::Plans, Topic::Reminders];

/// The source of an id or, failing that, of a name.
fn find(tx: &(impl ReadTx + ?Sized), id_or_name: &str) -> Result<FundingSource> {
    let wanted = id_or_name.trim();
    let sources = tx.funding_sources()?;
    let named = |by: fn(&FundingSource) -> &String| sources.iter().find(|source| by(source) == wanted);
    let found = named(|source| &source.id).or_else(|| named(|source| &source.name));
    found.cloned().ok_or_else(|| {
        AppError::new(ErrorCode::SourceUnknown)
            .with("source", amounts::shown(wanted))
            .at(Field::FundingSource)
    })
}
