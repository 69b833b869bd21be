// Rode com: node --test cotacao.leak.test.ts
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { contexts, server } from './servico.ts'; // a coleção do módulo, e quem a usa

test('acabada a requisição, por qualquer fim, o contexto dela se foi', async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = (path: string, signal?: AbortSignal) =>
    fetch(`http://127.0.0.1:${port}${path}`, { signal }).then((response) => response.text());

  await Promise.all([
    ask('/fretes?cep=01310100&gramas=1500'), // tudo certo
    ask('/fretes?cep=01310109&gramas=1500'), // onde ninguém entrega
    ask('/fretes?cep=1&gramas=1500'), // inválida
    ask('/nada'), // endereço que não existe
  ]);
  const client = new AbortController();
  const unanswered = ask('/fretes?cep=04538132&gramas=900', client.signal);
  await once(server, 'request');
  client.abort(); // o cliente desliga no meio
  await assert.rejects(unanswered);

  server.close();
  await once(server, 'close');
  await delay(100); // o que ainda corria pelo cliente que saiu
  // Uma contagem, e não bytes: não precisa de coleta nem de tolerância.
  assert.equal(contexts.size, 0, `ficaram ${contexts.size} contextos de 5 requisições`);
});
