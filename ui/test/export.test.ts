// The way out, in the settings: what, for whom, and where it went.
import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { stop } from "../src/ipc/fake/refuse";
import { choose, settle, stage, violations } from "./stage";

const section = () => within(screen.getByRole("region", { name: "Export" }));
const radio = (name: RegExp) => section().getByRole("radio", { name });
const button = (name: string) => section().getByRole("button", { name });
const forms = (called: (command: string) => Record<string, unknown>[]) =>
  called("export_file").map(({ form }) => form);

test("a table is exported as it is usually wanted; then it says where it lies and opens the folder", async () => {
  const { user, called } = await stage("#/settings/data");
  await user.click(button("Export…"));
  await settle();
  expect(forms(called)).toEqual([{ format: "csv", table: "rows", encoding: "utf8", hide_amounts: false }]);
  expect(section().getByRole("status")).toHaveTextContent(
    /\d+ rows exported to .*fenqi-rows-2026-11-22\.csv/,
  );
  await user.click(button("Open the folder"));
  await settle();
  expect(called("export_show")).toHaveLength(1);
});

test("table and encoding are chosen by keyboard alone", async () => {
  const { user, called } = await stage("#/settings/data");
  await choose(user, "table", "Months, due and paid");
  await choose(user, "encoding", "GB18030 (older Chinese Excel)");
  button("Export…").focus();
  await user.keyboard("{Enter}");
  await settle();
  expect(forms(called)).toEqual([
    { format: "csv", table: "months", encoding: "gb18030", hide_amounts: false },
  ]);
});

test("a calendar may say nothing of amounts", async () => {
  const { user, called } = await stage("#/settings/data");
  expect(section().queryByRole("checkbox")).toBeNull();
  await user.click(radio(/^Calendar/));
  await user.click(section().getByRole("checkbox", { name: "Leave the amounts out" }));
  await user.click(button("Export…"));
  await settle();
  expect(forms(called)).toMatchObject([{ format: "ics", hide_amounts: true }]);
  expect(section().getByText(/fenqi-2026-11-22\.ics/)).toBeVisible();
});

test.each([
  [/^Excel/, null, "xlsx"],
  [/^Everything/, null, "json"],
  [/^Accounting/, null, "ledger"],
  [/^Accounting/, "hledger", "hledger"],
  [/^Accounting/, "Beancount", "beancount"],
])("%s %s is %s", async (kind, program, format) => {
  const { user, called } = await stage("#/settings/data");
  await user.click(radio(kind));
  if (program) await user.click(section().getByRole("radio", { name: program }));
  await user.click(button("Export…"));
  await settle();
  expect(forms(called)).toMatchObject([{ format }]);
});

test("thinking better of it says nothing, and what was exported before stays said", async () => {
  const { fake, user } = await stage("#/settings/data");
  fake.answer("export_file", () => null);
  await user.click(button("Export…"));
  await settle();
  expect(section().getByRole("status")).toBeEmptyDOMElement();
  fake.answer("export_file", () => ({ path: "/media/usb/a.csv", rows: 1 }));
  await user.click(button("Export…"));
  await settle();
  fake.answer("export_file", () => null);
  await user.click(button("Export…"));
  await settle();
  expect(section().getByRole("status")).toHaveTextContent("1 row exported to /media/usb/a.csv");
});

test("a refusal says what to do", async () => {
  const { fake, user } = await stage("#/settings/data");
  fake.answer("export_file", () => {
    stop({ code: "export_over_data", params: { path: "/home/ling/.local/share" }, field: null });
  });
  await user.click(button("Export…"));
  await settle();
  expect(screen.getByText(/Choose another place for the export/)).toBeVisible();
});

test.each(["lang=en", "lang=zh-CN&theme=dark"])("nothing keeps anybody out: %s", async (query) => {
  const { user } = await stage("#/settings/data", query);
  for (const kind of document.querySelectorAll<HTMLElement>("[name=export-kind]")) {
    await user.click(kind);
    await settle();
    expect(await violations()).toEqual([]);
  }
});
