// Rode com: node --test --test-force-exit avisos.leak.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { deliver } from './servico.ts';

const NOTICES = 20;

const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

test('cada aviso devolve a conexão que usou', async () => {
  const send = async (pedido: number): Promise<void> => {
    // Também a loja que recusa: é no caminho do erro que mais se esquece de ler o corpo.
    await deliver({ loja: pedido % 2 === 0 ? 'papelaria' : 'ferragens', pedido, situacao: 'enviado' });
    await delay(10); // o tempo de o corpo chegar
  };
  await delay(50); // as lojas, que aqui moram no mesmo processo, levam um instante para abrir
  for (let i = 0; i < 2; i++) await send(i);
  const before = sockets();
  // Um de cada vez: uma conexão basta para todos.
  for (let i = 0; i < NOTICES; i++) await send(i);
  const left = sockets() - before;
  assert.ok(left < NOTICES / 2, `${NOTICES} avisos deixaram ${left} sockets abertos`);
});
