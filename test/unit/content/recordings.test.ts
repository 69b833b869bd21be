import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { captureFile } from '../../../src/content/recordings/recording.ts';
import { pathOf, recordingOf, viewText } from '../../../src/content/recordings/view.ts';

const FOLDER = 'src/content/recordings';
const MAX_PROFILE_BYTES = 64_000;
const labs = readdirSync('scenarios')
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((lab) => existsSync(`${FOLDER}/${lab}.json`));

test.each(labs)('the recording of %s is of the lab as it is, small, and whole', (lab) => {
  const { server, runs, verdicts } = recordingOf(lab);
  const now = createHash('sha256')
    .update(readFileSync(`labs/${lab}/server.ts`))
    .digest('hex');
  expect(server, `the lab has changed: npm run record ${lab}`).toBe(now);
  for (const variant of ['original', 'solution'] as const) {
    for (const profile of Object.keys(runs[variant].captures)) {
      expect(statSync(pathOf({ lab, profile, variant })).size).toBeLessThan(MAX_PROFILE_BYTES);
    }
  }
  // One lab has nothing to mend: there the original is right as it is.
  expect([verdicts.original, verdicts['wrong-fix'], verdicts.solution].map(({ passed }) => passed)).toEqual([
    lab === 'not-a-leak',
    false,
    true,
  ]);
});

test('the tour is of the example as it is', () => {
  const { server } = recordingOf('fretes');
  expect(server, 'the example has changed: npm run record fretes').toBe(
    createHash('sha256').update(readFileSync('src/content/examples/fretes.ts')).digest('hex'),
  );
});

test('a capture tells nothing of the machine it was made on', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.pb.gz'));
  const told = files.filter((file) => gunzipSync(readFileSync(`${FOLDER}/${file}`)).includes('/labs/'));
  expect(files.length).toBeGreaterThan(5);
  expect(told).toEqual([]);
});

test('no capture lies about without its recording', () => {
  const known = new Set(
    labs.flatMap((lab) => {
      const { runs, go } = recordingOf(lab);
      const ofNode = (['original', 'solution'] as const).flatMap((variant) =>
        Object.keys(runs[variant].captures).map((profile) => captureFile(lab, profile, variant)),
      );
      return [...ofNode, ...(go?.profiles ?? []).map((profile) => captureFile(lab, profile, 'go'))];
    }),
  );
  expect(readdirSync(FOLDER).filter((file) => /^(?!fretes).*\.pb\.gz$/.test(file) && !known.has(file))).toEqual([]);
  expect([...known].filter((file) => !existsSync(`${FOLDER}/${file}`))).toEqual([]);
});

test('a view prints what pprof prints, cut to its rows', () => {
  const request = { lab: 'memory-leak', profile: 'heap', options: { sampleIndex: 'inuse_space' } } as const;
  const top = viewText({ ...request, view: 'top', rows: 2 });
  expect(top).toMatch(/Type: inuse_space\n[^]*\n +flat +flat% +sum% +cum +cum%\n.* buildReport\n.* money\n$/);
  expect(viewText({ ...request, view: 'traces', rows: 1 }).match(/-{10}\+/g)).toHaveLength(2);
  expect(viewText({ ...request, view: 'peek', pattern: '^money$', rows: 1 })).toMatch(/buildReport\n.*\| +money\n/);
});

test('a base is taken away', () => {
  const solution = { lab: 'memory-leak', profile: 'heap', variant: 'solution' } as const;
  const base = { ...solution, variant: 'original' } as const;
  const options = { sampleIndex: 'inuse_space' };
  expect(viewText({ ...solution, base, view: 'top', rows: 1, options })).toMatch(/\n +-\d.* buildReport\n$/);
});
