// What the fake says of where everything stands: the overview, the agenda, a year.
import type {
  AccountView,
  AgendaStatement,
  AgendaView,
  DebtView,
  DueBrief,
  InstalmentStatus,
  LimitNow,
  MonthStrip,
  OverviewView,
  Track,
  YearView,
} from "../generated/bindings";
import { inOwnDecimals } from "./decimals";
import { addDays, addMonths, daysFromToday, TODAY } from "./days";
import { brief, currencyTotals, fen, status, sum, text, total, track, urgency, type Due } from "./views";

export const left = ({ row }: Due) => total(row) - row.paid;
export const isOpen = (due: Due) => left(due) > 0n;
/** Unpaid principal: fees and interest are paid first. */
export const owed = (due: Due) => (due.row.principal < left(due) ? due.row.principal : left(due));
const statusOf = ({ row, plan, account }: Due) => status(row, plan, account);
const byDate = (a: Due, b: Due) => a.row.due_date.localeCompare(b.row.due_date);
const perMille = (part: bigint, whole: bigint) => (whole > 0n ? Number((part * 1000n) / whole) : 0);
const most = (amounts: bigint[]) => amounts.reduce((top, each) => (each > top ? each : top), 0n);

export function groups<K>(dues: Due[], key: (due: Due) => K): [K, Due[]][] {
  const keys = [...new Set(dues.map(key))];
  return keys.map((each) => [each, dues.filter((due) => key(due) === each)]);
}

/** What the user pays at once: all rows of an account on a day. */
const statements = (dues: Due[]) =>
  groups([...dues].sort(byDate), ({ row, account }) => `${row.due_date} ${account.id}`).map(([, own]) => own);

function tracks(rows: DueBrief[], dues: Due[]): Record<string, Track> {
  const named = new Set(rows.map((row) => row.plan));
  const owners = dues.filter(({ plan }) => named.has(plan.id));
  // No currency stands beside a track here: that of its row counts.
  const own = ({ plan, account }: Due) => inOwnDecimals(track(plan, account), plan.currency);
  return Object.fromEntries(owners.map((due) => [due.plan.id, own(due)])) as Record<string, Track>;
}

function strips(dues: Due[]): MonthStrip[] {
  const month = dues.filter(({ row }) => row.due_date.startsWith(TODAY.slice(0, 7)));
  return groups(month, ({ plan }) => plan.currency).map(([currency, own]) => {
    const whole = sum(own.map(({ row }) => total(row)));
    let next = true;
    const segments = statements(own).map((rows) => {
      const due = sum(rows.map(({ row }) => total(row)));
      const worst = rows.map(statusOf).sort((a, b) => urgency.indexOf(a) - urgency.indexOf(b))[0];
      const segment = {
        date: rows[0]?.row.due_date ?? TODAY,
        account: accountRef(rows[0]?.account),
        due: text(due),
        left: text(sum(rows.map(left))),
        status: worst ?? "paid",
        partly_paid: rows.some(({ row }) => row.paid > 0n) && rows.some(isOpen),
        next: false,
        share: Math.max(1, perMille(due, whole)),
      };
      segment.next = next && segment.date >= TODAY && rows.some(isOpen);
      next &&= !segment.next;
      return segment;
    });
    return { currency, segments };
  });
}

export function accountRef(account: AccountView | undefined) {
  return { id: account?.id ?? "", name: account?.name ?? "", marker: account?.marker ?? 1 };
}

export function limits(accounts: AccountView[], open: Due[]): LimitNow[] {
  return accounts.map((account) => {
    const own = open.filter((due) => due.account.id === account.id);
    const occupied = sum(own.map(owed));
    const limit = account.limit === null ? null : (fen(account.limit) ?? 0n);
    const day = own.map(({ row }) => row.due_date).filter((date) => date >= TODAY)[0];
    const freed = own.filter(({ row }) => row.due_date === day).map(owed);
    const free = limit === null ? null : limit - occupied;
    return {
      account: accountRef(account),
      currency: account.currency,
      limit: limit === null ? null : text(limit),
      occupied: text(occupied),
      available: free === null ? null : free < 0n ? `-${text(-free)}` : text(free),
      used: limit === null ? null : Math.min(1000, perMille(occupied, limit)),
      release: day === undefined ? null : { on: day, amount: text(sum(freed)) },
    };
  });
}

export function debts(open: Due[]): DebtView[] {
  return groups(open, ({ plan }) => plan.currency).map(([currency, own]) => {
    const all = sum(own.map(left));
    const principal = sum(own.map(owed));
    return {
      currency,
      left: text(all),
      principal: text(principal),
      cost: text(all - principal),
      free_on: own.at(-1)?.row.due_date ?? "",
    };
  });
}

export function forecast(open: Due[], count = 12): Pick<OverviewView, "forecast" | "by_account"> {
  const months = Array.from({ length: count }, (_, index) =>
    addMonths(`${TODAY.slice(0, 7)}-01`, index).slice(0, 7),
  );
  const of = (dues: Due[], month: string) =>
    sum(dues.filter(({ row }) => row.due_date.startsWith(month)).map(left));
  const currencies = groups(open, ({ plan }) => plan.currency);
  return {
    forecast: {
      today: TODAY,
      earlier: {},
      months: months.map((month) => ({
        month,
        due: Object.fromEntries(
          currencies
            .map(([currency, own]) => [currency, of(own, month)] as const)
            .filter(([, due]) => due > 0n)
            .map(([currency, due]) => [currency, text(due)]),
        ),
      })),
    },
    by_account: groups(open, ({ account }) => account).map(([account, own]) => {
      const all = currencies.find(([currency]) => currency === account.currency)?.[1] ?? [];
      const heaviest = most(months.map((month) => of(all, month)));
      const dues = months.map((month) => of(own, month));
      return {
        account: accountRef(account),
        currency: account.currency,
        earlier: text(sum(own.filter(({ row }) => row.due_date < `${TODAY.slice(0, 7)}-01`).map(left))),
        months: dues.map(text),
        heights: dues.map((due) => perMille(due, heaviest)),
      };
    }),
  };
}

export function overviewOf(accounts: AccountView[], dues: Due[]): OverviewView {
  const open = dues.filter(isOpen).sort(byDate);
  const pressing = open.filter(({ row }) => row.due_date <= TODAY).map(brief);
  const rows = pressing.sort((a, b) => urgency.indexOf(a.status) - urgency.indexOf(b.status)).slice(0, 20);
  const later = open.filter(({ row }) => row.due_date > TODAY);
  const next = later.slice(0, 5).map(brief);
  const many = (wanted: InstalmentStatus) => pressing.filter((row) => row.status === wanted).length;
  return {
    today: TODAY,
    month: TODAY.slice(0, 7),
    totals: currencyTotals(dues.filter(({ row }) => row.due_date.startsWith(TODAY.slice(0, 7)))),
    strips: strips(dues),
    action: {
      overdue_rows: many("overdue"),
      due_rows: many("due"),
      debit_rows: many("debit_expected"),
      rows,
      planned: [],
    },
    next,
    soon_rows: later.filter(({ row }) => row.due_date <= addDays(TODAY, 30)).length,
    tracks: tracks([...rows, ...next], dues),
    ...forecast(open),
    limits: limits(accounts, open),
    debts: debts(open),
  };
}

export function agendaOf(from: string | null, limit: number, dues: Due[]): AgendaView {
  const open = dues.filter((due) => isOpen(due) && due.row.due_date >= (from ?? "")).sort(byDate);
  const last = open[Math.min(limit, open.length) - 1]?.row.due_date;
  const page = open.filter(({ row }) => row.due_date <= (last ?? ""));
  const found = statements(page).map((own): AgendaStatement & { late: boolean } => ({
    late: own.some((due) => statusOf(due) === "overdue"),
    date: own[0]?.row.due_date ?? TODAY,
    days: daysFromToday(own[0]?.row.due_date ?? TODAY),
    account: accountRef(own[0]?.account),
    currency: own[0]?.plan.currency ?? "CNY",
    remaining: text(sum(own.map(left))),
    rows: own.map(brief),
  }));
  const overdue = found.filter((each) => each.late);
  const later = found.filter((each) => !each.late);
  const days = [...new Set(later.map(({ date }) => date))];
  return {
    today: TODAY,
    overdue,
    days: days.map((date) => ({
      date,
      days: daysFromToday(date),
      statements: later.filter((each) => each.date === date),
      planned: [],
    })),
    next: open.find(({ row }) => row.due_date > (last ?? ""))?.row.due_date ?? null,
    totals: currencyTotals(dues.filter((due) => isOpen(due) && due.row.due_date <= (last ?? ""))),
    tracks: tracks(page.map(brief), dues),
  };
}

export function yearOf(year: string, dues: Due[]): YearView {
  const own = dues.filter(({ row }) => row.due_date.startsWith(year)).sort(byDate);
  const days = groups(own, ({ row }) => row.due_date);
  const asked = ([, rows]: [string, Due[]]) => sum(rows.map(({ row }) => total(row)));
  const weights = days.map(asked).sort((a, b) => Number(a - b));
  return {
    year,
    today: TODAY,
    totals: currencyTotals(own),
    months: Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`).map(
      (month) => ({ month, totals: currencyTotals(own.filter(({ row }) => row.due_date.startsWith(month))) }),
    ),
    days: days.map((day) => ({
      date: day[0],
      totals: currencyTotals(day[1]),
      rows: day[1].length,
      open: day[1].filter(isOpen).length,
      level: 1 + Math.floor((weights.indexOf(asked(day)) * 4) / weights.length),
    })),
  };
}
