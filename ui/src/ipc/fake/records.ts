// What was paid and what was done, of the fake's plans.
import type { ActivityView, PlanView, RecordPage, RecordQuery } from "../generated/bindings";
import { fen, text } from "./views";

/** Repayments of rows that were paid on one day at one account are one, as when a statement was paid. */
export function recordsOf(plans: PlanView[], query: RecordQuery): RecordPage {
  const parts = plans.flatMap((plan) =>
    plan.repayments.map((repayment) => ({
      record: {
        id: repayment.id,
        kind: repayment.kind,
        account: plan.account,
        currency: plan.currency,
        amount: repayment.amount,
        paid_on: repayment.paid_on,
        source: repayment.source,
        plans: [],
      },
      part: {
        plan: plan.id,
        title: plan.title,
        rows: repayment.rows,
        of: plan.track.of,
        amount: repayment.amount,
      },
    })),
  );
  const byDay = new Map<string, typeof parts>();
  for (const one of parts) {
    const day = `${one.record.paid_on} ${one.record.account.id} ${one.record.currency}`;
    byDay.set(day, [...(byDay.get(day) ?? []), one]);
  }
  const all = [...byDay.values()]
    .flatMap(([first, ...others]) => {
      if (!first) return [];
      const went_to = [first, ...others].map(({ part }) => part);
      const amount = text(went_to.reduce((sum, part) => sum + (fen(part.amount) ?? 0n), 0n));
      return [{ ...first.record, amount, plans: went_to }];
    })
    .sort((a, b) => b.paid_on.localeCompare(a.paid_on) || a.id.localeCompare(b.id))
    .filter((record) => !query.account || record.account.id === query.account)
    .filter((record) => (query.from ?? "") <= record.paid_on && record.paid_on <= (query.to ?? "9999"));
  const start = query.before ? all.findIndex((record) => record.id === query.before) + 1 : 0;
  const records = all.slice(start, start + (query.limit ?? 0));
  return { records, more: start + records.length < all.length };
}

const action = (number: number, at: string, kind: string, words: string): ActivityView => ({
  number: String(number),
  at: `2026-11-${at}:00+08:00`,
  kind,
  subject: `s${number}`,
  words,
  state: number < 3 ? "past" : "done",
});

export const sampleActions: ActivityView[] = [
  action(6, "22T09:12", "pay", "记为已还：小米 15 Pro 第 2 期 ¥441.58"),
  action(5, "21T20:40", "debit_confirm", "扣款成功：花呗 11-21"),
  action(4, "19T18:02", "plan_edit", "修改分期：ThinkPad X1 Carbon"),
  action(3, "12T08:30", "pay_statement", "还清账单：京东白条 ¥684.00"),
  action(2, "01T12:00", "account_add", "新增账户：招商银行信用卡"),
  action(1, "01T11:58", "sample_add", "载入示例数据"),
];
