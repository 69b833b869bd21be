/** The keyboard's way through a call graph. Pure. */
import type { GraphAnswer } from '../engine/protocol.ts';
import type { DrawnBox, Drawing } from './drawing.ts';

/** The box that an arrow leads to; from nowhere (-1), the largest one. At a border, the same one. */
export function boxBeside(
  { boxes, arrows }: Pick<GraphAnswer, 'boxes' | 'arrows'>,
  drawing: Pick<Drawing, 'boxes'>,
  current: number,
  key: string,
): number {
  if (current === -1) {
    let largest = 0;
    boxes.forEach(({ cum }, index) => {
      if (Math.abs(cum) > Math.abs(boxes[largest]!.cum)) largest = index;
    });
    return largest;
  }
  switch (key) {
    case 'ArrowUp':
      return (
        heaviest(arrows.filter(({ to, from }) => to === current && from >= 0 && from !== current))?.from ?? current
      );
    case 'ArrowDown':
      return heaviest(arrows.filter(({ from, to }) => from === current && to >= 0 && to !== current))?.to ?? current;
    default:
      return neighbourInRow(drawing.boxes, current, key === 'ArrowRight' ? 1 : -1);
  }
}

function heaviest<Arrow extends { readonly weight: number }>(arrows: readonly Arrow[]): Arrow | undefined {
  return arrows.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))[0];
}

/** The nearest box to one side whose middle is at about the same height. */
function neighbourInRow(boxes: readonly DrawnBox[], current: number, side: 1 | -1): number {
  const here = boxes.find(({ index }) => index === current);
  if (here === undefined) return current;
  const middle = (box: DrawnBox): { x: number; y: number } => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const from = middle(here);
  const beside = boxes
    .map((box) => ({ index: box.index, dx: (middle(box).x - from.x) * side, dy: Math.abs(middle(box).y - from.y) }))
    .filter(({ dx, dy }) => dx > 1 && dy < dx * 2)
    .sort((a, b) => a.dx + 3 * a.dy - (b.dx + 3 * b.dy));
  return beside[0]?.index ?? current;
}
