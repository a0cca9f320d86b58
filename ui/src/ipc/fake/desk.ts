// The fake's memory and its use cases: enough of Rust's rules to drive every screen, no more.
import { isDate } from "../../shared/format";
import type {
  AccountView,
  ActivityView,
  AgendaView,
  AppError,
  AppState,
  BackupsView,
  ChosenCopy,
  CalendarFile,
  ClockDoubt,
  ContentsView,
  Income,
  Language,
  DayView,
  MonthView,
  OverviewView,
  PayForm,
  PlanForm,
  PlanPage,
  PlanQuery,
  PlanSummary,
  PlanView,
  Preset,
  Preview,
  RecordPage,
  RecordQuery,
  RehearsalView,
  Settings,
  StatementPayForm,
  Theme,
  YearView,
} from "../generated/bindings";
import { payParts } from "./change";
import {
  crowd,
  manyPlans,
  otherAccounts,
  otherPlans,
  sampleAccounts,
  samplePlans,
  type FakePlan,
  type FakeRow,
} from "./data";
import { TODAY } from "./days";
import { FakeExchange } from "./exchange";
import { fileContents, LOCKED, noBackups, OPENS, rehearsalOf, sampleActivity, sampleBackups } from "./file";
import { pageOf } from "./listing";
import { FakeLock } from "./lock";
import { agendaOf, overviewOf, yearOf } from "./outlook";
import { applied, samplePresets } from "./presets";
import { prospect } from "./prospect";
import { recordsOf, sampleActions } from "./records";
import { refuse, stop } from "./refuse";
import { FakeReminders } from "./reminders";
import { complete, paymentOf, rowsOf } from "./terms";
import { fen, dayView, monthDays, planStatus, rowViews, status, text, totals, track } from "./views";

/** A payment beside complete terms has to be theirs; only equal instalments take any. */
function wrongPayment(form: PlanForm): AppError | null {
  if (form.payment === "") return null;
  const payment = fen(form.payment);
  if (payment === null) return refuse("amount_invalid", "amount", { text: form.payment });
  const made = paymentOf(form);
  if (made === null || made === payment || form.method === "equal_instalment") return null;
  return refuse("payment_impossible", "amount", { nearest: text(made) });
}

interface Stage {
  language?: Language;
  theme?: Theme;
  empty?: boolean;
  many?: number;
  calm?: boolean;
  crowded?: boolean;
  currencies?: boolean;
}

export class FakeDesk {
  #accounts: AccountView[];
  #plans: FakePlan[];
  #settings: Settings;
  #serial = 100;
  calendarFile: CalendarFile | null = null;
  /** Whether the file that is chosen to be restored is encrypted. */
  copyIsLocked = false;
  income: Income | null = null;
  clockDoubt: ClockDoubt | null = null;
  readonly reminders: FakeReminders;
  readonly exchange = new FakeExchange();
  readonly lock = new FakeLock();
  /** The plans as they were before each write: enough to see that it was taken back. */
  #before: FakePlan[][] = [];
  #actions: ActivityView[] = [];

  constructor(stage: Stage = {}) {
    const { language = "zh-CN", theme = "light" } = stage;
    this.#settings = { language, theme, hide_amounts: false };
    this.#accounts = stage.empty ? [] : structuredClone(sampleAccounts);
    this.#plans = stage.empty ? [] : [...samplePlans(), ...manyPlans(stage.many ?? 0)];
    if (!stage.empty) this.#actions = structuredClone(sampleActions);
    if (stage.calm) this.#plans = this.#plans.filter((plan) => plan.title !== "装修贷");
    if (stage.currencies) {
      this.#accounts.push(...structuredClone(otherAccounts));
      this.#plans.push(...otherPlans());
    }
    if (stage.crowded) {
      const { accounts, plans } = crowd();
      this.#accounts.push(...accounts);
      this.#plans.push(...plans);
    }
    this.reminders = new FakeReminders({
      dues: () => this.#dues(),
      accounts: () => this.#accounts,
      plans: () => this.#plans,
      language: () => this.#settings.language ?? "zh-CN",
      pay: (plan, n, paid_on) => void this.pay({ plan, n, amount: "", paid_on, source: "" }),
    });
  }

  state(): AppState {
    return {
      version: "0.1.0",
      today: TODAY,
      language: this.#settings.language ?? "zh-CN",
      settings: this.#settings,
      data_folder: "/home/ling/.local/share/org.fenqi.desktop",
      plans: this.#plans.length,
      accounts: this.#accounts.length,
      read_only: null,
      damaged: false,
      lock: this.lock.passcode === null ? null : this.lock.after,
      backup_stale: false,
      unseen: this.reminders.unseen(),
      clock_doubt: this.clockDoubt,
    };
  }

  contents(): ContentsView {
    return fileContents(this.#accounts.length, this.#plans);
  }

  backups(): BackupsView {
    return this.#plans.length === 0 ? noBackups : sampleBackups(this.contents());
  }

  chooseCopy(name: string | null): ChosenCopy {
    if (name === null && this.copyIsLocked) return { locked: { path: LOCKED } };
    return { rehearsed: this.#rehearse(name) };
  }

  unlock(passphrase: string): RehearsalView {
    if (passphrase !== OPENS) return stop(refuse("passphrase_wrong", "passphrase"));
    return rehearsalOf(LOCKED, this.contents(), this.contents());
  }

  #rehearse(name: string | null): RehearsalView {
    const known = this.backups().backups.find((backup) => backup.name === name);
    if (name !== null && !known?.contents)
      return stop(known?.error ?? refuse("backup_unknown", null, { name }));
    const path = known?.path ?? "/media/usb/fenqi-20261120-210000-asked.db";
    return rehearsalOf(path, known?.contents ?? this.contents(), this.contents());
  }

  /** Every row with the id of its repayment, if it has one. */
  repaid(): { id: string; row: FakeRow }[] {
    return this.#plans.flatMap((plan) => plan.rows.map((row) => ({ id: `${plan.id}-${row.n}`, row })));
  }

  remove(plan: FakePlan): void {
    this.#plans = this.#plans.filter((each) => each !== plan);
  }

  add(plans: FakePlan[]): void {
    this.#plans = [...plans, ...this.#plans];
  }

  remember(): void {
    this.#before.push(structuredClone(this.#plans));
  }

  undo(): ActivityView {
    const before = this.#before.pop();
    if (!before) return stop(refuse("nothing_to_undo"));
    this.#plans = before;
    const latest = this.#actions.find((action) => action.state === "done");
    if (latest) latest.state = "undone";
    return { ...sampleActivity, state: "undone" };
  }

  books() {
    return { accounts: this.#accounts, plans: this.#plans, dues: this.#dues() };
  }

  records(query: RecordQuery): RecordPage {
    return recordsOf(
      this.#plans.map((plan) => this.plan(plan.id)),
      query,
    );
  }

  activity(before: string | null, limit: number): ActivityView[] {
    const older = this.#actions.filter(({ number }) => before === null || Number(number) < Number(before));
    return older.slice(0, limit);
  }

  redo(): ActivityView {
    return stop(refuse("nothing_to_redo"));
  }

  accounts(): AccountView[] {
    return this.#accounts;
  }

  rowCount(): number {
    return this.#plans.reduce((count, plan) => count + plan.rows.length, 0);
  }

  /** All rows with their plans and accounts. */
  dues() {
    return this.#dues();
  }

  newId(): string {
    return `a${++this.#serial}`;
  }

  plans(): PlanSummary[] {
    return this.#plans
      .map((plan) => {
        const account = this.account(plan.account);
        const sums = totals(plan.rows);
        return {
          id: plan.id,
          title: plan.title,
          merchant: plan.merchant,
          account: { id: account.id, name: account.name, marker: account.marker },
          origin: plan.origin,
          currency: plan.currency,
          purchased_on: plan.purchased_on,
          status: planStatus(plan, account),
          track: track(plan, account),
          total: sums.total,
          remaining: sums.remaining,
        };
      })
      .sort((a, b) => b.purchased_on.localeCompare(a.purchased_on));
  }

  plan(id: string): PlanView {
    const plan = this.find(id);
    const account = this.account(plan.account);
    const { rows, ...rest } = plan;
    return {
      ...rest,
      account: { id: account.id, name: account.name, marker: account.marker },
      price: null,
      status: planStatus(plan, account),
      terms: {
        method: "equal_principal",
        principal: "0",
        periods: "1",
        start_date: TODAY,
        first_due_date: TODAY,
      },
      rows: rowViews(plan, account),
      track: track(plan, account),
      totals: totals(rows),
      repayments: rows
        .filter((row) => row.paid > 0n)
        .map((row) => ({
          id: `${id}-${row.n}`,
          kind: "instalment" as const,
          paid_on: row.paid_on ?? row.due_date,
          amount: text(row.paid),
          source:
            row.source === undefined ? (row.n % 2 === 0 ? account.funding_source : "支付宝") : row.source,
          rows: [row.n],
        }))
        .reverse(),
      settlement: null,
      refunds: [],
      planned: [],
    };
  }

  planForm(account: string | null): PlanForm {
    const owner = account === null ? null : this.account(account);
    const day = owner?.due && "day" in owner.due ? owner.due.day : 22;
    return {
      origin: "purchase",
      title: "",
      account,
      merchant: "",
      order_no: "",
      purchased_on: TODAY,
      price: "",
      down_payment: "",
      method: "interest_free",
      periods: "12",
      frequency: "monthly",
      rate_percent: "",
      rate_unit: "period",
      payment: "",
      first_due_date: `2026-12-${String(day).padStart(2, "0")}`,
      auto_debit: owner?.auto_debit ?? false,
      notes: "",
      past_rows_paid: false,
      paid_rows: "",
    };
  }

  presets(): Preset[] {
    return samplePresets;
  }

  presetApply(form: PlanForm, id: string, offer: number): PlanForm {
    const preset = samplePresets.find((each) => each.id === id);
    if (!preset) stop(refuse("preset_unknown", null, { preset: id }));
    const max = String(preset.offers.length - 1);
    return applied(form, preset, offer) ?? stop(refuse("number_range", null, { min: "0", max }));
  }

  planPreview(typed: PlanForm): Preview {
    const { form, solved } = complete(typed);
    const errors = this.#check(typed);
    // Rust makes no schedule of terms that contradict their payment.
    const rows = errors.some((error) => error.field === "amount") ? null : rowsOf(form);
    const chosen = this.#accounts.find((each) => each.id === form.account);
    const account = chosen ?? sampleAccounts[0];
    if (!rows || !account) return { errors, schedule: null, solved, prospect: null };
    const plan = this.#draft(form, rows);
    const views = rowViews(plan, account);
    return {
      errors,
      schedule: {
        currency: plan.currency,
        rows: views,
        track: track(plan, account),
        totals: totals(rows),
        rates: plan.rates,
        advertised:
          form.method === "interest_free"
            ? null
            : {
                rate_percent: form.rate_percent,
                unit: form.rate_unit,
                times: 12,
                annual_percent: "7.200000",
              },
        per_period: views[0]?.total ?? "0.00",
        periods: rows.length,
        first_due_date: form.first_due_date,
        last_due_date: rows.at(-1)?.due_date ?? form.first_due_date,
        past_rows: rows.filter((row) => row.due_date < TODAY).length,
      },
      solved,
      prospect: prospect(form, rows, chosen ?? null, this.#plans, this.income),
    };
  }

  planAdd(form: PlanForm): string {
    const [error] = this.#check(form);
    if (error) stop(error);
    const { form: full } = complete(form);
    const plan = this.#draft(full, rowsOf(full) ?? []);
    this.#plans.push(plan);
    return plan.id;
  }

  month(month: string): MonthView {
    return { month, today: TODAY, ...monthDays(month, this.#dues()) };
  }

  day(date: string): DayView {
    return dayView(date, this.#dues());
  }

  year(year: string): YearView {
    return yearOf(year, this.#dues());
  }

  overview(): OverviewView {
    return overviewOf(this.#accounts, this.#dues());
  }

  agenda(from: string | null, limit: number): AgendaView {
    return agendaOf(from, limit, this.#dues());
  }

  plansPage(query: PlanQuery): PlanPage {
    return pageOf(query, this.#plans, this.plans());
  }

  #dues() {
    return this.#plans.flatMap((plan) =>
      plan.rows.map((row) => ({ plan, row, account: this.account(plan.account) })),
    );
  }

  pay(form: PayForm): null {
    for (const { row, amount } of payParts(this.find(form.plan), form)) {
      row.paid += amount;
      row.paid_on = form.paid_on || TODAY;
      row.source = form.source || null;
    }
    return null;
  }

  payStatement(form: StatementPayForm): null {
    const open = this.#plans
      .filter((plan) => plan.account === form.account)
      .flatMap((plan) => plan.rows.map((row) => ({ plan, row })))
      .filter(
        ({ plan, row }) =>
          row.due_date === form.due_date && status(row, plan, this.account(plan.account)) !== "paid",
      );
    if (open.length === 0) stop(refuse("statement_unknown", null, { date: form.due_date }));
    for (const { plan, row } of open) {
      this.pay({ plan: plan.id, n: row.n, amount: "", paid_on: form.paid_on, source: form.source });
    }
    return null;
  }

  settingsSet(settings: Settings): null {
    this.#settings = settings;
    return null;
  }

  sampleAdd(): null {
    if (this.#plans.length > 0 || this.#accounts.length > 0) stop(refuse("not_empty"));
    this.#accounts = structuredClone(sampleAccounts);
    this.#plans = samplePlans();
    return null;
  }

  account(id: string): AccountView {
    return (
      this.#accounts.find((account) => account.id === id) ??
      stop(refuse("account_unknown", "account", { account: id }))
    );
  }

  find(id: string): FakePlan {
    return this.#plans.find((plan) => plan.id === id) ?? stop(refuse("plan_unknown", null, { plan: id }));
  }

  #check(typed: PlanForm): AppError[] {
    const { form, solved } = complete(typed);
    const errors: AppError[] = [];
    if (form.title.trim() === "") errors.push(refuse("text_required", "title"));
    if (form.account === null) errors.push(refuse("text_required", "account"));
    const price = fen(form.price);
    if (form.price === "") errors.push(refuse("text_required", "price"));
    else if (price === null) errors.push(refuse("amount_invalid", "price", { text: form.price }));
    if (!/^\d+$/.test(form.periods))
      errors.push(refuse("periods_range", "periods", { min: "1", max: "600" }));
    if (form.method !== "interest_free" && form.rate_percent === "")
      errors.push(refuse("rate_required", "rate"));
    for (const field of ["purchased_on", "first_due_date"] as const) {
      if (!isDate(form[field])) errors.push(refuse("date_invalid", field, { text: form[field] }));
    }
    const payment = solved ? null : wrongPayment(form);
    return payment ? [...errors, payment] : errors;
  }

  #draft(form: PlanForm, rows: FakeRow[]): FakePlan {
    const first = /^\d+$/.test(form.paid_rows) ? Number(form.paid_rows) : null;
    for (const row of rows) {
      const paid = first === null ? row.due_date < TODAY : row.n <= first;
      if (!form.past_rows_paid || !paid) continue;
      row.paid = row.principal + row.interest + row.fee;
      row.paid_on = row.due_date;
    }
    return {
      id: `p${++this.#serial}`,
      account: form.account ?? "",
      origin: form.origin,
      title: form.title,
      merchant: form.merchant || null,
      order_no: form.order_no || null,
      purchased_on: form.purchased_on,
      currency: this.#accounts.find((each) => each.id === form.account)?.currency ?? "CNY",
      auto_debit: form.auto_debit,
      notes: form.notes || null,
      rows,
      advertised: null,
      rates:
        form.method === "interest_free"
          ? { nominal_annual_percent: "0.000000", effective_annual_percent: "0.000000" }
          : { nominal_annual_percent: "13.030112", effective_annual_percent: "13.837905" },
    };
  }
}
