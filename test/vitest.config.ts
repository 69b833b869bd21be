import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where nothing is known of earlier runs, the largest file is begun first; the longest one is among the smallest. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const everyLab = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('/labs.test.ts');
    return (await super.sort(files)).toSorted((a, b) => Number(everyLab(b)) - Number(everyLab(a)));
  }
}

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          root,
          include: ['test/unit/**/*.test.ts', 'test/parity/**/*.test.ts'],
          // A third of its time is waiting for processes. One that starts in half a second takes ten on a busy machine.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'labs',
          root,
          include: ['test/labs/**/*.test.ts'],
          // Real processes under real load. They wait more than they compute, and nothing is judged by time.
          maxWorkers: 2,
          maxConcurrency: 3,
          // Twice is a fault; once, what else the machine did. The test command tells how many passed only then.
          retry: 1,
          // A lab's brief check is five verdicts, next to those of others.
          testTimeout: 240_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
