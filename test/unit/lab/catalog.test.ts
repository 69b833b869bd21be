import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findLab, listLabs, nearestLab } from '#lab/catalog.ts';

test('every lab has its three files and a scenario', async () => {
  const labs = await listLabs();
  expect(labs.map(({ slug }) => slug)).toContain('memory-leak');
  for (const { scenario } of labs) expect(scenario.ceilingMiB).toBeGreaterThan(0);
});

test('labs come as their lessons do', async () => {
  const lessons = ['laboratorios', 'prova-final'].flatMap((part) =>
    readdirSync(`src/content/docs/${part}`)
      .map((file) => readFileSync(`src/content/docs/${part}/${file}`, 'utf8'))
      .map((text) => ({ lab: /^lab: (.+)$/m.exec(text)?.[1], order: Number(/^ {2}order: (\d+)$/m.exec(text)?.[1]) }))
      .sort((a, b) => a.order - b.order)
      .flatMap(({ lab }) => lab ?? []),
  );
  expect((await listLabs()).map(({ slug }) => slug)).toEqual(lessons);
  expect(lessons[0]).toBe('memory-leak');
});

test('finds a lab by its name', async () => {
  expect((await findLab('memory-leak'))?.slug).toBe('memory-leak');
});

test.each([
  '',
  '.',
  '..',
  '../labs/memory-leak',
  'memory-leak/',
  'memory-leak/../memory-leak',
  'Memory-Leak',
  '%2e%2e',
])('a name that is no folder is no lab: %s', async (name) => {
  expect(await findLab(name)).toBeUndefined();
});

const labs = ['memory-leak', 'promises', 'buffers'].map((slug) => ({ slug }));

test.each([
  ['memory-leek', 'memory-leak'],
  ['MEMORY-LEAK', 'memory-leak'],
  ['memory', 'memory-leak'],
  ['promisses', 'promises'],
  ['bufers', 'buffers'],
])('%s most likely meant %s', (typed, slug) => {
  expect(nearestLab(typed, labs)?.slug).toBe(slug);
});

test.each(['', '   ', 'xyz', 'completamente-outra-coisa'])('no guess for "%s"', (typed) => {
  expect(nearestLab(typed, labs)).toBeUndefined();
});
