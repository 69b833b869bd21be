import { expect, test } from 'vitest';
import { t } from '#i18n/index.ts';
import { cheatingPart, type Conduct } from '#lab/judge/cheating.ts';
import { memstats } from './memstats-fixture.ts';

const honest: Conduct = {
  pid: 42,
  runId: 'run',
  ceilingMiB: 64,
  readings: [memstats(), memstats({ numForcedGC: 12, diagnosticsGC: 12 })],
  failedRequests: 0,
  firstFailure: null,
  helpers: 0,
};

const last = { numForcedGC: 12, diagnosticsGC: 12 };

test('an honest run has nothing to answer for', () => {
  const part = cheatingPart(honest);
  expect(part.outcome).toBe('pass');
  expect(part.checks.map(({ kind }) => kind)).toEqual([
    'forced-gc',
    'restarted',
    'limit-raised',
    'load-refused',
    'diagnostics-patched',
  ]);
  expect(part.checks.every(({ seen }) => !seen)).toBe(true);
});

test.each<[string, Partial<Conduct>]>([
  ['forced-gc', { readings: [memstats(), memstats({ ...last, numForcedGC: 13 })] }],
  ['restarted', { readings: [memstats(), memstats({ ...last, pid: 43 })] }],
  ['restarted', { readings: [memstats(), memstats({ ...last, runId: null })] }],
  ['restarted', { helpers: 1 }],
  ['limit-raised', { readings: [memstats(), memstats({ ...last, heapSizeLimit: 76 * 1024 * 1024 + 1 })] }],
  ['load-refused', { failedRequests: 1 }],
  ['diagnostics-patched', { readings: [memstats(), memstats({ ...last, heapUsed: 0 })] }],
  ['diagnostics-patched', { readings: [memstats(), memstats({ ...last, heapUsed: 30_000_000 })] }],
  ['diagnostics-patched', { readings: [memstats(), memstats()] }],
])('%s is seen, and nothing else', (kind, change) => {
  const part = cheatingPart({ ...honest, ...change });
  expect(part.outcome).toBe('fail');
  expect(part.checks.filter(({ seen }) => seen).map((check) => check.kind)).toEqual([kind]);
});

test('of refused requests the first is told', () => {
  const firstFailure = { request: 'GET /saude', got: 503, said: 'cheio' };
  const check = cheatingPart({ ...honest, failedRequests: 2, firstFailure }).checks.find(({ seen }) => seen);
  expect(check).toEqual({ kind: 'load-refused', seen: true, measured: 2, allowed: 0, example: firstFailure });
  expect(t.lab.part(cheatingPart({ ...honest, failedRequests: 2, firstFailure }))).toContain(
    '; a primeira, GET /saude, respondeu 503 (cheio).',
  );
});
