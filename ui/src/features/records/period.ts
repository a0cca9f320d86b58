// The times that repayments are picked by.
import { endOfMonth, endOfYear, parseDate, startOfMonth, startOfYear } from "@internationalized/date";
import type { MessageId } from "../../shared/i18n.svelte";

export type Period = "all" | "month" | "last-month" | "year" | "last-year";

export const PERIODS: [Period, MessageId][] = [
  ["all", "records-period-all"],
  ["month", "records-period-month"],
  ["last-month", "records-period-last-month"],
  ["year", "records-period-year"],
  ["last-year", "records-period-last-year"],
];

/** Its first and last day; none of all time. */
export function daysOf(period: Period, today: string): { from: string | null; to: string | null } {
  const day = parseDate(today);
  const span = (from: string | null, to: string | null) => ({ from, to });
  switch (period) {
    case "month":
      return span(startOfMonth(day).toString(), endOfMonth(day).toString());
    case "last-month": {
      const before = startOfMonth(day).subtract({ months: 1 });
      return span(before.toString(), endOfMonth(before).toString());
    }
    case "year":
      return span(startOfYear(day).toString(), endOfYear(day).toString());
    case "last-year": {
      const before = startOfYear(day).subtract({ years: 1 });
      return span(before.toString(), endOfYear(before).toString());
    }
    default:
      return span(null, null);
  }
}
