import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';

const LISTS = 60;
const CONTACTS_A_LIST = 800;

function request(index: number): LabRequest {
  return sending(listsOf(index));
}

/** Three lists, hardly ever the same three. */
function listsOf(index: number): readonly number[] {
  return [index, 7 * index + 3, 11 * index + 5].map((number) => 1 + (number % LISTS));
}

function right(index: number, response: LabResponse): boolean {
  const lists = listsOf(index);
  const { listas, contatos, destinatarios } = fields(response);
  return (
    JSON.stringify(listas) === JSON.stringify(lists) &&
    contatos === lists.length * CONTACTS_A_LIST &&
    destinatarios === households(lists)
  );
}

/** Nobody gets two messages on one telephone: as many recipients as there are telephones in the lists. */
function households(lists: readonly number[]): number {
  const people = lists.flatMap((list) =>
    Array.from({ length: CONTACTS_A_LIST }, (_, i) => (list * 613 + i * 7) % 6_000),
  );
  return new Set(people.map((person) => (person % 50 === 0 ? person + 1 : person))).size;
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [await rightRecipients(client), await atOnce(client), await lists(client), await refusals(client)];
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

async function atOnce(client: LabClient): Promise<ContractCheck> {
  const answers = await Promise.all(KNOWN.map((known) => client.send(sending(known.lists))));
  const wrong = KNOWN.flatMap((known, i) => mistakes(known, answers[i]));
  return {
    name: 'Envios preparados ao mesmo tempo não se misturam',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${KNOWN.length} ao mesmo tempo, cada um com os seus destinatários.`,
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

async function refusals(client: LabClient): Promise<ContractCheck> {
  const expected = [
    ['/saude', 200],
    ['/envios?listas=1,2,61', 400],
    ['/envios?listas=1,2,3,4,5,6', 400],
    ['/envios', 400],
    ['/listas/99', 404],
    ['/nada-aqui', 404],
  ] as const;
  const wrong: string[] = [];
  for (const [path, status] of expected) {
    const answer = await client.send({ method: 'GET', path });
    if (answer.status !== status) wrong.push(`${path} respondeu ${answer.status}; esperava ${status}`);
  }
  return {
    name: 'As outras rotas respondem como antes',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${expected.length} endereços, entre eles uma lista que não existe e listas demais.`,
  };
}

function mistakes(known: (typeof KNOWN)[number], response: LabResponse | undefined): readonly string[] {
  const { destinatarios, ultimo, porDdd } = fields(response);
  const in11: unknown = typeof porDdd === 'object' && porDdd !== null && '11' in porDdd ? porDdd['11'] : undefined;
  const isRight = destinatarios === known.people && ultimo === known.last && in11 === known.in11;
  return isRight
    ? []
    : [
        `listas ${known.lists.join(', ')}: esperava ${known.people} destinatários, o último ${known.last}, e ` +
          `${known.in11 ?? 0} no DDD 11; vieram ${String(destinatarios)}, o último ${String(ultimo)}, e ${String(in11 ?? 0)}`,
      ];
}

function sending(numbers: readonly number[]): LabRequest {
  return { method: 'GET', path: `/envios?listas=${numbers.join(',')}` };
}

function list(number: number): LabRequest {
  return { method: 'GET', path: `/listas/${number}` };
}

/** What a learner's service may have broken is shown as it came, so nothing is trusted here. */
function fields(response: LabResponse | undefined): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(response?.body));
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

const scenario: Scenario = {
  title: 'CPU em laço',
  summary: 'Um serviço de campanhas que funciona bem com listas pequenas, e com as grandes só faz contas.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'GET', path: '/listas/17', what: 'quantos contatos há numa lista' },
    { method: 'GET', path: '/envios?listas=3,17,42', what: 'quem recebe uma campanha que junta estas listas' },
  ],
  load: { request, right, concurrency: 4, burst: 300 },
  symptom: {
    words:
      'Um núcleo fica em 100% e as respostas se arrastam, mas a memória está parada. Pôr mais máquinas ajuda por uma semana; as listas crescem um pouco, e tudo volta. No teste, com dez contatos, era instantâneo.',
    grows: [],
    flat: ['heapUsed', 'external', 'arrayBuffers'],
  },
  evidence: { profile: 'profile', sampleType: 'cpu', function: 'removeDuplicates', file: 'server.ts', line: 62 },
  suspects: ['prepareSending'],
  acceptance: {
    signal: 'cpu',
    // The same service, the same pretended database, hardly any work.
    baseline: (index) => list(1 + (index % LISTS)),
    warmup: 40,
    requestsPerRound: 40,
    rounds: 3,
    maxTimesBaseline: 15,
    why:
      'Em vezes a CPU de contar uma lista, medido no Node 26.10 (Linux x64) com a máquina ocupada: o original, 39; o ' +
      'wrong-fix, 34; o filter com findIndex, 51. A mesma conta em outra thread não escapa, porque conta a CPU de todas. A ' +
      'solução, 1,8; as outras, de 1,5 a 7,1.',
  },
  contract,
  hints: [
    'O que acontece com o tempo de um envio quando as listas dobram de tamanho? Dobra, ou mais que isso?',
    'Capture um perfil de CPU durante a carga e olhe cpu, em flat: em que função, e em que linha, a thread está quase sempre?',
    'removeDuplicates compara cada contato com todos os que já escolheu. Com 2.400 contatos, quantas comparações são?',
    'Guarde num Set os cadastros já vistos, e noutro os telefones: perguntar a um Set custa o mesmo com dez ou com dez mil.',
  ],
};

export default scenario;
