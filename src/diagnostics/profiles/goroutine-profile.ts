import { fromBigInt } from '#pprof/int64.ts';
import type { Profile, ValueType } from '#pprof/profile.ts';
import type { PromiseReading, PromiseSite, WaitGroup } from '../promise-reading.ts';
import { ProfileBuilder } from '../profile-builder.ts';
import { words } from '../words.ts';

export type SampledPromises = Exclude<PromiseReading, { kind: 'off' }>;

/** Some waits that are alike in stack, labels and, about, age. */
export interface WaitBucket {
  readonly stack: PromiseSite['stack'];
  /** How many there are, by estimate. */
  readonly count: number;
  readonly labels: readonly (readonly [name: string, value: string])[];
}

/** Go's: the profile counts what there is. */
const SAMPLE_TYPE: ValueType = { type: 'goroutine', unit: 'count' };

/** Why it waits. Of all that can be pending, only `await` is looked at. */
export const STATE = 'await';

/** Narrow where a request lives, wide where only what is forgotten lives. Upper limits, in seconds. */
const AGES: readonly (readonly [limit: number, name: string])[] = [
  [1, '<1s'],
  [10, '1-10s'],
  [60, '10-60s'],
  [600, '1-10min'],
  [Infinity, '>10min'],
];

/**
 * Pending `await`s as a profile like Go's `goroutine`.
 * @param context.withAges whether those of one place are told apart by how long they wait; not for what is subtracted
 * from a later one, in which all are older.
 */
export function goroutineProfile(
  reading: SampledPromises,
  context: { readonly program: string; readonly at: number; readonly withAges: boolean },
): Profile {
  const builder = new ProfileBuilder([SAMPLE_TYPE], context.program);
  for (const { stack, count, labels } of waitBuckets(reading, context)) builder.add(stack, [count], labels);
  return builder.build({
    defaultSampleType: '',
    timeNanos: fromBigInt(BigInt(context.at) * 1_000_000n),
    periodType: SAMPLE_TYPE,
    period: reading.interval,
    comments: notes(reading),
  });
}

/** What a reader has to know about the numbers. */
export function notes({ interval, missed }: SampledPromises): string[] {
  return [
    words.eachWaitIsOne,
    ...(interval > 1 ? [words.sampledPromises(interval)] : []),
    ...(missed > 0 ? [words.missedPromises(missed)] : []),
  ];
}

export function waitBuckets(
  { interval, now, sites }: SampledPromises,
  { withAges }: { readonly withAges: boolean },
): WaitBucket[] {
  return sites.flatMap(({ stack, groups }) =>
    groups.flatMap((group) =>
      [...countByAge(group, withAges ? now : null)].map(([age, count]) => ({
        stack,
        count: count * interval,
        labels: [
          ['state', STATE],
          ...(age === '' ? [] : [['wait', age] as const]),
          ...Object.entries(group.labels),
        ] as const,
      })),
    ),
  );
}

/** Only those that began at `since` or later. */
export function bornSince(reading: SampledPromises, since: number): SampledPromises {
  const bornIn = ({ labels, waits }: WaitGroup): WaitGroup => ({
    labels,
    waits: [...waitsOf(waits)].filter(([, born]) => born >= since).flat(),
  });
  return { ...reading, sites: reading.sites.map(({ stack, groups }) => ({ stack, groups: groups.map(bornIn) })) };
}

export function* waitsOf(waits: WaitGroup['waits']): Generator<readonly [id: number, born: number]> {
  for (let index = 0; index + 1 < waits.length; index += 2) yield [waits[index]!, waits[index + 1]!];
}

function countByAge({ waits }: WaitGroup, now: number | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, born] of waitsOf(waits)) {
    const age = now === null ? '' : ageName((now - born) / 1_000);
    counts.set(age, (counts.get(age) ?? 0) + 1);
  }
  return counts;
}

function ageName(seconds: number): string {
  return AGES.find(([limit]) => seconds < limit)![1];
}
