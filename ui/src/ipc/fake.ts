// A stand-in for Rust, for component tests and for looking at the window in a plain browser. Never in a release.
import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";
import { accountCommands } from "./fake/account-commands";
import { analysisAnswers } from "./fake/analysis";
import { inOwnDecimals } from "./fake/decimals";
import { FakeDesk } from "./fake/desk";
import { exchangeCommands, type FakeFile } from "./fake/exchange";
import { encrypted, sampleCalendar, sampleDoubt } from "./fake/file";
import { lockCommands } from "./fake/lock";
import { payoffAnswers } from "./fake/payoff";
import { planCommands } from "./fake/plan-commands";
import { refuse, stop } from "./fake/refuse";
import { reminderAnswers } from "./fake/reminder-commands";
import type {
  PayForm,
  PlanForm,
  PlanQuery,
  RecordQuery,
  Settings,
  StatementPayForm,
  Topic,
} from "./generated/bindings";

export { FakeDesk };

type Args = Record<string, unknown>;
export type Call = { command: string; args: Args };

export interface Fake {
  desk: FakeDesk;
  /** Every command that was called, in order. */
  calls: Call[];
  /** Replaces the answer of a command: return a value, or throw what Rust would refuse with. */
  answer(command: string, reply: (args: Args) => unknown): void;
  changed(topics: Topic[]): Promise<void>;
  /** Puts every answer through this, such as to give each text another one. */
  tell(retell: (answer: unknown) => unknown): void;
}

// What each command changes, as Rust tells it.
const WRITES: Record<string, Topic[]> = {
  account_add: ["accounts"],
  account_edit: ["accounts"],
  account_archive: ["accounts"],
  source_rename: ["accounts"],
  source_merge: ["accounts"],
  source_remove: ["accounts"],
  plan_add: ["plans"],
  pay: ["plans"],
  pay_statement: ["plans"],
  repayment_correct: ["plans"],
  repayment_remove: ["plans"],
  debit_confirm: ["plans"],
  debit_fail: ["plans"],
  settle: ["plans"],
  prepay: ["plans"],
  refund: ["plans"],
  payoff_adopt: ["plans", "settings"],
  planned_drop: ["plans"],
  plan_edit: ["plans"],
  rows_correct: ["plans"],
  plan_remove: ["plans"],
  income_set: ["settings"],
  settings_set: ["settings"],
  calendar_file_choose: ["settings"],
  calendar_file_stop: ["settings"],
  notice_answer: ["plans", "reminders"],
  reminders_pause: ["reminders"],
  reminder_rules_set: ["reminders"],
  reminder_rules_reset: ["reminders"],
  clock_confirm: ["reminders"],
  sample_add: ["plans", "accounts"],
  import_run: ["plans", "accounts"],
  undo: ["plans", "accounts", "settings", "reminders"],
  redo: ["plans", "accounts", "settings", "reminders"],
  restore: ["plans", "accounts", "settings"],
  unlock: ["settings"],
  lock_now: ["settings"],
  lock_hidden: ["settings"],
  lock_set: ["settings"],
  lock_after_set: ["settings"],
  lock_off: ["settings"],
};

// What takes an action back, and so is none.
const TURNS = ["undo", "redo", "restore"];

/** What each command answers. */
function answers(desk: FakeDesk): Record<string, (args: Args) => unknown> {
  return {
    ...planCommands(desk),
    ...analysisAnswers(desk),
    app_state: () => desk.state(),
    window_ready: () => null,
    ...accountCommands(desk),
    plan: ({ id }) => desk.plan(id as string),
    plan_form: ({ account }) => desk.planForm(account as string | null),
    plan_preview: ({ form }) => desk.planPreview(form as PlanForm),
    presets: () => desk.presets(),
    preset_apply: ({ form, preset, offer }) =>
      desk.presetApply(form as PlanForm, preset as string, offer as number),
    plan_add: ({ form }) => desk.planAdd(form as PlanForm),
    month: ({ month }) => desk.month(month as string),
    day: ({ date }) => desk.day(date as string),
    year: ({ year }) => desk.year(year as string),
    overview: () => desk.overview(),
    agenda: ({ from, limit }) => desk.agenda(from as string | null, limit as number),
    plans_page: ({ query }) => desk.plansPage(query as PlanQuery),
    records: ({ query }) => desk.records(query as RecordQuery),
    activity: ({ before, limit }) => desk.activity(before as string | null, limit as number),
    pay: ({ form }) => desk.pay(form as PayForm),
    pay_statement: ({ form }) => desk.payStatement(form as StatementPayForm),
    ...exchangeCommands(desk),
    calendar_file: () => desk.calendarFile,
    calendar_file_choose: () => (desk.calendarFile = sampleCalendar),
    calendar_file_stop: () => ((desk.calendarFile = null), null),
    settings_set: ({ settings }) => desk.settingsSet(settings as Settings),
    ...reminderAnswers(desk),
    sample_add: () => desk.sampleAdd(),
    undo: () => desk.undo(),
    redo: () => desk.redo(),
    check: () => ({ sound: true, problems: [], contents: desk.contents() }),
    backups: () => desk.backups(),
    backup_now: () => desk.backups().backups[0],
    backup_save: () => "/media/usb/fenqi-20261122-100000-asked.db",
    backup_encrypt: ({ passphrase, again }) => encrypted(passphrase as string, again as string),
    restore_rehearse: ({ name }) => desk.chooseCopy(name as string | null),
    restore_unlock: ({ passphrase }) => desk.unlock(passphrase as string),
    restore: () => null,
    ...payoffAnswers(desk),
    ...lockCommands(desk),
  };
}

/** `?theme=dark&lang=en&empty` or `&many=10000` set the stage in a browser; `&calm` leaves out the loan
 * that dwarfs all others; with `&crowded` there is much of everything, under long names; with `&currencies` there are
 * yen and dinars, too; `&doubt` is a clock that is not believed; `&notray` a desktop without a tray; `&lock=2468` is
 * locked with this passcode, with `&unlocked` not yet; `&file=crowd` is another file to import; with `&pace=100` a percent of it takes so many milliseconds, with `&reading=100` one of looking
 * at it. */
export function install(query = new URLSearchParams()): Fake {
  const language = query.get("lang") === "en" ? "en" : "zh-CN";
  const theme = query.get("theme") === "dark" ? "dark" : "light";
  const desk = new FakeDesk({
    language,
    theme,
    empty: query.has("empty"),
    many: Number(query.get("many") ?? 0),
    calm: query.has("calm"),
    crowded: query.has("crowded"),
    currencies: query.has("currencies"),
  });
  if (query.has("doubt")) desk.clockDoubt = sampleDoubt;
  desk.reminders.tray = !query.has("notray");
  if (query.has("lock")) {
    desk.lock.passcode = query.get("lock") || "2468";
    desk.lock.locked = !query.has("unlocked");
  }
  if (query.has("file")) desk.exchange.file = query.get("file") as FakeFile;
  desk.exchange.pace = Number(query.get("pace") ?? 0);
  desk.exchange.reading = Number(query.get("reading") ?? 0);
  const calls: Call[] = [];
  const replies = new Map<string, (args: Args) => unknown>();
  const changed = async (topics: Topic[]) => emit("changed", { topics });

  let told = (answer: unknown) => answer;
  const commands = answers(desk);
  mockIPC(
    async (command, payload) => {
      const args = (payload ?? {}) as Args;
      calls.push({ command, args });
      if (desk.lock.refuses(command)) stop(refuse("locked"));
      const run = replies.get(command) ?? commands[command];
      // As Tauri refuses what the capability file does not list.
      if (!run) throw new Error(`Command ${command} not found`);
      if (WRITES[command]?.includes("plans") && !TURNS.includes(command)) desk.remember();
      const result = await run(args);
      const topics = WRITES[command];
      if (topics) void changed(topics);
      return told(inOwnDecimals(structuredClone(result)));
    },
    { shouldMockEvents: true },
  );
  const tell: Fake["tell"] = (retell) => (told = retell);
  return { desk, calls, tell, answer: (command, reply) => void replies.set(command, reply), changed };
}
