/** A lab under bursts of its own load: the floor after each, then every profile that its evidence names. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '#lab/catalog.ts';
import { DiagnosticsClient } from '#lab/diagnostics-client.ts';
import { profileQuery } from '#lab/evidence.ts';
import { launch } from '#lab/launch.ts';
import { runLoad } from '#lab/load.ts';
import type { Evidence } from '#lab/scenario.ts';
import type { Workspace } from '#lab/workspace.ts';
import { captureFile, type Floor, type RecordedRun, type RecordedVariant } from '../recording.ts';
import { portable } from './portable.ts';

const ROUNDS = 3;
/** Into the load, until as much is under way as there will be. */
const UNDER_WAY_MS = 700;

export async function recordRun(
  lab: Lab,
  variant: RecordedVariant,
  workspace: Workspace,
  folder: string,
): Promise<RecordedRun> {
  const { scenario, slug } = lab;
  const launched = await launch({ scenario, entry: await workspace.entry(lab, variant), ports: 'any' });
  if (launched.kind === 'dead') throw new Error(`${slug} did not start: ${JSON.stringify(launched.death)}`);
  await using child = launched.process;
  const client = new DiagnosticsClient(child.ports.debug);
  const { load } = scenario;
  const send = (from: number, total: number | null, signal?: AbortSignal) =>
    runLoad({ load, port: child.ports.service, from, total, signal });

  const floors: Floor[] = [await floorOf(client, 0)];
  let next = 0;
  for (let round = 0; round < ROUNDS; round++) {
    ({ next } = await send(next, load.burst));
    floors.push(await floorOf(client, next));
  }

  const captures: Record<string, { ms: number; bytes: number }> = {};
  const capture = async (evidence: Evidence): Promise<void> => {
    const before = performance.now();
    const bytes = await client.profile(evidence.profile, profileQuery(evidence));
    const ms = Math.round(performance.now() - before);
    await writeFile(join(folder, captureFile(slug, evidence.profile, variant)), portable(bytes));
    captures[evidence.profile] = { ms, bytes: bytes.byteLength };
  };
  for (const evidence of profilesOf(lab)) {
    if (evidence.when !== 'during' && evidence.profile !== 'profile') {
      await capture(evidence);
      continue;
    }
    const stop = new AbortController();
    const loading = send(next, null, stop.signal);
    try {
      await delay(UNDER_WAY_MS);
      await capture(evidence);
    } finally {
      stop.abort();
      ({ next } = await loading);
    }
  }
  return { floors, captures };
}

/** One of each profile; the heap always, to show what it sees of the fault, or does not. */
function profilesOf({ scenario }: Lab): readonly Evidence[] {
  const heap: Evidence = { ...scenario.evidence, profile: 'heap', sampleType: 'inuse_space', when: 'after' };
  const all = [scenario.evidence, ...(scenario.moreEvidence ?? []), heap];
  return all.filter(({ profile }, index) => all.findIndex((other) => other.profile === profile) === index);
}

async function floorOf(client: DiagnosticsClient, requests: number): Promise<Floor> {
  const { heapUsed, heapTotal, external, arrayBuffers, rss, resources } = await client.memstats({ gc: true });
  return { requests, heapUsed, heapTotal, external, arrayBuffers, rss, files: resources?.files ?? null };
}
