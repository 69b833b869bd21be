/**
 * Conciliação de boletos de uma distribuidora. Os bancos deixam numa pasta os arquivos de retorno do mês, um por
 * remessa, e o financeiro pede o fechamento de cada cliente: quantos títulos ele pagou, quanto entrou e que arquivos
 * vieram com defeito.
 *
 *   GET /saude
 *   GET /fechamentos/341?cliente=17
 */
import 'vazou/diagnostics';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Title {
  nossoNumero: string;
  cliente: number;
  pagoEm: string;
  centavos: number;
}

interface Closing {
  banco: string;
  cliente: number;
  arquivos: number;
  titulos: number;
  centavos: number;
  /** Arquivos com defeito: o financeiro pede outra via ao banco. */
  recusados: string[];
}

const FOLDER = join(tmpdir(), 'vazou-retornos');
/** Quantos arquivos cada banco mandou no mês. */
const BANKS = new Map([
  ['001', 280],
  ['237', 340],
  ['341', 400],
]);
const TITLES = 60;
const CLIENTS = 50;

/** Faz as vezes dos bancos: os arquivos são sempre os mesmos, e em cada banco dois vêm cortados. */
function fillFolder(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const [bank, files] of BANKS) {
    for (let number = 1; number <= files; number++) {
      const path = join(FOLDER, `${bank}-${String(number).padStart(3, '0')}.ret`);
      if (existsSync(path)) continue;
      const lines = Array.from({ length: TITLES }, (_, i) => titleLine(bank, number * TITLES + i));
      const declared = number % 200 === 77 ? TITLES + 1 : TITLES;
      writeFileSync(`${path}.${process.pid}`, [...lines, `9${String(declared).padStart(6, '0')}`].join('\n'));
      renameSync(`${path}.${process.pid}`, path);
    }
  }
}

function titleLine(bank: string, serial: number): string {
  const client = String((serial * 31) % CLIENTS).padStart(5, '0');
  const day = String(1 + (serial % 28)).padStart(2, '0');
  const cents = String(1_990 + ((serial * 7_919 + Number(bank)) % 90_000)).padStart(13, '0');
  return `1${bank}${String(serial).padStart(12, '0')}${client}202610${day}${cents}LIQUIDACAO EM DINHEIRO      `;
}

/** Um arquivo de retorno aberto. Cada linha é um título; a última diz quantos são. */
class ReturnFile implements AsyncDisposable {
  readonly #handle: FileHandle;
  titles: Title[] = [];

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @throws {Error} se faltam títulos. */
  async load(): Promise<readonly Title[]> {
    const lines = (await this.#handle.readFile('latin1')).split('\n');
    const declared = Number(lines.pop()?.slice(1));
    if (lines.length !== declared) throw new Error(`esperava ${declared} títulos; vieram ${lines.length}`);
    this.titles = lines.map(parseTitle);
    return this.titles;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#handle.close();
  }
}

function parseTitle(line: string): Title {
  return {
    nossoNumero: line.slice(4, 16),
    cliente: Number(line.slice(16, 21)),
    pagoEm: `${line.slice(21, 25)}-${line.slice(25, 27)}-${line.slice(27, 29)}`,
    centavos: Number(line.slice(29, 42)),
  };
}

async function openReturn(name: string): Promise<ReturnFile> {
  return new ReturnFile(await open(join(FOLDER, name)));
}

/** Aconteça o que acontecer, nenhum arquivo fica aberto quando o fechamento termina. */
async function settle(banco: string, cliente: number): Promise<Closing> {
  await using opened = new AsyncDisposableStack();
  const closing: Closing = { banco, cliente, arquivos: 0, titulos: 0, centavos: 0, recusados: [] };
  const names = (await readdir(FOLDER)).filter((name) => name.startsWith(`${banco}-`) && name.endsWith('.ret'));
  for (const name of names.sort()) {
    const file = opened.use(await openReturn(name));
    closing.arquivos++;
    try {
      for (const title of await file.load()) {
        if (title.cliente !== cliente) continue;
        closing.titulos++;
        closing.centavos += title.centavos;
      }
    } catch {
      closing.recusados.push(name);
    }
  }
  return closing;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(address: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true });

  const bank = /^\/fechamentos\/(\d{3})$/.exec(pathname)?.[1] ?? '';
  if (!BANKS.has(bank)) return reply(response, 404, { erro: 'Não há retornos deste banco.' });

  const client = Number(searchParams.get('cliente') ?? Number.NaN);
  if (!Number.isInteger(client)) return reply(response, 400, { erro: 'Diga o cliente pelo número.' });
  return reply(response, 200, await settle(bank, client));
}

fillFolder();
createServer((request, response) => {
  route(request.url ?? '/', response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
}).listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
