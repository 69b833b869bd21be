/** What took the time, by name: the timeline in a few rows. Pure. */
import type { SpanSpot, Timeline, TrackKind } from './timeline.ts';

export interface SummaryRow {
  readonly kind: TrackKind;
  readonly name: string;
  readonly count: number;
  readonly totalMs: number;
  readonly longestMs: number;
  /** Where the longest one stands. */
  readonly longest: SpanSpot;
}

/** The largest total first. Nested calls of one function each count, as they each took that time. */
export function summaryOf({ tracks, names }: Timeline): readonly SummaryRow[] {
  const rows = new Map<string, SummaryRow>();
  tracks.forEach((track, index) => {
    for (let span = 0; span < track.name.length; span++) {
      const name = names[track.name[span]!]!;
      const length = track.end[span]! - track.start[span]!;
      const key = `${index} ${name}`;
      const known = rows.get(key);
      const isLongest = known === undefined || length > known.longestMs;
      rows.set(key, {
        kind: track.kind,
        name,
        count: (known?.count ?? 0) + 1,
        totalMs: (known?.totalMs ?? 0) + length,
        longestMs: isLongest ? length : known.longestMs,
        longest: isLongest ? { track: index, span } : known.longest,
      });
    }
  });
  return [...rows.values()].sort((a, b) => b.totalMs - a.totalMs);
}
