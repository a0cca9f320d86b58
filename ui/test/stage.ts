// Puts the whole window on a stage of fake data, as main.ts does in a browser.
import { render, screen } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { tick } from "svelte";
import App from "../src/app/App.svelte";
import { install, type Fake } from "../src/ipc/fake";
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
