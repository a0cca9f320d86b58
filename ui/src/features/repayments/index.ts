export { default as PayDialog } from "./PayDialog.svelte";
export { answerDebit, payRow, payStatement, type Payable } from "./pay";
