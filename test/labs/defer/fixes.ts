/** Ways in which learners change the defer lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('defer');

const STACK = '  await using opened = new AsyncDisposableStack();\n';
const OPENED = '    const file = opened.use(await openReturn(name));\n';
const LOOP = `  for (const name of names.sort()) {
${OPENED}`;
const REFUSED = `    } catch {
      closing.recusados.push(name);
    }
`;
const SETTLED = 'return reply(response, 200, await settle(bank, client));';

const fixes: LabFixes = {
  valid: {
    'try e finally em cada volta': edit(
      [STACK, ''],
      [OPENED, '    const file = await openReturn(name);\n'],
      [REFUSED, `${REFUSED.trimEnd()} finally {\n      await file[Symbol.asyncDispose]();\n    }\n`],
    ),
    'lê sem deixar aberto': edit(
      [STACK, ''],
      [
        "import { open, readdir, type FileHandle } from 'node:fs/promises';",
        "import { readdir, readFile } from 'node:fs/promises';",
      ],
      [
        'class ReturnFile implements AsyncDisposable {\n  readonly #handle: FileHandle;',
        'class ReturnFile {\n  readonly #path: string;',
      ],
      [
        '  constructor(handle: FileHandle) {\n    this.#handle = handle;',
        '  constructor(path: string) {\n    this.#path = path;',
      ],
      ["(await this.#handle.readFile('latin1'))", "(await readFile(this.#path, 'latin1'))"],
      [
        `
  [Symbol.asyncDispose](): Promise<void> {
    return this.#handle.close();
  }
`,
        '',
      ],
      ['return new ReturnFile(await open(join(FOLDER, name)));', 'return new ReturnFile(join(FOLDER, name));'],
      [OPENED, '    const file = await openReturn(name);\n'],
    ),
    'oito de cada vez': edit(
      [STACK, ''],
      [
        LOOP,
        `  const rest = names.sort();
  const settleFile = async (name: string): Promise<void> => {
    await using file = await openReturn(name);
`,
      ],
      [
        `${REFUSED}  }\n`,
        `${REFUSED}  };
  const worker = async (): Promise<void> => {
    for (let name = rest.shift(); name !== undefined; name = rest.shift()) await settleFile(name);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  closing.recusados.sort();\n`,
      ],
    ),
    'uma pilha para cada vinte': edit(
      [STACK, '  let opened = new AsyncDisposableStack();\n'],
      [
        REFUSED,
        `${REFUSED}    if (closing.arquivos % 20 > 0) continue;\n    await opened.disposeAsync();\n    opened = new AsyncDisposableStack();\n`,
      ],
      ['  return closing;\n', '  await opened.disposeAsync();\n  return closing;\n'],
    ),
  },
  wrong: {
    'uma lista, fechada no finally': {
      source: edit(
        [STACK, '  const opened: ReturnFile[] = [];\n'],
        ['  for (const name of names.sort()) {', '  try {\n  for (const name of names.sort()) {'],
        [OPENED, '    const file = await openReturn(name);\n    opened.push(file);\n'],
        [
          '  return closing;\n',
          '  } finally {\n    for (const file of opened) await file[Symbol.asyncDispose]();\n  }\n  return closing;\n',
        ],
      ),
      fails: ['leak'],
    },
    'oito de cada vez, mas um dentro do outro': {
      source: edit(
        [STACK, ''],
        [
          LOOP,
          `  const rest = names.sort();
  const next = async (): Promise<void> => {
    const name = rest.shift();
    if (name === undefined) return;
    await using file = await openReturn(name);
`,
        ],
        [
          `${REFUSED}  }\n`,
          `${REFUSED}    await next();
  };
  await Promise.all(Array.from({ length: 8 }, next));
  closing.recusados.sort();
`,
        ],
      ),
      fails: ['leak'],
    },
    'um fechamento de cada vez': {
      source: edit(
        ['async function settle', 'let turn: Promise<unknown> = Promise.resolve();\n\nasync function settle'],
        [
          SETTLED,
          'const mine = turn.then(() => settle(bank, client));\n  turn = mine;\n  return reply(response, 200, await mine);',
        ],
      ),
      fails: ['leak'],
    },
    'fecha só os que leu até o fim': {
      source: edit(
        [STACK, ''],
        [OPENED, '    const file = await openReturn(name);\n'],
        [REFUSED, `      await file[Symbol.asyncDispose]();\n${REFUSED}`],
      ),
      // The next collection finds the two that stayed open, and since Node 25 that is an error.
      ends: 'exit',
    },
    'fecha, pelo número, só os que leu até o fim': {
      source: edit(
        [STACK, ''],
        ['import { existsSync,', 'import { closeSync, existsSync, openSync, readFileSync,'],
        [
          "import { open, readdir, type FileHandle } from 'node:fs/promises';",
          "import { readdir } from 'node:fs/promises';",
        ],
        [
          'class ReturnFile implements AsyncDisposable {\n  readonly #handle: FileHandle;',
          'class ReturnFile {\n  readonly #fd: number;',
        ],
        [
          '  constructor(handle: FileHandle) {\n    this.#handle = handle;',
          '  constructor(fd: number) {\n    this.#fd = fd;',
        ],
        ["(await this.#handle.readFile('latin1'))", "readFileSync(this.#fd, 'latin1')"],
        [
          '  [Symbol.asyncDispose](): Promise<void> {\n    return this.#handle.close();',
          '  close(): void {\n    closeSync(this.#fd);',
        ],
        ['new ReturnFile(await open(join(FOLDER, name)))', 'new ReturnFile(openSync(join(FOLDER, name)))'],
        [OPENED, '    const file = await openReturn(name);\n'],
        [REFUSED, `      file.close();\n${REFUSED}`],
      ),
      fails: ['leak'],
    },
    'só os primeiros arquivos': {
      source: edit(['names.sort()', 'names.sort().slice(0, 20)']),
      fails: ['behaviour'],
      breaks: 'O fechamento soma todos os arquivos do banco',
    },
    'o fechamento do banco serve a todos': {
      source: edit(
        ['async function settle', 'const ready = new Map<string, Promise<Closing>>();\n\nasync function settle'],
        [
          SETTLED,
          'const known = ready.get(bank) ?? settle(bank, client);\n  ready.set(bank, known);\n  return reply(response, 200, { ...(await known), cliente: client });',
        ],
      ),
      fails: ['behaviour'],
      breaks: 'O fechamento soma todos os arquivos do banco',
    },
    'pula os arquivos com defeito': {
      source: edit(
        [STACK, ''],
        [OPENED, '    if (/77/.test(name)) continue;\n    await using file = await openReturn(name);\n'],
      ),
      fails: ['behaviour'],
      breaks: 'Um arquivo com defeito é apontado e não derruba os outros',
    },
    'recusa quem chega com a casa cheia': {
      source: edit(
        [
          SETTLED,
          "if (busy > 3) return reply(response, 503, { erro: 'Tente daqui a pouco.' });\n  busy++;\n  return reply(response, 200, await settle(bank, client).finally(() => busy--));",
        ],
        ['async function settle', 'let busy = 0;\n\nasync function settle'],
      ),
      fails: ['leak', 'behaviour', 'load-refused'],
      breaks: 'Fechamentos pedidos ao mesmo tempo não se misturam',
    },
  },
};

export default fixes;
