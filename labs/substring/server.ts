/**
 * Recepção de notas fiscais (NF-e). O ERP de cada cliente manda o XML inteiro da nota; conferimos com a Sefaz, dizemos
 * se ela já tinha chegado e guardamos um resumo das últimas, para a tela de acompanhamento.
 *
 *   GET  /saude
 *   POST /notas                      o XML da nota
 *   GET  /notas/recentes?limite=20
 */
import 'vazou/diagnostics';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Summary {
  chave: string;
  emitente: string;
  centavos: number;
  recebidaEm: string;
}

/** Um resumo tem menos de 200 bytes: as últimas 5.000 notas cabem em 1 MB. */
const MAX_RECENT = 5_000;

const recent: Summary[] = [];

class InvalidNote extends Error {}

async function readBody(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

/** O que está entre `<tag>` e `</tag>`, na primeira vez que aparece. */
function field(xml: string, tag: string): string {
  const open = xml.indexOf(`<${tag}>`);
  const start = open + tag.length + 2;
  const end = xml.indexOf(`</${tag}>`, start);
  if (open < 0 || end < 0) throw new InvalidNote(`A nota não tem <${tag}>.`);
  return xml.slice(start, end);
}

function summarize(xml: string): Summary {
  const chave = field(xml, 'chNFe');
  if (!/^\d{44}$/.test(chave)) throw new InvalidNote('A chave de acesso tem 44 dígitos.');
  const centavos = Math.round(Number(field(xml, 'vNF')) * 100);
  return { chave, emitente: field(xml, 'xNome'), centavos, recebidaEm: new Date().toISOString() };
}

/** Guarda o resumo no fim da lista; a lista nunca passa do limite. Diz se a nota já estava nela. */
function remember(summary: Summary): boolean {
  const repeated = recent.some(({ chave }) => chave === summary.chave);
  if (!repeated) recent.push(summary);
  if (recent.length > MAX_RECENT) recent.shift();
  return repeated;
}

/** Faz as vezes da consulta à Sefaz. */
async function authorize(): Promise<void> {
  await delay(150);
}

async function receive(request: IncomingMessage) {
  const xml = await readBody(request);
  const summary = summarize(xml);
  await authorize();
  const repetida = remember(summary);
  return { ...summary, itens: xml.split('<det ').length - 1, repetida };
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true, recentes: recent.length });
  if (pathname === '/notas' && request.method === 'POST') return reply(response, 200, await receive(request));
  if (pathname === '/notas/recentes') {
    const limit = Math.max(1, Number(searchParams.get('limite') ?? 20) || 20);
    return reply(response, 200, recent.slice(-limit).reverse());
  }
  return reply(response, 404, { erro: 'Não conheço este endereço.' });
}

const server = createServer((request, response) => {
  route(request, response).catch((error: unknown) => {
    if (error instanceof InvalidNote) return reply(response, 400, { erro: error.message });
    console.error(error);
    return reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
});

server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
