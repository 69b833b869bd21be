/**
 * Options combined freely, asked from both: whatever the recorded cases did not think of. Needs Go on this machine.
 * `VAZOU_LONG=1` (npm run test:long) tries many more.
 */
import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { SUBJECTS } from './cases.ts';
import { hasReference, runReference, runVazou, type Outcome } from './reference.ts';

const RUNS = process.env['VAZOU_LONG'] === '1' ? 3000 : 25;
/** Two processes of the reference per second, on a slow machine. */
const TIMEOUT_MS = RUNS * 1000 + 30_000;

const PATTERNS = [
  'net/http',
  'runtime',
  'json',
  'sort|map',
  'cart',
  'Row',
  '[A-Z]ead',
  '^main',
  'o',
  '(?i)TRANSPORT',
  'Worker',
];
const pattern = fc.constantFrom(...PATTERNS);
const tag = fc.constantFrom('bytes', ':1kb', '512b:', 'bytes=64b:2kb', 'route', 'tenant=acme', 'route:/,acme', 'o');
const key = fc.constantFrom('bytes', 'route', 'tenant,route', 'latency', 'nada');
const fraction = fc.constantFrom('0', '0.001', '0.02', '0.1', '0.5');

const option = fc.oneof(
  fc.constantFrom(
    '-cum',
    '-noinlines',
    '-trim=false',
    '-mean',
    '-drop_negative',
    '-relative_percentages',
    '-compact_labels',
  ),
  fc.constantFrom('-lines', '-files', '-functions', '-filefunctions', '-addresses'),
  fc.tuple(fc.constantFrom('focus', 'ignore', 'hide', 'show', 'show_from', 'prune_from'), pattern),
  fc.tuple(fc.constantFrom('tagfocus', 'tagignore', 'tagshow', 'taghide'), tag),
  fc.tuple(fc.constantFrom('tagroot', 'tagleaf'), key),
  fc.tuple(fc.constantFrom('nodefraction', 'edgefraction'), fraction),
  fc.tuple(fc.constant('nodecount'), fc.constantFrom('1', '3', '10', '33')),
  fc.tuple(fc.constant('sample_index'), fc.constantFrom('0', '1', '2', '3')),
  fc.tuple(fc.constant('unit'), fc.constantFrom('auto', 'b', 'kb', 'MB', 'ms', 'seconds', 'count', 'fathom')),
  fc.tuple(fc.constant('divide_by'), fc.constantFrom('2', '7', '0.3', '-4', '1000')),
);
const report = fc.constantFrom(
  '-top',
  '-tree',
  '-peek=.',
  '-peek=o',
  '-traces',
  '-dot',
  '-raw',
  '-callgrind',
  '-list=o',
  '-topproto',
);
const base = fc.constantFrom('', '-base', '-diff_base', '-base -normalize', '-diff_base -normalize');
const subject = fc.constantFrom(...SUBJECTS);

const commandLine = fc
  .tuple(report, fc.uniqueArray(option, { maxLength: 7, selector: nameOf }), base, subject)
  .map(([report, options, base, { file, base: baseFile, sources }]) => {
    const flags = options.map((item) => (typeof item === 'string' ? item : `-${item[0]}=${item[1]}`));
    const [baseFlag, ...normalize] = base.split(' ');
    const difference = baseFlag === '' ? [] : [`${baseFlag}=test/parity/profiles/${baseFile}.pb.gz`, ...normalize];
    const lookUp = report.startsWith('-list') ? sources.split(' ') : [];
    return [report, ...flags, ...difference, ...lookUp, `test/parity/profiles/${file}.pb.gz`];
  });

/** Choices of one variable exclude each other, and no flag comes twice. */
function nameOf(item: string | readonly [string, string]): string {
  if (typeof item !== 'string') return item[0];
  return ['-lines', '-files', '-functions', '-filefunctions', '-addresses'].includes(item) ? 'granularity' : item;
}

/**
 * Whether the reference disagrees with itself: it leaves the order of edges of weights 3 and −3, among others, to
 * chance (it compares the weights, then only their magnitudes).
 */
function isUndecided(args: readonly string[], first: Outcome): boolean {
  return Array.from({ length: 8 }).some(() => !isDeepStrictEqual(runReference(args), first));
}

test.skipIf(!hasReference())(
  'equals the reference',
  async () => {
    await fc.assert(
      fc.asyncProperty(commandLine, async (args) => {
        const outcome = await runVazou(args);
        const reference = runReference(args);
        expect(!isDeepStrictEqual(outcome, reference) && isUndecided(args, reference) ? reference : outcome).toEqual(
          reference,
        );
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);
