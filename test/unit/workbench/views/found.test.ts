import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { flameAnswer } from '#workbench/views/engine/answers/flame.ts';
import { waitsAnswer } from '#workbench/views/engine/answers/waits.ts';
import { subjectOf } from '#workbench/views/engine/subject.ts';
import { foundIn, isSearched } from '#workbench/views/found.ts';
import { recorded } from './profiles.ts';

test('a group of waits is found by any function of its stacks, and counted so', () => {
  const answer = waitsAnswer(subjectOf(decodeProfile(recorded('http.block')), null, false), {});
  const culprits = new Set(answer.groups.map(({ culprit }) => culprit.name));
  const [name] = answer.groups
    .flatMap(({ stacks }) => stacks.flatMap(({ frames }) => frames.map((frame) => frame.name)))
    .filter((found) => !culprits.has(found));
  const { found, all } = foundIn(answer, (other) => other === name)!;
  expect(found).toBeGreaterThan(0);
  expect(all).toBe(answer.groups.length);
});

test('around a pivot the callers count as well', () => {
  const subject = subjectOf(decodeProfile(recorded('node.heap')), null, false);
  const whole = flameAnswer(subject, {}, { inverted: false, pivot: '' }).callees!;
  // Deep enough to have a caller that is not the root.
  const box = whole.levels[3]!;
  const nameOf = (at: number): string => whole.frames[whole.frame[at]!]!.name;
  const caller = nameOf(whole.parent[box]!);
  const pivoted = flameAnswer(subject, {}, { inverted: false, pivot: nameOf(box) });
  expect(foundIn(pivoted, (name) => name === caller)!.found).toBe(1);
});

test('labels and the text of a profile are not searched for functions', () => {
  expect((['top', 'flame', 'tags', 'raw'] as const).map(isSearched)).toEqual([true, true, false, false]);
});
