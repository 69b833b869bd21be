import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Capture } from '#server/contract.ts';
import { keepAddress, type Address } from '#workbench/address.ts';
import { createCaptureChoice, type CaptureChoice } from '#workbench/profile/capture-choice.ts';
import { INITIAL_STATE } from '#workbench/views/state.ts';

/** Addresses of the page, the newest last. */
let visited: string[];
let owner: AbortController;

beforeEach(() => {
  owner = new AbortController();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('location', {
    pathname: '',
    hash: '',
    get search() {
      return visited.at(-1);
    },
  });
  vi.stubGlobal('history', {
    pushState: (_state: unknown, _title: string, url: string) => visited.push(url),
    replaceState: (_state: unknown, _title: string, url: string) => visited.splice(-1, 1, url),
  });
});
afterEach(() => {
  owner.abort();
  vi.unstubAllGlobals();
});

const capture = (id: string, takenAt: number): Capture => ({
  id,
  takenAt,
  profile: 'heap',
  variant: 'mine',
  size: 1,
  code: 'a',
});
const captures = signal<readonly Capture[]>([]);
const panel = signal<'code' | 'profile'>('code');

function pageAt(address: string): CaptureChoice & Address {
  visited = [address];
  captures.value = [];
  const choice = createCaptureChoice(captures);
  const kept = keepAddress({ panel, panels: ['code', 'profile'], choice }, owner.signal);
  return { ...choice, ...kept };
}

test('each choice is a step', () => {
  const choice = pageAt('?aba=profile');
  captures.value = [capture('a', 1), capture('b', 2)];
  choice.toggle('a');
  choice.toggle('b');
  panel.value = 'code';
  expect(visited).toEqual(['?aba=profile', '?aba=profile&cap=a', '?aba=profile&cap=b&base=a', '?cap=b&base=a']);
});

test('a capture that is gone leaves the address, and Back does not lead to it again', () => {
  const choice = pageAt('?cap=gone');
  captures.value = [capture('a', 1), capture('b', 2)];
  choice.settle();
  expect(visited).toEqual(['']);
  choice.toggle('a');
  captures.value = [capture('b', 2)];
  expect(visited).toEqual(['', '']);
  choice.toggle('b');
  captures.value = [capture('b', 2), capture('at-death', 3)];
  expect(visited).toEqual(['', '', '']);
});

test('an address that Back leads to is put right where it stands', () => {
  pageAt('');
  captures.value = [capture('a', 1)];
  visited.push('?cap=gone');
  window.dispatchEvent(new Event('popstate'));
  expect(visited).toEqual(['', '']);
});

test('a choice that newer captures ended can be made again', () => {
  const choice = pageAt('');
  captures.value = [capture('a', 1)];
  choice.toggle('a');
  captures.value = [capture('a', 1), capture('b', 2)];
  choice.toggle('a');
  expect(visited).toEqual(['', '', '?cap=a']);
});

test('each of several functions that stand out is in the address', () => {
  pageAt('?aba=profile').keepView({ ...INITIAL_STATE, selected: 'a', also: ['b', 'c'] }, 'touch');
  expect(visited).toEqual(['?aba=profile&sel=a&sel=b&sel=c']);
});
