// Rode com: node --expose-gc --test relatorios.leak.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthlyReport } from './servico.ts'; // a função que você quer vigiar
import { leftPerCall } from './sobra.ts';

test('o relatório não deixa memória para trás', async () => {
  const start = Date.UTC(2026, 0, 1);
  // Cada chamada com uma entrada nova: repetir sempre a mesma acertaria o cache e esconderia o vazamento.
  const report = (index: number) => monthlyReport(1 + (index % 50), new Date(start + index * 1000));
  const left = await leftPerCall('heapUsed', report, 250);
  assert.ok(left < 1_500, `cada chamada deixou ${Math.round(left)} bytes para trás`);
});
