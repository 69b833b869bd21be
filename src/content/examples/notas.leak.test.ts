// Rode com: node --expose-gc --test notas.leak.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remember, summarize } from './servico.ts'; // quem recorta, e quem guarda o recorte
import { leftPerCall } from './sobra.ts';

const items = '<det nItem="1"><prod><xProd>Caderno</xProd></prod></det>'.repeat(3_600);

/** Uma nota de uns 200 KB. Com uma de 300 bytes, o pedaço que segura o todo se perderia no ruído. */
function note(index: number): string {
  const key = `<chNFe>${String(index).padStart(44, '3')}</chNFe>`;
  const issuer = '<emit><xNome>Papelaria Central do Brasil</xNome></emit>';
  return Buffer.from(`<NFe>${key}${issuer}<vNF>19.90</vNF>${items}</NFe>`).toString(); // como vem da rede: bytes
}

test('guardar o resumo não é guardar a nota', async () => {
  const left = await leftPerCall('heapUsed', (index) => remember(summarize(note(index))), 50);
  assert.ok(left < 10_000, `cada nota deixou ${Math.round(left)} bytes para trás`);
});
