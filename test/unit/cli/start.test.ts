import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { t } from '#i18n/index.ts';

const root = resolve(import.meta.dirname, '../../..');

interface Running extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Resolves with the first line of stdout that matches. */
  line(pattern: RegExp): Promise<string>;
  /** Exit code once it is over. */
  readonly code: Promise<number | null>;
}

function run(args: readonly string[]): Running {
  const child = spawn(process.execPath, [...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const code = once(child, 'close').then(() => child.exitCode);
  const lines: string[] = [];
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line));
  return {
    child,
    code,
    async line(pattern) {
      for (let over = false; ;) {
        const found = lines.find((line) => pattern.test(line));
        if (found !== undefined) return found;
        if (over) throw new Error(`ended without ${pattern}: ${lines.join('\n')}`);
        over = await Promise.race([once(reader, 'line').then(() => false), code.then(() => true)]);
      }
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await code;
    },
  };
}

const start = (...args: string[]) => run(['src/cli/start.ts', ...args]);

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const open = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return open;
}

// Windows has no signals to send: there Ctrl-C is an event of the console.
describe.skipIf(process.platform === 'win32')('npm start', () => {
  test('prints the link on its own line; Ctrl-C, doubled by npm, ends it in order', async () => {
    await using workshop = start('--port', '0');
    const link = await workshop.line(/^http:/);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    const { port } = new URL(link);
    expect(await isOpen(Number(port))).toBe(true);
    workshop.child.kill('SIGINT');
    workshop.child.kill('SIGINT');
    expect(await workshop.line(/^Tudo/)).toBe(t.start.stopped);
    expect(await workshop.code).toBe(0);
    expect(await isOpen(Number(port))).toBe(false);
  });

  test('SIGTERM ends it in order too', async () => {
    await using workshop = start('--port', '0');
    await workshop.line(/^http:/);
    workshop.child.kill('SIGTERM');
    expect(await workshop.code).toBe(0);
  });

  test('says when it had to take another port', async () => {
    await using first = start('--port', '0');
    const taken = Number(new URL(await first.line(/^http:/)).port);
    await using second = start('--port', String(taken));
    const got = Number(new URL(await second.line(/^http:/)).port);
    expect(got).not.toBe(taken);
    expect(await second.line(/ocupada/)).toBe(t.start.portTaken(taken, got));
  });

  test('a second Ctrl-C, later, forces the end', async () => {
    const module = pathToFileURL(resolve(root, 'src/cli/stop-signal.ts')).href;
    const stubborn = `
      import { stopSignal } from '${module}';
      setInterval(() => {}, 1000);
      stopSignal(() => process.exit(130)).then(() => console.log('asked'));
      console.log('up');`;
    await using program = run(['--input-type=module', '--eval', stubborn]);
    await program.line(/up/);
    program.child.kill('SIGINT');
    await program.line(/asked/);
    await delay(600);
    program.child.kill('SIGINT');
    expect(await program.code).toBe(130);
  });
});

test.for([['--porta', '1'], ['--port', 'abc'], ['--port', '-1'], ['--port', '65536'], ['extra']])(
  'options that make no sense (%o) are told how it is done',
  async (args) => {
    await using program = start(...args);
    expect(await program.code).toBe(2);
  },
);

test('--help explains', async () => {
  await using program = start('--help');
  expect(await program.line(/Uso/)).toContain('npm start');
  expect(await program.code).toBe(0);
});
