/** The functions that stand out in every view: what a refinement is about. Pure. */
import type { Granularity } from '#pprof/options.ts';
import { quoteRegexp } from '#pprof/regexp.ts';
import { exactly } from './refine/filters.ts';
import type { ViewState } from './state.ts';

export type Selection = Pick<ViewState, 'selected' | 'also'>;

export const selectedNames = ({ selected, also }: Selection): readonly string[] =>
  selected === '' ? [] : [selected, ...also];

export const isSelected = ({ selected, also }: Selection, name: string): boolean =>
  name !== '' && (name === selected || also.includes(name));

/** A press on a function: it alone, or besides those that are selected; once more lets go of it. */
export function picked(now: Selection, name: string, besides: boolean): Selection {
  const before = selectedNames(now);
  const others = before.filter((other) => other !== name);
  const isAlone = before.length === 1 && others.length === 0;
  const next = besides ? (others.length < before.length ? others : [...before, name]) : isAlone ? [] : [name];
  const [selected = '', ...also] = next;
  return { selected, also };
}

/** Whether a press with this key held is one besides others, as pprof's web page and file managers have it. */
export const isBesides = ({ ctrlKey, metaKey, shiftKey }: MouseEvent | KeyboardEvent): boolean =>
  ctrlKey || metaKey || shiftKey;

/** As one expression that matches these functions and no other; empty for none. */
export const selectionPattern = (selection: Selection): string => selectedNames(selection).map(exactly).join('|');

/** The same for what a report prints: in finer rows a function's address comes before its name, its place after. */
export function printedPattern(selection: Selection, granularity: Granularity = 'functions'): string {
  if (granularity === 'functions' || granularity === 'files') return selectionPattern(selection);
  return selectedNames(selection)
    .map((name) => `^([0-9a-f]+ )?${quoteRegexp(name)}( |$)`)
    .join('|');
}
