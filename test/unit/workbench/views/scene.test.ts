import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { flameWidth } from '#pprof/flame.ts';
import { flameAnswer } from '#workbench/views/engine/answers/flame.ts';
import { subjectOf } from '#workbench/views/engine/subject.ts';
import { ROW_HEIGHT } from '#workbench/views/flame/geometry.ts';
import {
  nameAt,
  originSpot,
  sceneOf,
  spotAt,
  spotBeside,
  type Scene,
  type Spot,
} from '#workbench/views/flame/scene.ts';
import { recorded } from './profiles.ts';

const WIDTH = 731;
const subject = subjectOf(decodeProfile(recorded('node.heap')), null, false);
const whole = sceneOf(flameAnswer(subject, {}, { inverted: false, pivot: '' }), WIDTH);
/** A function with callers and callees. */
const middle = nameAt(whole, { row: 3, box: whole.rows[3]!.rects[0]!.box })!;
const answer = flameAnswer(subject, {}, { inverted: false, pivot: middle });
const pivoted = sceneOf(answer, WIDTH);

const everySpot = ({ rows }: Scene): Spot[] => rows.flatMap(({ rects }, row) => rects.map(({ box }) => ({ row, box })));

test.each([
  ['whole', whole],
  ['pivoted', pivoted],
])('every box is found where it is drawn: %s', (_, scene) => {
  scene.rows.forEach(({ rects }, row) => {
    for (const { box, x, width } of rects) {
      expect(spotAt(scene, x, row * ROW_HEIGHT)).toEqual({ row, box });
      expect(spotAt(scene, x + width - 1, row * ROW_HEIGHT + ROW_HEIGHT - 1)).toEqual({ row, box });
    }
  });
  expect(spotAt(scene, 5, scene.rows.length * ROW_HEIGHT)).toBeNull();
  expect(spotAt(scene, 5, -1)).toBeNull();
});

test('a pivot fills the width, its callers above it and its callees below', () => {
  const origin = originSpot(pivoted)!;
  expect(origin.row).toBeGreaterThan(0);
  expect(nameAt(pivoted, origin)).toBe(middle);
  expect(pivoted.rows[origin.row]!.rects).toEqual([{ box: 1, x: 0, width: WIDTH }]);
  pivoted.rows.forEach(({ grows }, row) => expect(grows).toBe(row < origin.row ? 'up' : 'down'));
  // Both sides are of the same stacks.
  expect(flameWidth(answer.callers!, 1)).toBe(flameWidth(answer.callees!, 1));
});

test('what does not occur has no picture', () => {
  const nowhere = sceneOf(flameAnswer(subject, {}, { inverted: false, pivot: 'no such function' }), WIDTH);
  expect(nowhere.rows).toEqual([]);
  expect(originSpot(nowhere)).toBeNull();
});

test.each([
  ['whole', whole],
  ['pivoted', pivoted],
])('keys lead from every box to boxes that are drawn, and back towards the origin: %s', (_, scene) => {
  const spots = everySpot(scene);
  const known = new Set(spots.map((spot) => JSON.stringify(spot)));
  for (const spot of spots) {
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
      expect(known, `${JSON.stringify(spot)} ${key}`).toContain(JSON.stringify(spotBeside(scene, spot, key)));
    }
    let walker = spot;
    for (let step = 0; step < scene.rows.length; step++) {
      if (walker.row === scene.origin) break;
      walker = spotBeside(scene, walker, walker.row > scene.origin ? 'ArrowUp' : 'ArrowDown');
    }
    expect(walker).toEqual(originSpot(scene));
  }
});

test('another key leads nowhere', () => {
  const spot = { row: 3, box: whole.rows[3]!.rects[0]!.box };
  expect(spotBeside(whole, spot, 'PageDown')).toEqual(spot);
});

test('boxes too thin for any screen are not sent, the others stay as they were', () => {
  const { callees } = flameAnswer(subject, {}, { inverted: false, pivot: '' });
  const widest = flameWidth(callees!, 0);
  for (let box = 1; box < callees!.boxCount; box++) {
    expect(flameWidth(callees!, box)).toBeGreaterThanOrEqual(widest / 8000);
    const parent = callees!.parent[box]!;
    expect(box).toBeGreaterThanOrEqual(callees!.children[parent]!);
    expect(box).toBeLessThan(callees!.children[parent + 1]!);
  }
});
