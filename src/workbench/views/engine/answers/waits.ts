import { at } from '#pprof/column.ts';
import { prepareReport } from '#pprof/report/prepare.ts';
import type { ReportOptions } from '#pprof/options.ts';
import { labelsOf, type Line, type Profile } from '#pprof/profile.ts';
import { originOf } from '../../flame/origin.ts';
import { headOf } from '../head.ts';
import type { WaitFrame, WaitGroup, WaitsAnswer } from '../protocol.ts';
import type { Subject } from '../subject.ts';

/** More than anybody reads; filters narrow them down. */
const MOST_GROUPS = 200;
const MOST_STACKS = 8;
/** Labels that `vazou/diagnostics` gives to what waits: for how long, and in which state. */
const AGE_LABEL = 'wait';
const STATE_LABEL = 'state';
/** From young to old, as the `wait` label names them. */
const AGES = ['<1s', '1-10s', '10-60s', '1-10min', '>10min'];

interface Collected {
  readonly culprit: WaitFrame;
  readonly values: number[];
  readonly ages: Map<string, number>;
  readonly states: Set<string>;
  readonly stacks: Map<string, { value: number; readonly frames: readonly WaitFrame[] }>;
}

/** What waits, or made others wait, by the line of the program that did: the nearest one to the wait that is its own. */
export function waitsAnswer(subject: Subject, options: Partial<ReportOptions>): WaitsAnswer {
  const { profile, total, warnings, weights } = prepareReport(subject.profile, 'traces', options);
  const { samples, sampleTypes } = profile;
  const frames = profile.locations.map(({ lines }) => lines.map(frameOf));
  const groups = new Map<string, Collected>();
  for (let sample = 0; sample < samples.count; sample++) {
    const locations = samples.stacks.subarray(samples.offsets[sample]!, samples.offsets[sample + 1]!);
    const stack = Array.from(locations, (location) => frames[location]!).flat();
    const culprit = stack.find(({ file }) => originOf(file) === 'yours') ?? stack[0];
    if (culprit === undefined) continue;
    const group = groupOf(groups, culprit, sampleTypes.length);
    const value = Number(at(weights.value, sample));
    sampleTypes.forEach((_, type) => (group.values[type]! += Number(at(samples.values[type]!, sample))));
    const { strings } = labelsOf(samples, sample);
    for (const age of strings.get(AGE_LABEL) ?? []) group.ages.set(age, (group.ages.get(age) ?? 0) + value);
    for (const state of strings.get(STATE_LABEL) ?? []) group.states.add(state);
    const key = locations.join(' ');
    const known = group.stacks.get(key);
    if (known === undefined) group.stacks.set(key, { value, frames: stack });
    else known.value += value;
  }
  const shown = shownType(profile, weights.value);
  const sorted = [...groups.values()]
    .filter(({ values }) => values.some((value) => value !== 0))
    .sort((a, b) => Math.abs(b.values[shown]!) - Math.abs(a.values[shown]!));
  return {
    kind: 'waits',
    ...headOf(subject, options, { total, warnings }),
    types: sampleTypes,
    groups: sorted.slice(0, MOST_GROUPS).map((group) => told(group, shown)),
    groupCount: sorted.length,
  };
}

const frameOf = ({ function: called, line }: Line): WaitFrame => ({
  name: called.name,
  file: called.filename,
  line: Number(line),
});

function groupOf(groups: Map<string, Collected>, culprit: WaitFrame, types: number): Collected {
  const key = `${culprit.name}\n${culprit.file}\n${culprit.line}`;
  const known = groups.get(key);
  if (known !== undefined) return known;
  const values = Array.from({ length: types }, () => 0);
  const made: Collected = { culprit, values, ages: new Map(), states: new Set(), stacks: new Map() };
  groups.set(key, made);
  return made;
}

const shownType = ({ samples }: Profile, shown: unknown): number =>
  Math.max(
    samples.values.findIndex((column) => column === shown),
    0,
  );

function told({ culprit, values, ages, states, stacks }: Collected, shown: number): WaitGroup {
  const largest = [...stacks.values()].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return {
    culprit,
    value: values[shown]!,
    values,
    ages: [...ages]
      .map(([name, value]) => ({ name, value }))
      // Compared, as many may wait for as long as before.
      .filter(({ value }) => value !== 0)
      .sort((a, b) => AGES.indexOf(a.name) - AGES.indexOf(b.name)),
    states: [...states],
    stacks: largest.slice(0, MOST_STACKS),
    stackCount: largest.length,
  };
}
