export { default as PayoffScreen } from "./PayoffScreen.svelte";
