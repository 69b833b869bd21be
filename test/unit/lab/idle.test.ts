import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isIdle } from '#lab/idle.ts';

/** Nobody listens there: without the system's word, there is none. */
const PORTS = { service: 9, debug: 9 };

async function seen(program: string): Promise<boolean | null> {
  const child = spawn(process.execPath, ['-e', `process.stdout.write('up'); ${program}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await once(child.stdout, 'data');
    return await isIdle({ pid: child.pid ?? 0, ports: PORTS });
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

test.skipIf(!existsSync('/proc/self/schedstat')).each([
  ['a process that only waits', 'setInterval(() => {}, 100)', true],
  ['a main thread that computes', 'for (;;);', false],
  ['a process that is stopped', "process.kill(process.pid, 'SIGSTOP')", null],
  [
    'a main thread that waits for another one that computes',
    "new (require('node:worker_threads').Worker)('for (;;);', { eval: true })",
    false,
  ],
])('%s (skipped where the system does not tell)', async (_name, program, idle) => {
  await expect.poll(() => seen(program), { timeout: 20_000 }).toBe(idle);
});

test('of a process that is gone, nobody tells', async () => {
  expect(await isIdle({ pid: 2 ** 30, ports: PORTS })).toBeNull();
});
