// What the fake says of a plan that is being filled in: other numbers of periods, months, the limit.
import type { AccountView, Income, PeakMonth, PlanForm, Prospect } from "../generated/bindings";
import type { FakePlan, FakeRow } from "./data";
import { addMonths, TODAY } from "./days";
import { rowsOf } from "./terms";
import { fen, text } from "./views";

const total = (row: FakeRow) => row.principal + row.interest + row.fee;
const sum = (amounts: bigint[]) => amounts.reduce((all, each) => all + each, 0n);

type Dues = { date: string; left: bigint }[];

function byMonth(dues: Dues): Map<string, bigint> {
  const months = new Map<string, bigint>();
  for (const { date, left } of dues) {
    months.set(date.slice(0, 7), (months.get(date.slice(0, 7)) ?? 0n) + left);
  }
  return months;
}

function peak(dues: Dues, income: bigint | null): PeakMonth | null {
  let heaviest: [string, bigint] | null = null;
  for (const month of [...byMonth(dues)].sort()) {
    if (month[1] > 0n && (heaviest === null || month[1] > heaviest[1])) heaviest = month;
  }
  if (heaviest === null) return null;
  const share = income ? (heaviest[1] * 1000n + income / 2n) / income : null;
  return {
    month: heaviest[0],
    due: text(heaviest[1]),
    income_percent: share === null ? null : `${share / 10n}.${share % 10n}`,
  };
}

function choices(form: PlanForm, periods: number, dues: Dues): Prospect["choices"] {
  if (form.method === "bullet") return [];
  return [...new Set([3, 6, 12, 24, periods])]
    .sort((a, b) => a - b)
    .map((count) => {
      const rows = rowsOf({ ...form, periods: String(count) }) ?? [];
      const own = rows.map((row) => ({ date: row.due_date, left: total(row) }));
      return {
        periods: count,
        payment: text(rows[0] ? total(rows[0]) : 0n),
        cost: text(sum(rows.map((row) => row.interest + row.fee))),
        nominal_annual_percent: form.method === "interest_free" ? "0.000000" : "13.030112",
        peak: peak([...dues, ...own], null)?.due ?? null,
        chosen: count === periods,
      };
    });
}

function months(dues: Dues, draft: Dues): Prospect["months"] {
  const [before, added] = [byMonth(dues), byMonth(draft)];
  const names = Array.from({ length: 12 }, (_, index) => addMonths(`${TODAY.slice(0, 7)}-01`, index));
  const sums = names.map((date) => {
    const month = date.slice(0, 7);
    return { month, before: before.get(month) ?? 0n, added: added.get(month) ?? 0n };
  });
  const most = sums.reduce(
    (all, each) => (each.before + each.added > all ? each.before + each.added : all),
    1n,
  );
  return sums.map((each) => ({
    month: each.month,
    before: text(each.before),
    added: text(each.added),
    after: text(each.before + each.added),
    before_height: Number((each.before * 100n) / most),
    added_height: Number((each.added * 100n) / most),
  }));
}

function limit(account: AccountView, plans: FakePlan[], financed: bigint): Prospect["limit"] {
  const whole = account.limit === null ? null : fen(account.limit);
  if (whole === null) return null;
  const rows = plans
    .filter((plan) => plan.account === account.id)
    .flatMap((plan) => plan.rows.filter((row) => row.paid < total(row)));
  let free = whole - sum(rows.map((row) => row.principal));
  const now = free;
  const frees: { on: string; principal: string; free: string }[] = [];
  let fitsOn: string | null = null;
  const days = [...new Set(rows.map((row) => row.due_date))].filter((date) => date >= TODAY).sort();
  for (const on of now < financed ? days : []) {
    const freed = sum(rows.filter((row) => row.due_date === on).map((row) => row.principal));
    free += freed;
    frees.push({ on, principal: text(freed), free: text(free) });
    if (free >= financed) {
      fitsOn = on;
      break;
    }
  }
  const over = financed - now;
  return {
    free: now < 0n ? `-${text(-now)}` : text(now),
    left: over > 0n ? null : text(-over),
    over: over > 0n ? text(over) : null,
    frees,
    fits_on: fitsOn,
  };
}

export function prospect(
  form: PlanForm,
  rows: FakeRow[],
  account: AccountView | null,
  plans: FakePlan[],
  income: Income | null,
): Prospect {
  const currency = account?.currency ?? "CNY";
  const dues = plans
    .filter((plan) => plan.currency === currency)
    .flatMap((plan) => plan.rows.map((row) => ({ date: row.due_date, left: total(row) - row.paid })));
  const draft = rows.map((row) => ({ date: row.due_date, left: total(row) }));
  const monthly = income?.currency === currency ? fen(income.amount) : null;
  return {
    choices: choices(form, rows.length, dues),
    months: months(dues, draft),
    before: peak(dues, monthly),
    after: peak([...dues, ...draft], monthly),
    limit: account && limit(account, plans, sum(rows.map((row) => row.principal))),
  };
}
