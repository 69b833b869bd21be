import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Capture } from '#server/contract.ts';
import { createCaptureChoice } from '#workbench/profile/capture-choice.ts';

const capture = (id: string, takenAt: number, more: Partial<Capture> = {}): Capture => ({
  id,
  takenAt,
  profile: 'heap',
  variant: 'mine',
  size: 1,
  code: 'a',
  ...more,
});
const captures = signal<readonly Capture[]>([
  capture('a', 1),
  capture('b', 2),
  capture('g', 3, { profile: 'goroutine' }),
  capture('judged', 4, { verdict: 'fail' }),
]);
const picked = (choice: ReturnType<typeof createCaptureChoice>) => [
  choice.isChosen.value ? choice.capture.value?.id : null,
  choice.base.value?.id ?? null,
];

test('without a choice it is the newest that the learner took', () => {
  const choice = createCaptureChoice(captures);
  expect(choice.capture.value?.id).toBe('g');
  expect(picked(choice)).toEqual([null, null]);
});

test('two that are picked are compared, the older one being the base, whichever came first', () => {
  for (const order of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const choice = createCaptureChoice(captures);
    for (const id of order) choice.toggle(id);
    expect(picked(choice)).toEqual(['b', 'a']);
  }
});

test('picked again, it is let go; a third one begins anew; what measures something else is shown alone', () => {
  const choice = createCaptureChoice(captures);
  choice.toggle('a');
  choice.toggle('b');
  choice.toggle('a');
  expect(picked(choice)).toEqual(['b', null]);
  choice.toggle('a');
  choice.toggle('b');
  expect(picked(choice)).toEqual(['a', null]);
  choice.toggle('a');
  expect(picked(choice)).toEqual([null, null]);
  choice.toggle('a');
  choice.toggle('judged');
  expect(picked(choice)).toEqual(['judged', 'a']);
  choice.toggle('b');
  expect(picked(choice)).toEqual(['b', null]);
  choice.toggle('g');
  expect(picked(choice)).toEqual(['g', null]);
});

test('what an address chose before anything was known holds once it is there', () => {
  const later = signal<readonly Capture[]>([]);
  const choice = createCaptureChoice(later);
  choice.choose('a');
  choice.compareTo('b');
  later.value = captures.value;
  expect(picked(choice)).toEqual(['a', 'b']);
});

test('what an address chose gives way to what is captured later, and an address of what is gone to the newest', () => {
  const later = signal<readonly Capture[]>([]);
  const choice = createCaptureChoice(later);
  choice.choose('a');
  later.value = captures.value;
  choice.settle();
  expect(choice.capture.value?.id).toBe('a');
  later.value = [...captures.value, capture('new', 9)];
  expect(choice.capture.value?.id).toBe('new');

  const other = createCaptureChoice(captures);
  other.choose('gone');
  other.settle();
  expect(other.wanted.value.capture).toBeNull();
});
