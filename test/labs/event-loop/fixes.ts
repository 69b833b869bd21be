/** Ways in which learners change the event-loop lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf, type Edit } from '../edits.ts';

const edit = editsOf('event-loop');

const IMPORTED = "import { createServer, type ServerResponse } from 'node:http';";
const TABLE = `function buildTable(value: number): Simulation[] {
  const table: Simulation[] = [];
  for (const entrada of DOWN_PAYMENTS) {
    for (const prazo of TERMS) table.push(simulate(value, entrada, prazo));
  }
  return table;
}
`;
const ASKED = 'opcoes: buildTable(value)';
const AWAITED = 'opcoes: await buildTable(value)';
const LISTENS = 'createServer((request, response) => {';
const STARTED = ".listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');";

/** A worker for each table. @param then what it does when it has given it. */
const workerEach = (then = ''): readonly Edit[] => [
  [IMPORTED, `${IMPORTED}\nimport { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';`],
  [
    TABLE,
    `${TABLE}
function tableElsewhere(value: number): Promise<Simulation[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: value });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
`,
  ],
  [ASKED, 'opcoes: await tableElsewhere(value)'],
  [LISTENS, `const server = ${LISTENS}`],
  [
    STARTED,
    `;

if (isMainThread) server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
else {
  parentPort?.postMessage(buildTable(workerData));
  ${then}
}`,
  ],
];

const fixes: LabFixes = {
  valid: {
    'um worker por tabela': edit(...workerEach()),
    'uma conta mais curta': edit(
      [
        '  let low = 0;\n  let high = 0.2;\n',
        `  // Newton: a curva é suave, e meia dúzia de passos bastam.
  let guess = MONTHLY_RATE;
  for (let step = 0; step < 50; step++) {
    let value = -received;
    let slope = 0;
    let factor = 1;
    for (const [i, payment] of payments.entries()) {
      factor /= 1 + guess;
      value += payment * factor;
      slope -= ((i + 1) * payment * factor) / (1 + guess);
    }
    const next = guess - value / slope;
    if (Math.abs(next - guess) < 1e-13) return next;
    guess = next;
  }
  let low = 0;
  let high = 0.2;
`,
      ],
      [
        TABLE,
        TABLE.replace(
          'function buildTable(value: number): Simulation[]',
          'async function buildTable(value: number): Promise<Simulation[]>',
        ).replace('  }\n', '    await new Promise(setImmediate);\n  }\n'),
      ],
      [ASKED, AWAITED],
    ),
    'dez milissegundos de cada vez': edit(
      [
        TABLE,
        `function buildTable(value: number): Promise<Simulation[]> {
  const options = DOWN_PAYMENTS.flatMap((entrada) => TERMS.map((prazo) => ({ entrada, prazo })));
  const table: Simulation[] = [];
  return new Promise((resolve) => {
    const work = (): void => {
      const until = performance.now() + 10;
      while (performance.now() < until) {
        const next = options[table.length];
        if (next === undefined) return resolve(table);
        table.push(simulate(value, next.entrada, next.prazo));
      }
      setTimeout(work);
    };
    work();
  });
}
`,
      ],
      [ASKED, AWAITED],
    ),
    'a resposta sai em pedaços': edit(
      [IMPORTED, `${IMPORTED}\nimport { setImmediate as nextTurn } from 'node:timers/promises';`],
      [
        TABLE,
        `async function sendTable(response: ServerResponse, value: number): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
  response.write(\`{"valor":\${value},"opcoes":[\`);
  for (const [i, entrada] of DOWN_PAYMENTS.entries()) {
    const line = TERMS.map((prazo) => JSON.stringify(simulate(value, entrada, prazo)));
    response.write((i > 0 ? ',' : '') + line.join(','));
    await nextTurn();
  }
  response.end(']}');
}
`,
      ],
      [`return reply(response, 200, { valor: value, ${ASKED} });`, 'return sendTable(response, value);'],
    ),
  },
  wrong: {
    'um worker por tabela, que ninguém encerra': {
      source: edit(...workerEach("parentPort?.on('message', () => {});")),
      fails: ['leak'],
    },
    'todas de uma vez, com Promise.all': {
      source: edit(
        [
          TABLE,
          `async function buildTable(value: number): Promise<Simulation[]> {
  const options = DOWN_PAYMENTS.flatMap((entrada) => TERMS.map((prazo) => ({ entrada, prazo })));
  return Promise.all(options.map(async ({ entrada, prazo }) => simulate(value, entrada, prazo)));
}
`,
        ],
        [ASKED, AWAITED],
      ),
      fails: ['leak'],
    },
    'mais tarde, mas de uma vez': {
      source: edit(
        [
          TABLE,
          `${TABLE}
function later(value: number): Promise<Simulation[]> {
  return new Promise((resolve) => setTimeout(() => resolve(buildTable(value)), 5));
}
`,
        ],
        [ASKED, 'opcoes: await later(value)'],
      ),
      fails: ['leak'],
    },
    'a vez volta antes dos outros, com nextTick': {
      source: edit(
        [
          TABLE,
          TABLE.replace(
            'function buildTable(value: number): Simulation[]',
            'async function buildTable(value: number): Promise<Simulation[]>',
          ).replace('  }\n', '    await new Promise<void>((resolve) => process.nextTick(resolve));\n  }\n'),
        ],
        [ASKED, AWAITED],
      ),
      fails: ['leak'],
    },
    'espera parada por outra thread': {
      source: edit(
        [IMPORTED, `${IMPORTED}\nimport { isMainThread, Worker, workerData } from 'node:worker_threads';`],
        [ASKED, `opcoes: waitForTable(value)`],
        [
          TABLE,
          `${TABLE}
function waitForTable(value: number): Simulation[] {
  const flag = new SharedArrayBuffer(4 + 1_000_000);
  new Worker(new URL(import.meta.url), { workerData: { value, flag } });
  Atomics.wait(new Int32Array(flag, 0, 1), 0, 0);
  const length = Atomics.load(new Int32Array(flag, 0, 1), 0);
  return JSON.parse(Buffer.from(new Uint8Array(flag, 4, length)).toString());
}
`,
        ],
        [LISTENS, `const server = ${LISTENS}`],
        [
          STARTED,
          `;

if (isMainThread) server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
else {
  const { value, flag } = workerData as { value: number; flag: SharedArrayBuffer };
  const length = Buffer.from(flag, 4).write(JSON.stringify(buildTable(value)));
  Atomics.store(new Int32Array(flag, 0, 1), 0, length);
  Atomics.notify(new Int32Array(flag, 0, 1), 0);
}`,
        ],
      ),
      fails: ['leak'],
    },
    'só os prazos redondos': {
      source: edit(['_, i) => 60 + 12 * i', '_, i) => 60 + 120 * Math.floor(i / 10)']),
      fails: ['leak', 'behaviour', 'load-refused'],
      breaks: 'A tabela traz todas as entradas com todos os prazos',
    },
    'a tabela de quem pediu primeiro': {
      source: edit(
        [TABLE, `let ready: Simulation[] | undefined;\n\n${TABLE}`],
        [ASKED, 'opcoes: (ready ??= buildTable(value))'],
      ),
      fails: ['behaviour', 'load-refused'],
      breaks: 'A tabela traz todas as entradas com todos os prazos',
    },
    'a tabela de um imóvel mais barato': {
      source: edit(
        [
          TABLE,
          `const ready = new Map<number, Simulation[]>();

${TABLE}
function tableFor(value: number): Simulation[] {
  const range = value < 400_000 ? value : Math.floor(value / 5_000_000);
  const table = ready.get(range) ?? buildTable(value);
  ready.set(range, table);
  return table;
}
`,
        ],
        [ASKED, 'opcoes: tableFor(value)'],
      ),
      fails: ['load-refused'],
    },
    'responde antes de fazer': {
      source: edit([
        `return reply(response, 200, { valor: value, ${ASKED} });`,
        `{
    setTimeout(() => buildTable(value), 50);
    return reply(response, 200, { valor: value, opcoes: [] });
  }`,
      ]),
      fails: ['leak', 'behaviour', 'load-refused'],
      breaks: 'A tabela traz todas as entradas com todos os prazos',
    },
    'recusa a segunda': {
      source: edit(
        [IMPORTED, `${IMPORTED}\nimport { setImmediate as nextTurn } from 'node:timers/promises';`],
        [
          TABLE,
          `let busy = false;\n\n${TABLE.replace('function buildTable(value: number): Simulation[]', 'async function buildTable(value: number): Promise<Simulation[]>').replace('  }\n', '    await nextTurn();\n  }\n').replace('  const table', '  busy = true;\n  const table').replace('  return', '  busy = false;\n  return')}`,
        ],
        [
          "if (pathname === '/tabelas') return",
          "if (pathname === '/tabelas' && busy) return reply(response, 503, { erro: 'Já volto.' });\n  if (pathname === '/tabelas') return",
        ],
        [ASKED, AWAITED],
      ),
      fails: ['behaviour', 'load-refused'],
      breaks: 'A tabela traz todas as entradas com todos os prazos',
    },
  },
};

export default fixes;
