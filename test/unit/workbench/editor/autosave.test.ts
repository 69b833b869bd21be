import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Connection } from '#workbench/live.ts';
import { saveOnChange } from '#workbench/editor/autosave.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function editor() {
  const documents = {
    open: signal(new Map()),
    unsaved: signal(false),
    inConflict: signal(false),
    saveAll: vi.fn<() => Promise<boolean>>(async () => true),
  };
  const connection = signal<Connection>({ kind: 'live' });
  const owner = new AbortController();
  saveOnChange(documents, connection, owner.signal, 1_000);
  const edit = (): void => {
    documents.unsaved.value = true;
    documents.open.value = new Map();
  };
  return { ...documents, connection, owner, edit };
}

test('saves once the typing pauses, not while it goes on', () => {
  const { edit, saveAll } = editor();
  for (let key = 0; key < 5; key++) {
    edit();
    vi.advanceTimersByTime(900);
  }
  expect(saveAll).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(saveAll).toHaveBeenCalledTimes(1);
});

test('what is saved already is not saved again', () => {
  const { open, saveAll } = editor();
  open.value = new Map();
  vi.advanceTimersByTime(5_000);
  expect(saveAll).not.toHaveBeenCalled();
});

test('waits for the workshop, and for the learner’s choice in a conflict', () => {
  const { edit, connection, inConflict, saveAll } = editor();
  connection.value = { kind: 'reconnecting' };
  edit();
  vi.advanceTimersByTime(5_000);
  inConflict.value = true;
  connection.value = { kind: 'live' };
  vi.advanceTimersByTime(5_000);
  expect(saveAll).not.toHaveBeenCalled();
  inConflict.value = false;
  vi.advanceTimersByTime(1_000);
  expect(saveAll).toHaveBeenCalledTimes(1);
});

test('ends with its owner', () => {
  const { edit, owner, saveAll } = editor();
  edit();
  owner.abort();
  expect(vi.getTimerCount()).toBe(0);
  edit();
  vi.advanceTimersByTime(5_000);
  expect(saveAll).not.toHaveBeenCalled();
});
