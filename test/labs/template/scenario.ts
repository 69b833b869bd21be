import type { ContractCheck, LabClient, LabRequest, Scenario } from '#lab/scenario.ts';

const COUPONS = ['VOLTA10', 'NATAL25', 'FRETE5'];

function request(index: number): LabRequest {
  return get(`/cupons/${COUPONS[index % COUPONS.length]}?centavos=${10_000 + (index % 5_000)}`);
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [await rightDiscount(client), await lastAttempts(client)];
}

async function rightDiscount(client: LabClient): Promise<ContractCheck> {
  const seen = await json(client, '/cupons/NATAL25?centavos=20000');
  const right = has(seen, 'centavos') && seen.centavos === 15_000;
  return {
    name: 'O desconto é o do cupom',
    kept: right,
    detail: right ? 'NATAL25 sobre R$ 200,00 dá R$ 150,00.' : `Esperava 15000 centavos; veio ${JSON.stringify(seen)}`,
  };
}

async function lastAttempts(client: LabClient): Promise<ContractCheck> {
  for (let i = 0; i < 20; i++) await client.send(get(`/cupons/FRETE5?centavos=${1_000 + 100 * i}`));
  const seen = await json(client, '/tentativas');
  const wished = Array.from({ length: 20 }, (_, i) => 950 + 95 * (19 - i));
  const got = Array.isArray(seen) ? seen.map((item) => (has(item, 'centavos') ? item.centavos : null)) : [];
  const kept = JSON.stringify(got) === JSON.stringify(wished);
  return {
    name: 'O suporte vê as últimas 20 tentativas',
    kept,
    detail: kept ? 'As 20 últimas, da mais nova para a mais antiga.' : `Vieram ${got.length}: ${got.join(', ')}`,
  };
}

function get(path: string): LabRequest {
  return { method: 'GET', path };
}

async function json(client: LabClient, path: string): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode((await client.send(get(path))).body));
  } catch (error) {
    // What a learner's service may have broken is no error of ours; no answer at all is one.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function has<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

const scenario: Scenario = {
  title: 'Novo laboratório',
  summary: 'Um serviço de cupons que ocupa mais memória a cada carrinho.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'GET', path: '/cupons/NATAL25?centavos=19990', what: 'o parcelamento com o desconto' },
    { method: 'GET', path: '/tentativas', what: 'as últimas tentativas' },
  ],
  load: { request, concurrency: 8, burst: 1_000 },
  symptom: {
    words: 'A memória sobe a cada carrinho e não desce nem de madrugada, quando ninguém compra.',
    grows: ['heapUsed', 'heapTotal', 'rss'],
    flat: ['external', 'arrayBuffers'],
  },
  evidence: {
    profile: 'heap',
    sampleType: 'inuse_space',
    function: 'simulate',
    file: 'server.ts',
    retainerPath: ['attempts', 'Array', 'Object', 'parcelas'],
  },
  acceptance: {
    signal: 'slope',
    measure: 'heapUsed',
    warmup: 400,
    requestsPerRound: 300,
    rounds: 3,
    maxPerRequest: 1_500,
    why: 'Escreva aqui o que labs:check mediu do original e do corrigido, e onde o limite fica entre os dois.',
  },
  contract,
  hints: [
    'O que este serviço guarda de uma requisição para a outra?',
    'Capture o perfil de heap durante a carga e olhe inuse_space: quem alocou o que ninguém soltou?',
    'simulate guarda cada tentativa em attempts. Quem tira alguma de lá?',
    'A página do suporte mostra só as últimas 20: guarde só essas.',
  ],
};

export default scenario;
