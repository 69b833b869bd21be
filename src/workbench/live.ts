/**
 * Follows the lab's event stream for as long as the workbench lives. Every connection begins with a snapshot, so
 * losing one loses nothing; therefore the stream is also closed while the page is hidden: a browser opens at most six
 * HTTP/1.1 connections to one host, and six forgotten tabs would silence the seventh.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { LabDetail, LabEvent } from '#server/contract.ts';
import { ApiProblem, type Api } from './api.ts';
import { pause } from './lifetime.ts';

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** The workshop stopped answering; we keep trying. */
  | { readonly kind: 'reconnecting' }
  /** The browser has no valid cookie: only the link in the terminal helps. */
  | { readonly kind: 'no-session' }
  /** The site is served as plain files; no lab can run here. */
  | { readonly kind: 'static' }
  | { readonly kind: 'refused'; readonly message: string };

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 5000;

/** Who wants to know: first what the lab is, on each connection anew, then everything that happens to it. */
export interface LabFollower {
  meet(lab: LabDetail): void;
  hear(event: LabEvent): void;
}

export function followLab(api: Api, follower: LabFollower, lifetime: AbortSignal): ReadonlySignal<Connection> {
  const connection = signal<Connection>({ kind: 'connecting' });
  void keepFollowing();
  return connection;

  async function keepFollowing(): Promise<void> {
    let met = false;
    let retryMs = FIRST_RETRY_MS;
    while (!lifetime.aborted) {
      await pageVisible(lifetime);
      try {
        follower.meet(await api.lab());
        met = true;
        await streamEvents(api.eventsUrl, lifetime, (event) => {
          retryMs = FIRST_RETRY_MS;
          if (connection.value.kind !== 'live') connection.value = { kind: 'live' };
          follower.hear(event);
        });
        if (!document.hidden) connection.value = { kind: 'reconnecting' };
      } catch (error) {
        connection.value = connectionAfter(error);
      }
      if (document.hidden) continue;
      const { kind } = connection.value;
      // A published site stays one; asking it again and again would only fill its log.
      if (kind === 'static' && !met) return;
      if (kind === 'no-session') {
        // Only the learner can mend that, in another tab; on the way back from there this one tries again.
        await nextFocus(lifetime);
        continue;
      }
      await pause(retryMs, lifetime);
      retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
    }
  }
}

/** What a failed greeting tells about the other side. */
export function connectionAfter(error: unknown): Connection {
  if (!(error instanceof ApiProblem)) return { kind: 'reconnecting' };
  switch (error.problem.kind) {
    case 'unreachable':
      return { kind: 'reconnecting' };
    case 'no-workshop':
      return { kind: 'static' };
    case 'refused':
      return error.problem.code === 'no-session' ? { kind: 'no-session' } : { kind: 'refused', message: error.message };
  }
}

/** Resolves when the stream breaks, the page is hidden or `lifetime` ends. The browser's own retry is not used. */
function streamEvents(url: string, lifetime: AbortSignal, receive: (event: LabEvent) => void): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource(url);
    const closing = new AbortController();
    const close = (): void => {
      source.close();
      closing.abort();
      resolve();
    };
    source.addEventListener('message', ({ data }: MessageEvent<string>) => receive(JSON.parse(data) as LabEvent));
    source.addEventListener('error', close);
    document.addEventListener('visibilitychange', () => document.hidden && close(), { signal: closing.signal });
    lifetime.addEventListener('abort', close, { signal: closing.signal });
  });
}

async function pageVisible(lifetime: AbortSignal): Promise<void> {
  if (document.hidden) await anyEvent([[document, 'visibilitychange']], lifetime);
}

const nextFocus = (lifetime: AbortSignal): Promise<void> =>
  anyEvent(
    [
      [window, 'focus'],
      [document, 'visibilitychange'],
    ],
    lifetime,
  );

/** Resolves with the first of the events, or when `lifetime` ends. */
function anyEvent(events: readonly (readonly [EventTarget, string])[], lifetime: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (lifetime.aborted) return resolve();
    const waiting = new AbortController();
    const done = (): void => {
      waiting.abort();
      resolve();
    };
    for (const [target, name] of events) target.addEventListener(name, done, { signal: waiting.signal });
    lifetime.addEventListener('abort', done, { signal: waiting.signal });
  });
}
