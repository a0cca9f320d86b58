// An account's rules in words.
import type { AccountRules, LateFeeForm, SettlementRule } from "../../ipc";
import { amountText } from "../../shared/format";
import { t } from "../../shared/i18n.svelte";

type DueRules = Pick<AccountRules, "statement_day" | "due" | "grace_days">;

/** Statement day, due day and grace in a sentence. */
export function dueRuleText({ statement_day, due, grace_days }: DueRules): string {
  const parts: string[] = [];
  if (statement_day !== null) parts.push(t("account-statement-on", { day: statement_day }));
  if (due?.day !== undefined) parts.push(t("account-due-on", { day: due.day }));
  if (due?.days_after !== undefined) {
    const days = due.days_after;
    parts.push(
      statement_day === null ? t("account-due-after-purchase", { days }) : t("account-due-after", { days }),
    );
  }
  if (grace_days > 0) parts.push(t("account-grace", { days: grace_days }));
  return parts.length > 0 ? parts.join(t("common-comma")) : t("account-no-rule");
}

/** Empty where nothing is stated. */
export function lateFeeText({ late_fee: fee, grace_days }: AccountRules, currency: string): string {
  const parts: string[] = [];
  if (fee.daily_rate) parts.push(t("account-late-daily", { rate: fee.daily_rate }));
  if (fee.fixed_fee) parts.push(t("account-late-fixed-is", { amount: amountText(fee.fixed_fee, currency) }));
  if (fee.minimum_fee) parts.push(t("account-late-least", { amount: amountText(fee.minimum_fee, currency) }));
  if (fee.cap) parts.push(t("account-late-most", { amount: amountText(fee.cap, currency) }));
  const charged = parts.join(t("common-comma"));
  if (!charged || grace_days === 0) return charged;
  return t("account-late-and-grace", { fee: charged, grace: graceText(fee.grace_mode) });
}

export function graceText(mode: LateFeeForm["grace_mode"]): string {
  return mode === "shift" ? t("account-late-shift") : t("account-late-forgive");
}

export const settlementRules: SettlementRule[] = [
  "principal_only",
  "principal_plus_accrued_days",
  "accrued_days_in_period",
  "whole_current_period",
  "all_remaining_fees",
  "penalty_on_principal",
];

export function settlementRuleText(rule: SettlementRule): string {
  switch (rule) {
    case "principal_only":
      return t("account-settlement-principal-only");
    case "principal_plus_accrued_days":
      return t("account-settlement-accrued-days");
    case "accrued_days_in_period":
      return t("account-settlement-accrued-in-period");
    case "whole_current_period":
      return t("account-settlement-whole-period");
    case "all_remaining_fees":
      return t("account-settlement-all-fees");
    case "penalty_on_principal":
      return t("account-settlement-penalty");
  }
}

/** Empty where nothing is stated. */
export function settlementText({ settlement }: AccountRules, currency: string): string {
  if (!settlement.policy) return "";
  const parts = [settlementRuleText(settlement.policy)];
  if (settlement.policy === "penalty_on_principal") {
    if (settlement.penalty_rate)
      parts.push(t("account-settlement-penalty-is", { rate: settlement.penalty_rate }));
    const { penalty_minimum: least, penalty_cap: most } = settlement;
    if (least) parts.push(t("account-late-least", { amount: amountText(least, currency) }));
    if (most) parts.push(t("account-late-most", { amount: amountText(most, currency) }));
  }
  return parts.join(t("common-comma"));
}
