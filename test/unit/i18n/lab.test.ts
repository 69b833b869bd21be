import { describe, expect, test } from 'vitest';
import { t } from '#i18n/index.ts';
import type { SeveralPart, SlopePart } from '#lab/judgement.ts';
import type { Death } from '#lab/run.ts';

const MIB = 1024 * 1024;

describe('a death in words', () => {
  test.each<[Death, readonly string[]]>([
    [{ kind: 'out-of-memory', ceilingMiB: 96, lastHeapUsed: 94.5 * MIB }, ['96 MiB', '94,5 MiB', 'Reinicie']],
    [{ kind: 'out-of-memory', ceilingMiB: 96, lastHeapUsed: null }, ['96 MiB', 'Reinicie']],
    [
      { kind: 'syntax', message: 'TypeScript enum is not supported in strip-only mode', file: '/a/server.ts', line: 3 },
      ['/a/server.ts, linha 3', 'enum', 'union de strings'],
    ],
    [{ kind: 'syntax', message: 'Expression expected', file: null, line: null }, ['Expression expected', 'Corrija']],
    [{ kind: 'port-taken', port: 8080 }, ['porta 8080', 'process.env.PORT']],
    [{ kind: 'not-ready', afterMs: 20_000, missing: 'service', stderr: '' }, ['process.env.PORT', '20,0 s']],
    [{ kind: 'not-ready', afterMs: 20_000, missing: 'diagnostics', stderr: 'x' }, ['vazou/diagnostics', '\nx']],
    [{ kind: 'stuck', afterMs: 15_000 }, ['15,0 s', 'prende a thread principal', 'reinicie']],
    [{ kind: 'hung-up', code: 'ECONNRESET' }, ['ECONNRESET', 'encerrou uma conexão', 'tente de novo']],
    [{ kind: 'stuck', afterMs: 10_000, idle: true }, ['10,0 s', 'sem nada para fazer', 'await']],
    [{ kind: 'slow', afterMs: 20_000, answered: 130, of: 400 }, ['20,0 s', '130 de 400 requisições', 'devagar']],
    [{ kind: 'locked', name: 'memoryUsage', file: '/a/server.ts', line: 9 }, ['memoryUsage em /a/server.ts, linha 9']],
    [{ kind: 'locked', name: 'toJSON', file: null, line: null }, ['trocar toJSON,', 'Desfaça']],
    [{ kind: 'exit', code: 1, signal: null, stderr: 'Error: boom' }, ['código 1', 'Error: boom']],
    [{ kind: 'exit', code: 0, signal: null, stderr: '' }, ['sem erro', 'listen']],
    [{ kind: 'exit', code: null, signal: 'SIGKILL', stderr: '' }, ['SIGKILL']],
  ])('%j', (death, said) => {
    const words = t.lab.death(death);
    for (const part of said) expect(words).toContain(part);
    expect(words).not.toMatch(/undefined|null|NaN/);
  });
});

describe('a leak part in words', () => {
  const part: SlopePart = {
    name: 'leak',
    outcome: 'fail',
    signal: 'slope',
    measure: 'heapUsed',
    requests: [400, 700, 1_000, 1_300],
    floor: [20 * MIB, 24 * MIB, 28 * MIB, 32 * MIB],
    perRequest: 14_000,
    maxPerRequest: 2_500,
  };

  test('says what was measured, round by round, and the limit', () => {
    const words = t.lab.leak(part);
    for (const said of ['3 rodadas', '900 requisições', '20,0 MiB → 24,0 MiB', '13,7 KiB', '2,4 KiB', 'continua']) {
      expect(words).toContain(said);
    }
  });

  test('tells a rest from a round', () => {
    const rested = { ...part, requests: [...part.requests, 1_300], floor: [...part.floor, 20 * MIB] };
    expect(t.lab.leak(rested)).toContain('3 rodadas (900 requisições) e uma pausa');
    expect(t.lab.leak({ ...rested, outcome: 'pass', perRequest: 0 })).toContain('quando a carga para');
  });

  test('falling memory is not said to have grown by a negative amount', () => {
    expect(t.lab.leak({ ...part, outcome: 'pass', perRequest: -500 })).toContain('por requisição: 0 B');
  });

  test('what grew a little, or had grown and stands still, is not said to have done something else', () => {
    const little = { ...part, outcome: 'pass', perRequest: 0.6 * part.maxPerRequest } as const;
    expect(t.lab.leak(little)).toContain('cresce menos que o limite');
    expect(t.lab.leak({ ...little, perRequest: 100 })).toContain('parou de crescer');
    const full = { ...part, floor: [20 * MIB, 28 * MIB, 32 * MIB, 32 * MIB] };
    expect(t.lab.leak(full)).toContain('cresceu demais');
    // After a rest that gave nothing back.
    const rested = { ...little, requests: [...part.requests, 1_300], floor: [...part.floor, 32 * MIB] };
    expect(t.lab.leak(rested)).not.toContain('quando a carga para');
  });

  test('the figure is told of what it is of', () => {
    const rested = { ...part, requests: [...part.requests, 1_300], floor: [...part.floor, 32 * MIB] };
    expect(t.lab.leak({ ...rested, perRequest: (12 * MIB) / 900 })).toContain('Do começo ao fim, por requisição');
    expect(t.lab.leak(rested)).toContain('Nas últimas rodadas, por requisição');
  });

  test('buffers are named when that is where the leak went', () => {
    expect(t.lab.leak({ ...part, measure: 'external' })).toContain('Buffers');
    expect(t.lab.leak({ ...part, measure: 'native' })).toMatch(/memória fora do heap.*outra thread/);
    expect(t.lab.leak({ ...part, measure: 'disk' })).toMatch(/O total escrito em arquivos, .*o disco enche/);
  });

  test('a cost is told to two decimals where they matter, and whole where it is many times as much', () => {
    const cost = {
      name: 'leak',
      signal: 'cpu',
      outcome: 'fail',
      rounds: [46.66, 9.5],
      perRequest: 46.66,
      max: 3.5,
    } as const;
    expect(t.lab.leak(cost)).toMatch(/gasta 47 vezes.*47 vezes, 9,5 vezes.*limite é 3,5 vezes/);
  });

  test('several faults: how many are left, and each by its name', () => {
    const gone = { ...part, outcome: 'pass', perRequest: 0 } as const;
    const several = (outcome: 'pass' | 'fail', ...faults: readonly SlopePart[]): SeveralPart => ({
      name: 'leak',
      signal: 'several',
      outcome,
      faults: faults.map((fault, i) => ({ name: `falha ${i + 1}`, part: fault })),
    });
    const words = t.lab.leak(several('fail', gone, part, part));
    expect(words).toMatch(/^De 3 falhas, sobram 2\.\n.*acabou.*falha 1.*\n.*continua.*falha 2.*\n.*continua.*falha 3/);
    expect(t.lab.faultsLeft(several('fail', gone, part))).toBe('De 2 falhas, sobra 1.');
    expect(t.lab.faultsLeft(several('fail', part, part))).toBe('As 2 falhas continuam.');
    expect(t.lab.faultsLeft(several('pass', gone, gone))).toBe('Nenhuma falha sobrou.');
  });
});
