// Sample accounts and plans of the fake. Amounts are in fen, as bigint: the fake is a test double of Rust's sums.
import type { AccountView, Advertised, Origin, Rates } from "../generated/bindings";
import { addDays, addMonths } from "./days";

export interface FakeRow {
  n: number;
  due_date: string;
  principal: bigint;
  interest: bigint;
  fee: bigint;
  paid: bigint;
  paid_on: string | null;
  source?: string | null;
  edited?: boolean;
  /** Its automatic repayment was said to have failed. */
  failed?: boolean;
}

export interface FakePlan {
  id: string;
  account: string;
  origin: Origin;
  title: string;
  merchant: string | null;
  order_no: string | null;
  purchased_on: string;
  currency: string;
  auto_debit: boolean;
  notes: string | null;
  rows: FakeRow[];
  advertised: Advertised | null;
  rates: Rates;
}

const account = (id: string, name: string, marker: number, rest: Partial<AccountView>): AccountView => ({
  id,
  name,
  marker,
  currency: "CNY",
  kind: "store",
  limit: null,
  statement_day: null,
  on_statement_day: "next",
  due: null,
  grace_days: 0,
  auto_debit: false,
  funding_source: null,
  contact: null,
  late_fee: null,
  settlement: null,
  temporary_limits: [],
  archived: false,
  ...rest,
});

export const sampleAccounts: AccountView[] = [
  account("a1", "小米分期", 1, {
    limit: "12000.00",
    due: { day: 28 },
    auto_debit: true,
    funding_source: "招行卡 ··1234",
    contact: "400-100-5678 https://www.mi.com/service",
    temporary_limits: [{ amount: "3000.00", from: "2026-11-01", until: "2026-12-31" }],
    late_fee: { daily_rate: "0.0005", minimum_fee: "1.00" },
    settlement: { policy: "penalty_on_principal", penalty_rate: "0.03", penalty_cap: "500.00" },
  }),
  account("a2", "京东白条", 2, {
    limit: "20000.00",
    statement_day: 1,
    due: { days_after: 8 },
    kind: "bnpl",
    grace_days: 0,
  }),
  account("a3", "花呗", 3, {
    limit: "15000.00",
    kind: "bnpl",
    due: { day: 21 },
    auto_debit: true,
    funding_source: "支付宝",
  }),
  account("a4", "备用金", 4, { kind: "cash_advance", due: { day: 30 }, grace_days: 3 }),
  account("a5", "Klarna", 5, { kind: "bnpl", currency: "EUR", limit: "1500.00", due: { days_after: 14 } }),
];

interface Sketch {
  id: string;
  account: string;
  title: string;
  first: string;
  periods: number;
  principal: bigint;
  fee?: bigint;
  interest?: bigint;
  paid: number;
  rest?: Partial<FakePlan>;
}

/** Principal split evenly, the remainder on the last row; fee and interest the same on each. */
export function spread(
  first: string,
  periods: number,
  principal: bigint,
  fee = 0n,
  interest = 0n,
): FakeRow[] {
  const each = principal / BigInt(periods);
  return Array.from({ length: periods }, (_, index) => ({
    n: index + 1,
    due_date: addMonths(first, index),
    principal: index + 1 === periods ? principal - each * BigInt(periods - 1) : each,
    interest,
    fee,
    paid: 0n,
    paid_on: null,
  }));
}

function sketch({
  id,
  account: owner,
  title,
  first,
  periods,
  principal,
  fee,
  interest,
  paid,
  rest,
}: Sketch): FakePlan {
  const rows = spread(first, periods, principal, fee, interest);
  for (const row of rows.slice(0, paid)) {
    row.paid = row.principal + row.interest + row.fee;
    row.paid_on = addDays(row.due_date, row.n % 3 === 0 ? -2 : 0);
  }
  return {
    id,
    account: owner,
    origin: "purchase",
    title,
    merchant: null,
    order_no: null,
    purchased_on: addMonths(first, -1),
    currency: "CNY",
    auto_debit: false,
    notes: null,
    rows,
    advertised: null,
    rates: { nominal_annual_percent: "0.000000", effective_annual_percent: "0.000000" },
    ...rest,
  };
}

const flat060 = {
  advertised: { rate_percent: "0.60", unit: "period", times: 12, annual_percent: "7.200000" },
  rates: { nominal_annual_percent: "13.030112", effective_annual_percent: "13.837905" },
} as const;

const sketches: Sketch[] = [
  {
    id: "p1",
    account: "a1",
    title: "小米 15 Pro",
    first: "2026-09-28",
    periods: 12,
    principal: 529900n,
    fee: 5834n,
    paid: 2,
    rest: { ...flat060, merchant: "小米商城", order_no: "5260928177431743", auto_debit: true },
  },
  {
    id: "p2",
    account: "a1",
    title: "米家扫地机器人 X20 Max 全能基站自动洗拖布版",
    first: "2026-07-28",
    periods: 6,
    principal: 129900n,
    paid: 4,
    rest: { merchant: "小米商城", auto_debit: true },
  },
  {
    id: "p3",
    account: "a1",
    title: "ThinkPad X1 Carbon",
    first: "2026-08-15",
    periods: 12,
    principal: 500000n,
    fee: 3000n,
    paid: 3,
    rest: { ...flat060, merchant: "联想商城", notes: "发票在邮箱里。\n电池保修到 2028-07。" },
  },
  {
    id: "p4",
    account: "a2",
    title: "洗衣机",
    first: "2026-10-09",
    periods: 24,
    principal: 319900n,
    fee: 1200n,
    paid: 2,
    rest: flat060,
  },
  {
    id: "p5",
    account: "a2",
    title: "人体工学椅",
    first: "2026-06-09",
    periods: 6,
    principal: 149900n,
    paid: 6,
  },
  {
    id: "p6",
    account: "a3",
    title: "冬季外套",
    first: "2026-11-21",
    periods: 3,
    principal: 99084n,
    paid: 0,
    rest: { auto_debit: true },
  },
  {
    id: "p7",
    account: "a4",
    title: "备用金 5,000",
    first: "2026-09-30",
    periods: 12,
    principal: 500000n,
    interest: 4100n,
    paid: 2,
    rest: {
      origin: "cash_advance",
      advertised: { rate_percent: "0.045", unit: "day", times: 365, annual_percent: "16.425000" },
      rates: { nominal_annual_percent: "16.420000", effective_annual_percent: "17.713000" },
    },
  },
  {
    id: "p8",
    account: "a5",
    title: "AirPods Max",
    first: "2026-11-28",
    periods: 4,
    principal: 57900n,
    paid: 0,
    rest: { currency: "EUR" },
  },
  {
    id: "p9",
    account: "a4",
    title: "装修贷",
    first: "2024-11-30",
    periods: 60,
    principal: 12345678900n,
    interest: 4100n,
    paid: 24,
    rest: { origin: "cash_advance", merchant: "银行" },
  },
];

export function samplePlans(): FakePlan[] {
  return sketches.map(sketch);
}

/** Accounts in currencies with no minor unit and with a thousandth, and a plan of each. */
export const otherAccounts: AccountView[] = [
  account("a6", "楽天カード", 5, { kind: "card", currency: "JPY", limit: "500000.00", due: { day: 27 } }),
  account("a7", "NBK Kuwait", 2, { kind: "card", currency: "KWD", limit: "900.00", due: { day: 5 } }),
];

export function otherPlans(): FakePlan[] {
  const other: Sketch[] = [
    {
      id: "p10",
      account: "a6",
      title: "Nintendo Switch 2",
      first: "2026-10-27",
      periods: 10,
      principal: 4998000n,
      fee: 6600n,
      paid: 1,
      rest: { ...flat060, currency: "JPY" },
    },
    {
      id: "p11",
      account: "a7",
      title: "Dyson V15",
      first: "2026-11-05",
      periods: 4,
      principal: 23000n,
      paid: 1,
      rest: { currency: "KWD" },
    },
  ];
  return other.map(sketch);
}

/** Twelve more of everything, under names that are too long. */
export function crowd(): { accounts: AccountView[]; plans: FakePlan[] } {
  const accounts = Array.from({ length: 12 }, (_, index) => {
    const like = sampleAccounts[(index + 1) % sampleAccounts.length] as AccountView;
    const name = `${like.name} 商城联名信用卡分期购物专用账户 ${index + 1}`;
    return { like, account: { ...structuredClone(like), id: `c${index + 1}`, name } };
  });
  return {
    accounts: accounts.map((each) => each.account),
    plans: accounts.flatMap(({ like, account: { id } }) =>
      samplePlans()
        .filter((plan) => plan.account === like.id)
        .map((plan) => ({ ...plan, id: `${plan.id}${id}`, account: id })),
    ),
  };
}

/** Many plans over many years, most of them long settled. */
export function manyPlans(count: number): FakePlan[] {
  return Array.from({ length: count }, (_, index) => {
    const months = index % 240;
    const first = addMonths("2026-12-09", -months);
    const periods = [3, 6, 12, 24][index % 4] ?? 12;
    return sketch({
      id: `m${index}`,
      account: `a${(index % 4) + 1}`,
      title: `${["手机", "耳机", "洗衣机", "Bicycle", "沙发"][index % 5] ?? ""} ${index}`,
      first,
      periods,
      principal: BigInt(19900 + (index % 97) * 1300),
      paid: Math.min(periods, months),
    });
  });
}
