/** Ways in which learners change the closure lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('closure');

const IMPORT = "import 'vazou/diagnostics';";
const PREVIOUS = '  const previous = current;';
const BEFORE = '    const before = previous?.priceOf(produto) ?? null;';
const PRICE_OF = '    priceOf: (product) => items.find(({ produto }) => produto === product)?.centavos,';
const RETURNED = '  return current;';
const CHANGE_OF = `  const changeOf = ({ produto, centavos }: Item): Change[] => {
    const before = previous?.priceOf(produto) ?? null;
    return before === centavos ? [] : [{ produto, de: before, para: centavos }];
  };
`;
const CHANGES = '    mudancas: items.flatMap(changeOf),';

const fixes: LabFixes = {
  valid: {
    'soltar a anterior no fim': edit(
      [PREVIOUS, '  let previous = current;'],
      [RETURNED, `  previous = null;\n${RETURNED}`],
    ),
    'um laço no lugar da closure': edit(
      [
        CHANGE_OF,
        `  const mudancas: Change[] = [];
  for (const { produto, centavos } of items) {
    const before = previous?.priceOf(produto) ?? null;
    if (before !== centavos) mudancas.push({ produto, de: before, para: centavos });
  }
`,
      ],
      [CHANGES, '    mudancas,'],
    ),
    'a consulta nasce fora de publish': edit(
      [PRICE_OF, '    priceOf: lookup(items),'],
      [
        '/** Põe a versão em vigor.',
        `function lookup(items: Item[]): PriceTable['priceOf'] {
  return (product) => items.find(({ produto }) => produto === product)?.centavos;
}

/** Põe a versão em vigor.`,
      ],
    ),
    'uma referência fraca à anterior': edit(
      [PREVIOUS, '  const previous = current && new WeakRef(current);'],
      [BEFORE, '    const before = previous?.deref()?.priceOf(produto) ?? null;'],
    ),
    'os preços da anterior, copiados': edit(
      [PREVIOUS, '  const prices = new Map(items.map(({ produto }) => [produto, current?.priceOf(produto)]));'],
      [BEFORE, '    const before = prices.get(produto) ?? null;'],
    ),
    'uma classe': edit(
      [
        PRICE_OF,
        '    items,\n    priceOf(product) {\n      return this.items.find(({ produto }) => produto === product)?.centavos;\n    },',
      ],
      ['  mudancas: Change[];\n  /** `undefined`', '  mudancas: Change[];\n  items: Item[];\n  /** `undefined`'],
      [
        CHANGE_OF,
        `  const changeOf = function (this: PriceTable | null, { produto, centavos }: Item): Change[] {
    const before = this?.priceOf(produto) ?? null;
    return before === centavos ? [] : [{ produto, de: before, para: centavos }];
  };
`,
      ],
      [CHANGES, '    mudancas: items.flatMap(changeOf, previous),'],
    ),
  },
  wrong: {
    'um Map no lugar da busca': {
      source: edit(
        [
          PREVIOUS,
          '  const prices = new Map(items.map(({ produto, centavos }) => [produto, centavos]));\n  const previous = current;',
        ],
        [PRICE_OF, '    priceOf: (product) => prices.get(product),'],
      ),
      fails: ['leak'],
    },
    'current solto antes de trocar': {
      source: edit([PREVIOUS, `${PREVIOUS}\n  current = null;`]),
      fails: ['leak'],
    },
    'as mudanças da anterior apagadas': {
      source: edit([RETURNED, `  if (previous) previous.mudancas = [];\n${RETURNED}`]),
      fails: ['leak'],
    },
    'a anterior ligada à vigente, só com o que mudou': {
      source: edit(
        [PREVIOUS, '  let previous = current;'],
        [
          '  mudancas: Change[];\n  /**',
          "  mudancas: Change[];\n  anterior: Pick<PriceTable, 'mudancas'> | null;\n  /**",
        ],
        [PRICE_OF, `    anterior: previous,\n${PRICE_OF}`],
        ['let current: PriceTable', 'const forgotten = (): undefined => undefined;\n\nlet current: PriceTable'],
        [RETURNED, `  if (previous) previous.priceOf = forgotten;\n  previous = null;\n${RETURNED}`],
      ),
      fails: ['leak'],
    },
    'um histórico do que mudou': {
      source: edit(
        [PREVIOUS, '  let previous = current;'],
        ['let current: PriceTable', 'const history: Change[][] = [];\n\nlet current: PriceTable'],
        [RETURNED, `  previous = null;\n  history.push(current.mudancas);\n${RETURNED}`],
      ),
      fails: ['leak'],
    },
    'tudo é novo nas versões da carga': {
      source: edit([PREVIOUS, '  const previous = version < 1_000_000 ? current : null;']),
      fails: ['load-refused'],
    },
    'tudo é sempre novo': {
      source: edit([PREVIOUS, '  const previous = null as PriceTable | null;']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'A tela mostra o que mudou na última publicação',
    },
    'nada nunca muda': {
      source: edit([CHANGES, '    mudancas: [],'], [CHANGE_OF, '']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'A tela mostra o que mudou na última publicação',
    },
    'a carga publicada de mentira': {
      source: edit([
        "  if (version !== undefined && method === 'POST') {",
        "  if (version !== undefined && Number(version) > 999_999) return reply(response, 200, { versao: Number(version), mudancas: 15 });\n  if (version !== undefined && method === 'POST') {",
      ]),
      fails: ['behaviour'],
      breaks: 'A última tabela da carga está em vigor',
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
        [PREVIOUS, '  let previous = current;'],
        [RETURNED, `  previous = null;\n${RETURNED}`],
      ),
      fails: ['forced-gc'],
    },
  },
};

export default fixes;
