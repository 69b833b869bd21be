/** Ways in which learners change the substring lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('substring');

const PIECE = '  return xml.slice(start, end);';
const SUMMARIZED = '  const summary = summarize(xml);';
const KEY = "  const chave = field(xml, 'chNFe');";
const LIMIT = 'const MAX_RECENT = 5_000;';

const fixes: LabFixes = {
  valid: {
    'o resumo por JSON': edit([SUMMARIZED, '  const summary: Summary = JSON.parse(JSON.stringify(summarize(xml)));']),
    'um clone estruturado': edit([SUMMARIZED, '  const summary = structuredClone(summarize(xml));']),
    'letra por letra': edit([PIECE, "  return [...xml.slice(start, end)].join('');"]),
    'um espaço na frente, e fora': edit([PIECE, "  return (' ' + xml.slice(start, end)).slice(1);"]),
    'os bytes no lugar do texto': edit(
      ['const recent: Summary[] = [];', 'const recent: Buffer[] = [];'],
      [
        'recent.some(({ chave }) => chave === summary.chave)',
        'recent.some((kept) => JSON.parse(kept.toString()).chave === summary.chave)',
      ],
      ['recent.push(summary)', 'recent.push(Buffer.from(JSON.stringify(summary)))'],
      ['recent.slice(-limit).reverse()', 'recent.slice(-limit).reverse().map((kept) => JSON.parse(kept.toString()))'],
    ),
    'a busca nos bytes do corpo': edit(
      [
        `async function readBody(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}`,
        `async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}`,
      ],
      ['function field(xml: string, tag: string)', 'function field(xml: Buffer, tag: string)'],
      [PIECE, "  return xml.toString('utf8', start, end);"],
      ['function summarize(xml: string)', 'function summarize(xml: Buffer)'],
      ["itens: xml.split('<det ').length - 1", "itens: xml.toString().split('<det ').length - 1"],
    ),
  },
  wrong: {
    'um limite em bytes, no lugar da cópia': {
      source: edit(
        ['const recent: Summary[] = [];', 'const recent: Summary[] = [];\nconst sizes: number[] = [];\nlet held = 0;'],
        [
          'function remember(summary: Summary): boolean {',
          'function remember(summary: Summary, size: number): boolean {',
        ],
        [
          '  if (!repeated) recent.push(summary);\n  if (recent.length > MAX_RECENT) recent.shift();',
          `  if (!repeated) {
    recent.push(summary);
    sizes.push(size);
    held += size;
  }
  while (recent.length > MAX_RECENT || held > 16_000_000) {
    recent.shift();
    held -= sizes.shift() ?? 0;
  }`,
        ],
        ['remember(summary);', 'remember(summary, xml.length);'],
      ),
      fails: ['behaviour'],
      breaks: 'As notas da carga estão na tela',
    },
    'String() em volta': { source: edit([PIECE, '  return String(xml.slice(start, end));']), fails: ['leak'] },
    'somar nada': { source: edit([PIECE, "  return xml.slice(start, end) + '';"]), fails: ['leak'] },
    'trim e normalize': {
      source: edit([PIECE, '  return xml.slice(start, end).trim().normalize();']),
      fails: ['leak'],
    },
    'substring no lugar de slice': { source: edit([PIECE, '  return xml.substring(start, end);']), fails: ['leak'] },
    'pedaços de uma cópia do começo e do fim': {
      source: edit([
        SUMMARIZED,
        '  const summary = summarize(Buffer.from(xml.slice(0, 4_000) + xml.slice(-4_000)).toString());',
      ]),
      fails: ['leak'],
    },
    'só a chave copiada': {
      source: edit([KEY, "  const chave = Buffer.from(field(xml, 'chNFe')).toString();"]),
      fails: ['leak'],
    },
    'outro objeto, as mesmas strings': {
      source: edit([SUMMARIZED, '  const summary = { ...summarize(xml) };']),
      fails: ['leak'],
    },
    'uma lista mais curta': {
      source: edit([LIMIT, 'const MAX_RECENT = 20;']),
      fails: ['behaviour'],
      breaks: 'A tela mostra as últimas notas',
    },
    'sem o emitente': {
      source: edit(
        ["emitente: field(xml, 'xNome')", "emitente: field(xml, 'xNome').slice(0, 12)"],
        [KEY, "  const chave = Buffer.from(field(xml, 'chNFe')).toString();"],
      ),
      fails: ['behaviour'],
      breaks: 'A nota é lida por inteiro',
    },
    'as grandes ficam de fora': {
      source: edit(
        ['  if (!repeated) recent.push(summary);', '  if (!repeated && summary.itens < 100) recent.push(summary);'],
        ['  recebidaEm: string;\n', '  recebidaEm: string;\n  itens: number;\n'],
        [
          'recebidaEm: new Date().toISOString() };',
          "recebidaEm: new Date().toISOString(), itens: xml.split('<det ').length - 1 };",
        ],
      ),
      fails: ['behaviour'],
      breaks: 'As notas da carga estão na tela',
    },
    'a lista esvaziada quando a memória aperta': {
      source: edit([
        '  if (recent.length > MAX_RECENT) recent.shift();',
        '  if (process.memoryUsage().heapUsed > 20e6) recent.length = 0;',
      ]),
      fails: ['behaviour'],
      breaks: 'As notas da carga estão na tela',
    },
    'referências fracas': {
      source: edit(
        ['const recent: Summary[] = [];', 'const recent: WeakRef<Summary>[] = [];'],
        ['recent.some(({ chave }) => chave', 'recent.some((kept) => kept.deref()?.chave'],
        ['recent.push(summary)', 'recent.push(new WeakRef(summary))'],
        ['recent.slice(-limit).reverse()', 'recent.slice(-limit).reverse().flatMap((kept) => kept.deref() ?? [])'],
      ),
      fails: ['behaviour'],
      breaks: 'As notas da carga estão na tela',
    },
    'coleta forçada': {
      source: edit(
        [
          "import 'vazou/diagnostics';",
          `import 'vazou/diagnostics';
import v8 from 'node:v8';
import vm from 'node:vm';
v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc');`,
        ],
        [SUMMARIZED, `${SUMMARIZED}\n  if (recent.length % 20 === 0) gc();`],
      ),
      fails: ['leak', 'forced-gc'],
    },
  },
};

export default fixes;
