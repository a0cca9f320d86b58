// The phone's calendar, in the settings: a file that is kept up to date.
import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { sampleCalendar } from "../src/ipc/fake/file";
import { stop } from "../src/ipc/fake/refuse";
import { settle, stage, violations } from "./stage";

const section = () => within(screen.getByRole("region", { name: "Calendar on your phone" }));
const button = (name: string) => section().getByRole("button", { name });

test("a file is kept by keyboard alone, says when it was written, and is let go", async () => {
  const { user, called } = await stage("#/settings/data");
  expect(section().getByText(/whoever can open the folder can read them/)).toBeVisible();
  button("Keep a file up to date…").focus();
  await user.keyboard("{Enter}");
  await settle();
  expect(called("calendar_file_choose")).toHaveLength(1);
  expect(section().getByText(sampleCalendar.path)).toBeVisible();
  expect(section().getByText("Written 2026-11-22 10:00")).toBeVisible();
  expect(button("Another folder…")).toBeVisible();
  expect(await violations()).toEqual([]);
  await user.click(button("Stop"));
  await settle();
  expect(called("calendar_file_stop")).toHaveLength(1);
  expect(section().queryByText(sampleCalendar.path)).toBeNull();
  // It is an action like any other.
  expect(screen.getByRole("button", { name: "Undo" })).toBeVisible();
});

test("thinking better of it changes nothing", async () => {
  const { fake, user } = await stage("#/settings/data");
  fake.answer("calendar_file_choose", () => null);
  await user.click(button("Keep a file up to date…"));
  await settle();
  expect(section().queryByRole("button", { name: "Stop" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("a file that could not be written says why, until it could", async () => {
  const { fake } = await stage("#/settings/data");
  const params = { path: sampleCalendar.path, reason: "No such file or directory" };
  const error = { code: "write_failed", params, field: null };
  fake.answer("calendar_file", () => ({ ...sampleCalendar, written_at: null, failed: error }));
  await fake.changed(["settings"]);
  await settle();
  expect(section().getByRole("alert")).toHaveTextContent(/could not be written: No such file/);
  expect(section().getByText("Not written yet")).toBeVisible();
  expect(await violations()).toEqual([]);
  fake.answer("calendar_file", () => sampleCalendar);
  await fake.changed(["settings"]);
  await settle();
  expect(section().queryByRole("alert")).toBeNull();
});

test("a file of another program in the folder is left alone, and it is said", async () => {
  const { fake, user } = await stage("#/settings/data");
  fake.answer("calendar_file_choose", () => {
    stop({ code: "calendar_file_taken", params: { path: "/media/usb/fenqi.ics" }, field: null });
  });
  await user.click(button("Keep a file up to date…"));
  await settle();
  expect(screen.getByText(/is not a calendar that Fenqi wrote/)).toBeVisible();
  expect(button("Keep a file up to date…")).toBeVisible();
});
