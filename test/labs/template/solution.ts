/**
 * Cupons de desconto de uma loja. A página do carrinho simula o parcelamento com cada cupom que o cliente tenta, e o
 * suporte acompanha as últimas tentativas.
 *
 *   GET /saude
 *   GET /cupons/:codigo?centavos=19990
 *   GET /tentativas
 */
import 'vazou/diagnostics';
import { createServer, type ServerResponse } from 'node:http';

interface Attempt {
  codigo: string;
  centavos: number;
  parcelas: { numero: number; valor: string; total: string }[];
}

/** Em por cento. */
const COUPONS = new Map([
  ['VOLTA10', 10],
  ['NATAL25', 25],
  ['FRETE5', 5],
]);
const SHOWN = 20;

const attempts: Attempt[] = [];

function simulate(codigo: string, centavos: number): Attempt {
  const attempt: Attempt = { codigo, centavos, parcelas: [] };
  for (let numero = 1; numero <= 48; numero++) {
    const valor = Math.ceil(centavos / numero);
    const total = valor * numero;
    attempt.parcelas.push({ numero, valor: `R$ ${(valor / 100).toFixed(2)}`, total: `R$ ${(total / 100).toFixed(2)}` });
  }
  attempts.push(attempt);
  // O suporte só vê as últimas: as outras não precisam ficar.
  if (attempts.length > SHOWN) attempts.shift();
  return attempt;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

function route(address: string, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true });
  if (pathname === '/tentativas') {
    const last = attempts.slice(-SHOWN).reverse();
    return reply(
      response,
      200,
      last.map(({ codigo, centavos }) => ({ codigo, centavos })),
    );
  }

  const codigo = /^\/cupons\/([A-Z0-9]{1,20})$/.exec(pathname)?.[1] ?? '';
  const percent = COUPONS.get(codigo);
  if (percent === undefined) return reply(response, 404, { erro: 'Este cupom não existe.' });

  const centavos = Number(searchParams.get('centavos'));
  if (!(centavos >= 100 && centavos <= 100_000_000)) return reply(response, 400, { erro: 'O valor não é válido.' });

  return reply(response, 200, simulate(codigo, Math.round((centavos * (100 - percent)) / 100)));
}

createServer((request, response) => route(request.url ?? '/', response)).listen(
  Number(process.env['PORT'] ?? 8080),
  '127.0.0.1',
);
