import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, test } from "vitest";
import { forget } from "../src/features/plans/list.svelte";
import { choose, settle, stage } from "./stage";

const titles = () => screen.getAllByRole("listitem").map((row) => row.querySelector("a")?.textContent ?? "");

async function pause(): Promise<void> {
  await new Promise((done) => setTimeout(done, 180));
  await settle();
}

// The list remembers how it was left, for as long as the window lives.
afterEach(forget);

describe("the list of plans", () => {
  test("is asked for page by page, the newest first", async () => {
    const { called } = await stage("#/plans");
    expect(called("plans")).toEqual([]);
    expect(called("plans_page")[0]).toEqual({
      query: { status: null, account: null, search: "", sort: "newest", offset: 0, limit: 100 },
    });
    expect(titles()[0]).toBe("AirPods Max");
    expect(titles()).toHaveLength(9);
  });

  test("a filter leaves only what it names, and says how many there are", async () => {
    const { user } = await stage("#/plans");
    await user.click(screen.getByRole("radio", { name: "Overdue 1" }));
    await settle();
    expect(titles()).toEqual(["ThinkPad X1 Carbon"]);
    await user.click(screen.getByRole("radio", { name: "Settled 1" }));
    await settle();
    expect(titles()).toEqual(["人体工学椅"]);
  });

  test("only one account's plans, sorted by what is due next", async () => {
    const { user, called } = await stage("#/plans");
    await choose(user, "owner", "小米分期");
    await choose(user, "sort", "Next due");
    expect(called("plans_page").at(-1)).toMatchObject({ query: { account: "a1", sort: "next_due" } });
    expect(titles()[0]).toBe("ThinkPad X1 Carbon");
  });

  test("a search waits for a pause in typing", async () => {
    const { user, called } = await stage("#/plans");
    const before = called("plans_page").length;
    await user.keyboard("/");
    const field = screen.getByRole("searchbox");
    expect(document.activeElement).toBe(field);
    for (const value of ["p", "pr", "pro"]) await fireEvent.input(field, { target: { value } });
    await pause();
    expect(called("plans_page").length).toBe(before + 1);
    expect(titles()).toEqual(["小米 15 Pro"]);
  });

  test("letters of a composition are not searched for until it ends", async () => {
    const { called } = await stage("#/plans");
    const field = screen.getByRole<HTMLInputElement>("searchbox");
    field.value = "xiao";
    await fireEvent(field, new InputEvent("input", { bubbles: true, isComposing: true }));
    await pause();
    expect(called("plans_page").at(-1)).toMatchObject({ query: { search: "" } });
    field.value = "小米 15";
    await fireEvent.compositionEnd(field);
    await pause();
    expect(called("plans_page").at(-1)).toMatchObject({ query: { search: "小米 15" } });
  });

  test("a search that finds nothing says where it looked, and leads back", async () => {
    const { user } = await stage("#/plans");
    await user.type(screen.getByRole("searchbox"), "nowhere");
    await pause();
    expect(
      screen.getByText("No title, merchant, order number or note holds these words."),
    ).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show all plans" }));
    await settle();
    expect(titles()).toHaveLength(9);
    expect(screen.getByRole("searchbox")).toHaveValue("");
  });

  test("a search that finds too much asks for more words", async () => {
    const { fake } = await stage("#/plans");
    const page = fake.desk.plansPage({});
    fake.answer("plans_page", () => ({ ...page, more: true }));
    await fake.changed(["plans"]);
    await settle();
    expect(screen.getByText(/^Too many match: the first 9 are listed/)).toBeInTheDocument();
    expect(screen.getByRole("radio", { name: "All" })).toBeInTheDocument();
  });

  test("arrows, Home and End walk the rows, Enter opens one", async () => {
    const { user } = await stage("#/plans");
    await user.keyboard("/{ArrowDown}");
    await settle();
    expect(document.activeElement).toHaveTextContent("AirPods Max");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await settle();
    expect(document.activeElement).toHaveTextContent("洗衣机");
    await user.keyboard("{End}");
    await settle();
    expect(document.activeElement).toHaveTextContent("装修贷");
    await user.keyboard("{Home}");
    await settle();
    expect(document.activeElement).toHaveTextContent("AirPods Max");
    expect(document.activeElement).toHaveAttribute("href", "#/plans/p8");
  });

  test("is as it was left when one comes back from a plan", async () => {
    const { user } = await stage("#/plans");
    await user.type(screen.getByRole("searchbox"), "小米");
    await pause();
    const found = titles();
    for (const hash of ["#/plans/p1", "#/plans"]) {
      location.hash = hash;
      window.dispatchEvent(new HashChangeEvent("hashchange"));
      await settle();
    }
    expect(screen.getByRole("searchbox")).toHaveValue("小米");
    expect(titles()).toEqual(found);
  });

  test("of thousands only those in sight are drawn, and the last can be reached", async () => {
    const { user, called } = await stage("#/plans", "lang=en&many=1200");
    expect(screen.getAllByRole("listitem").length).toBeLessThan(60);
    expect(screen.getAllByRole("listitem")[0]).toHaveAttribute("aria-setsize", "1209");
    const offsets = called("plans_page").map(({ query }) => (query as { offset: number }).offset);
    expect([...new Set(offsets)]).toEqual([0, 100]);
    await user.keyboard("/{ArrowDown}{End}");
    await settle();
    expect(called("plans_page")).toContainEqual({
      query: expect.objectContaining({ offset: 1200 }) as unknown,
    });
    expect(document.activeElement?.closest("li")).toHaveAttribute("aria-posinset", "1209");
  });

  test("a plan that was paid elsewhere is shown anew without a blank row", async () => {
    const { fake, called } = await stage("#/plans");
    const asked = called("plans_page").length;
    await fake.changed(["plans"]);
    expect(titles()).toHaveLength(9);
    await settle();
    expect(called("plans_page").length).toBe(asked + 1);
    expect(titles()).toHaveLength(9);
  });

  test("an export says where it went; a cancelled one says nothing", async () => {
    const { user, fake } = await stage("#/plans");
    const toasts = () => document.querySelector(".toasts");
    fake.answer("export_file", () => null);
    await user.click(screen.getByRole("button", { name: "Export CSV…" }));
    await settle();
    expect(toasts()?.textContent.trim()).toBe("");
    fake.answer("export_file", () => ({ path: "/tmp/out.csv", rows: 12 }));
    await user.click(screen.getByRole("button", { name: "Export CSV…" }));
    await settle();
    expect(toasts()).toHaveTextContent("12 rows exported to /tmp/out.csv");
  });
});
