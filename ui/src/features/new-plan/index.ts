export { default as NewPlanScreen } from "./NewPlanScreen.svelte";
