import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Cancelled } from '#workbench/views/engine/profile-engine.ts';
import { GraphLayout, type ToGraphWorker } from '#workbench/views/graph/graph-layout.ts';

/** Draws when the test says so. */
class SlowGraphviz extends EventTarget {
  static readonly started: SlowGraphviz[] = [];
  dot = '';
  isEnded = false;
  constructor() {
    super();
    SlowGraphviz.started.push(this);
  }
  postMessage({ dot }: ToGraphWorker): void {
    this.dot = dot;
  }
  answer(): void {
    this.dispatchEvent(new MessageEvent('message', { data: { kind: 'svg', svg: `<svg>${this.dot}</svg>` } }));
  }
  terminate(): void {
    this.isEnded = true;
  }
}

beforeEach(() => {
  SlowGraphviz.started.length = 0;
  vi.stubGlobal('Worker', SlowGraphviz);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const running = (): SlowGraphviz[] => SlowGraphviz.started.filter(({ isEnded }) => !isEnded);

test('the patience for a drawing that a newer one replaced does not end the newer one', async () => {
  using layout = new GraphLayout();
  const older = layout.draw('older');
  vi.advanceTimersByTime(50_000);
  const newer = layout.draw('newer');
  await expect(older).rejects.toBeInstanceOf(Cancelled);
  vi.advanceTimersByTime(20_000);
  expect(running()).toHaveLength(1);
  running()[0]!.answer();
  await expect(newer).resolves.toContain('newer');
});

test('a drawing that was given up, or takes too long, ends its worker; the next one gets a new one', async () => {
  using layout = new GraphLayout();
  const cancelled = layout.draw('cancelled');
  layout.cancel();
  await expect(cancelled).rejects.toBeInstanceOf(Cancelled);
  expect(running()).toEqual([]);
  const tooLong = layout.draw('long');
  vi.advanceTimersByTime(60_000);
  await expect(tooLong).rejects.toThrow('um minuto');
  expect(running()).toEqual([]);
  const drawing = layout.draw('short');
  running()[0]!.answer();
  await expect(drawing).resolves.toContain('short');
});

test('a worker that has drawn draws the next one too', async () => {
  using layout = new GraphLayout();
  for (const dot of ['one', 'two']) {
    const drawing = layout.draw(dot);
    running()[0]!.answer();
    await expect(drawing).resolves.toContain(dot);
  }
  expect(SlowGraphviz.started).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
