import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { settle, stage } from "./stage";

const section = (name: string) => within(screen.getByRole("region", { name }));
const lines = (name: string) =>
  section(name)
    .getAllByRole("listitem")
    .map((line) => line.textContent.replace(/\s+/g, " ").trim());

describe("the overview", () => {
  test("is where the window opens", async () => {
    await stage("#/");
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Overview");
    expect(screen.getByRole("link", { name: "Overview" })).toHaveAttribute("aria-current", "page");
    expect(screen.getByText("22 November 2026 · Sunday")).toBeInTheDocument();
  });

  test("says what the month still asks for, apart by currency", async () => {
    await stage("#/", "lang=en&calm");
    const month = screen.getByRole("region", { name: "November at a glance" });
    expect(month).toHaveTextContent(/¥1,951\.02\s*left to pay in November/);
    expect(month).toHaveTextContent(/€144\.75\s*left to pay in November/);
    expect(month).toHaveTextContent(/Overdue\s446\.66/);
  });

  test("draws the month as a track that can be heard", async () => {
    await stage("#/", "lang=en&calm");
    const [strip] = section("November at a glance").getAllByRole("img");
    expect([...(strip?.children ?? [])].map((cell) => cell.classList[0])).toEqual([
      "paid",
      "overdue",
      "debit",
      "next",
      "future",
    ]);
    expect(strip).toHaveAccessibleName(
      expect.stringMatching(/^9 November 京东白条 ¥395\.14 Paid, 15 November 小米分期 ¥446\.66 Overdue/),
    );
  });

  test("puts what is overdue and what is unsure first, then what comes next", async () => {
    await stage("#/", "lang=en&calm");
    expect(lines("First of all")).toEqual([
      expect.stringMatching(/^15 Nov 7 days overdue ThinkPad X1 Carbon 4 of 12/),
      expect.stringMatching(/^21 Nov Debited\? 冬季外套 1 of 3/),
    ]);
    expect(lines("Up next")[0]).toMatch(/^28 Nov in 6 days 小米 15 Pro 3 of 12/);
    expect(screen.getByRole("link", { name: "7 within 30 days" })).toHaveAttribute(
      "href",
      "#/calendar/today/agenda",
    );
  });

  test("a row is paid in place, and the focus stays where the row was", async () => {
    const { user, called } = await stage("#/");
    const pay = section("First of all").getByRole("button", {
      name: "Mark paid: ThinkPad X1 Carbon, instalment 4",
    });
    pay.focus();
    await user.keyboard("{Enter}");
    await settle();
    expect(called("pay")).toEqual([
      { form: { plan: "p3", n: 4, amount: "", paid_on: "2026-11-22", source: "" } },
    ]);
    expect(lines("First of all")).toHaveLength(1);
    expect(document.activeElement).toHaveTextContent("First of all");
    expect(screen.getByRole("button", { name: "Undo" })).toBeInTheDocument();
  });

  test("a debit that went through is confirmed in place", async () => {
    const { user, called } = await stage("#/");
    await user.click(
      screen.getByRole("button", { name: "Did the debit go through? Yes: 冬季外套, instalment 1" }),
    );
    await settle();
    expect(called("debit_confirm")).toEqual([{ plan: "p6", n: 1 }]);
    expect(screen.getByRole("status")).toHaveTextContent("Recorded: 冬季外套, instalment 1 was debited");
    expect(screen.queryByText("Debited?")).not.toBeInTheDocument();
  });

  test("a debit that failed has to be paid by hand from then on", async () => {
    const { user, called } = await stage("#/");
    await user.click(
      screen.getByRole("button", { name: "Did the debit go through? No: 冬季外套, instalment 1" }),
    );
    await settle();
    expect(called("debit_fail")).toEqual([{ plan: "p6", n: 1 }]);
    expect(screen.getByRole("button", { name: "Mark paid: 冬季外套, instalment 1" })).toBeInTheDocument();
    expect(lines("First of all")[1]).toMatch(/1 day overdue/);
  });

  test("the forecast is a table for those who listen, and on demand for all", async () => {
    const { user } = await stage("#/", "lang=en&calm");
    const table = section("Next 12 months").getByRole("table", { name: "Next 12 months CNY" });
    expect(within(table).getAllByRole("row")).toHaveLength(13);
    expect(table).toHaveClass("sr");
    await user.click(screen.getByRole("button", { name: "Figures" }));
    expect(screen.getByRole("table", { name: "Next 12 months CNY" })).not.toHaveClass("sr");
  });

  test("limits say what is free, and what frees more when", async () => {
    await stage("#/", "lang=en&calm");
    expect(lines("Limits")[0]).toBe("小米分期 ¥3,401.14 / 12,000.00 28 Nov frees 658.08");
    expect(lines("Limits")[3]).toBe("备用金 used ¥4,166.68 30 Nov frees 416.66");
  });

  test("an account over its limit says by how much", async () => {
    const { fake } = await stage("#/", "lang=en&calm");
    const view = fake.desk.overview();
    const [first] = view.limits;
    if (first) Object.assign(first, { available: "-250.00", used: 1000 });
    fake.answer("overview", () => view);
    await fake.changed(["plans"]);
    await settle();
    expect(lines("Limits")[0]).toMatch(/over by ¥250\.00/);
  });

  test("what is owed in two currencies is never added up", async () => {
    await stage("#/", "lang=en&calm");
    const debts = section("In all");
    expect(debts.getAllByText("Principal owed")).toHaveLength(2);
    expect(debts.getByText("2028-09-09")).toBeInTheDocument();
  });

  test("a month with nothing due says so", async () => {
    const { fake } = await stage("#/", "lang=en&calm");
    const view = { ...fake.desk.overview(), totals: [], strips: [], next: [] };
    fake.answer("overview", () => view);
    await fake.changed(["plans"]);
    await settle();
    expect(screen.getByText("Nothing is due in November")).toBeInTheDocument();
    expect(screen.getByText("Nothing is due after today.")).toBeInTheDocument();
  });
});

describe("the first start", () => {
  test("shows four ways on, and a plan is one key away", async () => {
    const { user } = await stage("#/", "lang=en&empty");
    const ways = screen.getAllByRole("listitem").map((item) => item.textContent.trim());
    expect(ways).toEqual([
      expect.stringMatching(/^Add the first plan/),
      expect.stringMatching(/^Load sample data/),
      "Import a file…",
      "Restore a backup…",
    ]);
    await user.click(screen.getByRole("button", { name: /^Add the first plan/ }));
    await settle();
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("New plan");
  });

  test("sample data fill the window", async () => {
    const { user, called } = await stage("#/", "lang=zh-CN&empty");
    await user.click(screen.getByRole("button", { name: "载入示例数据" }));
    await settle();
    expect(called("sample_add")).toHaveLength(1);
    expect(screen.getByRole("region", { name: "先处理" })).toHaveTextContent("ThinkPad X1 Carbon");
  });

  test("a backup is rehearsed before it is restored", async () => {
    const { user, called } = await stage("#/", "lang=en&empty");
    await user.click(screen.getByRole("button", { name: "Restore a backup…" }));
    await settle();
    expect(called("restore_rehearse")).toEqual([{ name: null }]);
    const dialog = screen.getByRole("dialog", { name: "Restore this backup?" });
    await user.click(within(dialog).getByRole("button", { name: "Restore" }));
    await settle();
    expect(called("restore")).toHaveLength(1);
  });
});
