/**
 * Live counters in the text of a page: one connection to the lab that is running, shared by all of them. Only once the
 * reader asks for them, in this tab: who only reads calls nobody. Then looks for a lab every few seconds while the page
 * is visible and none is found; without a workshop it says so and rests. A hidden page holds no connection: a browser
 * opens at most six of them to one host.
 */
import type { Counter as CounterName, LabEvent, LabSummary, MemorySample } from '#server/contract.ts';
import { bytes } from '#i18n/pt-BR/quantity.ts';

const LOOK_EVERY_MS = 4_000;
/** Set once the reader has asked. */
const WANTED = 'vazou-ao-vivo';

type Found = { readonly kind: 'lab'; readonly id: string } | { readonly kind: 'none' | 'no-session' | 'no-workshop' };

async function findLab(): Promise<Found> {
  try {
    const response = await fetch('/api/labs');
    const isAnswer = response.ok && response.headers.get('content-type')?.includes('json') === true;
    // A body that nobody reads keeps its connection.
    if (!isAnswer) await response.body?.cancel();
    if (response.status === 401) return { kind: 'no-session' };
    if (!isAnswer) return { kind: 'no-workshop' };
    const labs = (await response.json()) as readonly LabSummary[];
    const ready = labs.find(({ state }) => state === 'ready');
    return ready ? { kind: 'lab', id: ready.id } : { kind: 'none' };
  } catch {
    return { kind: 'no-workshop' };
  }
}

/** Who wants to know: elements of the page, for as long as they are in it. */
const listeners = new Set<Listener>();

interface Listener {
  sample(sample: MemorySample | null): void;
  standing(found: Found): void;
}

let source: EventSource | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let standing: Found | undefined;

function tell(found: Found): void {
  standing = found;
  for (const listener of listeners) listener.standing(found);
  if (found.kind !== 'lab') tellSample(null);
}

/** Null while nobody knows how it is now. */
function tellSample(sample: MemorySample | null): void {
  for (const listener of listeners) listener.sample(sample);
}

async function look(): Promise<void> {
  timer = undefined;
  const isIdle = (): boolean => listeners.size === 0 || source !== undefined || document.hidden;
  if (isIdle()) return;
  const found = await findLab();
  if (isIdle()) return;
  tell(found);
  if (found.kind === 'lab') follow(found.id);
  else if (found.kind === 'none') lookLater();
}

function lookLater(): void {
  clearTimeout(timer);
  timer = setTimeout(look, LOOK_EVERY_MS);
}

function follow(id: string): void {
  const stream = new EventSource(`/api/labs/${id}/events`);
  source = stream;
  stream.addEventListener('error', () => {
    // Refused, as by a workshop that was started anew, it is not tried again by the browser.
    if (stream.readyState === EventSource.CLOSED) lose();
    else tellSample(null);
  });
  stream.addEventListener('message', ({ data }) => {
    const event = JSON.parse(String(data)) as LabEvent;
    const sample = event.type === 'snapshot' ? event.samples.at(-1) : event.type === 'sample' ? event.sample : null;
    if (sample) tellSample(sample);
    if (event.type === 'state' && (event.state.kind === 'stopped' || event.state.kind === 'dead')) lose();
  });
}

function lose(): void {
  leave();
  tell({ kind: 'none' });
  lookLater();
}

function leave(): void {
  clearTimeout(timer);
  timer = undefined;
  source?.close();
  source = undefined;
}

const isWanted = (): boolean => sessionStorage.getItem(WANTED) !== null;

function followVisibility(): void {
  if (document.hidden) leave();
  else if (isWanted()) void look();
}

function join(listener: Listener): void {
  listeners.add(listener);
  document.addEventListener('visibilitychange', followVisibility);
  if (standing) listener.standing(standing);
  else if (listeners.size === 1 && isWanted()) queueMicrotask(look);
}

function part(listener: Listener): void {
  listeners.delete(listener);
  if (listeners.size > 0) return;
  document.removeEventListener('visibilitychange', followVisibility);
  leave();
  standing = undefined;
}

class Counter extends HTMLElement implements Listener {
  readonly #unknown = this.textContent;

  connectedCallback(): void {
    join(this);
  }
  disconnectedCallback(): void {
    part(this);
  }
  sample(sample: MemorySample | null): void {
    const value = sample?.[this.dataset['counter'] as CounterName];
    this.textContent = value === undefined ? this.#unknown : bytes(value);
  }
  standing(): void {}
}

class LiveStatus extends HTMLElement implements Listener {
  connectedCallback(): void {
    this.addEventListener('click', this.#ask);
    join(this);
  }
  disconnectedCallback(): void {
    this.removeEventListener('click', this.#ask);
    part(this);
  }
  readonly #ask = ({ target }: Event): void => {
    if (!(target instanceof HTMLButtonElement)) return;
    sessionStorage.setItem(WANTED, 'sim');
    // The button goes: its place takes the focus.
    this.tabIndex = -1;
    this.focus();
    this.textContent = this.dataset['searching'] ?? '';
    void look();
  };
  sample(): void {}
  standing(found: Found): void {
    const { none, noSession, noWorkshop, from = '' } = this.dataset;
    const words = { none, 'no-session': noSession, 'no-workshop': noWorkshop };
    this.textContent = found.kind === 'lab' ? from.replace('{lab}', found.id) : (words[found.kind] ?? '');
  }
}

customElements.define('vazou-counter', Counter);
customElements.define('vazou-live-status', LiveStatus);
