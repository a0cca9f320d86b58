export { default as OverviewScreen } from "./OverviewScreen.svelte";
