// What the fake makes of a plan that is there: where money goes, quotes, refunds, corrected rows. Enough of Rust's
// rules to drive the dialogs, no more.
import { isDate } from "../../shared/format";
import type {
  AppError,
  PayForm,
  PayPart,
  PayPreview,
  PrepayChoices,
  PrepayForm,
  QuoteView,
  RefundForm,
  RefundView,
  RowForm,
  RowProblem,
  RowsCheck,
  SettleForm,
} from "../generated/bindings";
import type { FakePlan, FakeRow } from "./data";
import { TODAY } from "./days";
import { refuse, stop } from "./refuse";
import { fen, text } from "./views";

const total = (row: FakeRow) => row.principal + row.interest + row.fee;
const left = (row: FakeRow) => total(row) - row.paid;
const sum = (amounts: bigint[]) => amounts.reduce((all, each) => all + each, 0n);
const open = (plan: FakePlan) => plan.rows.filter((row) => left(row) > 0n);

function day(typed: string): string {
  const date = typed.trim() || TODAY;
  return isDate(date) ? date : stop(refuse("date_invalid", "paid_on", { text: typed }));
}

function amountOf(typed: string): bigint {
  const amount = fen(typed);
  if (amount === null) return stop(refuse("amount_invalid", "amount", { text: typed }));
  return amount === 0n ? stop(refuse("amount_zero", "amount")) : amount;
}

/** The rows that a repayment goes to: the one that was asked for, the later ones, then the earlier ones. */
export function payParts(plan: FakePlan, form: PayForm): { row: FakeRow; amount: bigint }[] {
  const place = plan.rows.findIndex((row) => row.n === form.n);
  const first = plan.rows[place];
  if (!first) return stop(refuse("row_unknown", null, { n: String(form.n) }));
  if (left(first) <= 0n) return stop(refuse("paid_already", null, { n: String(form.n) }));
  day(form.paid_on);
  let rest = form.amount === "" ? left(first) : amountOf(form.amount);
  const all = sum(plan.rows.map(left));
  if (rest > all) return stop(refuse("payment_too_large", "amount", { left: text(all) }));
  const parts: { row: FakeRow; amount: bigint }[] = [];
  for (const row of [...plan.rows.slice(place), ...plan.rows.slice(0, place)]) {
    const amount = rest < left(row) ? rest : left(row);
    if (amount > 0n) parts.push({ row, amount });
    rest -= amount;
  }
  return parts;
}

export function payPreview(plan: FakePlan, form: PayForm): PayPreview {
  const parts = payParts(plan, form);
  const view = ({ row, amount }: (typeof parts)[number]): PayPart => ({
    n: row.n,
    amount: text(amount),
    left: text(left(row) - amount),
  });
  return { amount: text(sum(parts.map((part) => part.amount))), parts: parts.map(view) };
}

/** Principal and what is due by the day, with the fee of the running period. */
export function quoteSettle(plan: FakePlan, form: SettleForm): QuoteView {
  const on = day(form.on);
  const rows = open(plan);
  if (rows.length === 0) return stop(refuse("nothing_left"));
  if (on < plan.purchased_on) {
    return stop(refuse("date_too_early", "paid_on", { start: plan.purchased_on }));
  }
  const next = rows.find((row) => row.due_date > on);
  const charged = rows.filter((row) => row.due_date <= on || row === next);
  const principal = sum(rows.map((row) => row.principal));
  const [interest, fee] = [sum(charged.map((row) => row.interest)), sum(charged.map((row) => row.fee))];
  return {
    plan: plan.id,
    on,
    currency: plan.currency,
    principal: text(principal),
    interest: text(interest),
    fee: text(fee),
    penalty: "0.00",
    late_fee: "0.00",
    payoff: text(principal + interest + fee),
    saved: text(sum(rows.map(left)) - principal - interest - fee),
    policy: "whole_current_period",
    assumed: true,
  };
}

export function quotePrepay(plan: FakePlan, form: PrepayForm): PrepayChoices {
  const rows = open(plan);
  const amount = amountOf(form.amount);
  day(form.on);
  if (rows.every((row) => row.interest === 0n)) return stop(refuse("prepayment_useless"));
  const most = sum(rows.map((row) => row.principal));
  if (amount >= most) {
    return stop(refuse("prepayment_range", "amount", { min: "0.00", max: text(most) }));
  }
  const first = rows[0];
  const last = rows.at(-1);
  const view = {
    plan: plan.id,
    currency: plan.currency,
    amount: text(amount),
    interest: "0.00",
    principal: text(amount),
    periods_left: rows.length,
    last_due_date: last?.due_date ?? null,
  };
  const fewer = Math.max(1, rows.length - 2);
  return {
    shorter: {
      ...view,
      saved: text(amount / 20n),
      instalment: first ? text(total(first)) : null,
      periods_left: fewer,
      last_due_date: rows[fewer - 1]?.due_date ?? null,
    },
    lower: {
      ...view,
      saved: text(amount / 40n),
      instalment: first ? text(total(first) - amount / BigInt(rows.length)) : null,
    },
  };
}

/** Which rows would ask for how much less. */
export function refundParts(plan: FakePlan, form: RefundForm): { row: FakeRow; less: bigint }[] {
  const rows = plan.rows.filter((row) => row.paid === 0n);
  const most = sum(plan.rows.map((row) => row.principal));
  const amount = amountOf(form.amount);
  if (amount > most) return stop(refuse("refund_too_large", "amount", { max: text(most) }));
  day(form.on);
  let rest = amount;
  const ordered = form.taken === "last_first" ? [...rows].reverse() : rows;
  const parts = ordered.map((row, index) => {
    const share = form.taken === "pro_rata" ? amount / BigInt(rows.length) : rest;
    const wanted = form.taken === "pro_rata" && index === rows.length - 1 ? rest : share;
    const less = wanted < row.principal ? wanted : row.principal;
    rest -= less;
    return { row, less };
  });
  return parts.filter(({ less }) => less > 0n);
}

export function quoteRefund(plan: FakePlan, form: RefundForm): RefundView {
  const parts = refundParts(plan, form);
  const principal = sum(parts.map(({ less }) => less));
  return {
    plan: plan.id,
    currency: plan.currency,
    principal: text(principal),
    to_payer: text(amountOf(form.amount) - principal),
    fee_reduction: "0.00",
    interest_reduction: "0.00",
    closes: parts.length === open(plan).length && parts.every(({ row, less }) => less === row.principal),
    rows: parts
      .sort((a, b) => a.row.n - b.row.n)
      .map(({ row, less }) => ({
        n: row.n,
        due_date: row.due_date,
        before: text(total(row)),
        after: text(total(row) - less),
      })),
  };
}

/** A row as it was typed, or what is wrong with it. */
function typedRow(form: RowForm): { row: Omit<FakeRow, "paid" | "paid_on"> } | { errors: AppError[] } {
  const errors: AppError[] = [];
  const part = (field: "principal" | "interest" | "fee") => {
    const amount = fen(form[field]);
    if (amount === null) errors.push(refuse("amount_invalid", field, { text: form[field] }));
    return amount ?? 0n;
  };
  const row = {
    n: form.n,
    due_date: form.due_date,
    principal: part("principal"),
    interest: part("interest"),
    fee: part("fee"),
  };
  if (!isDate(form.due_date)) errors.push(refuse("date_invalid", "due_date", { text: form.due_date }));
  return errors.length > 0 ? { errors } : { row };
}

export function rowsCheck(plan: FakePlan, forms: RowForm[]): RowsCheck {
  const problems: RowProblem[] = [];
  const expected = sum(plan.rows.map((row) => row.principal));
  let principal = expected;
  const totals: RowsCheck["totals"] = [];
  for (const form of forms) {
    const typed = typedRow(form);
    if ("errors" in typed) {
      problems.push(...typed.errors.map((error) => ({ n: form.n, error })));
      continue;
    }
    const { row } = typed;
    principal += row.principal - (plan.rows.find((each) => each.n === row.n)?.principal ?? 0n);
    totals.push({ n: row.n, total: text(row.principal + row.interest + row.fee) });
  }
  const difference = principal > expected ? principal - expected : expected - principal;
  return {
    problems,
    totals,
    principal: text(principal),
    expected: text(expected),
    difference: difference === 0n ? null : text(difference),
    is_more: principal > expected,
  };
}

export function correctRows(plan: FakePlan, forms: RowForm[]): void {
  const check = rowsCheck(plan, forms);
  const [problem] = check.problems;
  if (problem) stop(problem.error);
  if (check.difference) {
    stop(refuse("rows_mismatch", "rows", { found: check.principal, expected: check.expected }));
  }
  for (const form of forms) {
    const typed = typedRow(form);
    const row = plan.rows.find((each) => each.n === form.n);
    if ("row" in typed && row) Object.assign(row, typed.row, { edited: true });
  }
}
