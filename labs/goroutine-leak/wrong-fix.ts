/**
 * Pix de uma fintech. Toda transferência passa pela análise de fraude, uma esteira de poucas posições. Se ela está
 * cheia, esperamos um instante por um lugar; se nenhum vaga, ninguém fica preso na tela: o cliente recebe a resposta, e
 * a análise fica para o lote da noite.
 *
 *   GET  /saude
 *   GET  /chaves/:chave     o titular, pela primeira das duas réplicas do diretório que responder
 *   POST /pix               {"id": "E123", "chave": "ana@exemplo.com", "centavos": 1990}
 *   GET  /pix/:id           em que pé está
 */
import 'vazou/diagnostics';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Analysis {
  id: string;
  historico: { quando: string; centavos: number; aparelho: string }[];
}

type Status = 'na esteira' | 'analisado' | 'lote da noite';

const POSITIONS = 8;
const PATIENCE_MS = 50;
const ANALYSIS_MS = 20;
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
    if (sender) {
      this.#items.push(sender.item);
      sender.sent();
    }
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
  const [oldest] = statuses.keys();
  if (statuses.size > 500 && oldest !== undefined) statuses.delete(oldest);
}

setInterval(() => {
  const analysis = belt.poll();
  if (analysis) note(analysis.id, 'analisado');
}, ANALYSIS_MS);

function buildAnalysis(id: string, centavos: number): Analysis {
  const analysis: Analysis = { id, historico: [] };
  for (let i = 1; i <= 60; i++) {
    const quando = new Date(Date.UTC(2026, 10, 1) - i * 86_400_000).toISOString();
    analysis.historico.push({ quando, centavos: (centavos * i) % 90_000, aparelho: `${id}-${i}` });
  }
  return analysis;
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

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true });

  const [, page, name = ''] = /^\/(chaves|pix)\/([\w@.-]{1,60})$/.exec(pathname) ?? [];
  if (page !== undefined) {
    const found = page === 'pix' ? statuses.get(name) : await findOwner(name);
    if (!found) return reply(response, 404, { erro: 'Não conheço.' });
    return reply(response, 200, page === 'pix' ? { id: name, situacao: found } : { chave: name, titular: found });
  }
  if (pathname !== '/pix' || request.method !== 'POST') return reply(response, 404, { erro: 'Não conheço.' });

  const { id, chave, centavos } = await readJson(request);
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
