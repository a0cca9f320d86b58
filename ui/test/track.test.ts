import { render, screen } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import type { InstalmentStatus, Track as TrackData, TrackCell } from "../src/ipc";
import { setLanguage } from "../src/shared/i18n.svelte";
import { runs, trackLabel } from "../src/shared/track";
import Track from "../src/shared/Track.svelte";

const cell = (status: InstalmentStatus, rest: Partial<TrackCell> = {}): TrackCell => ({
  status,
  partly_paid: false,
  next: false,
  height: 100,
  ...rest,
});

const track = (cells: TrackCell[], next: string | null = "2026-11-28"): TrackData => ({
  cells,
  paid: cells.filter((each) => each.status === "paid").length,
  of: cells.length,
  next_due_date: next,
  next_remaining: next && "99.00",
});

const many = (count: number, status: InstalmentStatus) => Array.from({ length: count }, () => cell(status));

describe("cells", () => {
  test("each status has a look of its own", () => {
    const cells = [
      cell("paid"),
      cell("overdue", { next: true }),
      cell("debit_expected"),
      cell("due"),
      cell("scheduled", { partly_paid: true }),
      cell("scheduled", { next: true }),
      cell("scheduled"),
      cell("void"),
    ];
    const { container } = render(Track, { track: track(cells) });
    const looks = [...container.querySelectorAll("i")].map((each) => each.className.split(" ")[0]);
    expect(looks).toEqual(["paid", "overdue", "debit", "next", "half", "next", "future", "void"]);
  });

  test("a small amount is lower, but never too low to see", () => {
    const { container } = render(Track, {
      track: track([cell("scheduled", { height: 80 }), cell("scheduled", { height: 3 })]),
    });
    expect([...container.querySelectorAll("i")].map((each) => each.style.height)).toEqual(["80%", "45%"]);
  });

  test("600 periods become a few shapes that together are 600 wide", () => {
    const cells = [...many(24, "paid"), cell("scheduled", { next: true }), ...many(575, "scheduled")];
    const { container } = render(Track, { track: track(cells), size: "big" });
    const widths = [...container.querySelectorAll("rect")].map((each) => Number(each.getAttribute("width")));
    expect(widths).toEqual([24, 1, 575]);
    expect(container.querySelectorAll("i")).toHaveLength(0);
  });

  test("cells of another height do not join a run", () => {
    expect(runs([cell("paid"), cell("paid", { height: 60 }), cell("paid", { height: 60 })])).toHaveLength(2);
  });
});

describe("text alternative", () => {
  test("says in Chinese where the user stands", () => {
    setLanguage("zh-CN");
    const data = track([...many(3, "paid"), ...many(9, "scheduled")]);
    render(Track, { track: data });
    expect(screen.getByRole("img")).toHaveAccessibleName("已还 3 期，共 12 期，下一期 11 月 28 日");
  });

  test("says it in English, with what is overdue", () => {
    setLanguage("en");
    expect(trackLabel(track([cell("paid"), cell("overdue"), cell("scheduled")]))).toBe(
      "1 of 3 paid, 1 overdue, next due 28 November",
    );
  });

  test("a settled plan has no next date", () => {
    setLanguage("en");
    expect(trackLabel(track(many(2, "paid"), null))).toBe("2 of 2 paid");
  });
});
