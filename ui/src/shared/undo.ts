// Taking back and doing again, by key and from the note that a record was written.
import { ipc } from "../ipc";
import { t } from "./i18n.svelte";
import { done, failed } from "./toast.svelte";

export async function undo(): Promise<void> {
  try {
    done(t("undo-done", { what: (await ipc.undo()).words }));
  } catch (thrown) {
    failed(thrown);
  }
}

export async function redo(): Promise<void> {
  try {
    done(t("undo-redone", { what: (await ipc.redo()).words }));
  } catch (thrown) {
    failed(thrown);
  }
}
