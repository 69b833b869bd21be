import { expect, test } from 'vitest';
import { combineProfiles } from '#pprof/combine.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { ProfileError } from '#pprof/errors.ts';
import { EMPTY_PROFILE } from '#pprof/profile.ts';
import { GRANULARITIES } from '#pprof/options.ts';
import { topData } from '#pprof/report/top.ts';
import { answerOf } from '#workbench/views/engine/answer.ts';
import type {
  FlameAnswer,
  GraphAnswer,
  PeekAnswer,
  RawAnswer,
  SourceAnswer,
  SourceText,
  TopAnswer,
  TracesAnswer,
  ViewOptions,
  ViewQuestion,
} from '#workbench/views/engine/protocol.ts';
import { subjectOf, type Subject } from '#workbench/views/engine/subject.ts';
import { summaryOf } from '#workbench/views/engine/summary.ts';
import { printedPattern, selectionPattern } from '#workbench/views/selection.ts';
import { shownType } from '#workbench/views/shown-type.ts';
import { recorded } from './profiles.ts';

const profile = decodeProfile(recorded('node.heap'));
const subject = subjectOf(profile, null, false);
const difference = subjectOf(profile, decodeProfile(recorded('node.heap.base')), false);
const ask = (view: ViewQuestion, options: ViewOptions = {}, of: Subject = subject) => answerOf(of, { options, view });
const top = (options: ViewOptions = {}, of: Subject = subject) => ask({ kind: 'top' }, options, of) as TopAnswer;

test('top is the report of pprof, row by row', () => {
  const report = topData(combineProfiles({ profiles: [profile] }), { sort: 'cum' });
  const { rows, total, dropped } = top({ sort: 'cum' });
  expect(rows.map(({ name, flat, cum }) => [name, flat, cum])).toEqual(
    report.rows.map(({ name, flat, cum }) => [name, Number(flat), Number(cum)]),
  );
  expect(total).toBe(Number(report.total));
  expect(rows.length + dropped).toBe(top({ trim: false }).rows.length);
  expect(rows.some(({ file }) => file !== '')).toBe(true);
});

test('a sample type of another profile is no error: the default is shown', () => {
  expect(top({ sampleIndex: 'contentions' })).toEqual(top());
  expect(top({ sampleIndex: 'inuse_objects' }).sampleType.type).toBe('inuse_objects');
});

test('a sample type is understood as pprof does, by the answer and by the menu: by number, and by the newer name', () => {
  const names = profile.sampleTypes.map(({ type }) => type);
  for (const [asked, shown] of [
    ['0', names[0]],
    [`${names.length - 1}`, names.at(-1)],
    [`${names.length}`, top().sampleType.type],
  ]) {
    expect(shownType(summaryOf(profile), asked).type).toBe(shown);
    expect(top({ sampleIndex: asked! }).sampleType.type).toBe(shown);
  }
  const older = { ...profile, sampleTypes: ['objects', 'space'].map((type) => ({ type, unit: 'count' })) };
  expect(shownType(older, 'inuse_objects').type).toBe('objects');
});

test('in a comparison each row says before and after, and the row is the change', () => {
  const { rows, isDifference } = top({ trim: false }, difference);
  expect(isDifference).toBe(true);
  expect(rows.length).toBeGreaterThan(10);
  for (const { flat, cum, change } of rows) {
    expect(change!.flat.after - change!.flat.before).toBe(flat);
    expect(change!.cum.after - change!.cum.before).toBe(cum);
  }
  expect(rows.some(({ flat }) => flat > 0)).toBe(true);
  const alone = top({ trim: false });
  const after = new Map(rows.map(({ name, change }) => [name, change!.flat.after]));
  const unchanged = ({ name }: { name: string }): boolean => !after.has(name);
  for (const { name, flat } of alone.rows.filter((row) => !unchanged(row))) expect(after.get(name)).toBe(flat);
});

test('a comparison of a profile with itself has nothing to tell', () => {
  expect(top({}, subjectOf(profile, profile, false)).rows).toEqual([]);
});

test('the flame graph of a comparison has both sides', () => {
  const { callees } = ask({ kind: 'flame', inverted: false, pivot: '' }, {}, difference) as FlameAnswer;
  expect(callees!.added[0]).toBe(top({ trim: false }).total);
  expect(callees!.removed[0]).toBeGreaterThan(0);
});

test('the flame graph of one profile says whether it has negative values: of what is left when a base is taken away', () => {
  const flame = (of: Subject) => ask({ kind: 'flame', inverted: false, pivot: '' }, {}, of) as FlameAnswer;
  const left = combineProfiles({ profiles: [decodeProfile(recorded('node.heap.base'))], base: [profile] });
  const ofLeft = flame(subjectOf(left, null, false));
  expect(ofLeft.isDifference).toBe(false);
  expect(ofLeft.callees!.removed[0]).toBeGreaterThan(0);
  expect([ofLeft, flame(difference), flame(subject)].map(({ isSigned }) => isSigned)).toEqual([true, true, false]);
});

test('the graph names the ends of its arrows by place', () => {
  const { boxes, arrows, dot } = ask({ kind: 'graph' }) as GraphAnswer;
  expect(boxes.length).toBeGreaterThan(3);
  expect(arrows.length).toBeGreaterThan(3);
  for (const { from, to } of arrows) expect(dot).toContain(`N${from + 1} -> N${to + 1} `);
  expect(dot).not.toContain('cluster_L');
});

test('peek without a pattern is about the largest row, whatever a row is', () => {
  for (const granularity of GRANULARITIES) {
    const { rows } = ask({ kind: 'peek', pattern: '' }, { granularity }) as PeekAnswer;
    expect(rows.map(({ name }) => name)).toContain(top({ granularity }).rows[0]!.name);
  }
  const { rows } = ask({ kind: 'peek', pattern: '' }) as PeekAnswer;
  expect(rows.map(({ name }) => name)).toEqual([top().rows[0]!.name]);
});

test('of a profile without samples it is said that it has none, not that nothing matches', () => {
  const empty = subjectOf({ ...EMPTY_PROFILE, sampleTypes: profile.sampleTypes }, null, false);
  for (const pattern of ['', 'main']) {
    expect(() => ask({ kind: 'peek', pattern }, {}, empty)).toThrow(expect.objectContaining({ code: 'no-samples' }));
    const source: ViewQuestion = { kind: 'source', pattern, texts: {} };
    expect(() => ask(source, {}, empty)).toThrow(expect.objectContaining({ code: 'no-samples' }));
  }
  // Not even a type of sample: it is not opened at all.
  const bare = decodeProfile(Uint8Array.of(0x32, 0));
  expect(() => summaryOf(bare)).toThrow(expect.objectContaining({ code: 'no-samples' }));
  expect(summaryOf(profile).sampleTypes).toEqual(profile.sampleTypes);
});

test('a row that is finer than a function names its function, which every view knows', () => {
  for (const granularity of ['filefunctions', 'lines', 'addresses'] as const) {
    const { name, functionName } = top({ granularity }).rows.find(({ name }) => name.includes('.js'))!;
    expect(name).toContain(`${functionName} `);
    expect(profile.functions.map((known) => known.name)).toContain(functionName);
    const selection = { selected: functionName, also: [] };
    const { rows } = top({ granularity, focus: selectionPattern(selection) });
    expect(rows.map((row) => row.name)).toContain(name);
    const peek = ask({ kind: 'peek', pattern: printedPattern(selection, granularity) }, { granularity }) as PeekAnswer;
    expect(peek.rows.map((row) => row.name)).toContain(name);
    for (const { callers } of peek.rows) {
      for (const caller of callers) expect(caller.name).toContain(`${caller.functionName} `);
    }
    const { boxes } = ask({ kind: 'graph' }, { granularity }) as GraphAnswer;
    expect(boxes.map((box) => box.functionName)).toContain(functionName);
    const { traces } = ask({ kind: 'traces', limit: 1000, search: '' }, { granularity }) as TracesAnswer;
    expect(traces.flatMap(({ frames }) => frames.map((frame) => frame.functionName))).toContain(functionName);
  }
});

test('source says which files it lacks, and annotates those it is given', () => {
  const asked = (texts: SourceAnswer['missing']) =>
    ask({
      kind: 'source',
      pattern: '.',
      texts: Object.fromEntries(texts.map((file) => [file, { text: 'line\n'.repeat(3000) }])),
    }) as SourceAnswer;
  const first = asked([]);
  expect(first.missing.length).toBeGreaterThan(0);
  const files = new Set(profile.functions.map(({ filename }) => filename));
  for (const file of first.missing) expect(files).toContain(file);
  const second = asked(first.missing);
  expect(second.missing).toEqual([]);
  expect(second.routines.some(({ lines }) => lines.some(({ cum, text }) => cum > 0 && text === 'line'))).toBe(true);
});

test.each([
  '/app/a.js',
  'file:///app/a.mjs',
  './src/a.ts',
  '../a.ts',
  '/proc/self/cwd/src/a.go',
  'webpack://./x.ts',
  String.raw`C:\app\a.js`,
])('a routine of %s has its text under the name that the profile gives the file', (filename) => {
  const renamed = new Map(profile.functions.map((known) => [known, { ...known, filename }]));
  const locations = profile.locations.map((location) => ({
    ...location,
    lines: location.lines.map((line) => ({ ...line, function: renamed.get(line.function)! })),
  }));
  const of = subjectOf({ ...profile, functions: [...renamed.values()], locations }, null, false);
  const source = (texts: Record<string, SourceText>) =>
    ask({ kind: 'source', pattern: '', texts }, {}, of) as SourceAnswer;
  expect(source({}).missing).toEqual([filename]);
  expect(source({ [filename]: { why: 'gone' } }).routines[0]).toMatchObject({ file: filename, why: 'gone' });
  const [routine] = source({ [filename]: { text: 'line\n'.repeat(3000) } }).routines;
  expect(routine!.lines.length).toBeGreaterThan(0);
});

test('source that nobody has says why', () => {
  const [file] = (ask({ kind: 'source', pattern: '', texts: {} }) as SourceAnswer).missing;
  const { routines, missing } = ask({
    kind: 'source',
    pattern: '',
    texts: { [file!]: { why: 'gone' } },
  }) as SourceAnswer;
  expect(missing).toEqual([]);
  expect(routines[0]!.why).toBe('gone');
});

test('traces are the largest, whatever their number', () => {
  const traces = (limit: number, search = '') => ask({ kind: 'traces', limit, search }) as TracesAnswer;
  const all = traces(1_000_000).traces.map(({ value }) => value);
  expect(all).toEqual(all.toSorted((a, b) => b - a));
  expect(traces(3).traces.map(({ value }) => value)).toEqual(all.slice(0, 3));
  const name = top().rows[0]!.name;
  const found = traces(10, name.replace(/[^\w]/g, '.'));
  expect(found.matched).toBeLessThan(found.count);
  for (const { frames } of found.traces) expect(frames.map((frame) => frame.name)).toContain(name);
});

test('raw is cut where it would be too long', () => {
  const { text, lineCount, isCut } = ask({ kind: 'raw' }) as RawAnswer;
  expect(text.startsWith('PeriodType:')).toBe(true);
  expect(isCut).toBe(lineCount > 5000);
});

test('profiles that do not measure the same are not compared', () => {
  expect(() => subjectOf(profile, decodeProfile(recorded('http.cpu')), false)).toThrow(ProfileError);
});
