export { default as SettingsScreen } from "./SettingsScreen.svelte";
export { default as RestoreDialog } from "./RestoreDialog.svelte";
