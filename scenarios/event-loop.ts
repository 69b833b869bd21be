import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';

const LOAD_STARTS_AT = 400_000;

/** A broker after another, each with a property of its own. */
function request(index: number): LabRequest {
  return get(`/tabelas?valor=${valueOf(index)}`);
}

function valueOf(index: number): number {
  return LOAD_STARTS_AT + 1_000 * (index % 4_000);
}

/** The whole table, and of this property: one of its options, another one each time, tells by its first installment. */
function right(index: number, response: LabResponse): boolean {
  const { valor, opcoes } = fields(json(response));
  if (valor !== valueOf(index) || !Array.isArray(opcoes) || opcoes.length !== OPTIONS) return false;
  const down = 10 + 2.5 * (index % 33);
  const term = 60 + 12 * (index % 31);
  const option = opcoes.filter(isOption).find(({ entrada, prazo }) => entrada === down && prazo === term);
  return option !== undefined && Math.abs(option.primeiraParcela - firstInstallment(valor, down, term)) < LAST_PLACE;
}

/** By the price alone: the debt after a month of TR, divided by the term, the interest and the insurance on it, and the fee. */
function firstInstallment(value: number, down: number, term: number): number {
  const debt = value * (1 - down / 100) * 1.0005;
  return debt / term + debt * 0.00925 + 25;
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [await rightSimulations(client), await rightTables(client), await refusals(client)];
}

/** Simulations that the original gives, noted by hand. */
const SIMULATIONS = [
  { value: 350_000, down: 20, term: 360, first: 3_394.46, rates: [12.7, 13.64, 16.79] },
  { value: 350_000, down: 12.5, term: 72, first: 7_114.83, rates: [13.01, 13.96, 17.13] },
  { value: 1_200_000, down: 50, term: 420, first: 7_007.06, rates: [12.51, 13.45, 16.61] },
  { value: 87_000, down: 90, term: 60, first: 250.59, rates: [51.64, 52.77, 56.55] },
] as const;

/** Another way to the same rate may round the last place differently. */
const LAST_PLACE = 0.011;

async function rightSimulations(client: LabClient): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const { value, down, term, first, rates } of SIMULATIONS) {
    const answer = await client.send(get(`/simulacoes?valor=${value}&entrada=${down}&prazo=${term}`));
    const expected = { entrada: down, prazo: term, primeiraParcela: first, cet: rates };
    const seen = json(answer);
    if (!isOption(seen) || !alike(seen, expected)) {
      wrong.push(`R$ ${value}: esperava ${JSON.stringify(expected)}; veio ${JSON.stringify(seen)}`);
    }
  }
  return {
    name: 'Cada simulação traz a parcela e o CET certos',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${SIMULATIONS.length} simulações conhecidas, nos três cenários da TR.`,
  };
}

const OPTIONS = 33 * 31;
/** Whole tables, as sums over their options; in cents and in hundredths of a per cent. */
const TABLES = [
  { value: 350_000, first: 267_591_501, rates: 4_622_921 },
  { value: 351_000, first: 268_348_758, rates: 4_621_992 },
] as const;

/** Two at the same time, so that what is shared between them shows. */
async function rightTables(client: LabClient): Promise<ContractCheck> {
  const answers = await Promise.all(TABLES.map(({ value }) => client.send(get(`/tabelas?valor=${value}`))));
  const wrong = TABLES.flatMap(({ value, first, rates }, i) => {
    const { valor, opcoes } = fields(json(answers[i]));
    const options = Array.isArray(opcoes) ? opcoes.filter(isOption) : [];
    const places = new Set(options.map(({ entrada, prazo }) => `${entrada} ${prazo}`)).size;
    const seen = { first: sum(options, (option) => [option.primeiraParcela]), rates: sum(options, ({ cet }) => cet) };
    const right =
      valor === value &&
      options.length === OPTIONS &&
      places === OPTIONS &&
      Math.abs(seen.first - first) <= OPTIONS &&
      Math.abs(seen.rates - rates) <= OPTIONS / 10;
    return right
      ? []
      : [
          `R$ ${value}: esperava ${OPTIONS} opções; vieram ${places}, de um imóvel de R$ ${String(valor)}` +
            (places === OPTIONS ? ', com parcelas ou CET diferentes' : ''),
        ];
  });
  return {
    name: 'A tabela traz todas as entradas com todos os prazos',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `Duas tabelas ao mesmo tempo, cada uma com as suas ${OPTIONS} opções.`,
  };
}

async function refusals(client: LabClient): Promise<ContractCheck> {
  const expected = [
    ['/saude', 200],
    ['/tabelas?valor=1', 400],
    ['/tabelas', 400],
    ['/simulacoes?valor=350000&entrada=20&prazo=61', 400],
    ['/nada-aqui', 404],
  ] as const;
  const wrong: string[] = [];
  for (const [path, status] of expected) {
    const answer = await client.send(get(path));
    if (answer.status !== status) wrong.push(`${path} respondeu ${answer.status}; esperava ${status}`);
  }
  return {
    name: 'As outras rotas respondem como antes',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${expected.length} endereços, entre eles um imóvel barato demais e um prazo que não existe.`,
  };
}

interface Option {
  readonly entrada: number;
  readonly prazo: number;
  readonly primeiraParcela: number;
  readonly cet: readonly number[];
}

function isOption(value: unknown): value is Option {
  const { entrada, prazo, primeiraParcela, cet } = fields(value);
  const numbers = Array.isArray(cet) && cet.length === 3 ? [entrada, prazo, primeiraParcela, ...cet] : [null];
  return numbers.every((number) => typeof number === 'number');
}

function alike(seen: Option, expected: Option): boolean {
  const figures = ({ entrada, prazo, primeiraParcela, cet }: Option) => [entrada, prazo, primeiraParcela, ...cet];
  const wished = figures(expected);
  return figures(seen).every((figure, i) => Math.abs(figure - (wished[i] ?? Number.NaN)) < LAST_PLACE);
}

/** In hundredths. */
function sum(options: readonly Option[], of: (option: Option) => readonly number[]): number {
  return options.flatMap(of).reduce((total, figure) => total + Math.round(figure * 100), 0);
}

function get(path: string): LabRequest {
  return { method: 'GET', path };
}

/** What a learner's service may have broken is shown as it came, so nothing is trusted here. */
function json(response: LabResponse | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(response?.body));
  } catch {
    return null;
  }
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const scenario: Scenario = {
  order: 12,
  title: 'Event loop preso',
  summary: 'Um simulador em que uma conta longa faz todo mundo esperar, até quem só pergunta se o serviço está de pé.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'GET', path: '/tabelas?valor=350000', what: 'a tabela inteira de um imóvel' },
    { method: 'GET', path: '/simulacoes?valor=350000&entrada=20&prazo=360', what: 'uma simulação só' },
  ],
  load: { request, right, concurrency: 2, burst: 8 },
  symptom: {
    words:
      'De vez em quando tudo para por um instante: o painel não carrega, a verificação de saúde expira e o orquestrador reinicia um serviço que estava bem. A memória não se mexe, e a média de CPU não diz nada.',
    grows: [],
    flat: ['heapUsed', 'external', 'arrayBuffers'],
  },
  evidence: { profile: 'block', sampleType: 'delay', function: 'presentValue', file: 'server.ts' },
  moreEvidence: [{ profile: 'profile', sampleType: 'cpu', function: 'presentValue', file: 'server.ts', line: 50 }],
  suspects: ['buildTable', 'simulate', 'effectiveRate'],
  acceptance: {
    signal: 'stalls',
    // The promises asked for tables already.
    warmup: 0,
    requestsPerRound: 2,
    rounds: 3,
    maxShare: 0.4,
    why:
      'Parte do tempo com trabalho a fazer em que o event loop está preso há mais de 50 ms, medida no Node 26.10 (Linux ' +
      'x64) com carga média de 11 em dois núcleos: o original, de 79 a 93% (com a máquina livre, de 77 a 80%); o ' +
      'wrong-fix e as outras que não devolvem a vez, de 72 a 100%; fatiado, em pedaços ou num worker, 0%. O limite deixa ' +
      'passar fatias de até 40 ms.',
  },
  contract,
  hints: [
    'Quanto tempo uma resposta rápida espera enquanto outra pessoa pede uma tabela? O que as duas dividem?',
    'O heap não mostra nada. Capture o perfil block depois da carga: que função estava na pilha quando o event loop não voltava?',
    'buildTable faz 1.023 simulações sem devolver a vez. async e await devolvem a vez só quando há o que esperar: aqui não há.',
    'Devolva a vez a cada linha da tabela com await setImmediate() de node:timers/promises, ou faça a conta num worker.',
  ],
};

export default scenario;
