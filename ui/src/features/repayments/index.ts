export { default as PayDialog } from "./PayDialog.svelte";
export { payRow, payStatement, type Payable } from "./pay";
