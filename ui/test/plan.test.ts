// The page of a plan: what is said before anything is done, and each flow by keyboard alone.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { stop } from "../src/ipc/fake/refuse";
import { input, settle, stage, violations, type Stage } from "./stage";

/** Goes to a control by its name with the keyboard's focus, and presses Enter. */
async function press(user: Stage["user"], name: string | RegExp, role = "button"): Promise<void> {
  screen.getByRole(role, { name }).focus();
  await user.keyboard("{Enter}");
  await settle();
}

/** Opens the menu of a thing and chooses one of its commands by walking to it. */
async function command(user: Stage["user"], menu: string, text: string): Promise<void> {
  await press(user, menu);
  const buttons = within(screen.getByRole("dialog", { name: menu })).getAllByRole("button");
  const place = buttons.findIndex((button) => button.textContent === text);
  expect(place, `${text} in ${menu}`).toBeGreaterThanOrEqual(0);
  buttons[0]?.focus();
  for (let step = 0; step < place; step += 1) await user.keyboard("{ArrowDown}");
  expect(document.activeElement).toHaveTextContent(text);
  await user.keyboard("{Enter}");
  await settle();
}

async function confirm(user: Stage["user"]): Promise<void> {
  await user.keyboard("{Control>}{Enter}{/Control}");
  await settle();
}

const dialog = () => within(screen.getByRole("dialog"));
const said = () => screen.getByRole("status");

describe("the schedule", () => {
  test("shows each figure of a row, and what else can be done with it", async () => {
    const { user } = await stage("#/plans/p3");
    const heads = screen.getAllByRole("columnheader").map((head) => head.textContent);
    expect(heads).toEqual([
      "No.",
      "Due date",
      "Principal",
      "Fee",
      "Due",
      "Paid",
      "Left",
      "Principal left",
      "Status",
    ]);
    await press(user, "Instalment 4: more actions");
    const menu = screen.getByRole("dialog", { name: "Instalment 4: more actions" });
    expect(menu).toHaveTextContent("Paid 0.00 Left 446.66 Principal left 3,333.36");
    await user.keyboard("{Escape}");
    await settle();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Instalment 4: more actions" }));
  });

  test("up and down walk from row to row", async () => {
    const { user } = await stage("#/plans/p3");
    screen.getByRole("button", { name: "Instalment 4: more actions" }).focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toHaveAccessibleName("Instalment 5: more actions");
    screen.getByRole("button", { name: "Mark paid: instalment 5" }).focus();
    await user.keyboard("{ArrowUp}");
    expect(document.activeElement).toHaveAccessibleName("Mark paid: instalment 4");
  });

  test("asks whether an automatic debit went through, and takes either answer", async () => {
    const { user, called } = await stage("#/plans/p6");
    await press(user, "Debit failed: instalment 1");
    expect(called("debit_fail")).toEqual([{ plan: "p6", n: 1 }]);
    expect(said()).toHaveTextContent("冬季外套, instalment 1 was not debited");
    expect(screen.getByText("1 day overdue")).toBeInTheDocument();
    await press(user, "Undo");
    await press(user, "Debit went through: instalment 1");
    expect(called("debit_confirm")).toEqual([{ plan: "p6", n: 1 }]);
    expect(screen.getByText("Paid 21 Nov")).toBeInTheDocument();
  });
});

describe("correcting rows", () => {
  test("says what is missing, what is wrong beside its figure, and keeps what was typed", async () => {
    const { user, called } = await stage("#/plans/p3");
    await command(user, "Instalment 5: more actions", "Correct figures…");
    expect(document.activeElement).toBe(input("principal-5"));
    await user.clear(input("principal-5"));
    await user.type(input("principal-5"), "400.00");
    await settle();
    expect(screen.getByText(/must be ¥5,000.00: ¥16.66 is missing/)).toBeInTheDocument();
    await user.clear(input("fee-5"));
    await user.type(input("fee-5"), "x");
    await settle();
    expect(input("fee-5")).toBeValid();
    await user.tab();
    await settle();
    expect(input("fee-5")).toBeInvalid();
    expect(input("fee-5")).toHaveAccessibleDescription(/“x” is not an amount/);
    await user.clear(input("fee-5"));
    await user.type(input("fee-5"), "25");
    await confirm(user);
    expect(screen.getByRole("alert")).toHaveTextContent("The rows do not add up");
    expect(input("principal-5")).toHaveValue("400.00");
    await command(user, "Instalment 6: more actions", "Correct figures…");
    await user.clear(input("principal-6"));
    await user.type(input("principal-6"), "433.32");
    await settle();
    expect(await violations()).toEqual([]);
    await confirm(user);
    expect(called("rows_correct")).toHaveLength(2);
    expect(said()).toHaveTextContent("Corrected: ThinkPad X1 Carbon");
    expect(screen.getAllByText("Corrected to the contract's figures")).toHaveLength(2);
  });
});

describe("settling early", () => {
  test("is quoted part by part for any day, then done for just that", async () => {
    const { user, called } = await stage("#/plans/p3");
    const card = within(screen.getByRole("region", { name: "Settle early" }));
    expect(card.getByText("To pay in all").nextElementSibling).toHaveTextContent("¥3,810.02");
    expect(card.getByText("Less than paying on").nextElementSibling).toHaveTextContent("¥210.00");
    for (const part of ["Principal left", "Interest", "Fee", "Penalty", "Late fee"]) card.getByText(part);
    await user.clear(input("settle_on"));
    await user.type(input("settle_on"), "2026-12-20");
    await settle();
    expect(card.getByText("To pay in all").nextElementSibling).toHaveTextContent("¥3,840.02");
    await press(user, "Settle…");
    await user.type(input("source"), "招行卡");
    expect(await violations(screen.getByRole("dialog"))).toEqual([]);
    await confirm(user);
    expect(called("settle")).toEqual([{ form: { plan: "p3", on: "2026-12-20", source: "招行卡" } }]);
    expect(said()).toHaveTextContent("Settled: ThinkPad X1 Carbon");
    expect(screen.queryByRole("region", { name: "Settle early" })).toBeNull();
  });

  test("a day that is none stands beside its field once it was left", async () => {
    const { user } = await stage("#/plans/p3");
    await user.clear(input("settle_on"));
    await user.type(input("settle_on"), "2026-1");
    await settle();
    expect(input("settle_on")).toBeValid();
    await user.tab();
    await settle();
    expect(input("settle_on")).toHaveAccessibleDescription(/is not a date/);
  });
});

describe("prepaying", () => {
  test("shows both ways before one is chosen", async () => {
    const { user, called } = await stage("#/plans/p7");
    await press(user, "Prepay a part…");
    await user.type(input("amount"), "1000");
    await settle();
    const ways = within(screen.getByRole("radiogroup", { name: "What becomes of the plan" }));
    expect(ways.getByRole("radio", { name: /Shorter term/ })).toBeChecked();
    expect(ways.getByText("10 → 8")).toBeInTheDocument();
    expect(ways.getByText("10 → 10")).toBeInTheDocument();
    expect(await violations(screen.getByRole("dialog"))).toEqual([]);
    ways.getByRole("radio", { name: /Lower instalments/ }).focus();
    await user.keyboard(" ");
    await confirm(user);
    expect(called("prepay")).toEqual([
      { form: { plan: "p7", amount: "1000", on: "2026-11-22", keeps: "term", source: "" } },
    ]);
    expect(said()).toHaveTextContent("Prepayment recorded");
  });

  test("where it saves nothing it says so, and nothing can be recorded", async () => {
    const { user, called } = await stage("#/plans/p3");
    await press(user, "Prepay a part…");
    await user.type(input("amount"), "100");
    await settle();
    expect(dialog().getByRole("alert")).toHaveTextContent("a prepayment saves nothing");
    await confirm(user);
    expect(called("prepay")).toEqual([]);
  });
});

describe("a refund", () => {
  test("says which rows become less before it is done", async () => {
    const { user, called } = await stage("#/plans/p3");
    await command(user, "More actions", "Refund…");
    await user.type(input("amount"), "500");
    await settle();
    const rows = within(dialog().getByRole("region", { name: "What becomes of each row" }));
    const cells = rows.getAllByRole("row").map((row) => [...row.children].map((cell) => cell.textContent));
    expect(cells.map((row) => row.join(" "))).toEqual([
      "No. Due date Now After",
      "11 2027-06-15 446.66 363.40",
      "12 2027-07-15 446.74 30.00",
    ]);
    expect(await violations(screen.getByRole("dialog"))).toEqual([]);
    await confirm(user);
    expect(called("refund")).toEqual([
      { form: { plan: "p3", amount: "500", on: "2026-11-22", taken: "last_first" } },
    ]);
    expect(said()).toHaveTextContent("Refund recorded: ThinkPad X1 Carbon");
  });

  test("that is too large stands beside the amount", async () => {
    const { user } = await stage("#/plans/p3");
    await command(user, "More actions", "Refund…");
    await user.type(input("amount"), "99999");
    await user.tab();
    await settle();
    expect(input("amount")).toHaveAccessibleDescription(/at most 5000.00/);
  });
});

describe("repayments", () => {
  test("are corrected, and taken back", async () => {
    const { user, called } = await stage("#/plans/p3");
    await command(user, "Repayment of 2026-09-15: more actions", "Correct…");
    expect(input("amount")).toHaveValue("446.66");
    await user.clear(input("paid_on"));
    await user.type(input("paid_on"), "soon");
    await confirm(user);
    expect(input("paid_on")).toHaveAccessibleDescription(/is not a date/);
    expect(document.activeElement).toBe(input("paid_on"));
    await user.clear(input("paid_on"));
    await user.type(input("paid_on"), "2026-09-14");
    await confirm(user);
    expect(called("repayment_correct").at(-1)).toEqual({
      form: { id: "p3-2", amount: "", paid_on: "2026-09-14", source: "招行卡 ··1234" },
    });
    await command(user, "Repayment of 2026-09-14: more actions", "Take it back");
    expect(called("repayment_remove")).toEqual([{ id: "p3-2" }]);
    expect(said()).toHaveTextContent("Took back the repayment of 2026-09-14");
  });
});

describe("the plan itself", () => {
  test("is edited", async () => {
    const { user, called } = await stage("#/plans/p3");
    await press(user, "Edit");
    await user.clear(input("title"));
    await confirm(user);
    expect(input("title")).toHaveAccessibleDescription("Fill this in.");
    await user.type(input("title"), "ThinkPad X1");
    expect(await violations(screen.getByRole("dialog"))).toEqual([]);
    await confirm(user);
    expect(called("plan_edit").at(-1)).toMatchObject({
      form: { title: "ThinkPad X1", merchant: "联想商城" },
    });
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("ThinkPad X1");
  });

  test("is removed only after a question that says it can be undone, and comes back", async () => {
    const { user } = await stage("#/plans/p3");
    await command(user, "More actions", "Remove the plan…");
    expect(screen.getByRole("dialog")).toHaveTextContent("Undo brings everything back.");
    await confirm(user);
    expect(location.hash).toBe("#/plans");
    expect(said()).toHaveTextContent("Removed: ThinkPad X1 Carbon");
    await press(user, "Undo");
    expect(screen.getByText("ThinkPad X1 Carbon")).toBeInTheDocument();
  });

  test("a refused write says why and changes nothing on the screen", async () => {
    const { user, fake } = await stage("#/plans/p3");
    fake.answer("settle", () => {
      stop({ code: "storage_full", params: {}, field: null });
    });
    await press(user, "Settle…");
    await confirm(user);
    expect(dialog().getByRole("alert")).toHaveTextContent("The disk is full.");
    await user.keyboard("{Escape}");
    await settle();
    expect(screen.getByRole("region", { name: "Settle early" })).toBeInTheDocument();
  });
});

describe("paying", () => {
  test("too much says where the rest goes; a part says what stays", async () => {
    const { user, called } = await stage("#/plans/p3");
    await command(user, "Instalment 4: more actions", "Part, or another day…");
    await user.type(input("amount"), "1000");
    await settle();
    expect(
      dialog()
        .getAllByRole("listitem")
        .map((row) => row.textContent.trim().split(/\s+/).join(" ")),
    ).toEqual([
      "Instalment 4 ¥446.66 paid off",
      "Instalment 5 ¥446.66 paid off",
      "Instalment 6 ¥106.68 ¥339.98 left",
    ]);
    expect(await violations(screen.getByRole("dialog"))).toEqual([]);
    await user.clear(input("amount"));
    await user.type(input("amount"), "99999");
    await user.tab();
    await settle();
    expect(input("amount")).toHaveAccessibleDescription(/Only 4020.02 is left/);
    await user.clear(input("amount"));
    await user.type(input("amount"), "400");
    await settle();
    expect(dialog().getByText("¥46.66 of instalment 4 stays to be paid.")).toBeInTheDocument();
    await confirm(user);
    expect(called("pay")).toMatchObject([{ form: { plan: "p3", n: 4, amount: "400" } }]);
  });

  test("a whole statement is shown before it is paid", async () => {
    const { user, called } = await stage("#/plans/p1");
    await command(user, "Instalment 3: more actions", "The whole statement…");
    const rows = dialog()
      .getAllByRole("listitem")
      .map((row) => row.textContent.trim());
    expect(rows).toHaveLength(3);
    expect(rows.at(-1)).toMatch(/^In all/);
    await user.clear(input("paid_on"));
    await user.type(input("paid_on"), "2026-11-20");
    await confirm(user);
    expect(called("pay_statement")).toEqual([
      { form: { account: "a1", due_date: "2026-11-28", paid_on: "2026-11-20", source: "" } },
    ]);
  });
});

describe("the focus stays where something was done", () => {
  const more = (n: number) => screen.getByRole("button", { name: `Instalment ${String(n)}: more actions` });
  const aside = () => screen.getByRole("complementary", { name: "Costs and repayments" });

  test("when a row is marked paid, and its button goes", async () => {
    const { user } = await stage("#/plans/p3");
    await press(user, "Mark paid: instalment 4");
    expect(document.activeElement).toBe(more(4));
  });

  test("when a debit is answered", async () => {
    const { user } = await stage("#/plans/p6");
    await press(user, "Debit failed: instalment 1");
    expect(document.activeElement).toBe(more(1));
  });

  test("when rows were corrected, or are left as they were", async () => {
    const { user } = await stage("#/plans/p3");
    await command(user, "Instalment 5: more actions", "Correct figures…");
    await user.clear(input("fee-5"));
    await user.type(input("fee-5"), "25");
    await confirm(user);
    expect(document.activeElement).toBe(more(5));
    await command(user, "Instalment 6: more actions", "Correct figures…");
    await press(user, "Cancel");
    expect(document.activeElement).toBe(more(6));
  });

  test("when the plan is settled, and what asked for it goes", async () => {
    const { user } = await stage("#/plans/p3");
    await press(user, "Settle…");
    await confirm(user);
    expect(document.activeElement).toBe(aside());
  });

  test("when a repayment is taken back", async () => {
    const { user } = await stage("#/plans/p3");
    await command(user, "Repayment of 2026-09-15: more actions", "Take it back");
    expect(document.activeElement).toBe(aside());
  });
});
