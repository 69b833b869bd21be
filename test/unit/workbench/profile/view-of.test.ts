import { expect, test } from 'vitest';
import { ProfileError } from '#pprof/errors.ts';
import { viewOf } from '#workbench/profile/view-of.ts';
import { recorded } from './profiles.ts';

const bytes = recorded('node.heap');

test('opens a heap profile of Node with its sample types', () => {
  const view = viewOf(bytes, null);
  expect(view.sampleTypes.length).toBeGreaterThan(1);
  expect(view.sampleTypes).toContainEqual(view.selected);
  expect(view.total).toBeGreaterThan(0);
  expect(view.rows[0]!.flat).toBe(Math.max(...view.rows.map(({ flat }) => flat)));
});

test('shows the sample type that was asked for', () => {
  for (const { type } of viewOf(bytes, null).sampleTypes) expect(viewOf(bytes, type).selected.type).toBe(type);
});

test('a sample type of another profile is no error: the default is shown', () => {
  expect(viewOf(bytes, 'contentions')).toEqual(viewOf(bytes, null));
});

test('a function says its file where it has one', () => {
  const files = viewOf(bytes, null).rows.map(({ file }) => file);
  expect(files.some((file) => file !== '')).toBe(true);
});

test('the flame graph is of the same whole as the table', () => {
  const { flame, total } = viewOf(bytes, null);
  expect(flame.added[0]).toBe(total);
});

test('what is no profile is refused', () => {
  expect(() => viewOf(new TextEncoder().encode('<!doctype html>'), null)).toThrow(ProfileError);
});
