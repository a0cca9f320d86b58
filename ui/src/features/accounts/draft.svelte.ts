// The form of an account while it is being filled in: what was typed, what Rust makes of it, and which errors to show
// yet.
import {
  appError,
  ipc,
  type AccountForm,
  type AccountId,
  type AccountRules,
  type AppError,
  type Field,
  type PolicyExamples,
} from "../../ipc";
import { errorText } from "../../shared/i18n.svelte";

/** A field; of a temporary limit, with its place. */
type Place = Field | `${Field} ${number}`;

const place = (field: Field, row?: number): Place => (row === undefined ? field : `${field} ${row}`);
const placeOf = ({ field, params }: AppError): Place | null =>
  field === null ? null : params["row"] === undefined ? field : `${field} ${Number(params["row"])}`;

export class AccountDraft {
  form = $state<AccountForm>() as AccountForm;
  /** The rules that can be read, and what they come to; the last that Rust said. */
  rules = $state.raw<AccountRules | null>(null);
  examples = $state.raw<PolicyExamples>({ purchase: null, late_fee: null, settlement: null });
  currency = $state("CNY");
  /** Everything that would stop a save, shown or not. */
  errors = $state.raw<AppError[]>([]);
  /** Why the last save failed, until the next keystroke. */
  refusal = $state.raw<AppError | null>(null);
  saving = $state(false);
  #tried = $state(false);
  #left = $state<Place[]>([]);
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #edited = new Set<Place>();
  #asking = false;
  #again = false;

  /** Without an id, the account is new. */
  constructor(
    readonly id: AccountId | null,
    initial: AccountForm,
  ) {
    this.form = initial;
    this.currency = initial.currency;
  }

  /** Asks Rust what the form makes. While one question is under way, the newest form waits for its answer. */
  async preview(): Promise<void> {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#again) {
      this.#again = false;
      await this.#ask();
    }
    this.#asking = false;
  }

  /** An answer to a form that has changed meanwhile is dropped. */
  async #ask(): Promise<void> {
    const form = $state.snapshot(this.form);
    try {
      const preview = await ipc.accountPreview(this.id, form);
      if (this.#again) return;
      this.errors = preview.errors;
      this.rules = preview.rules;
      this.examples = preview.examples;
      this.currency = preview.currency;
    } catch (thrown) {
      if (!this.#again) this.errors = [appError(thrown)];
    }
  }

  edited(field: Field, row?: number): void {
    this.#edited.add(place(field, row));
    this.refusal = null;
  }

  /** An error may be shown beside a field once the user is done with it: typed in it and left it. */
  left(field: Field, row?: number): void {
    const at = place(field, row);
    if (this.#edited.has(at) && !this.#left.includes(at)) this.#left.push(at);
  }

  errorAt(field: Field, row?: number): string | null {
    const at = place(field, row);
    if (this.refusal && placeOf(this.refusal) === at) return errorText(this.refusal);
    if (!this.#tried && !this.#left.includes(at)) return null;
    const found = this.errors.find((error) => placeOf(error) === at);
    return found ? errorText(found) : null;
  }

  /** What no field owns, once a save was tried. */
  get elsewhere(): string | null {
    return this.refusal && this.refusal.field === null ? errorText(this.refusal) : null;
  }

  /** What a field needs to show its error when it is left. */
  wire(field: Field, row?: number) {
    return {
      error: this.errorAt(field, row),
      oninput: () => this.edited(field, row),
      onblur: () => this.left(field, row),
    };
  }

  addTemporary(): void {
    this.form.temporary_limits.push({ amount: "", from: "", until: "" });
  }

  removeTemporary(row: number): void {
    this.form.temporary_limits.splice(row, 1);
    // The rows that follow have other places now.
    this.#left = this.#left.filter((at) => !at.startsWith("temporary_"));
    for (const at of this.#edited) if (at.startsWith("temporary_")) this.#edited.delete(at);
    this.refusal = null;
  }

  /** Saves what was typed, as it was typed. Answers the account's id, or null when Rust said no. */
  async save(): Promise<AccountId | null> {
    if (this.saving) return null;
    this.saving = true;
    this.#tried = true;
    this.refusal = null;
    const form = $state.snapshot(this.form);
    try {
      if (this.id === null) return await ipc.accountAdd(form);
      await ipc.accountEdit(this.id, form);
      return this.id;
    } catch (thrown) {
      this.refusal = appError(thrown);
      return null;
    } finally {
      this.saving = false;
    }
  }
}
