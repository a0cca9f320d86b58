import { fireEvent, screen, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import { settle, stage, violations } from "./stage";

const options = () => screen.getAllByRole("option").map((option) => option.textContent.trim());
const current = () => screen.getByRole("option", { selected: true });

/** Longer than the pause after which plans are searched. */
async function pause(): Promise<void> {
  await new Promise((done) => setTimeout(done, 150));
  await settle();
}

async function opened(hash = "#/", query = "lang=en") {
  const set = await stage(hash, query);
  await set.user.keyboard("{Control>}k{/Control}");
  await settle();
  return { ...set, input: screen.getByRole("combobox", { name: /Search or command|搜索或命令/ }) };
}

describe("the command palette", () => {
  test("opens by key with the focus in it, and lists screens and commands", async () => {
    const { input } = await opened();
    expect(document.activeElement).toBe(input);
    expect(options()).toEqual(
      expect.arrayContaining(["Overview", "Calendar", "Plans", "Accounts", "Settings", "Theme: Dark"]),
    );
    expect(input).toHaveAttribute("aria-activedescendant", current().id);
  });

  test("opens by its button too", async () => {
    const { user } = await stage("#/plans");
    await user.click(screen.getByRole("button", { name: /^Search or command/ }));
    await settle();
    expect(screen.getByRole("combobox", { name: "Search or command" })).toBeInTheDocument();
  });

  test("finds any plan by a few characters, through Rust, after a pause", async () => {
    const { user, called } = await opened();
    await user.keyboard("联想");
    await pause();
    expect(called("plans_page").at(-1)).toEqual({ query: { search: "联想", limit: 8 } });
    const plans = within(screen.getByRole("group", { name: "Plans" }));
    expect(plans.getByRole("option")).toHaveTextContent("ThinkPad X1 Carbon");
    await user.keyboard("{Enter}");
    await settle();
    expect(location.hash).toBe("#/plans/p3");
    expect(screen.queryByRole("combobox", { name: "Search or command" })).not.toBeInTheDocument();
  });

  test("also by order number and by note", async () => {
    const { user } = await opened();
    await user.keyboard("774317");
    await pause();
    expect(options()).toEqual([expect.stringContaining("小米 15 Pro")]);
    await user.clear(screen.getByRole("combobox"));
    await user.keyboard("保修");
    await pause();
    expect(options()).toEqual([expect.stringContaining("ThinkPad")]);
  });

  test("arrows walk around the list; the input keeps the focus", async () => {
    const { user, input } = await opened();
    const first = current().textContent;
    await user.keyboard("{ArrowDown}");
    expect(current().textContent).not.toBe(first);
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(current()).toHaveTextContent("Keyboard shortcuts");
    expect(document.activeElement).toBe(input);
  });

  test("runs a command", async () => {
    const { user, called } = await opened();
    await user.keyboard("dark{Enter}");
    await settle();
    expect(called("settings_set")[0]).toMatchObject({ settings: { theme: "dark" } });
    expect(document.documentElement.dataset.theme).toBe("dark");
  });

  test("changes the language of everything", async () => {
    const { user } = await opened();
    await user.keyboard("简体{Enter}");
    await settle();
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("总览");
  });

  test("Enter that ends a composition chooses nothing", async () => {
    const { input } = await opened();
    await fireEvent.keyDown(input, { key: "Enter", isComposing: true });
    await fireEvent.keyDown(input, { key: "Enter", keyCode: 229 });
    await settle();
    expect(input).toBeInTheDocument();
    expect(location.hash).not.toBe("#/new");
  });

  test("says when there is nothing, and Escape leaves", async () => {
    const { user } = await opened();
    await user.keyboard("zzzz");
    await pause();
    expect(screen.getByText(/^Nothing found/)).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await settle();
    expect(screen.queryByRole("combobox")).not.toBeInTheDocument();
  });

  test.each(["lang=en", "lang=zh-CN&theme=dark"])("is accessible with %s", async (query) => {
    const { user } = await opened("#/", query);
    expect(await violations()).toEqual([]);
    await user.keyboard("小米");
    await pause();
    expect(await violations()).toEqual([]);
  });
});

describe("keys everywhere", () => {
  test("? shows all keys, and Escape hides them", async () => {
    const { user } = await stage("#/calendar");
    await user.keyboard("?");
    await settle();
    const dialog = screen.getByRole("dialog", { name: "Keyboard shortcuts" });
    expect(dialog).toHaveTextContent("Ctrl K");
    expect(await violations()).toEqual([]);
    await user.keyboard("{Escape}");
    await settle();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  test("/ goes to the search of a screen that has one, else to the palette", async () => {
    const { user } = await stage("#/plans");
    await user.keyboard("/");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
    await user.keyboard("/");
    expect(screen.getByRole("searchbox")).toHaveValue("/");
    location.hash = "#/accounts";
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    await settle();
    await user.keyboard("/");
    await settle();
    expect(screen.getByRole("combobox", { name: "Search or command" })).toBeInTheDocument();
  });

  test("Ctrl Z takes the latest action back", async () => {
    const { user, called } = await stage("#/");
    await user.click(screen.getByRole("button", { name: "Mark paid: ThinkPad X1 Carbon, instalment 4" }));
    await settle();
    await user.keyboard("{Control>}z{/Control}");
    await settle();
    expect(called("undo")).toHaveLength(1);
    expect(
      screen.getByRole("button", { name: "Mark paid: ThinkPad X1 Carbon, instalment 4" }),
    ).toBeInTheDocument();
  });
});
