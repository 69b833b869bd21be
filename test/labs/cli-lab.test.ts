/** The real command in a process of its own, as scripts and terminals see it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { findLab } from '#lab/catalog.ts';
import { freePort } from '#lab/ports.ts';
import { listProcesses } from '#lab/process-list.ts';
import { lives, until } from './fixtures/living.ts';
import { Sandbox } from './fixtures/sandbox.ts';

const root = resolve(import.meta.dirname, '../..');
const command = join(root, 'src/cli/lab.ts');

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.create();
});

afterEach(() => sandbox[Symbol.asyncDispose]());

/** A command under way: what it said so far, and how it ended. */
class Running {
  readonly child: ChildProcess;
  output = '';
  readonly ended: Promise<number | string>;

  constructor(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.child = spawn(file, [...args], { cwd: root, env: { ...process.env, ...sandbox.env, ...env } });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.ended = once(this.child, 'close').then(([code, signal]) => code ?? signal);
  }

  says(text: string | RegExp): Promise<void> {
    const said = (): boolean => (typeof text === 'string' ? this.output.includes(text) : text.test(this.output));
    return until(`"${text}" in:\n${this.output}`, () => {
      if (said()) return true;
      if (this.child.exitCode !== null) throw new Error(`it ended without saying "${text}":\n${this.output}`);
      return false;
    });
  }
}

function lab(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  return new Running(process.execPath, [command, ...args], env);
}

async function ports(): Promise<string[]> {
  return [`--port=${await freePort()}`, `--debug-port=${await freePort()}`];
}

async function pidOfLab(): Promise<number> {
  const [note] = await sandbox.runFiles();
  return JSON.parse(await readFile(join(sandbox.state, 'run', note ?? ''), 'utf8')).child.pid;
}

/** Saves something else in the learner's copy. */
async function change(edit: (source: string) => string): Promise<void> {
  const found = await findLab('memory-leak');
  if (found === undefined) throw new Error('the lab is gone');
  const { content, version } = await sandbox.workspace.read(found, 'mine', 'server.ts');
  await sandbox.workspace.save(found, 'server.ts', edit(content), version);
}

describe('without a lab to run', () => {
  test('lists the labs', async () => {
    const list = lab([]);
    expect(await list.ended).toBe(0);
    expect(list.output).toContain('memory-leak');
    expect(list.output).toContain('Vazamento de memória');
    expect(list.output.trim().split('\n').at(-1)).toBe('Para começar: npm run lab memory-leak');
  });

  test('an unknown name suggests the nearest', async () => {
    const wrong = lab(['memory-leek']);
    expect(await wrong.ended).toBe(2);
    expect(wrong.output).toContain('npm run lab memory-leak');
  });

  test('an unknown option shows the ones there are', async () => {
    const wrong = lab(['memory-leak', '--carga']);
    expect(await wrong.ended).toBe(2);
    expect(wrong.output).toContain('--carga');
    expect(wrong.output).toContain('--load');
  });

  test('--help explains', async () => {
    const help = lab(['--help']);
    expect(await help.ended).toBe(0);
    expect(help.output).toContain('--debug-port');
  });
});

describe('plain lines', () => {
  test('says where it is and what to try; Ctrl-C, doubled by npm, leaves nothing behind', async () => {
    const [port, debugPort] = await ports();
    const running = lab(['memory-leak', '--no-tty', port ?? '', debugPort ?? '']);
    await running.says(/heap [\d.,]+ MiB de 96/);
    const service = `http://127.0.0.1:${port?.split('=')[1]}`;
    const diagnostics = `http://127.0.0.1:${debugPort?.split('=')[1]}/debug/pprof/`;
    for (const said of [service, diagnostics, '/saude', `go tool pprof -top ${diagnostics}heap`, '--check']) {
      expect(running.output).toContain(said);
    }
    expect(running.output).toContain(join(sandbox.workspace.root, 'memory-leak', 'server.ts'));
    expect(await (await fetch(`${service}/saude`)).json()).toMatchObject({ ok: true });

    const pid = await pidOfLab();
    running.child.kill('SIGINT');
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(130);
    expect(await lives(pid)).toBe(false);
    expect(await sandbox.runFiles()).toEqual([]);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends it in order too, in the middle of a load', async (signal, code) => {
    const running = lab(['memory-leak', '--no-tty', '--load', ...(await ports())]);
    await running.says(/carga [1-9]/);
    const pid = await pidOfLab();
    running.child.kill(signal);
    expect(await running.ended).toBe(code);
    expect(await lives(pid)).toBe(false);
    expect(await sandbox.runFiles()).toEqual([]);
  });

  test('whoever reads our lines may go away', async () => {
    const running = lab(['memory-leak', '--no-tty', ...(await ports())]);
    await running.says('Serviço:');
    const pid = await pidOfLab();
    running.child.stdout?.destroy();
    await running.ended;
    expect(await lives(pid)).toBe(false);
  });

  test('under load it dies of the leak, says why, and tells so by its exit code', async () => {
    // The leak of the lab, in a hurry: by itself it takes half a minute (and does so in last-profile.test.ts).
    await change(
      (source) =>
        `${source}\nconst hoard: number[][] = [];\nsetInterval(() => hoard.push(new Array<number>(500_000).fill(1)), 100);\n`,
    );
    const running = lab(['memory-leak', '--no-tty', '--load', ...(await ports())]);
    expect(await running.ended).toBe(1);
    expect(running.output).toContain('falta de memória');
    expect(running.output).toContain('teto de 96 MiB');
    expect(running.output).not.toContain('Native stack trace');
    expect(running.output).not.toMatch(/\d+: 0x/);
    expect(await sandbox.runFiles()).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('out of files, it says what that is, once, and goes on', async () => {
    const args = ['defer', '--no-tty', '--load', ...(await ports())];
    const running = new Running('sh', ['-c', 'ulimit -n 256 && exec "$@"', 'sh', process.execPath, command, ...args]);
    await running.says('EMFILE: too many open files');
    await running.says('ulimit -n');
    // The next readings still come: the debug server lives with what the load leaves it.
    const read = running.output.split('MiB de 128').length;
    await until('two more readings', () => running.output.split('MiB de 128').length > read + 1);
    expect(running.output.split('o sistema lhe permite').length).toBe(2);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(130);
  });

  test('options that npm swallowed count', async () => {
    const flags = { npm_lifecycle_event: 'lab', npm_config_load: 'true', npm_config_tty: '' };
    const running = lab(['memory-leak', '--solution', ...(await ports())], flags);
    await running.says(/carga [1-9]/);
    expect(running.output).toContain('solution.ts');
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(130);
  });

  test('a taken port is passed over, and said', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const running = lab(['memory-leak', '--no-tty', `--port=${port}`, `--debug-port=${await freePort()}`]);
    await running.says(`A porta ${port} já está em uso`);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(130);
    taken.close();
  });

  test('the source does not compile: file, line, and exit code', async () => {
    await change(() => 'enum Cor { Azul }\n');
    const running = lab(['memory-leak', '--no-tty', ...(await ports())]);
    expect(await running.ended).toBe(1);
    expect(running.output).toMatch(/erro de sintaxe em .*server\.ts, linha 1/);
  });
});

describe('--check', () => {
  test('the untouched lab does not pass', async () => {
    const check = lab(['memory-leak', '--check']);
    expect(await check.ended).toBe(1);
    expect(check.output).toContain('✘ falhou  Vazamento');
    expect(check.output).toContain('✔ passou  Comportamento');
  });

  test('the solution does', async () => {
    const check = lab(['memory-leak', '--check', '--solution']);
    expect(await check.ended).toBe(0);
    expect(check.output).toContain('✔ passou  Vazamento');
    expect(await sandbox.runFiles()).toEqual([]);
  });

  test('called off, it leaves nothing behind', async () => {
    const check = lab(['memory-leak', '--check']);
    await check.says('Aquecendo');
    const pid = await pidOfLab();
    check.child.kill('SIGINT');
    expect(await check.ended).toBe(130);
    expect(await lives(pid)).toBe(false);
    expect(await sandbox.runFiles()).toEqual([]);
  });
});

/** `script` gives a command a terminal. */
const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasTerminal)('on a terminal', () => {
  test('keys load, collect, save a profile, restart and quit', async () => {
    const line = [process.execPath, command, 'memory-leak', ...(await ports())].join(' ');
    const running = new Running('script', ['-qec', line, '/dev/null'], { TERM: 'xterm' });
    const press = (key: string): void => void running.child.stdin?.write(key);
    await running.says('q sair');
    press('c');
    await running.says('Carga encerrada: 1.000 requisições, todas atendidas.');
    press('g');
    await running.says('Depois da coleta de lixo');
    press('p');
    await running.says('Perfil do heap salvo');
    const folder = join(sandbox.workspace.root, 'memory-leak', 'perfis');
    const profile = (await readdir(folder)).find((name) => name.endsWith('.pb.gz'));
    expect(decodeProfile(await readFile(join(folder, profile ?? ''))).sampleTypes.length).toBeGreaterThan(0);

    const before = await pidOfLab();
    press('r');
    await running.says('De volta em');
    const after = await pidOfLab();
    expect(after).not.toBe(before);
    press('s');
    await running.says('Enviando carga sem parar');
    press('\u0003');
    expect(await running.ended).toBe(0);
    expect((await listProcesses()).filter(({ pid }) => pid === before || pid === after)).toEqual([]);
    expect(await sandbox.runFiles()).toEqual([]);
  });
});
