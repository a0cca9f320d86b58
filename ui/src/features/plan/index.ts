export { default as PlanScreen } from "./PlanScreen.svelte";
