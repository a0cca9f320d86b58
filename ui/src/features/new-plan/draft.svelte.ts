// The form while it is being filled in: what was typed, what Rust makes of it, and which errors to show yet.
import {
  appError,
  ipc,
  type AccountId,
  type Field,
  type PlanForm,
  type Prospect,
  type ScheduleView,
  type SolvedField,
} from "../../ipc";
import { FormErrors } from "../../shared/form-errors.svelte";
import { t } from "../../shared/i18n.svelte";
import { newest } from "../../shared/newest";
import { setMethod } from "./methods";

/** An offer of a preset, by its place. */
interface ChosenOffer {
  preset: string;
  place: number;
}

export class Draft {
  form = $state<PlanForm>() as PlanForm;
  /** The last schedule that the terms made; kept, but stale, while they make none. */
  schedule = $state.raw<ScheduleView | null>(null);
  stale = $state(false);
  /** What that schedule would mean among all that is owed. */
  prospect = $state.raw<Prospect | null>(null);
  /** What the payment says about the field that was left empty. */
  solved = $state.raw<SolvedField | null>(null);
  /** The offer that the terms began with. */
  offer = $state.raw<ChosenOffer | null>(null);
  saving = $state(false);
  readonly errors = new FormErrors();
  #initial: PlanForm;
  #purchase: Pick<PlanForm, "method" | "rate_unit" | "down_payment">;

  constructor(initial: PlanForm) {
    this.form = initial;
    this.#initial = $state.snapshot(initial);
    this.#purchase = this.#initial;
  }

  /** Whether something was typed or chosen that would be lost. */
  get touched(): boolean {
    return JSON.stringify(this.form) !== JSON.stringify(this.#initial);
  }

  /** Asks Rust what the form would become. */
  readonly preview = newest(async (isOld) => {
    const form = $state.snapshot(this.form);
    try {
      const preview = await ipc.planPreview(form);
      if (isOld()) return;
      this.errors.all = preview.errors;
      this.solved = preview.solved;
      this.stale = preview.schedule === null && this.schedule !== null;
      if (!preview.schedule) return;
      this.schedule = preview.schedule;
      this.prospect = preview.prospect;
    } catch (thrown) {
      if (isOld()) return;
      this.errors.all = [appError(thrown)];
      this.solved = null;
    }
  });

  /** Forgets what Rust made of the form, so that an answer that could not be drawn is not drawn again. */
  askAnew(): void {
    this.errors.all = [];
    this.solved = this.schedule = this.prospect = null;
    this.stale = false;
  }

  /** What belongs in a field that was left empty, where the payment tells. */
  foundAt(field: Field): { value: string; how: string } | null {
    return this.solved?.field === field ? { value: this.solved.value, how: t("new-solved") } : null;
  }

  /** Another account may mean another due day: what the user has not typed follows it. */
  async chooseAccount(account: AccountId): Promise<void> {
    this.form.account = account;
    this.errors.edited("account");
    this.errors.left("account");
    const proposed = await ipc.planForm(account);
    const due = await this.#lenderDue(proposed.first_due_date);
    if (this.form.account !== account) return;
    if (!this.errors.wasEdited("first_due_date")) this.form.first_due_date = due;
    this.form.auto_debit = proposed.auto_debit;
  }

  /** The chosen offer's own rule for the first due date comes before the account's. */
  async #lenderDue(date: string): Promise<string> {
    if (!this.offer) return date;
    const form = { ...$state.snapshot(this.form), first_due_date: date };
    return (await ipc.presetApply(form, this.offer.preset, this.offer.place)).first_due_date;
  }

  /** Puts what an offer speaks of into the form. The rest stays, also what is typed meanwhile. */
  async chooseOffer(offer: ChosenOffer | null): Promise<void> {
    this.offer = offer;
    if (!offer) return;
    try {
      const form = await ipc.presetApply($state.snapshot(this.form), offer.preset, offer.place);
      if (this.offer === offer) this.#take(form);
    } catch (thrown) {
      if (this.offer === offer) this.offer = null;
      throw thrown;
    }
  }

  #take(offered: PlanForm): void {
    const { origin, method, periods, frequency, rate_percent, rate_unit, first_due_date } = offered;
    this.#setOrigin(origin);
    Object.assign(this.form, { method, periods, frequency, rate_percent, rate_unit, first_due_date });
    this.errors.forgetEdit("first_due_date");
  }

  /** Takes another number of periods at the rate that is there, or was found. */
  choosePeriods(periods: number): void {
    if (this.solved?.field === "rate") this.form.rate_percent = this.solved.value;
    if (this.solved?.field === "price") this.form.price = this.solved.value;
    // What a period asks for is another amount then.
    this.form.payment = "";
    this.form.periods = String(periods);
    this.errors.edited("periods");
  }

  chooseOrigin(origin: PlanForm["origin"]): void {
    this.offer = null;
    this.#setOrigin(origin);
  }

  #setOrigin(origin: PlanForm["origin"]): void {
    if (origin === this.form.origin) return;
    this.form.origin = origin;
    if (origin === "cash_advance") {
      const { method, rate_unit, down_payment } = $state.snapshot(this.form);
      this.#purchase = { method, rate_unit, down_payment };
      this.form.rate_unit = "day";
      setMethod(this.form, "equal_instalment");
      this.form.down_payment = this.#initial.down_payment;
    } else {
      this.form.rate_unit = this.#purchase.rate_unit;
      setMethod(this.form, this.#purchase.method);
      this.form.down_payment = this.#purchase.down_payment;
    }
  }

  /** Saves what was typed, as it was typed. Answers the new plan's id, or null when Rust said no. */
  async save(): Promise<string | null> {
    if (this.saving) return null;
    this.saving = true;
    this.errors.try();
    try {
      return await ipc.planAdd($state.snapshot(this.form));
    } catch (thrown) {
      this.errors.refusal = appError(thrown);
      return null;
    } finally {
      this.saving = false;
    }
  }
}

let kept: Draft | null = null;

/** The draft that was left without saving it, if something was typed in it; else a new one. */
export async function openDraft(): Promise<{ draft: Draft; resumed: boolean }> {
  if (kept?.touched) {
    kept.askAnew();
    return { draft: kept, resumed: true };
  }
  kept = new Draft(await ipc.planForm(null));
  return { draft: kept, resumed: false };
}

/** What was typed is saved, or not wanted any more. */
export function forgetDraft(): void {
  kept = null;
}
