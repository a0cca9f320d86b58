// Changes of the settings, from wherever there is a way to make one.
import { ipc, type Settings } from "../ipc";
import { appState, hidesAmounts } from "./app-state.svelte";
import { failed } from "./toast.svelte";

/** Changes what is named and keeps the rest. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const settings = appState()?.settings;
  if (!settings) return;
  try {
    await ipc.settingsSet({ ...settings, ...change });
  } catch (thrown) {
    failed(thrown);
  }
}

/** Hides the amounts, or shows them again. */
export function toggleAmounts(): void {
  void changeSettings({ hide_amounts: !hidesAmounts() });
}
