// When to be reminded: in general, of an account, of a plan; and the clock that is asked about.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { choose, input, settle, stage, violations, type Stage } from "./stage";

const form = () => within(screen.getByRole("form", { name: "Reminders in general" }));
const said = () => screen.getByRole("status");

async function press(user: Stage["user"], button: HTMLElement): Promise<void> {
  button.focus();
  await user.keyboard("{Enter}");
  await settle();
}

async function confirm(user: Stage["user"]): Promise<void> {
  await user.keyboard("{Control>}{Enter}{/Control}");
  await settle();
}

describe("the general rules", () => {
  test("days are added and taken away, and saved as they stand", async () => {
    const { user, called } = await stage("#/settings/reminders");
    await user.type(input("offset"), "7{Enter}");
    await settle();
    expect(called("reminder_rules_set")).toEqual([]);
    await press(user, form().getByRole("button", { name: "Remove “1 day before”" }));
    expect(document.activeElement).toBe(input("offset"));
    await user.clear(input("at"));
    await user.type(input("at"), "8：30");
    await confirm(user);
    expect(called("reminder_rules_set")).toEqual([
      {
        subject: "all",
        rules: {
          days_before: [7, 3, 0],
          at: "08:30",
          repeat_overdue: true,
          when_debited: false,
          quiet_from: null,
          quiet_until: null,
        },
      },
    ]);
    expect(said()).toHaveTextContent("Reminder rules saved");
  });

  test("a day too far off is refused beside its field", async () => {
    const { user } = await stage("#/settings/reminders");
    await user.type(input("offset"), "61{Enter}");
    await settle();
    expect(input("offset")).toHaveAttribute("aria-invalid", "true");
    expect(input("offset")).toHaveValue("61");
  });

  test("a time that is none is refused beside its field, and stays as it was typed", async () => {
    const { user } = await stage("#/settings/reminders");
    await user.click(form().getByRole("checkbox", { name: /^Quiet hours/ }));
    await user.clear(input("quiet_until"));
    await user.type(input("quiet_until"), "8 am");
    await confirm(user);
    expect(input("quiet_until")).toHaveAttribute("aria-invalid", "true");
    expect(document.activeElement).toBe(input("quiet_until"));
    expect(input("quiet_until")).toHaveValue("8 am");
    expect(form().getByText("Write the time as 09:00.")).toBeInTheDocument();
  });

  test("what comes of them is listed", async () => {
    await stage("#/settings/reminders");
    const coming = screen.getByRole("list", { name: "The next reminders" });
    expect(within(coming).getAllByRole("listitem")).toHaveLength(10);
  });
});

describe("own rules", () => {
  test("an account is given its own, and takes the general ones back", async () => {
    const { user, called } = await stage("#/settings/reminders");
    await choose(user, "rules-account", "京东白条");
    expect(screen.getByRole("dialog")).toHaveTextContent("The general rules apply so far.");
    expect(await violations(screen.getByRole("dialog"))).toEqual([]);
    const dialog = within(screen.getByRole("dialog"));
    await press(user, dialog.getByRole("button", { name: "Remove “3 days before”" }));
    await confirm(user);
    expect(called("reminder_rules_set")[0]).toMatchObject({
      subject: { account: "a2" },
      rules: { days_before: [1, 0] },
    });
    await press(user, screen.getByRole("button", { name: "Use the general rules: 京东白条" }));
    expect(said()).toHaveTextContent("京东白条 follows the general rules again");
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "With their own rules" }));
  });

  test("a plan is given its own on its page", async () => {
    const { user, called } = await stage("#/plans/p1");
    await press(user, screen.getByRole("button", { name: "More actions" }));
    await press(user, screen.getByRole("button", { name: "Reminders…" }));
    expect(screen.getByRole("dialog")).toHaveTextContent("Reminders: 小米 15 Pro");
    await user.click(screen.getByRole("checkbox", { name: "Every day while overdue" }));
    await confirm(user);
    expect(called("reminder_rules_set")[0]).toMatchObject({
      subject: { plan: "p1" },
      rules: { repeat_overdue: false },
    });
  });
});

describe("a clock that is not believed", () => {
  test("is asked about on every screen, once", async () => {
    const { user, called } = await stage("#/plans", "lang=en&doubt");
    const button = screen.getByRole("button", { name: /clock is right/i });
    await press(user, button);
    expect(called("clock_confirm")).toHaveLength(1);
    expect(screen.queryByRole("button", { name: /clock is right/i })).not.toBeInTheDocument();
  });
});
