import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { stop } from "../src/ipc/fake/refuse";
import { choose, input, settle, stage } from "./stage";

describe("the preview", () => {
  test("follows each keystroke", async () => {
    const { user, called } = await stage("#/new");
    await user.type(input("price"), "1200");
    await settle();
    const preview = screen.getByRole("region", { name: "Preview" });
    expect(preview).toHaveTextContent("¥100.00 each · 12 periods");
    await user.clear(input("periods"));
    await user.type(input("periods"), "6");
    await settle();
    expect(preview).toHaveTextContent("¥200.00 each · 6 periods");
    expect(called("plan_preview").at(-1)).toMatchObject({ form: { price: "1200", periods: "6" } });
  });

  test("keeps the last good schedule, dimmed, while the terms make none", async () => {
    const { user } = await stage("#/new");
    await user.type(input("price"), "1200");
    await settle();
    const preview = screen.getByRole("region", { name: "Preview" });
    expect(preview).not.toHaveClass("stale");
    await user.type(input("price"), "x");
    await settle();
    expect(preview).toHaveClass("stale");
    expect(preview).toHaveTextContent("¥100.00");
  });

  test("an answer that comes late does not overwrite a newer one", async () => {
    const { user, fake } = await stage("#/new");
    const real = fake.desk;
    let first = true;
    fake.answer("plan_preview", ({ form }) => {
      const answer = real.planPreview(form as Parameters<typeof real.planPreview>[0]);
      if (!first) return answer;
      first = false;
      return new Promise((done) => setTimeout(() => done(answer), 30));
    });
    await user.type(input("price"), "12");
    await new Promise((done) => setTimeout(done, 60));
    await settle();
    expect(screen.getByRole("region", { name: "Preview" })).toHaveTextContent("¥1.00 each");
  });
});

describe("errors", () => {
  test("stand beside a field only once it was typed in and left", async () => {
    const { user } = await stage("#/new");
    await settle();
    expect(document.querySelector("[aria-invalid]")).toBeNull();
    await user.type(input("price"), "abc");
    await settle();
    expect(input("price")).toBeValid();
    await user.tab();
    await settle();
    expect(input("price")).toBeInvalid();
    expect(input("price")).toHaveAccessibleDescription(
      "“abc” is not an amount. Write it in digits, like 5299.00.",
    );
    expect(input("title")).toBeValid();
  });

  test("all show once a save was tried, and the first one has the focus", async () => {
    const { user } = await stage("#/new");
    await user.click(screen.getByRole("button", { name: /^Save/ }));
    await settle();
    expect(input("title")).toBeInvalid();
    expect(input("price")).toBeInvalid();
    expect(document.activeElement).toBe(input("title"));
  });
});

describe("saving", () => {
  test("sends exactly what was typed, then opens the plan", async () => {
    const { user, called } = await stage("#/new");
    await user.type(input("title"), "小米 15 Pro");
    await choose(user, "account", "小米分期");
    await user.type(input("price"), "5,299.00");
    await user.click(screen.getByRole("radio", { name: "Period fee" }));
    await user.type(input("rate_percent"), "0.60");
    await user.clear(input("purchased_on"));
    await user.type(input("purchased_on"), "2026-11-20");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await settle();
    expect(called("plan_add")).toEqual([
      {
        form: {
          origin: "purchase",
          title: "小米 15 Pro",
          account: "a1",
          merchant: "",
          order_no: "",
          purchased_on: "2026-11-20",
          price: "5,299.00",
          down_payment: "",
          method: "flat_per_period",
          periods: "12",
          frequency: "monthly",
          rate_percent: "0.60",
          rate_unit: "period",
          payment: "",
          first_due_date: "2026-12-28",
          auto_debit: true,
          notes: "",
          past_rows_paid: false,
          paid_rows: "",
        },
      },
    ]);
    expect(location.hash).toMatch(/^#\/plans\/p\d+$/);
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("小米 15 Pro");
    expect(screen.getByRole("status")).toHaveTextContent("Saved: 小米 15 Pro");
  });

  test("a save that fails keeps every word and says why", async () => {
    const { user, fake } = await stage("#/new");
    await user.type(input("title"), "小米 15 Pro");
    await choose(user, "account", "小米分期");
    await user.type(input("price"), "5299.00");
    fake.answer("plan_add", () => {
      stop({ code: "storage_full", params: {}, field: null });
    });
    await user.click(screen.getByRole("button", { name: /^Save/ }));
    await settle();
    expect(screen.getByRole("alert")).toHaveTextContent("The disk is full.");
    expect(location.hash).toBe("#/new");
    expect(input("title")).toHaveValue("小米 15 Pro");
    expect(input("price")).toHaveValue("5299.00");
  });

  test("Enter that only ends a composition saves nothing", async () => {
    const { called } = await stage("#/new");
    const swallowed = !(await fireEvent.keyDown(input("title"), {
      key: "Enter",
      isComposing: true,
      ctrlKey: true,
    }));
    await settle();
    expect(swallowed).toBe(true);
    expect(called("plan_add")).toEqual([]);
  });
});

describe("what the method asks for", () => {
  test("rates only in units that the method knows", async () => {
    const { user } = await stage("#/new");
    expect(document.querySelector("[name=rate_percent]")).toBeNull();
    await user.click(screen.getByRole("radio", { name: "Annuity" }));
    const unit = () => screen.queryByRole("combobox", { name: "Counted" });
    expect([...(unit()?.querySelectorAll("option") ?? [])].map((each) => each.value)).toEqual([
      "day",
      "period",
      "year",
    ]);
    await user.click(screen.getByRole("radio", { name: "More" }));
    expect(unit()).toBeNull();
    expect(input("rate_percent").parentElement).toHaveTextContent("% in all");
  });

  test("a cash advance starts as an annuity by the day, without a down payment", async () => {
    const { user, called } = await stage("#/new");
    await user.click(screen.getByRole("radio", { name: "Cash advance or loan" }));
    await settle();
    expect(called("plan_preview").at(-1)).toMatchObject({
      form: { origin: "cash_advance", method: "equal_instalment", rate_unit: "day" },
    });
    expect(document.querySelector("[name=down_payment]")).toBeNull();
    expect(screen.getByLabelText("Amount lent")).toBe(input("price"));
    await user.click(screen.getByRole("radio", { name: "Purchase" }));
    await settle();
    expect(called("plan_preview").at(-1)).toMatchObject({ form: { method: "interest_free" } });
  });

  test("due dates may be thirty days apart", async () => {
    const { user, called } = await stage("#/new");
    await user.type(input("price"), "1200");
    await choose(user, "frequency", "30 days");
    expect(called("plan_preview").at(-1)).toMatchObject({ form: { frequency: "thirty_days" } });
    const dates = screen.getAllByText(/^2027-\d\d-\d\d$/).map((date) => date.textContent);
    expect(dates.slice(0, 2)).toEqual(["2027-01-21", "2027-02-20"]);
  });

  test("rows that are past ask whether they were paid", async () => {
    const { user, called } = await stage("#/new");
    await user.type(input("price"), "1200");
    await settle();
    expect(screen.queryByLabelText(/paid already/)).toBeNull();
    await user.clear(input("first_due_date"));
    await user.type(input("first_due_date"), "2026-09-20");
    await settle();
    await user.click(screen.getByLabelText("Some of it was paid already (3 past)"));
    await settle();
    expect(called("plan_preview").at(-1)).toMatchObject({ form: { past_rows_paid: true } });
  });
});

test("an account that is put away is not offered", async () => {
  const { user, fake } = await stage("#/new", "lang=en");
  const open = async () => {
    document.querySelector<HTMLElement>('button[name="account"]')?.focus();
    await user.keyboard("{Enter}");
    await settle();
  };
  await open();
  expect(screen.getByRole("option", { name: "花呗" })).toBeInTheDocument();
  await user.keyboard("{Escape}");
  fake.desk.account("a3").archived = true;
  await fake.changed(["accounts"]);
  await settle();
  await open();
  expect(screen.queryByRole("option", { name: "花呗" })).not.toBeInTheDocument();
  expect(screen.getByRole("option", { name: "小米分期" })).toBeInTheDocument();
});

test("an account can be made on the way, and is chosen then", async () => {
  const { user, called } = await stage("#/new", "lang=en&empty");
  await choose(user, "account", "New account…");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await settle();
  const name = screen.getByLabelText("Name");
  expect(name).toHaveAccessibleDescription("Fill this in.");
  await user.type(name, "Klarna");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await settle();
  expect(called("account_add").at(-1)).toMatchObject({ form: { name: "Klarna", currency: "CNY" } });
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(document.querySelector('button[name="account"]')).toHaveTextContent("Klarna");
});

test("a date can be picked with the keyboard, and is sent as if it was typed", async () => {
  const { user, called } = await stage("#/new");
  await user.click(screen.getByRole("button", { name: "Choose a date for “First due date”" }));
  await settle();
  expect(document.activeElement).toHaveAttribute("data-value", "2026-12-22");
  await user.keyboard("{ArrowRight}{ArrowDown}{Enter}");
  await settle();
  expect(input("first_due_date")).toHaveValue("2026-12-30");
  expect(called("plan_preview").at(-1)).toMatchObject({ form: { first_due_date: "2026-12-30" } });
});
