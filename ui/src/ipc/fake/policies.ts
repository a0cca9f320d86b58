// The fake's policies: how they are typed, and what an example of them looks like.
import type {
  AccountForm,
  AccountRules,
  AccountView,
  LateFeeExample,
  PolicyExamples,
  PurchaseToday,
  RateInput,
  SettlementExample,
} from "../generated/bindings";
import { TODAY, addDays, addMonths, daysFromToday } from "./days";
import { fen, text } from "./views";

type Policies = Pick<AccountView, "late_fee" | "settlement">;
type Forms = Pick<AccountForm, "late_fee" | "settlement">;

const percent = (rate: RateInput | null | undefined) =>
  typeof rate === "string" ? String(Number((Number(rate) * 100).toFixed(8))) : "";
const fraction = (typed: string) =>
  typed === "" ? undefined : String(Number((Number(typed) / 100).toFixed(8)));

export function policyForms(account: AccountView | null): Forms {
  const { late_fee: late, settlement } = account ?? {};
  return {
    late_fee: {
      daily_rate: percent(late?.daily_rate),
      fixed_fee: late?.fixed_fee ?? "",
      minimum_fee: late?.minimum_fee ?? "",
      cap: late?.cap ?? "",
      grace_mode: late?.grace_mode === "shift" ? "shift" : "forgive",
    },
    settlement: {
      policy: (settlement?.policy as Forms["settlement"]["policy"]) ?? null,
      daily_rate: percent(settlement?.daily_rate),
      penalty_rate: percent(settlement?.penalty_rate),
      penalty_minimum: settlement?.penalty_minimum ?? "",
      penalty_cap: settlement?.penalty_cap ?? "",
    },
  };
}

export function policiesOf({ late_fee: late, settlement }: Forms): Policies {
  const states = [late.daily_rate, late.fixed_fee, late.minimum_fee, late.cap].some((typed) => typed !== "");
  return {
    late_fee: states
      ? {
          daily_rate: fraction(late.daily_rate),
          fixed_fee: late.fixed_fee || undefined,
          minimum_fee: late.minimum_fee || undefined,
          cap: late.cap || undefined,
          grace_mode: late.grace_mode,
        }
      : null,
    settlement: settlement.policy && {
      policy: settlement.policy,
      daily_rate: fraction(settlement.daily_rate),
      penalty_rate: fraction(settlement.penalty_rate),
      penalty_minimum: settlement.penalty_minimum || undefined,
      penalty_cap: settlement.penalty_cap || undefined,
    },
  };
}

export function rulesOf(form: AccountForm): AccountRules {
  const day = (typed: string) => (/^\d{1,2}$/.test(typed) && Number(typed) <= 31 ? Number(typed) : null);
  const days = day(form.due_days);
  return {
    statement_day: day(form.statement_day),
    due: days === null ? null : form.due_rule === "day" ? { day: days } : { days_after: days },
    grace_days: day(form.grace_days) ?? 0,
    late_fee: form.late_fee,
    settlement: form.settlement,
  };
}

export function examplesOf(form: AccountForm): PolicyExamples {
  return { purchase: purchase(form), late_fee: lateFee(form), settlement: settle(form) };
}

function purchase(form: AccountForm): PurchaseToday | null {
  const days = Number(form.due_days);
  if (form.due_days === "" || !Number.isInteger(days)) return null;
  const next = (from: string, day: number) => {
    const here = `${from.slice(0, 8)}${String(Math.min(day, 28)).padStart(2, "0")}`;
    return here > from ? here : addMonths(here, 1);
  };
  const statement = form.statement_day === "" ? null : next(TODAY, Number(form.statement_day));
  const start = statement ?? TODAY;
  const due = form.due_rule === "day" ? next(start, days) : addDays(start, days);
  const grace_end = addDays(due, Number(form.grace_days) || 0);
  return { statement, due, days: daysFromToday(due), grace_end };
}

/** Of ¥1,000.00, by whole fen. */
function lateFee(form: AccountForm): LateFeeExample | null {
  if (policiesOf(form).late_fee === null) return null;
  const { daily_rate, fixed_fee, minimum_fee, cap, grace_mode } = form.late_fee;
  const grace = Number(form.grace_days) || 0;
  const fee = (days: number) => {
    const counted = days <= grace ? 0 : grace_mode === "shift" ? days - grace : days;
    if (counted === 0) return 0n;
    const share = BigInt(Math.round(Number(daily_rate) * 1000 * counted)) + (fen(fixed_fee) ?? 0n);
    const least = fen(minimum_fee) ?? 0n;
    const most = fen(cap) ?? share + least;
    const atLeast = share < least ? least : share;
    return atLeast > most ? most : atLeast;
  };
  return { amount: "1000.00", fees: [1, 10, 30].map((days) => ({ days, fee: text(fee(days)) })) };
}

/** The figures of an annuity of ¥12,000.00 at 12 % a year, settled 10 days after the fourth of twelve payments. */
function settle(form: AccountForm): SettlementExample | null {
  const { policy, penalty_rate, penalty_minimum, penalty_cap } = form.settlement;
  if (policy === "penalty_on_principal" && penalty_rate === "") return null;
  const principal = 815_869n;
  const rest = 37_075n;
  const interest = {
    principal_only: 0n,
    principal_plus_accrued_days: 4_079n,
    accrued_days_in_period: 2_632n,
    whole_current_period: 8_159n,
    all_remaining_fees: rest,
    penalty_on_principal: 2_632n,
  }[policy ?? "accrued_days_in_period"];
  let penalty = 0n;
  if (policy === "penalty_on_principal") {
    penalty = (principal * BigInt(Math.round(Number(penalty_rate) * 100))) / 10_000n;
    const least = fen(penalty_minimum) ?? 0n;
    const most = fen(penalty_cap) ?? penalty + least;
    penalty = penalty < least ? least : penalty;
    penalty = penalty > most ? most : penalty;
  }
  const saved = rest - interest - penalty;
  return {
    price: "12000.00",
    periods: 12,
    annual_percent: "12",
    paid: 4,
    days: 10,
    principal: text(principal),
    interest: text(interest),
    penalty: text(penalty),
    payoff: text(principal + interest + penalty),
    saved: saved < 0n ? `-${text(-saved)}` : text(saved),
    assumed: policy === null,
  };
}
