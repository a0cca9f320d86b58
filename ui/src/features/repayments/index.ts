export { default as PayDialog } from "./PayDialog.svelte";
export { default as RowActions } from "./RowActions.svelte";
export { confirmDebit, denyDebit, payRow, payStatement, type Payable } from "./pay";
