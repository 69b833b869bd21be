// Rode com: node --test tabelas.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildTable } from './servico.ts';

/** CPU desta thread, em microssegundos: se a máquina está ocupada com outra coisa, não conta. */
function spent(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** A maior fatia do trabalho feita sem devolver a vez, de 0 a 1. */
async function longestTurn(work: () => unknown): Promise<number> {
  const began = spent();
  let [last, longest, working] = [began, 0, true];
  const turn = (): void => {
    longest = Math.max(longest, spent() - last);
    last = spent();
    if (working) setImmediate(turn); // a cada volta do event loop
  };
  setImmediate(turn);
  await work();
  working = false;
  turn();
  return longest / (last - began);
}

test('a tabela devolve a vez enquanto é montada', async () => {
  const share = await longestTurn(() => buildTable(350_000));
  assert.ok(share < 0.25, `${Math.round(share * 100)}% do trabalho foi feito numa volta só`);
});
