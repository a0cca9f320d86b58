// Amounts, rates and dates as the user's language writes them. Amounts stay strings, as they came from Rust.
import { parseDate } from "@internationalized/date";
import type { Language } from "../ipc";
import { hidesAmounts } from "./app-state.svelte";
import { grouped } from "./digits";
import { language, t } from "./i18n.svelte";
import { signOf } from "./signs";

const numbers = new Map<string, Intl.NumberFormat>();

function numberFormat(lang: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${lang} ${JSON.stringify(options)}`;
  let format = numbers.get(key);
  if (!format) {
    format = new Intl.NumberFormat(lang, options);
    numbers.set(key, format);
  }
  return format;
}

export interface AmountParts {
  minus: string;
  sign: string;
  digits: string;
}

/** Stands for the digits of every amount while they are hidden: as wide for a small amount as for a large one. */
const HIDDEN = "••••";

/**
 * An amount cut at its currency sign. Both languages write it as Rust does: the sign first, a comma
 * after each three digits. Intl is not asked: its first answer costs the first picture ten milliseconds.
 */
export function amountParts(value: string, currency: string): AmountParts {
  const sign = signOf(currency);
  if (hidesAmounts()) return { minus: "", sign, digits: HIDDEN };
  const minus = value.startsWith("-") ? "-" : "";
  return { minus, sign, digits: grouped(value.slice(minus.length)) };
}

export function amountText(value: string, currency: string): string {
  const { minus, sign, digits } = amountParts(value, currency);
  return minus + sign + digits;
}

export function currencySign(currency: string): string {
  return signOf(currency).trim();
}

/** How many there are: 1,200,000. */
export function countText(count: number): string {
  return numberFormat(language(), {}).format(count);
}

/** A computed rate in percent, two decimals. */
export function percent(value: string): string {
  return percentWith(value, 2);
}

/** A rate as a lender prints it: no decimal of it is lost. */
export function statedPercent(value: string): string {
  return percentWith(value, 6);
}

function percentWith(value: string, most: number): string {
  const format = numberFormat(language(), { minimumFractionDigits: 2, maximumFractionDigits: most });
  return t("common-percent", { value: format.format(value as `${number}`) });
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    parseDate(text);
    return true;
  } catch {
    return false;
  }
}

/** 11 月 28 日, 28 November. */
export function dayText(date: string): string {
  const { month, day } = parseDate(date);
  return t("date-day", { month, day });
}

/** 2026 年 11 月, November 2026. Takes `YYYY-MM` or a date. */
export function monthText(month: string): string {
  const [year = "", number = "1"] = month.split("-");
  return t("common-month", { year, month: Number(number) });
}

/** 周六, Saturday. From the catalogue: to ask Intl costs the first picture eight milliseconds. */
export function weekdayText(date: string): string {
  return t("date-weekday", { day: parseDate(date).toDate("UTC").getUTCDay() });
}

/** The day with its year: 2026 年 11 月 28 日, 28 November 2026. */
export function fullDay(date: string): string {
  const { year, month, day } = parseDate(date);
  return t("common-full-day", { year: String(year), month, day });
}

/** 11 月 28 日, 28 November; a day of another year than today's is written out: 2027-11-28. */
export function dayOrDate(date: string, today: string): string {
  return date.slice(0, 4) === today.slice(0, 4) ? dayText(date) : date;
}

/** 2026 年, 2026. Takes a date. */
export function yearText(date: string): string {
  return t("common-year", { year: date.slice(0, 4) });
}

/** The month without its year: 11 月, November. Takes `YYYY-MM`. */
export function monthName(month: string): string {
  return t("common-month-name", { month: Number(month.slice(5)) });
}

/** 11-28, 28 Nov; a day of another year than today's is written out: 2027-11-28. */
export function monthDay(date: string, today: string): string {
  return date.slice(0, 4) === today.slice(0, 4) ? shortDay(date) : date;
}

/** The day within its year, short enough for a pill: 11-28, 28 Nov. */
export function shortDay(date: string): string {
  const { month, day } = parseDate(date);
  return t("common-short-day", { month, day });
}

/** How far a day is from today. */
export function relativeDay(days: number): string {
  if (days === 0) return t("common-today");
  if (days === 1) return t("common-tomorrow");
  if (days === -1) return t("common-yesterday");
  return days > 0 ? t("common-in-days", { days }) : t("common-days-ago", { days: -days });
}

/** The size of a file: 148 kB. */
export function bytesText(bytes: string): string {
  const kilobytes = Number(bytes) / 1000;
  const [value, unit] = kilobytes < 1000 ? [kilobytes, "kilobyte"] : [kilobytes / 1000, "megabyte"];
  const digits = value < 10 && unit === "megabyte" ? 1 : 0;
  return numberFormat(language(), {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: digits,
  }).format(value);
}
