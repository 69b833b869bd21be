import { setTimeout as delay } from 'node:timers/promises';
import type { LabEvent } from '#server/contract.ts';
import type { TestWorkshop } from './workshop.ts';

/** A stuck test must end with what it saw, not with the runner's time limit. */
const PATIENCE_MS = 60_000;

export interface EventStream extends AsyncDisposable {
  /** Everything received so far. */
  readonly events: readonly LabEvent[];
  /** Resolves with the first event from now on, or already received, that fits. */
  until<E extends LabEvent>(fits: (event: LabEvent) => event is E): Promise<E>;
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
}

/** Follows a lab as the browser's EventSource does. Disposing of it disconnects. */
export async function followEvents(workshop: TestWorkshop, labId: string): Promise<EventStream> {
  const disconnect = new AbortController();
  const answer = await workshop.api(`/labs/${labId}/events`, { signal: disconnect.signal });
  if (!answer.ok || answer.body === null) throw new Error(`events answered ${answer.status}: ${await answer.text()}`);
  const events: LabEvent[] = [];
  let arrived = Promise.withResolvers<void>();
  const ended = read(answer.body, (event) => {
    events.push(event);
    arrived.resolve();
    arrived = Promise.withResolvers<void>();
  }).catch((error: unknown) => {
    if (!disconnect.signal.aborted) throw error;
  });
  return {
    events,
    ended,
    async until<E extends LabEvent>(fits: (event: LabEvent) => event is E): Promise<E> {
      const deadline = delay(PATIENCE_MS, 'late', { ref: false });
      for (let over: unknown; ;) {
        const found = events.find(fits);
        if (found !== undefined) return found;
        if (over !== undefined) throw new Error(`not among: ${[...new Set(events.map(({ type }) => type))].join()}`);
        over = await Promise.race([arrived.promise, deadline, ended.then(() => 'ended')]);
      }
    },
    async [Symbol.asyncDispose]() {
      disconnect.abort();
      await ended;
    },
  };
}

async function read(body: ReadableStream<Uint8Array>, onEvent: (event: LabEvent) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data: '));
      if (data !== undefined) onEvent(JSON.parse(data.slice('data: '.length)));
    }
  }
}

/** The events of one type, as `until` takes it; `also` narrows which one is meant. */
export function ofType<T extends LabEvent['type']>(
  type: T,
  also: (event: Extract<LabEvent, { type: T }>) => boolean = () => true,
): (event: LabEvent) => event is Extract<LabEvent, { type: T }> {
  const isOfType = (event: LabEvent): event is Extract<LabEvent, { type: T }> => event.type === type;
  return (event): event is Extract<LabEvent, { type: T }> => isOfType(event) && also(event);
}

type Stating = Extract<LabEvent, { type: 'state' | 'snapshot' }>;

/** The event that tells that the lab is, or has come to be, in this state. */
export const inState =
  (kind: Stating['state']['kind']) =>
  (event: LabEvent): event is Stating =>
    (event.type === 'state' || event.type === 'snapshot') && event.state.kind === kind;
