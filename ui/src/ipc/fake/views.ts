// What the fake shows of its plans, in the shapes of the contract.
import type {
  CurrencyTotals,
  DayView,
  DueBrief,
  InstalmentStatus,
  MonthDay,
  PaymentView,
  PlanStatus,
  RowView,
  StatementView,
  Track,
} from "../generated/bindings";
import type { AccountView } from "../generated/bindings";
import type { FakePlan, FakeRow } from "./data";
import { daysFromToday, gridOf } from "./days";

export function text(fen: bigint): string {
  const digits = String(fen).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function fen(typed: string): bigint | null {
  const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(typed.trim().replaceAll(",", ""));
  return match ? BigInt(`${match[1] ?? ""}${(match[2] ?? "").padEnd(2, "0")}`) : null;
}

export const total = (row: FakeRow) => row.principal + row.interest + row.fee;
export const sum = (amounts: bigint[]) => amounts.reduce((all, each) => all + each, 0n);

export function status(row: FakeRow, plan: FakePlan, account: AccountView): InstalmentStatus {
  if (row.paid >= total(row)) return "paid";
  const days = daysFromToday(row.due_date);
  if (days > 0) return "scheduled";
  if (days === 0) return "due";
  if (plan.auto_debit && !row.failed && days >= -2) return "debit_expected";
  return -days <= account.grace_days ? "due" : "overdue";
}

/** Nobody has said yet whether the automatic repayment went through. */
function asksDebit(row: FakeRow, plan: FakePlan): boolean {
  return plan.auto_debit && !row.failed && row.paid < total(row) && daysFromToday(row.due_date) <= 0;
}

export function rowViews(plan: FakePlan, account: AccountView): RowView[] {
  let balance = sum(plan.rows.map((row) => row.principal));
  return plan.rows.map((row) => {
    balance -= row.principal;
    return {
      n: row.n,
      due_date: row.due_date,
      principal: text(row.principal),
      interest: text(row.interest),
      fee: text(row.fee),
      total: text(total(row)),
      paid: text(row.paid),
      remaining: text(total(row) - row.paid),
      balance: text(balance),
      status: status(row, plan, account),
      partly_paid: row.paid > 0n && row.paid < total(row),
      edited: row.edited ?? false,
      paid_on: row.paid >= total(row) ? row.paid_on : null,
      days: daysFromToday(row.due_date),
    };
  });
}

export function track(plan: FakePlan, account: AccountView): Track {
  const largest = plan.rows.reduce((most, row) => (total(row) > most ? total(row) : most), 1n);
  const next = plan.rows.find((row) => row.paid < total(row));
  return {
    cells: plan.rows.map((row) => ({
      status: status(row, plan, account),
      partly_paid: row.paid > 0n && row.paid < total(row),
      next: row === next,
      height: Number((total(row) * 100n) / largest),
    })),
    paid: plan.rows.filter((row) => row.paid >= total(row)).length,
    of: plan.rows.length,
    next_due_date: next?.due_date ?? null,
    next_remaining: next ? text(total(next) - next.paid) : null,
  };
}

export function planStatus(plan: FakePlan, account: AccountView): PlanStatus {
  const all = plan.rows.map((row) => status(row, plan, account));
  if (all.every((each) => each === "paid")) return "settled";
  return all.includes("overdue") ? "overdue" : "active";
}

export function totals(rows: FakeRow[]): PaymentView {
  const interest = sum(rows.map((row) => row.interest));
  const fee = sum(rows.map((row) => row.fee));
  const all = sum(rows.map(total));
  const paid = sum(rows.map((row) => row.paid));
  return {
    principal: text(sum(rows.map((row) => row.principal))),
    interest: text(interest),
    fee: text(fee),
    cost: text(interest + fee),
    total: text(all),
    paid: text(paid),
    remaining: text(all - paid),
  };
}

export interface Due {
  plan: FakePlan;
  row: FakeRow;
  account: AccountView;
}

export function currencyTotals(dues: Due[]): CurrencyTotals[] {
  const currencies = [...new Set(dues.map(({ plan }) => plan.currency))].sort();
  return currencies.map((currency) => {
    const own = dues.filter(({ plan }) => plan.currency === currency);
    const due = sum(own.map(({ row }) => total(row)));
    const paid = sum(own.map(({ row }) => row.paid));
    const late = own.filter(({ row, plan, account }) => status(row, plan, account) === "overdue");
    return {
      currency,
      due: text(due),
      paid: text(paid),
      left: text(due - paid),
      overdue: text(sum(late.map(({ row }) => total(row) - row.paid))),
    };
  });
}

function statements(dues: Due[]): StatementView[] {
  const owners = [...new Set(dues.map(({ account }) => account))];
  return owners.map((account) => {
    const own = dues.filter((due) => due.account === account);
    return {
      account: { id: account.id, name: account.name, marker: account.marker },
      currency: own[0]?.plan.currency ?? account.currency,
      total: text(sum(own.map(({ row }) => total(row)))),
      remaining: text(sum(own.map(({ row }) => total(row) - row.paid))),
      rows: own.map(({ plan, row }) => ({
        plan: plan.id,
        title: plan.title,
        n: row.n,
        of: plan.rows.length,
        total: text(total(row)),
        paid: text(row.paid),
        remaining: text(total(row) - row.paid),
        status: status(row, plan, account),
        partly_paid: row.paid > 0n && row.paid < total(row),
        auto_debit: plan.auto_debit,
        asks_debit: asksDebit(row, plan),
        paid_on: row.paid_on,
        track: track(plan, account),
      })),
    };
  });
}

/** As Rust orders them: overdue, due, to be confirmed, to come, closed. */
export const urgency: InstalmentStatus[] = ["overdue", "due", "debit_expected", "scheduled", "paid", "void"];
const CHIPS = 4;

export function brief({ plan, row, account }: Due): DueBrief {
  return {
    plan: plan.id,
    title: plan.title,
    account: { id: account.id, name: account.name, marker: account.marker },
    currency: plan.currency,
    due_date: row.due_date,
    n: row.n,
    of: plan.rows.length,
    total: text(total(row)),
    remaining: text(total(row) - row.paid),
    status: status(row, plan, account),
    partly_paid: row.paid > 0n && row.paid < total(row),
    auto_debit: plan.auto_debit,
    asks_debit: asksDebit(row, plan),
  };
}

export function monthDays(month: string, dues: Due[]): { days: MonthDay[]; totals: CurrencyTotals[] } {
  const { from, to } = gridOf(month);
  const shown = dues.filter(({ row }) => row.due_date >= from && row.due_date <= to);
  const dates = [...new Set(shown.map(({ row }) => row.due_date))].sort();
  return {
    days: dates.map((date) => {
      const own = shown.filter(({ row }) => row.due_date === date);
      const chips = own
        .map(brief)
        .sort((a, b) => urgency.indexOf(a.status) - urgency.indexOf(b.status))
        .slice(0, CHIPS);
      const more = own.length - chips.length;
      return { date, days: daysFromToday(date), totals: currencyTotals(own), chips, more, planned: [] };
    }),
    totals: currencyTotals(shown.filter(({ row }) => row.due_date.startsWith(month))),
  };
}

export function dayView(date: string, dues: Due[]): DayView {
  const own = dues.filter(({ row }) => row.due_date === date);
  const days = daysFromToday(date);
  return { date, days, totals: currencyTotals(own), statements: statements(own), planned: [] };
}
