/**
 * `npm run record`: runs the memory-leak lab under real load and writes down every number that its lesson quotes, so
 * that none of them is older than the lab, or invented. Takes about three minutes; best on a machine that does
 * nothing else. Linux and macOS only, for the heap snapshot is asked for by signal.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { format } from 'prettier';
import { findLab, type Lab } from '#lab/catalog.ts';
import { judge } from '#lab/judge.ts';
import type { Variant } from '#lab/run.ts';
import { LabRun } from '#lab/lab-run.ts';
import { Workspace } from '#lab/workspace.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { topData, topText } from '#pprof/report/top.ts';
import type { Recording } from './recording.ts';

const SLUG = 'memory-leak';
/** Crashes to wait for: two show that it is a cycle. */
const CYCLES = 2;
/** Rows of `top` worth printing. */
const TOP_ROWS = 5;
/** Long enough to hold a few of the pauses that come at the end. */
const LAST_MOMENTS_MS = 2_000;
const FLOOR_EVERY = 1_000;
const FLOORS = 4;

const lab = await findLab(SLUG);
if (!lab) throw new Error(`no lab ${SLUG}`);
const home = await mkdtemp(join(tmpdir(), 'vazou-record-'));
const workspace = new Workspace(home);

const recording: Recording = {
  machine: { node: process.version, platform: `${type()} ${process.arch}`, cores: availableParallelism() },
  recordedOn: new Date().toISOString().slice(0, 10),
  cycle: await recordCycle(lab),
  ...(await recordProfile(lab)),
  snapshot: await recordSnapshot(lab),
  verdicts: {
    original: await recordVerdict(lab, 'original'),
    'wrong-fix': await recordVerdict(lab, 'wrong-fix'),
    solution: await recordVerdict(lab, 'solution'),
  },
};
await rm(home, { recursive: true });
const json = await format(JSON.stringify(recording), { parser: 'json', printWidth: 120 });
await writeFile(join(import.meta.dirname, `${SLUG}.json`), json);

async function recordCycle(lab: Lab): Promise<Recording['cycle']> {
  await using run = new LabRun(lab, { workspace });
  const began = Date.now();
  const points: [number, number][] = [];
  const crashes: number[] = [];
  const requests: number[] = [];
  /** Time and requests answered so far, of the first life. */
  const progress: [number, number][] = [];
  let died = Promise.withResolvers<void>();
  let sent = 0;
  using _following = run.follow((event) => {
    if (event.type === 'sample') points.push([seconds(event.sample.t - began), mib(event.sample.heapUsed)]);
    if (event.type === 'load' && event.load) {
      sent = event.load.sent;
      if (crashes.length === 0) progress.push([Date.now() - began, sent]);
    }
    if (event.type === 'state' && event.state.kind === 'dead') {
      crashes.push(seconds(event.state.at - began));
      requests.push(sent);
      died.resolve();
    }
  });
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    died = Promise.withResolvers<void>();
    await (cycle === 0 ? run.start('original') : run.restart());
    run.startLoad(null);
    await died.promise;
  }
  return {
    ceilingMiB: lab.scenario.ceilingMiB,
    points: points.filter(([t], i) => i === 0 || Math.floor(t) !== Math.floor(points[i - 1]?.[0] ?? -1)),
    crashes,
    requests,
    rates: rates(progress, (crashes[0] ?? 0) * 1_000),
  };
}

async function recordProfile(lab: Lab): Promise<Pick<Recording, 'floors' | 'capture' | 'top'>> {
  await using run = new LabRun(lab, { workspace });
  await run.start('original');
  const floors: Recording['floors'][number][] = [];
  for (let round = 0; round < FLOORS; round++) {
    if (round > 0) await sendLoad(run, FLOOR_EVERY);
    const { heapUsed, external, arrayBuffers, rss } = await run.gc();
    floors.push({ requests: round * FLOOR_EVERY, heapUsed, external, arrayBuffers, rss });
  }
  const before = performance.now();
  const { bytes } = await run.captureHeap();
  const ms = Math.round(performance.now() - before);
  const profile = decodeProfile(bytes);
  const top = (sampleIndex: string) => {
    const { header, rows } = topData(profile, { sampleIndex });
    return topText({ header, rows: rows.slice(0, TOP_ROWS) });
  };
  return {
    floors,
    capture: { ms, bytes: bytes.byteLength },
    top: { inUse: top('inuse_space'), alloc: top('alloc_space') },
  };
}

/** Each load goes on where the last one ended, so every round brings requests that the service has not seen. */
async function sendLoad(run: LabRun, requests: number): Promise<void> {
  const ended = Promise.withResolvers<void>();
  using _following = run.follow((event) => {
    if (event.type === 'load' && event.load === null) ended.resolve();
  });
  run.startLoad(requests);
  await ended.promise;
}

/** How long a heap snapshot of the same process, after the same load, keeps the service from answering. */
async function recordSnapshot(lab: Lab): Promise<Recording['snapshot']> {
  const port = 18_080;
  const child = spawn(
    process.execPath,
    ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${home}`, join(lab.dir, 'server.ts')],
    { env: { ...process.env, PORT: String(port), VAZOU_DEBUG_PORT: '0' }, stdio: 'ignore' },
  );
  try {
    const service = `http://127.0.0.1:${port}`;
    const ready = async () => {
      try {
        return (await fetch(service + lab.scenario.readyPath)).ok;
      } catch {
        return false;
      }
    };
    while (!(await ready())) await delay(100);
    const { request, concurrency } = lab.scenario.load;
    let next = 0;
    const client = async () => {
      while (next < FLOOR_EVERY * (FLOORS - 1)) {
        const answer = await fetch(service + request(next++).path);
        await answer.arrayBuffer();
      }
    };
    await Promise.all(Array.from({ length: concurrency }, client));
    const before = performance.now();
    child.kill('SIGUSR2');
    await delay(50); // the signal first, then the request that has to wait
    await ready();
    const ms = Math.round(performance.now() - before);
    const name = (await readdir(home)).find((file) => file.endsWith('.heapsnapshot'));
    if (name === undefined) throw new Error('no heap snapshot');
    return { ms, bytes: (await stat(join(home, name))).size };
  } finally {
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  }
}

async function recordVerdict(lab: Lab, variant: Variant): Promise<Recording['verdicts']['original']> {
  const verdict = await judge(lab, variant, { workspace });
  if (verdict.kind === 'unjudged') throw new Error(`${variant}: unjudged`);
  const [leak] = verdict.parts;
  if (leak.signal !== 'slope') throw new Error(`${variant}: judged by ${leak.signal}`);
  const { floor, requests, perRequest } = leak;
  return { passed: verdict.passed, floor, requests, perRequest: Math.max(0, Math.round(perRequest)) };
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}

function mib(bytes: number): number {
  return Math.round(bytes / 1024 / 102.4) / 10;
}

/** Requests a second in the first half of a life, and in its last moments, up to the death itself. */
function rates(
  progress: readonly (readonly [ms: number, sent: number])[],
  deathMs: number,
): Recording['cycle']['rates'] {
  const sentBy = (ms: number) => progress.findLast(([t]) => t <= ms)?.[1] ?? 0;
  const start = progress[0]?.[0] ?? 0;
  const rate = (from: number, to: number) => Math.round(((sentBy(to) - sentBy(from)) / (to - from)) * 1_000);
  return { healthy: rate(start, (start + deathMs) / 2), dying: rate(deathMs - LAST_MOMENTS_MS, deathMs) };
}
