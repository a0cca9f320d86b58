// What a column of a table can hold, in the order in which it is offered.
import type { AppError, ImportColumn } from "../../ipc";
import { errorText, t, type MessageId } from "../../shared/i18n.svelte";

interface Group {
  name: MessageId;
  columns: [ImportColumn, MessageId][];
}

export const GROUPS: Group[] = [
  {
    name: "import-group-plan",
    columns: [
      ["title", "import-column-title"],
      ["account", "import-column-account"],
      ["merchant", "import-column-merchant"],
      ["order_no", "import-column-order-no"],
      ["purchased_on", "import-column-purchased-on"],
      ["price", "import-column-price"],
      ["currency", "import-column-currency"],
      ["origin", "import-column-origin"],
      ["auto_debit", "import-column-auto-debit"],
      ["notes", "import-column-notes"],
      ["plan", "import-column-plan"],
    ],
  },
  {
    name: "import-group-terms",
    columns: [
      ["periods", "import-column-periods"],
      ["instalment", "import-column-instalment"],
      ["first_due_date", "import-column-first-due-date"],
      ["frequency", "import-column-frequency"],
      ["paid_rows", "import-column-paid-rows"],
      ["rate_percent", "import-column-rate-percent"],
      ["annual_rate_percent", "import-column-annual-rate-percent"],
      ["method", "import-column-method"],
      ["terms", "import-column-terms"],
    ],
  },
  {
    name: "import-group-row",
    columns: [
      ["n", "import-column-n"],
      ["due_date", "import-column-due-date"],
      ["total", "import-column-total"],
      ["principal", "import-column-principal"],
      ["interest", "import-column-interest"],
      ["fee", "import-column-fee"],
      ["paid", "import-column-paid"],
      ["paid_on", "import-column-paid-on"],
      ["source", "import-column-source"],
    ],
  },
];

export const COLUMN_NAMES = new Map<string, MessageId>(GROUPS.flatMap(({ columns }) => columns));

/** The column of this id, if there is one. */
export function columnOf(id: string): ImportColumn | null {
  const found = GROUPS.flatMap(({ columns }) => columns).find(([column]) => column === id);
  return found ? found[0] : null;
}

/** Columns in words: Rust calls them by their ids. */
export function columnsText(ids: string): string {
  return ids.replace(/[a-z_]+/g, (id) => {
    const name = COLUMN_NAMES.get(id);
    return name ? t(name) : id;
  });
}

/** What is wrong with a line, in words. */
export function problemText(error: AppError): string {
  const { columns, ...rest } = error.params;
  if (columns === undefined) return errorText(error);
  return errorText({ ...error, params: { ...rest, columns: columnsText(columns) } });
}
