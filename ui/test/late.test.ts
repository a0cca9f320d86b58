import { describe, expect, test, vi } from "vitest";
import { fetchParts, late } from "../src/shared/late";
import { pending } from "../src/shared/resource.svelte";
import { settle, stage } from "./stage";

describe("a part that is fetched later", () => {
  test("is fetched once, keeps the window waiting meanwhile, and is then there at once", async () => {
    let arrive: (part: object) => void = () => {};
    const fetch = vi.fn(() => new Promise<object>((done) => (arrive = done)));
    const part = late(fetch);
    expect(fetch).not.toHaveBeenCalled();
    const [first, second] = [part(), part()];
    expect(first).toBe(second);
    expect(pending()).toBe(1);
    const screen = {};
    arrive(screen);
    await first;
    expect(part()).toBe(screen);
    expect(pending()).toBe(0);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test("comes in idle time too, with what it brings", async () => {
    const inner = vi.fn(() => Promise.resolve({}));
    late(() => {
      late(inner);
      return Promise.resolve({});
    });
    await fetchParts();
    expect(inner).toHaveBeenCalledTimes(1);
  });
});

test("the first data painted is marked, once", async () => {
  performance.clearMarks();
  const { fake } = await stage("#/");
  await fake.changed(["plans", "today"]);
  await new Promise((done) => requestAnimationFrame(done));
  await settle();
  expect(performance.getEntriesByName("data")).toHaveLength(1);
});

test("the first picture has what asks to be done; what comes next is drawn after it", async () => {
  const main = () => document.querySelector(".overview .main");
  const drawn: (string | undefined)[] = [];
  const seen = new MutationObserver(() => {
    const last = main()?.lastElementChild?.getAttribute("aria-labelledby") ?? undefined;
    if (main() && drawn.at(-1) !== last) drawn.push(last);
  });
  seen.observe(document.body, { subtree: true, childList: true });
  vi.resetModules();
  const fresh = await import("./stage");
  await fresh.stage("#/");
  await new Promise((done) => requestAnimationFrame(done));
  await fresh.settle();
  seen.disconnect();
  expect(drawn).toEqual(["action", "next"]);
});
