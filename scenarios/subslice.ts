import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';
import { fields, sameStatuses } from './support/answers.ts';

const RECORD = 240;
/** A file of the load is as large as a payroll's: 273 records, 64 KB. */
const RECORDS = 273;
/** Far from the numbers of the contract. */
const FIRST = 100_000;

/** One file after the other, each with a number of its own. */
function request(index: number): LabRequest {
  return post(remittance({ sequence: FIRST + index, records: RECORDS }));
}

function right(_index: number, { headers, body }: LabResponse): boolean {
  return headers['x-protocolo'] !== undefined && body.length === RECORDS * RECORD;
}

interface Remittance {
  readonly sequence: number;
  readonly records: number;
  readonly bank?: string;
  readonly taxId?: string;
  readonly company?: string;
}

/** CNAB 240: the header, then records that only say which they are. One byte a letter. */
function remittance(file: Remittance): Uint8Array {
  return Buffer.from(header(file).padEnd(RECORD) + DETAILS.slice(0, (file.records - 1) * RECORD), 'latin1');
}

const DETAILS = Array.from({ length: RECORDS - 1 }, (_, i) =>
  `34100013${String(i + 1).padStart(5, '0')}P 01`.padEnd(RECORD),
).join('');

/** Positions as FEBRABAN has them, from zero on. */
function header({ sequence, bank = '341', taxId = '12345678000195', company = COMPANY }: Remittance): string {
  const fieldsAt: readonly (readonly [number, string])[] = [
    [0, `${bank}00000         2${taxId}`],
    [72, company],
    [157, String(sequence).padStart(6, '0')],
  ];
  return fieldsAt.reduce((text, [at, value]) => text.padEnd(at) + value, '');
}

const COMPANY = 'Condominio Edificio Ipe';

function post(body: Uint8Array): LabRequest {
  return { method: 'POST', path: '/remessas', headers: { 'Content-Type': 'application/octet-stream' }, body };
}

function get(path: string): LabRequest {
  return { method: 'GET', path };
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await readRight(client),
    await confirmed(client),
    await audit(client),
    await sameStatuses(
      client,
      [
        [get('/saude'), 200],
        [get('/remessas/999999999'), 404],
        [get('/remessas'), 404],
        [post(new Uint8Array(0)), 400],
        [post(remittance({ sequence: 1, records: 2 }).subarray(0, RECORD + 7)), 400],
      ],
      'entre eles um arquivo vazio e um cortado no meio de um registro',
    ),
  ];
}

const KNOWN = [
  { bank: '341', taxId: '11222333000181', company: 'Padaria Pão & Companhia', sequence: 71, records: 1 },
  { bank: '001', taxId: '55666777000105', company: 'Associação São João de Irmãos', sequence: 999_999, records: 4 },
  { bank: '756', taxId: '99888777000166', company: 'Folha Grande SA', sequence: 73, records: RECORDS },
] as const;

async function readRight(client: LabClient): Promise<ContractCheck> {
  const wrong: string[] = [];
  const sent: { readonly file: (typeof KNOWN)[number]; readonly protocol: string }[] = [];
  for (const file of KNOWN) sent.push({ file, protocol: protocolOf(await client.send(post(remittance(file)))) });
  // Only once all are in: what one file left must not be what another finds.
  for (const { file, protocol } of sent) {
    const seen = fields(await client.send(get(`/remessas/${protocol}`)));
    const right =
      String(seen['protocolo']) === protocol &&
      seen['banco'] === file.bank &&
      seen['cnpj'] === file.taxId &&
      seen['empresa'] === file.company &&
      seen['sequencia'] === file.sequence;
    if (!right) wrong.push(`esperava ${file.company}, arquivo ${file.sequence}; veio ${JSON.stringify(seen)}`);
  }
  return {
    name: 'O recibo diz quem mandou o arquivo',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `Banco, CNPJ, empresa e número de ${KNOWN.length} arquivos conhecidos.`,
  };
}

/** Small and large, byte by byte: what comes back is what went, with "02" and the protocol in each record. */
async function confirmed(client: LabClient): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const records of [1, 2, RECORDS]) {
    const file = remittance({ sequence: 80 + records, records });
    const answer = await client.send(post(file));
    const protocol = Array.from(protocolOf(answer).padStart(10, '0'), (digit) => digit.charCodeAt(0));
    const expected = Uint8Array.from(file);
    for (let at = 0; at < expected.length; at += RECORD) {
      expected.set([48, 50], at + 15);
      expected.set(protocol, at + 230);
    }
    const same = answer.body.length === expected.length && answer.body.every((byte, at) => byte === expected[at]);
    if (!same)
      wrong.push(`O retorno de um arquivo de ${records} registros não é o esperado (${answer.body.length} bytes).`);
  }
  return {
    name: 'O arquivo de retorno confirma cada registro',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `Arquivos de 1, 2 e ${RECORDS} registros, conferidos byte a byte.`,
  };
}

/** More than a verdict's load sends: a limit below what the audit asks for cannot pass for a fix. */
const AUDITED = 600;
const AT_ONCE = 100;

async function audit(client: LabClient): Promise<ContractCheck> {
  const protocols: string[] = [];
  for (let first = 0; first < AUDITED; first += AT_ONCE) {
    const files = Array.from({ length: AT_ONCE }, (_, i) => remittance({ sequence: first + i, records: 1 }));
    const answers = await Promise.all(files.map((file) => client.send(post(file))));
    protocols.push(...answers.map(protocolOf));
  }
  const looked = protocols.flatMap((protocol, sequence) => (sequence % 20 === 0 ? [{ protocol, sequence }] : []));
  let found = 0;
  for (const { protocol, sequence } of looked) {
    if (fields(await client.send(get(`/remessas/${protocol}`)))['sequencia'] === sequence) found++;
  }
  return {
    name: 'A auditoria acha os recibos antigos',
    kept: found === looked.length,
    detail: `Depois de ${AUDITED} remessas, procurei ${looked.length} delas, da primeira à última: achei ${found}.`,
  };
}

/** Those of the load, whose protocols come right before that of one more file: as many as the audit had of small ones. */
async function contractAfterLoad(client: LabClient, sent: number): Promise<readonly ContractCheck[]> {
  const last = Number(protocolOf(await client.send(post(remittance({ sequence: 1, records: 1 })))));
  const count = Math.min(sent, AUDITED);
  const found = new Set<number>();
  for (let back = 1; back <= count; back++) {
    const { sequencia, empresa } = fields(await client.send(get(`/remessas/${last - back}`)));
    const ofLoad = typeof sequencia === 'number' && sequencia >= FIRST && sequencia < FIRST + sent;
    if (ofLoad && empresa === COMPANY) found.add(sequencia);
  }
  return [
    {
      name: 'As remessas da carga têm recibo',
      kept: found.size === count,
      detail: `Das ${count} últimas remessas da carga, ${found.size} têm o seu recibo.`,
    },
  ];
}

function protocolOf({ headers }: LabResponse): string {
  return headers['x-protocolo'] ?? '';
}

const scenario: Scenario = {
  order: 4,
  title: 'Subslices',
  summary: 'Recibos de 240 bytes que ocupam 64 KB cada um, fora do heap, onde o perfil de heap não olha.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'POST', path: '/remessas', what: 'recebe um arquivo CNAB 240 e devolve o de retorno' },
    { method: 'GET', path: '/remessas/1', what: 'o recibo de uma remessa' },
  ],
  // 80 ms of bank each: about 100 files a second, 6 MB of them.
  load: { request, right, concurrency: 8, burst: 400 },
  symptom: {
    words:
      'O processo cresce 64 KB a cada arquivo recebido e o heap não sai do lugar: nenhum limite do V8 o segura, e quem o derruba é o sistema (OOMKilled), sem uma linha de erro do Node.',
    grows: ['arrayBuffers', 'external', 'rss'],
    flat: ['heapUsed', 'heapTotal'],
  },
  diagnostics: { external: 1 },
  evidence: {
    profile: 'external',
    sampleType: 'inuse_space',
    function: 'readBody',
    file: 'server.ts',
    constructorName: 'Map',
    line: 31,
    retainerPath: ['receipts', 'Map', 'Object', 'cabecalho', 'ArrayBuffer'],
  },
  moreEvidence: [
    {
      profile: 'external',
      sampleType: 'inuse_space',
      function: 'renderReturn',
      file: 'wrong-fix.ts',
      line: 49,
      retainerPath: ['receipts', 'Map', 'Object', 'cabecalho', 'ArrayBuffer'],
    },
  ],
  suspects: ['keepReceipt'],
  acceptance: {
    signal: 'slope',
    measure: 'arrayBuffers',
    warmup: 80,
    requestsPerRound: 80,
    rounds: 3,
    maxPerRequest: 4_096,
    also: [{ measure: 'heapUsed', maxPerRequest: 4_096 }],
    why:
      'Bytes por remessa, medidos no Node 26.10 (Linux x64) com os núcleos ociosos e ocupados: o original deixa 65.520 (o ' +
      'arquivo), o wrong-fix 65.600 (a laje); a solução, 240, e as outras correções, de 0 a 240. O heap não decide: ' +
      'está ali para quem guardar os cabeçalhos de outro jeito.',
  },
  contract,
  contractAfterLoad,
  hints: [
    'Um recibo tem 240 bytes e cada arquivo custa 64 KB. E por que o heap não cresce junto com o processo?',
    'Buffers moram fora do heap: o perfil que os conhece é o external. Em que linha nasceu o que ainda está vivo?',
    'keepReceipt guarda file.subarray(0, RECORD). Um subarray não copia: é uma janela para o ArrayBuffer do arquivo inteiro.',
    'Guarde bytes só seus: Buffer.allocUnsafeSlow(RECORD) e file.copy(…). Buffer.from(…) copia, mas para uma laje de 64 KiB que o Node reparte entre Buffers pequenos: capture o external de novo e veja quem a abriu.',
  ],
};

export default scenario;
