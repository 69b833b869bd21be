/** A real lab, loaded until it dies of its ceiling: the profile it leaves behind, and where it is found. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { narrate } from '../../src/cli/lab/narrate.ts';
import { findLab } from '#lab/catalog.ts';
import { LabRun } from '#lab/lab-run.ts';
import { freePort } from '#lab/ports.ts';
import type { Death, LabState } from '#lab/run.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { topData } from '#pprof/report/top.ts';
import { until } from './fixtures/living.ts';
import { Sandbox } from './fixtures/sandbox.ts';

const run = promisify(execFile);

/** A third of the way up is the lab itself; the rest is leaked within ten seconds. */
const CEILING_MIB = 48;
const TIME_TO_DIE_MS = 90_000;

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.create();
});

afterEach(() => sandbox[Symbol.asyncDispose]());

const deaths = (): string[] => {
  const folder = join(sandbox.state, 'deaths');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

function died(state: LabState): Extract<Death, { kind: 'out-of-memory' }> {
  if (state.kind !== 'dead' || state.death.kind !== 'out-of-memory') throw new Error(JSON.stringify(state));
  return state.death;
}

test('the memory-leak lab, driven into its ceiling, leaves a profile whose top is the evidence', async () => {
  const found = await findLab('memory-leak');
  if (found === undefined) throw new Error('the lab is gone');
  const lab = { ...found, scenario: { ...found.scenario, ceilingMiB: CEILING_MIB } };
  const { evidence } = lab.scenario;
  await using labRun = new LabRun(lab, {
    workspace: sandbox.workspace,
    servicePort: await freePort(),
    debugPort: await freePort(),
  });
  const printed: string[] = [];
  const screen = { print: (text: string) => printed.push(text), live: () => {}, [Symbol.dispose]: () => {} };
  using _narration = labRun.follow(narrate(screen, lab, { onReady: () => {}, onDead: () => {} }));

  await labRun.start('original');
  labRun.startLoad(null);
  await until('its death', () => labRun.state.kind === 'dead', TIME_TO_DIE_MS);

  const { lastProfile } = died(labRun.state);
  if (lastProfile === undefined) throw new Error(`no profile was left:\n${printed.join('\n')}`);
  expect(dirname(dirname(lastProfile.path))).toBe(join(sandbox.state, 'deaths'));
  expect(lastProfile.snapshot).toBeNull();
  expect(deaths()).toEqual([expect.stringMatching(/^memory-leak-\d{4}-\d\d-\d\d-\d{6}-\w{4}$/)]);

  // What the process said itself, and the command that reads it.
  expect(printed.filter((line) => line.includes(lastProfile.path)).length).toBeGreaterThanOrEqual(2);
  expect(printed.join('\n')).toContain(`npm run pprof -- -top ${lastProfile.path}`);

  // By our engine …
  const bytes = readFileSync(lastProfile.path);
  const { rows, total } = topData(combineProfiles({ profiles: [decodeProfile(bytes)] }), {
    sampleIndex: evidence.sampleType,
  });
  expect(rows[0]?.name).toBe(evidence.function);
  expect(Number(rows[0]?.flat) / Number(total)).toBeGreaterThan(0.5);
  // … by the real one, where it is installed …
  expect((await topByGo(lastProfile.path, evidence.sampleType)) ?? evidence.function).toBe(evidence.function);
  // … and in the list of captures, as the workbench shows it.
  const [capture] = labRun.snapshot().captures;
  expect(capture).toMatchObject({ profile: 'heap', variant: 'original', atDeath: true, size: bytes.byteLength });
  expect(Buffer.from((await labRun.captures.read(capture?.id ?? '')) ?? [])).toEqual(bytes);
});

test('an end that is none of memory leaves nothing, and neither does a stop', async () => {
  await using labRun = await sandbox.toyRun();
  await labRun.start('original');
  expect(deaths()).toHaveLength(1);
  await labRun.stop();
  expect(deaths()).toEqual([]);

  await labRun.start('original');
  const { state } = labRun;
  if (state.kind !== 'ready') throw new Error(state.kind);
  await fetch(`${state.addresses.service}/crash`).catch(() => undefined);
  await until('its end', () => labRun.state.kind === 'dead');
  expect(deaths()).toEqual([]);
  expect(labRun.snapshot().captures).toEqual([]);
});

test('twenty of them are kept, the oldest given up first', async () => {
  const folder = (index: number): string => join(sandbox.state, 'deaths', `toy-${String(index).padStart(2, '0')}`);
  for (let index = 0; index < 30; index++) {
    mkdirSync(folder(index), { recursive: true });
    writeFileSync(join(folder(index), 'heap-1.pb.gz'), '');
    utimesSync(folder(index), index, index);
  }
  await using labRun = await sandbox.toyRun();
  await labRun.start('original');
  labRun.startLoad(null);
  await until('its death', () => labRun.state.kind === 'dead', TIME_TO_DIE_MS);

  const kept = died(labRun.state).lastProfile;
  expect(deaths()).toHaveLength(20);
  expect(deaths()).toContain(basename(dirname(kept?.path ?? '')));
  expect(deaths().filter((name) => /^toy-\d\d$/.test(name))[0]).toBe('toy-11');
});

/** `null` without Go, which is not needed to learn here. */
async function topByGo(path: string, sampleType: string): Promise<string | null> {
  try {
    execFileSync('go', ['version']);
  } catch {
    return null;
  }
  const env = { ...process.env, PPROF_TMPDIR: sandbox.folder, TZ: 'UTC' };
  const { stdout } = await run('go', ['tool', 'pprof', '-top', `-sample_index=${sampleType}`, path], { env });
  return /^(?:\s+\S+){5}\s+(\S+)$/m.exec(stdout)?.[1] ?? stdout;
}
