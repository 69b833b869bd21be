/** The lessons as they are, by the checks of `npm run lessons:check`; and for each check a lesson that it must refuse. */
import { expect, test } from 'vitest';
import { checkApis } from '../../lessons/apis.ts';
import { checkCommands } from '../../lessons/commands.ts';
import { checkEverything } from '../../lessons/everything.ts';
import { checkFacts } from '../../lessons/facts.ts';
import { checkFigures } from '../../lessons/figures.ts';
import { checkLabels } from '../../lessons/labels.ts';
import { lessonOf, readLessons, type Lesson, type Problem } from '../../lessons/lesson.ts';
import { checkLinks } from '../../lessons/links.ts';
import { checkManifests } from '../../lessons/manifests.ts';
import { checkRecordings, readRecorded } from '../../lessons/recordings.ts';
import { checkSpelling, createSpeller } from '../../lessons/spelling.ts';
import { checkTopics } from '../../lessons/topics.ts';

test('the lessons are in order', { timeout: 60_000 }, () => {
  expect(checkEverything().map(({ path, line, what }) => `${path}:${line} ${what}`)).toEqual([]);
});

const FRONTMATTER = '---\ntitle: Uma lição\ndescription: De teste\n---\n';
const lesson = (body: string, frontmatter = FRONTMATTER): Lesson =>
  lessonOf('src/content/docs/comecando/teste.mdx', frontmatter + body);
const told = (problems: readonly Problem[]): string => problems.map(({ line, what }) => `${line}: ${what}`).join('\n');

test.each([
  ['a page that is not there', 'Leia [isto](/comecando/outra/).', /^5: .*não leva a nenhuma página/],
  ['an anchor that is not there', '## Um título\n\n[aqui](#outro-titulo)', /^7: não há título #outro-titulo/],
  ['a link without its slash', '[isto](/comecando/teste)', /deve começar e terminar/],
  ['a file that is not there', 'Veja `labs/nenhum/server.ts`.', /^5: não há labs\/nenhum/],
])('%s', (_what, body, words) => {
  expect(told(checkLinks([lesson(body)]))).toMatch(words);
});

test('links that lead somewhere pass', () => {
  expect(checkLinks([lesson('## O `flat` e o cum\n\n[aqui](#o-flat-e-o-cum) [ali](/comecando/teste/#quiz)')])).toEqual(
    [],
  );
});

test.each([
  ['npm run nada', 'package.json não tem o script nada'],
  ['npm run lab nenhum', 'não há laboratório nenhum'],
  ['npm run lab memory-leak -- --laod', '--laod'],
  ['npm run pprof -- -topp heap.pb.gz', 'unknown-flag'],
  ['go tool pprof -top -cum -sample_index=', 'no-source'],
  ['go tool pprof -top http://127.0.0.1:6060/debug/pprof/hep', 'não há perfil hep'],
  ['curl -o x http://127.0.0.1:6060/debug/pprof/nada', 'não há perfil nada'],
  ['sl -l', 'não sei conferir'],
  ['node outro.ts', 'nenhum teste o roda'],
  ['VAZOU_HEAP_INTERVAL=muito node servico.ts', 'VAZOU_HEAP_INTERVAL'],
  ['kubectl port-forward pod/pedidos 6061:6060', 'o diagnóstico escuta em 6060'],
  ['kubectl portforward pod/pedidos 6060:6060', 'não é a forma de um túnel'],
])('the command %s is refused', (command, words) => {
  expect(told(checkCommands(lesson(`\`\`\`sh\n${command}  # comentário\n\`\`\``)))).toContain(words);
  expect(told(checkCommands(lesson(`<Comando linha="${command}" />`)))).toContain(words);
});

test('a command that other code stands before is one too', () => {
  expect(told(checkCommands(lesson('O `import` é `runtime/pprof`, sem `net/http`: `npm run nada`.')))).toContain(
    'nada',
  );
});

test.each([
  'npm run lab memory-leak -- --load',
  'npm run pprof -- -top -cum -focus=buildReport antes.pb.gz',
  'go tool pprof -top -diff_base antes.pb.gz depois.pb.gz',
  'curl -s http://127.0.0.1:6060/debug/pprof/ | head',
  'VAZOU_FD=1 node servico.ts',
])('the command %s passes', (command) => {
  expect(checkCommands(lesson(`\`\`\`sh\n${command}\n\`\`\``))).toEqual([]);
});

test.each([
  ['yaml', '- alert: A\n  expr: min_over_time(nodejs_heap_size_used_bytes[1h]) > 1\n  for: 5m', /^$/],
  ['yaml', '- alert: A\n  expr: nodejs_heap_size_used_bytes > 1\n  por: 5m', /"por"/],
  ['yaml', '- alert: A\n  expr: nodejs_heap_used > 1', /não conheço nodejs_heap_used$/],
  ['yaml', '- alert: A\n  expr: min_over_time(nodejs_heap_size_used_bytes[1hora]) > 1', /\[1hora\]/],
  ['dockerfile', 'FROM node:26-slim\nENV VAZOU_DEATH_DIR=/perfis\nCMD ["node", "app.js"]', /^$/],
  ['dockerfile', 'FROM node:26-slim\nENV VAZOU_HEAP_INTERVAL=muito', /VAZOU_HEAP_INTERVAL/],
  ['dockerfile', "FROM node:26-slim\nCMD ['node', 'app.js']", /CMD não é uma lista/],
])('a manifest in %s: %s', (language, code, words) => {
  expect(told(checkManifests(lesson(`\`\`\`${language}\n${code}\n\`\`\``)))).toMatch(words);
});

test.each([
  ['replicas: 3', 'replica: 3', /"replica"/],
  ['matchLabels: { app: pedidos }', 'matchLabels: { app: fretes }', /o seletor pede app: fretes/],
  ['- { name: perfis, mountPath', '- { name: perfil, mountPath', /não há o volume perfil/],
  ['value: /perfis', 'value: /tmp', /\/tmp não está num volume/],
  ['memory: 512Mi', 'memory: 300Mi', /o teto do heap não cabe no limite/],
])('a Deployment with %s turned into %s', (was, is, words) => {
  const { path, text } = readLessons().find(({ id }) => id === 'prova-final/leve-para-casa')!;
  expect(text).toContain(was);
  expect(told(checkManifests(lessonOf(path, text.replace(was, is))))).toMatch(words);
});

test('what is typed into the shell of pprof is read by it', () => {
  const shell = (line: string) => told(checkCommands(lesson(`\`\`\`console\n(pprof) ${line}\n\`\`\``)));
  expect(shell('top10 -cum')).toBe('');
  expect(shell('tpo')).toContain('unknown-command');
});

test('a name that the diagnostics do not export', () => {
  const code = "```ts\nimport { withLabels, withLabel } from 'vazou/diagnostics/runtime';\n```";
  expect(told(checkApis(lesson(code)))).toBe('6: vazou/diagnostics/runtime não exporta withLabel');
});

test('a label that the catalogue does not have', () => {
  const body = 'export const ui = t.workbench;\n\n{ui.controls.start} {ui.load.startBurst(1000)} {ui.controls.begin}';
  expect(told(checkLabels(lesson(body)))).toBe('7: o catálogo não tem ui.controls.begin');
});

test('figures without words', () => {
  expect(told(checkFigures(lesson('![](/x.png)\n<svg viewBox="0 0 1 1"></svg>\n<svg aria-hidden="true"></svg>')))).toBe(
    '5: imagem sem texto alternativo\n6: <svg> sem texto alternativo',
  );
});

test('a lesson that does not say what it is', () => {
  expect(told(checkFacts(lesson('palavra '.repeat(400), `---\ntitle: x\ndescription: y\nminutes: 1\n---\n`)))).toMatch(
    /minutes: 1, mas só a leitura leva uns 3\n1: falta goals\n1: falta quiz\n1: falta sidebar/,
  );
});

test('spelling: what is code, or a mark, is no word', { timeout: 60_000 }, () => {
  const isKnown = createSpeller();
  const body = [
    "import X from '../errrado.astro';",
    '',
    'A `xpto` **alocação** fica, e [a lição](/erradoo/) diz {t.errradoo} <b className="qwxz">isso</b>.',
    'Uma alocacao errada em corrigi-lo e subí-lo.',
    '```ts',
    'const qwerty = 1;',
    '```',
  ].join('\n');
  const found = checkSpelling(lesson(body), isKnown).map(({ line, what }) => `${line} ${/“(.*?)”/.exec(what)?.[1]}`);
  expect(found).toEqual(['8 alocacao', '8 subí-lo']);
});

test('a topic that no lesson teaches', () => {
  const topics = [
    { topic: 'A', lesson: 'comecando/teste', says: 'flat' },
    { topic: 'B', lesson: 'comecando/teste', says: 'cum' },
    { topic: 'C', lesson: 'nenhuma', says: 'x' },
  ];
  expect(checkTopics([lesson('o flat')], topics).map(({ what }) => what)).toEqual([
    'B: comecando/teste não fala de cum',
    'C: não há a lição nenhuma',
  ]);
});

test('a recording of a lab that has changed since', () => {
  const [recorded, ...others] = readRecorded();
  expect(others.length).toBeGreaterThan(10);
  expect(told(checkRecordings([{ ...recorded!, server: '0'.repeat(64) }, ...others]))).toBe(
    `1: o laboratório mudou depois desta gravação: npm run record ${recorded!.lab}`,
  );
});
