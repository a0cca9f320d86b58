import { late } from "../../shared/late";

/** Fetched later: the overview, which the window opens with, marks rows paid without it. */
export const payDialog = late(async () => (await import("./PayDialog.svelte")).default);
export const repaymentDialog = late(async () => (await import("./RepaymentDialog.svelte")).default);
export { default as RowActions } from "./RowActions.svelte";
export { confirmDebit, denyDebit, payRow, payStatement, takeBack, type Payable } from "./pay";
