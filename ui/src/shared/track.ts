// What a track draws and says, apart from how it is drawn.
import type { Track, TrackCell } from "../ipc";
import { dayText } from "./format";
import { t } from "./i18n.svelte";

export type Shade = "paid" | "half" | "overdue" | "debit" | "next" | "void" | "future";

export function shade(cell: TrackCell): Shade {
  if (cell.status === "paid") return "paid";
  if (cell.status === "void") return "void";
  if (cell.status === "overdue") return "overdue";
  if (cell.partly_paid) return "half";
  if (cell.status === "debit_expected") return "debit";
  return cell.next || cell.status === "due" ? "next" : "future";
}

/** A cell of a small amount must still be seen. */
const LOWEST_PERCENT = 45;

export function height(cell: TrackCell): number {
  return Math.max(LOWEST_PERCENT, Math.min(100, cell.height));
}

export interface Run {
  shade: Shade;
  height: number;
  from: number;
  length: number;
}

/** Neighbours that look the same, joined: a plan of 600 periods becomes a handful of shapes. */
export function runs(cells: TrackCell[]): Run[] {
  const joined: Run[] = [];
  cells.forEach((cell, index) => {
    const last = joined.at(-1);
    const look = shade(cell);
    if (last && last.shade === look && last.height === height(cell)) last.length += 1;
    else joined.push({ shade: look, height: height(cell), from: index, length: 1 });
  });
  return joined;
}

export function trackLabel(track: Track): string {
  const overdue = track.cells.filter((cell) => cell.status === "overdue").length;
  const said = [t("track-label", { paid: track.paid, of: track.of })];
  if (overdue > 0) said.push(t("track-overdue", { count: overdue }));
  if (track.next_due_date) said.push(t("track-next", { date: dayText(track.next_due_date) }));
  return said.join(t("common-comma"));
}
