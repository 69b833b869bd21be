/** The filters of pprof that narrow a profile down. Pure. */
import { quoteRegexp } from '#pprof/regexp.ts';
import type { ViewOptions } from '../engine/protocol.ts';

export const FILTERS = [
  { key: 'focus', name: 'focus', adds: false },
  { key: 'ignore', name: 'ignore', adds: true },
  { key: 'hide', name: 'hide', adds: true },
  { key: 'show', name: 'show', adds: false },
  { key: 'showFrom', name: 'show_from', adds: false },
  { key: 'pruneFrom', name: 'prune_from', adds: false },
  { key: 'tagFocus', name: 'tagfocus', adds: false },
  { key: 'tagIgnore', name: 'tagignore', adds: false },
  { key: 'tagShow', name: 'tagshow', adds: false },
  { key: 'tagHide', name: 'taghide', adds: false },
] as const;

export type FilterKey = (typeof FILTERS)[number]['key'];

export interface ActiveFilter {
  readonly key: FilterKey;
  /** As pprof calls it. */
  readonly name: string;
  readonly value: string;
}

export function activeFilters(options: ViewOptions): readonly ActiveFilter[] {
  return FILTERS.flatMap(({ key, name }) => {
    const value = options[key] ?? '';
    return value === '' ? [] : [{ key, name, value }];
  });
}

/** The expression that matches one function and no other. */
export const exactly = (name: string): string => `^${quoteRegexp(name)}$`;

/** As pprof's own menu does: ignore and hide go on growing, the others are about the last choice alone. */
export function refinedBy(options: ViewOptions, key: FilterKey, expression: string): ViewOptions {
  const before = options[key] ?? '';
  const grows = FILTERS.some((filter) => filter.key === key && filter.adds) && before !== '';
  if (grows && before.split('|').includes(expression)) return { [key]: before };
  return { [key]: grows ? `${before}|${expression}` : expression };
}

export const NO_FILTERS: ViewOptions = Object.fromEntries(FILTERS.map(({ key }) => [key, '']));
