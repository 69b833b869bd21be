// Rode com: node --test --test-force-exit entregas.leak.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { nextPosition, positions } from './servico.ts';

/** O que o processo ainda vai chamar. São números inteiros: não precisam de tolerância. */
async function open(): Promise<{ listeners: number; timers: number }> {
  await nextTurn();
  const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  return { listeners: positions.listenerCount('posicao'), timers };
}

test('esperar uma posição não deixa nada aberto, por nenhum dos dois fins', async () => {
  const before = await open();
  const waits = Array.from({ length: 20 }, (_, i) => nextPosition(`pedido-${i}`, 50));
  for (let i = 0; i < 10; i++) positions.emit('posicao', { pedido: `pedido-${i}`, metros: 300 }); // metade chega
  await Promise.all(waits); // para a outra metade, o prazo vence
  assert.deepEqual(await open(), before);
});
