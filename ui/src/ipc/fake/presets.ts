// Example offers of the fake, in the shapes of those that Rust ships, and how one fills the form.
import type { FirstDueInput, PlanForm, Preset } from "../generated/bindings";
import { isDate } from "../../shared/format";
import { addMonths, TODAY } from "./days";

export const samplePresets: Preset[] = [
  {
    id: "xiaomi-instalments",
    name: { "zh-CN": "小米分期", en: "Xiaomi instalments" },
    account_kind: "store",
    origin: "purchase",
    currency: "CNY",
    offers: [
      {
        method: "flat_per_period",
        periods: "12",
        frequency: "monthly",
        rate_percent: "0.6",
        rate_unit: "period",
      },
      { method: "interest_free", periods: "3", frequency: "monthly" },
      { method: "fee_upfront", periods: "12", frequency: "monthly", rate_percent: "7.2", rate_unit: "total" },
    ],
    first_due: { rule: "same_day_next_month" },
    sources: [
      {
        name: "转述小米分期说明：总费率与还款方式",
        url: "http://m.example.cn/1800212.html",
        date: "2026-11-22",
      },
      { name: "公开代码中的小米商城文案：3、6 期免息", date: "2018-01-14" },
    ],
    note: {
      "zh-CN": "来源给的是总费率，这里除以期数；费率较旧，免息只限活动商品，还款日以合同为准。",
      en: "The sources give total fees, divided here by the periods; they are old, and the contract sets the due day.",
    },
  },
  {
    id: "xiaomi-cash",
    name: { "zh-CN": "小米备用金", en: "Xiaomi cash advance" },
    account_kind: "cash_advance",
    origin: "cash_advance",
    currency: "CNY",
    offers: [
      {
        method: "equal_instalment",
        periods: "6",
        frequency: "monthly",
        rate_percent: "0.05",
        rate_unit: "day",
      },
    ],
    first_due: { rule: "cutoff_day", cutoff_day: "31", due_day: "10" },
    sources: [{ name: "小米贷款：日利率、还款日", date: "2026-11-22" }],
    note: { "zh-CN": "日利率因人而异。", en: "The daily rate differs by customer." },
  },
  {
    id: "klarna-pay-in-4",
    name: { "zh-CN": "Klarna 四期免息（美国）", en: "Klarna Pay in 4 (US)" },
    account_kind: "bnpl",
    origin: "purchase",
    currency: "USD",
    offers: [{ method: "interest_free", periods: "4", frequency: "fortnightly" }],
    first_due: { rule: "at_purchase" },
    sources: [{ name: "Review of Klarna", url: "https://example.com/klarna", date: "2026-11-22" }],
    note: { "zh-CN": "首付在购买时收取。", en: "The first payment is taken at purchase." },
  },
];

/** Null where the lender's rule names no day; the form keeps its own then. */
function firstDue({ rule, due_day }: FirstDueInput, bought: string): string | null {
  if (rule === "at_purchase") return bought;
  const monthLater = addMonths(bought, 1);
  if (rule === "same_day_next_month") return monthLater;
  // No cutoff day of the samples ever cuts.
  return due_day ? `${monthLater.slice(0, 8)}${due_day.padStart(2, "0")}` : null;
}

/** The form with the offer at this place; null where the preset has none there. */
export function applied(form: PlanForm, preset: Preset, place: number): PlanForm | null {
  const offer = preset.offers[place];
  if (!offer) return null;
  const bought = isDate(form.purchased_on) ? form.purchased_on : TODAY;
  return {
    ...form,
    origin: preset.origin,
    method: offer.method,
    periods: offer.periods,
    frequency: offer.frequency,
    rate_percent: offer.rate_percent ?? "",
    rate_unit: offer.rate_unit ?? "period",
    first_due_date: firstDue(preset.first_due, bought) ?? form.first_due_date,
  };
}
