//! Ways out of debt, side by side; and the one that the user means to go.

use std::collections::BTreeMap;

use chrono::Datelike;
use fenqi_domain::afford::Month;
use fenqi_domain::payoff::{self, Act, Budget, Debt, Outcome, Payoff};
use fenqi_domain::{Currency, Money, Row};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::app::{App, Done};
use crate::books::{EARLIEST, LATEST};
use crate::contract::{
    Alone, Field, PayoffChoice, PayoffEnd, PayoffOutcome, PayoffPlan, PayoffQuery, PayoffStep, PayoffView,
    PlannedAct, Strategy, Topic,
};
use crate::ports::{PlanFacts, Planned, ReadTx, Which};
use crate::views::{self, Policy};
use crate::{Result, accounts, amounts, policies, quotes, terms};

/// The setting that keeps what was chosen last, by currency: "500.00 yes".
const SETTING: &str = "payoff";

impl App {
    /// What becomes of all open plans of a currency, as contracted and with something extra each month.
    ///
    /// # Errors
    /// `amount_…`, `currency_unknown`, `storage_failed`.
    pub fn payoff(&self, query: &PayoffQuery) -> Result<PayoffView> {
        let tx = self.store.begin_read()?;
        let found = self.compare(tx.as_ref(), query)?;
        self.payoff_view(tx.as_ref(), &found)
    }

    /// Plans the steps of a way of paying, in the place of all that was planned in its currency. Answers how many.
    ///
    /// # Errors
    /// As [`App::payoff`]; `storage_…`.
    pub fn payoff_adopt(&self, choice: &PayoffChoice) -> Result<u32> {
        self.write("payoff_adopt", vec![Topic::Plans, Topic::Settings], |tx| {
            let found = self.compare(tx, &choice.query)?;
            let outcome = match choice.strategy {
                Strategy::Snowball => &found.payoff.snowball,
                Strategy::Avalanche => &found.payoff.avalanche,
            };
            tx.clear_planned(found.currency)?;
            for step in &outcome.steps {
                let Some(facts) = found.plans.get(step.debt) else { continue };
                tx.insert_planned(&Planned {
                    plan: facts.plan.id.clone(),
                    account: facts.account.id.clone(),
                    title: facts.plan.title.clone(),
                    on: step.on,
                    act: act(step.act),
                    amount: step.amount,
                })?;
            }
            let Budget { extra, roll_over } = found.budget;
            tx.put_setting(
                &setting(found.currency),
                &format!("{extra} {}", if roll_over { "yes" } else { "no" }),
            )?;
            let count = views::count(outcome.steps.len());
            Ok(Done::to("", count).with("count", count).with_money(extra))
        })
    }

    fn compare(&self, tx: &dyn ReadTx, query: &PayoffQuery) -> Result<Compared> {
        let owed = owed_in(tx)?;
        let currency = match &query.currency {
            Some(code) => amounts::currency(code).map_err(|error| error.at(Field::Currency))?,
            None => {
                owed.iter().max_by_key(|(_, plans)| **plans).map_or(accounts::USUAL_CURRENCY, |(code, _)| {
                    amounts::currency(code).unwrap_or(accounts::USUAL_CURRENCY)
                })
            }
        };
        let kept = kept(tx, currency)?;
        let extra = match query.extra.as_deref().map(amounts::typed_number) {
            None => kept.extra,
            Some(typed) if typed.is_empty() => Money::zero(currency),
            Some(typed) => amounts::amount(&typed, currency).map_err(|error| error.at(Field::Amount))?,
        };
        let budget = Budget { extra, roll_over: query.roll_over.unwrap_or(kept.roll_over) };
        let plans = tx.open_plans(currency)?;
        let debts: Vec<Debt> = plans.iter().map(|facts| self.debt(facts)).collect::<Result<_>>()?;
        let payoff = payoff::payoff(&debts, self.today(), budget, currency)
            .map_err(|error| terms::refused(error, self.today(), currency))?;
        Ok(Compared { currency, currencies: owed.into_keys().collect(), budget, plans, debts, payoff })
    }

    fn debt(&self, facts: &PlanFacts) -> Result<Debt> {
        let currency = facts.plan.currency;
        let terms = terms::read(&facts.plan.terms, currency)?;
        let zero = Money::zero(currency);
        let left = facts.rows.iter().map(|facts| match facts.void {
            Some(_) => Ok(Row { principal: zero, interest: zero, fee: zero, ..facts.row }),
            None => quotes::unpaid_row(facts),
        });
        let left = left.collect::<Result<Vec<Row>>>()?;
        let today = self.today();
        let due: Vec<Row> = left.iter().filter(|row| row.due_date <= today).copied().collect();
        let (policy, _) = quotes::policy(&facts.account, &terms);
        Ok(Debt {
            start: facts.plan.purchased_on,
            rows: facts.rows.iter().map(|facts| facts.row).collect(),
            left,
            policy: policies::settlement(&policy, currency)?,
            late_fee: quotes::late_fees(&facts.account, &due, today)?,
            terms,
        })
    }

    fn payoff_view(&self, tx: &dyn ReadTx, found: &Compared) -> Result<PayoffView> {
        let today = self.today();
        let from = today.with_day(1).and_then(|first| fenqi_domain::date::months_later(first, 1));
        let plans = found.plans.iter().zip(&found.debts).zip(&found.payoff.rates);
        let plans = plans.map(|((facts, debt), rate)| self.payoff_plan(facts, debt, *rate));
        let planned = tx.planned(EARLIEST, LATEST, None)?;
        let planned = planned.iter().filter(|planned| planned.amount.currency() == found.currency);
        Ok(PayoffView {
            today: today.to_string(),
            from: Month::of(from.unwrap_or(today)).to_string(),
            currency: found.currency.code().to_owned(),
            currencies: found.currencies.iter().map(|code| (*code).to_owned()).collect(),
            extra: found.budget.extra.to_string(),
            roll_over: found.budget.roll_over,
            plans: plans.collect::<Result<_>>()?,
            contract: outcome(&found.payoff.contract),
            snowball: outcome(&found.payoff.snowball),
            avalanche: outcome(&found.payoff.avalanche),
            planned: views::count(planned.count()),
        })
    }

    fn payoff_plan(&self, facts: &PlanFacts, debt: &Debt, rate: Decimal) -> Result<PayoffPlan> {
        let standings = views::standings(&facts.rows, Policy::of(facts, self.today()))?;
        let (policy, assumed) = quotes::policy(&facts.account, &debt.terms);
        let currency = facts.plan.currency;
        let percent = rate.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(Decimal::MAX);
        let percent = percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        Ok(PayoffPlan {
            plan: facts.plan.id.clone(),
            title: facts.plan.title.clone(),
            account: views::account_ref(&facts.account),
            remaining: views::sum(standings.iter().map(|standing| standing.remaining), currency)?.to_string(),
            principal: views::sum(debt.left.iter().map(|row| row.principal), currency)?.to_string(),
            rate_percent: format!("{percent:.2}"),
            policy: policy.policy,
            assumed,
            takes_parts: debt.takes_parts(),
            track: views::track(&standings),
        })
    }
}

/// A comparison with what it was made from.
struct Compared {
    currency: Currency,
    currencies: Vec<&'static str>,
    budget: Budget,
    plans: Vec<PlanFacts>,
    debts: Vec<Debt>,
    payoff: Payoff,
}

/// In which currencies something is owed, and how many statements that are open each has.
fn owed_in(tx: &dyn ReadTx) -> Result<BTreeMap<&'static str, u32>> {
    let mut owed = BTreeMap::new();
    for statement in tx.statements(EARLIEST, LATEST, Which::Open)? {
        *owed.entry(statement.asked.currency().code()).or_insert(0) += statement.open;
    }
    Ok(owed)
}

/// Where what was chosen last for a currency is kept.
pub(crate) fn setting(currency: Currency) -> String {
    format!("{SETTING}_{}", currency.code())
}

/// What was chosen last; what cannot be read is nothing extra.
fn kept(tx: &dyn ReadTx, currency: Currency) -> Result<Budget> {
    let text = tx.setting(&setting(currency))?.unwrap_or_default();
    let kept = text.split_once(' ').and_then(|(extra, roll_over)| {
        Some(Budget { extra: amounts::amount(extra, currency).ok()?, roll_over: roll_over == "yes" })
    });
    Ok(kept.unwrap_or(Budget { extra: Money::zero(currency), roll_over: true }))
}

fn act(act: Act) -> PlannedAct {
    match act {
        Act::Prepay { .. } => PlannedAct::Prepay,
        Act::Settle { .. } => PlannedAct::Settle,
    }
}

fn outcome(outcome: &Outcome) -> PayoffOutcome {
    let step = |step: &payoff::Step| {
        let (charged, fewer, ends_on) = match step.act {
            Act::Prepay { fewer, ends_on } => (None, u32::from(fewer), Some(ends_on.to_string())),
            Act::Settle { charged } => (Some(charged.to_string()), 0, None),
        };
        PayoffStep {
            on: step.on.to_string(),
            at: views::count(step.debt),
            act: act(step.act),
            amount: step.amount.to_string(),
            saved: step.saved.to_string(),
            charged,
            fewer,
            ends_on,
        }
    };
    let end = |at: &usize| {
        let end = outcome.ends.get(*at)?;
        Some(PayoffEnd {
            at: views::count(*at),
            on: end.on.to_string(),
            last_row: u32::from(end.last_row),
            alone: end.alone.map(alone),
        })
    };
    PayoffOutcome {
        free_on: outcome.free_on.map(|day| day.to_string()),
        paid: outcome.paid.to_string(),
        cost: outcome.cost.to_string(),
        saved: outcome.saved.to_string(),
        steps: outcome.steps.iter().map(step).collect(),
        plans: outcome.order.iter().filter_map(end).collect(),
    }
}

fn alone(alone: payoff::Alone) -> Alone {
    match alone {
        payoff::Alone::Free => Alone::Free,
        payoff::Alone::Unforgiven => Alone::Unforgiven,
        payoff::Alone::CostsMore => Alone::CostsMore,
        payoff::Alone::OutOfReach => Alone::OutOfReach,
        payoff::Alone::EndsFirst => Alone::EndsFirst,
    }
}
