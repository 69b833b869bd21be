import { expect, test } from 'vitest';
import type { Capture, Verdict } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { newsOf, type Newsworthy } from '#workbench/news.ts';

const QUIET: Newsworthy = { verdict: null, judging: null, load: null, captures: [] };
const load = { sent: 1, failed: 0, total: null, requestsPerSecond: 1 };
const judging = { step: 'warmup', fraction: 0.2 } as const;
const verdict: Verdict = { kind: 'unjudged', variant: 'mine', death: { kind: 'stuck', afterMs: 1 }, at: 9 };
const capture: Capture = { id: 'a', profile: 'heap', takenAt: 1, variant: 'mine', size: 10, code: 'a' };
const { load: words, verdict: judge, captures } = t.workbench;

test('a judging that begins, and its verdict', () => {
  expect(newsOf(QUIET, { ...QUIET, judging })).toBe(judge.whyDisabled);
  expect(newsOf({ ...QUIET, judging }, { ...QUIET, judging: { ...judging, fraction: 0.3 } })).toBeNull();
  expect(newsOf({ ...QUIET, judging }, { ...QUIET, verdict })).toBe(judge.unjudgedTitle);
  expect(newsOf({ ...QUIET, verdict }, { ...QUIET, verdict })).toBeNull();
});

test('a load that ends, not each of its steps', () => {
  expect(newsOf(QUIET, { ...QUIET, load })).toBeNull();
  expect(newsOf({ ...QUIET, load }, { ...QUIET, load: { ...load, sent: 2 } })).toBeNull();
  expect(newsOf({ ...QUIET, load }, QUIET)).toBe(words.ended);
});

test('a capture that is there, not one that was deleted', () => {
  expect(newsOf(QUIET, { ...QUIET, captures: [capture] })).toBe(captures.announced);
  expect(newsOf({ ...QUIET, captures: [capture] }, QUIET)).toBeNull();
});
