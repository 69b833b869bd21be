/** Drag, pinch and wheel on an element, told as moves and zooms. */

export interface PointerActions {
  move(dx: number, dy: number): void;
  zoom(factor: number, point: { readonly x: number; readonly y: number }): void;
  /** Whether a turn of the wheel zooms, or is left to the browser; without it, each does. */
  zoomsBy?(event: WheelEvent): boolean;
}

/** A press that moves less than this is a click. */
const CLICK_SLOP = 4;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** @returns stops listening. */
export function followPointers(element: HTMLElement | SVGElement, actions: PointerActions): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const down = new Map<number, Point>();
  let travelled = 0;

  const place = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (down.size === 0) travelled = 0;
    down.set(event.pointerId, place(event));
  };
  const onMove = (event: PointerEvent): void => {
    const before = down.get(event.pointerId);
    if (before === undefined) return;
    const now = place(event);
    const [other] = [...down].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    down.set(event.pointerId, now);
    travelled += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (travelled < CLICK_SLOP) return;
    // Only now: a captured pointer's click would be told to the element and not to the box below it.
    element.setPointerCapture(event.pointerId);
    if (other === undefined) {
      actions.move(now.x - before.x, now.y - before.y);
      return;
    }
    const distance = (point: Point): number => Math.hypot(point.x - other.x, point.y - other.y);
    actions.zoom(distance(now) / Math.max(distance(before), 1), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    actions.move((now.x - before.x) / 2, (now.y - before.y) / 2);
  };
  const onUp = (event: PointerEvent): void => void down.delete(event.pointerId);
  const onWheel = (event: WheelEvent): void => {
    if (actions.zoomsBy?.(event) === false) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    actions.zoom(Math.exp((-event.deltaY * lines) / 400), place(event));
  };
  const afterDrag = (event: MouseEvent): void => {
    if (travelled >= CLICK_SLOP) event.stopPropagation();
    travelled = 0;
  };
  element.addEventListener('pointerdown', onDown as EventListener, { signal });
  element.addEventListener('pointermove', onMove as EventListener, { signal });
  element.addEventListener('pointerup', onUp as EventListener, { signal });
  element.addEventListener('pointercancel', onUp as EventListener, { signal });
  element.addEventListener('wheel', onWheel as EventListener, { signal, passive: false });
  element.addEventListener('click', afterDrag as EventListener, { signal, capture: true });
  return () => listening.abort();
}
