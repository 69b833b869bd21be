/** Ways in which learners change the globals lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('globals');

const IMPORT = "import 'vazou/diagnostics';";
const MAP = 'const contexts = new Map<IncomingMessage, Context>();';
const OPENED = '  contexts.set(request, context);';
const FOUND = '  const context = contexts.get(request);';
const REPLIED = '  response.end(JSON.stringify({ ...body, notas: contextOf(request).notas }));';
const SERVED = `  route(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end('{"erro":"Algo falhou do nosso lado."}');
  });`;

const CLOSED = `  response.once('close', () => contexts.delete(request));\n${SERVED}`;

const fixes: LabFixes = {
  valid: {
    'um WeakMap': edit([MAP, 'const contexts = new WeakMap<IncomingMessage, Context>();']),
    'finally, depois de qualquer caminho': edit([
      SERVED,
      SERVED.replace('  });', '  }).finally(() => contexts.delete(request));'),
    ]),
    'finished, do node:stream': edit(
      [IMPORT, `${IMPORT}\nimport { finished } from 'node:stream';`],
      [SERVED, `  finished(response, () => contexts.delete(request));\n${SERVED}`],
    ),
    AsyncLocalStorage: edit(
      [IMPORT, `${IMPORT}\nimport { AsyncLocalStorage } from 'node:async_hooks';`],
      [MAP, 'const contexts = new AsyncLocalStorage<Context>();'],
      [OPENED, '  contexts.enterWith(context);'],
      [FOUND, '  const context = contexts.getStore();'],
    ),
    'na própria requisição': edit(
      [MAP, 'const CONTEXT = Symbol();'],
      [OPENED, '  Reflect.set(request, CONTEXT, context);'],
      [FOUND, '  const context: Context | undefined = Reflect.get(request, CONTEXT);'],
    ),
    'um teto folgado': edit([
      OPENED,
      `${OPENED}
  const [oldest] = contexts.keys();
  if (contexts.size > 500 && oldest) contexts.delete(oldest);`,
    ]),
  },
  wrong: {
    'só os caminhos sem erro': {
      source: edit([
        '  if (regiao === null) return reply(request, response, 200, { cliente, cep, fretes: [] });',
        `  if (regiao === null) {
    reply(request, response, 200, { cliente, cep, fretes: [] });
    contexts.delete(request);
    return;
  }`,
      ]),
      fails: ['leak'],
    },
    'ao responder': {
      source: edit([REPLIED, `${REPLIED}\n  contexts.delete(request);`]),
      fails: ['leak'],
    },
    'finish, que não vem para quem desliga': {
      source: edit([SERVED, `  response.once('finish', () => contexts.delete(request));\n${SERVED}`]),
      fails: ['leak'],
    },
    'só a tabela é solta': {
      source: edit([REPLIED, `${REPLIED}\n  contextOf(request).tabela = [];`]),
      fails: ['leak'],
    },
    'as anotações de todos, para o registro': {
      source: edit(
        [
          'let answered = 0;',
          'let answered = 0;\nconst records: { cliente: string; notas: string[]; quando: Date }[] = [];',
        ],
        [
          REPLIED,
          `${REPLIED}
  const { cliente, notas } = contextOf(request);
  records.push({ cliente, notas, quando: new Date() });`,
        ],
        [SERVED, CLOSED],
      ),
      fails: ['leak'],
    },
    'um prazo longo demais': {
      source: edit([OPENED, `${OPENED}\n  setTimeout(() => contexts.delete(request), 60_000).unref();`]),
      fails: ['leak'],
    },
    'um contexto só': {
      source: edit(
        [MAP, 'let current: Context | undefined;'],
        [OPENED, '  current = context;'],
        [FOUND, '  const context = current;'],
        ['function contextOf(request: IncomingMessage)', 'function contextOf(_request: IncomingMessage)'],
      ),
      fails: ['behaviour'],
      breaks: 'Quem pergunta ao mesmo tempo não se mistura',
    },
    'um teto apertado': {
      source: edit([
        OPENED,
        `${OPENED}
  const [oldest] = contexts.keys();
  if (contexts.size > 40 && oldest) contexts.delete(oldest);`,
      ]),
      fails: ['behaviour'],
      breaks: 'Quem pergunta ao mesmo tempo não se mistura',
    },
    'sem anotações': {
      source: edit([REPLIED, '  response.end(JSON.stringify(body));'], [SERVED, CLOSED]),
      fails: ['behaviour'],
      breaks: 'O frete é o que o cliente negociou',
    },
    'coleta forçada': {
      source: edit(
        [
          IMPORT,
          `${IMPORT}
import v8 from 'node:v8';
import vm from 'node:vm';
v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc');
setInterval(gc, 200);`,
        ],
        [MAP, 'const contexts = new WeakMap<IncomingMessage, Context>();'],
      ),
      fails: ['forced-gc'],
    },
  },
};

export default fixes;
