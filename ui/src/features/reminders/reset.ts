// Takes a subject's own rules away.
import { ipc, type RuleView } from "../../ipc";
import { t } from "../../shared/i18n.svelte";
import { failed, recorded } from "../../shared/toast.svelte";

/** Answers whether it was done. */
export async function resetRules({ subject, name }: RuleView): Promise<boolean> {
  try {
    await ipc.reminderRulesReset(subject);
    recorded(subject === "all" ? t("rules-reset-all-done") : t("rules-reset-done", { name }));
    return true;
  } catch (thrown) {
    failed(thrown);
    return false;
  }
}
