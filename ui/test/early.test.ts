import { expect, test, vi } from "vitest";
import { earlyOverview } from "../src/shared/early";
import { ipc, type OverviewView } from "../src/ipc";
import { invalidate } from "../src/shared/resource.svelte";

function answers(): ReturnType<typeof vi.fn> {
  let count = 0;
  return vi.spyOn(ipc, "overview").mockImplementation(() => {
    count += 1;
    return Promise.resolve({ month: `answer ${count}` } as OverviewView);
  });
}

test("an answer that was asked for early is taken once", async () => {
  const asked = answers();
  earlyOverview.begin();
  expect(asked).toHaveBeenCalledTimes(1);
  expect((await earlyOverview.take()).month).toBe("answer 1");
  expect((await earlyOverview.take()).month).toBe("answer 2");
});

test("an answer that a change has made old is not taken", async () => {
  answers();
  earlyOverview.begin();
  invalidate(["settings"]);
  invalidate(["plans"]);
  expect((await earlyOverview.take()).month).toBe("answer 2");
});

test("an early failure is told to whoever takes it, and to nobody else", async () => {
  vi.spyOn(ipc, "overview").mockRejectedValue({ code: "storage_failed", params: {}, field: null });
  earlyOverview.begin();
  await new Promise((done) => setTimeout(done));
  await expect(earlyOverview.take()).rejects.toMatchObject({ code: "storage_failed" });
});
