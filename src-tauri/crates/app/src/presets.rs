//! Presets: shipped with the app, changed by the user, put into the new-plan form.

use chrono::NaiveDate;
use fenqi_domain::Currency;

use crate::app::{App, Done};
use crate::contract::{AppError, ErrorCode, FormMethod, PlanForm, Preset, PresetOffer, RateUnit, Topic};
use crate::ports::ReadTx;
use crate::{Result, amounts, calc, form, policies, terms};

const SHIPPED: &str = include_str!("../presets.json");
/// The setting under which the user's own presets are kept.
pub(crate) const SETTING: &str = "presets";

#[derive(serde::Deserialize)]
struct Catalogue {
    presets: Vec<Preset>,
}

impl App {
    /// All presets, the user's changes in the place of the shipped ones, the user's own last.
    ///
    /// # Errors
    /// `storage_failed`.
    pub fn presets(&self) -> Result<Vec<Preset>> {
        let own = own(self.store.begin_read()?.as_ref())?;
        let mut presets = shipped();
        for preset in own {
            match presets.iter_mut().find(|other| other.id == preset.id) {
                Some(place) => *place = preset,
                None => presets.push(preset),
            }
        }
        Ok(presets)
    }

    /// One preset.
    ///
    /// # Errors
    /// `preset_unknown` or `storage_failed`.
    pub fn preset(&self, id: &str) -> Result<Preset> {
        self.presets()?.into_iter().find(|preset| preset.id == id).ok_or_else(|| unknown(id))
    }

    /// Stores a preset of the user's, in the place of the one of its id.
    ///
    /// # Errors
    /// The error of its first part that makes no plan; `storage_…`.
    pub fn preset_set(&self, preset: Preset) -> Result<()> {
        check(&preset)?;
        let preset = Preset { edited: true, ..preset };
        self.change_presets(|presets| {
            presets.retain(|other| other.id != preset.id);
            presets.push(preset.clone());
            Ok(())
        })
    }

    /// Forgets the user's preset of this id; a shipped one comes back.
    ///
    /// # Errors
    /// `preset_unknown` when the user has none of this id; `storage_…`.
    pub fn preset_reset(&self, id: &str) -> Result<()> {
        self.change_presets(|presets| {
            let before = presets.len();
            presets.retain(|preset| preset.id != id);
            if presets.len() < before { Ok(()) } else { Err(unknown(id)) }
        })
    }

    /// The form with an offer of a preset: method, periods, rate, and the first due date by the lender's rule.
    ///
    /// # Errors
    /// `preset_unknown`; `number_range` for an offer that it does not have; `storage_failed`.
    pub fn preset_apply(&self, form: PlanForm, id: &str, offer: u32) -> Result<PlanForm> {
        let preset = self.preset(id)?;
        let place = usize::try_from(offer).unwrap_or(usize::MAX);
        let chosen = preset.offers.get(place).ok_or_else(|| {
            AppError::new(ErrorCode::NumberRange).with("min", 0).with("max", preset.offers.len() - 1)
        })?;
        let start = amounts::date(form.purchased_on.trim()).unwrap_or(self.today());
        // Without a statement of its own the preset knows no due day: the account's rule stays.
        let rule = calc::first_due_rule(&preset.first_due, preset.statement.as_ref());
        let first = rule.ok().and_then(|rule| rule.of(start));
        Ok(PlanForm {
            origin: preset.origin,
            method: chosen.method,
            periods: chosen.periods.clone(),
            frequency: chosen.frequency,
            rate_percent: chosen.rate_percent.clone().unwrap_or_default(),
            rate_unit: chosen.rate_unit.unwrap_or(RateUnit::Period),
            first_due_date: first.map_or(form.first_due_date, |date| date.to_string()),
            ..form
        })
    }

    fn change_presets(&self, change: impl Fn(&mut Vec<Preset>) -> Result<()>) -> Result<()> {
        self.write("presets_set", vec![Topic::Settings], |tx| {
            let mut presets = own(tx)?;
            change(&mut presets)?;
            let text = serde_json::to_string(&presets).map_err(|error| calc::unreadable(&error))?;
            tx.put_setting(SETTING, &text)?;
            Ok(Done::to("", ()))
        })
    }
}

fn unknown(id: &str) -> AppError {
    AppError::new(ErrorCode::PresetUnknown).with("preset", amounts::shown(id))
}

/// The presets that come with the app. A test proves that each makes plans.
fn shipped() -> Vec<Preset> {
    let catalogue: serde_json::Result<Catalogue> = serde_json::from_str(SHIPPED);
    catalogue.expect("BUG: the shipped presets are sound").presets
}

/// The user's own.
pub(crate) fn own<T: ReadTx + ?Sized>(tx: &T) -> Result<Vec<Preset>> {
    let Some(text) = tx.setting(SETTING)? else { return Ok(Vec::new()) };
    serde_json::from_str(&text).map_err(|error| calc::unreadable(&error))
}

/// Refuses a preset of which some part would make no plan.
pub(crate) fn check(preset: &Preset) -> Result<()> {
    let wrong = |reason: &str| AppError::new(ErrorCode::InputInvalid).with("reason", reason);
    let is_name = |id: &str| {
        (1..=40).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !is_name(&preset.id) {
        return Err(wrong("id: 1 to 40 of a-z, 0-9 and -"));
    }
    if preset.offers.is_empty() || preset.offers.len() > 60 {
        return Err(wrong("offers: 1 to 60"));
    }
    let currency = amounts::currency(&preset.currency)?;
    let sourced =
        preset.sources.iter().all(|source| !source.name.trim().is_empty() && source.date.len() >= 4);
    if preset.sources.is_empty() || !sourced {
        return Err(wrong("sources: at least one, each with a name and a date"));
    }
    if preset.first_due.rule != "after_statement" || preset.statement.is_some() {
        calc::first_due_rule(&preset.first_due, preset.statement.as_ref())?;
    }
    preset.late_fee.as_ref().map(|late_fee| policies::late_fee(late_fee, 0, currency)).transpose()?;
    preset.settlement.as_ref().map(|settlement| policies::settlement(settlement, currency)).transpose()?;
    preset.offers.iter().try_for_each(|offer| check_offer(offer, currency))
}

/// An offer must make a schedule of a thousand.
fn check_offer(offer: &PresetOffer, currency: Currency) -> Result<()> {
    let start = NaiveDate::from_ymd_opt(2026, 1, 15).expect("BUG: a literal date");
    let bullet = offer.method == FormMethod::Bullet;
    let input = form::terms_of(
        offer.method,
        offer.rate_unit.unwrap_or(RateUnit::Period),
        offer.frequency,
        offer.rate_percent.as_deref().unwrap_or_default(),
    )?;
    let terms = terms::read(
        &crate::contract::TermsInput {
            principal: "1000".to_owned(),
            periods: if bullet { "1".to_owned() } else { offer.periods.clone() },
            start_date: start.to_string(),
            first_due_date: "2026-02-15".to_owned(),
            ..input
        },
        currency,
    )?;
    let made = fenqi_domain::schedule::schedule(&terms);
    made.map(|_| ()).map_err(|error| terms::refused(error, start, currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_presets_make_plans_and_name_their_sources() {
        let presets = shipped();
        for wanted in [
            "xiaomi-instalments",
            "xiaomi-cash",
            "huabei",
            "jd-baitiao",
            "credit-card-cn",
            "klarna-pay-in-4",
            "afterpay",
        ] {
            assert!(presets.iter().any(|preset| preset.id == wanted), "{wanted} is missing");
        }
        for preset in &presets {
            check(preset).unwrap_or_else(|error| panic!("{}: {error:?}", preset.id));
            assert!(!preset.edited);
            assert!(!preset.note.en.is_empty() && !preset.note.zh_cn.is_empty(), "{}", preset.id);
        }
        let mut ids: Vec<_> = presets.iter().map(|preset| &preset.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), presets.len());
    }
}
