// A service as anybody writes it: CommonJS, and not a word of diagnostics.
const express = require('express');

const kept = [];

function keepOrders(count) {
  for (let i = 0; i < count; i++)
    kept.push({ i, customer: `customer ${i} of ${kept.length}`, items: [i, i + 1, i + 2] });
}

const app = express();
app.get('/orders', (_request, response) => {
  keepOrders(2_000);
  response.json({ kept: kept.length });
});
app.get('/busy', (_request, response) => {
  const end = Date.now() + 1_500;
  while (Date.now() < end) Math.sqrt(end);
  response.end();
});
const server = app.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit());
