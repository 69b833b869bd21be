/** What proves a command that the lessons show: that a test runs it as it stands, or else the reason why none does. */
import { readSettings } from '../../src/diagnostics/settings.ts';

export type Proof =
  | { readonly kind: 'run'; readonly by: string; readonly how?: string }
  /** Its words are read by whoever would read them; it is not run as the lesson shows it. */
  | { readonly kind: 'not-run'; readonly because: string };

/** It runs these one by one, in the order of the text. */
export const LESSON_COMMANDS = 'test/labs/lesson-commands.test.ts';

/** By the beginning of a command; the first that fits. */
const PROOFS: readonly (readonly [RegExp, Proof])[] = [
  [/^npm run pprof -- -http=/, run(LESSON_COMMANDS, 'sem abrir o navegador')],
  [/^(?:curl|go tool pprof|npm run pprof --|npm run retainers --) /, run(LESSON_COMMANDS)],
  [/^docker exec \w+ node -e /, run(LESSON_COMMANDS, 'o programa entre aspas, sem o contêiner')],
  [/^node --expose-gc --test /, run('test/labs/leak-test.test.ts')],
  [/^node conciliacao\.ts$/, run('test/unit/lessons/examples.test.ts')],
  [
    /^npm run diagnostics:pack\b/,
    notRun('test/unit/cli/diagnostics-pack.test.ts monta o mesmo pacote, sem comprimi-lo'),
  ],
  [/^npm install \.\/vazou-/, notRun('baixa da rede as dependências do pacote')],
  [/^node --import vazou\/diagnostics /, run('test/unit/cli/diagnostics-pack.test.ts')],
  [/^npm run lab\b/, notRun('o próprio comando lê os argumentos aqui; test/labs/cli-lab.test.ts o roda com outros')],
  [/^npm run doctor$/, notRun('examina a máquina de quem lê')],
  [/^npm run bench\b/, notRun('mede por minutos')],
  [/^npm (?:start|test)$/, notRun('é a própria oficina, que os testes de ponta a ponta ligam')],
  [/^node servico\.ts$/, notRun('o serviço é de quem lê; as variáveis, quem as lê confere')],
  [/^go run \.$/, notRun('npm run labs:check compila os gêmeos em Go')],
  [/^go test -cpuprofile /, notRun('o teste é de quem lê')],
  [/^ssh /, notRun('pede outra máquina')],
  [/^kubectl /, notRun('pede um cluster; confere-se a forma')],
  [/^cd /, notRun('só muda de pasta')],
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
