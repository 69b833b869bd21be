/**
 * What a scenario says of its symptom, held against the lab as it runs at its own ceiling under its own load: what grows
 * does so in the time that a learner waits, what stays flat does, and the story that ends in a crash ends in one.
 */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listLabs, type Lab } from '#lab/catalog.ts';
import { DiagnosticsClient } from '#lab/diagnostics-client.ts';
import { LabRun } from '#lab/lab-run.ts';
import type { Memstats } from '#lab/memstats.ts';
import { freePort } from '#lab/ports.ts';
import type { Counter } from '#lab/run.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { topData } from '#pprof/report/top.ts';
import { until } from './fixtures/living.ts';
import { Sandbox } from './fixtures/sandbox.ts';

const LONG = process.env['VAZOU_LONG'] === '1';
/** One that grows off the heap and stays flat on it: both directions in one. */
const IN_BRIEF = 'subslice';
const TIME_TO_SYMPTOM_MS = 30_000;
const TIME_TO_DIE_MS = 90_000;
/** What compiled code and first connections take is below 2 MiB, once the first requests are answered. */
const FLAT_BYTES = 2.5 * 1024 * 1024;
const GROWN_BYTES = 5 * 1024 * 1024;
/** Readings at least, before what has not grown is called flat. */
const LOOKS = 5;

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.create();
});

afterEach(() => sandbox[Symbol.asyncDispose]());

const labs = await listLabs();
const named = (of: readonly Lab[]) => of.map((lab) => [lab.slug, lab] as const);

describe('grows and stays flat as it says', () => {
  test.each(named(labs.filter(({ slug }) => LONG || slug === IN_BRIEF)))('%s', async (_slug, lab) => {
    const { grows, flat } = lab.scenario.symptom;
    await using labRun = await runOf(lab);
    const { debug } = await started(labRun);
    const diagnostics = new DiagnosticsClient(debug);
    const began = performance.now();
    // A little of it first, so that what is needed once is there before anything is compared.
    labRun.startLoad(Math.ceil(lab.scenario.load.burst / 8));
    await until('the first requests are answered', () => labRun.snapshot().load === null, TIME_TO_SYMPTOM_MS);
    const before = await diagnostics.memstats({ gc: true });

    labRun.startLoad(null);
    const readings: Memstats[] = [];
    const most = (counter: Counter): number =>
      Math.max(...readings.map((reading) => reading[counter])) - before[counter];
    await until(
      `${grows.join(', ')} grow`,
      async () => {
        readings.push(await diagnostics.memstats({ gc: true }));
        return readings.length >= LOOKS && grows.every((counter) => most(counter) >= GROWN_BYTES);
      },
      TIME_TO_SYMPTOM_MS - (performance.now() - began),
    );
    expect(flat.filter((counter) => most(counter) > FLAT_BYTES)).toEqual([]);
  });
});

/** Whose heap has no bound. What goes away with its request, or reaches a bound, never gets there. */
const mortal = labs.filter(
  ({ scenario: { symptom, evidence, acceptance } }) =>
    symptom.grows.includes('heapUsed') && evidence.when !== 'during' && acceptance.signal !== 'not-a-leak',
);

describe.runIf(LONG)('dies of it, and leaves a profile whose top is its evidence', () => {
  test.each(named(mortal))('%s', async (_slug, lab) => {
    const proof = [lab.scenario.evidence, ...(lab.scenario.moreEvidence ?? [])].find(
      ({ profile, file }) => profile === 'heap' && file === 'server.ts',
    );
    await using labRun = await runOf(lab);
    await started(labRun);
    labRun.startLoad(null);
    await until('its death', () => labRun.state.kind === 'dead', TIME_TO_DIE_MS);

    const { state } = labRun;
    if (state.kind !== 'dead' || state.death.kind !== 'out-of-memory') throw new Error(JSON.stringify(state));
    const { lastProfile } = state.death;
    if (lastProfile === undefined) throw new Error('no profile was left');
    const last = combineProfiles({ profiles: [decodeProfile(readFileSync(lastProfile.path))] });
    const { sampleType: sampleIndex = 'inuse_space', show = '', focus = '' } = proof ?? {};
    expect(topData(last, { sampleIndex, show, focus }).rows[0]?.name).toBe(proof?.function);
  });
});

async function runOf(lab: Lab): Promise<LabRun> {
  return new LabRun(lab, {
    workspace: sandbox.workspace,
    servicePort: await freePort(),
    debugPort: await freePort(),
  });
}

async function started(labRun: LabRun): Promise<{ readonly debug: number }> {
  const state = await labRun.start('original');
  if (state.kind !== 'ready') throw new Error(JSON.stringify(state));
  return { debug: Number(new URL(state.addresses.diagnostics).port) };
}
