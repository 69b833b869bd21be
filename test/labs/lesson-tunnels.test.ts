/**
 * The lessons' ways to a service that is elsewhere, run as they stand by the real clients: only the local port is another,
 * since 6060 may be somebody's. At the other end is a lab under way, behind the machine's own sshd or the tests' own cluster.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { LabProcess } from '#lab/lab-process.ts';
import { freePort } from '#lab/ports.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { fencesOf, readLessons } from '../lessons/lesson.ts';
import { LESSON_TUNNELS } from '../lessons/proof.ts';
import { commandsProvedBy } from '../lessons/proved.ts';
import { ApiServer } from './cluster/api-server.ts';
import { launchLoaded } from './fixtures/loaded-lab.ts';
import { shell, ShellCommand } from './fixtures/shell-command.ts';
import { SshServer } from './fixtures/ssh-server.ts';

const commands = commandsProvedBy(LESSON_TUNNELS).flatMap(([, shown]) => Array.from(shown));
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
/** What the lab's load has it allocate. */
const FUNCTION = 'buildReport';

let home: string;
let lab: LabProcess;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vazou-tunnels-'));
  process.env['VAZOU_STATE'] = join(home, 'state');
  lab = await launchLoaded('memory-leak');
});

afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  delete process.env['VAZOU_STATE'];
  rmSync(home, { recursive: true, force: true });
});

test.for(commands.filter((command) => command.startsWith('ssh ')))('%s', async (command, { skip }) => {
  const host = command.split(' ').at(-1) ?? '';
  const server = await SshServer.start(host).catch((error: Error) => skip(error.message));
  await using _ = server;
  const port = await freePort();
  // The machine at the other end is this one, where the lab has another port.
  const tunnel = command
    .replace('ssh ', `ssh -F ${server.config} `)
    .replace('6060:127.0.0.1:6060', `${port}:127.0.0.1:${lab.ports.debug}`);
  await using open = new ShellCommand(tunnel, { cwd: home });
  expect(functionsOf(await throughTunnel(port, open))).toContain(FUNCTION);
});

/** A cluster whose pod of that name is the lab, and how kubectl finds it. */
async function cluster(pod: string): Promise<AsyncDisposable & { readonly env: Record<string, string> }> {
  const ports = new Map([[6060, lab.ports.debug]]);
  const server = await ApiServer.start(new Map([[pod, { ports, root: home }]]));
  const config = join(home, 'kubeconfig');
  writeFileSync(config, server.kubeconfig);
  return { env: { KUBECONFIG: config, HOME: home }, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const forwards = commands.filter((command) => command.startsWith('kubectl port-forward '));

test.skipIf(!hasKubectl).for(forwards)('%s', async (command) => {
  await using there = await cluster(/ pod\/(\S+) /.exec(command)?.[1] ?? '');
  const port = await freePort();
  // Within a websocket since 1.31; before, as SPDY alone.
  for (const webSockets of ['true', 'false']) {
    const env = { ...there.env, KUBECTL_PORT_FORWARD_WEBSOCKETS: webSockets };
    await using tunnel = new ShellCommand(command.replace(' 6060:', ` ${port}:`), { cwd: home, env });
    expect(functionsOf(await throughTunnel(port, tunnel))).toContain(FUNCTION);
  }
});

const copies = commands.filter((command) => command.startsWith('kubectl cp '));

test.skipIf(!hasKubectl).for(copies)('%s', async (command) => {
  const [, pod = '', from = '', to = ''] = / (\S+):\/(\S+) (\S+)$/.exec(command) ?? [];
  await using there = await cluster(pod);
  const left = await profileAt(lab.ports.debug);
  mkdirSync(join(home, from), { recursive: true });
  writeFileSync(join(home, from, 'ultimo.pb.gz'), left);
  const cwd = mkdtempSync(join(home, 'reader-'));
  expect(await shell(command, { cwd, env: there.env })).toMatchObject({ code: 0 });
  expect(readFileSync(join(cwd, to, 'ultimo.pb.gz')).equals(left)).toBe(true);
});

const deployments = readLessons().flatMap(({ id, body }) =>
  fencesOf(body).flatMap(({ language, code }) =>
    language === 'yaml' && code.includes('kind: Deployment') ? [[id, code] as const] : [],
  ),
);

// Without a server, kubectl reads a Deployment by the fields that Kubernetes has, and drops all others.
test.skipIf(!hasKubectl).for(deployments)('kubectl knows every field of the Deployment of %s', async ([, code]) => {
  const file = join(home, 'deployment.yaml');
  writeFileSync(file, code);
  // It prints what it changes.
  const line = `kubectl set image --local -f ${file} '*=outra:1' -o json`;
  const { code: exit, output } = await shell(line, { cwd: home, env: { KUBECONFIG: join(home, 'none') } });
  expect(exit, output).toBe(0);
  expect(JSON.parse(output)).toMatchObject(parse(code.replace(/image: \S+/, 'image: outra:1')));
});

/** What is answered at its near end, once it is open. */
async function throughTunnel(port: number, tunnel: ShellCommand): Promise<Buffer> {
  for (;;) {
    const bytes = await profileAt(port).catch(() => null);
    if (bytes !== null) return bytes;
    // Still opening; whoever has ended says why.
    await Promise.race([tunnel.ended.then(() => Promise.reject(new Error(tunnel.output))), delay(50)]);
  }
}

async function profileAt(port: number): Promise<Buffer> {
  const response = await fetch(`http://127.0.0.1:${port}/debug/pprof/heap`);
  return Buffer.from(await response.arrayBuffer());
}

function functionsOf(profile: Buffer): readonly string[] {
  return decodeProfile(profile).functions.map(({ name }) => name);
}
