// What a user says to a reminder. What changed on the screen comes back from Rust as a `changed` event.
import { ipc, type NoticeAnswer, type Snooze, type WaitingView } from "../../ipc";
import { shortDay } from "../../shared/format";
import { t, type MessageId } from "../../shared/i18n.svelte";
import { done, failed, recorded } from "../../shared/toast.svelte";

export type Verdict = "paid" | "confirmed" | "failed";

const RECORDED: Record<Verdict, MessageId> = {
  paid: "inbox-recorded-paid",
  confirmed: "inbox-recorded-confirmed",
  failed: "inbox-recorded-failed",
};

/** Which statement it is, in words. */
export function nameOf(one: WaitingView): string {
  return t("inbox-statement", { account: one.account.name, date: shortDay(one.due_date) });
}

/** Records what became of a statement. Answers whether it was recorded. */
export function settle(one: WaitingView, verdict: Verdict): Promise<boolean> {
  return attempt(one.keys, verdict, () => recorded(t(RECORDED[verdict], { what: nameOf(one) })));
}

export function putOff(one: WaitingView, snooze: Snooze): Promise<boolean> {
  return attempt(one.keys, { snooze }, () => done(t("inbox-put-off", { what: nameOf(one) })));
}

/** No longer put off: it moves to what waits, which is seen at once. */
export function wake(one: WaitingView): Promise<boolean> {
  return attempt(one.keys, { snooze: "now" }, () => undefined);
}

/** Nothing but the mark changes, which is seen at once: no note. */
export function markSeen(keys: string[]): Promise<boolean> {
  return attempt(keys, "seen", () => undefined);
}

async function attempt(keys: string[], answer: NoticeAnswer, tell: () => void): Promise<boolean> {
  try {
    await ipc.noticeAnswer(keys, answer);
    tell();
    return true;
  } catch (thrown) {
    failed(thrown);
    return false;
  }
}
