/** Ways in which learners change the subslice lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('subslice');

const IMPORT = "import 'vazou/diagnostics';";
const HEADER = '  const cabecalho = file.subarray(0, RECORD);';
const STORED = '  receipts.set(receipt.protocolo, receipt);';
const RECORDS = '  const records: Buffer[] = [];';
const RENDERED =
  "    records.push(Buffer.from(`${record.slice(0, 15)}02${record.slice(17, 230)}${protocol}`, 'latin1'));";

const fixes: LabFixes = {
  valid: {
    'o texto no lugar dos bytes': edit(
      ['  cabecalho: Buffer;', '  cabecalho: string;'],
      [HEADER, "  const cabecalho = file.toString('latin1', 0, RECORD);"],
      ["  const text = cabecalho.toString('latin1');", '  const text = cabecalho;'],
    ),
    'slice de Uint8Array, que copia': edit([
      HEADER,
      '  const cabecalho = Buffer.from(Uint8Array.prototype.slice.call(file, 0, RECORD).buffer);',
    ]),
    'Buffer.alloc, que nunca usa a laje': edit([HEADER, '  const cabecalho = Buffer.alloc(RECORD, file);']),
    'sem laje nenhuma': edit(
      [IMPORT, `${IMPORT}\nBuffer.poolSize = 0;`],
      [HEADER, '  const cabecalho = Buffer.from(file.subarray(0, RECORD));'],
    ),
    'um livro só para todos os cabeçalhos': edit(
      ['let lastProtocol = 0;', 'let lastProtocol = 0;\nconst book = Buffer.alloc(RECORD * MAX_RECEIPTS);'],
      [
        HEADER,
        `  const at = ((lastProtocol + 1) % MAX_RECEIPTS) * RECORD;
  file.copy(book, at, 0, RECORD);
  const cabecalho = book.subarray(at, at + RECORD);`,
      ],
    ),
    'a cópia comum, e um retorno que não gasta a laje': edit(
      [HEADER, '  const cabecalho = Buffer.from(file.subarray(0, RECORD));'],
      [RECORDS, '  const answer = Buffer.alloc(file.length);'],
      [RENDERED, "    answer.write(`${record.slice(0, 15)}02${record.slice(17, 230)}${protocol}`, at, 'latin1');"],
      ['  return Buffer.concat(records);', '  return answer;'],
    ),
  },
  wrong: {
    'um limite em bytes, no lugar da cópia': {
      source: edit(
        ['  cabecalho: Buffer;', '  cabecalho: Buffer;\n  tamanho: number;'],
        ['let lastProtocol = 0;', 'let lastProtocol = 0;\nlet held = 0;'],
        ['new Date().toISOString(), cabecalho };', 'new Date().toISOString(), cabecalho, tamanho: file.length };'],
        [
          '  if (receipts.size > MAX_RECEIPTS) receipts.delete(lastProtocol - MAX_RECEIPTS);',
          `  held += file.length;
  for (const [protocolo, { tamanho }] of receipts) {
    if (held <= 5_000_000 && receipts.size <= MAX_RECEIPTS) break;
    held -= tamanho;
    receipts.delete(protocolo);
  }`,
        ],
      ),
      fails: ['behaviour'],
      breaks: 'As remessas da carga têm recibo',
    },
    'slice de Buffer, que não copia': {
      source: edit([HEADER, '  const cabecalho = file.slice(0, RECORD);']),
      fails: ['leak'],
    },
    'outra janela para os mesmos bytes': {
      source: edit([HEADER, '  const cabecalho = Buffer.from(file.buffer, file.byteOffset, RECORD);']),
      fails: ['leak'],
    },
    'copyBytesFrom, que também usa a laje': {
      source: edit([HEADER, '  const cabecalho = Buffer.copyBytesFrom(file, 0, RECORD);']),
      fails: ['leak'],
    },
    'um clone estruturado, que leva o arquivo inteiro': {
      source: edit([HEADER, '  const cabecalho = Buffer.from(structuredClone(file.subarray(0, RECORD)));']),
      fails: ['leak'],
    },
    'só as últimas cem': {
      source: edit(['const MAX_RECEIPTS = 10_000;', 'const MAX_RECEIPTS = 100;']),
      fails: ['behaviour'],
      breaks: 'A auditoria acha os recibos antigos',
    },
    'um limite menor que o da auditoria': {
      source: edit(['const MAX_RECEIPTS = 10_000;', 'const MAX_RECEIPTS = 650;']),
      fails: ['leak'],
    },
    'sem recibo para arquivos grandes': {
      source: edit([
        STORED,
        `  if (file.length < 64 * RECORD || receipt.protocolo < 610) receipts.set(receipt.protocolo, receipt);`,
      ]),
      fails: ['behaviour'],
      breaks: 'As remessas da carga têm recibo',
    },
    'referências fracas': {
      source: edit(
        ['new Map<number, Receipt>()', 'new Map<number, WeakRef<Receipt>>()'],
        [STORED, '  receipts.set(receipt.protocolo, new WeakRef(receipt));'],
        ['receipts.get(Number(protocol))', 'receipts.get(Number(protocol))?.deref()'],
      ),
      fails: ['behaviour'],
      breaks: 'As remessas da carga têm recibo',
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
        [HEADER, '  const cabecalho = Buffer.alloc(RECORD, file);'],
      ),
      fails: ['forced-gc'],
    },
  },
};

export default fixes;
