/** Ways in which learners mend the incident: each fault in more than one way, and one or two of them at a time. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf, type Edit } from '../edits.ts';

const edit = editsOf('incident');

const IMPORT = "import 'vazou/diagnostics';";
const ANSWERED = '  return incoming?.statusCode === 202;\n';
const PULSE = `  setInterval(() => {
    if (!response.writableEnded) progress();
  }, PULSE_MS);
`;
const SEARCH = `    let known = false;
    for (const other of seen) if (other === id) known = true;
    if (!known) seen.push(id);
`;
const SEEN = '  const seen: number[] = [];\n';
const RECONCILED = `  const ids = withoutRepeats(dayOf(client));
  return reply(response, 200, { cliente: client, avisos: ids.length, primeiro: ids[0], ultimo: ids.at(-1) });
`;

const cleared: Edit = [
  PULSE,
  PULSE.replace('setInterval', 'const pulse = setInterval').concat(
    "  response.once('close', () => clearInterval(pulse));\n",
  ),
];
const endsItself: Edit = [
  PULSE,
  `  const pulse = setInterval(() => {
    if (response.writableEnded) clearInterval(pulse);
    else progress();
  }, PULSE_MS);
`,
];
const oneAtATime: Edit = [
  PULSE,
  `  const again = (): void => {
    if (!response.writableEnded) progress();
    if (!response.writableEnded) setTimeout(again, PULSE_MS);
  };
  setTimeout(() => response.writableEnded || again(), PULSE_MS);
`,
];
const resumed: Edit = [ANSWERED, `  incoming?.resume();\n${ANSWERED}`];
const destroyed: Edit = [ANSWERED, `  incoming?.destroy();\n${ANSWERED}`];
const dumped: Edit = [ANSWERED, `  for await (const _ of incoming ?? []);\n${ANSWERED}`];
const hashed: Edit = [SEARCH, '    if (known.has(id)) continue;\n    known.add(id);\n    seen.push(id);\n'];
const hashedSet: Edit = [SEEN, `${SEEN}  const known = new Set<number>();\n`];
const ALL_SEARCHED = `${SEEN}  for (const id of ids) {\n${SEARCH}  }\n  return seen;\n`;
const asKeys: Edit = [ALL_SEARCHED, '  return [...new Map(ids.map((id) => [id, id])).values()];\n'];
/** Keys that are text cost more than numbers: as much as a valid fix may. */
const asTexts: readonly Edit[] = [
  [SEEN, `${SEEN}  const known: Record<string, boolean> = {};\n`],
  [SEARCH, '    if (known[`a${id}`]) continue;\n    known[`a${id}`] = true;\n    seen.push(id);\n'],
];
const asEntries: Edit = [ALL_SEARCHED, '  return Object.values(Object.fromEntries(ids.map((id) => [id, id])));\n'];
const inPieces: readonly Edit[] = [
  ['import { setTimeout as delay }', 'import { setImmediate as nextTurn, setTimeout as delay }'],
  [
    'function withoutRepeats(ids: readonly number[]): number[] {',
    'async function withoutRepeats(ids: readonly number[]): Promise<number[]> {',
  ],
  [SEEN, `${SEEN}  const known = new Set<string>();\n`],
  [
    `  for (const id of ids) {\n${SEARCH}`,
    `  for (const [i, id] of ids.entries()) {
    if (i % 500 === 0) await nextTurn();
    if (known.has(String(id))) continue;
    known.add(String(id));
    seen.push(id);
`,
  ],
  ['  const ids = withoutRepeats', '  const ids = await withoutRepeats'],
];
const fromTheEnd: Edit = [
  '    for (const other of seen) if (other === id) known = true;\n',
  '    for (let i = seen.length - 1; i >= 0 && !known; i--) known = seen[i] === id;\n',
];
const resumedIfAccepted: Edit = [
  ANSWERED,
  '  if (incoming?.statusCode !== 202) return false;\n  incoming.resume();\n  return true;\n',
];

const MEMORY = 'Memória que não volta';
const CONNECTIONS = 'Conexões que se acumulam';
const CPU = 'CPU por requisição';

const fixes: LabFixes = {
  valid: {
    'no fechamento, lendo e com um Set ao lado': edit(cleared, resumed, hashed, hashedSet),
    'o intervalo se apaga, a resposta é lida até o fim, e um Map': edit(endsItself, dumped, asKeys),
    'um timeout de cada vez, e a resposta destruída': edit(oneAtATime, destroyed, hashed, hashedSet),
    'um objeto com chaves de texto': edit(endsItself, resumed, ...asTexts),
    'um objeto montado de uma vez': edit(cleared, resumed, asEntries),
    'um Set de textos, com pausas': edit(cleared, resumed, ...inPieces),
  },
  wrong: {
    'só a memória': { source: edit(cleared), fails: ['leak'], remains: [CONNECTIONS, CPU] },
    'só as conexões': { source: edit(resumed), fails: ['leak'], remains: [MEMORY, CPU] },
    'só a CPU': { source: edit(hashed, hashedSet), fails: ['leak'], remains: [MEMORY, CONNECTIONS] },
    'falta a CPU': { source: edit(endsItself, resumed), fails: ['leak'], remains: [CPU] },
    'a busca, de trás para a frente': {
      source: edit(cleared, resumed, fromTheEnd),
      fails: ['leak'],
      remains: [CPU],
    },
    'só o aviso aceito é lido': {
      source: edit(cleared, resumedIfAccepted, hashed, hashedSet),
      fails: ['leak'],
      remains: [CONNECTIONS],
    },
    'o intervalo fica, sem o extrato': {
      source: edit(
        ['  const progress = (): void', '  const total = entries.length;\n  const progress = (): void'],
        ['andamento: entries.length', 'andamento: total'],
        resumed,
        hashed,
        hashedSet,
      ),
      fails: ['leak'],
      remains: [MEMORY],
    },
    // Less than twice what native memory may grow by: it is heard again before anybody is told.
    'um recibo de cada extrato, em memória compartilhada': {
      source: edit(
        [
          '  progress();\n  setInterval',
          '  receipts.push(new Uint8Array(new SharedArrayBuffer(23_000)).fill(client));\n  progress();\n  setInterval',
        ],
        ['async function sendStatement', 'const receipts: Uint8Array[] = [];\n\nasync function sendStatement'],
        cleared,
        resumed,
        hashed,
        hashedSet,
      ),
      fails: ['leak'],
      remains: [MEMORY],
    },
    'a conciliação de cada cliente, guardada': {
      source: edit(
        cleared,
        resumed,
        ['function withoutRepeats', 'const reconciled = new Map<number, object>();\n\nfunction withoutRepeats'],
        [
          RECONCILED,
          `  let ready = reconciled.get(client);
  if (ready === undefined) {
    const ids = withoutRepeats(dayOf(client));
    ready = { cliente: client, avisos: ids.length, primeiro: ids[0], ultimo: ids.at(-1) };
    reconciled.set(client, ready);
  }
  return reply(response, 200, ready);
`,
        ],
      ),
      fails: ['leak'],
      remains: [CPU],
    },
    'sem andamento': {
      source: edit([PULSE, ''], ['  progress();\n', ''], resumed, hashed, hashedSet),
      fails: ['behaviour', 'load-refused'],
      breaks: 'O extrato vem com um andamento antes',
    },
    'sem esperar pelo parceiro': {
      source: edit(
        cleared,
        hashed,
        hashedSet,
        [
          "  const [incoming]: IncomingMessage[] = await once(outgoing, 'response');\n",
          "  outgoing.on('response', (incoming) => incoming.resume());\n",
        ],
        [ANSWERED, '  return true;\n'],
      ),
      fails: ['behaviour', 'load-refused'],
      breaks: 'O aviso que o parceiro recusa fica para amanhã',
    },
    'conciliação por amostra': {
      source: edit(cleared, resumed, ['const DAY = 8_400;', 'const DAY = 840;']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'A conciliação não repete aviso nenhum',
    },
    'coleta forçada': {
      source: edit(cleared, resumed, hashed, hashedSet, [
        IMPORT,
        `${IMPORT}
import v8 from 'node:v8';
import vm from 'node:vm';
v8.setFlagsFromString('--expose-gc');
setInterval(vm.runInNewContext('gc'), 200);`,
      ]),
      fails: ['forced-gc'],
    },
  },
};

export default fixes;
