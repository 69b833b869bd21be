/** Ways in which learners change this lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('novo-laboratorio');

const KEPT = '  attempts.push(attempt);\n';

const fixes: LabFixes = {
  valid: {
    'um anel de posições fixas': edit(
      ['const attempts: Attempt[] = [];', 'let attempts: Attempt[] = [];'],
      [KEPT, '  attempts = [...attempts, attempt].slice(-SHOWN);\n'],
    ),
    'sem as parcelas': edit([
      KEPT,
      '  attempts.push({ ...attempt, parcelas: [] });\n  if (attempts.length > 500) attempts.splice(0, 400);\n',
    ]),
  },
  wrong: {
    'sem guardar nada': {
      source: edit([KEPT, '']),
      fails: ['behaviour'],
      breaks: 'O suporte vê as últimas 20 tentativas',
    },
    'coleta de lixo forçada': {
      source: edit(
        [
          "import 'vazou/diagnostics';",
          "import 'vazou/diagnostics';\nimport v8 from 'node:v8';\nimport vm from 'node:vm';\nv8.setFlagsFromString('--expose-gc');\nconst gc = vm.runInNewContext('gc');",
        ],
        [KEPT, `${KEPT}  if (attempts.length > SHOWN) attempts.shift();\n  if (centavos % 50 === 0) gc();\n`],
      ),
      fails: ['forced-gc'],
    },
  },
};

export default fixes;
