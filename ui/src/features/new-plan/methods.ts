// Which methods the form offers, and what a rate may be counted per in each.
import type { FormMethod, PlanForm, RateUnit } from "../../ipc";
import { t } from "../../shared/i18n.svelte";

/** The methods in the row; the rest stand behind "more". */
export const usual: FormMethod[] = [
  "interest_free",
  "flat_per_period",
  "equal_instalment",
  "equal_principal",
];
export const more: FormMethod[] = ["fee_spread", "fee_upfront", "flat_interest", "interest_only", "bullet"];

const units: Record<FormMethod, RateUnit[]> = {
  interest_free: [],
  flat_per_period: ["period"],
  equal_instalment: ["day", "period", "year"],
  equal_principal: ["day", "period", "year"],
  fee_spread: ["total"],
  fee_upfront: ["total"],
  flat_interest: ["period", "year"],
  interest_only: ["day", "period", "year"],
  bullet: ["day", "period", "year"],
};

export function rateUnits(method: FormMethod): RateUnit[] {
  return units[method];
}

/** Changes the method, and what no longer fits it. */
export function setMethod(form: PlanForm, method: FormMethod): void {
  form.method = method;
  const allowed = units[method];
  if (allowed[0] && !allowed.includes(form.rate_unit)) {
    form.rate_unit = allowed.includes("year") ? "year" : allowed[0];
  }
  if (method === "bullet") form.periods = "1";
}

export function methodText(method: FormMethod): string {
  switch (method) {
    case "interest_free":
      return t("new-method-interest-free");
    case "flat_per_period":
      return t("new-method-flat-per-period");
    case "equal_instalment":
      return t("new-method-equal-instalment");
    case "equal_principal":
      return t("new-method-equal-principal");
    case "fee_spread":
      return t("new-method-fee-spread");
    case "fee_upfront":
      return t("new-method-fee-upfront");
    case "flat_interest":
      return t("new-method-flat-interest");
    case "interest_only":
      return t("new-method-interest-only");
    case "bullet":
      return t("new-method-bullet");
  }
}

export function unitText(unit: RateUnit): string {
  switch (unit) {
    case "day":
      return t("new-unit-day");
    case "period":
      return t("new-unit-period");
    case "year":
      return t("new-unit-year");
    case "total":
      return t("new-unit-total");
  }
}

/** A fee and an interest rate are called by different names. */
export function rateLabel(method: FormMethod): string {
  if (method === "flat_per_period") return t("new-rate-fee-per-period");
  if (method === "fee_spread" || method === "fee_upfront") return t("new-rate-fee-total");
  return t("new-rate-interest");
}
