// How accounts and kinds of cost are filled. Accounts that share a colour differ in texture.
import type { AccountRef, CostParts } from "../../ipc";
import type { MessageId } from "../../shared/i18n.svelte";
import { TEXTURES } from "../../shared/charts/chart";

export interface Fill {
  colour: string;
  texture: number;
}

/** By account id: the colour of its marker, and a texture that no account of this colour before it has. */
export function fillsOf(accounts: AccountRef[]): Map<string, Fill> {
  const used = new Map<number, number>();
  return new Map(
    accounts.map(({ id, marker }) => {
      const before = used.get(marker) ?? 0;
      used.set(marker, before + 1);
      return [id, { colour: `var(--m${marker})`, texture: before % TEXTURES }];
    }),
  );
}

/** The kinds of cost, in the colours that a plan's page gives them. */
export const PARTS: (Fill & { key: Exclude<keyof CostParts, "cost">; text: MessageId })[] = [
  { key: "interest", text: "common-interest", colour: "var(--now-ink)", texture: 0 },
  { key: "fee", text: "common-fee", colour: "var(--now)", texture: 1 },
  { key: "penalty", text: "analysis-costs-penalty", colour: "var(--ink-3)", texture: 2 },
  { key: "late_fee", text: "analysis-costs-late-fee", colour: "var(--over)", texture: 3 },
];
