// How far a statement has come, in words and in colour.
import type { WaitingView } from "../../ipc";
import { t } from "../../shared/i18n.svelte";
import type { Tone } from "../../shared/status";

export function stateOf(one: WaitingView): { text: string; tone: Tone } {
  const { kind, days, debit } = one;
  if (kind === "debit_check") return { text: t("pay-debit-short"), tone: "now" };
  if (kind === "overdue") return { text: t("common-overdue-days", { days: -days }), tone: "over" };
  if (days < 0) return { text: t("inbox-due-ago", { days: -days }), tone: "due" };
  if (days === 0) return { text: t(debit ? "inbox-debit-today" : "common-due-today"), tone: "due" };
  return { text: t(debit ? "inbox-debit-in" : "common-due-in", { days }), tone: "idle" };
}

const EVENING_HOUR = 20;

/** Whether "tonight" is over. Only what is offered hangs on the page's clock; what it means, Rust decides. */
export function isEvening(): boolean {
  return new Date().getHours() >= EVENING_HOUR;
}
