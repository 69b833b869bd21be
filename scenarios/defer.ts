import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';

/** Not all of a size, so that requests that begin together do not end together. */
const BANKS = ['001', '237', '341'];
const CLIENTS = 50;

function request(index: number): LabRequest {
  return closingOf(BANKS[index % BANKS.length] ?? '', Math.floor(index / BANKS.length) % CLIENTS);
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [await rightTotals(client), await refusedFiles(client), await apart(client), await refusals(client)];
}

/** Closings that the original gives, noted by hand. */
const KNOWN = [
  { bank: '341', files: 400, client: 17, titles: 478, cents: 22_790_492 },
  { bank: '237', files: 340, client: 3, titles: 406, cents: 19_290_144 },
  { bank: '341', files: 400, client: 3, titles: 478, cents: 22_666_184 },
  { bank: '001', files: 280, client: 49, titles: 332, cents: 15_562_844 },
  { bank: '341', files: 400, client: 4_000, titles: 0, cents: 0 },
] as const;

async function rightTotals(client: LabClient): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const known of KNOWN)
    wrong.push(...mistakes(known, fields(await client.send(closingOf(known.bank, known.client)))));
  return {
    name: 'O fechamento soma todos os arquivos do banco',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${KNOWN.length} fechamentos conhecidos, título a título e centavo a centavo.`,
  };
}

/** Two files of each bank are cut short. */
async function refusedFiles(client: LabClient): Promise<ContractCheck> {
  const { recusados } = fields(await client.send(closingOf('341', 8)));
  const seen = Array.isArray(recusados) ? recusados.map(String).sort().join(', ') : JSON.stringify(recusados);
  const expected = '341-077.ret, 341-277.ret';
  return {
    name: 'Um arquivo com defeito é apontado e não derruba os outros',
    kept: seen === expected,
    detail: seen === expected ? `${expected}, e o resto foi somado.` : `Esperava ${expected}; veio ${seen}.`,
  };
}

/** As many as the load has at once. With five, a busy machine was seen to have three of them under way at most. */
const AT_ONCE = 8;

/** Of different clients and banks, asked for at the same time. */
async function apart(client: LabClient): Promise<ContractCheck> {
  const asked = [...KNOWN, ...KNOWN].slice(0, AT_ONCE);
  const answers = await Promise.all(asked.map((known) => client.send(closingOf(known.bank, known.client))));
  const wrong = asked.flatMap((known, i) => mistakes(known, fields(answers[i])));
  return {
    name: 'Fechamentos pedidos ao mesmo tempo não se misturam',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${AT_ONCE} ao mesmo tempo, cada um com a sua soma.`,
  };
}

async function refusals(client: LabClient): Promise<ContractCheck> {
  const expected = [
    ['/saude', 200],
    ['/fechamentos/999?cliente=1', 404],
    ['/fechamentos/341?cliente=todos', 400],
    ['/fechamentos/341', 400],
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
    detail: wrong[0] ?? `${expected.length} endereços, entre eles um banco que não existe e um cliente sem número.`,
  };
}

function mistakes(known: (typeof KNOWN)[number], seen: Readonly<Record<string, unknown>>): readonly string[] {
  const { bank, files, client, titles, cents } = known;
  const { banco, cliente, arquivos, titulos, centavos } = seen;
  const right = banco === bank && cliente === client && arquivos === files && titulos === titles && centavos === cents;
  if (right) return [];
  return [
    `banco ${bank}, cliente ${client}: esperava ${files} arquivos, ${titles} títulos e ${cents} centavos; ` +
      `veio banco ${String(banco)}, cliente ${String(cliente)}: ${String(arquivos)}, ${String(titulos)} e ${String(centavos)}`,
  ];
}

function closingOf(bank: string, client: number): LabRequest {
  return { method: 'GET', path: `/fechamentos/${bank}?cliente=${client}` };
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
  order: 5,
  title: 'Defer dentro do laço',
  summary: 'Um fechamento que fecha todos os arquivos, mas só depois de abrir o último.',
  ceilingMiB: 128,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'GET', path: '/fechamentos/341?cliente=17', what: 'o fechamento de um cliente num banco' },
  ],
  load: { request, concurrency: AT_ONCE, burst: 48 },
  symptom: {
    words:
      'Sozinho, o fechamento sai bem. No fim do mês, com vários ao mesmo tempo, começam a falhar com EMFILE: too many open files. Quando você vai olhar, a carga já passou, e está tudo fechado.',
    grows: ['heapUsed', 'heapTotal', 'rss'],
    flat: ['arrayBuffers'],
  },
  diagnostics: { fd: true },
  evidence: {
    profile: 'fd',
    sampleType: 'fd',
    function: 'openReturn',
    file: 'server.ts',
    constructorName: 'ReturnFile',
    line: 98,
    when: 'during',
    retainerPath: ['AsyncDisposableStack', 'ReturnFile', 'FileHandle'],
  },
  moreEvidence: [
    {
      profile: 'heap',
      sampleType: 'inuse_space',
      function: 'parseTitle',
      file: 'server.ts',
      when: 'during',
      retainerPath: ['AsyncDisposableStack', 'ReturnFile', 'titles'],
    },
  ],
  suspects: ['settle'],
  acceptance: {
    signal: 'peak',
    measure: 'files',
    warmup: 4,
    requestsPerRound: 10,
    rounds: 3,
    maxPerConcurrent: 36,
    why:
      'Arquivos abertos por requisição em andamento (oito delas), medidos no Node 26.10 (Linux x64): o original e o wrong-fix ' +
      'vão de 280 a 340, todos os do banco; a solução, a 2; oito de cada vez, a 9; lotes de 32, a 33, e ' +
      'passam. Um fechamento de cada vez, sem fechar nada antes do fim, dá 50: é fila, não correção, e falha.',
  },
  contract,
  hints: [
    'Quantos arquivos um fechamento precisa ter abertos ao mesmo tempo? E quantos ele tem?',
    'O que some quando a requisição acaba só se vê durante ela: capture o perfil fd com a carga em andamento. Que linha abriu quase tudo?',
    'settle entrega cada arquivo a opened. Quando é que opened fecha o que recebeu?',
    'Declare o arquivo com await using dentro do laço: cada volta fecha o seu. Ou abra e feche numa função que cuida de um arquivo só.',
  ],
};

export default scenario;
