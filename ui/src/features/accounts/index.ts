export { default as AccountDialog } from "./AccountDialog.svelte";
export { default as AccountsScreen } from "./AccountsScreen.svelte";
