// A plan that nobody has: what a track looks like, shown instead of explained.
import type { InstalmentStatus, Track } from "../../ipc";

const cell = (status: InstalmentStatus, next = false) => ({ status, next, partly_paid: false, height: 100 });

export const example: Track = {
  cells: [
    ...Array.from({ length: 3 }, () => cell("paid")),
    cell("scheduled", true),
    ...Array.from({ length: 8 }, () => cell("scheduled")),
  ],
  paid: 3,
  of: 12,
  next_due_date: null,
  next_remaining: null,
};
