// The file itself, in the window: taking back, backups, restoring, and what is the matter with it.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { stop } from "../src/ipc/fake/refuse";
import { input, settle, stage, violations } from "./stage";

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
  const { user } = await stage("#/settings/data");
  expect(screen.getByText(/Newest backup: 2026-11-22 09:00/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "All 6 backups" }));
  await settle();
  const rows = screen.getAllByRole("listitem");
  const damaged = rows.find((row) => within(row).queryByText("cannot be read"));
  if (!damaged) throw new Error("the damaged one is not listed");
  expect(within(damaged).queryByRole("button")).toBeNull();
  expect(await violations()).toEqual([]);
});

test("a backup says what restoring it would change, plan by plan", async () => {
  const { user } = await stage("#/settings/data");
  await user.click(screen.getByRole("button", { name: "Restore 2026-11-15 09:31" }));
  await settle();
  const dialog = screen.getByRole("dialog");
  expect(within(dialog).getByRole("row", { name: "Plans 9 8" })).toBeVisible();
  expect(within(dialog).getByRole("row", { name: "Last action 2026-11-22 2026-11-15" })).toBeVisible();
  expect(dialog).toHaveTextContent("1 plan would be gone");
  expect(dialog).toHaveTextContent("冬季外套");
  expect(dialog).toHaveTextContent("1 plan would be as it was");
  expect(await violations()).toEqual([]);
});

test("a backup that failed says why, and so does one that cannot be read", async () => {
  const { fake } = await stage("#/settings/data");
  const failed = { code: "storage_full" as const, params: {}, field: null };
  fake.answer("backups", () => ({ ...fake.desk.backups(), failed }));
  await fake.changed(["settings"]);
  await settle();
  expect(screen.getByText(/^The last backup failed: The disk is full/)).toBeVisible();
  expect(screen.getByText("The file is damaged")).toBeVisible();
});

describe.each(["lang=en", "lang=zh-CN&theme=dark"])("every page of the settings (%s)", (query) => {
  test.each(["#/settings", "#/settings/reminders", "#/settings/data"])("%s is sound", async (hash) => {
    await stage(hash, query);
    expect(await violations()).toEqual([]);
  });
});

describe("closing the window", () => {
  test("keeps Fenqi in the tray, unless it is told to quit", async () => {
    const { user, called } = await stage("#/settings");
    expect(screen.getByText(/^Reminders go on/)).toBeVisible();
    await user.click(screen.getByRole("radio", { name: "Quits" }));
    await settle();
    expect(called("settings_set").at(-1)).toMatchObject({ settings: { on_close: "quit", language: "en" } });
    expect(screen.getByText(/^No reminders come until/)).toBeVisible();
  });

  test("says what it comes to on a desktop without a tray", async () => {
    await stage("#/settings", "lang=en&notray");
    expect(screen.getByText(/^This desktop shows no tray, so closing the window quits/)).toBeVisible();
  });
});

test("the income is told, corrected and forgotten, and each can be taken back", async () => {
  const { user, called, fake } = await stage("#/settings");
  await user.click(screen.getByRole("button", { name: "Enter…" }));
  await user.type(input("income"), "12000");
  await user.keyboard("{Enter}");
  await settle();
  expect(called("income_set")).toEqual([{ income: { amount: "12000", currency: "CNY" } }]);
  expect(screen.getByRole("button", { name: "Undo" })).toBeVisible();
  expect(document.activeElement).toHaveAccessibleName("Change");
  fake.answer("income_set", () => {
    stop({ code: "amount_invalid", params: { text: "x" }, field: "amount" });
  });
  await user.keyboard("{Enter}");
  await user.clear(input("income"));
  await user.type(input("income"), "x{Enter}");
  await settle();
  expect(input("income")).toHaveAttribute("aria-invalid", "true");
});

describe("the data folder", () => {
  test("is read, copied and opened", async () => {
    const { user, called } = await stage("#/settings/data");
    expect(screen.getByText("/home/ling/.local/share/org.fenqi.desktop")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Copy the path" }));
    await settle();
    expect(await navigator.clipboard.readText()).toBe("/home/ling/.local/share/org.fenqi.desktop");
    await user.click(screen.getByRole("button", { name: "Open the folder" }));
    await settle();
    expect(called("data_folder_show")).toHaveLength(1);
  });

  test("is named where no file manager answers", async () => {
    const { user, fake } = await stage("#/settings/data");
    fake.answer("data_folder_show", () => {
      stop({ code: "file_manager_missing", params: { path: "/x/y" }, field: null });
    });
    await user.click(screen.getByRole("button", { name: "Open the folder" }));
    await settle();
    expect(screen.getByText(/No file manager.*\/x\/y/)).toBeVisible();
  });
});

test("the data are checked when asked to", async () => {
  const { user } = await stage("#/settings/data");
  await user.click(screen.getByRole("button", { name: "Check the data" }));
  await settle();
  expect(screen.getByText(/^The data are sound: 9 plans/)).toBeVisible();
});

test("a backup is looked at before it is restored", async () => {
  const { user, called } = await stage("#/settings/data");
  await user.click(screen.getByRole("button", { name: "Restore 2026-11-21 09:02" }));
  await settle();
  const dialog = screen.getByRole("dialog");
  expect(within(dialog).getByText(/Restored/)).toBeVisible();
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
