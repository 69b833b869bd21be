/** What the bench of the browser runs in the page: functions that stand on their own, since only their text gets there. */

/** One event, and the time in milliseconds from the frame before it to its own. */
export interface Move {
  readonly kind: 'zoom' | 'drag';
  readonly took: number;
  readonly drew: boolean;
}

export interface Watch {
  chosen?: number;
  firstName?: number;
  /** Longest task since the file was chosen. */
  longest?: number;
  drew?: boolean;
  /** Different texts that were drawn. */
  readonly texts: Set<string>;
}

/** In the page, before anything else: when the file was chosen, when the first name stood on a canvas, what drew. */
export function watchPage(): void {
  const watch = Object.assign(globalThis as unknown as Watch, { texts: new Set<string>() });
  const choose = (): void => {
    watch.chosen = performance.now();
    watch.longest = 0;
  };
  document.addEventListener('change', choose, { capture: true });
  new PerformanceObserver((list) => {
    const tasks = list.getEntries().filter(({ startTime }) => startTime >= (watch.chosen ?? Infinity));
    for (const { duration } of tasks) watch.longest = Math.max(watch.longest ?? 0, duration);
  }).observe({ entryTypes: ['longtask'] });
  const onDraw = <K extends string>(
    prototype: Record<K, (...drawn: never[]) => unknown>,
    name: K,
    also?: (...drawn: never[]) => void,
  ) => {
    const draw = prototype[name];
    prototype[name] = function (this: unknown, ...drawn: never[]) {
      watch.drew = true;
      also?.(...drawn);
      return draw.apply(this, drawn);
    };
  };
  const seen = (text: string): void => {
    watch.texts.add(text);
    // Seen once the frame that it is part of is over.
    if (watch.chosen !== undefined && watch.firstName === undefined) {
      watch.firstName = Infinity;
      requestAnimationFrame(() => setTimeout(() => (watch.firstName = performance.now())));
    }
  };
  onDraw(CanvasRenderingContext2D.prototype, 'fillText', seen);
  for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
    onDraw(prototype, 'drawArrays');
    onDraw(prototype, 'drawElements');
  }
}

/** In the page: one turn of the wheel or one step of a drag before each frame, on the largest canvas. */
export async function moveAround({ closer, count }: { closer: number; count: number }): Promise<Move[]> {
  const watch = globalThis as unknown as Watch;
  const canvases = [...document.querySelectorAll('canvas')].map((canvas) => ({
    canvas,
    box: canvas.getBoundingClientRect(),
  }));
  const { box } = canvases.toSorted((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)[0]!;
  const at = { clientX: box.left + box.width * 0.3, clientY: box.top + Math.min(box.height, 400) * 0.4 };
  const target = document.elementFromPoint(at.clientX, at.clientY) ?? document.body;
  const common = { bubbles: true, cancelable: true, ...at };
  const wheel = (deltaY: number): void =>
    void target.dispatchEvent(new WheelEvent('wheel', { ...common, deltaY, ctrlKey: true }));
  const drag = (index: number): void => {
    const clientX = at.clientX - index * 4;
    const kinds = index === 0 ? ['pointerdown', 'mousedown'] : ['pointermove', 'mousemove'];
    target.dispatchEvent(new PointerEvent(kinds[0]!, { ...common, clientX, buttons: 1, pointerId: 1 }));
    target.dispatchEvent(new MouseEvent(kinds[1]!, { ...common, clientX, buttons: 1 }));
  };
  const steps = [
    ...Array.from({ length: count }, () => ({ kind: 'zoom', move: () => wheel(closer) }) as const),
    ...Array.from({ length: count }, (_, index) => ({ kind: 'drag', move: () => drag(index) }) as const),
    ...Array.from({ length: count }, () => ({ kind: 'zoom', move: () => wheel(-closer) }) as const),
  ];
  /** The frame is drawn, and the next event may come. */
  const frame = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now()));
        port1.start();
        port2.postMessage(null);
      });
    });
  const moved: Move[] = [];
  let last = await frame();
  for (const { kind, move } of steps) {
    watch.drew = false;
    move();
    const now = await frame();
    moved.push({ kind, took: now - last, drew: watch.drew });
    last = now;
  }
  return moved;
}
