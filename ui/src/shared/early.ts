// What the window asks Rust before anything of it is drawn, so that the answers come while it is.
import { untrack } from "svelte";
import { ipc, type Topic } from "../ipc";
import { changesOf } from "./resource.svelte";

export interface Early<T> {
  /** What makes the answer another. */
  readonly topics: Topic[];
  begin: () => void;
  /** The answer that was asked for early, once and while it holds; otherwise a new one. */
  take: () => Promise<T>;
  forget: () => void;
}

function early<T>(topics: Topic[], ask: () => Promise<T>): Early<T> {
  let begun: { answer: Promise<T>; at: number } | null = null;
  const now = () => untrack(() => changesOf(topics));
  return {
    topics,
    begin() {
      begun = { answer: ask(), at: now() };
      // A failure is told to whoever takes it.
      begun.answer.catch(() => null);
    },
    take() {
      const first = begun?.at === now() ? begun.answer : null;
      begun = null;
      return first ?? ask();
    },
    forget() {
      begun = null;
    },
  };
}

export const earlyState = early(["settings", "plans", "accounts", "reminders", "today"], () =>
  ipc.appState(),
);
export const earlyOverview = early(["plans", "accounts", "today"], () => ipc.overview());
