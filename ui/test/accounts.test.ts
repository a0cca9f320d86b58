import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import type { AccountForm } from "../src/ipc";
import { choose, input, list, settle, stage, violations } from "./stage";

const heading = () => screen.getByRole("heading", { level: 1 });
const region = (name: string) => screen.getByRole("region", { name });
const rows = () => within(screen.getByRole("list", { name: "Accounts" })).getAllByRole("listitem");
const saved = (called: (command: string) => unknown[], command: string) =>
  (called(command).at(-1) as { form: AccountForm }).form;

describe("the list of accounts", () => {
  test("says what is free, what is due next and what repays it", async () => {
    await stage("#/accounts");
    expect(rows()[0]).toHaveTextContent(/小米分期.*Free\s*¥3,401\.14\s*\/ 12,000\.00.*Overdue\s*¥446\.66/s);
    expect(rows()[0]).toHaveTextContent(/28 November ¥716\.42.*due on day 28.*Auto-debit from 招行卡/s);
    const advance = rows().find((row) => row.textContent.includes("备用金"));
    expect(advance).toHaveTextContent(/Used ¥74,078,240\.08/);
  });

  test("leads to an account by Enter, and folds away what is archived", async () => {
    const { user } = await stage("#/accounts");
    within(rows()[1] as HTMLElement)
      .getByRole("link", { name: "京东白条" })
      .focus();
    await user.keyboard("{Enter}");
    await settle();
    expect(location.hash).toBe("#/accounts/a2");
    expect(heading()).toHaveTextContent("京东白条");
    await user.click(screen.getByRole("button", { name: "More actions" }));
    await user.click(screen.getByRole("button", { name: "Archive" }));
    await settle();
    expect(screen.getByText("Archived: 京东白条")).toBeVisible();
    await user.click(within(heading()).getByRole("link", { name: "Accounts" }));
    await settle();
    expect(rows()).toHaveLength(4);
    await user.click(screen.getByText("1 archived"));
    const archived = screen.getByRole("list", { name: "Archived" });
    await user.click(within(archived).getByRole("link", { name: "京东白条" }));
    await settle();
    await user.click(screen.getByRole("button", { name: "More actions" }));
    await user.click(screen.getByRole("button", { name: "Take out of the archive" }));
    await settle();
    expect(screen.queryByText("Archived", { exact: true })).not.toBeInTheDocument();
  });

  test("hides amounts, as the page of an account does", async () => {
    const { user } = await stage("#/accounts");
    await user.keyboard("{Control>}.{/Control}");
    await settle();
    expect(screen.getByRole("main")).not.toHaveTextContent(/\d\.\d\d/);
    await user.click(screen.getByRole("link", { name: "小米分期" }));
    await settle();
    expect(heading()).toHaveTextContent("小米分期");
    expect(within(region("小米分期")).queryByText(/\d\.\d\d/)).not.toBeInTheDocument();
    expect(region("Repayment")).not.toHaveTextContent(/\d\.\d\d/);
  });
});

describe("an account", () => {
  test("says where it stands, and what is free at the end of each month", async () => {
    await stage("#/accounts/a1");
    expect(region("小米分期")).toHaveTextContent(
      /Free\s*¥3,401\.14\s*Used\s*¥8,598\.86\s*Limit\s*¥12,000\.00/,
    );
    expect(region("小米分期")).toHaveTextContent("Temporary ¥3,000.00, 1 Nov to 31 Dec");
    const months = region("Free at the end of each month");
    expect(within(months).getByRole("img")).toBeInTheDocument();
    // One table, seen and heard: the chart beside it has none of its own.
    const rows = within(within(months).getByRole("table")).getAllByRole("row");
    expect(rows[1]).toHaveTextContent(/November 2026\s*7,940\.78\s*¥4,059\.22/);
    expect(rows.length).toBeGreaterThan(9);
  });

  test("says when a purchase of today is due, and what its policies come to", async () => {
    await stage("#/accounts/a2");
    const rules = region("Statement and due day");
    expect(rules).toHaveTextContent("Statement on day 1, due 8 days after the statement");
    expect(rules).toHaveTextContent("Bought today, due 9 December in 17 days On the statement of 1 December");
    expect(region("Early settlement")).toHaveTextContent("Not stated: this is the usual rule.");
  });

  test("says what late and early payment cost in words and in an example", async () => {
    await stage("#/accounts/a1");
    expect(region("Late fee")).toHaveTextContent("0.05% of the overdue amount a day, at least ¥1.00");
    expect(region("Late fee")).toHaveTextContent(/10 days\s*¥5\.00/);
    expect(region("Early settlement")).toHaveTextContent(
      /penalty, 3% of the principal left, at most ¥500\.00.*Penalty 244\.76.*To pay in all ¥8,429\.77/s,
    );
    expect(region("Repayment")).toHaveTextContent("To have ready by 28 November ¥716.42");
  });

  test("opens its link by its own id alone, and says when there is no browser", async () => {
    const { user, called, fake } = await stage("#/accounts/a1");
    const button = within(region("Customer service")).getByRole("button", { name: "Open in the browser" });
    await user.click(button);
    await settle();
    expect(called("account_link_open")).toEqual([{ id: "a1" }]);
    fake.answer("account_link_open", () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- as Rust refuses
      throw { code: "browser_missing", params: { link: "https://www.mi.com/service" }, field: null };
    });
    await user.click(button);
    await settle();
    expect(screen.getByText(/No browser was found.*https:\/\/www\.mi\.com\/service/)).toBeVisible();
    expect(button).toHaveFocus();
  });

  test("leads to all of its plans", async () => {
    const { user, called } = await stage("#/accounts/a1");
    await user.click(screen.getByRole("button", { name: "All plans of this account (3)" }));
    await settle();
    expect(called("plans_page").at(-1)).toMatchObject({ query: { account: "a1", status: null } });
    expect(heading()).toHaveTextContent("Plans");
  });

  test("has its own reminders", async () => {
    const { user } = await stage("#/accounts/a1");
    await user.click(screen.getByRole("button", { name: "More actions" }));
    await user.click(screen.getByRole("button", { name: "Reminders…" }));
    await settle();
    expect(screen.getByRole("dialog", { name: /小米分期/ })).toBeVisible();
  });
});

describe("the form of an account", () => {
  test("says as it is filled in what its rules come to", async () => {
    const { user } = await stage("#/accounts/new");
    expect(region("Statement and due day")).toHaveTextContent("With a due day, this says");
    await user.type(input("statement_day"), "5");
    await user.type(input("due_days"), "25");
    await user.type(input("grace_days"), "3");
    await settle();
    expect(region("Statement and due day")).toHaveTextContent(
      "Bought today, due 25 December in 33 days On the statement of 5 December Paid by 28 December, it is not late.",
    );
    await user.type(input("late_daily_rate"), "0.05");
    await settle();
    expect(region("Late fee")).toHaveTextContent(/1 day\s*¥0\.00\s*10 days\s*¥5\.00\s*30 days\s*¥15\.00/);
    await choose(user, "grace_mode", "Days of grace are never charged");
    expect(region("Late fee")).toHaveTextContent(/10 days\s*¥3\.50/);
    await choose(user, "settlement_policy", "Principal alone");
    expect(region("Early settlement")).toHaveTextContent(/To pay in all\s*¥8,158\.69/);
    expect(document.querySelector('input[name="penalty_rate"]')).toBeNull();
    await choose(user, "settlement_policy", "Principal, interest so far, and a penalty");
    await user.type(input("penalty_rate"), "3");
    await settle();
    expect(region("Early settlement")).toHaveTextContent(/Penalty\s*244\.76/);
    expect(await violations()).toEqual([]);
  });

  test("sends what was typed, and leads to the account", async () => {
    const { user, called } = await stage("#/accounts/new");
    await user.type(input("name"), "招商银行信用卡");
    await choose(user, "kind", "Credit card");
    await user.type(input("limit"), "30,000");
    await choose(user, "funding_source", "Another one…");
    await settle();
    expect(input("funding_source")).toHaveFocus();
    await user.type(input("funding_source"), "工资卡");
    await choose(user, "due_rule", "Days after the statement");
    await user.type(input("due_days"), "18");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await settle();
    expect(saved(called, "account_add")).toMatchObject({
      name: "招商银行信用卡",
      kind: "card",
      limit: "30,000",
      funding_source: "工资卡",
      due_rule: "days_after",
      due_days: "18",
      settlement: { policy: null },
    });
    expect(heading()).toHaveTextContent("招商银行信用卡");
  });

  test("shows an error beside its field once that is left, all of them when it is saved", async () => {
    const { user, called } = await stage("#/accounts/a1/edit");
    await user.clear(input("name"));
    await user.type(input("statement_day"), "40");
    expect(input("statement_day")).not.toHaveAttribute("aria-invalid");
    await user.tab();
    await settle();
    expect(input("statement_day")).toHaveAccessibleDescription("Enter a whole number from 1 to 31.");
    expect(input("name")).toHaveAccessibleDescription("Fill this in.");
    await user.clear(input("limit"));
    await user.type(input("limit"), "lots");
    await user.click(screen.getByRole("button", { name: /^Save/ }));
    await settle();
    expect(input("limit")).toHaveAccessibleDescription(/“lots” is not an amount/);
    expect(input("name")).toHaveFocus();
    expect(called("account_edit")).toHaveLength(1);
    expect(heading()).toHaveTextContent("Edit 小米分期");
    expect(await violations()).toEqual([]);
  });

  test("takes temporary limits, each with its own errors, and takes them away again", async () => {
    const { user, called } = await stage("#/accounts/a1/edit");
    await user.click(screen.getByRole("button", { name: "Add a temporary limit" }));
    await settle();
    const second = within(screen.getByRole("group", { name: "Temporary limit 2" }));
    expect(second.getByLabelText("Temporary limit")).toHaveFocus();
    await user.keyboard("much");
    await user.tab();
    await settle();
    expect(second.getByLabelText("Temporary limit")).toHaveAccessibleDescription(/“much” is not an amount/);
    const first = within(screen.getByRole("group", { name: "Temporary limit 1" }));
    expect(first.getByLabelText("Temporary limit")).not.toHaveAttribute("aria-invalid");
    await user.click(screen.getByRole("button", { name: "Remove temporary limit 1" }));
    await settle();
    expect(screen.getByRole("button", { name: "Add a temporary limit" })).toHaveFocus();
    const left = within(screen.getByRole("group", { name: "Temporary limit 1" }));
    await user.clear(left.getByLabelText("Temporary limit"));
    await user.type(left.getByLabelText("Temporary limit"), "500");
    await user.type(left.getByLabelText("From"), "2026-12-01");
    await user.type(left.getByLabelText("Until"), "2026-12-31");
    await user.click(screen.getByRole("button", { name: /^Save/ }));
    await settle();
    expect(saved(called, "account_edit").temporary_limits).toEqual([
      { amount: "500", from: "2026-12-01", until: "2026-12-31" },
    ]);
  });

  test("keeps the currency of an account that has plans", async () => {
    await stage("#/accounts/a1/edit");
    expect(input("currency")).toHaveAttribute("readonly");
    expect(input("currency")).toHaveAccessibleDescription("It has plans, so the currency stays");
  });
});

describe("funding sources", () => {
  const sources = () => within(region("Funding sources")).getAllByRole("listitem");

  test("say whom they repay and what they have to hold", async () => {
    await stage("#/accounts");
    expect(sources()).toHaveLength(2);
    expect(sources()[0]).toHaveTextContent(/招行卡 ··1234.*小米分期.*by 28 Nov.*¥716\.42/s);
  });

  test("are renamed for all accounts; what is wrong with a name stands beside it", async () => {
    const { user, called } = await stage("#/accounts");
    await user.click(screen.getByRole("button", { name: "支付宝: more actions" }));
    await user.click(screen.getByRole("button", { name: "Rename…" }));
    await settle();
    await user.clear(input("name"));
    await user.type(input("name"), "招行卡 ··1234");
    await user.keyboard("{Enter}");
    await settle();
    expect(input("name")).toHaveAccessibleDescription(/already there/);
    expect(await violations(screen.getByRole("dialog"))).toEqual([]);
    await user.clear(input("name"));
    await user.type(input("name"), "支付宝余额");
    await user.keyboard("{Enter}");
    await settle();
    expect(called("source_rename").at(-1)).toEqual({ id: "支付宝", name: "支付宝余额" });
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(screen.getByText("Renamed: 支付宝余额")).toBeVisible();
    expect(screen.getByText("Auto-debit from 支付宝余额")).toBeVisible();
  });

  test("are merged, and removed when no account uses them", async () => {
    const { user, called } = await stage("#/accounts/a3/edit");
    await choose(user, "funding_source", "None");
    await user.click(screen.getByRole("button", { name: /^Save/ }));
    await settle();
    await user.click(within(heading()).getByRole("link", { name: "Accounts" }));
    await settle();
    await user.click(screen.getByRole("button", { name: "招行卡 ··1234: more actions" }));
    expect(screen.queryByRole("button", { name: "Remove" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Merge into…" }));
    await settle();
    expect(list("into")).toHaveTextContent("支付宝");
    await user.click(screen.getByRole("button", { name: "Merge" }));
    await settle();
    expect(called("source_merge").at(-1)).toEqual({ id: "招行卡 ··1234", into: "支付宝" });
    expect(sources()).toHaveLength(1);
    expect(region("Funding sources")).toHaveFocus();
  });

  test("that nobody uses are removed", async () => {
    const { user, called } = await stage("#/accounts");
    // Both cards are known once they were listed; then one is used no more.
    await user.click(screen.getByRole("link", { name: "花呗" }));
    await settle();
    await user.click(screen.getByRole("button", { name: "Edit" }));
    await settle();
    await choose(user, "funding_source", "None");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await settle();
    await user.click(within(heading()).getByRole("link", { name: "Accounts" }));
    await settle();
    await user.click(screen.getByRole("button", { name: "支付宝: more actions" }));
    await user.click(screen.getByRole("button", { name: "Remove" }));
    await settle();
    expect(called("source_remove")).toEqual([{ id: "支付宝" }]);
    expect(sources()).toHaveLength(1);
    expect(region("Funding sources")).toHaveFocus();
  });
});
