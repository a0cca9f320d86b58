// Ways out of debt, as the fake has them: a part is paid each month to the first plan that costs something, on its due
// day. And what is planned, on the screens that show it.
import type {
  Alone,
  AgendaView,
  DayView,
  MonthView,
  OverviewView,
  PayoffChoice,
  PayoffOutcome,
  PayoffPlan,
  PayoffQuery,
  PayoffStep,
  PayoffView,
  PlannedView,
  PlanView,
} from "../generated/bindings";
import { daysFromToday, TODAY } from "./days";
import type { FakeDesk } from "./desk";
import { refuse, stop } from "./refuse";
import { fen, text } from "./views";

type Args = Record<string, unknown>;

export function payoffAnswers(desk: FakeDesk): Record<string, (args: Args) => unknown> {
  const state = new FakePayoff(desk);
  return {
    payoff: ({ query }) => state.view(query as PayoffQuery),
    payoff_adopt: ({ choice }) => state.adopt(choice as PayoffChoice),
    planned_drop: ({ plan, on }) => state.drop(plan as string, on as string),
    plan: ({ id }) => state.plan(desk.plan(id as string)),
    overview: () => state.overview(desk.overview()),
    day: ({ date }) => state.day(desk.day(date as string)),
    month: ({ month }) => state.month(desk.month(month as string)),
    agenda: ({ from, limit }) => state.agenda(desk.agenda(from as string | null, limit as number)),
  };
}

class FakePayoff {
  planned: PlannedView[] = [];
  #extra = 0n;

  constructor(readonly desk: FakeDesk) {}

  view(query: PayoffQuery): PayoffView {
    const extra = query.extra == null ? this.#extra : query.extra.trim() === "" ? 0n : fen(query.extra);
    if (extra === null) return stop(refuse("amount_invalid", "amount", { text: query.extra ?? "" }));
    const open = this.desk.plans().filter((plan) => plan.remaining !== "0.00");
    const currencies = [...new Set(open.map((plan) => plan.currency))].sort();
    const currency = query.currency ?? (currencies.includes("CNY") ? "CNY" : (currencies[0] ?? "CNY"));
    const views = open.filter((plan) => plan.currency === currency).map((plan) => this.desk.plan(plan.id));
    const plans = views.map(payoffPlan);
    const bySize = [...plans.keys()].sort((a, b) => Number(left(plans[a]) - left(plans[b])));
    const byRate = [...bySize].sort((a, b) => rate(plans[b]) - rate(plans[a]));
    return {
      today: TODAY,
      from: "2026-12",
      currency,
      currencies,
      extra: text(extra),
      roll_over: query.roll_over ?? true,
      plans,
      contract: follow(views, plans, [...plans.keys()], 0n),
      snowball: follow(views, plans, bySize, extra),
      avalanche: follow(views, plans, byRate, extra),
      planned: this.planned.filter((each) => each.currency === currency).length,
    };
  }

  adopt({ query, strategy }: PayoffChoice): number {
    const view = this.view(query);
    this.#extra = fen(view.extra) ?? 0n;
    this.planned = view[strategy].steps.flatMap((step) => {
      const plan = view.plans[step.at];
      if (!plan) return [];
      const { plan: id, title, account } = plan;
      const { on, act, amount } = step;
      return [
        { plan: id, title, account, currency: view.currency, on, days: daysFromToday(on), act, amount },
      ];
    });
    return this.planned.length;
  }

  drop(plan: string, on: string): null {
    const gone = this.planned.find((each) => each.plan === plan && each.on === on);
    if (!gone) return stop(refuse("planned_unknown", null, { date: on }));
    this.planned = this.planned.filter((each) => each !== gone);
    return null;
  }

  plan(view: PlanView): PlanView {
    return { ...view, planned: this.planned.filter((each) => each.plan === view.id) };
  }

  overview(view: OverviewView): OverviewView {
    return { ...view, action: { ...view.action, planned: this.planned.filter((each) => each.days <= 0) } };
  }

  #of(date: string): PlannedView[] {
    return this.planned.filter((each) => each.on === date);
  }

  day(view: DayView): DayView {
    return { ...view, planned: this.#of(view.date) };
  }

  month(view: MonthView): MonthView {
    return { ...view, days: view.days.map((day) => ({ ...day, planned: this.#of(day.date) })) };
  }

  agenda(view: AgendaView): AgendaView {
    return { ...view, days: view.days.map((day) => ({ ...day, planned: this.#of(day.date) })) };
  }
}

const left = (plan: PayoffPlan | undefined) => fen(plan?.principal ?? "") ?? 0n;
const rate = (plan: PayoffPlan | undefined) => Number(plan?.rate_percent ?? 0);
const sum = (amounts: bigint[]) => amounts.reduce((all, each) => all + each, 0n);
const isOpen = (row: PlanView["rows"][number]) => row.remaining !== "0.00";

function payoffPlan(view: PlanView): PayoffPlan {
  const open = view.rows.filter(isOpen);
  const interest = open.some((row) => row.interest !== "0.00");
  return {
    plan: view.id,
    title: view.title,
    account: view.account,
    remaining: text(sum(open.map((row) => fen(row.remaining) ?? 0n))),
    principal: text(sum(open.map((row) => fen(row.principal) ?? 0n))),
    rate_percent: interest ? (view.rates.nominal_annual_percent ?? "0.00") : "0.00",
    policy: interest ? "accrued_days_in_period" : "all_remaining_fees",
    assumed: true,
    takes_parts: interest,
    track: view.track,
  };
}

/** Each step saves one in a hundred of what is paid, for each month that is left. */
function follow(views: PlanView[], plans: PayoffPlan[], order: number[], extra: bigint): PayoffOutcome {
  const cost = sum(
    views.flatMap((view) =>
      view.rows.filter(isOpen).map((row) => (fen(row.interest) ?? 0n) + (fen(row.fee) ?? 0n)),
    ),
  );
  const steps: PayoffStep[] = [];
  const first = order.find((at) => plans[at]?.takes_parts);
  const rows = (first === undefined ? [] : (views[first]?.rows ?? [])).filter(
    (row) => isOpen(row) && row.due_date >= "2026-12",
  );
  let owed = sum(rows.map((row) => fen(row.principal) ?? 0n));
  let last = plans[first ?? 0]?.track.of ?? 0;
  rows.forEach((row, index) => {
    owed -= fen(row.principal) ?? 0n;
    if (first === undefined || extra === 0n || owed <= 0n) return;
    const settles = owed <= extra;
    const amount = settles ? owed : extra;
    owed -= amount;
    steps.push({
      on: row.due_date,
      at: first,
      act: settles ? "settle" : "prepay",
      amount: text(amount),
      saved: text((amount * BigInt(rows.length - index)) / 200n),
      charged: settles ? "0.00" : null,
      fewer: 1,
      ends_on: rows.at(-2)?.due_date ?? row.due_date,
    });
    last = row.n;
  });
  const saved = sum(steps.map((step) => fen(step.saved) ?? 0n));
  const acts = (at: number) => steps.length > 0 && at === first;
  const ends = order.map((at) => {
    const end = views[at]?.rows.at(-1)?.due_date ?? TODAY;
    return {
      at,
      on: acts(at) ? (steps.at(-1)?.on ?? end) : end,
      last_row: acts(at) ? last : (plans[at]?.track.of ?? 0),
      alone: acts(at) ? null : whyAlone(plans[at], views[at]),
    };
  });
  return {
    free_on:
      ends
        .map(({ on }) => on)
        .sort()
        .at(-1) ?? null,
    paid: "0.00",
    cost: text(cost - saved),
    saved: text(saved),
    steps,
    plans: ends,
  };
}

function whyAlone(plan: PayoffPlan | undefined, view: PlanView | undefined): Alone {
  if (view?.totals.cost === "0.00") return "free";
  return plan?.takes_parts ? "ends_first" : "unforgiven";
}
