// Rows that are being corrected: what was typed of each, what Rust says of it, and which errors to show yet.
import {
  appError,
  ipc,
  type AppError,
  type Field,
  type PlanId,
  type RowForm,
  type RowsCheck,
  type RowView,
} from "../../ipc";
import { errorText } from "../../shared/i18n.svelte";

export type Figure = Exclude<keyof RowForm, "n">;

export class Corrections {
  rows = $state<RowForm[]>([]);
  check = $state.raw<RowsCheck | null>(null);
  busy = $state(false);
  refusal = $state.raw<AppError | null>(null);
  #left = $state<string[]>([]);
  #tried = $state(false);
  #turn = 0;

  find(n: number): RowForm | null {
    return this.rows.find((row) => row.n === n) ?? null;
  }

  open(row: RowView): void {
    if (this.find(row.n)) return;
    const { n, due_date, principal, interest, fee } = row;
    this.rows.push({ n, due_date, principal, interest, fee });
  }

  close(): void {
    this.rows = [];
    this.check = null;
    this.refusal = null;
    this.#left = [];
    this.#tried = false;
    this.#turn += 1;
  }

  /** Asks Rust what the typed figures come to. Only the newest answer counts. */
  async look(plan: PlanId): Promise<void> {
    const turn = ++this.#turn;
    if (this.rows.length === 0) return;
    const rows = $state.snapshot(this.rows);
    try {
      const check = await ipc.rowsCheck({ plan, rows });
      if (turn === this.#turn) this.check = check;
    } catch (thrown) {
      if (turn === this.#turn) this.refusal = appError(thrown);
    }
  }

  type(n: number, figure: Figure, text: string): void {
    const row = this.find(n);
    if (row) row[figure] = text;
    this.refusal = null;
  }

  left(n: number, figure: Figure): void {
    const key = `${n} ${figure}`;
    if (!this.#left.includes(key)) this.#left.push(key);
  }

  errorAt(n: number, figure: Figure): string | null {
    if (!this.#tried && !this.#left.includes(`${n} ${figure}`)) return null;
    const field: Field = figure;
    const found = this.check?.problems.find((each) => each.n === n && each.error.field === field);
    return found ? errorText(found.error) : null;
  }

  totalOf(n: number): string | null {
    return this.check?.totals.find((each) => each.n === n)?.total ?? null;
  }

  /** Answers whether the rows were stored. */
  async save(plan: PlanId): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.#tried = true;
    this.refusal = null;
    try {
      await ipc.rowsCorrect({ plan, rows: $state.snapshot(this.rows) });
      this.close();
      return true;
    } catch (thrown) {
      this.refusal = appError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
