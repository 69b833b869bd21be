/** From the events of a trace (the format of chrome://tracing) to what is drawn of them. Pure. */
import type { SpanDetail, Timeline, Track, TrackKind } from './timeline.ts';

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly id?: string | number;
  readonly args?: Readonly<Record<string, unknown>>;
}

/** In microseconds of the trace's own clock. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly detail: SpanDetail | null;
}

/** What is not a trace. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}

const ORDER: readonly TrackKind[] = ['requests', 'loop', 'functions', 'gc'];
/** The category of `vazou/diagnostics` for what the CPU profiler saw. */
const SAMPLES = 'vazou.samples';
/** Its own cost, which nobody looks for. */
const OWN = /^CpuProfiler::/;
const COLLECTION = /GC/;
const REQUEST = 'http.server.request';

/** @throws {TraceError} */
export function buildTimeline(json: unknown): Timeline {
  const events = eventsOf(json);
  const main = mainThread(events);
  const spans = new Map<TrackKind, Span[]>(ORDER.map((kind) => [kind, []]));
  for (const event of events) {
    if (event.ph !== 'X' || OWN.test(event.name)) continue;
    const isSample = event.cat === SAMPLES;
    if (!isSample && event.tid !== main) continue;
    const span = spanOf(event, event.ts + (event.dur ?? 0), event.args);
    spans.get(isSample ? 'functions' : kindOf(event))!.push(span);
  }
  pairs(events, main, (begin, end, cut) => {
    const kind = begin.name === REQUEST ? 'requests' : kindOf(begin);
    spans.get(kind)!.push(spanOf(begin, end.ts, { ...dataOf(begin), ...dataOf(end) }, cut));
  });
  return assembled(spans, events.length);
}

function eventsOf(json: unknown): readonly TraceEvent[] {
  const list = typeof json === 'object' && json !== null && 'traceEvents' in json ? json.traceEvents : json;
  if (!Array.isArray(list)) throw new TraceError('no traceEvents');
  return list.filter(isEvent);
}

function isEvent(value: unknown): value is TraceEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { name, ph, ts, tid } = value as Partial<Record<keyof TraceEvent, unknown>>;
  return typeof name === 'string' && typeof ph === 'string' && typeof ts === 'number' && typeof tid === 'number';
}

/** Node gives the main thread a name; without one it is the thread with most events. */
function mainThread(events: readonly TraceEvent[]): number {
  const named = events.find(({ name, args }) => name === 'thread_name' && args?.['name'] === 'JavaScriptMainThread');
  if (named !== undefined) return named.tid;
  const counts = new Map<number, number>();
  for (const { tid, ph, cat } of events) {
    if (ph !== 'M' && cat !== SAMPLES) counts.set(tid, (counts.get(tid) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

/** @param cut which of both the trace does not have; it is where the trace itself begins or ends. */
type FoundPair = (begin: TraceEvent, end: TraceEvent, cut?: SpanDetail['cut']) => void;

const kindOf = ({ name }: TraceEvent): TrackKind => (COLLECTION.test(name) ? 'gc' : 'loop');

/**
 * Joins beginnings and ends: `B` and `E` nest in a thread; `b` and `e` of requests carry an id. Other asynchronous
 * ones (promises, ticks, timers that wait) begin by the thousand and are left to the file.
 */
function pairs(events: readonly TraceEvent[], main: number, found: FoundPair): void {
  const { first, last } = boundsOf(events);
  const open: TraceEvent[] = [];
  const requests = new Map<string, TraceEvent>();
  for (const event of events.filter(({ tid }) => tid === main).sort((a, b) => a.ts - b.ts)) {
    if (event.ph === 'B') open.push(event);
    else if (event.ph === 'E') {
      const at = open.findLastIndex(({ name }) => name === event.name);
      if (at !== -1) found(open.splice(at)[0]!, event);
    } else if (event.name === REQUEST) {
      const begin = requests.get(String(event.id));
      if (event.ph === 'b') requests.set(String(event.id), event);
      else if (event.ph === 'e') {
        requests.delete(String(event.id));
        if (begin === undefined) found({ ...event, ts: first }, event, 'begin');
        else found(begin, event);
      }
    }
  }
  for (const begin of [...open, ...requests.values()]) found(begin, { ...begin, ts: last }, 'end');
}

function boundsOf(events: readonly TraceEvent[]): { readonly first: number; readonly last: number } {
  let first = Infinity;
  let last = -Infinity;
  for (const { ph, name, ts, dur = 0 } of events) {
    if (ph === 'M' || OWN.test(name)) continue;
    if (ts < first) first = ts;
    if (ts + dur > last) last = ts + dur;
  }
  return { first, last };
}

function dataOf({ args }: TraceEvent): Readonly<Record<string, unknown>> {
  const data = args?.['data'];
  return typeof data === 'object' && data !== null ? { ...data } : { ...args };
}

function spanOf(
  event: TraceEvent,
  end: number,
  facts: Readonly<Record<string, unknown>> = {},
  cut?: SpanDetail['cut'],
): Span {
  const { url, file, line, ...rest } = facts;
  const told = Object.entries(rest).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  const isEmpty = told.length === 0 && file === undefined && cut === undefined;
  return {
    start: event.ts,
    end: Math.max(end, event.ts),
    name: event.name === REQUEST && typeof url === 'string' ? url : event.name,
    detail: isEmpty
      ? null
      : {
          ...(typeof file === 'string' && { file }),
          ...(typeof line === 'number' && { line }),
          ...(cut !== undefined && { cut }),
          facts: told,
        },
  };
}

function assembled(spans: ReadonlyMap<TrackKind, Span[]>, eventCount: number): Timeline {
  let origin = Infinity;
  let last = -Infinity;
  for (const { start, end } of [...spans.values()].flat()) {
    if (start < origin) origin = start;
    if (end > last) last = end;
  }
  const names = new Map<string, number>();
  const details: SpanDetail[] = [{ facts: [] }];
  const tracks = ORDER.flatMap((kind) => {
    const all = spans.get(kind)!;
    return all.length === 0 ? [] : [trackOf(kind, all, origin, names, details)];
  });
  return { durationMs: Math.max(last - origin, 0) / 1_000, tracks, names: [...names.keys()], details, eventCount };
}

/** Each span in the first lane that is free: of nested ones the inner stands below the outer. */
function trackOf(
  kind: TrackKind,
  spans: readonly Span[],
  origin: number,
  names: Map<string, number>,
  details: SpanDetail[],
): Track {
  const sorted = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const nests = kind !== 'requests';
  const lanes: Span[][] = [];
  for (const span of sorted) {
    const isFree = (lane: readonly Span[]): boolean => (lane.at(-1)?.end ?? -Infinity) <= span.start;
    // What nests goes below all that is still open; requests take any free lane.
    const at = nests ? lanes.findLastIndex((lane) => !isFree(lane)) + 1 : lanes.findIndex(isFree);
    const lane = at === -1 ? lanes.length : at;
    (lanes[lane] ??= []).push(span);
  }
  const flat = lanes.flat();
  const offsets = [0];
  for (const lane of lanes) offsets.push(offsets.at(-1)! + lane.length);
  return {
    kind,
    lanes: Uint32Array.from(offsets),
    start: Float64Array.from(flat, ({ start }) => (start - origin) / 1_000),
    end: Float64Array.from(flat, ({ end }) => (end - origin) / 1_000),
    name: Uint32Array.from(flat, ({ name }) => numberOf(names, name)),
    detail: Uint32Array.from(flat, ({ detail }) => (detail === null ? 0 : details.push(detail) - 1)),
  };
}

function numberOf(names: Map<string, number>, name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  names.set(name, names.size);
  return names.size - 1;
}
