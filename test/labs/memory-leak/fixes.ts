/** Ways in which learners change the memory-leak lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('memory-leak');

const DECLARED = 'const reports = new Map<string, Report>();';
const STORED = '  reports.set(key, report);';
const KEYED = '  const key = `${store} até ${until.toISOString()}`;';
const READ = '  const ready = reports.get(key);';
const ROUTED = 'createServer((request, response) => {';

const fixes: LabFixes = {
  valid: {
    'a bound, first in first out': edit([
      STORED,
      `${STORED}\n  if (reports.size > 300) reports.delete([...reports.keys()][0] ?? '');`,
    ]),
    'a generous bound': edit([
      STORED,
      `${STORED}\n  if (reports.size > 900) reports.delete([...reports.keys()][0] ?? '');`,
    ]),
    'starting over when full': edit([STORED, `  if (reports.size > 400) reports.clear();\n${STORED}`]),
    'one report a store': edit(
      [DECLARED, 'const reports = new Map<number, Report & { key: string }>();'],
      [STORED, '  reports.set(store, { ...report, key });'],
      [READ, '  const latest = reports.get(store);\n  const ready = latest?.key === key ? latest : undefined;'],
      ['  return report;\n', '  return reports.get(store) ?? report;\n'],
    ),
    'a lifetime with a sweep': edit(
      [
        DECLARED,
        `${DECLARED}
const bornAt = new Map<string, number>();
setInterval(() => {
  for (const [key, at] of bornAt) if (Date.now() - at > 3000) { reports.delete(key); bornAt.delete(key); }
}, 500).unref();`,
      ],
      [STORED, `${STORED}\n  bornAt.set(key, Date.now());`],
    ),
    'a lifetime, looked at on each write': edit(
      [DECLARED, 'const reports = new Map<string, { report: Report; dies: number }>();'],
      [
        STORED,
        `  const now = Date.now();
  for (const [old, { dies }] of reports) {
    if (dies > now) break;
    reports.delete(old);
  }
  reports.set(key, { report, dies: now + 4_000 });`,
      ],
      ['  if (ready) return ready;', '  if (ready && ready.dies > Date.now()) return ready.report;'],
    ),
    'a timer for each report': edit([STORED, `${STORED}\n  setTimeout(() => reports.delete(key), 3000).unref();`]),
    'a bound, and a flag that changes nothing after the start': edit(
      [
        "import 'vazou/diagnostics';",
        `import 'vazou/diagnostics';\nimport v8 from 'node:v8';\nv8.setFlagsFromString('--max-old-space-size=4096');`,
      ],
      [STORED, `  if (reports.size > 400) reports.clear();\n${STORED}`],
    ),
    'weak references with a registry': edit(
      [
        DECLARED,
        `const reports = new Map<string, WeakRef<Report>>();
const registry = new FinalizationRegistry<string>((key) => {
  if (reports.get(key)?.deref() === undefined) reports.delete(key);
});`,
      ],
      [STORED, '  reports.set(key, new WeakRef(report));\n  registry.register(report, key);'],
      [READ, '  const ready = reports.get(key)?.deref();'],
    ),
  },
  wrong: {
    // By breaking a promise.
    'no cache at all': {
      source: edit([`${STORED}\n`, '']),
      fails: ['behaviour'],
      breaks: 'Reabrir um relatório é imediato',
    },
    'no cache at all, and queries that nobody counts': {
      source: edit(
        [`${STORED}\n`, ''],
        ['  queries++;\n', ''],
        ["  if (page === 'relatorio')", "  if (page === 'pedidos') queries++;\n  if (page === 'relatorio')"],
        ["import { randomUUID } from 'node:crypto';", "import { hash } from 'node:crypto';"],
        ['protocolo: randomUUID()', "protocolo: hash('sha256', key)"],
      ),
      fails: ['behaviour'],
      breaks: 'Reabrir um relatório é imediato',
    },
    'no cache for the month of the load, and all others kept': {
      source: edit([STORED, `  if (until.getTime() < Date.UTC(2026, 10, 1)) reports.set(key, report);`]),
      fails: ['behaviour'],
      breaks: 'Reabrir um relatório da carga é imediato',
    },
    'a cache of one': {
      source: edit([STORED, `  reports.clear();\n${STORED}`]),
      fails: ['behaviour'],
      breaks: 'Um relatório muito usado continua guardado',
    },
    'a key without the instant': {
      source: edit([KEYED, '  const key = String(store);']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'Perguntas diferentes, relatórios diferentes',
    },
    'a key cut to the minute': {
      source: edit([KEYED, '  const key = `${store} até ${until.toISOString().slice(0, 16)}`;']),
      fails: ['leak', 'behaviour', 'load-refused'],
      breaks: 'Perguntas diferentes, relatórios diferentes',
    },
    'shorter reports': {
      source: edit(
        ['until.getTime() - 30 * DAY', 'until.getTime() - 3 * DAY'],
        [STORED, `${STORED}\n  if (reports.size > 200) reports.clear();`],
      ),
      fails: ['behaviour'],
      breaks: 'O relatório traz os pedidos e o total certos',
    },
    'no reports for anyone': {
      source: edit([
        "  if (page === 'relatorio') return reply(response, 200, await monthlyReport(store, until));",
        "  if (page === 'relatorio') return reply(response, 200, {});",
      ]),
      fails: ['behaviour', 'load-refused'],
      breaks: 'O relatório traz os pedidos e o total certos',
    },

    // By bending the numbers.
    'forced collections around a bounded cache': {
      source: edit(
        [
          "import 'vazou/diagnostics';",
          `import 'vazou/diagnostics';
import v8 from 'node:v8';
import vm from 'node:vm';
v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc');`,
        ],
        [STORED, `${STORED}\n  if (reports.size > 200) reports.clear();\n  if (queries % 5 === 0) gc();`],
      ),
      fails: ['forced-gc'],
    },
    'a higher limit': {
      source: edit([
        "import 'vazou/diagnostics';",
        `import 'vazou/diagnostics';\nimport v8 from 'node:v8';\nv8.setFlagsFromString('--max-old-space-size=4096');`,
      ]),
      fails: ['leak'],
    },
    'requests refused when memory is short': {
      source: edit([
        ROUTED,
        `${ROUTED}\n  if (reports.size > 300) return reply(response, 503, { erro: 'Volte depois.' });`,
      ]),
      fails: ['behaviour', 'load-refused'],
    },
    'the cache kept in Buffers': {
      source: edit(
        [
          STORED,
          `  kept.push(Buffer.alloc(20_000, JSON.stringify(report)));\n${STORED}\n  if (reports.size > 200) reports.clear();`,
        ],
        ['let queries = 0;', 'let queries = 0;\nconst kept: Buffer[] = [];'],
      ),
      fails: ['leak'],
    },
    'the cache kept by another thread': {
      source: edit(
        [
          "import 'vazou/diagnostics';",
          `import 'vazou/diagnostics';
import { Worker } from 'node:worker_threads';
const keeper = new Worker(
  \`const { parentPort } = require('node:worker_threads');
  const kept = [];
  parentPort.on('message', (report) => kept.push(report));\`,
  { eval: true },
);`,
        ],
        [STORED, `  keeper.postMessage(report);\n${STORED}\n  if (reports.size > 200) reports.clear();`],
      ),
      fails: ['leak'],
    },
    'the cache kept in shared memory': {
      source: edit(
        [
          STORED,
          `  const text = Buffer.from(JSON.stringify(report));
  const shared = new Uint8Array(new SharedArrayBuffer(text.length));
  shared.set(text);
  kept.push(shared);
${STORED}
  if (reports.size > 200) reports.clear();`,
        ],
        ['let queries = 0;', 'let queries = 0;\nconst kept: Uint8Array[] = [];'],
      ),
      fails: ['leak'],
    },
    'the cache kept in files that nobody deletes': {
      source: edit(
        ["import 'vazou/diagnostics';", "import 'vazou/diagnostics';\nimport { appendFileSync } from 'node:fs';"],
        [
          STORED,
          `  appendFileSync(new URL('relatorios.jsonl', import.meta.url), JSON.stringify(report));
${STORED}
  if (reports.size > 200) reports.clear();`,
        ],
      ),
      fails: ['leak'],
    },
    'nothing done any more after the first five hundred': {
      source: edit(
        ['let queries = 0;', 'let queries = 0;\nlet asked = 0;'],
        [ROUTED, `${ROUTED}\n  if (asked++ > 500) return reply(response, 200, {});`],
      ),
      fails: ['behaviour', 'load-refused'],
      breaks: 'Depois da carga: O relatório traz os pedidos e o total certos',
    },
    'nothing done for what looks like the load': {
      source: edit([
        ROUTED,
        `${ROUTED}\n  if (request.url?.includes('relatorio?ate=2026-11')) return reply(response, 200, {});`,
      ]),
      fails: ['load-refused'],
    },
    'a process of its own making, with numbers of its own': {
      source: edit([
        'let queries = 0;',
        `let queries = 0;
const honest = process.memoryUsage();
globalThis.process = new Proxy(process, { get: (target, name) => (name === 'memoryUsage' ? () => honest : Reflect.get(target, name)) });`,
      ]),
      fails: ['leak'],
    },
    'a debug server of its own': {
      source: edit([
        "import 'vazou/diagnostics';",
        `import { createServer as listen } from 'node:http';
const flat = { ...process.memoryUsage(), pid: process.pid, runId: process.env['VAZOU_RUN_ID'], t: 0, numGC: 0 };
let collected = 0;
listen((request, response) => {
  if (request.url?.includes('gc=1')) collected += 6;
  const counts = { numForcedGC: collected, diagnosticsGC: collected, heapSizeLimit: 1 };
  response.end(JSON.stringify({ ...flat, ...counts }));
}).listen(Number(process.env['VAZOU_DEBUG_PORT']), '127.0.0.1');`,
      ]),
      ends: 'port-taken',
    },
    'the same process, begun anew with a higher limit': {
      source: edit(
        [
          "import 'vazou/diagnostics';",
          `import 'vazou/diagnostics';
const raised = '--max-old-space-size=4096';
const flags = process.execArgv.filter((flag) => !flag.startsWith('--max-old-space-size'));
if (!process.execArgv.includes(raised))
  process.execve?.(process.execPath, [process.execPath, ...flags, raised, ...process.argv.slice(1)], process.env);`,
        ],
        [STORED, `${STORED}\n  if (reports.size > 200) reports.clear();`],
      ),
      fails: ['limit-raised'],
    },
    'another process that does the work': {
      source: edit(
        [
          "import 'vazou/diagnostics';",
          `import 'vazou/diagnostics';
import { spawn } from 'node:child_process';
spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });`,
        ],
        [STORED, `${STORED}\n  if (reports.size > 200) reports.clear();`],
      ),
      fails: ['restarted'],
    },
  },
};

export default fixes;
