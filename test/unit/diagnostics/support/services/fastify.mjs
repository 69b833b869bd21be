// A service as anybody writes it: plain JavaScript, and not a word of diagnostics.
import Fastify from 'fastify';

const kept = [];
const waiting = [];

function keepOrders(count) {
  for (let i = 0; i < count; i++)
    kept.push({ i, customer: `customer ${i} of ${kept.length}`, items: [i, i + 1, i + 2] });
}

const app = Fastify();
app.get('/orders', async () => {
  keepOrders(2_000);
  return { kept: kept.length };
});
app.get('/stock', async function askStock() {
  await new Promise((resolve) => waiting.push(resolve)); // here it waits
  return {};
});
app.get('/busy', async () => {
  const end = Date.now() + 1_500;
  while (Date.now() < end) Math.sqrt(end);
  return {};
});
await app.listen({ port: 0, host: '127.0.0.1' });
console.log(`port ${app.server.address().port}`);
process.stdin.resume().on('end', () => process.exit());
