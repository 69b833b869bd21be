// Rode com: node --expose-gc --test relatorios.leak.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthlyReport } from './relatorios.ts'; // a função que você quer vigiar

/** O piso: o que sobra no heap depois de coletas completas. */
async function heapFloor(): Promise<number> {
  assert.ok(globalThis.gc, 'rode com --expose-gc');
  for (let i = 0; i < 6; i++) await globalThis.gc({ type: 'major', execution: 'async' });
  return process.memoryUsage().heapUsed;
}

/** Bytes que cada chamada deixa para trás. Um vazamento cresce em toda rodada; o ruído, não: vale a menor. */
async function bytesLeftPerCall(call: (index: number) => Promise<unknown>): Promise<number> {
  const atOnce = 8;
  const perRound = 400;
  let next = 0;
  const round = async (): Promise<void> => {
    const end = next + perRound;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < end) await call(next++);
      }),
    );
  };
  await round(); // aquecimento: o que enche até um limite, enche aqui
  let before = await heapFloor();
  let least = Infinity;
  for (let i = 0; i < 3; i++) {
    await round();
    const after = await heapFloor();
    least = Math.min(least, (after - before) / perRound);
    before = after;
  }
  return least;
}

test('o relatório não deixa memória para trás', async () => {
  const start = Date.UTC(2026, 0, 1);
  // Cada chamada com uma entrada nova: repetir sempre a mesma acertaria o cache e esconderia o vazamento.
  const left = await bytesLeftPerCall((index) => monthlyReport(1 + (index % 50), new Date(start + index * 1000)));
  assert.ok(left < 1_500, `cada chamada deixou ${Math.round(left)} bytes para trás`);
});
