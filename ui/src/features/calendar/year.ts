// What a day of the year shows and says.
import { endOfMonth, parseDate } from "@internationalized/date";
import type { YearDay } from "../../ipc";
import { amountText, dayText, weekdayText } from "../../shared/format";
import { t } from "../../shared/i18n.svelte";
import { isZero } from "../../shared/status";

/** The weeks of a month, Monday first; null where a day is another month's. */
export function weeksOf(month: string): (string | null)[][] {
  const first = parseDate(`${month}-01`);
  const before = (first.toDate("UTC").getUTCDay() + 6) % 7;
  const days = Array.from({ length: endOfMonth(first).day }, (_, index) =>
    first.add({ days: index }).toString(),
  );
  const cells = [...Array.from({ length: before }, () => null), ...days];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7),
  );
}

export function yearDayLook(day: YearDay | undefined): string {
  if (!day) return "none";
  if (day.totals.some((total) => !isZero(total.overdue))) return "overdue";
  return `${day.open === 0 ? "paid" : "due"} l${day.level}`;
}

export function yearDayLabel(date: string, day: YearDay | undefined): string {
  const name = `${dayText(date)} ${weekdayText(date)}`;
  if (!day) return name;
  const sums = day.totals.map((total) =>
    t("calendar-day-due", { amount: amountText(total.due, total.currency) }),
  );
  const late = day.totals.some((total) => !isZero(total.overdue));
  const state = late ? [t("status-overdue")] : day.open === 0 ? [t("status-paid")] : [];
  return [name, ...sums, ...state].join(t("common-comma"));
}
