// One of several things at a time: which one is under way, and a note of what it was refused for.
import { failed } from "./toast.svelte";

export class Turn {
  busy = $state<string | null>(null);

  /** While one is under way, another is none. */
  async run(what: string, act: () => Promise<void>): Promise<void> {
    if (this.busy !== null) return;
    this.busy = what;
    try {
      await act();
    } catch (thrown) {
      failed(thrown);
    } finally {
      this.busy = null;
    }
  }
}
