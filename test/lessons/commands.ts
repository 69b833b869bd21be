/** Every command that the text shows, asked of the parser that will read it, and of whoever proves it. */
import { existsSync, readFileSync } from 'node:fs';
import { parseArguments as parsePprof } from '../../src/cli/pprof/arguments.ts';
import { expandShortcut, parseStatement } from '../../src/cli/pprof/shell/statement.ts';
import { DEFAULT_SETTINGS } from '../../src/cli/pprof/variables.ts';
import { parseAddress } from '../../src/cli/pprof/address.ts';
import { parseCommand as parseLab } from '../../src/cli/lab/arguments.ts';
import { parseArguments as parseRetainers } from '../../src/cli/retainers/arguments.ts';
import { PROFILE_NAMES } from '../../src/diagnostics/http/routes.ts';
import { listLabs } from '../../src/lab/catalog.ts';
import { proofOf, tunnelFault, variablesFault } from './proof.ts';
import { fencesOf, lineAt, withoutFences, type Lesson, type Problem } from './lesson.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
const labs = new Set((await listLabs()).map(({ slug }) => slug));

/** What `npm` itself knows. */
const NPM: ReadonlySet<string> = new Set(['start', 'test', 'ci', 'install']);
/** In the text, what begins like this is a command; not so the mere name of one. */
const SHELL = /^(?:npm|npx|node|go|curl|ssh|kubectl|docker|git|openssl|VAZOU_\w+=)/;

export function checkCommands(lesson: Lesson): readonly Problem[] {
  return commandsOf(lesson).flatMap(({ line, command, kind }) => {
    const what = kind === 'shell' ? (faultOf(command) ?? unproven(command)) : faultOfStatement(command);
    return what === null ? [] : [{ path: lesson.path, line, what: `${command}: ${what}` }];
  });
}

function unproven(command: string): string | null {
  const proof = proofOf(command);
  if (proof === undefined) return 'nenhum teste o roda, e test/lessons/proof.ts não diz por quê';
  return proof.kind === 'run' && !existsSync(proof.by) ? `não há ${proof.by}` : null;
}

export interface Shown {
  readonly kind: 'shell' | 'pprof';
  readonly command: string;
  readonly line: number;
}

export function commandsOf({ body }: Lesson): readonly Shown[] {
  const shown: Shown[] = [];
  for (const { language, code, index } of fencesOf(body)) {
    if (language !== 'sh' && language !== 'console') continue;
    const first = lineAt(body, index);
    const joined = code.replace(/\\\n\s*/g, ' ');
    for (const [offset, text] of joined.split('\n').entries()) {
      const line = first + offset;
      const command = text.replace(/\s+#.*$/, '').trim();
      if (command === '' || command.startsWith('#')) continue;
      if (language === 'sh') shown.push({ kind: 'shell', command, line });
      else if (command.startsWith('$ ')) shown.push({ kind: 'shell', command: command.slice(2), line });
      else if (command.startsWith('(pprof) ')) shown.push({ kind: 'pprof', command: command.slice(8), line });
    }
  }
  const text = withoutFences(body);
  // Each span of code to its end, or else what stands between two of them would pass for one.
  for (const match of text.matchAll(/<Comando linha="([^"]+)"|`([^`\n]+)`/g)) {
    const command = match[1] ?? match[2] ?? '';
    const isCommand =
      match[1] !== undefined ||
      (SHELL.test(command) &&
        command.includes(' ') &&
        !/[<…]|(?:pprof(?: --)?|tool trace|port-forward|-L)$/.test(command));
    if (isCommand) shown.push({ kind: 'shell', command, line: lineAt(text, match.index) });
  }
  return shown;
}

/** Why a shell would not do what the line says; null if it does. */
export function faultOf(command: string): string | null {
  // One after another, or piped, or into a file: each is a command.
  for (const part of command.split(/\s*(?:&&|\||;|&$)\s*/)) {
    const fault = partFault(part.replace(/\s*>+\s*\S+$/, ''));
    if (fault !== null) return fault;
  }
  return null;
}

function partFault(command: string): string | null {
  const words = wordsOf(command);
  if (/^VAZOU_\w+=/.test(command)) {
    const fault = variablesFault(command);
    if (fault !== null) return fault;
  }
  while (/^[A-Z_][A-Z0-9_]*=/.test(words[0] ?? '')) words.shift();
  const [program = '', ...rest] = words;
  switch (program) {
    case '':
    case 'cd':
    case 'head':
    case 'docker':
      return null;
    case 'ssh':
    case 'kubectl':
      return tunnelFault(words);
    case 'npm':
      return npmFault(rest);
    case 'node':
      return null;
    case 'pprof':
      return pprofFault(rest);
    case 'lab':
      return labFault(rest);
    case 'go':
      if (rest[0] === 'tool' && rest[1] === 'pprof') return pprofFault(rest.slice(2));
      return ['run', 'build', 'test', 'tool', 'env', 'version', 'vet'].includes(rest[0] ?? '')
        ? null
        : 'go não tem esse comando';
    case 'curl':
      return urlFault(rest.find((word) => /^https?:|^127\.|^localhost/.test(word)) ?? '');
    default:
      return 'não sei conferir este comando';
  }
}

function npmFault([name = '', ...rest]: readonly string[]): string | null {
  if (NPM.has(name)) return null;
  if (name !== 'run') return `npm não tem o comando ${name}`;
  const [script = '', ...words] = rest.filter((word) => word !== '--');
  if (!(script in scripts)) return `package.json não tem o script ${script}`;
  switch (script) {
    case 'lab':
      return labFault(words);
    case 'pprof':
      return pprofFault(words);
    case 'retainers':
      return failureOf(() => parseRetainers(words));
    default:
      return null;
  }
}

function labFault(words: readonly string[]): string | null {
  return failureOf(() => {
    const command = parseLab(words, {});
    if ('slug' in command && !labs.has(command.slug)) throw new Error(`não há laboratório ${command.slug}`);
  });
}

function pprofFault(words: readonly string[]): string | null {
  return failureOf(() => {
    const { sources, base } = parsePprof(words);
    for (const source of [...sources, ...base]) {
      const address = parseAddress(source, 0, 0);
      const fault = address === undefined ? null : urlFault(address.url);
      if (fault !== null) throw new Error(fault);
    }
  });
}

function urlFault(url: string): string | null {
  if (url === '') return 'falta o endereço';
  const { pathname } = new URL(/^https?:/.test(url) ? url : `http://${url}`);
  const name = /^\/debug\/pprof\/([^/]*)$/.exec(pathname)?.[1];
  if (name === undefined) return pathname.startsWith('/debug') ? `não há ${pathname}` : null;
  return name === '' || PROFILE_NAMES.has(name) ? null : `não há perfil ${name}`;
}

function faultOfStatement(input: string): string | null {
  return failureOf(() => {
    for (const line of expandShortcut(input, [])) {
      const statement = parseStatement(line, DEFAULT_SETTINGS, (name) => name);
      if (statement.kind === 'mistake') throw new Error(`o pprof não entende: ${statement.mistake.kind}`);
    }
  });
}

function failureOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  }
}

/** As a shell splits them, with single and double quotes. */
export function wordsOf(command: string): string[] {
  return Array.from(command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g), ([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );
}
