//! The monthly income: known only to this file, and only to say what share of it a month takes.

use fenqi_domain::Money;

use crate::app::{App, Done};
use crate::contract::{Field, Income, Topic};
use crate::ports::ReadTx;
use crate::{Result, amounts};

/// The setting under which it is kept: "12000.00 CNY".
pub(crate) const SETTING: &str = "income";

impl App {
    /// The monthly income, where the user told it.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn income(&self) -> Result<Option<Income>> {
        let income = stored(self.store.begin_read()?.as_ref())?;
        Ok(income.map(|income| Income {
            amount: income.to_string(),
            currency: income.currency().code().to_owned(),
        }))
    }

    /// Keeps the monthly income as it was typed. An empty amount forgets it.
    ///
    /// # Errors
    /// `amount_…`, `currency_unknown`, `storage_…`.
    pub fn income_set(&self, income: &Income) -> Result<()> {
        let currency = amounts::currency(&income.currency).map_err(|error| error.at(Field::Currency))?;
        let typed = amounts::typed_number(&income.amount);
        let text = if typed.is_empty() {
            String::new()
        } else {
            let amount = amounts::positive(&typed, currency).map_err(|error| error.at(Field::Amount))?;
            format!("{amount} {}", currency.code())
        };
        self.write("income_set", vec![Topic::Settings], |tx| {
            tx.put_setting(SETTING, &text)?;
            Ok(Done::to("", ()))
        })
    }
}

/// The income as it was kept; one that cannot be read is none.
pub(crate) fn stored(tx: &dyn ReadTx) -> Result<Option<Money>> {
    Ok(read(&tx.setting(SETTING)?.unwrap_or_default()))
}

/// An income as it is kept.
pub(crate) fn read(text: &str) -> Option<Money> {
    let (amount, code) = text.split_once(' ')?;
    amounts::positive(amount, amounts::currency(code).ok()?).ok()
}
