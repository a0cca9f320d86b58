import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { stop } from "../src/ipc/fake/refuse";
import { settle, stage } from "./stage";

const cell = (date: string) => {
  const found = document.querySelector<HTMLElement>(`[data-bits-day][data-value="${date}"]`);
  if (!found) throw new Error(`no cell for ${date}`);
  return found;
};

describe("the month", () => {
  test("shows a chip a row, coloured by status, and the day's total", async () => {
    await stage("#/calendar");
    const look = (date: string) =>
      [...cell(date).querySelectorAll(".chip")].map(
        (chip) => `${chip.classList[1] ?? ""} ${chip.textContent.trim()}`,
      );
    expect(look("2026-11-15")).toEqual([expect.stringMatching(/^over ThinkPad X1 Carbon ?!$/)]);
    expect(look("2026-11-21")).toEqual([expect.stringMatching(/^now 冬季外套 ?\?$/)]);
    expect(look("2026-11-09")[0]).toMatch(/^done 洗衣机 ?✓$/);
    expect(look("2026-11-28")[0]).toBe("idle 小米 15 Pro");
    expect(cell("2026-11-15")).toHaveTextContent("446.66");
    expect(cell("2026-11-22")).toHaveAttribute("aria-current", "date");
  });

  test("days of other months show what is due on them too", async () => {
    await stage("#/calendar/2026-11-01");
    expect(cell("2026-10-28")).toHaveTextContent("小米 15 Pro");
  });

  test("a day says what it holds", async () => {
    await stage("#/calendar");
    expect(cell("2026-11-15")).toHaveAccessibleName(
      "15 November Sunday, ¥446.66 due, ThinkPad X1 Carbon Overdue",
    );
  });

  test("totals stand apart by currency", async () => {
    await stage("#/calendar");
    const header = document.querySelector("header");
    expect(header).toHaveTextContent(/Due\s*¥2,060,000\.31/);
    expect(header).toHaveTextContent(/Due\s*€144\.75/);
    expect(header).toHaveTextContent(/Overdue\s*¥446\.66/);
  });
});

test("the chosen day is asked for apart from its month", async () => {
  const { user, called } = await stage("#/calendar/2026-11-28");
  expect(called("day")).toEqual([{ date: "2026-11-28" }]);
  cell("2026-11-28").focus();
  await user.keyboard("{ArrowRight}");
  await settle();
  expect(called("day").at(-1)).toEqual({ date: "2026-11-29" });
  expect(called("month").length).toBe(1);
  expect(screen.queryByRole("region", { name: "小米分期" })).not.toBeInTheDocument();
});

describe("the keyboard", () => {
  test("PgDn turns the month and asks for it, T comes back to today", async () => {
    const { user, called } = await stage("#/calendar");
    cell("2026-11-22").focus();
    await user.keyboard("{PageDown}");
    await settle();
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("December 2026");
    expect(location.hash).toBe("#/calendar/2026-12-22");
    expect(called("month").map(({ month }) => month)).toEqual(["2026-11", "2026-12"]);
    expect(document.activeElement).toBe(cell("2026-12-22"));
    await user.keyboard("t");
    await settle();
    expect(location.hash).toBe("#/calendar/2026-11-22");
    expect(document.activeElement).toBe(cell("2026-11-22"));
  });

  test("arrows walk days, also into the next month", async () => {
    const { user } = await stage("#/calendar/2026-11-29");
    cell("2026-11-29").focus();
    await user.keyboard("{ArrowRight}");
    await settle();
    expect(location.hash).toBe("#/calendar/2026-11-30");
    await user.keyboard("{ArrowRight}");
    await settle();
    expect(location.hash).toBe("#/calendar/2026-12-01");
    expect(document.activeElement).toBe(cell("2026-12-01"));
    await user.keyboard("{ArrowUp}");
    await settle();
    expect(location.hash).toBe("#/calendar/2026-11-24");
  });

  test("Enter goes to the first action of the day", async () => {
    const { user } = await stage("#/calendar/2026-11-15");
    cell("2026-11-15").focus();
    await user.keyboard("{Enter}");
    await settle();
    expect(document.activeElement).toHaveAccessibleName("Mark paid");
  });

  test("T typed in a field is a letter", async () => {
    const { user } = await stage("#/calendar/2026-11-15");
    await user.click(screen.getByRole("button", { name: "Part…" }));
    await user.type(screen.getByLabelText("Paid from"), "t");
    expect(location.hash).toBe("#/calendar/2026-11-15");
  });
});

describe("paying", () => {
  test("one row: the command says which, and the screen shows what Rust then answers", async () => {
    const { user, called } = await stage("#/calendar/2026-11-15");
    const asked = called("month").length;
    await user.click(screen.getByRole("button", { name: "Mark paid" }));
    await settle();
    expect(called("pay")).toEqual([
      { form: { plan: "p3", n: 4, amount: "", paid_on: "2026-11-22", source: "" } },
    ]);
    expect(called("month").length).toBe(asked + 1);
    expect(cell("2026-11-15").querySelector(".chip")).toHaveClass("done");
    expect(screen.queryByRole("button", { name: "Mark paid" })).not.toBeInTheDocument();
    expect(screen.getByRole("status")).toHaveTextContent("Recorded: ThinkPad X1 Carbon, instalment 4");
  });

  test("two rows of one account are paid as one statement", async () => {
    const { user, called } = await stage("#/calendar/2026-11-28");
    const card = within(screen.getByRole("region", { name: "小米分期" }));
    await user.click(card.getByRole("button", { name: "Mark all paid" }));
    await settle();
    expect(called("pay_statement")).toEqual([
      { form: { account: "a1", due_date: "2026-11-28", paid_on: "2026-11-22", source: "" } },
    ]);
    expect(called("pay")).toEqual([]);
  });

  test("nothing changes on the screen while Rust has not said yes", async () => {
    const { user, fake } = await stage("#/calendar/2026-11-15");
    fake.answer("pay", () => {
      stop({ code: "storage_full", params: {}, field: null });
    });
    await user.click(screen.getByRole("button", { name: "Mark paid" }));
    await settle();
    expect(screen.getByRole("status")).toHaveTextContent("The disk is full.");
    expect(cell("2026-11-15").querySelector(".chip")).toHaveClass("over");
  });

  test("a part that is too much is refused beside the amount, and the text stays", async () => {
    const { user, called } = await stage("#/calendar/2026-11-15");
    await user.click(screen.getByRole("button", { name: "Part…" }));
    const amount = screen.getByLabelText("Amount");
    await user.type(amount, "9999");
    await user.click(screen.getByRole("button", { name: "Record" }));
    await settle();
    expect(amount).toBeInvalid();
    expect(amount).toHaveAccessibleDescription("Only 4020.02 is left to pay. Enter that or less.");
    expect(amount).toHaveValue("9999");
    await user.clear(amount);
    await user.type(amount, "100");
    await user.click(screen.getByRole("button", { name: "Record" }));
    await settle();
    expect(called("pay").at(-1)).toEqual({
      form: { plan: "p3", n: 4, amount: "100", paid_on: "2026-11-22", source: "" },
    });
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(screen.getByRole("region", { name: "小米分期" })).toHaveTextContent("Left 346.66");
  });
});

test("the focus stays in the day when the last part takes its buttons away", async () => {
  const { user } = await stage("#/calendar/2026-11-15");
  screen.getByRole("button", { name: "Part…" }).focus();
  await user.keyboard("{Enter}");
  await settle();
  await user.keyboard("{Control>}{Enter}{/Control}");
  await settle();
  expect(screen.queryByRole("button", { name: "Part…" })).not.toBeInTheDocument();
  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 2, name: /^15 November/ }));
});

describe("confirming a debit", () => {
  test("a day asks whether it went through, and records the answer", async () => {
    const { user, called } = await stage("#/calendar/2026-11-21");
    cell("2026-11-21").focus();
    await user.keyboard("{Enter}");
    await settle();
    expect(document.activeElement).toHaveAccessibleName(
      "Did the debit go through? Yes: 冬季外套, instalment 1",
    );
    await user.keyboard("{Enter}");
    await settle();
    expect(called("debit_confirm")).toEqual([{ plan: "p6", n: 1 }]);
    expect(cell("2026-11-21").querySelector(".chip")).toHaveClass("done");
  });

  test("the question is all there is, until it is answered with no", async () => {
    const { user } = await stage("#/calendar/2026-11-21");
    const panel = within(screen.getByRole("complementary", { name: "Chosen day" }));
    const buttons = () => panel.getAllByRole("button").map((button) => button.textContent.trim());
    expect(buttons()).toEqual(["Yes", "No"]);
    await user.click(panel.getByRole("button", { name: /No: 冬季外套/ }));
    await settle();
    expect(buttons()).toEqual(["Mark paid", "Part…"]);
  });
});

describe("the agenda", () => {
  test("lists what is overdue first, then day by day, with what can be done", async () => {
    const { user, called } = await stage("#/calendar/today/agenda", "lang=en&calm");
    const days = screen.getAllByRole("heading", { level: 2 }).map((each) => each.textContent.trim());
    expect(days.slice(0, 3)).toEqual([
      "Overdue",
      expect.stringMatching(/^21 November/),
      expect.stringMatching(/^28 November/),
    ]);
    await user.click(screen.getAllByRole("button", { name: "Mark all paid" })[0] as HTMLElement);
    await settle();
    expect(called("pay_statement")).toEqual([
      { form: { account: "a1", due_date: "2026-11-28", paid_on: "2026-11-22", source: "" } },
    ]);
    expect(document.activeElement).toHaveAccessibleName("Agenda");
  });

  test("a statement whose rows all ask for their debit cannot be marked paid besides", async () => {
    const { fake } = await stage("#/calendar/today/agenda", "lang=en&calm");
    const all = () => screen.queryAllByRole("button", { name: "Mark all paid" }).length;
    const before = all();
    const view = fake.desk.agenda(null, 50);
    const first = view.days.flatMap((day) => day.statements).find(({ rows }) => rows.length > 1);
    const ask = (of: typeof first) => ({
      ...of,
      rows: of?.rows.map((row) => ({ ...row, asks_debit: true })),
    });
    const days = view.days.map((day) => ({
      ...day,
      statements: day.statements.map((each) => (each === first ? ask(each) : each)),
    }));
    fake.answer("agenda", () => ({ ...view, days }));
    await fake.changed(["plans"]);
    await settle();
    expect(all()).toBe(before - 1);
  });

  test("goes on where it ended", async () => {
    const { user, called } = await stage("#/calendar/today/agenda");
    const days = () => screen.getAllByRole("heading", { level: 2 }).length;
    const before = days();
    await user.click(screen.getByRole("button", { name: "Show more" }));
    await settle();
    expect(called("agenda").some(({ from }) => from !== null)).toBe(true);
    expect(days()).toBeGreaterThan(before);
  });

  test("says what all of it comes to", async () => {
    await stage("#/calendar/today/agenda", "lang=en&calm");
    expect(document.querySelector("header")).toHaveTextContent(/Overdue ¥446\.66/);
  });

  test("nothing left to pay is said", async () => {
    const { fake } = await stage("#/calendar/today/agenda");
    const none = { today: "2026-11-22", overdue: [], days: [], next: null, totals: [], tracks: {} };
    fake.answer("agenda", () => none);
    await fake.changed(["plans"]);
    await settle();
    expect(screen.getByText("Nothing left to pay")).toBeInTheDocument();
  });
});

describe("the year", () => {
  const small = (date: string) => {
    const found = document.querySelector<HTMLElement>(`[data-day="${date}"]`);
    if (!found) throw new Error(`no day ${date}`);
    return found;
  };

  test("shades each day by what it asks for, and says it", async () => {
    await stage("#/calendar/2026-11-28/year", "lang=en&calm");
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("2026");
    expect(small("2026-11-15")).toHaveClass("overdue");
    expect(small("2026-10-09")).toHaveClass("paid");
    expect(small("2026-12-28").className).toMatch(/^due l[1-4]/);
    expect(small("2026-11-15")).toHaveAccessibleName("15 November Sunday, ¥446.66 due, Overdue");
    expect(small("2026-11-16")).toHaveAccessibleName("16 November Monday");
  });

  test("the keyboard walks days, turns years and comes back to today", async () => {
    const { user, called } = await stage("#/calendar/2026-11-28/year");
    small("2026-11-28").focus();
    await user.keyboard("{ArrowDown}");
    await settle();
    expect(document.activeElement).toBe(small("2026-12-05"));
    await user.keyboard("{Home}");
    await settle();
    expect(document.activeElement).toBe(small("2026-12-01"));
    await user.keyboard("{PageDown}");
    await settle();
    expect(called("year").map(({ year }) => year)).toEqual(["2026", "2027"]);
    expect(document.activeElement).toBe(small("2027-12-01"));
    await user.keyboard("t");
    await settle();
    expect(document.activeElement).toBe(small("2026-11-22"));
  });

  test("Enter goes to the day's first action", async () => {
    const { user } = await stage("#/calendar/2026-11-15/year");
    small("2026-11-15").focus();
    await user.keyboard("{Enter}");
    await settle();
    expect(document.activeElement).toHaveAccessibleName("Mark paid");
  });

  test("the switch keeps the day, and the focus", async () => {
    const { user } = await stage("#/calendar/2026-11-28");
    await user.click(screen.getByRole("radio", { name: "Year" }));
    await settle();
    expect(location.hash).toBe("#/calendar/2026-11-28/year");
    expect(document.activeElement).toBe(screen.getByRole("radio", { name: "Year" }));
  });
});

test("a change made elsewhere is fetched", async () => {
  const { fake, called } = await stage("#/calendar");
  const asked = called("month").length;
  await fake.changed(["settings"]);
  await settle();
  expect(called("month").length).toBe(asked);
  await fake.changed(["plans"]);
  await settle();
  expect(called("month").length).toBe(asked + 1);
});
