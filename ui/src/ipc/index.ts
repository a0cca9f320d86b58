// The only door to Rust: typed calls that throw an AppError, and what Rust tells the window.
import { commands, events } from "./generated/bindings";
import type {
  AccountForm,
  AccountId,
  AppError,
  ExportForm,
  ImportOptions,
  ImportProgress,
  Income,
  LockAfter,
  NoticeAnswer,
  Pause,
  PayForm,
  PayoffChoice,
  PayoffQuery,
  PlanEditForm,
  PlanForm,
  PlanId,
  PlanQuery,
  PrepayForm,
  RecordQuery,
  RefundForm,
  RepaymentForm,
  RowsForm,
  SettleForm,
  ReminderRules,
  RuleSubject,
  Settings,
  StatementPayForm,
  Topic,
} from "./generated/bindings";

export type * from "./generated/bindings";

type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: AppError };

export function isAppError(thrown: unknown): thrown is AppError {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "params" in thrown;
}

/** What was thrown, as an AppError: a broken channel is a failure like any other. */
export function appError(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "input_invalid", params: { reason }, field: null };
}

async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (thrown) {
    throw appError(thrown);
  }
  if (answer.status === "ok") return answer.data;
  throw appError(answer.error);
}

export const ipc = {
  appState: () => unwrap(commands.appState()),
  windowReady: () => unwrap(commands.windowReady()),
  accounts: () => unwrap(commands.accounts()),
  accountLines: () => unwrap(commands.accountLines()),
  account: (id: AccountId) => unwrap(commands.account(id)),
  /** Without an id: an empty one. */
  accountForm: (id: AccountId | null) => unwrap(commands.accountForm(id)),
  accountPreview: (id: AccountId | null, form: AccountForm) => unwrap(commands.accountPreview(id, form)),
  accountAdd: (form: AccountForm) => unwrap(commands.accountAdd(form)),
  accountEdit: (id: AccountId, form: AccountForm) => unwrap(commands.accountEdit(id, form)),
  accountArchive: (id: AccountId, archived: boolean) => unwrap(commands.accountArchive(id, archived)),
  /** Rust opens the address that is stored. */
  accountLinkOpen: (id: AccountId) => unwrap(commands.accountLinkOpen(id)),
  sources: () => unwrap(commands.sources()),
  sourceRename: (id: string, name: string) => unwrap(commands.sourceRename(id, name)),
  sourceMerge: (id: string, into: string) => unwrap(commands.sourceMerge(id, into)),
  sourceRemove: (id: string) => unwrap(commands.sourceRemove(id)),
  plan: (id: PlanId) => unwrap(commands.plan(id)),
  planForm: (account: AccountId | null) => unwrap(commands.planForm(account)),
  planPreview: (form: PlanForm) => unwrap(commands.planPreview(form)),
  presets: () => unwrap(commands.presets()),
  /** `offer` counts from 0. */
  presetApply: (form: PlanForm, preset: string, offer: number) =>
    unwrap(commands.presetApply(form, preset, offer)),
  planAdd: (form: PlanForm) => unwrap(commands.planAdd(form)),
  month: (month: string) => unwrap(commands.month(month)),
  day: (date: string) => unwrap(commands.day(date)),
  year: (year: string) => unwrap(commands.year(year)),
  overview: () => unwrap(commands.overview()),
  /** `from` absent: from the oldest. */
  agenda: (from: string | null, limit: number) => unwrap(commands.agenda(from, limit)),
  forecast: (months: number) => unwrap(commands.forecast(months)),
  limits: () => unwrap(commands.limits()),
  debts: () => unwrap(commands.debts()),
  /** At most `limit` plans of each currency. */
  costs: (limit: number) => unwrap(commands.costs(limit)),
  costsOfYear: (year: number) => unwrap(commands.costsOfYear(year)),
  spending: (year: number) => unwrap(commands.spending(year)),
  records: (query: RecordQuery) => unwrap(commands.records(query)),
  activity: (before: string | null, limit: number) => unwrap(commands.activity(before, limit)),
  payoff: (query: PayoffQuery) => unwrap(commands.payoff(query)),
  payoffAdopt: (choice: PayoffChoice) => unwrap(commands.payoffAdopt(choice)),
  plannedDrop: (plan: PlanId, on: string) => unwrap(commands.plannedDrop(plan, on)),
  plansPage: (query: PlanQuery) => unwrap(commands.plansPage(query)),
  pay: (form: PayForm) => unwrap(commands.pay(form)),
  payStatement: (form: StatementPayForm) => unwrap(commands.payStatement(form)),
  payPreview: (form: PayForm) => unwrap(commands.payPreview(form)),
  repaymentCorrect: (form: RepaymentForm) => unwrap(commands.repaymentCorrect(form)),
  repaymentRemove: (id: string) => unwrap(commands.repaymentRemove(id)),
  debitConfirm: (plan: PlanId, n: number) => unwrap(commands.debitConfirm(plan, n)),
  debitFail: (plan: PlanId, n: number) => unwrap(commands.debitFail(plan, n)),
  quoteSettle: (form: SettleForm) => unwrap(commands.quoteSettle(form)),
  settle: (form: SettleForm) => unwrap(commands.settle(form)),
  quotePrepay: (form: PrepayForm) => unwrap(commands.quotePrepay(form)),
  prepay: (form: PrepayForm) => unwrap(commands.prepay(form)),
  quoteRefund: (form: RefundForm) => unwrap(commands.quoteRefund(form)),
  refund: (form: RefundForm) => unwrap(commands.refund(form)),
  planEdit: (form: PlanEditForm) => unwrap(commands.planEdit(form)),
  rowsCheck: (form: RowsForm) => unwrap(commands.rowsCheck(form)),
  rowsCorrect: (form: RowsForm) => unwrap(commands.rowsCorrect(form)),
  planRemove: (id: PlanId) => unwrap(commands.planRemove(id)),
  income: () => unwrap(commands.income()),
  incomeSet: (income: Income) => unwrap(commands.incomeSet(income)),
  /** Rust asks where to. */
  exportFile: (form: ExportForm) => unwrap(commands.exportFile(form)),
  /** The folder of the last export. */
  exportShow: () => unwrap(commands.exportShow()),
  /** Rust asks for the file, and answers its path: others are not read. */
  importChoose: () => unwrap(commands.importChoose()),
  importPreview: (path: string, options: ImportOptions) => unwrap(commands.importPreview(path, options)),
  importRun: (path: string, options: ImportOptions) => unwrap(commands.importRun(path, options)),
  importCancel: () => unwrap(commands.importCancel()),
  importTemplate: () => unwrap(commands.importTemplate()),
  calendarFile: () => unwrap(commands.calendarFile()),
  /** Rust asks for the folder. */
  calendarFileChoose: () => unwrap(commands.calendarFileChoose()),
  calendarFileStop: () => unwrap(commands.calendarFileStop()),
  settingsSet: (settings: Settings) => unwrap(commands.settingsSet(settings)),
  /** `before` absent: from the newest. */
  inbox: (before: string | null, limit: number) => unwrap(commands.inbox(before, limit)),
  noticeAnswer: (keys: string[], answer: NoticeAnswer) => unwrap(commands.noticeAnswer(keys, answer)),
  remindersPause: (pause: Pause) => unwrap(commands.remindersPause(pause)),
  reminderRules: () => unwrap(commands.reminderRules()),
  reminderRulesOf: (subject: RuleSubject) => unwrap(commands.reminderRulesOf(subject)),
  reminderRulesSet: (subject: RuleSubject, rules: ReminderRules) =>
    unwrap(commands.reminderRulesSet(subject, rules)),
  reminderRulesReset: (subject: RuleSubject) => unwrap(commands.reminderRulesReset(subject)),
  remindersComing: (limit: number) => unwrap(commands.remindersComing(limit)),
  clockConfirm: () => unwrap(commands.clockConfirm()),
  autostart: () => unwrap(commands.autostart()),
  autostartSet: (on: boolean) => unwrap(commands.autostartSet(on)),
  trayIsThere: () => unwrap(commands.trayIsThere()),
  dataFolderShow: () => unwrap(commands.dataFolderShow()),
  sampleAdd: () => unwrap(commands.sampleAdd()),
  undo: () => unwrap(commands.undo()),
  redo: () => unwrap(commands.redo()),
  check: () => unwrap(commands.check()),
  backups: () => unwrap(commands.backups()),
  backupNow: () => unwrap(commands.backupNow()),
  backupSave: () => unwrap(commands.backupSave()),
  backupEncrypt: (passphrase: string, again: string) => unwrap(commands.backupEncrypt(passphrase, again)),
  /** Without a name, Rust asks for a file. */
  restoreRehearse: (name: string | null) => unwrap(commands.restoreRehearse(name)),
  restoreUnlock: (passphrase: string) => unwrap(commands.restoreUnlock(passphrase)),
  restore: (passphrase: string | null) => unwrap(commands.restore(passphrase)),
  lockState: () => unwrap(commands.lockState()),
  unlock: (passcode: string) => unwrap(commands.unlock(passcode)),
  lockNow: () => unwrap(commands.lockNow()),
  /** Somebody uses the window. */
  lockUsed: () => unwrap(commands.lockUsed()),
  lockHidden: () => unwrap(commands.lockHidden()),
  /** `current` where there is a passcode already. */
  lockSet: (current: string | null, passcode: string, again: string) =>
    unwrap(commands.lockSet(current, passcode, again)),
  lockAfterSet: (after: LockAfter) => unwrap(commands.lockAfterSet(after)),
  lockOff: (passcode: string) => unwrap(commands.lockOff(passcode)),
};

/** Calls back with the topics of every write, this window's and others'. Returns how to stop. */
export async function onChanged(handle: (topics: Topic[]) => void): Promise<() => void> {
  return events.changed.listen((event) => {
    handle(event.payload.topics);
  });
}

/** Calls back as the import under way goes on. Returns how to stop. */
export async function onImporting(handle: (progress: ImportProgress) => void): Promise<() => void> {
  return events.importing.listen((event) => {
    handle(event.payload.progress);
  });
}

/** Calls back when the user asked, outside the window, to see a plan. Returns how to stop. */
export async function onOpenPlan(handle: (plan: PlanId) => void): Promise<() => void> {
  return events.openPlan.listen((event) => {
    handle(event.payload.plan);
  });
}

/** Calls back when the user asked, outside the window, to see the reminders. Returns how to stop. */
export async function onOpenInbox(handle: () => void): Promise<() => void> {
  return events.openInbox.listen(handle);
}
