/**
 * Pix de uma fintech. Toda transferência passa pela análise de fraude, uma esteira de poucas posições. Se ela está
 * cheia, esperamos um instante por um lugar; se nenhum vaga, ninguém fica preso na tela: o cliente recebe a resposta, e
 * a análise fica para o lote da noite.
 *
 *   GET  /saude
 *   GET  /chaves/:chave     o titular, pela primeira das duas réplicas do diretório que responder
 *   POST /pix               {"id": "E123", "chave": "ana@exemplo.com", "centavos": 1990}
 *   GET  /pix/:id           em que pé está
 *   GET  /painel            as últimas transferências
 */
import 'vazou/diagnostics';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

type Analysis = ReturnType<typeof buildAnalysis>;
type Status = 'na esteira' | 'analisado' | 'lote da noite';

const POSITIONS = 8;
const PATIENCE_MS = 50;
const ANALYSIS_MS = 20;
const PANEL_MS = 1_000;
const OWNERS = new Map(Object.entries({ 'ana@exemplo.com': 'Ana Souza', 'bia@exemplo.com': 'Bia Lima' }));

/** Um canal: quem envia espera por lugar, quem recebe espera por item, cada um na sua vez. */
class Channel<T> {
  readonly #capacity: number;
  readonly #items: T[] = [];
  readonly #senders: { item: T; sent: () => void }[] = [];
  readonly #receivers: ((item: T) => void)[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  send(item: T): Promise<void> {
    const receiver = this.#receivers.shift();
    if (receiver) receiver(item);
    else if (this.#items.length < this.#capacity) this.#items.push(item);
    else return new Promise((sent) => this.#senders.push({ item, sent }));
    return Promise.resolve();
  }

  /** O próximo, se já houver um. */
  poll(): T | undefined {
    const sender = this.#senders.shift();
    if (sender) this.#items.push(sender.item);
    sender?.sent();
    return this.#items.shift();
  }

  receive(): Promise<T> {
    const item = this.poll();
    return item === undefined ? new Promise((receive) => this.#receivers.push(receive)) : Promise.resolve(item);
  }
}

const belt = new Channel<Analysis>(POSITIONS);
/** Só das últimas transferências: as outras se consultam no extrato. */
const statuses = new Map<string, Status>();

function note(id: string, status: Status): void {
  statuses.set(id, status);
  if (statuses.size > 500) statuses.delete(statuses.keys().next().value ?? '');
}

setInterval(() => {
  const analysis = belt.poll();
  if (analysis) note(analysis.id, 'analisado');
}, ANALYSIS_MS);

function buildAnalysis(id: string, centavos: number) {
  const historico = [];
  for (let i = 1; i <= 60; i++) {
    const quando = new Date(Date.UTC(2026, 10, 1) - i * 86_400_000).toISOString();
    historico.push({ quando, centavos: (centavos * i) % 90_000, aparelho: `${id}-${i}` });
  }
  return { id, historico };
}

async function enqueue(analysis: Analysis): Promise<Status> {
  await belt.send(analysis);
  return 'na esteira';
}

async function transfer(id: string, centavos: number): Promise<Status> {
  const analysis = buildAnalysis(id, centavos);
  // O relógio não pode sobrar: acabada a corrida, ele é cancelado.
  const over = new AbortController();
  const late = delay(PATIENCE_MS, 'lote da noite' as const, { signal: over.signal });
  late.catch(() => undefined);
  const status = await Promise.race([enqueue(analysis), late]);
  over.abort();
  if (!statuses.has(id)) note(id, status);
  return status;
}

/** A segunda réplica ainda vai responder, mas ninguém mais espera por ela. */
function findOwner(key: string): Promise<string> {
  const answers = new Channel<string>(0);
  const ask = async (lagMs: number): Promise<void> => {
    await delay(lagMs);
    await answers.send(OWNERS.get(key) ?? '');
  };
  for (const lagMs of [2, 9]) ask(lagMs).catch(console.error);
  return answers.receive();
}

function lastTransfers() {
  const transfers = [];
  for (const id of statuses.keys()) transfers.push({ id, situacao: statuses.get(id) });
  return transfers;
}

/** O painel, de segundo em segundo, até quem o acompanha parar. */
async function* panels(): AsyncGenerator<ReturnType<typeof lastTransfers>> {
  let latest = lastTransfers();
  const clock = setInterval(() => (latest = lastTransfers()), PANEL_MS);
  // Um painel aberto não pode impedir o processo de terminar.
  clock.unref();
  try {
    for (; ; await delay(PANEL_MS)) yield latest;
  } finally {
    clearInterval(clock);
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true });
  if (pathname === '/painel') return reply(response, 200, (await panels().next()).value);

  const [, page = '', key = ''] = /^\/(chaves|pix)\/([\w@.-]{1,60})$/.exec(pathname) ?? [];
  const found = page === 'pix' ? statuses.get(key) : page && (await findOwner(key));
  if (found)
    return reply(response, 200, page === 'pix' ? { id: key, situacao: found } : { chave: key, titular: found });
  if (pathname !== '/pix' || request.method !== 'POST') return reply(response, 404, { erro: 'Não conheço.' });

  const { id, chave, centavos } = Object(await json(request).catch(() => null));
  const valid = typeof id === 'string' && typeof centavos === 'number' && centavos > 0 && OWNERS.has(String(chave));
  if (!valid) return reply(response, 400, { erro: 'Confira id, chave e centavos.' });
  return reply(response, 200, { id, situacao: await transfer(id, centavos) });
}

createServer((request, response) => {
  route(request, response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
}).listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
