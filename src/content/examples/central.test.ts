// Rode com: node --test --test-force-exit central.test.ts
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { route, withoutRepeats } from './servico.ts';

const open = (kind: string) => process.getActiveResourcesInfo().filter((name) => name === kind).length;

test('depois das respostas nada fica aberto', async () => {
  const server = createServer((request, response) => void route(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const notify = (cliente: number) =>
    fetch(`${base}/avisos`, { method: 'POST', body: JSON.stringify({ cliente, centavos: 1_990 }) });
  const visit = async (): Promise<void> => {
    for (const answer of [await notify(7), await notify(11), await fetch(`${base}/clientes/7/extrato`)])
      await answer.text();
  };
  await visit();
  const before = { sockets: open('TCPSocketWrap'), timers: open('Timeout') };
  for (let i = 0; i < 10; i++) await visit();
  const left = { sockets: open('TCPSocketWrap') - before.sockets, timers: open('Timeout') - before.timers };
  assert.ok(left.sockets < 5 && left.timers < 5, `30 respostas deixaram ${JSON.stringify(left)}`);
});

test('quatro vezes mais avisos não custam dezesseis vezes mais', () => {
  // A menor de várias medidas: é a que menos tem do que a máquina fazia ao lado.
  const cost = (length: number): number => {
    const ids = Array.from({ length }, (_, i) => i);
    const times = Array.from({ length: 15 }, () => {
      const before = performance.now();
      withoutRepeats(ids);
      return performance.now() - before;
    });
    return Math.min(...times);
  };
  const ratio = cost(8_000) / cost(2_000);
  assert.ok(ratio < 9, `quatro vezes mais avisos custaram ${ratio.toFixed(1)} vezes mais`);
});
