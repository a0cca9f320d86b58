import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";
import { emit } from "@tauri-apps/api/event";
import { ipc, type PlanForm, type Settings } from "../src/ipc";
import { install } from "../src/ipc/fake";
import { forgetTyped, giveBackTyped, rememberTyped } from "../src/app/typed";
import { stop } from "../src/ipc/fake/refuse";
import { SCREENS } from "./scenes";
import { input, settle, stage, violations } from "./stage";

const screens = [
  ...SCREENS.map(({ hash }) => hash),
  "#/calendar",
  "#/calendar/2026-11-21",
  "#/accounts/a1/edit",
  "#/accounts/new",
];

describe.each(["lang=en", "lang=zh-CN&theme=dark"])("accessibility with %s", (look) => {
  test.each(screens)("%s", async (hash) => {
    await stage(hash, look);
    expect(await violations()).toEqual([]);
  });

  test.each([
    "#/",
    "#/calendar",
    "#/plans",
    "#/accounts",
    "#/records",
    "#/records/activity",
    "#/analysis",
    "#/analysis/limits",
    "#/new",
  ])("%s with nothing in it", async (hash) => {
    await stage(hash, `${look}&empty`);
    expect(await violations()).toEqual([]);
  });
});

describe("the frame", () => {
  test("says that it is ready once, after the first data", async () => {
    const { fake, called } = await stage("#/calendar");
    expect(called("window_ready")).toHaveLength(1);
    const order = fake.calls.map((call) => call.command);
    expect(order.indexOf("window_ready")).toBeGreaterThan(order.indexOf("month"));
    await fake.changed(["plans", "settings"]);
    await settle();
    expect(called("window_ready")).toHaveLength(1);
  });

  test("opens the plan that a notice or the tray asks for", async () => {
    await stage("#/calendar");
    await emit("open-plan", { plan: "p1" });
    await settle();
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("小米 15 Pro");
  });

  test("Ctrl N goes to a new plan", async () => {
    const { user } = await stage("#/plans");
    await user.keyboard("{Control>}n{/Control}");
    await settle();
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("New plan");
  });

  test("amounts are hidden and shown again by a button, a key and a command", async () => {
    const { user, called } = await stage("#/");
    const hidden = () =>
      called("settings_set").map((call) => (call as { settings: Settings }).settings.hide_amounts);
    const button = screen.getByRole("button", { name: "Hide amounts" });
    expect(button).toHaveAttribute("aria-pressed", "false");
    await user.click(button);
    await settle();
    expect(button).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByRole("main")).not.toHaveTextContent(/\d\.\d\d/);
    await user.keyboard("{Control>}.{/Control}");
    await settle();
    expect(button).toHaveAttribute("aria-pressed", "false");
    expect(screen.getByRole("main")).toHaveTextContent(/\d\.\d\d/);
    expect(hidden()).toEqual([true, false]);
    await user.keyboard("{Control>}k{/Control}");
    await settle();
    await user.keyboard("hide{Enter}");
    await settle();
    expect(hidden()).toEqual([true, false, true]);
  });

  test("language and theme follow the settings, at once and everywhere", async () => {
    const { user, called } = await stage("#/settings");
    await user.click(screen.getByRole("radio", { name: "简体中文" }));
    await settle();
    await user.click(screen.getByRole("radio", { name: "深色" }));
    await settle();
    expect(called("settings_set")[0]).toEqual({
      settings: { language: "zh-CN", theme: "light", hide_amounts: false },
    });
    expect(document.documentElement.lang).toBe("zh-CN");
    expect(document.documentElement.dataset.theme).toBe("dark");
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("设置");
  });

  test("a screen that cannot load says why and tries again", async () => {
    const { fake, user } = await stage("#/accounts");
    fake.answer("plan", () => {
      stop({ code: "plan_unknown", params: { plan: "gone" }, field: null });
    });
    await user.click(screen.getByRole("link", { name: /^Plans/ }));
    location.hash = "#/plans/gone";
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    await settle();
    expect(screen.getByRole("alert")).toHaveTextContent("There is no plan “gone”.");
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  });
});

describe("what was typed", () => {
  test("survives a screen that breaks while it is drawn", async () => {
    const { user, fake } = await stage("#/new");
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    await user.type(input("title"), "洗衣机");
    fake.answer("plan_preview", () => ({ errors: [], schedule: { rows: null }, solved: null }));
    await fireEvent.input(input("price"), { target: { value: "3199" } });
    await settle();
    expect(screen.getByText("This screen could not be drawn")).toBeInTheDocument();
    fake.answer("plan_preview", ({ form }) => fake.desk.planPreview(form as PlanForm));
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await settle();
    expect(input("title")).toHaveValue("洗衣机");
    expect(input("price")).toHaveValue("3199");
  });

  test("is not carried to another screen's form", () => {
    const field = Object.assign(document.createElement("input"), { name: "name" });
    document.body.append(field);
    const stop = rememberTyped();
    void fireEvent.input(field, { target: { value: "洗衣机" } });
    field.value = "";
    giveBackTyped(document.body);
    expect(field).toHaveValue("洗衣机");
    field.value = "";
    forgetTyped();
    giveBackTyped(document.body);
    expect(field).toHaveValue("");
    stop();
    field.remove();
  });
});

describe("a plan", () => {
  test("a row is marked paid in place", async () => {
    const { user, called } = await stage("#/plans/p3");
    await user.click(screen.getByRole("button", { name: "Mark paid: instalment 4" }));
    await settle();
    expect(called("pay")).toHaveLength(1);
    expect(screen.queryByRole("button", { name: "Mark paid: instalment 4" })).not.toBeInTheDocument();
    expect(screen.getByText("Paid 22 Nov")).toBeInTheDocument();
  });
});

test("the fake refuses commands that Rust does not have", async () => {
  const fake = install(new URLSearchParams());
  const { invoke } = await import("@tauri-apps/api/core");
  await expect(invoke("remove_everything")).rejects.toThrow("not found");
  fake.answer("limits", () => {
    throw new Error("channel closed");
  });
  await expect(ipc.limits()).rejects.toMatchObject({
    code: "input_invalid",
    params: { reason: "channel closed" },
  });
});
