/** `kubectl cp`: runs `tar` in the pod, with a channel of the websocket for each of its streams. */
import { spawn } from 'node:child_process';
import type { WebSocket } from 'ws';

export const EXEC = 'v5.channel.k8s.io';
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;

/** `/perfis` in the pod is `perfis` in `root`: a process of this machine has no root folder of its own. */
export function execTar(socket: WebSocket, root: string, command: readonly string[]): void {
  const path = /^tar cf - \/([\w-]+)$/.exec(command.join(' '))?.[1];
  if (path === undefined) {
    socket.close(1008, 'only what kubectl cp runs');
    return;
  }
  const child = spawn('tar', ['cf', '-', path], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const send = (channel: number, bytes: Buffer): void => socket.send(Buffer.concat([Buffer.of(channel), bytes]));
  child.stdout.on('data', (bytes: Buffer) => send(STDOUT, bytes));
  child.stderr.on('data', (bytes: Buffer) => send(STDERR, bytes));
  socket.once('close', () => child.kill());
  child.once('close', (code) => {
    send(STATUS, Buffer.from(JSON.stringify(statusOf(code))));
    socket.close(1000);
  });
}

function statusOf(code: number | null): object {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {} };
  if (code === 0) return { ...status, status: 'Success' };
  const causes = [{ reason: 'ExitCode', message: String(code) }];
  return { ...status, status: 'Failure', reason: 'NonZeroExitCode', message: `exit code ${code}`, details: { causes } };
}
