// What a chart is made of, and where it lies. Number is good enough for a length; the amounts stay strings.
// Not d3-scale: d3-color, which it brings, writes to prototypes, and those are frozen in the window.
import { nice, ticks as roundNumbers } from "d3-array";
import type { Language } from "../../ipc";
import { hidesAmounts } from "../app-state.svelte";
import { language } from "../i18n.svelte";
import { isZero } from "../status";

/** One place on the horizontal axis. */
export interface Column {
  key: string;
  /** In words, for whoever reads it by itself. */
  text: string;
  /** On the axis. */
  tick: string;
  /** Below the tick, where it is another than that of the tick before. */
  era?: string;
  /** The one in which today is. */
  now?: boolean;
  /** After today, where others are not: its bar is hollow. */
  later?: boolean;
}

/** Amounts of one thing, a column each; decimal strings. */
export interface Series {
  key: string;
  text: string;
  /** A colour of the theme, such as var(--m1). */
  colour: string;
  /** 0 is plain; others tell apart what colour alone would not. */
  texture: number;
  amounts: string[];
}

export interface Scale {
  /** The lowest and highest value that is drawn. */
  low: number;
  high: number;
  ticks: number[];
}

/** How many textures there are, the plain one counted. */
export const TEXTURES = 4;

/** From nothing, or from below it, to a round number above the largest. */
export function scaleOf(values: number[], ticks: number): Scale {
  const [low, high] = nice(Math.min(0, ...values), Math.max(0, ...values) || 1, ticks);
  return { low, high, ticks: roundNumbers(low, high, ticks) };
}

/** How high a value lies in a scale, from 0 to 100. */
export function place(value: number, { low, high }: Scale): number {
  return ((value - low) / (high - low)) * 100;
}

export interface Piece {
  series: Series;
  from: number;
  to: number;
}

/** The pieces of a column, one upon another; what is below zero hangs down from it. */
export function stacked(series: Series[], column: number): Piece[] {
  let [up, down] = [0, 0];
  return series.flatMap((each) => {
    const value = Number(each.amounts[column] ?? 0);
    if (value === 0) return [];
    const from = value > 0 ? up : down;
    if (value > 0) up += value;
    else down += value;
    return [{ series: each, from, to: from + value }];
  });
}

/** Whether one amount is more than another of its currency: compared digit by digit, nothing is computed. */
export function isMore(one: string, other: string): boolean {
  const cut = (amount: string) => {
    const [whole = "", fraction = ""] = amount.replace("-", "").split(".");
    return { below: amount.startsWith("-") && !isZero(amount), whole: whole.replace(/^0+/, ""), fraction };
  };
  const [a, b] = [cut(one), cut(other)];
  if (a.below !== b.below) return b.below;
  const size = a.whole.length - b.whole.length;
  const text = `${a.whole}.${a.fraction}` > `${b.whole}.${b.fraction}`;
  const more = size === 0 ? text : size > 0;
  return a.below ? !more : more;
}

/** The place of the largest amount, the first of equals. */
export function highest(amounts: string[]): number {
  return amounts.reduce((top, amount, index) => (isMore(amount, amounts[top] ?? "0") ? index : top), 0);
}

const formats = new Map<Language, Intl.NumberFormat>();

/** A round number beside the axis: 1.2万, 12K. While amounts are hidden there is none. */
export function axisText(value: number): string {
  if (hidesAmounts()) return "";
  let format = formats.get(language());
  if (!format) {
    format = new Intl.NumberFormat(language(), { notation: "compact", maximumFractionDigits: 3 });
    formats.set(language(), format);
  }
  return format.format(value);
}

/** Every how many columns the axis says which it is, so that there is room for each. */
export function every(columns: number, most: number): number {
  return [1, 2, 3, 6, 12, 24, 60, 120].find((step) => columns / step <= most) ?? columns;
}
