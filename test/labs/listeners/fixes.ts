/** Ways in which learners change the listeners lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('listeners');

const EVENTS = "import { EventEmitter } from 'node:events';";
const EMITTER = 'const positions = new EventEmitter<{ posicao: [Position] }>();';
const HEARD = '      if (position.pedido === order) resolve({ ...forecast, ...position });';
const LISTENS = "    positions.on('posicao', onPosition);";
const REVISES = '    setInterval(() => revise(forecast), REVISE_EVERY);';
const GIVES_UP = '    setTimeout(() => resolve(null), ms);';
const EMITS = "    positions.emit('posicao', { pedido: order, metros });";
const WAIT = `  return new Promise((resolve) => {
    const onPosition = (position: Position): void => {
${HEARD}
    };
${LISTENS}
${REVISES}
${GIVES_UP}
  });`;
const FOUND = '  const found = await nextPosition(order, ms);';
const REVISED = 'const REVISE_EVERY = 250;';
/** Nothing stays open. */
const CLOSED = `  return new Promise((resolve) => {
    const finish = (found: (Forecast & Position) | null): void => {
      positions.off('posicao', onPosition);
      clearInterval(revising);
      clearTimeout(patience);
      resolve(found);
    };
    const onPosition = (position: Position): void => {
      if (position.pedido === order) finish({ ...forecast, ...position });
    };
${LISTENS}
    const revising = setInterval(() => revise(forecast), REVISE_EVERY);
    const patience = setTimeout(() => finish(null), ms);
  });`;
const OWN_EMITTER = `    const own = positions.get(order) ?? new EventEmitter<{ posicao: [Position] }>();
    positions.set(order, own);`;
const UNHELD = '  setInterval(() => waited++, 60_000).unref();';

const fixes: LabFixes = {
  valid: {
    'finally, com o que cada um devolve': edit([
      WAIT,
      `  let onPosition: ((position: Position) => void) | undefined;
  const revising = setInterval(() => revise(forecast), REVISE_EVERY);
  return new Promise<(Forecast & Position) | null>((resolve) => {
    onPosition = (position) => {
      if (position.pedido === order) resolve({ ...forecast, ...position });
    };
${LISTENS}
${GIVES_UP}
  }).finally(() => {
    if (onPosition) positions.off('posicao', onPosition);
    clearInterval(revising);
  });`,
    ]),
    'um AbortController para tudo': edit(
      [
        EVENTS,
        "import { EventEmitter, on } from 'node:events';\nimport { setInterval as ticks } from 'node:timers/promises';",
      ],
      ['function nextPosition(', 'async function nextPosition('],
      [
        WAIT,
        `  const over = new AbortController();
  const { signal } = over;
  const patience = setTimeout(() => over.abort(), ms);
  const revising = async (): Promise<void> => {
    for await (const _ of ticks(REVISE_EVERY, undefined, { signal })) revise(forecast);
  };
  revising().catch(() => undefined);
  try {
    for await (const [position] of on(positions, 'posicao', { signal })) {
      if (position.pedido === order) return { ...forecast, ...position };
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearTimeout(patience);
    over.abort();
  }
  return null;`,
      ],
    ),
    'um evento por pedido': edit(
      [EMITTER, 'const positions = new EventEmitter<Record<string, [Position]>>();'],
      [EMITS, '    positions.emit(order, { pedido: order, metros });'],
      [
        WAIT,
        `  return new Promise((resolve) => {
    const stop = (): void => {
      clearInterval(revising);
      clearTimeout(patience);
    };
    const onPosition = (position: Position): void => {
      stop();
      resolve({ ...forecast, ...position });
    };
    positions.once(order, onPosition);
    const revising = setInterval(() => revise(forecast), REVISE_EVERY);
    const patience = setTimeout(() => {
      stop();
      positions.removeListener(order, onPosition);
      resolve(null);
    }, ms);
  });`,
      ],
    ),
    'uma lista de esperas e um relógio só': edit(
      [
        EMITTER,
        `const waits = new Set<{ order: string; forecast: Forecast; answer: (position: Position | null) => void }>();
setInterval(() => {
  for (const { forecast } of waits) revise(forecast);
}, REVISE_EVERY);`,
      ],
      [`${EVENTS}\n`, ''],
      [EMITS, '    for (const wait of waits) if (wait.order === order) wait.answer({ pedido: order, metros });'],
      [
        WAIT,
        `  return new Promise((resolve) => {
    const wait = {
      order,
      forecast,
      answer: (position: Position | null): void => {
        waits.delete(wait);
        resolve(position && { ...forecast, ...position });
      },
    };
    waits.add(wait);
    setTimeout(() => wait.answer(null), ms);
  });`,
      ],
    ),
    'uma pilha de coisas a fechar': edit(
      ['function nextPosition(', 'async function nextPosition('],
      [
        WAIT,
        `  using open = new DisposableStack();
  const { promise, resolve } = Promise.withResolvers<(Forecast & Position) | null>();
  const onPosition = (position: Position): void => {
    if (position.pedido === order) resolve({ ...forecast, ...position });
  };
${LISTENS.slice(2)}
  open.defer(() => positions.off('posicao', onPosition));
  open.use(setInterval(() => revise(forecast), REVISE_EVERY));
  open.use(setTimeout(() => resolve(null), ms));
  return await promise;`,
      ],
    ),
  },
  wrong: {
    'sem o aviso': {
      source: edit([EMITTER, `${EMITTER}\npositions.setMaxListeners(0);`]),
      fails: ['leak'],
    },
    'off com outra função': {
      source: edit([
        HEARD,
        `      if (position.pedido !== order) return;
      positions.off('posicao', (other: Position) => onPosition(other));
      resolve({ ...forecast, ...position });`,
      ]),
      fails: ['leak'],
    },
    'o intervalo parado, o ouvinte não': {
      source: edit(
        [REVISES, '    const revising = setInterval(() => revise(forecast), REVISE_EVERY);'],
        [HEARD, `${HEARD}\n      if (position.pedido === order) clearInterval(revising);`],
        [GIVES_UP, '    setTimeout(() => {\n      clearInterval(revising);\n      resolve(null);\n    }, ms);'],
      ),
      fails: ['leak'],
    },
    'o ouvinte tirado, o intervalo não': {
      source: edit([
        WAIT,
        WAIT.replace(
          HEARD,
          `${HEARD}\n      if (position.pedido === order) positions.off('posicao', onPosition);`,
        ).replace(
          GIVES_UP,
          "    setTimeout(() => {\n      positions.off('posicao', onPosition);\n      resolve(null);\n    }, ms);",
        ),
      ]),
      fails: ['leak'],
    },
    'um intervalo que não segura o processo': {
      source: edit([REVISES, '    setInterval(() => revise(forecast), REVISE_EVERY).unref();']),
      fails: ['leak'],
    },
    'tudo fechado, menos o ouvinte': {
      source: edit(
        [EMITTER, `${EMITTER}\npositions.setMaxListeners(0);`],
        ['const forecast: Forecast = {', 'let forecast: Forecast | null = {'],
        [
          WAIT,
          `  return new Promise((resolve) => {
    const finish = (found: (Forecast & Position) | null): void => {
      clearInterval(revising);
      clearTimeout(patience);
      forecast = null;
      resolve(found);
    };
    positions.on('posicao', (position) => {
      if (forecast && position.pedido === order) finish({ ...forecast, ...position });
    });
    const revising = setInterval(() => forecast && revise(forecast), REVISE_EVERY);
    const patience = setTimeout(() => finish(null), ms);
  });`,
        ],
      ),
      fails: ['leak'],
    },
    'um emissor por pedido, que ninguém tira': {
      source: edit(
        [EMITTER, 'const positions = new Map<string, EventEmitter<{ posicao: [Position] }>>();'],
        [EMITS, "    positions.get(order)?.emit('posicao', { pedido: order, metros });"],
        [WAIT, CLOSED.replace('const finish', `${OWN_EMITTER}\n    const finish`).replaceAll('positions.o', 'own.o')],
      ),
      fails: ['leak'],
    },
    'tudo fechado, menos um relógio sem nada na mão e com unref': {
      source: edit([WAIT, CLOSED], [REVISED, `${REVISED}\nlet waited = 0;`], [FOUND, `${UNHELD}\n${FOUND}`]),
      fails: ['leak'],
    },
    'once no lugar de on': {
      source: edit(
        [LISTENS, "    positions.once('posicao', onPosition);"],
        [REVISES, '    const revising = setInterval(() => revise(forecast), REVISE_EVERY);'],
        [
          GIVES_UP,
          "    setTimeout(() => {\n      positions.off('posicao', onPosition);\n      clearInterval(revising);\n      resolve(null);\n    }, ms);",
        ],
      ),
      fails: ['behaviour'],
      breaks: 'Quem espera recebe a posição do seu pedido',
    },
    'todos os ouvintes fora': {
      source: edit([
        WAIT,
        `  return new Promise((resolve) => {
    const finish = (found: (Forecast & Position) | null): void => {
      positions.removeAllListeners('posicao');
      clearInterval(revising);
      resolve(found);
    };
    const onPosition = (position: Position): void => {
      if (position.pedido === order) finish({ ...forecast, ...position });
    };
${LISTENS}
    const revising = setInterval(() => revise(forecast), REVISE_EVERY);
    setTimeout(() => finish(null), ms);
  });`,
      ]),
      fails: ['behaviour'],
      breaks: 'Quem espera recebe a posição do seu pedido',
    },
    'ninguém espera': {
      source: edit([FOUND, '  const found = ms < 50 ? null : await nextPosition(order, ms);']),
      fails: ['behaviour'],
      breaks: 'Sem posição nova, a resposta vem no fim do prazo',
    },
    'sem refazer a previsão': {
      source: edit(
        [REVISES, ''],
        [HEARD, `${HEARD}\n      if (position.pedido === order) positions.off('posicao', onPosition);`],
        [
          GIVES_UP,
          "    setTimeout(() => {\n      positions.off('posicao', onPosition);\n      resolve(null);\n    }, ms);",
        ],
      ),
      fails: ['behaviour'],
      breaks: 'A previsão é refeita enquanto alguém espera',
    },
  },
};

export default fixes;
