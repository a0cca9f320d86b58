// One thing that is asked of Rust: busy until it answers, and what it refused, to stand beside its field.
import { appError, type AppError, type Field } from "../ipc";
import { errorText } from "./i18n.svelte";

export class Attempt {
  busy = $state(false);
  error = $state.raw<AppError | null>(null);

  beside(field: Field): string | null {
    return this.error?.field === field ? errorText(this.error) : null;
  }

  /** What no field of the form owns. */
  elsewhere(shown: readonly Field[]): string | null {
    const { error } = this;
    return error && !(error.field && shown.includes(error.field)) ? errorText(error) : null;
  }

  /** Answers whether it was done. While one is under way, another is none. */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    try {
      await act();
      return true;
    } catch (thrown) {
      this.error = appError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
