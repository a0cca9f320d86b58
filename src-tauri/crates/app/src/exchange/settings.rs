//! What the user chose, as far as it is not of one machine: where the calendar file lies stays behind.

use std::collections::{BTreeMap, BTreeSet};

use fenqi_domain::Currency;

use crate::contract::Preset;
use crate::ports::{ReadTx, WriteTx};
use crate::{Result, accounts, amounts, calc, income, payoff, presets, settings};

/// The settings that the document has: key and stored text.
pub(super) fn stored(tx: &dyn ReadTx) -> Result<BTreeMap<String, String>> {
    let currencies: BTreeSet<&str> = tx.accounts()?.iter().map(|account| account.currency.code()).collect();
    let currencies = currencies.into_iter().chain([accounts::USUAL_CURRENCY.code()]);
    let payoff = currencies.filter_map(Currency::from_code).map(payoff::setting);
    let keys = settings::KEYS.iter().map(|(key, _)| (*key).to_owned());
    let mut found = BTreeMap::new();
    for key in keys.chain([income::SETTING.to_owned()]).chain(payoff) {
        if let Some(text) = tx.setting(&key)?.filter(|text| is_sound(&key, text)) {
            found.insert(key, text);
        }
    }
    Ok(found)
}

/// Whether a setting is one that the document may have, and its text what Fenqi would store.
pub(super) fn is_sound(key: &str, text: &str) -> bool {
    if let Some((_, known)) = settings::KEYS.iter().find(|(known, _)| *known == key) {
        return known.contains(&text);
    }
    if key == income::SETTING {
        return text.is_empty() || income::read(text).is_some();
    }
    let currency = key.rsplit('_').next().and_then(Currency::from_code);
    let currency = currency.filter(|currency| payoff::setting(*currency) == key);
    currency.zip(text.split_once(' ')).is_some_and(|(currency, (extra, roll_over))| {
        amounts::amount(extra, currency).is_ok() && matches!(roll_over, "yes" | "no")
    })
}

/// Stores new presets of the user's beside those that there are.
pub(super) fn put_presets(tx: &dyn WriteTx, own: Vec<Preset>, new: Vec<Preset>) -> Result<()> {
    let new = new.into_iter().map(|preset| Preset { edited: true, ..preset });
    let all: Vec<Preset> = own.into_iter().chain(new).collect();
    let text = serde_json::to_string(&all).map_err(|error| calc::unreadable(&error))?;
    tx.put_setting(presets::SETTING, &text)
}
