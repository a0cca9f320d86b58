export { default as ReminderSection } from "./ReminderSection.svelte";
export { default as RulesDialog } from "./RulesDialog.svelte";
