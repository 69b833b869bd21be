import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LabError } from '#lab/lab-error.ts';
import { t } from '#i18n/index.ts';
import { answerTo, describeError, ServerError, STATUS } from '#server/errors.ts';

test('every code of the contract has a status and words of its own', () => {
  const contract = readFileSync(new URL('../../../src/server/contract.ts', import.meta.url), 'utf8');
  const union = /export type ErrorCode =([^;]+);/.exec(contract)?.[1] ?? '';
  const codes = Array.from(union.matchAll(/'([\w-]+)'/g), ([, code]) => code).sort();
  expect(codes.length).toBeGreaterThan(10);
  expect(Object.keys(STATUS).sort()).toEqual(codes);
  const words = { ...t.lab.error, ...t.lab.workspaceError, ...t.server.error };
  expect(Object.keys(words).sort()).toEqual(codes);
  expect(new Set(Object.values(words)).size).toBe(codes.length);
});

test('an error of the lab keeps its own words', () => {
  const error = new LabError('busy');
  expect(describeError(error)).toEqual({ code: 'busy', message: error.message });
});

test('an error that nobody foresaw tells nothing of our insides', () => {
  for (const error of [new Error('ENOENT /home/ana/segredo'), 'text', null, { code: 'no-session', message: 'x' }]) {
    expect(describeError(error)).toEqual({ code: 'internal', message: t.server.error.internal });
  }
});

test('the API answers in JSON, pages in a sentence', () => {
  const error = describeError(new ServerError('bad-host'));
  expect(JSON.parse(answerTo('/api/labs', error).body)).toEqual({ error });
  for (const path of ['/', '/apis', '/licoes/api/', 'http://evil.example/api/']) {
    expect(answerTo(path, error)).toMatchObject({ status: 403, body: `${error.message}\n` });
  }
});
