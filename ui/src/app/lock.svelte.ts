// The app lock, as far as the page has a part in it: while it is locked, nothing that was loaded is kept, and what was
// typed waits. Rust says whether it is locked; the page says whether somebody uses it.
import { appError, ipc, type AppState, type LockState } from "../ipc";
import { appState, setAppState } from "../shared/app-state.svelte";
import { earlyOverview } from "../shared/early";
import { setLanguage } from "../shared/i18n.svelte";
import { show } from "../shared/overlay.svelte";
import { dismiss, failed, toasts } from "../shared/toast.svelte";
import { holdTyped } from "./typed";

let lock = $state.raw<LockState | null>(null);

/** What the lock screen says, if it stands in the place of everything. */
export function locked(): LockState | null {
  return lock;
}

let asked = 0;

/** Asks for the state of the app. Null: it is locked. */
export async function unlockedState(ask: () => Promise<AppState>): Promise<AppState | null> {
  const mine = ++asked;
  try {
    const state = await ask();
    // An answer from before it was locked shows nothing afterwards.
    if (mine === asked) open(state);
    return state;
  } catch (thrown) {
    if (appError(thrown).code !== "locked") {
      // It was unlocked, and something else is wrong: that is told, not hidden behind the lock.
      if (mine === asked) lock = null;
      throw thrown;
    }
    if (mine === asked) shut();
    await look();
    return null;
  }
}

/** Asks anew whether it is locked, and how long nothing may be tried. */
export async function look(): Promise<void> {
  const found = await ipc.lockState();
  setLanguage(found.language);
  if (found.locked) close(found);
}

function open(state: AppState): void {
  setLanguage(state.language);
  setAppState(state);
  if (lock) clearToasts();
  lock = null;
}

function close(found: LockState): void {
  if (!lock) {
    holdTyped();
    show(null);
    clearToasts();
    earlyOverview.forget();
    setAppState(null);
  }
  lock = found;
}

/** Nothing is shown from now on, whatever the next answer is and when it comes. */
function shut(): void {
  const known = appState();
  if (known) close({ locked: true, refusal: null, language: known.language, theme: known.settings.theme });
}

/** They name what was done. */
function clearToasts(): void {
  for (const toast of [...toasts()]) dismiss(toast.id);
}

export function lockNow(): void {
  if (appState()?.lock) void ipc.lockNow().then(shut).catch(failed);
}

/** How often use is told. */
const PAUSE_MS = 2000;
const USES = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

/** Tells Rust of use, where it counts, and that the window was hidden. Returns how to stop. */
export function followLock(): () => void {
  let told = -PAUSE_MS;
  const used = ({ timeStamp }: Event) => {
    const after = appState()?.lock ?? "start";
    if (after === "start" || after === "close" || timeStamp - told < PAUSE_MS) return;
    told = timeStamp;
    // Whoever comes too late meets the lock screen: that is no failure to tell.
    ipc.lockUsed().catch(() => null);
  };
  const hidden = () => {
    if (document.hidden && appState()?.lock === "close") ipc.lockHidden().catch(() => null);
  };
  for (const use of USES) window.addEventListener(use, used, { capture: true, passive: true });
  document.addEventListener("visibilitychange", hidden);
  return () => {
    for (const use of USES) window.removeEventListener(use, used, { capture: true });
    document.removeEventListener("visibilitychange", hidden);
    lock = null;
  };
}
