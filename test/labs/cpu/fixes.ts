/** Ways in which learners change the cpu lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('cpu');

const LOOP = `  const unique: Contact[] = [];
  for (const contact of contacts) {
    let repeated = false;
    for (let i = 0; i < unique.length; i++) {
      const other = unique[i];
      if (other?.cadastro === contact.cadastro || other?.telefone === contact.telefone) repeated = true;
    }
    if (!repeated) unique.push(contact);
  }
  return unique;
`;
const IMPORTED = "import { createServer, type ServerResponse } from 'node:http';";
const CALLED = '  const recipients = removeDuplicates(contacts);\n';
const LISTENS = 'createServer((request, response) => {';
const STARTED = ".listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');";
const FOUND = '  const contacts = await findContacts(numbers);\n';

const fixes: LabFixes = {
  valid: {
    'um objeto como índice': edit([
      LOOP,
      `  const seen: Record<number, true> = {};
  return contacts.filter(({ cadastro, telefone }) => {
    if (cadastro in seen || telefone in seen) return false;
    seen[cadastro] = true;
    seen[telefone] = true;
    return true;
  });
`,
    ]),
    'ordena e compara os vizinhos': edit([
      LOOP,
      `  const rank = new Map(contacts.map((contact, i) => [contact, i]));
  const place = (contact: Contact): number => rank.get(contact) ?? 0;
  const firstOf = (list: readonly Contact[], key: (contact: Contact) => number): Contact[] => {
    const sorted = [...list].sort((a, b) => key(a) - key(b) || place(a) - place(b));
    return sorted.filter((contact, i) => i === 0 || key(contact) !== key(sorted[i - 1] ?? contact));
  };
  const firsts = firstOf(firstOf(contacts.slice(), ({ cadastro }) => cadastro), ({ telefone }) => telefone);
  const originals = new Set(firsts);
  const seen = new Set<Contact>();
  return contacts.filter((contact) => {
    if (!originals.has(contact) || seen.has(contact)) return false;
    seen.add(contact);
    return true;
  });
`,
    ]),
    'posições em vez de números': edit(
      [
        'function removeDuplicates',
        `const ids = new Map<number, number>();
for (const contact of [...lists.values()].flat()) {
  for (const key of [contact.cadastro, contact.telefone]) if (!ids.has(key)) ids.set(key, ids.size);
}

function removeDuplicates`,
      ],
      [
        LOOP,
        `  const seen = new Uint8Array(ids.size);
  const unique: Contact[] = [];
  for (const contact of contacts) {
    const customer = ids.get(contact.cadastro) ?? 0;
    const phone = ids.get(contact.telefone) ?? 0;
    if (seen[customer] === 1 || seen[phone] === 1) continue;
    seen[customer] = 1;
    seen[phone] = 1;
    unique.push(contact);
  }
  return unique;
`,
      ],
    ),
  },
  wrong: {
    'filter com findIndex': {
      source: edit([
        LOOP,
        `  const same = (a: Contact, b: Contact): boolean => a.cadastro === b.cadastro || a.telefone === b.telefone;
  return contacts.filter((contact, i) => contacts.findIndex((other) => same(other, contact)) === i);
`,
      ]),
      fails: ['leak'],
    },
    'em outra thread, com a mesma conta': {
      source: edit(
        [IMPORTED, `${IMPORTED}\nimport { isMainThread, parentPort, Worker } from 'node:worker_threads';`],
        [
          CALLED,
          `  const recipients = await new Promise<Contact[]>((resolve) => {
    waiting.push(resolve);
    thread?.postMessage(contacts);
  });
`,
        ],
        [
          'async function prepareSending',
          `const waiting: ((contacts: Contact[]) => void)[] = [];
const thread = isMainThread ? new Worker(new URL(import.meta.url)) : undefined;
thread?.on('message', (contacts: Contact[]) => waiting.shift()?.(contacts));

async function prepareSending`,
        ],
        [LISTENS, `const server = ${LISTENS}`],
        [
          STARTED,
          `;

if (isMainThread) server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
else parentPort?.on('message', (contacts: Contact[]) => parentPort?.postMessage(removeDuplicates(contacts)));`,
        ],
      ),
      fails: ['leak'],
    },
    'só o cadastro': {
      source: edit([LOOP, '  return [...new Map(contacts.map((contact) => [contact.cadastro, contact])).values()];\n']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'Ninguém recebe duas vezes, e ninguém fica sem receber',
    },
    'todos recebem': {
      source: edit([LOOP, '  return [...contacts];\n']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'Ninguém recebe duas vezes, e ninguém fica sem receber',
    },
    'listas cortadas': {
      source: edit([FOUND, '  const contacts = (await findContacts(numbers)).slice(0, 300);\n']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'Ninguém recebe duas vezes, e ninguém fica sem receber',
    },
    'o envio da vez passada': {
      source: edit(
        ['async function prepareSending', 'let last: Contact[] | undefined;\n\nasync function prepareSending'],
        [CALLED, '  const recipients = (last ??= removeDuplicates(contacts));\n'],
      ),
      fails: ['behaviour', 'load-refused'],
      breaks: 'Ninguém recebe duas vezes, e ninguém fica sem receber',
    },
  },
};

export default fixes;
