// Rode com: node --test --test-force-exit pix.leak.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryObjects } from 'node:v8';
import { transfer } from './servico.ts';

const TRANSFERS = 200;

/** Promessas vivas depois de uma coleta completa: a esquecida que ninguém segura não entra na conta. */
const promises = () => queryObjects(Promise, { format: 'count' });

/** Muitas ao mesmo tempo, para a esteira ficar cheia e quase todas desistirem. */
const rush = (name: string) =>
  Promise.all(Array.from({ length: TRANSFERS }, (_, i) => transfer(`${name}-${i}`, 1_990)));

test('quem desiste não fica na fila', async () => {
  await rush('aquecimento');
  const before = promises();
  await rush('medida');
  const left = promises() - before;
  assert.ok(left < TRANSFERS / 10, `${TRANSFERS} transferências deixaram ${left} promessas`);
});
