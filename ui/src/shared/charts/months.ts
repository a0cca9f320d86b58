// Months and years as the columns of a chart.
import { monthText } from "../format";
import type { Column } from "./chart";

/** Takes months as in 2026-11, in order, and today's. */
export function monthColumns(months: string[], today: string): Column[] {
  const now = today.slice(0, 7);
  return months.map((month, index) => ({
    key: month,
    text: monthText(month),
    tick: String(Number(month.slice(5))),
    ...(index === 0 || month.endsWith("-01") ? { era: month.slice(0, 4) } : {}),
    now: month === now,
  }));
}
