// What the fake says of the file itself.
import type {
  ActivityView,
  BackupsView,
  BackupView,
  CalendarFile,
  ClockDoubt,
  ContentsView,
  RehearsalView,
} from "../generated/bindings";
import type { FakePlan } from "./data";
import { refuse, stop } from "./refuse";

export function fileContents(accounts: number, plans: FakePlan[]): ContentsView {
  const repayments = plans.flatMap((plan) => plan.rows.filter((row) => row.paid > 0n)).length;
  return { accounts, plans: plans.length, repayments, latest: "2026-11-22" };
}

/** What is missing in the copy is gone with it. */
export function rehearsalOf(path: string, contents: ContentsView, current: ContentsView): RehearsalView {
  const missing = Math.max(0, current.plans - contents.plans);
  const none = { count: 0, first: [] };
  const gone = { count: missing, first: ["冬季外套", "AirPods Max"].slice(0, missing) };
  const changed = { count: missing > 0 ? 1 : 0, first: missing > 0 ? ["小米 15 Pro"] : [] };
  return { path, contents, current, plans: { gone, back: none, changed } };
}

/** An encrypted copy, and what opens it. */
export const LOCKED = "/media/usb/fenqi-20261120-210000-asked.db.age";
export const OPENS = "correct horse battery";

/** What Rust says of a passphrase for a new copy. */
export function encrypted(passphrase: string, again: string): string {
  if (passphrase.length < 10) return stop(refuse("passphrase_short", "passphrase", { least: "10" }));
  if (passphrase !== again) return stop(refuse("passphrase_differs", "passphrase_again"));
  return "/media/usb/fenqi-20261122-100000-asked.db.age";
}

export const noBackups: BackupsView = { backups: [], newest_good: null, stale: false, failed: null };

export function sampleBackups(contents: ContentsView): BackupsView {
  const made = (at: string, reason: string, size: string, plans: number): BackupView => {
    const name = `fenqi-${at.replace(/[-:]/g, "").replace(" ", "-")}00-${reason}`;
    const path = `/home/ling/.local/share/fenqi/backups/${name}.db`;
    return {
      name,
      path,
      at,
      reason,
      size,
      contents: { ...contents, plans, latest: at.slice(0, 10) },
      error: null,
    };
  };
  const damaged = made("2026-11-19 08:55", "day", "4096", 0);
  const backups = [
    made("2026-11-22 09:00", "day", "151552", contents.plans),
    made("2026-11-21 20:14", "restore", "147456", contents.plans),
    made("2026-11-21 09:02", "day", "147456", contents.plans),
    {
      ...damaged,
      contents: null,
      error: { code: "file_damaged" as const, params: { reason: "cut" }, field: null },
    },
    made("2026-11-15 09:31", "day", "139264", contents.plans - 1),
    made("2026-10-31 10:07", "day", "122880", contents.plans - 2),
  ];
  return { backups, newest_good: backups[0]?.name ?? null, stale: false, failed: null };
}

export const sampleActivity: ActivityView = {
  number: "12",
  at: "2026-11-22T02:00:00Z",
  kind: "pay",
  subject: "r12",
  words: "记为已还：小米 15 Pro 第 3 期 ¥441.58",
  state: "done",
};

export const sampleCalendar: CalendarFile = {
  path: "/home/ling/Nextcloud/fenqi.ics",
  written_at: "2026-11-22 10:00",
  failed: null,
};

export const sampleDoubt: ClockDoubt = {
  now: "2026-11-22T10:00:00+08:00",
  expected: "2026-11-25T09:12:00+08:00",
};
