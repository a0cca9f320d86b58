// A file on its way in: seen before anything is written, put right, imported whole, ended, taken back.
import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { columnsText } from "../src/features/exchange/columns";
import { stop } from "../src/ipc/fake/refuse";
import { choose, input, list, settle, stage, violations } from "./stage";

const aside = () => within(screen.getByRole("region", { name: "What would be added" }));
const sample = () => within(screen.getByRole("region", { name: "The first lines" }));
const confirm = () => aside().getByRole("button", { name: "Import" });
const problems = () => within(screen.getByRole("region", { name: /problems?$/ }));

/** Opens a file by the button in the settings. */
async function opened(query = "") {
  const staged = await stage("#/settings/data", `lang=en${query}`);
  await staged.user.click(screen.getByRole("button", { name: "Choose a file…" }));
  await settle();
  return staged;
}

test("a table says what it is, how it was read and what would be added; nothing is written before the word", async () => {
  const { called } = await opened();
  expect(location.hash).toBe("#/settings/data/import");
  expect(screen.getByRole("heading", { name: "分期记录.csv" })).toBeVisible();
  expect(screen.getByText(/A table from elsewhere/)).toBeVisible();
  expect(list("encoding")).toHaveTextContent("GB18030");
  expect(list("date_order")).toHaveTextContent("Year-month-day");
  expect(sample().getByText("扫地机器人")).toBeVisible();
  expect(list("column-1")).toHaveTextContent("What was bought");
  expect(list("column-8")).toHaveTextContent("Not used");
  const region = screen.getByRole("region", { name: "What would be added" });
  expect(region).toHaveTextContent(
    /Plans\s*5\s*Instalments\s*39\s*Repayments\s*3\s*To pay, CNY\s*¥10,376\.01\s*New accounts\s*1\s*抖音月付/,
  );
  expect(called("import_preview")).toEqual([{ path: "/home/ling/下载/分期记录.csv", options: {} }]);
  expect(called("import_run")).toEqual([]);
});

test("it is imported by the confirm button, said, and taken back from the note", async () => {
  const { user, called } = await opened();
  await user.click(confirm());
  await settle();
  await settle();
  await settle();
  expect(called("import_run")).toEqual([{ path: "/home/ling/下载/分期记录.csv", options: {} }]);
  expect(location.hash).toBe("#/plans");
  expect(screen.getByText("Imported: 5 plans with 39 instalments and 3 repayments")).toBeVisible();
  expect(screen.getByText("小米电视 75 英寸")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await settle();
  expect(screen.queryByText("小米电视 75 英寸")).toBeNull();
});

test("what is said of the reading is kept, asked anew, and there again after a look elsewhere", async () => {
  const { user, called } = await opened();
  await choose(user, "encoding", "GBK");
  await choose(user, "date_order", "Day/month/year");
  await choose(user, "column-8", "Order number");
  const options = () => called("import_preview").at(-1)?.["options"] as Record<string, unknown>;
  expect(options()).toMatchObject({ encoding: "gbk", date_order: "day_month_year" });
  expect((options()["columns"] as unknown[])[8]).toBe("order_no");
  window.location.hash = "#/plans";
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
  window.location.hash = "#/settings/data/import";
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  await settle();
  expect(list("encoding")).toHaveTextContent("GBK");
  expect(list("column-8")).toHaveTextContent("Order number");
  // With another delimiter the columns are others.
  await choose(user, "delimiter", "Semicolon ;");
  expect(options()).toEqual({ encoding: "gbk", date_order: "day_month_year", delimiter: ";" });
});

test("nothing is held by two columns, and what is missing stands in the way until it is said", async () => {
  const { user, called } = await opened();
  await choose(user, "column-8", "What was bought");
  expect(list("column-1")).toHaveTextContent("Not used");
  await choose(user, "column-8", "Notes");
  expect(problems().getByRole("row", { name: /Fill this in/ })).toBeVisible();
  expect(confirm()).toHaveAttribute("aria-disabled", "true");
  expect(confirm()).toHaveAccessibleDescription(/1 problem stands in the way/);
  await user.click(confirm());
  await settle();
  expect(called("import_run")).toEqual([]);
  await choose(user, "column-1", "What was bought");
  expect(screen.queryByRole("region", { name: /problems?$/ })).toBeNull();
  expect(confirm()).not.toHaveAttribute("aria-disabled");
});

test("lines that name no account are given one, known or by its name", async () => {
  const { user, called } = await opened();
  const account = () => (called("import_preview").at(-1)?.["options"] as Record<string, unknown>)["account"];
  expect(document.querySelector("[name=import_account]")).toBeNull();
  await choose(user, "column-0", "Not used");
  expect(list("import_account")).toHaveAccessibleDescription("Choose an account.");
  await choose(user, "import_account", "京东白条");
  expect(account()).toBe("a2");
  expect(confirm()).not.toHaveAttribute("aria-disabled");
  await choose(user, "import_account", "Another name…");
  await new Promise((done) => setTimeout(done, 0));
  expect(input("import_account")).toHaveFocus();
  await user.keyboard("抖音月付{Tab}");
  await settle();
  expect(account()).toBe("抖音月付");
});

test("columns that are missing are called as they are offered", async () => {
  await stage("#/settings/data/import");
  expect(columnsText("title, total / principal, x")).toBe("What was bought, Due in all / Principal, x");
});

test("every problem is named with its line and column; so is how many are not told", async () => {
  const { user } = await opened("&file=crowd");
  expect(problems().getAllByRole("row")).toHaveLength(101);
  const [, first] = problems().getAllByRole("row");
  expect(first).toHaveTextContent(/^2\s*平台\s*“去年双十一” is not a date/);
  expect(problems().getByText("And 1,134 more.")).toBeVisible();
  expect(sample().getAllByRole("columnheader")).toHaveLength(40);
  await user.click(aside().getByRole("button", { name: "Show the problems" }));
  expect(screen.getByRole("region", { name: "1,234 problems" })).toHaveFocus();
});

test("Fenqi's own table needs no columns said, and names what it does not hold whole", async () => {
  await opened("&file=own");
  expect(screen.getByText(/A table of Fenqi/)).toBeVisible();
  expect(document.querySelector("[name^=column-]")).toBeNull();
  expect(sample().getAllByRole("columnheader")).toHaveLength(8);
  expect(screen.getByRole("region", { name: "What would be added" })).toHaveTextContent(
    /there already\s*4\s*Left out: this table does not hold them whole\s*1/,
  );
  const left = within(screen.getByRole("region", { name: "1 plan is left out" }));
  expect(left.getByRole("row", { name: /^14 / })).toHaveTextContent(/paid already/);
  expect(confirm()).not.toHaveAttribute("aria-disabled");
});

test("JSON has no table", async () => {
  await opened("&file=json");
  expect(screen.getByText(/Everything from a Fenqi \(JSON\)/)).toBeVisible();
  expect(screen.queryByRole("table")).toBeNull();
  expect(confirm()).not.toHaveAttribute("aria-disabled");
});

test("a file that is there already adds nothing", async () => {
  await opened("&file=same");
  expect(confirm()).toHaveAttribute("aria-disabled", "true");
  expect(confirm()).toHaveAccessibleDescription("Everything in this file is there already.");
});

test("a file that cannot be read says so, and another one can be chosen", async () => {
  const { fake, user } = await opened("&file=broken");
  expect(screen.getByRole("alert")).toHaveTextContent(/it holds no table/);
  expect(screen.queryByRole("button", { name: "Import" })).toBeNull();
  fake.desk.exchange.file = "own";
  await user.click(screen.getByRole("button", { name: "Another file…" }));
  await settle();
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("heading", { name: "fenqi-rows-2026-11-22.csv" })).toBeVisible();
});

test("an import says how far it is, and ended half-way it leaves nothing", async () => {
  const { fake, user, called } = await opened("&pace=20");
  await choose(user, "encoding", "GBK");
  await user.click(confirm());
  await settle();
  const dialog = screen.getByRole("dialog", { name: "Importing" });
  await expect
    .poll(() => Number(screen.getByRole("progressbar").getAttribute("aria-valuenow")))
    .toBeGreaterThan(1);
  expect(within(dialog).getByRole("status")).toHaveTextContent("Reading the file");
  expect(await violations()).toEqual([]);
  await user.keyboard("{Escape}");
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  expect(called("import_cancel")).toHaveLength(1);
  expect(aside().getByText("Cancelled. Nothing was added.")).toBeVisible();
  expect(list("encoding")).toHaveTextContent("GBK");
  expect(fake.desk.plans().some(({ title }) => title === "扫地机器人")).toBe(false);
  await settle();
  expect(confirm()).toHaveFocus();
});

test("a file that takes long to look at says how far it is, and can be left alone", async () => {
  const { user, called } = await opened("&reading=20");
  expect(screen.queryByText("Reading the file…")).toBeNull();
  await expect.poll(() => screen.queryByText("Reading the file…"), { timeout: 3000 }).toBeVisible();
  await expect.poll(() => screen.queryByText(/^[1-9]\d* %$/)).toBeVisible();
  expect(await violations()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await expect.poll(() => screen.queryByText("Reading the file…")).toBeNull();
  expect(called("import_cancel")).toHaveLength(1);
  expect(screen.getByRole("alert")).toHaveTextContent("Stopped. Nothing was changed.");
  expect(screen.queryByRole("button", { name: "Import" })).toBeNull();
});

test("a failure says why, and what was chosen stays", async () => {
  const { fake, user } = await opened();
  await choose(user, "encoding", "GBK");
  fake.answer("import_run", () => {
    stop({ code: "storage_full", params: {}, field: null });
  });
  await user.click(confirm());
  await settle();
  await settle();
  expect(aside().getByRole("alert")).toHaveTextContent(/full/i);
  expect(list("encoding")).toHaveTextContent("GBK");
  expect(location.hash).toBe("#/settings/data/import");
});

test("thinking better of choosing a file changes nothing; the template says where it lies", async () => {
  const { fake, user } = await stage("#/settings/data/import");
  expect(await violations()).toEqual([]);
  fake.desk.exchange.file = null;
  await user.click(screen.getByRole("button", { name: "Choose a file…" }));
  await settle();
  expect(screen.getByRole("heading", { name: "Bring plans in from a file" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Save the template…" }));
  await settle();
  expect(screen.getByText("Saved to /home/ling/文档/fenqi-template.csv")).toBeVisible();
});

test("the first start leads there, too, by keyboard alone", async () => {
  const { user } = await stage("#/overview", "lang=en&empty");
  screen.getByRole("button", { name: "Import a file…" }).focus();
  await user.keyboard("{Enter}");
  await settle();
  expect(screen.getByRole("heading", { name: "分期记录.csv" })).toBeVisible();
  // Nothing is there yet, so that no account can be chosen: it is typed.
  await choose(user, "column-0", "Not used");
  expect(input("import_account")).toHaveValue("");
});

test.each(["lang=en", "lang=en&theme=dark", "lang=zh-CN", "lang=zh-CN&theme=dark"])(
  "nothing keeps anybody out: %s",
  async (query) => {
    const { fake, user } = await stage("#/settings/data/import", query);
    for (const file of ["table", "wrong", "json", "same", "broken"] as const) {
      fake.desk.exchange.file = file;
      const [another] = [...document.querySelectorAll<HTMLElement>("main .pane button")];
      if (!another) throw new Error("no button for a file");
      await user.click(another);
      await settle();
      expect(await violations(), file).toEqual([]);
    }
  },
);
