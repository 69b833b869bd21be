import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { startCPUProfile, stopCPUProfile } from 'vazou/diagnostics/runtime';

/** Um boleto por linha: número, vencimento e valor. */
function importBoletos(lines: readonly string[]): number {
  let cents = 0;
  for (const line of lines) {
    const [, , amount = '0'] = line.split(';');
    cents += Number(amount);
  }
  return cents;
}

const lines = Array.from({ length: 500_000 }, (_, i) => `34191.${i};2026-12-${1 + (i % 28)};${1990 + (i % 700)}`);

const file = createWriteStream('cpu.pb.gz');
startCPUProfile(file);
const cents = importBoletos(lines); // só este trecho entra no perfil
await stopCPUProfile();
file.end();
await finished(file);

console.log(`importados ${lines.length} boletos, ${(cents / 100).toFixed(2)} reais`);
