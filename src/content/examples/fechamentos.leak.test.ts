// Rode com: node --test fechamentos.leak.test.ts
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { settle } from './servico.ts';

/** Arquivos e sockets abertos agora. No Linux e no macOS, que os mostram como uma pasta. */
const openFiles = () => readdirSync('/dev/fd').length;

/** O máximo enquanto o trabalho anda: no fim está tudo fechado, e medir ali não acusaria nada. */
async function peakDuring(work: Promise<unknown>): Promise<number> {
  let peak = 0;
  const watching = setInterval(() => (peak = Math.max(peak, openFiles())), 1);
  await work.finally(() => clearInterval(watching));
  return peak;
}

test('o fechamento abre um arquivo de cada vez', { skip: process.platform === 'win32' }, async () => {
  const before = openFiles();
  const peak = (await peakDuring(settle('341', 17))) - before;
  assert.ok(peak <= 10, `houve ${peak} arquivos abertos ao mesmo tempo`);
});
