import { describe, expect, test } from "vitest";
import { href, parseRoute, type Route } from "../src/shared/route.svelte";

describe("addresses", () => {
  test.each<[string, Route]>([
    ["#/overview", { name: "overview" }],
    ["#/calendar/today/agenda", { name: "calendar", date: null, view: "agenda" }],
    ["#/calendar/2026-11-28/year", { name: "calendar", date: "2026-11-28", view: "year" }],
    ["#/calendar", { name: "calendar", date: null }],
    ["#/calendar/2026-11-28", { name: "calendar", date: "2026-11-28" }],
    ["#/plans", { name: "plans" }],
    ["#/plans/a%2Fb", { name: "plan", id: "a/b" }],
    ["#/new", { name: "new" }],
    ["#/accounts", { name: "accounts" }],
    ["#/accounts/a%2Fb", { name: "account", id: "a/b" }],
    ["#/accounts/a%2Fb/edit", { name: "account-form", id: "a/b" }],
    ["#/accounts/new", { name: "account-form", id: null }],
    ["#/analysis", { name: "analysis" }],
    ["#/analysis/costs", { name: "analysis", view: "costs" }],
    ["#/settings", { name: "settings" }],
    ["#/settings/data", { name: "settings", view: "data" }],
    ["#/settings/data/import", { name: "import" }],
    ["#/help", { name: "help" }],
    ["#/help/cost", { name: "help", chapter: "cost" }],
    ["#/help/cost/%E6%9C%9F", { name: "help", chapter: "cost", part: "期" }],
  ])("%s goes there and back", (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
    expect(href(route)).toBe(hash);
  });

  test.each(["", "#", "#/", "#/nowhere"])("%s falls back to the overview", (hash) =>
    expect(parseRoute(hash)).toEqual({ name: "overview" }),
  );

  test.each(["#/calendar/2026-02-30", "#/calendar/soon", "#/calendar/soon/nowhere"])(
    "%s falls back to the calendar of today",
    (hash) => expect(parseRoute(hash)).toEqual({ name: "calendar", date: null }),
  );
});
