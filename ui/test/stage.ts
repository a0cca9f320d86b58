// Puts the whole window on a stage of fake data, as main.ts does in a browser.
import { render, screen } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { tick } from "svelte";
import App from "../src/app/App.svelte";
import { install, type Fake } from "../src/ipc/fake";
import { fetchParts } from "../src/shared/late";
import { parseRoute, replace } from "../src/shared/route.svelte";

export interface Stage {
  fake: Fake;
  user: UserEvent;
  /** The arguments of every call of a command so far. */
  called: (command: string) => Record<string, unknown>[];
}

export async function stage(hash: string, query = "lang=en"): Promise<Stage> {
  const fake = install(new URLSearchParams(query));
  replace(parseRoute(hash));
  const user = userEvent.setup();
  await fetchParts();
  render(App);
  await screen.findByRole("heading", { level: 1 });
  await settle();
  const called = (command: string) =>
    fake.calls.filter((call) => call.command === command).map((call) => call.args);
  return { fake, user, called };
}

/** Lets answers arrive and be drawn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((done) => setTimeout(done, 0));
    await tick();
  }
}

/** The text field of this name. */
export function input(name: string): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!found) throw new Error(`no input ${name}`);
  return found;
}

/** The closed box of a list. */
export function list(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`button[name="${name}"]`);
  if (!found) throw new Error(`no list ${name}`);
  return found;
}

/** Opens a list by the keyboard and picks an option. */
export async function choose(user: UserEvent, name: string, option: string): Promise<void> {
  list(name).focus();
  await user.keyboard("{Enter}");
  await settle();
  await user.click(screen.getByRole("option", { name: option }));
  await settle();
}

export async function violations(of: Document | Element = document): Promise<string[]> {
  // happy-dom neither lays out nor paints: contrast is looked at in a real browser.
  const { violations: found } = await axe.run(of, { rules: { "color-contrast": { enabled: false } } });
  return found.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)}`));
}
