/** Ways in which learners change the goroutine-leak lab: both of its acts, or only one of them. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf, type Edit } from '../edits.ts';

const edit = editsOf('goroutine-leak');

const SENDER = 'readonly #senders: { item: T; sent: () => void }[] = [];';
const WAITS = '    else return new Promise((sent) => this.#senders.push({ item, sent }));';
const RACE = `  const late = delay(PATIENCE_MS, 'lote da noite' as const);
  const status = await Promise.race([enqueue(analysis), late]);
`;
const ENQUEUE = `async function enqueue(analysis: Analysis): Promise<Status> {
  await belt.send(analysis);
  return 'na esteira';
}
`;

const SHOWN = '(await panels().next()).value';
const SHOW = `  if (pathname === '/painel') return reply(response, 200, ${SHOWN});\n`;

const left: Edit = [
  SHOW,
  "  if (pathname === '/painel') for await (const panel of panels()) return reply(response, 200, panel);\n",
];
const returned: Edit = [
  SHOW,
  `  if (pathname === '/painel') {
    const shown = panels();
    const { value } = await shown.next();
    await shown.return(undefined);
    return reply(response, 200, value);
  }
`,
];
const without: Edit = [SHOWN, 'lastTransfers()'];
const cancelled: readonly Edit[] = [
  [
    '  /** O próximo, se já houver um. */',
    `  cancel(item: T): void {
    const place = this.#senders.findIndex((sender) => sender.item === item);
    if (place >= 0) this.#senders.splice(place, 1);
  }

  /** O próximo, se já houver um. */`,
  ],
  [RACE, `${RACE}  if (status !== 'na esteira') belt.cancel(analysis);\n`],
];

const WAITS_LEFT = 'Esperas que não terminam';
const CLOCKS_LEFT = 'Relógios que não param';
const MEMORY_LEFT = 'Memória que não volta';

const fixes: LabFixes = {
  valid: {
    'o canal tem a paciência': edit(
      left,
      [
        WAITS,
        `    else return new Promise((sent, giveUp) => {
      const sender = { item, sent };
      this.#senders.push(sender);
      setTimeout(() => {
        const place = this.#senders.indexOf(sender);
        if (place < 0) return;
        this.#senders.splice(place, 1);
        giveUp(new Error('sem lugar'));
      }, PATIENCE_MS);
    });`,
      ],
      [RACE, "  const status = await enqueue(analysis).catch((): Status => 'lote da noite');\n"],
    ),
    'quem espera recebe como sair': edit(returned, ...cancelled),
    'a fila de espera tem limite': edit(
      without,
      [SENDER, `${SENDER}\n  readonly #most = 16;`],
      [
        WAITS,
        `    else {
      if (this.#senders.length >= this.#most) this.#senders.shift();
      return new Promise((sent) => this.#senders.push({ item, sent }));
    }`,
      ],
    ),
    'marcados e varridos': edit(
      left,
      [SENDER, '#senders: { item: T; sent: () => void; until: number }[] = [];'],
      [
        WAITS,
        `    else {
      this.#senders = this.#senders.filter(({ until }) => until > Date.now());
      return new Promise((sent) => this.#senders.push({ item, sent, until: Date.now() + PATIENCE_MS }));
    }`,
      ],
    ),
  },
  wrong: {
    'só as esperas': { source: edit(...cancelled), fails: ['leak'], remains: [CLOCKS_LEFT, MEMORY_LEFT] },
    'só os relógios': { source: edit(left), fails: ['leak'], remains: [WAITS_LEFT], mayRemain: [MEMORY_LEFT] },
    'relógios que não se contam': {
      source: edit(...cancelled, ['PANEL_MS);\n  try', 'PANEL_MS).unref();\n  try']),
      fails: ['leak'],
      remains: [MEMORY_LEFT],
    },
    'solta o conteúdo, não a espera': {
      source: edit(left, [RACE, `${RACE}  if (status !== 'na esteira') analysis.historico = [];\n`]),
      fails: ['leak'],
      remains: [WAITS_LEFT],
    },
    'um lugar para todos': {
      source: edit(left, ['new Channel<Analysis>(POSITIONS)', 'new Channel<Analysis>(Infinity)']),
      fails: ['behaviour'],
      mayFail: ['leak'],
      remains: [MEMORY_LEFT],
      breaks: 'Quem não coube fica para o lote da noite',
    },
    'ninguém espera': {
      source: edit(
        left,
        [WAITS, "    else return Promise.reject(new Error('cheia'));"],
        [
          ENQUEUE,
          ENQUEUE.replace('  await', '  try {\n    await').replace(
            "  return 'na esteira';",
            "  } catch {\n    return 'lote da noite';\n  }\n  return 'na esteira';",
          ),
        ],
      ),
      fails: ['behaviour'],
      breaks: 'Quem chega com a esteira cheia espera um instante por um lugar',
    },
    'todos esperam até o fim': {
      source: edit(left, [RACE, '  const status = await enqueue(analysis);\n']),
      fails: ['behaviour'],
      breaks: 'Quem não coube fica para o lote da noite',
    },
    'dizem que entrou, e não entra': {
      source: edit(
        without,
        [
          '    else if (this.#items.length < this.#capacity) this.#items.push(item);',
          '    else if (!this.full) this.#items.push(item);',
        ],
        [
          '  /** O próximo, se já houver um. */',
          '  get full(): boolean {\n    return this.#items.length >= this.#capacity;\n  }\n\n  /** O próximo, se já houver um. */',
        ],
        [
          ENQUEUE,
          `let turn = 0;

${ENQUEUE.replace(
  '  await',
  `  if (belt.full) {
    await delay(PATIENCE_MS - 10);
    return ++turn % 3 === 0 ? 'na esteira' : 'lote da noite';
  }
  await`,
)}`,
        ],
      ),
      fails: ['behaviour'],
      breaks: 'Quem entrou na esteira com a multidão é analisado',
    },
    'uma esteira nova quando muitos esperam': {
      source: edit(
        without,
        [
          '  /** O próximo, se já houver um. */',
          '  get waiting(): number {\n    return this.#senders.length;\n  }\n\n  /** O próximo, se já houver um. */',
        ],
        ['const belt = new Channel<Analysis>(POSITIONS);', 'let belt = new Channel<Analysis>(POSITIONS);'],
        [RACE, `  if (belt.waiting > 64) belt = new Channel<Analysis>(POSITIONS);\n${RACE}`],
      ),
      fails: ['behaviour'],
      // On a busy machine the load alone makes new belts, and what waits at the old ones is held for a while.
      mayFail: ['leak'],
      breaks: 'Quem entrou na esteira com a multidão é analisado',
    },
    'o primeiro painel serve a todos': {
      source: edit(
        ...cancelled,
        ['/** O painel, de segundo em segundo', 'let first: unknown;\n\n/** O painel, de segundo em segundo'],
        [SHOWN, '(first ??= lastTransfers())'],
      ),
      fails: ['behaviour'],
      breaks: 'O painel mostra as últimas transferências',
    },
    'recusa em vez de lote': {
      source: edit([
        '  return reply(response, 200, { id, situacao: await transfer(id, centavos) });',
        `  const situacao = await transfer(id, centavos);
  return reply(response, situacao === 'na esteira' ? 200 : 503, { id, situacao });`,
      ]),
      fails: ['leak', 'load-refused'],
    },
  },
};

export default fixes;
