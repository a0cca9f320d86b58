// How a status reads and which colour it wears, the same on every screen.
import type { InstalmentStatus, PlanStatus } from "../ipc";
import { shortDay } from "./format";
import { t } from "./i18n.svelte";

export type Tone = "over" | "now" | "done" | "due" | "idle";

const tones: Record<InstalmentStatus | PlanStatus, Tone> = {
  scheduled: "idle",
  due: "due",
  debit_expected: "now",
  overdue: "over",
  paid: "done",
  void: "idle",
  active: "due",
  settled: "done",
  refunded: "idle",
};

export function tone(status: InstalmentStatus | PlanStatus): Tone {
  return tones[status];
}

/** What stands in a row's pill: the status with its day, or how far away it is. */
export function rowStatusText(row: {
  status: InstalmentStatus;
  days: number;
  paid_on: string | null;
}): string {
  switch (row.status) {
    case "paid":
      return row.paid_on ? t("common-paid-on", { date: shortDay(row.paid_on) }) : t("status-paid");
    case "overdue":
      return t("common-overdue-days", { days: -row.days });
    case "scheduled":
      return row.days > 0 && row.days <= 31 ? t("common-due-in", { days: row.days }) : t("status-scheduled");
    case "due":
      return row.days === 0 ? t("common-due-today") : t("status-due");
    case "debit_expected":
      return t("status-debit-expected");
    case "void":
      return t("status-void");
  }
}

export function statusText(status: InstalmentStatus | PlanStatus): string {
  return status === "debit_expected" ? t("status-debit-expected") : t(`status-${status}`);
}

/** Looks at the digits only: nothing is computed with an amount here. */
export function isZero(amount: string): boolean {
  return !/[1-9]/.test(amount);
}
