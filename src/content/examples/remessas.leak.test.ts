// Rode com: node --expose-gc --test remessas.leak.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepReceipt, renderReturn } from './servico.ts';
import { leftPerCall } from './sobra.ts';

const RECORD = 240;

test('o recibo não segura os bytes da remessa', async () => {
  const receive = (index: number) => {
    const file = Buffer.alloc(RECORD * 200, String(index % 10));
    // O caminho inteiro, e não só a função suspeita: os Buffers pequenos que ele cria dividem a laje com o recibo.
    return renderReturn(file, keepReceipt(file));
  };
  // Bytes fora do heap: em heapUsed este vazamento não aparece.
  const left = await leftPerCall('arrayBuffers', receive, 100);
  assert.ok(left < 4_096, `cada remessa deixou ${Math.round(left)} bytes para trás`);
});
