/** Everything that decides what the views show, as one value; and as the query of an address, with pprof's names. */
import { DEFAULT_OPTIONS, OPTION_FIELDS, type OptionField } from '#pprof/options.ts';
import type { ViewKind, ViewOptions } from './engine/protocol.ts';
import { DEFAULT_ORDER, type TopOrder } from './top/top-order.ts';

export const VIEW_KINDS = [
  'top',
  'waits',
  'flame',
  'graph',
  'peek',
  'source',
  'traces',
  'tags',
  'raw',
] as const satisfies ViewKind[];

export interface ViewState {
  readonly view: ViewKind;
  /** Only what differs from pprof's defaults. */
  readonly options: ViewOptions;
  readonly order: TopOrder;
  /** Regular expression; empty is none. */
  readonly search: string;
  /** The function that stands out in every view; empty is none. */
  readonly selected: string;
  /** Further functions that stand out with it. */
  readonly also: readonly string[];
  /** The function that the flame graph is centred on; empty is none. */
  readonly pivot: string;
  readonly inverted: boolean;
  /** Scale to the base before comparing. */
  readonly normalize: boolean;
}

export const INITIAL_STATE: ViewState = {
  view: 'top',
  options: {},
  order: DEFAULT_ORDER,
  search: '',
  selected: '',
  also: [],
  pivot: '',
  inverted: false,
  normalize: false,
};

/** Options that the page keeps in its own part of the state. */
const APART: ReadonlySet<string> = new Set(['sort', 'normalize']);
const FIELDS = OPTION_FIELDS.filter(({ urlParameter, key }) => urlParameter !== undefined && !APART.has(key));
const COLUMNS = ['flat', 'cum', 'name'] as const;

/** Names of all parameters that {@link toQuery} may give. */
export const VIEW_PARAMETERS: readonly string[] = [
  'v',
  'sort',
  'dir',
  'norm',
  'q',
  'sel',
  'p',
  'inv',
  ...FIELDS.map(({ urlParameter }) => urlParameter!),
];

/** The state as parameters; what is as it is by default is left out. */
export function toQuery(state: ViewState): URLSearchParams {
  const query = new URLSearchParams();
  const set = (name: string, value: string, initial: string): void => {
    if (value !== initial) query.set(name, value);
  };
  set('v', state.view, INITIAL_STATE.view);
  for (const { key, urlParameter } of FIELDS) {
    const value = state.options[key as keyof ViewOptions] ?? DEFAULT_OPTIONS[key];
    set(urlParameter!, String(value), String(DEFAULT_OPTIONS[key]));
  }
  set('sort', state.order.column, DEFAULT_ORDER.column);
  set('dir', state.order.direction, state.order.column === 'name' ? 'ascending' : 'descending');
  set('norm', String(state.normalize), 'false');
  set('q', state.search, '');
  set('sel', state.selected, '');
  for (const name of state.also) query.append('sel', name);
  set('p', state.pivot, '');
  set('inv', String(state.inverted), 'false');
  return query;
}

/** What makes no sense is as if it were not there: an address may come from anywhere. */
export function fromQuery(query: URLSearchParams): ViewState {
  const options: Record<string, string | number | boolean> = {};
  for (const field of FIELDS) {
    const value = valueOf(field, query.get(field.urlParameter!));
    if (value !== undefined && value !== DEFAULT_OPTIONS[field.key]) options[field.key] = value;
  }
  const column = COLUMNS.find((name) => name === query.get('sort')) ?? DEFAULT_ORDER.column;
  const natural = column === 'name' ? 'ascending' : 'descending';
  const asked = query.get('dir');
  return {
    view: VIEW_KINDS.find((kind) => kind === query.get('v')) ?? INITIAL_STATE.view,
    options,
    order: { column, direction: asked === 'ascending' || asked === 'descending' ? asked : natural },
    search: query.get('q') ?? '',
    selected: query.get('sel') ?? '',
    also: [...new Set(query.getAll('sel').slice(1))].filter((name) => name !== '' && name !== query.get('sel')),
    pivot: query.get('p') ?? '',
    inverted: isTrue(query.get('inv')),
    normalize: isTrue(query.get('norm')),
  };
}

function valueOf({ key, choices }: OptionField, text: string | null): string | number | boolean | undefined {
  if (text === null) return undefined;
  if (choices !== undefined) return choices.includes(text) ? text : undefined;
  switch (typeof DEFAULT_OPTIONS[key]) {
    case 'boolean':
      return isTrue(text);
    case 'number': {
      const number = Number(text);
      return text === '' || !Number.isFinite(number) ? undefined : number;
    }
    default:
      return text;
  }
}

const isTrue = (text: string | null): boolean => text !== null && /^(?:t|true|y|yes|1)$/i.test(text);

/** The state with some options set anew; those that are pprof's defaults are not kept. */
export function withOptions(state: ViewState, changed: ViewOptions): ViewState {
  const options = { ...state.options, ...changed };
  const kept = Object.entries(options).filter(
    ([key, value]) => value !== undefined && value !== DEFAULT_OPTIONS[key as keyof typeof DEFAULT_OPTIONS],
  );
  return { ...state, options: Object.fromEntries(kept) };
}
