// The screens that the navigation, the palette and the keys name, in one order.
import { appState } from "../shared/app-state.svelte";
import type { MessageId } from "../shared/i18n.svelte";
import type { Route } from "../shared/route.svelte";

interface Place {
  to: Route;
  text: MessageId;
  /** A path within 16 × 16. */
  icon: string;
  /** The routes that belong to it. */
  names: Route["name"][];
}

export interface Entry extends Place {
  count?: number | undefined;
  /** What is counted waits for the user. */
  urgent?: boolean;
}

const PLACES: readonly Place[] = [
  {
    to: { name: "overview" },
    text: "nav-overview",
    icon: "M2.5 8 8 3l5.5 5M4 7v6h8V7",
    names: ["overview"],
  },
  {
    to: { name: "calendar", date: null },
    text: "nav-calendar",
    icon: "M3 5h10v8H3zM3 7.5h10M6 3.5v2M10 3.5v2",
    names: ["calendar"],
  },
  {
    to: { name: "plans" },
    text: "nav-plans",
    icon: "M3 4h10M3 8h7M3 12h4",
    names: ["plans", "plan", "new"],
  },
  {
    to: { name: "accounts" },
    text: "nav-accounts",
    icon: "M2.5 5h11v7h-11zM2.5 7.5h11",
    names: ["accounts", "account", "account-form"],
  },
  {
    to: { name: "records" },
    text: "nav-records",
    icon: "M4 2.5h8v11l-2-1.5-2 1.5-2-1.5-2 1.5zM6 5.5h4M6 8h4",
    names: ["records"],
  },
  {
    to: { name: "analysis" },
    text: "nav-analysis",
    icon: "M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6",
    names: ["analysis"],
  },
  {
    to: { name: "payoff" },
    text: "nav-payoff",
    icon: "M2.5 4v9h11M4.5 5.5l3 3 2-1.5 3.5 4.5",
    names: ["payoff"],
  },
  {
    to: { name: "inbox" },
    text: "nav-inbox",
    icon: "M4 11V7.5a4 4 0 0 1 8 0V11l1 1H3zM6.8 14h2.4",
    names: ["inbox"],
  },
  {
    to: { name: "settings" },
    text: "nav-settings",
    icon: "M8 5.5A2.5 2.5 0 1 0 8 10.5 2.5 2.5 0 0 0 8 5.5M8 2.5v1.5M8 12v1.5M2.5 8H4M12 8h1.5",
    names: ["settings", "import"],
  },
];

export function entries(): Entry[] {
  const app = appState();
  const counted: Partial<Record<Route["name"], Pick<Entry, "count" | "urgent">>> = {
    plans: { count: app?.plans },
    accounts: { count: app?.accounts },
    inbox: { count: app?.unseen, urgent: true },
  };
  return PLACES.map((place) => ({ ...place, ...counted[place.to.name] }));
}
