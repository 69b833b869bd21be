/** The tests that the lessons' last steps offer to the reader, run as their first lines say, on the labs' own code. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { listLabs } from '#lab/catalog.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLES = join(root, 'src/content/examples');
const HELPER = 'sobra.ts';

type File = 'server.ts' | 'wrong-fix.ts' | 'solution.ts';

interface Watched {
  readonly lab: string;
  readonly file: string;
  /** What the test tells of the lab as it comes. */
  readonly tells: RegExp;
  /** Where the lab itself has no fault: the one to give it. */
  readonly plant?: readonly [string, string];
}

const WATCHED: readonly Watched[] = [
  { lab: 'memory-leak', file: 'relatorios.leak.test.ts', tells: /cada chamada deixou \d{5} bytes/ },
  { lab: 'substring', file: 'notas.leak.test.ts', tells: /cada nota deixou 20\d{4} bytes/ },
  { lab: 'subslice', file: 'remessas.leak.test.ts', tells: /cada remessa deixou \d{5} bytes/ },
  { lab: 'closure', file: 'precos.leak.test.ts', tells: /cada publicação deixou \d{5} bytes/ },
  { lab: 'globals', file: 'cotacao.leak.test.ts', tells: /ficaram 5 contextos de 5/ },
  { lab: 'listeners', file: 'entregas.leak.test.ts', tells: /\+ +listeners: 20,/ },
  {
    lab: 'goroutine-leak',
    file: 'pix.leak.test.ts',
    tells: /deixaram \d{3} promessas[^]*5 visitas ao painel deixaram 5 relógios/,
  },
  { lab: 'defer', file: 'fechamentos.leak.test.ts', tells: /houve (?:39|40)\d arquivos abertos/ },
  { lab: 'http-body', file: 'avisos.leak.test.ts', tells: /20 avisos deixaram 40 sockets/ },
  {
    lab: 'cpu',
    file: 'envios.test.ts',
    tells: /custou 4\.0 vezes[^]*copiado 800 vezes[^]*recusar custou \d{3,} vezes/,
  },
  { lab: 'event-loop', file: 'tabelas.test.ts', tells: /\d{2,3}% do trabalho foi feito numa volta só/ },
  { lab: 'allocs', file: 'percursos.test.ts', tells: /cada ponto devolvido custou \d{4,} bytes/ },
  {
    lab: 'incident',
    file: 'central.test.ts',
    tells: /deixaram \{"sockets":\d+,"timers":10\}[^]*custaram \d+\.\d vezes/,
  },
  {
    lab: 'not-a-leak',
    file: 'vitrine.leak.test.ts',
    tells: /com a prateleira cheia, cada ficha ainda deixou \d{5} bytes/,
    plant: ['shelf.size > SHELF', 'shelf.size < 0'],
  },
];

test('every lab has a test for the reader to take along', async () => {
  expect(WATCHED.map(({ lab }) => lab).sort()).toEqual((await listLabs()).map(({ slug }) => slug).sort());
  const tests = (await readdir(EXAMPLES)).filter((file) => file.endsWith('.test.ts'));
  expect(WATCHED.map(({ file }) => file).sort()).toEqual(tests.sort());
});

for (const watched of WATCHED) {
  test.concurrent(`${watched.file} refuses ${watched.lab} as it comes`, async () => {
    const { code, output } = await run(watched, 'server.ts', watched.plant);
    expect(code, output).toBe(1);
    expect(output).toMatch(watched.tells);
  });
  test.concurrent(`${watched.file} on the wrong fix`, async () => {
    const { code, output } = await run(watched, 'wrong-fix.ts');
    expect(code, output).toBe(1);
  });
  test.concurrent(`${watched.file} passes the solution`, async () => {
    const { code, output } = await run(watched, 'solution.ts');
    expect(code, output).toBe(0);
    expect(output).toMatch(/pass [123]\b/);
  });
}

/** In a folder where a reader's module and the test stand side by side. */
async function run(
  { lab, file }: Watched,
  variant: File,
  plant?: readonly [string, string],
): Promise<{ code: number | null; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'vazou-leak-test-'));
  try {
    for (const name of [file, HELPER]) await copyFile(join(EXAMPLES, name), join(folder, name));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const example = await readFile(join(EXAMPLES, file), 'utf8');
    const names = /import \{ ([^}]+) \} from '\.\/servico\.ts'/.exec(example)?.[1];
    const source = await readFile(join(root, 'labs', lab, variant), 'utf8');
    if (plant && !source.includes(plant[0])) throw new Error(`${lab} has no ${plant[0]} any more`);
    await writeFile(
      join(folder, 'servico.ts'),
      `${serviceOf(plant ? source.replace(...plant) : source)}export { ${names} };\n`,
    );
    return await node(commandOf(example), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A lab that does not listen, without its diagnostics: what the lesson asks the reader to export. */
function serviceOf(source: string): string {
  const service = source
    .replace(/^import 'vazou\/diagnostics';$/m, '')
    .replace(/^server\.listen\(.*$/m, '')
    .replace(/^createServer\([^]*$/m, '');
  expect(service.length).toBeLessThan(source.length);
  return service;
}

/** What the first line of an example tells the reader to run. */
function commandOf(example: string): readonly string[] {
  const line = /^\/\/ Rode com: node (.+)$/m.exec(example)?.[1];
  if (line === undefined) throw new Error('the example does not say how to run it');
  return line.split(' ');
}

async function node(args: readonly string[], cwd: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd,
    // Vitest's own settings would turn this into a run below another.
    env: { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
