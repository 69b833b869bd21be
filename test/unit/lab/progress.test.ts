import { lstat, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { merged, NO_PROGRESS, progressShape, withoutStep, withStep, type Progress } from '#lab/progress.ts';
import { ProgressFile } from '#lab/progress-file.ts';

const with_ = (...steps: readonly [step: Parameters<typeof withStep>[2], by: 'hand' | 'workshop', at: number][]) =>
  steps.reduce<Progress>((all, [step, by, at]) => withStep(all, 'memory-leak', step, by, at), NO_PROGRESS);

describe('progress', () => {
  test('a step counts from its first time; what was said and then seen is seen', () => {
    expect(with_(['fix', 'hand', 5], ['fix', 'hand', 9]).lessons['memory-leak']?.steps).toEqual({
      fix: { at: 5, by: 'hand' },
    });
    expect(
      with_(['fix', 'hand', 5], ['fix', 'workshop', 9], ['fix', 'hand', 10]).lessons['memory-leak']?.steps,
    ).toEqual({
      fix: { at: 5, by: 'workshop' },
    });
  });

  test('only the learner takes a step back', () => {
    expect(withoutStep(with_(['fix', 'hand', 5]), 'memory-leak', 'fix').lessons['memory-leak']?.steps).toEqual({});
    expect(withoutStep(NO_PROGRESS, 'memory-leak', 'fix')).toBe(NO_PROGRESS);
  });

  test('merging loses nothing of either, in whichever order, nor what a newer version wrote', () => {
    const one = { ...with_(['fix', 'hand', 5], ['read', 'hand', 1]), last: { lesson: 'a', step: null, at: 7 } };
    const other = progressShape.parse({
      version: 1,
      colour: 'blue',
      lessons: {
        'memory-leak': { note: 'x', steps: { fix: { at: 2, by: 'workshop', how: 'y' }, dance: { at: 3, by: 'hand' } } },
        substrings: { steps: {} },
      },
      last: { lesson: 'b', step: 'fix', at: 8 },
    });
    for (const both of [merged(one, other), merged(other, one)]) {
      expect(both).toEqual({
        version: 1,
        colour: 'blue',
        lessons: {
          'memory-leak': {
            note: 'x',
            steps: {
              fix: { at: 2, by: 'workshop', how: 'y' },
              read: { at: 1, by: 'hand' },
              dance: { at: 3, by: 'hand' },
            },
          },
          substrings: { steps: {} },
        },
        last: { lesson: 'b', step: 'fix', at: 8 },
      });
    }
  });
});

describe('its file', () => {
  let root: string;
  beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'vazou-progress-'))));
  afterEach(() => rm(root, { recursive: true, force: true }));

  test('two who write at the same time both have written', async () => {
    const [workshop, terminal] = [new ProgressFile(root), new ProgressFile(root)];
    const steps = ['symptom', 'reproduce', 'measure', 'capture', 'read', 'explain'] as const;
    await Promise.all(steps.map((step, index) => (index % 2 ? workshop : terminal).mark('memory-leak', [step])));
    const { progress } = await workshop.read();
    expect(Object.keys(progress.lessons['memory-leak']!.steps).toSorted()).toEqual(steps.toSorted());
    expect(await readdir(root)).toEqual(['progresso.json']);
  });

  test('a damaged file is kept aside, and said', async () => {
    await writeFile(join(root, 'progresso.json'), '{"version":1,"lessons":{"memory-le');
    const file = new ProgressFile(root);
    const { progress, keptAside } = await file.read();
    expect(progress).toEqual(NO_PROGRESS);
    expect(await readFile(join(root, keptAside!), 'utf8')).toBe('{"version":1,"lessons":{"memory-le');
    await file.mark('memory-leak', ['fix']);
    expect((await file.read()).keptAside).toBeNull();
  });

  test('a file that cannot be read is not taken for none, nor written over', async () => {
    await symlink('progresso.json', join(root, 'progresso.json'));
    await expect(new ProgressFile(root).mark('memory-leak', ['fix'])).rejects.toThrow('ELOOP');
    expect((await lstat(join(root, 'progresso.json'))).isSymbolicLink()).toBe(true);
    expect(await readdir(root)).toEqual(['progresso.json']);
  });

  test('a lock that a killed process left does not stop anybody', async () => {
    const lock = join(root, 'progresso.json.lock');
    await writeFile(lock, '');
    await utimes(lock, new Date(0), new Date(0));
    await new ProgressFile(root).mark('memory-leak', ['fix']);
    expect(await readdir(root)).toEqual(['progresso.json']);
  });

  test('a verdict on the learner’s copy counts: the diagnosis as read, a pass as fixed and proved', async () => {
    const file = new ProgressFile(root);
    const verdict = (variant: 'mine' | 'solution', passed: boolean) =>
      ({
        kind: 'judged',
        variant,
        passed,
        at: 1,
        tookMs: 1,
        parts: [
          { name: 'leak' },
          { name: 'behaviour' },
          { name: 'cheating' },
          { name: 'diagnosis', outcome: 'pass', given: { kind: 'suspect', name: 'buildReport' } },
        ],
      }) as never;
    await file.noteVerdict('memory-leak', verdict('solution', true));
    expect((await file.read()).progress).toEqual(NO_PROGRESS);
    await file.noteVerdict('memory-leak', verdict('mine', false));
    expect(Object.keys((await file.read()).progress.lessons['memory-leak']!.steps)).toEqual(['read']);
    await file.noteVerdict('memory-leak', verdict('mine', true));
    expect(Object.keys((await file.read()).progress.lessons['memory-leak']!.steps)).toEqual(['read', 'fix', 'prove']);
  });
});
