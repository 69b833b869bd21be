/** What proves a command that the lessons show: that a test runs it as it stands, or else the reason why none does. */
import { readSettings } from '../../src/diagnostics/settings.ts';

export type Proof =
  | { readonly kind: 'run'; readonly by: string; readonly how?: string }
  /** Its words are read by whoever would read them; it is not run as the lesson shows it. */
  | { readonly kind: 'not-run'; readonly because: string };

/** It runs these one by one, in the order of the text. */
export const LESSON_COMMANDS = 'test/labs/lesson-commands.test.ts';
/** It runs these, each to a machine or a cluster of its own. */
export const LESSON_TUNNELS = 'test/labs/lesson-tunnels.test.ts';

/** It runs every `npm run lab …` where there is time, and else these. */
export const BRIEF_LAB_COMMAND = /^npm run lab(?: memory-leak(?: -- --(?:load|solution))?)?$/;
export const LAB_COMMANDS = 'test/labs/lab-commands.test.ts';
/** Programs of the reader's, in Node and in Go. */
export const READER_PROGRAMS = 'test/labs/reader-programs.test.ts';
/** A service of somebody's own, from its folder to its container. */
export const TAKE_HOME = 'test/labs/take-home.test.ts';

/** By the beginning of a command; the first that fits. */
const PROOFS: readonly (readonly [RegExp, Proof])[] = [
  [/^npm run pprof -- -http=/, run(LESSON_COMMANDS, 'sem abrir o navegador')],
  [/^(?:curl|npm run pprof --|npm run retainers --) /, run(LESSON_COMMANDS)],
  [/^go tool pprof /, run(LESSON_COMMANDS, 'onde há Go')],
  [/^(?:npm run diagnostics:pack\b|cd |npm install \.\/vazou-|node --import vazou\/diagnostics )/, run(TAKE_HOME)],
  [/^docker (?:build|run|exec) /, run(TAKE_HOME, 'onde há Docker')],
  [/^ssh -L /, run(LESSON_TUNNELS, 'pelo sshd da própria máquina, onde há um')],
  [
    /^kubectl (?:port-forward|cp) /,
    run(LESSON_TUNNELS, 'pelo kubectl de verdade, onde há um, com um servidor de API do teste'),
  ],
  [/^node --expose-gc --test /, run('test/labs/leak-test.test.ts')],
  [/^node conciliacao\.ts$/, run('test/unit/lessons/examples.test.ts')],
  [/^node servico\.ts$/, run(READER_PROGRAMS)],
  [/^go (?:run \.$|test -cpuprofile )/, run(READER_PROGRAMS, 'onde há Go')],
  [/^go vet$/, run('test/unit/lessons/leaks.test.ts', 'no exemplo de que se fala, onde há Go')],
  [BRIEF_LAB_COMMAND, run(LAB_COMMANDS)],
  [/^npm run lab\b/, run(LAB_COMMANDS, 'em npm run test:long; em npm test, os do primeiro laboratório')],
  [/^npm run doctor$/, run('test/unit/cli/doctor.test.ts')],
  [/^npm start$/, run('test/unit/cli/start.test.ts', 'sem o npm, que monta o site antes, numa porta livre')],
  [/^npm test$/, notRun('é o próprio comando que roda os testes')],
  [/^npm run bench -- custo$/, run('test/long.ts', 'em npm run test:long, com uma geração em vez de 25')],
];

export function proofOf(command: string): Proof | undefined {
  const bare = withoutVariables(command);
  return PROOFS.find(([begins]) => begins.test(bare))?.[1];
}

/** What the diagnostics complain of in `NAME=value node …`; null if nothing. */
export function variablesFault(command: string): string | null {
  const env = Object.fromEntries(
    Array.from(command.matchAll(/\b(VAZOU_\w+)=("[^"]*"|\S+)/g), ([, name = '', value = '']) => [
      name,
      // As `openssl rand -hex 16` would have it.
      value.replace(/^"\$\(openssl rand -hex (\d+)\)"$/, (_all, bytes: string) => 'f'.repeat(2 * Number(bytes))),
    ]),
  );
  return readSettings(env).complaints[0] ?? null;
}

/** `kubectl port-forward pod/NAME LOCAL:REMOTE`, `ssh -L LOCAL:HOST:REMOTE MACHINE`; `kubectl cp POD:FROM TO`. */
export function tunnelFault([program, ...words]: readonly string[]): string | null {
  const line = words.join(' ');
  if (program === 'kubectl' && /^cp [\w.-]+:\/[\w./-]+ \.\/[\w./-]+$/.test(line)) return null;
  const form = program === 'ssh' ? /^-L (\d+):127\.0\.0\.1:(\d+) [\w.-]+$/ : /^port-forward pod\/[\w.-]+ (\d+):(\d+)$/;
  const ports = form.exec(line)?.slice(1);
  if (ports === undefined) return 'não é a forma de um túnel';
  return ports.every((port) => port === '6060') ? null : 'o diagnóstico escuta em 6060';
}

function withoutVariables(command: string): string {
  return command.replace(/^(?:[A-Z_][A-Z0-9_]*=(?:"[^"]*"|\S+) )+/, '');
}

function run(by: string, how?: string): Proof {
  return { kind: 'run', by, ...(how !== undefined && { how }) };
}

function notRun(because: string): Proof {
  return { kind: 'not-run', because };
}
