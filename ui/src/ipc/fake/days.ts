// Civil dates of the fake, on the same library as the window.
import { parseDate } from "@internationalized/date";

export const TODAY = "2026-11-22";

export function addMonths(date: string, months: number): string {
  return parseDate(date).add({ months }).toString();
}

export function addDays(date: string, days: number): string {
  return parseDate(date).add({ days }).toString();
}

export function daysFromToday(date: string): number {
  return parseDate(date).compare(parseDate(TODAY));
}

/** First and last day of the weeks, Monday first, that a month touches. */
export function gridOf(month: string): { from: string; to: string } {
  const first = parseDate(`${month}-01`);
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  const weekday = (date: typeof first) => (date.toDate("UTC").getUTCDay() + 6) % 7;
  return {
    from: first.subtract({ days: weekday(first) }).toString(),
    to: last.add({ days: 6 - weekday(last) }).toString(),
  };
}
