import { describe, expect, test } from 'vitest';
import { complete } from '../../../../src/cli/pprof/shell/complete.ts';
import { optionsText } from '../../../../src/cli/pprof/shell/options-text.ts';
import { expandShortcut, parseStatement, type Statement } from '../../../../src/cli/pprof/shell/statement.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/cli/pprof/variables.ts';

function parse(input: string, settings: Settings = DEFAULT_SETTINGS): Statement {
  return parseStatement(input, settings, (name) => `tipo-${name}`);
}

function settingsAfter(input: string): Partial<Settings> {
  const statement = parse(input);
  if (statement.kind !== 'settings' && statement.kind !== 'report') throw new Error(statement.kind);
  const changed = Object.entries(statement.settings).filter(
    ([key, value]) => value !== Object.entries(DEFAULT_SETTINGS).find(([name]) => name === key)?.[1],
  );
  return Object.fromEntries(changed);
}

test.each<[string, Partial<Settings>]>([
  ['focus=net/http', { focus: 'net/http' }],
  [' nodecount = 30  //: padrão', { nodeCount: 30 }],
  ['cum', { sort: 'cum' }],
  ['granularity=lines', { granularity: 'lines' }],
  ['trim=f', { trim: false }],
  ['mean', { mean: true }],
  ['sample_index=1', { sampleIndex: 'tipo-1' }],
  ['top', { nodeCount: 10 }],
  ['top3', { nodeCount: 3 }],
  ['top 20 -cum a b -c >saida.txt', { nodeCount: 20, sort: 'cum', focus: 'a|b', ignore: 'c', output: 'saida.txt' }],
  ['tree > saida.txt', { output: 'saida.txt' }],
  ['tags rota -x', { tagFocus: 'rota', tagIgnore: 'x' }],
])('%s', (input, changed) => {
  expect(settingsAfter(input)).toEqual(changed);
});

test('the words of a report hold for that report only', () => {
  const settings = { ...DEFAULT_SETTINGS, focus: 'antes' };
  expect(parse('top depois', settings)).toMatchObject({ kind: 'report', settings: { focus: 'depois' } });
  expect(parse('top', settings)).toMatchObject({ kind: 'report', settings: { focus: 'antes' } });
});

test('list takes its pattern first', () => {
  expect(parse('list main -x')).toMatchObject({ kind: 'report', pattern: 'main', settings: { ignore: 'x' } });
});

test.each([
  ['focus', { kind: 'needs-value', name: 'focus' }],
  ['list', { kind: 'needs-parameter', name: 'list' }],
  ['hide runtime', { kind: 'did-you-mean', name: 'hide', value: 'runtime' }],
  ['pdf', { kind: 'unsupported', name: 'pdf' }],
  ['tpo', { kind: 'unknown-command', name: 'tpo' }],
  ['top >', { kind: 'missing-file-name' }],
])('%s is a mistake', (input, mistake) => {
  expect(parse(input)).toEqual({ kind: 'mistake', mistake });
});

test.each([
  ['', 'nothing'],
  ['o', 'options'],
  ['q', 'quit'],
  ['exit', 'quit'],
  ['help top', 'help'],
])('"%s" is %s', (input, kind) => {
  expect(parse(input).kind).toBe(kind);
});

test('shortcuts', () => {
  expect(expandShortcut(' : ', [])).toEqual(['focus=', 'ignore=', 'hide=', 'tagfocus=', 'tagignore=']);
  expect(expandShortcut('mean_delay', ['contentions', 'delay'])).toEqual(['mean=1', 'sample_index=delay']);
  expect(expandShortcut('top', ['delay'])).toEqual(['top']);
});

test('what "o" prints can be typed back', () => {
  const settings: Settings = { ...DEFAULT_SETTINGS, focus: 'a b', sort: 'cum', nodeFraction: 0.1 };
  const again = optionsText(settings, ['tipo'])
    .split('\n')
    .map((line) => line.replace('""', ''))
    .filter((line) => !line.includes('sample_index'))
    .reduce((current, line) => {
      const statement = parse(line, current);
      return statement.kind === 'settings' ? statement.settings : current;
    }, DEFAULT_SETTINGS);
  expect(again).toEqual(settings);
});

describe('completion', () => {
  const functions = ['main.main', 'net/http.(*conn).serve', 'net/http.Get'];

  test('of commands and variables', () => {
    expect(complete('top', functions)).toEqual([['top', 'topproto'], 'top']);
    expect(complete('help gran', functions)).toEqual([['granularity'], 'gran']);
  });

  test('of function names, by any part of them, also to ignore', () => {
    expect(complete('list serve', functions)).toEqual([['net/http.(*conn).serve'], 'serve']);
    expect(complete('top5 main -http', functions)).toEqual([['-net/http.(*conn).serve', '-net/http.Get'], '-http']);
  });

  test('of nothing where nothing is known', () => {
    expect(complete('tags rot', functions)).toEqual([[], 'rot']);
    expect(complete('xyz ab', functions)).toEqual([[], 'ab']);
  });
});
