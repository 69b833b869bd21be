import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Capture } from '#server/contract.ts';
import { createApi, type Api } from '#workbench/api.ts';
import type { ProfileReader } from '#workbench/profile/profile-reader.ts';
import { createShownProfile, type ShownProfile } from '#workbench/profile/shown-profile.ts';
import { viewOf } from '#workbench/profile/view-of.ts';
import { recorded } from './profiles.ts';

const capture = (id: string, takenAt = 1): Capture => ({ id, profile: 'heap', takenAt, variant: 'mine', size: 1 });
/** The worker's work, without the worker. */
const reader: ProfileReader = { read: async (bytes, sampleType) => viewOf(bytes, sampleType) };

let owner: AbortController;
let fetched: string[];
beforeEach(() => {
  owner = new AbortController();
  fetched = [];
});
afterEach(() => owner.abort());

function show(captures = signal<readonly Capture[]>([])): ShownProfile {
  const api: Api = {
    ...createApi('memory-leak', owner.signal),
    captureBytes: async (id) => {
      fetched.push(id);
      if (id === 'gone') throw new Error('gone');
      return new Uint8Array(recorded('node.heap'));
    },
  };
  return createShownProfile(api, captures, reader, owner.signal);
}
const settled = (profile: ShownProfile, kind: 'view' | 'failed') =>
  vi.waitFor(() => expect(profile.shown.value.kind).toBe(kind));

test('nothing captured, nothing shown or fetched', () => {
  expect(show().shown.value).toEqual({ kind: 'none' });
  expect(fetched).toEqual([]);
});

test('the newest capture is shown; an older one when chosen, until something newer comes', () => {
  const captures = signal<readonly Capture[]>([capture('a'), capture('b')]);
  const profile = show(captures);
  expect(profile.capture.value?.id).toBe('b');
  profile.choose('a');
  expect(profile.capture.value?.id).toBe('a');
  captures.value = [...captures.value, capture('c')];
  expect(profile.capture.value?.id).toBe('c');
});

test('a chosen capture that the workshop has given up makes room for the newest', () => {
  const captures = signal<readonly Capture[]>([capture('a'), capture('b')]);
  const profile = show(captures);
  profile.choose('a');
  captures.value = [capture('b')];
  expect(profile.capture.value?.id).toBe('b');
});

test('another sample type is another view of the same bytes: nothing is fetched again', async () => {
  const profile = show(signal([capture('a')]));
  await settled(profile, 'view');
  const { sampleTypes, selected } = viewOf(recorded('node.heap'), null);
  const other = sampleTypes.find(({ type }) => type !== selected.type)!;
  profile.chooseSampleType(other.type);
  await vi.waitFor(() => expect(profile.shown.value).toMatchObject({ view: { selected: other } }));
  expect(fetched).toEqual(['a']);
});

test('ids begin anew with a restarted workshop: the time tells captures apart', async () => {
  const captures = signal<readonly Capture[]>([capture('a', 1)]);
  const profile = show(captures);
  await settled(profile, 'view');
  captures.value = [capture('a', 2)];
  await vi.waitFor(() => expect(fetched).toEqual(['a', 'a']));
});

test('what cannot be had says so, and is asked for again on demand', async () => {
  const profile = show(signal([capture('gone')]));
  await settled(profile, 'failed');
  profile.retry();
  await vi.waitFor(() => expect(fetched).toEqual(['gone', 'gone']));
});
