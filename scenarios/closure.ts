import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';
import { fields, sameStatuses } from './support/answers.ts';

const PRODUCTS = 150;
/** Far from the versions of the contract. */
const FIRST = 1_000_000;

/** Eight publications, then a till that asks for a price and a screen that shows what changed. */
function request(index: number): LabRequest {
  const turn = index % 10;
  if (turn === 3) return get(`/precos/${1 + (index % PRODUCTS)}`);
  if (turn === 7) return get('/mudancas');
  return publication(FIRST + index);
}

function right(index: number, response: LabResponse): boolean {
  const { path } = request(index);
  const { versao, centavos, mudancas } = fields(response);
  if (path === '/mudancas') return compared(Number(versao), mudancas);
  if (path.startsWith('/precos/')) return centavos === priceIn(Number(versao), 1 + (index % PRODUCTS));
  return versao === FIRST + index && typeof mudancas === 'number';
}

/** With whichever version came before it: of those of the load no two are the same, and the contract's came first. */
function compared(version: number, changes: unknown): boolean {
  if (!Array.isArray(changes) || changes.length === 0) return false;
  return changes.every((row: unknown) => {
    const { produto, de, para } = changeIn(row);
    return typeof de === 'number' && de !== para && para === priceIn(version, Number(produto));
  });
}

function get(path: string): LabRequest {
  return { method: 'GET', path };
}

function publication(version: number): LabRequest {
  return { method: 'POST', path: `/tabelas/${version}` };
}

/** From one version to the next, one product in ten goes up by five cents. */
function priceIn(version: number, product: number): number {
  return 500 + product * 37 + Math.floor((version + product) / 10) * 5;
}

interface Change {
  readonly produto: number;
  readonly de: number | null;
  readonly para: number;
}

function changeIn(row: unknown): Partial<Record<keyof Change, unknown>> {
  return typeof row === 'object' ? { ...row } : {};
}

function changesBetween(before: number | null, after: number): readonly Change[] {
  return Array.from({ length: PRODUCTS }, (_, i) => i + 1).flatMap((produto) => {
    const [de, para] = [before === null ? null : priceIn(before, produto), priceIn(after, produto)];
    return de === para ? [] : [{ produto, de, para }];
  });
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await firstEver(client),
    await pricesOf(client, 'O preço é o da versão vigente', [7, 8, 4_321]),
    await changes(client, 'A tela mostra o que mudou na última publicação', [100, 101, 250, 250, 90]),
    await sameStatuses(
      client,
      [
        [get('/saude'), 200],
        [get('/precos/151'), 404],
        [get('/precos/0'), 404],
        [get('/nada-aqui'), 404],
        [get('/tabelas/1'), 404],
      ],
      'entre eles um produto que não existe e uma tabela que ninguém publicou com POST',
    ),
  ];
}

/** The service is fresh: nothing is in force, and in the first version everything is new. */
async function firstEver(client: LabClient): Promise<ContractCheck> {
  const before = (await client.send(get('/precos/1'))).status;
  const { mudancas } = fields(await client.send(publication(5)));
  return {
    name: 'Na primeira publicação tudo é novo',
    kept: before === 409 && mudancas === PRODUCTS,
    detail: `Antes dela um preço respondeu ${before}; nela, ${String(mudancas)} de ${PRODUCTS} produtos são novos.`,
  };
}

async function pricesOf(client: LabClient, name: string, versions: readonly number[]): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const version of versions) {
    await client.send(publication(version));
    for (const product of [1, 2, 77, PRODUCTS]) {
      const seen = fields(await client.send(get(`/precos/${product}`)));
      const expected = priceIn(version, product);
      const right = seen['versao'] === version && seen['produto'] === product && seen['centavos'] === expected;
      if (!right)
        wrong.push(`produto ${product}, versão ${version}: esperava ${expected}; veio ${JSON.stringify(seen)}`);
    }
  }
  return {
    name,
    kept: wrong.length === 0,
    detail: wrong[0] ?? `Quatro produtos em ${versions.length} versões, centavo a centavo.`,
  };
}

/** Each version right after the one before it, which is what it is compared with. */
async function changes(client: LabClient, name: string, versions: readonly number[]): Promise<ContractCheck> {
  const wrong: string[] = [];
  let before: number | null = null;
  for (const version of versions) {
    const told = fields(await client.send(publication(version)));
    const shown = fields(await client.send(get('/mudancas')));
    const expected = changesBetween(before, version);
    const right =
      told['versao'] === version &&
      told['mudancas'] === expected.length &&
      shown['versao'] === version &&
      sameChanges(shown['mudancas'], expected);
    // The first of them only puts a known version in force.
    if (before !== null && !right)
      wrong.push(`da versão ${before} para a ${version}: esperava ${expected.length} mudanças`);
    before = version;
  }
  return {
    name,
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${versions.length} publicações, uma delas sem nada de novo e uma para trás.`,
  };
}

function sameChanges(seen: unknown, expected: readonly Change[]): boolean {
  if (!Array.isArray(seen) || seen.length !== expected.length) return false;
  const known = new Map(expected.map((change) => [change.produto, change]));
  return seen.every((row: unknown) => {
    const { produto, de, para } = changeIn(row);
    const change = known.get(Number(produto));
    return change !== undefined && change.de === de && change.para === para;
  });
}

async function contractAfterLoad(client: LabClient, sent: number): Promise<readonly ContractCheck[]> {
  return [
    await inForce(client, sent),
    await pricesOf(client, 'Depois da carga o preço é o da versão vigente', [12, 13]),
    await changes(client, 'Depois da carga a tela ainda mostra o que mudou', [40, 41, 60]),
  ];
}

/** Those that were under way together may have come into force in any order. */
const TOGETHER = 50;

async function inForce(client: LabClient, sent: number): Promise<ContractCheck> {
  const seen = fields(await client.send(get('/precos/7')));
  const version = Number(seen['versao']);
  const last = FIRST + sent - 1;
  return {
    name: 'A última tabela da carga está em vigor',
    kept: version > last - TOGETHER && version <= last && seen['centavos'] === priceIn(version, 7),
    detail: `A última publicação da carga foi por volta da versão ${last}; a vigente é a ${version}.`,
  };
}

const scenario: Scenario = {
  order: 6,
  title: 'Closures',
  summary: 'Uma tabela de preços em que só a versão vigente interessa, e em que nenhuma das anteriores vai embora.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé, e a versão vigente' },
    { method: 'POST', path: '/tabelas/1', what: 'publica uma versão da tabela' },
    { method: 'GET', path: '/precos/7', what: 'o preço vigente de um produto' },
    { method: 'GET', path: '/mudancas', what: 'o que mudou na última publicação' },
  ],
  // 40 ms of database each: about 200 publications a second on an idle machine.
  load: { request, right, concurrency: 8, burst: 500 },
  symptom: {
    words:
      'A memória sobe a cada publicação, embora uma tabela só esteja em vigor de cada vez e nenhuma lista, nenhum Map e nenhum cache apareçam no código.',
    grows: ['heapUsed', 'heapTotal', 'rss'],
    flat: ['external', 'arrayBuffers'],
  },
  evidence: {
    profile: 'heap',
    sampleType: 'inuse_space',
    function: 'loadItems',
    file: 'server.ts',
    // And so on, to the first table of all.
    retainerPath: ['current', 'Object', 'priceOf', 'previous', 'Object', 'priceOf', 'previous'],
  },
  suspects: ['publish', 'changeOf', 'priceOf'],
  acceptance: {
    signal: 'slope',
    measure: 'heapUsed',
    warmup: 400,
    requestsPerRound: 300,
    rounds: 3,
    maxPerRequest: 600,
    why:
      'Bytes por requisição, medidos no Node 26.10 (Linux x64) com os núcleos ocupados: o original e o wrong-fix, de ' +
      '18.900 a 19.850; um Map de preços no lugar da busca, 6.800; só o que mudou, guardado de todas as versões, de 900 a ' +
      '1.000; a solução e as outras correções, de 110 a 225, e uma vez 355.',
  },
  contract,
  contractAfterLoad,
  hints: [
    'Só uma tabela está em vigor. Por onde alguém ainda chegaria à anterior, e à anterior dela?',
    'O perfil de heap diz que os itens nascem em loadItems, e que os de todas as versões ainda estão vivos. Quem os segura ele não diz: tire um heap snapshot e suba pelos retentores de um PriceTable.',
    'Em publish nascem duas closures. As duas dividem um só contexto, com tudo o que qualquer uma delas usa: priceOf não usa previous, mas o segura.',
    'Faça as duas nascerem em funções diferentes: calcule as mudanças numa função à parte, que recebe a anterior, e previous não entra no contexto de priceOf.',
  ],
};

export default scenario;
