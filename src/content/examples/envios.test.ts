// Rode com: node --test envios.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isName, preview, removeDuplicates } from './servico.ts';

/** Quantas vezes a função olha um campo. Contar não depende da máquina, como cronometrar dependeria. */
function workFor(length: number): number {
  let reads = 0;
  const counted = <T>(value: T): T => (reads++, value);
  const contactOf = (person: number) => ({
    get cadastro() {
      return counted(person);
    },
    get telefone() {
      return counted(11e9 + person);
    },
  });
  removeDuplicates(Array.from({ length }, (_, person) => contactOf(person)));
  return reads;
}

test('o dobro dos contatos custa o dobro', () => {
  const ratio = workFor(2_000) / workFor(1_000); // 2 se cresce com a lista; 4 se cresce com o quadrado dela
  assert.ok(ratio < 3, `o dobro dos contatos custou ${ratio.toFixed(1)} vezes mais`);
});

test('a prévia não copia o histórico do modelo', async () => {
  let copies = 0;
  const revision = {
    get parecer() {
      return String(++copies);
    },
  };
  const botao = { rotulo: 'Ver', link: 'https://loja.example/' };
  await preview(1, { modelo: 1, texto: 'Olá, {cadastro}!', botao, revisoes: [revision] });
  assert.ok(copies < 10, `o histórico foi copiado ${copies} vezes`);
});

test('recusar um nome não custa mais que aceitar', () => {
  const cost = (name: string): number => {
    const times = Array.from({ length: 20 }, () => {
      const before = performance.now();
      isName(name);
      return performance.now() - before;
    });
    return Math.min(...times); // a menor de várias medidas
  };
  const ratio = cost('a'.repeat(19) + '1') / cost('a'.repeat(20));
  assert.ok(ratio < 100, `recusar custou ${Math.round(ratio)} vezes mais que aceitar`);
});
