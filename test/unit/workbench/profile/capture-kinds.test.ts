import { expect, test } from 'vitest';
import { chosenOf, kindsOf } from '#workbench/profile/capture-kinds.ts';

const ALL_ON = { promises: true, external: true, fd: true };

test('what a lab is about is chosen from the start', () => {
  expect(chosenOf(kindsOf(ALL_ON), 'external').profile).toBe('external');
  expect(chosenOf(kindsOf(ALL_ON), 'profile')).toMatchObject({ profile: 'profile', records: true });
});

test('what cannot be had, or is not asked for, is the heap', () => {
  expect(chosenOf(kindsOf({ ...ALL_ON, external: false }), 'external').profile).toBe('heap');
  expect(chosenOf(kindsOf(ALL_ON), undefined).profile).toBe('heap');
});
