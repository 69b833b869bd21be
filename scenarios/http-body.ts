import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';

const SHOPS = ['papelaria', 'brinquedos', 'ferragens', 'cosmeticos'];
const OUT_OF_ORDER = 'ferragens';
const STATES = ['pago', 'separado', 'enviado', 'entregue'];
const LOAD_STARTS_AT = 100_000;

function request(index: number): LabRequest {
  return notice(shopOf(index), LOAD_STARTS_AT + index, STATES[index % STATES.length] ?? '');
}

/** Each answer tells of its own delivery. */
function right(index: number, response: LabResponse): boolean {
  return delivered(response, shopOf(index), LOAD_STARTS_AT + index);
}

function shopOf(index: number): string {
  return SHOPS[index % SHOPS.length] ?? '';
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await arrives(client, 1),
    await refused(client),
    await asked(client),
    await atOnce(client),
    await refusals(client),
  ];
}

/** The shops still hear of the orders, after as many as the load sent. */
async function contractAfterLoad(client: LabClient): Promise<readonly ContractCheck[]> {
  return [await arrives(client, 2)];
}

async function arrives(client: LabClient, time: number): Promise<ContractCheck> {
  const order = 10 * time;
  const first = delivered(await client.send(notice('papelaria', order, 'pago')), 'papelaria', order);
  const second = delivered(await client.send(notice('papelaria', order + 1, 'enviado')), 'papelaria', order + 1);
  const { avisos } = fields(await client.send({ method: 'GET', path: '/lojas/papelaria/avisos' }));
  const got = Array.isArray(avisos) ? avisos.slice(0, 2).map((one) => JSON.stringify(one)) : [];
  const wished = [
    { loja: 'papelaria', pedido: order + 1, situacao: 'enviado' },
    { loja: 'papelaria', pedido: order, situacao: 'pago' },
  ].map((one) => JSON.stringify(one));
  const kept = first && second && got.join() === wished.join();
  return {
    name: time === 1 ? 'O aviso chega à loja' : 'O aviso ainda chega à loja depois da carga',
    kept,
    detail: kept
      ? 'A loja recebeu os dois avisos, e a resposta traz o protocolo que ela deu.'
      : `Esperava ${wished.join(' e ')}; a loja recebeu ${got.join(' e ') || 'nada'}.`,
  };
}

async function refused(client: LabClient): Promise<ContractCheck> {
  const answer = await client.send(notice(OUT_OF_ORDER, 30, 'pago'));
  const { entregue, status } = fields(answer);
  return {
    name: 'O que a loja recusa fica como não entregue',
    kept: entregue === false && status === 503,
    detail: `A loja respondeu 503; o serviço diz entregue: ${String(entregue)}, status ${String(status)}.`,
  };
}

/** A shop thinks for so long. Whoever says sooner what it answered never asked it. */
const SHOP_THINKS_MS = 50;
/** Node's timers are up to 1 ms early. */
const EARLY_MS = 2;
/** A busy machine makes every answer late, but hardly all of so many. */
const ASKED = 8;

async function asked(client: LabClient): Promise<ContractCheck> {
  const name = 'Quem diz se recebeu é a loja';
  let soonestMs = Number.POSITIVE_INFINITY;
  for (let order = 31; order < 31 + ASKED; order++) {
    const began = performance.now();
    const answer = await client.send(notice('brinquedos', order, 'pago'));
    soonestMs = Math.min(soonestMs, performance.now() - began);
    // An error comes soon, and pretends nothing.
    if (!delivered(answer, 'brinquedos', order))
      return { name, kept: false, detail: `O aviso do pedido ${order} não voltou com o protocolo da loja.` };
    if (soonestMs < SHOP_THINKS_MS - EARLY_MS) break;
  }
  const kept = soonestMs >= SHOP_THINKS_MS - EARLY_MS;
  return {
    name,
    kept,
    detail:
      `A loja pensa ${SHOP_THINKS_MS} ms sobre cada aviso, e a resposta mais rápida veio em ${soonestMs.toFixed(0)} ms` +
      (kept ? '.' : ': ninguém esperou por ela.'),
  };
}

/** As many as there may be at the same time. */
const CROWD = 24;

async function atOnce(client: LabClient): Promise<ContractCheck> {
  const orders = Array.from({ length: CROWD }, (_, i) => 40 + i);
  const answers = await Promise.all(orders.map((order) => client.send(notice('cosmeticos', order, 'pago'))));
  const good = answers.filter((answer, i) => delivered(answer, 'cosmeticos', orders[i] ?? 0)).length;
  return {
    name: 'Avisos ao mesmo tempo chegam todos',
    kept: good === CROWD,
    detail: `De ${CROWD} ao mesmo tempo, ${good} voltaram com o seu protocolo.`,
  };
}

async function refusals(client: LabClient): Promise<ContractCheck> {
  const expected: readonly (readonly [LabRequest, number])[] = [
    [{ method: 'GET', path: '/saude' }, 200],
    [notice('padaria', 1, 'pago'), 400],
    [{ method: 'POST', path: '/avisos', body: 'não é JSON' }, 400],
    [{ method: 'GET', path: '/lojas/padaria/avisos' }, 404],
    [{ method: 'GET', path: '/nada-aqui' }, 404],
  ];
  const wrong: string[] = [];
  for (const [message, status] of expected) {
    const answer = await client.send(message);
    if (answer.status !== status)
      wrong.push(`${message.method} ${message.path} respondeu ${answer.status}; esperava ${status}`);
  }
  return {
    name: 'As outras rotas respondem como antes',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${expected.length} pedidos, entre eles um sem JSON e um para uma loja que não existe.`,
  };
}

/** What the service says of a delivery is what the shop answered. */
function delivered(response: LabResponse, shop: string, order: number): boolean {
  const { loja, pedido, entregue, status, protocolo } = fields(response);
  const accepted = shop !== OUT_OF_ORDER;
  return (
    loja === shop &&
    pedido === order &&
    entregue === accepted &&
    status === (accepted ? 200 : 503) &&
    protocolo === `${shop}-${order}`
  );
}

function notice(loja: string, pedido: number, situacao: string): LabRequest {
  const headers = { 'Content-Type': 'application/json' };
  return { method: 'POST', path: '/avisos', headers, body: JSON.stringify({ loja, pedido, situacao }) };
}

/** What a learner's service may have broken is shown as it came, so nothing is trusted here. */
function fields(response: LabResponse): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(response.body));
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

const scenario: Scenario = {
  order: 9,
  title: 'Resposta que ninguém lê',
  summary: 'Um serviço de webhooks que pergunta, vê que deu certo e vai embora, e a conexão fica esperando ser lida.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'POST', path: '/avisos', what: 'avisa uma loja: loja, pedido e situacao' },
    { method: 'GET', path: '/lojas/papelaria/avisos', what: 'os últimos avisos que a loja recebeu' },
  ],
  load: { request, right, concurrency: 8, burst: 400 },
  symptom: {
    words:
      'As conexões abertas só aumentam, e a memória do processo também, mas o heap quase não se mexe. Um dia as chamadas para fora começam a falhar com EMFILE, e as lojas reclamam de conexões penduradas do lado delas.',
    grows: ['external', 'arrayBuffers', 'rss'],
    flat: [],
  },
  diagnostics: { fd: true },
  evidence: {
    profile: 'fd',
    sampleType: 'fd',
    function: 'deliver',
    file: 'server.ts',
    constructorName: 'IncomingMessage',
    line: 65,
    // Each connection has two ends in this process: the shop's one is not ours to mend.
    show: '^(deliver|route)$',
    retainerPath: ['agent', 'sockets', 'Array', 'Socket', 'IncomingMessage'],
  },
  acceptance: {
    signal: 'slope',
    measure: 'sockets',
    warmup: 120,
    requestsPerRound: 80,
    rounds: 3,
    maxPerRequest: 0.1,
    also: [
      { measure: 'files', maxPerRequest: 0.1 },
      { measure: 'heapUsed', maxPerRequest: 20_000 },
    ],
    why:
      'Sockets por requisição, medidos no Node 26.10 (Linux x64): o original deixa 2 (um de cada lado) e o wrong-fix, 1 (a ' +
      'loja fecha o dela assim que responde); lendo, descartando ou desistindo da ' +
      'conexão, 0. Um prazo por conexão solta tudo na pausa (-0,3). Sockets com unref somem da contagem, mas não dos arquivos ' +
      'abertos: por isso as duas medidas. A terceira é para quem lê a página, de 126 KB, e nunca mais a larga.',
  },
  contract,
  contractAfterLoad,
  hints: [
    'Cada aviso abre uma conexão com a loja. O que precisa acontecer para ela poder servir ao próximo?',
    'O heap não mostra sockets. Capture o perfil fd depois da carga: quem abriu os que continuam abertos?',
    'deliver espera a resposta, lê o status e volta. O corpo da resposta, quem lê?',
    'Chame answer.resume() para ler e jogar fora o corpo, ou answer.destroy() para desistir da conexão.',
  ],
};

export default scenario;
