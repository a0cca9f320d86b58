// The form of an account while it is being filled in: what was typed, what Rust makes of it, and which errors to show
// yet.
import {
  appError,
  ipc,
  type AccountForm,
  type AccountId,
  type AccountRules,
  type PolicyExamples,
} from "../../ipc";
import { FormErrors } from "../../shared/form-errors.svelte";
import { errorText } from "../../shared/i18n.svelte";
import { newest } from "../../shared/newest";

export class AccountDraft {
  form = $state<AccountForm>() as AccountForm;
  /** The rules that can be read, and what they come to; the last that Rust said. */
  rules = $state.raw<AccountRules | null>(null);
  examples = $state.raw<PolicyExamples>({ purchase: null, late_fee: null, settlement: null });
  currency = $state("CNY");
  saving = $state(false);
  readonly errors = new FormErrors();

  /** Without an id, the account is new. */
  constructor(
    readonly id: AccountId | null,
    initial: AccountForm,
  ) {
    this.form = initial;
    this.currency = initial.currency;
  }

  /** Asks Rust what the form makes. */
  readonly preview = newest(async (isOld) => {
    const form = $state.snapshot(this.form);
    try {
      const preview = await ipc.accountPreview(this.id, form);
      if (isOld()) return;
      this.errors.all = preview.errors;
      this.rules = preview.rules;
      this.examples = preview.examples;
      this.currency = preview.currency;
    } catch (thrown) {
      if (!isOld()) this.errors.all = [appError(thrown)];
    }
  });

  /** Why the last save failed, where no field owns that. */
  get elsewhere(): string | null {
    const { refusal } = this.errors;
    return refusal && refusal.field === null ? errorText(refusal) : null;
  }

  addTemporary(): void {
    this.form.temporary_limits.push({ amount: "", from: "", until: "" });
  }

  removeTemporary(row: number): void {
    this.form.temporary_limits.splice(row, 1);
    // The rows that follow have other places now.
    this.errors.forget((at) => at.startsWith("temporary_"));
  }

  /** Saves what was typed, as it was typed. Answers the account's id, or null when Rust said no. */
  async save(): Promise<AccountId | null> {
    if (this.saving) return null;
    this.saving = true;
    this.errors.try();
    const form = $state.snapshot(this.form);
    try {
      if (this.id === null) return await ipc.accountAdd(form);
      await ipc.accountEdit(this.id, form);
      return this.id;
    } catch (thrown) {
      this.errors.refusal = appError(thrown);
      return null;
    } finally {
      this.saving = false;
    }
  }
}
