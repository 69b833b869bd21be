// Rode com: node --expose-gc --test vitrine.leak.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSheet } from './servico.ts';
import { floors } from './sobra.ts';

const PER_ROUND = 200;

test('a prateleira enche até o limite, e para', async () => {
  // Um livro diferente a cada chamada, e rodadas bastantes para passar do limite: 1.800 livros, 600 lugares.
  const floor = await floors('heapUsed', findSheet, PER_ROUND, 9);
  const rises = floor.slice(1).map((after, i) => (after - (floor[i] ?? 0)) / PER_ROUND);
  const filling = Math.max(...rises.slice(0, 3));
  const full = Math.min(...rises.slice(-4));
  assert.ok(filling > 10_000, 'o começo tem de subir: sem isso o teste não veria um vazamento');
  assert.ok(full < 1_500, `com a prateleira cheia, cada ficha ainda deixou ${Math.round(full)} bytes`);
});
