// Months and years as the columns of a chart.
import { monthText } from "../format";
import type { Column } from "./chart";

/** Takes months as in 2026-11, and today, where its month is to stand out. */
export function monthColumns(months: string[], today: string): Column[] {
  const now = today.slice(0, 7);
  return months.map((month) => ({
    key: month,
    text: monthText(month),
    tick: String(Number(month.slice(5))),
    era: month.slice(0, 4),
    now: month === now,
  }));
}
