import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';
import { fields, rows, sameStatuses } from './support/answers.ts';

/** What the header and the items of a load's invoice come to: some 200 KB, as of an invoice with hundreds of items. */
const ITEMS = 480;
const FILLING = Array.from({ length: ITEMS }, (_, i) => item(i + 1)).join('');

const ISSUER = 'Papelaria Boa Vista Ltda';
/** Far from the numbers of the contract. */
const FIRST = 1_000_000;

/** One invoice after the other, each with a key of its own. */
function request(index: number): LabRequest {
  return note({ number: FIRST + index, items: FILLING });
}

function right(index: number, response: LabResponse): boolean {
  const { chave, itens } = fields(response);
  return chave === keyOf(FIRST + index) && itens === ITEMS;
}

function item(number: number): string {
  const what = `CX PAPELARIA SORTIDA ${number} COM 12 UNIDADES, PEDIDO EM CARTEIRA, ENTREGA PROGRAMADA`;
  const code = `<cProd>${number}</cProd><cEAN>${7_890_000_000_000 + number}</cEAN><xProd>${what}</xProd><NCM>48201000</NCM>`;
  const price = `<CFOP>5102</CFOP><uCom>CX</uCom><qCom>1.0000</qCom><vUnCom>18.9000000000</vUnCom><vProd>18.90</vProd>`;
  const tax = `<imposto><ICMS><ICMS00><orig>0</orig><CST>00</CST><vBC>18.90</vBC><pICMS>18.00</pICMS></ICMS00></ICMS></imposto>`;
  return `<det nItem="${number}"><prod>${code}${price}</prod>${tax}</det>`;
}

interface Note {
  readonly number: number;
  readonly items?: string;
  readonly issuer?: string;
  readonly total?: string;
}

function note({ number, items = item(1), issuer = ISSUER, total = '1890.00' }: Note): LabRequest {
  const body =
    `<?xml version="1.0" encoding="UTF-8"?><nfeProc><protNFe><infProt><chNFe>${keyOf(number)}</chNFe></infProt></protNFe>` +
    `<NFe><infNFe><emit><xNome>${issuer}</xNome></emit>${items}<total><vNF>${total}</vNF></total></infNFe></NFe></nfeProc>`;
  return post(body);
}

/** 44 digits: state, month, CNPJ, model, series and number. */
function keyOf(number: number): string {
  return `35261112345678000195550010${String(number).padStart(18, '0')}`;
}

function post(body: string): LabRequest {
  return { method: 'POST', path: '/notas', headers: { 'Content-Type': 'application/xml' }, body };
}

function get(path: string): LabRequest {
  return { method: 'GET', path };
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [
    await readRight(client),
    await recognised(client),
    await history(client),
    await sameStatuses(
      client,
      [
        [get('/saude'), 200],
        [post('<nfeProc></nfeProc>'), 400],
        [post('<chNFe>123</chNFe><vNF>1.00</vNF><xNome>Papelaria</xNome>'), 400],
        [get('/nada-aqui'), 404],
      ],
      'entre eles uma nota sem chave e uma com a chave pela metade',
    ),
  ];
}

const KNOWN = [
  { number: 71, issuer: 'Padaria Pão & Companhia Irmãos Conceição', total: '18.90', cents: 1_890, items: 1 },
  { number: 72, issuer: 'Bar do Zé', total: '0.07', cents: 7, items: 3 },
  { number: 73, issuer: 'Distribuidora São João 東京 Importação Ltda', total: '98765.43', cents: 9_876_543, items: 2 },
] as const;

async function readRight(client: LabClient): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const { number, issuer, total, cents, items } of KNOWN) {
    const all = Array.from({ length: items }, (_, i) => item(i + 1)).join('');
    const seen = fields(await client.send(note({ number, issuer, total, items: all })));
    const right =
      seen['chave'] === keyOf(number) &&
      seen['emitente'] === issuer &&
      seen['centavos'] === cents &&
      seen['itens'] === items;
    if (!right) wrong.push(`esperava ${issuer}, ${cents} centavos, ${items} itens; veio ${JSON.stringify(seen)}`);
  }
  return {
    name: 'A nota é lida por inteiro',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `Chave, emitente, total e itens de ${KNOWN.length} notas conhecidas, com e sem acentos.`,
  };
}

async function recognised(client: LabClient): Promise<ContractCheck> {
  const seen: unknown[] = [];
  for (const number of [81, 82, 81]) {
    seen.push(fields(await client.send(note({ number, items: FILLING })))['repetida']);
  }
  return {
    name: 'A nota que chega de novo é reconhecida',
    kept: seen.join() === 'false,false,true',
    detail: `Três envios, o último igual ao primeiro: repetida = ${seen.join(', ')}.`,
  };
}

/** So many are sent, some at a time, and must all be there: a history of a few is no history. */
const HISTORY = 300;
const AT_ONCE = 60;
/** One in so many is as large as those of the load: the history is not for small invoices only. */
const LARGE_EVERY = 50;

async function history(client: LabClient): Promise<ContractCheck> {
  for (let first = 0; first < HISTORY; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, i) => 2_000 + first + i);
    const notes = numbers.map((number) => note(number % LARGE_EVERY === 0 ? { number, items: FILLING } : { number }));
    await Promise.all(notes.map((message) => client.send(message)));
  }
  const seen = rows(await client.send(get(`/notas/recentes?limite=${HISTORY}`)));
  const keys = new Set(seen.map(({ chave }) => chave));
  const found = Array.from({ length: HISTORY }, (_, i) => keys.has(keyOf(2_000 + i))).filter(Boolean).length;
  const whole = seen.filter(({ emitente, centavos }) => emitente === ISSUER && centavos === 189_000).length;
  const latest = rows(await client.send(get('/notas/recentes?limite=1')));
  const ordered = latest.length === 1 && latest[0]?.['chave'] === seen[0]?.['chave'];
  return {
    name: 'A tela mostra as últimas notas',
    kept: found === HISTORY && whole === HISTORY && ordered,
    detail: `De ${HISTORY} notas recebidas em seguida, ${found} estão na lista, ${whole} com o emitente e o total; a última ${ordered ? 'vem primeiro' : 'não vem primeiro'}.`,
  };
}

/** Several of the load were under way at once: so many more are asked for. */
const UNDER_WAY = 40;

/** Those of the load too, which are all large: as many as the history of small ones had. */
async function contractAfterLoad(client: LabClient, sent: number): Promise<readonly ContractCheck[]> {
  const last = Math.min(sent, HISTORY);
  const seen = rows(await client.send(get(`/notas/recentes?limite=${last + UNDER_WAY}`)));
  const keys = new Set(seen.map(({ chave }) => chave));
  const found = Array.from({ length: last }, (_, i) => keys.has(keyOf(FIRST + sent - 1 - i))).filter(Boolean).length;
  return [
    {
      name: 'As notas da carga estão na tela',
      kept: found === last,
      detail: `Das ${last} últimas notas da carga, ${found} estão na lista.`,
    },
  ];
}

const scenario: Scenario = {
  order: 3,
  title: 'Substrings',
  summary:
    'Um histórico de notas fiscais que guarda só 44 dígitos de cada uma, e enche a memória com algumas centenas.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'POST', path: '/notas', what: 'recebe o XML de uma nota' },
    { method: 'GET', path: '/notas/recentes?limite=20', what: 'as últimas notas recebidas' },
  ],
  // 150 ms of Sefaz each: about 25 notes a second, 5 MB of XML.
  load: { request, right, concurrency: 4, burst: 150 },
  symptom: {
    words:
      'A memória sobe 200 KB a cada nota, o tamanho do XML inteiro, embora só um resumo fique guardado, e em lista com limite. Com umas 400 notas o processo cai.',
    grows: ['heapUsed', 'heapTotal', 'rss'],
    flat: ['external', 'arrayBuffers'],
  },
  evidence: {
    profile: 'heap',
    sampleType: 'inuse_space',
    function: 'field',
    file: 'server.ts',
    show: 'server\\.ts',
    retainerPath: ['recent', 'Array', 'Object', 'chave', 'sliced string', 'parent'],
  },
  suspects: ['summarize', 'readBody'],
  acceptance: {
    signal: 'slope',
    measure: 'heapUsed',
    // Most of the load comes first: between the 160th and the 240th note the heap falls by 4 MiB of something that is not
    // the lab's, and in four runs of four that hid what slices of a small copy hold.
    warmup: 220,
    requestsPerRound: 15,
    rounds: 3,
    maxPerRequest: 4_000,
    why:
      'Bytes por nota, medidos no Node 26.10 (Linux x64) com os núcleos ocupados: o original, o wrong-fix e as outras ' +
      'cópias que não copiam, de 195.500 a 196.200, o XML inteiro; pedaços de uma cópia de 8.000 letras, de 8.400 a ' +
      '8.650; a solução e as outras correções, de 100 a 1.550.',
  },
  contract,
  contractAfterLoad,
  hints: [
    'O resumo tem menos de 200 bytes, e cada nota custa 200 KB. O que mais a lista poderia estar segurando?',
    'Capture o perfil de heap: ele diz onde nasceu o que está vivo, não quem segura. Para isso tire um heap snapshot, ache uma das strings grandes e suba pelos retentores.',
    'field devolve um xml.slice(…). No V8 um pedaço de 13 letras ou mais não é uma cópia: aponta para a string de onde veio.',
    'Copie o pedaço antes de guardar: Buffer.from(pedaço).toString() faz uma string própria. String(pedaço), `${pedaço}` e trim() devolvem o mesmo pedaço de antes.',
  ],
};

export default scenario;
