// The export of all rows, offered on more than one screen.
import { ipc, type ExportForm } from "../ipc";
import { t } from "./i18n.svelte";
import { done, failed } from "./toast.svelte";

/** What is usually wanted: a table of all rows, which Fenqi also reads back. */
export const USUAL: ExportForm = { format: "csv", table: "rows", encoding: "utf8", hide_amounts: false };

/** Rust asks where to; a cancelled question is no news. */
export async function exportCsv(): Promise<void> {
  try {
    const exported = await ipc.exportFile(USUAL);
    if (exported) done(t("common-exported", { rows: exported.rows, path: exported.path }));
  } catch (thrown) {
    failed(thrown);
  }
}
