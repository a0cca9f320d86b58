import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import {
  axisText,
  every,
  highest,
  isMore,
  place,
  scaleOf,
  stacked,
  type Series,
} from "../src/shared/charts/chart";
import { settle, stage, violations } from "./stage";

const chart = (name: RegExp) => screen.getByRole("img", { name });
const flat = (row: Element) =>
  [...row.children].map((cell) => cell.textContent.replace(/\s+/g, " ").trim()).join(" ");

/** The table of a chart, row by row. */
function table(name: RegExp): string[] {
  const found = screen.getByRole("table", { name });
  return within(found).getAllByRole("row").map(flat);
}

describe("the forecast", () => {
  test("is a chart a currency, said in a sentence", async () => {
    await stage("#/analysis", "lang=en&calm");
    expect(screen.getAllByRole("img", { name: /^Due in the next 12 months/ })).toHaveLength(2);
    expect(chart(/CNY/)).toHaveAccessibleName(
      "Due in the next 12 months, CNY, from November 2026 to October 2027. Highest: December 2026, ¥2,096.31.",
    );
  });

  test("is read month by month with the arrows", async () => {
    const { user } = await stage("#/analysis", "lang=en&calm");
    const [first] = screen.getAllByRole("slider");
    first?.focus();
    await settle();
    expect(first).toHaveAttribute(
      "aria-valuetext",
      expect.stringMatching(/^November 2026: 小米分期 ¥1,163\.08/),
    );
    await user.keyboard("{ArrowRight}");
    expect(first).toHaveAttribute("aria-valuenow", "2");
    expect(first).toHaveAttribute(
      "aria-valuetext",
      expect.stringMatching(/^December 2026: .*Total ¥2,096\.31$/),
    );
    expect(first).toHaveTextContent("December 2026");
    await user.keyboard("{End}");
    expect(first).toHaveAttribute("aria-valuetext", "October 2027: 京东白条 ¥145.29, Total ¥145.29");
    await user.keyboard("{ArrowRight}{Escape}");
    expect(first).toHaveAttribute("aria-valuenow", "12");
    expect(first).not.toHaveTextContent("October 2027");
  });

  test("stands in a table, too", async () => {
    const { user } = await stage("#/analysis", "lang=en&calm");
    expect(table(/CNY/).slice(0, 3)).toEqual([
      "Month 小米分期 京东白条 花呗 备用金 Total",
      "November 2026 1,163.08 0.00 330.28 457.66 1,951.02",
      "December 2026 1,163.08 145.29 330.28 457.66 2,096.31",
    ]);
    const [figures] = screen.getAllByRole("button", { name: "Figures" });
    await user.click(figures as HTMLElement);
    expect(figures).toHaveAttribute("aria-pressed", "true");
    expect(screen.queryByRole("img", { name: /CNY/ })).not.toBeInTheDocument();
    expect(await violations()).toEqual([]);
  });

  test("tells accounts of one colour apart by their texture", async () => {
    await stage("#/analysis", "lang=en&crowded&calm");
    const [legend] = screen.getAllByRole("list");
    const fills = within(legend as HTMLElement)
      .getAllByRole("listitem")
      .map((item) => {
        const swatch = item.querySelector("i");
        return `${swatch?.className} ${swatch?.getAttribute("style")}`;
      });
    expect(fills.length).toBeGreaterThan(10);
    expect(new Set(fills).size).toBe(fills.length);
  });
});

test("the views are in the address, the palette and the navigation", async () => {
  const { user } = await stage("#/analysis");
  expect(screen.getByRole("link", { name: "Analysis" })).toHaveAttribute("aria-current", "page");
  await user.click(screen.getByRole("radio", { name: "Debt" }));
  await settle();
  expect(location.hash).toBe("#/analysis/debt");
  await user.click(screen.getByRole("radio", { name: "Forecast" }));
  await settle();
  expect(location.hash).toBe("#/analysis");
  await user.keyboard("{Control>}k{/Control}");
  await settle();
  expect(screen.getByRole("option", { name: "Analysis" })).toBeInTheDocument();
});

test("limits are drawn as they become free, or as they are used where none is known", async () => {
  await stage("#/analysis/limits", "lang=en&calm");
  expect(table(/小米分期/).slice(0, 2)).toEqual(["Month Free", "Now 3,401.14"]);
  expect(table(/小米分期/).at(-1)).toBe("August 2027 12,000.00");
  expect(table(/备用金/).slice(0, 2)).toEqual(["Month Used", "Now 4,166.68"]);
  expect(screen.getByText("No limit is known: this is what is used")).toBeVisible();
});

test("a debt runs out on the day that is said", async () => {
  await stage("#/analysis/debt", "lang=en&calm");
  expect(screen.getByText("9 September 2028")).toBeVisible();
  const rows = table(/CNY/);
  expect(rows[1]).toBe("Now 18,216.20 16,688.80");
  expect(rows.at(-1)).toBe("September 2028 0.00 0.00");
});

describe("costs", () => {
  test("are those of all plans, with the costliest first", async () => {
    await stage("#/analysis/costs", "lang=en&calm");
    const life = within(screen.getByRole("region", { name: "What all plans cost" }));
    expect(life.getByText("Cost in all").nextElementSibling).toHaveTextContent("¥1,840.08");
    expect(life.getByText(/7 plans, 3 of them free of interest and fees/)).toBeVisible();
    expect(life.getByText(/EUR · 1 plan, free of interest and fees/)).toBeVisible();
    const plans = within(screen.getByRole("region", { name: "What each plan costs" })).getAllByRole("row");
    expect(flat(plans[1] as Element)).toMatch(/^小米 15 Pro 小米分期 +0\.00 700\.08 700\.08 13\.03%$/);
    expect(within(plans[1] as HTMLElement).getByRole("link")).toHaveAttribute("href", "#/plans/p1");
  });

  test("are asked for year by year, to this one", async () => {
    const { called } = await stage("#/analysis/costs", "lang=en");
    expect(called("costs_of_year").map(({ year }) => year)).toEqual([2024, 2025, 2026]);
    expect(table(/Interest and fees paid by year CNY/).at(-1)).toMatch(/^2026 /);
  });

  test("show more plans when asked", async () => {
    const { user, called } = await stage("#/analysis/costs", "lang=en&crowded");
    await user.click(screen.getByRole("button", { name: "Show more" }));
    await settle();
    expect(called("costs").map(({ limit }) => limit)).toEqual([10, 200]);
    expect(screen.queryByRole("button", { name: "Show more" })).not.toBeInTheDocument();
  });
});

describe("spending", () => {
  test("is counted by due day or by purchase day, and says what that means", async () => {
    const { user } = await stage("#/analysis/spending", "lang=en&calm");
    expect(screen.getByText(/Each instalment counts in the month in which it is due/)).toBeVisible();
    expect(table(/CNY/).at(-1)).toBe("December 2026 2,096.31");
    await user.click(screen.getByRole("radio", { name: "By purchase day" }));
    await settle();
    expect(screen.getByText(/Each plan counts as a whole/)).toBeVisible();
    expect(table(/CNY/).find((row) => row.startsWith("August"))).toBe("August 2026 11,491.08");
    expect(table(/CNY/).at(-1)).toBe("December 2026 0.00");
  });

  test("goes from year to year, as far as there is something", async () => {
    const { user, called } = await stage("#/analysis/spending", "lang=en&calm");
    expect(screen.getByRole("button", { name: "Previous year" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Next year" }));
    await settle();
    expect(called("spending").map(({ year }) => year)).toEqual([2026, 2027]);
    expect(screen.getByRole("button", { name: "Next year" })).toHaveFocus();
  });
});

test("hidden amounts are hidden on every view, on the axis too", async () => {
  const { fake, user } = await stage("#/analysis", "lang=en");
  await user.keyboard("{Control>}.{/Control}");
  await fake.changed(["settings"]);
  for (const view of ["Limits", "Debt", "Costs", "Spending", "Forecast"]) {
    await user.click(screen.getByRole("radio", { name: view }));
    await settle();
    const main = screen.getByRole("main");
    // A rate is no amount, nor is what the user called a plan.
    expect(main.textContent.replace(/\d+\.\d+%|备用金 5,000/g, ""), view).not.toMatch(/\d[.,]\d|\dK|\dM/);
    for (const each of within(main).getAllByRole("img"))
      expect(each, view).not.toHaveAccessibleName(expect.stringMatching(/\d[.,]\d/));
    for (const each of within(main).queryAllByRole("slider"))
      expect(each.getAttribute("aria-valuetext"), view).not.toMatch(/\d[.,]\d/);
    if (view === "Costs") continue;
    expect(main, view).toHaveTextContent("••••");
  }
  await user.keyboard("{Control>}.{/Control}");
  await settle();
});

test("there is nothing to analyse without plans", async () => {
  await stage("#/analysis", "lang=en&empty");
  expect(screen.getByText("Nothing to analyse yet")).toBeVisible();
});

describe("what is drawn", () => {
  const series = (key: string, ...amounts: string[]): Series => ({
    key,
    text: key,
    colour: "red",
    texture: 0,
    amounts,
  });

  test("pieces lie upon each other, and hang from nothing where they are below it", () => {
    const pieces = stacked([series("a", "2"), series("b", "-1"), series("c", "0"), series("d", "3")], 0);
    expect(pieces.map(({ series: { key }, from, to }) => [key, from, to])).toEqual([
      ["a", 0, 2],
      ["b", 0, -1],
      ["d", 2, 5],
    ]);
  });

  test("a scale has nothing in it and ends at round numbers", () => {
    expect(scaleOf([1163, 2096], 4)).toMatchObject({ low: 0, high: 2500 });
    expect(scaleOf([-40, 90], 4)).toMatchObject({ low: -50, high: 100 });
    expect(scaleOf([], 4)).toMatchObject({ low: 0, high: 1 });
    expect(place(0, scaleOf([-50, 150], 4))).toBe(25);
    expect(axisText(12_000)).not.toBe("");
  });

  test("amounts are compared digit by digit", () => {
    expect(isMore("10.00", "9.99")).toBe(true);
    expect(isMore("9007199254740993.01", "9007199254740993.00")).toBe(true);
    expect(isMore("-1.00", "0.00")).toBe(false);
    expect(isMore("-1.00", "-2.00")).toBe(true);
    expect(isMore("0.00", "-0.01")).toBe(true);
    expect(isMore("5", "5")).toBe(false);
    expect(highest(["1.00", "3.00", "3.00", "2.00"])).toBe(1);
  });

  test("the axis names as many columns as there is room for", () => {
    expect([every(12, 20), every(24, 20), every(13, 12), every(360, 20)]).toEqual([1, 2, 2, 24]);
  });
});
