/** `npm run retainers`: who keeps what alive, by a heap snapshot. */
import type { RetainerCluster, RetainerPath, RetainerStep } from '#heap-snapshot/retainers.ts';
import { bytes, count, counted } from './quantity.ts';

const usage = `Quem segura o quê: os caminhos mais curtos da raiz até os objetos, agrupados, num heap snapshot.

  npm run retainers -- <origem> [filtro]

  origem   um arquivo .heapsnapshot, o nome de um laboratório que está rodando, ou host:porta de um processo com
           vazou/diagnostics (tirar o snapshot pausa o processo por segundos, se ele tem milhões de objetos)

  --constructor NOME   objetos deste construtor, como Report ou Array (ou "string", "sliced string")
  --string REGEXP      strings cujo texto combina com a expressão
  --min-size N         objetos que ocupam, eles mesmos, N bytes ou mais
  --top N              quantos grupos mostrar (10)

  Sem filtro, os grupos que retêm mais.`;

/** `file:///home/ana/vazou/server.ts` is `server.ts` to whoever is in that folder. */
const fileName = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;

function named(step: RetainerStep): string {
  switch (step.kind) {
    case 'string':
      return step.name === 'string' ? `string(${step.selfSize})` : step.name;
    case 'function': {
      const where = step.place === null ? '' : ` em ${fileName(step.place.file)}:${step.place.line}`;
      return `${step.name === '' ? 'função sem nome' : `${step.name}()`}${where}`;
    }
    case 'array':
      return `${step.name === '' ? 'vetor interno' : step.name}(${step.selfSize})`;
    case 'object':
    case 'internal':
      return step.name;
  }
}

function path({ steps, file }: RetainerPath): string {
  const words = steps.flatMap((step) => (step.heldAs === null ? [named(step)] : [named(step), step.heldAs]));
  return words.join(' ← ') + (file === null ? '' : ` (${fileName(file)})`);
}

function cluster({ count: objects, retainedSize, selfSize, path: way }: RetainerCluster): string {
  const own = selfSize === retainedSize ? '' : ` (${bytes(selfSize)} deles mesmos)`;
  return `${bytes(retainedSize)} em ${counted(objects, 'objeto', 'objetos')}${own}\n  ${path(way)}`;
}

/** A step without its place, which stands beside it as a link. */
const stepName = (step: RetainerStep): string => named({ ...step, place: null });

export const retainers = {
  usage,
  stepName,
  path,
  cluster,
  read: (source: string, objects: number, edges: number) =>
    `${source}: ${count(objects)} objetos, ${count(edges)} referências\n`,
  fetching: (url: string) => `Pedindo o snapshot a ${url}; o processo fica pausado enquanto o escreve…`,
  none: 'Nenhum objeto vivo combina com o filtro. Confira o nome (maiúsculas contam) ou rode sem filtro para ver os maiores.',
  unknownOption: (message: string) => `${message}\n\n${usage}`,
  badSize: (value: string) => `--min-size pede um número de bytes, e veio ${JSON.stringify(value)}.`,
  badTop: (value: string) => `--top pede um número de 1 a 1000, e veio ${JSON.stringify(value)}.`,
  badPattern: (value: string, reason: string) =>
    `--string ${JSON.stringify(value)} não é uma expressão regular: ${reason}`,
  oneFilter: 'Use um filtro por vez: --constructor, --string ou --min-size.',
  noSource: `Falta a origem.\n\n${usage}`,
  missing: (path: string, reason: string) => `Não consegui ler ${path} (${reason}). Confira o caminho.`,
  notSnapshot: (source: string, reason: string) =>
    `${source} não é um heap snapshot inteiro do V8 (${reason}). Grave um com v8.writeHeapSnapshot() ou peça /debug/pprof/heapsnapshot.`,
  labNotRunning: (slug: string) => `O laboratório ${slug} não está rodando. Inicie-o com npm run lab ${slug}.`,
  unreachable: (url: string, reason: string) => `${url} não entregou o snapshot (${reason}).`,
} as const;
