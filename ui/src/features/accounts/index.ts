export { default as AccountDialog } from "./AccountDialog.svelte";
export { default as AccountFormScreen } from "./AccountFormScreen.svelte";
export { default as AccountScreen } from "./AccountScreen.svelte";
export { default as AccountsScreen } from "./AccountsScreen.svelte";
