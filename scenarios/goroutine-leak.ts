import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';
import { fields, sameStatuses } from './support/answers.ts';

const KEYS = ['ana@exemplo.com', 'bia@exemplo.com'];
const OWNERS = ['Ana Souza', 'Bia Lima'];

/** Nine transfers to each look at who owns a key. */
function request(index: number): LabRequest {
  const key = KEYS[index % KEYS.length] ?? '';
  if (index % 10 === 9) return { method: 'GET', path: `/chaves/${key}` };
  return transfer(`E${index}`, key, 1_000 + (index % 700));
}

function right(index: number, response: LabResponse): boolean {
  const { id, situacao, titular } = fields(response);
  if (index % 10 === 9) return titular === OWNERS[index % OWNERS.length];
  return id === `E${index}` && (situacao === 'na esteira' || situacao === 'lote da noite');
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await analysed(client),
    await nobodyHeldUp(client),
    await waitsForRoom(client),
    await owners(client),
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

/** More at once than the belt takes in while they wait. */
const CROWD = 40;

async function nobodyHeldUp(client: LabClient): Promise<ContractCheck> {
  const seen = await crowd(client, 'contrato-multidao', CROWD);
  const known = seen.filter((status) => status === 'na esteira' || status === 'lote da noite').length;
  const tonight = seen.filter((status) => status === 'lote da noite').length;
  await drained(client);
  return {
    name: 'Quem não coube fica para o lote da noite',
    kept: known === CROWD && tonight > 0 && seen.length - tonight >= POSITIONS,
    detail: `De ${CROWD} ao mesmo tempo, ${known} tiveram resposta; ${known - tonight} entraram na esteira e ${tonight} ficaram para o lote.`,
  };
}

/** A crowd a little larger than the belt: within 50 ms there are two analyses, so some must find room. */
const LATECOMERS = 6;

async function waitsForRoom(client: LabClient): Promise<ContractCheck> {
  const seen = await crowd(client, 'contrato-espera', POSITIONS + LATECOMERS);
  const entered = seen.filter((status) => status === 'na esteira').length;
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

const scenario: Scenario = {
  title: 'Goroutine esquecida',
  summary: 'Um Pix que nunca deixa o cliente esperando, e um serviço em que a espera de cada um nunca termina.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'GET', path: '/chaves/ana@exemplo.com', what: 'o titular da chave' },
    { method: 'POST', path: '/pix', what: 'uma transferência: id, chave e centavos' },
    { method: 'GET', path: '/pix/E123', what: 'em que pé está uma das últimas transferências' },
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
    line: 87,
    retainerPath: 'belt (módulo) → #senders (Array) → { item, sent } → resolve → promise que enqueue espera',
  },
  moreEvidence: [
    {
      profile: 'heap',
      sampleType: 'inuse_space',
      function: 'buildAnalysis',
      file: 'server.ts',
      retainerPath: 'belt (módulo) → #senders (Array) → { item, sent } → Analysis → historico',
    },
  ],
  suspects: ['send', 'transfer'],
  acceptance: {
    signal: 'slope',
    measure: 'promises',
    warmup: 250,
    requestsPerRound: 150,
    rounds: 3,
    maxPerRequest: 0.05,
    also: [{ measure: 'heapUsed', maxPerRequest: 1_500 }],
    why:
      'Por requisição, medidos no Node 26.10 (Linux x64): o original e o wrong-fix deixam 0,72 espera (e uns 10 KB de heap) ' +
      'em cada rodada; a solução e as outras correções, de 0 a 0,01 espera e menos de 400 B. Sem nada que limite a ' +
      'esteira, são 5.500 B de heap e espera nenhuma: por isso as duas medidas.',
  },
  contract,
  hints: [
    'Promise.race responde com quem chega primeiro. O que acontece com quem perde a corrida?',
    'Capture o perfil goroutine durante a carga: cada linha é um await que ainda não voltou. Em qual delas há centenas?',
    'enqueue espera por belt.send. Quem guarda o sent de cada espera, e quem o tira de lá quando o cliente já foi embora?',
    'A desistência tem de chegar a quem guarda a espera: passe um AbortSignal a send e tire o remetente de #senders quando ele disparar.',
  ],
};

export default scenario;
