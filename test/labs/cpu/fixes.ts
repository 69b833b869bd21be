/** Ways in which learners change the cpu lab: each of its three faults in more than one way, and one or two at a time. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf, type Edit } from '../edits.ts';

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
const NAME = "/^(\\p{L}+['-]?\\s?)+$/u";
const TESTED = 'NAME.test(text)';
const COPIED = 'JSON.parse(JSON.stringify(template))';
const COPY = '  const message = copyTemplate(template);\n';
const TEXT = "  message.texto = message.texto.replace('{cadastro}', String(cadastro));\n";
const LINK = '  message.botao.link += cadastro;\n';
const LIST_ROUTE = "  if (page === 'listas' && lists.has(list)) {\n";

const KEPT = 'Memória que não volta';

const withSet: Edit = [
  LOOP,
  `  const seen = new Set<number>();
  return contacts.filter(({ cadastro, telefone }) => {
    const repeated = seen.has(cadastro) || seen.has(telefone);
    if (!repeated) seen.add(cadastro).add(telefone);
    return !repeated;
  });
`,
];
const asIndex: Edit = [
  LOOP,
  `  const seen: Record<number, true> = {};
  return contacts.filter(({ cadastro, telefone }) => {
    if (cadastro in seen || telefone in seen) return false;
    seen[cadastro] = true;
    seen[telefone] = true;
    return true;
  });
`,
];
const sorted: Edit = [
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
];
const positions: readonly Edit[] = [
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
];

const shallow: Edit = [COPIED, '{ ...template, botao: { ...template.botao } }'];
const without: Edit = [COPIED, `structuredClone({ ...template, revisoes: [] })`];
const once: readonly Edit[] = [
  [COPY, ''],
  ['  let last = template;\n', '  let last = template;\n  const message = copyTemplate(template);\n'],
  ['    last = fillIn(template, contact);\n', '    last = fillIn(message, template, contact);\n'],
  [
    'function fillIn(template: Template, { cadastro }: Contact): Template {\n',
    'function fillIn(message: Template, template: Template, { cadastro }: Contact): Template {\n',
  ],
  [TEXT, TEXT.replace('message.texto.replace', 'template.texto.replace')],
  [LINK, '  message.botao.link = template.botao.link + String(cadastro);\n'],
];

const separated: Edit = [NAME, "/^\\p{L}+(?:(?:['-]\\s?|\\s)\\p{L}+)*['-]?\\s?$/u"];
const byWords: Edit = [TESTED, "text.split(' ').every((word) => /^\\p{L}+(?:['-]\\p{L}+)*$/u.test(word))"];
const withoutRepeating: Edit = [TESTED, "/^\\p{L}[\\p{L}'\\s-]*$/u.test(text) && !/['-]{2}|\\s['\\s-]/u.test(text)"];

/** A cache in front of the same work. */
const remembered: readonly Edit[] = [
  [
    'async function route',
    `const sendings = new Map<string, ReturnType<typeof prepareSending>>();
const previews = new Map<string, ReturnType<typeof preview>>();

async function route`,
  ],
  [
    "  if (page === 'previas' && template && lists.has(list)) return reply(response, 200, await preview(list, template));\n",
    `  if (page === 'previas' && template && lists.has(list)) {
    const key = \`\${list} \${template.modelo}\`;
    const ready = previews.get(key) ?? preview(list, template);
    previews.set(key, ready);
    return reply(response, 200, await ready);
  }
`,
  ],
  [
    "  if (page === 'envios' && known) return reply(response, 200, await prepareSending(numbers));\n",
    `  if (page === 'envios' && known) {
    const key = numbers.join();
    const ready = sendings.get(key) ?? prepareSending(numbers);
    sendings.set(key, ready);
    return reply(response, 200, await ready);
  }
`,
  ],
];

const SENDING = 'CPU de um envio';
const PREVIEW = 'CPU de uma prévia';
const CHECK = 'CPU da conferência de um nome';

const fixes: LabFixes = {
  valid: {
    'um Set, cópia rasa, e um separador entre as letras': edit(withSet, shallow, separated),
    'um objeto como índice, sem as revisões, e palavra por palavra': edit(asIndex, without, byWords),
    'ordena e compara os vizinhos, uma cópia por prévia, e duas expressões': edit(sorted, ...once, withoutRepeating),
    'posições em vez de números': edit(...positions, shallow, byWords),
  },
  wrong: {
    'as três, e cada envio lembrado para sempre': {
      source: edit(
        withSet,
        shallow,
        separated,
        [
          CALLED,
          `  const key = numbers.join();\n  const recipients = known.get(key) ?? removeDuplicates(contacts);\n  known.set(key, recipients);\n`,
        ],
        [
          'async function prepareSending',
          'const known = new Map<string, Contact[]>();\n\nasync function prepareSending',
        ],
      ),
      fails: ['leak'],
      remains: [KEPT],
    },
    'só o laço': { source: edit(withSet), fails: ['leak'], remains: [PREVIEW, CHECK] },
    'só a cópia': { source: edit(shallow), fails: ['leak'], remains: [SENDING, CHECK] },
    'só a expressão': { source: edit(separated), fails: ['leak'], remains: [SENDING, PREVIEW] },
    'falta a expressão': { source: edit(withSet, shallow), fails: ['leak'], remains: [CHECK] },
    'falta a cópia': { source: edit(asIndex, separated), fails: ['leak'], remains: [PREVIEW] },
    'filter com findIndex': {
      source: edit(shallow, separated, [
        LOOP,
        `  const same = (a: Contact, b: Contact): boolean => a.cadastro === b.cadastro || a.telefone === b.telefone;
  return contacts.filter((contact, i) => contacts.findIndex((other) => same(other, contact)) === i);
`,
      ]),
      fails: ['leak'],
      remains: [SENDING],
    },
    'em outra thread, com a mesma conta': {
      source: edit(
        shallow,
        separated,
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
      remains: [SENDING],
    },
    'a rota simples mais lenta, para a razão diminuir': {
      source: edit([
        LIST_ROUTE,
        `${LIST_ROUTE}    for (let i = 0; i < 5; i++) lists.forEach((contacts) => JSON.stringify(contacts));\n`,
      ]),
      fails: ['leak'],
      remains: [SENDING, PREVIEW, CHECK],
    },
    'só o cadastro': {
      source: edit(shallow, separated, [
        LOOP,
        '  return [...new Map(contacts.map((contact) => [contact.cadastro, contact])).values()];\n',
      ]),
      fails: ['behaviour', 'load-refused'],
      breaks: 'Ninguém recebe duas vezes, e ninguém fica sem receber',
    },
    'listas cortadas': {
      source: edit(shallow, separated, [FOUND, '  const contacts = (await findContacts(numbers)).slice(0, 300);\n']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'Ninguém recebe duas vezes, e ninguém fica sem receber',
    },
    'o envio da vez passada': {
      source: edit(
        shallow,
        separated,
        ['async function prepareSending', 'let last: Contact[] | undefined;\n\nasync function prepareSending'],
        [CALLED, '  const recipients = (last ??= removeDuplicates(contacts));\n'],
      ),
      fails: ['behaviour', 'load-refused'],
      breaks: 'Ninguém recebe duas vezes, e ninguém fica sem receber',
    },
    'cópia rasa demais': {
      source: edit(withSet, separated, [COPIED, '{ ...template }']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'A prévia traz a mensagem de cada um, e o modelo continua o mesmo',
    },
    'guarda as respostas, e só a expressão': {
      source: edit(separated, ...remembered),
      fails: ['leak'],
      remains: [SENDING, PREVIEW],
    },
    'procura números antes da expressão': {
      source: edit(withSet, shallow, [TESTED, '!/\\d/.test(text) && NAME.test(text)']),
      fails: ['leak'],
      remains: [CHECK],
    },
    'procura números e sinais repetidos antes da expressão': {
      source: edit(withSet, shallow, [TESTED, "!/\\d|['-]{2}/.test(text) && NAME.test(text)"]),
      fails: ['leak'],
      remains: [CHECK],
    },
    'uma expressão que aceita mais': {
      source: edit(withSet, shallow, [NAME, "/^\\p{L}[\\p{L}\\s'-]*$/u"]),
      fails: ['behaviour', 'load-refused'],
      breaks: 'A conferência aceita os mesmos nomes, e recusa os mesmos',
    },
    'só nomes curtos': {
      source: edit(withSet, shallow, ['text.length <= 60', 'text.length <= 20']),
      fails: ['behaviour'],
      breaks: 'A conferência aceita os mesmos nomes, e recusa os mesmos',
    },
    'qualquer letra serve': {
      source: edit(withSet, shallow, [NAME, '/^\\p{L}/u']),
      fails: ['behaviour', 'load-refused'],
      breaks: 'A conferência aceita os mesmos nomes, e recusa os mesmos',
    },
  },
};

export default fixes;
