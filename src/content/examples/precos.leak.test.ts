// Rode com: node --expose-gc --test precos.leak.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadItems, publish } from './servico.ts';
import { leftPerCall } from './sobra.ts';

test('publicar uma tabela solta a anterior', async () => {
  // Só a vigente é guardada, e por isso nenhuma coleção cresce: quem acusa é o piso.
  const left = await leftPerCall('heapUsed', (index) => publish(index, loadItems(index)), 200);
  assert.ok(left < 1_500, `cada publicação deixou ${Math.round(left)} bytes para trás`);
});
