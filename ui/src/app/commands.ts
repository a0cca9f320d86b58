// What the palette can do besides opening a plan.
import { appState, hidesAmounts, today } from "../shared/app-state.svelte";
import { exportCsv } from "../shared/export";
import { t } from "../shared/i18n.svelte";
import { show } from "../shared/overlay.svelte";
import { go } from "../shared/route.svelte";
import { changeSettings, toggleAmounts } from "../shared/settings";
import { redo, undo } from "../shared/undo";
import { entries } from "./entries";
import { lockNow } from "./lock.svelte";

export interface Command {
  id: string;
  group: "screens" | "commands";
  text: string;
  keys?: string;
  run: () => unknown;
}

export function commands(): Command[] {
  const screens = entries().map(({ to, text }): Command => ({
    id: `go-${to.name}`,
    group: "screens",
    text: t(text),
    run: () => go(to),
  }));
  const does = (id: string, text: string, run: () => unknown, keys?: string): Command => ({
    id,
    group: "commands",
    text,
    run,
    ...(keys ? { keys } : {}),
  });
  return [
    does("new", t("common-new-plan"), () => go({ name: "new" }), "Ctrl N"),
    ...screens,
    does("rules", t("palette-rules"), () => go({ name: "settings", view: "reminders" })),
    does("data", t("palette-data"), () => go({ name: "settings", view: "data" })),
    does("today", t("palette-today"), () => go({ name: "calendar", date: today() })),
    does("undo", t("undo-undo"), undo, "Ctrl Z"),
    does("redo", t("palette-redo"), redo, "Ctrl Shift Z"),
    does(
      "amounts",
      t(hidesAmounts() ? "nav-show-amounts" : "settings-hide-amounts"),
      toggleAmounts,
      "Ctrl .",
    ),
    ...(appState()?.lock ? [does("lock", t("settings-lock-now"), lockNow, "Ctrl L")] : []),
    does("export", t("common-export-csv"), exportCsv),
    does("import", t("start-import"), () => go({ name: "import" })),
    does("light", t("palette-theme", { theme: t("settings-theme-light") }), () =>
      changeSettings({ theme: "light" }),
    ),
    does("dark", t("palette-theme", { theme: t("settings-theme-dark") }), () =>
      changeSettings({ theme: "dark" }),
    ),
    does("system", t("palette-theme", { theme: t("settings-system") }), () =>
      changeSettings({ theme: "system" }),
    ),
    does("zh", t("settings-language-zh"), () => changeSettings({ language: "zh-CN" })),
    does("en", t("settings-language-en"), () => changeSettings({ language: "en" })),
    does("help", t("help-title"), () => go({ name: "help" }), "F1"),
    does("keys", t("keys-title"), () => show("keys"), "?"),
  ];
}

/** Those that hold every word of what was typed. */
export function matching(all: Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ id, text }) => {
    const said = `${id} ${text}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
