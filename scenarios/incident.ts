import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';
import { fields, sameStatuses, text } from './support/answers.ts';

const CLIENTS = 500;
/** The partner refuses the notices of clients whose number is a multiple of this. */
const REFUSED_EVERY = 11;

/** Of twenty: fifteen statements, three notices, two reconciliations. */
function request(index: number): LabRequest {
  const client = clientOf(index);
  const turn = index % 20;
  if (turn < 15) return get(`/clientes/${client}/extrato`);
  if (turn < 18) return notice(client, 1_000 + (index % 900));
  return get(`/clientes/${client}/conciliacao`);
}

/**
 * Statements and reconciliations go through all clients: who remembers answers meets hardly any of them twice. Of the
 * notices more than half go to clients whom the partner refuses: by chance one in eleven would, too few to see them leak.
 */
function clientOf(index: number): number {
  const twenty = Math.floor(index / 20);
  const client = 1 + ((index * 37 + twenty) % CLIENTS);
  const refused = isNotice(index) && (index + twenty) % 2 === 0;
  return refused ? REFUSED_EVERY * (1 + (client % Math.floor(CLIENTS / REFUSED_EVERY))) : client;
}

function isNotice(index: number): boolean {
  const turn = index % 20;
  return turn >= 15 && turn < 18;
}

function right(index: number, { body }: LabResponse): boolean {
  const client = clientOf(index);
  const seen = Buffer.from(body);
  const turn = index % 20;
  if (turn < 15) return seen.includes('{"andamento":90}\n') && seen.includes(`"aviso-${client}-90"`);
  if (turn < 18) return seen.includes(client % REFUSED_EVERY === 0 ? '"fica para amanhã"' : '"entregue"');
  return seen.includes(`"cliente":${client},"avisos":7350,`);
}

function get(path: string): LabRequest {
  return { method: 'GET', path };
}

function notice(cliente: number, centavos: number): LabRequest {
  const headers = { 'Content-Type': 'application/json' };
  return { method: 'POST', path: '/avisos', headers, body: JSON.stringify({ cliente, centavos }) };
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await delivered(client),
    await refused(client),
    await statement(client),
    await together(client),
    await reconciled(client),
    await sameStatuses(
      client,
      [
        [get('/saude'), 200],
        [get('/clientes/501/extrato'), 404],
        [get('/nada-aqui'), 404],
        [notice(0, 100), 400],
        [notice(7, -1), 400],
        [{ method: 'POST', path: '/avisos', body: 'não é JSON' }, 400],
      ],
      'entre eles um cliente que não existe e um aviso sem JSON',
    ),
  ];
}

async function delivered(client: LabClient): Promise<ContractCheck> {
  const { situacao } = fields(await client.send(notice(7, 1_990)));
  return {
    name: 'O aviso chega ao parceiro',
    kept: situacao === 'entregue',
    detail: `O aviso para o cliente 7 ficou como “${String(situacao)}”.`,
  };
}

async function refused(client: LabClient): Promise<ContractCheck> {
  const { situacao } = fields(await client.send(notice(22, 1_990)));
  return {
    name: 'O aviso que o parceiro recusa fica para amanhã',
    kept: situacao === 'fica para amanhã',
    detail: `O aviso para o cliente 22, que o parceiro recusa, ficou como “${String(situacao)}”.`,
  };
}

async function statement(client: LabClient): Promise<ContractCheck> {
  const [first, last] = lines(await client.send(get('/clientes/42/extrato')));
  const { cliente, extrato } = last ?? {};
  const entries = Array.isArray(extrato) ? extrato : [];
  const [newest] = entries;
  const sample = JSON.stringify(newest);
  const kept = first?.['andamento'] === 90 && cliente === 42 && entries.length === 90 && sample === FIRST_OF_42;
  return {
    name: 'O extrato vem com um andamento antes',
    kept,
    detail: `Do cliente 42 vieram ${entries.length} linhas, a primeira ${sample ?? 'nenhuma'}; antes delas, ${JSON.stringify(first ?? null).slice(0, 60)}.`,
  };
}

/** What the original gives, noted by hand. */
const FIRST_OF_42 =
  '{"aviso":"aviso-42-1","dia":"2026-10-31T12:53:20.000Z","loja":"Farmácia Popular, caixa 2","centavos":6979}';

const TOGETHER = 40;

async function together(client: LabClient): Promise<ContractCheck> {
  const asked = Array.from({ length: TOGETHER }, (_, i) => 100 + i);
  const answers = await Promise.all(asked.map((one) => client.send(get(`/clientes/${one}/extrato`))));
  const mixedUp = asked.filter((one, i) => {
    const answer = answers[i];
    return answer === undefined || lines(answer).at(-1)?.['cliente'] !== one;
  });
  return {
    name: 'Quem pede ao mesmo tempo recebe o seu',
    kept: mixedUp.length === 0,
    detail: `De ${TOGETHER} extratos pedidos ao mesmo tempo, ${TOGETHER - mixedUp.length} são de quem pediu.`,
  };
}

async function reconciled(client: LabClient): Promise<ContractCheck> {
  const answer = text(await client.send(get('/clientes/9/conciliacao')));
  return {
    name: 'A conciliação não repete aviso nenhum',
    kept: answer === '{"cliente":9,"avisos":7350,"primeiro":90001,"ultimo":97350}',
    detail: `Para o cliente 9: ${answer.slice(0, 120)}`,
  };
}

/** Each line of an answer as its members. */
function lines(response: LabResponse): readonly Readonly<Record<string, unknown>>[] {
  return text(response)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => fields({ ...response, body: new TextEncoder().encode(line) }));
}

const rounds = { warmup: 100, requestsPerRound: 100, rounds: 3 } as const;
/** Twenties of requests: their trials send some 1,720 at most, where memory is heard again, and again elsewhere. */
const AFTER_OTHER_FAULTS = 90;

const scenario: Scenario = {
  order: 14,
  title: 'Plantão: o incidente',
  summary: 'Um serviço, três falhas diferentes ao mesmo tempo, e nenhuma pista de quais são.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'POST', path: '/avisos', what: 'um aviso: cliente (de 1 a 500) e centavos' },
    { method: 'GET', path: '/clientes/42/extrato', what: 'o extrato, com um andamento antes' },
    { method: 'GET', path: '/clientes/42/conciliacao', what: 'os avisos do dia, sem repetidos' },
  ],
  load: { request, right, concurrency: 8, burst: 1_000 },
  symptom: {
    words:
      'São três da manhã. O serviço responde cada vez mais devagar, a memória sobe, o parceiro reclama do número de conexões e, a cada queda, tudo recomeça. Quem deixou o plantão só anotou: “reiniciar resolve”.',
    grows: ['heapUsed', 'heapTotal', 'rss'],
    flat: [],
  },
  diagnostics: { fd: true },
  evidence: {
    profile: 'heap',
    sampleType: 'inuse_space',
    function: 'entry',
    file: 'server.ts',
    retainerPath: ['Timeout', '_onTimeout', 'context', 'entries'],
  },
  moreEvidence: [
    {
      profile: 'fd',
      sampleType: 'fd',
      function: 'push',
      file: 'server.ts',
      show: '^(push|notify|route)$',
      retainerPath: ['partnerAgent', 'sockets', 'Socket', '_httpMessage', 'IncomingMessage'],
    },
    {
      profile: 'profile',
      sampleType: 'cpu',
      function: 'withoutRepeats',
      file: 'server.ts',
    },
  ],
  suspects: ['sendStatement', 'buildStatement', 'notify'],
  acceptance: {
    signal: 'several',
    faults: [
      {
        name: 'Memória que não volta',
        acceptance: {
          signal: 'slope',
          measure: 'heapUsed',
          maxPerRequest: 4_000,
          also: [{ measure: 'timers', maxPerRequest: 0.05 }],
          ...rounds,
          why: 'Por requisição, no Node 26.10 (Linux x64), com a máquina muito ocupada: de 15.400 a 17.000 B com o intervalo; de 1.400 a 2.500 B com só as conexões por ler; sem nenhum dos dois, até 970 B, e até 1.210 B com só as recusas por ler. Um intervalo que já não segura o extrato conta 0,75 por requisição; apagado, nenhum, um segundo depois. Com unref não se conta, deixa de 2.400 a 3.700 B e passa: um limite abaixo disso culparia a memória pelas conexões.',
        },
      },
      {
        name: 'Conexões que se acumulam',
        acceptance: {
          signal: 'slope',
          measure: 'sockets',
          maxPerRequest: 0.05,
          ...rounds,
          why: 'Por requisição, com a máquina muito ocupada: 0,3 (duas pontas em três de cada vinte); de 0,13 a 0,18 se só a recusa fica por ler, de 0,1 a 0,18 se só ela é lida; lida, destruída ou sem keep-alive, de 0 a 0,02.',
        },
      },
      {
        name: 'CPU por requisição',
        acceptance: {
          signal: 'cpu',
          warmup: 16,
          requestsPerRound: 6,
          // More and shorter ones than a floor takes: a collection of all garbage falls into one or two of them.
          rounds: 9,
          // Not GET /saude: what that takes falls from 300 to 90 µs while it warms up.
          baseline: (index) => get(`/clientes/${1 + (index % CLIENTS)}/extrato`),
          // Only reconciliations: the rest of the load would thin them out. And of clients that nobody asked for yet.
          pick: (n) => 20 * (AFTER_OTHER_FAULTS + Math.floor(n / 2)) + 18 + (n % 2),
          maxTimesBaseline: 13,
          why: 'Em vezes a CPU de um extrato no original, com a máquina muito ocupada (de 13 a 15 processos à espera de 2 núcleos): uma conciliação, de 31 a 60 com a busca aninhada e de 18,5 a 23,5 se ela vai de trás para a frente e para no repetido; de 1,6 a 3,2 com Set ou Map de números, até 9,6 com chaves de texto. O limite fica perto da média geométrica de 9,6 e 18,5.',
        },
      },
    ],
  },
  contract,
  hints: [
    'Três falhas deixam três rastros. Quais contadores sobem com a carga, quais ficam onde estão, e o que o plantão sente que contador nenhum mostra?',
    'Um perfil para cada rastro: heap para o que fica vivo, fd para o que fica aberto, CPU durante a carga para o que demora. Leve cada um até uma função do arquivo antes de mexer em qualquer coisa.',
    'Pergunte a cada função que apareceu: quem encerra o que você começou? sendStatement começa um intervalo, push recebe uma resposta, withoutRepeats começa uma busca a cada aviso.',
    'Apague o intervalo quando a resposta acabar (clearInterval), leia a resposta do parceiro até o fim (incoming.resume()) e troque a busca por um Set.',
  ],
};

export default scenario;
