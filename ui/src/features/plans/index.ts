export { default as PlansScreen } from "./PlansScreen.svelte";
