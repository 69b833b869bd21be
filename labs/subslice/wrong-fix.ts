/**
 * Recepção de remessas de boletos. A empresa manda um arquivo no formato CNAB 240 (registros de 240 bytes, o primeiro é
 * o cabeçalho) e recebe na resposta o arquivo de retorno. Do que chegou fica o cabeçalho, que serve de recibo.
 *
 *   GET  /saude
 *   POST /remessas              o arquivo de remessa; responde o de retorno
 *   GET  /remessas/:protocolo   quem mandou, por qual banco e com que número
 */
import 'vazou/diagnostics';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Receipt {
  protocolo: number;
  recebidaEm: string;
  /** Os 240 bytes do registro de cabeçalho, como vieram. */
  cabecalho: Buffer;
}

const RECORD = 240;
/** A auditoria pede as últimas 10.000 remessas: 10.000 × 240 bytes, menos de 3 MB. */
const MAX_RECEIPTS = 10_000;

/** Um Map guarda a ordem em que os recibos entraram: o primeiro é o mais antigo. */
const receipts = new Map<number, Receipt>();
let lastProtocol = 0;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function keepReceipt(file: Buffer): Receipt {
  // Uma cópia, para não segurar o arquivo inteiro por causa de um registro.
  const cabecalho = Buffer.from(file.subarray(0, RECORD));
  const receipt: Receipt = { protocolo: ++lastProtocol, recebidaEm: new Date().toISOString(), cabecalho };
  receipts.set(receipt.protocolo, receipt);
  if (receipts.size > MAX_RECEIPTS) receipts.delete(lastProtocol - MAX_RECEIPTS);
  return receipt;
}

/** O arquivo de retorno: cada registro de volta, com "02" (entrada confirmada) onde vai a ocorrência. */
function renderReturn(file: Buffer, receipt: Receipt): Buffer {
  const records: Buffer[] = [];
  const protocol = String(receipt.protocolo).padStart(10, '0');
  for (let at = 0; at < file.length; at += RECORD) {
    const record = file.toString('latin1', at, at + RECORD);
    records.push(Buffer.from(`${record.slice(0, 15)}02${record.slice(17, 230)}${protocol}`, 'latin1'));
  }
  return Buffer.concat(records);
}

/** Posições do cabeçalho segundo a FEBRABAN, contadas do zero. */
function describe({ protocolo, recebidaEm, cabecalho }: Receipt) {
  const text = cabecalho.toString('latin1');
  return {
    protocolo,
    recebidaEm,
    banco: text.slice(0, 3),
    cnpj: text.slice(18, 32),
    empresa: text.slice(72, 102).trim(),
    sequencia: Number(text.slice(157, 163)),
  };
}

/** Faz as vezes do registro dos boletos no banco. */
async function registerBoletos(): Promise<void> {
  await delay(80);
}

function replyJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = await readBody(request);
  if (file.length === 0 || file.length % RECORD !== 0) {
    return replyJson(response, 400, { erro: `O arquivo não é feito de registros de ${RECORD} bytes.` });
  }
  await registerBoletos();
  const receipt = keepReceipt(file);
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'X-Protocolo': receipt.protocolo });
  response.end(renderReturn(file, receipt));
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  if (path === '/saude') return replyJson(response, 200, { ok: true, recibos: receipts.size });
  if (path === '/remessas' && request.method === 'POST') return receive(request, response);
  const [, protocol] = /^\/remessas\/(\d{1,12})$/.exec(path) ?? [];
  const receipt = receipts.get(Number(protocol));
  if (receipt === undefined) return replyJson(response, 404, { erro: 'Não conheço esta remessa.' });
  return replyJson(response, 200, describe(receipt));
}

const server = createServer((request, response) => {
  route(request, response).catch((error: unknown) => {
    console.error(error);
    replyJson(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
});

server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
