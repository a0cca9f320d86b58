// Instants as Rust tells them, RFC 3339 in the user's zone. Their own text says day and time: no clock is asked.
import { parseDate } from "@internationalized/date";
import { today } from "./app-state.svelte";
import { shortDay } from "./format";
import { t } from "./i18n.svelte";

const dateOf = (moment: string) => moment.slice(0, 10);
const timeOf = (moment: string) => moment.slice(11, 16);

/** 2026-11-28 09:00. */
export function fullMoment(moment: string): string {
  return `${dateOf(moment)} ${timeOf(moment)}`;
}

/** Today 09:00, tomorrow 20:00, 28 Nov 09:00; with the year where that is another one. */
export function momentText(moment: string): string {
  const [date, time] = [dateOf(moment), timeOf(moment)];
  switch (parseDate(date).compare(parseDate(today()))) {
    case 0:
      return t("moment-today", { time });
    case 1:
      return t("moment-tomorrow", { time });
    case -1:
      return t("moment-yesterday", { time });
    default:
      return date.slice(0, 4) === today().slice(0, 4) ? `${shortDay(date)} ${time}` : fullMoment(moment);
  }
}

/** A time as typed, as Rust reads it: 9:00 and 9：00 become 09:00, anything else stays as it is. */
export function tidyTime(typed: string): string {
  return typed
    .trim()
    .replace("：", ":")
    .replace(/^(\d):/, "0$1:");
}

export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** A day and time as an instant in the user's zone. `told` is an instant that Rust wrote in it. */
export function instantOf(date: string, time: string, told: string): string {
  const wall = `${date}T${time}:00`;
  // The page knows summer time; Rust may have been given another zone, whose offset stands in what it wrote.
  const own = offsetOf(new Date(told)) === offsetIn(told);
  return `${wall}${own ? offsetOf(new Date(wall)) : offsetIn(told)}`;
}

function offsetIn(moment: string): string {
  return moment.endsWith("Z") ? "+00:00" : moment.slice(-6);
}

function offsetOf(moment: Date): string {
  const minutes = -moment.getTimezoneOffset();
  const two = (number: number) => String(number).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
