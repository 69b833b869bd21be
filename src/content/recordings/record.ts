/**
 * `npm run record [lab…]`: runs labs under real load and writes down every number that their lessons quote, so that
 * none of them is older than its lab, or invented. Which profiles: those that the scenario's evidence names. Takes half
 * a minute a lab, minutes for one with a cycle of crashes; best on a machine that does nothing else.
 *
 *   npm run record                                        every lab that has been recorded, or has changed since
 *   npm run record -- memory-leak --only runs,verdicts    the other parts stay as they were
 *   npm run record -- memory-leak --add cycle,snapshot    what not every lesson needs
 */
import { createHash } from 'node:crypto';
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { listLabs, type Lab } from '#lab/catalog.ts';
import { Workspace } from '#lab/workspace.ts';
import { recordCycle } from './record/cycle.ts';
import { recordGo } from './record/go.ts';
import { recordRun } from './record/run.ts';
import { recordSnapshot } from './record/snapshot.ts';
import { ENTRY, recordTour, TOUR } from './record/tour.ts';
import { recordVerdict } from './record/verdict.ts';
import type { Provenance, Recording } from './recording.ts';

const PARTS = ['runs', 'verdicts', 'cycle', 'snapshot', 'go'] as const;
type Part = (typeof PARTS)[number];
/** The parts that every lesson has. */
const USUAL: readonly Part[] = ['runs', 'verdicts'];

const { values, positionals } = parseArgs({
  options: { only: { type: 'string' }, add: { type: 'string' } },
  allowPositionals: true,
});
const labs = await listLabs();
const unknown = positionals.filter((name) => name !== TOUR && !labs.some(({ slug }) => slug === name));
if (unknown.length > 0)
  throw new Error(`no lab ${unknown.join(', ')}; there are ${labs.map(({ slug }) => slug).join(', ')}`);

for (const lab of labs) {
  const before = await readRecording(lab.slug);
  const server = await hashOf(join(lab.dir, 'server.ts'));
  const isDue = positionals.length > 0 ? positionals.includes(lab.slug) : before?.server !== server;
  if (!isDue) continue;
  const kept = before === null ? [] : PARTS.filter((part) => part in before);
  const parts = new Set(values.only ? partsOf(values.only) : [...USUAL, ...kept, ...partsOf(values.add ?? '')]);
  const stale = before?.server === server ? [] : kept.filter((part) => !parts.has(part));
  if (stale.length > 0) throw new Error(`${lab.slug} has changed: ${stale.join(', ')} must be recorded anew, too`);
  console.log(`${lab.slug}: ${[...parts].join(', ')}`);
  const recording = await record(lab, server, parts, before);
  await write(lab.slug, recording);
}

const example = await hashOf(ENTRY);
if (positionals.length > 0 ? positionals.includes(TOUR) : (await readRecording(TOUR))?.server !== example) {
  console.log(TOUR);
  await recordTour(import.meta.dirname);
  await write(TOUR, provenance(example));
}

function provenance(server: string): Provenance {
  const machine = { node: process.version, platform: `${type()} ${process.arch}`, cores: availableParallelism() };
  return { machine, recordedOn: new Date().toISOString().slice(0, 10), server };
}

async function write(name: string, recording: object): Promise<void> {
  const json = await format(JSON.stringify(recording), { parser: 'json', printWidth: 120 });
  await writeFile(join(import.meta.dirname, `${name}.json`), json);
}

async function record(
  lab: Lab,
  server: string,
  parts: ReadonlySet<Part>,
  before: Recording | null,
): Promise<Partial<Recording>> {
  const home = await mkdtemp(join(tmpdir(), 'vazou-record-'));
  try {
    const workspace = new Workspace(home);
    const run = (variant: 'original' | 'solution') => recordRun(lab, variant, workspace, import.meta.dirname);
    return {
      ...provenance(server),
      ceilingMiB: lab.scenario.ceilingMiB,
      ...Object.fromEntries(PARTS.filter((part) => before && part in before).map((part) => [part, before?.[part]])),
      ...(parts.has('runs') && { runs: { original: await run('original'), solution: await run('solution') } }),
      ...(parts.has('verdicts') && {
        verdicts: {
          original: await recordVerdict(lab, 'original', workspace),
          'wrong-fix': await recordVerdict(lab, 'wrong-fix', workspace),
          solution: await recordVerdict(lab, 'solution', workspace),
        },
      }),
      ...(parts.has('cycle') && { cycle: await recordCycle(lab, workspace) }),
      ...(parts.has('snapshot') && { snapshot: await recordSnapshot(lab, home) }),
      ...(parts.has('go') && { go: await recordGo(lab, home, import.meta.dirname) }),
    };
  } finally {
    await rm(home, { recursive: true });
  }
}

function partsOf(list: string): readonly Part[] {
  return list
    .split(',')
    .filter((name) => name !== '')
    .map((name) => {
      const part = PARTS.find((known) => known === name);
      if (part === undefined) throw new Error(`no part ${name}; there are ${PARTS.join(', ')}`);
      return part;
    });
}

async function readRecording(slug: string): Promise<Recording | null> {
  try {
    return JSON.parse(await readFile(join(import.meta.dirname, `${slug}.json`), 'utf8')) as Recording;
  } catch {
    return null;
  }
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
