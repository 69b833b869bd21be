import { signal, type ReadonlySignal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Capture } from '#server/contract.ts';
import { createApi, type Api } from '#workbench/api.ts';
import { createCaptureChoice, type CaptureChoice } from '#workbench/profile/capture-choice.ts';
import { createShownCaptures, type ShownCaptures } from '#workbench/profile/shown-captures.ts';
import type { OpenedFile } from '#workbench/views/opened-file.ts';

const capture = (id: string, takenAt = 1): Capture => ({
  id,
  profile: 'heap',
  takenAt,
  variant: 'mine',
  size: 1,
  code: 'a',
});

let owner: AbortController;
let fetched: string[];
/** What was opened, with what it is compared to. */
let shown: [string | null, string | null][];
let last: OpenedFile | null;
beforeEach(() => {
  owner = new AbortController();
  fetched = [];
  shown = [];
});
afterEach(() => owner.abort());

function show(
  captures = signal<readonly Capture[]>([]),
  code: ReadonlySignal<string | null> = signal(null),
): ShownCaptures & CaptureChoice {
  const api: Api = {
    ...createApi('memory-leak', owner.signal),
    captureBytes: async (id) => {
      fetched.push(id);
      if (id === 'gone') throw new Error('gone');
      return new Uint8Array([1]);
    },
  };
  const open = (file: OpenedFile | null, base: OpenedFile | null = null): void => {
    last = file;
    shown.push([file?.name ?? null, base?.name ?? null]);
  };
  const choice = createCaptureChoice(captures);
  const place = {
    api,
    labId: 'lab',
    editorOf: () => null,
    documents: { code },
    run: { captures },
    lifetime: owner.signal,
  };
  return { ...choice, ...createShownCaptures(place, choice, { open }) };
}
const opened = (...names: [string | null, string | null]) => vi.waitFor(() => expect(shown.at(-1)).toEqual(names));

test('nothing captured, nothing opened or fetched', () => {
  show();
  expect(shown).toEqual([[null, null]]);
  expect(fetched).toEqual([]);
});

test('the newest capture is opened; an older one when chosen, until something newer comes', async () => {
  const captures = signal<readonly Capture[]>([capture('a'), capture('b')]);
  const choice = show(captures);
  await opened('lab-b.pb.gz', null);
  choice.choose('a');
  await opened('lab-a.pb.gz', null);
  captures.value = [...captures.value, capture('c')];
  await opened('lab-c.pb.gz', null);
  expect(fetched).toEqual(['b', 'a', 'c']);
});

test('a chosen capture that the workshop has given up makes room for the newest', () => {
  const captures = signal<readonly Capture[]>([capture('a'), capture('b')]);
  const choice = show(captures);
  choice.choose('a');
  captures.value = [capture('b')];
  expect(choice.capture.value?.id).toBe('b');
});

test('a comparison holds while its base is there and is not what is shown', async () => {
  const captures = signal<readonly Capture[]>([capture('a'), capture('b')]);
  const choice = show(captures);
  choice.compareTo('a');
  await opened('lab-b.pb.gz', 'lab-a.pb.gz');
  captures.value = [...captures.value, capture('c')];
  await opened('lab-c.pb.gz', 'lab-a.pb.gz');
  choice.choose('a');
  await opened('lab-a.pb.gz', null);
  choice.choose('c');
  choice.compareTo(null);
  await opened('lab-c.pb.gz', null);
  expect(choice.base.value).toBeNull();
});

test('ids begin anew with a restarted workshop: the time tells captures apart', async () => {
  const captures = signal<readonly Capture[]>([capture('a', 1)]);
  show(captures);
  await opened('lab-a.pb.gz', null);
  captures.value = [capture('a', 2)];
  await vi.waitFor(() => expect(fetched).toEqual(['a', 'a']));
});

test('what cannot be had says so, and is asked for again on demand', async () => {
  const choice = show(signal([capture('gone')]));
  await vi.waitFor(() => expect(choice.problem.value).toContain('gone'));
  choice.retry();
  await vi.waitFor(() => expect(fetched).toEqual(['gone', 'gone']));
});

test('a capture is outdated while the learner’s code on disk is another than ran', async () => {
  const code = signal<string | null>(null);
  show(signal([capture('a')]), code);
  await opened('lab-a.pb.gz', null);
  const outdated = (now: string): boolean | undefined => {
    code.value = now;
    return last?.isOutdated?.value;
  };
  expect([outdated('a'), outdated('b'), outdated('a')]).toEqual([false, true, false]);
});

test('one of the original never is: that one stays as it is', async () => {
  show(signal([{ ...capture('a'), variant: 'original' }]), signal('b'));
  await opened('lab-a.pb.gz', null);
  expect(last?.isOutdated?.value).toBe(false);
});

test('the file of a capture that is gone is not kept', async () => {
  const captures = signal<readonly Capture[]>([capture('a')]);
  show(captures);
  await opened('lab-a.pb.gz', null);
  captures.value = [];
  captures.value = [capture('a')];
  await vi.waitFor(() => expect(fetched).toEqual(['a', 'a']));
});

test('with the last capture its problem goes, and what was on its way to be shown', async () => {
  const captures = signal<readonly Capture[]>([capture('gone')]);
  const choice = show(captures);
  await vi.waitFor(() => expect(choice.problem.value).toContain('gone'));
  captures.value = [];
  expect(choice.problem.value).toBeNull();
  captures.value = [capture('a')];
  await vi.waitFor(() => expect(fetched).toContain('a'));
  captures.value = [];
  await new Promise(setImmediate);
  expect(shown.at(-1)).toEqual([null, null]);
});
