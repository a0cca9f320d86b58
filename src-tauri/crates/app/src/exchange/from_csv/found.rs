//! Plans as a file has them, before they are anybody's.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use fenqi_domain::{Currency, Money, Row};

use super::cells::Problems;
use super::layout::Layout;
use crate::accounts::USUAL_CURRENCY;
use crate::app::App;
use crate::contract::{
    AccountDraft, AppError, ErrorCode, Field, ImportColumn, ImportProblem, Origin, PlanDraft, PlanId,
    TermsInput,
};
use crate::plans::named_account;
use crate::ports::{Account, Plan};
use crate::{Result, amounts};

/// A plan that can be stored.
pub(super) struct Found {
    pub(super) account: Account,
    pub(super) plan: Plan,
    /// Its id is the file's own.
    pub(super) is_named: bool,
    pub(super) rows: Vec<Row>,
    /// What that of the rows comes to by the terms.
    pub(super) principal: Money,
    pub(super) paid: Vec<PaidRow>,
}

/// What was paid of a row.
pub(super) struct PaidRow {
    pub(super) n: u16,
    pub(super) amount: Money,
    pub(super) on: NaiveDate,
    pub(super) source: Option<String>,
}

/// What became of some lines.
pub(super) enum Outcome {
    Plan(Box<Found>),
    /// A table of rows does not hold all of it.
    LeftOut(ImportProblem),
    /// What is wrong with it was told.
    Refused,
}

/// A plan that the table does not hold all of, or that nothing is asked of any more.
pub(super) fn not_taken(line: u32, title: &str) -> Outcome {
    let error = AppError::new(ErrorCode::PlanNotInRows).with("title", amounts::shown(title));
    Outcome::LeftOut(ImportProblem { line: Some(line), column: None, error })
}

/// The texts of a plan, as its line has them.
pub(super) struct Texts {
    pub(super) title: String,
    pub(super) origin: Origin,
    pub(super) merchant: Option<String>,
    pub(super) order_no: Option<String>,
    pub(super) notes: Option<String>,
    pub(super) price: Option<Money>,
    pub(super) auto_debit: Option<bool>,
}

impl Texts {
    pub(super) fn read(cells: &mut super::cells::Cells<'_>, currency: Currency) -> Option<Self> {
        let title = cells.required(ImportColumn::Title);
        // A plan of Fenqi's own may be called anything.
        if !cells.layout.columns.has(ImportColumn::Terms) && title.as_deref().is_some_and(names_totals) {
            cells.refuse(ImportColumn::Title, AppError::new(ErrorCode::LineOfTotals));
        }
        Some(Self {
            title: title?,
            origin: origin(cells),
            merchant: cells.text(ImportColumn::Merchant),
            order_no: cells.text(ImportColumn::OrderNo),
            notes: cells.text(ImportColumn::Notes),
            price: cells.amount(ImportColumn::Price, currency),
            auto_debit: cells.answer(ImportColumn::AutoDebit),
        })
    }

    /// The draft that says this and these terms.
    pub(super) fn draft(&self, purchased_on: NaiveDate, terms: TermsInput) -> PlanDraft {
        PlanDraft {
            account: String::new(),
            origin: self.origin,
            title: self.title.clone(),
            merchant: self.merchant.clone(),
            order_no: self.order_no.clone(),
            purchased_on: purchased_on.to_string(),
            price: self.price.filter(|price| price.is_positive()).map(|price| price.to_string()),
            auto_debit: self.auto_debit,
            notes: self.notes.clone(),
            terms,
            rows: None,
            paid_before: None,
            paid_rows: None,
        }
    }
}

/// Whether a title says that its line sums up others: "合计", "本页小计", "共计 2 笔", "Grand total:".
fn names_totals(title: &str) -> bool {
    let letters = |c: &char| c.is_alphabetic();
    let bare: String = title.to_lowercase().chars().filter(letters).collect();
    let chinese =
        bare.trim_start_matches(['本', '页', '期', '月']).trim_end_matches(['笔', '期', '元', '条']);
    matches!(chinese, "合计" | "总计" | "小计" | "共计" | "累计" | "总和" | "总额")
        || matches!(
            bare.as_str(),
            "total" | "totals" | "subtotal" | "subtotals" | "grandtotal" | "sum" | "sums"
        )
}

fn origin(cells: &mut super::cells::Cells<'_>) -> Origin {
    let Some(cell) = cells.raw(ImportColumn::Origin) else { return Origin::Purchase };
    match cell.to_lowercase().replace([' ', '-'], "_").as_str() {
        "purchase" | "购物" | "购物分期" | "消费" | "消费分期" | "分期" => Origin::Purchase,
        "cash_advance" | "cash" | "loan" | "借款" | "现金借款" | "备用金" | "贷款" | "取现" | "现金分期" => {
            Origin::CashAdvance
        }
        _ => {
            let known = "purchase, cash_advance, 购物, 借款";
            cells.refuse(ImportColumn::Origin, amounts::unknown_choice("origin", cell, known));
            Origin::Purchase
        }
    }
}

/// The accounts of an import: those that are there, and those that would be made.
pub(super) struct Accounts {
    by_name: HashMap<String, Account>,
    /// Names of those that would be made, in the order in which they are met.
    pub(super) new: Vec<String>,
    /// That of lines that name none.
    usual: Option<String>,
}

impl Accounts {
    pub(super) fn new(known: Vec<Account>, usual: Option<&str>) -> Self {
        let mut by_name: HashMap<String, Account> = HashMap::new();
        for account in known {
            by_name.insert(account.id.0.clone(), account.clone());
            by_name.insert(account.name.clone(), account);
        }
        let usual = usual.map(str::trim).filter(|usual| !usual.is_empty()).map(str::to_owned);
        Self { by_name, new: Vec::new(), usual }
    }

    /// The currency of an account that is there, or met before.
    pub(super) fn currency(&self, name: Option<&str>) -> Option<Currency> {
        name.or(self.usual.as_deref()).and_then(|name| self.by_name.get(name)).map(|account| account.currency)
    }

    /// The account of a line that asks for a currency, or for none.
    ///
    /// # Errors
    /// `account_required`, `currency_differs`, or what is wrong with the name of a new one.
    pub(super) fn of(
        &mut self,
        app: &App,
        name: Option<&str>,
        currency: Option<Currency>,
    ) -> Result<Account> {
        let name = name.or(self.usual.as_deref());
        let name = name.ok_or_else(|| AppError::new(ErrorCode::AccountRequired))?;
        if let Some(account) = self.by_name.get(name) {
            return agreeing(account, currency);
        }
        let code = currency.unwrap_or(USUAL_CURRENCY).code().to_owned();
        let made = app.read_account(AccountDraft { currency: code, ..named_account(name) })?;
        let known = self.by_name.get(&made.name).cloned();
        let account = known.unwrap_or_else(|| {
            self.new.push(made.name.clone());
            self.by_name.insert(made.name.clone(), made.clone());
            made
        });
        self.by_name.insert(name.to_owned(), account.clone());
        agreeing(&account, currency)
    }
}

fn agreeing(account: &Account, currency: Option<Currency>) -> Result<Account> {
    match currency.filter(|currency| *currency != account.currency) {
        None => Ok(account.clone()),
        Some(other) => Err(AppError::new(ErrorCode::CurrencyDiffers)
            .with("account", &account.name)
            .with("currency", other.code())
            .with("own", account.currency.code())),
    }
}

/// What is there already: plans are left out that are it.
#[derive(Default)]
pub(super) struct Known {
    ids: HashSet<String>,
    alike: HashMap<Likeness, u32>,
}

/// By what two plans are held for one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Likeness {
    account: String,
    title: String,
    order_no: Option<String>,
    purchased_on: NaiveDate,
    /// All that the contract asks for, in minor units.
    asked: i64,
}

impl Known {
    pub(super) fn of(tx: &(impl crate::ports::ReadTx + ?Sized)) -> Result<Self> {
        let mut known = Self::default();
        for plan in tx.plan_outlines()? {
            known.ids.insert(plan.id.0);
            let likeness = Likeness {
                account: plan.account.0,
                title: plan.title,
                order_no: plan.order_no,
                purchased_on: plan.purchased_on,
                asked: plan.asked.minor(),
            };
            *known.alike.entry(likeness).or_default() += 1;
        }
        Ok(known)
    }

    pub(super) fn has_id(&self, id: &PlanId) -> bool {
        self.ids.contains(&id.0)
    }

    /// Whether a plan is there already. Of several that are alike, each is found once.
    pub(super) fn takes(&mut self, found: &Found) -> Result<bool> {
        if found.is_named && self.has_id(&found.plan.id) {
            return Ok(true);
        }
        let likeness = Likeness {
            account: found.account.id.0.clone(),
            title: found.plan.title.clone(),
            order_no: found.plan.order_no.clone(),
            purchased_on: found.plan.purchased_on,
            asked: asked(found)?.minor(),
        };
        let Some(left) = self.alike.get_mut(&likeness).filter(|left| **left > 0) else { return Ok(false) };
        *left -= 1;
        Ok(true)
    }
}

/// All that the rows of a plan ask for.
pub(super) fn asked(found: &Found) -> Result<Money> {
    let currency = found.plan.currency;
    let totals = fenqi_domain::schedule::totals(&found.rows, currency);
    totals.map(|totals| totals.total).map_err(|_| amounts::too_large(currency))
}

/// Tells an error beside the column that it is about.
pub(super) fn tell(problems: &mut Problems, layout: &Layout, line: u32, error: AppError) {
    let column = error.field.and_then(|field| match field {
        Field::Account => Some(ImportColumn::Account),
        Field::Title => Some(ImportColumn::Title),
        Field::Merchant => Some(ImportColumn::Merchant),
        Field::OrderNo => Some(ImportColumn::OrderNo),
        Field::PurchasedOn => Some(ImportColumn::PurchasedOn),
        Field::Price => Some(ImportColumn::Price),
        Field::Notes => Some(ImportColumn::Notes),
        Field::Terms => Some(ImportColumn::Terms),
        Field::Periods => Some(ImportColumn::Periods),
        Field::Rate if layout.columns.has(ImportColumn::RatePercent) => Some(ImportColumn::RatePercent),
        Field::Rate => Some(ImportColumn::AnnualRatePercent),
        Field::Amount => Some(ImportColumn::Instalment),
        Field::FirstDueDate => Some(ImportColumn::FirstDueDate),
        Field::PaidRows => Some(ImportColumn::PaidRows),
        Field::Rows | Field::Principal => Some(ImportColumn::Principal),
        _ => None,
    });
    problems.add(line, column.and_then(|column| layout.name(column)), error);
}
