// The app lock in the page: what is seen and kept while it is locked, what comes back, and how it is set.
import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import App from "../src/app/App.svelte";
import { install } from "../src/ipc/fake";
import { stop } from "../src/ipc/fake/refuse";
import { appState } from "../src/shared/app-state.svelte";
import { fetchParts } from "../src/shared/late";
import { parseRoute, replace } from "../src/shared/route.svelte";
import { toasts } from "../src/shared/toast.svelte";
import { choose, input, settle, stage, violations } from "./stage";

const PASSCODE = "2468";

/** The window, unlocked, with a passcode. */
const open = (hash: string, query = "lang=en") => stage(hash, `${query}&lock=${PASSCODE}&unlocked`);

async function type(passcode: string) {
  const user = userEvent.setup();
  await user.type(input("passcode"), `${passcode}{Enter}`);
  await settle();
}

const isLocked = () => screen.queryByRole("heading", { level: 1, name: "Fenqi is locked" }) !== null;

describe.each(["lang=en", "lang=zh-CN&theme=dark"])("the lock screen (%s)", (query) => {
  test("is sound, also with what is wrong and with the way out", async () => {
    const { fake } = await stage("#/plans/p3", `${query}&lock=${PASSCODE}`);
    expect(document.documentElement.lang).toBe(query.includes("zh") ? "zh-CN" : "en");
    expect(document.documentElement.dataset.theme).toBe(query.includes("dark") ? "dark" : "light");
    expect(await violations()).toEqual([]);
    await type("0000");
    document.querySelector("details")?.setAttribute("open", "");
    expect(await violations()).toEqual([]);
    fake.desk.lock.wait = 30;
    await type("0000");
    expect(await violations()).toEqual([]);
  });

  test("so are the settings and their dialogs", async () => {
    const { user } = await open("#/settings", query);
    expect(await violations()).toEqual([]);
    for (const name of [/^(Change passcode|更改密码)…$/, /^(Switch off|关闭应用锁)…$/]) {
      await user.click(screen.getByRole("button", { name }));
      await settle();
      expect(await violations()).toEqual([]);
      await user.keyboard("{Escape}");
      await settle();
    }
  });
});

describe("while it is locked", () => {
  test("nothing of any screen is in the page, and no command is tried but those of the lock", async () => {
    const { fake, user } = await stage("#/plans/p3", `lang=en&lock=${PASSCODE}`);
    expect(isLocked()).toBe(true);
    expect(document.activeElement).toBe(input("passcode"));
    expect(document.body.textContent).not.toMatch(/小米|花呗|\d\.\d\d/);
    expect(screen.queryByRole("navigation")).toBeNull();
    await user.keyboard("{Control>}k{/Control}{Control>}n{/Control}?");
    await settle();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(location.hash).toBe("#/plans/p3");
    await fake.changed(["plans", "settings", "accounts"]);
    await settle();
    expect(isLocked()).toBe(true);
    const asked = new Set(fake.calls.map((call) => call.command));
    for (const known of ["window_ready", "lock_state", "app_state"]) asked.delete(known);
    expect([...asked].filter((name) => !name.startsWith("plugin:"))).toEqual([]);
  });

  test("a wrong passcode is told beside the field, which is empty again and has the focus", async () => {
    const { called } = await stage("#/", `lang=en&lock=${PASSCODE}`);
    expect(input("passcode").type).toBe("password");
    await type("0000");
    expect(input("passcode")).toHaveAccessibleDescription("This is not the passcode. Type it again.");
    expect(input("passcode")).toHaveValue("");
    expect(document.activeElement).toBe(input("passcode"));
    await type(PASSCODE);
    expect(isLocked()).toBe(false);
    expect(called("unlock")).toEqual([{ passcode: "0000" }, { passcode: PASSCODE }]);
    expect(screen.getByRole("heading", { level: 1 })).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("too many tries count down, by Rust's clock, and then it can be tried again", async () => {
    const { fake } = await stage("#/", `lang=en&lock=${PASSCODE}`);
    for (let n = 0; n < 5; n += 1) await type("0000");
    expect(input("passcode")).toHaveAccessibleDescription("Too many wrong tries. Try again in 30 s.");
    fake.desk.lock.wait = 600;
    await new Promise((done) => setTimeout(done, 1100));
    await settle();
    expect(input("passcode")).toHaveAccessibleDescription("Too many wrong tries. Try again in 10 minutes.");
    fake.desk.lock.wait = 0;
    await new Promise((done) => setTimeout(done, 1100));
    await settle();
    expect(input("passcode")).not.toHaveAccessibleDescription();
    await type(PASSCODE);
    expect(isLocked()).toBe(false);
  });

  test("the way out of a forgotten passcode is told, and taken when the window has the focus again", async () => {
    const { fake } = await stage("#/", `lang=en&lock=${PASSCODE}`);
    expect(screen.getByText("Forgotten the passcode?")).toBeVisible();
    expect(screen.getByText("fenqi-cli lock off")).toBeInTheDocument();
    fake.desk.lock.locked = false;
    await fake.changed(["settings"]);
    await settle();
    expect(isLocked()).toBe(false);
  });
});

describe("when it locks", () => {
  test("everything that was loaded goes: screen, state, dialogs and notes", async () => {
    const { user } = await open("#/plans/p3");
    await user.click(screen.getByRole("button", { name: "Mark paid: instalment 4" }));
    await settle();
    expect(toasts()).toHaveLength(1);
    await user.keyboard("{Control>}k{/Control}");
    await settle();
    expect(screen.getByRole("dialog")).toBeVisible();
    await user.keyboard("{Control>}l{/Control}");
    await settle();
    expect(isLocked()).toBe(true);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(appState()).toBeNull();
    expect(toasts()).toHaveLength(0);
    expect(document.documentElement.textContent).not.toMatch(/小米|ThinkPad|花呗|\d\.\d\d/);
  });

  test("the screen goes at once, though Rust cannot say more of the lock", async () => {
    const { fake } = await open("#/plans/p3");
    fake.answer("lock_state", () =>
      stop({ code: "storage_failed", params: { reason: "busy" }, field: null }),
    );
    fake.desk.lock.locked = true;
    await fake.changed(["settings"]);
    await settle();
    expect(isLocked()).toBe(true);
    expect(appState()).toBeNull();
  });

  test("what else is wrong once it is open is told, not hidden behind the lock", async () => {
    const { fake } = await stage("#/plans/p3", `lang=en&lock=${PASSCODE}`);
    expect(isLocked()).toBe(true);
    fake.answer("app_state", () => stop({ code: "storage_failed", params: { reason: "disk" }, field: null }));
    await type(PASSCODE);
    expect(isLocked()).toBe(false);
    expect(screen.getByRole("alert")).toHaveTextContent("disk");
  });

  test("an answer that was under way shows nothing", async () => {
    const { fake, user } = await open("#/plans");
    const late = fake.desk.state();
    let answer = () => {};
    let first = true;
    fake.answer("app_state", () => {
      if (!first) return fake.desk.state();
      first = false;
      return new Promise((done) => {
        answer = () => done(late);
      });
    });
    await fake.changed(["settings"]);
    await settle();
    await user.keyboard("{Control>}l{/Control}");
    await settle();
    expect(isLocked()).toBe(true);
    answer();
    await settle();
    expect(isLocked()).toBe(true);
    expect(appState()).toBeNull();
  });

  test("what was typed waits, and is there again when it is open", async () => {
    const { user } = await open("#/accounts/a1/edit");
    const before = input("name").value;
    await user.type(input("name"), " 二号");
    await user.keyboard("{Control>}l{/Control}");
    await settle();
    expect(document.body.innerHTML).not.toContain("二号");
    await type("0000");
    await type(PASSCODE);
    expect(input("name")).toHaveValue(`${before} 二号`);
  });

  test("a draft of a plan is there again", async () => {
    const { user } = await open("#/new");
    await user.type(input("title"), "洗衣机");
    await user.keyboard("{Control>}l{/Control}");
    await settle();
    expect(document.body.innerHTML).not.toContain("洗衣机");
    await type(PASSCODE);
    expect(input("title")).toHaveValue("洗衣机");
  });

  async function dialog(n: number) {
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: `Instalment ${n}: more actions` }));
    await settle();
    await user.click(screen.getByRole("button", { name: "Part, or another day…" }));
    await settle();
  }

  test("what was typed into a dialog that was left is not wanted any more", async () => {
    const { user } = await open("#/plans/p3");
    await dialog(4);
    await user.type(input("amount"), "12.34");
    await user.keyboard("{Escape}");
    await settle();
    await user.keyboard("{Control>}l{/Control}");
    await settle();
    await type(PASSCODE);
    await dialog(4);
    expect(input("amount")).toHaveValue("");
  });

  test("what was typed into a dialog comes back to the same dialog, and to no other", async () => {
    const { user } = await open("#/plans/p3");
    await dialog(4);
    await user.type(input("amount"), "12.34");
    await user.keyboard("{Control>}l{/Control}");
    await settle();
    expect(screen.queryByRole("dialog")).toBeNull();
    await type(PASSCODE);
    await dialog(5);
    expect(input("amount")).toHaveValue("");
    await user.keyboard("{Escape}");
    await settle();
    await dialog(4);
    expect(input("amount")).toHaveValue("12.34");
  });

  test("it opens where it was, or where a notice led meanwhile", async () => {
    const { user } = await open("#/plans/p3");
    await user.keyboard("{Control>}l{/Control}");
    await settle();
    await type(PASSCODE);
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(/./);
    expect(location.hash).toBe("#/plans/p3");
    await user.keyboard("{Control>}l{/Control}");
    await settle();
    replace(parseRoute("#/inbox"));
    await settle();
    expect(isLocked()).toBe(true);
    await type(PASSCODE);
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Reminders");
  });

  test("the overview loads anew", async () => {
    install(new URLSearchParams(`lang=en&lock=${PASSCODE}`));
    replace(parseRoute("#/"));
    await fetchParts();
    render(App);
    await settle();
    await type(PASSCODE);
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByRole("main")).toHaveTextContent(/\d\.\d\d/);
  });
});

describe("use", () => {
  test("is told, at most every two seconds, where it counts", async () => {
    const { called } = await open("#/plans");
    const stamp = vi.spyOn(Event.prototype, "timeStamp", "get");
    stamp.mockReturnValue(1e9);
    for (const use of [fireEvent.keyDown, fireEvent.pointerMove, fireEvent.wheel, fireEvent.pointerDown])
      await use(document.body);
    expect(called("lock_used")).toHaveLength(1);
    stamp.mockReturnValue(1e9 + 2001);
    await fireEvent.pointerMove(document.body);
    expect(called("lock_used")).toHaveLength(2);
    stamp.mockRestore();
  });

  test("is nobody's concern without a lock", async () => {
    const { called } = await stage("#/plans");
    await fireEvent.keyDown(document.body, { key: "x" });
    expect(called("lock_used")).toHaveLength(0);
  });

  test("ends when the window is hidden, where that was chosen", async () => {
    const { fake, called } = await open("#/plans");
    const hide = async () => {
      const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
      document.dispatchEvent(new Event("visibilitychange"));
      hidden.mockRestore();
      await settle();
    };
    await hide();
    expect(called("lock_hidden")).toHaveLength(0);
    fake.desk.lock.after = "close";
    await fake.changed(["settings"]);
    await settle();
    await hide();
    expect(isLocked()).toBe(true);
  });
});

describe("in the settings", () => {
  test("a passcode is set, typed twice", async () => {
    const { user, called } = await stage("#/settings");
    expect(screen.getByText(/it does not encrypt the file/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Set a passcode…" }));
    await settle();
    const ask = async (first: string, again: string) => {
      await user.clear(input("passcode-new"));
      await user.type(input("passcode-new"), first);
      await user.clear(input("passcode-again"));
      await user.type(input("passcode-again"), `${again}{Enter}`);
      await settle();
    };
    await ask("123", "123");
    expect(input("passcode-new")).toHaveAccessibleDescription(/at least 4 characters/);
    await ask("1234", "1235");
    expect(input("passcode-again")).toHaveAccessibleDescription(/not what stands above/);
    expect(document.activeElement).toBe(input("passcode-again"));
    await ask("1234", "1234");
    expect(called("lock_set").at(-1)).toEqual({ current: null, passcode: "1234", again: "1234" });
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getByRole("button", { name: "Lock now" })).toBeVisible();
  });

  test("it is changed and switched off with the current one", async () => {
    const { user, called } = await open("#/settings");
    await user.click(screen.getByRole("button", { name: "Change passcode…" }));
    await settle();
    await user.type(input("passcode"), "0000");
    await user.type(input("passcode-new"), "13579");
    await user.type(input("passcode-again"), "13579{Enter}");
    await settle();
    expect(input("passcode")).toHaveAccessibleDescription(/not the passcode/);
    await user.clear(input("passcode"));
    await user.type(input("passcode"), `${PASSCODE}{Enter}`);
    await settle();
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Switch off…" }));
    await settle();
    await user.type(input("passcode"), "13579{Enter}");
    await settle();
    expect(called("lock_off")).toEqual([{ passcode: "13579" }]);
    expect(screen.getByRole("button", { name: "Set a passcode…" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Lock now" })).toBeNull();
  });

  test("when it locks is chosen from a list", async () => {
    const { user, called } = await open("#/settings");
    await choose(user, "lock-after", "Only at the start");
    expect(called("lock_after_set")).toEqual([{ after: "start" }]);
    await choose(user, "lock-after", "After 15 minutes without use");
    expect(called("lock_after_set").at(-1)).toEqual({ after: "minutes15" });
  });

  test.each([
    [
      "the button",
      async (user: ReturnType<typeof userEvent.setup>) =>
        user.click(screen.getByRole("button", { name: "Lock now" })),
    ],
    [
      "the palette",
      async (user: ReturnType<typeof userEvent.setup>) => {
        await user.keyboard("{Control>}k{/Control}");
        await settle();
        await user.keyboard("lock now{Enter}");
      },
    ],
    [
      "the key, also while something is typed",
      async (user: ReturnType<typeof userEvent.setup>) => {
        await user.click(screen.getByRole("button", { name: "Change passcode…" }));
        await settle();
        await user.type(input("passcode"), "x{Control>}l{/Control}");
      },
    ],
  ])("it is locked at once by %s", async (_, act) => {
    const { user, called } = await open("#/settings");
    await act(user);
    await settle();
    expect(called("lock_now")).toHaveLength(1);
    expect(isLocked()).toBe(true);
    expect(input("passcode")).toHaveValue("");
  });

  test("without a passcode neither key nor palette locks", async () => {
    const { user, called } = await stage("#/settings");
    await user.keyboard("{Control>}l{/Control}{Control>}k{/Control}");
    await settle();
    await user.keyboard("lock now");
    await settle();
    expect(screen.queryByRole("option", { name: /Lock now/ })).toBeNull();
    expect(called("lock_now")).toHaveLength(0);
  });
});
