import { expect, test } from 'vitest';
import { pprofWords } from '#i18n/pprof.ts';
import { explain } from '../../../../src/cli/pprof/explain.ts';
import { refusePort } from '../../../../src/cli/pprof/port-error.ts';

const words = pprofWords('pt_BR');
const said = (code: string): string | undefined => {
  try {
    return refusePort(Object.assign(new Error(code), { code }), 80);
  } catch (error) {
    return explain(error, words);
  }
};

test('a port that cannot be had is explained, and any other error is not taken for one', () => {
  expect(said('EACCES')).toContain('O sistema não deixa abrir a porta 80');
  expect(said('EADDRINUSE')).toContain('Nem a porta 80 nem as seguintes');
  expect(said('EMFILE')).toBeUndefined();
});
