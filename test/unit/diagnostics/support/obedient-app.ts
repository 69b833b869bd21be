/** A service with the diagnostics in it. It does what each line on stdin says, and says so when it is done. */
import 'vazou/diagnostics';
import { execSync } from 'node:child_process';
import { closeSync, createReadStream, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

function holdUp(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

function runShell(seconds: number): void {
  execSync(`sleep ${seconds}`);
}

const kept: unknown[] = [];
const self = import.meta.filename;

async function openDocs(count: number): Promise<void> {
  for (let i = 0; i < count; i++) kept.push(await open(self));
}

function openStreams(count: number): void {
  // A stream opens its file and waits for who reads it.
  for (let i = 0; i < count; i++) kept.push(createReadStream(self));
}

function openAndClose(count: number): void {
  for (let i = 0; i < count; i++) closeSync(openSync(self, 'r'));
}

/** Answers that never end and that nobody reads, each on a connection of its own. */
async function askUnread(count: number): Promise<void> {
  const server = createServer((_request, response) => response.write('some of it'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  for (let i = 0; i < count; i++) {
    await new Promise<void>((resolve) => {
      get({ port, host: '127.0.0.1', agent: false }, (response) => {
        kept.push(response);
        resolve();
      });
    });
  }
}

/** Strings of 1 KB, each with another text: a snapshot has all of it. (Of longer ones it has the first 1024 characters.) */
function keepText(megabytes: number): void {
  for (let i = 0; i < megabytes * 1024; i++) {
    // Through bytes: a repetition would be kept as such.
    kept.push(Buffer.alloc(1024, `line ${i} `).toString('latin1'));
  }
}

function startWorkers(count: number): void {
  for (let i = 0; i < count; i++) {
    const worker = new Worker('setInterval(() => {}, 1000)', { eval: true, name: `trabalho ${i}` });
    kept.push(worker);
  }
}

const commands: Readonly<Record<string, (value: number) => void | Promise<void>>> = {
  spin: holdUp,
  shell: runShell,
  docs: openDocs,
  streams: openStreams,
  reopen: openAndClose,
  unread: askUnread,
  keep: keepText,
  workers: startWorkers,
  close: async () => {
    for (const one of kept.splice(0)) {
      if (one instanceof Worker) await one.terminate();
      else if (one instanceof Object && 'close' in one && typeof one.close === 'function') await one.close();
    }
  },
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
