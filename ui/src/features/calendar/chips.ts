// What a day cell shows and says.
import type { DueBrief, MonthDay } from "../../ipc";
import { amountText, dayText, weekdayText } from "../../shared/format";
import { t } from "../../shared/i18n.svelte";
import { statusText } from "../../shared/status";

export interface ChipLook {
  tone: "done" | "over" | "now" | "due" | "idle" | "gone";
  sign: string;
}

export function chipLook(row: DueBrief): ChipLook {
  switch (row.status) {
    case "paid":
      return { tone: "done", sign: "✓" };
    case "overdue":
      return { tone: "over", sign: "!" };
    case "debit_expected":
      return { tone: "now", sign: "?" };
    case "void":
      return { tone: "gone", sign: "" };
    case "due":
      return { tone: "due", sign: row.partly_paid ? "½" : "" };
    case "scheduled":
      return { tone: "idle", sign: row.partly_paid ? "½" : "" };
  }
}

export function dayLabel(date: string, day: MonthDay | undefined): string {
  const name = `${dayText(date)} ${weekdayText(date)}`;
  if (!day) return name;
  const said = [
    name,
    ...day.totals.map((total) => t("calendar-day-due", { amount: amountText(total.due, total.currency) })),
    ...day.chips.map((row) =>
      row.status === "scheduled" ? row.title : `${row.title} ${statusText(row.status)}`,
    ),
    ...(day.more > 0 ? [`+${day.more}`] : []),
    ...(day.planned.length > 0 ? [t("planned-day", { count: day.planned.length })] : []),
  ];
  return said.join(t("common-comma"));
}
