// Rode com: node --test --test-force-exit pix.leak.test.ts
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { queryObjects } from 'node:v8';
import { route, transfer } from './servico.ts';

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

test('todo relógio que se liga para o painel se desliga', async (t) => {
  const server = createServer((request, response) => void route(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const on = t.mock.method(globalThis, 'setInterval');
  const off = t.mock.method(globalThis, 'clearInterval');
  for (let i = 0; i < 5; i++) {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/painel`);
    await answer.text();
  }
  // Contar quem liga e quem desliga: unref() esconderia um relógio esquecido de quem só conta os que seguram o processo.
  const left = on.mock.callCount() - off.mock.callCount();
  assert.equal(left, 0, `5 visitas ao painel deixaram ${left} relógios ligados`);
});
