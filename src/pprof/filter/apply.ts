import type { ReportOptions } from '../options.ts';
import type { Profile } from '../profile.ts';
import { compileRegexp } from '../regexp.ts';
import type { FilterName, Warning } from '../warning.ts';
import { filterByName } from './by-name.ts';
import { compileTagFilter, filterByTag, filterTagKeys } from './by-tag.ts';
import { pruneFrom } from './prune.ts';
import { showFrom } from './show-from.ts';

/**
 * Applies all filters in the order of pprof. Every pattern is compiled first, so that a bad one is an error however
 * little is left to filter.
 */
export function applyFilters(
  source: Profile,
  options: ReportOptions,
  labelUnits: ReadonlyMap<string, string>,
  warnings: Warning[],
): Profile {
  const pattern = (option: string, text: string): RegExp | null => (text === '' ? null : compileRegexp(text, option));
  const names = {
    focus: pattern('focus', options.focus),
    ignore: pattern('ignore', options.ignore),
    hide: pattern('hide', options.hide),
    show: pattern('show', options.show),
  };
  const from = pattern('show_from', options.showFrom);
  const tagFocus =
    options.tagFocus === '' ? null : compileTagFilter('tagfocus', options.tagFocus, labelUnits, warnings);
  const tagIgnore =
    options.tagIgnore === '' ? null : compileTagFilter('tagignore', options.tagIgnore, labelUnits, warnings);
  const prune = pattern('prune_from', options.pruneFrom);
  const tagShow = pattern('tagshow', options.tagShow);
  const tagHide = pattern('taghide', options.tagHide);
  const expect = (asked: unknown, matched: boolean, filter: FilterName): void => {
    if (asked !== null && !matched) warnings.push({ kind: 'no-match', filter });
  };

  const named = filterByName(source, names);
  expect(names.focus, named.matches.focus, 'Focus');
  expect(names.ignore, named.matches.ignore, 'Ignore');
  expect(names.hide, named.matches.hide, 'Hide');
  expect(names.show, named.matches.show, 'Show');
  let { profile } = named;
  if (from !== null) {
    const shown = showFrom(profile, from);
    expect(from, shown.matched, 'ShowFrom');
    profile = shown.profile;
  }
  const tagged = filterByTag(profile, tagFocus, tagIgnore);
  expect(tagFocus, tagged.focusMatched, 'TagFocus');
  expect(tagIgnore, tagged.ignoreMatched, 'TagIgnore');
  const keys = filterTagKeys(tagged.profile, tagShow, tagHide);
  expect(tagShow, keys.showMatched, 'TagShow');
  expect(tagHide, keys.hideMatched, 'TagHide');
  return prune === null ? keys.profile : pruneFrom(keys.profile, prune);
}
