/**
 * API de pedidos de um marketplace. Cada loja acompanha suas vendas num painel, que a todo momento pede o relatório
 * dos últimos 30 dias. Ele demora para sair do banco, então guardamos o resultado: quem reabre recebe na hora.
 *
 *   GET /saude
 *   GET /lojas/:loja/pedidos?ate=2026-11-22T14:30:00Z
 *   GET /lojas/:loja/relatorio?ate=2026-11-22T14:30:00Z
 */
import 'vazou/diagnostics';
import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Order {
  numero: number;
  feitoEm: Date;
  produto: string;
  centavos: number;
}

interface Report {
  /** Identifica a emissão: quem reabre o mesmo relatório reconhece o dele. */
  protocolo: string;
  loja: number;
  ate: string;
  total: string;
  linhas: { numero: number; dia: string; produto: string; valor: string }[];
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const STORES = 50;
const PRODUCTS = ['Caneca', 'Camiseta', 'Mochila', 'Caderno', 'Garrafa térmica', 'Fone de ouvido', 'Luminária'];

/** Cada relatório ocupa cerca de 22 KB: com o cache cheio, menos de 5 MB. */
const MAX_REPORTS = 200;

/** Do que faz mais tempo que ninguém pede ao pedido mais recente: um Map guarda a ordem em que as chaves entraram. */
const reports = new Map<string, Report>();
let queries = 0;

/** Faz as vezes do banco de dados: a mesma consulta traz sempre os mesmos pedidos, depois de uma espera. */
async function findOrders(store: number, from: Date, until: Date): Promise<Order[]> {
  queries++;
  await delay(30);
  const orders: Order[] = [];
  // Cada loja vende a cada quatro horas, e as lojas começam o dia em minutos diferentes.
  const offset = store * 60_000;
  for (let numero = Math.ceil((from.getTime() - offset) / (4 * HOUR)); ; numero++) {
    const feitoEm = new Date(numero * 4 * HOUR + offset);
    if (feitoEm > until) return orders;
    const produto = PRODUCTS[(numero * 31 + store) % PRODUCTS.length] ?? '';
    orders.push({ numero, feitoEm, produto, centavos: 1990 + ((numero * 7919 + store * 613) % 30_000) });
  }
}

function money(cents: number): string {
  return `R$ ${(cents / 100).toFixed(2).replace('.', ',')}`;
}

function buildReport(key: string, store: number, until: Date, orders: Order[]): Report {
  const report: Report = { protocolo: randomUUID(), loja: store, ate: until.toISOString(), total: '', linhas: [] };
  let total = 0;
  for (const { numero, feitoEm, produto, centavos } of orders) {
    total += centavos;
    const dia = `${feitoEm.getUTCDate()}/${feitoEm.getUTCMonth() + 1}`;
    report.linhas.push({ numero, dia, produto, valor: money(centavos) });
  }
  report.total = money(total);
  keep(key, report);
  return report;
}

/** Põe o relatório no fim da fila e, se ela passou do limite, solta o da frente. */
function keep(key: string, report: Report): void {
  reports.delete(key);
  reports.set(key, report);
  const [oldest] = reports.keys();
  if (oldest !== undefined && reports.size > MAX_REPORTS) reports.delete(oldest);
}

async function monthlyReport(store: number, until: Date): Promise<Report> {
  const key = `${store} até ${until.toISOString()}`;
  const ready = reports.get(key);
  if (ready) {
    keep(key, ready);
    return ready;
  }
  const orders = await findOrders(store, new Date(until.getTime() - 30 * DAY), until);
  return buildReport(key, store, until, orders);
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  const json = JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(json);
}

async function route(address: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true, consultasAoBanco: queries });

  const [, id, page] = /^\/lojas\/(\d{1,6})\/(pedidos|relatorio)$/.exec(pathname) ?? [];
  const store = Number(id);
  if (!(store >= 1 && store <= STORES)) return reply(response, 404, { erro: 'Não conheço este endereço.' });

  const until = new Date(searchParams.get('ate') ?? Date.now());
  if (Number.isNaN(until.getTime())) return reply(response, 400, { erro: 'A data em "ate" não é válida.' });

  if (page === 'relatorio') return reply(response, 200, await monthlyReport(store, until));
  return reply(response, 200, await findOrders(store, new Date(until.getTime() - DAY), until));
}

const server = createServer((request, response) => {
  route(request.url ?? '/', response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
});

server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
