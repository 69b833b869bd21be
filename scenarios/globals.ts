import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';
import { fields, sameStatuses } from './support/answers.ts';

const CUSTOMERS = 60;

/** Two in five ask for a place where nobody delivers. */
function request(index: number): LabRequest {
  const place = String(1_310_000 + (index % 90_000)).padStart(7, '0');
  const last = index % 5 < 2 ? 9 : index % 9;
  return quotation({ customer: `loja-${index % CUSTOMERS}`, cep: `${place}${last}`, grams: 300 + (index % 50) * 90 });
}

/** One in ten, among those for a place where somebody delivers. */
function hangsUp(index: number): boolean {
  return index % 10 === 7;
}

function right(index: number, response: LabResponse): boolean {
  const { cliente, fretes } = fields(response);
  const delivered = index % 5 >= 2;
  return cliente === `loja-${index % CUSTOMERS}` && Array.isArray(fretes) && fretes.length > 0 === delivered;
}

interface Quotation {
  readonly customer: string;
  readonly cep: string;
  readonly grams: number;
}

function quotation({ customer, cep, grams }: Quotation): LabRequest {
  return { method: 'GET', path: `/fretes?cep=${cep}&gramas=${grams}`, headers: { 'X-Cliente': customer } };
}

function get(path: string): LabRequest {
  return { method: 'GET', path };
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await rightPrices(client, 'O frete é o que o cliente negociou'),
    await nobodyDelivers(client),
    await keptApart(client, 'Quem pergunta ao mesmo tempo não se mistura'),
    await sameStatuses(
      client,
      [
        [get('/saude'), 200],
        [get('/nada-aqui'), 404],
        [get('/fretes?cep=0131010&gramas=500'), 400],
        [get('/fretes?cep=01310100'), 400],
        [get('/fretes?cep=01310100&gramas=-1'), 400],
      ],
      'entre eles um CEP com um dígito a menos e um peso negativo',
    ),
  ];
}

/** Answers that the original gives, noted by hand: the cheapest option and how many there are. */
const KNOWN = [
  {
    customer: 'loja-7',
    cep: '01310100',
    grams: 1_500,
    region: 'região 0',
    first: [1_500, 'Jangada Log', 1_221],
    options: 4,
  },
  {
    customer: 'padaria-do-ze',
    cep: '90010150',
    grams: 100,
    region: 'região 9',
    first: [500, 'Rodovia Sul', 846],
    options: 4,
  },
  {
    customer: 'loja-7',
    cep: '70040010',
    grams: 39_600,
    region: 'região 7',
    first: [40_000, 'Via Cerrado', 14_276],
    options: 1,
  },
] as const;

async function rightPrices(client: LabClient, name: string): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const { customer, cep, grams, region, first, options } of KNOWN) {
    const answer = await client.send(quotation({ customer, cep, grams }));
    const { cliente, regiao, fretes, notas } = fields(answer);
    const seen = offers(answer);
    const right =
      cliente === customer &&
      regiao === region &&
      seen.length === options &&
      JSON.stringify(seen[0]) === JSON.stringify(first) &&
      JSON.stringify(notas) === JSON.stringify([region, `opções: ${options}`]);
    if (!right)
      wrong.push(
        `${customer}, ${grams} g: esperava ${first.join(', ')}; veio ${JSON.stringify(fretes ?? null).slice(0, 160)}`,
      );
  }
  return {
    name,
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${KNOWN.length} cotações conhecidas, com as anotações de cada uma.`,
  };
}

/** Each option as weight, carrier and cents. */
function offers(answer: LabResponse): readonly (readonly unknown[])[] {
  const { fretes } = fields(answer);
  if (!Array.isArray(fretes)) return [];
  return fretes.map((offer: unknown) => {
    const row: Readonly<Record<string, unknown>> = typeof offer === 'object' ? { ...offer } : {};
    return [row['ateGramas'], row['transportadora'], row['centavos']];
  });
}

async function nobodyDelivers(client: LabClient): Promise<ContractCheck> {
  const answer = await client.send(quotation({ customer: 'loja-3', cep: '69000009', grams: 700 }));
  const { fretes, notas } = fields(answer);
  const kept = Array.isArray(fretes) && fretes.length === 0 && JSON.stringify(notas) === '["sem entrega em 69000009"]';
  return {
    name: 'Onde ninguém entrega, a resposta diz isso',
    kept,
    detail: `Para 69000009: ${JSON.stringify({ fretes, notas }).slice(0, 160)}.`,
  };
}

/** All of them wait for the region at the same time. */
const TOGETHER = 120;

async function keptApart(client: LabClient, name: string): Promise<ContractCheck> {
  const asked = Array.from({ length: TOGETHER }, (_, i) => ({
    customer: `cliente-${i}`,
    cep: `${10_000_000 + i * 700_010}`,
    grams: 400 + i * 37,
  }));
  const answers = await Promise.all(asked.map((one) => client.send(quotation(one))));
  const mixedUp = asked.filter(({ customer, cep, grams }, i) => {
    const answer = answers[i];
    if (answer === undefined) return true;
    const { cliente, notas } = fields(answer);
    const [lightest] = offers(answer)[0] ?? [];
    const mine = cliente === customer && fields(answer)['cep'] === cep && Number(lightest) - grams < 500;
    return !mine || !Array.isArray(notas) || notas.length !== 2 || notas[0] !== `região ${cep[0]}`;
  });
  const [first] = mixedUp;
  return {
    name,
    kept: first === undefined,
    detail:
      first === undefined
        ? `${TOGETHER} cotações ao mesmo tempo, cada uma com o cliente, os preços e as anotações dela.`
        : `${mixedUp.length} de ${TOGETHER} vieram erradas; entre elas a de ${first.customer}.`,
  };
}

async function contractAfterLoad(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await rightPrices(client, 'Depois da carga o frete é o mesmo'),
    await keptApart(client, 'Depois da carga ninguém se mistura'),
  ];
}

const scenario: Scenario = {
  order: 8,
  title: 'Variáveis globais',
  summary: 'Um contexto por requisição, à mão de qualquer função, e que fica na mão do módulo para sempre.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'GET', path: '/fretes?cep=01310100&gramas=1500', what: 'as opções de frete de quem está em X-Cliente' },
  ],
  // 40 ms for the region each: about 200 quotations a second on an idle machine.
  load: { request, right, hangsUp, concurrency: 8, burst: 1_000 },
  symptom: {
    words:
      'A memória sobe com o número de requisições já respondidas, e não com o de requisições em curso. Uma noite sem tráfego não a traz de volta.',
    grows: ['heapUsed', 'heapTotal', 'rss'],
    flat: ['external', 'arrayBuffers'],
  },
  evidence: {
    profile: 'heap',
    sampleType: 'inuse_space',
    function: 'loadPrices',
    file: 'server.ts',
    constructorName: 'Map',
    retainerPath: ['contexts', 'Map', 'Object', 'tabela', 'Array'],
  },
  suspects: ['openContext'],
  acceptance: {
    signal: 'slope',
    measure: 'heapUsed',
    warmup: 500,
    requestsPerRound: 300,
    rounds: 3,
    maxPerRequest: 310,
    why:
      'Bytes por requisição, medidos no Node 26.10 (Linux x64) com os núcleos ocupados: o original, 12.000; o wrong-fix, ' +
      'que esquece dois caminhos em cada cinco e quem desligou, 5.900; só quem desligou, de 1.150 a 1.320; só a requisição, ' +
      'com a tabela solta, 2.700; só as anotações, de 405 a 440. A solução e as outras correções, de 20 a 181.',
  },
  contract,
  contractAfterLoad,
  hints: [
    'Quanto tempo uma requisição vive, e quanto tempo vive o que este serviço guarda sobre ela?',
    'Capture o perfil de heap depois que a carga acabou: nada está em curso, e mesmo assim as tabelas de loadPrices estão vivas. Quem as segura?',
    'openContext põe o contexto no Map contexts, que é do módulo e vive tanto quanto o processo. Por quantos caminhos uma requisição termina, e qual deles a tira de lá?',
    'Tire a requisição do Map quando a resposta fechar (response.once("close", …)), que vale para todos os caminhos; ou troque o Map por um WeakMap, que não segura a chave.',
  ],
};

export default scenario;
