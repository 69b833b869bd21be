/**
 * Avisos de pedido de um marketplace. Quando um pedido muda de situação, avisamos o sistema da loja pelo endereço que ela
 * cadastrou (um webhook). O que importa é se ela recebeu; quem não recebeu, a operação vê na lista de pendências.
 *
 *   GET  /saude
 *   POST /avisos              {"loja": "papelaria", "pedido": 1234, "situacao": "enviado"}
 *   GET  /lojas/:loja/avisos  os últimos que a loja recebeu
 */
import 'vazou/diagnostics';
import { once } from 'node:events';
import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

interface Notice {
  loja: string;
  pedido: number;
  situacao: string;
}

interface Delivery {
  entregue: boolean;
  status: number;
  /** O número que a loja deu ao aviso, para conferir depois. */
  protocolo: string;
}

const SHOPS = ['papelaria', 'brinquedos', 'ferragens', 'cosmeticos'];
/** Esta recusa tudo desde que trocou de sistema. */
const OUT_OF_ORDER = 'ferragens';
const REMEMBERED = 20;

/** Sem reaproveitar conexões: cada aviso abre a sua, que se fecha quando a loja responde. */
const agent = new Agent({ keepAlive: false });

/** Faz as vezes dos sistemas das lojas: pensam um pouco e respondem com a página inteira, mesmo a quem não vai olhar. */
const received = new Map<string, Notice[]>(SHOPS.map((shop) => [shop, []]));
const shops = createServer((request, response) => {
  readJson(request)
    .then((notice) => delay(50, notice))
    .then((notice) => acknowledge(notice, response))
    .catch(console.error);
});
// As lojas pedem que se feche em 2 s a conexão sem uso. Elas mesmas esperam bem mais: quem corta primeiro corta às vezes
// um aviso que já vinha a caminho.
shops.keepAliveTimeout = 2_000;
shops.keepAliveTimeoutBuffer = 600_000;
shops.listen(0, '127.0.0.1');

function acknowledge(notice: Notice | null, response: ServerResponse): void {
  const shop = notice?.loja ?? '';
  const list = received.get(shop);
  const accepts = notice !== null && list !== undefined && shop !== OUT_OF_ORDER;
  if (accepts) {
    list.push(notice);
    if (list.length > REMEMBERED) list.shift();
  }
  response.writeHead(accepts ? 200 : 503, { 'Content-Type': 'text/html', 'X-Protocolo': `${shop}-${notice?.pedido}` });
  response.end(`<!doctype html><title>${shop}</title>${'<div class="vitrine"></div>\n'.repeat(6_000)}`);
}

async function deliver(notice: Notice): Promise<Delivery> {
  const { port } = shops.address() as AddressInfo;
  const headers = { 'Content-Type': 'application/json' };
  const outgoing = send({ host: '127.0.0.1', port, path: '/webhook', method: 'POST', headers, agent });
  outgoing.end(JSON.stringify(notice));
  const [answer]: IncomingMessage[] = await once(outgoing, 'response');
  const status = answer?.statusCode ?? 0;
  return { entregue: status < 300, status, protocolo: String(answer?.headers['x-protocolo'] ?? '') };
}

async function readJson(request: IncomingMessage): Promise<Notice | null> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  try {
    const { loja, pedido, situacao } = JSON.parse(text);
    const valid = typeof loja === 'string' && Number.isInteger(pedido) && typeof situacao === 'string';
    return valid ? { loja, pedido, situacao } : null;
  } catch {
    return null;
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true });

  const shop = /^\/lojas\/([a-z]{1,30})\/avisos$/.exec(pathname)?.[1];
  const list = received.get(shop ?? '');
  if (shop !== undefined && list) return reply(response, 200, { loja: shop, avisos: list.toReversed() });
  if (pathname !== '/avisos' || request.method !== 'POST') return reply(response, 404, { erro: 'Não conheço.' });

  const notice = await readJson(request);
  const known = notice !== null && received.has(notice.loja);
  if (!known) return reply(response, 400, { erro: 'Confira loja, pedido e situação.' });
  return reply(response, 200, { ...notice, ...(await deliver(notice)) });
}

createServer((request, response) => {
  route(request, response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
}).listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
