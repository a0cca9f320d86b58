// The file that is to be imported, and what was said of how it is read: there again after a look at another screen.
import { ipc, type ImportColumn, type ImportOptions } from "../../ipc";
import { t } from "../../shared/i18n.svelte";
import { go } from "../../shared/route.svelte";
import { done } from "../../shared/toast.svelte";

export interface ChosenFile {
  path: string;
}

let file = $state.raw<ChosenFile | null>(null);
let options = $state.raw<ImportOptions>({});

/** Another object each time a file is chosen, also where it is the same file again. */
export function chosenFile(): ChosenFile | null {
  return file;
}

export function chosenOptions(): ImportOptions {
  return options;
}

/** Rust asks for the file; then its screen opens. */
export async function chooseFile(): Promise<void> {
  const path = await ipc.importChoose();
  if (path === null) return;
  forgetFile();
  file = { path };
  go({ name: "import" });
}

export function forgetFile(): void {
  file = null;
  options = {};
}

/** Says how the file is to be read. With another delimiter the columns are others. */
export function say(change: ImportOptions): void {
  const { columns, ...rest } = { ...options, ...change };
  options = "delimiter" in change || !columns ? rest : { ...rest, columns };
}

/** Says what a column holds. Nothing is held by two columns. */
export function sayColumn(
  columns: readonly (ImportColumn | null)[],
  place: number,
  holds: ImportColumn | null,
): void {
  say({ columns: columns.map((each, at) => (at === place ? holds : each === holds ? null : each)) });
}

/** Rust asks where to put the table that can be filled in. */
export async function saveTemplate(): Promise<void> {
  const saved = await ipc.importTemplate();
  if (saved) done(t("common-saved-to", { path: saved.path }));
}
