export { default as PlannedLine } from "./PlannedLine.svelte";
