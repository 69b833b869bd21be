import { expect, test } from 'vitest';
import { toColumn } from '#pprof/column.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { EMPTY_PROFILE, NO_LABELS, type LabelSet, type Profile } from '#pprof/profile.ts';
import { answerOf } from '#workbench/views/engine/answer.ts';
import type { ViewOptions, WaitsAnswer } from '#workbench/views/engine/protocol.ts';
import { subjectOf } from '#workbench/views/engine/subject.ts';
import { waitAmount } from '#workbench/views/text/wait-amount.ts';
import { waitKindOf } from '#workbench/views/waits.ts';
import { recorded } from './profiles.ts';

const waits = (profile: Profile, options: ViewOptions = {}, base: Profile | null = null) =>
  answerOf(subjectOf(profile, base, false), { options, view: { kind: 'waits' } }) as WaitsAnswer;

/** Pending promises: `[functions leaf first, count, age]`. Names with a colon are Node's own. */
function goroutines(...all: readonly (readonly [stack: readonly string[], count: number, age: string])[]): Profile {
  const names = [...new Set(all.flatMap(([stack]) => stack))];
  const functions = names.map((name, index) => {
    const filename = name.startsWith('node:') ? name : '/lab/server.ts';
    return { id: index + 1, name, systemName: '', filename, startLine: 1 };
  });
  const locations = functions.map((called) => {
    const lines = [{ function: called, line: 10 * Number(called.id), column: 0 }];
    return { id: called.id, mapping: null, address: 0, lines, isFolded: false };
  });
  const labelSets = all.map(([, , age]): LabelSet => {
    return {
      strings: new Map([
        ['state', ['await']],
        ['wait', [age]],
      ]),
      numbers: new Map(),
    };
  });
  let end = 0;
  return {
    ...EMPTY_PROFILE,
    sampleTypes: [{ type: 'goroutine', unit: 'count' }],
    functions,
    locations,
    samples: {
      count: all.length,
      offsets: Uint32Array.from([0, ...all.map(([stack]) => (end += stack.length))]),
      stacks: Uint32Array.from(all.flatMap(([stack]) => stack.map((name) => names.indexOf(name)))),
      values: [toColumn(all.map(([, count]) => count))],
      labels: Uint32Array.from(all, (_, index) => index + 1),
      labelSets: [NO_LABELS, ...labelSets],
    },
  };
}

test('waits are grouped by the line of the program’s own, with their ages and stacks', () => {
  const profile = goroutines(
    [['node:once', 'enqueue', 'send'], 3, '1-10s'],
    [['node:once', 'enqueue', 'send'], 40, '10-60s'],
    [['enqueue', 'other'], 2, '<1s'],
    [['sleep'], 5, '<1s'],
    [['node:fs'], 1, '<1s'],
  );
  const { groups, groupCount, total } = waits(profile);
  expect(groups.map(({ culprit, value }) => [culprit.name, culprit.line, value])).toEqual([
    ['enqueue', 20, 45],
    ['sleep', 50, 5],
    // Nothing of the program's own is there: then the leaf.
    ['node:fs', 60, 1],
  ]);
  expect([groupCount, total]).toEqual([3, 51]);
  const [enqueue] = groups;
  expect(enqueue!.ages).toEqual([
    { name: '<1s', value: 2 },
    { name: '1-10s', value: 3 },
    { name: '10-60s', value: 40 },
  ]);
  expect(enqueue!.states).toEqual(['await']);
  expect(enqueue!.stacks.map(({ value, frames }) => [value, frames.map(({ name }) => name)])).toEqual([
    [43, ['node:once', 'enqueue', 'send']],
    [2, ['enqueue', 'other']],
  ]);
});

test('filters hold here too, and a comparison shows the change', () => {
  const before = goroutines([['enqueue'], 10, '1-10s'], [['sleep'], 5, '<1s']);
  const after = goroutines([['enqueue'], 90, '1-10s'], [['sleep'], 5, '<1s']);
  expect(waits(after, { ignore: 'enqueue' }).groups.map(({ culprit }) => culprit.name)).toEqual(['sleep']);
  const { groups, isDifference } = waits(after, {}, before);
  expect(isDifference).toBe(true);
  expect(groups.map(({ culprit, value }) => [culprit.name, value])).toEqual([['enqueue', 80]]);
});

test('a comparison tells only the ages that changed', () => {
  const before = goroutines([['enqueue'], 7, '>10min'], [['enqueue'], 3, '1-10s']);
  const after = goroutines([['enqueue'], 3, '1-10s'], [['enqueue'], 9, '<1s']);
  expect(waits(after, {}, before).groups[0]!.ages).toEqual([
    { name: '<1s', value: 9 },
    { name: '>10min', value: -7 },
  ]);
});

test('what held others up is told with a mean, and the change of it without one', () => {
  const types = [
    { type: 'contentions', unit: 'count' },
    { type: 'delay', unit: 'nanoseconds' },
  ];
  const answer = { types, sampleType: types[1]!, outputUnit: 'auto', isDifference: false };
  const group = { value: 6_000_000, values: [3, 6_000_000] };
  expect(waitAmount(group, answer)).toBe('6\u00a0ms em 3 paradas, 2\u00a0ms em média');
  const change = { value: 6_000_000, values: [-3, 6_000_000] };
  expect(waitAmount(change, { ...answer, isDifference: true })).toBe('+6\u00a0ms em −3 paradas');
});

test('contention of a Go program: each group has how often and how long', () => {
  const profile = decodeProfile(recorded('http.block'));
  expect(waitKindOf(profile)).toBe('contention');
  const { groups, types, total } = waits(profile);
  expect(types.map(({ type }) => type)).toEqual(['contentions', 'delay']);
  expect(groups.length).toBeGreaterThan(3);
  expect(groups.reduce((sum, { value }) => sum + value, 0)).toBe(total);
  for (const { values, value } of groups) expect(values[1]).toBe(value);
  expect(waitKindOf(decodeProfile(recorded('node.heap')))).toBeNull();
});
