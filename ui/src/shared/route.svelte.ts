// Where the user is. It lives here, not in the shell, because features link to each other through it.
import type { AccountId, PlanId } from "../ipc";
import { isDate } from "./format";

export type CalendarView = "month" | "agenda" | "year";
export type SettingsView = "general" | "reminders" | "data";
export type AnalysisView = "forecast" | "limits" | "debt" | "costs" | "spending";

export type Route =
  | { name: "overview" }
  /** Without a view: the month. */
  | { name: "calendar"; date: string | null; view?: CalendarView }
  | { name: "plans" }
  /** With a day: what is planned for it is to be done. */
  | { name: "plan"; id: PlanId; planned?: string }
  | { name: "new" }
  | { name: "accounts" }
  | { name: "account"; id: AccountId }
  /** Without an id: a new account. */
  | { name: "account-form"; id: AccountId | null }
  /** Without a view: the repayments. */
  | { name: "records"; view?: "activity" }
  | { name: "payoff" }
  /** Without a view: the forecast. */
  | { name: "analysis"; view?: AnalysisView }
  | { name: "inbox" }
  /** Without a view: the general ones. */
  | { name: "settings"; view?: Exclude<SettingsView, "general"> }
  | { name: "import" }
  /** A chapter of the manual, and a part of it. Without one: the contents. */
  | { name: "help"; chapter?: string; part?: string };

export function parseRoute(hash: string): Route {
  const [name = "", rest, view] = hash.replace(/^#\/?/, "").split("/");
  switch (name) {
    case "plans":
      return rest ? plan(decodeURIComponent(rest), view) : { name: "plans" };
    case "accounts":
      return account(rest, view);
    case "new":
    case "payoff":
    case "inbox":
      return { name };
    case "settings":
      if (rest === "data" && view === "import") return { name: view };
      return rest === "reminders" || rest === "data" ? { name, view: rest } : { name };
    case "records":
      return rest === "activity" ? { name, view: rest } : { name };
    case "analysis":
      return rest === "limits" || rest === "debt" || rest === "costs" || rest === "spending"
        ? { name, view: rest }
        : { name };
    case "calendar":
      return calendar(rest, view);
    case "help":
      return help(rest, view);
    default:
      return { name: "overview" };
  }
}

function plan(id: PlanId, day: string | undefined): Route {
  return day && isDate(day) ? { name: "plan", id, planned: day } : { name: "plan", id };
}

function account(place: string | undefined, view: string | undefined): Route {
  if (!place) return { name: "accounts" };
  if (place === "new") return { name: "account-form", id: null };
  const id = decodeURIComponent(place);
  return view === "edit" ? { name: "account-form", id } : { name: "account", id };
}

function calendar(day: string | undefined, view: string | undefined): Route {
  const date = day && isDate(day) ? day : null;
  return view === "agenda" || view === "year" ? { name: "calendar", date, view } : { name: "calendar", date };
}

function help(chapter: string | undefined, part: string | undefined): Route {
  if (!chapter) return { name: "help" };
  return part ? { name: "help", chapter, part: decodeURIComponent(part) } : { name: "help", chapter };
}

export function href(route: Route): string {
  switch (route.name) {
    case "calendar":
      if (route.view && route.view !== "month") return `#/calendar/${route.date ?? "today"}/${route.view}`;
      return route.date ? `#/calendar/${route.date}` : "#/calendar";
    case "account":
      return `#/accounts/${encodeURIComponent(route.id)}`;
    case "account-form":
      return route.id === null ? "#/accounts/new" : `#/accounts/${encodeURIComponent(route.id)}/edit`;
    case "analysis":
    case "records":
    case "settings":
      return route.view ? `#/${route.name}/${route.view}` : `#/${route.name}`;
    case "import":
      return "#/settings/data/import";
    case "help":
      return ["#/help", route.chapter, route.part && encodeURIComponent(route.part)]
        .filter(Boolean)
        .join("/");
    case "plan":
      return `#/plans/${encodeURIComponent(route.id)}${route.planned ? `/${route.planned}` : ""}`;
    default:
      return `#/${route.name}`;
  }
}

const place = $state<{ route: Route }>({ route: parseRoute(location.hash) });

export function route(): Route {
  return place.route;
}

export function go(next: Route): void {
  location.hash = href(next);
  place.route = next;
}

/** Moves without a new step in the history: walking over days is not worth a Back for each. */
export function replace(next: Route): void {
  history.replaceState(history.state, "", href(next));
  place.route = next;
}

/** Follows Back, Forward and typed addresses. Returns how to stop. */
export function followAddress(): () => void {
  const follow = () => {
    const hash = location.hash;
    if (hash !== href(place.route)) place.route = parseRoute(hash);
  };
  follow();
  window.addEventListener("hashchange", follow);
  return () => window.removeEventListener("hashchange", follow);
}
