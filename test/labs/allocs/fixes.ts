/** Ways in which learners change the allocs lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf, type Edit } from '../edits.ts';

const edit = editsOf('allocs');

const COPIED = '[...pontos.map(copyPoint), ...page]';
const COPY = `function copyPoint(ponto: Point): Point {
  return { ...ponto };
}

`;
const DAY = `  let trip: Trip = { pontos: [], metros: 0 };
  for (let page = 0; page < PAGES; page++) trip = withPage(trip, await findPage(truck, day, page));
  return trip;
`;
const IMPORTED = "import { createServer, type ServerResponse } from 'node:http';";
const STARTED = ".listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');";
const ROUTED = 'summarize(plate, day, await dayOf(truckOf(plate), day))';

/** The day of a truck is summed up by another thread. */
const inAnotherThread: readonly Edit[] = [
  [IMPORTED, `${IMPORTED}\nimport { isMainThread, parentPort, Worker } from 'node:worker_threads';`],
  [ROUTED, 'await elsewhere(plate, day)'],
  [
    'async function route',
    `let asked = 0;
const waiting = new Map<number, (summary: Summary) => void>();
const thread = isMainThread ? new Worker(new URL(import.meta.url)) : undefined;
thread?.on('message', ([id, summary]) => {
  waiting.get(id)?.(summary);
  waiting.delete(id);
});

function elsewhere(plate: string, day: number): Promise<Summary> {
  return new Promise((resolve) => {
    waiting.set(++asked, resolve);
    thread?.postMessage([asked, plate, day]);
  });
}

async function route`,
  ],
  ['createServer((request, response) => {', 'const server = createServer((request, response) => {'],
  [
    STARTED,
    `;

if (isMainThread) server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
else
  parentPort?.on('message', async ([id, plate, day]) => {
    parentPort?.postMessage([id, ${ROUTED}]);
  });`,
  ],
];

const inAnotherProcess: readonly Edit[] = [
  [IMPORTED, `import { execFile } from 'node:child_process';\n${IMPORTED}\nimport { promisify } from 'node:util';`],
  [
    'async function route',
    `const run = promisify(execFile);
const PROGRAM = \`const PAGES = 144, POINTS_A_PAGE = 10, LONG_STOP = 10;
const delay = (ms) => new Promise((go) => setTimeout(go, ms));
\${[pointAt, findPage, copyPoint, withPage, dayOf, longStops, summarize, truckOf].join('\\n')}
const [, plate, day] = process.argv;
dayOf(truckOf(plate), Number(day)).then((trip) => console.log(JSON.stringify(summarize(plate, Number(day), trip))));\`;
let free = 8;
const waiting: (() => void)[] = [];

async function elsewhere(plate: string, day: number): Promise<Summary> {
  if (free > 0) free--;
  else await new Promise<void>((go) => waiting.push(go));
  try {
    return JSON.parse((await run(process.execPath, ['-e', PROGRAM, plate, String(day)])).stdout);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}

async function route`,
  ],
  [ROUTED, 'await elsewhere(plate, day)'],
];

const fixes: LabFixes = {
  valid: {
    'sem cópias, e em outra thread': edit([COPY, ''], [COPIED, '[...pontos, ...page]'], ...inAnotherThread),
    'a lista nova, com os mesmos pontos': edit([COPY, ''], [COPIED, '[...pontos, ...page]']),
    'as páginas, juntas no fim': edit([
      DAY,
      `  const pages: Point[][] = [];
  for (let page = 0; page < PAGES; page++) pages.push(await findPage(truck, day, page));
  return withPage({ pontos: [], metros: 0 }, pages.flat());
`,
    ]),
    'o lugar de cada ponto, desde o começo': edit([
      DAY,
      `  const pontos = new Array<Point>(PAGES * POINTS_A_PAGE);
  let metros = 0;
  for (let page = 0; page < PAGES; page++) {
    const { pontos: some, metros: more } = withPage({ pontos: [], metros: 0 }, await findPage(truck, day, page));
    for (const ponto of some) pontos[ponto.minuto] = ponto;
    metros += more;
  }
  return { pontos, metros };
`,
    ]),
  },
  wrong: {
    'nada de cópias, e cada dia guardado para sempre': {
      source: edit(
        [`${COPY}/** Não muda`, 'const days = new Map<string, Trip>();\n\n/** Não muda'],
        [COPIED, '[...pontos, ...page]'],
        [
          DAY,
          `  const known = days.get(\`\${truck}/\${day}\`);\n  if (known) return known;\n${DAY}`.replace(
            '  return trip',
            '  days.set(`${truck}/${day}`, trip);\n  return trip',
          ),
        ],
      ),
      fails: ['leak'],
    },
    'um processo para cada resumo': { source: edit(...inAnotherProcess), fails: ['restarted'] },
    'o mesmo lixo, em outra thread': { source: edit(...inAnotherThread), fails: ['leak'] },
    'cópias com Object.assign': {
      source: edit(['return { ...ponto };', 'return Object.assign({}, ponto);']),
      fails: ['leak'],
    },
    'cópias de quatro em quatro páginas': {
      source: edit([
        DAY,
        `  let trip: Trip = { pontos: [], metros: 0 };
  let some: Point[] = [];
  for (let page = 0; page < PAGES; page++) {
    some.push(...(await findPage(truck, day, page)));
    if (some.length < 4 * POINTS_A_PAGE) continue;
    trip = withPage(trip, some);
    some = [];
  }
  return withPage(trip, some);
`,
      ]),
      fails: ['leak'],
    },
    'coleta forçada': {
      source: edit(
        [
          "import 'vazou/diagnostics';",
          "import 'vazou/diagnostics';\nimport v8 from 'node:v8';\nimport vm from 'node:vm';\nv8.setFlagsFromString('--expose-gc');\nconst gc = vm.runInNewContext('gc');",
        ],
        [DAY, `  if (truck % 8 === 0) gc();\n${DAY}`],
      ),
      fails: ['leak', 'forced-gc'],
    },
    'só a metade do dia': {
      source: edit(['page < PAGES; page++', 'page < PAGES / 4; page++']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'O percurso traz os quilômetros e as paradas certos',
    },
    'o percurso do primeiro que pediu': {
      source: edit(
        ['async function dayOf', 'let ready: Promise<Trip> | undefined;\n\nasync function dayOf'],
        [ROUTED, 'summarize(plate, day, await (ready ??= dayOf(truckOf(plate), day)))'],
      ),
      fails: ['behaviour'],
      breaks: 'O percurso traz os quilômetros e as paradas certos',
    },
    'um percurso para todos': {
      source: edit(
        ['async function dayOf', 'const shared: Trip = { pontos: [], metros: 0 };\n\nasync function dayOf'],
        [
          DAY,
          `  shared.pontos.length = 0;
  shared.metros = 0;
  for (let page = 0; page < PAGES; page++) {
    const some = await findPage(truck, day, page);
    shared.metros += withPage({ pontos: [], metros: 0 }, some).metros;
    shared.pontos.push(...some);
  }
  return shared;
`,
        ],
      ),
      fails: ['behaviour', 'load-refused'],
      breaks: 'Percursos pedidos ao mesmo tempo não se misturam',
    },
  },
};

export default fixes;
