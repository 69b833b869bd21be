/** Words of the retainers panel: who keeps what alive. */
import { bytes, count, counted } from './quantity.ts';

export const retainersPanel = {
  take: 'Tirar heap snapshot',
  takeAgain: 'Tirar outro',
  taken: (variantName: string, time: string) => `${variantName}, às ${time}.`,
  gone: 'O laboratório parou ou reiniciou depois disso.',
  what: 'O perfil diz quem alocou. O heap snapshot diz quem segura: o caminho da raiz até cada objeto que continua vivo.',
  cost: 'Para tirá-lo, o processo inteiro para: cerca de 0,2 s a cada 70 mil objetos, e mais memória enquanto escreve. Em produção, só numa réplica fora do balanceador. O snapshot traz tudo o que está na memória, senhas também: aqui ele não sai desta máquina nem fica guardado.',
  progress: {
    asking: 'O laboratório está parado, escrevendo o snapshot…',
    reading: 'Lendo o snapshot…',
    paths: 'Achando os caminhos mais curtos…',
    dominators: 'Somando o que cada objeto retém…',
    searching: 'Procurando…',
  },
  failure: {
    'not-snapshot': (detail: string) =>
      `Isto não é um heap snapshot inteiro do V8 (${detail}). Tire outro; um arquivo deve vir de v8.writeHeapSnapshot(), do DevTools ou de /debug/pprof/heapsnapshot.`,
    'too-large': () =>
      'O snapshot é grande demais para o navegador. No terminal, “npm run retainers -- ARQUIVO” dá conta dele.',
    'bad-pattern': (detail: string) => `A expressão regular não é válida: ${detail}. Corrija e busque de novo.`,
    refused: (message: string) => message,
    unreachable: () => 'A oficina não respondeu. Veja se ela está rodando e tente de novo.',
    crashed: (detail: string) =>
      `O leitor de snapshots parou${detail === '' ? ', talvez por falta de memória' : ` (${detail})`}. Recarregue a página e tente de novo.`,
  },
  summary: (objects: number, size: number) => `${count(objects)} objetos vivos, ${bytes(size)}`,
  label: 'Grupos de objetos e quem os segura',
  intro: (groups: number) =>
    groups === 1
      ? 'Um grupo só. O caminho vai da raiz até um objeto que representa os outros.'
      : `${count(groups)} grupos, do que mais retém ao que menos retém. Em cada um, o caminho da raiz até um objeto que representa os outros.`,
  none: 'Nenhum objeto vivo combina com a busca. Confira o nome (maiúsculas contam) ou volte a “Os maiores grupos”.',
  onlyMine: (others: number) =>
    `Só o que o seu código segura (${counted(others, 'outro grupo é', 'outros grupos são')} do Node ou de bibliotecas)`,
  held: (objects: number) => counted(objects, 'objeto', 'objetos'),
  own: (size: string) => `${size} deles mesmos`,
  pathLabel: 'Da raiz até o objeto',
  element: '[…]',
  kept: '← o que continua vivo',
  heldBy: {
    property: 'propriedade',
    variable: 'variável',
    internal: 'ligação interna do V8',
    element: 'elemento',
  },
  openDeclaration: (name: string) => `Abrir a declaração de ${name} no editor`,
  search: {
    kind: 'O que procurar',
    kinds: {
      constructor: 'Construtor',
      string: 'Texto (expressão regular)',
      size: 'Objetos a partir de (bytes)',
    },
    placeholders: { constructor: 'ex.: Map, Buffer, string', string: 'ex.: ^pedido-', size: 'ex.: 100000' },
    wrongSize: 'O tamanho é um número inteiro de bytes, só com algarismos.',
    submit: 'Procurar',
    suggestions: 'Sugestões',
    all: 'Os maiores grupos',
    beginWith: (name: string) => `Comece por ${name}`,
    beginWithMeaning: 'Um construtor do caminho que este laboratório ensina a ler',
    large: (size: string) => `Objetos a partir de ${size}`,
    constructorFacts: (objects: string, size: string) => `${objects} objetos, que retêm ${size}`,
    command: 'A mesma busca no terminal, num snapshot novo',
  },
} as const;
