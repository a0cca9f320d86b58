// What the new-plan screen says of a plan before it is saved, and that nothing typed is lost on the way.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { go } from "../src/shared/route.svelte";
import { choose, input, settle, stage, violations, type Stage } from "./stage";

async function filled(query?: string): Promise<Stage> {
  const staged = await stage("#/new", query);
  await staged.user.type(input("title"), "小米 15 Pro");
  await choose(staged.user, "account", "小米分期");
  await staged.user.type(input("price"), "1200");
  await settle();
  return staged;
}

const preview = () => within(screen.getByRole("region", { name: "Preview" }));

describe("other numbers of periods", () => {
  test("stand side by side, and one is taken by the keyboard", async () => {
    const { user } = await filled();
    const table = within(preview().getByText("Over other periods").parentElement ?? document.body);
    expect(table.getAllByRole("row").map((row) => row.querySelector("td")?.textContent)).toEqual([
      undefined,
      "3 periods",
      "6 periods",
      "12 periods",
      "24 periods",
    ]);
    table.getByRole("button", { name: "Choose 6 periods" }).focus();
    await user.keyboard("{Enter}");
    await settle();
    expect(input("periods")).toHaveValue("6");
    expect(screen.getByRole("region", { name: "Preview" })).toHaveTextContent("¥200.00 each · 6 periods");
  });

  test("keep the rate that a payment told", async () => {
    const { user } = await filled();
    await user.click(screen.getByRole("radio", { name: "Period fee" }));
    await user.type(input("payment"), "107.20");
    await settle();
    await user.click(screen.getByRole("button", { name: "Choose 24 periods" }));
    await settle();
    expect(input("rate_percent")).toHaveValue("0.6");
    expect(input("payment")).toHaveValue("");
    expect(input("periods")).toHaveValue("24");
  });
});

describe("can I afford it", () => {
  test("names the heaviest month, and its share once the income is told", async () => {
    const { user, called } = await filled();
    expect(preview().getByText(/^The heaviest month/)).toBeInTheDocument();
    preview().getByRole("button", { name: "Tell your income to see the share…" }).focus();
    await user.keyboard("{Enter}");
    await settle();
    expect(document.activeElement).toBe(input("income"));
    await user.type(input("income"), "lots{Enter}");
    await settle();
    expect(input("income")).toHaveAccessibleDescription(/is not an amount/);
    await user.clear(input("income"));
    await user.type(input("income"), "12000{Enter}");
    await settle();
    expect(called("income_set").at(-1)).toEqual({ income: { amount: "12000", currency: "CNY" } });
    expect(preview().getByText(/% of your monthly income of ¥12,000.00/)).toBeInTheDocument();
    expect(document.activeElement).toHaveTextContent("Change");
  });

  test("over the limit says by how much, what frees it, and by when", async () => {
    const { user } = await filled();
    expect(preview().getByText(/小米分期 still has ¥2,201.14 free/)).toBeInTheDocument();
    await user.clear(input("price"));
    await user.type(input("price"), "4000");
    await settle();
    const note = () => within(preview().getByRole("region", { name: "Limit" }));
    expect(note().getByText("¥598.86 more than 小米分期 has free (¥3,401.14)")).toBeInTheDocument();
    expect(note().getAllByRole("listitem")).toHaveLength(1);
    expect(note().getByText("Paying as planned, it fits by 2026-11-28.")).toBeInTheDocument();
    await user.clear(input("price"));
    await user.type(input("price"), "90000");
    await settle();
    expect(note().getByText(/does not free enough/)).toBeInTheDocument();
  });

  test.each(["lang=en", "lang=zh-CN&theme=dark"])("is accessible (%s)", async (query) => {
    const { user } = await stage("#/new", query);
    await user.type(input("price"), "90000");
    await choose(user, "account", "小米分期");
    await settle();
    expect(await violations(screen.getByRole("region", { name: /^(Preview|预览)$/ }))).toEqual([]);
  });
});

test("a plan under way is entered with how many of its rows were paid", async () => {
  const { user, called } = await filled();
  await user.clear(input("first_due_date"));
  await user.type(input("first_due_date"), "2026-09-20");
  await settle();
  await user.click(screen.getByLabelText("Some of it was paid already (3 past)"));
  await settle();
  expect(input("paid_rows")).toHaveAccessibleDescription("Empty means the 3 that are past");
  await user.type(input("paid_rows"), "2");
  await settle();
  expect(called("plan_preview").at(-1)).toMatchObject({ form: { past_rows_paid: true, paid_rows: "2" } });
  expect(preview().getByRole("img")).toHaveAccessibleName(/^2 of 12 paid/);
});

describe("what was typed", () => {
  test("is there again after another screen, until it is saved", async () => {
    const { user } = await filled();
    go({ name: "accounts" });
    await settle();
    go({ name: "new" });
    await settle();
    expect(input("title")).toHaveValue("小米 15 Pro");
    expect(input("price")).toHaveValue("1200");
    expect(screen.getByText("You left this without saving it.")).toBeInTheDocument();
    await user.keyboard("{Control>}{Enter}{/Control}");
    input("title").focus();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await settle();
    go({ name: "new" });
    await settle();
    expect(input("title")).toHaveValue("");
    expect(screen.queryByText("You left this without saving it.")).toBeNull();
  });

  test("is given up only when the user says so", async () => {
    const { user } = await filled();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    go({ name: "new" });
    await settle();
    expect(input("title")).toHaveValue("小米 15 Pro");
    await user.click(screen.getByRole("button", { name: "Start over" }));
    await settle();
    expect(input("title")).toHaveValue("");
  });
});

test("while Rust answers, keystrokes wait and only the newest is asked", async () => {
  const { user, fake, called } = await stage("#/new");
  const before = called("plan_preview").length;
  let running = 0;
  let most = 0;
  fake.answer("plan_preview", async ({ form }) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setTimeout(done, 15));
    running -= 1;
    return fake.desk.planPreview(form as Parameters<typeof fake.desk.planPreview>[0]);
  });
  await user.type(input("price"), "120000");
  await new Promise((done) => setTimeout(done, 80));
  await settle();
  expect(most).toBe(1);
  expect(called("plan_preview").length - before).toBeLessThanOrEqual(7);
  expect(called("plan_preview").at(-1)).toMatchObject({ form: { price: "120000" } });
  expect(screen.getByRole("region", { name: "Preview" })).toHaveTextContent("¥10,000.00 each");
});
