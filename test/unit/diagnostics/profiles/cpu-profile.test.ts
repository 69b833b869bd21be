import { expect, test } from 'vitest';
import { at } from '#pprof/column.ts';
import { cpuProfile } from '#diagnostics/profiles/cpu-profile.ts';

const node = (id: number, functionName: string, line: number, rest: object = {}) => ({
  id,
  callFrame: {
    functionName,
    url: functionName.startsWith('(') ? '' : 'file:///app.ts',
    scriptId: '1',
    lineNumber: line - 1,
    columnNumber: 0,
  },
  ...rest,
});

const recording = {
  nodes: [
    node(1, '(root)', 0, { children: [2, 4, 5] }),
    node(2, 'outer', 10, { children: [3] }),
    node(3, 'inner', 20, {
      positionTicks: [
        { line: 22, ticks: 1 },
        { line: 21, ticks: 2 },
      ],
    }),
    node(4, '(idle)', 0),
    node(5, '(garbage collector)', 0),
  ],
  startTime: 1_000,
  endTime: 9_000,
  samples: [3, 4, 3, 3, 5],
  timeDeltas: [1_000, 1_000, 4_000, 500, 500],
};

test('time belongs to the line that ran, and waiting is no CPU time', () => {
  const { samples, locations, ...profile } = cpuProfile(recording, { program: '/app.ts', at: 2_000 });
  const rows = Array.from({ length: samples.count }, (_, sample) => ({
    stack: Array.from(samples.stacks.subarray(samples.offsets[sample], samples.offsets[sample + 1]), (index) => {
      const {
        line,
        function: { name },
      } = locations[index]!.lines[0]!;
      return `${name}:${line}`;
    }).join(' '),
    values: samples.values.map((column) => at(column, sample)),
  }));
  expect(rows).toEqual([
    { stack: 'inner:22 outer:10', values: [1, 666_667, 666_667] },
    { stack: 'inner:21 outer:10', values: [2, 1_333_333, 1_333_333] },
    { stack: '(idle):0', values: [0, 0, 4_000_000] },
    { stack: '(garbage collector):0', values: [1, 1_000_000, 1_000_000] },
  ]);
  expect(profile).toMatchObject({
    sampleTypes: [{ type: 'samples' }, { type: 'cpu' }, { type: 'wall' }],
    defaultSampleType: 'cpu',
    timeNanos: 1_992_000_000,
    durationNanos: 8_000_000,
    period: 1_000_000,
  });
  expect(profile.functions.filter(({ name }) => name === 'inner')).toHaveLength(1);
});
