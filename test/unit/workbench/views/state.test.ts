import { expect, test } from 'vitest';
import { fromQuery, INITIAL_STATE, toQuery, withOptions, type ViewState } from '#workbench/views/state.ts';
import { goCommand } from '#workbench/views/command.ts';
import { activeFilters, exactly, NO_FILTERS, refinedBy } from '#workbench/views/refine/filters.ts';
import { searchFor } from '#workbench/views/search.ts';

const FULL: ViewState = {
  view: 'flame',
  options: {
    sampleIndex: 'alloc_space',
    focus: 'a|b',
    tagFocus: 'k=v',
    nodeCount: 20,
    trim: false,
    granularity: 'lines',
    unit: 'kB',
  },
  order: { column: 'cum', direction: 'ascending' },
  search: '^x y&z$',
  selected: 'Σ#?=',
  also: ['a b', '(x)|y'],
  pivot: 'main',
  inverted: true,
  normalize: true,
};

test('an address holds the whole state, and nothing where all is as by default', () => {
  expect(fromQuery(new URLSearchParams(toQuery(FULL).toString()))).toEqual(FULL);
  expect(toQuery(INITIAL_STATE).toString()).toBe('');
  expect(fromQuery(new URLSearchParams())).toEqual(INITIAL_STATE);
});

test("pprof's own parameters are understood", () => {
  const { options, pivot } = fromQuery(new URLSearchParams('f=foo&i=bar&si=cpu&n=5&trim=f&g=files&p=main'));
  expect(options).toEqual({
    focus: 'foo',
    ignore: 'bar',
    sampleIndex: 'cpu',
    nodeCount: 5,
    trim: false,
    granularity: 'files',
  });
  expect(pivot).toBe('main');
});

test('what makes frames of labels, and divides, is in the address too', () => {
  const options = { tagRoot: 'user', tagLeaf: 'route,status', divideBy: 2.5 };
  const address = toQuery({ ...INITIAL_STATE, options }).toString();
  expect(fromQuery(new URLSearchParams(address)).options).toEqual(options);
});

test('nonsense in an address is as if it were not there', () => {
  expect(fromQuery(new URLSearchParams('v=nope&n=many&g=atoms&dir=up&sort=size'))).toEqual(INITIAL_STATE);
  expect(fromQuery(new URLSearchParams('n=Infinity&nf=-Infinity'))).toEqual(INITIAL_STATE);
});

test('options that are the default are not kept', () => {
  expect(withOptions(INITIAL_STATE, { focus: 'x' }).options).toEqual({ focus: 'x' });
  expect(withOptions(withOptions(INITIAL_STATE, { focus: 'x' }), NO_FILTERS).options).toEqual({});
});

test('ignore and hide grow, the others are replaced', () => {
  const once = withOptions(INITIAL_STATE, refinedBy({}, 'ignore', exactly('a.b')));
  const twice = withOptions(once, refinedBy(once.options, 'ignore', '^c$'));
  expect(twice.options.ignore).toBe(String.raw`^a\.b$|^c$`);
  expect(refinedBy(twice.options, 'ignore', '^c$')).toEqual({ ignore: twice.options.ignore });
  expect(refinedBy({ focus: 'x' }, 'focus', 'y')).toEqual({ focus: 'y' });
  expect(activeFilters(twice.options)).toEqual([{ key: 'ignore', name: 'ignore', value: twice.options.ignore }]);
});

test('every filter that an address can have is told, and can be taken back', () => {
  const parameters = ['f', 'i', 'h', 's', 'sf', 'prunefrom', 'tf', 'ti', 'ts', 'th'];
  const state = fromQuery(new URLSearchParams(parameters.map((parameter) => [parameter, 'x'])));
  expect(activeFilters(state.options)).toHaveLength(parameters.length);
  expect(withOptions(state, NO_FILTERS).options).toEqual({});
});

const files = { profile: 'memory-leak-heap-1.pb.gz', base: null, sampleType: 'inuse_space' };

test('the command shows the same view of the downloaded file', () => {
  expect(goCommand(files, INITIAL_STATE)).toBe('go tool pprof -top -sample_index=inuse_space memory-leak-heap-1.pb.gz');
  expect(goCommand({ ...files, base: 'old one.pb.gz' }, FULL)).toBe(
    "go tool pprof -http=localhost: -sample_index=inuse_space -unit=kB -normalize -nodecount=20 -trim=false -focus='a|b' -tagfocus=k=v -lines -diff_base='old one.pb.gz' memory-leak-heap-1.pb.gz"
      .replace(' -normalize -nodecount', ' -nodecount')
      .replace(".gz' memory", ".gz' -normalize memory"),
  );
  expect(goCommand(files, { ...INITIAL_STATE, view: 'peek', selected: "it's" })).toBe(
    String.raw`go tool pprof -peek='^it'\''s$' -sample_index=inuse_space memory-leak-heap-1.pb.gz`,
  );
  const lines: ViewState = { ...INITIAL_STATE, view: 'peek', selected: 'f', options: { granularity: 'lines' } };
  expect(goCommand(files, lines)).toContain("-peek='^([0-9a-f]+ )?f( |$)' ");
  // Whoever made the profile chose this name.
  expect(goCommand({ ...files, sampleType: 'cpu;rm -rf ~' }, INITIAL_STATE)).toContain("-sample_index='cpu;rm -rf ~'");
});

test('a search in lower case finds capitals; one with capitals, or a flag, is exact; a wrong one says so', () => {
  const finds = (pattern: string, name: string): boolean => {
    const search = searchFor(pattern);
    return search.kind === 'regexp' && search.test(name);
  };
  expect(finds('monthly', 'getMonthlyReport')).toBe(true);
  expect(finds('Monthly', 'getmonthlyReport')).toBe(false);
  expect(searchFor('(').kind).toBe('bad');
  expect(searchFor('').kind).toBe('none');
});
