import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { alignRight } from '#pprof/report/tab-writer.ts';
import { tagFilterOf, tagsData, tagsText } from '#pprof/report/tags.ts';

const file = new URL('../../parity/profiles/synthetic.pb.gz', import.meta.url);
const profile = combineProfiles({ profiles: [decodeProfile(readFileSync(file))] });

test('keys are in order, values by weight, and percentages are of the whole profile', () => {
  const text = tagsText(tagsData(profile, { sampleIndex: 'samples', tagShow: 'route|tenant' }));
  expect(text).toBe(
    [
      ' route: Total 48 of 73 (65.75%)',
      '        21 (28.77%): /cart',
      '        20 (27.40%): /health',
      '         7 ( 9.59%): /pay',
      '',
      ' tenant: Total 21 of 73 (28.77%)',
      '         14 (19.18%): acme',
      '          7 ( 9.59%): globex',
      '',
      '',
    ].join('\n'),
  );
});

/** The cells are those of Go 1.19, whose -tags prints other numbers; the expected lines are what it printed. */
test('columns are aligned as Go aligns them', () => {
  const cells = [
    'route:\t Total 48.0',
    ' \t21.0 (43.75%):\t /cart',
    ' \t7.0 (14.58%):\t /pay',
    '',
    'tenant:\t Total 21.0',
  ];
  expect(alignRight([...cells, ' \t14.0 (66.67%):\t acme', ''])).toEqual([
    ' route: Total 48.0',
    '        21.0 (43.75%): /cart',
    '         7.0 (14.58%): /pay',
    '',
    ' tenant: Total 21.0',
    '         14.0 (66.67%): acme',
    '',
  ]);
});

test.each(['synthetic', 'json.mem'])('of %s, what one value of a label is narrowed down to is that value', (name) => {
  const path = new URL(`../../parity/profiles/${name}.pb.gz`, import.meta.url);
  const whole = combineProfiles({ profiles: [decodeProfile(readFileSync(path))] });
  const { keys } = tagsData(whole);
  expect(keys.length).toBeGreaterThan(0);
  for (const { key, values } of keys) {
    for (const tag of values) {
      const narrowed = tagsData(whole, { tagFocus: tagFilterOf(key, tag) }).keys.find((found) => found.key === key);
      expect(narrowed?.values.find((found) => found.name === tag.name)?.value, `${key} ${tag.name}`).toEqual(tag.value);
    }
  }
});

test('a comma in a value does not make two patterns of it', () => {
  expect(tagFilterOf('route', { name: 'a,b', range: null })).toBe(String.raw`route=^a\x2cb$`);
});
