// A lender's example offer, put into the new-plan form.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import type { PlanForm } from "../src/ipc";
import { stop } from "../src/ipc/fake/refuse";
import { choose, input, list, settle, stage, violations } from "./stage";

const FLAT = "12 periods · 0.60% a period";
const FORTNIGHTS = "4 periods · every two weeks · interest-free";
const CASH = "6 periods · Annuity · 0.05% a day";

describe("the list of offers", () => {
  test("stands under its lenders, none of them chosen", async () => {
    const { user } = await stage("#/new");
    expect(list("preset")).toHaveAccessibleName("Example offers: None");
    list("preset").focus();
    await user.keyboard("{Enter}");
    await settle();
    const lenders = within(screen.getByRole("listbox")).getAllByRole("group");
    expect(
      lenders.map((lender) =>
        within(lender)
          .getAllByRole("option")
          .map((offer) => offer.textContent.trim()),
      ),
    ).toEqual([
      [FLAT, "3 periods · interest-free", "12 periods · One fee at the start · 7.20% in all"],
      [CASH],
      [FORTNIGHTS],
    ]);
    expect(lenders[0]).toHaveAccessibleName("Xiaomi instalments");
    expect(await violations(screen.getByRole("listbox"))).toEqual([]);
  });

  test("reads in Chinese as lenders write it", async () => {
    const { user } = await stage("#/new", "lang=zh-CN");
    await choose(user, "preset", "4 期 · 每两周 · 免息");
    expect(list("preset")).toHaveAccessibleName("参考方案: Klarna 四期免息（美国） · 4 期 · 每两周 · 免息");
    await choose(user, "preset", "12 期 · 每期 0.60%");
    await choose(user, "preset", "6 期 · 等额本息 · 每日 0.05%");
  });
});

describe("choosing an offer", () => {
  test("fills the terms through Rust and keeps what was typed", async () => {
    const { user, called } = await stage("#/new");
    await user.type(input("title"), "小米 15 Pro");
    await choose(user, "account", "小米分期");
    await user.type(input("price"), "5299");
    await choose(user, "preset", FLAT);
    expect(called("preset_apply")).toEqual([
      {
        form: expect.objectContaining({ price: "5299" }) as PlanForm,
        preset: "xiaomi-instalments",
        offer: 0,
      },
    ]);
    expect(called("plan_preview").at(-1)).toMatchObject({
      form: {
        origin: "purchase",
        title: "小米 15 Pro",
        account: "a1",
        price: "5299",
        method: "flat_per_period",
        periods: "12",
        frequency: "monthly",
        rate_percent: "0.6",
        rate_unit: "period",
        first_due_date: "2026-12-22",
      },
    });
    expect(input("rate_percent")).toHaveValue("0.6");
    expect(screen.getByRole("region", { name: "Preview" })).toHaveTextContent("¥473.37 each · 12 periods");
  });

  test("does not lose what is typed while Rust answers", async () => {
    const { user, fake } = await stage("#/new");
    fake.answer("preset_apply", ({ form, preset, offer }) => {
      const answer = fake.desk.presetApply(form as PlanForm, preset as string, offer as number);
      return new Promise((done) => setTimeout(() => done(answer), 20));
    });
    await choose(user, "preset", FLAT);
    await user.type(input("price"), "1200");
    await new Promise((done) => setTimeout(done, 40));
    await settle();
    expect(input("price")).toHaveValue("1200");
    expect(input("rate_percent")).toHaveValue("0.6");
  });

  test("of a loan makes the plan a loan; the way back is the purchase as it was", async () => {
    const { user, called } = await stage("#/new");
    await choose(user, "preset", CASH);
    expect(called("plan_preview").at(-1)).toMatchObject({
      form: {
        origin: "cash_advance",
        method: "equal_instalment",
        rate_percent: "0.05",
        rate_unit: "day",
        first_due_date: "2026-12-10",
      },
    });
    await user.click(screen.getByRole("radio", { name: "Purchase" }));
    await settle();
    expect(called("plan_preview").at(-1)).toMatchObject({ form: { method: "interest_free" } });
    expect(list("preset")).toHaveAccessibleName("Example offers: None");
  });

  test("its own due day comes before that of an account chosen later", async () => {
    const { user } = await stage("#/new");
    await choose(user, "preset", FORTNIGHTS);
    expect(input("first_due_date")).toHaveValue("2026-11-22");
    await choose(user, "account", "小米分期");
    expect(input("first_due_date")).toHaveValue("2026-11-22");
    await choose(user, "preset", "None");
    await choose(user, "account", "花呗");
    expect(input("first_due_date")).toHaveValue("2026-12-21");
  });

  test("that Rust refuses says why and leaves the form as it was", async () => {
    const { user, fake } = await stage("#/new");
    fake.answer("preset_apply", () => {
      stop({ code: "preset_unknown", params: { preset: "gone" }, field: null });
    });
    await choose(user, "preset", FLAT);
    expect(screen.getByText("There is no preset “gone”.")).toBeInTheDocument();
    expect(list("preset")).toHaveAccessibleName("Example offers: None");
    expect(document.querySelector("[name=rate_percent]")).toBeNull();
  });
});

describe("an offer that is chosen", () => {
  test("says that it is an example, what is uncertain, and where it was read", async () => {
    const { user } = await stage("#/new");
    expect(screen.queryByText(/^Sources/)).toBeNull();
    await choose(user, "preset", FLAT);
    expect(list("preset")).toHaveAccessibleDescription(
      "Only examples, not the lender's word. Everything can be edited.",
    );
    expect(screen.getByText(/^The sources give total fees/)).toBeInTheDocument();
    const sources = screen.getByText("Sources (2)").closest("details");
    expect(sources).not.toHaveAttribute("open");
    expect(sources).toHaveTextContent("公开代码中的小米商城文案：3、6 期免息 · 2018-01-14");
    // The window never talks to a network: an address is there to be read.
    expect(sources).toHaveTextContent("http://m.example.cn/1800212.html");
    expect(sources?.querySelector("a")).toBeNull();
    await choose(user, "preset", "None");
    expect(screen.queryByText(/^Sources/)).toBeNull();
    expect(input("rate_percent")).toHaveValue("0.6");
  });

  test.each([
    ["en", FLAT],
    ["zh-CN", "12 期 · 每期 0.60%"],
  ])("is accessible in %s", async (language, offer) => {
    const { user } = await stage("#/new", `lang=${language}`);
    await choose(user, "preset", offer);
    await user.type(input("price"), "5299");
    await user.clear(input("rate_percent"));
    await user.type(input("payment"), "473.37");
    await settle();
    expect(input("rate_percent")).toHaveAttribute("placeholder", "0.6");
    expect(await violations()).toEqual([]);
  });
});
