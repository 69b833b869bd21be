import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';
import { fields, sameStatuses, text } from './support/answers.ts';

const BOOKS = 3_000;

/** Six in ten wander through the whole shop, four open what everybody opens, and now and then comes the comparer. */
function request(index: number): LabRequest {
  if (index % 100 === 99) return get('/catalogo.csv');
  return get(`/livros/${bookOf(index)}`);
}

/** Who wanders is counted apart: by the index alone only some 1,800 books would ever be opened. */
function bookOf(index: number): number {
  const wandering = 6 * Math.floor(index / 10) + (index % 10);
  return index % 10 < 6 ? 1 + ((wandering * 7_919) % BOOKS) : 1 + (index % 50);
}

function right(index: number, { body }: LabResponse): boolean {
  const seen = Buffer.from(body);
  return index % 100 === 99
    ? seen.length > 500_000
    : seen.includes(`"numero":${bookOf(index)},`) && seen.includes(`"resenha":${bookOf(index) * 1_000 + 180},`);
}

function get(path: string): LabRequest {
  return { method: 'GET', path };
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await rightContent(client),
    await reopened(client),
    await catalog(client),
    await sameStatuses(
      client,
      [
        [get('/saude'), 200],
        [get('/livros/3001'), 404],
        [get('/livros/0'), 404],
        [get('/nada-aqui'), 404],
      ],
      'entre eles livros que não existem',
    ),
  ];
}

/** Sheets that the original gives, noted by hand. */
const KNOWN = [
  { book: 1, title: 'Mar e Sertão, volume 2', price: '26,03' },
  { book: 2_718, title: 'Vento e Casa, volume 7', price: '121,24' },
] as const;

async function rightContent(client: LabClient): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const { book, title, price } of KNOWN) {
    const { numero, titulo, preco, resenhas } = fields(await client.send(get(`/livros/${book}`)));
    const reviews = Array.isArray(resenhas) ? resenhas.length : 0;
    if (numero !== book || titulo !== title || preco !== price || reviews !== 180) {
      wrong.push(
        `livro ${book}: esperava “${title}”, ${price} e 180 resenhas; veio “${String(titulo)}”, ${String(preco)} e ${reviews}`,
      );
    }
  }
  return {
    name: 'A ficha traz o título, o preço e as resenhas',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${KNOWN.length} fichas conhecidas, com todas as resenhas.`,
  };
}

/** So many sheets, one after the other, and all of them once more: what the shop promises to have at hand. */
const AT_HAND = 500;
const AT_ONCE = 25;

async function reopened(client: LabClient): Promise<ContractCheck> {
  const first = await assemblies(client);
  const again = await assemblies(client);
  const hits = again.filter((assembly, i) => typeof assembly === 'number' && assembly === first[i]).length;
  return {
    name: 'As últimas 500 fichas abrem na hora',
    kept: hits === AT_HAND,
    detail: `De ${AT_HAND} fichas abertas em seguida e reabertas na mesma ordem, ${hits} ainda estavam na prateleira.`,
  };
}

async function assemblies(client: LabClient): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  for (let from = 0; from < AT_HAND; from += AT_ONCE) {
    const asked = Array.from({ length: AT_ONCE }, (_, i) => client.send(get(`/livros/${1_001 + from + i}`)));
    seen.push(...(await Promise.all(asked)).map((answer) => fields(answer)['montagem']));
  }
  return seen;
}

async function catalog(client: LabClient): Promise<ContractCheck> {
  const lines = text(await client.send(get('/catalogo.csv'))).split('\n');
  const last = lines.at(-1) ?? '';
  return {
    name: 'O catálogo sai inteiro',
    kept: lines.length === 15_001 && last === '3000;digital;Sertão e Cidade, volume 1;117,90',
    detail: `${lines.length} linhas; a última é “${last.slice(0, 80)}”.`,
  };
}

const scenario: Scenario = {
  order: 13,
  title: 'Não é vazamento',
  summary: 'A memória sobe depois de cada deploy e o RSS nunca volta. Prove que vaza, ou que não.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'GET', path: '/livros/42', what: 'a ficha de um livro, de 1 a 3000' },
    { method: 'GET', path: '/catalogo.csv', what: 'o catálogo inteiro' },
  ],
  load: { request, right, concurrency: 8, burst: 2_000 },
  symptom: {
    words:
      'Depois de cada deploy a memória sobe sem parar por um bom tempo. Mais tarde o gráfico do RSS até se acalma, mas nunca volta ao que era, nem de madrugada, e o time já quer reiniciar o serviço toda noite. É vazamento?',
    grows: ['heapUsed', 'heapTotal', 'rss'],
    flat: ['external', 'arrayBuffers'],
  },
  evidence: {
    profile: 'heap',
    sampleType: 'inuse_space',
    function: 'buildSheet',
    file: 'server.ts',
    constructorName: 'Map',
    retainerPath: ['shelf', 'Map', 'Object', 'resenhas'],
  },
  acceptance: {
    signal: 'not-a-leak',
    measure: 'heapUsed',
    warmup: 1_300,
    requestsPerRound: 400,
    rounds: 3,
    maxPerRequest: 1_500,
    why: 'Bytes por requisição depois que a prateleira encheu, no Node 26.10 (Linux x64), com a máquina muito ocupada: de -10 a 26 no original, na solução e nas outras; sem o limite, de 8.800 a 8.900.',
  },
  contract,
  hints: [
    'Subir não é vazar. O que aconteceria com a memória se a carga continuasse por mais uma hora, igual?',
    'Mande a carga várias vezes e, entre uma e outra, force a coleta: compare os pisos, e não os picos nem o RSS. Depois tire um perfil de heap após cada uma e veja a diferença entre eles.',
    'Quem está no topo é buildSheet, guardada por shelf. Leia keep: até quantas fichas cabem ali, e quanto ocupa cada uma?',
    'O piso para quando a prateleira enche, e o RSS não volta porque o V8 e o alocador ficam com as páginas para a próxima vez. Responda que não é vazamento, e não mude o serviço.',
  ],
};

export default scenario;
