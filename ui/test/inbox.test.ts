// The inbox: what waits, and everything that can be said to it, by keyboard alone.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { stop } from "../src/ipc/fake/refuse";
import { input, settle, stage, violations, type Stage } from "./stage";

const OVERDUE = "小米分期, due 15 Nov";
const DEBIT = "花呗, due 21 Nov";

const statement = (name: string) => within(screen.getByRole("listitem", { name }));
const names = (heading: string) => {
  const section = screen.getByRole("heading", { name: heading }).closest("section");
  return [...(section?.querySelectorAll("[data-statement]") ?? [])].map((item) =>
    item.getAttribute("aria-label"),
  );
};
const said = () => screen.getByRole("status");

async function press(user: Stage["user"], name: string): Promise<void> {
  screen.getByRole("button", { name }).focus();
  await user.keyboard("{Enter}");
  await settle();
}

/** Opens a menu and chooses one of its commands, with the arrows. */
async function command(user: Stage["user"], menu: string, text: string): Promise<void> {
  await press(user, menu);
  const buttons = within(screen.getByRole("dialog", { name: menu })).getAllByRole("button");
  const place = buttons.findIndex((button) => button.textContent === text);
  expect(place, `${text} in ${menu}`).toBeGreaterThanOrEqual(0);
  buttons[0]?.focus();
  for (let step = 0; step < place; step += 1) await user.keyboard("{ArrowDown}");
  await user.keyboard("{Enter}");
  await settle();
}

async function retype(user: Stage["user"], name: string, text: string): Promise<void> {
  await user.clear(input(name));
  await user.type(input(name), text);
}

describe("what waits", () => {
  test("comes with the overdue first, in words that say how far it is", async () => {
    await stage("#/inbox");
    expect(names("Missed")).toEqual([OVERDUE]);
    expect(names("Waiting for you").slice(0, 1)).toEqual([DEBIT]);
    expect(screen.getByRole("listitem", { name: OVERDUE })).toHaveTextContent("7 days overdue");
    expect(screen.getByRole("listitem", { name: DEBIT })).toHaveTextContent("Debited?");
    expect(screen.getByRole("link", { name: /^Reminders/ })).toHaveTextContent("4");
  });

  test("is paid whole; the next one takes the focus, and undo brings it back", async () => {
    const { user, called } = await stage("#/inbox");
    await press(user, `Mark paid: ${OVERDUE}`);
    expect(called("notice_answer")).toEqual([{ keys: ["p3:4"], answer: "paid" }]);
    expect(said()).toHaveTextContent(`Recorded: ${OVERDUE}, paid`);
    expect(screen.queryByRole("heading", { name: "Missed" })).toBeNull();
    expect(document.activeElement).toHaveAccessibleName(`The debit went through: ${DEBIT}`);
    await press(user, "Undo");
    // It was answered once: nobody has missed it any more.
    expect(names("Waiting for you")).toContain(OVERDUE);
  });

  test("a debit that went through is paid, one that failed is overdue", async () => {
    const { user, called } = await stage("#/inbox");
    await press(user, `The debit failed: ${DEBIT}`);
    expect(called("notice_answer")).toEqual([{ keys: ["p6:1"], answer: "failed" }]);
    expect(screen.getByRole("listitem", { name: DEBIT })).toHaveTextContent("1 day overdue");
    await press(user, "Undo");
    await press(user, `The debit went through: ${DEBIT}`);
    expect(names("Waiting for you")).not.toContain(DEBIT);
  });

  test("a refusal is told, and everything stays", async () => {
    const { user, fake } = await stage("#/inbox");
    fake.answer("notice_answer", () => {
      stop({ code: "storage_full", params: {}, field: null });
    });
    await press(user, `Mark paid: ${OVERDUE}`);
    expect(said()).toHaveTextContent(/disk is full/i);
    expect(names("Missed")).toContain(OVERDUE);
  });

  test("leads to each plan", async () => {
    const { user } = await stage("#/inbox");
    statement(OVERDUE).getByRole("link", { name: "ThinkPad X1 Carbon" }).focus();
    await user.keyboard("{Enter}");
    expect(location.hash).toBe("#/plans/p3");
  });

  test("marked as seen, all at once, nothing is counted any more", async () => {
    const { user } = await stage("#/inbox");
    await press(user, `Got it: ${OVERDUE}`);
    expect(screen.getByRole("link", { name: /^Reminders/ })).toHaveTextContent("3");
    await press(user, "Got all of them");
    expect(screen.getByRole("link", { name: /^Reminders/ })).not.toHaveTextContent(/\d/);
    expect(screen.queryByText("Not seen yet")).not.toBeInTheDocument();
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Waiting for you" }));
  });
});

describe("what was missed", () => {
  test("stands apart, says for how long, and joins the others once it was seen", async () => {
    const { user } = await stage("#/inbox");
    const missed = screen.getByRole("heading", { name: "Missed" }).closest("section");
    expect(missed).toHaveTextContent("Wanted from 15 Nov 09:00 on, these came 19 Nov 19:12, 4 days late");
    await press(user, `Got it: ${OVERDUE}`);
    expect(screen.queryByRole("heading", { name: "Missed" })).toBeNull();
    expect(names("Waiting for you")[0]).toBe(OVERDUE);
  });
});

describe("the keys", () => {
  test("walk over all statements, whichever section they stand in", async () => {
    const { user } = await stage("#/inbox");
    const focused = () => document.activeElement?.closest("[data-statement]")?.getAttribute("aria-label");
    await user.keyboard("{ArrowDown}");
    expect(focused()).toBe(OVERDUE);
    await user.keyboard("j");
    expect(focused()).toBe(DEBIT);
    await user.keyboard("{End}");
    const last = focused();
    await user.keyboard("{ArrowDown}");
    expect(focused()).toBe(last);
    await user.keyboard("{Home}k");
    expect(focused()).toBe(OVERDUE);
    await user.keyboard("{Enter}");
    await settle();
    expect(said()).toHaveTextContent(`Recorded: ${OVERDUE}, paid`);
  });

  test("belong to a menu while it is open", async () => {
    const { user } = await stage("#/inbox");
    await press(user, `Later: ${OVERDUE}`);
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement?.closest("[role=dialog]")).not.toBeNull();
  });
});

describe("putting off", () => {
  test("is ended at once, and the statement waits again", async () => {
    const { user, called } = await stage("#/inbox");
    await command(user, `Later: ${DEBIT}`, "Tomorrow");
    expect(names("Put off")).toEqual([DEBIT]);
    await press(user, `Wake now: ${DEBIT}`);
    expect(called("notice_answer").at(-1)).toEqual({ keys: ["p6:1"], answer: { snooze: "now" } });
    expect(screen.queryByRole("heading", { name: "Put off" })).toBeNull();
    expect(names("Waiting for you")).toContain(DEBIT);
  });

  test("moves a statement below what waits", async () => {
    const { user, called } = await stage("#/inbox");
    await command(user, `Later: ${OVERDUE}`, "Tomorrow");
    expect(called("notice_answer")).toEqual([{ keys: ["p3:4"], answer: { snooze: "tomorrow" } }]);
    expect(names("Waiting for you")).not.toContain(OVERDUE);
    expect(names("Put off")).toEqual([OVERDUE]);
    expect(screen.getByRole("listitem", { name: OVERDUE })).toHaveTextContent("Again tomorrow 09:00");
  });

  test.each(["lang=en", "lang=zh-CN&theme=dark"])("asks for a day and time (%s)", async (query) => {
    const { user, called } = await stage("#/inbox", query);
    const english = query === "lang=en";
    const [menu, pick] = english ? [`Later: ${OVERDUE}`, "Choose a time…"] : ["", "选时间…"];
    const found = screen.getAllByRole("button", { name: english ? menu : /^稍后/ })[0];
    await command(user, found?.getAttribute("aria-label") ?? menu, pick);
    await retype(user, "time", "25:00");
    await user.keyboard("{Enter}");
    await settle();
    expect(input("time")).toHaveAttribute("aria-invalid", "true");
    expect(document.activeElement).toBe(input("time"));
    expect(called("notice_answer")).toEqual([]);
    expect(await violations(screen.getByRole("dialog"))).toEqual([]);

    await retype(user, "date", "2026-11-22");
    await retype(user, "time", "9:30");
    await user.keyboard("{Enter}");
    await settle();
    expect(screen.getByRole("dialog")).toHaveTextContent(english ? "This time is over." : "时间已经过了");

    await retype(user, "date", "2026-11-25");
    await user.keyboard("{Enter}");
    await settle();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(called("notice_answer").at(-1)).toEqual({
      keys: ["p3:4"],
      answer: { snooze: { until: "2026-11-25T09:30:00+08:00" } },
    });
  });
});

describe("pausing", () => {
  test("is said above the list, and ended from there", async () => {
    const { user } = await stage("#/inbox");
    await command(user, "Pause reminders", "For 1 hour");
    expect(screen.getByText(/^Reminders are paused until today 11:00/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Pause reminders" })).not.toBeInTheDocument();
    await press(user, "Resume reminders");
    expect(screen.queryByText(/^Reminders are paused/)).not.toBeInTheDocument();
    await command(user, "Pause reminders", "Until I resume them");
    expect(
      screen.getByText("Reminders are paused: nothing pops up. What is due is still listed here."),
    ).toBeInTheDocument();
  });
});

describe("what surrounds it", () => {
  test("each source of auto-debits is named with its sum and its day", async () => {
    await stage("#/inbox");
    const funding = screen.getByRole("complementary", { name: "Ready for auto-debits" });
    expect(funding).toHaveTextContent("招行卡 ··1234 by 28 Nov");
    expect(funding).toHaveTextContent("小米 15 Pro");
  });

  test("earlier notices come page by page, and a digest says what it stood for", async () => {
    const { user, called } = await stage("#/inbox");
    const earlier = () => screen.getByRole("heading", { name: "Earlier" }).closest("section");
    expect(earlier()).toHaveTextContent("3 instalments need you");
    expect(earlier()).toHaveTextContent("No popup was shown");
    const before = earlier()?.querySelectorAll("time").length ?? 0;
    expect(before).toBe(20);
    await press(user, "Show older ones");
    expect(earlier()?.querySelectorAll("time").length).toBe(40);
    expect(called("inbox").at(-1)).toEqual({ before: null, limit: 40 });
  });

  test("with nothing recorded it says how reminders begin", async () => {
    await stage("#/inbox", "lang=en&empty");
    expect(screen.getByText("No reminders yet")).toBeInTheDocument();
    expect(screen.getByText(/^Add the first plan/)).toBeInTheDocument();
  });
});
