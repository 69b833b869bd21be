// Rode com: node --test envios.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { removeDuplicates } from './servico.ts';

/** Quantas vezes a função olha um campo. Contar não depende da máquina, como cronometrar dependeria. */
function workFor(length: number): number {
  let reads = 0;
  const contacts = Array.from({ length }, (_, person) => ({
    get cadastro(): number {
      reads++;
      return person;
    },
    get telefone(): number {
      reads++;
      return 11e9 + person;
    },
  }));
  removeDuplicates(contacts);
  return reads;
}

test('o dobro dos contatos custa o dobro', () => {
  const ratio = workFor(2_000) / workFor(1_000); // 2 se cresce com a lista; 4 se cresce com o quadrado dela
  assert.ok(ratio < 3, `o dobro dos contatos custou ${ratio.toFixed(1)} vezes mais`);
});
