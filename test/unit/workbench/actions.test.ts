import { expect, test } from 'vitest';
import { createActions, type Actions } from '#workbench/actions.ts';
import { ExplainedError } from '#workbench/explained-error.ts';

const actions = (): Actions => createActions(new AbortController().signal);
const fails = (message: string) => (): Promise<never> => Promise.reject(new ExplainedError(message));

test('one thing at a time; what is confirmed meanwhile waits for its turn', async () => {
  const { act, pending } = actions();
  const first = Promise.withResolvers<void>();
  const done: string[] = [];
  const launched = act('launch', () => first.promise);
  const reset = act('reset', async () => done.push('reset'));
  const kept = act('keep', async () => done.push('keep'));
  expect(await act('gc', async () => done.push('gc'))).toBe(false);
  expect(done).toEqual([]);
  expect(pending.value).toBe('launch');
  first.resolve();
  expect(await Promise.all([launched, reset, kept])).toEqual([true, true, true]);
  expect(done).toEqual(['reset', 'keep']);
  expect(pending.value).toBeNull();
});

test('the same failure twice is told twice', async () => {
  const { act, problem } = actions();
  const told: (string | null)[] = [];
  problem.subscribe((now) => void told.push(now));
  expect(await act('gc', fails('sem resposta'))).toBe(false);
  expect(await act('gc', fails('sem resposta'))).toBe(false);
  expect(told).toEqual([null, 'sem resposta', null, 'sem resposta']);
});

test('what waits for its turn does not outlive the page', async () => {
  const life = new AbortController();
  const { act } = createActions(life.signal);
  void act('launch', () => new Promise(() => undefined));
  const reset = act('reset', async () => undefined);
  life.abort();
  expect(await reset).toBe(false);
});
