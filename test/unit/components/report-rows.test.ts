import { expect, test } from 'vitest';
import { reportPieces } from '../../../src/components/report-rows.ts';

const REPORT = [
  'Type: inuse_space\n',
  'Showing nodes accounting for 40.2MB, 99.28% of 40.5MB total\n',
  '      flat  flat%   sum%        cum   cum%\n',
  '   30.20MB 74.57% 74.57%    39.80MB 98.27%  buildReport labs/memory-leak/server.ts:57\n',
  '         0     0% 99.28%   -39.90MB 98.52%  (anonymous)',
];

test('the rows of a top, their numbers apart from their names', () => {
  const pieces = reportPieces(REPORT.join(''));
  expect(pieces.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'row', 'row']);
  expect(pieces[3]).toEqual({
    kind: 'row',
    numbers: '   30.20MB 74.57% 74.57%    39.80MB 98.27%  ',
    name: 'buildReport labs/memory-leak/server.ts:57\n',
  });
  expect(pieces.map((piece) => (piece.kind === 'row' ? piece.numbers + piece.name : piece.text)).join('')).toBe(
    REPORT.join(''),
  );
});

test('traces have no rows', () => {
  const traces = '-----------+----\n      1200   runtime.gopark\n             net/http.(*persistConn).readLoop\n';
  expect(reportPieces(traces).every(({ kind }) => kind === 'text')).toBe(true);
});
