// Lenders' example offers, in words.
import type { Preset, PresetOffer } from "../../ipc";
import { statedPercent } from "../../shared/format";
import { language, t } from "../../shared/i18n.svelte";
import { methodText } from "./methods";

/** 12 期 · 每期 0.60%. The method is named where the rate does not tell it. */
export function offerText(offer: PresetOffer): string {
  const { method, periods, frequency, rate_percent: rate, rate_unit: unit } = offer;
  const plain = ["interest_free", "flat_per_period", "fee_spread"].includes(method);
  return [
    method === "bullet" ? null : t("new-offer-periods", { periods: Number(periods) }),
    frequency === "monthly" ? null : t("new-offer-every", { frequency }),
    plain ? null : methodText(method),
    rate ? t("new-offer-rate", { unit: unit ?? "period", rate: statedPercent(rate) }) : t("new-offer-free"),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

export interface OfferOption {
  value: string;
  text: string;
  group: string;
  whole: string;
  preset: string;
  place: number;
}

/** What there is to choose from, lender by lender. */
export function offerOptions(presets: Preset[]): OfferOption[] {
  return presets.flatMap((preset) =>
    preset.offers.map((offer, place) => {
      const group = preset.name[language()];
      const text = offerText(offer);
      return {
        value: `${preset.id}/${place}`,
        text,
        group,
        whole: `${group} · ${text}`,
        preset: preset.id,
        place,
      };
    }),
  );
}
