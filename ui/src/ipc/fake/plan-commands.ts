// The fake's commands about a plan that is there, and about the income.
import { isDate } from "../../shared/format";
import type {
  Income,
  PayForm,
  PlanEditForm,
  PrepayForm,
  RefundForm,
  RepaymentForm,
  RowsForm,
  SettleForm,
} from "../generated/bindings";
import * as change from "./change";
import type { FakePlan, FakeRow } from "./data";
import type { FakeDesk } from "./desk";
import { refuse, stop } from "./refuse";
import { fen, text } from "./views";

type Args = Record<string, unknown>;

export function planCommands(desk: FakeDesk): Record<string, (args: Args) => unknown> {
  return {
    pay_preview: ({ form }) => change.payPreview(desk.find((form as PayForm).plan), form as PayForm),
    repayment_correct: ({ form }) => repaymentCorrect(desk, form as RepaymentForm),
    repayment_remove: ({ id }) => repaymentRemove(desk, id as string),
    debit_confirm: ({ plan, n }) => debitConfirm(desk, plan as string, n as number),
    debit_fail: ({ plan, n }) => debitFail(desk, plan as string, n as number),
    quote_settle: ({ form }) => change.quoteSettle(desk.find((form as SettleForm).plan), form as SettleForm),
    settle: ({ form }) => settle(desk, form as SettleForm),
    quote_prepay: ({ form }) => change.quotePrepay(desk.find((form as PrepayForm).plan), form as PrepayForm),
    prepay: ({ form }) => prepay(desk, form as PrepayForm),
    quote_refund: ({ form }) => change.quoteRefund(desk.find((form as RefundForm).plan), form as RefundForm),
    refund: ({ form }) => refund(desk, form as RefundForm),
    plan_edit: ({ form }) => planEdit(desk, form as PlanEditForm),
    rows_check: ({ form }) => {
      const { plan, rows } = form as RowsForm;
      return change.rowsCheck(desk.find(plan), rows);
    },
    rows_correct: ({ form }) => rowsCorrect(desk, form as RowsForm),
    plan_remove: ({ id }) => planRemove(desk, id as string),
    income: () => desk.income,
    income_set: ({ income }) => incomeSet(desk, income as Income),
  };
}

function repaid(desk: FakeDesk, id: string) {
  const found = desk.repaid().find((each) => each.id === id);
  return found?.row ?? stop(refuse("repayment_unknown", null, { repayment: id }));
}

function repaymentRemove(desk: FakeDesk, id: string): null {
  Object.assign(repaid(desk, id), { paid: 0n, paid_on: null });
  return null;
}

function repaymentCorrect(desk: FakeDesk, form: RepaymentForm): null {
  const row = repaid(desk, form.id);
  const amount = form.amount === "" ? row.paid : fen(form.amount);
  if (amount === null) return stop(refuse("amount_invalid", "amount", { text: form.amount }));
  if (!isDate(form.paid_on)) return stop(refuse("date_invalid", "paid_on", { text: form.paid_on }));
  Object.assign(row, { paid: amount, paid_on: form.paid_on, source: form.source || null });
  return null;
}

function expected(plan: FakePlan, n: number): FakeRow {
  const row = plan.rows.find((each) => each.n === n);
  if (!row) return stop(refuse("row_unknown", null, { n: String(n) }));
  return plan.auto_debit ? row : stop(refuse("debit_not_expected"));
}

function debitConfirm(desk: FakeDesk, id: string, n: number): null {
  const plan = desk.find(id);
  const source = desk.account(plan.account).funding_source ?? "";
  return desk.pay({ plan: id, n, amount: "", paid_on: expected(plan, n).due_date, source });
}

function debitFail(desk: FakeDesk, id: string, n: number): null {
  expected(desk.find(id), n).failed = true;
  return null;
}

function settle(desk: FakeDesk, form: SettleForm): null {
  const plan = desk.find(form.plan);
  const quote = change.quoteSettle(plan, form);
  for (const row of plan.rows.filter((each) => each.paid === 0n)) {
    Object.assign(row, { interest: 0n, fee: 0n, paid: row.principal, paid_on: quote.on });
  }
  return null;
}

function prepay(desk: FakeDesk, form: PrepayForm): null {
  const plan = desk.find(form.plan);
  const last = plan.rows.at(-1);
  if (last) last.principal -= fen(change.quotePrepay(plan, form).lower?.principal ?? "0") ?? 0n;
  return null;
}

function refund(desk: FakeDesk, form: RefundForm): null {
  for (const { row, less } of change.refundParts(desk.find(form.plan), form)) row.principal -= less;
  return null;
}

function planEdit(desk: FakeDesk, form: PlanEditForm): null {
  if (form.title.trim() === "") return stop(refuse("text_required", "title"));
  Object.assign(desk.find(form.plan), {
    title: form.title,
    auto_debit: form.auto_debit,
    merchant: form.merchant || null,
    order_no: form.order_no || null,
    notes: form.notes || null,
  });
  return null;
}

function rowsCorrect(desk: FakeDesk, form: RowsForm): null {
  change.correctRows(desk.find(form.plan), form.rows);
  return null;
}

function planRemove(desk: FakeDesk, id: string): null {
  desk.remove(desk.find(id));
  return null;
}

function incomeSet(desk: FakeDesk, income: Income): null {
  const amount = income.amount === "" ? null : fen(income.amount);
  if (income.amount !== "" && amount === null) {
    return stop(refuse("amount_invalid", "amount", { text: income.amount }));
  }
  desk.income = amount === null ? null : { ...income, amount: text(amount) };
  return null;
}
