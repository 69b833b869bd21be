/**
 * Tabela de preços de um atacado. O setor comercial publica uma versão nova a toda hora; os caixas consultam a vigente,
 * e uma tela mostra o que mudou da versão anterior para ela. Só a vigente interessa: as outras são passado.
 *
 *   GET  /saude
 *   POST /tabelas/:versao      publica a versão
 *   GET  /precos/:produto      o preço vigente
 *   GET  /mudancas             o que mudou na última publicação
 */
import 'vazou/diagnostics';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Item {
  produto: number;
  descricao: string;
  centavos: number;
}

interface Change {
  produto: number;
  de: number | null;
  para: number;
}

interface PriceTable {
  versao: number;
  mudancas: Change[];
  /** `undefined` para um produto que não está na tabela. */
  priceOf(product: number): number | undefined;
}

const PRODUCTS = 150;

let current: PriceTable | null = null;

/** Faz as vezes do banco de dados: de uma versão para a outra, um produto em cada dez muda de preço. */
function loadItems(version: number): Item[] {
  const items: Item[] = [];
  for (let produto = 1; produto <= PRODUCTS; produto++) {
    const readjustments = Math.floor((version + produto) / 10);
    const centavos = 500 + produto * 37 + readjustments * 5;
    items.push({ produto, descricao: `Produto ${produto}, caixa fechada, tabela ${version}`, centavos });
  }
  return items;
}

/** Põe a versão em vigor. O que mudou é contado na hora, enquanto a anterior ainda está à mão. */
function publish(version: number, items: Item[]): PriceTable {
  const previous = current;
  const changeOf = ({ produto, centavos }: Item): Change[] => {
    const before = previous?.priceOf(produto) ?? null;
    return before === centavos ? [] : [{ produto, de: before, para: centavos }];
  };
  current = {
    versao: version,
    mudancas: items.flatMap(changeOf),
    priceOf: (product) => items.find(({ produto }) => produto === product)?.centavos,
  };
  return current;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(method: string, path: string, response: ServerResponse): Promise<void> {
  if (path === '/saude') return reply(response, 200, { ok: true, versao: current?.versao ?? null });

  const [, version] = /^\/tabelas\/(\d{1,9})$/.exec(path) ?? [];
  if (version !== undefined && method === 'POST') {
    await delay(40);
    const { versao, mudancas } = publish(Number(version), loadItems(Number(version)));
    return reply(response, 200, { versao, mudancas: mudancas.length });
  }

  if (current === null) return reply(response, 409, { erro: 'Nenhuma tabela foi publicada ainda.' });
  const { versao, mudancas } = current;
  if (path === '/mudancas') return reply(response, 200, { versao, mudancas });

  const [, product] = /^\/precos\/(\d{1,9})$/.exec(path) ?? [];
  const centavos = current.priceOf(Number(product));
  if (centavos === undefined) return reply(response, 404, { erro: 'Não conheço este produto.' });
  return reply(response, 200, { versao, produto: Number(product), centavos });
}

const server = createServer((request, response) => {
  route(request.method ?? 'GET', request.url ?? '/', response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
});

server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
