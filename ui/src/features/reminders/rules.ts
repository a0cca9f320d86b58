// Rules as they are typed, and in a line of words.
import type { AppError, ReminderRules } from "../../ipc";
import { t } from "../../shared/i18n.svelte";
import { tidyTime } from "../../shared/moment";

export const MAX_DAYS = 60;
export const MAX_OFFSETS = 12;

export interface Draft {
  days_before: number[];
  at: string;
  repeat_overdue: boolean;
  when_debited: boolean;
  quiet: boolean;
  quiet_from: string;
  quiet_until: string;
}

/** What quiet hours begin with when they are switched on. */
const NIGHT = { from: "22:00", until: "08:00" };

export function draftOf(rules: ReminderRules): Draft {
  return {
    days_before: [...rules.days_before],
    at: rules.at,
    repeat_overdue: rules.repeat_overdue,
    when_debited: rules.when_debited ?? false,
    quiet: rules.quiet_from != null,
    quiet_from: rules.quiet_from ?? NIGHT.from,
    quiet_until: rules.quiet_until ?? NIGHT.until,
  };
}

export function rulesOf(draft: Draft): ReminderRules {
  return {
    days_before: [...draft.days_before],
    at: tidyTime(draft.at),
    repeat_overdue: draft.repeat_overdue,
    when_debited: draft.when_debited,
    quiet_from: draft.quiet ? tidyTime(draft.quiet_from) : null,
    quiet_until: draft.quiet ? tidyTime(draft.quiet_until) : null,
  };
}

/** What Rust has against a time: it names the text, not the field. */
export function timeError(error: AppError | null, typed: string): string | null {
  const refused = error?.code === "time_invalid" && error.params.text === tidyTime(typed);
  return refused ? t("rules-time-invalid") : null;
}

/** Whether what is wrong stands beside one of the times. */
export function isPlaced(error: AppError | null, draft: Draft): boolean {
  const times = [draft.at, ...(draft.quiet ? [draft.quiet_from, draft.quiet_until] : [])];
  return times.some((typed) => timeError(error, typed) !== null);
}

export function offsetText(days: number): string {
  return days === 0 ? t("rules-on-the-day") : t("rules-days-before", { days });
}

/** 7, 3, 1 days before, on the day, 09:00, daily while overdue. */
export function rulesText(rules: ReminderRules): string {
  const [first, ...more] = rules.days_before.filter((days) => days > 0);
  const parts: string[] = [];
  if (first !== undefined) {
    const days = [first, ...more].join(t("common-list-comma"));
    parts.push(more.length === 0 ? offsetText(first) : t("rules-several-before", { days }));
  }
  if (rules.days_before.includes(0)) parts.push(offsetText(0));
  if (parts.length === 0) parts.push(t("rules-none-before"));
  parts.push(rules.at);
  if (rules.repeat_overdue) parts.push(t("rules-short-overdue"));
  if (rules.when_debited) parts.push(t("rules-short-debited"));
  if (rules.quiet_from && rules.quiet_until) {
    parts.push(t("rules-short-quiet", { from: rules.quiet_from, until: rules.quiet_until }));
  }
  return parts.join(t("common-comma"));
}
