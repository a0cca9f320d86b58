// What is wrong with a form while it is being filled in, and which of it to show yet.
import type { AppError, Field } from "../ipc";
import { errorText } from "./i18n.svelte";

/** A field; where there are several of it, with its place among them. */
export type Place = Field | `${Field} ${number}`;

const placeAt = (field: Field, row?: number): Place => (row === undefined ? field : `${field} ${row}`);
const placeOf = ({ field, params }: AppError): Place | null =>
  field === null ? null : params["row"] === undefined ? field : `${field} ${Number(params["row"])}`;

export class FormErrors {
  /** Everything that would stop a save, shown or not. */
  all = $state.raw<AppError[]>([]);
  /** Why the last save failed, until the next keystroke. */
  refusal = $state.raw<AppError | null>(null);
  #tried = $state(false);
  #left = $state<Place[]>([]);
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #edited = new Set<Place>();

  /** A save begins: from now on all errors may be shown. */
  try(): void {
    this.#tried = true;
    this.refusal = null;
  }

  edited(field: Field, row?: number): void {
    this.#edited.add(placeAt(field, row));
    this.refusal = null;
  }

  wasEdited(field: Field): boolean {
    return this.#edited.has(field);
  }

  /** What stands in a field was put there, not typed. */
  forgetEdit(field: Field): void {
    this.#edited.delete(field);
    this.refusal = null;
  }

  /** An error may be shown beside a field once the user is done with it: typed in it and left it. */
  left(field: Field, row?: number): void {
    const at = placeAt(field, row);
    if (this.#edited.has(at) && !this.#left.includes(at)) this.#left.push(at);
  }

  /** Forgets what was done to some fields. */
  forget(which: (at: Place) => boolean): void {
    this.#left = this.#left.filter((at) => !which(at));
    for (const at of this.#edited) if (which(at)) this.#edited.delete(at);
    this.refusal = null;
  }

  at(field: Field, row?: number): string | null {
    const at = placeAt(field, row);
    if (this.refusal && placeOf(this.refusal) === at) return errorText(this.refusal);
    if (!this.#tried && !this.#left.includes(at)) return null;
    const found = this.all.find((error) => placeOf(error) === at);
    return found ? errorText(found) : null;
  }

  /** What no field of the form owns, once a save was tried. */
  elsewhere(shown: readonly Field[]): string[] {
    const all = [...(this.refusal ? [this.refusal] : []), ...(this.#tried ? this.all : [])];
    return all.filter((error) => !error.field || !shown.includes(error.field)).map(errorText);
  }

  /** What a field needs to show its error when it is left. */
  wire(field: Field, row?: number) {
    return {
      error: this.at(field, row),
      oninput: () => this.edited(field, row),
      onblur: () => this.left(field, row),
    };
  }
}
