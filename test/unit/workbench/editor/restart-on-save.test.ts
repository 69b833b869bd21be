import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LabState } from '#server/contract.ts';
import { createRestartOnSave } from '#workbench/editor/restart-on-save.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const addresses = { service: 'http://127.0.0.1:8080/', diagnostics: 'http://127.0.0.1:6060/debug/pprof/' };
const running = (variant: 'mine' | 'solution', code = 'old'): LabState => ({
  kind: 'ready',
  variant,
  pid: 1,
  since: 100,
  code,
  addresses,
});

function bench(kept: string | null = 'true', found: string | null = 'old') {
  const parts = {
    code: signal(found),
    unsaved: signal(false),
    state: signal<LabState>(running('mine')),
    runnable: signal(true),
    restart: vi.fn<() => Promise<boolean>>(async () => true),
    owner: new AbortController(),
    storage: new Map(kept === null ? [] : [['vazou.reiniciar-ao-salvar', kept]]),
  };
  const { code, unsaved, state, runnable, restart, storage } = parts;
  const wish = createRestartOnSave({
    documents: { code, unsaved },
    state,
    runnable,
    restart,
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
    lifetime: parts.owner.signal,
    settleMs: 1_000,
  });
  return { ...parts, wish };
}

test('a save restarts the lab that runs the learner’s copy, once', () => {
  const { code, state, restart } = bench();
  code.value = 'new';
  vi.advanceTimersByTime(1_000);
  expect(restart).toHaveBeenCalledTimes(1);
  state.value = running('mine', 'new');
  vi.advanceTimersByTime(5_000);
  expect(restart).toHaveBeenCalledTimes(1);
});

test('a save that the lab came up without restarts it, and one that it has does not', () => {
  const { code, state, restart } = bench();
  code.value = 'new';
  state.value = { kind: 'starting', variant: 'mine', since: 1 };
  state.value = running('mine', 'old');
  vi.advanceTimersByTime(1_000);
  expect(restart).toHaveBeenCalledTimes(1);
  state.value = running('mine', 'newer, saved by another tab');
  vi.advanceTimersByTime(5_000);
  expect(restart).toHaveBeenCalledTimes(1);
});

test('code that was run before is worth another restart, and so is one that was refused', async () => {
  const { code, state, restart } = bench();
  code.value = 'new';
  vi.advanceTimersByTime(1_000);
  state.value = running('mine', 'new');
  code.value = 'old';
  restart.mockResolvedValueOnce(false);
  await vi.advanceTimersByTimeAsync(1_000);
  code.value = 'old';
  state.value = running('mine', 'new');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(restart).toHaveBeenCalledTimes(3);
});

test('what was saved before the page came restarts nothing', () => {
  const { code, restart } = bench('true', null);
  code.value = 'new';
  vi.advanceTimersByTime(5_000);
  expect(restart).not.toHaveBeenCalled();
  code.value = 'newer';
  vi.advanceTimersByTime(1_000);
  expect(restart).toHaveBeenCalledTimes(1);
});

test('only when it was wished for, and the wish is remembered', () => {
  const { code, restart, wish, storage } = bench(null);
  code.value = 'new';
  vi.advanceTimersByTime(5_000);
  expect(restart).not.toHaveBeenCalled();
  wish.set(true);
  expect([...storage.values()]).toEqual(['true']);
  vi.advanceTimersByTime(1_000);
  expect(restart).toHaveBeenCalledTimes(1);
});

test.each([
  ['another version runs', ({ state }: ReturnType<typeof bench>) => void (state.value = running('solution'))],
  ['nothing runs', ({ state }: ReturnType<typeof bench>) => void (state.value = { kind: 'stopped' })],
  ['the syntax is broken', ({ runnable }: ReturnType<typeof bench>) => void (runnable.value = false)],
  ['typing goes on', ({ unsaved }: ReturnType<typeof bench>) => void (unsaved.value = true)],
  ['the page has gone', ({ owner }: ReturnType<typeof bench>) => owner.abort()],
])('not when %s', (_why, happen) => {
  const parts = bench();
  parts.code.value = 'new';
  vi.advanceTimersByTime(500);
  happen(parts);
  vi.advanceTimersByTime(5_000);
  expect(parts.restart).not.toHaveBeenCalled();
});
