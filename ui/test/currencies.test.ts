import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { settle, stage, violations } from "./stage";

/** Of yuan, euro, yen and dinar: what stands there of each, with its own decimals. */
const AMOUNTS = {
  CNY: /(?<!JP)¥[\d,]+\.\d{2}(?!\d)/,
  EUR: /€[\d,]+\.\d{2}(?!\d)/,
  JPY: /JP¥[\d,]+(?![\d.])/,
  KWD: /KWD\u00a0[\d,]+\.\d{3}(?!\d)/,
};

const screens = [
  "#/overview",
  "#/calendar",
  "#/calendar/2026-11-28/agenda",
  "#/calendar/2026-11-28/year",
  "#/plans",
  "#/accounts",
  "#/records",
  "#/inbox",
  "#/analysis",
  "#/analysis/limits",
  "#/analysis/debt",
  "#/analysis/costs",
  "#/analysis/spending",
];

/** Euro and dinars are owed from later on, or cost nothing: there is no amount of them on these. */
const WITHOUT: Partial<Record<string, (keyof typeof AMOUNTS)[]>> = {
  "#/records": ["EUR"],
  "#/inbox": ["KWD"],
  "#/analysis/costs": ["EUR", "KWD"],
};

describe.each(["lang=en", "lang=zh-CN&theme=dark"])("four currencies with %s", (look) => {
  test.each(screens)("stand each by itself on %s", async (hash) => {
    await stage(hash, `${look}&calm&currencies`);
    const main = screen.getByRole("main");
    const seen = [...main.querySelectorAll(".amount")].map((each) => each.textContent);
    const heard = [...main.querySelectorAll("[aria-label]")].map((each) => each.getAttribute("aria-label"));
    const said = [...seen, ...heard].join(" ; ");
    for (const [currency, shape] of Object.entries(AMOUNTS)) {
      if (WITHOUT[hash]?.includes(currency as keyof typeof AMOUNTS)) continue;
      expect(said, currency).toMatch(shape);
    }
    expect(said, "a yen has no decimals").not.toMatch(/JP¥[\d,]+\.\d/);
    expect(said, "a dinar has three").not.toMatch(/KWD\u00a0[\d,]+(\.\d{1,2})?(?![\d.,])/);
    expect(await violations()).toEqual([]);
  });
});

test("a chart, its table and its reading are of one currency", async () => {
  const { user } = await stage("#/analysis", "lang=en&calm&currencies");
  const yen = screen.getByRole("table", { name: /JPY/ });
  expect(within(yen).getAllByRole("row")[1]).toHaveTextContent("November 20265,064");
  const readers = screen.getAllByRole("slider");
  expect(readers).toHaveLength(4);
  readers[3]?.focus();
  await settle();
  await user.keyboard("{ArrowRight}");
  expect(readers[3]).toHaveAttribute("aria-valuetext", "December 2026: NBK Kuwait KWD\u00a057.500");
});

test("a day with one currency among days with others says which", async () => {
  await stage("#/calendar", "lang=en&calm&currencies");
  const [day] = screen.getAllByText(
    (_, node) => node?.tagName === "B" && node.textContent.trim() === "JP¥5,064",
  );
  expect(day).toBeInTheDocument();
});
