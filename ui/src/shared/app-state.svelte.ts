// What the frame knows about the app; the shell loads it, screens read it.
import type { AppState } from "../ipc";

let state = $state.raw<AppState | null>(null);
let painted = $state(false);

export function appState(): AppState | null {
  return state;
}

/** Null: nothing may be known. */
export function setAppState(next: AppState | null): void {
  state = next;
}

/** Whether the window has its first picture: what can do without being in it waits for that. */
export function isPainted(): boolean {
  return painted;
}

export function setPainted(): void {
  painted = true;
}

/** Today's civil date, as Rust says it. The page's own clock is never asked. */
export function today(): string {
  return state?.today ?? "1970-01-01";
}

/** Whether no amount may be seen, on any screen. */
export function hidesAmounts(): boolean {
  return state?.settings.hide_amounts === true;
}
