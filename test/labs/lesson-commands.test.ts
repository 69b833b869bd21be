/**
 * The commands that the lessons show, run as they stand against a lab under way: only the ports, which are the lab's
 * own here, and `seconds`, which would only be waited for, are others.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LabProcess } from '#lab/lab-process.ts';
import { fencesOf, readLessons } from '../lessons/lesson.ts';
import { LESSON_COMMANDS } from '../lessons/proof.ts';
import { commandsProvedBy } from '../lessons/proved.ts';
import { hasGo } from '../unit/diagnostics/support/go-pprof.ts';
import { launchLoaded } from './fixtures/loaded-lab.ts';

const root = resolve(import.meta.dirname, '../..');
const lessons = readLessons();
/** The lab whose functions the general lessons name. */
const LAB = 'memory-leak';

/** What the reader has from an earlier step, or of another day. */
const HAS = {
  heap: ['heap', 'antes', 'depois', 'segundo', 'terceiro', 'ultimo'],
  goroutine: ['goroutine'],
} as const;

let home: string;
let lab: LabProcess;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vazou-commands-'));
  process.env['VAZOU_STATE'] = join(home, 'state');
  lab = await launchLoaded(LAB);

  // It takes an answer that says no for an answer, unless told so.
  await writeFile(join(home, '.curlrc'), 'fail\nshow-error\n');
  await shell('mkdir files');
  for (const [profile, names] of Object.entries(HAS)) {
    for (const name of names) await shell(`curl -o files/${name}.pb.gz http://127.0.0.1:6060/debug/pprof/${profile}`);
  }
  await writeFile(join(home, 'labelled.ts'), LABELLED);
  await shell(`node ${join(home, 'labelled.ts')}`);
});

afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  delete process.env['VAZOU_STATE'];
  await rm(home, { recursive: true, force: true });
});

/** The profile of a service whose requests are labelled, as the lesson on it has them. */
const LABELLED = `
import { createWriteStream } from 'node:fs';
import { startCPUProfile, stopCPUProfile, withLabels } from '${join(root, 'src/diagnostics/runtime/index.ts')}';
startCPUProfile(createWriteStream('files/cpu.pb.gz'));
withLabels({ rota: '/fretes' }, function cotar() {
  for (const end = Date.now() + 200; Date.now() < end; );
});
await stopCPUProfile();
`;

test.concurrent.for(commandsProvedBy(LESSON_COMMANDS))('the commands of %s', async ([, shown], { expect }) => {
  const folder = await mkdtemp(join(home, 'lesson-'));
  await cp(join(home, 'files'), folder, { recursive: true });
  for (const command of shown) {
    if (!hasGo && command.startsWith('go ')) continue;
    if (command.includes(' -http=')) {
      await viewer(command, folder);
      continue;
    }
    const { code, output } = await inTurn(command, folder);
    expect.soft(code, `${command}\n${output}`).toBe(0);
    // What was asked for is there, and not only its heading.
    if (command.includes('pprof -top')) expect.soft(output, command).toMatch(/^Showing nodes|^Total/m);
  }
});

/** One CPU profile at a time, as in Go: another lesson's command may be at it. */
async function inTurn(command: string, folder: string): ReturnType<typeof shell> {
  for (;;) {
    const ran = await shell(command, folder);
    if (!ran.output.includes('cpu profiling already in use')) return ran;
    await delay(200);
  }
}

const sessions = lessons.flatMap(({ id, body }) =>
  fencesOf(body).flatMap(({ language, code }) =>
    language === 'console' && code.includes('(pprof) ') ? [[id, code.replaceAll('(pprof) ', '')] as const] : [],
  ),
);

test.concurrent.for(sessions)('what is typed into pprof in %s', async ([, lines], { expect }) => {
  const programs = [...(hasGo ? ['go tool pprof'] : []), 'npm run pprof --'];
  for (const program of programs) {
    const folder = await mkdtemp(join(home, 'session-'));
    await cp(join(home, 'files'), folder, { recursive: true });
    const { code, output } = await shell(`${program} heap.pb.gz`, folder, lines);
    expect(code, output).toBe(0);
    expect(output).not.toMatch(/unrecognized|parse error|não conheço|erro/i);
    expect(output).toContain('buildReport');
  }
});

/** `-http` goes on until it is told to stop; where it would open a browser, the page is fetched. */
async function viewer(command: string, cwd: string): Promise<void> {
  const child = start(command.replace(' -http', ' -no_browser -http'), cwd);
  const ended = once(child, 'close');
  try {
    let output = '';
    for await (const text of child.stdout.setEncoding('utf8')) {
      output += String(text);
      const url = /http:\/\/\S+/.exec(output)?.[0];
      if (url === undefined) continue;
      expect((await fetch(url)).status).toBe(200);
      return;
    }
    throw new Error(`no address in: ${output}`);
  } finally {
    child.kill('SIGINT');
    await ended;
  }
}

async function shell(command: string, cwd = home, input = ''): Promise<{ code: number | null; output: string }> {
  const child = start(command, cwd);
  // Whoever has ended, or reads nothing, says so with its exit code.
  child.stdin.on('error', () => {}).end(input);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

const OURS: Readonly<Record<string, string>> = { pprof: 'pprof.mjs', retainers: 'retainers.ts' };

/** With the lab where the reader's would be, and the workshop's own command where `npm run` would find it. */
function start(command: string, cwd: string) {
  const debug = `127.0.0.1:${lab.ports.debug}`;
  const program = command
    .replaceAll('127.0.0.1:6060', debug)
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${lab.ports.service}`)
    .replace(/seconds=\d+/, 'seconds=1')
    .replace(/^(npm run pprof -- .*) memory-leak$/, `$1 http://${debug}/debug/pprof/heap`)
    .replace(/^npm run (pprof|retainers) --/, (_all, name: string) => `node ${root}/src/cli/${OURS[name]}`)
    .replace(/^node /, `exec ${process.execPath} `);
  const env = { PATH: process.env['PATH'], HOME: home, CURL_HOME: home, PPROF_TMPDIR: home, TMPDIR: home };
  return spawn('sh', ['-c', program], { cwd, env });
}
