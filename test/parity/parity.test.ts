import { describe, expect, test } from 'vitest';
import { casesOf, SUBJECTS } from './cases.ts';
import { likeRecord, readFixture } from './fixtures.ts';
import { hasReference, runReference, runVazou } from './reference.ts';

const live = hasReference();

describe.each(SUBJECTS)('$file', (subject) => {
  const recordings = readFixture(subject.file);

  test('every case is recorded', () => {
    expect(recordings.map(({ args }) => args)).toEqual(casesOf(subject));
  });

  test.each(recordings.map((recording) => [recording.args.slice(0, -1).join(' '), recording] as const))(
    '%s',
    async (_, recording) => {
      const outcome = await runVazou(recording.args);
      const { args, ...expected } = recording;
      const actual = likeRecord(outcome, recording);
      // A digest says only that there is a difference; where the reference is at hand, it says which.
      const explain = live && actual.sha256 !== expected.sha256;
      expect(explain ? outcome : actual).toEqual(explain ? runReference(args) : expected);
    },
  );
});
