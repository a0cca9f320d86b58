export { default as CalendarScreen } from "./CalendarScreen.svelte";
