// Encrypted copies, in the window: a passphrase typed twice, and asked for before one is restored.
import { screen, within } from "@testing-library/svelte";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { giveBackTyped } from "../src/app/typed";
import { OPENS } from "../src/ipc/fake/file";
import { stop } from "../src/ipc/fake/refuse";
import { input, settle, stage, violations } from "./stage";

async function ask(user: UserEvent, first: string, again: string) {
  await user.clear(input("passphrase"));
  await user.type(input("passphrase"), first);
  await user.clear(input("passphrase-again"));
  if (again !== "") await user.type(input("passphrase-again"), again);
  await user.keyboard("{Enter}");
  await settle();
}

async function encrypts(query = "lang=en") {
  const on = await stage("#/settings/data", query);
  await on.user.click(screen.getByRole("button", { name: /^(Encrypted copy|加密备份)…$/ }));
  await settle();
  return on;
}

describe.each(["lang=en", "lang=zh-CN&theme=dark"])("the dialogs (%s)", (query) => {
  test("are sound", async () => {
    await encrypts(query);
    expect(await violations()).toEqual([]);
  });
});

describe("an encrypted copy", () => {
  test("is made with a passphrase that is long enough and typed twice alike", async () => {
    const { user, called } = await encrypts();
    expect(screen.getByRole("dialog")).toHaveTextContent("A lost passphrase cannot be recovered");
    expect(input("passphrase").type).toBe("password");
    await ask(user, "short", "short");
    expect(input("passphrase")).toHaveAccessibleDescription(/at least 10 characters/);
    expect(document.activeElement).toBe(input("passphrase"));
    await ask(user, OPENS, "correct horse batterie");
    expect(input("passphrase-again")).toHaveAccessibleDescription(/not what stands above/);
    expect(await violations()).toEqual([]);
    await ask(user, OPENS, OPENS);
    expect(called("backup_encrypt").at(-1)).toEqual({ passphrase: OPENS, again: OPENS });
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getByText(/asked\.db\.age/)).toBeVisible();
  });

  test("is made with a passphrase that the page keeps nowhere", async () => {
    const { user } = await encrypts();
    await ask(user, OPENS, OPENS);
    const screen = document.createElement("div");
    screen.innerHTML = '<input type="password" name="passphrase"><input name="passphrase-again">';
    giveBackTyped(screen);
    expect([...screen.querySelectorAll("input")].map(({ value }) => value)).toEqual(["", ""]);
  });

  test("keeps what was typed when no folder was chosen", async () => {
    const { user, fake } = await encrypts();
    fake.answer("backup_encrypt", () => null);
    await ask(user, OPENS, OPENS);
    expect(input("passphrase").value).toBe(OPENS);
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe.each([
  ["the settings", "#/settings/data", "lang=en", "Restore from a file…"],
  ["the first start", "#/", "lang=en&empty", "Restore a backup…"],
])("restored from %s", (_, hash, query, button) => {
  test("it asks for the passphrase, and says beside it that it is wrong", async () => {
    const { user, fake, called } = await stage(hash, query);
    fake.desk.copyIsLocked = true;
    await user.click(screen.getByRole("button", { name: button }));
    await settle();
    const dialog = screen.getByRole("dialog", { name: "This copy is encrypted" });
    expect(dialog).toHaveTextContent("asked.db.age");
    expect(await violations()).toEqual([]);
    await user.type(input("passphrase"), "wrong{Enter}");
    await settle();
    expect(input("passphrase")).toHaveAccessibleDescription(/does not open the file/);
    expect(input("passphrase")).toHaveAttribute("aria-invalid", "true");
    await user.clear(input("passphrase"));
    await user.type(input("passphrase"), `${OPENS}{Enter}`);
    await settle();
    const rehearsal = screen.getByRole("dialog", { name: "Restore this backup?" });
    expect(called("restore")).toHaveLength(0);
    await user.click(within(rehearsal).getByRole("button", { name: "Restore" }));
    await settle();
    expect(called("restore")).toEqual([{ passphrase: OPENS }]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("what is damaged is told, and the question can be left", async () => {
    const { user, fake } = await stage(hash, query);
    fake.desk.copyIsLocked = true;
    fake.answer("restore_unlock", () => {
      stop({ code: "encrypted_cut", params: { path: "/x" }, field: null });
    });
    await user.click(screen.getByRole("button", { name: button }));
    await settle();
    await user.type(input("passphrase"), `${OPENS}{Enter}`);
    await settle();
    expect(screen.getByRole("alert")).toHaveTextContent("The end of /x is missing");
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
