/** The same view in a terminal: what a learner carries home. */
import { DEFAULT_OPTIONS, OPTION_FIELDS } from '#pprof/options.ts';
import type { ViewOptions } from './engine/protocol.ts';
import { searchPattern } from './search.ts';
import { printedPattern, selectionPattern } from './selection.ts';
import type { ViewState } from './state.ts';

export interface CommandFiles {
  readonly profile: string;
  readonly base: string | null;
  readonly sampleType: string;
  /** The function that a view is about which was not told one. */
  readonly pattern?: string;
}

/** The `go tool pprof` line that shows this profile in this way. */
export function goCommand({ profile, base, sampleType, pattern = '.' }: CommandFiles, state: ViewState): string {
  const { options, normalize } = state;
  const flags = [...viewFlags(state, pattern), `-sample_index=${quoted(sampleType)}`];
  for (const { key, name, choices } of OPTION_FIELDS) {
    const value = options[key as keyof ViewOptions];
    if (key === 'sampleIndex' || key === 'sort' || value === undefined || value === DEFAULT_OPTIONS[key]) continue;
    flags.push(choices === undefined ? `-${name}=${quoted(String(value))}` : `-${String(value)}`);
  }
  if (base !== null) flags.push(`-diff_base=${quoted(base)}`);
  if (base !== null && normalize) flags.push('-normalize');
  return ['go tool pprof', ...flags, quoted(profile)].join(' ');
}

function viewFlags(state: ViewState, untold: string): string[] {
  const { view, order, search, options } = state;
  const pattern = (selected: string): string => quoted((search === '' ? selected : searchPattern(search)) || untold);
  switch (view) {
    case 'top':
      return order.column === 'cum' ? ['-top', '-cum'] : ['-top'];
    case 'flame':
      return ['-http=localhost:'];
    case 'graph':
      return ['-web'];
    case 'peek':
      return [`-peek=${pattern(printedPattern(state, options.granularity))}`];
    case 'source':
      return [`-list=${pattern(selectionPattern(state))}`];
    case 'waits':
      return ['-traces'];
    case 'traces':
    case 'tags':
    case 'raw':
      return [`-${view}`];
  }
}

/** For a POSIX shell; plain words stay as they are. */
function quoted(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
