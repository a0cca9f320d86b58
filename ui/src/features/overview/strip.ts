// What a segment of the month's track draws and says.
import type { MonthSegment } from "../../ipc";
import { amountText, dayText } from "../../shared/format";
import { t } from "../../shared/i18n.svelte";
import { statusText } from "../../shared/status";
import { shade, type Shade } from "../../shared/track";

export function segmentShade({ status, partly_paid, next }: MonthSegment): Shade {
  return shade({ status, partly_paid, next, height: 100 });
}

export function segmentLabel(segment: MonthSegment, currency: string): string {
  return t("overview-segment", {
    date: dayText(segment.date),
    account: segment.account.name,
    amount: amountText(segment.due, currency),
    status: statusText(segment.status),
  });
}
