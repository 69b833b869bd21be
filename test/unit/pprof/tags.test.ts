import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { alignRight } from '#pprof/report/tab-writer.ts';
import { tagsData, tagsText } from '#pprof/report/tags.ts';

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
