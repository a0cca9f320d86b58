import type { AccountId } from "../../ipc";
import { go } from "../../shared/route.svelte";
import { ask, forget } from "./list.svelte";

export { default as PlansScreen } from "./PlansScreen.svelte";

/** Shows the list with the plans of one account. */
export function goToPlansOf(account: AccountId): void {
  forget();
  ask({ account });
  go({ name: "plans" });
}
