// Long lists of rows that are all equally high: only those in sight are drawn. TanStack's virtual-core, for runes.
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from "@tanstack/virtual-core";
import { untrack } from "svelte";
import { depends } from "./resource.svelte";

export interface VirtualRows {
  /** The rows to draw, with their places. */
  readonly items: VirtualItem[];
  /** How high all rows are together. */
  readonly height: number;
  /** The first and last row in sight. */
  readonly range: { from: number; to: number };
  readonly offset: number;
  show: (index: number) => void;
  top: () => void;
}

interface Options {
  scroller: HTMLElement | null;
  count: number;
  rowHeight: number;
  /** A row that stays drawn wherever it is, since it has the focus. */
  kept: number | null;
}

/** Rows beyond the edges: what a turn of the wheel brings is there already. */
const OVERSCAN = 12;

/** Call while a component is set up. `start`: how far it was scrolled when it was last seen. */
export function virtualRows(options: () => Options, start: number): VirtualRows {
  let version = $state(0);
  const changed = () => untrack(() => (version += 1));
  const settings = () => {
    const { scroller, count, rowHeight, kept } = options();
    return {
      count,
      getScrollElement: () => scroller,
      estimateSize: () => rowHeight,
      overscan: OVERSCAN,
      initialOffset: start,
      scrollToFn: elementScroll,
      observeElementOffset,
      observeElementRect: ((instance, tell) =>
        // Before it is laid out, it may be as high as the window.
        observeElementRect(instance, (rect) =>
          tell(rect.height > 0 ? rect : { width: window.innerWidth, height: window.innerHeight }),
        )) satisfies typeof observeElementRect,
      rangeExtractor: (range: { startIndex: number; endIndex: number; overscan: number; count: number }) => {
        const from = Math.max(0, range.startIndex - range.overscan);
        const to = Math.min(range.count - 1, range.endIndex + range.overscan);
        const drawn = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
        if (kept === null || kept >= range.count || (kept >= from && kept <= to)) return drawn;
        return kept < from ? [kept, ...drawn] : [...drawn, kept];
      },
      onChange: changed,
    };
  };
  const virtualizer = new Virtualizer<HTMLElement, HTMLElement>(untrack(settings));

  $effect(() => virtualizer._didMount());
  let measured = 0;
  $effect(() => {
    virtualizer.setOptions(settings());
    if (options().rowHeight !== measured) {
      measured = options().rowHeight;
      virtualizer.measure();
    }
    virtualizer._willUpdate();
    changed();
  });

  return {
    get items() {
      depends(version);
      return virtualizer.getVirtualItems();
    },
    get height() {
      depends(version);
      return virtualizer.getTotalSize();
    },
    get range() {
      depends(version);
      return { from: virtualizer.range?.startIndex ?? 0, to: virtualizer.range?.endIndex ?? 0 };
    },
    get offset() {
      depends(version);
      return virtualizer.scrollOffset ?? 0;
    },
    show: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
    top: () => virtualizer.scrollToOffset(0),
  };
}
