import { expect, test } from 'vitest';
import { fitted, moved, showing, zoomed, type Camera } from '#workbench/views/graph/camera.ts';
import { boxBeside } from '#workbench/views/graph/graph-walk.ts';

const view = { width: 800, height: 500 };
const drawing = { width: 3000, height: 900 };
const onScreen = (camera: Camera, x: number, y: number): [number, number] => [
  x * camera.scale + camera.x,
  y * camera.scale + camera.y,
];

test('fitted: all of the drawing is in sight, and a small one keeps its size', () => {
  const camera = fitted(drawing, view);
  const [left, top] = onScreen(camera, 0, 0);
  const [right, bottom] = onScreen(camera, drawing.width, drawing.height);
  expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(view.width);
  expect(bottom).toBeLessThanOrEqual(view.height);
  expect(fitted({ width: 100, height: 80 }, view).scale).toBe(1);
});

test('zooming keeps the point under the pointer', () => {
  const camera = { scale: 0.7, x: 30, y: -40 };
  const at = { x: 300, y: 200 };
  const inDrawing = [(at.x - camera.x) / camera.scale, (at.y - camera.y) / camera.scale] as const;
  for (const factor of [0.3, 1.25, 3]) {
    const [x, y] = onScreen(zoomed(camera, factor, at), ...inDrawing);
    expect(x).toBeCloseTo(at.x);
    expect(y).toBeCloseTo(at.y);
  }
});

test('the drawing cannot be lost out of sight', () => {
  const camera = moved({ scale: 1, x: 0, y: 0 }, -99_999, 99_999, drawing, view);
  expect(onScreen(camera, drawing.width, 0)[0]).toBeGreaterThan(0);
  expect(camera.y).toBeLessThan(view.height);
});

test('showing moves only when it must', () => {
  const camera = { scale: 1, x: 0, y: 0 };
  expect(showing(camera, { x: 100, y: 100, width: 50, height: 20 }, view)).toEqual(camera);
  const away = showing(camera, { x: 2000, y: 100, width: 50, height: 20 }, view);
  const [x] = onScreen(away, 2000, 100);
  expect(x).toBeGreaterThan(0);
  expect(x).toBeLessThan(view.width);
});

test('arrows walk the graph: up to the heaviest caller, down to the heaviest callee, sideways to a neighbour', () => {
  const box = (name: string, cum: number) => ({ name, functionName: name, flat: 0, cum });
  const boxes = [box('main', 10), box('a', 7), box('b', 3), box('leaf', 5)];
  const arrows = [
    { from: 0, to: 2, weight: 3 },
    { from: 0, to: 1, weight: 7 },
    { from: 1, to: 3, weight: 4 },
    { from: 2, to: 3, weight: 1 },
    { from: -1, to: 0, weight: 99 },
  ];
  const place = (index: number, x: number, y: number) => ({
    index,
    x,
    y,
    width: 10,
    height: 10,
    element: null as never,
  });
  const drawn = { boxes: [place(0, 50, 0), place(1, 20, 50), place(2, 80, 50), place(3, 50, 100)] };
  const walk = (from: number, key: string): number => boxBeside({ boxes, arrows }, drawn, from, key);
  expect(walk(-1, 'ArrowDown')).toBe(0);
  expect(walk(0, 'ArrowDown')).toBe(1);
  expect(walk(1, 'ArrowDown')).toBe(3);
  expect(walk(3, 'ArrowUp')).toBe(1);
  expect(walk(0, 'ArrowUp')).toBe(0);
  expect(walk(1, 'ArrowRight')).toBe(2);
  expect(walk(2, 'ArrowLeft')).toBe(1);
});
