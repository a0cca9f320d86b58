// The file itself, in the window: taking back, backups, restoring, and what is the matter with it.
import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { settle, stage, violations } from "./stage";

test("a written record can be taken back from its note, and by key", async () => {
  const { user, called } = await stage("#/calendar/2026-11-28");
  const pay = screen.getAllByRole("button", { name: /^Mark/ })[0];
  if (!pay) throw new Error("nothing to pay");
  await user.click(pay);
  await settle();
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await settle();
  expect(called("undo")).toHaveLength(1);
  expect(screen.getByText(/^Undone:/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  await user.keyboard("{Control>}z{/Control}");
  await settle();
  expect(called("undo")).toHaveLength(2);
  await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
  await settle();
  expect(called("redo")).toHaveLength(1);
});

test("with nothing to take back, it says so", async () => {
  const { user } = await stage("#/plans");
  await user.keyboard("{Control>}z{/Control}");
  await settle();
  expect(screen.getByText("There is nothing to undo.")).toBeVisible();
});

test("Ctrl Z in a field belongs to the field", async () => {
  const { user, called } = await stage("#/new");
  const field = document.querySelector<HTMLInputElement>('input[name="title"]');
  field?.focus();
  await user.keyboard("x{Control>}z{/Control}");
  expect(called("undo")).toHaveLength(0);
});

test("backups say when they were made and what is in them; unreadable ones cannot be restored", async () => {
  const { user } = await stage("#/settings");
  expect(screen.getByText(/Newest backup: 2026-11-22 09:00/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "All 6 backups" }));
  await settle();
  const rows = screen.getAllByRole("listitem");
  const damaged = rows.find((row) => within(row).queryByText("cannot be read"));
  if (!damaged) throw new Error("the damaged one is not listed");
  expect(within(damaged).queryByRole("button")).toBeNull();
  expect(await violations()).toEqual([]);
});

test("a backup is looked at before it is restored", async () => {
  const { user, called } = await stage("#/settings");
  await user.click(screen.getByRole("button", { name: "Restore 2026-11-21 09:02" }));
  await settle();
  const dialog = screen.getByRole("dialog");
  expect(within(dialog).getByText(/What is in the backup/)).toBeVisible();
  expect(called("restore")).toHaveLength(0);
  expect(await violations()).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Restore" }));
  await settle();
  expect(called("restore")).toHaveLength(1);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("what is wrong with the file stands above every screen", async () => {
  const { fake } = await stage("#/plans");
  const state = fake.desk.state();
  fake.answer("app_state", () => ({ ...state, backup_stale: true }));
  await fake.changed(["settings"]);
  await settle();
  expect(screen.getByText("There is no good backup of the last three days.")).toBeVisible();
  fake.answer("app_state", () => ({ ...state, damaged: true }));
  await fake.changed(["settings"]);
  await settle();
  expect(screen.getByText(/The data file is damaged/)).toBeVisible();
  const newer = { code: "file_too_new", params: { path: "/x", found: "9", known: "2" }, field: null };
  fake.answer("app_state", () => ({ ...state, read_only: newer }));
  await fake.changed(["settings"]);
  await settle();
  expect(screen.getByText(/was written by a newer Fenqi/)).toBeVisible();
  expect(await violations()).toEqual([]);
});
