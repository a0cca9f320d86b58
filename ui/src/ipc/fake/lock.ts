// The fake's app lock: enough of Rust's rules for the lock screen and the settings.
import type { AppError, LockAfter, LockState } from "../generated/bindings";
import type { FakeDesk } from "./desk";
import { refuse, stop } from "./refuse";

/** So many wrong tries are free. */
const FREE = 5;
const OF_THE_LOCK_SCREEN = ["window_ready", "lock_state", "unlock"];

export class FakeLock {
  passcode: string | null = null;
  after: LockAfter = "minutes5";
  locked = false;
  wrong = 0;
  /** Seconds that are left of a wait. */
  wait = 0;

  refuses(command: string): boolean {
    return this.locked && !OF_THE_LOCK_SCREEN.includes(command);
  }

  refusal(): AppError | null {
    if (this.wait === 0) return null;
    const minutes = this.wait > 90 ? Math.ceil(this.wait / 60) : 0;
    return refuse("lock_wait", "passcode", { seconds: String(this.wait), minutes: String(minutes) });
  }

  assert(passcode: string | null): void {
    const refusal = this.refusal();
    if (refusal) stop(refusal);
    if (passcode === this.passcode) {
      this.wrong = 0;
      return;
    }
    this.wrong += 1;
    if (this.wrong >= FREE) this.wait = 30 * 2 ** (this.wrong - FREE);
    stop(this.refusal() ?? refuse("passcode_wrong", "passcode"));
  }
}

type Args = Record<string, unknown>;

export function lockCommands(desk: FakeDesk): Record<string, (args: Args) => unknown> {
  const { lock } = desk;
  return {
    lock_state: (): LockState => {
      const { language, settings } = desk.state();
      return { locked: lock.locked, refusal: lock.refusal(), language, theme: settings.theme };
    },
    unlock: ({ passcode }) => {
      lock.assert(passcode as string);
      lock.locked = false;
      return null;
    },
    lock_now: () => {
      if (lock.passcode === null) stop(refuse("lock_unset"));
      lock.locked = true;
      return null;
    },
    lock_used: () => null,
    lock_hidden: () => {
      lock.locked = lock.passcode !== null && lock.after === "close";
      return null;
    },
    lock_set: ({ current, passcode, again }) => {
      const chosen = passcode as string;
      if (chosen.length < 4) stop(refuse("passcode_short", "passcode_new", { least: "4" }));
      if (chosen !== again) stop(refuse("passcode_differs", "passcode_again"));
      if (lock.passcode !== null) lock.assert(current as string | null);
      lock.passcode = chosen;
      return null;
    },
    lock_after_set: ({ after }) => {
      lock.after = after as LockAfter;
      return null;
    },
    lock_off: ({ passcode }) => {
      lock.assert(passcode as string);
      lock.passcode = null;
      return null;
    },
  };
}
