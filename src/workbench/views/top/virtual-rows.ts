import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Height of a row: 28 px at the usual font size. The style sheet's --vz-row is the same. */
export const ROW_REM = 1.75;
/** Rows built above and below those in sight, so that a fast wheel does not show a gap. */
const MARGIN_ROWS = 12;

export interface RowWindow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly first: number;
  readonly end: number;
  /** Pixels that stand for the rows that are not built. */
  readonly above: number;
  readonly below: number;
  readonly onScroll: () => void;
}

/** Which of `count` rows of one height need to be there, for where the scroller stands. */
export function useVirtualRows(count: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  const rowHeight = ROW_REM * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
  useLayoutEffect(() => {
    const element = scroller.current!;
    const resizing = new ResizeObserver(() => (height.value = element.clientHeight));
    resizing.observe(element);
    return () => resizing.disconnect();
  }, [height]);
  const { first, end } = rowsInSight(count, top.value, height.value, rowHeight);
  return {
    scroller,
    first,
    end,
    above: first * rowHeight,
    below: (count - end) * rowHeight,
    // Only every tenth row is a new state: between them nothing has to be built.
    onScroll: () => (top.value = Math.floor((scroller.current?.scrollTop ?? 0) / (10 * rowHeight)) * 10 * rowHeight),
  };
}

/** Pure part of {@link useVirtualRows}. */
export function rowsInSight(
  count: number,
  top: number,
  height: number,
  rowHeight: number,
): { readonly first: number; readonly end: number } {
  const first = Math.min(Math.max(Math.floor(top / rowHeight) - MARGIN_ROWS, 0), Math.max(count - 1, 0));
  const end = Math.min(Math.ceil((top + height) / rowHeight) + 10 + MARGIN_ROWS, count);
  return { first, end };
}
