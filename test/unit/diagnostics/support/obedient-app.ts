/** A service with the diagnostics in it. It does what each line on stdin says, and says so when it is done. */
import 'vazou/diagnostics';
import { execSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

function holdUp(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

function runShell(seconds: number): void {
  execSync(`sleep ${seconds}`);
}

const commands: Readonly<Record<string, (value: number) => void | Promise<void>>> = {
  spin: holdUp,
  shell: runShell,
  wait: (ms) => delay(ms),
  exit: (code) => process.exit(code),
};

const lines = createInterface({ input: process.stdin });
// An orphan would keep its port.
lines.on('close', () => process.exit());
console.log('ready');
for await (const line of lines) {
  const [name = '', value = '0'] = line.split(' ');
  process.stdout.write(`start ${line}\n`);
  await commands[name]?.(Number(value));
  process.stdout.write(`done ${line}\n`);
}
