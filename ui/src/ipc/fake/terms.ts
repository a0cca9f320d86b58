// What the fake makes of a form's terms: its rows, and the one field that a known payment tells.
import { isDate } from "../../shared/format";
import type { FormFrequency, PlanForm, SolvedField } from "../generated/bindings";
import { spread, type FakeRow } from "./data";
import { addDays } from "./days";
import { fen, text } from "./views";

const days: Record<FormFrequency, number | null> = {
  monthly: null,
  fortnightly: 14,
  weekly: 7,
  thirty_days: 30,
};

export function rowsOf(form: PlanForm): FakeRow[] | null {
  const price = fen(form.price);
  const periods = /^\d{1,3}$/.test(form.periods) ? Number(form.periods) : 0;
  if (price === null || periods < 1 || !isDate(form.first_due_date)) return null;
  const rate = fen(form.rate_percent || "0") ?? 0n;
  const charge = form.method === "interest_free" ? 0n : (price * rate + 5000n) / 10000n;
  const isFee = form.method === "flat_per_period" || form.method.startsWith("fee");
  const rows = spread(form.first_due_date, periods, price, isFee ? charge : 0n, isFee ? 0n : charge);
  const apart = days[form.frequency];
  if (apart !== null) {
    for (const [index, row] of rows.entries()) row.due_date = addDays(form.first_due_date, apart * index);
  }
  return rows;
}

/** What a regular row asks for. */
export function paymentOf(form: PlanForm): bigint | null {
  const row = rowsOf(form)?.[0];
  return row ? row.principal + row.interest + row.fee : null;
}

/** The form made complete where a payment tells what was left empty: no more cases than the screens need. */
export function complete(form: PlanForm): { form: PlanForm; solved: SolvedField | null } {
  const payment = fen(form.payment);
  const hasRate = form.method !== "interest_free";
  const empty = [form.price, form.periods, ...(hasRate ? [form.rate_percent] : [])].filter(
    (typed) => typed === "",
  );
  if (payment === null || payment === 0n || empty.length !== 1) return { form, solved: null };
  if (hasRate) return form.rate_percent === "" ? withRate(form, payment) : { form, solved: null };
  if (form.price === "") {
    const price = text(payment * BigInt(/^\d{1,3}$/.test(form.periods) ? form.periods : 0));
    return { form: { ...form, price }, solved: { field: "price", value: price } };
  }
  const price = fen(form.price) ?? 0n;
  const periods = String((price + payment - 1n) / payment);
  return { form: { ...form, periods }, solved: { field: "periods", value: periods } };
}

/** A fee of so many per cent a period, where two decimals say it. */
function withRate(form: PlanForm, payment: bigint): { form: PlanForm; solved: SolvedField | null } {
  const free = paymentOf({ ...form, method: "interest_free" });
  const price = fen(form.price);
  const none = { form, solved: null };
  if (form.method !== "flat_per_period" || free === null || !price || payment < free) return none;
  const rate = text(((payment - free) * 10000n + price / 2n) / price).replace(/\.?0+$/, "");
  const found = { ...form, rate_percent: rate };
  if (paymentOf(found) !== payment) return none;
  return { form: found, solved: { field: "rate", value: rate } };
}
