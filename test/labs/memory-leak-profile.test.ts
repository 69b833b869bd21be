/** What the lesson promises of the profile, on the real lab under its real load. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findLab, type Lab } from '#lab/catalog.ts';
import { launch } from '#lab/launch.ts';
import type { LabProcess } from '#lab/lab-process.ts';
import { runLoad } from '#lab/load.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { topData } from '#pprof/report/top.ts';
import { Sandbox } from './fixtures/sandbox.ts';

const run = promisify(execFile);

let sandbox: Sandbox;
let lab: Lab;
let child: LabProcess;
let heap: string;

beforeAll(async () => {
  sandbox = await Sandbox.create();
  const found = await findLab('memory-leak');
  if (found === undefined) throw new Error('the lab is gone');
  lab = found;
  const launched = await launch({ scenario: lab.scenario, entry: join(lab.dir, 'server.ts'), ports: 'any' });
  if (launched.kind === 'dead') throw new Error(`the lab died: ${JSON.stringify(launched.death)}`);
  child = launched.process;
  heap = `http://127.0.0.1:${child.ports.debug}/debug/pprof/heap`;
  const { load } = lab.scenario;
  const { failed } = await runLoad({ load, port: child.ports.service, from: 0, total: load.burst });
  if (failed > 0) throw new Error(`${failed} requests failed`);
});

afterAll(async () => {
  await child?.[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
});

async function top(sampleIndex: string) {
  const profile = decodeProfile(await (await fetch(heap)).bytes());
  return topData(combineProfiles({ profiles: [profile] }), { sampleIndex });
}

test('one press of "load" is enough for the evidence to stand first', async () => {
  const { evidence } = lab.scenario;
  const { rows, total } = await top(evidence.sampleType);
  const [first] = rows;
  expect(first?.name).toBe(evidence.function);
  // First by a wide margin, so that a learner sees it and sampling noise does not decide it.
  expect(Number(first?.flat) / Number(total)).toBeGreaterThan(0.5);
});

test('who allocated most is somebody else: the lesson tells alloc from inuse by it', async () => {
  const { rows } = await top('alloc_space');
  expect(rows[0]?.name).toBe('findOrders');
});

test('the function is found in the file that the learner edits', async () => {
  const { evidence } = lab.scenario;
  const profile = decodeProfile(await (await fetch(heap)).bytes());
  const suspect = profile.functions.find(({ name }) => name === evidence.function);
  expect(suspect?.filename).toBe(join(lab.dir, evidence.file));
});

const go = goVersion();

/** Go is not needed to learn here; where it is installed, the real tool must agree with ours. */
test.skipIf(go === null)(`go tool pprof says the same (${go ?? 'skipped: Go is not installed'})`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vazou-go-pprof-'));
  try {
    const env = { ...process.env, PPROF_TMPDIR: folder, TZ: 'UTC' };
    const pprof = async (...args: string[]) => (await run('go', ['tool', 'pprof', ...args, heap], { env })).stdout;

    const names = [...(await pprof('-top')).matchAll(/^(?:\s+\S+){5}\s+(\S+)$/gm)].map(([, name]) => name);
    expect(names[0]).toBe(lab.scenario.evidence.function);

    for (const sampleType of ['alloc_objects', 'alloc_space', 'inuse_objects', 'inuse_space']) {
      expect(await pprof('-top', `-sample_index=${sampleType}`)).toContain(`Type: ${sampleType}`);
    }
    expect(await pprof(`-list=^${lab.scenario.evidence.function}$`)).toContain('function buildReport(');
    // Without load nothing is allocated meanwhile that could stay: the difference says how long it watched.
    expect(await pprof('-top', '-seconds=1')).toMatch(/^Duration: 1\.\d+s/m);
  } finally {
    await rm(folder, { recursive: true });
  }
});

function goVersion(): string | null {
  try {
    return execFileSync('go', ['version'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}
