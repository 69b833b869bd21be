// Rode com: node --test percursos.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getHeapStatistics } from 'node:v8';
import { dayOf } from './servico.ts';

const POINTS = 1_440; // um por minuto
const DAYS = 8;

/** Bytes alocados desde o começo, vivos ou não: uma coleta no meio não muda a conta. Precisa do Node 26. */
const allocated = () => getHeapStatistics().total_allocated_bytes;

test('montar um dia aloca na medida do que devolve', async () => {
  await dayOf(1, 1);
  const before = allocated();
  await Promise.all(Array.from({ length: DAYS }, (_, day) => dayOf(7, day + 1)));
  const perPoint = (allocated() - before) / (DAYS * POINTS);
  assert.ok(perPoint < 3_000, `cada ponto devolvido custou ${Math.round(perPoint)} bytes alocados`);
});
