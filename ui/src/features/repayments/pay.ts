// Recording that something was paid. What changed on the screen comes back from Rust as a `changed` event.
import { ipc, type AccountId, type PlanId } from "../../ipc";
import { today } from "../../shared/app-state.svelte";
import { t } from "../../shared/i18n.svelte";
import { failed, recorded } from "../../shared/toast.svelte";

/** A row that still asks for money. */
export interface Payable {
  plan: PlanId;
  title: string;
  n: number;
  of: number;
  remaining: string;
}

/** Pays all that is left of a row, today. Answers whether it was recorded. */
export async function payRow(row: { plan: PlanId; title: string; n: number }): Promise<boolean> {
  return attempt(
    () => ipc.pay({ plan: row.plan, n: row.n, amount: "", paid_on: today(), source: "" }),
    t("pay-done-row", { title: row.title, n: row.n }),
  );
}

/** Pays all that one account asks for on one day, today. Answers whether it was recorded. */
export async function payStatement(account: AccountId, name: string, dueDate: string): Promise<boolean> {
  return attempt(
    () => ipc.payStatement({ account, due_date: dueDate, paid_on: today(), source: "" }),
    t("pay-done-statement", { account: name }),
  );
}

/** The automatic repayment went through. Answers whether that was recorded. */
export async function confirmDebit(row: { plan: PlanId; title: string; n: number }): Promise<boolean> {
  return attempt(
    () => ipc.debitConfirm(row.plan, row.n),
    t("pay-debit-confirmed", { title: row.title, n: row.n }),
  );
}

/** It did not: the row has to be paid by hand. Answers whether that was recorded. */
export async function denyDebit(row: { plan: PlanId; title: string; n: number }): Promise<boolean> {
  return attempt(() => ipc.debitFail(row.plan, row.n), t("pay-debit-failed", { title: row.title, n: row.n }));
}

/** Takes a repayment back. Answers whether that was recorded. */
export async function takeBack(repayment: { id: string; paid_on: string }): Promise<boolean> {
  return attempt(
    () => ipc.repaymentRemove(repayment.id),
    t("plan-repayment-removed", { date: repayment.paid_on }),
  );
}

async function attempt(command: () => Promise<unknown>, words: string): Promise<boolean> {
  try {
    await command();
    recorded(words);
    return true;
  } catch (thrown) {
    failed(thrown);
    return false;
  }
}
