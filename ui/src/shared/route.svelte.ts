// Where the user is. It lives here, not in the shell, because features link to each other through it.
import type { PlanId } from "../ipc";
import { isDate } from "./format";

export type CalendarView = "month" | "agenda" | "year";
export type AnalysisView = "forecast" | "limits" | "debt" | "costs" | "spending";

export type Route =
  | { name: "overview" }
  /** Without a view: the month. */
  | { name: "calendar"; date: string | null; view?: CalendarView }
  | { name: "plans" }
  | { name: "plan"; id: PlanId }
  | { name: "new" }
  | { name: "accounts" }
  /** Without a view: the repayments. */
  | { name: "records"; view?: "activity" }
  /** Without a view: the forecast. */
  | { name: "analysis"; view?: AnalysisView }
  | { name: "inbox" }
  | { name: "settings" };

export function parseRoute(hash: string): Route {
  const [name = "", rest, view] = hash.replace(/^#\/?/, "").split("/");
  switch (name) {
    case "plans":
      return rest ? { name: "plan", id: decodeURIComponent(rest) } : { name: "plans" };
    case "new":
    case "accounts":
    case "inbox":
    case "settings":
      return { name };
    case "records":
      return rest === "activity" ? { name, view: rest } : { name };
    case "analysis":
      return rest === "limits" || rest === "debt" || rest === "costs" || rest === "spending"
        ? { name, view: rest }
        : { name };
    case "calendar":
      return calendar(rest, view);
    default:
      return { name: "overview" };
  }
}

function calendar(day: string | undefined, view: string | undefined): Route {
  const date = day && isDate(day) ? day : null;
  return view === "agenda" || view === "year" ? { name: "calendar", date, view } : { name: "calendar", date };
}

export function href(route: Route): string {
  switch (route.name) {
    case "calendar":
      if (route.view && route.view !== "month") return `#/calendar/${route.date ?? "today"}/${route.view}`;
      return route.date ? `#/calendar/${route.date}` : "#/calendar";
    case "analysis":
    case "records":
      return route.view ? `#/${route.name}/${route.view}` : `#/${route.name}`;
    case "plan":
      return `#/plans/${encodeURIComponent(route.id)}`;
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
