// What the page of a plan can be asked to do in a dialog.
import type { RepaymentView, RowView } from "../../ipc";

export type Ask =
  | { name: "edit" | "refund" | "reminders" | "remove" }
  | { name: "pay"; row: RowView; whole: boolean }
  | { name: "settle"; on: string }
  /** Without an amount, it is the user's to say. */
  | { name: "prepay"; on: string; amount?: string }
  | { name: "repayment"; repayment: RepaymentView };
