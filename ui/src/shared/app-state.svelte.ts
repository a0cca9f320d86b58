// What the frame knows about the app; the shell loads it, screens read it.
import type { AppState } from "../ipc";

let state = $state.raw<AppState | null>(null);

export function appState(): AppState | null {
  return state;
}

export function setAppState(next: AppState): void {
  state = next;
}

/** Today's civil date, as Rust says it. The page's own clock is never asked. */
export function today(): string {
  return state?.today ?? "1970-01-01";
}

/** Whether no amount may be seen, on any screen. */
export function hidesAmounts(): boolean {
  return state?.settings.hide_amounts === true;
}
