export { forgetDraft } from "./draft.svelte";
export { default as NewPlanScreen } from "./NewPlanScreen.svelte";
