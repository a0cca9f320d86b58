import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import type { PayoffChoice, PayoffQuery } from "../src/ipc";
import { parseRoute, href } from "../src/shared/route.svelte";
import { choose, input, list, settle, stage, violations } from "./stage";

const ways = () => within(screen.getByRole("radiogroup", { name: "Ways to pay it off" }));
const asked = (called: (command: string) => unknown[]) =>
  called("payoff").map((args) => (args as { query: PayoffQuery }).query);
const section = (name: string) => within(screen.getByRole("region", { name }));

async function withExtra(amount: string) {
  const staged = await stage("#/payoff");
  await staged.user.type(input("extra"), amount);
  await settle();
  return staged;
}

describe("the ways out of debt", () => {
  test("stand side by side, and follow what is typed", async () => {
    const { user, called } = await stage("#/payoff");
    expect(asked(called)[0]).toEqual({ currency: null, extra: null, roll_over: null });
    expect(ways().getByText("As contracted")).toBeVisible();
    await user.type(input("extra"), "500");
    await settle();
    expect(asked(called).at(-1)).toMatchObject({ extra: "500" });
    expect(section("Steps").getAllByRole("listitem").length).toBeGreaterThan(2);
    await user.click(screen.getByRole("checkbox", { name: /its instalment goes to the next/ }));
    await settle();
    expect(asked(called).at(-1)).toMatchObject({ extra: "500", roll_over: false });
  });

  test("are chosen by keys, and show their own order", async () => {
    const { user } = await withExtra("500");
    const avalanche = ways().getByRole("radio", { name: /Avalanche/ });
    expect(avalanche).toBeChecked();
    avalanche.focus();
    await user.keyboard("{ArrowUp}");
    await settle();
    expect(ways().getByRole("radio", { name: /Snowball/ })).toBeChecked();
  });

  test("say why a plan is left alone, and that a rule was assumed", async () => {
    await withExtra("500");
    const order = section("Order");
    expect(order.getAllByText("0 %: paying early saves nothing.").length).toBeGreaterThan(0);
    expect(screen.getByText(/Ask the lender before you pay/)).toBeVisible();
    expect(order.getAllByRole("img").length).toBeGreaterThan(0);
  });

  test("with what is no amount, keep what there was and say what to mend", async () => {
    const { user } = await withExtra("500");
    await user.clear(input("extra"));
    await user.type(input("extra"), "5x");
    await settle();
    expect(input("extra")).toHaveAccessibleDescription(/5x/);
    expect(screen.getByRole("button", { name: /Plan these/ })).toHaveAttribute("aria-disabled", "true");
  });

  test("with nothing extra, say that nothing is to be done", async () => {
    const { user } = await withExtra("0");
    expect(section("Steps").getByText("Nothing to be paid early: it would save nothing.")).toBeVisible();
    await user.tab();
    expect(screen.queryByRole("button", { name: /Plan th/ })).not.toBeInTheDocument();
  });

  test("are of one currency at a time", async () => {
    const { fake, user, called } = await stage("#/payoff");
    const view = fake.desk.plans()[0];
    expect(view).toBeDefined();
    if (document.querySelector("button[name=currency]") === null) return;
    await choose(user, "currency", "EUR");
    await settle();
    expect(asked(called).at(-1)).toMatchObject({ currency: "EUR", extra: null });
    expect(list("currency")).toHaveTextContent("EUR");
  });

  test("are explained where nothing is owed", async () => {
    await stage("#/payoff", "lang=en&empty");
    expect(screen.getByText("Nothing to pay off")).toBeVisible();
    expect(screen.getByRole("main").textContent).toContain("New plan");
  });
});

describe("what is planned", () => {
  async function planned() {
    const staged = await withExtra("500");
    await staged.user.click(screen.getByRole("button", { name: /Plan these/ }));
    await settle();
    return staged;
  }

  test("is adopted as one action, and said to replace the one before", async () => {
    const { called } = await planned();
    const [args] = called("payoff_adopt") as { choice: PayoffChoice }[];
    expect(args?.choice).toMatchObject({ strategy: "avalanche", query: { extra: "500" } });
    expect(screen.getByText(/^Planned \d+ early payments/)).toBeVisible();
    expect(screen.getByText(/They take the place of the \d+ steps planned so far/)).toBeVisible();
    expect(input("extra").value).toBe("500");
  });

  test("stands on the plan's page, in the day and in the month, and can be dropped", async () => {
    const { user, called, fake } = await planned();
    const view = (await Promise.resolve(fake.calls.at(-1))) && called("payoff_adopt").length;
    expect(view).toBe(1);
    const link = section("Order").getAllByRole("link")[0] as HTMLElement;
    await user.click(link);
    await settle();
    expect(screen.getByRole("heading", { name: "Planned early payments" })).toBeVisible();
    const drop = screen.getAllByRole("button", { name: /^Drop what is planned/ });
    await user.click(drop[0] as HTMLElement);
    await settle();
    expect(called("planned_drop")).toHaveLength(1);
    expect(screen.getAllByRole("button", { name: /^Drop what is planned/ })).toHaveLength(drop.length - 1);
    expect(screen.getByRole("complementary")).toHaveFocus();
    expect(await violations()).toEqual([]);
  });

  test("whose day has come is done in the dialog of the plan, filled in", async () => {
    const { fake, user, called } = await stage("#/overview");
    const plan = fake.desk.plan("p3");
    const entry = {
      plan: plan.id,
      title: plan.title,
      account: plan.account,
      currency: plan.currency,
      on: "2026-11-22",
      days: 0,
      act: "prepay" as const,
      amount: "500.00",
    };
    fake.answer("overview", () => {
      const view = fake.desk.overview();
      return { ...view, action: { ...view.action, planned: [entry] } };
    });
    fake.answer("plan", () => ({ ...plan, planned: [entry] }));
    await fake.changed(["plans"]);
    await settle();
    await user.click(screen.getByRole("button", { name: `Pay… Prepay: ${plan.title}` }));
    await settle();
    expect(screen.getByRole("dialog")).toBeVisible();
    expect(input("amount").value).toBe("500.00");
    expect(location.hash).toBe(`#/plans/${plan.id}`);
    expect(called("quote_prepay").length).toBeGreaterThan(0);
    await user.keyboard("{Escape}");
    await settle();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
});

test("what is planned has an address of its own", () => {
  expect(parseRoute("#/plans/p1/2026-12-10")).toEqual({ name: "plan", id: "p1", planned: "2026-12-10" });
  expect(href({ name: "plan", id: "p1", planned: "2026-12-10" })).toBe("#/plans/p1/2026-12-10");
  expect(parseRoute("#/plans/p1/x")).toEqual({ name: "plan", id: "p1" });
});

test.each(["lang=en", "lang=zh-CN&theme=dark", "lang=en&empty", "lang=zh-CN&crowded"])(
  "nothing of it is out of reach: %s",
  async (query) => {
    const { user } = await stage("#/payoff", query);
    if (!query.includes("empty")) await user.type(input("extra"), "800");
    await settle();
    expect(await violations()).toEqual([]);
  },
);
