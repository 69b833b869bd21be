/**
 * Acompanhamento de entregas de um restaurante. O aplicativo do cliente pergunta "cadê meu pedido?", e o serviço segura a
 * resposta até o celular do entregador mandar uma posição nova ou até acabar a paciência de quem pergunta. Enquanto
 * alguém espera, a previsão de chegada é refeita de tempos em tempos.
 *
 *   GET  /saude
 *   GET  /pedidos/:pedido/posicao?ms=25000     a próxima posição, ou "sem novidade" depois de tantos ms
 *   POST /pedidos/:pedido/posicao?metros=1200  o que o celular do entregador manda
 */
import 'vazou/diagnostics';
import { EventEmitter } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

interface Leg {
  rua: string;
  metros: number;
  segundos: number;
}

interface Forecast {
  trechos: Leg[];
  minutos: number;
  revisoes: number;
}

interface Position {
  pedido: string;
  metros: number;
}

const LEGS = 100;
const MAX_WAIT = 25_000;
const REVISE_EVERY = 250;

const positions = new EventEmitter<{ posicao: [Position] }>();

/** Faz as vezes do serviço de mapas: o caminho do restaurante até o cliente. */
function planRoute(order: string): Leg[] {
  const legs: Leg[] = [];
  for (let i = 1; i <= LEGS; i++) {
    const metros = 40 + ((i * 7919 + order.length * 613) % 400);
    legs.push({
      rua: `Rua ${(i * 31) % 997}, trecho ${i} do pedido ${order}`,
      metros,
      segundos: Math.round(metros / 6),
    });
  }
  return legs;
}

function revise(forecast: Forecast): void {
  const seconds = forecast.trechos.reduce((sum, { segundos }) => sum + segundos, 0);
  forecast.minutos = Math.ceil(seconds / 60);
  forecast.revisoes++;
}

/** A próxima posição do pedido, se vier em até `ms` milissegundos; senão, `null`. */
function nextPosition(order: string, ms: number): Promise<(Forecast & Position) | null> {
  const forecast: Forecast = { trechos: planRoute(order), minutos: 0, revisoes: 0 };
  revise(forecast);
  return new Promise((resolve) => {
    const onPosition = (position: Position): void => {
      if (position.pedido !== order) return;
      // Chegou: não precisamos mais ouvir, nem refazer a previsão.
      positions.off('posicao', onPosition);
      clearInterval(revising);
      resolve({ ...forecast, ...position });
    };
    positions.on('posicao', onPosition);
    const revising = setInterval(() => revise(forecast), REVISE_EVERY);
    setTimeout(() => resolve(null), ms);
  });
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(method: string, address: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true });

  const [, order] = /^\/pedidos\/([\w-]{1,36})\/posicao$/.exec(pathname) ?? [];
  if (order === undefined) return reply(response, 404, { erro: 'Não conheço este endereço.' });

  if (method === 'POST') {
    const metros = Number(searchParams.get('metros') ?? Number.NaN);
    if (!(metros >= 0)) return reply(response, 400, { erro: 'Faltou dizer a quantos metros ele está.' });
    positions.emit('posicao', { pedido: order, metros });
    return reply(response, 200, { ok: true });
  }

  const ms = Number(searchParams.get('ms') ?? MAX_WAIT);
  if (!(ms >= 0 && ms <= MAX_WAIT)) return reply(response, 400, { erro: `Espero de 0 a ${MAX_WAIT} ms.` });
  const found = await nextPosition(order, ms);
  return reply(
    response,
    200,
    found ? { situacao: 'a caminho', ...found } : { situacao: 'sem novidade', pedido: order },
  );
}

const server = createServer((request, response) => {
  route(request.method ?? 'GET', request.url ?? '/', response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
});

server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
