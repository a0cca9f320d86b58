// What a day cell shows and says.
import type { AccountRef, DayView, StatementRow } from "../../ipc";
import { amountText, dayText, weekdayText } from "../../shared/format";
import { t } from "../../shared/i18n.svelte";
import { statusText } from "../../shared/status";

export interface Chip {
  row: StatementRow;
  account: AccountRef;
}

/** What needs the user comes first: a "+2" may hide the rest. */
const order: Record<StatementRow["status"], number> = {
  overdue: 0,
  debit_expected: 1,
  due: 2,
  scheduled: 3,
  paid: 4,
  void: 5,
};

export function chips(day: DayView | undefined): Chip[] {
  if (!day) return [];
  return day.statements
    .flatMap((statement) => statement.rows.map((row) => ({ row, account: statement.account })))
    .sort((a, b) => order[a.row.status] - order[b.row.status]);
}

export interface ChipLook {
  tone: "done" | "over" | "now" | "due" | "idle" | "gone";
  sign: string;
}

export function chipLook(row: StatementRow): ChipLook {
  switch (row.status) {
    case "paid":
      return { tone: "done", sign: "✓" };
    case "overdue":
      return { tone: "over", sign: "!" };
    case "debit_expected":
      return { tone: "now", sign: "?" };
    case "void":
      return { tone: "gone", sign: "" };
    case "due":
      return { tone: "due", sign: row.partly_paid ? "½" : "" };
    case "scheduled":
      return { tone: "idle", sign: row.partly_paid ? "½" : "" };
  }
}

export function dayLabel(date: string, day: DayView | undefined): string {
  const name = `${dayText(date)} ${weekdayText(date, "long")}`;
  if (!day) return name;
  const said = [
    name,
    ...day.totals.map((total) => t("calendar-day-due", { amount: amountText(total.due, total.currency) })),
    ...chips(day).map(({ row }) =>
      row.status === "scheduled" ? row.title : `${row.title} ${statusText(row.status)}`,
    ),
  ];
  return said.join(t("common-comma"));
}
