export { default as AnalysisScreen } from "./AnalysisScreen.svelte";
