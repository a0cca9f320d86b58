// The fake's commands about accounts and funding sources.
import { isDate } from "../../shared/format";
import type {
  AccountForm,
  AccountLine,
  AccountPage,
  AccountPreview,
  AccountStanding,
  AccountView,
  AppError,
  MonthRelease,
  SourceView,
} from "../generated/bindings";
import { TODAY, addMonths, daysFromToday } from "./days";
import type { FakeDesk } from "./desk";
import { limits } from "./outlook";
import { examplesOf, policiesOf, policyForms, rulesOf } from "./policies";
import { refuse, stop } from "./refuse";
import { fen, status, sum, text, total, type Due } from "./views";

type Args = Record<string, unknown>;

export function accountCommands(desk: FakeDesk): Record<string, (args: Args) => unknown> {
  // Sources that were named once; which accounts use them, the accounts say.
  const named = new Set<string>();
  return {
    accounts: () => desk.accounts(),
    account_lines: () => lines(desk),
    account: ({ id }) => page(desk, id as string),
    account_form: ({ id }) => formOf(id === null ? null : desk.account(id as string)),
    account_preview: ({ id, form }) => preview(desk, id as string | null, form as AccountForm),
    account_add: ({ form }) => add(desk, form as AccountForm),
    account_edit: ({ id, form }) => edit(desk, id as string, form as AccountForm),
    account_archive: ({ id, archived }) => {
      desk.account(id as string).archived = archived as boolean;
      return null;
    },
    account_link_open: () => null,
    sources: () => sources(desk, named),
    source_rename: ({ id, name }) => rename(desk, named, id as string, (name as string).trim()),
    source_merge: ({ id, into }) => {
      for (const account of using(desk, id as string)) account.funding_source = into as string;
      named.delete(id as string);
      return null;
    },
    source_remove: ({ id }) => (named.delete(id as string), null),
  };
}

const open = ({ row }: Due) => row.paid < total(row);
const left = ({ row }: Due) => total(row) - row.paid;

function openOf(desk: FakeDesk, account: AccountView): Due[] {
  const own = desk.dues().filter((due) => due.account.id === account.id && open(due));
  return own.sort((a, b) => a.row.due_date.localeCompare(b.row.due_date));
}

function standing(desk: FakeDesk, account: AccountView): AccountStanding {
  const own = openOf(desk, account);
  const isLate = (due: Due) => status(due.row, due.plan, due.account) === "overdue";
  const late = own.filter(isLate);
  const date = own.find((due) => !isLate(due))?.row.due_date;
  const next = own.filter(({ row }) => row.due_date === date);
  const [limit] = limits([account], own);
  if (!limit) throw new Error("no limit");
  return {
    limit,
    next: date === undefined ? null : { date, days: daysFromToday(date), left: text(sum(next.map(left))) },
    overdue: late.length > 0 ? text(sum(late.map(left))) : null,
  };
}

function lines(desk: FakeDesk): AccountLine[] {
  const all = desk.accounts().map((account) => ({ ...account, standing: standing(desk, account) }));
  return all.sort((a, b) => Number(a.archived) - Number(b.archived));
}

function months(desk: FakeDesk, account: AccountView): MonthRelease[] {
  const own = openOf(desk, account);
  const last = own.at(-1)?.row.due_date.slice(0, 7) ?? "";
  const found: MonthRelease[] = [];
  for (let k = 0; k < 120; k += 1) {
    const month = addMonths(`${TODAY.slice(0, 7)}-01`, k).slice(0, 7);
    if (month > last) break;
    const later = own.filter(({ row }) => row.due_date < TODAY || row.due_date.slice(0, 7) > month);
    const occupied = sum(later.map(({ row }) => row.principal));
    const limit = account.limit === null ? null : (fen(account.limit) ?? 0n);
    const free = limit === null ? null : limit - occupied;
    found.push({
      month,
      occupied: text(occupied),
      available: free === null ? null : free < 0n ? `-${text(-free)}` : text(free),
    });
  }
  return found;
}

function page(desk: FakeDesk, id: string): AccountPage {
  const account = desk.account(id);
  const plans = desk.plans().filter((plan) => plan.account.id === id);
  const open = plans.filter((plan) => plan.track.next_due_date !== null);
  const due = (plan: (typeof plans)[number]) => plan.track.next_due_date ?? "";
  return {
    ...account,
    standing: standing(desk, account),
    months: months(desk, account),
    rules: rulesOf(formOf(account)),
    examples: examplesOf(formOf(account)),
    funding: desk.reminders.funding().filter((need) => need.accounts.includes(account.name)),
    link: /https?:\/\/\S+/.exec(account.contact ?? "")?.[0] ?? null,
    plans: open.sort((a, b) => due(a).localeCompare(due(b))).slice(0, 5),
    open_plans: open.length,
    closed_plans: plans.length - open.length,
  };
}

function formOf(account: AccountView | null): AccountForm {
  const due = account?.due;
  return {
    name: account?.name ?? "",
    kind: account?.kind ?? "store",
    currency: account?.currency ?? "CNY",
    limit: account?.limit ?? "",
    temporary_limits: structuredClone(account?.temporary_limits ?? []),
    statement_day: String(account?.statement_day ?? ""),
    on_statement_day: account?.on_statement_day ?? "current",
    due_rule: due?.days_after === undefined ? "day" : "days_after",
    due_days: String(due?.day ?? due?.days_after ?? ""),
    grace_days: account?.grace_days ? String(account.grace_days) : "",
    auto_debit: account?.auto_debit ?? false,
    funding_source: account?.funding_source ?? "",
    contact: account?.contact ?? "",
    ...policyForms(account),
  };
}

function errorsOf(desk: FakeDesk, id: string | null, form: AccountForm): AppError[] {
  const errors: AppError[] = [];
  const check = (holds: boolean, error: AppError) => {
    if (!holds) errors.push(error);
  };
  const day = (typed: string, most: number) => typed === "" || (/^\d+$/.test(typed) && Number(typed) <= most);
  const amount = (typed: string) => typed === "" || fen(typed) !== null;
  const name = form.name.trim();
  check(name !== "", refuse("text_required", "name"));
  const taken = desk.accounts().some((each) => each.name === name && each.id !== id);
  check(!taken, refuse("account_exists", "name", { name }));
  check(amount(form.limit), refuse("amount_invalid", "limit", { text: form.limit }));
  form.temporary_limits.forEach((limit, place) => {
    const row = String(place);
    check(
      fen(limit.amount) !== null,
      refuse("amount_invalid", "temporary_amount", { row, text: limit.amount }),
    );
    check(isDate(limit.from), refuse("date_invalid", "temporary_from", { row, text: limit.from }));
    check(isDate(limit.until), refuse("date_invalid", "temporary_until", { row, text: limit.until }));
  });
  check(day(form.statement_day, 31), refuse("number_range", "statement_day", { min: "1", max: "31" }));
  check(day(form.due_days, 60), refuse("number_range", "due_day", { min: "1", max: "31" }));
  check(day(form.grace_days, 60), refuse("number_range", "grace_days", { min: "0", max: "60" }));
  const { policy, penalty_rate } = form.settlement;
  check(policy !== "penalty_on_principal" || penalty_rate !== "", refuse("rate_required", "penalty_rate"));
  return errors;
}

function preview(desk: FakeDesk, id: string | null, form: AccountForm): AccountPreview {
  const errors = errorsOf(desk, id, form);
  // A figure that cannot be read is as if it were not there.
  const wrong = new Set(errors.map(({ field }) => field));
  const read = {
    ...form,
    statement_day: wrong.has("statement_day") ? "" : form.statement_day,
    due_days: wrong.has("due_day") ? "" : form.due_days,
    grace_days: wrong.has("grace_days") ? "" : form.grace_days,
  };
  // A currency that there is not is none to write amounts in.
  const currency = /^[A-Z]{3}$/.test(form.currency) ? form.currency : "CNY";
  return { errors, currency, rules: rulesOf(read), examples: examplesOf(read) };
}

function valuesOf(form: AccountForm): Omit<AccountView, "id" | "marker" | "archived"> {
  const days = form.due_days === "" ? null : Number(form.due_days);
  return {
    name: form.name.trim(),
    currency: form.currency,
    kind: form.kind,
    limit: form.limit || null,
    statement_day: form.statement_day ? Number(form.statement_day) : null,
    on_statement_day: form.on_statement_day,
    due: days === null ? null : form.due_rule === "day" ? { day: days } : { days_after: days },
    grace_days: Number(form.grace_days || 0),
    auto_debit: form.auto_debit,
    funding_source: form.funding_source || null,
    contact: form.contact || null,
    temporary_limits: form.temporary_limits,
    ...policiesOf(form),
  };
}

function add(desk: FakeDesk, form: AccountForm): string {
  const [error] = errorsOf(desk, null, form);
  if (error) stop(error);
  const id = desk.newId();
  const marker = (desk.accounts().length % 5) + 1;
  desk.accounts().push({ id, marker, archived: false, ...valuesOf(form) });
  return id;
}

function edit(desk: FakeDesk, id: string, form: AccountForm): null {
  const [error] = errorsOf(desk, id, form);
  if (error) stop(error);
  Object.assign(desk.account(id), valuesOf(form));
  return null;
}

const using = (desk: FakeDesk, source: string) =>
  desk.accounts().filter((account) => account.funding_source === source);

/** The fake's sources go by their names. */
function sources(desk: FakeDesk, named: Set<string>): SourceView[] {
  for (const { funding_source } of desk.accounts()) if (funding_source) named.add(funding_source);
  return [...named].sort().map((name) => ({
    id: name,
    name,
    accounts: using(desk, name).map((account) => ({
      id: account.id,
      name: account.name,
      marker: account.marker,
    })),
    needs: desk.reminders.funding().filter((need) => need.source === name),
  }));
}

function rename(desk: FakeDesk, named: Set<string>, source: string, name: string): null {
  if (name === "") stop(refuse("text_required", "name"));
  if (name !== source && named.has(name)) stop(refuse("source_exists", "name", { name }));
  for (const account of using(desk, source)) account.funding_source = name;
  named.delete(source);
  named.add(name);
  return null;
}
