// What the fake says of what is to come, what plans cost and what was spent.
import type {
  AccountView,
  CostParts,
  CostsView,
  DebtCurve,
  ForecastByAccount,
  LimitView,
  SpendingView,
  YearCosts,
  Years,
} from "../generated/bindings";
import type { FakePlan } from "./data";
import { addMonths, TODAY } from "./days";
import type { FakeDesk } from "./desk";
import { accountRef, debts, forecast, groups, isOpen, left, owed } from "./outlook";
import { sum, text, total, type Due } from "./views";

type Args = Record<string, unknown>;

export function analysisAnswers(desk: FakeDesk): Record<string, (args: Args) => unknown> {
  const books = () => desk.books();
  return {
    forecast: ({ months }) => forecastByAccount(books().dues, months as number),
    limits: () => limitsOf(books().accounts, books().dues),
    debts: () => debtCurves(books().dues),
    costs: ({ limit }) => costsOf(books().dues, books().plans, limit as number),
    costs_of_year: ({ year }) => costsOfYear(books().dues, year as number),
    spending: ({ year }) => spendingOf(books().plans, year as number),
  };
}

const THIS_MONTH = TODAY.slice(0, 7);
const YEAR = Number(TODAY.slice(0, 4));
const next = (month: string) => addMonths(`${month}-01`, 1).slice(0, 7);
const signed = (amount: bigint) => (amount < 0n ? `-${text(-amount)}` : text(amount));

/** This month and those after it to that of a day, this one at least. */
function monthsTo(last: string): string[] {
  const months = [THIS_MONTH];
  for (let month = next(THIS_MONTH); month <= last.slice(0, 7); month = next(month)) months.push(month);
  return months;
}

function forecastByAccount(dues: Due[], months: number): ForecastByAccount {
  const { forecast: all, by_account } = forecast(dues.filter(isOpen), months);
  return { forecast: all, accounts: by_account };
}

function limitsOf(accounts: AccountView[], dues: Due[]): LimitView[] {
  return accounts.map((account) => {
    const own = dues.filter((due) => due.account.id === account.id && isOpen(due));
    const limit = account.limit === null ? null : BigInt(account.limit.replace(".", ""));
    const at = (rows: Due[]) => {
      const occupied = sum(rows.map(owed));
      return { occupied: text(occupied), available: limit === null ? null : signed(limit - occupied) };
    };
    const days = [...new Set(own.map(({ row }) => row.due_date))].sort().filter((day) => day >= TODAY);
    const freeing = [...new Set(days.map((day) => day.slice(0, 7)))];
    return {
      account: accountRef(account),
      currency: account.currency,
      limit: account.limit,
      ...at(own),
      in_force: account.limit,
      releases: days.map((on) => ({ on, ...at(own.filter(({ row }) => row.due_date > on)) })),
      months: freeing.map((month) => ({
        month,
        ...at(own.filter(({ row }) => row.due_date.slice(0, 7) > month)),
      })),
    };
  });
}

function debtCurves(dues: Due[]): DebtCurve[] {
  const open = dues.filter(isOpen).sort((a, b) => a.row.due_date.localeCompare(b.row.due_date));
  return debts(open).map((debt) => {
    const own = open.filter(({ plan }) => plan.currency === debt.currency);
    return {
      ...debt,
      earlier: text(sum(own.filter(({ row }) => row.due_date < TODAY).map(left))),
      months: monthsTo(debt.free_on).map((month) => {
        const later = own.filter(({ row }) => row.due_date.slice(0, 7) > month);
        return { month, left: text(sum(later.map(left))), principal: text(sum(later.map(owed))) };
      }),
    };
  });
}

function parts(interest: bigint, fee: bigint): CostParts {
  return {
    interest: text(interest),
    fee: text(fee),
    penalty: "0.00",
    late_fee: "0.00",
    cost: text(interest + fee),
  };
}

const costOf = ({ rows }: FakePlan) => ({
  interest: sum(rows.map((row) => row.interest)),
  fee: sum(rows.map((row) => row.fee)),
});

function years(plans: FakePlan[]): Years | null {
  const days = plans.flatMap((plan) => [plan.purchased_on, ...plan.rows.map((row) => row.due_date)]);
  const found = days.map((day) => Number(day.slice(0, 4)));
  return found.length === 0 ? null : { first: Math.min(YEAR, ...found), last: Math.max(YEAR, ...found) };
}

function costsOf(dues: Due[], plans: FakePlan[], limit: number): CostsView {
  const owners = new Map(dues.map(({ plan, account }) => [plan.id, account]));
  const found = groups(dues, ({ plan }) => plan.currency).map(([currency, own]) => {
    const of = plans.filter((plan) => plan.currency === currency);
    const costs = of.map((plan) => ({ plan, ...costOf(plan) }));
    const costly = costs
      .filter(({ interest, fee }) => interest + fee > 0n)
      .sort((a, b) => Number(b.interest + b.fee - a.interest - a.fee));
    const principal = sum(own.map(({ row }) => row.principal));
    const [interest, fee] = [sum(costs.map((each) => each.interest)), sum(costs.map((each) => each.fee))];
    const open = own.filter(isOpen);
    return {
      total: {
        currency,
        plans: of.length,
        free_plans: of.length - costly.length,
        principal: text(principal),
        parts: parts(interest, fee),
        to_come: text(sum(open.map(left)) - sum(open.map(owed))),
        back: "0.00",
        saved: "0.00",
        total: text(principal + interest + fee),
      },
      plans: costly.slice(0, limit).map(({ plan, interest: paid, fee: charged }) => ({
        plan: plan.id,
        title: plan.title,
        account: accountRef(owners.get(plan.id)),
        currency,
        principal: text(sum(plan.rows.map((row) => row.principal))),
        parts: parts(paid, charged),
        rates: plan.rates,
      })),
    };
  });
  found.sort((a, b) => a.total.currency.localeCompare(b.total.currency));
  return {
    today: TODAY,
    years: years(plans),
    totals: found.map((each) => each.total),
    plans: found.flatMap((each) => each.plans),
  };
}

function costsOfYear(dues: Due[], year: number): YearCosts {
  const paid = dues.filter(({ row }) => row.paid_on?.startsWith(String(year)));
  const found = groups(paid, ({ plan }) => plan.currency).map(([currency, own]) => {
    const upTo = (amount: bigint, most: bigint) => (amount < most ? amount : most);
    const fee = sum(own.map(({ row }) => upTo(row.paid, row.fee)));
    const interest = sum(own.map(({ row }) => upTo(row.paid - upTo(row.paid, row.fee), row.interest)));
    return [currency, interest + fee, parts(interest, fee)] as const;
  });
  const some = found.filter(([, cost]) => cost > 0n);
  return { year, parts: Object.fromEntries(some.map(([currency, , each]) => [currency, each])) };
}

function spendingOf(plans: FakePlan[], year: number): SpendingView {
  const by = (amounts: { day: string; currency: string; amount: bigint }[], prefix: string) => {
    const own = amounts.filter(({ day }) => day.startsWith(prefix));
    const currencies = [...new Set(own.map(({ currency }) => currency))].sort();
    return Object.fromEntries(
      currencies.map((currency) => {
        const of = own.filter((each) => each.currency === currency);
        return [currency, text(sum(of.map(({ amount }) => amount)))];
      }),
    );
  };
  const due = plans.flatMap(({ currency, rows }) =>
    rows.map((row) => ({ day: row.due_date, currency, amount: total(row) })),
  );
  const bought = plans.map(({ purchased_on, currency, rows }) => ({
    day: purchased_on,
    currency,
    amount: sum(rows.map(total)),
  }));
  const spent = (prefix: string) => ({ by_purchase: by(bought, prefix), by_due: by(due, prefix) });
  const whole = spent(String(year));
  return {
    year,
    today: TODAY,
    years: years(plans),
    currencies: [...new Set([...Object.keys(whole.by_purchase), ...Object.keys(whole.by_due)])].sort(),
    months: Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`).map(
      (month) => ({ month, spent: spent(month) }),
    ),
    total: whole,
  };
}
