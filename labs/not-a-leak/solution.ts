/**
 * Vitrine de uma livraria. A ficha de um livro junta preço, estoque e resenhas, e demora para sair do banco, então as
 * que saíram há pouco ficam na prateleira: quem abre de novo recebe na hora. De tempos em tempos um comparador de preços
 * leva o catálogo inteiro, em CSV.
 *
 *   GET /saude
 *   GET /livros/:numero     de 1 a 3000
 *   GET /catalogo.csv
 */
import 'vazou/diagnostics';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Review {
  resenha: number;
  leitor: string;
  nota: number;
  texto: string;
}

interface Sheet {
  numero: number;
  titulo: string;
  preco: string;
  /** Quantas fichas foram montadas até esta: quem reabre a mesma ficha vê o mesmo número. */
  montagem: number;
  resenhas: Review[];
}

const BOOKS = 3_000;
const REVIEWS = 180;
/** Cada ficha ocupa uns 20 KB: a prateleira cheia, 12 MB. Daí não passa, e a memória para de subir. */
const SHELF = 600;
const EDITIONS = ['brochura', 'capa dura', 'bolso', 'audiolivro', 'digital'];
const WORDS = ['Sertão', 'Mar', 'Saudade', 'Cidade', 'Noite', 'Estrada', 'Memória', 'Rio', 'Vento', 'Casa'];
const VERDICTS = ['li de uma vez', 'demora a engatar', 'presenteei três amigos', 'prefiro o anterior'];

const shelf = new Map<number, Sheet>();
let built = 0;

function title(book: number): string {
  return `${WORDS[book % 10] ?? ''} e ${WORDS[(book * 7 + 3) % 10] ?? ''}, volume ${1 + (book % 12)}`;
}

function price(book: number, edition = 0): string {
  const cents = 1_990 + ((book * 613 + edition * 1_700) % 12_000);
  return (cents / 100).toFixed(2).replace('.', ',');
}

function buildSheet(book: number): Sheet {
  const sheet: Sheet = { numero: book, titulo: title(book), preco: price(book), montagem: ++built, resenhas: [] };
  for (let i = 1; i <= REVIEWS; i++) {
    const texto = VERDICTS[(book + i) % 4] ?? '';
    const nota = 1 + ((book * 31 + i * 17) % 5);
    sheet.resenhas.push({ resenha: book * 1_000 + i, leitor: `leitor ${(book * 13 + i * 101) % 9_000}`, nota, texto });
  }
  return sheet;
}

/** Põe a ficha no fim da prateleira. */
function keep(book: number, sheet: Sheet): void {
  shelf.delete(book);
  shelf.set(book, sheet);
  const [first] = shelf.keys();
  if (shelf.size > SHELF && first !== undefined) shelf.delete(first);
}

async function findSheet(book: number): Promise<Sheet> {
  let sheet = shelf.get(book);
  if (!sheet) {
    // Faz as vezes do banco de dados.
    await delay(5);
    sheet = shelf.get(book) ?? buildSheet(book);
  }
  keep(book, sheet);
  return sheet;
}

function exportCatalog(): string {
  const lines = ['numero;edicao;titulo;preco'];
  for (let book = 1; book <= BOOKS; book++) {
    for (const [i, edition] of EDITIONS.entries()) {
      lines.push(`${book};${edition};${title(book)};${price(book, i)}`);
    }
  }
  return lines.join('\n');
}

function reply(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` });
  response.end(body);
}

async function route(address: string, response: ServerResponse): Promise<void> {
  if (address === '/saude') {
    // Quem está de plantão vê até onde a memória ainda vai subir, em vez de adivinhar.
    const prateleira = { fichas: shelf.size, limite: SHELF };
    return reply(response, 200, 'application/json', JSON.stringify({ ok: true, prateleira }));
  }
  if (address === '/catalogo.csv') return reply(response, 200, 'text/csv', exportCatalog());
  const book = Number(/^\/livros\/(\d{1,4})$/.exec(address)?.[1]);
  if (book >= 1 && book <= BOOKS) {
    return reply(response, 200, 'application/json', JSON.stringify(await findSheet(book)));
  }
  return reply(response, 404, 'application/json', JSON.stringify({ erro: 'Este livro não está na vitrine.' }));
}

const server = createServer((request, response) => {
  route(request.url ?? '/', response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, 'application/json', JSON.stringify({ erro: 'Algo falhou do nosso lado.' }));
  });
});

server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
