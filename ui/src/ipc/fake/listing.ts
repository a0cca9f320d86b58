// The fake's list of plans: filtered, sorted, searched and page by page.
import type { PlanPage, PlanQuery, PlanSort, PlanSummary } from "../generated/bindings";
import type { FakePlan } from "./data";
import { fen } from "./views";

const orders: Record<PlanSort, (a: PlanSummary, b: PlanSummary) => number> = {
  newest: (a, b) => b.purchased_on.localeCompare(a.purchased_on),
  oldest: (a, b) => a.purchased_on.localeCompare(b.purchased_on),
  next_due: (a, b) => (a.track.next_due_date ?? "9").localeCompare(b.track.next_due_date ?? "9"),
  largest_left: (a, b) => Number((fen(b.remaining) ?? 0n) - (fen(a.remaining) ?? 0n)),
};

function holds(plan: FakePlan, search: string): boolean {
  const texts = [plan.title, plan.merchant, plan.order_no, plan.notes].map((each) => each?.toLowerCase());
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => texts.some((each) => each?.includes(word)));
}

export function pageOf(query: PlanQuery, plans: FakePlan[], summaries: PlanSummary[]): PlanPage {
  const { account = null, status = null, search = "", sort = "newest", offset = 0, limit = 50 } = query;
  const found = new Set(plans.filter((plan) => holds(plan, search)).map((plan) => plan.id));
  const all = summaries.filter(
    (plan) => found.has(plan.id) && (account ?? plan.account.id) === plan.account.id,
  );
  const wanted = all.filter((plan) => (status ?? plan.status) === plan.status).sort(orders[sort]);
  const many = (state: PlanSummary["status"]) => all.filter((plan) => plan.status === state).length;
  return {
    plans: wanted.slice(offset, offset + limit),
    found: wanted.length,
    more: false,
    counts: {
      active: many("active"),
      overdue: many("overdue"),
      settled: many("settled"),
      refunded: many("refunded"),
    },
  };
}
