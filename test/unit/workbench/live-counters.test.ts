import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** As much of a page as the counters touch. */
class Element extends EventTarget {
  textContent = '?';
  dataset: Record<string, string> = {};
}

class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static readonly all: Stream[] = [];
  readyState = 1;
  constructor() {
    super();
    Stream.all.push(this);
  }
  close(): void {
    this.readyState = Stream.CLOSED;
  }
  refuse(): void {
    this.readyState = Stream.CLOSED;
    this.dispatchEvent(new Event('error'));
  }
}

const page = Object.assign(new EventTarget(), { hidden: false });
const elements = new Map<string, new () => Element & { connectedCallback(): void; disconnectedCallback(): void }>();
const ask = vi.fn<() => Promise<Response>>();
const labs = (): Promise<Response> => Promise.resolve(Response.json([{ id: 'baldes', state: 'ready' }]));
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const openStreams = (): number => Stream.all.filter(({ readyState }) => readyState !== Stream.CLOSED).length;
let status: InstanceType<NonNullable<ReturnType<typeof elements.get>>>;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('HTMLElement', Element);
  vi.stubGlobal('customElements', { define: (name: string, made: never) => elements.set(name, made) });
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('document', page);
  vi.stubGlobal('sessionStorage', { getItem: () => 'sim' });
  vi.stubGlobal('fetch', ask);
  ask.mockReset().mockImplementation(labs);
  page.hidden = false;
  await import('#workbench/live-counters.ts');
  status = new (elements.get('vazou-live-status')!)();
  Object.assign(status.dataset, { from: 'de {lab}', none: 'nenhum', noSession: 'sem sessão' });
  status.connectedCallback();
  await settle();
});

afterEach(() => {
  status.disconnectedCallback();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function show(hidden: boolean): Promise<unknown> {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
  return settle();
}

test('a stream that the workshop refuses is let go of, and looked for again after a while', async () => {
  expect(status.textContent).toBe('de baldes');
  ask.mockImplementation(() => Promise.resolve(new Response(null, { status: 401 })));
  Stream.all.at(-1)!.refuse();
  await settle();
  expect([status.textContent, ask.mock.calls.length]).toEqual(['nenhum', 1]);
  await vi.advanceTimersByTimeAsync(4_000);
  expect([status.textContent, ask.mock.calls.length]).toEqual(['sem sessão', 2]);
});

test('a hidden page holds no connection and asks for nothing', async () => {
  expect(openStreams()).toBe(1);
  await show(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([openStreams(), ask.mock.calls.length]).toEqual([0, 1]);
  await show(false);
  expect(openStreams()).toBe(1);
});

test('while the stream is broken no figure is called live', async () => {
  const counter = new (elements.get('vazou-counter')!)();
  counter.dataset['counter'] = 'heapUsed';
  counter.connectedCallback();
  const hear = (event: object) =>
    Stream.all.at(-1)!.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }));
  hear({ type: 'sample', sample: { heapUsed: 2 ** 20 } });
  const live = counter.textContent;
  Stream.all.at(-1)!.dispatchEvent(new Event('error'));
  const broken = counter.textContent;
  hear({ type: 'snapshot', samples: [{ heapUsed: 2 ** 20 }] });
  expect([live, broken, counter.textContent]).toEqual(['1,0 MiB', '?', '1,0 MiB']);
  counter.disconnectedCallback();
});
