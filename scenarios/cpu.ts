import type { ContractCheck, CpuAcceptance, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';
import { fields, sameStatuses } from './support/answers.ts';

const LISTS = 60;
const CONTACTS_A_LIST = 800;
const TEMPLATES = 3;
/** What a spreadsheet has in the column of names: each with something behind it that does not belong there. */
const SCRIBBLED = [
  'Terezinha Albuquerque',
  'Clementina Vasconcelos',
  'Bernardino Evangelista',
  'Maximiliano Cavalcanti',
  'Aparecida Vasconcellos',
];

/** Of four: two sendings, a preview, a name. */
function request(index: number): LabRequest {
  if (index % 4 < 2) return sending(listsOf(index));
  return index % 4 === 2 ? preview(listOf(index), templateOf(index)) : check(nameOf(index));
}

/** Three lists; in the time of a verdict never the same three: who remembers answers would not have to work for them. */
function listsOf(index: number): readonly number[] {
  const lap = Math.floor(index / LISTS);
  return [index, 7 * index + 3 + lap, 11 * index + 5 + 3 * lap].map((number) => 1 + (number % LISTS));
}

function listOf(index: number): number {
  return 1 + (Math.floor(index / 4) % LISTS);
}

function templateOf(index: number): number {
  return 1 + (Math.floor(index / (4 * LISTS)) % TEMPLATES);
}

/**
 * No two are equal, and there are four kinds: who looks for one kind first has not mended the expression. All in
 * Latin-1, as names in Portuguese are: V8 looks twice as long through the other strings.
 */
function nameOf(index: number): string {
  const turn = Math.floor(index / 4);
  const written = (zero: string, one: string): string => turn.toString(2).replaceAll('0', zero).replaceAll('1', one);
  const scribbles = [String(index), `--${written('-', "'")}`, written('§', '¶'), `-${written('a', 'e')}`];
  return `${SCRIBBLED[turn % SCRIBBLED.length]} ${scribbles[turn % scribbles.length]}`;
}

function right(index: number, response: LabResponse): boolean {
  const seen = fields(response);
  if (index % 4 < 2) {
    const lists = listsOf(index);
    return (
      JSON.stringify(seen['listas']) === JSON.stringify(lists) &&
      seen['contatos'] === lists.length * CONTACTS_A_LIST &&
      seen['destinatarios'] === households(lists)
    );
  }
  if (index % 4 === 3) return seen['nome'] === nameOf(index) && seen['valido'] === false;
  return previewMistakes(listOf(index), templateOf(index), response).length === 0;
}

/** Nobody gets two messages on one telephone: as many recipients as there are telephones in the lists. */
function households(lists: readonly number[]): number {
  const people = lists.flatMap((list) => Array.from({ length: CONTACTS_A_LIST }, (_, i) => personOf(list, i)));
  return new Set(people.map((person) => (person % 50 === 0 ? person + 1 : person))).size;
}

function personOf(list: number, place: number): number {
  return (list * 613 + place * 7) % 6_000;
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await rightRecipients(client),
    await rightPreviews(client),
    await rightNames(client),
    await atOnce(client),
    await lists(client),
    await sameStatuses(
      client,
      [
        [get('/saude'), 200],
        [get('/envios?listas=1,2,61'), 400],
        [get('/envios?listas=1,2,3,4,5,6'), 400],
        [get('/envios'), 400],
        [get('/previas?lista=17&modelo=4'), 400],
        [get('/previas?lista=61&modelo=1'), 400],
        [get('/nomes'), 400],
        [get('/listas/99'), 404],
        [get('/nada-aqui'), 404],
      ],
      'entre eles uma lista que não existe e listas demais',
    ),
  ];
}

/** Sendings that the original gives, noted by hand. */
const KNOWN = [
  { lists: [3, 17, 42], people: 2_059, last: 11_339, in11: undefined },
  { lists: [60, 1, 30], people: 2_369, last: 15_983, in11: undefined },
  { lists: [5, 6, 7, 8, 9], people: 3_607, last: 14_284, in11: 411 },
  { lists: [8, 8], people: 800, last: 14_497, in11: undefined },
] as const;

async function rightRecipients(client: LabClient): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const known of KNOWN) wrong.push(...mistakes(known, await client.send(sending(known.lists))));
  return {
    name: 'Ninguém recebe duas vezes, e ninguém fica sem receber',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${KNOWN.length} envios conhecidos, pelo cadastro e pelo telefone.`,
  };
}

/** The first one again at the end: nothing of the others may be left in the template. */
const PREVIEWS = [
  [17, 2],
  [3, 2],
  [60, 1],
  [17, 2],
] as const;

async function rightPreviews(client: LabClient): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const [list, template] of PREVIEWS) {
    wrong.push(...previewMistakes(list, template, await client.send(preview(list, template))));
  }
  return {
    name: 'A prévia traz a mensagem de cada um, e o modelo continua o mesmo',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${PREVIEWS.length} prévias, a primeira delas pedida de novo no fim.`,
  };
}

const NAMES: readonly (readonly [name: string, valid: boolean])[] = [
  ['Ana Souza', true],
  ["João d'Ávila", true],
  ['Zoë Sant-Anna', true],
  ['Maria Aparecida da Conceição de Albuquerque Cavalcanti', true],
  ['Zé', true],
  ['Ana 2', false],
  ['Ana (mãe)', false],
  ['ana@exemplo.com', false],
  ['Clementina Evangelista ✓', false],
  ['-', false],
  ['Ana  Souza', false],
  ['Ana--Souza', false],
  ['A'.repeat(61), false],
];

async function rightNames(client: LabClient): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const [name, valid] of NAMES) {
    const { valido } = fields(await client.send(check(name)));
    if (valido !== valid) wrong.push(`“${name}”: esperava ${valid}; veio ${String(valido)}`);
  }
  return {
    name: 'A conferência aceita os mesmos nomes, e recusa os mesmos',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${NAMES.length} nomes, com acento, hífen, apóstrofo, e com o que não é nome.`,
  };
}

async function atOnce(client: LabClient): Promise<ContractCheck> {
  const [answers, previews] = await Promise.all([
    Promise.all(KNOWN.map((known) => client.send(sending(known.lists)))),
    Promise.all(PREVIEWS.map(([list, template]) => client.send(preview(list, template)))),
  ]);
  const wrong = [
    ...KNOWN.flatMap((known, i) => mistakes(known, answers[i])),
    ...PREVIEWS.flatMap(([list, template], i) => previewMistakes(list, template, previews[i])),
  ];
  return {
    name: 'O que se pede ao mesmo tempo não se mistura',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${KNOWN.length} envios e ${PREVIEWS.length} prévias ao mesmo tempo, cada um com o que é seu.`,
  };
}

async function lists(client: LabClient): Promise<ContractCheck> {
  const { lista, contatos } = fields(await client.send(list(17)));
  return {
    name: 'A lista diz quantos contatos tem',
    kept: lista === 17 && contatos === CONTACTS_A_LIST,
    detail: `Esperava ${CONTACTS_A_LIST} na lista 17; veio ${String(contatos)} na lista ${String(lista)}.`,
  };
}

function mistakes(known: (typeof KNOWN)[number], response: LabResponse | undefined): readonly string[] {
  const { destinatarios, ultimo, porDdd } = response ? fields(response) : {};
  const in11: unknown = typeof porDdd === 'object' && porDdd !== null && '11' in porDdd ? porDdd['11'] : undefined;
  const isRight = destinatarios === known.people && ultimo === known.last && in11 === known.in11;
  return isRight
    ? []
    : [
        `listas ${known.lists.join(', ')}: esperava ${known.people} destinatários, o último ${known.last}, e ` +
          `${known.in11 ?? 0} no DDD 11; vieram ${String(destinatarios)}, o último ${String(ultimo)}, e ${String(in11 ?? 0)}`,
      ];
}

/** All customers have five digits, so that all messages of a template are as long. */
function previewMistakes(lista: number, modelo: number, response: LabResponse | undefined): readonly string[] {
  const last = 10_000 + personOf(lista, CONTACTS_A_LIST - 1);
  const texto = `Olá, cliente ${last}! As ofertas da semana ${modelo} já chegaram.`;
  const botao = { rotulo: 'Ver ofertas', link: `https://loja.example/ofertas/${last}` };
  const caracteres = CONTACTS_A_LIST * (texto.length + botao.link.length);
  const wished = JSON.stringify({ lista, modelo, caracteres, ultima: { texto, botao } });
  const seen = response === undefined ? '' : JSON.stringify(fields(response));
  return seen === wished ? [] : [`lista ${lista}, modelo ${modelo}: esperava ${wished}; veio ${seen.slice(0, 300)}`];
}

function get(path: string): LabRequest {
  return { method: 'GET', path };
}

function sending(numbers: readonly number[]): LabRequest {
  return get(`/envios?listas=${numbers.join(',')}`);
}

function preview(list: number, template: number): LabRequest {
  return get(`/previas?lista=${list}&modelo=${template}`);
}

function check(name: string): LabRequest {
  return get(`/nomes?${new URLSearchParams({ nome: name })}`);
}

function list(number: number): LabRequest {
  return get(`/listas/${number}`);
}

/** The same for all three: the same pretended database, hardly any work. */
const terms = {
  signal: 'cpu',
  baseline: (index: number) => list(1 + (index % LISTS)),
  warmup: 32,
  requestsPerRound: 32,
  rounds: 3,
} as const satisfies Partial<CpuAcceptance>;

const scenario: Scenario = {
  order: 11,
  title: 'CPU em laço',
  summary: 'Um serviço de campanhas que funciona bem nos testes, e com as listas de verdade só faz contas.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'GET', path: '/listas/17', what: 'quantos contatos há numa lista' },
    { method: 'GET', path: '/envios?listas=3,17,42', what: 'quem recebe uma campanha que junta estas listas' },
    {
      method: 'GET',
      path: '/previas?lista=17&modelo=2',
      what: 'quantos caracteres a campanha gasta, e a última mensagem',
    },
    { method: 'GET', path: '/nomes?nome=Ana+Souza', what: 'se isto é um nome' },
  ],
  load: { request, right, concurrency: 4, burst: 300 },
  symptom: {
    words:
      'Um núcleo fica em 100% e as respostas se arrastam, mas a memória está parada. Pôr mais máquinas ajuda por uma semana; as listas crescem um pouco, e tudo volta. No teste, com dez contatos e nomes bem escritos, era instantâneo.',
    grows: [],
    flat: ['heapUsed', 'external', 'arrayBuffers'],
  },
  evidence: { profile: 'profile', sampleType: 'cpu', function: 'removeDuplicates', file: 'server.ts', line: 73 },
  moreEvidence: [
    {
      profile: 'profile',
      sampleType: 'cpu',
      function: 'copyTemplate',
      file: 'server.ts',
      line: 94,
      focus: '^preview$',
    },
    { profile: 'profile', sampleType: 'cpu', function: 'isName', file: 'server.ts', line: 115, focus: '^route$' },
  ],
  suspects: ['prepareSending', 'fillIn', 'preview'],
  acceptance: {
    signal: 'several',
    faults: [
      {
        name: 'CPU de um envio',
        acceptance: {
          ...terms,
          pick: (n) => 4 * Math.floor(n / 2) + (n % 2),
          maxTimesBaseline: 20,
          why: 'Em vezes a CPU de contar uma lista no original, no Node 26.10 (Linux x64) com a máquina muito ocupada: o original, o wrong-fix e as correções sem esta parte, de 37 a 63; o filter com findIndex, 106; na outra thread, 49. A solução, 4; as outras correções, de 4,6 a 14 (um objeto como índice).',
        },
      },
      {
        name: 'CPU de uma prévia',
        acceptance: {
          ...terms,
          pick: (n) => 4 * n + 2,
          maxTimesBaseline: 30,
          why: 'O original e o wrong-fix, de 51 a 109; a solução, a cópia rasa e uma cópia por prévia, de 3 a 5; structuredClone sem as revisões, 18.',
        },
      },
      {
        name: 'CPU da conferência de um nome',
        acceptance: {
          ...terms,
          pick: (n) => 4 * n + 3,
          maxTimesBaseline: 12,
          why: 'O original e o wrong-fix, de 45 a 96; qualquer expressão que não volte, e palavra por palavra, de 1,1 a 2,7. Cada letra a mais nos nomes da carga dobraria os primeiros.',
        },
      },
    ],
  },
  contract,
  hints: [
    'O que acontece com o tempo de um envio quando as listas dobram de tamanho? E com o da conferência, quando o nome tem uma letra a mais?',
    'Capture um perfil de CPU durante a carga e olhe cpu, em flat: em que funções, e em que linhas, a thread está quase sempre? São três, uma de cada rota.',
    'removeDuplicates compara cada contato com todos os que já escolheu; copyTemplate leva consigo o que ninguém vai mudar; isName tenta de novo cada jeito de dividir o nome antes de recusá-lo.',
    'Guarde num Set os cadastros já vistos, e noutro os telefones. Na mensagem, faça novo só o que muda. E na expressão, exija um separador entre dois trechos de letras: assim só há um jeito de dividir.',
  ],
};

export default scenario;
