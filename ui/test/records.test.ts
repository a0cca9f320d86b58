import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { daysOf } from "../src/features/records/period";
import type { RecordQuery } from "../src/ipc";
import { choose, input, settle, stage } from "./stage";

const rows = () => within(screen.getByRole("region", { name: "Repayments" })).getAllByRole("listitem");
const asked = (called: (command: string) => unknown[]) =>
  called("records").map((args) => (args as { query: RecordQuery }).query);

describe("the repayments", () => {
  test("are listed newest first, with what they went to and where the money came from", async () => {
    await stage("#/records");
    const days = rows().map((row) => within(row).getByText((_, node) => node?.tagName === "TIME"));
    const dates = days.map((day) => day.getAttribute("datetime") ?? "");
    expect(dates.length).toBeGreaterThan(5);
    expect(dates).toEqual(dates.toSorted().toReversed());
    const first = rows().find((row) => row.textContent.includes("小米 15 Pro"));
    expect(first).toHaveTextContent(/小米 15 Pro.*of 12.*小米分期/s);
    expect(within(first as HTMLElement).getByRole("link", { name: "小米 15 Pro" })).toHaveAttribute(
      "href",
      "#/plans/p1",
    );
  });

  test("are picked by account and time", async () => {
    const { user, called } = await stage("#/records");
    const all = rows().length;
    await choose(user, "owner", "京东白条");
    await settle();
    expect(rows().length).toBeLessThan(all);
    for (const row of rows()) expect(row).toHaveTextContent("京东白条");
    await choose(user, "period", "Last month");
    await settle();
    expect(asked(called).at(-1)).toMatchObject({ from: "2026-10-01", to: "2026-10-31", before: null });
    await choose(user, "period", "This month");
    await settle();
    expect(asked(called).at(-1)).toMatchObject({ from: "2026-11-01", to: "2026-11-30" });
  });

  test("that there are none of in a time is said, and another can be chosen", async () => {
    const { user } = await stage("#/records");
    await choose(user, "period", "Last year");
    await settle();
    await choose(user, "owner", "花呗");
    await settle();
    expect(screen.getByText("Nothing was paid in this time.")).toBeVisible();
    await choose(user, "period", "All time");
    await choose(user, "owner", "All accounts");
    await settle();
    expect(rows().length).toBeGreaterThan(5);
  });

  test("come page by page", async () => {
    const { user, called } = await stage("#/records", "lang=en&many=60");
    expect(rows()).toHaveLength(50);
    await user.click(screen.getByRole("button", { name: "Older ones" }));
    await settle();
    expect(rows().length).toBeGreaterThan(50);
    expect(asked(called).at(-1)?.limit).toBeLessThanOrEqual(200);
  });

  test("can be corrected", async () => {
    const { user, called } = await stage("#/records");
    await user.click(screen.getAllByRole("button", { name: /more actions/ })[0] as HTMLElement);
    await user.click(screen.getByRole("button", { name: "Correct…" }));
    await settle();
    const source = input("source");
    await user.clear(source);
    await user.type(source, "工资卡");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await settle();
    expect(called("repayment_correct")[0]).toMatchObject({ form: { source: "工资卡", amount: "" } });
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  test("can be taken back, and the focus stays in the list", async () => {
    const { user, called } = await stage("#/records");
    await user.click(screen.getAllByRole("button", { name: /more actions/ })[0] as HTMLElement);
    await user.click(screen.getByRole("button", { name: "Take it back" }));
    await settle();
    expect(called("repayment_remove")).toHaveLength(1);
    expect(screen.getByRole("region", { name: "Repayments" })).toHaveFocus();
  });

  test("are explained where there are none yet", async () => {
    await stage("#/records", "lang=en&empty");
    expect(screen.getByText("No repayments yet")).toBeVisible();
  });
});

describe("the activity", () => {
  test("is told in words, and says what cannot be undone any more", async () => {
    const { user } = await stage("#/records");
    await user.click(screen.getByRole("radio", { name: "Activity" }));
    await settle();
    expect(location.hash).toBe("#/records/activity");
    const actions = within(screen.getByRole("list", { name: "Activity" })).getAllByRole("listitem");
    expect(actions[0]).toHaveTextContent("记为已还：小米 15 Pro 第 2 期 ¥441.58");
    expect(actions.at(-1)).toHaveTextContent("Too long ago to undo");
  });

  test("is undone and redone step by step", async () => {
    const { user, called } = await stage("#/records/activity");
    await user.click(screen.getByRole("button", { name: /^Undo/ }));
    await user.click(screen.getByRole("button", { name: /^Redo/ }));
    await settle();
    expect([called("undo").length, called("redo").length]).toEqual([1, 1]);
    expect(screen.getByRole("button", { name: /^Redo/ })).toHaveFocus();
  });
});

test("times are whole months and years", () => {
  expect(daysOf("last-month", "2026-03-31")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(daysOf("month", "2028-02-10")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(daysOf("last-month", "2026-01-05")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(daysOf("year", "2026-11-22")).toEqual({ from: "2026-01-01", to: "2026-12-31" });
  expect(daysOf("last-year", "2026-11-22")).toEqual({ from: "2025-01-01", to: "2025-12-31" });
  expect(daysOf("all", "2026-11-22")).toEqual({ from: null, to: null });
});
