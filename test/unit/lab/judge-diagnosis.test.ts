import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findLab } from '#lab/catalog.ts';
import { diagnosisPart, enclosingFunction } from '#lab/judge/diagnosis.ts';
import type { Scenario } from '#lab/scenario.ts';

const lab = await findLab('memory-leak');
if (lab === undefined) throw new Error('the lab is gone');
const source = readFileSync(new URL('../../../labs/memory-leak/server.ts', import.meta.url), 'utf8');
const lineOf = (text: string): number => source.split('\n').findIndex((line) => line.includes(text)) + 1;

const { scenario } = lab;
const notALeak: Scenario = { ...scenario, acceptance: { ...scenario.acceptance, signal: 'not-a-leak' } as never };
const part = (name: string, of = scenario) => diagnosisPart(of, { kind: 'suspect', name }, [source]);

test.each(['buildReport', ' buildReport() ', 'Cache.buildReport', `server.ts:${lineOf('reports.set(')}`])(
  'right: %s',
  (name) => {
    expect(part(name)?.outcome).toBe('pass');
  },
);

test.each(['findOrders', 'buildreport', '', 'server.ts:1', `${lineOf('function money')}`, 'server.ts:99999'])(
  'wrong: %s',
  (name) => {
    expect(part(name)?.outcome).toBe('fail');
  },
);

test('a line is told by the function that it belongs to', () => {
  expect(part(`server.ts:${lineOf('total += centavos')}`)).toMatchObject({ outcome: 'pass', function: 'buildReport' });
  expect(part(`server.ts:${lineOf('await delay(30)')}`)).toMatchObject({ outcome: 'fail', function: 'findOrders' });
});

test('that nothing leaks is wrong of a leak, and right where it is so', () => {
  expect(diagnosisPart(scenario, { kind: 'not-a-leak' }, [])?.outcome).toBe('fail');
  expect(diagnosisPart(notALeak, { kind: 'not-a-leak' }, [])?.outcome).toBe('pass');
  expect(part('buildReport', notALeak)?.outcome).toBe('fail');
});

test('asked for only where it is the question', () => {
  expect(diagnosisPart(scenario, undefined, [])).toBeUndefined();
  expect(diagnosisPart(notALeak, undefined, [])).toMatchObject({ outcome: 'fail', given: null });
});

test('other suspects that the scenario allows', () => {
  expect(part('money', { ...scenario, suspects: ['money'] })?.outcome).toBe('pass');
  const evidence = { ...scenario.evidence, function: 'reply' };
  expect(part('reply', { ...scenario, moreEvidence: [evidence] })?.outcome).toBe('pass');
});

const shapes = `class Pool {
  async take(
    job: string,
  ): Promise<void> {
    if (job) {
      wait(job);
    }
  }
}

const sum = (a: number, b: number) => {
  return a + b;
};

export async function* ticks() {
  yield 1;
}
top();
`;

test.each([
  [3, 'take'],
  [6, 'take'],
  [7, 'take'],
  [12, 'sum'],
  [16, 'ticks'],
  [18, null],
])('line %d lies in %s', (line, name) => {
  expect(enclosingFunction(shapes, line)).toBe(name);
});
