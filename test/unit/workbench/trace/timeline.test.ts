import { expect, test } from 'vitest';
import { buildTimeline, TraceError } from '#workbench/trace/build-timeline.ts';
import { paintTimeline, type TimelinePalette } from '#workbench/trace/paint-timeline.ts';
import { spotAt, spotBeside, stageOf, LANE, TITLE } from '#workbench/trace/stage.ts';
import { summaryOf } from '#workbench/trace/summary.ts';
import { laneCount, type Timeline, type TrackKind } from '#workbench/trace/timeline.ts';

const MAIN = 7;
const event = (name: string, ph: string, ts: number, more: object = {}) => ({
  name,
  cat: 'node',
  ph,
  pid: MAIN,
  tid: MAIN,
  ts: 1_000_000 + ts,
  ...more,
});
const named = { args: { name: 'JavaScriptMainThread' }, cat: '__metadata' };

const EVENTS = [
  event('thread_name', 'M', 0, named),
  event('CpuProfiler::StartProfiling', 'X', -5_000, { dur: 4_000 }),
  event('RunTimers', 'X', 1_000, { dur: 3_000 }),
  event('Timeout_CALLBACK', 'B', 1_500),
  event('Timeout_CALLBACK', 'E', 3_500),
  event('RunTimers', 'X', 9_000, { dur: 500 }),
  event('CheckImmediate', 'X', 2_000, { dur: 10, tid: 99 }),
  event('MinorGC', 'B', 2_000, { cat: 'v8', args: { usedHeapSizeBefore: 20 } }),
  event('MinorGC', 'E', 2_600, { cat: 'v8', args: { usedHeapSizeAfter: 10 } }),
  event('http.server.request', 'b', 0, { id: '0x1' }),
  event('http.server.request', 'b', 500, { id: '0x2' }),
  event('http.server.request', 'e', 5_000, { id: '0x1', args: { data: { url: '/a', statusCode: 200 } } }),
  event('http.server.request', 'e', 6_000, { id: '0x2', args: { data: { url: '/b', statusCode: 404 } } }),
  event('http.server.request', 'b', 6_500, { id: '0x1' }),
  event('http.server.request', 'e', 8_000, { id: '0x1', args: { data: { url: '/c', statusCode: 200 } } }),
  event('PROMISE', 'b', 100, { id: '0x9' }),
  event('outer', 'X', 1_600, { cat: 'vazou.samples', tid: 1, dur: 1_500, args: { file: '/lab/server.ts', line: 12 } }),
  event('inner', 'X', 1_700, { cat: 'vazou.samples', tid: 1, dur: 300 }),
  event('never ended', 'B', 9_500),
];

const timeline = buildTimeline({ traceEvents: EVENTS });
const trackOf = ({ tracks, names }: Timeline, kind: TrackKind) => {
  const track = tracks.find((each) => each.kind === kind)!;
  return Array.from({ length: laneCount(track) }, (_, lane) =>
    Array.from(track.name.subarray(track.lanes[lane], track.lanes[lane + 1]), (name, index) => {
      const span = track.lanes[lane]! + index;
      return [names[name], track.start[span], track.end[span]];
    }),
  );
};

test('requests take free lanes, and are told by their address', () => {
  expect(trackOf(timeline, 'requests')).toEqual([
    [
      ['/a', 0, 5],
      ['/c', 6.5, 8],
    ],
    [['/b', 0.5, 6]],
  ]);
});

test('what nests stands below what it is in; of the main thread only, without our own cost', () => {
  expect(trackOf(timeline, 'loop')).toEqual([
    [
      ['RunTimers', 1, 4],
      ['RunTimers', 9, 9.5],
      ['never ended', 9.5, 9.5],
    ],
    [['Timeout_CALLBACK', 1.5, 3.5]],
  ]);
  expect(trackOf(timeline, 'functions')).toEqual([[['outer', 1.6, 3.1]], [['inner', 1.7, 2]]]);
  expect(timeline.durationMs).toBe(9.5);
});

test('details: the file and line of a function, what a collection freed', () => {
  const detailOf = (kind: TrackKind) => {
    const track = timeline.tracks.find((each) => each.kind === kind)!;
    return timeline.details[track.detail[0]!];
  };
  expect(detailOf('functions')).toMatchObject({ file: '/lab/server.ts', line: 12 });
  expect(detailOf('gc')!.facts).toEqual([
    ['usedHeapSizeBefore', 20],
    ['usedHeapSizeAfter', 10],
  ]);
  expect(detailOf('requests')!.facts).toEqual([['statusCode', 200]]);
});

test('what goes on past an end of the trace is drawn up to there, and says so', () => {
  const cut = buildTimeline([
    event('http.server.request', 'b', 2_000, { id: '0x1' }),
    event('http.server.request', 'e', 3_000, { id: '0x2', args: { data: { url: '/old' } } }),
    event('handler', 'B', 4_000),
    event('RunTimers', 'X', 1_000, { dur: 6_000 }),
  ]);
  expect(trackOf(cut, 'requests')).toEqual([[['/old', 0, 2]], [['http.server.request', 1, 6]]]);
  expect(trackOf(cut, 'loop').flat()).toContainEqual(['handler', 3, 6]);
  const cuts = cut.tracks.flatMap(({ detail }) => Array.from(detail, (index) => cut.details[index]!.cut));
  expect(cuts).toEqual(['begin', 'end', undefined, 'end']);
});

test('a span without length at the first instant is drawn', () => {
  const tick = buildTimeline([event('tick', 'X', 0, { dur: 0 }), event('end', 'X', 900, { dur: 100 })]);
  const stage = stageOf(tick);
  const rectangles: number[][] = [];
  const context = { fillRect: (...at: number[]) => rectangles.push(at), scale() {}, fillText() {} };
  const canvas = { getContext: () => ({ ...context, measureText: () => ({ width: 7 }) }) };
  const painting = {
    timeline: tick,
    stage,
    range: { from: 0, to: tick.durationMs },
    width: 100,
    pixelRatio: 1,
    titles: { requests: '', loop: '', functions: '', gc: '' },
    timeText: String,
    hovered: null,
    current: null,
  };
  paintTimeline(canvas as unknown as HTMLCanvasElement, painting, { tracks: {} } as TimelinePalette);
  expect(rectangles).toContainEqual([0, stage.tops[0]! + TITLE, 1, LANE - 1]);
});

test('the summary adds up by name and knows the longest', () => {
  const row = summaryOf(timeline).find(({ name }) => name === 'RunTimers');
  expect(row).toMatchObject({ count: 2, totalMs: 3.5, longestMs: 3, longest: { span: 0 } });
});

test('the pointer and the arrows find spans, thin ones too', () => {
  const stage = stageOf(timeline);
  const whole = { from: 0, to: timeline.durationMs };
  const y = stage.tops[0]! + TITLE + LANE / 2;
  const nameAt = (x: number, at = y): string | undefined => {
    const spot = spotAt(timeline, stage, whole, { x, y: at, width: 950 });
    return spot === null ? undefined : timeline.names[timeline.tracks[spot.track]!.name[spot.span]!];
  };
  expect([nameAt(100), nameAt(700), nameAt(100, y + LANE), nameAt(560), nameAt(100, 1)]).toEqual([
    '/a',
    '/c',
    '/b',
    undefined,
    undefined,
  ]);
  // A pixel beside a span of half a millisecond, where each has a hundred.
  expect(spotAt(timeline, stage, { from: 0, to: 9_500 }, { x: 1, y, width: 95 })).not.toBeNull();

  const walk = (...keys: string[]): string => {
    const spot = keys.reduce((at, key) => spotBeside(timeline, at, key), { track: 0, span: 0 });
    return timeline.names[timeline.tracks[spot.track]!.name[spot.span]!]!;
  };
  expect(walk('ArrowRight')).toBe('/c');
  expect(walk('ArrowRight', 'ArrowRight')).toBe('/c');
  expect(walk('ArrowDown')).toBe('/b');
  expect(walk('ArrowDown', 'ArrowDown')).toBe('RunTimers');
  expect(walk('ArrowDown', 'ArrowUp')).toBe('/a');
  expect(walk('ArrowUp')).toBe('/a');
});

test('what is no trace says so; one without events has nothing to draw', () => {
  for (const other of [null, 1, {}, { traceEvents: 3 }]) expect(() => buildTimeline(other)).toThrow(TraceError);
  expect(buildTimeline([]).tracks).toEqual([]);
  expect(buildTimeline([null, { ph: 'X' }]).durationMs).toBe(0);
});
