// How a lender counts when a plan is paid off early, in words.
import { t } from "../../shared/i18n.svelte";

export function policyText(policy: string): string {
  switch (policy) {
    case "principal_only":
      return t("plan-policy-principal-only");
    case "principal_plus_accrued_days":
      return t("plan-policy-accrued-days");
    case "accrued_days_in_period":
      return t("plan-policy-accrued-in-period");
    case "whole_current_period":
      return t("plan-policy-whole-period");
    case "all_remaining_fees":
      return t("plan-policy-all-fees");
    case "penalty_on_principal":
      return t("plan-policy-penalty");
    default:
      return policy;
  }
}
