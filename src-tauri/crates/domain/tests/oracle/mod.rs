//! A second reading of domain.md §2–4, to be compared with the kernel: every figure is an exact fraction until the
//! rounding that a rule names, and nothing here comes from the kernel but the types of the terms.
//!
//! Due dates are the contract's own, before any shift off closed days; interest follows them in any case (§4).
//! Currencies are not looked at: whoever asks gives terms of one currency.

use chrono::{Datelike, NaiveDate};
use fenqi_domain::Terms;
use fenqi_domain::date::Frequency;
use fenqi_domain::rounding::Mode;
use fenqi_domain::terms::{Basis, DownPayment, Interest, Method, Residual};
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use rust_decimal::Decimal;

/// One row, in minor units. Number 0 is the down payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OracleRow {
    pub(crate) n: u16,
    pub(crate) due_date: NaiveDate,
    pub(crate) principal: i64,
    pub(crate) interest: i64,
    pub(crate) fee: i64,
}

/// What the rows are made of, one entry a period, before it goes into 64 bits.
struct Columns {
    principal: Vec<BigInt>,
    interest: Vec<BigInt>,
    fee: Vec<BigInt>,
}

/// The rows of a plan. `anchor` is the day of the month that monthly dates aim at, 32 for the end of the month;
/// without it, the day of the first due date.
///
/// `None` where there is no plan: the down payment leaves nothing or is negative, custom parts are negative or do
/// not add up, a given instalment does not cover a period's interest, a date lies beyond the year 9999, or a
/// figure does not fit 64 bits.
pub(crate) fn rows(terms: &Terms, anchor: Option<u32>) -> Option<Vec<OracleRow>> {
    let price = BigInt::from(terms.principal().minor());
    let down = match terms.down_payment() {
        Some(down) => Some(down_payment(down, &price)?),
        None => None,
    };
    let financed = match &down {
        Some(down) => &price - down,
        None => price,
    };
    let dates = due_dates(terms, anchor)?;
    let columns = columns(terms, &financed, &dates)?;

    let mut rows = Vec::new();
    if let Some(down) = down {
        let principal = minor(&down)?;
        rows.push(OracleRow { n: 0, due_date: terms.start(), principal, interest: 0, fee: 0 });
    }
    for (n, due_date) in (1..=terms.periods()).zip(dates) {
        let k = usize::from(n) - 1;
        rows.push(OracleRow {
            n,
            due_date,
            principal: minor(&columns.principal[k])?,
            interest: minor(&columns.interest[k])?,
            fee: minor(&columns.fee[k])?,
        });
    }
    Some(rows)
}

fn columns(terms: &Terms, financed: &BigInt, dates: &[NaiveDate]) -> Option<Columns> {
    let n = usize::from(terms.periods());
    let r = terms.rounding();
    let none = || vec![BigInt::ZERO; n];
    let evenly = || split(financed, n, r.principal_unit, r.principal, r.residual);
    let all_last = || {
        let mut parts = none();
        parts[n - 1] = financed.clone();
        parts
    };
    // Interest on what is owed before each row, for methods whose principal does not depend on the interest.
    let on_balance = |interest: &Interest, principal: Vec<BigInt>| {
        let mut balance = financed.clone();
        let mut charged = Vec::new();
        for (part, i) in principal.iter().zip(factors(interest, terms, dates)) {
            charged.push(round(&(i * &balance), 1, r.interest));
            balance -= part;
        }
        Columns { principal, interest: charged, fee: none() }
    };
    let share = |rate: Decimal, mode: Mode| round(&(fraction(rate) * financed), 1, mode);

    Some(match terms.method() {
        Method::EqualInstalment { interest, instalment } => {
            let factors = factors(interest, terms, dates);
            let given = instalment.map(|money| BigInt::from(money.minor()));
            let (principal, interest) = level(financed, &factors, given, terms)?;
            Columns { principal, interest, fee: none() }
        }
        Method::EqualPrincipal(interest) => on_balance(interest, evenly()),
        Method::CustomPrincipal { interest, parts } => {
            let parts: Vec<BigInt> = parts.iter().map(|part| BigInt::from(part.minor())).collect();
            let sum: BigInt = parts.iter().sum();
            if parts.len() != n || &sum != financed || parts.iter().any(is_negative) {
                return None;
            }
            on_balance(interest, parts)
        }
        // A bullet is the one-period case of paying interest only.
        Method::InterestOnly(interest) | Method::Bullet(interest) => on_balance(interest, all_last()),
        Method::FlatInterest(interest) => {
            let factors = factors(interest, terms, dates);
            let interest = factors.into_iter().map(|i| round(&(i * financed), 1, r.interest)).collect();
            Columns { principal: evenly(), interest, fee: none() }
        }
        Method::FlatPerPeriod(rate) => {
            Columns { principal: evenly(), interest: none(), fee: vec![share(*rate, r.fee); n] }
        }
        Method::FeeSpread(rate) => {
            let fee = split(&share(*rate, r.fee_total), n, 1, r.fee, r.residual);
            Columns { principal: evenly(), interest: none(), fee }
        }
        Method::FeeUpfront(rate) => {
            let mut fee = none();
            fee[0] = share(*rate, r.fee_total);
            Columns { principal: evenly(), interest: none(), fee }
        }
        Method::InterestFree => Columns { principal: evenly(), interest: none(), fee: none() },
    })
}

/// 等额本息: principal and interest of each row.
fn level(
    financed: &BigInt,
    factors: &[BigRational],
    given: Option<BigInt>,
    terms: &Terms,
) -> Option<(Vec<BigInt>, Vec<BigInt>)> {
    let r = terms.rounding();
    let is_given = given.is_some();
    let instalment =
        given.unwrap_or_else(|| round(&exact_level(financed, factors), r.instalment_unit, r.instalment));
    let mut balance = financed.clone();
    let (mut principals, mut interests) = (Vec::new(), Vec::new());
    for (k, i) in factors.iter().enumerate() {
        let interest = round(&(i * &balance), 1, r.interest);
        if is_given && instalment < interest {
            return None;
        }
        let principal = if k + 1 == factors.len() {
            balance.clone()
        } else {
            // A level payment rounded to a coarse unit may be less than the interest: then nothing is repaid.
            (&instalment - &interest).max(BigInt::ZERO).min(balance.clone())
        };
        balance -= &principal;
        principals.push(principal);
        interests.push(interest);
    }
    Some((principals, interests))
}

/// P / Σ_k Π_{j≤k} 1/(1+i_j), not in lowest terms.
///
/// With 1/(1+i_j) = b_j/a_j the sum is b_1/a_1·(1 + b_2/a_2·(1 + …)), taken here from the inside out over whole
/// numbers: reducing the fraction at each step would take minutes for hundreds of different factors.
fn exact_level(financed: &BigInt, factors: &[BigRational]) -> BigRational {
    let (mut above, mut below) = (BigInt::ZERO, BigInt::from(1));
    for i in factors.iter().rev() {
        let (a, b) = (i.denom() + i.numer(), i.denom());
        above = b * (&below + &above);
        below *= a;
    }
    BigRational::new_raw(financed * below, above)
}

/// Even parts of `total`, the difference in the first or in the last.
fn split(total: &BigInt, n: usize, unit: i64, mode: Mode, residual: Residual) -> Vec<BigInt> {
    let exact = BigRational::new(total.clone(), BigInt::from(n));
    let part = round(&exact, unit, mode);
    match residual {
        Residual::Last => {
            let mut left = total.clone();
            let mut parts = Vec::new();
            for _ in 1..n {
                let taken = part.clone().min(left.clone());
                left -= &taken;
                parts.push(taken);
            }
            parts.push(left);
            parts
        }
        Residual::First => {
            let others = |part: &BigInt| part * BigInt::from(n - 1);
            // Parts rounded up may be more than there is; truncated ones never are.
            let part = if &others(&part) > total { round(&exact, unit, Mode::Down) } else { part };
            let mut parts = vec![part.clone(); n];
            parts[0] = total - others(&part);
            parts
        }
    }
}

/// What is paid on the start date; `None` where that is negative or leaves nothing to finance.
fn down_payment(down: DownPayment, price: &BigInt) -> Option<BigInt> {
    let paid = match down {
        DownPayment::Amount(amount) => BigInt::from(amount.minor()),
        DownPayment::Share { share, mode, unit } => {
            if unit < 1 || !(Decimal::ZERO..=Decimal::ONE).contains(&share) {
                return None;
            }
            round(&(fraction(share) * price), unit, mode)
        }
    };
    (!is_negative(&paid) && &paid < price).then_some(paid)
}

/// The factor of each period (domain.md §3).
fn factors(interest: &Interest, terms: &Terms, dates: &[NaiveDate]) -> Vec<BigRational> {
    let mut factors = Vec::new();
    let mut from = day_number(terms.start());
    for (k, date) in dates.iter().enumerate() {
        let to = day_number(*date);
        let days = to - from;
        factors.push(match interest {
            Interest::Periodic(rate) => fraction(*rate),
            Interest::PeriodicAnnual { annual, periods_per_year } => {
                fraction(*annual) * ratio(1, i64::from(*periods_per_year))
            }
            Interest::Daily(rate) => fraction(*rate) * ratio(days, 1),
            Interest::Actual { annual, basis } => {
                fraction(*annual)
                    * match basis {
                        Basis::Fixed(year) => ratio(days, i64::from(*year)),
                        Basis::ActualStart => years(from, to),
                        // A day that belongs to the year it ends in is the day after, by where it starts.
                        Basis::ActualEnd => years(from + 1, to + 1),
                    }
            }
            Interest::Fractions { annual, fractions } => {
                let (part, whole) = fractions[k];
                fraction(*annual) * ratio(i64::from(part), i64::from(whole))
            }
        });
        from = to;
    }
    factors
}

/// The days `from..to`, each over the length of the calendar year it lies in.
fn years(from: i64, to: i64) -> BigRational {
    let mut sum = ratio(0, 1);
    // A year has 365 or 366 days, so this one is not after the year of `from`.
    let mut year = from.div_euclid(if from < 0 { 365 } else { 366 });
    while new_year(year) < to {
        let (begins, ends) = (new_year(year), new_year(year + 1));
        let inside = (to.min(ends) - from.max(begins)).max(0);
        if inside > 0 {
            sum += ratio(inside, ends - begins);
        }
        year += 1;
    }
    sum
}

/// The days before 1 January of a year, counted from that of year 0, by the Gregorian leap rule.
fn new_year(year: i64) -> i64 {
    // Leap years before this one; the ceiling counts year 0, which is one.
    let every = |n: i64| (year + n - 1).div_euclid(n);
    365 * year + every(4) - every(100) + every(400)
}

fn day_number(date: NaiveDate) -> i64 {
    new_year(i64::from(date.year())) + i64::from(date.ordinal0())
}

/// The due dates (domain.md §4); `None` if one lies beyond the year 9999.
fn due_dates(terms: &Terms, anchor: Option<u32>) -> Option<Vec<NaiveDate>> {
    let first = terms.due().first();
    let wanted = anchor.unwrap_or_else(|| first.day());
    let mut dates = Vec::new();
    for k in 0..i64::from(terms.periods()) {
        let date = match terms.due().frequency() {
            Frequency::Days(every) => days_after(first, k * i64::from(every)),
            Frequency::Weeks(every) => days_after(first, k * 7 * i64::from(every)),
            Frequency::Months(every) => in_month(first, k * i64::from(every), wanted),
        }?;
        dates.push(date);
    }
    // A wrong anchor would be a mistake of the test, not a finding.
    assert_eq!(dates.first(), Some(&first), "BUG: the first due date is not on anchor {wanted}");
    Some(dates)
}

/// The wanted day, or the last, of the month so many months after that of `first`.
fn in_month(first: NaiveDate, later: i64, wanted: u32) -> Option<NaiveDate> {
    let month = i64::from(first.year()) * 12 + i64::from(first.month0()) + later;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    let leap = new_year(year + 1) - new_year(year) == 366;
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    calendar(year, month, i64::from(wanted).min(last))
}

fn days_after(first: NaiveDate, later: i64) -> Option<NaiveDate> {
    let mut year = i64::from(first.year());
    let mut day = i64::from(first.ordinal0()) + later;
    loop {
        let length = new_year(year + 1) - new_year(year);
        if day < length {
            break;
        }
        day -= length;
        year += 1;
    }
    let year = i32::try_from(year).ok().filter(|year| *year <= 9999)?;
    NaiveDate::from_yo_opt(year, u32::try_from(day + 1).ok()?)
}

fn calendar(year: i64, month: i64, day: i64) -> Option<NaiveDate> {
    let year = i32::try_from(year).ok().filter(|year| *year <= 9999)?;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// The nearest multiple of `unit` as `mode` has it. No rule rounds a negative figure.
fn round(value: &BigRational, unit: i64, mode: Mode) -> BigInt {
    assert!(!is_negative(value.numer()), "BUG: a negative figure");
    let step = value.denom() * BigInt::from(unit);
    let whole = value.numer() / &step;
    let twice_rest = (value.numer() % &step) * 2;
    let up = match mode {
        Mode::HalfUp => twice_rest >= step,
        Mode::HalfEven => twice_rest > step || (twice_rest == step && whole.bit(0)),
        Mode::Down => false,
        Mode::Up => twice_rest > BigInt::ZERO,
    };
    (whole + i32::from(up)) * unit
}

fn is_negative(value: &BigInt) -> bool {
    value.sign() == Sign::Minus
}

fn minor(value: &BigInt) -> Option<i64> {
    i64::try_from(value).ok()
}

fn ratio(above: i64, below: i64) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

/// A decimal as the fraction it writes.
fn fraction(decimal: Decimal) -> BigRational {
    BigRational::new(BigInt::from(decimal.mantissa()), BigInt::from(10).pow(decimal.scale()))
}
