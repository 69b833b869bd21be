/** A program that profiles itself. `APP` says whether it ends at once. */
import { forceGC, Profile, readMemStats, withLabels } from 'vazou/diagnostics/runtime';

const connections = new Profile('conexões');

export function connect(number: number): void {
  connections.add(`connection ${number}`); // opened here
}

new Profile('fila → “disco”').add('a ticket');
for (let number = 0; number < 6; number++) connect(number);
connections.remove('connection 5');

const kept: (() => void)[] = [];

async function serve(): Promise<void> {
  await new Promise<void>((resolve) => {
    kept.push(resolve);
  });
}

for (const route of ['/pedidos', '/pedidos', '/fretes']) withLabels({ rota: route }, () => void serve());
// Collections are counted from the first reading on.
readMemStats();
forceGC();
console.log('ready');
if (process.env['APP'] === 'stays') process.stdin.on('data', () => process.exit(7)).on('end', () => process.exit());
