import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';
import { fields, rows, sameStatuses } from './support/answers.ts';

const KEYS = ['ana@exemplo.com', 'bia@exemplo.com'];
const PANEL: LabRequest = { method: 'GET', path: '/painel' };
const OWNERS = ['Ana Souza', 'Bia Lima'];

/** Of ten: eight transfers, a look at the panel, and one at who owns a key. */
function request(index: number): LabRequest {
  const key = KEYS[index % KEYS.length] ?? '';
  if (index % 10 === 8) return PANEL;
  if (index % 10 === 9) return { method: 'GET', path: `/chaves/${key}` };
  return transfer(`E${index}`, key, 1_000 + (index % 700));
}

function right(index: number, response: LabResponse): boolean {
  const { id, situacao, titular } = fields(response);
  if (index % 10 === 8) return rows(response).length > 0;
  if (index % 10 === 9) return titular === OWNERS[index % OWNERS.length];
  return id === `E${index}` && (situacao === 'na esteira' || situacao === 'lote da noite');
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await analysed(client),
    ...(await nobodyHeldUp(client)),
    await waitsForRoom(client),
    await owners(client),
    await panel(client),
    await sameStatuses(
      client,
      [
        [{ method: 'GET', path: '/saude' }, 200],
        [{ method: 'GET', path: '/pix/nunca-houve' }, 404],
        [transfer('x', 'ninguem@exemplo.com', 100), 400],
        [{ method: 'POST', path: '/pix', body: 'não é JSON' }, 400],
        [{ method: 'GET', path: '/nada-aqui' }, 404],
      ],
      'entre eles um sem JSON e um para uma chave que não existe',
    ),
  ];
}

const POSITIONS = 8;
/** An analysis takes 20 ms; a busy machine some more. */
const PATIENCE_MS = 8_000;

async function analysed(client: LabClient): Promise<ContractCheck> {
  await drained(client);
  const id = `contrato-${Date.now()}`;
  const first = situation(await client.send(transfer(id, KEYS[0] ?? '', 1_990)));
  const after = await statusOnce(client, id, 'analisado');
  return {
    name: 'O Pix que entra na esteira é analisado',
    kept: first === 'na esteira' && after === 'analisado',
    detail: `Com a esteira vazia, a resposta foi “${first}”, e a consulta diz “${after}”.`,
  };
}

/** Many more at once than the belt takes in while they wait. */
const CROWD = 100;

async function nobodyHeldUp(client: LabClient): Promise<readonly ContractCheck[]> {
  const name = `contrato-multidao-${Date.now()}`;
  const seen = await crowd(client, name, CROWD);
  const entered = seen.flatMap((status, i) => (status === 'na esteira' ? [`${name}-${i}`] : []));
  const tonight = seen.filter((status) => status === 'lote da noite').length;
  await drained(client);
  const done = await analysedOf(client, entered);
  return [
    {
      name: 'Quem não coube fica para o lote da noite',
      kept: entered.length + tonight === CROWD && tonight > 0 && entered.length >= POSITIONS,
      detail: `De ${CROWD} ao mesmo tempo, ${entered.length} entraram na esteira e ${tonight} ficaram para o lote.`,
    },
    {
      name: 'Quem entrou na esteira com a multidão é analisado',
      kept: done === entered.length,
      detail: `De ${entered.length} que a resposta disse estarem na esteira, a consulta diz que ${done} foram analisados.`,
    },
  ];
}

/** How many of these are analysed, the belt being empty by now. One that is not is waited for, and is enough to know. */
async function analysedOf(client: LabClient, ids: readonly string[]): Promise<number> {
  let done = 0;
  for (const id of ids) {
    if ((await statusOnce(client, id, 'analisado')) !== 'analisado') break;
    done++;
  }
  return done;
}

/** A crowd a little larger than the belt: within 50 ms there are two analyses, so some must find room. */
const LATECOMERS = 6;
/**
 * A busy machine lets a crowd in one by one, and what is analysed meanwhile makes room that nobody waited for (one
 * crowd in five, measured): who waits finds room each time.
 */
const CROWDS = 2;

async function waitsForRoom(client: LabClient): Promise<ContractCheck> {
  let entered = Number.POSITIVE_INFINITY;
  for (let time = 1; time <= CROWDS && entered > POSITIONS; time++) {
    const seen = await crowd(client, `contrato-espera-${time}`, POSITIONS + LATECOMERS);
    entered = seen.filter((status) => status === 'na esteira').length;
  }
  return {
    name: 'Quem chega com a esteira cheia espera um instante por um lugar',
    kept: entered > POSITIONS,
    detail: `De ${POSITIONS + LATECOMERS} ao mesmo tempo, para ${POSITIONS} lugares, entraram ${entered}: os que passam de ${POSITIONS} esperaram por um.`,
  };
}

async function owners(client: LabClient): Promise<ContractCheck> {
  const seen = await fields(await client.send({ method: 'GET', path: '/chaves/ana@exemplo.com' }));
  const unknown = await client.send({ method: 'GET', path: '/chaves/ninguem@exemplo.com' });
  const kept = seen['titular'] === 'Ana Souza' && unknown.status === 404;
  return {
    name: 'A chave diz quem é o titular',
    kept,
    detail: `ana@exemplo.com é de ${String(seen['titular'])}; uma chave desconhecida responde ${unknown.status}.`,
  };
}

/** A panel may be a second old: that is how often it is drawn. */
async function panel(client: LabClient): Promise<ContractCheck> {
  const deadline = Date.now() + PATIENCE_MS;
  const id = `contrato-painel-${deadline}`;
  await client.send(transfer(id, KEYS[0] ?? '', 700));
  let shown = rows(await client.send(PANEL));
  while (!shown.some((row) => row['id'] === id) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    shown = rows(await client.send(PANEL));
  }
  const status = shown.find((row) => row['id'] === id)?.['situacao'];
  return {
    name: 'O painel mostra as últimas transferências',
    kept: status === 'na esteira' || status === 'analisado' || status === 'lote da noite',
    detail: `O painel traz ${shown.length} transferências; a que acabou de entrar está como “${String(status)}”.`,
  };
}

/** So many transfers at the same time, and what each was told. */
async function crowd(client: LabClient, name: string, size: number): Promise<readonly string[]> {
  await drained(client);
  const answers = Array.from({ length: size }, (_, i) => client.send(transfer(`${name}-${i}`, KEYS[0] ?? '', 500 + i)));
  return (await Promise.all(answers)).map(situation);
}

/** Until whatever waits on the belt has gone through: one more, sent after all of them, is analysed after them. */
async function drained(client: LabClient): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let i = 0; Date.now() < deadline; i++) {
    const id = `contrato-vez-${deadline}-${i}`;
    const status = situation(await client.send(transfer(id, KEYS[1] ?? '', 300)));
    if (status === 'na esteira' && (await statusOnce(client, id, 'analisado')) === 'analisado') return;
  }
}

/** The status of a transfer once it is as wished; or whatever it is when patience ends. */
async function statusOnce(client: LabClient, id: string, wished: string): Promise<string> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const status = situation(await client.send({ method: 'GET', path: `/pix/${id}` }));
    if (status === wished || Date.now() > deadline) return status;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function transfer(id: string, chave: string, centavos: number): LabRequest {
  const headers = { 'Content-Type': 'application/json' };
  return { method: 'POST', path: '/pix', headers, body: JSON.stringify({ id, chave, centavos }) };
}

function situation(response: LabResponse): string {
  const { situacao } = fields(response);
  return typeof situacao === 'string' ? situacao : `resposta ${response.status}`;
}

const rounds = { warmup: 600, requestsPerRound: 150, rounds: 3 } as const;

const scenario: Scenario = {
  order: 2,
  title: 'Goroutine esquecida',
  summary:
    'Um Pix que nunca deixa o cliente esperando, e um serviço em que o que cada um deixa para trás nunca termina.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'GET', path: '/chaves/ana@exemplo.com', what: 'o titular da chave' },
    { method: 'POST', path: '/pix', what: 'uma transferência: id, chave e centavos' },
    { method: 'GET', path: '/pix/E123', what: 'em que pé está uma das últimas transferências' },
    { method: 'GET', path: '/painel', what: 'as últimas transferências' },
  ],
  load: { request, right, concurrency: 16, burst: 1_000 },
  symptom: {
    words:
      'Em hora de pico a memória sobe e não volta. As respostas continuam rápidas, porque ninguém espera mais que um instante: o que não acaba é o que ficou esperando por trás.',
    grows: ['heapUsed', 'heapTotal', 'rss'],
    flat: ['external', 'arrayBuffers'],
  },
  diagnostics: { promises: 'all' },
  evidence: {
    profile: 'goroutine',
    sampleType: 'goroutine',
    function: 'enqueue',
    file: 'server.ts',
    constructorName: 'Channel',
    line: 83,
    retainerPath: ['belt', '#senders', 'Object', 'sent', 'Promise'],
  },
  moreEvidence: [
    {
      profile: 'heap',
      sampleType: 'inuse_space',
      function: 'buildAnalysis',
      file: 'server.ts',
      retainerPath: ['belt', '#senders', 'Object', 'item', 'historico'],
    },
    {
      profile: 'heap',
      sampleType: 'inuse_space',
      function: 'lastTransfers',
      file: 'server.ts',
      focus: '^(panels|listOnTimeout)$',
      retainerPath: ['Timeout', '_onTimeout', 'context', 'latest'],
    },
  ],
  suspects: ['send', 'transfer', 'panels', 'route'],
  acceptance: {
    signal: 'several',
    faults: [
      {
        name: 'Esperas que não terminam',
        acceptance: {
          signal: 'slope',
          measure: 'promises',
          maxPerRequest: 0.05,
          ...rounds,
          why: 'Por requisição, no Node 26.10 (Linux x64): o original e o wrong-fix deixam 0,72 espera com a máquina livre e de 0,33 a 0,41 com ela muito ocupada, porque a esteira anda mais entre um pedido e outro; as correções, de -0,05 a 0,01.',
        },
      },
      {
        name: 'Relógios que não param',
        acceptance: {
          signal: 'slope',
          measure: 'timers',
          maxPerRequest: 0.02,
          ...rounds,
          why: 'Uma requisição em dez abre o painel: 0,1 relógio no original, sempre; 0 em toda correção. O unref tira o relógio da conta, e não da memória: por isso a terceira medida.',
        },
      },
      {
        name: 'Memória que não volta',
        acceptance: {
          signal: 'slope',
          measure: 'heapUsed',
          maxPerRequest: 700,
          ...rounds,
          why: 'Por requisição, com a máquina muito ocupada: o original e o wrong-fix, de 4.900 a 6.900 B; só as esperas ou só os relógios, de 2.600 a 3.700; sem nada que limite a esteira, 2.300 (e 5.500 com a máquina livre); as correções, de -1.600 a 190.',
        },
      },
    ],
  },
  contract,
  hints: [
    'Promise.race responde com quem chega primeiro. O que acontece com quem perde a corrida? E com um gerador, quando quem o lê para de pedir?',
    'Capture o perfil goroutine durante a carga: cada linha é um await que ainda não voltou. Em qual delas há centenas? Depois olhe o contador de timers: em que rota ele sobe?',
    'enqueue espera por belt.send: quem guarda o sent de cada espera? E panels liga um relógio: quem faz o finally dele rodar?',
    'A desistência tem de chegar a quem guarda a espera: passe um AbortSignal a send e tire o remetente de #senders quando ele disparar. E leia o gerador com for await, que chama return() ao sair.',
  ],
};

export default scenario;
