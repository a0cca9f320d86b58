// Every screen and every dialog, and the way to each without knowing a text that stands there.
import { vi } from "vitest";
import { forgetFile } from "../src/features/exchange/index";
import { forgetDraft } from "../src/features/new-plan/draft.svelte";
import { show } from "../src/shared/overlay.svelte";
import { parseRoute, replace } from "../src/shared/route.svelte";
import { settle } from "./stage";

export interface Scene {
  name: string;
  hash: string;
  /** What is pressed, one after the other: a button or label by its text or by what it is called. */
  press?: RegExp[];
}

export const SCREENS: Scene[] = [
  "#/",
  "#/calendar/2026-11-28",
  "#/calendar/2026-11-28/agenda",
  "#/calendar/2026-11-28/year",
  "#/plans",
  "#/plans/p3",
  "#/new",
  "#/accounts",
  "#/accounts/a1",
  "#/records",
  "#/records/activity",
  "#/analysis",
  "#/analysis/limits",
  "#/analysis/debt",
  "#/analysis/costs",
  "#/analysis/spending",
  "#/payoff",
  "#/inbox",
  "#/settings",
  "#/settings/reminders",
  "#/settings/data",
  "#/settings/data/import",
  "#/help",
].map((hash) => ({ name: hash, hash }));

export const DIALOGS: Scene[] = [
  { name: "new with interest", hash: "#/new", press: [/^Period fee$/] },
  { name: "edit an account", hash: "#/accounts/a1/edit" },
  { name: "new account", hash: "#/accounts/new" },
  { name: "reminders of an account", hash: "#/accounts/a1", press: [/^More actions$/, /^Reminders…$/] },
  { name: "rename a source", hash: "#/accounts", press: [/more actions$/, /^Rename…$/] },
  { name: "merge a source", hash: "#/accounts", press: [/more actions$/, /^Merge into…$/] },
  { name: "edit a plan", hash: "#/plans/p3", press: [/^Edit$/] },
  { name: "refund", hash: "#/plans/p3", press: [/^More actions$/, /^Refund…$/] },
  { name: "reminders of a plan", hash: "#/plans/p3", press: [/^More actions$/, /^Reminders…$/] },
  { name: "remove a plan", hash: "#/plans/p3", press: [/^More actions$/, /^Remove the plan…$/] },
  { name: "settle", hash: "#/plans/p3", press: [/^Settle…$/] },
  { name: "prepay", hash: "#/plans/p3", press: [/^Prepay a part…$/] },
  {
    name: "pay a row",
    hash: "#/plans/p3",
    press: [/^Instalment 4: more actions$/, /^Part, or another day…$/],
  },
  { name: "correct rows", hash: "#/plans/p3", press: [/^Instalment 4: more actions$/, /^Correct figures…$/] },
  { name: "correct a repayment", hash: "#/records", press: [/more actions$/, /^Correct…$/] },
  { name: "pay a statement", hash: "#/calendar/2026-11-28", press: [/^Part…$/] },
  { name: "put off", hash: "#/inbox", press: [/^Later: /, /^Choose a time…$/] },
  { name: "own rules", hash: "#/settings/reminders", press: [/^Edit: /] },
  { name: "quiet hours", hash: "#/settings/reminders", press: [/^Quiet hours/] },
  { name: "import a table", hash: "#/settings/data", press: [/^Choose a file…$/] },
  { name: "export a calendar", hash: "#/settings/data", press: [/^Calendar \(ICS\)/, /^Export…$/] },
  { name: "restore", hash: "#/settings/data", press: [/^Restore 2026-11-15/] },
  { name: "encrypted copy", hash: "#/settings/data", press: [/^Encrypted copy…$/] },
  { name: "income", hash: "#/settings", press: [/^Enter…$/] },
];

/** Goes there. What was open is closed before, and what was typed forgotten. */
export async function play(scene: Scene): Promise<void> {
  show(null);
  forgetDraft();
  forgetFile();
  replace({ name: scene.hash === "#/" ? "accounts" : "overview" });
  await settle();
  replace(parseRoute(scene.hash));
  await settle();
  // The manual comes when it is read.
  await vi.dynamicImportSettled();
  await settle();
  for (const name of scene.press ?? []) {
    const called = (each: Element) => (each.getAttribute("aria-label") ?? each.textContent).trim();
    const button = [...document.querySelectorAll<HTMLElement>("button, label")].find((each) =>
      name.test(called(each)),
    );
    if (!button) throw new Error(`${scene.name}: no button ${String(name)}`);
    button.click();
    await settle();
  }
}
