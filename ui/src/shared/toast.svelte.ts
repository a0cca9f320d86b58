// Short notes about what was done or what failed. Failures stay until dismissed.
import { isAppError } from "../ipc";
import { errorText, t } from "./i18n.svelte";

export interface Toast {
  id: number;
  kind: "done" | "failed";
  text: string;
  /** The record was written: it can be taken back from here. */
  undoable: boolean;
}

const SHOWN_MS = 6000;
const SHOWN_MAX = 4;

let serial = 0;
const list = $state<Toast[]>([]);

export function toasts(): readonly Toast[] {
  return list;
}

export function dismiss(id: number): void {
  const index = list.findIndex((toast) => toast.id === id);
  if (index >= 0) list.splice(index, 1);
}

function show(kind: Toast["kind"], text: string, undoable = false): void {
  const id = ++serial;
  // Only the latest action can be undone.
  for (const toast of list) toast.undoable = false;
  list.push({ id, kind, text, undoable });
  if (list.length > SHOWN_MAX) list.shift();
  if (kind === "done") setTimeout(() => dismiss(id), SHOWN_MS);
}

export function done(text: string): void {
  show("done", text);
}

/** A record was written, and can be taken back. */
export function recorded(text: string): void {
  show("done", text, true);
}

export function failed(thrown: unknown): void {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  show("failed", isAppError(thrown) ? errorText(thrown) : t("common-unexpected", { reason }));
}
