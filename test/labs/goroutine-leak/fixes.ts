/** Ways in which learners change the goroutine-leak lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

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

const fixes: LabFixes = {
  valid: {
    'o canal tem a paciência': edit(
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
    'quem espera recebe como sair': edit(
      [
        '  /** O próximo, se já houver um. */',
        `  cancel(item: T): void {
    const place = this.#senders.findIndex((sender) => sender.item === item);
    if (place >= 0) this.#senders.splice(place, 1);
  }

  /** O próximo, se já houver um. */`,
      ],
      [RACE, `${RACE}  if (status !== 'na esteira') belt.cancel(analysis);\n`],
    ),
    'a fila de espera tem limite': edit(
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
    'solta o conteúdo, não a espera': {
      source: edit([RACE, `${RACE}  if (status !== 'na esteira') analysis.historico = [];\n`]),
      fails: ['leak'],
    },
    'um lugar para todos': {
      source: edit(['new Channel<Analysis>(POSITIONS)', 'new Channel<Analysis>(Infinity)']),
      fails: ['leak', 'behaviour'],
      breaks: 'Quem não coube fica para o lote da noite',
    },
    'ninguém espera': {
      source: edit(
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
      source: edit([RACE, '  const status = await enqueue(analysis);\n']),
      fails: ['behaviour'],
      breaks: 'Quem não coube fica para o lote da noite',
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
