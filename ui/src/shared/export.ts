// The CSV export, offered on more than one screen.
import { ipc } from "../ipc";
import { t } from "./i18n.svelte";
import { done, failed } from "./toast.svelte";

/** Rust asks where to; a cancelled question is no news. */
export async function exportCsv(): Promise<void> {
  try {
    const exported = await ipc.exportCsv();
    if (exported) done(t("common-exported", { rows: exported.rows, path: exported.path }));
  } catch (thrown) {
    failed(thrown);
  }
}
