// The fake's reminders: which wait, which were raised, and by which rules. Enough to drive the screens, no more.
import type {
  AccountView,
  ComingReminder,
  FundingView,
  InboxView,
  Language,
  MissedView,
  NoticeAnswer,
  NoticeKind,
  NoticeRow,
  NoticeView,
  Pause,
  ReminderRules,
  RuleSubject,
  RuleView,
  Snooze,
  WaitingView,
} from "../generated/bindings";
import type { FakePlan, FakeRow } from "./data";
import { addDays, daysFromToday, TODAY } from "./days";
import { refuse, stop } from "./refuse";
import { status, text } from "./views";

interface Due {
  plan: FakePlan;
  row: FakeRow;
  account: AccountView;
}

/** What reminders need of the rest of the fake. */
export interface Books {
  dues: () => Due[];
  accounts: () => AccountView[];
  plans: () => FakePlan[];
  language: () => Language;
  pay: (plan: string, n: number, on: string) => void;
}

const ZONE = "+08:00";
const NOW = `${TODAY}T10:00:00${ZONE}`;
const at = (date: string, time: string) => `${date}T${time}:00${ZONE}`;

const MISSED: MissedView = { from: at("2026-11-15", "09:00"), until: at("2026-11-19", "19:12"), days: 4 };

const SHIPPED: ReminderRules = {
  days_before: [3, 1, 0],
  at: "09:00",
  repeat_overdue: true,
  when_debited: false,
  quiet_from: null,
  quiet_until: null,
};
const DAYS_AHEAD = 7;
const FUNDED_DAYS = 31;

const left = ({ row }: Due) => row.principal + row.interest + row.fee - row.paid;
const sum = (dues: Due[]) => dues.reduce((all, due) => all + left(due), 0n);
const keyOf = ({ plan, row }: Due) => `${plan.id}:${row.n}`;
const subjectKey = (subject: RuleSubject) => JSON.stringify(subject);

export class FakeReminders {
  #books: Books;
  #seen = new Set<string>();
  #later = new Map<string, string>();
  /** Until when, or "open": until it is ended. */
  #paused: string | null = null;
  #rules = new Map<string, { subject: RuleSubject; rules: ReminderRules }>();
  autostart = false;
  tray = true;

  constructor(books: Books) {
    this.#books = books;
    const account = books.accounts().find((each) => each.id === "a4");
    const plan = books.plans().find((each) => each.id === "p3");
    if (account) this.#keep({ account: account.id }, { ...SHIPPED, days_before: [7, 3, 1, 0] });
    if (plan) this.#keep({ plan: plan.id }, { ...SHIPPED, days_before: [0], at: "20:30" });
  }

  unseen(): number {
    return this.#waiting().filter((one) => !one.seen && one.snoozed_until === null).length;
  }

  inbox(before: string | null, limit: number): InboxView {
    const all = this.#earlier();
    const from = before === null ? 0 : all.findIndex((notice) => notice.key === before) + 1;
    const earlier = all.slice(from, from + limit);
    const waiting = this.#waiting();
    return {
      waiting,
      missed: waiting.some(({ missed }) => missed) ? MISSED : null,
      unseen: this.unseen(),
      earlier,
      next: from + limit < all.length ? (earlier.at(-1)?.key ?? null) : null,
      funding: this.funding(),
      paused_until: this.#paused === "open" ? at("9000-01-01", "08:00") : this.#paused,
      paused_open: this.#paused === "open",
    };
  }

  answer(keys: string[], answer: NoticeAnswer): null {
    const dues = this.#open().filter((due) => keys.includes(keyOf(due)));
    if (typeof answer === "object") {
      if (answer.snooze === "now") {
        for (const key of keys) this.#later.delete(key);
        return null;
      }
      const until = snoozedUntil(answer.snooze);
      for (const key of keys) this.#later.set(key, until);
      return null;
    }
    for (const key of keys) this.#seen.add(key);
    if (answer === "failed") for (const { row } of dues) row.failed = true;
    if (answer === "paid" || answer === "confirmed") {
      for (const { plan, row } of dues) this.#books.pay(plan.id, row.n, TODAY);
    }
    return null;
  }

  pause(pause: Pause): null {
    const until = { hour: at(TODAY, "11:00"), tomorrow: at(addDays(TODAY, 1), "09:00") };
    this.#paused = pause === "end" ? null : pause === "open" ? "open" : until[pause];
    return null;
  }

  rules(): RuleView[] {
    const own = [...this.#rules.values()].filter(({ subject }) => subject !== "all");
    return [this.rulesOf("all"), ...own.map(({ subject }) => this.rulesOf(subject))];
  }

  rulesOf(subject: RuleSubject): RuleView {
    const own = this.#rules.get(subjectKey(subject));
    return { subject, name: this.#nameOf(subject), rules: own?.rules ?? this.#wider(subject), own: !!own };
  }

  rulesSet(subject: RuleSubject, rules: ReminderRules): null {
    for (const time of [rules.at, rules.quiet_from, rules.quiet_until]) {
      if (time != null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
        stop(refuse("time_invalid", null, { text: time }));
    }
    if (rules.days_before.some((days) => days > 60))
      stop(refuse("number_range", null, { min: "0", max: "60" }));
    this.#keep(subject, { ...rules, days_before: [...rules.days_before].sort((a, b) => b - a) });
    return null;
  }

  rulesReset(subject: RuleSubject): null {
    this.#rules.delete(subjectKey(subject));
    return null;
  }

  coming(limit: number): ComingReminder[] {
    const coming = this.#open().flatMap((due) => {
      const rules = this.#rulesFor(due);
      return rules.days_before.map((days) => this.#comes(due, days, rules.at));
    });
    return coming
      .filter((each) => each.at > NOW)
      .sort((a, b) => a.at.localeCompare(b.at))
      .slice(0, limit);
  }

  #keep(subject: RuleSubject, rules: ReminderRules) {
    this.#rules.set(subjectKey(subject), { subject, rules });
  }

  #wider(subject: RuleSubject): ReminderRules {
    const all = this.#rules.get(subjectKey("all"))?.rules ?? SHIPPED;
    if (subject === "all" || subject.plan === undefined) return all;
    const plan = this.#books.plans().find((each) => each.id === subject.plan);
    return this.#rules.get(subjectKey({ account: plan?.account ?? "" }))?.rules ?? all;
  }

  #rulesFor({ plan }: Due): ReminderRules {
    const subject = { plan: plan.id };
    return this.#rules.get(subjectKey(subject))?.rules ?? this.#wider(subject);
  }

  #nameOf(subject: RuleSubject): string {
    if (subject === "all") return "";
    if (subject.account !== undefined) {
      const account = this.#books.accounts().find((each) => each.id === subject.account);
      return account?.name ?? stop(refuse("account_unknown", null, { account: subject.account }));
    }
    const plan = this.#books.plans().find((each) => each.id === subject.plan);
    return plan?.title ?? stop(refuse("plan_unknown", null, { plan: subject.plan }));
  }

  #open(): Due[] {
    return this.#books.dues().filter((due) => left(due) > 0n);
  }

  #say(zh: string, en: string): string {
    return this.#books.language() === "en" ? en : zh;
  }

  #comes({ plan, row }: Due, days: number, time: string): ComingReminder {
    const title =
      days === 0 ? this.#say("今天到期", "due today") : this.#say(`${days} 天后到期`, `due in ${days} days`);
    return {
      at: at(addDays(row.due_date, -days), time),
      kind: days === 0 ? "due" : "upcoming",
      title: `${plan.title}${this.#say("：", ": ")}${title}`,
      body: this.#say(`第 ${row.n}/${plan.rows.length} 期`, `instalment ${row.n} of ${plan.rows.length}`),
    };
  }

  #kind(due: Due): NoticeKind {
    const days = daysFromToday(due.row.due_date);
    if (days > 0) return "upcoming";
    if (this.#debited(due) && days < 0) return "debit_check";
    return status(due.row, { ...due.plan, auto_debit: false }, due.account) === "overdue" ? "overdue" : "due";
  }

  #debited(due: Due): boolean {
    return due.plan.auto_debit && !due.row.failed;
  }

  #rowOf(due: Due): NoticeRow {
    return {
      plan: due.plan.id,
      title: due.plan.title,
      n: due.row.n,
      of: due.plan.rows.length,
      remaining: text(left(due)),
      status: status(due.row, due.plan, due.account),
    };
  }

  #waiting(): WaitingView[] {
    const groups = grouped(
      this.#open().filter(({ row }) => daysFromToday(row.due_date) <= DAYS_AHEAD),
      ({ row, account, plan }) => `${row.due_date} ${account.id} ${plan.currency}`,
    );
    return groups
      .map((dues) => this.#waitingView(dues))
      .sort((a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind) || a.days - b.days);
  }

  #waitingView(dues: [Due, ...Due[]]): WaitingView {
    const [first] = dues;
    const { account, row, plan } = first;
    const days = daysFromToday(row.due_date);
    const later = dues.map((due) => this.#later.get(keyOf(due)) ?? null);
    const until = later.every((each) => each !== null) ? (later[0] ?? null) : null;
    const seen = dues.every((due) => this.#seen.has(keyOf(due)));
    return {
      keys: dues.map(keyOf),
      kind: this.#kind(first),
      account: { id: account.id, name: account.name, marker: account.marker },
      due_date: row.due_date,
      days,
      currency: plan.currency,
      remaining: text(sum(dues)),
      rows: dues.map((due) => this.#rowOf(due)),
      at: at(TODAY, "09:00"),
      missed: days < -3 && !seen && until === null,
      snoozed_until: until,
      seen,
      debit: this.#debited(first),
    };
  }

  funding(): FundingView[] {
    const debits = this.#open().filter((due) => {
      const days = daysFromToday(due.row.due_date);
      return due.plan.auto_debit && days >= 0 && days <= FUNDED_DAYS;
    });
    return grouped(debits, ({ row, account }) => `${row.due_date} ${account.funding_source ?? ""}`)
      .sort(([a], [b]) => a.row.due_date.localeCompare(b.row.due_date))
      .map((dues) => ({
        source: dues[0].account.funding_source,
        accounts: [...new Set(dues.map(({ account }) => account.name))],
        by: dues[0].row.due_date,
        days: daysFromToday(dues[0].row.due_date),
        currency: dues[0].plan.currency,
        amount: text(sum(dues)),
        rows: dues.map((due) => this.#rowOf(due)),
      }));
  }

  /** One of each paid row's due day, and a digest of what was missed. */
  #earlier(): NoticeView[] {
    const raised = this.#books
      .dues()
      .filter(({ row }) => daysFromToday(row.due_date) <= 0)
      .sort((a, b) => b.row.due_date.localeCompare(a.row.due_date))
      .map((due, index): NoticeView => {
        const { title, body } = this.#comes(due, 0, "09:00");
        const { due_date } = due.row;
        const undelivered = index === 1;
        return {
          key: keyOf(due),
          kind: "due",
          at: at(due_date, "09:00"),
          title,
          body,
          plan: due.plan.id,
          due_date,
          parts: [],
          undelivered,
        };
      });
    if (raised.length === 0) return [];
    const parts = raised.slice(1, 4).map(({ title }) => title);
    const digest: NoticeView = {
      key: "digest:1",
      kind: "digest",
      at: at("2026-11-19", "19:12"),
      title: this.#say("有 3 期需要处理", "3 instalments need you"),
      body: this.#say("最早 11 月 9 日到期", "the earliest due on 9 November"),
      plan: null,
      due_date: "2026-11-09",
      parts,
      undelivered: false,
    };
    return [...raised, digest].sort((a, b) => b.at.localeCompare(a.at));
  }
}

const urgency: NoticeKind[] = ["overdue", "due", "debit_check", "upcoming", "digest"];

function snoozedUntil(snooze: Exclude<Snooze, "now">): string {
  if (snooze === "hour") return at(TODAY, "11:00");
  if (snooze === "tonight") return at(TODAY, "20:00");
  if (snooze === "tomorrow") return at(addDays(TODAY, 1), "09:00");
  if (new Date(snooze.until) <= new Date(NOW)) stop(refuse("time_invalid", null, { text: snooze.until }));
  return snooze.until;
}

function grouped(dues: Due[], by: (due: Due) => string): [Due, ...Due[]][] {
  const groups = new Map<string, [Due, ...Due[]]>();
  for (const due of dues) {
    const group = groups.get(by(due));
    if (group) group.push(due);
    else groups.set(by(due), [due]);
  }
  return [...groups.values()];
}
