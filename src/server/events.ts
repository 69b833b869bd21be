import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ProgressFile } from '#lab/progress-file.ts';
import { ClientQueue } from './client-queue.ts';
import type { LabEvent, Snapshot } from './contract.ts';
import type { LabEnv } from './environment.ts';
import { ServerError } from './errors.ts';
import type { OpenLab } from './lab-registry.ts';
import { HEARTBEAT_MS, MAX_FOLLOWERS_PER_LAB, MAX_QUEUED_EVENTS, RECONNECT_MS } from './limits.ts';
import type { VerdictDesk } from './verdict-desk.ts';

/** A line that EventSource ignores, so that no one on the way takes the connection for dead. */
const HEARTBEAT = ':\n\n';

/**
 * Everything that happens in a lab, as server-sent events: first a snapshot, then each event as it comes.
 *
 * @param closing ends every stream, so that the server can close.
 */
export function eventRoutes(desk: VerdictDesk, progress: ProgressFile, closing: AbortSignal): Hono<LabEnv> {
  const followers = new Map<OpenLab, number>();

  return new Hono<LabEnv>().get('/', (c) => {
    const open = c.get('open');
    const others = followers.get(open) ?? 0;
    if (others >= MAX_FOLLOWERS_PER_LAB) throw new ServerError('too-many-followers');
    const { outgoing } = c.env;

    return streamSSE(c, async (stream) => {
      using scope = new DisposableStack();
      const queue = new ClientQueue<string>(MAX_QUEUED_EVENTS);
      const send = (event: LabEvent): void => {
        // Whoever is that far behind no longer reads; the browser reconnects and starts from a snapshot.
        if (!queue.push(`data: ${JSON.stringify(event)}\n\n`)) outgoing.destroy();
      };
      const end = (): void => queue.close();

      followers.set(open, others + 1);
      scope.defer(() => followers.set(open, (followers.get(open) ?? 1) - 1));
      // The response, not the stream, tells when nobody listens: it also closes after HEAD, where no one ever reads.
      outgoing.once('close', () => {
        end();
        stream.abort();
      });
      closing.addEventListener('abort', end);
      scope.defer(() => closing.removeEventListener('abort', end));
      if (closing.aborted) end();
      const heartbeat = setInterval(() => queue.push(HEARTBEAT), HEARTBEAT_MS);
      scope.defer(() => clearInterval(heartbeat));

      // Snapshot and subscription in one turn of the event loop: nothing falls between them.
      queue.push(`retry: ${RECONNECT_MS}\n`);
      send(snapshotOf(open, desk));
      scope.use(open.run.follow(send));
      scope.use(desk.follow(open.lab, send));
      let known: unknown;
      scope.use(
        progress.follow(({ lessons }) => {
          const lesson = lessons[open.lab.slug];
          if (lesson !== undefined && lesson !== known) send({ type: 'progress', lesson });
          known = lesson;
        }),
      );

      for await (const text of queue) await stream.write(text);
    });
  });
}

function snapshotOf({ lab, run }: OpenLab, desk: VerdictDesk): Snapshot {
  return { type: 'snapshot', ...run.snapshot(), ...desk.standing(lab) };
}
