import type { AccountKind } from "../../ipc";
import { t } from "../../shared/i18n.svelte";

export const kinds: AccountKind[] = ["store", "card", "cash_advance", "bnpl", "other"];

export function kindText(kind: AccountKind): string {
  switch (kind) {
    case "store":
      return t("account-kind-store");
    case "card":
      return t("account-kind-card");
    case "cash_advance":
      return t("account-kind-cash-advance");
    case "bnpl":
      return t("account-kind-bnpl");
    case "other":
      return t("account-kind-other");
  }
}
