/**
 * Central de avisos de um banco digital. Cada compra vira um aviso no celular do cliente, que um parceiro entrega. A
 * agência puxa o extrato do cliente, e a conciliação da noite confere os avisos do dia, que o parceiro às vezes repete.
 *
 *   GET  /saude
 *   POST /avisos                      {"cliente": 7, "centavos": 1990}
 *   GET  /clientes/:cliente/extrato     linha a linha: um andamento, e no fim o extrato
 *   GET  /clientes/:cliente/conciliacao
 */
import 'vazou/diagnostics';
import { once } from 'node:events';
import { Agent, createServer, request as call, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

interface Entry {
  aviso: string;
  dia: string;
  loja: string;
  centavos: number;
}

const CLIENTS = 500;
const STATEMENT = 90;
const DAY = 8_400;
const PULSE_MS = 1_000;
const STORES = ['Padaria Aurora', 'Posto Serra Azul', 'Mercado do Zé', 'Farmácia Popular', 'Livraria Cultura'];

/** Poucas conexões de cada vez, para o parceiro não ficar com centenas abertas. */
const partnerAgent = new Agent({ keepAlive: false });

/** O parceiro: entrega tudo, menos os avisos de um cliente em cada onze. */
const partner = createServer((request, response) => {
  request.resume().on('end', () => {
    const refused = Number(request.headers['x-cliente']) % 11 === 0;
    response.writeHead(refused ? 503 : 202, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ fila: 'sp-1', recibo: 'r'.repeat(1_500) }));
  });
}).listen(0, '127.0.0.1');
partner.keepAliveTimeout = 600_000;

/** Entrega o aviso ao parceiro; verdadeiro se ele aceitou. */
async function push(client: number, message: string): Promise<boolean> {
  const { port } = partner.address() as AddressInfo;
  const headers = { 'X-Cliente': String(client), 'Content-Type': 'text/plain; charset=utf-8' };
  const outgoing = call({ agent: partnerAgent, host: '127.0.0.1', port, method: 'POST', path: '/entrega', headers });
  outgoing.end(message);
  const [incoming]: IncomingMessage[] = await once(outgoing, 'response');
  return incoming?.statusCode === 202;
}

async function notify(client: number, cents: number): Promise<string> {
  const value = (cents / 100).toFixed(2).replace('.', ',');
  const accepted = await push(client, `Compra de R$ ${value} aprovada.`);
  return accepted ? 'entregue' : 'fica para amanhã';
}

function entry(client: number, number: number): Entry {
  const dia = new Date(Date.UTC(2026, 10, 1) - number * 40_000_000).toISOString();
  const loja = [STORES[(client + number) % 5], `caixa ${1 + (number % 9)}`].join(', ');
  return { aviso: `aviso-${client}-${number}`, dia, loja, centavos: 500 + ((client * 131 + number * 977) % 90_000) };
}

function buildStatement(client: number): Entry[] {
  const entries: Entry[] = [];
  for (let number = 1; number <= STATEMENT; number++) entries.push(entry(client, number));
  return entries;
}

/** O balanceador corta a conexão que fica muda: enquanto o extrato não sai, um andamento por segundo. */
async function sendStatement(client: number, response: ServerResponse): Promise<void> {
  const entries = buildStatement(client);
  const progress = (): void => void response.write(`${JSON.stringify({ andamento: entries.length })}\n`);
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' });
  progress();
  const pulse = setInterval(() => {
    if (!response.writableEnded) progress();
  }, PULSE_MS);
  // Se o cliente desliga no meio, o andamento não interessa mais a ninguém.
  response.once('error', () => clearInterval(pulse));
  await delay(10);
  response.end(`${JSON.stringify({ cliente: client, extrato: entries })}\n`);
}

/** Os avisos do dia como o parceiro os devolve: um em cada sete vem duas vezes. */
function dayOf(client: number): number[] {
  const ids: number[] = [];
  for (let number = 1; ids.length < DAY; number++) {
    ids.push(client * 10_000 + number);
    if (number % 7 === 0) ids.push(client * 10_000 + number - 6);
  }
  return ids;
}

function withoutRepeats(ids: readonly number[]): number[] {
  // Um Set guarda a ordem em que as coisas entraram, e procura sem percorrer.
  return [...new Set(ids)];
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}

const known = (client: unknown): client is number => Number(client) >= 1 && Number(client) <= CLIENTS;

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = request.url ?? '/';
  if (address === '/saude') return reply(response, 200, { ok: true });
  if (address === '/avisos' && request.method === 'POST') {
    const { cliente, centavos } = await readJson(request);
    const valid = known(cliente) && Number(centavos) > 0;
    if (!valid) return reply(response, 400, { erro: 'Confira cliente e centavos.' });
    return reply(response, 200, { cliente, situacao: await notify(cliente, Number(centavos)) });
  }
  const [, id, page] = /^\/clientes\/(\d{1,3})\/(extrato|conciliacao)$/.exec(address) ?? [];
  const client = Number(id);
  if (!known(client)) return reply(response, 404, { erro: 'Não conheço.' });
  if (page === 'extrato') return sendStatement(client, response);
  const ids = withoutRepeats(dayOf(client));
  return reply(response, 200, { cliente: client, avisos: ids.length, primeiro: ids[0], ultimo: ids.at(-1) });
}

createServer((request, response) => {
  route(request, response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
}).listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
