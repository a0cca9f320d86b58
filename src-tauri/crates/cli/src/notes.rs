//! What stands below the help of commands that read JSON: which fields there are.

pub(crate) const CALC: &str = "\
Each line is answered by {\"id\",\"result\"} or {\"id\",\"error\"}; an error does not stop the next line. Numbers are
strings. docs/calc.md describes every operation with an example.

  schedule  schedule.unrounded  due_dates  statement_due  first_due
  late_fee  settlement  prepayment  refund  allocate  limits
  solve  compare  afford
  rate.irr  rate.irr_times_periods  rate.xirr
  apr.eu_intervals  apr.eu_dates  apr.regz_actuarial  interval.eu  interval.regz
  tvm.pmt  tvm.pv  tvm.fv  tvm.ipmt  tvm.ppmt  tvm.cumipmt  tvm.cumprinc  tvm.nper  tvm.rate  tvm.effect  tvm.nominal";

pub(crate) const PLAN: &str = "\
account, title, purchased_on and terms are needed. origin: purchase or cash_advance. Methods of terms: interest_free,
flat_per_period, equal_instalment, equal_principal, fee_spread, fee_upfront, flat_interest, interest_only, bullet;
docs/calc.md has their other fields under `schedule`. \"rows\", as `plan show` has them, are the contract's own figures
and win over the terms. \"paid_rows\" or \"paid_before\" says what was paid before Fenqi knew of the plan.";

pub(crate) const TERMS: &str = "docs/calc.md has all fields of terms, with an example, under `schedule`.";

pub(crate) const ACCOUNT: &str = "\
Only name is needed. kind: store, card, cash_advance, bnpl or other. due: {\"day\":9}, the first 9th after the statement,
or {\"days_after\":18}. Limits are amounts; rates are fractions of one: 0.0005 a day is 0.05 %. Policies of settlement:
principal_only, principal_plus_accrued_days, accrued_days_in_period, whole_current_period, all_remaining_fees,
penalty_on_principal.";
