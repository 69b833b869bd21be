/** Ways in which learners "mend" the lab that does not leak. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('not-a-leak');

const IMPORT = "import 'vazou/diagnostics';";
const BOUND = '  if (shelf.size > SHELF && first !== undefined) shelf.delete(first);\n';
const KEEP = '  keep(book, sheet);\n';

const fixes: LabFixes = {
  valid: {
    'uma prateleira um pouco menor': edit(['const SHELF = 600;', 'const SHELF = 520;']),
    'o catálogo montado uma vez só': edit(
      [
        'function reply(response: ServerResponse,',
        'const catalog = Buffer.from(exportCatalog());\n\nfunction reply(response: ServerResponse,',
      ],
      ['type: string, body: string): void {', 'type: string, body: string | Buffer): void {'],
      ["reply(response, 200, 'text/csv', exportCatalog())", "reply(response, 200, 'text/csv', catalog)"],
    ),
  },
  wrong: {
    'sem prateleira': { source: edit([KEEP, '']), fails: ['behaviour'], breaks: 'As últimas 500 fichas abrem na hora' },
    'prateleira sem fim': { source: edit([BOUND, '']), fails: ['leak'] },
    'resenhas cortadas': {
      source: edit(['const REVIEWS = 180;', 'const REVIEWS = 5;']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'A ficha traz o título, o preço e as resenhas',
    },
    'coleta forçada, para o RSS descer': {
      source: edit([
        IMPORT,
        `${IMPORT}
import v8 from 'node:v8';
import vm from 'node:vm';
v8.setFlagsFromString('--expose-gc');
setInterval(vm.runInNewContext('gc'), 100);`,
      ]),
      fails: ['forced-gc'],
    },
  },
  wrongFix: ['behaviour'],
};

export default fixes;
