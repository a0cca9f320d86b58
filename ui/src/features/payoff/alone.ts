// Why a plan is left to its contract, in words.
import type { Alone } from "../../ipc";
import { t } from "../../shared/i18n.svelte";

export function aloneText(alone: Alone): string {
  switch (alone) {
    case "free":
      return t("payoff-alone-free");
    case "unforgiven":
      return t("payoff-alone-unforgiven");
    case "costs_more":
      return t("payoff-alone-costs-more");
    case "out_of_reach":
      return t("payoff-alone-out-of-reach");
    case "ends_first":
      return t("payoff-alone-ends-first");
  }
}
