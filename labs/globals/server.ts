/**
 * Cotação de fretes para lojas virtuais. Cada pedido tem um contexto (quem pergunta, a tabela de preços daquele cliente,
 * as anotações para o registro), que qualquer função alcança a partir da requisição, sem passá-lo de mão em mão.
 *
 *   GET /saude
 *   GET /fretes?cep=01310100&gramas=1500     cabeçalho X-Cliente: quem pergunta
 */
import 'vazou/diagnostics';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Range {
  ateGramas: number;
  transportadora: string;
  centavos: number;
  prazo: string;
}

interface Context {
  cliente: string;
  tabela: Range[];
  notas: string[];
}

const CARRIERS = ['Rodovia Sul', 'Expresso Ipê', 'Jangada Log', 'Via Cerrado'];
const RANGES = 80;

const contexts = new Map<IncomingMessage, Context>();
let answered = 0;

/** Faz as vezes do banco de dados: cada cliente negociou os preços dele. */
function loadPrices(customer: string): Range[] {
  const discount = [...customer].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 20;
  const ranges: Range[] = [];
  for (let i = 0; i < RANGES; i++) {
    const transportadora = CARRIERS[i % CARRIERS.length] ?? '';
    const centavos = Math.round((900 + 173 * i) * (1 - discount / 100));
    ranges.push({
      ateGramas: 500 * (i + 1),
      transportadora,
      centavos,
      prazo: `${2 + (i % 7)} dias úteis, ${customer}`,
    });
  }
  return ranges;
}

function openContext(request: IncomingMessage): Context {
  const cliente = String(request.headers['x-cliente'] ?? 'avulso');
  const context: Context = { cliente, tabela: loadPrices(cliente), notas: [] };
  contexts.set(request, context);
  return context;
}

function contextOf(request: IncomingMessage): Context {
  const context = contexts.get(request);
  if (context === undefined) throw new Error('requisição sem contexto');
  return context;
}

function annotate(request: IncomingMessage, note: string): void {
  contextOf(request).notas.push(note);
}

/** Faz as vezes do serviço que diz onde fica o CEP. Os que terminam em 9 ninguém atende. */
async function findRegion(cep: string): Promise<string | null> {
  await delay(40);
  return cep.endsWith('9') ? null : `região ${cep[0] ?? '?'}`;
}

function quote(request: IncomingMessage, grams: number): Range[] {
  const { tabela } = contextOf(request);
  const options = tabela.filter(({ ateGramas }) => ateGramas >= grams).slice(0, CARRIERS.length);
  annotate(request, `opções: ${options.length}`);
  return options;
}

function reply(request: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  answered++;
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ ...body, notas: contextOf(request).notas }));
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { cliente } = openContext(request);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/saude') return reply(request, response, 200, { ok: true, respondidas: answered });

  const [cep, grams] = [searchParams.get('cep') ?? '', Number(searchParams.get('gramas') ?? Number.NaN)];
  if (pathname !== '/fretes') return reply(request, response, 404, { erro: 'Não conheço este endereço.' });
  if (!/^\d{8}$/.test(cep) || !(grams > 0)) return reply(request, response, 400, { erro: 'Faltou o CEP ou o peso.' });

  const regiao = await findRegion(cep);
  // Quem perguntou já desligou: não há a quem responder.
  if (response.destroyed) return;
  annotate(request, regiao ?? `sem entrega em ${cep}`);
  if (regiao === null) return reply(request, response, 200, { cliente, cep, fretes: [] });
  return reply(request, response, 200, { cliente, cep, regiao, fretes: quote(request, grams) });
}

const server = createServer((request, response) => {
  route(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end('{"erro":"Algo falhou do nosso lado."}');
  });
});

server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
