export { default as HelpScreen } from "./HelpScreen.svelte";
